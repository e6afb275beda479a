//! [`CoAccess`]: what is used together. Two things are a pair each time one is accessed within 60 s
//! of the other in a session; an access makes pairs with at most 16 distinct partners before it, so
//! a client that walks a whole bucket makes work linear in its requests.

use std::collections::BTreeMap;

use super::Session;

/// How far back an access looks for partners.
const WINDOW_MS: u32 = 60_000;
/// Most distinct partners of one access.
const MAX_PARTNERS: usize = 16;

/// Pairs and their members' own counts, over objects or whatever objects were grouped into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoAccess {
    /// (lower id, higher id) → times used together.
    pub pairs: BTreeMap<(u32, u32), u64>,
    /// Id → accesses in sessions: the support that makes a pair count comparable.
    pub support: BTreeMap<u32, u64>,
}

impl CoAccess {
    /// Counts pairs over sessions. `group_of` turns an object's index into an id: itself for pairs
    /// of objects, its segment's for pairs of segments. A group is never its own partner.
    pub fn of(sessions: &[Session], group_of: impl Fn(u32) -> u32) -> Self {
        let mut result = Self::default();
        for session in sessions {
            for (at, &(time, object)) in session.accesses.iter().enumerate() {
                let group = group_of(object);
                *result.support.entry(group).or_default() += 1;
                let mut partners: Vec<u32> = Vec::with_capacity(MAX_PARTNERS);
                for &(before, other) in session.accesses[..at].iter().rev() {
                    if time - before > WINDOW_MS || partners.len() == MAX_PARTNERS {
                        break;
                    }
                    let other = group_of(other);
                    if other != group && !partners.contains(&other) {
                        partners.push(other);
                        let pair = (group.min(other), group.max(other));
                        *result.pairs.entry(pair).or_default() += 1;
                    }
                }
            }
        }
        result
    }

    /// Share of the accesses of the rarer of the two that had the other beside them, at most 1.
    pub fn affinity(&self, a: u32, b: u32) -> f64 {
        let pair = self.pairs.get(&(a.min(b), a.max(b))).copied();
        let support = |id| self.support.get(&id).copied().unwrap_or(0);
        let rarer = support(a).min(support(b));
        if rarer == 0 {
            return 0.0;
        }
        (pair.unwrap_or(0) as f64 / rarer as f64).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(accesses: &[(u32, u32)]) -> Session {
        Session {
            start_ms: 0,
            client: 1,
            region: 0,
            tenant: 0,
            accesses: accesses.to_vec(),
        }
    }

    #[test]
    fn pairs_are_close_in_time_and_distinct() {
        let sessions = [session(&[
            (0, 1),
            (10, 2),
            (20, 1),
            (60_010, 3),
            (60_021, 4),
        ])];
        let found = CoAccess::of(&sessions, |object| object);
        let pairs: Vec<_> = found.pairs.into_iter().collect();
        assert_eq!(pairs, [((1, 2), 2), ((1, 3), 1), ((2, 3), 1), ((3, 4), 1)]);
        assert_eq!(found.support[&1], 2);
    }

    #[test]
    fn partners_are_bounded() {
        let walk: Vec<_> = (0..100).map(|at| (at, at)).collect();
        let found = CoAccess::of(&[session(&walk)], |object| object);
        assert_eq!(
            found.pairs.len(),
            (0..100).map(|at| at.min(16)).sum::<usize>()
        );
    }

    #[test]
    fn groups_are_no_partners_of_themselves() {
        let found = CoAccess::of(&[session(&[(0, 1), (1, 2), (2, 11)])], |object| object / 10);
        assert_eq!(found.pairs.into_iter().collect::<Vec<_>>(), [((0, 1), 1)]);
    }

    #[test]
    fn affinity_is_a_share_of_the_rarer() {
        let found = CoAccess::of(&[session(&[(0, 1), (1, 2), (90_000, 2)])], |object| object);
        assert_eq!(found.affinity(2, 1), 1.0);
        assert_eq!(found.affinity(1, 3), 0.0);
    }
}
