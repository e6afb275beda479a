//! [`ControlStore`]: the control location, where the map log, epochs and anchors live.

use async_trait::async_trait;
use bytes::Bytes;

/// What came of a create-only write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// The name was free, and is ours now.
    Created,
    /// Something has that name; it was not touched.
    Exists,
}

/// Why the control location could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// It cannot be reached, or failed.
    #[error("control location {place} is unavailable: {problem}")]
    Unavailable {
        /// The location.
        place: String,
        /// In the store's words.
        problem: String,
    },
    /// Credentials are missing, expired or not allowed this.
    #[error("control location {place} refused us: {problem}")]
    Denied {
        /// The location.
        place: String,
        /// In the store's words.
        problem: String,
    },
    /// A write was not answered and may have taken effect.
    #[error("whether `{name}` was written to control location {place} is unknown: {problem}")]
    Unknown {
        /// The location.
        place: String,
        /// The name.
        name: String,
        /// In the store's words.
        problem: String,
    },
    /// It cannot be a control location: for one, its store ignores create-only writes.
    #[error("{place} cannot be a control location: {problem}")]
    Unfit {
        /// The location.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A copy is worked from, and what that must not do was asked of it.
    #[error("control location {primary} was not seen, and its copy {place} is worked from")]
    OfCopy {
        /// The copy.
        place: String,
        /// The location that it is a copy of.
        primary: String,
    },
}

/// The folders of what the rest can do without: snapshots, which can be made again, and consistency states, which
/// newer ones supersede. Nothing else is ever removed.
pub const REMOVABLE: [&str; 3] = ["parts/", "snapshot/", "states/"];

/// Whether an object of this name may ever be removed.
pub fn is_removable(name: &str) -> bool {
    REMOVABLE.iter().any(|folder| name.starts_with(folder))
}

/// Named objects, most of them written once and never again.
///
/// Names are relative, with `/` between folders: `maplog/00000000000000000001.json`.
#[async_trait]
pub trait ControlStore: Send + Sync {
    /// The location, for messages.
    fn place(&self) -> String;

    /// Whether another host can read it; false in local mode.
    fn is_shared(&self) -> bool;

    /// Writes `name` unless something has that name. Of any number of concurrent writers one gets
    /// `Created`. `Unknown`: read the name to learn whose it is.
    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError>;

    /// Writes `name`, whatever was there: for advice only.
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError>;

    /// The bytes under `name`.
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError>;

    /// Takes away `name`, which must lie in one of [`REMOVABLE`]; what is not there is gone already.
    async fn remove(&self, name: &str) -> Result<(), ControlError> {
        Err(ControlError::Unfit {
            place: self.place(),
            problem: format!("it keeps everything for ever, `{name}` too"),
        })
    }

    /// Whether entries of the map log may be published here, and objects deleted by what it says: not in a copy of a
    /// location that may have gone on.
    fn may_decide(&self) -> Result<(), ControlError> {
        Ok(())
    }

    /// That every copy of the location holds what the location holds: before anything that could not be undone
    /// from a copy that lags.
    async fn hold_everywhere(&self) -> Result<(), ControlError> {
        Ok(())
    }

    /// The names in `folder` (with its `/` at the end) after `after`, a whole name, in byte order.
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError>;
}
