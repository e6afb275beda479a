//! What a bucket does by itself: replication with a delay, lifecycle, notifications (counted, told to nobody).
//!
//! It happens before the next request that comes late enough. Noncurrent versions and classes are left as
//! they are; replicas are not replicated again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::migration::{BucketConfiguration, LifecycleRule, Reading, Versions};
use crate::ports::Versioning;

use super::Simulator;
use super::refusal::Refusal;
use super::state::{BucketState, State, Stored};

const DAY_MS: i64 = 86_400_000;

/// A change on its way to a replica.
#[derive(Debug)]
struct Replica {
    due_ms: i64,
    to: String,
    key: String,
    /// `None` for a delete marker.
    stored: Option<Arc<Stored>>,
}

/// What buckets do by themselves, and did.
#[derive(Debug, Default)]
pub(super) struct Doings {
    delay_ms: i64,
    replicas: VecDeque<Replica>,
    /// Until when lifecycle rules were carried out, milliseconds UTC.
    ended_until_ms: i64,
    /// Events by bucket and `event to destination`.
    events: BTreeMap<String, BTreeMap<String, u64>>,
}

/// What took place with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Created,
    Marked,
    Removed,
}

impl Change {
    fn event(self) -> &'static str {
        match self {
            Self::Created => "s3:ObjectCreated:Put",
            Self::Marked => "s3:ObjectRemoved:DeleteMarkerCreated",
            Self::Removed => "s3:ObjectRemoved:Delete",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Created => "s3:ObjectCreated:",
            Self::Marked | Self::Removed => "s3:ObjectRemoved:",
        }
    }
}

fn rules<T>(reading: &Reading<Vec<T>>) -> impl Iterator<Item = &T> {
    reading.iter().flatten()
}

impl Simulator {
    /// Sets up a bucket as its owner would, outside the bill. `false` when there is no such bucket. Versioning
    /// is set elsewhere: what is said of it here counts only where it cannot be read.
    #[must_use]
    pub fn configure(&self, bucket: &str, change: impl FnOnce(&mut BucketConfiguration)) -> bool {
        let mut state = self.state();
        let Ok(bucket) = state.bucket_mut(bucket) else {
            return false;
        };
        change(&mut bucket.configuration);
        true
    }

    /// How long replication takes; nothing unless set.
    pub fn replicate_after(&self, delay: std::time::Duration) {
        let delay_ms = i64::try_from(delay.as_millis()).unwrap_or(i64::MAX);
        self.state().doings.delay_ms = delay_ms;
    }

    /// Events of a bucket so far, as `event to destination`.
    pub fn events(&self, bucket: &str) -> BTreeMap<String, u64> {
        let state = self.state();
        state.doings.events.get(bucket).cloned().unwrap_or_default()
    }

    /// One sub-resource of a bucket, on the bill.
    pub(super) fn sub_resource<T>(
        &self,
        operation: &'static str,
        bucket: &str,
        which: impl FnOnce(BucketConfiguration) -> Reading<T>,
    ) -> Result<Reading<T>, Refusal> {
        self.perform(operation, bucket, |state, _| {
            Ok(which(state.configuration(bucket)?))
        })
    }
}

impl State {
    /// All that the bucket is, apart from its objects.
    pub(super) fn configuration(&self, name: &str) -> Result<BucketConfiguration, Refusal> {
        let bucket = self.bucket(name)?;
        let mut all = bucket.configuration.clone();
        name.clone_into(&mut all.name);
        if all.versions.is_ok() {
            all.versions = Ok(match bucket.versioning {
                Versioning::Unversioned => Versions::Never,
                Versioning::Enabled => Versions::Kept,
                Versioning::Suspended => Versions::Suspended,
            });
        }
        Ok(all)
    }

    /// Tells of a change of a key that a request made, and sends it on to replicas.
    pub(super) fn announce(
        &mut self,
        name: &str,
        key: &str,
        change: Change,
        stored: Option<&Arc<Stored>>,
        now_ms: i64,
    ) {
        let Some(bucket) = self.buckets.get(name) else {
            return;
        };
        for told in rules(&bucket.configuration.notifications) {
            let meant = key.starts_with(&told.prefix) && key.ends_with(&told.suffix);
            if meant && told.tells_of(change.kind()) {
                let events = self.doings.events.entry(name.to_owned()).or_default();
                let event = format!("{} to {}", change.event(), told.to);
                *events.entry(event).or_default() += 1;
            }
        }
        if bucket.versioning != Versioning::Enabled || change == Change::Removed {
            return;
        }
        let due_ms = now_ms.saturating_add(self.doings.delay_ms);
        for rule in rules(&bucket.configuration.replication) {
            if key.starts_with(&rule.prefix) && (rule.deletes || change == Change::Created) {
                self.doings.replicas.push_back(Replica {
                    due_ms,
                    to: rule.to.clone(),
                    key: key.to_owned(),
                    stored: stored.cloned(),
                });
            }
        }
    }

    /// Does what buckets would have done by themselves by now.
    pub(super) fn catch_up(&mut self, now_ms: i64) {
        while let Some(first) = self.doings.replicas.front()
            && first.due_ms <= now_ms
        {
            let Some(replica) = self.doings.replicas.pop_front() else {
                break;
            };
            let (to, key) = (replica.to, replica.key);
            // A bucket that is not there gets none.
            drop(self.push_silently(&to, &key, replica.stored, replica.due_ms));
        }
        let today_ms = now_ms.div_euclid(DAY_MS) * DAY_MS;
        if today_ms > self.doings.ended_until_ms {
            self.doings.ended_until_ms = today_ms;
            self.end_objects(today_ms);
        }
    }

