//! Amazon S3 server access logs (`s3-server-access`), and bucket logs of Ceph that imitate them
//! (`ceph-bucket-log`).
//!
//! The fields are separated by spaces, but referer and user agent are whatever a client sent, with
//! quotes unescaped. So a line is anchored from both ends: eight plain fields from the left; the
//! request line ends at the first `" ` that six well-formed numeric fields follow; the tail has no
//! quotes, so the line's last quote ends the user agent. Published formats have 18, 24, 25, 26 and
//! 27 fields; AWS may append more, which are skipped. Any other count is a torn line. Of what clients
//! cannot choose, the form is checked, so that a damaged line is not taken for a good one.
//!
//! This is the hot path of ingestion: borrowed bytes, and no allocation but for keys that need
//! decoding. Nearly every line is read by [`s3_usual_line`](super::s3_usual_line); what is laid out otherwise comes here.

use std::borrow::Cow;
use std::net::IpAddr;

use memchr::{memchr, memchr_iter, memmem, memrchr};

use super::Reject;
use super::s3_fields::{S3Fields, is_known_operation, parse_ip};
use super::timestamp::ClfClock;
use crate::access::{AccessRecord, Actor, Operation};

/// Fields after the user agent in the formats published so far: version id alone (18 fields), up to
/// the TLS version (24), access point (25), ACL (26), source region (27); more may come.
const TAIL_LENGTH_OPEN: usize = 10;

/// What bucket names have beside letters and digits; Ceph's have their tenant in front.
pub(super) const BUCKET_MARKS: &[u8] = b".-_:";
/// What request ids have beside letters and digits: Ceph's are transaction ids.
pub(super) const REQUEST_ID_MARKS: &[u8] = b".-";

/// Parses one line without its newline.
pub fn parse<'a>(line: &'a [u8], clock: &mut ClfClock) -> Result<AccessRecord<'a>, Reject> {
    let fields = tokenise(line, clock)?;
    fields.record_unless_contradictory(Actor::of_agent(fields.user_agent))
}

/// Parses one line of Ceph's bucket logging. It is written before the answer is sent, so that a read
/// has no bytes sent: the object's size stands in for them. The bucket may have a tenant in front.
pub fn parse_ceph<'a>(line: &'a [u8], clock: &mut ClfClock) -> Result<AccessRecord<'a>, Reject> {
    let mut fields = tokenise(line, clock)?;
    let tenant_and_bucket = fields.bucket;
    let bucket = tenant_and_bucket
        .rsplit_once(':')
        .map_or(tenant_and_bucket, |(_tenant, bucket)| bucket);
    // The path has the tenant, or it has not.
    if memmem::find(fields.request, tenant_and_bucket.as_bytes()).is_none() {
        fields.bucket = bucket;
    }
    let mut record = fields.record();
    record.bucket = Cow::Borrowed(bucket);
    if record.operation == Operation::Get && fields.bytes_sent.is_none() {
        record.bytes_out = fields.object_size.unwrap_or(0);
    }
    Ok(record)
}

