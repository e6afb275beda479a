//! [`Residency`]: in which regions or shards data has to live.

use std::fmt;

use crate::placement::{Key, Segment, ShardName};

use super::input::{PlanInput, Site};

/// One rule: its keys may only be in shards of these regions or of these names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Residency {
    /// Whose keys.
    pub segments: Vec<Segment>,
    /// Region labels of shards.
    pub regions: Vec<String>,
    /// Shards by name.
    pub shards: Vec<ShardName>,
    /// Planned segments of which some keys are under the rule and others are not.
    pub torn: Vec<Segment>,
}

impl Residency {
    /// Whether its keys may be in this shard.
    pub fn admits(&self, site: &Site) -> bool {
        self.regions.contains(&site.region) || self.shards.contains(&site.name)
    }

    /// Whether a planned segment holds keys of it.
    pub fn applies(&self, segment: &Segment) -> bool {
        self.segments.iter().any(|own| own.covers(segment)) || self.torn.contains(segment)
    }

    /// Takes note of a key that lies in a planned segment.
    pub fn meet(&mut self, key: &Key, segment: &Segment) {
        let mut own = (self.segments.iter()).filter(|own| own.contains(key.as_bytes()));
        let under = own.next().is_some();
        if under && !self.applies(segment) {
            self.torn.push(segment.clone());
        }
    }
}

impl fmt::Display for Residency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let segments: Vec<String> = self.segments.iter().map(Segment::to_string).collect();
        let names = self.shards.iter().map(|name| name.0.as_str());
        let places: Vec<&str> = (self.regions.iter().map(String::as_str))
            .chain(names)
            .collect();
        write!(f, "{} in {}", segments.join(", "), places.join(", "))
    }
}

impl PlanInput {
    /// The rule that bars a segment (an index) from a shard.
    pub fn barred(&self, segment: usize, shard: usize) -> Option<&Residency> {
        let (segment, site) = (&self.segments[segment].segment, &self.shards[shard]);
        (self.residency.iter()).find(|rule| !rule.admits(site) && rule.applies(segment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sample::two_regions;
    use crate::plan::{Proposal, propose, request};

    /// `prefix:t/` is read abroad and `prefix:u/` nowhere; one of the two has to live in `region`.
    fn bound(segment: &str, region: &str) -> PlanInput {
        let mut input = two_regions();
        input.residency = vec![Residency {
            segments: vec![segment.parse().unwrap()],
            regions: vec![region.into()],
            ..Residency::default()
        }];
        input
    }

    fn moves(proposal: &Proposal) -> Vec<(usize, usize)> {
        let moves = proposal.moves.iter();
        moves.map(|planned| (planned.segment, planned.to)).collect()
    }

    #[test]
    fn what_has_to_live_elsewhere_moves_though_it_does_not_pay() {
        let input = bound("prefix:u/", "eu-central-1");
        let proposal = propose(&input).unwrap();
        assert_eq!(moves(&proposal), [(1, 1), (0, 1)]);
        let mends = proposal.clumps[0].mends.as_deref().unwrap();
        let why = "a holds prefix:u/; [[residency]] keeps prefix:u/ in eu-central-1";
        assert_eq!(mends, why);
        assert!(proposal.clumps[0].gain < proposal.clumps[0].cost);
        let after = input.after(&moves(&proposal).into_iter().collect());
        assert!(propose(&after).unwrap().moves.is_empty(), "it stays there");
    }

    #[test]
    fn what_pays_does_not_move_where_it_may_not_live() {
        let input = bound("prefix:t/", "us-east-1");
        let proposal = propose(&input).unwrap();
        assert!(proposal.moves.is_empty());
        let against = &proposal.near_misses[0].against;
        assert!(against[0].contains("must not be there"), "{against:?}");
        let refused = request(&input, &[(0, 1)].into()).unwrap_err();
        assert!(format!("{refused:?}").contains("Residence"), "{refused:?}");
    }

    #[test]
    fn what_cannot_come_where_it_has_to_live_is_named() {
        let mut input = bound("prefix:u/", "eu-central-1");
        input.shards[1].capacity_bytes = Some(5 << 30);
        let stuck = propose(&input).unwrap();
        assert!(stuck.moves.is_empty());
        assert!(stuck.unmet[0].contains("prefix:u/"), "{:?}", stuck.unmet);
    }

    #[test]
    fn a_rule_notes_the_segments_that_it_tears() {
        let parse = |text: &str| text.parse::<Segment>().unwrap();
        let mut rule = Residency {
            segments: vec![parse("prefix:eu/"), parse("exact:a/k")],
            regions: vec!["eu-central-1".into()],
            shards: vec!["b".into()],
            torn: Vec::new(),
        };
        for (key, segment) in [
            ("eu/1", "prefix:eu/"),
            ("eu/2/x", "prefix:eu/2/"),
            ("a/j", "prefix:a/"),
            ("eu/3", "prefix:"),
            ("a/k", "prefix:a/"),
            ("a/k", "prefix:a/"),
        ] {
            rule.meet(&key.into(), &parse(segment));
        }
        assert_eq!(rule.torn, [parse("prefix:"), parse("prefix:a/")]);
        assert!(rule.applies(&parse("prefix:a/")) && !rule.applies(&parse("prefix:b/")));
        assert_eq!(rule.to_string(), "prefix:eu/, exact:a/k in eu-central-1, b");
    }
}
