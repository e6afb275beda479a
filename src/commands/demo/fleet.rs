//! [`Fleet`]: the simulated stores of the demo, served over HTTP, and the files that go with them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};

use crate::access::DAY_MS;
use crate::cli::{CommandError, Exit};
use crate::ports::{Bucket as _, BucketReader as _, Clock, PutRequest};
use crate::simulator::scenario::{
    CIDR_FILE, CONTROL_BUCKET, Catalogue, DAYS, DayLog, LOG_BUCKET, SHARDS, START_MS,
    ScenarioObject, traffic,
};
use crate::simulator::{SimServer, Simulator, SyntheticObject};

use super::config;

const ACCESS_KEY: &str = "AKDEMO";
/// The bucket of the objects as they were.
const ORIGINALS: &str = "originals";
const SECRET_KEY: &str = "demo-secret-of-a-simulator";

/// A running fleet; ends when dropped.
pub(super) struct Fleet {
    simulator: Simulator,
    server: SimServer,
    dir: PathBuf,
    config_path: PathBuf,
    catalogue: Catalogue,
    seed: u64,
    /// Every object as it was before anything moved, in a store that nobody else sees.
    originals: Simulator,
}

impl Fleet {
    /// Fills a simulator with the scenario of this seed, serves it, and writes its config into `dir`.
    pub(super) async fn start(
        dir: &Path,
        seed: u64,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, CommandError> {
        let catalogue = Catalogue::new(seed);
        let mut builder = Simulator::builder(clock.clone())
            .seed(seed)
            .skew_limit(Duration::from_secs(config::SKEW_LIMIT_SECONDS))
            .credentials(ACCESS_KEY, SECRET_KEY)
            .bucket(CONTROL_BUCKET, SHARDS[0].site.region())
            .bucket(LOG_BUCKET, SHARDS[0].site.region());
        for shard in SHARDS {
            builder = builder.bucket(shard.bucket, shard.site.region());
        }
        let simulator = builder.build();
        load_objects(&simulator, &catalogue);
        for log in traffic(&catalogue, seed, 0..DAYS) {
            store_log(&simulator, &log).await?;
        }
        simulator.reset_counters();
        let server = SimServer::start(&simulator, 0)
            .await
            .map_err(|error| cannot("serve", &error))?;
        let config_path =
            write_files(dir, &server.url()).map_err(|error| cannot("write", &error))?;
        Ok(Self {
            simulator,
            server,
            dir: dir.to_owned(),
            config_path,
            originals: originals(&catalogue, clock),
            catalogue,
            seed,
        })
    }

    /// Base URL of the server.
    pub(super) fn url(&self) -> String {
        self.server.url()
    }

    /// The config to use.
    pub(super) fn config_path(&self) -> &Path {
        &self.config_path
    }

    /// The store, as its owner sees it.
    pub(super) fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    /// A file of this name beside the config.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// What the fleet holds, and what its traffic is drawn from.
    pub(super) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Seed of everything that is drawn.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// The objects of the shards.
    pub(super) fn objects(&self) -> impl Iterator<Item = &ScenarioObject> {
        self.catalogue.objects()
    }

    /// The bytes of an object before anything moved.
    pub(super) async fn original(&self, object: &ScenarioObject) -> Result<Bytes, CommandError> {
        let bucket = self.originals.bucket(ORIGINALS);
        Ok(bucket.get(&object.key, None).await?.bytes)
    }

    /// Requests so far that ask to change something.
    pub(super) fn writing_requests(&self) -> u64 {
        self.simulator.bill().writes()
    }

    /// Requests so far, by operation.
    pub(super) fn requests(&self) -> String {
        let bill = self.simulator.bill();
        let counts: Vec<String> = bill
            .requests()
            .iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        counts.join(", ")
    }
}

fn originals(catalogue: &Catalogue, clock: Arc<dyn Clock>) -> Simulator {
    let originals = Simulator::builder(clock).bucket(ORIGINALS, "").build();
    let known = originals.load(ORIGINALS, catalogue.objects().map(synthetic));
    assert!(known, "the bucket was just made");
    originals
}

fn synthetic(object: &ScenarioObject) -> SyntheticObject {
    SyntheticObject::new(object.key.as_str(), object.size, START_MS)
}

fn load_objects(simulator: &Simulator, catalogue: &Catalogue) {
    for (index, shard) in SHARDS.iter().enumerate() {
        let objects = catalogue
            .objects()
            .filter(|object| object.shard == index)
            .map(synthetic);
        let known = simulator.load(shard.bucket, objects);
        assert!(known, "every shard of the scenario has its bucket");
    }
}

/// As S3 delivers them: an object per bucket and day, under the shard's own prefix.
async fn store_log(simulator: &Simulator, log: &DayLog) -> Result<(), CommandError> {
    let day = jiff::Timestamp::from_millisecond(START_MS + i64::from(log.day) * DAY_MS)
        .map_err(|error| cannot("date", &error))?;
    let key = format!(
        "{}/{}.log.gz",
        SHARDS[log.shard].name,
        day.strftime("%Y-%m-%d")
    );
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(log.text.as_bytes())
        .map_err(|error| cannot("compress", &error))?;
    let body = Bytes::from(gzip.finish().map_err(|error| cannot("compress", &error))?);
    simulator
        .bucket(LOG_BUCKET)
        .put(&PutRequest {
            key,
            body,
            ..PutRequest::default()
        })
        .await?;
    Ok(())
}

/// Config, credentials and CIDR file; the path of the config.
fn write_files(dir: &Path, url: &str) -> std::io::Result<PathBuf> {
    let credentials = serde_json::json!({
        "Version": 1, "AccessKeyId": ACCESS_KEY, "SecretAccessKey": SECRET_KEY,
    });
    std::fs::write(dir.join("credentials.json"), credentials.to_string())?;
    std::fs::write(dir.join("regions.csv"), CIDR_FILE)?;
    let path = dir.join("config.toml");
    std::fs::write(&path, config::config(dir, url))?;
    Ok(path)
}

fn cannot(what: &str, error: &dyn std::error::Error) -> CommandError {
    CommandError::new(
        Exit::Failed,
        "demo_start",
        format!("cannot {what} the demo's fleet: {error}"),
    )
    .next("check the directory it writes to, and that loopback ports can be opened")
}
