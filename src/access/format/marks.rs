//! [`Marks`]: where the bytes that part the fields of a log stand in a text, a bit for each byte, found
//! 32 bytes at a time. Reading a field's end off the bits takes a few instructions, whatever its length.

use std::ops::Range;

use wide::u8x32;

/// Bits of a text; behind its end all are set, so that every search ends.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    spaces: Vec<u64>,
    quotes: Vec<u64>,
    others: Vec<u64>,
}

/// Bytes that are looked at together.
const WIDTH: usize = 32;
/// Bytes of a text that one word has the bits of.
const WORD: usize = 64;

impl Marks {
    /// Finds the marks of `text`, in place of those that were here.
    pub fn find(&mut self, text: &[u8]) {
        let (blocks, rest) = text.as_chunks::<WORD>();
        let count = blocks.len();
        for bits in [&mut self.spaces, &mut self.quotes, &mut self.others] {
            bits.resize(count + 1, 0);
        }
        let spaces = &mut self.spaces[..=count];
        let quotes = &mut self.quotes[..=count];
        let others = &mut self.others[..=count];
        for at in 0..count {
            [spaces[at], quotes[at], others[at]] = marks_of(&blocks[at]);
        }
        let mut last = [b' '; WORD];
        last[..rest.len()].copy_from_slice(rest);
        let behind = u64::MAX << rest.len();
        [spaces[count], quotes[count], others[count]] = marks_of(&last).map(|bits| bits | behind);
    }

    /// Spaces, from the first at `from` or behind it.
    #[inline]
    pub fn spaces(&self, from: usize) -> Places<'_> {
        Places::new(&self.spaces, from)
    }

    /// The first double quote at `from` or behind it; a place behind the text where there is none.
    #[inline]
    pub fn quote(&self, from: usize) -> usize {
        Places::new(&self.quotes, from).next()
    }

    /// The first byte that is no printable ASCII, likewise.
    #[inline]
    pub fn other(&self, from: usize) -> usize {
        Places::new(&self.others, from).next()
    }
}

/// Places of set bits, ascending.
#[derive(Clone, Copy, Debug)]
pub struct Places<'m> {
    words: &'m [u64],
    word: usize,
    /// What is left of this word.
    bits: u64,
}

impl<'m> Places<'m> {
    #[inline]
    fn new(words: &'m [u64], from: usize) -> Self {
        let word = from / WORD;
        let bits = words.get(word).copied().unwrap_or(u64::MAX);
        Self {
            words,
            word,
            bits: bits & u64::MAX << (from % WORD),
        }
    }

    /// The next place; behind the text there is one everywhere.
    #[inline]
    pub fn next(&mut self) -> usize {
        while self.bits == 0 {
            self.word += 1;
            self.bits = self.words.get(self.word).copied().unwrap_or(u64::MAX);
        }
        let place = self.word * WORD + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        place
    }
}

/// Spaces, quotes and what is not printable, as bits.
#[inline]
fn marks_of(block: &[u8; WORD]) -> [u64; 3] {
    let halves = block.as_chunks::<WIDTH>().0;
    let halves = [u8x32::new(halves[0]), u8x32::new(halves[1])];
    let bits = |is: &dyn Fn(u8x32) -> u8x32| {
        let [low, high] = halves.map(|half| u64::from(is(half).to_bitmask()));
        low | high << WIDTH
    };
    let above = u8x32::splat(b'~' - b' ');
    [
        bits(&|half| half.simd_eq(u8x32::splat(b' '))),
        bits(&|half| half.simd_eq(u8x32::splat(b'"'))),
        bits(&|half| (half - u8x32::splat(b' ')).simd_gt(above)),
    ]
}

/// Whether a part of `text` has letters, digits and some marks alone, and is not empty.
#[inline]
pub fn is_name(text: &[u8], part: Range<usize>, marks: &[u8]) -> bool {
    let window = text
        .get(part.start..)
        .and_then(<[u8]>::first_chunk::<WIDTH>);
    let (Some(window), true) = (window, part.len() < WIDTH) else {
        let is_fine = |byte: &u8| byte.is_ascii_alphanumeric() || marks.contains(byte);
        return !part.is_empty() && text.get(part).is_some_and(|name| name.iter().all(is_fine));
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
    let wanted = (1 << part.len()) - 1;
    wanted != 0 && known.to_bitmask() & wanted == wanted
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
            prop_assert_eq!(inside(marks.quote(from)), first(|byte| byte == b'"'));
            prop_assert_eq!(inside(marks.other(from)), first(|byte| !(b' '..=b'~').contains(&byte)));
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
            prop_assert_eq!(is_name(text, begin..end, b".-"), !name.is_empty() && name.iter().all(is_fine));
        }

        #[test]
        fn either_byte_is_found(text in any_text()) {
            let found = text.contains(&b'a') || text.contains(&0x80);
            prop_assert_eq!(has_either(&text, b'a', 0x80), found);
        }
    }
}
