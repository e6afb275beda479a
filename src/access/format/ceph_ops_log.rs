//! Operations log of Ceph's object gateway (`ceph-ops-log`): JSON objects behind each other, with a
//! newline now and then; from the socket an array without an end.
//!
//! No field names the key: it is in the path of `uri`, below the bucket or, in virtual-host style,
//! alone. A bucket may have its tenant in front (`tenant:bucket`), which is left out. Under load the
//! gateway drops entries. Other zones of a multisite copy objects under queries of their own.

use std::borrow::Cow;

use memchr::memmem;
use serde::Deserialize;

use super::percent::{Plus, decode};
use super::request::RequestLine;
use super::s3_fields::parse_ip;
use super::scalar::{Scalar, from_json};
use super::timestamp::parse_rfc3339;
use super::{Reject, presigned};
use crate::access::{AccessRecord, Actor, Operation};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry<'a> {
    #[serde(borrow)]
    bucket: Scalar<'a>,
    time: Scalar<'a>,
    remote_addr: Scalar<'a>,
    user: Scalar<'a>,
    operation: Scalar<'a>,
    uri: Scalar<'a>,
    http_status: Scalar<'a>,
    bytes_sent: Scalar<'a>,
    bytes_received: Scalar<'a>,
    object_size: Scalar<'a>,
    total_time: Scalar<'a>,
    user_agent: Scalar<'a>,
    trans_id: Scalar<'a>,
}

/// Parses one object.
pub fn parse(entry: &[u8]) -> Result<AccessRecord<'static>, Reject> {
    let entry: Entry = from_json(entry)?;
    let name = entry.operation.text();
    if name.is_empty() && entry.uri.text().is_empty() {
        return Err(Reject::Shape("operation"));
    }
    let time_ms = parse_rfc3339(entry.time.text().as_bytes()).ok_or(Reject::Time)?;
    let bucket = entry.bucket.text();
    let bucket = bucket
        .rsplit_once(':')
        .map_or(bucket, |(_tenant, bucket)| bucket);
    let request = RequestLine::parse(entry.uri.text().as_bytes());
    let key = request.map_or(&b""[..], |request| key_path(request.path, bucket));
    let operation = operation(name, request.as_ref(), !key.is_empty());
    let query = request.map_or(&b""[..], |request| request.query);
    let received = entry.bytes_received.count()?.unwrap_or(0);
    let uploads = matches!(operation, Operation::Put | Operation::Part);
    let agent = entry.user_agent.text().as_bytes();
    let replicates = memmem::find(query, b"rgwx-").is_some();
    let record = AccessRecord {
        bucket: Cow::Borrowed(bucket),
        key: decode(key, Plus::Literal),
        status: entry.http_status.status()?,
        bytes_out: entry.bytes_sent.count()?.unwrap_or(0),
        bytes_in: if uploads { received } else { 0 },
        object_size: entry.object_size.count()?.filter(|size| *size > 0),
        requester: Cow::Borrowed(entry.user.text()),
        client_ip: parse_ip(entry.remote_addr.text().as_bytes()),
        latency_ms: entry.total_time.number()?,
        actor: if replicates {
            Actor::Replication
        } else {
            Actor::classify(b"", agent, false)
        },
        request_id: Cow::Borrowed(entry.trans_id.text()),
        presigned: presigned::of_query(query, time_ms),
        ..AccessRecord::new(time_ms, operation)
    };
    Ok(record.into_owned())
}

/// What of a path is the key: the part below the bucket, or all of it in virtual-host style. Swift's
/// paths are not read.
fn key_path<'a>(path: &'a [u8], bucket: &str) -> &'a [u8] {
    let path_style = path.strip_prefix(bucket.as_bytes());
    match path_style {
        _ if bucket.is_empty() => b"",
        Some(b"") => b"",
        Some([b'/', key @ ..]) => key,
        // `tenant:bucket` in the path, too.
        Some(_) | None => {
            let tenant_end = memmem::find(path, format!(":{bucket}/").as_bytes());
            let slash = memchr::memchr(b'/', path).unwrap_or(path.len());
            match tenant_end {
                Some(at) if at < slash => &path[at + bucket.len() + 2..],
                _ => path,
            }
        }
    }
}

