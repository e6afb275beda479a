//! [`Zone`]: the time zone of tables, looked up when the first time is shown.
//!
//! Finding it walks the system's zone database, which costs more than `locate` itself; most tables hold
//! no time.

use std::sync::{Arc, OnceLock};

use jiff::tz::TimeZone;

/// A time zone by name, or the system's; clones share one look-up.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    name: Option<String>,
    found: Arc<OnceLock<TimeZone>>,
}

impl Zone {
    /// The zone of this IANA name; the system's when `None`.
    pub fn new(name: Option<String>) -> Self {
        Self {
            name,
            found: Arc::default(),
        }
    }

    /// The zone; UTC where the system cannot tell.
    pub fn get(&self) -> &TimeZone {
        self.found.get_or_init(|| {
            let found = match &self.name {
                // Settings refuse a zone that does not exist.
                Some(name) => TimeZone::get(name),
                None => TimeZone::try_system(),
            };
            found.unwrap_or(TimeZone::UTC)
        })
    }
}
