//! [`ReplicatedControl`]: a control location with copies of it elsewhere.
//!
//! The location itself decides: what it refuses is refused. What it took is written to every copy next; a copy
//! that cannot be written holds up nobody who publishes, and is brought to the same later: at the latest before
//! anything is deleted, which waits for [`hold_everywhere`](ControlStore::hold_everywhere). Only epochs are also
//! looked for in copies: a host that works from one while the location is away for it alone has claimed one there.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use futures::future::join_all;
use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::ports::{ControlError, ControlStore, Creation};

/// What is written once. An entry of the map log is copied after all that was published before it: of every
/// entry in a copy, the copy knows whose move it is.
const FOLDERS: [&str; 5] = [EPOCHS, "parts/", "states/", "snapshot/", MAP_LOG];

const MAP_LOG: &str = "maplog/";

/// An epoch that was claimed in a copy is claimed: somebody works from there.
const EPOCHS: &str = "epoch/";

/// Where each host's newest anchor lies, written over by that host alone.
const ANCHORS: &str = "anchor/";

/// Names of advice that no copy has: who works is asked where the fleet is published.
const OWN: &str = "lease.json";

/// Objects copied at the same time.
const WAYS: usize = 8;

/// A location and its copies.
pub struct ReplicatedControl {
    first: Arc<dyn ControlStore>,
    copies: Vec<Copy>,
}

/// A copy, and how far it is behind.
struct Copy {
    store: Arc<dyn ControlStore>,
    /// Whether this process has compared it with the location.
    compared: tokio::sync::Mutex<bool>,
    /// What was written and is not there.
    missing: Mutex<BTreeSet<String>>,
}

impl Copy {
    fn missing(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what is written once; bytes of another are told.
    async fn create(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        if self.store.create(name, body.clone()).await? == Creation::Created {
            return Ok(());
        }
        match self.store.read(name).await? {
            Some(found) if found == body => Ok(()),
            _ => Err(ControlError::Unfit {
                place: self.store.place(),
                problem: format!(
                    "its `{name}` is another: it is no copy, or another host has taken over from it"
                ),
            }),
        }
    }
}

impl ReplicatedControl {
    /// `first` with these copies.
    pub fn new(first: Arc<dyn ControlStore>, copies: Vec<Arc<dyn ControlStore>>) -> Self {
        let copies = copies.into_iter().map(|store| Copy {
            store,
            compared: tokio::sync::Mutex::default(),
            missing: Mutex::default(),
        });
        Self {
            first,
            copies: copies.collect(),
        }
    }

    /// Passes on what the location took. A copy that lacks something, or does not answer, is asked again when its
    /// host next leaves word of itself, and not for each name.
    async fn pass_on(&self, name: &str, body: &Bytes, once: bool) {
        let all = self.copies.iter().map(|copy| async move {
            if !copy.missing().is_empty() {
                copy.missing().insert(name.to_owned());
                if name.starts_with(ANCHORS)
                    && let Err(error) = self.level(copy).await
                {
                    tracing::warn!("a copy of the control location is behind: {error}");
                }
                return;
            }
            let written = if once {
                copy.create(name, body.clone()).await
            } else {
                copy.store.overwrite(name, body.clone()).await
            };
            if let Err(error) = written {
                tracing::warn!("not in the copy yet: `{name}`: {error}");
                copy.missing().insert(name.to_owned());
            }
        });
        join_all(all).await;
    }

    /// What a copy may lack is looked at before anything is deleted.
    fn note_missing(&self, name: &str) {
        for copy in &self.copies {
            copy.missing().insert(name.to_owned());
        }
    }

    /// Brings a copy to what the location is.
    async fn level(&self, copy: &Copy) -> Result<(), ControlError> {
        let mut compared = copy.compared.lock().await;
        if !*compared {
            self.compare(copy).await?;
            *compared = true;
        }
        let missing: Vec<String> = copy.missing().iter().cloned().collect();
        // In the order in which a copy may have them.
        for folder in FOLDERS.into_iter().map(Some).chain([None]) {
            let once = folder.is_some();
            let within = |name: &String| match folder {
                Some(folder) => name.starts_with(folder),
                None => !FOLDERS.iter().any(|folder| name.starts_with(folder)),
            };
            let names: Vec<String> = missing
                .iter()
                .filter(|name| within(name))
                .cloned()
                .collect();
            let mut copying = Vec::with_capacity(names.len());
            for name in names {
                copying.push(async move { self.copy(copy, &name, once).await });
            }
            let mut copying = stream::iter(copying).buffer_unordered(WAYS);
            while copying.try_next().await?.is_some() {}
        }
        Ok(())
    }

