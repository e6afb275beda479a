//! [`Oracle`]: what must be true after every change of a store, judged by what the stores hold and by what
//! applications were told, and not by what the program believes.
//!
//! * the newest value that an application was told is kept lies in one of the two places;
//! * a key that nobody wrote since the process began that published the newest map reads, where that map
//!   says, as it was written last;
//! * nothing that an application wrote is overwritten by us, unless something newer of the same key is
//!   brought back over it after a reversal;
//! * a request that changes data was intended in the journal of whoever sends it, and a source is deleted
//!   only while the published map says target.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures::FutureExt as _;
use shardctl::migration::{MoveId, TransferState};
use shardctl::placement::{Key, MapLog, ShardMap, decode_entry};
use shardctl::ports::BucketReader as _;
use shardctl::simulator::Simulator;

use super::process::Process;
use super::stage::Change;

/// The newest value of a key.
#[derive(Clone, Debug)]
pub struct Latest {
    /// `None`: it was deleted.
    pub value: Option<Bytes>,
    /// Processes that had begun when it was written.
    since: u64,
}

/// A map that was published.
#[derive(Clone, Debug)]
pub struct Published {
    /// The process that published it.
    by: u64,
    /// When it was first seen, milliseconds UTC.
    pub seen_ms: i64,
}

/// Watches a life.
pub struct Oracle {
    simulator: Simulator,
    /// The move that is watched.
    pub move_id: Option<MoveId>,
    latest: BTreeMap<String, Latest>,
    /// What applications wrote, as it lies there; what is not in here is ours.
    theirs: BTreeMap<(String, String), Bytes>,
    log: MapLog,
    read_to: Option<String>,
    /// Map versions with a change of where the segment is.
    published: Vec<Published>,
    /// Processes that have begun.
    pub begun: u64,
}

impl Oracle {
    /// Of a fleet that nothing was published of.
    pub fn new(simulator: &Simulator, fleet_id: &str) -> Self {
        Self {
            simulator: simulator.clone(),
            move_id: None,
            latest: BTreeMap::new(),
            theirs: BTreeMap::new(),
            log: MapLog::new(fleet_id, ShardMap::default(), 0),
            read_to: None,
            published: Vec::new(),
            begun: 0,
        }
    }

    /// What a bucket holds under a key.
    pub fn bytes(&self, bucket: &str, key: &str) -> Option<Bytes> {
        let bucket = self.simulator.bucket(bucket);
        let object = bucket.get(key, None).now_or_never().expect("memory");
        object.ok().map(|object| object.bytes)
    }

    /// An application was told that this is kept.
    pub fn wrote(&mut self, bucket: &str, key: &str, value: Option<Bytes>) {
        let place = (bucket.to_owned(), key.to_owned());
        match &value {
            Some(bytes) => self.theirs.insert(place, bytes.clone()),
            None => self.theirs.remove(&place),
        };
        let since = self.begun;
        self.latest.insert(key.to_owned(), Latest { value, since });
    }

    /// A person decides what becomes of a key: nothing is promised of it any more.
    pub fn forget(&mut self, key: &str) {
        if let Some(latest) = self.latest.get_mut(key) {
            latest.value = None;
        }
    }

    /// Keys that an application ever wrote.
    pub fn keys(&self) -> Vec<String> {
        self.latest.keys().cloned().collect()
    }

    /// The newest value of a key.
    pub fn latest(&self, key: &str) -> Option<&Latest> {
        self.latest.get(key)
    }

    /// The newest map that changed where the segment is, and the bucket before it.
    pub fn newest(&self) -> Option<&Published> {
        self.published.last()
    }

