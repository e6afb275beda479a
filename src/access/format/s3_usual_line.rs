//! The layout that nearly every line of an S3 server access log has: no byte but printable ASCII, no
//! quote within what is quoted. Its fields are read off [`Ends`] of words. What is laid out otherwise is no
//! worse a line; it is left to the parser that looks closer. Where this one finds fields, that one finds
//! the same.
#![expect(
    clippy::inline_always,
    reason = "what a line is read by is small and used often: a call would cost as much as it does"
)]

use std::ops::Range;

use super::marks::{Ends, has_either, is_name, is_one_word, stop_from};
use super::parse_memory::{AddressTexts, AgentMemory, ParseMemory};
use super::s3_fields::S3Fields;
use super::s3_known_clients::KnownClient;
use super::s3_numbers::Numbers;
use super::s3_server_access::{BUCKET_MARKS, REQUEST_ID_MARKS, ends_as_published, is_operation};
use super::timestamp::ClfClock;
use crate::access::Actor;

/// Columns after the user agent.
const COLUMNS: usize = 10;
/// The owner, a canonical user id.
const OWNER: usize = 64;
/// `[06/Feb/2019:00:00:38 +0000] `
const TIME: usize = 29;

/// A part of the line, word by word: everything in it is printable ASCII, or there is no word.
struct Words<'a> {
    utf8: &'a str,
    ends: Ends<'a>,
    at: usize,
}

impl<'a> Words<'a> {
    /// The words from `at` on.
    #[inline(always)]
    fn new(utf8: &'a str, at: usize) -> Self {
        let ends = Ends::new(utf8.as_bytes(), at);
        Self { utf8, ends, at }
    }

    /// Where the next word is; it may be empty.
    #[inline(always)]
    fn range(&mut self) -> Option<(usize, usize)> {
        let begin = self.at;
        let end = self.ends.next();
        self.at = end + 1;
        (self.utf8.as_bytes().get(end) == Some(&b' ')).then_some((begin, end))
    }

    /// The next word, unless it is empty.
    #[inline(always)]
    fn word(&mut self) -> Option<&'a [u8]> {
        let (begin, end) = self.range()?;
        let word = self.utf8.as_bytes().get(begin..end)?;
        (begin < end).then_some(word)
    }
}

/// The text from `begin` to before `end`.
#[inline(always)]
fn part(utf8: &str, begin: usize, end: usize) -> Option<&str> {
    let (_, rest) = utf8.split_at_checked(begin)?;
    let (part, _) = rest.split_at_checked(end.checked_sub(begin)?)?;
    Some(part)
}

/// What is quoted at `at`, or a bare `-`, and where the space behind it is.
#[inline(always)]
fn quoted_or_none(text: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let begin = at + 1;
    let (inner, space) = match text.get(at)? {
        b'"' => {
            let end = stop_from(text, begin);
            if text.get(end) != Some(&b'"') {
                return None;
            }
            (text.get(begin..end)?, end + 1)
        }
        b'-' => (&b"-"[..], begin),
        _ => return None,
    };
    (text.get(space) == Some(&b' ')).then_some((inner, space + 1))
}

/// What is known of a usual line beside its fields.
#[derive(Clone, Copy, Debug)]
pub struct Usual {
    /// Where it ends.
    pub end: usize,
    /// Who the user agent tells.
    pub agent: Option<Actor>,
    /// Whether the key needs no decoding and the request line names it so, and nothing else.
    pub is_plain: bool,
}

