//! [`Framing`]: where one record of a log ends and the next begins.
//!
//! A frame is a range of the text, so that offsets mean the same for every format. Lines are the
//! usual frame. Where logs are JSON documents, records are objects, wherever the newlines are: one
//! after the other, behind each other without anything between (Ceph), in an array that never ends
//! (Ceph's socket), or in the one array of `{"Records":[…]}` (CloudTrail).

use memchr::{memchr, memchr2, memchr3, memrchr};

/// A longer line is damage, not a request.
pub const MAX_LINE_BYTES: usize = 64 * 1024;
/// A longer object is damage: the largest that logs hold are deletes of a thousand keys.
pub const MAX_OBJECT_BYTES: usize = 1024 * 1024;

/// What some editors and collectors put before a text of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How a format separates its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// A record is a line.
    Lines,
    /// A record is a JSON object.
    Objects,
}

impl Framing {
    /// What is longer is no record.
    pub fn max_bytes(self) -> usize {
        match self {
            Self::Lines => MAX_LINE_BYTES,
            Self::Objects => MAX_OBJECT_BYTES,
        }
    }

    /// The frames of a text, in order. What is left at its end is a frame, too.
    pub fn frames(self, text: &[u8]) -> Frames<'_> {
        let rest = text;
        Frames {
            framing: self,
            text,
            rest,
        }
    }

    /// How much of a text's beginning is whole frames, with what stands between them.
    pub fn whole(self, text: &[u8]) -> usize {
        match self {
            Self::Lines => memrchr(b'\n', text).map_or(0, |at| at + 1),
            Self::Objects => {
                let mut end = 0;
                while let Some(frame) = next_object(&text[end..]) {
                    end += frame.end;
                }
                end + skip_between(&text[end..])
            }
        }
    }
}

/// Finds the end of a frame that is too long to be kept, part by part.
#[derive(Clone, Debug)]
pub struct FrameEnd {
    framing: Framing,
    object: ObjectScanner,
}

impl FrameEnd {
    /// For a frame of which nothing was seen yet.
    pub fn new(framing: Framing) -> Self {
        Self {
            framing,
            object: ObjectScanner::default(),
        }
    }

    /// Where the frame ends in the next part of it.
    pub fn find(&mut self, part: &[u8]) -> Option<usize> {
        match self.framing {
            Framing::Lines => memchr(b'\n', part).map(|at| at + 1),
            Framing::Objects => self.object.find_end(part),
        }
    }
}

/// Iterates over the frames of a text.
#[derive(Clone, Debug)]
pub struct Frames<'a> {
    framing: Framing,
    text: &'a [u8],
    rest: &'a [u8],
}

/// One frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Where it begins in the text.
    pub start: usize,
    /// Its bytes, with the end of the line where it is one.
    pub bytes: &'a [u8],
}

impl<'a> Iterator for Frames<'a> {
    type Item = Frame<'a>;

    #[inline]
    fn next(&mut self) -> Option<Frame<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let begin = self.text.len() - self.rest.len();
        let range = match self.framing {
            Framing::Lines => 0..memchr(b'\n', self.rest).map_or(self.rest.len(), |at| at + 1),
            Framing::Objects => match next_object(self.rest) {
                Some(range) => range,
                None => skip_between(self.rest)..self.rest.len(),
            },
        };
        let bytes = &self.rest[range.clone()];
        self.rest = &self.rest[range.end..];
        let start = begin + range.start;
        // Only what stands between objects was left.
        (!bytes.is_empty()).then_some(Frame { start, bytes })
    }
}

/// The first object of `text` that ends in it, or the first piece of damage.
fn next_object(text: &[u8]) -> Option<std::ops::Range<usize>> {
    let start = skip_between(text);
    let rest = &text[start..];
    let length = match rest.first()? {
        // What could still become the beginning of an array of records is waited for.
        b'{' if envelope(rest) == Envelope::Cut => return None,
        b'{' => ObjectScanner::default().find_end(rest)?,
        // Neither an object nor what stands between them: damage, up to where either may be.
        _ => memchr2(b'\n', b'{', rest)?,
    };
    Some(start..start + length)
}

