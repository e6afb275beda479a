//! [`AccessRow`]: one request as the pipeline carries it, of fixed size, names replaced by numbers.

use super::hash_sort::sort_by_hash;
use super::{Operation, RegionSource};

/// One accepted request. Rows sort by client, then time, then what makes two records the same
/// request; the order is total, so that it does not depend on the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccessRow {
    /// [`Hash64`](super::Hash64) of requester and address; 0 when neither is known.
    pub client: u64,
    /// Milliseconds UTC.
    pub time_ms: i64,
    /// `Hash64` of the logical key.
    pub object: u64,
    /// What it did; never `List` or `Other`.
    pub operation: Operation,
    /// 32 bits of the `Hash64` of request id, bucket and version: with time, object and operation it
    /// tells a record logged twice from two requests. 0 when the log has no request ids.
    pub record: u32,
    /// Bytes sent or received.
    pub bytes: u64,
    /// Size of the object plus one; 0 where the log does not say.
    pub size_plus_one: u64,
    /// The reading of a file that it came by: it counts as long as that does.
    pub reading: u32,
    /// Requester region: a number of the table that comes with the rows.
    pub region: u32,
    /// Tenant, likewise.
    pub tenant: u32,
    /// Where the region is known from.
    pub region_source: RegionSource,
    /// Older than what was closed when it was read: it counts, but is part of no session.
    pub late: bool,
}

impl AccessRow {
    /// Whether `self` is `other` logged once more.
    pub fn repeats(&self, other: &Self) -> bool {
        self.record != 0
            && self.record == other.record
            && self.time_ms == other.time_ms
            && self.object == other.object
            && self.operation == other.operation
            && self.client == other.client
    }
}

/// Fewer rows than this are sorted as they are.
const FEW: usize = 64;
const TIME_BITS: u32 = 40;
const PLACE_BITS: u32 = 24;

/// Puts rows in order. Most are told apart by client and time, and rows are large: so numbers of these
/// two and the place are sorted, and the rows moved once.
pub(super) fn sort_rows(rows: &mut Vec<AccessRow>) {
    // The blocks of one batch, one part after the other, are in order.
    if rows.is_sorted() {
        return;
    }
    let oldest = rows.iter().map(|row| row.time_ms).min().unwrap_or(0);
    let newest = rows.iter().map(|row| row.time_ms).max().unwrap_or(0);
    let spans = newest.abs_diff(oldest) < 1 << TIME_BITS && rows.len() < 1 << PLACE_BITS;
    if rows.len() < FEW || !spans {
        rows.sort_unstable();
        return;
    }
    let places = (0_u64..).zip(rows.iter());
    let mut order: Vec<(u64, u64)> = places
        .map(|(place, row)| {
            (
                row.client,
                row.time_ms.abs_diff(oldest) << PLACE_BITS | place,
            )
        })
        .collect();
    sort_by_hash(&mut order, |number| number.0, Ord::cmp);
    let place = |number: u64| (number & ((1 << PLACE_BITS) - 1)) as usize;
    let mut sorted: Vec<AccessRow> = order.iter().map(|&(_, n)| rows[place(n)]).collect();
    let same = |a: &AccessRow, b: &AccessRow| (a.client, a.time_ms) == (b.client, b.time_ms);
    for ties in sorted.chunk_by_mut(same) {
        if ties.len() > 1 {
            ties.sort_unstable();
        }
    }
    *rows = sorted;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::row_block::tests::any_row;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_rows(
            rows in prop::collection::vec(any_row(), 0..300),
            far in any::<bool>(),
        ) {
            let mut rows = rows;
            if far && let Some(first) = rows.first_mut() {
                first.time_ms = i64::MAX;
            }
            let mut sorted = rows.clone();
            sort_rows(&mut sorted);
            rows.sort_unstable();
            prop_assert_eq!(sorted, rows);
        }
    }
}