pub(super) fn tokenise<'a>(line: &'a [u8], clock: &mut ClfClock) -> Result<S3Fields<'a>, Reject> {
    if has_controls(line) {
        return Err(Reject::Shape("control characters"));
    }
    let mut head = Words(line);
    let word = |head: &mut Words<'a>, name| head.next_word().ok_or(Reject::Shape(name));
    let owner = word(&mut head, "bucket owner")?;
    if !is_owner(owner) {
        return Err(Reject::Shape("bucket owner"));
    }
    let bucket = word(&mut head, "bucket")?;
    let time = head.bracketed().ok_or(Reject::Shape("time"))?;
    let time_ms = clock.parse(time).ok_or(Reject::Time)?;
    let remote_ip = remote_ip(word(&mut head, "remote address")?)?;
    let requester = word(&mut head, "requester")?;
    let request_id = word(&mut head, "request id")?;
    let names = [
        (bucket, BUCKET_MARKS, "bucket"),
        (request_id, REQUEST_ID_MARKS, "request id"),
    ];
    for (name, marks, reason) in names {
        if has_byte(name, |byte| {
            !byte.is_ascii_alphanumeric() && !marks.contains(&byte)
        }) {
            return Err(Reject::Shape(reason));
        }
    }
    let operation = word(&mut head, "operation")?;
    let key = word(&mut head, "key")?;
    if !is_operation(operation) {
        return Err(Reject::Shape("operation"));
    }
    if holds_head_of_another(head.0, owner) {
        return Err(Reject::Shape("line: two in one"));
    }
    let (request, numbers, rest) = split_request(head.0).ok_or(Reject::Shape("request line"))?;
    let (user_agent, tail) = split_agents(rest).ok_or(Reject::Shape("user agent"))?;
    let tail = Tail::new(tail).ok_or(Reject::Shape("field count"))?;
    let text = |word: &'a [u8], name| ascii(word).ok_or(Reject::Shape(name));
    Ok(S3Fields {
        time_ms,
        bucket: text(bucket, "bucket")?,
        remote_ip,
        requester: text(requester, "requester")?,
        request_id: text(request_id, "request id")?,
        operation,
        key,
        request,
        status: numbers.status,
        bytes_sent: numbers.bytes_sent,
        object_size: numbers.object_size,
        total_ms: numbers.total_ms,
        turn_around_ms: numbers.turn_around_ms,
        user_agent,
        version_id: tail.version_id,
        host: tail.column(5),
        authentication: tail.column(4),
        source_region: tail.source_region,
    })
}

/// Whether a byte stands in the line that no HTTP message has, so no client can have sent it.
#[inline]
fn has_controls(line: &[u8]) -> bool {
    has_byte(line, |byte| byte < b' ' && byte != b'\t')
}

/// Whether any byte is so; without an early end, so that the compiler makes it a few wide instructions.
#[inline]
fn has_byte(text: &[u8], is_so: impl Fn(u8) -> bool) -> bool {
    let found = text
        .iter()
        .fold(0, |found, &byte| found | u8::from(is_so(byte)));
    found > 0
}

/// Text that only the store writes: printable ASCII.
#[inline]
fn ascii(word: &[u8]) -> Option<&str> {
    let plain = word
        .iter()
        .fold(true, |plain, byte| plain & byte.is_ascii_graphic());
    std::str::from_utf8(word).ok().filter(|_| plain)
}

/// A canonical user id has 64 hexadecimal digits; imitators and documentation have other names.
#[inline]
fn is_owner(word: &[u8]) -> bool {
    let hexadecimal = || word.iter().all(u8::is_ascii_hexdigit);
    word.len() == 64 || word.len() < 32 || !hexadecimal()
}

/// Whether what follows the key holds the beginning of another record, of this bucket or another: the
/// end of this one was lost with its newline. Clients can write much, but hardly the owner's id in
/// front of their own time.
#[inline]
fn holds_head_of_another(rest: &[u8], owner: &[u8]) -> bool {
    let owner = &owner[owner.len().saturating_sub(16)..];
    memchr_iter(b'[', rest).any(|at| {
        let before = rest[..at].strip_suffix(b" ").unwrap_or_default();
        let bucket = memrchr(b' ', before).unwrap_or(0);
        before[..bucket].ends_with(owner)
    })
}

#[inline]
fn remote_ip(word: &[u8]) -> Result<Option<IpAddr>, Reject> {
    match word {
        b"-" => Ok(None),
        word => parse_ip(word)
            .map(Some)
            .ok_or(Reject::Shape("remote address")),
    }
}

/// What is left of a line, taken word by word.
#[derive(Clone, Copy)]
struct Words<'a>(&'a [u8]);

