//! [`Marks`]: where the bytes that part the fields of a log stand in a text, a bit for each byte, found
//! 32 bytes at a time. Reading a field's end off the bits takes a few instructions, whatever its length.
#![expect(
    clippy::inline_always,
    reason = "what a line is read by is small and used often: a call would cost as much as it does"
)]

use wide::{i8x32, u8x32};

/// Bits of a text; behind its end all are set, so that every search ends.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    words: Vec<Word>,
}

/// Bits of 64 bytes: spaces, and stops, which are double quotes and what is not printable ASCII.
type Word = [u64; 2];
const SPACES: usize = 0;
const STOPS: usize = 1;

/// Bytes that are looked at together.
const WIDTH: usize = 32;
/// Bytes of a text that one word has the bits of.
const WORD: usize = 64;

impl Marks {
    /// Finds the marks of `text`, in place of those that were here.
    pub fn find(&mut self, text: &[u8]) {
        let (blocks, rest) = text.as_chunks::<WORD>();
        self.words.clear();
        self.words.extend(blocks.iter().map(marks_of));
        let mut last = [b' '; WORD];
        last[..rest.len()].copy_from_slice(rest);
        let behind = u64::MAX << rest.len();
        self.words.push(marks_of(&last).map(|bits| bits | behind));
    }

    /// Spaces, from the first at `from` or behind it.
    #[inline]
    pub fn spaces(&self, from: usize) -> Places<'_, SPACES> {
        Places::new(&self.words, from)
    }

    /// Where the line that `from` is in ends: a newline, or the end of the text.
    #[cold]
    pub fn line_end(&self, text: &[u8], from: usize) -> usize {
        let mut stops = self.stops(from);
        loop {
            let stop = stops.next();
            match text.get(stop) {
                Some(b'\n') => return stop,
                Some(_) => {}
                None => return text.len(),
            }
        }
    }

    /// Double quotes and what is not printable, likewise.
    #[inline]
    pub fn stops(&self, from: usize) -> Places<'_, STOPS> {
        Places::new(&self.words, from)
    }
}

/// Places of set bits of one kind, ascending.
#[derive(Clone, Copy, Debug)]
pub struct Places<'m, const KIND: usize> {
    /// Words behind this one.
    rest: &'m [Word],
    /// Where this word begins in the text.
    begin: usize,
    /// What is left of this word.
    bits: u64,
}

impl<'m, const KIND: usize> Places<'m, KIND> {
    #[inline(always)]
    fn new(words: &'m [Word], from: usize) -> Self {
        let (bits, rest) = match words.get(from / WORD..) {
            Some([word, rest @ ..]) => (word[KIND], rest),
            _ => (u64::MAX, &[][..]),
        };
        Self {
            rest,
            begin: from & !(WORD - 1),
            bits: bits & u64::MAX << (from % WORD),
        }
    }

    /// The next place; behind the text there is one everywhere.
    #[inline(always)]
    pub fn next(&mut self) -> usize {
        while self.bits == 0 {
            self.begin += WORD;
            self.bits = match self.rest {
                [word, rest @ ..] => {
                    self.rest = rest;
                    word[KIND]
                }
                [] => u64::MAX,
            };
        }
        let place = self.begin + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        place
    }
}

/// Spaces and stops as bits.
#[inline]
fn marks_of(block: &[u8; WORD]) -> Word {
    let halves = block.as_chunks::<WIDTH>().0;
    let [low, high] = [marks_of_half(&halves[0]), marks_of_half(&halves[1])];
    [
        low[SPACES] | high[SPACES] << WIDTH,
        low[STOPS] | high[STOPS] << WIDTH,
    ]
}

#[inline]
fn marks_of_half(half: &[u8; WIDTH]) -> Word {
    let half = i8x32::new(half.map(u8::cast_signed));
    // One more makes DEL negative, as all that is not ASCII is, and keeps spaces above controls.
    let unprintable = (half + i8x32::splat(1)).simd_lt(i8x32::splat(0x21));
    let quotes = half.simd_eq(i8x32::splat(b'"'.cast_signed()));
    let spaces = half.simd_eq(i8x32::splat(b' '.cast_signed()));
    [spaces, unprintable | quotes].map(|found| u64::from(found.to_bitmask()))
}