/// Finds the fields of a line of printable ASCII that begins at `begin`; `None` when
/// it is not of this layout, and then `fields` mean nothing. They are written one by one: they are many, and
/// moving them would cost as much as finding them.
#[inline(never)]
pub fn tokenise<'a>(
    utf8: &'a str,
    begin: usize,
    clock: &mut ClfClock,
    memory: &mut ParseMemory,
    fields: &mut S3Fields<'a>,
) -> Option<Usual> {
    let text = utf8.as_bytes();
    let bucket = (
        begin + OWNER + 1,
        memory.line_heads.bucket_end(text, begin)?,
    );
    let time: &[u8; TIME] = text.get(bucket.1 + 1..)?.first_chunk()?;
    if time[27] != b']' || time[28] != b' ' {
        return None;
    }
    fields.bucket = part(utf8, bucket.0, bucket.1)?;
    fields.time_ms = clock.parse(&time[1..27])?;
    let client_at = bucket.1 + 1 + TIME;
    let client = memory.clients.near(text, client_at)?;
    let request_id = match client.end_of(text, client_at) {
        Some(end) => {
            fields.remote_ip = client.address;
            fields.requester = part(utf8, client_at + client.requester, end - 1)?;
            end
        }
        None => new_client(utf8, client_at, &mut memory.addresses, client, fields)?,
    };
    let request = operation(Words::new(utf8, request_id), fields)?;
    let plain_end = end_of_plain_request(text, request, fields);
    let numbers_at;
    (fields.request, numbers_at) = match plain_end {
        Some(end) => (text.get(request + 1..end)?, end + 2),
        None => quoted_or_none(text, request)?,
    };
    let referer = numbers(text, numbers_at, fields)?;
    let agent_at = match text.get(referer..)?.first_chunk()? {
        b"\"-\" " => referer + 4,
        _ => quoted_or_none(text, referer)?.1,
    };
    let (agent, tail_at) = user_agent(text, agent_at, &mut memory.agents, client, fields)?;
    let end = tail(Words::new(utf8, tail_at), &mut memory.line_ends, fields)?;
    Some(Usual {
        end,
        agent,
        is_plain: plain_end.is_some(),
    })
}

/// `address requester ` of a client that is not known; where the request id begins.
#[inline(never)]
fn new_client<'a>(
    utf8: &'a str,
    at: usize,
    addresses: &mut AddressTexts,
    client: &mut KnownClient,
    fields: &mut S3Fields<'a>,
) -> Option<usize> {
    let (text, mut words) = (utf8.as_bytes(), Words::new(utf8, at));
    let address = words.range()?;
    let is_none = address.1 - address.0 == 1 && text.get(address.0) == Some(&b'-');
    fields.remote_ip = if is_none {
        None
    } else {
        Some(addresses.parse(text, address.0, address.1)?)
    };
    let requester = words.range()?;
    if requester.0 == requester.1 {
        return None;
    }
    fields.requester = part(utf8, requester.0, requester.1)?;
    client.learn(&text[at..words.at], requester.0 - at, fields.remote_ip);
    Some(words.at)
}

/// `request-id operation key `; where the request line begins.
#[inline(always)]
fn operation<'a>(mut words: Words<'a>, fields: &mut S3Fields<'a>) -> Option<usize> {
    let utf8 = words.utf8;
    let request_id = words.range()?;
    if !is_name(
        utf8.as_bytes(),
        request_id.0,
        request_id.1,
        REQUEST_ID_MARKS,
    ) {
        return None;
    }
    fields.request_id = part(utf8, request_id.0, request_id.1)?;
    fields.operation = words.word()?;
    fields.key = words.word()?;
    is_operation(fields.operation).then_some(words.at)
}

/// The closing quote of a request line at `at` that is `"METHOD /KEY HTTP/1.1" `, or with the bucket in
/// front of a key that needs no decoding: so it is in nearly every line, and then nothing has to be
/// looked for.
#[inline(always)]
fn end_of_plain_request(text: &[u8], at: usize, fields: &S3Fields) -> Option<usize> {
    const PROTOCOL: &[u8; 11] = b" HTTP/1.1\" ";
    let begin: &[u8; 7] = text.get(at..)?.first_chunk()?;
    let path = at
        + match begin {
            b"\"HEAD /" => 7,
            [b'"', b'G', b'E', b'T', b' ', b'/', _] | [b'"', b'P', b'U', b'T', b' ', b'/', _] => 6,
            _ => return None,
        };
    let key = fields.key;
    let end_from = |path: usize| {
        let end = path + key.len();
        let named = text.get(path..end) == Some(key);
        (named && text.get(end..)?.first_chunk() == Some(PROTOCOL)).then_some(end)
    };
    let under_bucket = || {
        let slash = path + fields.bucket.len();
        let named = text.get(path..slash) == Some(fields.bucket.as_bytes());
        (named && text.get(slash) == Some(&b'/')).then(|| end_from(slash + 1))?
    };
    let end = end_from(path).or_else(under_bucket)?;
    let is_plain = key != b"-" && !has_either(key, b'%', b'+');
    is_plain.then_some(end + PROTOCOL.len() - 2)
}

/// The user agent at `at`, which mostly is the one that the client had before: who it tells, and where
/// the next field begins.
#[inline(always)]
fn user_agent<'a>(
    text: &'a [u8],
    at: usize,
    agents: &mut AgentMemory,
    client: &mut KnownClient,
    fields: &mut S3Fields<'a>,
) -> Option<(Option<Actor>, usize)> {
    if text.get(at) == Some(&b'"')
        && let Some((end, actor)) = agents.known_at(client.agent, text, at + 1)
        && text.get(end + 1) == Some(&b' ')
    {
        fields.user_agent = text.get(at + 1..end)?;
        return Some((actor, end + 2));
    }
    let next;
    (fields.user_agent, next) = quoted_or_none(text, at)?;
    let actor;
    (client.agent, actor) = agents.place_of(fields.user_agent);
    Some((actor, next))
}

