//! Amazon S3 server access logs (`s3-server-access`), and what imitates them.
//!
//! The fields are separated by spaces, but referer and user agent are whatever a client sent, with
//! quotes unescaped. So a line is anchored from both ends: eight plain fields from the left; the
//! request line ends at the first `" ` that six well-formed numeric fields follow; the tail has no
//! quotes, so the line's last quote ends the user agent. Published formats have 18, 24, 25, 26 and
//! 27 fields; AWS may append more, which are skipped. Any other count is a torn line.

use std::borrow::Cow;
use std::net::IpAddr;

use memchr::{memchr, memchr_iter, memmem, memrchr};

use super::percent::{Plus, decode, decode_twice};
use super::request::RequestLine;
use super::{Reject, timestamp};
use crate::access::{AccessRecord, Actor, Operation};

/// Fields after the user agent in the formats published so far: version id alone (18 fields), up to
/// the TLS version (24), access point (25), ACL (26), source region (27); more may come.
const TAIL_LENGTHS: [usize; 3] = [1, 7, 8];
const TAIL_LENGTH_OPEN: usize = 9;

/// The fields of a line, undecoded; `-` stands for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fields<'a> {
    bucket: &'a [u8],
    time: &'a [u8],
    remote_ip: &'a [u8],
    requester: &'a [u8],
    request_id: &'a [u8],
    operation: &'a [u8],
    key: &'a [u8],
    request: &'a [u8],
    status: &'a [u8],
    bytes_sent: &'a [u8],
    object_size: &'a [u8],
    total_ms: &'a [u8],
    turn_around_ms: &'a [u8],
    user_agent: &'a [u8],
    version_id: &'a [u8],
    host: &'a [u8],
    source_region: &'a [u8],
}

/// Parses one line without its newline.
pub fn parse(line: &[u8]) -> Result<AccessRecord<'_>, Reject> {
    let fields = tokenise(line)?;
    let time_ms = timestamp::parse_clf(fields.time).ok_or(Reject::Time)?;
    let bucket = std::str::from_utf8(fields.bucket).map_err(|_| Reject::Shape("bucket"))?;
    let (key, key_mismatch) = decode_key(&fields);
    let operation = operation(fields.operation, !key.is_empty());
    let object_size = number(fields.object_size)?;
    let carries_body = matches!(
        fields.operation,
        b"REST.PUT.OBJECT" | b"REST.POST.OBJECT" | b"REST.PUT.PART"
    );
    let is_of_part = fields.operation.ends_with(b".PART");
    Ok(AccessRecord {
        time_ms,
        bucket: Cow::Borrowed(bucket),
        key,
        key_mismatch,
        operation,
        status: number(fields.status)?.and_then(|status| u16::try_from(status).ok()),
        bytes_out: number(fields.bytes_sent)?.unwrap_or(0),
        // The log has no field for bytes received; of an upload, the size is what came in. The
        // request that completes a multipart upload logs the whole object's size, without a body.
        bytes_in: object_size.filter(|_| carries_body).unwrap_or(0),
        object_size: object_size.filter(|_| !is_of_part),
        requester: text(fields.requester),
        client_ip: parse_ip(fields.remote_ip),
        source_region: present(fields.source_region).map(String::from_utf8_lossy),
        latency_ms: number(fields.total_ms)?.map(|ms| ms as f64),
        first_byte_ms: number(fields.turn_around_ms)?.map(|ms| ms as f64),
        actor: Actor::classify(
            fields.requester,
            fields.user_agent,
            fields.operation.starts_with(b"S3."),
        ),
        request_id: text(fields.request_id),
        version_id: text(fields.version_id),
    })
}