/// The gateway's own word where the method does not tell; a read of nothing but the head is `get_obj`,
/// too.
fn operation(name: &str, request: Option<&RequestLine>, has_key: bool) -> Operation {
    match (name, request) {
        ("copy_obj", _) => Operation::Copy,
        ("list_bucket" | "list_bucket_multiparts", _) => Operation::List,
        ("get_obj", Some(request)) if request.method == b"HEAD" => Operation::Head,
        ("get_obj", _) if has_key => Operation::Get,
        (_, Some(request)) => request.operation(has_key),
        _ => Operation::Other,
    }
}

/// Whether an object has the look of this format.
pub fn resembles(object: &str) -> bool {
    object.contains("\"trans_id\"") && object.contains("\"uri\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(bucket: &str, operation: &str, uri: &str) -> String {
        format!(
            r#"{{"bucket":"{bucket}","time":"2026-11-03T08:00:00.123456Z","time_local":"2026-11-03T08:00:00.123456+0000","remote_addr":"192.0.2.3","object_owner":"o","user":"app$u","operation":"{operation}","uri":"{uri}","http_status":"200","error_code":"","bytes_sent":512,"bytes_received":7,"object_size":512,"total_time":12,"user_agent":"aws-cli","referrer":"","trans_id":"tx01","authentication_type":"Local"}}"#
        )
    }

    #[test]
    fn keys_are_in_the_path() {
        for (bucket, uri, key) in [
            ("b", "GET /b/a%20b HTTP/1.1", "a b"),
            ("b", "GET /a/b HTTP/1.1", "a/b"),
            ("t:b", "GET /t:b/k HTTP/1.1", "k"),
            ("t:b", "GET /b/k?versionId=1 HTTP/1.1", "k"),
            ("b", "GET /b HTTP/1.1", ""),
            ("b", "GET /b/ HTTP/1.1", ""),
            ("-", "GET / HTTP/1.1", ""),
            ("b", "GET /bb/k HTTP/1.1", "bb/k"),
        ] {
            let text = entry(bucket, "get_obj", uri);
            let record = parse(text.as_bytes()).unwrap();
            assert_eq!(&*record.key, key.as_bytes(), "{uri}");
        }
    }

    #[test]
    fn operations_bytes_and_actors() {
        for (name, uri, operation, actor) in [
            (
                "get_obj",
                "GET /b/k HTTP/1.1",
                Operation::Get,
                Actor::Client,
            ),
            (
                "get_obj",
                "HEAD /b/k HTTP/1.1",
                Operation::Head,
                Actor::Client,
            ),
            (
                "put_obj",
                "PUT /b/k HTTP/1.1",
                Operation::Put,
                Actor::Client,
            ),
            (
                "put_obj",
                "PUT /b/k?partNumber=1&uploadId=u HTTP/1.1",
                Operation::Part,
                Actor::Client,
            ),
            (
                "copy_obj",
                "PUT /b/k HTTP/1.1",
                Operation::Copy,
                Actor::Client,
            ),
            (
                "list_bucket",
                "GET /b?list-type=2 HTTP/1.1",
                Operation::List,
                Actor::Client,
            ),
            (
                "multi_object_delete",
                "POST /b?delete HTTP/1.1",
                Operation::Other,
                Actor::Client,
            ),
            (
                "get_obj",
                "GET /b/k?rgwx-zonegroup=z HTTP/1.1",
                Operation::Get,
                Actor::Replication,
            ),
        ] {
            let text = entry("b", name, uri);
            let record = parse(text.as_bytes()).unwrap();
            assert_eq!(
                (record.operation, record.actor),
                (operation, actor),
                "{uri}"
            );
            let uploads = matches!(operation, Operation::Put | Operation::Part);
            assert_eq!(record.bytes_in, if uploads { 7 } else { 0 }, "{uri}");
        }
        assert_eq!(parse(b"{}"), Err(Reject::Shape("operation")));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[{}\"a-z:,\\[\\]]{0,80}", path in "[a-c:/]{0,12}", bucket in "[a-c]{0,3}") {
            let _ = parse(text.as_bytes());
            let _ = key_path(path.as_bytes(), &bucket);
        }
    }
}
