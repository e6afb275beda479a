//! [`CopyControl`]: a copy of a control location that is worked from while the location is away.
//!
//! Its log stays the beginning of the location's: it takes epochs, states and anchors, and no entry, until somebody
//! has said that the location is lost.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use crate::ports::{ControlError, ControlStore, CopyInUse, Creation};

const MAP_LOG: &str = "maplog/";

/// A copy, under the name of what it is a copy of: shards are marked with that.
pub struct CopyControl {
    copy: Arc<dyn ControlStore>,
    used: CopyInUse,
}

impl CopyControl {
    /// The copy as it is `used`.
    pub fn new(copy: Arc<dyn ControlStore>, used: CopyInUse) -> Self {
        Self { copy, used }
    }
}

#[async_trait]
impl ControlStore for CopyControl {
    fn place(&self) -> String {
        self.used.primary.clone()
    }

    fn is_shared(&self) -> bool {
        self.copy.is_shared()
    }

    fn may_decide(&self) -> Result<(), ControlError> {
        if self.used.lost {
            return Ok(());
        }
        Err(ControlError::OfCopy {
            place: self.copy.place(),
            primary: self.used.primary.clone(),
        })
    }

    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        if name.starts_with(MAP_LOG) {
            self.may_decide()?;
        }
        self.copy.create(name, body).await
    }

    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        self.copy.overwrite(name, body).await
    }

    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        self.copy.read(name).await
    }

    async fn remove(&self, name: &str) -> Result<(), ControlError> {
        self.copy.remove(name).await
    }

    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        self.copy.names(folder, after).await
    }

    async fn hold_everywhere(&self) -> Result<(), ControlError> {
        self.may_decide()?;
        self.copy.hold_everywhere().await
    }
}
