//! What a config file says. These types are its schema; `keys` documents every key.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::cli::value::{ByteSize, HumanDuration};
use crate::ports::DEFAULT_MEMORY_BYTES;

/// The whole file, as written. Defaults that need other values are filled by `settings`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Version of this schema; 1.
    pub config_version: Option<u32>,
    /// Directory of map.db and stats.db.
    pub state_dir: Option<PathBuf>,
    /// IANA zone for windows and tables.
    pub timezone: Option<String>,
    /// Memory that access statistics may take; default 4 GiB.
    pub memory: Option<ByteSize>,
    /// Where the map is published.
    pub control: Option<Control>,
    /// Stores, by name.
    pub endpoint: BTreeMap<String, Endpoint>,
    /// Placement targets; the order decides which copy of a duplicated key is home.
    pub shard: Vec<ShardConfig>,
    /// Log sources.
    pub logs: Vec<LogConfig>,
    /// Field mappings of JSONL and CSV logs, by name.
    pub format: BTreeMap<String, toml::Value>,
    /// Tenant rules, tried in order.
    pub tenant: Vec<TenantRule>,
    /// Requester regions.
    pub regions: Regions,
    /// Round-trip times, `"us-east-1:eu-central-1" = "92ms"`; both directions alike unless both are written.
    pub latency: BTreeMap<String, HumanDuration>,
    /// Price overrides.
    pub prices: Prices,
    /// Bounds of the move protocol.
    pub safety: Safety,
    /// Limits a plan must meet.
    pub guards: Guards,
    /// Forecast settings.
    pub forecast: ForecastConfig,
    /// Planner settings.
    pub plan: PlanConfig,
    /// Groups of keys that stay together or apart.
    pub group: Vec<Group>,
    /// Keys that may only live in some regions or shards.
    pub residency: Vec<ResidencyConfig>,
}

impl Config {
    /// Memory that access statistics may take, in bytes.
    pub fn memory_bytes(&self) -> u64 {
        self.memory.map_or(DEFAULT_MEMORY_BYTES, |memory| memory.0)
    }
}

/// `[control]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Control {
    /// `s3://bucket/prefix`.
    pub url: Option<String>,
    /// Endpoint name.
    pub endpoint: Option<String>,
    /// Region of the bucket.
    pub region: Option<String>,
    /// `shared` or `local`.
    pub mode: Option<String>,
    /// More places that must hold every entry.
    pub replicate_to: Vec<String>,
}

/// `[endpoint.NAME]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Endpoint {
    /// `aws` or `s3`.
    pub kind: Option<String>,
    /// Base URL; required for `s3`.
    pub url: Option<String>,
    /// Signing region.
    pub region: Option<String>,
    /// `https://host/bucket/key` rather than `https://bucket.host/key`; default true for `s3`.
    pub force_path_style: Option<bool>,
    /// PEM file of more certificate authorities.
    pub ca_file: Option<PathBuf>,
    /// Profile of the AWS config files.
    pub profile: Option<String>,
    /// Role to assume.
    pub role_arn: Option<String>,
    /// External id for the role.
    pub external_id: Option<String>,
    /// Command that prints `credential_process` JSON.
    pub credential_command: Option<Vec<String>>,
    /// Account, for messages and policies.
    pub account_id: Option<String>,
    /// `free`, or left out: list prices for `aws`, `[prices]` for `s3`.
    pub prices: Option<String>,
}

impl Endpoint {
    /// `kind = "aws"`; left out, what has no URL of its own is AWS.
    pub fn is_aws(&self) -> bool {
        let kind = self.kind.as_deref();
        kind.map_or(self.url.is_none(), |kind| kind == "aws")
    }
}