    async fn copy(&self, copy: &Copy, name: &str, once: bool) -> Result<(), ControlError> {
        if let Some(body) = self.first.read(name).await? {
            if once {
                copy.create(name, body).await?;
            } else {
                copy.store.overwrite(name, body).await?;
            }
        }
        copy.missing().remove(name);
        Ok(())
    }

    /// Notes all that the location has and the copy has not. That both are one fleet's and of one history is seen
    /// by the first and the newest entry that both have.
    async fn compare(&self, copy: &Copy) -> Result<(), ControlError> {
        // First the log: what its entries rely on was published before them.
        let log = self.first.names(MAP_LOG, None).await?;
        for folder in FOLDERS {
            let here = if folder == MAP_LOG {
                log.clone()
            } else {
                self.first.names(folder, None).await?
            };
            let there: BTreeSet<String> =
                copy.store.names(folder, None).await?.into_iter().collect();
            let common: Vec<&String> = here.iter().filter(|name| there.contains(*name)).collect();
            if folder == MAP_LOG || folder == EPOCHS {
                for name in [common.first(), common.last()].into_iter().flatten() {
                    self.copy(copy, name, true).await?;
                }
            }
            let ahead = there
                .iter()
                .next_back()
                .filter(|_| folder == MAP_LOG || folder == EPOCHS)
                .filter(|name| here.last().is_none_or(|last| *name > last));
            if let Some(name) = ahead {
                return Err(ControlError::Unfit {
                    place: copy.store.place(),
                    problem: format!(
                        "it has `{name}`, which {} has not: another host has taken over from it",
                        self.first.place()
                    ),
                });
            }
            let absent = here.into_iter().filter(|name| !there.contains(name));
            copy.missing().extend(absent);
        }
        let there = copy.store.names(ANCHORS, None).await?;
        let anchors = self.first.names(ANCHORS, None).await?;
        let absent = anchors.into_iter().filter(|name| !there.contains(name));
        let mut missing = copy.missing();
        missing.extend(absent);
        missing.insert("fleet/config.toml".to_owned());
        Ok(())
    }
}

#[async_trait]
impl ControlStore for ReplicatedControl {
    fn place(&self) -> String {
        self.first.place()
    }