/// `status error sent size total turn-around `; where the referer begins.
#[inline(always)]
fn numbers(text: &[u8], at: usize, fields: &mut S3Fields) -> Option<usize> {
    let mut numbers = Numbers::new(text, at)?;
    fields.status = match numbers.next()? {
        Some(status @ 100..600) => Some(status as u16),
        Some(_) => return None,
        None => None,
    };
    numbers.skip_error()?;
    fields.bytes_sent = numbers.next()?;
    fields.object_size = numbers.next()?;
    fields.total_ms = numbers.next()?;
    fields.turn_around_ms = numbers.next()?;
    Some(at + numbers.at)
}

/// The columns behind the user agent; `-` where an older line lacks them. Where the line ends.
#[inline(always)]
fn tail<'a>(mut words: Words<'a>, ends: &mut LineEnds, fields: &mut S3Fields<'a>) -> Option<usize> {
    let (utf8, text, begin) = (words.utf8, words.utf8.as_bytes(), words.at);
    let version_id = words.ends.next();
    if version_id == begin || text.get(version_id) != Some(&b' ') {
        return tail_of_other_length(utf8, begin, fields);
    }
    let host_id = words.ends.next();
    let end = stop_from(text, host_id).min(text.len());
    if end < text.len() && text[end] != b'\n' {
        return None;
    }
    let at = host_id + 1;
    let columns = text.get(at..end).and_then(|rest| ends.columns_of(rest));
    let (Some(columns), Some(&[b' ', ..])) = (columns, text.get(host_id..)) else {
        return tail_of_other_length(utf8, begin, fields);
    };
    fields.version_id = part(utf8, begin, version_id)?;
    fields.authentication =
        text.get(at + columns.authentication.start..at + columns.authentication.end)?;
    fields.host = text.get(at + columns.host.start..at + columns.host.end)?;
    fields.source_region = part(utf8, at + columns.region, end)?;
    Some(end)
}

/// The tail of a line of an older generation, which begins at `begin`, and where the line ends.
#[cold]
fn tail_of_other_length<'a>(
    utf8: &'a str,
    begin: usize,
    fields: &mut S3Fields<'a>,
) -> Option<usize> {
    let end = stop_from(utf8.as_bytes(), begin).min(utf8.len());
    let tail = utf8.get(begin..end)?;
    if end < utf8.len() && utf8.as_bytes()[end] != b'\n' {
        return None;
    }
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
    fine.then_some(end)
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

/// What the lines of buckets begin with that were met lately, up to the time: their owner and their name.
#[derive(Clone, Debug, Default)]
pub struct LineHeads(Vec<Vec<u8>>);

impl LineHeads {
    const PLACES: usize = 16;

    /// Where the bucket's name ends in the line that begins at `begin`.
    #[inline(always)]
    fn bucket_end(&mut self, text: &[u8], begin: usize) -> Option<usize> {
        let name: &[u8; 8] = text.get(begin + OWNER + 1..)?.first_chunk()?;
        let place = u64::from_le_bytes(*name).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 60;
        let place = place as usize % Self::PLACES;
        if let Some(known) = self.0.get(place).filter(|known| !known.is_empty())
            && text.get(begin..begin + known.len()) == Some(&known[..])
        {
            return Some(begin + known.len() - 2);
        }
        self.read(text, begin, place)
    }

    #[cold]
    fn read(&mut self, text: &[u8], begin: usize, place: usize) -> Option<usize> {
        let bucket = begin + OWNER + 1;
        let end = Ends::new(text, bucket).next();
        let fine = text[begin] != b'#'
            && is_one_word(text, begin)
            && text.get(bucket - 1) == Some(&b' ')
            && is_name(text, bucket, end, BUCKET_MARKS);
        let head = text
            .get(begin..end + 2)
            .filter(|head| head.ends_with(b" ["))?;
        if !fine {
            return None;
        }
        if self.0.is_empty() {
            self.0.resize(Self::PLACES, Vec::new());
        }
        self.0[place] = head.to_vec();
        Some(end)
    }
}

#[cfg(test)]
#[path = "s3_usual_line_tests.rs"]
mod tests;
