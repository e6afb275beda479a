//! HTTP headers ↔ the simulator's own types.
//!
//! Headers are read raw rather than from s3s' typed inputs: those lack the destination conditions
//! of CopyObject, and would rewrite what must come back as it was sent.

use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use hyper::HeaderMap;
use hyper::header::{HeaderName, HeaderValue};
use jiff::fmt::rfc2822;
use md5::{Digest as _, Md5};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use s3s::dto::Timestamp;
use s3s::{S3Error, S3ErrorCode};

use crate::ports::{
    Attributes, Checksum, ChecksumAlgorithm, ChecksumType, ObjectHead, WriteCondition,
};

use super::conditions::ReadConditions;
use super::refusal::Refusal;

const META: &str = "x-amz-meta-";

/// Headers that travel with an object.
const SYSTEM: [&str; 8] = [
    "content-type",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "expires",
    "x-amz-website-redirect-location",
    "x-amz-storage-class",
];

/// What AWS leaves as it is in URL-encoded listings.
const LISTED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*')
    .remove(b'/')
    .remove(b' ');

pub(super) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    std::str::from_utf8(headers.get(name)?.as_bytes()).ok()
}

fn owned(headers: &HeaderMap, name: &str) -> Option<String> {
    text(headers, name).map(str::to_owned)
}

/// The condition on the destination of a write.
pub(super) fn write_condition(headers: &HeaderMap) -> Result<WriteCondition, Refusal> {
    match (text(headers, "if-none-match"), owned(headers, "if-match")) {
        (None, None) => Ok(WriteCondition::None),
        (Some("*"), None) => Ok(WriteCondition::IfAbsent),
        (None, Some(etag)) => Ok(WriteCondition::IfMatch(etag)),
        _ => Err(Refusal::not_implemented("this combination of conditions")),
    }
}

/// The conditions of a read (`prefix` empty), or on the source of a copy.
pub(super) fn read_conditions(headers: &HeaderMap, prefix: &str) -> ReadConditions {
    let header = |name: &str| owned(headers, &format!("{prefix}{name}"));
    let time = |name: &str| header(name).as_deref().and_then(http_date_ms);
    ReadConditions {
        if_match: header("if-match"),
        if_none_match: header("if-none-match"),
        if_modified_since: time("if-modified-since"),
        if_unmodified_since: time("if-unmodified-since"),
    }
}

/// System headers, user metadata and tags of a request that writes an object.
pub(super) fn attributes(headers: &HeaderMap) -> Result<Attributes, Refusal> {
    let system = SYSTEM.iter().filter_map(|name| {
        let value = text(headers, name)?.to_owned();
        Some(((*name).to_owned(), value))
    });
    let mut system: BTreeMap<String, String> = system.collect();
    if let Some(encoding) = system.remove("content-encoding") {
        let kept = encoding.split(',').map(str::trim);
        let kept: Vec<&str> = kept.filter(|coding| *coding != "aws-chunked").collect();
        if !kept.is_empty() {
            system.insert("content-encoding".to_owned(), kept.join(","));
        }
    }
    let metadata = headers.keys().filter_map(|name| {
        let short = name.as_str().strip_prefix(META)?.to_owned();
        Some((short, owned(headers, name.as_str())?))
    });
    let tags = text(headers, "x-amz-tagging").map(tags).transpose()?;
    Ok(Attributes {
        headers: system,
        metadata: metadata.collect(),
        tags: tags.unwrap_or_default(),
    })
}

/// Whether a copy replaces what this directive is about, rather than keeping the source's.
pub(super) fn replaces(headers: &HeaderMap, directive: &str) -> Result<bool, Refusal> {
    match text(headers, directive) {
        None | Some("COPY") => Ok(false),
        Some("REPLACE") => Ok(true),
        Some(_) => {
            let message = format!("{directive} is neither COPY nor REPLACE");
            Err(Refusal::invalid_argument(message))
        }
    }
}

fn tags(header: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let decode = |text: &str| {
        let spaced = text.replace('+', "%20");
        percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
    };
    let mut tags = BTreeMap::new();
    for pair in header.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if tags.insert(decode(name), decode(value)).is_some() {
            let message = "x-amz-tagging names a tag twice";
            return Err(Refusal::invalid_argument(message));
        }
    }
    Ok(tags)
}

