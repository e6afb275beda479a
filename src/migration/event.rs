//! [`Event`]: what the journal records. Intents are durable before their request is sent, results
//! after its answer; a projection of the events is all the state there is.

use serde::{Deserialize, Serialize};

use super::migration::{MigrationSettings, MoveSpec, Route, Sealed, Switch};
use super::{MigrationId, MoveId, ObjectVersion, Proof, Queued, SeenFacts, Spent};
use crate::placement::Key;

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A command begins to change something: what follows, up to the next run, is its doing.
    Run(Run),
    /// About a migration as a whole.
    Migration {
        /// Which.
        id: MigrationId,
        /// What.
        event: MigrationEvent,
    },
    /// About one move.
    Move {
        /// Which.
        id: MoveId,
        /// What.
        event: MoveEvent,
    },
    /// About one transfer.
    Transfer {
        /// Its move.
        id: MoveId,
        /// Logical key.
        #[serde(with = "super::event::key_text")]
        key: Key,
        /// What.
        event: TransferEvent,
    },
}

/// Who changes something, with what, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// `r-<yyyymmdd>-<6 hex digits>`; the user agent of each of its requests names it.
    pub id: String,
    /// Of shardctl.
    pub version: String,
    /// The verb, without its arguments: `migrate start`.
    pub command: String,
    /// `user@host`.
    pub by: String,
    /// Whose credentials it had at each endpoint, as far as the config and the environment tell: a role, a profile, a
    /// command, or the last characters of a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<String>,
    /// What `--reason` said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What happens to a migration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MigrationEvent {
    /// It exists now, with these moves, all `planned`.
    Created {
        /// The plan it executes.
        plan_id: String,
        /// Version of the map it was checked against.
        map_lsn: u64,
        /// How it is to be executed.
        settings: MigrationSettings,
        /// Its moves, numbered from 1 in this order.
        moves: Vec<MoveSpec>,
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// No new intents until it is resumed.
    Paused,
    /// Goes on.
    Resumed,
    /// It waits for its turn.
    Queued {
        /// Where in the queue.
        place: Queued,
    },
    /// Somebody changed its place in the queue; nothing where its turn has come.
    Prioritised {
        /// When it should be copied, milliseconds UTC; `None` leaves that as it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deadline_ms: Option<i64>,
        /// Before all others, as of then, milliseconds UTC.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_ms: Option<i64>,
    },
    /// Its turn has come.
    TakenUp,
    /// Moves that were not switched give up and remove their own copies.
    CancelRequested,
}

