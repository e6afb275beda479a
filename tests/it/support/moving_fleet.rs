//! [`MovingFleet`]: an adopted fleet with statistics and a control location, ready to migrate.

use std::ops::{Deref, DerefMut};

use shardctl::access::{Access, Operation, RegionSource};
use shardctl::adapters::sqlite::SqliteStats;
use shardctl::ports::{
    Bucket as _, BucketReader as _, DeleteRequest, ListRequest, PutRequest, Versioning,
};
use shardctl::simulator::Capabilities;

use super::{CommandOutput, FleetStore, store_accesses};

const HOUR_MS: i64 = 3_600_000;
/// 840 hours before the runs.
const START_MS: i64 = 1_795_176_000_000 - 841 * HOUR_MS;

/// The control location's table of the config.
pub const CONTROL: &str = "\n[control]\nurl = \"s3://control/fleet/\"\nendpoint = \"store\"\n";

/// A fleet whose shard `a` holds everything: twelve objects in `tenant/42/`, two in `other/`.
pub struct MovingFleet(FleetStore);

impl MovingFleet {
    /// Scanned, adopted and with five weeks of statistics.
    pub async fn start() -> Self {
        Self::start_with(Capabilities::default(), CONTROL).await
    }

    /// The same of a store that honours only this much, with these tables at the config's end.
    pub async fn start_with(capabilities: Capabilities, config: &str) -> Self {
        let store = FleetStore::start_with(["", "", ""], capabilities).await;
        store.configure_with(&["", "", ""], config);
        Self::on(store)
    }

    /// The same with versioned buckets.
    pub async fn start_versioned() -> Self {
        let (capabilities, versioning) = (Capabilities::default(), Versioning::Enabled);
        let store = FleetStore::start_as(["", "", ""], capabilities, versioning).await;
        store.configure_with(&["", "", ""], CONTROL);
        Self::on(store)
    }

    /// The same in the time of the machine, with these tables at the config's end: whoever shall live
    /// in it, too, is told no other time.
    pub async fn start_in_real_time(config: &str) -> Self {
        let store = FleetStore::start_in_real_time().await;
        store.configure_with(&["", "", ""], config);
        Self::on(store)
    }

    /// The same of a store that is AWS, by two endpoints.
    pub async fn start_on_aws() -> Self {
        let store = FleetStore::start(["", "", ""]).await;
        store.configure_aws(CONTROL);
        Self::on(store)
    }

    /// The same without a single log.
    pub async fn start_without_logs() -> Self {
        let store = FleetStore::start(["", "", ""]).await;
        store.configure_with(&["", "", ""], CONTROL);
        Self::adopted(store)
    }

    fn on(store: FleetStore) -> Self {
        let fleet = Self::adopted(store);
        fleet.ingest();
        fleet
    }

    fn adopted(store: FleetStore) -> Self {
        let keys: Vec<String> = (0..12).map(|n| format!("tenant/42/{n:02}")).collect();
        let keys = keys.iter().map(String::as_str);
        let objects: Vec<(&str, u64)> = (keys.chain(["other/x", "other/y"]))
            .map(|key| (key, 1000 + key.len() as u64))
            .collect();
        store.load("a", &objects);
        let _ = store.run(&["inventory", "scan"]).success();
        let _ = store.run(&["init", "--adopt"]).success();
        Self(store)
    }

    fn ingest(&self) {
        let accesses: Vec<Access> = (0..840)
            .map(|hour| Access {
                time_ms: START_MS + hour * HOUR_MS,
                key: format!("tenant/42/{:02}", hour % 12).into(),
                region: "r-b".into(),
                region_source: RegionSource::LogField,
                tenant: "".into(),
                operation: Operation::Get,
                bytes: 1000,
                object_size: None,
                client: 1,
                record_id: 0,
            })
            .collect();
        let mut stats = SqliteStats::create(&self.home.state_dir()).unwrap();
        store_accesses(&mut stats, &accesses);
    }

    /// Asks for `prefix:tenant/42/` in shard `b`; the id of the migration.
    pub fn request(&self) -> String {
        let output = self
            .ask("segment,shard\nprefix:tenant/42/,b\n", &[])
            .success();
        let id = output.json()["data"]["migration_id"].clone();
        id.as_str().unwrap_or_else(|| panic!("{output}")).to_owned()
    }

    /// `migrate request` of this map, as JSON.
    pub fn ask(&self, map: &str, more: &[&str]) -> CommandOutput {
        let args = [
            "migrate",
            "request",
            "--confidence",
            "0.9",
            "--map",
            "-",
            "-o",
            "json",
        ];
        let args: Vec<&str> = args.iter().chain(more).copied().collect();
        self.run_with_input(&args, map.as_bytes())
    }

    /// Requests and starts a migration of `prefix:tenant/42/` to `b`; its id.
    pub fn verified(&self) -> String {
        let id = self.request();
        let _ = self.run(&["migrate", "start", &id]).success();
        id
    }

    /// The same, and switches it.
    pub fn switched(&self) -> String {
        let id = self.verified();
        let _ = self.run(&["migrate", "switch", &id]).success();
        id
    }

    /// `migrate status` as JSON.
    pub fn status(&self, id: &str) -> serde_json::Value {
        let output = self.run(&["migrate", "status", id, "-o", "json"]).success();
        output.json()["data"].clone()
    }

    /// Keys in the bucket of a shard, those of shardctl itself apart.
    pub async fn keys(&self, shard: &str) -> Vec<String> {
        let bucket = self.simulator.bucket(&format!("data-{shard}"));
        let page = bucket.list(&ListRequest::default()).await.unwrap();
        let keys = page.objects.into_iter().map(|object| object.key);
        keys.filter(|key| !key.starts_with(".shardctl/")).collect()
    }

    /// Every key in a bucket.
    pub async fn keys_of(&self, bucket: &str) -> Vec<String> {
        let bucket = self.simulator.bucket(bucket);
        let page = bucket.list(&ListRequest::default()).await.unwrap();
        page.objects.into_iter().map(|object| object.key).collect()
    }

    /// The text of an object.
    pub async fn object(&self, bucket: &str, key: &str) -> String {
        let found = self.simulator.bucket(bucket).get(key, None).await.unwrap();
        String::from_utf8(found.bytes.to_vec()).unwrap()
    }

    /// Writes an object as an application would.
    pub async fn put(&self, shard: &str, key: &str, body: &str) {
        self.put_into(&format!("data-{shard}"), key, body).await;
    }

    /// Removes an object of a bucket.
    pub async fn remove_from(&self, bucket: &str, key: &str) {
        let request = DeleteRequest {
            key: key.to_owned(),
            ..DeleteRequest::default()
        };
        self.simulator
            .bucket(bucket)
            .delete(&request)
            .await
            .unwrap();
    }

    /// Writes an object into a bucket.
    pub async fn put_into(&self, bucket: &str, key: &str, body: &str) {
        let bucket = self.simulator.bucket(bucket);
        let request = PutRequest {
            key: key.to_owned(),
            body: body.to_owned().into(),
            ..PutRequest::default()
        };
        bucket.put(&request).await.unwrap();
    }
}

impl Deref for MovingFleet {
    type Target = FleetStore;

    fn deref(&self) -> &FleetStore {
        &self.0
    }
}

impl DerefMut for MovingFleet {
    fn deref_mut(&mut self) -> &mut FleetStore {
        &mut self.0
    }
}
