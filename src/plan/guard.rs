//! [`Guards`]: limits a plan as a whole must meet, or it is refused.
//!
//! Least confidence is not here: it decides move by move, in the search. The age of the logs is not
//! here either: it needs the clock.

use super::document::GuardEntry;
use super::money::Money;

/// The limits; `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Guards {
    /// Most bytes moved.
    pub max_bytes: Option<u64>,
    /// Most moves.
    pub max_moves: Option<u64>,
    /// Most dollars that the moving may cost.
    pub max_cost_usd: Option<f64>,
    /// Least share of requests whose region is known, 0..=1.
    pub min_region_coverage: Option<f64>,
}

/// What a plan is, as far as guards care.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// Bytes moved.
    pub bytes: u64,
    /// Moves.
    pub moves: u64,
    /// Cost of moving.
    pub cost: Money,
}

impl Guards {
    /// Every limit that is set, with what is held against it.
    pub fn check(&self, extent: Extent, region_coverage: f64) -> Vec<GuardEntry> {
        let mut entries = self.check_extent(extent);
        entries.extend(self.min_region_coverage.map(|limit| GuardEntry {
            name: "min_region_coverage".to_owned(),
            limit,
            value: region_coverage,
            ok: region_coverage >= limit,
        }));
        entries
    }

    /// Whether a plan of this extent is within the limits on its size.
    pub fn admits(&self, extent: Extent) -> bool {
        self.check_extent(extent).iter().all(|entry| entry.ok)
    }

    fn check_extent(&self, extent: Extent) -> Vec<GuardEntry> {
        let limits = [
            (
                "max_bytes",
                self.max_bytes.map(|limit| limit as f64),
                extent.bytes as f64,
            ),
            (
                "max_moves",
                self.max_moves.map(|limit| limit as f64),
                extent.moves as f64,
            ),
            ("max_cost", self.max_cost_usd, extent.cost.usd()),
        ];
        let set = limits
            .into_iter()
            .filter_map(|(name, limit, value)| limit.map(|limit| (name, limit, value)));
        set.map(|(name, limit, value)| GuardEntry {
            name: name.to_owned(),
            limit,
            value,
            ok: value <= limit,
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_admits_what_reaches_it() {
        let guards = Guards {
            max_bytes: Some(10),
            min_region_coverage: Some(0.7),
            ..Guards::default()
        };
        let extent = |bytes| Extent {
            bytes,
            ..Extent::default()
        };
        assert!(guards.admits(extent(10)) && !guards.admits(extent(11)));
        let failed = |bytes, coverage| {
            let entries = guards.check(extent(bytes), coverage).into_iter();
            entries
                .filter(|entry| !entry.ok)
                .map(|entry| entry.name)
                .collect::<Vec<_>>()
        };
        assert!(failed(10, 0.7).is_empty());
        assert_eq!(failed(11, 0.69), ["max_bytes", "min_region_coverage"]);
    }
}