/// How much of the beginning stands between objects.
fn skip_between(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            0xef if text[at..].starts_with(BYTE_ORDER_MARK) => at += BYTE_ORDER_MARK.len(),
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | b'}' | 0x1e => at += 1,
            b'{' => match envelope(&text[at..]) {
                Envelope::Opened(length) => at += length,
                Envelope::Cut | Envelope::None => break,
            },
            _ => break,
        }
    }
    at
}

/// Whether a text begins an array of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Envelope {
    /// With so many bytes.
    Opened(usize),
    /// It may: it ends too early to tell.
    Cut,
    None,
}

/// Looks for `{"Records":[`, with spaces anywhere between.
fn envelope(text: &[u8]) -> Envelope {
    const WANTED: &[u8] = b"{\"Records\":[";
    const MAX_BYTES: usize = 64;
    let mut seen = 0;
    for (at, byte) in text.iter().take(MAX_BYTES).enumerate() {
        if *byte == WANTED[seen] {
            seen += 1;
        } else if !byte.is_ascii_whitespace() {
            return Envelope::None;
        }
        if seen == WANTED.len() {
            return Envelope::Opened(at + 1);
        }
    }
    if text.len() < MAX_BYTES {
        Envelope::Cut
    } else {
        Envelope::None
    }
}

/// Finds the end of one object, which begins with the first byte seen: its closing brace, or where it
/// is torn. A torn object must not take the next ones with it, so what no JSON has is looked for: a
/// newline in a string, an object where none may stand, a string that nothing may follow.
#[derive(Clone, Debug, Default)]
struct ObjectScanner {
    depth: u32,
    in_string: bool,
    escaped: bool,
    /// The last byte that is not a space; 0 at the beginning.
    previous: u8,
    /// The last byte of the string that just ended.
    end_of_string: u8,
    damaged: bool,
}

impl ObjectScanner {
    /// Where the object ends in its next part.
    fn find_end(&mut self, part: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < part.len() {
            if self.damaged {
                return resynchronise(part, at);
            }
            if self.in_string {
                at = match self.pass_string(part, at) {
                    InString::EndsAt(at) => at,
                    InString::Torn(end) => return Some(end),
                };
                continue;
            }
            let byte = part[at];
            if !byte.is_ascii_whitespace() {
                if self.previous == b'"' && !matches!(byte, b',' | b':' | b'}' | b']') {
                    // `{"` inside a string that was cut short: the next object begins there.
                    if self.end_of_string == b'{' {
                        let quote = memrchr(b'"', &part[..at]).unwrap_or(0);
                        return Some(quote.saturating_sub(1));
                    }
                    self.damaged = true;
                    continue;
                }
                match byte {
                    b'{' if !matches!(self.previous, 0 | b':' | b',' | b'[') => return Some(at),
                    b'{' | b'[' => self.depth += 1,
                    b'"' => {
                        self.in_string = true;
                        self.end_of_string = 0;
                    }
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    _ if self.depth == 0 => {
                        self.damaged = true;
                        continue;
                    }
                    _ => {}
                }
                self.previous = byte;
                if self.depth == 0 {
                    return Some(at + 1);
                }
            }
            at += 1;
        }
        None
    }

    fn pass_string(&mut self, part: &[u8], mut at: usize) -> InString {
        if self.escaped && part[at] != b'\n' {
            self.end_of_string = part[at];
            at += 1;
        }
        self.escaped = false;
        let Some(found) = memchr3(b'"', b'\\', b'\n', &part[at..]) else {
            self.end_of_string = part.last().copied().unwrap_or(0);
            return InString::EndsAt(part.len());
        };
        let found = at + found;
        if found > at {
            self.end_of_string = part[found - 1];
        }
        match part[found] {
            b'"' => {
                self.in_string = false;
                self.previous = b'"';
            }
            b'\\' => self.escaped = true,
            _ => return InString::Torn(found + 1),
        }
        InString::EndsAt(found + 1)
    }
}

/// The next newline, or before what looks like an object.
fn resynchronise(part: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr2(b'\n', b'{', &part[at..])?;
        if part[at] == b'\n' {
            return Some(at + 1);
        }
        if part.get(at + 1) == Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

/// What a string led to.
enum InString {
    /// Going on here, inside it or behind it.
    EndsAt(usize),
    /// The object is torn, up to here.
    Torn(usize),
}

#[cfg(test)]
#[path = "framing_tests.rs"]
mod tests;