/// `[[shard]]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ShardConfig {
    /// Unique name.
    pub name: String,
    /// Endpoint name.
    pub endpoint: String,
    /// Bucket.
    pub bucket: String,
    /// Key prefix in the bucket.
    pub prefix: String,
    /// Where its keys begin in the logical key space.
    pub mount: String,
    /// Region label; the endpoint's region when left out.
    pub region: Option<String>,
    /// Most bytes it may hold.
    pub capacity_bytes: Option<ByteSize>,
    /// Most objects it may hold.
    pub capacity_objects: Option<u64>,
    /// Most requests a second it may serve.
    pub capacity_rps: Option<f64>,
    /// Share of the capacity that plans may fill; default 0.85.
    pub max_fill: Option<f64>,
    /// Share of unruled keys; default 100, 0 takes none.
    pub weight: Option<u32>,
    /// Whether the bucket keeps versions.
    pub versioned: Option<bool>,
    /// How long its noncurrent versions are kept; for ever when left out.
    pub noncurrent_expire: Option<HumanDuration>,
    /// Region that the store replicates it to, or `none`.
    pub replicated_to: Option<String>,
    /// Whether every request is one to the key service too.
    pub kms: Option<bool>,
    /// Whether its readers come through the provider's CDN.
    pub cdn: bool,
}

/// `[[logs]]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// Unique name.
    pub name: String,
    /// File, directory, glob, `-` or `s3://bucket/prefix`.
    pub source: String,
    /// Endpoint of an `s3://` source.
    pub endpoint: Option<String>,
    /// Format name, built in or of `[format.NAME]`; detected when left out.
    pub format: Option<String>,
    /// Bucket the requests were for, where the log does not say.
    pub bucket: Option<String>,
    /// Region of the site that wrote the log.
    pub region_label: Option<String>,
    /// `{bucket}.s3.example.net`: finds the bucket in a logged host.
    pub host_pattern: Option<String>,
    /// How late records may come; default 48h.
    pub lateness: Option<HumanDuration>,
}

/// `[[tenant]]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TenantRule {
    /// `key` or `requester`.
    pub from: String,
    /// Glob-like pattern with one `{tenant}`: `tenant/{tenant}/*`.
    pub pattern: String,
    /// Tenant name; may use `{tenant}`. Default `{tenant}`.
    pub name: Option<String>,
}

/// `[regions]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Regions {
    /// CIDR files (CSV `cidr,region,label`, or AWS' ip-ranges.json); longest prefix wins, then file order.
    pub map_files: Vec<PathBuf>,
    /// Id of a VPC endpoint → region of the network it belongs to.
    pub vpc_endpoints: BTreeMap<String, String>,
    /// `shard_region` (default), `drop`, or `label:NAME`.
    pub unknown: Option<String>,
}

/// `[prices]`: each table beats the list prices key by key.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Prices {
    /// Region → USD per GiB and month.
    pub storage: BTreeMap<String, f64>,
    /// Region → prices of 1,000 requests.
    pub requests: BTreeMap<String, RequestPrices>,
    /// `"source:requester region"` → USD per GiB; within a region 0 unless written.
    pub egress: BTreeMap<String, f64>,
    /// `"CLASS:region"` → prices of a storage class.
    pub class: BTreeMap<String, ClassPrices>,
    /// Region → USD per 10,000 requests to the key service.
    pub kms: BTreeMap<String, f64>,
}

/// Prices of a storage class in a region.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClassPrices {
    /// USD per GiB and month.
    pub storage: Option<f64>,
    /// USD per GiB read.
    pub retrieval: Option<f64>,
    /// USD per 1,000 GET and HEAD.
    pub read_per_1000: Option<f64>,
    /// USD per 1,000 PUT and COPY.
    pub write_per_1000: Option<f64>,
}

/// Prices of 1,000 requests.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestPrices {
    /// USD per 1,000 GET and HEAD.
    pub read_per_1000: f64,
    /// USD per 1,000 PUT, COPY, POST and LIST.
    pub write_per_1000: f64,
}

/// `[safety]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Safety {
    /// Time between a switch and the first delete: a duration or `auto`.
    pub grace: Option<String>,
    /// How long a request of a dead process may still take effect; default 30m.
    pub zombie_bound: Option<HumanDuration>,
    /// Lease length; default 120s.
    pub lease_ttl: Option<HumanDuration>,
    /// How long readers may go by a map that is no longer the newest; default 5m.
    pub reader_staleness: Option<HumanDuration>,
    /// How long nobody may have read an old place before it is deleted; default 24h.
    pub quiet_readers: Option<HumanDuration>,
    /// Largest share of a shard's objects that one `complete` may delete.
    pub max_delete: Option<String>,
    /// Share of the requests that applications leave of a shard's limit, for migrations; default 30%.
    pub request_share: Option<String>,
    /// Accepts bounds below what the endpoints were shown to honour.
    pub accept_short_bound: bool,
    /// Objects above this are copied in parts; default 5 GiB.
    pub multipart_threshold: Option<ByteSize>,
    /// Size of such a part; default 16 MiB.
    pub part_bytes: Option<ByteSize>,
}

