//! [`ShardKey`]: 64 bits computed from client, data type and time, for applications that name their
//! objects so that what is used together lies together.
//!
//! Layout, version 1. Each part gets bits in proportion to its weight, 64 in all: ⌊64 · weight / sum⌋, and
//! the bits left over go one each to the largest remainders, ties in the order client, type, time.
//! The parts follow each other from the most significant bit, the heaviest first, ties in the same order:
//! two keys that agree in the heaviest part are neighbours in every range or prefix of keys.
//! - client, type: the first bits of SHA-256("shardctl shard key 1 client\0" ‖ text), or `type`.
//! - time: the lowest bits of ⌊milliseconds since 1970 / window⌋, so that windows that follow each
//!   other are neighbours; the part repeats after 2^bits windows.
//!
//! Hence objects of one client, type and window have one key; a weight of 0 removes its part.

use std::fmt;

use sha2::{Digest, Sha256};

/// Bits of a key.
const KEY_BITS: u32 = 64;

/// How much each part decides, and the length of the time window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardKeyWeights {
    /// Weight of the client.
    pub client: u32,
    /// Weight of the data type.
    pub data_type: u32,
    /// Weight of the time window.
    pub time: u32,
    /// Milliseconds of a time window, at least 1.
    pub window_ms: u64,
}

impl Default for ShardKeyWeights {
    /// Client first (32 bits), then type and day (16 bits each).
    fn default() -> Self {
        Self {
            client: 2,
            data_type: 1,
            time: 1,
            window_ms: 86_400_000,
        }
    }
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShardKeyError {
    /// Nothing decides.
    #[error("every weight is 0")]
    NoWeight,
    /// A window of no length.
    #[error("the time window is 0")]
    NoWindow,
}

/// What a part is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShardKeyPart {
    /// The client.
    Client,
    /// The data type.
    DataType,
    /// The time window.
    Time,
}

impl ShardKeyPart {
    /// `client`, `type` or `time`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::DataType => "type",
            Self::Time => "time",
        }
    }
}

/// One part in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedPart {
    /// Which.
    pub part: ShardKeyPart,
    /// Its weight.
    pub weight: u32,
    /// Number of bits it has.
    pub bits: u32,
    /// The value in these bits.
    pub value: u64,
}

/// A key and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardKey {
    /// The key.
    pub key: u64,
    /// The parts with at least one bit, from the most significant one.
    pub parts: Vec<PlacedPart>,
    /// Number of the time window: ⌊milliseconds since 1970 / window⌋.
    pub window: i64,
}

impl ShardKey {
    /// The key of `client`, `data_type` and the window that `time_ms` (milliseconds UTC) lies in.
    pub fn new(
        client: &[u8],
        data_type: &[u8],
        time_ms: i64,
        weights: &ShardKeyWeights,
    ) -> Result<Self, ShardKeyError> {
        let window_ms = i64::try_from(weights.window_ms).unwrap_or(i64::MAX);
        if window_ms == 0 {
            return Err(ShardKeyError::NoWindow);
        }
        let window = time_ms.div_euclid(window_ms);
        let parts = [
            (ShardKeyPart::Client, weights.client),
            (ShardKeyPart::DataType, weights.data_type),
            (ShardKeyPart::Time, weights.time),
        ];
        let bits = share_bits(parts.map(|(_, weight)| weight)).ok_or(ShardKeyError::NoWeight)?;
        let mut placed = Vec::new();
        for ((part, weight), bits) in parts.into_iter().zip(bits).filter(|(_, bits)| *bits > 0) {
            let value = match part {
                ShardKeyPart::Client => hash_bits(part, client, bits),
                ShardKeyPart::DataType => hash_bits(part, data_type, bits),
                ShardKeyPart::Time => window as u64 & (u64::MAX >> (KEY_BITS - bits)),
            };
            placed.push(PlacedPart {
                part,
                weight,
                bits,
                value,
            });
        }
        placed.sort_by_key(|part| std::cmp::Reverse(part.weight));
        let append =
            |key: u64, part: &PlacedPart| key.checked_shl(part.bits).unwrap_or(0) | part.value;
        Ok(Self {
            key: placed.iter().fold(0, append),
            parts: placed,
            window,
        })
    }
}

impl fmt::Display for ShardKey {
    /// Sixteen hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.key)
    }
}

