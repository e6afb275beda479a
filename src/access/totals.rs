//! [`Totals`]: sums over demand that no object and no hour needs.

use super::Evidence;

/// Sums over rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Region evidence of demand records.
    pub evidence: Evidence,
    /// Records dropped because they were logged twice.
    pub duplicates: u64,
}

impl Totals {
    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        self.duplicates += other.duplicates;
        for (&source, records) in &other.evidence {
            *self.evidence.entry(source).or_default() += records;
        }
    }
}