    /// Ends what lifecycle rules end, as of the begin of a day.
    fn end_objects(&mut self, today_ms: i64) {
        let mut ending = Vec::new();
        for (name, bucket) in &mut self.buckets {
            let lifecycle: Vec<LifecycleRule> =
                rules(&bucket.configuration.lifecycle).cloned().collect();
            for rule in &lifecycle {
                ending.extend(ended(bucket, rule, today_ms).map(|key| (name.clone(), key)));
                let Some(days) = rule.uploads_days else {
                    continue;
                };
                bucket.uploads.retain(|(key, _), upload| {
                    let over = upload.initiated_ms + i64::from(days) * DAY_MS <= today_ms;
                    !(key.starts_with(&rule.prefix) && over)
                });
            }
        }
        for (name, key) in ending {
            let Ok(bucket) = self.bucket_mut(&name) else {
                continue;
            };
            if bucket.versioning == Versioning::Unversioned {
                bucket.keys.remove(&key);
            } else {
                drop(self.push_silently(&name, &key, None, today_ms));
            }
        }
    }
}

/// Keys whose newest version ends by a rule.
fn ended(
    bucket: &BucketState,
    rule: &LifecycleRule,
    today_ms: i64,
) -> impl Iterator<Item = String> {
    let (prefix, days, at_ms) = (rule.prefix.clone(), rule.expires_days, rule.expires_at_ms);
    let old = move |modified_ms: i64| {
        let by_age = days.is_some_and(|days| {
            let end_ms = modified_ms + i64::from(days) * DAY_MS;
            // The end of the day in which the age is reached.
            end_ms.div_euclid(DAY_MS) * DAY_MS < today_ms
        });
        by_age || at_ms.is_some_and(|at_ms| at_ms <= today_ms)
    };
    let keys = bucket.keys.iter().filter_map(|(key, versions)| {
        let newest = versions.last()?;
        let ends = key.starts_with(&prefix) && newest.stored.is_some() && old(newest.modified_ms);
        ends.then(|| key.clone())
    });
    keys.collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::migration::{Notification, ReplicationRule};
    use crate::ports::{
        Bucket as _, BucketReader as _, Clock as _, DeleteRequest, FixedClock, PutRequest,
    };

    fn store(versioning: Versioning) -> (Simulator, Arc<FixedClock>) {
        let clock = Arc::new(FixedClock::new(10 * DAY_MS));
        let simulator = Simulator::builder(clock.clone())
            .bucket_with("a", "r", versioning)
            .bucket_with("b", "r", versioning)
            .build();
        (simulator, clock)
    }

    async fn put(simulator: &Simulator, key: &str) {
        let request = PutRequest {
            key: key.to_owned(),
            body: "body".into(),
            ..PutRequest::default()
        };
        simulator.bucket("a").put(&request).await.unwrap();
    }

    async fn delete(simulator: &Simulator, key: &str) {
        let request = DeleteRequest {
            key: key.to_owned(),
            ..DeleteRequest::default()
        };
        simulator.bucket("a").delete(&request).await.unwrap();
    }

    #[tokio::test]
    async fn what_is_replicated_comes_later_and_deletes_only_where_the_rule_carries_them() {
        for deletes in [false, true] {
            let (simulator, clock) = store(Versioning::Enabled);
            assert!(simulator.configure("a", |it| {
                it.replication = Ok(vec![ReplicationRule {
                    prefix: "in/".to_owned(),
                    to: "b".to_owned(),
                    deletes,
                }]);
            }));
            simulator.replicate_after(Duration::from_mins(1));
            put(&simulator, "in/k").await;
            put(&simulator, "out/k").await;
            let target = simulator.bucket("b");
            assert!(target.head("in/k").await.is_err(), "it takes a minute");
            clock.sleep(Duration::from_mins(1)).await;
            assert!(target.head("in/k").await.is_ok());
            assert!(target.head("out/k").await.is_err());
            delete(&simulator, "in/k").await;
            clock.sleep(Duration::from_mins(1)).await;
            assert_eq!(target.head("in/k").await.is_err(), deletes);
        }
    }

    #[tokio::test]
    async fn objects_end_on_the_day_after_their_age_is_reached() {
        let (simulator, clock) = store(Versioning::Unversioned);
        assert!(simulator.configure("a", |it| {
            it.lifecycle = Ok(vec![LifecycleRule {
                prefix: "tmp/".to_owned(),
                expires_days: Some(2),
                ..LifecycleRule::default()
            }]);
        }));
        put(&simulator, "tmp/k").await;
        put(&simulator, "k").await;
        let bucket = simulator.bucket("a");
        clock.sleep(Duration::from_hours(48)).await;
        assert!(bucket.head("tmp/k").await.is_ok());
        clock.sleep(Duration::from_hours(24)).await;
        assert!(bucket.head("tmp/k").await.is_err());
        assert!(bucket.head("k").await.is_ok());
    }

    #[tokio::test]
    async fn events_are_counted_where_somebody_listens() {
        let (simulator, _) = store(Versioning::Unversioned);
        assert!(simulator.configure("a", |it| {
            it.notifications = Ok(vec![Notification {
                events: vec!["s3:ObjectCreated:*".to_owned()],
                prefix: "in/".to_owned(),
                suffix: ".jpg".to_owned(),
                to: "queue".to_owned(),
            }]);
        }));
        for key in ["in/1.jpg", "in/2.jpg", "in/3.txt", "out/4.jpg"] {
            put(&simulator, key).await;
        }
        delete(&simulator, "in/1.jpg").await;
        let told = BTreeMap::from([("s3:ObjectCreated:Put to queue".to_owned(), 2)]);
        assert_eq!(simulator.events("a"), told);
        assert!(simulator.events("b").is_empty());
    }
}
