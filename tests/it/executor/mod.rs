//! The executor against the simulator, with a real map.db: the way through, what is in the way, and a
//! crash at every call.

mod crash_matrix;
mod dry_run;
mod facts;
pub mod gate;
mod given_up;
mod loss;
mod oracle;
mod places;
mod ports;
mod returning;
pub mod rig;
mod stale;
mod takeover;
mod tempo;
mod trouble;
mod two_crashes;
mod unpublished;
mod uploads;
mod way;
