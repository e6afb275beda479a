//! The demo fleet's config file: what a user would write by hand.

use std::fmt::Write as _;
use std::path::Path;

use crate::simulator::scenario::{CONTROL_BUCKET, Economy, LOG_BUCKET, SHARDS};

/// First line of the config: that it is the demo's.
pub(super) const HEAD: &str =
    "# The fleet of `shardctl demo`, served by a simulator on this machine.";
/// Name of the state directory beside it.
pub(super) const STATE: &str = "state";
/// The simulator refuses requests signed longer ago than this: seconds, where AWS allows minutes.
pub(super) const SKEW_LIMIT_SECONDS: u64 = 10;
/// Time between a switch and the first delete: not less than a request may still take effect.
pub(super) const GRACE_SECONDS: u64 = SKEW_LIMIT_SECONDS;

/// Tenants are told apart by their keys.
const TENANTS: &str = r#"
[[tenant]]
from    = "key"
pattern = "tenant/{tenant}/*"

[[tenant]]
from    = "key"
pattern = "features/{tenant}/*"
"#;

/// Prices as AWS lists them for these two regions, and what this fleet says a wait and a scattered
/// session are worth to it.
fn economy() -> String {
    let Economy {
        storage_usd_per_gib_month: storage,
        read_usd_per_1000: read,
        write_usd_per_1000: write,
        egress_usd_per_gib: egress,
        round_trip_ms,
        usd_per_ms,
        usd_per_cross_shard_access,
    } = Economy::DEMO;
    format!(
        r#"
# Round trip between the regions.
[latency]
"us-east-1:eu-central-1" = "{round_trip_ms}ms"

[prices.storage]                     # USD per GiB and month
us-east-1    = {}
eu-central-1 = {}

[prices.requests]                    # USD per 1,000 requests
us-east-1    = {{ read_per_1000 = {}, write_per_1000 = {} }}
eu-central-1 = {{ read_per_1000 = {}, write_per_1000 = {} }}

[prices.egress]                      # USD per GiB
"us-east-1:eu-central-1" = {egress}
"eu-central-1:us-east-1" = {egress}

[plan]
usd_per_ms                 = {usd_per_ms} # a second of waiting is worth 2 cents
usd_per_cross_shard_access = {usd_per_cross_shard_access} # an access that leaves the shard of its session

# The simulator refuses requests signed longer ago than its skew limit, so these may be short.
[safety]
zombie_bound       = "{bound}s"
grace              = "{grace}s"
quiet_readers      = "0s"
accept_short_bound = true
"#,
        storage[0],
        storage[1],
        read[0],
        write[0],
        read[1],
        write[1],
        bound = SKEW_LIMIT_SECONDS,
        grace = GRACE_SECONDS,
    )
}

/// The config of a fleet served at `url` with its files in `dir`.
pub(super) fn config(dir: &Path, url: &str) -> String {
    let mut text = format!(
        "{HEAD}\n\
         config_version = 1\n\
         state_dir = {state}\n\n\
         [endpoint.sim]\n\
         kind = \"s3\"\n\
         url = {url}\n\
         region = \"us-east-1\"\n\
         force_path_style = true\n\
         credential_command = [\"cat\", {credentials}]\n\n\
         [control]\n\
         url = \"s3://{CONTROL_BUCKET}/v1/\"\n\
         endpoint = \"sim\"\n\n\
         [regions]\n\
         map_files = [{regions}]\n",
        state = quoted(&dir.join(STATE).to_string_lossy()),
        url = quoted(url),
        credentials = quoted(&dir.join("credentials.json").to_string_lossy()),
        regions = quoted(&dir.join("regions.csv").to_string_lossy()),
    );
    for shard in SHARDS {
        let (name, bucket, region) = (shard.name, shard.bucket, shard.site.region());
        let _ = write!(
            text,
            "\n[[shard]]\nname = \"{name}\"\nendpoint = \"sim\"\nbucket = \"{bucket}\"\n\
             region = \"{region}\"\ncapacity_bytes = \"2GiB\"\n\
             \n[[logs]]\nname = \"{name}\"\nsource = \"s3://{LOG_BUCKET}/{name}/\"\n\
             endpoint = \"sim\"\nformat = \"s3-server-access\"\n",
        );
    }
    text + &economy() + TENANTS
}

/// `text` as a TOML string, whatever it contains.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
