//! The layout that nearly every line of an S3 server access log has: no byte but printable ASCII, no
//! quote within what is quoted. Its fields are read off [`Marks`]. What is laid out otherwise is no
//! worse a line; it is left to the parser that looks closer. Where this one finds fields, that one finds
//! the same.

use std::ops::Range;

use super::marks::{Marks, Places, is_name};
use super::s3_fields::{S3Fields, parse_ip};
use super::s3_server_access::{BUCKET_MARKS, REQUEST_ID_MARKS, ends_as_published, is_operation};
use super::timestamp::ClfClock;

/// Columns after the user agent.
const COLUMNS: usize = 10;
/// `[06/Feb/2019:00:00:38 +0000] `
const TIME: usize = 29;

/// A line within a text whose marks are known.
#[derive(Clone, Copy)]
pub struct MarkedLine<'a, 'm> {
    /// The text that the line is part of.
    pub text: &'a [u8],
    /// The same.
    pub utf8: &'a str,
    /// Of all the text.
    pub marks: &'m Marks,
    /// Where the line begins.
    pub begin: usize,
    /// Where it ends, without its line end.
    pub end: usize,
}

/// What is left of the line, field by field. A place behind the line is noticed at its end.
struct Words<'a, 'm> {
    text: &'a [u8],
    marks: &'m Marks,
    spaces: Places<'m>,
    at: usize,
}

impl<'a, 'm> Words<'a, 'm> {
    #[inline]
    fn of(line: MarkedLine<'a, 'm>) -> Self {
        Self {
            text: line.text,
            marks: line.marks,
            spaces: line.marks.spaces(line.begin),
            at: line.begin,
        }
    }

    /// Goes on elsewhere.
    #[inline]
    fn seek(&mut self, at: usize) {
        self.at = at;
        self.spaces = self.marks.spaces(at);
    }

    /// Where the next word is; it may be empty.
    #[inline]
    fn range(&mut self) -> Range<usize> {
        let begin = self.at;
        let end = self.spaces.next();
        self.at = end + 1;
        begin..end
    }

    /// The text up to the next space, if any.
    #[inline]
    fn word(&mut self) -> Option<&'a [u8]> {
        let range = self.range();
        self.text.get(range).filter(|word| !word.is_empty())
    }

    /// A number, or `-` for none.
    #[inline]
    #[expect(
        clippy::option_option,
        reason = "no number at all, against a field that says there is none"
    )]
    fn number(&mut self) -> Option<Option<u64>> {
        let range = self.range();
        match range.len() {
            1 => match self.text.get(range.start)? {
                b'-' => Some(None),
                digit @ b'0'..=b'9' => Some(Some(u64::from(digit - b'0'))),
                _ => None,
            },
            length @ 2..=8 => {
                let digits = self.text.get(..range.end)?.last_chunk()?;
                up_to_8_digits(*digits, length).map(Some)
            }
            _ => long_number(self.text.get(range)?).map(Some),
        }
    }

    /// A quoted text, or a bare `-`, and the space behind it.
    #[inline]
    fn quoted_or_none(&mut self) -> Option<&'a [u8]> {
        let begin = self.at + 1;
        let (inner, space) = match self.text.get(self.at)? {
            b'"' => {
                let end = self.marks.quote(begin);
                (self.text.get(begin..end)?, end + 1)
            }
            b'-' => (&b"-"[..], begin),
            _ => return None,
        };
        let parted = self.text.get(space) == Some(&b' ');
        self.at = space + 1;
        parted.then_some(inner)
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

