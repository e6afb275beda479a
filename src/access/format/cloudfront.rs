//! Standard logs of Amazon CloudFront (`cloudfront`): tab-separated columns under the names that
//! `#Fields:` gives; a file made of several has several such headers.
//!
//! It says who asked for what from where, also when the cache answered and the store saw nothing: it
//! is for demand by region, never to be added to the store's own logs. The bucket behind a
//! distribution is not in it. The edge that served a viewer is named after an airport, which tells
//! the region near it. Values are percent-encoded once, in older files twice, which shows in the
//! spaces of the user agent.

use std::borrow::Cow;

use memchr::{memchr_iter, memmem};

use super::percent::{Plus, decode};
use super::request::RequestLine;
use super::s3_fields::parse_ip;
use super::timestamp::parse_rfc3339;
use super::{Reject, edge, presigned};
use crate::access::{AccessRecord, Actor, Operation};

/// How many columns the published generations had before the current one, whose beginning each was:
/// files put together under one header have lines of several.
const OLDER_COUNTS: [usize; 5] = [18, 19, 23, 24, 26];

/// Where each field is, by the header; `None` for columns that the file does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    count: usize,
    date: Option<usize>,
    time: Option<usize>,
    timestamp: Option<usize>,
    edge: Option<usize>,
    bytes_out: Option<usize>,
    bytes_in: Option<usize>,
    content_length: Option<usize>,
    client: Option<usize>,
    method: Option<usize>,
    stem: Option<usize>,
    query: Option<usize>,
    status: Option<usize>,
    agent: Option<usize>,
    request_id: Option<usize>,
    seconds: Option<usize>,
    first_byte_seconds: Option<usize>,
}

impl Columns {
    /// Reads a header line; `None` for any other.
    pub fn of_header(line: &[u8]) -> Option<Self> {
        let names = line.strip_prefix(b"#Fields:")?;
        let names: Vec<&[u8]> = names
            .split(u8::is_ascii_whitespace)
            .filter(|name| !name.is_empty())
            .collect();
        let at = |wanted: &[u8]| names.iter().position(|name| *name == wanted);
        Some(Self {
            count: names.len(),
            date: at(b"date"),
            time: at(b"time"),
            timestamp: at(b"timestamp(ms)").or_else(|| at(b"timestamp")),
            edge: at(b"x-edge-location"),
            bytes_out: at(b"sc-bytes"),
            bytes_in: at(b"cs-bytes"),
            content_length: at(b"sc-content-len"),
            client: at(b"c-ip"),
            method: at(b"cs-method"),
            stem: at(b"cs-uri-stem"),
            query: at(b"cs-uri-query"),
            status: at(b"sc-status"),
            agent: at(b"cs(User-Agent)"),
            request_id: at(b"x-edge-request-id"),
            seconds: at(b"time-taken"),
            first_byte_seconds: at(b"time-to-first-byte"),
        })
    }
}

/// One line by its columns.
struct Row<'a> {
    fields: Vec<&'a [u8]>,
}

impl<'a> Row<'a> {
    /// The field; empty when there is none, and for `-`.
    fn field(&self, at: Option<usize>) -> &'a [u8] {
        let field = at.and_then(|at| self.fields.get(at)).copied();
        field.filter(|field| field != b"-").unwrap_or_default()
    }

    fn number<T: std::str::FromStr>(&self, at: Option<usize>) -> Result<Option<T>, Reject> {
        let field = self.field(at);
        if field.is_empty() {
            return Ok(None);
        }
        let text = std::str::from_utf8(field).ok();
        let number = text.and_then(|text| text.parse().ok());
        number.map(Some).ok_or(Reject::Shape("number"))
    }

    fn millis(&self, at: Option<usize>) -> Result<Option<f64>, Reject> {
        let seconds: Option<f64> = self.number(at)?;
        if seconds.is_some_and(|seconds| !seconds.is_finite() || seconds < 0.0) {
            return Err(Reject::Shape("number"));
        }
        Ok(seconds.map(|seconds| seconds * 1_000.0))
    }

    fn time_ms(&self, columns: &Columns) -> Result<i64, Reject> {
        if let Some(ms) = self.number(columns.timestamp)? {
            return Ok(ms);
        }
        let (date, time) = (self.field(columns.date), self.field(columns.time));
        parse_rfc3339(&[date, b"T", time, b"Z"].concat()).ok_or(Reject::Time)
    }
}

