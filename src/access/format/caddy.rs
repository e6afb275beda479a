//! Caddy's access log (`caddy-json`): JSON objects, one a line as it writes them. Bucket and key are found as in the
//! combined format. Other loggers' lines are no requests.

use std::borrow::Cow;

use serde::Deserialize;

use super::combined::CombinedOptions;
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
    ts: Scalar<'a>,
    logger: Scalar<'a>,
    request: Option<Request<'a>>,
    bytes_read: Scalar<'a>,
    user_id: Scalar<'a>,
    duration: Scalar<'a>,
    size: Scalar<'a>,
    status: Scalar<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Request<'a> {
    #[serde(borrow)]
    remote_ip: Scalar<'a>,
    client_ip: Scalar<'a>,
    method: Scalar<'a>,
    host: Scalar<'a>,
    uri: Scalar<'a>,
    headers: Headers<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Headers<'a> {
    #[serde(rename = "User-Agent", borrow)]
    user_agent: Scalar<'a>,
    #[serde(rename = "X-Request-Id")]
    request_id: Scalar<'a>,
}

/// Parses one line; `None` for what is no request.
pub fn parse(
    line: &[u8],
    options: &CombinedOptions,
) -> Result<Option<AccessRecord<'static>>, Reject> {
    let entry: Entry = from_json(line)?;
    let Some(request) = &entry.request else {
        // Of the process itself, its start for one.
        let other = !entry.logger.text().starts_with("http.log.access");
        return if other {
            Ok(None)
        } else {
            Err(Reject::Shape("request"))
        };
    };
    let time_ms = time_ms(&entry.ts)?;
    let text = format!("{} {}", request.method.text(), request.uri.text());
    let line = RequestLine::parse(text.as_bytes()).ok_or(Reject::Shape("uri"))?;
    let (bucket, key) = options.bucket_and_key(&line, request.host.text().as_bytes())?;
    let operation = line.operation(!key.is_empty());
    let uploads = matches!(operation, Operation::Put | Operation::Part);
    let received = entry.bytes_read.count()?.unwrap_or(0);
    let sent = entry.size.count()?.unwrap_or(0);
    // The client behind trusted proxies, where Caddy knows them.
    let client_ip = parse_ip(request.client_ip.text().as_bytes());
    let agent = request.headers.user_agent.text();
    let record = AccessRecord {
        bucket,
        key,
        status: entry.status.status()?,
        bytes_out: if operation == Operation::Head {
            0
        } else {
            sent
        },
        bytes_in: if uploads { received } else { 0 },
        requester: Cow::Borrowed(entry.user_id.text()),
        client_ip: client_ip.or_else(|| parse_ip(request.remote_ip.text().as_bytes())),
        latency_ms: duration_ms(&entry.duration)?,
        actor: Actor::classify(entry.user_id.text().as_bytes(), agent.as_bytes(), false),
        request_id: Cow::Borrowed(request.headers.request_id.text()),
        presigned: presigned::of_query(line.query, time_ms),
        ..AccessRecord::new(time_ms, operation)
    };
    Ok(Some(record.into_owned()))
}

/// Seconds with a fraction, or RFC 3339 where the encoder is set to it.
fn time_ms(ts: &Scalar) -> Result<i64, Reject> {
    match ts {
        Scalar::Number(seconds) if seconds.abs() < 1e12 => Ok((seconds * 1_000.0).round() as i64),
        ts => parse_rfc3339(ts.text().as_bytes()).ok_or(Reject::Time),
    }
}

/// Seconds, or a text like `1.5ms` where the encoder is set to it.
fn duration_ms(duration: &Scalar) -> Result<Option<f64>, Reject> {
    let Scalar::Text(text) = duration else {
        return Ok(duration.number()?.map(|seconds| seconds * 1_000.0));
    };
    let units = [
        ("µs", 1e-3),
        ("us", 1e-3),
        ("ns", 1e-6),
        ("ms", 1.0),
        ("s", 1_000.0),
    ];
    Ok(units.into_iter().find_map(|(unit, ms)| {
        let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
        (number.is_finite() && number >= 0.0).then_some(number * ms)
    }))
}

/// Whether a line has the look of this format.
pub fn resembles(line: &str) -> bool {
    line.contains("\"http.log.access")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINE: &str = r#"{"level":"info","ts":1793692800.25,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"10.0.0.1","remote_port":"5","client_ip":"192.0.2.3","proto":"HTTP/2.0","method":"GET","host":"media.s3.example.net","uri":"/b/a%20b?X-Amz-Signature=0&X-Amz-Expires=60","headers":{"User-Agent":["curl/8"]}},"bytes_read":0,"user_id":"","duration":0.25,"size":512,"status":206,"resp_headers":{"Server":["Caddy"]}}"#;

    #[test]
    fn requests_are_records() {
        let record = parse(LINE.as_bytes(), &CombinedOptions::default());
        let record = record.unwrap().unwrap();
        assert_eq!(record.time_ms, 1_793_692_800_250);
        assert_eq!((&*record.bucket, &*record.key), ("b", &b"a b"[..]));
        assert_eq!((record.bytes_out, record.latency_ms), (512, Some(250.0)));
        assert_eq!(record.client_ip, Some("192.0.2.3".parse().unwrap()));
        assert_eq!(record.presigned.unwrap().expires_s, Some(60));
        let options = CombinedOptions {
            bucket: None,
            host_pattern: CombinedOptions::parse_host_pattern("{bucket}.s3.example.net"),
        };
        let record = parse(LINE.as_bytes(), &options).unwrap().unwrap();
        assert_eq!((&*record.bucket, &*record.key), ("media", &b"b/a b"[..]));
    }

    #[test]
    fn encoders_differ() {
        for (from, to) in [
            ("1793692800.25", "\"2026-11-03T08:00:00.250Z\""),
            ("\"duration\":0.25", "\"duration\":\"250ms\""),
        ] {
            let line = LINE.replace(from, to);
            let record = parse(line.as_bytes(), &CombinedOptions::default());
            let record = record.unwrap().unwrap();
            assert_eq!(
                (record.time_ms, record.latency_ms),
                (1_793_692_800_250, Some(250.0))
            );
        }
    }

    #[test]
    fn other_loggers_lines_are_no_requests() {
        let options = CombinedOptions::default();
        let line = br#"{"level":"info","ts":1793692800.25,"logger":"tls","msg":"finished"}"#;
        assert_eq!(parse(line, &options), Ok(None));
        let line = br#"{"logger":"http.log.access","ts":1}"#;
        assert_eq!(parse(line, &options), Err(Reject::Shape("request")));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[{}\"a-z:,\\[\\]]{0,80}", duration in "[0-9.ensmµ-]{0,8}") {
            let _ = parse(text.as_bytes(), &CombinedOptions::default());
            let _ = duration_ms(&Scalar::Text(duration.into()));
        }
    }
}
