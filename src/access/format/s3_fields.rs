//! [`S3Fields`]: what S3 writes down of a request, as a line, as JSON or by an imitator, and what it
//! means.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};

use memchr::{memchr, memchr2};

use super::Reject;
use super::marks::has_either;
use super::multi_region::is_multi_region;
use super::percent::{Plus, decode, decode_twice};
use super::presigned;
use super::request::RequestLine;
use crate::access::{AccessRecord, Actor, Operation, Presigned};

/// The fields of a record, undecoded; `-` stands for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct S3Fields<'a> {
    /// Milliseconds UTC.
    pub time_ms: i64,
    pub bucket: &'a str,
    pub remote_ip: Option<IpAddr>,
    pub requester: &'a str,
    pub request_id: &'a str,
    pub operation: &'a [u8],
    pub key: &'a [u8],
    pub request: &'a [u8],
    pub status: Option<u16>,
    pub bytes_sent: Option<u64>,
    pub object_size: Option<u64>,
    pub total_ms: Option<u64>,
    pub turn_around_ms: Option<u64>,
    pub user_agent: &'a [u8],
    pub version_id: &'a str,
    pub host: &'a [u8],
    /// `AuthHeader`, `QueryString`.
    pub authentication: &'a [u8],
    pub source_region: &'a str,
}

