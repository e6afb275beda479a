//! Whether the fleet can be worked with: reachability, credentials, permissions, clocks, and (only
//! when asked) which conditional requests each store truly rejects.
//!
//! Checks send reading requests only. What the findings mean for the exit code is for the command.

mod finding;

pub use finding::{Cause, Finding, Verdict};
