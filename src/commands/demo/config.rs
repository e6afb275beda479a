//! The demo fleet's config file: what a user would write by hand.

use std::fmt::Write as _;
use std::path::Path;

use crate::simulator::scenario::{CONTROL_BUCKET, LOG_BUCKET, SHARDS};

/// Prices as AWS lists them for these two regions, and what this fleet says a wait and a scattered
/// session are worth to it.
const ECONOMY: &str = r#"
# Round trip between the regions.
[latency]
"us-east-1:eu-central-1" = "92ms"

[prices.storage]                     # USD per GiB and month
us-east-1    = 0.023
eu-central-1 = 0.0245

[prices.requests]                    # USD per 1,000 requests
us-east-1    = { read_per_1000 = 0.0004,  write_per_1000 = 0.005 }
eu-central-1 = { read_per_1000 = 0.00043, write_per_1000 = 0.0054 }

[prices.egress]                      # USD per GiB
"us-east-1:eu-central-1" = 0.02
"eu-central-1:us-east-1" = 0.02

[plan]
usd_per_ms                 = 0.00002 # a second of waiting is worth 2 cents
usd_per_cross_shard_access = 0.0002  # an access that leaves the shard of its session

[[tenant]]
from    = "key"
pattern = "tenant/{tenant}/*"

[[tenant]]
from    = "key"
pattern = "features/{tenant}/*"
"#;

/// The config of a fleet served at `url` with its files in `dir`.
pub(super) fn config(dir: &Path, url: &str) -> String {
    let mut text = format!(
        "# The fleet of `shardctl demo`, served by a simulator on this machine.\n\
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
        state = quoted(&dir.join("state").to_string_lossy()),
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
    text + ECONOMY
}

/// `text` as a TOML string, whatever it contains.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
