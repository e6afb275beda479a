//! [`RegionResolver`]: where a requester is, by the best evidence there is.
//!
//! The ladder: a field of the log; the operator's address ranges; the operator's list of VPC endpoints;
//! the edge that served a viewer; the label of the site that served it; AWS' published ranges; the nearest
//! bucket of a multi-region access point; else an assumption, which is counted as one. What looks like
//! evidence and is none stays unused: requester ARNs (IAM is global) and other host headers (the bucket's
//! region).

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use super::{CidrTable, Hash64, Names, RegionSource};

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
    /// The operator's VPC endpoints: id → region.
    pub vpc_endpoints: BTreeMap<String, String>,
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
    /// Id of the VPC endpoint that it came through, or empty.
    pub vpc_endpoint: &'a str,
    /// Region near the edge that served it.
    pub edge: Option<&'a str>,
    /// Whether the shard was chosen for being the nearest.
    pub by_nearest: bool,
    /// Label of the log source.
    pub source_label: Option<&'a Arc<str>>,
    /// Region of the shard that served it.
    pub shard_region: &'a str,
}

/// What the tables said of addresses that were asked for before, under one source's settings and one
/// table of names. Of two addresses of one place the later stays.
#[derive(Clone, Debug, Default)]
pub struct AddressMemory(Vec<Option<(IpAddr, Answer)>>);

/// Region and evidence; `None` where no table has the address.
type Answer = Option<(u32, RegionSource)>;

impl AddressMemory {
    const PLACES: usize = 4_096;

    #[inline]
    fn of(&mut self, address: IpAddr, look_up: impl FnOnce() -> Answer) -> Answer {
        if self.0.is_empty() {
            self.0 = vec![None; Self::PLACES];
        }
        let place = &mut self.0[Hash64::of_address(address) as usize % Self::PLACES];
        match place {
            Some((known, answer)) if *known == address => *answer,
            _ => {
                let answer = look_up();
                *place = Some((address, answer));
                answer
            }
        }
    }
}

impl RegionResolver {
    /// The region, by its number in `names`, and how it is known; `None` when unknown regions are
    /// dropped. The tables are asked through `memory`.
    #[inline]
    pub fn resolve(
        &self,
        evidence: &RegionEvidence,
        memory: &mut AddressMemory,
        names: &mut Names,
    ) -> Option<(u32, RegionSource)> {
        if let Some(region) = evidence.log_field {
            return Some((names.id(region), RegionSource::LogField));
        }
        let by_address = evidence
            .address
            .and_then(|address| memory.of(address, || self.look_up(address, names)));
        if let Some(found) = by_address.filter(|(_, source)| *source == RegionSource::CidrFile) {
            return Some(found);
        }
        if let Some(region) = self.vpc_endpoint(evidence.vpc_endpoint) {
            return Some((names.id(region), RegionSource::VpcEndpoint));
        }
        if let Some(edge) = evidence.edge {
            return Some((names.id(edge), RegionSource::Edge));
        }
        if let Some(label) = evidence.source_label {
            return Some((names.id(label), RegionSource::SourceLabel));
        }
        if by_address.is_some() {
            return by_address;
        }
        if evidence.by_nearest {
            return Some((names.id(evidence.shard_region), RegionSource::MrapNearest));
        }
        let assumed = match &self.unknown {
            UnknownRegion::ShardRegion => evidence.shard_region,
            UnknownRegion::Drop => return None,
            UnknownRegion::Label(name) => name,
        };
        Some((names.id(assumed), RegionSource::Assumed))
    }

    /// Where the operator says that a VPC endpoint is.
    fn vpc_endpoint(&self, id: &str) -> Option<&str> {
        if id.is_empty() {
            return None;
        }
        self.vpc_endpoints.get(id).map(String::as_str)
    }

    /// What the tables say of an address.
    fn look_up(&self, address: IpAddr, names: &mut Names) -> Answer {
        if let Some(region) = self.operator.region_of(address) {
            return Some((names.id(region), RegionSource::CidrFile));
        }
        let region = self.aws.region_of(address)?;
        Some((names.id(region), RegionSource::AwsRanges))
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
        let endpoint = ("vpce-1".to_owned(), "eu-3".to_owned());
        resolver.vpc_endpoints.extend([endpoint]);
        let resolve = |field, address: &str, way: [&'static str; 2], edge, label| {
            let evidence = RegionEvidence {
                log_field: field,
                vpc_endpoint: way[0],
                by_nearest: way[1] == "nearest",
                edge,
                address: address.parse().ok(),
                source_label: label,
                shard_region: "home",
            };
            let (memory, names) = (&mut AddressMemory::default(), &mut Names::default());
            let (region, source) = resolver.resolve(&evidence, memory, names).unwrap();
            (names.name(region).to_string(), source.name())
        };
        let pop = Some("eu-2");
        let all = ["vpce-1", "nearest"];
        let nearest = ["vpce-unknown", "nearest"];
        for (field, address, way, edge, with_label, region, source) in [
            (
                Some("eu-1"),
                "10.0.0.1",
                all,
                pop,
                true,
                "eu-1",
                "log_field",
            ),
            (None, "10.0.0.1", all, pop, true, "office", "cidr_file"),
            (None, "3.0.0.1", all, pop, true, "eu-3", "vpce"),
            (None, "3.0.0.1", nearest, pop, true, "eu-2", "edge"),
            (None, "3.0.0.1", nearest, None, true, "site", "source_label"),
            (None, "3.0.0.1", nearest, None, false, "us-1", "aws_ranges"),
            (
                None,
                "192.0.2.1",
                nearest,
                None,
                false,
                "home",
                "mrap_nearest",
            ),
            (None, "192.0.2.1", ["", ""], None, false, "home", "assumed"),
            (None, "", ["", ""], None, false, "home", "assumed"),
        ] {
            let got = resolve(field, address, way, edge, with_label.then_some(&label));
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
                let (memory, names) = (&mut AddressMemory::default(), &mut Names::default());
                let found = resolver.resolve(&evidence, memory, names);
                found.map(|(region, _)| names.name(region).to_string())
            });
            let want = want.map(|region| region.map(str::to_owned));
            assert_eq!(got, want, "{text}");
        }
    }
}
