//! S3 server access logs as CloudWatch Logs have them (`s3-server-access-json`): one JSON object a
//! line, `null` for `-`, times with milliseconds. The fields mean what they mean in a line.

use serde::Deserialize;

use super::Reject;
use super::s3_fields::{S3Fields, parse_ip};
use super::scalar::{Scalar, from_json};
use super::timestamp::parse_rfc3339;
use crate::access::AccessRecord;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Line<'a> {
    #[serde(borrow)]
    bucket_name: Scalar<'a>,
    request_time: Scalar<'a>,
    remote_ip: Scalar<'a>,
    requester: Scalar<'a>,
    request_id: Scalar<'a>,
    operation: Scalar<'a>,
    key: Scalar<'a>,
    request_uri: Scalar<'a>,
    #[serde(alias = "status")]
    http_status: Scalar<'a>,
    bytes_sent: Scalar<'a>,
    object_size: Scalar<'a>,
    #[serde(alias = "total_time_ms")]
    total_time: Scalar<'a>,
    #[serde(alias = "turn_around_time_ms")]
    turn_around_time: Scalar<'a>,
    user_agent: Scalar<'a>,
    version_id: Scalar<'a>,
    host_header: Scalar<'a>,
    #[serde(alias = "auth_type")]
    authentication_type: Scalar<'a>,
    source_region: Scalar<'a>,
}

/// Parses one object.
pub fn parse(line: &[u8]) -> Result<AccessRecord<'static>, Reject> {
    let line: Line = from_json(line)?;
    let operation = line.operation.text();
    if operation.is_empty() {
        return Err(Reject::Shape("operation"));
    }
    let field = |scalar: &'_ Scalar| -> Vec<u8> {
        match scalar.text() {
            "" => b"-".to_vec(),
            text => text.as_bytes().to_vec(),
        }
    };
    let (key, request) = (field(&line.key), field(&line.request_uri));
    let request = request.strip_prefix(b"\"").unwrap_or(&request);
    let fields = S3Fields {
        time_ms: parse_rfc3339(line.request_time.text().as_bytes()).ok_or(Reject::Time)?,
        bucket: line.bucket_name.text(),
        remote_ip: parse_ip(line.remote_ip.text().as_bytes()),
        requester: line.requester.text(),
        request_id: line.request_id.text(),
        operation: operation.as_bytes(),
        key: &key,
        request: request.strip_suffix(b"\"").unwrap_or(request),
        status: line.http_status.status()?,
        bytes_sent: line.bytes_sent.count()?,
        object_size: line.object_size.count()?,
        total_ms: line.total_time.count()?,
        turn_around_ms: line.turn_around_time.count()?,
        user_agent: line.user_agent.text().as_bytes(),
        version_id: line.version_id.text(),
        host: line.host_header.text().as_bytes(),
        authentication: line.authentication_type.text().as_bytes(),
        source_region: line.source_region.text(),
    };
    Ok(fields.record().into_owned())
}

/// Whether a line has the look of this format.
pub fn resembles(line: &str) -> bool {
    line.contains("\"request_time\"") && line.contains("\"bucket_owner_id\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Operation, Presigned};
    use proptest::prelude::*;

    #[test]
    fn the_twin_of_a_line() {
        let line = br#"{"schema_version_id":"V_1_0","bucket_arn":"arn:aws:s3:::amzn-s3-demo-use1","bucket_name":"amzn-s3-demo-use1","request_time":"2026-11-03T08:00:00.250Z","bucket_owner_id":"79a5","remote_ip":"192.0.2.3","requester":null,"request_id":"3E57","operation":"REST.GET.OBJECT","key":"a%2520b","request_uri":"GET /a%20b?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900 HTTP/1.1","http_status":"206","error_code":null,"bytes_sent":5,"object_size":"10","total_time":7,"turn_around_time":3,"user_agent":"curl \"x\"","version_id":null,"authentication_type":"QueryString","source_region":"us-east-1"}"#;
        let record = parse(line).unwrap();
        assert_eq!(
            (record.time_ms, record.status),
            (1_793_692_800_250, Some(206))
        );
        assert_eq!(
            (&*record.bucket, &*record.key),
            ("amzn-s3-demo-use1", &b"a b"[..])
        );
        assert_eq!((record.operation, record.bytes_out), (Operation::Get, 5));
        assert_eq!(record.source_region.as_deref(), Some("us-east-1"));
        let expires_s = Some(900);
        assert_eq!(record.presigned, Some(Presigned { expires_s }));
        for (line, reject) in [
            (&b"{}"[..], Reject::Shape("operation")),
            (b"[", Reject::Shape("json")),
            (
                br#"{"operation":"REST.GET.OBJECT","request_time":"now"}"#,
                Reject::Time,
            ),
        ] {
            assert_eq!(parse(line), Err(reject));
        }
    }

    proptest! {
        #[test]
        fn never_panics(line in "[{}\"a-z_:,]{0,80}") {
            let _ = parse(line.as_bytes());
        }
    }
}
