//! [`LogFormat`]: the formats by name.

use std::sync::Arc;

use super::framing::Framing;
use super::{Mapping, ready};

/// A format that can be read.
#[derive(Clone, Debug, PartialEq)]
pub enum LogFormat {
    /// Amazon S3 server access logs.
    S3ServerAccess,
    /// The same in CloudWatch Logs.
    S3ServerAccessJson,
    /// Data events of AWS CloudTrail.
    CloudTrail,
    /// Standard logs of Amazon CloudFront.
    CloudFront,
    /// Audit log of MinIO.
    MinioAudit,
    /// `mc admin trace --json`.
    MinioTrace,
    /// Operations log of Ceph's object gateway.
    CephOpsLog,
    /// Bucket logging of Ceph, standard mode.
    CephBucketLog,
    /// Bucket logging of Ceph, journal mode.
    CephBucketJournal,
    /// What Garage logs of each request.
    GarageLog,
    /// nginx, Apache, and whatever else writes the common or combined format.
    HttpCombined,
    /// Caddy's access log.
    CaddyJson,
    /// What `logs export` and the queries of `logs sql` write.
    Aggregates,
    /// JSONL, CSV or TSV by `[format.NAME]`, or one of the ready mappings.
    Mapped(Arc<Mapping>),
}

/// The formats with a parser of their own, by name.
const PARSED: [(&str, LogFormat); 13] = [
    ("s3-server-access", LogFormat::S3ServerAccess),
    ("s3-server-access-json", LogFormat::S3ServerAccessJson),
    ("cloudtrail", LogFormat::CloudTrail),
    ("cloudfront", LogFormat::CloudFront),
    ("minio-audit", LogFormat::MinioAudit),
    ("minio-trace", LogFormat::MinioTrace),
    ("ceph-ops-log", LogFormat::CephOpsLog),
    ("ceph-bucket-log", LogFormat::CephBucketLog),
    ("ceph-bucket-journal", LogFormat::CephBucketJournal),
    ("garage-log", LogFormat::GarageLog),
    ("http-combined", LogFormat::HttpCombined),
    ("caddy-json", LogFormat::CaddyJson),
    ("aggregates", LogFormat::Aggregates),
];

impl LogFormat {
    /// Names of the built-in formats, ready mappings too.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> + Clone {
        let parsed = PARSED.iter().map(|(name, _)| *name);
        parsed.chain(ready::NAMES)
    }

    /// The built-in format of this name.
    pub fn built_in(name: &str) -> Option<Self> {
        let parsed = PARSED.into_iter().find(|(own, _)| *own == name);
        let parsed = parsed.map(|(_, format)| format);
        parsed.or_else(|| Some(Self::Mapped(ready::mapping(name)?)))
    }

    /// Its name in the config.
    pub fn name(&self) -> &str {
        if let Self::Mapped(mapping) = self {
            return &mapping.name;
        }
        let own = PARSED.iter().find(|(_, format)| format == self);
        own.map_or("", |(name, _)| name)
    }

    /// How it separates its records.
    pub fn framing(&self) -> Framing {
        match self {
            Self::S3ServerAccessJson
            | Self::CloudTrail
            | Self::MinioAudit
            | Self::MinioTrace
            | Self::CephOpsLog
            | Self::CaddyJson => Framing::Objects,
            _ => Framing::Lines,
        }
    }

    /// Whether its records say which bucket they are of.
    pub fn names_bucket(&self) -> bool {
        !matches!(
            self,
            Self::CloudFront | Self::HttpCombined | Self::CaddyJson | Self::Mapped(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_names_are_their_formats() {
        for name in LogFormat::built_in_names() {
            assert_eq!(LogFormat::built_in(name).unwrap().name(), name);
        }
        assert_eq!(LogFormat::built_in("none"), None);
    }
}
