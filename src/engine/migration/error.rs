//! [`MigrationError`]: why a verb could not be carried out as a whole.

use crate::engine::control::FleetError;
use crate::migration::{MigrationId, MoveId};
use crate::placement::{Key, Segment};
use crate::ports::StoreError;

use super::lane::Stop;

/// Why a verb could not be carried out. What single moves came up against is in their reports.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// There is none of this id.
    #[error("there is no migration `{0}`")]
    NoMigration(MigrationId),
    /// The migration has no move of this number.
    #[error("there is no move `{0}`")]
    NoMove(MoveId),
    /// The move has no transfer of this key, or none that waits for a person.
    #[error("no decision is asked for `{}` in move {id}", key.to_string_lossy().escape_debug())]
    NoDecision {
        /// The move.
        id: MoveId,
        /// Logical key.
        key: Key,
    },
    /// It must be resumed first.
    #[error("migration `{0}` is paused")]
    Paused(MigrationId),
    /// A guard refused; nothing was changed.
    #[error("{0}")]
    Refused(String),
    /// Something of the segment is moved by a migration that has not ended; nothing was changed.
    #[error("`{segment}` is being moved by {other}")]
    Meets {
        /// What was to move.
        segment: Segment,
        /// What moves it.
        other: MigrationId,
    },
    /// What was asked for does not fit the newest map; nothing was changed.
    #[error("{0}")]
    Stale(String),
    /// An invariant refused; nothing more was sent. With the evidence.
    #[error("{0}")]
    Halted(String),
    /// Somebody else published the map version that this was to be.
    #[error("{0}")]
    Lost(String),
    /// The fleet cannot be changed.
    #[error(transparent)]
    Fleet(#[from] FleetError),
    /// map.db failed; `Full` in the middle of a migration, which goes on once there is space.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Stop> for MigrationError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Store(error) => Self::Store(error),
            Stop::Fleet(error) => Self::Fleet(*error),
            Stop::Halt(evidence) => Self::Halted(evidence),
        }
    }
}
