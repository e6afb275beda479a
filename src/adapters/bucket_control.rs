//! [`BucketControl`]: the control location in a bucket.
//!
//! Of two writers of one name the store must refuse one, and some stores do not know the condition and
//! let both through. So before its first creation every process sees the store refuse once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use bytes::Bytes;

use crate::ports::{
    Bucket, BucketError, BucketErrorKind, ControlError, ControlStore, Creation, DeleteRequest,
    ListRequest, PutRequest, WriteCondition, is_removable,
};

/// What the store is seen to refuse to write a second time; stays.
const PROOF: &str = "probe/create-only";

/// How often a creation that met a concurrent writer is sent.
const CONFLICT_ATTEMPTS: usize = 4;

/// How often a write that may be repeated is sent to a store that stumbles.
const OVERWRITE_ATTEMPTS: usize = 3;

/// A prefix of a bucket.
pub struct BucketControl {
    bucket: Arc<dyn Bucket>,
    /// What every key starts with; ends with `/` unless it is empty.
    prefix: String,
    /// Whether this process has seen the store refuse.
    proven: AtomicBool,
}

impl BucketControl {
    /// The keys below `prefix`, as in `s3://bucket/prefix`.
    pub fn new(bucket: Arc<dyn Bucket>, prefix: &str) -> Self {
        let mut prefix = prefix.to_owned();
        if !prefix.is_empty() && !prefix.ends_with('/') {
            prefix.push('/');
        }
        Self {
            bucket,
            prefix,
            proven: AtomicBool::new(false),
        }
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    async fn prove(&self) -> Result<(), ControlError> {
        if self.proven.load(Ordering::Relaxed) {
            return Ok(());
        }
        // The first process of a fleet creates it, and only its second attempt must be refused.
        for _ in 0..2 {
            let body = "of two writers of this name, one must be refused\\n";
            if self.put_new(PROOF, body.into()).await? == Creation::Exists {
                self.proven.store(true, Ordering::Relaxed);
                return Ok(());
            }
        }
        let problem = "its store ignores If-None-Match: it wrote one name twice".to_owned();
        Err(self.unfit(problem))
    }

    async fn put_new(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        let request = PutRequest {
            key: self.key(name),
            body,
            condition: WriteCondition::IfAbsent,
            ..PutRequest::default()
        };
        for _ in 0..CONFLICT_ATTEMPTS {
            match self.bucket.put(&request).await {
                Ok(_) => return Ok(Creation::Created),
                Err(error) if error.may_have_happened() => {
                    return Err(ControlError::Unknown {
                        place: self.place(),
                        name: name.to_owned(),
                        problem: error.to_string(),
                    });
                }
                Err(error) => match error.kind {
                    BucketErrorKind::PreconditionFailed => return Ok(Creation::Exists),
                    BucketErrorKind::Conflict => {}
                    BucketErrorKind::NotImplemented => {
                        return Err(
                            self.unfit(format!("its store has no create-only writes: {error}"))
                        );
                    }
                    _ => return Err(self.failed(&error)),
                },
            }
        }
        Err(ControlError::Unavailable {
            place: self.place(),
            problem: format!("`{name}` met a concurrent writer {CONFLICT_ATTEMPTS} times"),
        })
    }

    fn unfit(&self, problem: String) -> ControlError {
        ControlError::Unfit {
            place: self.place(),
            problem,
        }
    }

    fn failed(&self, error: &BucketError) -> ControlError {
        let (place, problem) = (self.place(), error.to_string());
        match error.kind {
            BucketErrorKind::Denied => ControlError::Denied { place, problem },
            BucketErrorKind::NotImplemented
            | BucketErrorKind::Invalid
            | BucketErrorKind::BadDigest => ControlError::Unfit { place, problem },
            _ => ControlError::Unavailable { place, problem },
        }
    }
}

#[async_trait]
impl ControlStore for BucketControl {
    fn place(&self) -> String {
        format!("s3://{}/{}", self.bucket.name(), self.prefix)
    }

