//! Data events of AWS CloudTrail (`cloudtrail`): one document `{"Records":[…]}` a file, events one
//! behind the other, or as EventBridge wraps them (`{"detail":{…}}`).
//!
//! Keys are plain text. The source address may be the name of a service that acts for somebody, who
//! is a client all the same; only a service that acts for itself is none. A delete of many keys is one
//! event that names none of them. There are no latencies. The same call may be in the logs of two
//! accounts, under one shared id, and with another identity in each.

use std::borrow::Cow;

use serde::Deserialize;

use super::multi_region::is_multi_region;
use super::s3_fields::parse_ip;
use super::scalar::{Scalar, from_json};
use super::timestamp::parse_rfc3339;
use super::{Reject, api_call, presigned};
use crate::access::{AccessRecord, Actor, Presigned};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Entry<'a> {
    #[serde(borrow)]
    detail: Option<Box<Entry<'a>>>,
    event_time: Scalar<'a>,
    event_source: Scalar<'a>,
    event_name: Scalar<'a>,
    #[serde(rename = "sourceIPAddress")]
    source_ip_address: Scalar<'a>,
    user_agent: Scalar<'a>,
    error_code: Scalar<'a>,
    user_identity: Option<Identity<'a>>,
    request_parameters: Option<Parameters<'a>>,
    additional_event_data: Option<Additional<'a>>,
    #[serde(rename = "eventID")]
    event_id: Scalar<'a>,
    #[serde(rename = "sharedEventID")]
    shared_event_id: Scalar<'a>,
    vpc_endpoint_id: Scalar<'a>,
    tls_details: Option<TlsDetails<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct TlsDetails<'a> {
    #[serde(borrow)]
    client_provided_host_header: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Identity<'a> {
    #[serde(rename = "type", borrow)]
    kind: Scalar<'a>,
    arn: Scalar<'a>,
    principal_id: Scalar<'a>,
    invoked_by: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Parameters<'a> {
    #[serde(borrow)]
    bucket_name: Scalar<'a>,
    key: Scalar<'a>,
    version_id: Scalar<'a>,
    #[serde(rename = "X-Amz-Expires")]
    expires: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Additional<'a> {
    #[serde(borrow)]
    bytes_transferred_in: Scalar<'a>,
    bytes_transferred_out: Scalar<'a>,
    #[serde(rename = "AuthenticationMethod")]
    authentication_method: Scalar<'a>,
}

/// Parses one event; `None` for events of other services than S3.
pub fn parse(event: &[u8]) -> Result<Option<AccessRecord<'_>>, Reject> {
    let mut event: Entry = from_json(event)?;
    if let Some(detail) = event.detail.take() {
        event = *detail;
    }
    match event.event_source.text() {
        "s3.amazonaws.com" => {}
        "" => return Err(Reject::Shape("event source")),
        _ => return Ok(None),
    }
    let time = event.event_time.text().as_bytes();
    let time_ms = parse_rfc3339(time).ok_or(Reject::Time)?;
    let name = event.event_name.text();
    let identity = event.user_identity.unwrap_or_default();
    let parameters = event.request_parameters.unwrap_or_default();
    let additional = event.additional_event_data.unwrap_or_default();
    let tls = event.tls_details.unwrap_or_default();
    let requester = match identity.arn.text() {
        "" => identity.principal_id.into_text(),
        _ => identity.arn.into_text(),
    };
    let own_account = identity.kind.text() == "AWSService" || identity.kind.text() == "AWSInternal";
    let is_lifecycle = identity.invoked_by.text() == "s3.amazonaws.com";
    let bytes_in = additional.bytes_transferred_in.count()?.unwrap_or(0);
    Ok(Some(AccessRecord {
        bucket: parameters.bucket_name.into_text(),
        status: Some(status(event.error_code.text())),
        bytes_out: additional.bytes_transferred_out.count()?.unwrap_or(0),
        bytes_in: if api_call::carries_body(name) {
            bytes_in
        } else {
            0
        },
        client_ip: parse_ip(event.source_ip_address.text().as_bytes()),
        actor: Actor::classify(
            requester.as_bytes(),
            event.user_agent.text().as_bytes(),
            own_account || is_lifecycle,
        ),
        shared: !event.shared_event_id.text().is_empty(),
        request_id: match event.shared_event_id.text() {
            "" => event.event_id.into_text(),
            _ => event.shared_event_id.into_text(),
        },
        version_id: parameters.version_id.into_text(),
        vpc_endpoint: event.vpc_endpoint_id.into_text(),
        by_nearest: is_multi_region(tls.client_provided_host_header.text().as_bytes()),
        presigned: presigned(
            parameters.expires.text(),
            additional.authentication_method.text(),
        ),
        requester,
        key: match parameters.key.into_text() {
            Cow::Borrowed(key) => Cow::Borrowed(key.as_bytes()),
            Cow::Owned(key) => Cow::Owned(key.into_bytes()),
        },
        ..AccessRecord::new(time_ms, api_call::operation(name))
    }))
}

