//! [`Totals`]: sums over demand that no object and no hour needs.

use super::{Evidence, RegionSource};

/// Sums over rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Region evidence of demand records.
    pub evidence: Evidence,
    /// Records dropped because they were logged twice.
    pub duplicates: u64,
}

impl Totals {
    /// Adds records whose region is known in one way; none leave no trace.
    pub(super) fn add_evidence(&mut self, (source, records): (RegionSource, u64)) {
        if records > 0 {
            *self.evidence.entry(source).or_default() += records;
        }
    }

    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        self.duplicates += other.duplicates;
        for (&source, records) in &other.evidence {
            *self.evidence.entry(source).or_default() += records;
        }
    }
}
