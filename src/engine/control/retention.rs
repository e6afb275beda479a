//! How long consistency states stay: a base makes those before it superfluous, but a reader may be among them.
//!
//! When a base is written, the base before it and what followed that stay, for whoever has just listed them.
//! What is older than that chain goes once the chain is a day old: no reader takes a day.

use std::collections::BTreeSet;

use crate::migration::ConsistencyStates;
use crate::ports::ControlStore;

use super::states_reader::read_states;
use super::{FleetError, names};

/// Age of a base, milliseconds, from which on nobody reads what was before it.
const READ_WITHIN_MS: i64 = 86_400_000;

/// Removes what `newest`, a base that was just written, and the base before it make superfluous. Tells how
/// many objects went.
pub async fn retire(
    control: &dyn ControlStore,
    newest: &ConsistencyStates,
) -> Result<u64, FleetError> {
    let Some(last) = newest.number.checked_sub(1).filter(|number| *number > 0) else {
        // The first of an epoch: its holder before may still be read.
        return Ok(0);
    };
    let number_before = read_states(control, &names::states(newest.epoch, last))
        .await?
        .base;
    let before = read_states(control, &names::states(newest.epoch, number_before)).await?;
    if newest.at_ms.saturating_sub(before.at_ms) < READ_WITHIN_MS {
        return Ok(0);
    }
    let kept: BTreeSet<&str> = (before.parts.iter().chain(&newest.parts))
        .map(|part| part.name.as_str())
        .collect();
    let first = names::states(before.epoch, before.number);
    let states = control.names(names::STATES, None).await?;
    let parts = control.names(names::PARTS, None).await?;
    // By name: an epoch and a number sort as they count.
    let old_states = states.iter().filter(|name| **name < first);
    let beyond = names::parts_of(newest.epoch + 1);
    let old_parts = parts
        .iter()
        .filter(|name| **name < beyond && !kept.contains(name.as_str()));
    let mut gone = 0;
    // A base goes before its parts: what is there is whole.
    for name in old_states.chain(old_parts) {
        control.remove(name).await?;
        gone += 1;
    }
    Ok(gone)
}