/// Parses one line without its newline.
pub fn parse<'a>(line: &'a [u8], columns: &Columns) -> Result<AccessRecord<'a>, Reject> {
    if columns.count == 0 {
        return Err(Reject::Shape("header: there is no #Fields line"));
    }
    let count = memchr_iter(b'\t', line).count() + 1;
    if count != columns.count && !(OLDER_COUNTS.contains(&count) && count < columns.count) {
        return Err(Reject::Shape("field count"));
    }
    let row = Row {
        fields: line.split(|&byte| byte == b'\t').collect(),
    };
    let time_ms = row.time_ms(columns)?;
    let stem = row.field(columns.stem);
    let path = stem
        .strip_prefix(b"/")
        .ok_or(Reject::Shape("cs-uri-stem"))?;
    let method = row.field(columns.method);
    if method.is_empty() || !method.iter().all(u8::is_ascii_uppercase) {
        return Err(Reject::Shape("cs-method"));
    }
    let agent = row.field(columns.agent);
    let encoded_twice = memmem::find(agent, b"%2520").is_some();
    let key = decode(path, Plus::Literal);
    let key = match key {
        Cow::Owned(once) if encoded_twice => Cow::Owned(decode(&once, Plus::Literal).into_owned()),
        key => key,
    };
    let query = row.field(columns.query);
    let request = RequestLine {
        method,
        host: None,
        path,
        query,
    };
    let operation = request.operation(!key.is_empty());
    let body: Option<u64> = row.number(columns.content_length)?;
    // With the headers, where the length of the body is not told.
    let bytes_out = body.or(row.number(columns.bytes_out)?).unwrap_or(0);
    let bytes_in = row.number(columns.bytes_in)?.unwrap_or(0);
    let uploads = matches!(operation, Operation::Put | Operation::Part);
    Ok(AccessRecord {
        key,
        status: row.number(columns.status)?,
        bytes_out: if operation == Operation::Head {
            0
        } else {
            bytes_out
        },
        bytes_in: if uploads { bytes_in } else { 0 },
        client_ip: parse_ip(row.field(columns.client)),
        edge_region: edge::region_near(row.field(columns.edge)),
        latency_ms: row.millis(columns.seconds)?,
        first_byte_ms: row.millis(columns.first_byte_seconds)?,
        actor: Actor::classify(b"", agent, false),
        request_id: String::from_utf8_lossy(row.field(columns.request_id)),
        presigned: presigned::of_query(query, time_ms),
        ..AccessRecord::new(time_ms, operation)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADER: &[u8] = b"#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query time-taken";

    fn columns() -> Columns {
        Columns::of_header(HEADER).unwrap()
    }

    #[test]
    fn columns_are_read_by_name_wherever_they_are() {
        let line = b"2019-12-04\t21:02:31\tFRA56-C1\t392\t192.0.2.100\tGET\td1.cloudfront.net\t/a%20b.html\t206\t-\tMozilla/5.0%20(x)\t-\t0.5";
        let record = parse(line, &columns()).unwrap();
        assert_eq!(record.time_ms, 1_575_493_351_000);
        assert_eq!((&*record.key, record.bytes_out), (&b"a b.html"[..], 392));
        assert_eq!((record.status, record.latency_ms), (Some(206), Some(500.0)));
        assert_eq!(record.edge_region, Some("eu-central-1"));

        let fields = b"#Fields: cs-uri-stem timestamp(ms) cs-method";
        let columns = Columns::of_header(fields).unwrap();
        let record = parse(b"/k\t1575493351250\tGET", &columns).unwrap();
        assert_eq!(record.time_ms, 1_575_493_351_250);
    }

    #[test]
    fn older_files_encode_twice() {
        let line = |stem: &str, agent: &str| {
            format!("2016-12-04\t21:02:31\tZZZ1\t1\t-\tGET\th\t{stem}\t000\t-\t{agent}\t-\t-")
        };
        for (stem, agent, key) in [
            ("/a%2520b", "x%2520y", "a b"),
            ("/a%2520b", "x%20y", "a%20b"),
            ("/a%20b", "x%20y", "a b"),
        ] {
            let line = line(stem, agent);
            let record = parse(line.as_bytes(), &columns()).unwrap();
            assert_eq!(&*record.key, key.as_bytes());
            // The client was gone before an answer.
            assert_eq!((record.status, record.edge_region), (Some(0), None));
        }
    }

    #[test]
    fn damage_is_rejected() {
        let good = "2019-12-04\t21:02:31\tFRA56\t392\t192.0.2.100\tGET\th\t/k\t200\t-\tm\t-\t0.5";
        assert!(parse(good.as_bytes(), &columns()).is_ok());
        for (from, to, reject) in [
            ("\t0.5", "", Reject::Shape("field count")),
            ("-12-", "-13-", Reject::Time),
            ("\t/k", "\tk", Reject::Shape("cs-uri-stem")),
            ("\t392", "\t39x", Reject::Shape("number")),
            ("\t0.5", "\tNaN", Reject::Shape("number")),
            ("GET", "get", Reject::Shape("cs-method")),
        ] {
            let line = good.replace(from, to);
            assert_eq!(parse(line.as_bytes(), &columns()), Err(reject), "{to}");
        }
        assert!(parse(good.as_bytes(), &Columns::default()).is_err());
    }

    proptest! {
        #[test]
        fn never_panics(line in prop::collection::vec(any::<u8>(), 0..60), tabs in "[a-z0-9/:\t-]{0,80}") {
            let _ = Columns::of_header(&line);
            let _ = parse(&line, &columns());
            let _ = parse(tabs.as_bytes(), &columns());
        }
    }
}
