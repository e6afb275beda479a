//! [`Hash64`]: the 64-bit names that statistics give to keys, clients and records.
//!
//! Stable for good: what is stored under a hash must be found under it by every later version. Blocks
//! of 16 bytes are folded by a 64 × 64 → 128 bit multiplication with constants (the
//! first words of the fraction of π), which mixes well and costs about a cycle a byte; it
//! is no defence against somebody who builds collisions. All that such a person gains is that
//! requests of his own for keys of his own are counted as one object's. Of 10⁸ keys that nobody
//! chose, two share a name with probability 3 · 10⁻⁴; of a million, 3 · 10⁻⁸.

use std::net::IpAddr;

const SEEDS: [u64; 4] = [
    0x243f_6a88_85a3_08d3,
    0x1319_8a2e_0370_7345,
    0xa409_3822_299f_31d1,
    0x082e_fa98_ec4e_6c89,
];

/// A hash under construction; each part is told from its neighbours by its length.
#[derive(Clone, Copy, Debug)]
pub struct Hash64(u64);

impl Default for Hash64 {
    fn default() -> Self {
        Self(SEEDS[0])
    }
}

impl Hash64 {
    /// The hash of one text.
    #[inline]
    pub fn of(bytes: &[u8]) -> u64 {
        Self::default().bytes(bytes).finish()
    }

    /// The hash of an address.
    #[inline]
    pub fn of_address(address: IpAddr) -> u64 {
        Self::default().address(address).finish()
    }

    /// Adds an address.
    #[must_use]
    #[inline]
    pub fn address(self, address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => self.number(u64::from(address.to_bits())),
            IpAddr::V6(address) => {
                let bits = address.to_bits();
                self.number(bits as u64).number((bits >> 64) as u64)
            }
        }
    }

    /// Adds a text.
    #[must_use]
    #[inline]
    pub fn bytes(self, bytes: &[u8]) -> Self {
        let mut state = fold(self.0 ^ bytes.len() as u64, SEEDS[1]);
        let (blocks, rest) = bytes.as_chunks::<16>();
        for block in blocks {
            state = absorb(state, block);
        }
        if !rest.is_empty() {
            state = absorb(state, &padded(bytes, rest).to_le_bytes());
        }
        Self(state)
    }

    /// Adds a number.
    #[must_use]
    #[inline]
    pub fn number(self, number: u64) -> Self {
        Self(fold(self.0 ^ SEEDS[2], number ^ SEEDS[3]))
    }

    /// The hash; never 0, which stands for "unknown".
    #[inline]
    pub fn finish(self) -> u64 {
        fold(self.0 ^ SEEDS[3], SEEDS[1]).max(1)
    }
}

/// `rest`, the end of `bytes`, with zeros behind it.
#[inline]
fn padded(bytes: &[u8], rest: &[u8]) -> u128 {
    let ahead = u128::BITS - 8 * rest.len() as u32;
    if let Some(last) = bytes.last_chunk() {
        return u128::from_le_bytes(*last) >> ahead;
    }
    match (rest.first_chunk(), rest.last_chunk()) {
        (Some(first), Some(last)) => {
            let last = u128::from(u64::from_le_bytes(*last)) << 64;
            u128::from(u64::from_le_bytes(*first)) | last >> ahead
        }
        _ => {
            let bytes = rest.iter().rev();
            bytes.fold(0, |number, &byte| number << 8 | u128::from(byte))
        }
    }
}

#[inline]
fn absorb(state: u64, block: &[u8; 16]) -> u64 {
    let both = u128::from_le_bytes(*block);
    fold(both as u64 ^ SEEDS[2], (both >> 64) as u64 ^ state)
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn hashes_never_change() {
        for (text, hash) in [
            ("", 0x8844_733a_bca4_34d5_u64),
            ("a", 0xc121_6422_b311_dca4),
            (
                "tenant/42/2024/05/object-000001.parquet",
                0x9364_328b_6942_4825,
            ),
        ] {
            assert_eq!(Hash64::of(text.as_bytes()), hash, "{text}");
        }
    }

    #[test]
    fn the_end_of_a_text_is_padded_with_zeros() {
        let text: Vec<u8> = (1..=47).collect();
        for length in 1..text.len() {
            let text = &text[..length];
            let rest = text.as_chunks::<16>().1;
            let mut block = [0; 16];
            block[..rest.len()].copy_from_slice(rest);
            if !rest.is_empty() {
                assert_eq!(padded(text, rest), u128::from_le_bytes(block), "{length}");
            }
        }
    }

    #[test]
    fn near_texts_have_far_hashes() {
        let texts = (0..200_000).map(|n| format!("prefix/{n}/x"));
        let hashes: HashSet<u64> = texts.map(|text| Hash64::of(text.as_bytes())).collect();
        assert_eq!(hashes.len(), 200_000);
        for bit in 0..64 {
            let ones = hashes.iter().filter(|hash| *hash >> bit & 1 == 1).count();
            assert!(ones.abs_diff(100_000) < 2_000, "bit {bit}: {ones}");
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let two = |a: &[u8], b: &[u8]| Hash64::default().bytes(a).bytes(b).finish();
        assert_ne!(two(b"ab", b"c"), two(b"a", b"bc"));
        assert_ne!(two(b"", b"a"), two(b"a", b""));
        assert_ne!(Hash64::of(b"a"), Hash64::of(b"a\0"));
    }
}
