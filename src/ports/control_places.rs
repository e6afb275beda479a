//! [`ControlPlaces`]: the control location, its copies, and which of them is worked from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ControlStore, StoreError};

/// A copy of the control location that is worked from, as the state directory remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyInUse {
    /// [`CopyInUse::FORMAT`].
    pub format: String,
    /// Place of the copy, as [`ControlStore::place`] says it.
    pub copy: String,
    /// Place of the location itself.
    pub primary: String,
    /// Whether somebody said that the location is lost for good: then the copy decides in its stead.
    pub lost: bool,
}

impl CopyInUse {
    /// Format and version of the file.
    pub const FORMAT: &'static str = "shardctl.control-copy/1";
}

/// A control location with copies.
pub trait ControlPlaces: Send + Sync {
    /// The location alone; what is silent is given up after seconds.
    fn glance_at_primary(&self) -> Arc<dyn ControlStore>;

    /// The location with its copies, whichever is worked from.
    fn published(&self) -> Arc<dyn ControlStore>;

    /// Each copy alone; what is silent is given up after seconds.
    fn glance_at_copies(&self) -> Vec<Arc<dyn ControlStore>>;

    /// A copy as it is worked from; `None` where the config names no such copy.
    fn worked_from(&self, copy: &CopyInUse) -> Option<Arc<dyn ControlStore>>;

    /// The same copy with the location as the copy of it: for the way back.
    fn way_back(&self, copy: &CopyInUse) -> Option<Arc<dyn ControlStore>>;

    /// The copy that is worked from.
    fn in_use(&self) -> Result<Option<CopyInUse>, StoreError>;

    /// Remembers which copy is worked from from now on, or that none is.
    fn set_in_use(&self, copy: Option<&CopyInUse>) -> Result<(), StoreError>;
}
