//! [`Text`]: the lines of one log file, decompressed, with the offset and the content hash that make
//! a bookmark.

use std::io::{self, BufReader, Cursor, Read};

use memchr::memchr;
use sha2::{Digest, Sha256};

use crate::access::format::MAX_LINE_BYTES;

/// How much of the beginning and of what precedes the offset the content hash covers.
pub(super) const HASHED_BYTES: usize = 4096;
/// How much is read at once.
const CHUNK_BYTES: usize = 256 * 1024;

/// A log's text.
pub(super) struct Text {
    reader: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// What of the buffer is not yet taken.
    taken: usize,
    at_end: bool,
    compressed: bool,
    /// Bytes of text taken.
    offset: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
}

/// One line with its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its bytes; only the first ones, but more than a line may have, when it is too long.
    pub(super) bytes: &'a [u8],
    /// Where it begins.
    pub(super) offset: u64,
}

impl Text {
    /// Text of stored bytes: gzip (of several members, too) and zstd are told by their first bytes.
    pub(super) fn open(mut stored: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut magic = Vec::with_capacity(4);
        stored.by_ref().take(4).read_to_end(&mut magic)?;
        let stored = Cursor::new(magic.clone()).chain(stored);
        let (reader, compressed): (Box<dyn Read + Send>, bool) = match magic[..] {
            [0x1f, 0x8b, ..] => {
                let stored = BufReader::with_capacity(CHUNK_BYTES, stored);
                (Box::new(flate2::bufread::MultiGzDecoder::new(stored)), true)
            }
            [0x28, 0xb5, 0x2f, 0xfd] => (Box::new(zstd::stream::read::Decoder::new(stored)?), true),
            _ => (Box::new(stored), false),
        };
        Ok(Self {
            reader,
            buffer: Vec::new(),
            taken: 0,
            at_end: false,
            compressed,
            offset: 0,
            head: Vec::new(),
            tail: Vec::new(),
        })
    }

    /// Goes on with the stored bytes of plain text after `offset`, whose beginning and end before
    /// `offset` are known.
    pub(super) fn resume(
        stored: Box<dyn Read + Send>,
        offset: u64,
        head: Vec<u8>,
        tail: Vec<u8>,
    ) -> Self {
        Self {
            reader: stored,
            buffer: Vec::new(),
            taken: 0,
            at_end: false,
            compressed: false,
            offset,
            head,
            tail,
        }
    }

    pub(super) fn is_compressed(&self) -> bool {
        self.compressed
    }

    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The text ahead, at least `length` bytes where there are so many. Takes nothing.
    pub(super) fn peek(&mut self, length: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.taken < length && !self.at_end {
            self.fill()?;
        }
        Ok(&self.buffer[self.taken..])
    }

    /// The first line of the whole text, as far as the hash's beginning reaches: a CSV's header.
    pub(super) fn first_line(&mut self) -> io::Result<Vec<u8>> {
        let begin = if self.offset == 0 {
            self.peek(HASHED_BYTES)?
        } else {
            &self.head
        };
        let end = memchr(b'\n', begin).unwrap_or(begin.len());
        Ok(begin[..end].to_vec())
    }

    /// Takes `length` bytes; false when the text ends before.
    pub(super) fn skip(&mut self, mut length: u64) -> io::Result<bool> {
        while length > 0 {
            let ahead = self.peek(1)?.len();
            if ahead == 0 {
                return Ok(false);
            }
            let part = usize::try_from(length).map_or(ahead, |length| length.min(ahead));
            self.take(part);
            length -= part as u64;
        }
        Ok(true)
    }