/// What happens to a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveEvent {
    /// Source and target were listed, every transfer is in the journal.
    Sealed {
        /// What was found.
        sealed: Sealed,
        /// How its bytes will travel.
        route: Route,
    },
    /// Every transfer is verified, skipped or manual.
    Verified,
    /// Back to copying: new keys, or a proof that is no longer true.
    Reopened {
        /// Why.
        reason: String,
    },
    /// The map entry is about to be published.
    SwitchIntended {
        /// Which entry.
        switch: Switch,
    },
    /// Somebody else published that entry; back to `verified`.
    SwitchAbandoned {
        /// Why.
        reason: String,
    },
    /// The entry is published and the local rule says target; grace begins.
    Switched {
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// A person confirmed that source copies may go.
    CompleteConfirmed {
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// Every source copy with a proof is gone.
    Completed,
    /// The map entry that points back is about to be published.
    ReverseIntended {
        /// Which entry.
        switch: Switch,
    },
    /// It was not published; back to `switched`.
    ReverseAbandoned {
        /// Why.
        reason: String,
    },
    /// The entry is published and the local rule says source; its grace begins.
    Reversed {
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// So much was asked of its shards since the last time that this was said.
    Spent {
        /// How much.
        spent: Spent,
    },
    /// What is true of the buckets was read, and what of it was accepted.
    FactsSeen {
        /// All of it.
        facts: SeenFacts,
    },
    /// That grace is over, and nothing is at the target alone.
    ReverseEnded,
    /// Every transfer has ended without a switch.
    Cancelled,
}

/// What happens to a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferEvent {
    /// The object was seen.
    Planned {
        /// Its version in the source.
        want: ObjectVersion,
        /// What was at the target's key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target_before: Option<ObjectVersion>,
    },
    /// After a reversal an object was seen at the move's target that is to be brought back.
    PlannedBack {
        /// Its version there.
        want: ObjectVersion,
        /// What was at the source's key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target_before: Option<ObjectVersion>,
    },
    /// After a reversal the transfer goes on the other way round: its copy is what is brought back.
    Turned,
    /// A create-only copy of this version is about to be sent.
    CopyIntended {
        /// The source version.
        want: ObjectVersion,
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// A copy of this newer version over our own copy is about to be sent.
    CatchupIntended {
        /// The source version.
        want: ObjectVersion,
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// A multipart upload is about to be begun: its id comes with the answer, or is lost with it.
    UploadIntended {
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// A multipart upload of ours is open.
    UploadOpened {
        /// The store's id of it.
        upload_id: String,
    },
    /// The upload is no longer open and made nothing.
    UploadEnded,
    /// The copy request may or may not take effect.
    CopyUnknown {
        /// When it was sent, milliseconds UTC.
        at_ms: i64,
        /// What the store or the network said.
        why: String,
    },
    /// A copy is at the target.
    Copied {
        /// It.
        copy: ObjectVersion,
        /// Whether it is provably ours.
        ours: bool,
    },
    /// Source and copy were compared and are equal.
    Verified {
        /// How.
        proof: Proof,
    },
    /// The late effects of an unknown request can no longer happen, or were observed.
    UnknownSettled,
    /// A delete of the source is about to be sent; again before each further sending.
    DeleteIntended {
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// The delete may or may not take effect.
    DeleteUnknown {
        /// When it was sent, milliseconds UTC.
        at_ms: i64,
        /// What the store or the network said.
        why: String,
    },
    /// The delete will not be sent after all.
    DeleteAbandoned {
        /// Why.
        reason: String,
    },
    /// The source is gone.
    Deleted {
        /// By whom.
        by: DeletedBy,
        /// The delete marker made, on versioned buckets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        marker: Option<String>,
    },
    /// Our copy is to be removed; again right before the request that removes it.
    AbortIntended {
        /// Why.
        reason: String,
        /// Milliseconds UTC.
        at_ms: i64,
    },
    /// The transfer gave up.
    Aborted {
        /// Whether a copy stays at the target.
        copy_left: bool,
        /// Why it stays, or why there was nothing to remove.
        reason: String,
    },
    /// There was nothing to move.
    Skipped {
        /// Why.
        reason: String,
    },
    /// A person must decide.
    Manual {
        /// Why.
        reason: String,
        /// What was seen.
        evidence: String,
    },
    /// A person decided.
    Resolved {
        /// Which copy is right.
        keep: Keep,
        /// Milliseconds UTC.
        at_ms: i64,
    },
}

/// Who deleted a source object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeletedBy {
    /// Our request, and the store said so.
    Us,
    /// It was gone when we looked: our lost request, or somebody else.
    UsOrOther,
}

/// What a person keeps of a transfer that needed a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// The source's object is right; the target's is left as it is.
    Source,
    /// The target's object is right; the source's is left as it is.
    Target,
    /// Both stay.
    Both,
    /// Neither is there any more, and that is right.
    Neither,
}

impl TransferEvent {
    /// Its name in the journal.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Planned { .. } => "planned",
            Self::PlannedBack { .. } => "planned_back",
            Self::Turned => "turned",
            Self::CopyIntended { .. } => "copy_intended",
            Self::CatchupIntended { .. } => "catchup_intended",
            Self::UploadIntended { .. } => "upload_intended",
            Self::UploadOpened { .. } => "upload_opened",
            Self::UploadEnded => "upload_ended",
            Self::CopyUnknown { .. } => "copy_unknown",
            Self::Copied { .. } => "copied",
            Self::Verified { .. } => "verified",
            Self::UnknownSettled => "unknown_settled",
            Self::DeleteIntended { .. } => "delete_intended",
            Self::DeleteUnknown { .. } => "delete_unknown",
            Self::DeleteAbandoned { .. } => "delete_abandoned",
            Self::Deleted { .. } => "deleted",
            Self::AbortIntended { .. } => "abort_intended",
            Self::Aborted { .. } => "aborted",
            Self::Skipped { .. } => "skipped",
            Self::Manual { .. } => "manual",
            Self::Resolved { .. } => "resolved",
        }
    }
}

/// A key as text; S3 keys are UTF-8, and only keys from a bucket get here.
pub(super) mod key_text {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::placement::Key;

    pub fn serialize<S: Serializer>(key: &Key, serializer: S) -> Result<S::Ok, S::Error> {
        let text = key.as_str().ok_or_else(|| {
            serde::ser::Error::custom("keys in a journal come from a bucket and are UTF-8")
        })?;
        serializer.serialize_str(text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        Ok(Key::from(String::deserialize(deserializer)?))
    }
}
