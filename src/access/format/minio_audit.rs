//! Audit log of MinIO (`minio-audit`): one JSON object a request, from a webhook, Kafka or a file.
//!
//! Durations are texts (`"366333ns"`). Records of 2019 have no byte counts; the headers tell lengths
//! then. A delete of many keys names them in a list and is as many records. What MinIO does of its
//! own accord has another trigger than a request. Of headers and query, only what tells a presigned
//! URL is read; credentials stay in the log.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::s3_fields::parse_ip;
use super::scalar::{Scalar, from_json};
use super::timestamp::parse_rfc3339;
use super::{Records, Reject, api_call, presigned};
use crate::access::{AccessRecord, Actor, Operation, Presigned};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Entry<'a> {
    #[serde(borrow)]
    time: Scalar<'a>,
    trigger: Scalar<'a>,
    api: Option<Api<'a>>,
    remotehost: Scalar<'a>,
    #[serde(rename = "requestID")]
    request_id: Scalar<'a>,
    user_agent: Scalar<'a>,
    access_key: Scalar<'a>,
    parent_user: Scalar<'a>,
    request_claims: BTreeMap<Cow<'a, str>, Scalar<'a>>,
    request_query: BTreeMap<Cow<'a, str>, Scalar<'a>>,
    request_header: BTreeMap<Cow<'a, str>, Scalar<'a>>,
    response_header: BTreeMap<Cow<'a, str>, Scalar<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Api<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
    bucket: Scalar<'a>,
    object: Scalar<'a>,
    objects: Option<Vec<Deleted<'a>>>,
    status_code: Scalar<'a>,
    rx: Scalar<'a>,
    tx: Scalar<'a>,
    time_to_first_byte: Scalar<'a>,
    time_to_response: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Deleted<'a> {
    #[serde(borrow)]
    object_name: Scalar<'a>,
    version_id: Scalar<'a>,
}

/// Parses one object.
pub fn parse(entry: &[u8]) -> Result<Records<'static>, Reject> {
    let entry: Entry = from_json(entry)?;
    let api = entry.api.as_ref().ok_or(Reject::Shape("api"))?;
    let name = api.name.text();
    let operation = api_call::operation(name);
    let time = entry.time.text().as_bytes();
    let time_ms = parse_rfc3339(time).ok_or(Reject::Time)?;
    let bytes_out = sent(&entry, api)?;
    let record = AccessRecord {
        bucket: Cow::Borrowed(api.bucket.text()),
        key: Cow::Borrowed(api.object.text().as_bytes()),
        status: api.status_code.status()?,
        bytes_out: if operation == Operation::Get {
            bytes_out
        } else {
            0
        },
        bytes_in: received(&entry, api, name)?,
        requester: Cow::Borrowed(requester(&entry)),
        client_ip: parse_ip(without_port(entry.remotehost.text()).as_bytes()),
        latency_ms: millis(&api.time_to_response)?,
        first_byte_ms: millis(&api.time_to_first_byte)?,
        actor: actor(&entry),
        request_id: Cow::Borrowed(entry.request_id.text()),
        presigned: presigned_of(&entry.request_query),
        ..AccessRecord::new(time_ms, operation)
    };
    let record = record.into_owned();
    Ok(match &api.objects {
        Some(objects) if !objects.is_empty() => {
            let deleted = objects.iter().map(|object| AccessRecord {
                key: Cow::Owned(object.object_name.text().as_bytes().to_vec()),
                version_id: Cow::Owned(object.version_id.text().to_owned()),
                bytes_in: 0,
                ..record.clone()
            });
            Records::Many(deleted.collect())
        }
        _ => Records::One(record),
    })
}

fn requester<'e>(entry: &'e Entry) -> &'e str {
    let claimed = entry.request_claims.get("accessKey");
    [&entry.parent_user, &entry.access_key]
        .into_iter()
        .chain(claimed)
        .map(Scalar::text)
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

/// Requests come in; whatever else triggers an entry is MinIO itself.
fn actor(entry: &Entry) -> Actor {
    let own = !matches!(entry.trigger.text(), "" | "incoming" | "external-request");
    let replicated = [
        "X-Minio-Source-Replication-Request",
        "X-Minio-Replication-Actual-Object-Size",
    ];
    if replicated
        .iter()
        .any(|name| entry.request_header.contains_key(*name))
    {
        return Actor::Replication;
    }
    Actor::classify(b"", entry.user_agent.text().as_bytes(), own)
}

fn sent(entry: &Entry, api: &Api) -> Result<u64, Reject> {
    let header = || entry.response_header.get("Content-Length");
    match api.tx.count()? {
        Some(sent) => Ok(sent),
        None => Ok(header().map_or(Ok(None), Scalar::count)?.unwrap_or(0)),
    }
}

/// Of an upload, the length of what was uploaded: what is received has the request's own bytes, too.
fn received(entry: &Entry, api: &Api, name: &str) -> Result<u64, Reject> {
    if !api_call::carries_body(name) {
        return Ok(0);
    }
    let header = |name: &str| entry.request_header.get(name);
    let length = header("X-Amz-Decoded-Content-Length").or_else(|| header("Content-Length"));
    match length.map_or(Ok(None), Scalar::count)? {
        Some(length) => Ok(length),
        None => Ok(api.rx.count()?.unwrap_or(0)),
    }
}

