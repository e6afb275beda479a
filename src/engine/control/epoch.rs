//! [`EpochClaim`]: who holds the right to change the fleet, and since when.
//!
//! An epoch is a number that one host claimed create-only, so nobody else has it. Claiming alone
//! changes nothing: what stops the holder before is the fence entry in the map log that follows
//! (`opening`). A host keeps its epoch over restarts; its state directory's lock stands for it.

use serde::{Deserialize, Serialize};

use crate::ports::{ControlError, ControlStore, Creation, Host};

use super::document::{Document, decode, encode};
use super::{FleetError, names};

/// A claimed epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochClaim {
    format: String,
    /// The fleet.
    pub fleet_id: String,
    /// The number.
    pub epoch: u64,
    /// Whose it is: a copy of map.db.
    pub host_id: String,
    /// The machine that it was claimed on.
    pub hostname: String,
    /// Milliseconds UTC.
    pub claimed_ms: i64,
    /// Whether its holder goes on with what holders before it have published: their own journals, should
    /// they wake up, are of the past.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recovered: bool,
}

impl Document for EpochClaim {
    const FORMAT: &'static str = "shardctl.epoch/1";

    fn format(&self) -> &str {
        &self.format
    }
}

impl EpochClaim {
    /// A claim to make.
    pub fn new(fleet_id: &str, epoch: u64, host_id: &str, host: &Host, now_ms: i64) -> Self {
        Self {
            format: Self::FORMAT.to_owned(),
            fleet_id: fleet_id.to_owned(),
            epoch,
            host_id: host_id.to_owned(),
            hostname: host.hostname.clone(),
            claimed_ms: now_ms,
            recovered: false,
        }
    }

    /// The same, of a holder that goes on with what those before it have published.
    #[must_use]
    pub fn recovered(self) -> Self {
        Self {
            recovered: true,
            ..self
        }
    }

    /// Makes the claim: `Fenced` when somebody else has the number.
    pub async fn claim(&self, control: &dyn ControlStore) -> Result<(), FleetError> {
        let name = names::epoch(self.epoch);
        match control.create(&name, encode(self)).await {
            Ok(Creation::Created) => return Ok(()),
            Ok(Creation::Exists) | Err(ControlError::Unknown { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        match read(control, self.epoch).await? {
            Some(found) if found == *self => Ok(()),
            Some(_) => Err(FleetError::Fenced {
                ours: self.epoch,
                found: self.epoch,
            }),
            None => Err(ControlError::Unavailable {
                place: control.place(),
                problem: format!("`{name}` was not kept"),
            }
            .into()),
        }
    }
}

/// The claims above `after`, lowest first.
pub async fn claims_after(
    control: &dyn ControlStore,
    after: u64,
) -> Result<Vec<EpochClaim>, FleetError> {
    let after = (after > 0).then(|| names::epoch(after));
    let mut claims = Vec::new();
    for number in names::published(control, names::EPOCHS, after.as_deref()).await? {
        claims.extend(read(control, number).await?);
    }
    Ok(claims)
}

/// Every claim, lowest first, and the newest of them: whose fleet it is.
pub async fn all_claims(
    control: &dyn ControlStore,
) -> Result<(Vec<EpochClaim>, EpochClaim), FleetError> {
    let claims = claims_after(control, 0).await?;
    let Some(newest) = claims.last().cloned() else {
        let place = control.place();
        return Err(FleetError::NothingPublished { place });
    };
    Ok((claims, newest))
}

/// The claim of an epoch.
pub async fn read(
    control: &dyn ControlStore,
    epoch: u64,
) -> Result<Option<EpochClaim>, FleetError> {
    let name = names::epoch(epoch);
    let bytes = control.read(&name).await?;
    bytes
        .map(|bytes| decode(&control.place(), &name, &bytes))
        .transpose()
}