impl<'a> Words<'a> {
    #[inline]
    fn next_word(&mut self) -> Option<&'a [u8]> {
        let space = memchr(b' ', self.0)?;
        let (word, rest) = self.0.split_at(space);
        self.0 = &rest[1..];
        (!word.is_empty()).then_some(word)
    }

    #[inline]
    fn bracketed(&mut self) -> Option<&'a [u8]> {
        let (inner, rest) = self.0.strip_prefix(b"[")?.split_at_checked(26)?;
        self.0 = rest.strip_prefix(b"] ")?;
        Some(inner)
    }

    /// A number, or `-` for none.
    #[inline]
    #[expect(
        clippy::option_option,
        reason = "no number at all, against a field that says there is none"
    )]
    fn number(&mut self) -> Option<Option<u64>> {
        if let Some(rest) = self.0.strip_prefix(b"- ") {
            self.0 = rest;
            return Some(None);
        }
        let mut number = 0_u64;
        for (at, byte) in self.0.iter().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    let digit = u64::from(byte - b'0');
                    number = number.checked_mul(10)?.checked_add(digit)?;
                }
                b' ' if at > 0 => {
                    self.0 = &self.0[at + 1..];
                    return Some(Some(number));
                }
                _ => return None,
            }
        }
        None
    }
}

/// Whether a word is the name of an operation, known or new.
#[inline]
pub(super) fn is_operation(word: &[u8]) -> bool {
    is_known_operation(word) || looks_like_operation(word)
}

fn looks_like_operation(word: &[u8]) -> bool {
    let family = [&b"REST."[..], b"WEBSITE.", b"BATCH.", b"S3.", b"SOAP."]
        .iter()
        .any(|family| word.starts_with(family));
    family
        && !has_byte(word, |byte| {
            !byte.is_ascii_alphanumeric() && byte != b'.' && byte != b'_'
        })
}

/// `status error sent size total turn-around`.
#[derive(Clone, Copy, Debug)]
struct Numbers {
    status: Option<u16>,
    bytes_sent: Option<u64>,
    object_size: Option<u64>,
    total_ms: Option<u64>,
    turn_around_ms: Option<u64>,
}

/// Splits `"request line" status error sent size total turn-around REST`; the request line may be
/// a bare `-`.
#[inline]
fn split_request(text: &[u8]) -> Option<(&[u8], Numbers, &[u8])> {
    if let Some(after) = text.strip_prefix(b"- ") {
        let (numbers, rest) = split_numbers(after)?;
        return Some((b"-", numbers, rest));
    }
    let inner = text.strip_prefix(b"\"")?;
    memchr_iter(b'"', inner).find_map(|end| {
        let after = inner[end + 1..].strip_prefix(b" ")?;
        let (numbers, rest) = split_numbers(after)?;
        Some((&inner[..end], numbers, rest))
    })
}

#[inline]
fn split_numbers(text: &[u8]) -> Option<(Numbers, &[u8])> {
    let mut words = Words(text);
    let status = words.number()?;
    let status = match status {
        Some(status) => {
            Some(u16::try_from(status).ok()).filter(|_| (100..600).contains(&status))?
        }
        None => None,
    };
    let error = words.next_word()?;
    if error != b"-"
        && !error
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'.')
    {
        return None;
    }
    let numbers = Numbers {
        status,
        bytes_sent: words.number()?,
        object_size: words.number()?,
        total_ms: words.number()?,
        turn_around_ms: words.number()?,
    };
    Some((numbers, words.0))
}

/// Splits `REFERER USER-AGENT TAIL`, where either of the first two is quoted or a bare `-`, into
/// user agent and tail.
#[inline]
fn split_agents(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let bare = |text: &'_ [u8]| -> bool { text.starts_with(b"- ") };
    if bare(text) && bare(&text[2..]) {
        return Some((b"-", &text[4..]));
    }
    let last = memrchr(b'"', text)?;
    let tail = text[last + 1..].strip_prefix(b" ")?;
    if let Some(agent) = text.strip_prefix(b"- \"") {
        let end = last.checked_sub(3)?;
        return Some((agent.get(..end)?, tail));
    }
    let quoted = text.strip_prefix(b"\"")?;
    let inner = quoted.get(..last.checked_sub(1)?)?;
    // Nearly always there is no referer.
    if let Some(agent) = inner.strip_prefix(b"-\" \"") {
        return Some((agent, tail));
    }
    match memmem::find(inner, b"\" \"") {
        Some(at) => Some((&inner[at + 3..], tail)),
        // Only the referer is quoted: its closing quote is the last one, a bare agent follows.
        None => bare(tail).then(|| (&b"-"[..], &tail[2..])),
    }
}

