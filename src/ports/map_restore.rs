//! [`MapRestore`]: map.db made anew from what is published.

use crate::migration::{Migration, Move, MoveId, Transfer};
use crate::placement::{Key, MapDiff, ShardMap};

use super::{MapVersion, StoreError, StoreIdentity};

/// A map.db in the making, under another name: nothing of it counts before [`finish`](Self::finish).
pub trait MapRestore: Send {
    /// The first version, whatever its number, as a whole: the map that later ones are changes of.
    fn add_map(&mut self, version: &MapVersion, map: &ShardMap) -> Result<(), StoreError>;

    /// Appends a version of the map. The first says what the map was made of nothing, whatever its number.
    fn add_version(&mut self, version: &MapVersion, diff: &MapDiff) -> Result<(), StoreError>;

    /// Adds rows, or replaces those of the same name: migrations (their moves are left out) before their
    /// moves, and these before their transfers.
    fn put(&mut self, rows: &RestoredRows) -> Result<(), StoreError>;

    /// Counts, seals, says whose file it is and gives it its name. What had that name is kept under another, which is
    /// returned. The journal goes on after `identity.head`.
    fn finish(self: Box<Self>, identity: &StoreIdentity) -> Result<Option<String>, StoreError>;
}

/// Rows of the journal's projection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoredRows {
    /// Without their moves.
    pub migrations: Vec<Migration>,
    /// By id.
    pub moves: Vec<(MoveId, Move)>,
    /// By move and key.
    pub transfers: Vec<(MoveId, Key, Transfer)>,
}