fn tokenise(line: &[u8]) -> Result<Fields<'_>, Reject> {
    let mut head = Words(line);
    let _owner = head.next_word().ok_or(Reject::Shape("bucket owner"))?;
    let bucket = head.next_word().ok_or(Reject::Shape("bucket"))?;
    let time = head.bracketed().ok_or(Reject::Shape("time"))?;
    let mut word = |name| head.next_word().ok_or(Reject::Shape(name));
    let remote_ip = word("remote address")?;
    let requester = word("requester")?;
    let request_id = word("request id")?;
    let operation = word("operation")?;
    let key = word("key")?;
    if !looks_like_operation(operation) {
        return Err(Reject::Shape("operation"));
    }
    let (request, numbers, rest) = split_request(head.0).ok_or(Reject::Shape("request line"))?;
    let (user_agent, tail) = split_agents(rest).ok_or(Reject::Shape("user agent"))?;
    let tail: Vec<&[u8]> = tail.split(|&byte| byte == b' ').collect();
    if !TAIL_LENGTHS.contains(&tail.len()) && tail.len() < TAIL_LENGTH_OPEN
        || tail.iter().take(1).any(|field| field.is_empty())
    {
        return Err(Reject::Shape("field count"));
    }
    let of_tail = |at: usize| tail.get(at).copied().unwrap_or(b"-");
    Ok(Fields {
        bucket,
        time,
        remote_ip,
        requester,
        request_id,
        operation,
        key,
        request,
        status: numbers[0],
        bytes_sent: numbers[2],
        object_size: numbers[3],
        total_ms: numbers[4],
        turn_around_ms: numbers[5],
        user_agent,
        version_id: of_tail(0),
        host: of_tail(5),
        source_region: of_tail(9),
    })
}

/// What is left of a line, taken word by word. A control byte inside a word means that two lines
/// ran into each other or that this is no log.
struct Words<'a>(&'a [u8]);

impl<'a> Words<'a> {
    fn next_word(&mut self) -> Option<&'a [u8]> {
        let space = memchr(b' ', self.0)?;
        let word = &self.0[..space];
        if word.is_empty() || word.iter().any(u8::is_ascii_control) {
            return None;
        }
        self.0 = &self.0[space + 1..];
        Some(word)
    }

    fn bracketed(&mut self) -> Option<&'a [u8]> {
        let inner = self.0.strip_prefix(b"[")?;
        let end = memchr(b']', inner)?;
        self.0 = inner[end + 1..].strip_prefix(b" ")?;
        Some(&inner[..end])
    }
}

fn looks_like_operation(word: &[u8]) -> bool {
    [&b"REST."[..], b"WEBSITE.", b"BATCH.", b"S3.", b"SOAP."]
        .iter()
        .any(|family| word.starts_with(family))
}

/// Splits `"request line" status error sent size total turn-around REST`; the request line may be
/// a bare `-`. Gives the request line, the six fields, and REST.
#[expect(
    clippy::type_complexity,
    reason = "three parts of one line, taken apart at once by the only caller"
)]
fn split_request(text: &[u8]) -> Option<(&[u8], [&[u8]; 6], &[u8])> {
    if let Some(after) = text.strip_prefix(b"- ") {
        let (numbers, rest) = split_numbers(after)?;
        return Some((b"-", numbers, rest));
    }
    let inner = text.strip_prefix(b"\"")?;
    memmem::find_iter(inner, b"\" ").find_map(|end| {
        let (numbers, rest) = split_numbers(&inner[end + 2..])?;
        Some((&inner[..end], numbers, rest))
    })
}

fn split_numbers(text: &[u8]) -> Option<([&[u8]; 6], &[u8])> {
    let mut words = Words(text);
    let mut fields = [&b""[..]; 6];
    for (at, field) in fields.iter_mut().enumerate() {
        let word = words.next_word()?;
        let is_error_code = at == 1;
        let fits = is_error_code || word == b"-" || word.iter().all(u8::is_ascii_digit);
        if !fits || at == 0 && word != b"-" && word.len() != 3 {
            return None;
        }
        *field = word;
    }
    Some((fields, words.0))
}

/// Splits `REFERER USER-AGENT TAIL`, where either of the first two is quoted or a bare `-`, into
/// user agent and tail.
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
    match memmem::find(inner, b"\" \"") {
        Some(at) => Some((&inner[at + 3..], tail)),
        // Only the referer is quoted: its closing quote is the last one, a bare agent follows.
        None => bare(tail).then(|| (&b"-"[..], &tail[2..])),
    }
}