    /// Takes the next line; `None` at the end. With `whole_only`, a last line without a line end is
    /// left: its writer may not be done with it.
    pub(super) fn next_line(&mut self, whole_only: bool) -> io::Result<Option<Line<'_>>> {
        let mut searched = 0;
        let end = loop {
            let ahead = &self.buffer[self.taken..];
            if let Some(at) = memchr(b'\n', &ahead[searched..]) {
                break searched + at + 1;
            }
            searched = ahead.len();
            if searched > MAX_LINE_BYTES {
                return self.take_long_line().map(Some);
            }
            if self.at_end {
                if searched == 0 || whole_only {
                    return Ok(None);
                }
                break searched;
            }
            self.fill()?;
        };
        let offset = self.offset;
        let begin = self.taken;
        self.take(end);
        Ok(Some(Line {
            bytes: &self.buffer[begin..begin + end],
            offset,
        }))
    }

    /// Takes a line that is longer than a line may be, without keeping it.
    fn take_long_line(&mut self) -> io::Result<Line<'_>> {
        let offset = self.offset;
        let kept = self.buffer[self.taken..=self.taken + MAX_LINE_BYTES].to_vec();
        loop {
            let ahead = &self.buffer[self.taken..];
            match memchr(b'\n', ahead) {
                Some(at) => {
                    self.take(at + 1);
                    break;
                }
                None => self.take(ahead.len()),
            }
            if self.at_end {
                break;
            }
            self.fill()?;
        }
        // The line's bytes go where lines are lent from: in front of what is ahead.
        self.buffer.splice(..self.taken, kept);
        self.taken = MAX_LINE_BYTES + 1;
        Ok(Line {
            bytes: &self.buffer[..self.taken],
            offset,
        })
    }

    /// Hash of the beginning and of what precedes the offset.
    pub(super) fn content_hash(&self) -> String {
        content_hash(&self.head, &self.tail)
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.taken);
        self.taken = 0;
        let begin = self.buffer.len();
        self.buffer.resize(begin + CHUNK_BYTES, 0);
        let read = loop {
            match self.reader.read(&mut self.buffer[begin..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        let length = *read.as_ref().unwrap_or(&0);
        self.buffer.truncate(begin + length);
        self.at_end = read? == 0;
        Ok(())
    }

    fn take(&mut self, length: usize) {
        let bytes = &self.buffer[self.taken..self.taken + length];
        let missing = HASHED_BYTES - self.head.len();
        self.head.extend_from_slice(&bytes[..length.min(missing)]);
        self.tail
            .extend_from_slice(&bytes[length.saturating_sub(HASHED_BYTES)..]);
        // Cut now and then rather than at every line.
        if self.tail.len() > 16 * HASHED_BYTES {
            self.tail.drain(..self.tail.len() - HASHED_BYTES);
        }
        self.taken += length;
        self.offset += length as u64;
    }
}

/// Hash of the first 4 KiB of a text and of its last 4 KiB.
pub(super) fn content_hash(head: &[u8], tail: &[u8]) -> String {
    let tail = &tail[tail.len().saturating_sub(HASHED_BYTES)..];
    format!("{}-{}", hex_hash(head), hex_hash(tail))
}

/// SHA-256 in hex.
pub(super) fn hex_hash(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn text(bytes: &[u8]) -> Text {
        Text::open(Box::new(Cursor::new(bytes.to_vec()))).unwrap()
    }

    fn lines(bytes: &[u8], whole_only: bool) -> Vec<Vec<u8>> {
        let mut text = text(bytes);
        let mut lines = Vec::new();
        while let Some(line) = text.next_line(whole_only).unwrap() {
            lines.push(line.bytes.to_vec());
        }
        lines
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn compression_is_told_by_the_first_bytes() {
        let plain = b"one\ntwo\n".to_vec();
        let members = [gzip(b"one\n"), gzip(b"two\n")].concat();
        let frames = [&b"one\n"[..], b"two\n"]
            .map(|part| zstd::encode_all(part, 1).unwrap())
            .concat();
        for stored in [plain, members, frames] {
            assert_eq!(lines(&stored, true), [b"one\n", b"two\n"]);
        }
        assert_eq!(lines(b"", true), Vec::<Vec<u8>>::new());
        assert_eq!(lines(b"a", false), [b"a"]);
    }

    #[test]
    fn a_torn_archive_is_an_error() {
        let stored = gzip(&b"line\n".repeat(1_000));
        let mut text = text(&stored[..stored.len() - 9]);
        let mut read = || {
            while text.next_line(false)?.is_some() {}
            Ok::<_, io::Error>(())
        };
        assert!(read().is_err());
    }

    #[test]
    fn an_unfinished_line_is_left_where_it_may_grow() {
        assert_eq!(lines(b"a\nb", true), [b"a\n"]);
        assert_eq!(lines(b"a\nb", false), [&b"a\n"[..], b"b"]);
    }

    #[test]
    fn long_lines_are_passed_over_whole() {
        for length in [MAX_LINE_BYTES, MAX_LINE_BYTES + 1, 3 * CHUNK_BYTES] {
            let bytes = [b"a\n", "x".repeat(length).as_bytes(), b"\nb\n"].concat();
            let mut text = text(&bytes);
            let mut shape = Vec::new();
            while let Some(line) = text.next_line(true).unwrap() {
                shape.push((
                    line.offset,
                    line.bytes[0],
                    line.bytes.len() > MAX_LINE_BYTES,
                ));
            }
            let end = length as u64 + 3;
            assert_eq!(
                shape,
                [(0, b'a', false), (2, b'x', true), (end, b'b', false)]
            );
            assert_eq!(text.offset(), bytes.len() as u64);
        }
    }

    proptest! {
        #[test]
        fn the_hash_is_that_of_both_ends(
            bytes in prop::collection::vec(prop::sample::select(b"ab\n".to_vec()), 0..20_000),
        ) {
            let mut text = text(&bytes);
            while text.next_line(false).unwrap().is_some() {}
            let head = &bytes[..bytes.len().min(HASHED_BYTES)];
            prop_assert_eq!(text.content_hash(), content_hash(head, &bytes));
            prop_assert_eq!(text.offset(), bytes.len() as u64);
        }
    }
}