/// The checksum sent with a body, in the headers or behind it.
pub(super) fn checksum(
    headers: &HeaderMap,
    trailers: Option<&HeaderMap>,
) -> Result<Option<Checksum>, Refusal> {
    let mut sent = ChecksumAlgorithm::ALL.into_iter().filter_map(|algorithm| {
        let name = algorithm.header();
        let trailing = || trailers.and_then(|trailers| owned(trailers, name));
        let value = owned(headers, name).or_else(trailing)?;
        Some(Checksum { algorithm, value })
    });
    let first = sent.next();
    if sent.next().is_some() {
        let message = "Expecting a single x-amz-checksum- header.";
        return Err(Refusal::invalid_request(message));
    }
    Ok(first)
}

/// A batch of deletes must come with a digest of its body, of whatever kind.
pub(super) fn require_digest(headers: &HeaderMap) -> Result<(), Refusal> {
    let is_digest = |name: &str| name == "content-md5" || name.starts_with("x-amz-checksum-");
    if headers.keys().any(|name| is_digest(name.as_str())) || headers.contains_key("x-amz-trailer")
    {
        return Ok(());
    }
    Err(Refusal::invalid_request(
        "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
    ))
}

/// Compares a Content-MD5 header with the body.
pub(super) fn check_content_md5(headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
    let Some(sent) = text(headers, "content-md5") else {
        return Ok(());
    };
    let sent = base64::engine::general_purpose::STANDARD.decode(sent);
    match sent {
        Ok(digest) if digest.len() == 16 => {
            let same = digest.as_slice() == Md5::digest(body).as_slice();
            same.then_some(())
                .ok_or_else(|| Refusal::bad_digest("Content-MD5"))
        }
        _ => Err(Refusal::new(
            "InvalidDigest",
            400,
            "Content-MD5 is no MD5 digest",
        )),
    }
}

/// The checksum of a multipart upload: CRC64NVME is of the whole object, the others of the parts
/// unless asked otherwise.
pub(super) fn upload_checksum(
    headers: &HeaderMap,
) -> Result<Option<(ChecksumAlgorithm, ChecksumType)>, Refusal> {
    let kind = checksum_type(headers)?;
    let Some(name) = text(headers, "x-amz-checksum-algorithm") else {
        let message = "x-amz-checksum-type needs an x-amz-checksum-algorithm";
        return match kind {
            None => Ok(None),
            Some(_) => Err(Refusal::invalid_request(message)),
        };
    };
    let mut all = ChecksumAlgorithm::ALL.into_iter();
    let algorithm = all.find(|algorithm| algorithm.name().eq_ignore_ascii_case(name));
    let message = "Checksum algorithm provided is unsupported.";
    let algorithm = algorithm.ok_or_else(|| Refusal::invalid_request(message))?;
    let usual = match algorithm {
        ChecksumAlgorithm::Crc64Nvme => ChecksumType::FullObject,
        _ => ChecksumType::Composite,
    };
    Ok(Some((algorithm, kind.unwrap_or(usual))))
}

/// What `x-amz-checksum-type` names.
pub(super) fn checksum_type(headers: &HeaderMap) -> Result<Option<ChecksumType>, Refusal> {
    match text(headers, "x-amz-checksum-type") {
        None => Ok(None),
        Some("FULL_OBJECT") => Ok(Some(ChecksumType::FullObject)),
        Some("COMPOSITE") => Ok(Some(ChecksumType::Composite)),
        Some(_) => {
            let message = "Value for x-amz-checksum-type header is invalid.";
            Err(Refusal::invalid_request(message))
        }
    }
}

/// `FULL_OBJECT` or `COMPOSITE`.
pub(super) fn type_name(kind: ChecksumType) -> &'static str {
    match kind {
        ChecksumType::FullObject => "FULL_OBJECT",
        ChecksumType::Composite => "COMPOSITE",
    }
}

/// The headers of HEAD and GET; checksums only where the request asked for them.
pub(super) fn head_headers(head: &ObjectHead, tags: usize, with_checksums: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name: &str, value: &str| insert(&mut headers, name, value);
    put("etag", &head.etag);
    put("last-modified", &http_date(head.last_modified_ms));
    put("accept-ranges", "bytes");
    for (name, value) in &head.headers {
        if !(name == "x-amz-storage-class" && value == "STANDARD") {
            put(name, value);
        }
    }
    for (name, value) in &head.metadata {
        put(&format!("{META}{name}"), value);
    }
    if let Some(id) = &head.version_id {
        put("x-amz-version-id", id);
    }
    if tags > 0 {
        put("x-amz-tagging-count", &tags.to_string());
    }
    if with_checksums {
        for (name, value) in &head.checksums {
            put(name, value);
        }
        if let Some(kind) = head.checksum_type {
            put("x-amz-checksum-type", type_name(kind));
        }
    }
    headers
}

