//! [`FleetStore`]: buckets at loopback, and a home whose config makes each a shard.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use shardctl::adapters::system::SystemClock;
use shardctl::ports::{Clock as _, FixedClock, Versioning};
use shardctl::simulator::{Capabilities, SimServer, Simulator, SimulatorBuilder, SyntheticObject};

use super::{CommandOutput, TestEnvironment};

/// 2026-11-20T12:00:00Z, the time of every run.
const NOW_MS: i64 = 1_795_176_000_000;

/// Buckets `data-a`, `data-b` and `data-c` behind HTTP: the shards `a`, `b` and `c`.
pub struct FleetStore {
    /// The store.
    pub simulator: Simulator,
    /// Where shardctl runs.
    pub home: TestEnvironment,
    server: SimServer,
    clock: Arc<FixedClock>,
}

impl FleetStore {
    /// Empty buckets; `mounts` gives each shard its `mount`.
    pub async fn start(mounts: [&str; 3]) -> Self {
        Self::start_with(mounts, Capabilities::default()).await
    }

    /// The same of a store that honours only this much.
    pub async fn start_with(mounts: [&str; 3], capabilities: Capabilities) -> Self {
        Self::start_as(mounts, capabilities, Versioning::Unversioned).await
    }

    /// The same with this versioning of the shards' buckets.
    pub async fn start_as(
        mounts: [&str; 3],
        capabilities: Capabilities,
        versioning: Versioning,
    ) -> Self {
        let clock = Arc::new(FixedClock::new(NOW_MS));
        let builder = Simulator::builder(clock.clone());
        Self::build(clock, builder, mounts, capabilities, versioning).await
    }

    /// The same with the time of the machine; requests of any time are taken.
    pub async fn start_in_real_time() -> Self {
        let builder = Simulator::builder(Arc::new(SystemClock));
        let builder = builder.skew_limit(Duration::from_hours(24 * 36_500));
        let clock = Arc::new(FixedClock::new(NOW_MS));
        let (capabilities, versioning) = (Capabilities::default(), Versioning::Unversioned);
        Self::build(clock, builder, [""; 3], capabilities, versioning).await
    }

    async fn build(
        clock: Arc<FixedClock>,
        builder: SimulatorBuilder,
        mounts: [&str; 3],
        capabilities: Capabilities,
        versioning: Versioning,
    ) -> Self {
        let builder = builder
            .seed(1)
            .capabilities(capabilities)
            .credentials("AK", "SK");
        let buckets = ["data-a", "data-b", "data-c"].iter();
        let builder = builder.bucket("control", "us-east-1");
        let simulator = buckets
            .fold(builder.bucket("elsewhere", "us-east-1"), |builder, name| {
                builder.bucket_with(name, &name.replace("data-", "r-"), versioning)
            })
            .build();
        let server = SimServer::start(&simulator, 0).await.unwrap();
        let store = Self {
            simulator,
            home: Self::new_home(),
            server,
            clock,
        };
        store.configure(&mounts);
        store
    }

    /// Writes the config with these mounts.
    pub fn configure(&self, mounts: &[&str]) {
        self.configure_with(mounts, "");
    }

    /// The same with more tables at its end.
    pub fn configure_with(&self, mounts: &[&str], more: &str) {
        let shards = ["a", "b", "c"].into_iter().zip(mounts);
        let shards: String = shards
            .map(|(name, mount)| Self::shard(name, &format!("mount = \"{mount}\"\n")))
            .collect();
        self.home.config(&self.config(&(shards + more)));
    }

    /// Writes a config in which the store is AWS, by two endpoints: `store`, which has the shard `a`, and
    /// `second`, which has the others.
    pub fn configure_aws(&self, more: &str) {
        let url = self.server.url();
        let endpoint = |name: &str| {
            format!(
                "[endpoint.{name}]\nkind = \"aws\"\nurl = \"{url}\"\nregion = \"us-east-1\"\n\
                 prices = \"free\"\n"
            )
        };
        let second = |name| Self::shard(name, "").replace("\"store\"", "\"second\"");
        let shards = [Self::shard("a", ""), second("b"), second("c")].concat();
        let tables = [endpoint("store"), endpoint("second"), shards].concat();
        self.home.config(&(tables + more));
    }

    /// A config with the store's endpoint and these tables.
    pub fn config(&self, tables: &str) -> String {
        format!(
            "[endpoint.store]\nkind = \"s3\"\nurl = \"{}\"\nregion = \"us-east-1\"\nprices = \"free\"\n{tables}",
            self.server.url()
        )
    }

    /// The table of the shard `name`, with more keys.
    pub fn shard(name: &str, more: &str) -> String {
        format!(
            "\n[[shard]]\nname = \"{name}\"\nendpoint = \"store\"\nbucket = \"data-{name}\"\n\
             region = \"r-{name}\"\n{more}"
        )
    }

    /// Where the store listens.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// From here on shardctl runs on another host, with nothing but credentials; the one before is returned.
    pub fn move_to_another_host(&mut self) -> TestEnvironment {
        let mut next = Self::new_home();
        next.set("SHARDCTL_NOW", &self.clock.now_ms().to_string());
        std::mem::replace(&mut self.home, next)
    }

    /// A home with the credentials of the store: another host.
    pub fn new_home() -> TestEnvironment {
        let mut home = TestEnvironment::new();
        home.set("AWS_ACCESS_KEY_ID", "AK")
            .set("AWS_SECRET_ACCESS_KEY", "SK");
        home
    }

    /// Lets time pass, for the store and for runs to come.
    pub async fn pass(&mut self, time: Duration) {
        self.clock.sleep(time).await;
        let now = self.clock.now_ms().to_string();
        self.home.set("SHARDCTL_NOW", &now);
    }

    /// Puts objects into a shard's bucket; objects of one key and size are identical.
    pub fn load(&self, shard: &str, objects: &[(&str, u64)]) {
        let object = |(key, size): &(&str, u64)| SyntheticObject::new(*key, *size, NOW_MS - 60_000);
        let bucket = format!("data-{shard}");
        assert!(self.simulator.load(&bucket, objects.iter().map(object)));
    }

    /// Runs shardctl while the store answers.
    pub fn run(&self, args: &[&str]) -> CommandOutput {
        tokio::task::block_in_place(|| self.home.run(args))
    }

    /// Runs shardctl with `input` on its standard input.
    pub fn run_with_input(&self, args: &[&str], input: &[u8]) -> CommandOutput {
        tokio::task::block_in_place(|| self.home.run_with_input(args, input))
    }

    /// Where `locate` says that these keys are.
    pub fn located(&self, keys: &[&str]) -> BTreeMap<String, String> {
        let input = keys.join("\0");
        let args = ["locate", "-o", "json", "-0", "--keys-from", "-"];
        let output = self.run_with_input(&args, input.as_bytes()).success();
        let rows = output.json()["data"].as_array().unwrap().clone();
        let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
        rows.iter()
            .map(|row| (text(row, "key"), text(row, "shard")))
            .collect()
    }

    /// Panics unless the store was only ever read.
    pub fn assert_only_read(&self) {
        let methods = self.simulator.http_methods();
        let reading = |method: &String| method == "GET" || method == "HEAD";
        assert!(methods.keys().all(reading), "{methods:?}");
    }
}
