//! Weighted rendezvous hashing: the home of a key that no rule covers.
//!
//! Each shard draws a score from the hash of (key, shard name); the highest `weight / -log2(u)` wins
//! (Schindelhauer and Schomaker, "Weighted distributed hash tables", 2005). Integers only, so that
//! every platform agrees on every key for ever.

use sha2::{Digest, Sha256};

use super::{Key, Shard};

/// Fraction bits of the fixed-point logarithm.
const LOG2_FRACTION_BITS: u32 = 32;

/// The shard, of those with a weight above 0, that `key` falls to; `None` when there is none.
///
/// Adding a shard moves only the keys it takes; a shard's share is proportional to its weight.
pub fn rendezvous_home<'a>(
    key: &Key,
    shards: impl IntoIterator<Item = &'a Shard>,
) -> Option<&'a Shard> {
    let mut best: Option<(u128, u128, &Shard)> = None;
    for shard in shards.into_iter().filter(|shard| shard.weight > 0) {
        let cost = u128::from(negative_log2(draw(key, shard)));
        let weight = u128::from(shard.weight);
        // weight/cost > best_weight/best_cost, without dividing; a tie goes to the smaller name.
        let wins = best.is_none_or(|(best_weight, best_cost, held)| {
            (weight * best_cost, &held.name) > (best_weight * cost, &shard.name)
        });
        if wins {
            best = Some((weight, cost, shard));
        }
    }
    best.map(|(_, _, shard)| shard)
}

/// 64 bits that depend on the key and the shard's name alone; never 0.
fn draw(key: &Key, shard: &Shard) -> u64 {
    let mut hash = Sha256::new();
    hash.update(b"shardctl rendezvous 1\0");
    hash.update((shard.name.0.len() as u64).to_le_bytes());
    hash.update(shard.name.0.as_bytes());
    hash.update(key.as_bytes());
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(first).max(1)
}

/// -log2(draw / 2^64) in fixed point with [`LOG2_FRACTION_BITS`]; at least 1.
fn negative_log2(draw: u64) -> u64 {
    let whole = draw.leading_zeros();
    // The mantissa in [1, 2) with 63 fraction bits; squaring it shifts out one bit of its logarithm.
    let mut mantissa = draw << whole;
    let mut log2_fraction: u64 = 0;
    for _ in 0..LOG2_FRACTION_BITS {
        let square = u128::from(mantissa) * u128::from(mantissa);
        let carry = square >> 127 == 1;
        log2_fraction = (log2_fraction << 1) | u64::from(carry);
        mantissa = if carry {
            (square >> 64) as u64
        } else {
            (square >> 63) as u64
        };
    }
    let whole_part = u64::from(whole + 1) << LOG2_FRACTION_BITS;
    (whole_part - log2_fraction).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shards(weights: &[(&str, u32)]) -> Vec<Shard> {
        weights
            .iter()
            .map(|&(name, weight)| Shard {
                name: name.into(),
                endpoint: String::new(),
                bucket: name.into(),
                prefix: String::new(),
                mount: String::new(),
                region: String::new(),
                weight,
            })
            .collect()
    }

    fn keys() -> impl Iterator<Item = Key> {
        (0..20_000).map(|i| format!("tenant/{i}/object").into())
    }

    #[test]
    fn log2_matches_floating_point() {
        for draw in [1_u64, 2, 3, 1 << 40, u64::MAX / 3, u64::MAX] {
            let exact = 64.0 - (draw as f64).log2();
            let fixed = negative_log2(draw) as f64 / 2_f64.powi(LOG2_FRACTION_BITS as i32);
            assert!((exact - fixed).abs() < 1e-6, "{draw}: {exact} {fixed}");
        }
    }

    #[test]
    fn shares_follow_weights() {
        let shards = shards(&[("a", 1), ("b", 3), ("idle", 0)]);
        let taken = keys()
            .filter(|key| rendezvous_home(key, &shards).unwrap().name == "b".into())
            .count();
        assert!(
            (14_600..15_400).contains(&taken),
            "{taken} of 20,000 with weight 3 of 4"
        );
    }

    #[test]
    fn a_new_shard_only_takes() {
        let before = shards(&[("a", 2), ("b", 2)]);
        let after = shards(&[("a", 2), ("b", 2), ("c", 1)]);
        for key in keys() {
            let (old, new) = (
                rendezvous_home(&key, &before),
                rendezvous_home(&key, &after),
            );
            assert!(new.unwrap().name == old.unwrap().name || new.unwrap().name == "c".into());
        }
    }

    #[test]
    fn golden_homes_never_change() {
        let shards = shards(&[("use1", 100), ("euc1", 100), ("fra1", 50)]);
        let homes: Vec<&str> = ["a", "tenant/42/x", "логи/1", "z".repeat(1024).as_str()]
            .into_iter()
            .map(|key| {
                rendezvous_home(&key.into(), &shards)
                    .unwrap()
                    .name
                    .0
                    .as_str()
            })
            .collect();
        assert_eq!(homes, ["euc1", "fra1", "use1", "euc1"]);
    }
}