/// The key, and whether the two places that name it disagree.
///
/// The request line is the truth where there is one: its path is encoded once. The key field is
/// encoded twice, except for deletes in a batch and for the store's own operations (once, as a form).
fn decode_key<'a>(fields: &Fields<'a>) -> (Cow<'a, [u8]>, bool) {
    let once = fields.operation.starts_with(b"BATCH.") || fields.operation.starts_with(b"S3.");
    let from_field = match fields.key {
        b"-" => Cow::Borrowed(&b""[..]),
        key if once => decode(key, Plus::Space),
        key => decode_twice(key),
    };
    let Some(request) = RequestLine::parse(fields.request).filter(|_| !once) else {
        return (from_field, false);
    };
    let under_bucket = request
        .path
        .strip_prefix(fields.bucket)
        .and_then(|rest| rest.strip_prefix(b"/"));
    let (first, second) = match under_bucket {
        Some(rest) if !is_virtual_host(fields.host, fields.bucket) => (rest, Some(request.path)),
        other => (request.path, other),
    };
    if fields.key == b"-" {
        // A request to the bucket; or to an object that is named `-`.
        let named_dash = first == b"-" && fields.operation.ends_with(b".OBJECT");
        return (Cow::Borrowed(if named_dash { b"-" } else { b"" }), false);
    }
    let first = decode(first, Plus::Literal);
    if first == from_field {
        return (first, false);
    }
    match second.map(|path| decode(path, Plus::Literal)) {
        Some(second) if second == from_field => (second, false),
        _ => (first, true),
    }
}

/// Whether the host names the bucket, so that the path does not.
fn is_virtual_host(host: &[u8], bucket: &[u8]) -> bool {
    host.strip_prefix(bucket)
        .is_some_and(|rest| rest.is_empty() || rest[0] == b'.')
}

fn operation(word: &[u8], has_key: bool) -> Operation {
    let mut parts = word.splitn(3, |&byte| byte == b'.');
    let family = parts.next().unwrap_or_default();
    let method = parts.next().unwrap_or_default();
    let resource = parts.next().unwrap_or_default();
    match (family, method, resource) {
        (b"REST" | b"WEBSITE", b"GET", b"OBJECT") => Operation::Get,
        (b"REST" | b"WEBSITE", b"HEAD", b"OBJECT") => Operation::Head,
        (b"REST", b"PUT" | b"POST", b"OBJECT") => Operation::Put,
        (b"REST", b"COPY", b"OBJECT") => Operation::Copy,
        (b"REST" | b"BATCH", b"DELETE", b"OBJECT") => Operation::Delete,
        (b"REST", b"PUT" | b"COPY", b"PART")
        | (b"REST", b"POST" | b"DELETE", b"UPLOAD")
        | (b"REST", b"POST", b"UPLOADS") => Operation::Part,
        (b"REST", b"GET", b"BUCKET" | b"BUCKETVERSIONS" | b"UPLOADS") if !has_key => {
            Operation::List
        }
        _ => Operation::Other,
    }
}

fn number(word: &[u8]) -> Result<Option<u64>, Reject> {
    if word == b"-" {
        return Ok(None);
    }
    std::str::from_utf8(word)
        .ok()
        .and_then(|digits| digits.parse().ok())
        .map(Some)
        .ok_or(Reject::Shape("number"))
}

fn present(word: &[u8]) -> Option<&[u8]> {
    (word != b"-" && !word.is_empty()).then_some(word)
}

fn text(word: &[u8]) -> Cow<'_, str> {
    present(word).map_or(Cow::Borrowed(""), String::from_utf8_lossy)
}

fn parse_ip(word: &[u8]) -> Option<IpAddr> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// Whether a line has the look of this format: for detection, so cheaper and laxer than parsing.
pub fn resembles(line: &[u8]) -> bool {
    let mut words = Words(line);
    let head = words.next_word().is_some() && words.next_word().is_some();
    if !head || words.bracketed().is_none() {
        return false;
    }
    let spaces = memchr_iter(b' ', words.0).take(4).count();
    spaces == 4
        && words
            .0
            .split(|&byte| byte == b' ')
            .nth(3)
            .is_some_and(looks_like_operation)
}

#[cfg(test)]
#[path = "s3_server_access_tests.rs"]
mod tests;
