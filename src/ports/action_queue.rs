//! [`ActionQueue`]: changes of the map that were asked for and of which nobody knows whether they happened, or
//! that met others: they wait to be reconciled.

use serde::{Deserialize, Serialize};

use super::StoreError;

/// A change that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PendingAction {
    /// `shardctl.action/1`.
    pub format: String,
    /// Names it.
    pub id: String,
    /// When it was asked for, milliseconds UTC.
    pub asked_ms: i64,
    /// What asked for it, such as `map pin`.
    pub origin: String,
    /// What it means, in words.
    pub headline: String,
    /// The version of the map that it was thought out for.
    pub base_lsn: u64,
    /// The change of that version, as a map entry has it.
    pub diff: String,
    /// Why it waits.
    pub why: String,
}

/// Value of the field `format`.
pub const ACTION_FORMAT: &str = "shardctl.action/1";

/// Few, small, each durable when a call returns.
pub trait ActionQueue: Send {
    /// Adds an action, or replaces the one of its id.
    fn put(&mut self, action: &PendingAction) -> Result<(), StoreError>;

    /// Every action, the oldest first.
    fn list(&self) -> Result<Vec<PendingAction>, StoreError>;

    /// Takes an action away; what is not there is gone already.
    fn remove(&mut self, id: &str) -> Result<(), StoreError>;
}
