//! [`crossings`]: how often a session goes from one segment to another.
//!
//! An access crosses when it is in another segment than the access before it in its session; were the
//! two segments in different shards, it would leave the shard of its session. So counted, crossings are
//! exactly additive over pairs of segments, which is what the objective needs.

use std::collections::BTreeMap;

use crate::access::Session;

/// Crossings between segments `(a, b)`, `a < b`, in either direction. `segment_of` maps an object id
/// to its segment; an object without one is passed over.
pub fn crossings(
    sessions: &[Session],
    segment_of: impl Fn(u32) -> Option<usize>,
) -> BTreeMap<(usize, usize), u64> {
    let mut counts = BTreeMap::new();
    for session in sessions {
        let objects = session.accesses.iter().map(|&(_, object)| object);
        let mut before = None;
        for segment in objects.filter_map(&segment_of) {
            if let Some(before) = before.filter(|&before| before != segment) {
                let pair = (segment.min(before), segment.max(before));
                *counts.entry(pair).or_default() += 1;
            }
            before = Some(segment);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changes_of_segment_count_in_either_direction() {
        let session = |objects: &[u32]| Session {
            start_ms: 0,
            client: 1,
            region: 0,
            tenant: 0,
            accesses: objects.iter().map(|&object| (0, object)).collect(),
        };
        // Objects 0 and 1 are segment 0, 2 is segment 1, 3 is segment 2, 4 is in none.
        let segment_of = |object| [Some(0), Some(0), Some(1), Some(2), None][object as usize];
        let sessions = [
            session(&[0, 1, 2, 4, 0]),
            session(&[3, 2, 2]),
            session(&[1]),
        ];
        let counts = crossings(&sessions, segment_of);
        assert_eq!(counts, [((0, 1), 2), ((1, 2), 1)].into());
    }
}
