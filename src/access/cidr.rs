//! [`CidrTable`]: address → region, by the operator's files. The longest prefix wins, then the
//! earlier file and line.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;
use serde::Deserialize;

/// Why a file of address ranges cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CidrError(String);

/// Regions of address ranges. Files of the operator and AWS' own list are tables of their own,
/// because they are trusted differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CidrTable {
    ranges: BTreeMap<IpNet, Entry>,
    /// Prefix lengths in use, so that no other is looked up.
    lengths: BTreeSet<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    region: Arc<str>,
    /// Lower wins among entries of one range: 0 for the operator's; for AWS' by service.
    rank: u8,
}

/// AWS' `ip-ranges.json`.
#[derive(Deserialize)]
struct AwsRanges {
    prefixes: Vec<AwsRange>,
    #[serde(default)]
    ipv6_prefixes: Vec<AwsRange>,
}

#[derive(Deserialize)]
struct AwsRange {
    #[serde(alias = "ipv6_prefix")]
    ip_prefix: String,
    region: String,
    service: String,
}

impl CidrTable {
    /// Adds the operator's `cidr,region[,label]` lines; empty lines and `#` comments are skipped.
    pub fn add_csv(&mut self, text: &str) -> Result<(), CidrError> {
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() || number == 0 && line.starts_with("cidr,") {
                continue;
            }
            let wrong =
                |problem: &str| CidrError(format!("line {}: {problem}: `{line}`", number + 1));
            let mut fields = line.split(',').map(str::trim);
            let range = fields.next().and_then(parse_range);
            let range = range.ok_or_else(|| wrong("no address range"))?;
            let region = fields.next().filter(|region| !region.is_empty());
            self.add(range, region.ok_or_else(|| wrong("no region"))?, 0);
        }
        Ok(())
    }

    /// Adds AWS' `ip-ranges.json`. One range is listed once per service: EC2 is where clients run,
    /// `AMAZON` is everything. Ranges of region `GLOBAL` say nothing.
    pub fn add_aws_json(&mut self, text: &str) -> Result<(), CidrError> {
        let ranges: AwsRanges = serde_json::from_str(text)
            .map_err(|error| CidrError(format!("not the schema of ip-ranges.json: {error}")))?;
        for range in ranges.prefixes.iter().chain(&ranges.ipv6_prefixes) {
            if range.region == "GLOBAL" {
                continue;
            }
            let net = parse_range(&range.ip_prefix)
                .ok_or_else(|| CidrError(format!("no address range: `{}`", range.ip_prefix)))?;
            let rank = match range.service.as_str() {
                "EC2" => 1,
                "AMAZON" => 3,
                _ => 2,
            };
            self.add(net, &range.region, rank);
        }
        Ok(())
    }

    fn add(&mut self, range: IpNet, region: &str, rank: u8) {
        let entry = Entry {
            region: region.into(),
            rank,
        };
        self.lengths.insert(range.prefix_len());
        let place = self.ranges.entry(range.trunc());
        place
            .and_modify(|known| {
                if rank < known.rank {
                    *known = entry.clone();
                }
            })
            .or_insert(entry);
    }

    /// The region of `address`; `None` when no range holds it. An IPv4 address written as IPv6 is
    /// the IPv4 address.
    pub fn region_of(&self, address: IpAddr) -> Option<&Arc<str>> {
        let address = address.to_canonical();
        self.lengths.iter().rev().find_map(|&length| {
            // None for a length that addresses of this family do not have.
            let range = IpNet::new(address, length).ok()?.trunc();
            Some(&self.ranges.get(&range)?.region)
        })
    }
}

/// A range, or one address.
fn parse_range(text: &str) -> Option<IpNet> {
    text.parse()
        .ok()
        .or_else(|| Some(IpNet::from(text.parse::<IpAddr>().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(table: &CidrTable, address: &str) -> Option<String> {
        let region = table.region_of(address.parse().unwrap());
        region.map(ToString::to_string)
    }

    #[test]
    fn the_longest_prefix_wins_then_the_first_line() {
        let mut table = CidrTable::default();
        let text = "cidr,region,label\n# ours\n10.0.0.0/8,a,all\n10.16.0.0/12,b,vpc\n10.16.0.0/12,c,later\n2001:db8:40::/44,d\n192.0.2.7,e\n";
        table.add_csv(text).unwrap();
        table.add_csv("10.0.0.0/8,z").unwrap();
        for (address, want) in [
            ("10.1.2.3", Some("a")),
            ("10.17.0.1", Some("b")),
            ("::ffff:10.17.0.1", Some("b")),
            ("2001:db8:41::1", Some("d")),
            ("192.0.2.7", Some("e")),
            ("192.0.2.8", None),
        ] {
            assert_eq!(region(&table, address).as_deref(), want, "{address}");
        }
    }

    #[test]
    fn aws_ranges_prefer_ec2_and_skip_global() {
        let mut table = CidrTable::default();
        table
            .add_aws_json(
                r#"{"syncToken":"1","prefixes":[
                {"ip_prefix":"3.0.0.0/15","region":"ap-1","service":"AMAZON","network_border_group":"ap-1"},
                {"ip_prefix":"3.0.0.0/15","region":"ap-2","service":"EC2","network_border_group":"ap-2"},
                {"ip_prefix":"9.0.0.0/8","region":"GLOBAL","service":"CLOUDFRONT","network_border_group":"GLOBAL"}],
                "ipv6_prefixes":[{"ipv6_prefix":"2600:1f00::/24","region":"us-1","service":"S3","network_border_group":"us-1"}]}"#,
            )
            .unwrap();
        assert_eq!(region(&table, "3.1.0.1").as_deref(), Some("ap-2"));
        assert_eq!(region(&table, "9.1.1.1"), None);
        assert_eq!(region(&table, "2600:2000::1"), None);
        assert_eq!(region(&table, "2600:1f00::1").as_deref(), Some("us-1"));
    }

    #[test]
    fn wrong_lines_are_named() {
        let mut table = CidrTable::default();
        for (text, want) in [
            ("10.0.0.0/8,a\nnonsense,b", "line 2: no address range"),
            ("10.0.0.0/40,a", "line 1: no address range"),
            ("10.0.0.0/8,", "line 1: no region"),
        ] {
            let error = table.add_csv(text).unwrap_err().to_string();
            assert!(error.starts_with(want), "{error}");
        }
        assert!(table.add_aws_json("[]").is_err());
    }
}
