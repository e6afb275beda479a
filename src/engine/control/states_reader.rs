//! What another host reads of consistency states: the newest base of the newest epoch that has one, and
//! what was published after it. Memory is that of one object.

use bytes::Bytes;
use futures::{StreamExt as _, stream};

use crate::migration::{CONSISTENCY_FORMAT, ConsistencyPart, ConsistencyStates};
use crate::ports::ControlStore;

use super::document::Document;
use super::epoch::all_claims;
use super::states::sha256_of;
use super::{FleetError, compressed, names};

/// Objects read at the same time.
const READ_WAYS: usize = 4;

/// Where published consistency states lie, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatesChain {
    /// The epoch that they were published under.
    pub epoch: u64,
    /// The newest base with what holds its transfers at rest.
    pub base: ConsistencyStates,
    /// Numbers after the base.
    pub after: Vec<u64>,
}

/// Number of the newest object under an epoch.
pub async fn newest_number(
    control: &dyn ControlStore,
    epoch: u64,
) -> Result<Option<u64>, FleetError> {
    Ok(numbers(control, epoch, None).await?.into_iter().max())
}

async fn numbers(
    control: &dyn ControlStore,
    epoch: u64,
    after: Option<u64>,
) -> Result<Vec<u64>, FleetError> {
    let after = after.map(|number| names::states(epoch, number));
    Ok(names::published(control, &names::states_of(epoch), after.as_deref()).await?)
}

impl Document for ConsistencyStates {
    const FORMAT: &'static str = CONSISTENCY_FORMAT;

    fn format(&self) -> &str {
        &self.format
    }
}

/// One object.
pub async fn read_states(
    control: &dyn ControlStore,
    name: &str,
) -> Result<ConsistencyStates, FleetError> {
    let bytes = bytes_of(control, name).await?;
    compressed::decode(&control.place(), name, &bytes)
}

/// What must be there, for something says so.
async fn bytes_of(control: &dyn ControlStore, name: &str) -> Result<Bytes, FleetError> {
    let found = control.read(name).await?;
    found.ok_or_else(|| FleetError::Missing {
        place: control.place(),
        missing: format!("`{name}`"),
    })
}

impl StatesChain {
    /// What is published: under the newest of `epochs` that has any. `None` where nothing was.
    pub async fn find(
        control: &dyn ControlStore,
        fleet_id: &str,
        epochs: impl DoubleEndedIterator<Item = u64>,
    ) -> Result<Option<Self>, FleetError> {
        for epoch in epochs.rev() {
            let Some(newest) = newest_number(control, epoch).await? else {
                continue;
            };
            let last = read_checked(control, fleet_id, epoch, newest).await?;
            let base = if last.base == newest {
                last
            } else {
                read_checked(control, fleet_id, epoch, last.base).await?
            };
            let after = numbers(control, epoch, Some(base.number)).await?;
            return Ok(Some(Self { epoch, base, after }));
        }
        Ok(None)
    }

    /// The objects after the base, in their order: what a later one says of a move or a transfer counts.
    pub fn after<'a>(
        &'a self,
        control: &'a dyn ControlStore,
    ) -> impl stream::Stream<Item = Result<ConsistencyStates, FleetError>> + 'a {
        let read = |number| read_checked(control, &self.base.fleet_id, self.epoch, number);
        stream::iter(self.after.iter().copied().map(read)).buffered(READ_WAYS)
    }

    /// The base's transfers at rest.
    pub fn parts<'a>(
        &'a self,
        control: &'a dyn ControlStore,
    ) -> impl stream::Stream<Item = Result<ConsistencyStates, FleetError>> + 'a {
        let read = |part| read_part(control, &self.base, part);
        stream::iter(self.base.parts.iter().map(read)).buffered(READ_WAYS)
    }
}

/// What was published of the fleet of a control location; `None` where nothing was.
pub async fn published_states(
    control: &dyn ControlStore,
) -> Result<Option<StatesChain>, FleetError> {
    let (claims, newest) = all_claims(control).await?;
    let epochs = claims.iter().map(|claim| claim.epoch);
    StatesChain::find(control, &newest.fleet_id, epochs).await
}

async fn read_checked(
    control: &dyn ControlStore,
    fleet_id: &str,
    epoch: u64,
    number: u64,
) -> Result<ConsistencyStates, FleetError> {
    let name = names::states(epoch, number);
    let states = read_states(control, &name).await?;
    let said = (states.fleet_id.as_str(), states.epoch, states.number);
    if said == (fleet_id, epoch, number) {
        return Ok(states);
    }
    Err(FleetError::Damaged {
        place: control.place(),
        name,
        problem: format!(
            "says that it is number {} of epoch {} of fleet {}",
            states.number, states.epoch, states.fleet_id
        ),
    })
}

async fn read_part(
    control: &dyn ControlStore,
    base: &ConsistencyStates,
    part: &ConsistencyPart,
) -> Result<ConsistencyStates, FleetError> {
    let damaged = |problem: &str| FleetError::Damaged {
        place: control.place(),
        name: part.name.clone(),
        problem: problem.to_owned(),
    };
    let bytes = bytes_of(control, &part.name).await?;
    if sha256_of(&bytes) != part.sha256 {
        return Err(damaged("does not hash to what its base says"));
    }
    let states: ConsistencyStates = compressed::decode(&control.place(), &part.name, &bytes)?;
    if states.fleet_id != base.fleet_id {
        return Err(damaged("is another fleet's"));
    }
    Ok(states)
}
