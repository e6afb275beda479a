//! The control location at work: who may change the fleet, and how a map version becomes true.
//!
//! [`Fleet`] is the fleet opened to be changed: the state directory locked, the local map and the
//! published map log brought together, an epoch held. A map version exists from the moment its entry
//! is in the control location; map.db follows. How entries read is `placement::map_log`; what moves
//! are and when they switch is `engine::migration`.

mod anchor;
mod compressed;
mod conditional;
mod document;
mod epoch;
mod fleet;
mod fleet_error;
mod lease;
mod map_check;
mod names;
mod opening;
mod owner;
mod publication;
mod published;
mod replica;
mod retention;
pub mod snapshot;
mod states;
mod states_reader;
mod takeover;
mod verify;
mod write_id;

pub use conditional::{MOST_CONFLICTS, WantedChange, change_versioned};
pub use fleet::{Fleet, FleetOptions, check_local};
pub use fleet_error::FleetError;
pub use lease::Lease;
pub use map_check::check_map;
pub use owner::{LOCAL, OwnerMarker, marker_of, marks_a_shard, places_of_markers};
pub use publication::{Publication, Published};
pub use published::{check_never_published, issued_config, newest_version};
pub use replica::{Back, check_not_behind, copy_ahead, copy_to_work_from, go_back};
pub use states::is_in_flight;
pub use states_reader::{StatesChain, published_states};
pub use takeover::{TakeOver, TakenOver};
pub use verify::{Checked, verify, verify_snapshots};

/// Origin of the map version that a move's switch makes.
pub const SWITCH_ORIGIN: &str = "migrate switch";

/// Origin of the map version that a move's reversal makes.
pub const REVERSE_ORIGIN: &str = "migrate reverse";

/// Origin of the map version that changes nothing and keeps a switch or reversal that was intended, and
/// must not be published any more, from landing late.
pub const WITHDRAWN_ORIGIN: &str = "recover";

#[cfg(test)]
mod tests;