/// The log has no status, only the name of an error: 400 stands for any of them.
fn status(error_code: &str) -> u16 {
    match error_code {
        "" => 200,
        "NotModified" => 304,
        _ => 400,
    }
}

fn presigned(expires: &str, authentication: &str) -> Option<Presigned> {
    match (expires, authentication) {
        ("", "QueryString") => Some(Presigned { expires_s: None }),
        ("", _) => None,
        (expires, _) => Some(presigned::lifetime(expires)),
    }
}

/// Whether an object has the look of this format.
pub fn resembles(object: &str) -> bool {
    object.contains("\"eventSource\"") && object.contains("\"eventName\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EVENT: &str = r#"{"eventVersion":"1.09","userIdentity":{"type":"AssumedRole","principalId":"AROA:app","arn":"arn:aws:sts::111122223333:assumed-role/app/i-1"},"eventTime":"2026-11-03T08:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.3","userAgent":"[aws-sdk-rust]","requestParameters":{"bucketName":"amzn-s3-demo-use1","key":"a%20b","Host":["h"],"X-Amz-Expires":"3600"},"responseElements":null,"additionalEventData":{"AuthenticationMethod":"QueryString","bytesTransferredIn":0.0,"bytesTransferredOut":512.0},"eventID":"e1","sharedEventID":"s1"}"#;

    #[test]
    fn a_data_event_is_a_record() {
        for text in [EVENT.to_owned(), format!("{{\"detail\":{EVENT}}}")] {
            let record = parse(text.as_bytes()).unwrap().unwrap();
            assert_eq!(
                (&*record.bucket, &*record.key),
                ("amzn-s3-demo-use1", &b"a%20b"[..])
            );
            assert_eq!(
                (record.operation, record.bytes_out),
                (crate::access::Operation::Get, 512)
            );
            assert_eq!((record.status, &*record.request_id), (Some(200), "s1"));
            assert!(record.shared);
            assert_eq!(record.actor, Actor::Client);
            let expires_s = Some(3600);
            assert_eq!(record.presigned, Some(Presigned { expires_s }));
        }
    }

    #[test]
    fn the_way_a_request_came_is_kept() {
        let event = EVENT.replace(
            r#""eventID""#,
            r#""vpcEndpointId":"vpce-0a1b","tlsDetails":{"clientProvidedHostHeader":"m1.mrap.accesspoint.s3-global.amazonaws.com"},"eventID""#,
        );
        let record = parse(event.as_bytes()).unwrap().unwrap();
        assert_eq!(
            (&*record.vpc_endpoint, record.by_nearest),
            ("vpce-0a1b", true)
        );
        let record = parse(EVENT.as_bytes()).unwrap().unwrap();
        assert_eq!((&*record.vpc_endpoint, record.by_nearest), ("", false));
    }

    #[test]
    fn who_acts_is_told_by_the_identity() {
        for (from, to, actor) in [
            ("192.0.2.3", "athena.amazonaws.com", Actor::Client),
            ("192.0.2.3", "AWS Internal", Actor::Client),
            ("AssumedRole", "AWSService", Actor::Service),
            (
                "role/app/i-1",
                "role/app/s3-replication",
                Actor::Replication,
            ),
            ("[aws-sdk-rust]", "[aws-sdk-rust app/shardctl]", Actor::Own),
        ] {
            let event = EVENT.replace(from, to);
            let record = parse(event.as_bytes()).unwrap().unwrap();
            assert_eq!(record.actor, actor, "{to}");
        }
        let other = EVENT.replace("s3.amazonaws.com", "kms.amazonaws.com");
        assert_eq!(parse(other.as_bytes()), Ok(None));
        assert_eq!(parse(b"{}"), Err(Reject::Shape("event source")));
    }

    proptest! {
        #[test]
        fn never_panics(text in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = parse(&text);
        }
    }
}