    fn is_shared(&self) -> bool {
        true
    }

    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        self.prove().await?;
        self.put_new(name, body).await
    }

    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        let request = PutRequest {
            key: self.key(name),
            body,
            ..PutRequest::default()
        };
        // Whatever became of the first, the same bytes again are what is wanted.
        let mut written = self.bucket.put(&request).await;
        for _ in 1..OVERWRITE_ATTEMPTS {
            match &written {
                Err(error) if error.kind == BucketErrorKind::Unavailable => {
                    written = self.bucket.put(&request).await;
                }
                _ => break,
            }
        }
        written.map(drop).map_err(|error| self.failed(&error))
    }

    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        match self.bucket.get(&self.key(name), None).await {
            Ok(object) => Ok(Some(object.bytes)),
            Err(error) if error.kind == BucketErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }

    async fn remove(&self, name: &str) -> Result<(), ControlError> {
        if !is_removable(name) {
            return Err(self.unfit(format!("`{name}` is for ever")));
        }
        let request = DeleteRequest {
            key: self.key(name),
            ..DeleteRequest::default()
        };
        match self.bucket.delete(&request).await {
            Err(error) if error.kind != BucketErrorKind::NotFound => Err(self.failed(&error)),
            _ => Ok(()),
        }
    }

    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        let mut request = ListRequest {
            prefix: self.key(folder),
            start_after: after.map(|after| self.key(after)),
            ..ListRequest::default()
        };
        let mut names = Vec::new();
        loop {
            let page = self.bucket.list(&request).await;
            let page = page.map_err(|error| self.failed(&error))?;
            let listed = page.objects.iter();
            names.extend(
                listed
                    .filter_map(|object| object.key.strip_prefix(&self.prefix).map(str::to_owned)),
            );
            request.continuation = page.next;
            if request.continuation.is_none() {
                return Ok(names);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::FixedClock;
    use crate::simulator::{Capabilities, Simulator, Support};

    fn store(put_if_absent: Support) -> (Simulator, BucketControl) {
        let simulator = Simulator::builder(Arc::new(FixedClock::new(0)))
            .bucket("c", "r")
            .capabilities(Capabilities {
                put_if_absent,
                ..Capabilities::default()
            })
            .build();
        let bucket = Arc::new(simulator.bucket("c"));
        (simulator, BucketControl::new(bucket, "fleets/one"))
    }

    #[tokio::test]
    async fn a_name_is_created_once() {
        let (simulator, store) = store(Support::Honoured);
        assert_eq!(store.place(), "s3://c/fleets/one/");
        for (name, created) in [
            ("maplog/2.json", Creation::Created),
            ("maplog/2.json", Creation::Exists),
            ("maplog/1.json", Creation::Created),
        ] {
            let answer = store.create(name, name.to_owned().into()).await.unwrap();
            assert_eq!(answer, created);
        }
        store.overwrite("lease.json", "a".into()).await.unwrap();
        store.overwrite("lease.json", "b".into()).await.unwrap();
        assert_eq!(store.read("lease.json").await.unwrap(), Some("b".into()));
        assert_eq!(store.read("other").await.unwrap(), None);
        let later = store.names("maplog/", Some("maplog/1.json")).await.unwrap();
        assert_eq!(later, ["maplog/2.json"]);

        store.create("snapshot/1", "x".into()).await.unwrap();
        store.remove("snapshot/1").await.unwrap();
        assert_eq!(store.read("snapshot/1").await.unwrap(), None);
        store.remove("maplog/1.json").await.unwrap_err();
        assert!(store.read("maplog/1.json").await.unwrap().is_some());

        // The next process needs one request to see the store refuse.
        let again = BucketControl::new(Arc::new(simulator.bucket("c")), "fleets/one/");
        simulator.reset_counters();
        again.create("maplog/3.json", "x".into()).await.unwrap();
        assert_eq!(simulator.bill().requests()["PutObject"], 2);
    }

    #[tokio::test]
    async fn a_store_that_ignores_or_lacks_the_condition_is_unfit() {
        for support in [Support::Ignored, Support::Refused] {
            let (_, store) = store(support);
            let error = store.create("maplog/1.json", "x".into()).await.unwrap_err();
            assert!(matches!(error, ControlError::Unfit { .. }), "{error}");
            assert_eq!(store.read("maplog/1.json").await.unwrap(), None);
        }
    }
}