/// The last digits of `text`, all of one number.
#[inline]
fn up_to_8_digits(text: [u8; 8], digits: usize) -> Option<u64> {
    let number = u64::from_le_bytes(text) ^ 0x3030_3030_3030_3030;
    let number = number & u64::MAX << (64 - 8 * digits);
    if (number.wrapping_add(0x7676_7676_7676_7676) | number) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    // Pairs, fours, all: each step adds what lies beside each other.
    let pairs = number.wrapping_mul(10).wrapping_add(number >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    Some(fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff)
}

/// The fields of a line of printable ASCII; `None` when it is not of this layout.
#[inline]
pub fn tokenise<'a>(line: MarkedLine<'a, '_>, clock: &mut ClfClock) -> Option<S3Fields<'a>> {
    let MarkedLine { text, utf8, .. } = line;
    let mut words = Words::of(line);
    let owner = words.range();
    let bucket = words.range();
    let time: &[u8; TIME] = text.get(words.at..)?.first_chunk()?;
    let bracketed = time[0] == b'[' && time[27] == b']' && time[28] == b' ';
    if owner.len() != 64 || !bracketed || !is_name(text, bucket.clone(), BUCKET_MARKS) {
        return None;
    }
    let time_ms = clock.parse(&time[1..27])?;
    let _within_time = words.spaces.next();
    let _behind_time = words.spaces.next();
    words.at += TIME;
    let remote_ip = match words.word()? {
        b"-" => None,
        address => Some(parse_ip(address)?),
    };
    let requester = words.range();
    let request_id = words.range();
    if requester.is_empty() || !is_name(text, request_id.clone(), REQUEST_ID_MARKS) {
        return None;
    }
    let operation = words.word()?;
    let key = words.word()?;
    if words.at > line.end || !is_operation(operation) {
        return None;
    }
    let request = words.quoted_or_none()?;
    words.seek(words.at);
    let status = match words.number()? {
        Some(status @ 100..600) => Some(status as u16),
        Some(_) => return None,
        None => None,
    };
    let error = words.word()?;
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    if error != b"-" && !error.iter().all(is_plain) {
        return None;
    }
    let (bytes_sent, object_size) = (words.number()?, words.number()?);
    let (total_ms, turn_around_ms) = (words.number()?, words.number()?);
    let _referer = words.quoted_or_none()?;
    let user_agent = words.quoted_or_none()?;
    if line.marks.quote(words.at) < line.end {
        return None;
    }
    let tail = Tail::new(line, words.at)?;
    Some(S3Fields {
        time_ms,
        bucket: utf8.get(bucket)?,
        remote_ip,
        requester: utf8.get(requester)?,
        request_id: utf8.get(request_id)?,
        operation,
        key,
        request,
        status,
        bytes_sent,
        object_size,
        total_ms,
        turn_around_ms,
        user_agent,
        version_id: tail.version_id,
        host: tail.host,
        authentication: tail.authentication,
        source_region: tail.source_region,
    })
}

/// The columns behind the user agent that are needed; `-` where an older line lacks them.
struct Tail<'a> {
    version_id: &'a str,
    authentication: &'a [u8],
    host: &'a [u8],
    source_region: &'a str,
}

impl<'a> Tail<'a> {
    #[inline]
    fn new(line: MarkedLine<'a, '_>, begin: usize) -> Option<Self> {
        let MarkedLine {
            text,
            utf8,
            marks,
            end,
            ..
        } = line;
        let mut spaces = marks.spaces(begin);
        let mut ends = [end; COLUMNS];
        let mut columns = 1;
        for column in &mut ends {
            let space = spaces.next();
            if space >= end {
                break;
            }
            *column = space;
            columns += 1;
        }
        if begin > end || columns > COLUMNS {
            return None;
        }
        let column = |number: usize| text.get(ends[number - 1] + 1..ends[number]);
        let version_id = utf8.get(begin..ends[0])?;
        let fine = |last: &[u8]| !version_id.is_empty() && ends_as_published(columns, last);
        if columns < COLUMNS {
            let last = text.get(..end)?.rsplit(|&byte| byte == b' ').next()?;
            let version_is_last = columns == 1;
            let last = if version_is_last {
                version_id.as_bytes()
            } else {
                last
            };
            return fine(last).then(|| Self {
                version_id,
                authentication: if columns > 4 {
                    column(4).unwrap_or(b"-")
                } else {
                    b"-"
                },
                host: if columns > 5 {
                    column(5).unwrap_or(b"-")
                } else {
                    b"-"
                },
                source_region: "-",
            });
        }
        let source_region = utf8.get(ends[COLUMNS - 2] + 1..ends[COLUMNS - 1])?;
        fine(source_region.as_bytes()).then_some(Self {
            version_id,
            authentication: column(4)?,
            host: column(5)?,
            source_region,
        })
    }
}

#[cfg(test)]
#[path = "s3_usual_line_tests.rs"]
mod tests;
