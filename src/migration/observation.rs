//! [`Observation`]: what source and target were seen to hold, and [`Standing`]: what is true around
//! a transfer. Together with the journal they are all that [`next_action`](super::next_action) knows.

use serde::{Deserialize, Serialize};

use super::{Contract, Migration, Move, MoveState, ObjectVersion, ProofLevel};

/// What the source's key holds, against what the transfer expects there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceSeen {
    /// The version that is wanted.
    Expected,
    /// Another object.
    Changed,
    /// Nothing, in a bucket that was seen to be there.
    Absent,
    /// Nobody knows: refused, failed, timed out, or the bucket is missing. Never absence.
    Unreadable,
}

impl SourceSeen {
    /// Every value.
    pub const ALL: [Self; 4] = [
        Self::Expected,
        Self::Changed,
        Self::Absent,
        Self::Unreadable,
    ];

    /// Its name in published consistency states.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Changed => "changed",
            Self::Absent => "absent",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What the target's key holds, against what the transfer expects there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetSeen {
    /// The proven copy, or without a proof the bytes that are wanted.
    Expected,
    /// Our copy of an older version of the source, while a newer one is wanted.
    Former,
    /// The bytes that the source holds now, and not the proven copy: those were another object's, or another
    /// version of the same.
    LikeSource,
    /// Another object, written since the map says target: an application's newer write.
    Newer,
    /// Another object.
    Other,
    /// Nothing, in a bucket that was seen to be there.
    Absent,
    /// Nobody knows.
    Unreadable,
}

impl TargetSeen {
    /// Every value.
    pub const ALL: [Self; 7] = [
        Self::Expected,
        Self::Former,
        Self::LikeSource,
        Self::Newer,
        Self::Other,
        Self::Absent,
        Self::Unreadable,
    ];

    /// Its name in published consistency states.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Former => "former",
            Self::LikeSource => "like_source",
            Self::Newer => "newer",
            Self::Other => "other",
            Self::Absent => "absent",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What both sides were seen to hold. A page of a listing and the answer to a copy are observations
/// too; a HEAD is spent only on what they cannot show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The source.
    pub source: SourceSeen,
    /// The target.
    pub target: TargetSeen,
    /// The source's version, where there is one.
    pub source_version: Option<ObjectVersion>,
    /// The target's version, where there is one.
    pub target_version: Option<ObjectVersion>,
    /// Whether it is of this moment: not from a page of a listing, which may be a while old. Nothing is
    /// deleted on anything else.
    pub fresh: bool,
    /// Whether what is at the target is provably ours: nothing was there before our intent, and it
    /// has the version our answer named, or was written after the intent with the wanted bytes.
    pub target_ours: bool,
}

/// Where the move stands around a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The published map says source.
    Copying,
    /// It says source, and the move is given up.
    Cancelling,
    /// It says target; the source is kept.
    Grace,
    /// It says target, grace is over and a person confirmed: source copies may go.
    Completing,
    /// It said target and says source again: the move is looked at the other way round, its target as the
    /// source of what writers with an older map still put there. Nothing is deleted.
    Returning,
}

impl Stage {
    /// Every value.
    pub const ALL: [Self; 5] = [
        Self::Copying,
        Self::Cancelling,
        Self::Grace,
        Self::Completing,
        Self::Returning,
    ];

    /// Where a move stands.
    pub fn of(migration: &Migration, item: &Move) -> Self {
        match item.state {
            MoveState::Completing | MoveState::Completed => Self::Completing,
            MoveState::Switched | MoveState::ReverseIntent => Self::Grace,
            MoveState::Reversing | MoveState::Reversed => Self::Returning,
            _ if migration.cancelling => Self::Cancelling,
            _ => Self::Copying,
        }
    }

    /// Whether the published map says where copies are made: anybody may write there.
    pub fn is_switched(self) -> bool {
        matches!(self, Self::Grace | Self::Completing | Self::Returning)
    }
}

/// What is true around a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where its move stands.
    pub stage: Stage,
    /// What the owner promised about writers.
    pub contract: Contract,
    /// No request that we sent before can still take effect.
    pub zombies_gone: bool,
    /// The proof is young enough to be believed.
    pub proof_fresh: bool,
    /// The weakest comparison that counts as a proof.
    pub least_proof: ProofLevel,
}
