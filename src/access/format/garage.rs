//! What Garage logs of each request (`garage-log`), at its start:
//!
//! ```text
//! 2026-04-10T13:23:51.766230Z  INFO garage_api_common::generic_server: 192.0.2.10 (via [::1]:37780) (key GK31…) HEAD /bucket/key
//! ```
//!
//! So it tells how often, neither status nor bytes nor duration. The proxy, the key and the older name
//! of the module (`garage_api::generic_server`) may differ or be missing. Lines of other modules are
//! no requests.

use std::borrow::Cow;

use memchr::memchr;

use super::minio_audit::without_port;
use super::percent::{Plus, decode};
use super::request::RequestLine;
use super::s3_fields::parse_ip;
use super::timestamp::parse_rfc3339;
use super::{Reject, presigned};
use crate::access::AccessRecord;

/// The modules that log requests.
const MODULES: [&str; 2] = [
    "garage_api_common::generic_server: ",
    "garage_api::generic_server: ",
];

/// Parses one line without its newline; `None` for lines that are no requests.
pub fn parse(line: &[u8]) -> Result<Option<AccessRecord<'_>>, Reject> {
    let text = std::str::from_utf8(line).map_err(|_| Reject::Shape("text"))?;
    let (time, rest) = text.split_once(' ').ok_or(Reject::Time)?;
    let time_ms = parse_rfc3339(time.as_bytes()).ok_or(Reject::Time)?;
    let (level, rest) = rest
        .trim_start()
        .split_once(' ')
        .ok_or(Reject::Shape("level"))?;
    if !matches!(level, "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR") {
        return Err(Reject::Shape("level"));
    }
    let Some(message) = MODULES.iter().find_map(|module| rest.strip_prefix(module)) else {
        return Ok(None);
    };
    let (address, message) = message.split_once(' ').ok_or(Reject::Shape("message"))?;
    let Some(client_ip) = parse_ip(without_port(address).as_bytes()) else {
        // Errors and answers of the same module.
        return Ok(None);
    };
    let (_via, message) = parenthesis("(via ", message);
    let (key_id, message) = parenthesis("(key ", message);
    if message.bytes().any(|byte| byte.is_ascii_control()) {
        return Err(Reject::Shape("control characters"));
    }
    let request = RequestLine::parse(message.as_bytes()).ok_or(Reject::Shape("request"))?;
    let slash = memchr(b'/', request.path);
    let (bucket, key) = request.path.split_at(slash.unwrap_or(request.path.len()));
    let key = decode(key.strip_prefix(b"/").unwrap_or(key), Plus::Literal);
    let operation = request.operation(!key.is_empty());
    Ok(Some(AccessRecord {
        bucket: String::from_utf8_lossy(bucket),
        key,
        client_ip: Some(client_ip),
        requester: Cow::Borrowed(key_id),
        presigned: presigned::of_query(request.query, time_ms),
        ..AccessRecord::new(time_ms, operation)
    }))
}

/// What follows `begin` up to `) `, and what follows that; nothing and all where it does not begin so.
fn parenthesis<'a>(begin: &str, text: &'a str) -> (&'a str, &'a str) {
    let inside = text.strip_prefix(begin);
    inside
        .and_then(|inside| inside.split_once(") "))
        .unwrap_or(("", text))
}

/// Whether a line has the look of this format.
pub fn resembles(line: &str) -> bool {
    MODULES.iter().any(|module| line.contains(module))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Operation;
    use proptest::prelude::*;

    fn parse_message(module: &str, message: &str) -> Result<Option<AccessRecord<'static>>, Reject> {
        let line = format!("2026-04-10T13:23:51.766230Z  INFO {module}: {message}");
        parse(line.as_bytes()).map(|record| record.map(AccessRecord::into_owned))
    }

    #[test]
    fn requests_with_and_without_proxy_and_key() {
        for (message, requester, operation) in [
            (
                "192.0.2.10 (via [::1]:37780) (key GK1) HEAD /b/a%20b",
                "GK1",
                Operation::Head,
            ),
            (
                "192.0.2.10:5000 (key GK1) GET /b/a%20b",
                "GK1",
                Operation::Get,
            ),
            ("[2001:db8::1]:5000 GET /b/a%20b", "", Operation::Get),
            (
                "192.0.2.10 PUT /b/a%20b?partNumber=1&uploadId=u",
                "",
                Operation::Part,
            ),
        ] {
            for module in [
                "garage_api_common::generic_server",
                "garage_api::generic_server",
            ] {
                let record = parse_message(module, message).unwrap().unwrap();
                assert_eq!(
                    (&*record.bucket, &*record.key),
                    ("b", &b"a b"[..]),
                    "{message}"
                );
                assert_eq!(
                    (&*record.requester, record.operation),
                    (requester, operation)
                );
                assert_eq!((record.time_ms, record.status), (1_775_827_431_766, None));
            }
        }
    }

    #[test]
    fn other_lines_are_no_requests_and_damage_is_damage() {
        let server = "garage_api_common::generic_server";
        assert_eq!(parse_message("garage_table::sync", "done"), Ok(None));
        assert_eq!(parse_message(server, "Response: error 404"), Ok(None));
        assert_eq!(
            parse_message(server, "192.0.2.10 GE"),
            Err(Reject::Shape("request"))
        );
        assert_eq!(parse(b"2026-04-10T13:23 INFO x: y"), Err(Reject::Time));
        assert_eq!(
            parse(b"2026-04-10T13:23:51Z INF x: y"),
            Err(Reject::Shape("level"))
        );
    }

    proptest! {
        #[test]
        fn never_panics(message in "[0-9.() a-zGET/:\\[\\]]{0,60}") {
            let _ = parse_message("garage_api::generic_server", &message);
        }
    }
}
