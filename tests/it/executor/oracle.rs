//! [`Oracle`]: what must be true after every change of a bucket, judged by what the store holds and
//! not by what the program believes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use futures::FutureExt as _;
use shardctl::adapters::sqlite::SqliteMap;
use shardctl::migration::{MigrationId, MoveId, TransferState};
use shardctl::placement::{ShardName, decode_entry};
use shardctl::ports::{BucketReader as _, JournalStore as _};
use shardctl::simulator::Simulator;

use super::gate::{Change, Watcher};
use super::ports::ControlObjects;
use super::rig::{Rig, SEGMENT};

/// Watches a fleet while it is worked on.
pub struct Oracle {
    simulator: Simulator,
    control: ControlObjects,
    /// Of the host that works on the fleet.
    state_dir: Mutex<PathBuf>,
    id: MigrationId,
    /// Objects of the segment, acknowledged before: in `src` or `dst`, wherever the map says.
    objects: BTreeMap<String, Vec<u8>>,
    /// Objects that are none of the migration's business, by bucket and key.
    foreign: BTreeMap<(String, String), Vec<u8>>,
}

impl Oracle {
    /// Everything in the fleet now is acknowledged.
    pub fn of(rig: &Rig, id: &MigrationId) -> Self {
        let mut objects = BTreeMap::new();
        let mut foreign = BTreeMap::new();
        for bucket in ["src", "dst"] {
            for key in rig.keys(bucket) {
                let bytes = rig.get(bucket, &key).unwrap().bytes.to_vec();
                if bucket == "src" && key.starts_with("t/") {
                    objects.insert(key, bytes);
                } else {
                    foreign.insert((bucket.to_owned(), key), bytes);
                }
            }
        }
        Self {
            simulator: rig.simulator.clone(),
            control: rig.control.clone(),
            state_dir: Mutex::new(rig.state_dir()),
            id: id.clone(),
            objects,
            foreign,
        }
    }

    /// Another host works on the fleet.
    pub fn follow(&self, rig: &Rig) {
        *self.state_dir.lock().unwrap() = rig.state_dir();
    }

    fn bytes(&self, bucket: &str, key: &str) -> Option<Vec<u8>> {
        let bucket = self.simulator.bucket(bucket);
        let object = bucket.get(key, None).now_or_never().unwrap();
        object.ok().map(|object| object.bytes.to_vec())
    }

    /// The bucket that the published map names for the segment.
    fn bucket_of_record(&self) -> &'static str {
        let entries = self.control.lock().unwrap();
        let mut shard = ShardName::from("a");
        for (name, body) in entries.iter() {
            if !name.starts_with("maplog/") {
                continue;
            }
            let entry = decode_entry(body).unwrap();
            let rules = entry.diff.rules_set.into_iter();
            if let Some(rule) = rules.rev().find(|rule| rule.segment.to_string() == SEGMENT) {
                shard = rule.shard;
            }
        }
        if shard.0 == "a" { "src" } else { "dst" }
    }

    /// Everything that must hold.
    pub fn check(&self, when: &str) {
        let of_record = self.bucket_of_record();
        for (key, bytes) in &self.objects {
            let (here, there) = (self.bytes("src", key), self.bytes("dst", key));
            assert!(
                [&here, &there].contains(&&Some(bytes.clone())),
                "{when}: the last copy of `{key}` is gone"
            );
            assert_eq!(
                self.bytes(of_record, key).as_ref(),
                Some(bytes),
                "{when}: the map says {of_record}, and `{key}` cannot be read there"
            );
        }
        for ((bucket, key), bytes) in &self.foreign {
            let now = self.bytes(bucket, key);
            assert_eq!(now.as_ref(), Some(bytes), "{when}: `{key}` in {bucket}");
        }
    }

    /// Every object is at the target, and at the source no more.
    pub fn check_completed(&self, when: &str) {
        self.check(when);
        assert_eq!(self.bucket_of_record(), "dst", "{when}");
        for key in self.objects.keys() {
            assert_eq!(self.bytes("src", key), None, "{when}: `{key}`");
        }
    }
}

impl Watcher for Oracle {
    fn before(&self, change: &Change) {
        if !self.objects.contains_key(&change.key) {
            return;
        }
        let state_dir = self.state_dir.lock().unwrap().clone();
        let store = SqliteMap::open(&state_dir).unwrap().unwrap();
        let id = MoveId {
            migration: self.id.clone(),
            n: 1,
        };
        let transfer = store.transfer(&id, &change.key.as_str().into()).unwrap();
        let transfer = transfer.unwrap_or_else(|| panic!("{change:?} of what is not planned"));
        let deletes = change.operation.starts_with("DeleteObject");
        if deletes && change.bucket == "src" {
            assert_eq!(transfer.state, TransferState::DeleteIntent, "{change:?}");
            assert!(transfer.proof.is_some(), "{change:?} without a proof");
            assert_eq!(self.bucket_of_record(), "dst", "{change:?}");
        } else {
            assert_eq!(
                (transfer.state, change.bucket.as_str()),
                (TransferState::CopyIntent, "dst")
            );
        }
    }

    fn after(&self, change: &Change) {
        self.check(&format!("after {change:?}"));
    }

    fn arrived(&self) {
        self.check("after a late arrival");
    }
}
