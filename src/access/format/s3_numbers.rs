//! [`Numbers`]: status, bytes and times of a line of an S3 server access log, read off one window.
#![expect(
    clippy::inline_always,
    reason = "what a line is read by is small and used often: a call would cost as much as it does"
)]

use super::marks::{WINDOW, spaces_of};

/// Digits that are read at once.
const DIGITS: usize = 8;

/// Numbers and words with a space behind each, as many as lie in a window of 64 bytes.
pub struct Numbers<'a> {
    /// The window and what is read beyond its end.
    text: &'a [u8; WINDOW + DIGITS],
    /// Spaces not come to yet.
    spaces: u64,
    /// Where the next word begins.
    pub at: usize,
}

impl<'a> Numbers<'a> {
    /// Those from `at` on; `None` near the end of the text.
    #[inline(always)]
    pub fn new(text: &'a [u8], at: usize) -> Option<Self> {
        let text: &[u8; WINDOW + DIGITS] = text.get(at..)?.first_chunk()?;
        let spaces = spaces_of(text.first_chunk()?);
        Some(Self {
            text,
            spaces,
            at: 0,
        })
    }

    /// Where the next word begins and ends.
    #[inline(always)]
    fn range(&mut self) -> Option<(usize, usize)> {
        let begin = self.at;
        let end = self.spaces.trailing_zeros() as usize;
        self.spaces &= self.spaces.wrapping_sub(1);
        self.at = end + 1;
        (end < WINDOW).then_some((begin, end))
    }

    /// A number, or `-` for none; `None` where there is neither.
    #[inline(always)]
    #[expect(
        clippy::option_option,
        reason = "no number at all, against a field that says there is none"
    )]
    pub fn next(&mut self) -> Option<Option<u64>> {
        let (begin, end) = self.range()?;
        let length = end - begin;
        if length.wrapping_sub(1) < DIGITS {
            // Never above the window, which has to be shown.
            let word = *self.text[begin.min(WINDOW)..].first_chunk()?;
            if let Some(number) = up_to_8_digits(word, length) {
                return Some(Some(number));
            }
            return (length == 1 && word[0] == b'-').then_some(None);
        }
        long_number(self.text.get(begin..end)?).map(Some)
    }

    /// Passes an error code over, which is letters and digits, or `-`.
    #[inline(always)]
    pub fn skip_error(&mut self) -> Option<()> {
        let (begin, end) = self.range()?;
        let error = self.text.get(begin..end)?;
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
        (error == b"-" || !error.is_empty() && error.iter().all(is_plain)).then_some(())
    }
}

#[cold]
fn long_number(word: &[u8]) -> Option<u64> {
    let digits = word.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(word)
        .ok()
        .filter(|_| digits)?
        .parse()
        .ok()
}

/// The first digits of `text`, all of one number; `digits` is 1 to 8.
#[inline(always)]
fn up_to_8_digits(text: [u8; DIGITS], digits: usize) -> Option<u64> {
    let number = u64::from_le_bytes(text) ^ 0x3030_3030_3030_3030;
    // What is behind the digits falls off, zeros come before them.
    let number = number << (u64::BITS as usize - 8 * digits);
    if (number.wrapping_add(0x7676_7676_7676_7676) | number) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    // Pairs, fours, all: each step adds what lies beside each other.
    let pairs = number.wrapping_mul(10).wrapping_add(number >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    Some(fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_what_they_say(
            words in prop::collection::vec("-|[0-9]{1,21}|[0-9]{0,3}[-/:a .][0-9]{0,9}", 1..9),
            before in 0_usize..3,
        ) {
            let text = "x".repeat(before) + &words.join(" ") + " " + &"x".repeat(80);
            let mut numbers = Numbers::new(text.as_bytes(), before).unwrap();
            for word in text[before..].split(' ') {
                if numbers.at + word.len() >= WINDOW {
                    prop_assert_eq!(numbers.next(), None);
                    break;
                }
                let wanted = match word {
                    "-" => Some(None),
                    _ if !word.bytes().all(|byte| byte.is_ascii_digit()) => None,
                    _ => word.parse().ok().map(Some),
                };
                prop_assert_eq!(numbers.next(), wanted);
            }
        }
    }
}