/// The fields after the user agent.
#[derive(Clone, Copy, Debug)]
struct Tail<'a> {
    text: &'a [u8],
    version_id: &'a str,
    source_region: &'a str,
}

impl<'a> Tail<'a> {
    /// `None` when there are not as many fields as in any known generation, or when the last one is
    /// not what this generation ends with.
    #[inline]
    fn new(tail: &'a [u8]) -> Option<Self> {
        let plain = !has_byte(tail, |byte| !(b' '..0x7f).contains(&byte));
        let columns = memchr_iter(b' ', tail).count() + 1;
        let version_id = &tail[..memchr(b' ', tail).unwrap_or(tail.len())];
        if !plain || version_id.is_empty() {
            return None;
        }
        let mut tail = Self {
            text: tail,
            version_id: std::str::from_utf8(version_id).ok()?,
            source_region: "",
        };
        let last = memrchr(b' ', tail.text).map_or(tail.text, |at| &tail.text[at + 1..]);
        let complete = if columns > TAIL_LENGTH_OPEN {
            is_region(tail.column(9))
        } else {
            ends_as_published(columns, last)
        };
        if columns >= TAIL_LENGTH_OPEN {
            tail.source_region = std::str::from_utf8(tail.column(9)).ok()?;
        }
        complete.then_some(tail)
    }

    /// The field at this place; `-` when there are fewer.
    #[inline]
    fn column(&self, at: usize) -> &'a [u8] {
        let mut words = Words(self.text);
        for _ in 0..at {
            let Some(space) = memchr(b' ', words.0) else {
                return b"-";
            };
            words.0 = &words.0[space + 1..];
        }
        &words.0[..memchr(b' ', words.0).unwrap_or(words.0.len())]
    }
}

/// Whether a published generation has so many fields after the user agent, and may end with this one:
/// if not, it is what is left of a longer line.
#[inline]
pub(super) fn ends_as_published(columns: usize, last: &[u8]) -> bool {
    match columns {
        1 => matches!(last, b"-" | b"null") || last.len() >= 32,
        7 => last == b"-" || last.len() == 7 && last[..5].eq_ignore_ascii_case(b"TLSv1"),
        8 => last == b"-" || last.starts_with(b"arn:"),
        9 => last == b"-" || last == b"Yes",
        TAIL_LENGTH_OPEN => is_region(last),
        _ => false,
    }
}

/// `us-east-1`, `us-gov-west-1`, or `-`.
#[inline]
fn is_region(word: &[u8]) -> bool {
    word == b"-"
        || word.last().is_some_and(u8::is_ascii_digit)
            && word
                .iter()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Whether a line has the look of this format: for detection, so cheaper and laxer than parsing.
pub fn resembles(line: &[u8]) -> bool {
    words_before_operation(line).is_some()
}

/// Whether a line that [`resembles`] this format is Ceph's: its request ids are transaction ids.
pub fn resembles_ceph(line: &[u8]) -> bool {
    words_before_operation(line).is_some_and(|request_id| memchr(b'.', request_id).is_some())
}

fn words_before_operation(line: &[u8]) -> Option<&[u8]> {
    let mut words = Words(line);
    let _owner_and_bucket = (words.next_word()?, words.next_word()?);
    let _time = words.bracketed()?;
    let _ip_and_requester = (words.next_word()?, words.next_word()?);
    let request_id = words.next_word()?;
    words
        .next_word()
        .is_some_and(looks_like_operation)
        .then_some(request_id)
}

#[cfg(test)]
#[path = "s3_server_access_tests.rs"]
mod tests;
