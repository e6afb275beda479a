//! [`KeyRuler`]: how far along a bucket a key lies, judged by the characters seen at each place.
//!
//! Keys of one bucket mostly share a pattern: at each place from their start some bytes occur and
//! others do not. The bytes seen at a place are its digits, so a key reads as a number between 0 and
//! 1, and a number as the start of a key. Both follow the order of keys; neither need be even.

use std::ops::Range;

/// Places that are learned; keys that differ only later cannot be told apart.
const PLACES: usize = 256;
/// Places that weigh less are beyond what an `f64` tells apart.
const LEAST_WEIGHT: f64 = 1e-15;

/// Bytes seen at one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Digits([u128; 2]);

impl Digits {
    const DECIMAL: Self = Self([0x3ff << b'0', 0]);

    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 7)] |= 1 << (byte & 127);
    }

    fn union(&mut self, other: Self) {
        self.0[0] |= other.0[0];
        self.0[1] |= other.0[1];
    }

    fn has(self, byte: u8) -> bool {
        self.0[usize::from(byte >> 7)] >> (byte & 127) & 1 == 1
    }

    fn meets(self, other: Self) -> bool {
        self.0[0] & other.0[0] != 0 || self.0[1] & other.0[1] != 0
    }

    fn count(self) -> u32 {
        self.0[0].count_ones() + self.0[1].count_ones()
    }

    /// How many come before `byte`.
    fn rank(self, byte: u8) -> u32 {
        let below = (1_u128 << (byte & 127)) - 1;
        match byte >> 7 {
            0 => (self.0[0] & below).count_ones(),
            _ => self.0[0].count_ones() + (self.0[1] & below).count_ones(),
        }
    }

    fn nth(self, rank: u32) -> Option<u8> {
        (0..=u8::MAX)
            .filter(|byte| self.has(*byte))
            .nth(rank as usize)
    }
}

/// What was seen at each place of a bucket's keys.
#[derive(Clone, Debug, Default)]
pub struct KeyRuler {
    places: Vec<Digits>,
}

impl KeyRuler {
    /// Takes a key, or the start of keys, in.
    pub fn learn(&mut self, key: &str) {
        let len = key.len().min(PLACES);
        if self.places.len() < len {
            self.places.resize(len, Digits::default());
        }
        for (place, byte) in self.places.iter_mut().zip(key.bytes()) {
            place.add(byte);
        }
    }

    /// A ruler on which what lies between the digits, or between the letters, of a place counts too.
    pub fn filled(&self) -> Self {
        let mut filled = self.clone();
        for place in &mut filled.places {
            for class in [b'0'..=b'9', b'A'..=b'Z', b'a'..=b'z'] {
                let seen = || class.clone().filter(|&byte| place.has(byte));
                if let (Some(first), Some(last)) = (seen().next(), seen().next_back()) {
                    (first..=last).for_each(|byte| place.add(byte));
                }
            }
        }
        filled
    }

    /// Whether names vary at one of these places: other letters than those of hexadecimal numbers.
    /// Between two names almost nothing that can be spelled exists.
    pub fn has_words(&self, places: Range<usize>) -> bool {
        let is_wordy = |place: &Digits| {
            let letters =
                (b'A'..=b'z').filter(|&byte| byte.is_ascii_alphabetic() && place.has(byte));
            let mut beyond = (b'g'..=b'z').chain(b'G'..=b'Z');
            letters.count() > 1 && beyond.any(|byte| place.has(byte))
        };
        let end = places.end.min(self.places.len());
        let places = self.places.get(places.start..end);
        places.is_some_and(|places| places.iter().any(is_wordy))
    }

    /// A ruler for keys not seen yet: wherever digits were seen, or anything varied, all that varied
    /// anywhere may come.
    pub fn widened(&self) -> Self {
        let mut all = Digits::default();
        for place in &self.places {
            if place.count() > 1 {
                all.union(*place);
            }
        }
        all.union(Digits::DECIMAL);
        let mut wide = self.clone();
        for place in &mut wide.places {
            if place.count() > 1 || place.meets(Digits::DECIMAL) {
                place.union(all);
            }
        }
        wide
    }

    /// Where `key` lies among all keys that begin with its first `from` bytes, 0 to 1.
    pub fn position(&self, key: &str, from: usize) -> f64 {
        let (mut value, mut weight) = (0.0, 1.0);
        let key = key.as_bytes().iter().skip(from);
        for (place, &byte) in self.places.iter().skip(from).zip(key) {
            weight /= f64::from(place.count().max(1));
            value += weight * f64::from(place.rank(byte));
            if !place.has(byte) || weight < LEAST_WEIGHT {
                break;
            }
        }
        value
    }

    /// A short key that begins with `start` and lies at `position`, give or take `error`.
    pub fn key_at(&self, start: &str, position: f64, error: f64) -> String {
        let mut key = start.as_bytes().to_vec();
        let (mut rest, mut weight) = (position, 1.0);
        for place in self.places.iter().skip(start.len()) {
            if weight < error {
                break;
            }
            let digits = place.count();
            rest *= f64::from(digits);
            weight /= f64::from(digits.max(1));
            let rank = (rest as u32).min(digits.saturating_sub(1));
            rest -= f64::from(rank);
            key.extend(place.nth(rank));
        }
        String::from_utf8(key).unwrap_or_else(|error| {
            let valid = error.utf8_error().valid_up_to();
            String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ruler(keys: &[&str]) -> KeyRuler {
        let mut ruler = KeyRuler::default();
        for key in keys {
            ruler.learn(key);
        }
        ruler
    }

    #[test]
    fn fixed_places_do_not_count_and_varying_ones_are_digits() {
        let ruler = ruler(&["d/obj-0.bin", "d/obj-4.bin", "d/obj-9.bin"]);
        assert_eq!(ruler.position("d/obj-0.bin", 0), 0.0);
        assert!((ruler.position("d/obj-4", 0) - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(ruler.key_at("d/", 0.4, 0.01), "d/obj-4.bin");
        let filled = ruler.filled();
        assert!((filled.position("d/obj-4", 0) - 0.4).abs() < 1e-9);
        assert_eq!(filled.key_at("d/", 0.75, 0.01), "d/obj-7.bin");
    }

    #[test]
    fn keys_not_seen_yet_are_thought_of() {
        let ruler = ruler(&["x/00a", "x/00f"]).widened();
        assert_eq!(ruler.key_at("x/", 0.95, 0.1), "x/f");
        assert_eq!(ruler.key_at("x/", 0.0, 0.1), "x/0");
    }

    #[test]
    fn numbers_are_no_words() {
        assert!(!ruler(&["x/0a", "x/f9"]).has_words(0..4));
        assert!(ruler(&["alpha", "bravo"]).has_words(0..5));
        assert!(!ruler(&["a1pha", "a2pha"]).has_words(0..99));
    }

    proptest! {
        #[test]
        fn positions_follow_the_order_of_keys(keys in prop::collection::vec("[a-c/é]{0,8}", 2..20)) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let ruler = ruler(&keys);
            for pair in keys.windows(2) {
                let (a, b) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
                prop_assert!(ruler.position(a, 0) <= ruler.position(b, 0) + 1e-12, "{a} {b}");
            }
        }

        #[test]
        fn any_position_gives_a_key(keys in prop::collection::vec(".{0,8}", 0..9), position in 0.0..=1.0) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let ruler = ruler(&keys).widened();
            prop_assert!(ruler.key_at("p/", position, 1e-3).starts_with("p/"));
        }
    }
}