/// `[guards]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Guards {
    /// Most bytes a plan may move.
    pub max_bytes: Option<ByteSize>,
    /// Most moves in a plan.
    pub max_moves: Option<u64>,
    /// Least confidence of a move, 0..=1.
    pub min_confidence: Option<f64>,
    /// Least share of requests whose region is known, 0..=1.
    pub min_region_coverage: Option<f64>,
    /// Oldest the newest log record may be.
    pub max_log_age: Option<HumanDuration>,
    /// Most dollars the moving may cost.
    pub max_cost: Option<f64>,
}

/// `[forecast]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ForecastConfig {
    /// How far ahead; default 7d.
    pub horizon: Option<HumanDuration>,
    /// Level of intervals, 0..1; default 0.9.
    pub level: Option<f64>,
}

/// `[plan]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlanConfig {
    /// Directories that make a segment; default 2.
    pub segment_depth: Option<u32>,
    /// Accesses an hour from which an object is a segment of its own; default 1.
    pub single_from: Option<f64>,
    /// Share of the fleet's accesses that it has to have, too; default 0.001.
    pub single_share: Option<f64>,
    /// Times the accesses of the mean object, likewise; default 100.
    pub single_times: Option<f64>,
    /// Segments that are neither cut nor part of others.
    pub segments: Vec<String>,
    /// Over which a move must pay; default 30d.
    pub horizon: Option<HumanDuration>,
    /// Price of one access that leaves the shard of its session; default 0.
    pub usd_per_cross_shard_access: Option<f64>,
    /// Price of one that leaves its region, on top of that; default 0.
    pub usd_per_cross_region_access: Option<f64>,
    /// Price of one millisecond of latency of one request; default 0.
    pub usd_per_ms: Option<f64>,
    /// Longest a move may take to pay for itself; default half the horizon.
    pub max_payback: Option<HumanDuration>,
    /// Price of a month of a shard by itself; default 0.
    pub usd_per_shard_month: Option<f64>,
    /// Price of an hour in which a shard serves all that it can; default 0.
    pub usd_per_overload_hour: Option<f64>,
    /// Least chance by the forecast's intervals that moves pay; default 0.9.
    pub least_odds: Option<f64>,
    /// Share of `capacity_rps` from which an hour costs something; default 0.7.
    pub busy_from: Option<f64>,
}

impl PlanConfig {
    /// Directories that make a segment, default 2.
    pub fn depth(&self) -> u32 {
        self.segment_depth.unwrap_or(2)
    }
}

/// `[[group]]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Group {
    /// Segments whose keys share a shard.
    pub keep_together: Option<OneOrMore>,
    /// Segments that must not share a shard.
    pub keep_apart: Option<Vec<String>>,
    /// CSV file of groups of which each shares a shard.
    pub keep_together_file: Option<PathBuf>,
    /// CSV file of groups of which no two lines share a shard.
    pub keep_apart_file: Option<PathBuf>,
}

/// `[[residency]]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ResidencyConfig {
    /// Segments whose keys it binds.
    pub segment: OneOrMore,
    /// Regions of shards that they may be in.
    pub regions: Vec<String>,
    /// Shards that they may be in.
    pub shards: Vec<String>,
}

/// A text, or a list of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneOrMore(pub Vec<String>);

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = OneOrMore;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E>(self, text: &str) -> Result<OneOrMore, E> {
                Ok(OneOrMore(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut texts: A) -> Result<OneOrMore, A::Error> {
                let mut all = Vec::new();
                while let Some(text) = texts.next_element()? {
                    all.push(text);
                }
                Ok(OneOrMore(all))
            }
        }
        deserializer.deserialize_any(Texts)
    }
}
