//! States of transfers, moves and migrations.

use serde::{Deserialize, Serialize};

/// How far one object's part in a move has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Seen in the source; nothing was sent.
    Planned,
    /// A copy may have been sent.
    CopyIntent,
    /// A copy is there and was not compared yet.
    Copied,
    /// The copy was compared: there is a proof.
    Verified,
    /// The source changed after the copy; a copy over our own copy may have been sent.
    CatchupIntent,
    /// A delete of the source may have been sent.
    DeleteIntent,
    /// The source is gone, the proven copy is what there is.
    Deleted,
    /// A delete of our copy may have been sent.
    AbortIntent,
    /// Given up; the source is untouched.
    Aborted,
    /// Nothing to move: the source was gone before we sent anything.
    Skipped,
    /// Waits for a person.
    Manual,
}

impl TransferState {
    /// Every state.
    pub const ALL: [Self; 11] = [
        Self::Planned,
        Self::CopyIntent,
        Self::Copied,
        Self::Verified,
        Self::CatchupIntent,
        Self::DeleteIntent,
        Self::Deleted,
        Self::AbortIntent,
        Self::Aborted,
        Self::Skipped,
        Self::Manual,
    ];

    /// Its name in JSON, tables and the journal's projection.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::CopyIntent => "copy_intent",
            Self::Copied => "copied",
            Self::Verified => "verified",
            Self::CatchupIntent => "catchup_intent",
            Self::DeleteIntent => "delete_intent",
            Self::Deleted => "deleted",
            Self::AbortIntent => "abort_intent",
            Self::Aborted => "aborted",
            Self::Skipped => "skipped",
            Self::Manual => "manual",
        }
    }

    /// Whether a request may have been sent whose answer is not in the journal.
    pub fn is_intent(self) -> bool {
        matches!(
            self,
            Self::CopyIntent | Self::CatchupIntent | Self::DeleteIntent | Self::AbortIntent
        )
    }

    /// Whether nothing more happens to the transfer by itself.
    pub fn is_end(self) -> bool {
        matches!(
            self,
            Self::Deleted | Self::Aborted | Self::Skipped | Self::Manual
        )
    }
}

/// How far a move has come; up to `Verified` it follows from its transfers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveState {
    /// Nothing was sent.
    Planned,
    /// The source was listed, objects are being copied and verified.
    Copying,
    /// Every transfer is verified, skipped or waits for a person.
    Verified,
    /// The map entry of the switch may have been published.
    SwitchIntent,
    /// The map says target; the source is kept for the grace.
    Switched,
    /// Source copies are being deleted.
    Completing,
    /// Source copies are gone.
    Completed,
    /// The map entry of the reversal may have been published.
    ReverseIntent,
    /// The map says source again; for the grace, what writers with an older map still put at the target is
    /// brought back.
    Reversing,
    /// The same, and its grace is over; copies at the target stay until they are collected.
    Reversed,
    /// Given up before the switch.
    Cancelled,
    /// Waits for a person.
    Manual,
}

impl MoveState {
    /// Its name in JSON, tables and the journal's projection.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Copying => "copying",
            Self::Verified => "verified",
            Self::SwitchIntent => "switch_intent",
            Self::Switched => "switched",
            Self::Completing => "completing",
            Self::Completed => "completed",
            Self::ReverseIntent => "reverse_intent",
            Self::Reversing => "reversing",
            Self::Reversed => "reversed",
            Self::Cancelled => "cancelled",
            Self::Manual => "manual",
        }
    }

    /// Whether nothing more happens to the move.
    pub fn is_end(self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Reversed | Self::Cancelled | Self::Manual
        )
    }
}

/// What a migration shows of its moves: the least advanced of those that nobody gave up. A move that was
/// cancelled or reversed ended by somebody's will and says nothing of the others; where all did, the
/// migration ended so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MigrationState {
    /// Nothing was sent.
    Planned,
    /// Objects are being copied and verified.
    Copying,
    /// Ready for the switch.
    Verified,
    /// The map says target; grace runs.
    Switched,
    /// Source copies are being deleted.
    Completing,
    /// Done.
    Completed,
    /// Given up before the switch.
    Cancelled,
    /// Switched back; what is still written to the target is brought back.
    Reversing,
    /// Switched and switched back.
    Reversed,
    /// A move waits for a person.
    Manual,
}

impl MigrationState {
    /// Its name in JSON, in tables and for `migrate wait --for`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Copying => "copying",
            Self::Verified => "verified",
            Self::Switched => "switched",
            Self::Completing => "completing",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Reversing => "reversing",
            Self::Reversed => "reversed",
            Self::Manual => "manual",
        }
    }

    /// Whether nothing more happens to the migration by itself.
    pub fn is_end(self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Cancelled | Self::Reversed | Self::Manual
        )
    }

    fn of_move(state: MoveState) -> Self {
        match state {
            MoveState::Planned => Self::Planned,
            MoveState::Copying => Self::Copying,
            MoveState::Verified | MoveState::SwitchIntent => Self::Verified,
            MoveState::Switched | MoveState::ReverseIntent => Self::Switched,
            MoveState::Completing => Self::Completing,
            MoveState::Completed => Self::Completed,
            MoveState::Cancelled => Self::Cancelled,
            MoveState::Reversing => Self::Reversing,
            MoveState::Reversed => Self::Reversed,
            MoveState::Manual => Self::Manual,
        }
    }

    /// The state of a migration with moves in these states.
    pub fn of_moves(moves: impl IntoIterator<Item = MoveState>) -> Self {
        let all: Vec<Self> = moves.into_iter().map(Self::of_move).collect();
        let given_up = |state: &&Self| matches!(state, Self::Cancelled | Self::Reversed);
        let kept: Vec<Self> = all
            .iter()
            .filter(|state| !given_up(state))
            .copied()
            .collect();
        let going = kept.iter().filter(|state| !state.is_end()).min();
        let ended = kept.iter().max().or(all.iter().max());
        going.or(ended).copied().unwrap_or(Self::Completed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_is_where_its_least_advanced_move_is() {
        use MoveState as M;
        for (moves, want) in [
            (vec![M::Planned, M::Completed], MigrationState::Planned),
            (vec![M::SwitchIntent, M::Switched], MigrationState::Verified),
            (vec![M::Completed, M::Manual], MigrationState::Manual),
            (vec![M::Completed, M::Completed], MigrationState::Completed),
            (vec![M::Cancelled, M::Switched], MigrationState::Switched),
            (vec![M::Cancelled, M::Completed], MigrationState::Completed),
            (vec![M::Reversed, M::Completed], MigrationState::Completed),
            (vec![M::Reversed, M::Manual], MigrationState::Manual),
            (vec![M::Cancelled, M::Reversed], MigrationState::Reversed),
            (vec![M::Reversing, M::Switched], MigrationState::Switched),
            (vec![M::Reversing, M::Completed], MigrationState::Reversing),
            (vec![M::Reversing, M::Reversed], MigrationState::Reversing),
            (vec![M::Cancelled], MigrationState::Cancelled),
        ] {
            assert_eq!(MigrationState::of_moves(moves.clone()), want, "{moves:?}");
        }
    }
}
