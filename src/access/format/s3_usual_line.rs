//! The layout that nearly every line of an S3 server access log has: no byte but printable ASCII, no
//! quote within what is quoted. Its fields are read off [`Marks`]. What is laid out otherwise is no
//! worse a line; it is left to the parser that looks closer. Where this one finds fields, that one finds
//! the same.
#![expect(
    clippy::inline_always,
    reason = "what a line is read by is small and used often: a call would cost as much as it does"
)]

use std::ops::Range;

use super::marks::{Marks, Places, is_name};
use super::parse_memory::AddressTexts;
use super::s3_fields::S3Fields;
use super::s3_server_access::{BUCKET_MARKS, REQUEST_ID_MARKS, ends_as_published, is_operation};
use super::timestamp::ClfClock;

/// Columns after the user agent.
const COLUMNS: usize = 10;
/// The owner, a canonical user id.
const OWNER: usize = 64;
/// `[06/Feb/2019:00:00:38 +0000] `
const TIME: usize = 29;

/// The beginning of a line within a text whose marks are known.
#[derive(Clone, Copy)]
pub struct MarkedLine<'a, 'm> {
    /// The text that the line is part of.
    pub text: &'a str,
    /// Of all the text.
    pub marks: &'m Marks,
    /// Where the line begins.
    pub begin: usize,
}

/// What is left of the line, field by field. A place behind the line is noticed at its end: there is a
/// stop, and every stop is looked at.
struct Words<'a, 'm> {
    text: &'a [u8],
    marks: &'m Marks,
    spaces: Places<'m, 0>,
    /// Every stop before this was looked at.
    stops_from: usize,
    at: usize,
}

impl<'a, 'm> Words<'a, 'm> {
    /// Goes on elsewhere.
    #[inline(always)]
    fn seek(&mut self, at: usize) {
        self.at = at;
        self.spaces = self.marks.spaces(at);
    }

    /// Where the next word is; it may be empty.
    #[inline(always)]
    fn range(&mut self) -> (usize, usize) {
        let begin = self.at;
        let end = self.spaces.next();
        self.at = end + 1;
        (begin, end)
    }

