//! [`CoAccess`]: what clients used together, as sessions come out of the fold.
//!
//! Two objects are a pair when a client asked for both within a minute; an access pairs with the 16
//! distinct objects before it at most, looked for among the 64 accesses before it. A session counts
//! once for a pair, however often it came back to it, so a pair's number is its support.

use std::collections::BTreeMap;

use super::co_access_block::{CoAccessBlock, PackedSession};
use super::{AccessRow, KeyIndex, Names};

/// Milliseconds in a day: day = floor(ms / this).
pub const DAY_MS: i64 = 86_400_000;
/// Accesses of one client this close are used together.
const WINDOW_MS: i64 = 60_000;
/// Partners of one access.
const MOST_PARTNERS: usize = 16;
/// Accesses looked at for them: a client that writes one object over and over has few.
const MOST_BACK: usize = 64;

/// Pairs and sessions by the day on which the session began; keys by rank in the index.
#[derive(Debug)]
pub struct CoAccess<'a> {
    keys: &'a KeyIndex,
    rank_bits: u32,
    days: BTreeMap<i64, Day>,
    size: usize,
    /// Whether a row named a key that the index does not have: the store is damaged.
    pub unknown_key: bool,
    accesses: Vec<(i64, u32)>,
    pairs: Vec<u64>,
}

#[derive(Debug, Default)]
struct Day {
    /// Both ranks in one number, once per session.
    pairs: Vec<u64>,
    sessions: Vec<PackedSession>,
    /// (milliseconds after start, rank) of all sessions, one after the other.
    accesses: Vec<(u32, u32)>,
}

impl<'a> CoAccess<'a> {
    pub(super) fn new(keys: &'a KeyIndex) -> Self {
        let rank_bits = usize::BITS - keys.hashes().len().leading_zeros();
        Self {
            keys,
            rank_bits,
            days: BTreeMap::new(),
            size: 0,
            unknown_key: false,
            accesses: Vec::new(),
            pairs: Vec::new(),
        }
    }

    /// Takes the accesses of one session, in order. Clients that the log does not tell apart have
    /// none.
    pub(super) fn session<'r>(&mut self, rows: impl Iterator<Item = &'r AccessRow>) {
        let mut first: Option<&AccessRow> = None;
        self.accesses.clear();
        for row in rows {
            if row.client == 0 {
                return;
            }
            first.get_or_insert(row);
            match self.keys.rank(row.object) {
                Some(rank) => self.accesses.push((row.time_ms, rank)),
                None => self.unknown_key = true,
            }
        }
        let Some(first) = first else {
            return;
        };
        find_pairs(&self.accesses, self.rank_bits, &mut self.pairs);
        let day = self.days.entry(first.time_ms.div_euclid(DAY_MS));
        let day = day.or_default();
        day.pairs.extend_from_slice(&self.pairs);
        day.sessions.push(PackedSession {
            start_ms: first.time_ms,
            client: first.client,
            region: first.region,
            tenant: first.tenant,
            begin: day.accesses.len(),
            end: day.accesses.len() + self.accesses.len(),
        });
        let offsets = self.accesses.iter();
        let offsets = offsets.map(|&(time, rank)| ((time - first.time_ms) as u32, rank));
        day.accesses.extend(offsets);
        self.size += 8 * (self.pairs.len() + self.accesses.len()) + size_of::<PackedSession>();
    }

    /// Bytes in memory, about.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Takes everything out, by day. The names are those that the rows' numbers stand for.
    pub fn drain(&mut self, regions: &Names, tenants: &Names) -> Vec<(i64, CoAccessBlock)> {
        self.size = 0;
        let days = std::mem::take(&mut self.days);
        let mask = (1 << self.rank_bits) - 1;
        let mut ranks = vec![0_u32; self.keys.hashes().len()];
        days.into_iter()
            .map(|(day, mut of_day)| {
                sort_numbers(&mut of_day.pairs);
                let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
                for pair in of_day.pairs {
                    let (a, b) = ((pair >> self.rank_bits) as u32, (pair & mask) as u32);
                    match pairs.last_mut() {
                        Some(last) if (last.0, last.1) == (a, b) => last.2 += 1,
                        _ => pairs.push((a, b, 1)),
                    }
                }
                let block = CoAccessBlock {
                    regions: regions.all().to_vec(),
                    tenants: tenants.all().to_vec(),
                    hashes: Vec::new(),
                    pairs,
                    sessions: of_day.sessions,
                    accesses: of_day.accesses,
                };
                (day, block.canonical(self.keys.hashes(), &mut ranks))
            })
            .collect()
    }
}

