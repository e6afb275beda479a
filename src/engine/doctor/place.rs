//! [`Fleet`]: what there is to look at, as the config names it.

use std::fmt;

/// Everything that a check-up visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fleet {
    /// The shards in config order, then the control location where there is one.
    pub places: Vec<Place>,
    /// The log sources in config order.
    pub logs: Vec<LogPlace>,
}

/// What a place is used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is the shard of this name.
    Shard(String),
    /// The map is published there.
    Control,
    /// The logs of this name are delivered there.
    Logs(String),
    /// It was given for the probe.
    Probe,
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shard(name) => write!(f, "shard {name}"),
            Self::Control => f.write_str("control"),
            Self::Logs(name) => write!(f, "logs {name}"),
            Self::Probe => f.write_str("probe"),
        }
    }
}

/// Part of a bucket that the fleet uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What for.
    pub used_as: Use,
    /// Name of the endpoint in the config.
    pub endpoint: String,
    /// The bucket.
    pub bucket: String,
    /// What every key of ours starts with; often empty.
    pub prefix: String,
    /// The region that requests are signed for; `None` where the config does not say.
    pub region: Option<String>,
    /// The store is AWS: there the region decides, elsewhere it is often a mere label.
    pub aws: bool,
    /// The account that owns the bucket, where the config says.
    pub account: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.prefix)
    }
}

/// A source of access logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPlace {
    /// Its name in the config.
    pub name: String,
    /// Path, directory, glob, `-` or `s3://bucket/prefix`.
    pub source: String,
    /// Endpoint of an `s3://` source.
    pub endpoint: Option<String>,
    /// Where it lies, when it is an `s3://` source.
    pub place: Option<Place>,
}
