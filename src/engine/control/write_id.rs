//! [`WriteIds`]: names for attempts to write, each unique.

use std::sync::Mutex;
use std::sync::PoisonError;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Random bits of a ULID.
const RANDOM_BITS: u32 = 80;

/// Makes ULIDs: 48 bits of time and 80 bits that start at random and count up.
#[derive(Debug)]
pub struct WriteIds(Mutex<u128>);

impl WriteIds {
    /// Ids that nobody else makes, as long as `name` is nobody else's.
    pub fn new(name: &str) -> Self {
        // FNV-1a: the name is unique already, this only spreads it over the bits.
        let seed = name.bytes().fold(
            0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128,
            |hash, byte| {
                (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
            },
        );
        Self(Mutex::new(seed))
    }

    /// The next id.
    pub fn next(&self, now_ms: i64) -> String {
        let mut random = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *random = random.wrapping_add(1);
        let time = u128::try_from(now_ms).unwrap_or_default() & ((1 << 48) - 1);
        encode(time << RANDOM_BITS | (*random & ((1 << RANDOM_BITS) - 1)))
    }
}

/// Crockford's base 32, 26 digits.
fn encode(value: u128) -> String {
    (0..26)
        .rev()
        .map(|digit| char::from(ALPHABET[(value >> (5 * digit) & 31) as usize]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ulids_in_the_order_of_time() {
        let ids = WriteIds::new("a");
        let (first, second, later) = (ids.next(1_000), ids.next(1_000), ids.next(1_001));
        assert!(first.len() == 26 && first != second && second < later);
        assert_ne!(
            WriteIds::new("b").next(1_000),
            WriteIds::new("a").next(1_000)
        );
        assert_eq!(
            encode(u128::MAX >> 2 << 2 | 3),
            "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
        );
    }
}