/// Sorts numbers by digits of 11 bits, from the last on; a digit that all share is passed over.
fn sort_numbers(numbers: &mut Vec<u64>) {
    const BITS: u32 = 11;
    const DIGITS: usize = 1 << BITS;
    if numbers.len() < DIGITS {
        numbers.sort_unstable();
        return;
    }
    let digit = |number: u64, shift: u32| (number >> shift) as usize % DIGITS;
    let most = numbers.iter().fold(0, |most, &number| most | number);
    let mut sorted = vec![0; numbers.len()];
    for shift in (0..u64::BITS - most.leading_zeros()).step_by(BITS as usize) {
        let mut places = [0_usize; DIGITS];
        for &number in numbers.iter() {
            places[digit(number, shift)] += 1;
        }
        if places.contains(&numbers.len()) {
            continue;
        }
        let mut place = 0;
        for begin in &mut places {
            place += std::mem::replace(begin, place);
        }
        for &number in numbers.iter() {
            let place = &mut places[digit(number, shift)];
            sorted[*place] = number;
            *place += 1;
        }
        std::mem::swap(numbers, &mut sorted);
    }
}

/// The distinct pairs of a session, both ranks in one number of twice `bits` bits, sorted.
fn find_pairs(accesses: &[(i64, u32)], bits: u32, pairs: &mut Vec<u64>) {
    pairs.clear();
    for (at, &(time, own)) in accesses.iter().enumerate() {
        let mut partners = [0; MOST_PARTNERS];
        let mut found = 0;
        for &(before, other) in accesses[..at].iter().rev().take(MOST_BACK) {
            if time - before > WINDOW_MS || found == MOST_PARTNERS {
                break;
            }
            if other == own || partners[..found].contains(&other) {
                continue;
            }
            partners[found] = other;
            found += 1;
            pairs.push(u64::from(own.min(other)) << bits | u64::from(own.max(other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(accesses: &[(i64, u32)]) -> Vec<(u64, u64)> {
        let mut pairs = Vec::new();
        find_pairs(accesses, 32, &mut pairs);
        pairs
            .iter()
            .map(|pair| (pair >> 32, pair & 0xffff_ffff))
            .collect()
    }

    #[test]
    fn accesses_of_a_minute_pair_once() {
        let session = [(0, 5), (10, 3), (20, 5), (60_020, 7), (60_021, 3)];
        assert_eq!(pairs(&session), [(3, 5), (3, 7), (5, 7)]);
        assert_eq!(pairs(&[(0, 1), (5, 1)]), []);
    }

    #[test]
    fn numbers_are_sorted_however_many() {
        let mut random = fastrand::Rng::with_seed(1);
        for (count, bits) in [(10, 64), (2_048, 1), (5_000, 30), (5_000, 64), (5_000, 12)] {
            let draws = (0..count).map(|_| random.u64(..) >> (64 - bits));
            let mut numbers: Vec<u64> = draws.collect();
            let mut wanted = numbers.clone();
            wanted.sort_unstable();
            sort_numbers(&mut numbers);
            assert_eq!(numbers, wanted);
        }
    }

    #[test]
    fn partners_are_the_nearest_sixteen() {
        let session: Vec<(i64, u32)> = (0..40).map(|n| (i64::from(n), n)).collect();
        let of_last: Vec<_> = pairs(&session)
            .into_iter()
            .filter(|pair| pair.1 == 39)
            .collect();
        assert_eq!(of_last, (23..39).map(|n| (n, 39)).collect::<Vec<_>>());
    }
}