    /// The bucket that the published map names for a key.
    pub fn bucket_of(&self, key: &str) -> &'static str {
        let located = self.log.map().locate(&Key::from(key));
        match located.map(|found| found.shard.name.0.as_str()) {
            Some("b") => "dst",
            _ => "src",
        }
    }

    fn read_log(&mut self, control: &BTreeMap<String, Bytes>, acting: u64, now_ms: i64) {
        let from = self.read_to.clone().unwrap_or_else(|| "maplog/".to_owned());
        let newer: Vec<_> = control
            .range(from.clone()..)
            .skip_while(|(name, _)| **name == from)
            .take_while(|(name, _)| name.starts_with("maplog/"))
            .map(|(name, body)| (name.clone(), body.clone()))
            .collect();
        for (name, body) in newer {
            let before = self.bucket_of("t/");
            let entry = decode_entry(&body).expect("an entry of the map log");
            self.log
                .read(&entry)
                .expect("an entry that follows the log");
            if self.bucket_of("t/") != before {
                self.published.push(Published {
                    by: acting,
                    seen_ms: now_ms,
                });
            }
            self.read_to = Some(name);
        }
    }

    /// Everything that must hold.
    pub fn check(
        &mut self,
        control: &BTreeMap<String, Bytes>,
        acting: u64,
        now_ms: i64,
        when: &str,
    ) {
        self.read_log(control, acting, now_ms);
        for (key, latest) in &self.latest {
            let Some(value) = &latest.value else {
                continue;
            };
            let here = self.bucket_of(key);
            let mapped = self.bytes(here, key);
            if mapped.as_ref() == Some(value) {
                continue;
            }
            let there = if here == "src" { "dst" } else { "src" };
            let other = self.bytes(there, key);
            assert_eq!(
                other.as_ref(),
                Some(value),
                "after {when}: the last copy of `{key}` is gone; {here} holds {mapped:?}"
            );
            let settled = self.newest().is_none_or(|newest| latest.since < newest.by);
            assert!(
                !settled,
                "after {when}: the map says {here}, and `{key}` cannot be read there: {mapped:?}"
            );
        }
    }

    /// Whether the sender's journal has what a request needs.
    pub fn check_intent(&self, process: &Process, change: &Change) {
        if !change.key.starts_with("t/") {
            return;
        }
        let store = process.host.store().expect("who sends has a map.db");
        let id = self.move_id.as_ref().expect("a migration was made");
        let transfer = store.transfer(id, &change.key.as_str().into());
        let transfer = transfer.expect("a map.db that can be read");
        let transfer = transfer.unwrap_or_else(|| panic!("{change:?} of what is not planned"));
        match (change.operation, change.bucket.as_str()) {
            ("DeleteObject", "src") => {
                assert_eq!(transfer.state, TransferState::DeleteIntent, "{change:?}");
                assert!(transfer.proof.is_some(), "{change:?} without a proof");
                assert_eq!(self.bucket_of(&change.key), "dst", "{change:?}");
            }
            ("DeleteObject", _) => {
                assert_eq!(transfer.state, TransferState::AbortIntent, "{change:?}");
            }
            ("AbortMultipartUpload", _) => {}
            _ => {
                let copies = [TransferState::CopyIntent, TransferState::CatchupIntent];
                assert!(copies.contains(&transfer.state), "{change:?}: {transfer:?}");
                let to = if transfer.turned { "src" } else { "dst" };
                assert_eq!(change.bucket, to, "{change:?}");
            }
        }
    }

    /// One of us changed something.
    pub fn changed(&mut self, change: &Change, before: Option<&Bytes>, after: Option<&Bytes>) {
        if before == after || !change.key.starts_with("t/") {
            return;
        }
        let place = (change.bucket.clone(), change.key.clone());
        let theirs = self.theirs.remove(&place);
        let (Some(theirs), Some(after)) = (theirs, after) else {
            return;
        };
        let latest = self.latest.get(&change.key);
        let newest = latest.and_then(|latest| latest.value.as_ref());
        let brought_back = change.bucket == "src" && newest != Some(&theirs);
        assert!(
            brought_back,
            "{change:?} put {after:?} over an application's {theirs:?}"
        );
    }
}
