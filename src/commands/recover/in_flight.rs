//! `shardctl recover in-flight`.

use std::collections::BTreeMap;

use futures::TryStreamExt as _;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::{FleetError, StatesChain, is_in_flight, published_states};
use crate::migration::{ConsistencyStates, MoveId, ObjectVersion, PublishedTransfer};
use crate::placement::Key;
use crate::ui::{Cell, Column, Listing, units};

use super::ControlArg;

/// List what is in flight, as it was published
///
/// Reads the consistency states in the control location, and nothing else: neither map.db nor the data
/// buckets. Per object: what is expected at source and target, and what recovery does where both are found
/// so; `-o json` has the action under every other observation, too. On the host that works on the fleet the
/// journal is newer by some seconds: `recover inspect` reads that. Ends with 10 where something is in flight.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  SHARDCTL_CONTROL_URL=s3://ops/fleet shardctl recover in-flight\n  \
    shardctl recover in-flight -o json | jq '.data[] | {key, state, next}'"
)]
pub struct RecoverInFlightArgs {
    #[command(flatten)]
    pub(super) control: ControlArg,
}

/// A transfer with what is to be done about it.
struct InFlight {
    transfer: PublishedTransfer,
    next: String,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &RecoverInFlightArgs) -> Result<Exit, CommandError> {
    let control = ctx.world.control_store()?.ok_or(FleetError::NoControl)?;
    let chain = published_states(control.as_ref()).await?;
    let mut found = BTreeMap::new();
    let mut as_of_ms = None;
    if let Some(chain) = &chain {
        as_of_ms = Some(chain.base.at_ms);
        note(&mut found, chain.base.clone());
        let after = StatesChain::after(chain, control.as_ref());
        let mut after = std::pin::pin!(after);
        while let Some(states) = after.try_next().await? {
            as_of_ms = Some(states.at_ms);
            note(&mut found, states);
        }
    }
    let notes = as_of_ms
        .and_then(units::rfc3339)
        .map(|time| format!("as published {time}"));
    ctx.ui.listing(&Listing {
        kind: "in_flight",
        columns: columns(),
        rows: found
            .iter()
            .map(|((id, key), it)| row(id, key, it))
            .collect(),
        empty: "nothing is in flight",
        notes: notes.into_iter().collect(),
        warnings: Vec::new(),
    })?;
    Ok(if found.is_empty() {
        Exit::Ok
    } else {
        Exit::Pending
    })
}

/// What a later object says of a transfer replaces what an earlier one said.
fn note(found: &mut BTreeMap<(MoveId, Key), InFlight>, states: ConsistencyStates) {
    for of in states.transfers {
        for transfer in of.items {
            let place = (of.id.clone(), transfer.key.clone());
            if !is_in_flight(&transfer.state) {
                found.remove(&place);
                continue;
            }
            let decision = transfer.decision.and_then(|it| states.decisions.get(it));
            let next = decision.map_or_else(|| "resolve".to_owned(), |it| it.next.clone());
            found.insert(place, InFlight { transfer, next });
        }
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("key", "KEY"),
        Column::new("move", "MOVE"),
        Column::new("state", "STATE"),
        Column::new("size_bytes", "SIZE"),
        Column::new("next", "NEXT"),
        Column::wide("source_etag", "AT SOURCE"),
        Column::wide("target_etag", "AT TARGET"),
        Column::wide("proven", "PROVEN"),
    ]
}

fn row(id: &MoveId, key: &Key, found: &InFlight) -> Vec<Cell> {
    let state = &found.transfer.state;
    let etag = |version: Option<&ObjectVersion>| {
        version.map_or(Cell::Unknown, |it| Cell::Key(it.etag.as_str().into()))
    };
    vec![
        Cell::Key(key.clone()),
        Cell::Text(id.to_string()),
        Cell::Text(state.state.name().to_owned()),
        Cell::Bytes(state.want.size),
        Cell::Text(found.next.clone()),
        etag(Some(&state.want)),
        etag(state.copy.as_ref()),
        Cell::Flag(state.proof.is_some()),
    ]
}
