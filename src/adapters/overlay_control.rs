//! [`OverlayControl`]: a copy of a control location to rehearse with. What is there is read where it is, what is
//! written lies in a directory of its own; the two together behave as the location would.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use super::bucket_control::BucketControl;
use super::fs::ControlDir;
use super::read_only_bucket::ReadOnlyBucket;
use crate::ports::{BucketReader, ControlError, ControlStore, Creation};

/// A location below, and what was written since above it.
pub struct OverlayControl {
    /// Holds a reader of its bucket and no more.
    below: BucketControl,
    above: ControlDir,
}

impl OverlayControl {
    /// The keys below `prefix` of a bucket, with what is written to the directory `written`.
    pub fn new(reader: Arc<dyn BucketReader>, prefix: &str, written: &Path) -> Self {
        let bucket = Arc::new(ReadOnlyBucket::new(reader));
        Self {
            below: BucketControl::new(bucket, prefix),
            above: ControlDir::new(written),
        }
    }
}

#[async_trait]
impl ControlStore for OverlayControl {
    fn place(&self) -> String {
        self.below.place()
    }

    fn is_shared(&self) -> bool {
        true
    }

    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        if self.below.read(name).await?.is_some() {
            return Ok(Creation::Exists);
        }
        self.above.create(name, body).await
    }

    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        self.above.overwrite(name, body).await
    }

    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        match self.above.read(name).await? {
            Some(written) => Ok(Some(written)),
            None => self.below.read(name).await,
        }
    }

    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        let mut names = self.below.names(folder, after).await?;
        names.extend(self.above.names(folder, after).await?);
        names.sort();
        names.dedup();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::FixedClock;
    use crate::simulator::Simulator;

    #[tokio::test]
    async fn what_is_written_is_seen_and_never_leaves_the_directory() {
        let simulator = Simulator::builder(Arc::new(FixedClock::new(0)))
            .bucket("c", "r")
            .build();
        let real = BucketControl::new(Arc::new(simulator.bucket("c")), "fleet");
        real.create("maplog/1.json", "one".into()).await.unwrap();
        real.overwrite("lease.json", "theirs".into()).await.unwrap();
        simulator.reset_counters();
        let dir = tempfile::tempdir().unwrap();
        let overlay = OverlayControl::new(Arc::new(simulator.bucket("c")), "fleet", dir.path());
        for (name, creation) in [
            ("maplog/1.json", Creation::Exists),
            ("maplog/2.json", Creation::Created),
            ("maplog/2.json", Creation::Exists),
        ] {
            let answer = overlay.create(name, "new".into()).await.unwrap();
            assert_eq!(answer, creation, "{name}");
        }
        overlay
            .overwrite("lease.json", "ours".into())
            .await
            .unwrap();
        let names = overlay.names("maplog/", None).await.unwrap();
        assert_eq!(names, ["maplog/1.json", "maplog/2.json"]);
        for (name, body) in [
            ("maplog/1.json", "one"),
            ("maplog/2.json", "new"),
            ("lease.json", "ours"),
        ] {
            assert_eq!(overlay.read(name).await.unwrap(), Some(body.into()));
        }
        assert_eq!(
            real.read("lease.json").await.unwrap(),
            Some("theirs".into())
        );
        assert_eq!(simulator.bill().writes(), 0);
    }
}