    /// The text up to the next space, if any.
    #[inline(always)]
    fn word(&mut self) -> Option<&'a [u8]> {
        let (begin, end) = self.range();
        let word = self.text.get(begin..end)?;
        (begin < end).then_some(word)
    }

    /// A number, or `-` for none.
    #[inline(always)]
    #[expect(
        clippy::option_option,
        reason = "no number at all, against a field that says there is none"
    )]
    fn number(&mut self) -> Option<Option<u64>> {
        let (begin, end) = self.range();
        let length = end - begin;
        let last: &[u8; 8] = self.text.get(..end)?.last_chunk()?;
        if length.wrapping_sub(1) < 8
            && let Some(number) = up_to_8_digits(*last, length)
        {
            return Some(Some(number));
        }
        if length == 1 && last[7] == b'-' {
            return Some(None);
        }
        long_number(self.text.get(begin..end)?).map(Some)
    }

    /// A quoted text, or a bare `-`, and the space behind it.
    #[inline(always)]
    fn quoted_or_none(&mut self, stops: &mut Places<'m, 1>) -> Option<&'a [u8]> {
        let begin = self.at + 1;
        let (inner, space) = match self.text.get(self.at)? {
            b'"' => {
                let (quote, end) = (stops.next(), stops.next());
                if quote != self.at || self.text.get(end) != Some(&b'"') {
                    return None;
                }
                self.stops_from = end + 1;
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
#[inline(always)]
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

/// Finds the fields of a line of printable ASCII, and where the line ends; `None` when it is not of
/// this layout, and then `fields` mean nothing. They are written one by one: they are many, and moving
/// them would cost as much as finding them.
#[inline(never)]
pub fn tokenise<'a>(
    line: MarkedLine<'a, '_>,
    clock: &mut ClfClock,
    memory: (&mut AddressTexts, &mut LineEnds),
    fields: &mut S3Fields<'a>,
) -> Option<usize> {
    let (addresses, ends) = memory;
    let (utf8, begin) = (line.text, line.begin);
    let text = utf8.as_bytes();
    let mut words = Words {
        text,
        marks: line.marks,
        spaces: line.marks.spaces(begin),
        stops_from: begin,
        at: begin,
    };
    let (_, owner_end) = words.range();
    let bucket = words.range();
    let time: &[u8; TIME] = text.get(words.at..)?.first_chunk()?;
    let bracketed = time[0] == b'[' && time[27] == b']' && time[28] == b' ';
    if owner_end - begin != OWNER
        || text[begin] == b'#'
        || !bracketed
        || !is_name(text, bucket.0, bucket.1, BUCKET_MARKS)
    {
        return None;
    }
    fields.bucket = utf8.get(bucket.0..bucket.1)?;
    fields.time_ms = clock.parse(&time[1..27])?;
    let _within_time = words.spaces.next();
    let _behind_time = words.spaces.next();
    words.at += TIME;
    let address = words.range();
    let is_none = address.1 - address.0 == 1 && text.get(address.0) == Some(&b'-');
    fields.remote_ip = if is_none {
        None
    } else {
        Some(addresses.parse(text, address.0, address.1)?)
    };
    let requester = words.range();
    let request_id = words.range();
    if requester.0 == requester.1 || !is_name(text, request_id.0, request_id.1, REQUEST_ID_MARKS) {
        return None;
    }
    fields.requester = utf8.get(requester.0..requester.1)?;
    fields.request_id = utf8.get(request_id.0..request_id.1)?;
    fields.operation = words.word()?;
    fields.key = words.word()?;
    if !is_operation(fields.operation) {
        return None;
    }
    fields.request = words.quoted_or_none(&mut line.marks.stops(begin))?;
    words.seek(words.at);
    words.numbers(fields)?;
    let mut stops = line.marks.stops(words.stops_from);
    let _referer = words.quoted_or_none(&mut stops)?;
    fields.user_agent = words.quoted_or_none(&mut stops)?;
    let end = stops.next().min(text.len());
    if end < text.len() && text[end] != b'\n' {
        return None;
    }
    words.seek(words.at);
    words.tail(utf8, end, ends, fields)?;
    Some(end)
}

impl<'a> Words<'a, '_> {
    /// `status error sent size total turn-around `
    #[inline(always)]
    fn numbers(&mut self, fields: &mut S3Fields<'a>) -> Option<()> {
        fields.status = match self.number()? {
            Some(status @ 100..600) => Some(status as u16),
            Some(_) => return None,
            None => None,
        };
        let error = self.word()?;
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
        if error != b"-" && !error.iter().all(is_plain) {
            return None;
        }
        fields.bytes_sent = self.number()?;
        fields.object_size = self.number()?;
        fields.total_ms = self.number()?;
        fields.turn_around_ms = self.number()?;
        Some(())
    }

    /// The columns behind the user agent; `-` where an older line lacks them.
    #[inline(always)]
    fn tail(
        &mut self,
        utf8: &'a str,
        end: usize,
        ends: &mut LineEnds,
        fields: &mut S3Fields<'a>,
    ) -> Option<()> {
        let begin = self.at;
        let version_id = self.range();
        let _host_id = self.range();
        let Some(rest) = self.text.get(self.at..end) else {
            return tail_of_other_length(utf8.get(begin..end)?, fields);
        };
        let Some(columns) = ends.columns_of(rest) else {
            return tail_of_other_length(utf8.get(begin..end)?, fields);
        };
        fields.version_id = utf8
            .get(version_id.0..version_id.1)
            .filter(|id| !id.is_empty())?;
        fields.authentication = rest.get(columns.authentication.clone())?;
        fields.host = rest.get(columns.host.clone())?;
        fields.source_region = utf8.get(self.at + columns.region..end)?;
        Some(())
    }
}

/// The tail of a line of an older generation.
#[cold]
fn tail_of_other_length<'a>(tail: &'a str, fields: &mut S3Fields<'a>) -> Option<()> {
    let mut columns = ["-"; COLUMNS];
    let mut count = 0;
    for column in tail.split(' ') {
        *columns.get_mut(count)? = column;
        count += 1;
    }
    let last = columns[count - 1];
    let fine =
        count < COLUMNS && !columns[0].is_empty() && ends_as_published(count, last.as_bytes());
    fields.version_id = columns[0];
    fields.authentication = columns[4].as_bytes();
    fields.host = columns[5].as_bytes();
    fields.source_region = "-";
    fine.then_some(())
}

/// Ends of lines that were met lately, from the signature version on: of one bucket they are few.
#[derive(Clone, Debug, Default)]
pub struct LineEnds(Vec<LineEnd>);

#[derive(Clone, Debug, Default)]
struct LineEnd {
    text: Vec<u8>,
    columns: Option<EndColumns>,
}

/// Where in the end of a line its columns are.
#[derive(Clone, Debug, PartialEq)]
struct EndColumns {
    authentication: Range<usize>,
    host: Range<usize>,
    /// Where the source region begins, which is the last column.
    region: usize,
}

impl LineEnds {
    const PLACES: usize = 256;

    /// The columns of a line's end; `None` when they are not as many as a line of today has, or the
    /// last is no region.
    #[inline(always)]
    fn columns_of(&mut self, text: &[u8]) -> Option<&EndColumns> {
        let last: &[u8; 16] = text.last_chunk()?;
        let last = u128::from_le_bytes(*last);
        let ends = last as u64 ^ ((last >> 64) as u64).rotate_left(29) ^ text.len() as u64;
        let place = (ends.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize % Self::PLACES;
        if self.0.get(place).is_none_or(|known| known.text != text) {
            self.read(text, place);
        }
        self.0.get(place)?.columns.as_ref()
    }

    #[cold]
    fn read(&mut self, text: &[u8], place: usize) {
        if self.0.is_empty() {
            self.0.resize(Self::PLACES, LineEnd::default());
        }
        let mut columns = text.split(|&byte| byte == b' ').map(|column| {
            let begin = column.as_ptr().addr() - text.as_ptr().addr();
            begin..begin + column.len()
        });
        let columns: Vec<_> = columns.by_ref().take(COLUMNS).collect();
        // Version and host id stand before these.
        let columns = (columns.len() == COLUMNS - 2)
            .then(|| EndColumns {
                authentication: columns[2].clone(),
                host: columns[3].clone(),
                region: columns[7].start,
            })
            .filter(|found| ends_as_published(COLUMNS, &text[found.region..]));
        self.0[place] = LineEnd {
            text: text.to_vec(),
            columns,
        };
    }
}

#[cfg(test)]
#[path = "s3_usual_line_tests.rs"]
mod tests;
