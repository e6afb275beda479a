//! The line that says how requester regions are known; no number by region is shown without it.

use crate::access::{Evidence, RegionSource};
use crate::ui::units;

/// `region evidence: log_field 71% · cidr_file 19% · assumed 10%`, best evidence first.
pub fn coverage_line(evidence: &Evidence) -> String {
    let total: u64 = evidence.values().sum();
    if total == 0 {
        return "region evidence: none, no demand was ingested".to_owned();
    }
    let shares: Vec<String> = RegionSource::ALL
        .into_iter()
        .filter_map(|source| {
            let records = evidence
                .get(&source)
                .copied()
                .filter(|&records| records > 0)?;
            let share = units::ratio(records as f64 / total as f64);
            Some(format!("{} {share}", source.name()))
        })
        .collect();
    format!("region evidence: {}", shares.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_all_demand_best_evidence_first() {
        let evidence = [
            (RegionSource::Assumed, 5),
            (RegionSource::LogField, 70),
            (RegionSource::CidrFile, 25),
            (RegionSource::AwsRanges, 0),
        ];
        assert_eq!(
            coverage_line(&evidence.into()),
            "region evidence: log_field 70% · cidr_file 25% · assumed 5%"
        );
        assert!(coverage_line(&Evidence::new()).ends_with("no demand was ingested"));
    }
}
