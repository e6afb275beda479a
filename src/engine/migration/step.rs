//! [`Step`]: what an observer of a migration is told while it goes on.

use crate::migration::{MoveId, MoveState, TransferState};
use crate::placement::Key;

/// Something that happened, and is in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Objects of a move were seen in its source: the total so far.
    Listed {
        /// The move.
        id: MoveId,
        /// Objects.
        objects: u64,
        /// Bytes.
        bytes: u64,
    },
    /// A move is in another state.
    Moved {
        /// The move.
        id: MoveId,
        /// The state.
        state: MoveState,
    },
    /// A transfer is in another state.
    Transfer {
        /// Its move.
        id: MoveId,
        /// Logical key.
        key: Key,
        /// Bytes of the object.
        bytes: u64,
        /// The state.
        state: TransferState,
    },
}
