//! What a pass over a migration did and found: [`MigrationReport`], [`MoveReport`], [`Ending`].

use std::collections::BTreeMap;

use crate::migration::{
    Migration, MigrationId, MigrationState, MoveId, MoveSpec, MoveState, Route, TransferState,
};
use crate::placement::Key;
use crate::ports::Tally;

/// How a pass over one move ended, from the happiest to the gravest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// As it was asked for.
    Done,
    /// Something must be waited for: grace, or a request that may still take effect.
    Pending {
        /// What.
        why: String,
        /// Until when, milliseconds UTC, where that is known.
        until_ms: Option<i64>,
    },
    /// A guard or a fact of a bucket refused; nothing was changed by the refused step.
    Refused(String),
    /// As much was done as this run was allowed; the next goes on.
    Limit(String),
    /// Somebody paused the migration while it was worked on.
    Paused,
    /// A store could not be reached, failed, or its bucket is missing. Never taken for absence.
    Unavailable(String),
    /// Credentials are missing, expired or not allowed this.
    Denied(String),
    /// Some objects wait for a person; the rest went on.
    Decision(String),
    /// Source and target differ where they must be equal.
    Differs(String),
    /// What is true of the buckets is no longer what was found before.
    Changed(String),
    /// Somebody else published that version of the map.
    Lost(String),
    /// Both copies of an object are gone after a delete of ours: a person must look.
    Halted(String),
}

impl Ending {
    /// The words with it; empty for `Done`.
    pub fn why(&self) -> &str {
        match self {
            Self::Done => "",
            Self::Paused => "somebody paused the migration: nothing new is begun",
            Self::Pending { why, .. }
            | Self::Refused(why)
            | Self::Limit(why)
            | Self::Unavailable(why)
            | Self::Denied(why)
            | Self::Decision(why)
            | Self::Differs(why)
            | Self::Changed(why)
            | Self::Lost(why)
            | Self::Halted(why) => why,
        }
    }
}

/// An object that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// Logical key.
    pub key: Key,
    /// Why.
    pub reason: String,
}

/// An upload to the target that a request of ours may have begun whose answer was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrayUpload {
    /// Logical key.
    pub key: Key,
    /// The bucket that it is open in.
    pub bucket: String,
    /// The key it would create there.
    pub object_key: String,
    /// The store's id of it.
    pub upload_id: String,
    /// When it was begun, milliseconds UTC.
    pub initiated_ms: i64,
    /// Why it is still open; `None`: it was provably ours, and was ended.
    pub open_because: Option<&'static str>,
}

/// What a pass did to one move and found of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveReport {
    /// Which.
    pub id: MoveId,
    /// As it was asked for.
    pub spec: MoveSpec,
    /// State before the pass.
    pub was: MoveState,
    /// State after it.
    pub state: MoveState,
    /// How its bytes travel, once known.
    pub route: Option<Route>,
    /// How much is in which state now.
    pub tally: BTreeMap<TransferState, Tally>,
    /// What the pass did, by the name of the step (`copy`, `verify`, `delete`, …); of a dry run, and
    /// of steps that the verb does not take, see `would`.
    pub did: BTreeMap<&'static str, Tally>,
    /// What it would have done.
    pub would: BTreeMap<&'static str, Tally>,
    /// Up to [`UNDECIDED_SHOWN`] objects that wait for a person, in key order; `tally` counts all.
    pub undecided: Vec<Undecided>,
    /// What came to wait for a person in this pass, with what was seen or answered: the first few.
    pub asked: Vec<String>,
    /// Keys in the source that the move leaves there, up to [`UNDECIDED_SHOWN`].
    pub left: Vec<Key>,
    /// Objects of the source below `.shardctl/` that are not ours, up to [`UNDECIDED_SHOWN`]: they are never
    /// moved.
    pub reserved: Vec<String>,
    /// Uploads to the target that were begun when an answer of ours was lost.
    pub strays: Vec<StrayUpload>,
    /// How it ended.
    pub ending: Ending,
}

/// Most objects that a report names.
pub const UNDECIDED_SHOWN: usize = 100;

/// What a verb did to a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationReport {
    /// Which.
    pub id: MigrationId,
    /// State before.
    pub was: MigrationState,
    /// State after.
    pub state: MigrationState,
    /// Moves that were looked at, by number.
    pub moves: Vec<MoveReport>,
}

impl MigrationReport {
    /// The gravest ending of its moves.
    pub fn ending(&self) -> Ending {
        let endings = self.moves.iter().map(|item| item.ending.clone());
        endings.max().unwrap_or(Ending::Done)
    }

    /// Before anything was done.
    pub(super) fn new(migration: &Migration) -> Self {
        Self {
            id: migration.id.clone(),
            was: migration.state(),
            state: migration.state(),
            moves: Vec::new(),
        }
    }
}

/// A transfer that was in flight, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// Its move.
    pub id: MoveId,
    /// Logical key.
    pub key: Key,
    /// What the journal said.
    pub was: TransferState,
    /// What source and target were seen to hold, such as `expected, absent`.
    pub seen: String,
    /// The first step taken, or (in a dry run) the one that would be.
    pub step: &'static str,
    /// What the journal says now.
    pub now: TransferState,
}

/// What recovery found and did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoverReport {
    /// Transfers that were in flight.
    pub transfers: Vec<Recovered>,
    /// Moves with something in flight.
    pub moves: Vec<MoveReport>,
}

impl RecoverReport {
    /// The gravest ending of its moves.
    pub fn ending(&self) -> Ending {
        let endings = self.moves.iter().map(|item| item.ending.clone());
        endings.max().unwrap_or(Ending::Done)
    }
}
