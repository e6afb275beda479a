//! Where the bytes that part the fields of a log stand: looked for 64 bytes at a time, a bit for each, and
//! only where somebody asks. Reading a field's end off the bits takes a few instructions, whatever its length.
#![expect(
    clippy::inline_always,
    reason = "what a line is read by is small and used often: a call would cost as much as it does"
)]

use wide::u8x32;

/// Bytes of one vector.
const WIDTH: usize = 32;
/// Bytes that are looked at together.
pub const WINDOW: usize = 64;

/// The words of a text from some place on, by what ends them: a space, mostly. A quote, `!` and what is not
/// printable ASCII end them, too, so that who takes nothing but spaces for an end has seen nothing of these.
#[derive(Clone, Copy, Debug)]
pub struct Ends<'a> {
    text: &'a [u8],
    /// Where this window begins in the text.
    begin: usize,
    /// What is left of it; never none.
    bits: u64,
}

impl<'a> Ends<'a> {
    /// Ends from the first at `from` or behind it.
    #[inline(always)]
    pub fn new(text: &'a [u8], from: usize) -> Self {
        let (begin, bits) = ends_from(text, from);
        Self { text, begin, bits }
    }

    /// The next end; behind the text there is one everywhere.
    #[inline(always)]
    pub fn next(&mut self) -> usize {
        if self.bits == 0 {
            (self.begin, self.bits) = ends_from(self.text, self.begin + WINDOW);
        }
        let place = self.begin + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits.wrapping_sub(1);
        place
    }
}

/// The first window from `from` on that has an end, and where the ends are in it.
#[inline(never)]
fn ends_from(text: &[u8], from: usize) -> (usize, u64) {
    first_window(text, from, |half| !is_among(half, b'#', b'~').to_bitmask())
}

/// Where the next double quote, or what is not printable, stands; behind the text there is one everywhere.
#[inline(never)]
pub fn stop_from(text: &[u8], from: usize) -> usize {
    let (begin, bits) = first_window(text, from, |half| {
        let quotes = half.simd_eq(u8x32::splat(b'"'));
        !is_among(half, b' ', b'~').to_bitmask() | quotes.to_bitmask()
    });
    begin + bits.trailing_zeros() as usize
}

/// Whether 64 bytes stand at `from` and no end is among them.
#[inline(always)]
pub fn is_one_word(text: &[u8], from: usize) -> bool {
    let window = text.get(from..).and_then(<[u8]>::first_chunk::<WINDOW>);
    window.is_some_and(|window| {
        let [low, high] = halves(window).map(|half| is_among(half, b'#', b'~'));
        (low & high).all()
    })
}

#[inline(always)]
fn first_window(text: &[u8], mut begin: usize, bits_of: impl Fn(u8x32) -> u32) -> (usize, u64) {
    while let Some(window) = text.get(begin..).and_then(<[u8]>::first_chunk) {
        let bits = bits_of_window(window, &bits_of);
        if bits != 0 {
            return (begin, bits);
        }
        begin += WINDOW;
    }
    in_last_window(text, begin, &bits_of)
}

/// The same where less than a window is left of the text: behind it is what ends words.
#[cold]
#[inline(never)]
fn in_last_window(text: &[u8], begin: usize, bits_of: &impl Fn(u8x32) -> u32) -> (usize, u64) {
    let rest = text.get(begin..).unwrap_or_default();
    let mut window = [0; WINDOW];
    window[..rest.len()].copy_from_slice(rest);
    (begin, bits_of_window(&window, bits_of))
}

#[inline(always)]
fn bits_of_window(window: &[u8; WINDOW], bits_of: &impl Fn(u8x32) -> u32) -> u64 {
    let [low, high] = halves(window);
    u64::from(bits_of(low)) | u64::from(bits_of(high)) << WIDTH
}

/// Spaces among 64 bytes.
#[inline(always)]
pub fn spaces_of(window: &[u8; WINDOW]) -> u64 {
    bits_of_window(window, &|half| {
        half.simd_eq(u8x32::splat(b' ')).to_bitmask()
    })
}

#[inline(always)]
fn halves(window: &[u8; WINDOW]) -> [u8x32; 2] {
    let (low, high) = window.split_at(WIDTH);
    [low, high].map(|half| {
        half.first_chunk()
            .map_or(u8x32::ZERO, |half| u8x32::new(*half))
    })
}

#[inline(always)]
fn is_among(bytes: u8x32, first: u8, last: u8) -> u8x32 {
    let above = bytes - u8x32::splat(first);
    above.min(u8x32::splat(last - first)).simd_eq(above)
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
            prop::sample::select(b"ab \"!#~\x7f\n\t\xff\x80".to_vec()),
            0..300,
        )
    }

    proptest! {
        #[test]
        fn ends_are_where_the_bytes_are(text in any_text(), from in 0_usize..320) {
            let inside = |at: usize| if at < text.len() { at } else { usize::MAX };
            let is_end = |byte: u8| !(b'#'..=b'~').contains(&byte);
            let mut ends = Ends::new(&text, from);
            for (at, _) in text.iter().enumerate().skip(from).filter(|(_, byte)| is_end(**byte)) {
                prop_assert_eq!(ends.next(), at);
            }
            for _ in 0..100 {
                prop_assert!(ends.next() >= text.len());
            }
            let is_stop = |byte: u8| byte == b'"' || !(b' '..=b'~').contains(&byte);
            let stop = (from..text.len()).find(|&at| is_stop(text[at]));
            prop_assert_eq!(inside(stop_from(&text, from)), stop.unwrap_or(usize::MAX));
            let word = text.get(from..from + 64).is_some_and(|word| !word.iter().any(|&byte| is_end(byte)));
            prop_assert_eq!(is_one_word(&text, from), word);
        }

        #[test]
        fn words_of_64_bytes_are_known(length in 60_usize..70) {
            let text = "x".repeat(length) + " ";
            prop_assert_eq!(is_one_word(text.as_bytes(), 0), length >= 64);
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
