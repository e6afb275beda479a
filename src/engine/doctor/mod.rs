//! Whether the fleet can be worked with: reachability, credentials, permissions, clocks, and (only
//! when asked) which conditional requests each store truly rejects.
//!
//! [`check_up`] sends reading requests only; [`probe`] writes tiny objects and removes them. What
//! the findings mean for the exit code is for the command.

mod capability;
mod checkup;
mod finding;
mod place;
mod place_check;
mod policy;
mod probe;
mod same_place;
mod specimens;

pub use capability::{Capability, Outcome};
pub use checkup::check_up;
pub use finding::{Cause, Finding, Verdict};
pub use place::{Fleet, LogPlace, Place, Use};
pub use policy::{Policy, Role, policy};
pub use probe::probe;
pub use same_place::are_one_place;
