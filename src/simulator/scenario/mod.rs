//! The fleet of the demo: three shards in two regions, their objects, and five weeks of access logs.
//!
//! Everything follows from the seed. The logs have what real ones have: a daily and a weekly rhythm
//! that differs by region, things that are read together, tenants whose readers are elsewhere, one
//! tenant that moves from one region to the other, and requesters of whom the log does not say
//! where they are. Pure: the demo command puts it into a simulator.

mod catalogue;
mod log_line;
mod replay;
mod traffic;

pub use catalogue::{Catalogue, ScenarioObject, Tenant};
pub use replay::{Economy, Replayed, replay};
pub use traffic::{DayLog, traffic};

/// First hour of the logs: Monday, 1 September 2025, 00:00 UTC. Fixed, so that a seed says everything.
pub const START_MS: i64 = 1_756_684_800_000;
/// Days of logs that the plan is made from.
pub const DAYS: u32 = 35;
/// Days of logs that come after, to hold the plan against.
pub const DAYS_AFTER: u32 = 7;
/// Share of requests whose log line names the requester's region.
pub const LOG_FIELD_SHARE: f64 = 0.70;
/// Share of requests from addresses that the CIDR file knows.
pub const CIDR_SHARE: f64 = 0.25;

/// Where requesters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Site {
    /// us-east-1.
    UsEast,
    /// eu-central-1.
    EuCentral,
}

impl Site {
    /// The region's name.
    pub fn region(self) -> &'static str {
        match self {
            Self::UsEast => "us-east-1",
            Self::EuCentral => "eu-central-1",
        }
    }

    /// Hour of the day, UTC, with the most requests.
    fn peak_hour_utc(self) -> f64 {
        match self {
            Self::UsEast => 18.0,
            Self::EuCentral => 12.0,
        }
    }
}

/// A shard of the fleet: name, bucket and region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScenarioShard {
    /// Name in the config.
    pub name: &'static str,
    /// Bucket.
    pub bucket: &'static str,
    /// Where it is.
    pub site: Site,
}

/// The shards, in config order.
pub const SHARDS: [ScenarioShard; 3] = [
    ScenarioShard {
        name: "use1-a",
        bucket: "demo-use1-a",
        site: Site::UsEast,
    },
    ScenarioShard {
        name: "use1-b",
        bucket: "demo-use1-b",
        site: Site::UsEast,
    },
    ScenarioShard {
        name: "euc1",
        bucket: "demo-euc1",
        site: Site::EuCentral,
    },
];

/// The bucket of the access logs.
pub const LOG_BUCKET: &str = "demo-logs";

/// The bucket of the control location.
pub const CONTROL_BUCKET: &str = "demo-control";

/// The operator's CIDR file: which office and VPC addresses are where.
pub const CIDR_FILE: &str = "\
# cidr,region,label
10.16.0.0/12,us-east-1,vpc-use1
10.32.0.0/12,eu-central-1,vpc-euc1
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_fleet_and_logs() {
        let text = |seed| {
            let catalogue = Catalogue::new(seed);
            traffic(&catalogue, seed, 0..2)
                .into_iter()
                .map(|log| log.text)
                .collect::<String>()
        };
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(8));
    }

    #[test]
    fn evidence_is_as_stated() {
        let catalogue = Catalogue::new(1);
        let logs = traffic(&catalogue, 1, 0..7);
        let lines: Vec<&str> = logs.iter().flat_map(|log| log.text.lines()).collect();
        let named = lines.iter().filter(|line| !line.ends_with(" -")).count() as f64;
        let known = lines.iter().filter(|line| line.contains("] 10.")).count() as f64;
        let all = lines.len() as f64;
        assert!(
            (named / all - LOG_FIELD_SHARE).abs() < 0.02,
            "log field {}",
            named / all
        );
        assert!(
            (known / all - CIDR_SHARE).abs() < 0.02,
            "cidr {}",
            known / all
        );
    }
}
