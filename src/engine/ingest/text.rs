//! [`Text`]: one log file, decompressed and cut between its frames, with the offset and the
//! content hash that make a bookmark.

use std::io::{self, BufReader, Cursor, Read};

use sha2::{Digest, Sha256};

use crate::access::format::{FrameEnd, Framing};

use super::inflation::Inflation;

/// How much of the beginning and of what precedes the offset the content hash covers.
pub(super) const HASHED_BYTES: usize = 4096;
/// How much is read at once, and about how much of the text a block has.
const CHUNK_BYTES: usize = 256 * 1024;

/// A log's text.
pub(super) struct Text {
    reader: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// How much of the buffer is text.
    filled: usize,
    /// How much of that is taken.
    taken: usize,
    /// What blocks were in before.
    spare: Vec<u8>,
    /// How much is read next.
    chunk: usize,
    at_end: bool,
    compressed: bool,
    /// Bytes of text taken.
    offset: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
}

/// A piece of the text that begins and ends between frames. Of a frame that is too long there is only
/// the beginning, more than a frame may have, as a block of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Where it begins in the text.
    pub(super) offset: u64,
}

impl Text {
    /// Text of stored bytes, so many as far as is known: gzip (of several members, too) and zstd are told
    /// by their first bytes.
    pub(super) fn open(mut stored: Box<dyn Read + Send>, size: Option<u64>) -> io::Result<Self> {
        let mut magic = Vec::with_capacity(4);
        stored.by_ref().take(4).read_to_end(&mut magic)?;
        let stored = Cursor::new(magic.clone()).chain(stored);
        let (reader, compressed): (Box<dyn Read + Send>, bool) = match magic[..] {
            [0x1f, 0x8b, ..] => {
                let text = Inflation::new(stored, |stored| {
                    let stored = BufReader::with_capacity(CHUNK_BYTES, stored);
                    Ok(flate2::bufread::MultiGzDecoder::new(stored))
                })?;
                (Box::new(text), true)
            }
            [0x28, 0xb5, 0x2f, 0xfd] => {
                let text = Inflation::new(stored, zstd::stream::read::Decoder::new)?;
                (Box::new(text), true)
            }
            _ => (Box::new(stored), false),
        };
        Ok(Self {
            reader,
            buffer: Vec::new(),
            filled: 0,
            taken: 0,
            spare: Vec::new(),
            chunk: first_chunk(size.filter(|_| !compressed)),
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
            filled: 0,
            taken: 0,
            spare: Vec::new(),
            chunk: CHUNK_BYTES,
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
        while self.filled - self.taken < length && !self.at_end {
            self.fill()?;
        }
        Ok(&self.buffer[self.taken..self.filled])
    }

    /// The beginning of the whole text, as far as the hash covers it: where headers are.
    pub(super) fn head(&mut self) -> io::Result<Vec<u8>> {
        if self.offset > 0 {
            return Ok(self.head.clone());
        }
        let head = self.peek(HASHED_BYTES)?;
        Ok(head[..head.len().min(HASHED_BYTES)].to_vec())
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

    /// Takes the next frames, some 256 KiB of them; `None` at the end. With `whole_only`, a last frame
    /// without an end is left: its writer may not be done with it.
    pub(super) fn next_block(
        &mut self,
        framing: Framing,
        whole_only: bool,
    ) -> io::Result<Option<Block>> {
        loop {
            let ahead = self.peek(CHUNK_BYTES)?;
            let (whole, length) = (framing.whole(ahead), ahead.len());
            if whole > 0 {
                return Ok(Some(self.take_block(whole)));
            }
            if length > framing.max_bytes() {
                return self.take_long_frame(framing).map(Some);
            }
            if self.at_end {
                let left = length > 0 && !whole_only;
                return Ok(left.then(|| self.take_block(length)));
            }
            self.fill()?;
        }
    }

    /// Takes a block; the buffer goes with it, and what is left of it begins a new one.
    fn take_block(&mut self, length: usize) -> Block {
        let (offset, begin) = (self.offset, self.taken);
        self.take(length);
        let left = self.taken..self.filled;
        let mut next = std::mem::take(&mut self.spare);
        next.resize(next.len().max(left.len()), 0);
        next[..left.len()].copy_from_slice(&self.buffer[left.clone()]);
        let mut bytes = std::mem::replace(&mut self.buffer, next);
        (self.filled, self.taken) = (left.len(), 0);
        bytes.truncate(left.start);
        bytes.drain(..begin);
        Block { bytes, offset }
    }

    /// Gives back what a block was in, to be filled again.
    pub(super) fn give_back(&mut self, spare: Vec<u8>) {
        self.spare = spare;
    }

    /// Takes a frame that is longer than a frame may be, without keeping it.
    fn take_long_frame(&mut self, framing: Framing) -> io::Result<Block> {
        let offset = self.offset;
        let bytes = self.buffer[self.taken..=self.taken + framing.max_bytes()].to_vec();
        let mut end = FrameEnd::new(framing);
        loop {
            let ahead = &self.buffer[self.taken..self.filled];
            match end.find(ahead) {
                Some(at) => {
                    self.take(at);
                    break;
                }
                None => self.take(ahead.len()),
            }
            if self.at_end {
                break;
            }
            self.fill()?;
        }
        Ok(Block { bytes, offset })
    }

    /// Hash of the beginning and of what precedes the offset.
    pub(super) fn content_hash(&self) -> String {
        content_hash(&self.head, &self.tail)
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.taken..self.filled, 0);
        self.filled -= self.taken;
        self.taken = 0;
        let full = self.filled + self.chunk;
        self.chunk = CHUNK_BYTES;
        if self.buffer.len() < full {
            self.buffer.resize(full, 0);
        }
        while self.filled < full && !self.at_end {
            match self.reader.read(&mut self.buffer[self.filled..full]) {
                Ok(0) => self.at_end = true,
                Ok(length) => self.filled += length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
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

/// How much of a text of so many bytes is read first. Room for all of a chunk would cost a small file
/// more than its bytes do; one byte more than there are shows the end.
fn first_chunk(size: Option<u64>) -> usize {
    let size = size.and_then(|size| usize::try_from(size).ok());
    size.map_or(CHUNK_BYTES, |size| size.saturating_add(1).min(CHUNK_BYTES))
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
        Text::open(Box::new(Cursor::new(bytes.to_vec())), None).unwrap()
    }

    fn lines(bytes: &[u8], whole_only: bool) -> Vec<Vec<u8>> {
        let mut text = text(bytes);
        let mut lines = Vec::new();
        while let Some(block) = text.next_block(Framing::Lines, whole_only).unwrap() {
            let frames = Framing::Lines.frames(&block.bytes);
            lines.extend(frames.map(|frame| frame.bytes.to_vec()));
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
            while text.next_block(Framing::Lines, false)?.is_some() {}
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
    fn long_frames_are_passed_over_whole() {
        for (framing, before, long, after) in [
            (Framing::Lines, "a\n", ("x", "x", "\n"), "b\n"),
            (
                Framing::Objects,
                "{\"a\":1}",
                ("{\"x\":\"", "}", "\"}"),
                "{}\n",
            ),
        ] {
            let max = framing.max_bytes();
            for length in [max - 20, max + 1, 2 * max + 3 * CHUNK_BYTES] {
                let long = [long.0, &long.1.repeat(length), long.2].concat();
                let bytes = [before, &long, after].concat();
                let mut text = text(bytes.as_bytes());
                let mut shape = Vec::new();
                while let Some(block) = text.next_block(framing, true).unwrap() {
                    for frame in framing.frames(&block.bytes) {
                        let offset = block.offset + frame.start as u64;
                        shape.push((offset, frame.bytes.len() > max));
                    }
                }
                let (first, second) = (before.len() as u64, (before.len() + long.len()) as u64);
                assert_eq!(
                    shape,
                    [(0, false), (first, length > max), (second, false)],
                    "{framing:?} {length}"
                );
                assert_eq!(text.offset(), bytes.len() as u64);
            }
        }
    }

    proptest! {
        #[test]
        fn the_hash_is_that_of_both_ends(
            bytes in prop::collection::vec(prop::sample::select(b"ab\n".to_vec()), 0..20_000),
            listed in prop::option::of(0_u64..30_000),
        ) {
            // A file may have grown since it was listed, or shrunk.
            let stored = Box::new(Cursor::new(bytes.clone()));
            let mut text = Text::open(stored, listed).unwrap();
            while text.next_block(Framing::Lines, false).unwrap().is_some() {}
            let head = &bytes[..bytes.len().min(HASHED_BYTES)];
            prop_assert_eq!(text.content_hash(), content_hash(head, &bytes));
            prop_assert_eq!(text.offset(), bytes.len() as u64);
        }
    }
}
