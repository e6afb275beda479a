//! GET and HEAD of objects over HTTP, as a route of their own.
//!
//! s3s' typed operations refuse a Range that AWS ignores, never answer HEAD with 206, and have no
//! room for headers of a 304 or of a delete marker. As a route the request comes here as it was
//! sent, its signature checked.

use hyper::http::Extensions;
use hyper::{HeaderMap, Method, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use s3s::dto::Range;
use s3s::route::S3Route;
use s3s::{Body, S3Error, S3Request, S3Response, S3Result};

use crate::ports::{ByteRange, ObjectHead};

use crate::simulator::Simulator;
use crate::simulator::conditions::ReadConditions;
use crate::simulator::content::Content;
use crate::simulator::read::within;
use crate::simulator::refusal::Refusal;
use crate::simulator::state::State;
use crate::simulator::wire;

use super::convert::{byte_range, wants_checksums};

/// Query parameters of a plain read; any other asks for something else than the object.
const OWN: [&str; 3] = ["versionId", "partNumber", "x-id"];

/// The route.
pub(in crate::simulator) struct ObjectReads(pub(in crate::simulator) Simulator);

#[async_trait::async_trait]
impl S3Route for ObjectReads {
    fn is_match(
        &self,
        method: &Method,
        uri: &Uri,
        _headers: &HeaderMap,
        _extensions: &mut Extensions,
    ) -> bool {
        let plain = |name: &str| {
            OWN.contains(&name) || name.starts_with("X-Amz-") || name.starts_with("response-")
        };
        matches!(*method, Method::GET | Method::HEAD)
            && object(uri).is_some()
            && parameters(uri).all(|(name, _)| plain(name))
    }

    async fn call(&self, req: S3Request<Body>) -> S3Result<S3Response<Body>> {
        let read = Read::of(&req)?;
        let operation = if read.head_only {
            "HeadObject"
        } else {
            "GetObject"
        };
        self.0.perform(operation, &read.bucket, |state, _| {
            let answer = read.answer(state);
            Ok(answer.map_err(|refusal| read.refused(state, refusal)))
        })?
    }
}

/// Which bytes are asked for.
#[derive(Clone, Copy, Debug)]
enum Wanted {
    Whole,
    Range(Range),
    Part(u32),
}

struct Read {
    head_only: bool,
    bucket: String,
    key: String,
    version: Option<String>,
    wanted: Wanted,
    conditions: ReadConditions,
    checksums: bool,
}

/// What was found to answer with.
struct Found {
    head: ObjectHead,
    tags: usize,
    /// `None` for the whole object.
    range: Option<ByteRange>,
    /// How many parts, where one of several was asked for.
    parts: Option<usize>,
    /// `None` for HEAD.
    content: Option<Content>,
}

impl Read {
    fn of(req: &S3Request<Body>) -> Result<Self, Refusal> {
        let wrong = || Refusal::invalid_request("the path names no object");
        let (bucket, key) = object(&req.uri).ok_or_else(wrong)?;
        let range = wire::text(&req.headers, "range").and_then(range);
        let part = parameter(&req.uri, "partNumber");
        let wanted = match (part, range) {
            (Some(_), Some(_)) => {
                let message = "Cannot specify both Range header and partNumber query parameter";
                return Err(Refusal::invalid_request(message));
            }
            (Some(number), None) => Wanted::Part(number.parse().map_err(|_| {
                Refusal::invalid_argument("Part number must be an integer between 1 and 10000")
            })?),
            (None, Some(range)) => Wanted::Range(range),
            (None, None) => Wanted::Whole,
        };
        Ok(Self {
            head_only: req.method == Method::HEAD,
            bucket,
            key,
            version: parameter(&req.uri, "versionId"),
            wanted,
            conditions: wire::read_conditions(&req.headers, ""),
            checksums: wants_checksums(&req.headers),
        })
    }

    fn answer(&self, state: &mut State) -> Result<S3Response<Body>, Refusal> {
        let found = self.find(state)?;
        let checksums = self.checksums && found.range.is_none();
        let mut headers = wire::head_headers(&found.head, found.tags, checksums);
        let size = found.head.size;
        let mut put = |name: &str, value: &str| wire::insert(&mut headers, name, value);
        if let Some(parts) = found.parts {
            put("x-amz-mp-parts-count", &parts.to_string());
        }
        let length = found
            .range
            .map_or(size, |range| range.last - range.first + 1);
        put("content-length", &length.to_string());
        if let Some(range) = found.range {
            let text = format!("bytes {}-{}/{size}", range.first, range.last);
            put("content-range", &text);
        }
        let body = found.content.map(|content| Body::from(content.bytes()));
        let mut response = S3Response::new(body.unwrap_or_else(Body::empty));
        response.headers = headers;
        if found.range.is_some() {
            response.status = Some(StatusCode::PARTIAL_CONTENT);
        }
        Ok(response)
    }

    fn find(&self, state: &mut State) -> Result<Found, Refusal> {
        let (bucket, key) = (self.bucket.as_str(), self.key.as_str());
        let version = self.version.as_deref();
        let head = state.head(bucket, key, version, &self.conditions)?;
        let tags = state
            .tags(bucket, key, version)
            .map_or(0, |tags| tags.len());
        let mut parts = None;
        let range = match self.wanted {
            Wanted::Whole => None,
            Wanted::Range(range) => Some(byte_range(&range, head.size)),
            Wanted::Part(number) => {
                let (range, count) = state.part_range(bucket, key, version, number)?;
                parts = (count > 0).then_some(count);
                range
            }
        };
        let range = range.map(|range| within(range, head.size)).transpose()?;
        let content = if self.head_only {
            None
        } else {
            let conditions = &self.conditions;
            Some(state.get(bucket, key, version, range, conditions)?.1)
        };
        Ok(Found {
            head,
            tags,
            range,
            parts,
            content,
        })
    }

    /// A refusal with the headers that AWS sends along.
    fn refused(&self, state: &State, refusal: Refusal) -> S3Error {
        let mut headers = HeaderMap::new();
        let mut put = |name: &str, value: &str| wire::insert(&mut headers, name, value);
        let version = self.version.as_deref();
        if refusal.status == 304 {
            let seen = state.head(&self.bucket, &self.key, version, &ReadConditions::default());
            if let Ok(head) = seen {
                put("etag", &head.etag);
                put("last-modified", &wire::http_date(head.last_modified_ms));
                if let Some(id) = &head.version_id {
                    put("x-amz-version-id", id);
                }
            }
        } else {
            put("content-type", "application/xml");
        }
        let missing = matches!(refusal.status, 404 | 405);
        let marker = state.marker(&self.bucket, &self.key, version);
        if let Some(marker) = marker.filter(|_| missing) {
            put("x-amz-delete-marker", "true");
            put("x-amz-version-id", &marker.id);
            if version.is_some() {
                put("last-modified", &wire::http_date(marker.modified_ms));
                put("allow", "DELETE");
            }
        }
        let mut error = S3Error::from(refusal);
        error.set_headers(headers);
        error
    }
}

/// Bucket and key of a path; `None` where it names no object.
fn object(uri: &Uri) -> Option<(String, String)> {
    let path = percent_decode_str(uri.path()).decode_utf8().ok()?;
    let (bucket, key) = path.strip_prefix('/')?.split_once('/')?;
    let named = !bucket.is_empty() && !key.is_empty();
    named.then(|| (bucket.to_owned(), key.to_owned()))
}

fn parameters(uri: &Uri) -> impl Iterator<Item = (&str, &str)> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let pairs = pairs.filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let value = parameters(uri).find_map(|(own, value)| (own == name).then_some(value))?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

/// One range of bytes; `None` for anything else, which AWS ignores.
fn range(header: &str) -> Option<Range> {
    let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(first) || !digits(last) {
        return None;
    }
    match (first, last) {
        ("", last) => Some(Range::Suffix {
            length: last.parse().ok()?,
        }),
        (first, "") => Some(Range::Int {
            first: first.parse().ok()?,
            last: None,
        }),
        (first, last) => {
            let (first, last) = (first.parse().ok()?, last.parse().ok()?);
            let last = Some(last);
            (Some(first) <= last).then_some(Range::Int { first, last })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_range_is_ignored() {
        for text in ["bytes=0-4", "bytes=2-", "bytes=-3"] {
            assert!(range(text).is_some(), "{text}");
        }
        for text in [
            "bytes=4-2",
            "bytes=-",
            "bytes=a-b",
            "items=0-4",
            "0-4",
            "bytes=0-1,3-4",
            "bytes=+1-2",
            "",
        ] {
            assert!(range(text).is_none(), "{text}");
        }
    }

    #[test]
    fn objects_are_told_from_buckets() {
        let of = |uri: &str| object(&uri.parse().unwrap());
        assert_eq!(of("/b"), None);
        assert_eq!(of("/b/"), None);
        let named = |key: &str| Some(("b".to_owned(), key.to_owned()));
        assert_eq!(of("/b/a%20b/c"), named("a b/c"));
        assert_eq!(of("/b//"), named("/"));
    }
}