/// `"366333ns"`; a number is nanoseconds, too.
fn millis(duration: &Scalar) -> Result<Option<f64>, Reject> {
    let nanos = match duration.text().strip_suffix("ns") {
        Some(digits) => Some(
            digits
                .parse::<u64>()
                .map_err(|_| Reject::Shape("duration"))? as f64,
        ),
        None => duration.number()?,
    };
    Ok(nanos.map(|nanos| nanos / 1e6))
}

fn presigned_of(query: &BTreeMap<Cow<str>, Scalar>) -> Option<Presigned> {
    let value = |name: &str| query.get(name).map(Scalar::text);
    value("X-Amz-Signature").or_else(|| value("X-Amz-Algorithm"))?;
    Some(presigned::lifetime(
        value("X-Amz-Expires").unwrap_or_default(),
    ))
}

/// `192.0.2.1:5000`, `[2001:db8::1]:5000`, or an address alone.
pub fn without_port(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    match host.split_once(':') {
        Some((host, port)) if !port.contains(':') => host,
        _ => host,
    }
}

/// Whether an object has the look of this format.
pub fn resembles(object: &str) -> bool {
    object.contains("\"deploymentid\"") && object.contains("\"api\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(api: &str, more: &str) -> String {
        format!(
            r#"{{"version":"1","deploymentid":"d","time":"2026-11-03T08:00:00.250123456Z","trigger":"incoming","api":{{{api}}},"remotehost":"192.0.2.3","requestID":"18C1","userAgent":"MinIO (linux) minio-go","accessKey":"AK"{more}}}"#
        )
    }

    fn one(text: &str) -> AccessRecord<'static> {
        match parse(text.as_bytes()).unwrap() {
            Records::One(record) => record,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn requests_are_records() {
        let get = entry(
            r#""name":"GetObject","bucket":"b","object":"a b","statusCode":200,"rx":0,"tx":12,"timeToFirstByte":"2500000ns","timeToResponse":"3000000ns""#,
            r#","requestQuery":{"X-Amz-Expires":"600","X-Amz-Signature":"0"}"#,
        );
        let record = one(&get);
        assert_eq!(
            (record.time_ms, &*record.key),
            (1_793_692_800_250, &b"a b"[..])
        );
        assert_eq!((record.bytes_out, record.status), (12, Some(200)));
        assert_eq!(
            (record.latency_ms, record.first_byte_ms),
            (Some(3.0), Some(2.5))
        );
        assert_eq!((&*record.requester, record.actor), ("AK", Actor::Client));
        let expires_s = Some(600);
        assert_eq!(record.presigned, Some(Presigned { expires_s }));

        let old = entry(
            r#""name":"PutObject","bucket":"b","object":"k","statusCode":200"#,
            r#","requestHeader":{"Content-Length":"77"}"#,
        );
        assert_eq!(one(&old).bytes_in, 77);
    }

    #[test]
    fn a_delete_of_many_is_many() {
        let text = entry(
            r#""name":"DeleteMultipleObjects","bucket":"b","objects":[{"objectName":"x"},{"objectName":"y","versionId":"v"}],"statusCode":200,"rx":300"#,
            "",
        );
        let Records::Many(records) = parse(text.as_bytes()).unwrap() else {
            panic!("one record");
        };
        let keys: Vec<&[u8]> = records.iter().map(|record| &*record.key).collect();
        assert_eq!(keys, [b"x", b"y"]);
        assert_eq!(records[1].version_id, "v");
        assert!(
            records
                .iter()
                .all(|r| r.operation == Operation::Delete && r.bytes_in == 0)
        );
    }

    #[test]
    fn the_stores_own_work_is_no_clients() {
        let api = r#""name":"PutObject","bucket":"b","object":"k","statusCode":200"#;
        for (from, to, actor) in [
            ("incoming", "internal-scanner", Actor::Service),
            ("minio-go", "minio-replication-target", Actor::Replication),
            (
                "\"accessKey\"",
                "\"requestHeader\":{\"X-Minio-Source-Replication-Request\":\"true\"},\"accessKey\"",
                Actor::Replication,
            ),
            ("minio-go", "app/shardctl", Actor::Own),
        ] {
            assert_eq!(one(&entry(api, "").replace(from, to)).actor, actor, "{to}");
        }
    }

    #[test]
    fn ports_are_cut_off() {
        for (host, address) in [
            ("192.0.2.1:9000", "192.0.2.1"),
            ("192.0.2.1", "192.0.2.1"),
            ("[2001:db8::1]:9000", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
        ] {
            assert_eq!(without_port(host), address);
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "[{}\"a-z:,\\[\\]]{0,80}", duration in "[0-9.ens-]{0,12}") {
            let _ = parse(text.as_bytes());
            let _ = millis(&Scalar::Text(duration.into()));
        }
    }
}