    fn is_shared(&self) -> bool {
        self.first.is_shared()
    }

    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        let created = self.first.create(name, body.clone()).await;
        if created == Ok(Creation::Created) {
            self.pass_on(name, &body, true).await;
        } else {
            // It may be there, ours or another's: the location says so when the copies are brought to the same.
            self.note_missing(name);
        }
        created
    }

    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        let written = self.first.overwrite(name, body.clone()).await;
        match &written {
            _ if name == OWN => {}
            Ok(()) => self.pass_on(name, &body, false).await,
            Err(_) => self.note_missing(name),
        }
        written
    }

    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        let found = self.first.read(name).await?;
        if found.is_some() || !name.starts_with(EPOCHS) {
            return Ok(found);
        }
        let copies = self.copies.iter().map(|copy| copy.store.read(name));
        let found = join_all(copies).await;
        Ok(found.into_iter().find_map(|found| found.ok().flatten()))
    }

    async fn remove(&self, name: &str) -> Result<(), ControlError> {
        self.first.remove(name).await?;
        for copy in &self.copies {
            copy.missing().remove(name);
            if let Err(error) = copy.store.remove(name).await {
                tracing::warn!("still in the copy: `{name}`: {error}");
            }
        }
        Ok(())
    }

    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        let names = self.first.names(folder, after).await?;
        if folder != EPOCHS {
            return Ok(names);
        }
        let copies = (self.copies.iter()).map(|copy| copy.store.names(folder, after));
        let mut all: BTreeSet<String> = names.into_iter().collect();
        // A copy that cannot be asked keeps nobody from working.
        all.extend(join_all(copies).await.into_iter().flatten().flatten());
        Ok(all.into_iter().collect())
    }

    async fn hold_everywhere(&self) -> Result<(), ControlError> {
        for copy in &self.copies {
            self.level(copy).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::bucket_control::BucketControl;
    use crate::ports::FixedClock;
    use crate::simulator::Simulator;

    struct Places {
        simulator: Simulator,
    }

    impl Places {
        fn new() -> Self {
            let builder = Simulator::builder(Arc::new(FixedClock::new(0)));
            let simulator = builder.bucket("c", "r").bucket("d", "r").build();
            Self { simulator }
        }

        fn at(&self, bucket: &str) -> Arc<dyn ControlStore> {
            Arc::new(BucketControl::new(
                Arc::new(self.simulator.bucket(bucket)),
                "fleet",
            ))
        }

        fn both(&self) -> ReplicatedControl {
            ReplicatedControl::new(self.at("c"), vec![self.at("d")])
        }
    }

    #[tokio::test]
    async fn what_is_written_is_in_the_copy_and_what_was_missing_comes_after() {
        let places = Places::new();
        // From before there was a copy.
        for name in ["epoch/1.json", "states/1/1.json.zst", "maplog/1.json"] {
            places
                .at("c")
                .create(name, name.to_owned().into())
                .await
                .unwrap();
        }
        let both = places.both();
        both.create("maplog/2.json", "two".into()).await.unwrap();
        both.overwrite("anchor/h.json", "h".into()).await.unwrap();
        both.overwrite("lease.json", "l".into()).await.unwrap();
        let copy = places.at("d");
        assert_eq!(
            copy.read("maplog/2.json").await.unwrap(),
            Some("two".into())
        );
        assert_eq!(copy.read("maplog/1.json").await.unwrap(), None);
        both.hold_everywhere().await.unwrap();
        for name in ["epoch/1.json", "states/1/1.json.zst", "maplog/1.json"] {
            assert_eq!(copy.read(name).await.unwrap(), Some(name.into()));
        }
        assert_eq!(copy.read("lease.json").await.unwrap(), None);
        assert_eq!(copy.read("anchor/h.json").await.unwrap(), Some("h".into()));
        places.simulator.reset_counters();
        both.hold_everywhere().await.unwrap();
        let asked: u64 = places.simulator.bill().requests().values().sum();
        assert_eq!(asked, 0, "once compared, only what is missing is asked for");
    }

    /// A location whose writes take effect and are not answered.
    struct Unanswered(Arc<dyn ControlStore>);

    #[async_trait]
    impl ControlStore for Unanswered {
        fn place(&self) -> String {
            self.0.place()
        }

        fn is_shared(&self) -> bool {
            true
        }

        async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
            self.0.create(name, body).await?;
            Err(ControlError::Unknown {
                place: self.place(),
                name: name.to_owned(),
                problem: "no answer".to_owned(),
            })
        }

        async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
            self.create(name, body).await.map(drop)
        }

        async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
            self.0.read(name).await
        }

        async fn names(
            &self,
            folder: &str,
            after: Option<&str>,
        ) -> Result<Vec<String>, ControlError> {
            self.0.names(folder, after).await
        }
    }

    #[tokio::test]
    async fn what_took_effect_unanswered_is_in_every_copy_before_anything_is_deleted() {
        let places = Places::new();
        let first = Arc::new(Unanswered(places.at("c")));
        let both = ReplicatedControl::new(first, vec![places.at("d")]);
        both.hold_everywhere().await.unwrap();
        let unknown = both.create("maplog/1.json", "one".into()).await;
        assert!(matches!(unknown, Err(ControlError::Unknown { .. })));
        let _ = both.overwrite("anchor/h.json", "h".into()).await;
        both.hold_everywhere().await.unwrap();
        for (name, body) in [("maplog/1.json", "one"), ("anchor/h.json", "h")] {
            let copied = places.at("d").read(name).await.unwrap();
            assert_eq!(copied, Some(body.into()), "{name}");
        }
    }

    #[tokio::test]
    async fn a_place_of_another_history_is_no_copy() {
        for (name, body) in [
            ("maplog/1.json", "theirs"),
            ("maplog/2.json", "more"),
            ("epoch/1.json", "x"),
        ] {
            let places = Places::new();
            for name in ["epoch/1.json", "maplog/1.json"] {
                places.at("c").create(name, "ours".into()).await.unwrap();
            }
            places.at("d").create(name, body.into()).await.unwrap();
            let error = places.both().hold_everywhere().await.unwrap_err();
            assert!(
                matches!(error, ControlError::Unfit { .. }),
                "{name}: {error}"
            );
        }
    }
}