impl<'a> S3Fields<'a> {
    /// What the fields mean.
    pub fn record(&self) -> AccessRecord<'a> {
        let agent = Actor::of_agent(self.user_agent);
        self.record_of(Known::of(self.operation), agent, self.decode_key(), true)
    }

    /// The same, unless key and request line name different objects, with no percent sign or plus that
    /// could explain it: no store writes that. `agent` is who the user agent tells.
    #[inline(never)]
    pub fn record_unless_contradictory(
        &self,
        agent: Option<Actor>,
    ) -> Result<AccessRecord<'a>, Reject> {
        if let Some(has_query) = self.plain_key() {
            return Ok(self.plain_record(agent, has_query));
        }
        let known = Known::of(self.operation);
        if known.names_object && self.names_two_objects() {
            return Err(Reject::Shape("key: the request line names another"));
        }
        Ok(self.record_of(known, agent, self.decode_key(), true))
    }

    /// The record of fields whose [key is plain](Self::plain_key).
    #[inline]
    pub fn plain_record(&self, agent: Option<Actor>, has_query: bool) -> AccessRecord<'a> {
        let key = (Cow::Borrowed(self.key), false);
        self.record_of(Known::of(self.operation), agent, key, has_query)
    }

    #[inline]
    fn record_of(
        &self,
        known: Known,
        agent: Option<Actor>,
        (key, key_mismatch): (Cow<'a, [u8]>, bool),
        may_have_query: bool,
    ) -> AccessRecord<'a> {
        let operation = match known.operation {
            Operation::List if !key.is_empty() => Operation::Other,
            operation => operation,
        };
        let requester = present(self.requester);
        AccessRecord {
            time_ms: self.time_ms,
            bucket: Cow::Borrowed(self.bucket),
            key,
            key_mismatch,
            operation,
            status: self.status,
            bytes_out: self.bytes_sent.unwrap_or(0),
            // The log has no field for bytes received; of an upload, the size is what came in. The
            // request that completes a multipart upload logs the whole object's size, without a body.
            bytes_in: self.object_size.filter(|_| known.carries_body).unwrap_or(0),
            object_size: self.object_size.filter(|_| !known.is_of_part),
            requester: Cow::Borrowed(requester),
            client_ip: self.remote_ip,
            source_region: match present(self.source_region) {
                "" => None,
                region => Some(Cow::Borrowed(region)),
            },
            edge_region: None,
            vpc_endpoint: Cow::Borrowed(""),
            by_nearest: is_multi_region(self.host),
            shared: false,
            latency_ms: self.total_ms.map(|ms| ms as f64),
            first_byte_ms: self.turn_around_ms.map(|ms| ms as f64),
            actor: agent
                .unwrap_or_else(|| Actor::of_requester(requester.as_bytes(), known.is_of_store)),
            request_id: Cow::Borrowed(present(self.request_id)),
            version_id: Cow::Borrowed(present(self.version_id)),
            presigned: self.presigned(may_have_query),
        }
    }

    /// Whether key and request line name different objects. An alias of the bucket may stand in front
    /// of the key.
    fn names_two_objects(&self) -> bool {
        if self.key == b"-" {
            return false;
        }
        let encoded = |text: &[u8]| memchr2(b'%', b'+', text).is_some();
        let Some(request) = RequestLine::parse(self.request) else {
            return false;
        };
        let below = request.path.strip_suffix(self.key);
        let same = below.is_some_and(|before| before.is_empty() || before.ends_with(b"/"));
        !same && !encoded(self.key) && !encoded(request.path)
    }

    #[inline]
    fn presigned(&self, may_have_query: bool) -> Option<Presigned> {
        let by_query = self.authentication == b"QueryString";
        let logged = may_have_query.then(|| self.find_presigned()).flatten();
        logged.or(by_query.then_some(Presigned { expires_s: None }))
    }

    #[inline(never)]
    fn find_presigned(&self) -> Option<Presigned> {
        memchr(b'?', self.request)?;
        let request = RequestLine::parse(self.request)?;
        presigned::of_query(request.query, self.time_ms)
    }

    /// The key, and whether the two places that name it disagree.
    ///
    /// The request line is the truth where there is one: its path is encoded once. The key field is
    /// encoded twice, except for deletes in a batch and for the store's own operations (once, as a
    /// form).
    fn decode_key(&self) -> (Cow<'a, [u8]>, bool) {
        if self.plain_key().is_some() {
            return (Cow::Borrowed(self.key), false);
        }
        let once = self.operation.starts_with(b"BATCH.") || self.operation.starts_with(b"S3.");
        let from_field = match self.key {
            b"-" => Cow::Borrowed(&b""[..]),
            key if once => decode(key, Plus::Space),
            key => decode_twice(key),
        };
        let Some(request) = RequestLine::parse(self.request).filter(|_| !once) else {
            return (from_field, false);
        };
        let under_bucket = request
            .path
            .strip_prefix(self.bucket.as_bytes())
            .and_then(|rest| rest.strip_prefix(b"/"));
        let (first, second) = match under_bucket {
            Some(rest) if !self.is_virtual_host() => (rest, Some(request.path)),
            other => (request.path, other),
        };
        if self.key == b"-" {
            // A request to the bucket; or to an object that is named `-`.
            let named_dash = first == b"-" && self.operation.ends_with(b".OBJECT");
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

    /// Where the key needs no decoding and the path of the request, below the bucket or not, is the
    /// same: whether a query follows it. So it is in nearly every line.
    #[inline]
    pub fn plain_key(&self) -> Option<bool> {
        const PROTOCOL: &[u8] = b" HTTP/1.1";
        const LOW_BITS: u64 = u64::MAX / 255;
        let begin: &[u8; 8] = self.request.first_chunk()?;
        // A path with a space is told from the protocol by the slower way.
        let target = self.request.strip_suffix(PROTOCOL)?;
        let others = u64::from_le_bytes(*begin) ^ u64::from_le_bytes([b' '; 8]);
        let zeros = others.wrapping_sub(LOW_BITS) & !others & (LOW_BITS << 7);
        let space = zeros.trailing_zeros() as usize / 8;
        let path = target.get(space + 1..)?.strip_prefix(b"/")?;
        if zeros == 0 || self.key == b"-" || has_either(self.key, b'%', b'+') {
            return None;
        }
        if path == self.key {
            return Some(false);
        }
        let under_bucket = || {
            let rest = path.strip_prefix(self.bucket.as_bytes())?;
            rest.strip_prefix(b"/")
        };
        let names_key = |path: &[u8]| match path.strip_prefix(self.key)? {
            [] => Some(false),
            [b'?', ..] => Some(true),
            _ => None,
        };
        under_bucket()
            .and_then(names_key)
            .or_else(|| names_key(path))
    }

    /// Whether the host names the bucket, so that the path does not.
    fn is_virtual_host(&self) -> bool {
        self.host
            .strip_prefix(self.bucket.as_bytes())
            .is_some_and(|rest| rest.is_empty() || rest[0] == b'.')
    }
}

/// What the name of an operation tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, asked in one place"
)]
struct Known {
    /// What it does; listings are told from requests to an object's sub-resources by the key.
    operation: Operation,
    /// Whether its request carries the bytes that its size counts.
    carries_body: bool,
    /// Whether its size is that of a part.
    is_of_part: bool,
    /// Whether it is the store's own.
    is_of_store: bool,
    /// Whether key and request line name one object.
    names_object: bool,
}

