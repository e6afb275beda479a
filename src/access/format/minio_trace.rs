//! `mc admin trace --json` of MinIO (`minio-trace`): a live stream, which loses entries under load.
//! Only calls of S3 are requests; with `-a` it holds internal calls too. Times are nanoseconds.

use std::borrow::Cow;

use serde::Deserialize;

use super::minio_audit::without_port;
use super::percent::{Plus, decode};
use super::s3_fields::parse_ip;
use super::scalar::{Scalar, from_json};
use super::timestamp::parse_rfc3339;
use super::{Reject, api_call, presigned};
use crate::access::{AccessRecord, Operation};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Entry<'a> {
    #[serde(borrow)]
    time: Scalar<'a>,
    client: Scalar<'a>,
    call_stats: Option<CallStats<'a>>,
    api: Scalar<'a>,
    path: Scalar<'a>,
    query: Scalar<'a>,
    status_code: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct CallStats<'a> {
    #[serde(borrow)]
    rx: Scalar<'a>,
    tx: Scalar<'a>,
    duration: Scalar<'a>,
    time_to_first_byte: Scalar<'a>,
}

/// Parses one object; `None` for calls that are not S3's.
pub fn parse(entry: &[u8]) -> Result<Option<AccessRecord<'static>>, Reject> {
    let entry: Entry = from_json(entry)?;
    let api = entry.api.text();
    let Some(name) = api.strip_prefix("s3.") else {
        return if api.is_empty() {
            Err(Reject::Shape("api"))
        } else {
            Ok(None)
        };
    };
    let time = entry.time.text().as_bytes();
    let time_ms = parse_rfc3339(time).ok_or(Reject::Time)?;
    let path = entry.path.text();
    let path = path.strip_prefix('/').ok_or(Reject::Shape("path"))?;
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    let operation = api_call::operation(name);
    let stats = entry.call_stats.unwrap_or_default();
    let millis = |nanos: Option<f64>| nanos.map(|nanos| nanos / 1e6);
    let sent = stats.tx.count()?.unwrap_or(0);
    let received = stats.rx.count()?.unwrap_or(0);
    let query = entry.query.text();
    let query = query.strip_prefix('?').unwrap_or(query);
    let record = AccessRecord {
        bucket: Cow::Borrowed(bucket),
        key: key_of(key.as_bytes()),
        status: entry.status_code.status()?,
        bytes_out: if operation == Operation::Get { sent } else { 0 },
        // With the headers: the stream does not tell the body's length apart.
        bytes_in: if api_call::carries_body(name) {
            received
        } else {
            0
        },
        client_ip: parse_ip(without_port(entry.client.text()).as_bytes()),
        latency_ms: millis(stats.duration.number()?),
        first_byte_ms: millis(stats.time_to_first_byte.number()?),
        presigned: presigned::of_query(query.as_bytes(), time_ms),
        ..AccessRecord::new(time_ms, operation)
    };
    Ok(Some(record.into_owned()))
}

/// The key of a path. MinIO logs the path decoded, unless the client wrote it otherwise than Go would:
/// then as it was sent. So what decodes to something that Go writes in the very same way cannot be
/// the latter.
fn key_of(logged: &[u8]) -> Cow<'_, [u8]> {
    let decoded = decode(logged, Plus::Literal);
    if escape_like_go(&decoded) == logged {
        return Cow::Borrowed(logged);
    }
    decoded
}

fn escape_like_go(path: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(path.len());
    for &byte in path {
        if byte.is_ascii_alphanumeric() || b"-_.~$&+,/:;=@".contains(&byte) {
            escaped.push(byte);
        } else {
            escaped.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    escaped
}

/// Whether an object has the look of this format.
pub fn resembles(object: &str) -> bool {
    object.contains("\"callStats\"") && object.contains("\"api\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENTRY: &str = r#"{"host":"127.0.0.1:9000","time":"2026-11-03T08:00:00.25Z","client":"192.0.2.3","callStats":{"rx":93,"tx":512,"duration":3067748,"timeToFirstByte":2000000},"api":"s3.GetObject","path":"/b/a b","query":"X-Amz-Signature=0&X-Amz-Expires=60","statusCode":200,"statusMsg":"OK"}"#;

    #[test]
    fn calls_of_s3_are_records_and_others_are_not() {
        let record = parse(ENTRY.as_bytes()).unwrap().unwrap();
        assert_eq!((&*record.bucket, &*record.key), ("b", &b"a b"[..]));
        assert_eq!((record.bytes_out, record.bytes_in), (512, 0));
        assert_eq!(record.first_byte_ms, Some(2.0));
        assert_eq!(record.presigned.unwrap().expires_s, Some(60));
        let internal = ENTRY.replace("s3.GetObject", "storage.ReadAll");
        assert_eq!(parse(internal.as_bytes()), Ok(None));
        assert_eq!(parse(b"{}"), Err(Reject::Shape("api")));
        let pathless = ENTRY.replace("/b/a", "b/a");
        assert_eq!(parse(pathless.as_bytes()), Err(Reject::Shape("path")));
    }

    #[test]
    fn paths_are_decoded_where_they_are_not_yet() {
        for (logged, key) in [
            ("a b", "a b"),
            ("a%2Bb%20c", "a+b c"),
            ("a%20b", "a%20b"),
            ("100%", "100%"),
            ("a/ä", "a/ä"),
        ] {
            assert_eq!(&*key_of(logged.as_bytes()), key.as_bytes(), "{logged}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "[{}\"a-z:,\\[\\]]{0,80}") {
            let _ = parse(text.as_bytes());
        }
    }
}
