//! [`LatencyTable`]: round-trip times between regions, from `[latency]`.

use std::collections::BTreeMap;

use super::price::MissingKey;

/// Milliseconds between a requester region and a shard's region. There is no built-in table: what
/// the operator does not state is asked for, but only when milliseconds have a price.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LatencyTable {
    pairs: BTreeMap<String, f64>,
}

impl LatencyTable {
    /// A table of `"a:b"` → milliseconds.
    pub fn new(pairs: BTreeMap<String, f64>) -> Self {
        Self { pairs }
    }

    /// Milliseconds from `from` to `to`: the pair as written, else the other direction, else 0 within
    /// a region. [`MissingKey`] otherwise.
    pub fn ms(&self, from: &str, to: &str) -> Result<f64, MissingKey> {
        let direct = self.pairs.get(&format!("{from}:{to}"));
        let written = direct.or_else(|| self.pairs.get(&format!("{to}:{from}")));
        match written {
            Some(&ms) => Ok(ms),
            None if from == to => Ok(0.0),
            None => Err(MissingKey(format!("latency.\"{from}:{to}\""))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_direction_stands_for_both() {
        let table = LatencyTable::new(
            [("a:b", 92.0), ("b:c", 10.0), ("c:b", 12.0)]
                .map(|(pair, ms)| (pair.to_owned(), ms))
                .into(),
        );
        for (from, to, ms) in [
            ("a", "b", 92.0),
            ("b", "a", 92.0),
            ("b", "c", 10.0),
            ("c", "b", 12.0),
            ("a", "a", 0.0),
        ] {
            assert_eq!(table.ms(from, to), Ok(ms), "{from}:{to}");
        }
        assert_eq!(table.ms("a", "c").unwrap_err().0, "latency.\"a:c\"");
    }
}