/// Whether `text` from `begin` to before `end` has letters, digits and some marks alone, and is not
/// empty.
#[inline(always)]
pub fn is_name(text: &[u8], begin: usize, end: usize, marks: &[u8]) -> bool {
    let length = end.wrapping_sub(begin);
    let window = text.get(begin..).and_then(<[u8]>::first_chunk::<WIDTH>);
    let (Some(window), true) = (window, length.wrapping_sub(1) < WIDTH - 1) else {
        return is_odd_name(text.get(begin..end), marks);
    };
    let window = u8x32::new(*window);
    let is_among = |window: u8x32, first: u8, last: u8| {
        let above = window - u8x32::splat(first);
        above.min(u8x32::splat(last - first)).simd_eq(above)
    };
    let letters = is_among(window | u8x32::splat(0x20), b'a', b'z');
    let known = letters | is_among(window, b'0', b'9');
    let known = marks.iter().fold(known, |known, &mark| {
        known | window.simd_eq(u8x32::splat(mark))
    });
    (!known.to_bitmask()).trailing_zeros() as usize >= length
}

/// The same for a name that is long or near the end of the text.
#[cold]
fn is_odd_name(name: Option<&[u8]>, marks: &[u8]) -> bool {
    let is_fine = |byte: &u8| byte.is_ascii_alphanumeric() || marks.contains(byte);
    name.is_some_and(|name| !name.is_empty() && name.iter().all(is_fine))
}

/// Whether one of two bytes stands in the text.
#[inline]
pub fn has_either(text: &[u8], a: u8, b: u8) -> bool {
    let Some(last) = text.last_chunk::<WIDTH>() else {
        return text.iter().any(|&byte| byte == a || byte == b);
    };
    let in_block = |block: &[u8; WIDTH]| {
        let block = u8x32::new(*block);
        block.simd_eq(u8x32::splat(a)) | block.simd_eq(u8x32::splat(b))
    };
    let blocks = text.as_chunks::<WIDTH>().0.iter();
    let found = blocks.fold(in_block(last), |found, block| found | in_block(block));
    found.any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_text() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(
            prop::sample::select(b"ab \"~\x7f\n\t\xff\x80".to_vec()),
            0..300,
        )
    }

    proptest! {
        #[test]
        fn marks_are_where_the_bytes_are(before in any_text(), text in any_text(), from in 0_usize..320) {
            let mut marks = Marks::default();
            // Nothing is left of an earlier text.
            marks.find(&before);
            marks.find(&text);
            let first = |is: fn(u8) -> bool| {
                let found = (from..text.len()).find(|&at| is(text[at]));
                found.unwrap_or(usize::MAX)
            };
            let inside = |at: usize| if at < text.len() { at } else { usize::MAX };
            prop_assert_eq!(inside(marks.spaces(from).next()), first(|byte| byte == b' '));
            let mut spaces = marks.spaces(from);
            for (at, _) in text.iter().enumerate().skip(from).filter(|(_, byte)| **byte == b' ') {
                prop_assert_eq!(spaces.next(), at);
            }
            prop_assert!(spaces.next() >= text.len());
            let stops = |byte: u8| byte == b'"' || !(b' '..=b'~').contains(&byte);
            prop_assert_eq!(inside(marks.stops(from).next()), first(stops));
        }

        #[test]
        fn names_are_told_from_other_text(
            text in "[a-zA-Z0-9.@`\\[{/:_-]{0,80}", begin in 0_usize..40, length in 0_usize..60,
        ) {
            let text = text.as_bytes();
            let begin = begin.min(text.len());
            let end = (begin + length).min(text.len());
            let is_fine = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
            let name = &text[begin..end];
            prop_assert_eq!(is_name(text, begin, end, b".-"), !name.is_empty() && name.iter().all(is_fine));
        }

        #[test]
        fn either_byte_is_found(text in any_text()) {
            let found = text.contains(&b'a') || text.contains(&0x80);
            prop_assert_eq!(has_either(&text, b'a', 0x80), found);
        }
    }
}
