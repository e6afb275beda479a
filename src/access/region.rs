//! [`RegionResolver`]: where a requester is, by the best evidence there is.
//!
//! The ladder: a field of the log; the operator's address ranges; the label of the site that served
//! it; AWS' published ranges; else an assumption, which is counted as one. What looks like evidence
//! and is none stays unused: requester ARNs (IAM is global) and host headers (the bucket's region).

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use super::{CidrTable, RegionSource};

/// What to do with requests whose region nothing tells: `[regions] unknown`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UnknownRegion {
    /// Count them to the region of the shard that served them: totals stay right, and nothing is
    /// said for a move.
    #[default]
    ShardRegion,
    /// Leave them out.
    Drop,
    /// Count them to a region of this name.
    Label(Arc<str>),
}

impl UnknownRegion {
    /// Reads `shard_region`, `drop` or `label:NAME`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "shard_region" => Some(Self::ShardRegion),
            "drop" => Some(Self::Drop),
            _ => {
                let name = text.strip_prefix("label:")?;
                (!name.is_empty()).then(|| Self::Label(name.into()))
            }
        }
    }
}

/// Resolves requester regions.
#[derive(Clone, Debug, Default)]
pub struct RegionResolver {
    /// The operator's ranges.
    pub operator: CidrTable,
    /// AWS' ranges.
    pub aws: CidrTable,
    /// Without evidence.
    pub unknown: UnknownRegion,
}

/// What one request shows of its requester's place.
#[derive(Clone, Copy, Debug, Default)]
pub struct RegionEvidence<'a> {
    /// Region field of the log.
    pub log_field: Option<&'a str>,
    /// Address of the client.
    pub address: Option<IpAddr>,
    /// Label of the log source.
    pub source_label: Option<&'a Arc<str>>,
    /// Region of the shard that served it.
    pub shard_region: &'a str,
}

/// Keeps one copy of each name that recurs in every record.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<Box<str>, Arc<str>>);

impl Names {
    /// The shared copy of `name`.
    pub fn share(&mut self, name: &str) -> Arc<str> {
        if let Some(shared) = self.0.get(name) {
            return shared.clone();
        }
        let shared: Arc<str> = name.into();
        self.0.insert(name.into(), shared.clone());
        shared
    }
}

impl RegionResolver {
    /// The region and how it is known; `None` when unknown regions are dropped.
    pub fn resolve(
        &self,
        evidence: &RegionEvidence,
        names: &mut Names,
    ) -> Option<(Arc<str>, RegionSource)> {
        if let Some(region) = evidence.log_field {
            return Some((names.share(region), RegionSource::LogField));
        }
        let in_table = |table: &CidrTable| table.region_of(evidence.address?).cloned();
        if let Some(region) = in_table(&self.operator) {
            return Some((region, RegionSource::CidrFile));
        }
        if let Some(label) = evidence.source_label {
            return Some((label.clone(), RegionSource::SourceLabel));
        }
        if let Some(region) = in_table(&self.aws) {
            return Some((region, RegionSource::AwsRanges));
        }
        let assumed = match &self.unknown {
            UnknownRegion::ShardRegion => names.share(evidence.shard_region),
            UnknownRegion::Drop => return None,
            UnknownRegion::Label(name) => name.clone(),
        };
        Some((assumed, RegionSource::Assumed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_evidence_wins() {
        let mut resolver = RegionResolver::default();
        resolver.operator.add_csv("10.0.0.0/8,office").unwrap();
        resolver
            .aws
            .add_aws_json(r#"{"prefixes":[{"ip_prefix":"3.0.0.0/8","region":"us-1","service":"EC2"},{"ip_prefix":"10.0.0.0/8","region":"no","service":"EC2"}]}"#)
            .unwrap();
        let label: Arc<str> = "site".into();
        let resolve = |field, address: &str, label| {
            let evidence = RegionEvidence {
                log_field: field,
                address: address.parse().ok(),
                source_label: label,
                shard_region: "home",
            };
            let (region, source) = resolver.resolve(&evidence, &mut Names::default()).unwrap();
            (region.to_string(), source.name())
        };
        for (field, address, with_label, region, source) in [
            (Some("eu-1"), "10.0.0.1", true, "eu-1", "log_field"),
            (None, "10.0.0.1", true, "office", "cidr_file"),
            (None, "3.0.0.1", true, "site", "source_label"),
            (None, "3.0.0.1", false, "us-1", "aws_ranges"),
            (None, "192.0.2.1", false, "home", "assumed"),
            (None, "", false, "home", "assumed"),
        ] {
            let got = resolve(field, address, with_label.then_some(&label));
            assert_eq!(got, (region.to_owned(), source));
        }
    }

    #[test]
    fn unknown_regions_follow_the_config() {
        for (text, want) in [
            ("shard_region", Some(Some("home"))),
            ("drop", Some(None)),
            ("label:elsewhere", Some(Some("elsewhere"))),
            ("label:", None),
            ("nearest", None),
        ] {
            let got = UnknownRegion::parse(text).map(|unknown| {
                let resolver = RegionResolver {
                    unknown,
                    ..RegionResolver::default()
                };
                let evidence = RegionEvidence {
                    shard_region: "home",
                    ..RegionEvidence::default()
                };
                let found = resolver.resolve(&evidence, &mut Names::default());
                found.map(|(region, _)| region.to_string())
            });
            let want = want.map(|region| region.map(str::to_owned));
            assert_eq!(got, want, "{text}");
        }
    }
}