impl Known {
    #[inline]
    fn of(word: &[u8]) -> Self {
        COMMON
            .iter()
            .find(|common| common.is(word))
            .map_or_else(|| Self::read(word), |common| common.known)
    }

    const fn new(operation: Operation) -> Self {
        Self {
            operation,
            carries_body: false,
            is_of_part: false,
            is_of_store: false,
            names_object: true,
        }
    }

    fn read(word: &[u8]) -> Self {
        Self {
            operation: operation(word, false),
            carries_body: matches!(
                word,
                b"REST.PUT.OBJECT" | b"REST.POST.OBJECT" | b"REST.PUT.PART"
            ),
            is_of_part: word.ends_with(b".PART"),
            is_of_store: word.starts_with(b"S3."),
            names_object: matches!(
                word,
                b"REST.GET.OBJECT"
                    | b"REST.HEAD.OBJECT"
                    | b"REST.PUT.OBJECT"
                    | b"REST.DELETE.OBJECT"
                    | b"REST.PUT.PART"
            ),
        }
    }
}

/// An operation that is met all the time, found without comparing texts.
struct Common {
    length: usize,
    /// Its first and its last eight bytes: it has no others.
    ends: [u64; 2],
    known: Known,
}

const COMMON: [Common; 5] = [
    Common::new(b"REST.GET.OBJECT", Known::new(Operation::Get)),
    Common::new(b"REST.HEAD.OBJECT", Known::new(Operation::Head)),
    Common::new(
        b"REST.PUT.OBJECT",
        Known {
            carries_body: true,
            ..Known::new(Operation::Put)
        },
    ),
    Common::new(
        b"REST.PUT.PART",
        Known {
            carries_body: true,
            is_of_part: true,
            ..Known::new(Operation::Part)
        },
    ),
    Common::new(
        b"REST.COPY.OBJECT",
        Known {
            names_object: false,
            ..Known::new(Operation::Copy)
        },
    ),
];

impl Common {
    const fn new(word: &[u8], known: Known) -> Self {
        assert!(
            word.len() >= 8 && word.len() <= 16,
            "its ends are all of it"
        );
        let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) else {
            unreachable!()
        };
        Self {
            length: word.len(),
            ends: [u64::from_le_bytes(*first), u64::from_le_bytes(*last)],
            known,
        }
    }

    #[inline]
    fn is(&self, word: &[u8]) -> bool {
        let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) else {
            return false;
        };
        self.length == word.len()
            && self.ends == [u64::from_le_bytes(*first), u64::from_le_bytes(*last)]
    }
}

/// Whether an operation is one of those met all the time.
#[inline]
pub(super) fn is_known_operation(word: &[u8]) -> bool {
    COMMON.iter().any(|common| common.is(word))
}