/// The bits of each weight by largest remainder; `None` when all weights are 0.
fn share_bits(weights: [u32; 3]) -> Option<[u32; 3]> {
    let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    if total == 0 {
        return None;
    }
    let scaled = weights.map(|weight| u64::from(weight) * u64::from(KEY_BITS));
    let mut bits = scaled.map(|scaled| (scaled / total) as u32);
    let left = KEY_BITS - bits.iter().sum::<u32>();
    let mut by_remainder = [0, 1, 2];
    by_remainder.sort_by_key(|part: &usize| std::cmp::Reverse(scaled[*part] % total));
    for part in by_remainder.into_iter().take(left as usize) {
        bits[part] += 1;
    }
    Some(bits)
}

/// The first `bits` (1 to 64) of the hash of a text.
fn hash_bits(part: ShardKeyPart, text: &[u8], bits: u32) -> u64 {
    let mut hash = Sha256::new();
    hash.update(b"shardctl shard key 1 ");
    hash.update(part.name().as_bytes());
    hash.update(b"\0");
    hash.update(text);
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_be_bytes(first) >> (KEY_BITS - bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(serde::Deserialize)]
    struct Golden {
        client: String,
        r#type: String,
        time_ms: i64,
        weights: [u32; 3],
        window_ms: u64,
        key: String,
    }

    fn weights(weights: [u32; 3], window_ms: u64) -> ShardKeyWeights {
        let [client, data_type, time] = weights;
        ShardKeyWeights {
            client,
            data_type,
            time,
            window_ms,
        }
    }

    #[test]
    fn golden_keys_never_change() {
        let golden = include_str!("../../fixtures/shardkey/v1.json");
        let golden: Vec<Golden> = serde_json::from_str(golden).unwrap();
        assert!(golden.len() >= 10);
        for vector in golden {
            let weights = weights(vector.weights, vector.window_ms);
            let (client, data_type) = (vector.client.as_bytes(), vector.r#type.as_bytes());
            let key = ShardKey::new(client, data_type, vector.time_ms, &weights).unwrap();
            assert_eq!(
                key.to_string(),
                vector.key,
                "{} {}",
                vector.client,
                vector.r#type
            );
        }
    }

    #[test]
    fn bits_follow_weights() {
        for (weights, bits) in [
            ([2, 1, 1], [32, 16, 16]),
            ([1, 1, 1], [22, 21, 21]),
            ([1, 0, 0], [64, 0, 0]),
            ([1_000, 1, 0], [64, 0, 0]),
            ([u32::MAX, u32::MAX, u32::MAX], [22, 21, 21]),
            ([0, 3, 1], [0, 48, 16]),
        ] {
            assert_eq!(share_bits(weights), Some(bits), "{weights:?}");
        }
        assert_eq!(share_bits([0, 0, 0]), None);
    }

    #[test]
    fn nothing_to_decide_by_is_an_error() {
        let none = ShardKey::new(b"a", b"b", 0, &weights([0; 3], 1));
        assert_eq!(none, Err(ShardKeyError::NoWeight));
        let no_window = ShardKey::new(b"a", b"b", 0, &weights([1; 3], 0));
        assert_eq!(no_window, Err(ShardKeyError::NoWindow));
    }

    proptest! {
        #[test]
        fn one_window_has_one_key_and_the_heaviest_part_leads(
            client in ".{0,8}", data_type in ".{0,8}", other in ".{0,8}",
            day in -20_000_i64..40_000, offsets in (0_i64..86_400_000, 0_i64..86_400_000),
        ) {
            let weights = ShardKeyWeights::default();
            let at = |offset: i64, data_type: &str| {
                let time_ms = day * 86_400_000 + offset;
                ShardKey::new(client.as_bytes(), data_type.as_bytes(), time_ms, &weights).unwrap()
            };
            prop_assert_eq!(at(offsets.0, &data_type), at(offsets.1, &data_type));
            prop_assert_eq!(at(0, &data_type).key >> 32, at(0, &other).key >> 32);
        }

        #[test]
        fn a_weight_of_zero_removes_its_part(
            client in ".{0,8}", other in ".{0,8}", time_ms in any::<i64>(), other_ms in any::<i64>(),
        ) {
            let weights = weights([0, 5, 0], 1_000);
            let key = ShardKey::new(client.as_bytes(), b"jpg", time_ms, &weights).unwrap();
            let same = ShardKey::new(other.as_bytes(), b"jpg", other_ms, &weights).unwrap();
            prop_assert_eq!(key.key, same.key);
        }

        #[test]
        fn windows_that_follow_each_other_are_neighbours(day in 0_i64..60_000) {
            let weights = ShardKeyWeights::default();
            let key = |day: i64| ShardKey::new(b"c", b"t", day * 86_400_000, &weights).unwrap().key;
            let wraps = (day + 1) % (1 << 16) == 0;
            prop_assert!(wraps || key(day + 1) == key(day) + 1);
        }
    }
}