/// Sets a header, unless the value cannot be one.
pub(super) fn insert(headers: &mut HeaderMap, name: &str, value: &str) {
    let name = HeaderName::from_bytes(name.as_bytes());
    if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value.as_bytes())) {
        headers.insert(name, value);
    }
}

/// A name in a listing, URL-encoded when asked for.
pub(super) fn listed_name(name: &str, encode: bool) -> String {
    if encode {
        let encoded = utf8_percent_encode(name, LISTED).to_string();
        encoded.replace(' ', "+")
    } else {
        name.to_owned()
    }
}

pub(super) fn timestamp(ms: i64) -> Timestamp {
    let since = Duration::from_millis(u64::try_from(ms).unwrap_or(0));
    Timestamp::from(UNIX_EPOCH + since)
}

/// `Sat, 21 Nov 2026 13:45:00 GMT`.
pub(super) fn http_date(ms: i64) -> String {
    let time = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    let printed = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&time);
    printed.unwrap_or_default()
}

fn http_date_ms(text: &str) -> Option<i64> {
    let time = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(time.as_millisecond())
}

/// The time of `x-amz-date`, such as `20261121T134500Z`.
pub(super) fn amz_date_ms(headers: &HeaderMap) -> Option<i64> {
    date_ms(text(headers, "x-amz-date")?)
}

/// The time of `20261121T134500Z`.
pub(super) fn date_ms(text: &str) -> Option<i64> {
    let time = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?;
    let zoned = time.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

impl From<Refusal> for S3Error {
    fn from(refusal: Refusal) -> Self {
        let code = S3ErrorCode::from_bytes(refusal.code.as_bytes());
        let code = code.unwrap_or(S3ErrorCode::InternalError);
        let mut error = S3Error::with_message(code, refusal.message);
        if let Ok(status) = hyper::StatusCode::from_u16(refusal.status) {
            error.set_status_code(status);
        }
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            insert(&mut headers, name, value);
        }
        headers
    }

    #[test]
    fn times_keep_their_second() {
        let ms = 1_795_268_700_000;
        assert_eq!(http_date(ms), "Sat, 21 Nov 2026 13:45:00 GMT");
        assert_eq!(http_date_ms(&http_date(ms)), Some(ms));
        let dated = headers(&[("x-amz-date", "20261121T134500Z")]);
        assert_eq!(amz_date_ms(&dated), Some(ms));
    }

    #[test]
    fn attributes_leave_the_transfer_behind() {
        let read = attributes(&headers(&[
            ("content-encoding", "aws-chunked, gzip"),
            ("x-amz-meta-owner", "me"),
            ("x-amz-tagging", "a=1&b%26=x+y"),
            ("x-amz-date", "whenever"),
        ]))
        .unwrap();
        assert_eq!(read.headers["content-encoding"], "gzip");
        assert_eq!(read.metadata["owner"], "me");
        assert_eq!(read.tags["b&"], "x y");
        assert_eq!(read.headers.len(), 1);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let code = |name, value| {
            let sent = headers(&[(name, value), ("x-amz-checksum-algorithm", "CRC32")]);
            let refusal = attributes(&sent).err();
            let refusal = refusal.or_else(|| replaces(&sent, "x-amz-metadata-directive").err());
            let refusal = refusal.or_else(|| upload_checksum(&sent).err());
            refusal.or_else(|| checksum(&sent, None).err())
        };
        for (name, value, expected) in [
            ("x-amz-tagging", "a=1&b=2", None),
            ("x-amz-tagging", "a=1&a=2", Some("InvalidArgument")),
            ("x-amz-metadata-directive", "COPY", None),
            ("x-amz-metadata-directive", "copy", Some("InvalidArgument")),
            ("x-amz-checksum-type", "COMPOSITE", None),
            ("x-amz-checksum-type", "WHOLE", Some("InvalidRequest")),
        ] {
            let seen = code(name, value).map(|refusal| refusal.code);
            assert_eq!(seen, expected, "{name}: {value}");
        }
        let two = headers(&[("x-amz-checksum-crc32", "a"), ("x-amz-checksum-sha1", "b")]);
        assert_eq!(checksum(&two, None).unwrap_err().code, "InvalidRequest");
    }

    #[test]
    fn listings_encode_like_aws() {
        assert_eq!(listed_name("a b/ü+%", true), "a+b/%C3%BC%2B%25");
    }
}
