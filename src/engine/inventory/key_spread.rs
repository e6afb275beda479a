//! [`KeySpread`]: where to cut a flat run of keys, judged by one page of them.
//!
//! Keys of one directory mostly share a pattern: fixed text, and places where characters vary. The
//! varying places are read as the digits of a number, and cuts are placed evenly between where the
//! listing is and the greatest such number.

use std::collections::BTreeSet;

/// Varying places that count; more do not change where a cut falls.
const PLACES: usize = 12;

/// The pattern of a page's keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySpread {
    /// The newest key, from which fixed characters are taken.
    last: Vec<char>,
    /// The directory of all keys, with its slash; empty outside any.
    directory: String,
    /// Its length in characters.
    directory_len: usize,
    /// The characters found where keys vary, in order.
    alphabet: Vec<char>,
}

impl KeySpread {
    /// The pattern of a page; `None` when its keys lie in several directories, or do not vary.
    pub fn of_page(keys: &[&str]) -> Option<Self> {
        let (first, last) = (*keys.first()?, *keys.last()?);
        let directory = last.rfind('/').map_or(0, |slash| slash + 1);
        let flat = keys
            .iter()
            .all(|key| key.starts_with(&last[..directory]) && !key[directory..].contains('/'));
        if !flat || first == last {
            return None;
        }
        let last_name: Vec<char> = last[directory..].chars().collect();
        let mut alphabet = BTreeSet::new();
        for key in keys {
            let differs = key[directory..].chars().zip(&last_name);
            for (found, usual) in differs.filter(|(a, b)| a != *b) {
                alphabet.extend([found, *usual]);
            }
        }
        if alphabet.iter().any(char::is_ascii_digit) {
            alphabet.extend('0'..='9');
        }
        if alphabet.len() < 2 {
            return None;
        }
        Some(Self {
            last: last.chars().collect(),
            directory: last[..directory].to_owned(),
            directory_len: last[..directory].chars().count(),
            alphabet: alphabet.into_iter().collect(),
        })
    }

    /// The directory of all keys of the page, with its slash; empty outside any.
    pub fn directory(&self) -> &str {
        &self.directory
    }

    /// Up to `count` keys after the page's last and before `until`, evenly spaced. None need exist.
    pub fn cuts(&self, until: Option<&str>, count: usize) -> Vec<String> {
        let places: Vec<usize> = (self.directory_len..self.last.len())
            .filter(|&at| self.digit(self.last[at]).is_some())
            .take(PLACES)
            .collect();
        let until: Option<Vec<char>> = until.map(|until| until.chars().collect());
        let from = self.fraction(&self.last, &places);
        let to = match &until {
            Some(until) if self.fits(until, &places) => self.fraction(until, &places),
            _ => 1.0,
        };
        let step = (to - from) / (count + 1) as f64;
        let mut cuts: Vec<String> = (1..=count)
            .map(|part| self.key_at(from + step * part as f64, &places))
            .collect();
        cuts.dedup();
        cuts
    }

    fn digit(&self, character: char) -> Option<usize> {
        self.alphabet.binary_search(&character).ok()
    }

    /// Whether `key` has the fixed characters of the pattern, as far as it goes.
    fn fits(&self, key: &[char], places: &[usize]) -> bool {
        key.iter().zip(&self.last).enumerate().all(|(at, (a, b))| {
            a == b
                || (places.contains(&at) && self.digit(*a).is_some())
                || at >= PLACES + self.directory_len
        })
    }

    /// The varying places as a number in 0..1.
    fn fraction(&self, key: &[char], places: &[usize]) -> f64 {
        let base = self.alphabet.len() as f64;
        let mut weight = 1.0;
        let mut value = 0.0;
        for &at in places {
            weight /= base;
            let digit = key.get(at).and_then(|&character| self.digit(character));
            value += weight * digit.unwrap_or(0) as f64;
        }
        value
    }

    /// The shortest key of the pattern with this number.
    fn key_at(&self, fraction: f64, places: &[usize]) -> String {
        let base = self.alphabet.len() as f64;
        let mut key = self.last.clone();
        let mut rest = fraction;
        let mut end = self.directory_len;
        for &at in places {
            rest *= base;
            let digit = (rest.floor() as usize).min(self.alphabet.len() - 1);
            rest -= digit as f64;
            key[at] = self.alphabet[digit];
            end = at + 1;
        }
        key.truncate(end);
        key.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(from: u32) -> Vec<String> {
        (from..from + 1000)
            .map(|i| format!("d/obj-{i:08}.bin"))
            .collect()
    }

    #[test]
    fn numbers_are_cut_evenly() {
        let page = page(0);
        let keys: Vec<&str> = page.iter().map(String::as_str).collect();
        let spread = KeySpread::of_page(&keys).unwrap();
        let cuts = spread.cuts(None, 3);
        let heads: Vec<&str> = cuts.iter().map(|cut| &cut[..9]).collect();
        assert_eq!(heads, ["d/obj-250", "d/obj-500", "d/obj-750"]);
        let inner = spread.cuts(Some("d/obj-10000000"), 1);
        assert_eq!(&inner[0][..9], "d/obj-050");
    }

    #[test]
    fn pages_of_several_directories_have_no_pattern() {
        assert_eq!(KeySpread::of_page(&["a/1", "b/1"]), None);
        assert_eq!(KeySpread::of_page(&["a/1", "a/1/x"]), None);
        assert_eq!(KeySpread::of_page(&["a/1"]), None);
        assert_eq!(KeySpread::of_page(&[]), None);
    }
}
