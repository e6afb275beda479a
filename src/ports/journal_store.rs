//! [`JournalStore`]: the journal of migrations in map.db, and the writing half of the map.

use std::collections::BTreeMap;

use crate::migration::{Event, Migration, MigrationId, Move, MoveId, Transfer, TransferState};
use crate::placement::{Key, MapDiff};

use super::{MapStore, MapVersion, StoreError};

/// Whose file it is and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreIdentity {
    /// The fleet: made at adoption, the same on every host.
    pub fleet_id: String,
    /// This copy of the file: made when the file was.
    pub host_id: String,
    /// The epoch that this host holds; 0 before the first.
    pub epoch: u64,
    /// Newest map version.
    pub lsn: u64,
    /// Newest map version that is in the control location.
    pub published_lsn: u64,
    /// The newest batch of the journal.
    pub head: ChainLink,
}

/// A batch of the journal by its number and hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainLink {
    /// Number of the batch, from 1; 0 before the first.
    pub seq: u64,
    /// SHA-256 of the batch and the hash before it, hex; empty before the first.
    pub hash: String,
}

/// A new map version, to be made by a transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionChange {
    /// What changes; its `to_lsn` is the new version.
    pub diff: MapDiff,
    /// What makes it, such as `migrate switch`.
    pub origin: String,
    /// Milliseconds UTC.
    pub created_ms: i64,
    /// Whether the control location has it already.
    pub published: bool,
}

/// What batches of the journal changed, as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedStates {
    /// The last of these batches.
    pub to: ChainLink,
    /// Migrations without their moves.
    pub migrations: Vec<Migration>,
    /// Moves.
    pub moves: Vec<(MoveId, Move)>,
    /// Transfers, by move and key.
    pub transfers: Vec<(MoveId, Key, Transfer)>,
}

/// How much of a move is in one state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Transfers.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// A batch of the journal, as it was hashed.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalBatch {
    /// From 1.
    pub seq: u64,
    /// The epoch that it was written under.
    pub epoch: u64,
    /// Milliseconds UTC.
    pub at_ms: i64,
    /// What it says.
    pub events: Vec<Event>,
    /// The same, a line of JSON for each.
    pub text: String,
    /// Hash of the batch before, hex; zeros before the first.
    pub prev_hash: String,
    /// SHA-256 of the hash before, of `seq`, `epoch` and `at_ms` (8 bytes each, big-endian) and of `text`; hex.
    pub hash: String,
}

/// The precious store, open for changes. Map and journal are one file, so that a switch is one
/// transaction. A call that returns `Ok` survives power loss.
///
/// Every writing call names the epoch it believes to hold; another in the file is `Fenced`, and
/// nothing was written.
pub trait JournalStore: MapStore {
    /// Whether a call never waits for a disk: then it is made where it stands, and not by a thread of its own.
    fn never_waits(&self) -> bool {
        false
    }

    /// Whose file it is and how far it has come.
    fn identity(&self) -> Result<StoreIdentity, StoreError>;

    /// Records that this host holds `epoch`, which must be higher than the one before.
    fn hold_epoch(&mut self, epoch: u64) -> Result<(), StoreError>;

    /// Appends the events as one batch of the chain and brings the projection up to date, in one
    /// transaction. `Corrupt` when an event cannot follow what the file holds.
    fn append(
        &mut self,
        epoch: u64,
        events: &[Event],
        now_ms: i64,
    ) -> Result<ChainLink, StoreError>;

    /// Makes a map version and appends the events, in one transaction. `Corrupt` when the change
    /// does not fit the newest map.
    fn change_map(
        &mut self,
        epoch: u64,
        change: &VersionChange,
        events: &[Event],
        now_ms: i64,
    ) -> Result<MapVersion, StoreError>;

    /// Records that the control location has every version up to `lsn`.
    fn set_published(&mut self, epoch: u64, lsn: u64) -> Result<(), StoreError>;

    /// The change that made each version after `lsn`, oldest first.
    fn changes_after(&self, lsn: u64) -> Result<Vec<(MapVersion, MapDiff)>, StoreError>;

    /// One migration.
    fn migration(&self, id: &MigrationId) -> Result<Option<Migration>, StoreError>;

    /// Up to `limit` transfers of a move with keys after `after`, in byte order of their keys; with
    /// `states`, only those in one of them.
    fn transfers(
        &self,
        id: &MoveId,
        after: Option<&Key>,
        limit: usize,
        states: Option<&[TransferState]>,
    ) -> Result<Vec<(Key, Transfer)>, StoreError>;

    /// One transfer.
    fn transfer(&self, id: &MoveId, key: &Key) -> Result<Option<Transfer>, StoreError>;

    /// How much of a move is in which state.
    fn tally(&self, id: &MoveId) -> Result<BTreeMap<TransferState, Tally>, StoreError>;

    /// What the batches after number `after` changed, as far as about `limit` transfers reach; whole batches,
    /// and at least one where there is one.
    fn states_after(&self, after: u64, limit: usize) -> Result<ChangedStates, StoreError>;

    /// Up to `limit` batches of the chain after number `after`, in their order.
    fn batches_after(&self, after: u64, limit: usize) -> Result<Vec<JournalBatch>, StoreError>;

    /// Whether the chain has this link.
    fn has_link(&self, link: &ChainLink) -> Result<bool, StoreError>;

    /// Verifies the chain from its newest checkpoint on; with `whole`, all of it and every row that
    /// was made from it. `Corrupt` names the batch or the row.
    fn verify_chain(&self, whole: bool) -> Result<ChainLink, StoreError>;
}