pub(super) fn operation(word: &[u8], has_key: bool) -> Operation {
    match word {
        b"REST.GET.OBJECT" | b"WEBSITE.GET.OBJECT" => Operation::Get,
        b"REST.HEAD.OBJECT" | b"WEBSITE.HEAD.OBJECT" => Operation::Head,
        b"REST.PUT.OBJECT" | b"REST.POST.OBJECT" => Operation::Put,
        b"REST.COPY.OBJECT" => Operation::Copy,
        b"REST.DELETE.OBJECT" | b"BATCH.DELETE.OBJECT" => Operation::Delete,
        b"REST.PUT.PART"
        | b"REST.COPY.PART"
        | b"REST.POST.UPLOAD"
        | b"REST.POST.UPLOADS"
        | b"REST.DELETE.UPLOAD" => Operation::Part,
        b"REST.GET.BUCKET" | b"REST.GET.BUCKETVERSIONS" | b"REST.GET.UPLOADS" if !has_key => {
            Operation::List
        }
        _ => Operation::Other,
    }
}

pub(super) fn present(word: &str) -> &str {
    if word == "-" { "" } else { word }
}

/// An address as logs write it; `None` when it is none.
pub fn parse_ip(word: &[u8]) -> Option<IpAddr> {
    if let Some(address) = parse_ipv4(word) {
        return Some(IpAddr::V4(address));
    }
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// The dotted form without ado; anything unusual is left to the standard library, which knows what a
/// leading zero is worth.
#[inline]
fn parse_ipv4(word: &[u8]) -> Option<Ipv4Addr> {
    const LONGEST: usize = 15;
    if word.len() > LONGEST {
        return None;
    }
    let mut text = [0; LONGEST + 1];
    text[..word.len()].copy_from_slice(word);
    let digit = |at: usize| text[at & LONGEST].wrapping_sub(b'0');
    let (mut at, mut address) = (0, 0);
    for octet in 0..4 {
        let first = digit(at);
        let mut value = u32::from(first);
        at += 1;
        if digit(at) <= 9 {
            value = value * 10 + u32::from(digit(at));
            at += 1;
            if digit(at) <= 9 {
                value = value * 10 + u32::from(digit(at));
                at += 1;
            }
            if first == 0 {
                return None;
            }
        }
        let stop = if octet < 3 { b'.' } else { 0 };
        if first > 9 || value > 255 || text[at & LONGEST] != stop {
            return None;
        }
        address = address << 8 | value;
        at += 1;
    }
    (at == word.len() + 1).then(|| Ipv4Addr::from(address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn operations_mean_what_they_do() {
        for (word, wanted) in [
            ("REST.GET.OBJECT", Operation::Get),
            ("WEBSITE.GET.OBJECT", Operation::Get),
            ("REST.HEAD.OBJECT", Operation::Head),
            ("REST.PUT.OBJECT", Operation::Put),
            ("REST.COPY.OBJECT", Operation::Copy),
            ("REST.COPY.OBJECT_GET", Operation::Other),
            ("REST.PUT.PART", Operation::Part),
            ("REST.POST.UPLOADS", Operation::Part),
            ("BATCH.DELETE.OBJECT", Operation::Delete),
            ("REST.PUT.OBJECT_TAGGING", Operation::Other),
            ("S3.TRANSITION_SIA.OBJECT", Operation::Other),
        ] {
            assert_eq!(Known::of(word.as_bytes()).operation, wanted, "{word}");
        }
        for common in COMMON {
            let word = [common.ends[0].to_le_bytes(), common.ends[1].to_le_bytes()].concat();
            let word = [&word[..8], &word[24 - common.length..]].concat();
            assert_eq!(common.known, Known::read(&word));
        }
    }

    proptest! {
        #[test]
        fn addresses_are_those_of_the_standard_library(text in "([0-9]{1,3}\\.){3}[0-9]{1,4}|[0-9a-f:.]{0,12}") {
            prop_assert_eq!(parse_ip(text.as_bytes()), text.parse().ok());
        }
    }
}
