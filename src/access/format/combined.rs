//! Access logs of nginx, Apache and Caddy in front of a store (`http-combined`): the combined and
//! common formats, and the longer one we recommend:
//!
//! ```text
//! log_format shardctl '$remote_addr - $remote_user [$time_local] "$request" $status
//!   $body_bytes_sent "$http_referer" "$http_user_agent" "$host" $request_time $request_length
//!   "$http_x_forwarded_for" $request_id';
//! ```
//!
//! Its host finds the bucket in virtual-host style; so does that of a request line in absolute form
//! (`GET http://host/key`), which counts more. `X-Forwarded-For` is read past, not believed: a
//! client can write anything there. Quotes inside quoted fields are escaped, as `\x22` or `\"`.

use std::borrow::Cow;

use memchr::memchr;

use super::percent::{Plus, decode};
use super::request::RequestLine;
use super::s3_fields::parse_ip;
use super::timestamp::{self, ClfClock};
use super::{Reject, presigned};
use crate::access::{AccessRecord, Actor, Operation};

/// What a combined log does not say about the requests in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CombinedOptions {
    /// The bucket of every request; the whole path is the key.
    pub bucket: Option<String>,
    /// Where the bucket stands in the logged host: `("", ".s3.example.net")` of
    /// `{bucket}.s3.example.net`. A host that does not match is path style.
    pub host_pattern: Option<(String, String)>,
}

impl CombinedOptions {
    /// Reads a `host_pattern` with one `{bucket}`.
    pub fn parse_host_pattern(pattern: &str) -> Option<(String, String)> {
        let (before, after) = pattern.split_once("{bucket}")?;
        if after.contains("{bucket}") || (before.is_empty() && after.is_empty()) {
            return None;
        }
        Some((before.to_owned(), after.to_owned()))
    }

    fn bucket_of_host<'a>(&self, host: &'a [u8]) -> Option<&'a [u8]> {
        let (before, after) = self.host_pattern.as_ref()?;
        let host = host.split(|&byte| byte == b':').next().unwrap_or(host);
        let bucket = host
            .strip_prefix(before.as_bytes())?
            .strip_suffix(after.as_bytes())?;
        (!bucket.is_empty()).then_some(bucket)
    }

    /// Bucket and key of a request to `host`.
    pub(super) fn bucket_and_key(
        &self,
        line: &RequestLine,
        host: &[u8],
    ) -> Result<(Cow<'static, str>, Cow<'static, [u8]>), Reject> {
        let (bucket, key) = if let Some(bucket) = &self.bucket {
            (bucket.as_bytes(), line.path)
        } else if let Some(bucket) = self.bucket_of_host(line.host.unwrap_or(host)) {
            (bucket, line.path)
        } else {
            let end = memchr(b'/', line.path).unwrap_or(line.path.len());
            let (bucket, key) = line.path.split_at(end);
            (bucket, key.strip_prefix(b"/").unwrap_or(key))
        };
        let bucket = std::str::from_utf8(bucket).map_err(|_| Reject::Shape("bucket"))?;
        let key = decode(key, Plus::Literal).into_owned();
        Ok((Cow::Owned(bucket.to_owned()), Cow::Owned(key)))
    }
}

/// The fields after the user agent in the recommended format.
#[derive(Clone, Debug, Default)]
struct Extra<'a> {
    host: Cow<'a, [u8]>,
    seconds: Option<f64>,
    bytes_in: Option<u64>,
    request_id: &'a [u8],
}

/// Parses one line without its newline.
pub fn parse<'a>(
    line: &'a [u8],
    options: &CombinedOptions,
    clock: &mut ClfClock,
) -> Result<AccessRecord<'a>, Reject> {
    let mut rest = Rest(line);
    let host = rest.word().ok_or(Reject::Shape("client address"))?;
    let _ident = rest.word().ok_or(Reject::Shape("identity"))?;
    let user = rest.until(b" [").ok_or(Reject::Shape("user"))?;
    let time = rest.until(b"] ").ok_or(Reject::Shape("time"))?;
    let time_ms = clock.parse(time).ok_or(Reject::Time)?;
    let request = rest.quoted().ok_or(Reject::Shape("request line"))?;
    let status = rest.word().ok_or(Reject::Shape("status"))?;
    let bytes_out = number(rest.word().ok_or(Reject::Shape("bytes"))?)?.unwrap_or(0);
    // Real logs hold lines whose agent was cut off; what counts of the request stands before it.
    let agent = rest.quoted().and_then(|_referer| rest.quoted());
    let extra = agent.is_some().then(|| extra(&mut rest)).flatten();
    let extra = extra.unwrap_or_default();

    // An unreadable request line is a record all the same: a port scan is no damage of the log.
    let request = RequestLine::parse(&request);
    let (bucket, key) = match &request {
        Some(request) => options.bucket_and_key(request, &extra.host)?,
        None => (Cow::Borrowed(""), Cow::Borrowed(&b""[..])),
    };
    let operation = request.map_or(Operation::Other, |line| line.operation(!key.is_empty()));
    let query = request.map_or(&b""[..], |request| request.query);
    Ok(AccessRecord {
        bucket,
        key,
        status: number(status)?.and_then(|status| u16::try_from(status).ok()),
        bytes_out: if operation == Operation::Head {
            0
        } else {
            bytes_out
        },
        bytes_in: extra.bytes_in.filter(|_| uploads(operation)).unwrap_or(0),
        requester: present(user).map_or(Cow::Borrowed(""), String::from_utf8_lossy),
        client_ip: parse_ip(host),
        latency_ms: extra.seconds.map(|seconds| seconds * 1_000.0),
        actor: Actor::classify(user, agent.as_deref().unwrap_or_default(), false),
        request_id: present(extra.request_id).map_or(Cow::Borrowed(""), String::from_utf8_lossy),
        presigned: presigned::of_query(query, time_ms),
        ..AccessRecord::new(time_ms, operation)
    })
}

fn uploads(operation: Operation) -> bool {
    matches!(operation, Operation::Put | Operation::Part)
}

/// `"host" request_time request_length "forwarded" request_id`; `None` unless all of it is there.
fn extra<'a>(rest: &mut Rest<'a>) -> Option<Extra<'a>> {
    let host = rest.quoted()?;
    let seconds = float(rest.word()?)?;
    let bytes_in = number(rest.word()?).ok()?;
    let _forwarded = rest.quoted()?;
    let request_id = rest.word()?;
    Some(Extra {
        host,
        seconds,
        bytes_in,
        request_id,
    })
}

/// What is left of a line.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    /// The next word; the last one needs no space after it.
    fn word(&mut self) -> Option<&'a [u8]> {
        let end = memchr(b' ', self.0).unwrap_or(self.0.len());
        let word = &self.0[..end];
        if word.is_empty() || word.iter().any(u8::is_ascii_control) {
            return None;
        }
        self.0 = self.0.get(end + 1..).unwrap_or_default();
        Some(word)
    }

    /// What comes before `mark`, which is taken, too.
    fn until(&mut self, mark: &[u8]) -> Option<&'a [u8]> {
        let at = memchr::memmem::find(self.0, mark)?;
        let (before, after) = (&self.0[..at], &self.0[at + mark.len()..]);
        self.0 = after;
        Some(before)
    }

    /// A quoted field, unescaped.
    fn quoted(&mut self) -> Option<Cow<'a, [u8]>> {
        let inner = self.0.strip_prefix(b"\"")?;
        let mut at = 0;
        let mut escaped = false;
        loop {
            match *inner.get(at)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    at += 2;
                }
                _ => at += 1,
            }
        }
        let after = &inner[at + 1..];
        self.0 = after.strip_prefix(b" ").unwrap_or(after);
        let field = &inner[..at];
        Some(if escaped {
            Cow::Owned(unescape(field))
        } else {
            Cow::Borrowed(field)
        })
    }
}

/// Undoes `\x22` (nginx), `\"` and `\\` (Apache); other escapes stay as they are.
fn unescape(field: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(field.len());
    let mut at = 0;
    while at < field.len() {
        let rest = &field[at..];
        match rest {
            [b'\\', b'x', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0);
                out.push((digit(*high) * 16 + digit(*low)) as u8);
                at += 4;
            }
            [b'\\', byte @ (b'"' | b'\\'), ..] => {
                out.push(*byte);
                at += 2;
            }
            [byte, ..] => {
                out.push(*byte);
                at += 1;
            }
            [] => break,
        }
    }
    out
}

fn number(word: &[u8]) -> Result<Option<u64>, Reject> {
    if word == b"-" {
        return Ok(None);
    }
    std::str::from_utf8(word)
        .ok()
        .and_then(|digits| digits.parse().ok())
        .map(Some)
        .ok_or(Reject::Shape("number"))
}

#[expect(
    clippy::option_option,
    reason = "no number at all, against a field that says there is none"
)]
fn float(word: &[u8]) -> Option<Option<f64>> {
    if word == b"-" {
        return Some(None);
    }
    let value: f64 = std::str::from_utf8(word).ok()?.parse().ok()?;
    (value.is_finite() && value >= 0.0).then_some(Some(value))
}

fn present(word: &[u8]) -> Option<&[u8]> {
    (word != b"-" && !word.is_empty()).then_some(word)
}

/// Whether a line has the look of this format: for detection.
pub fn resembles(line: &[u8]) -> bool {
    let mut rest = Rest(line);
    let head = rest.word().is_some() && rest.word().is_some();
    head && rest.until(b" [").is_some()
        && rest
            .until(b"] ")
            .is_some_and(|time| timestamp::parse_clf(time).is_some())
        && rest.0.starts_with(b"\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse_line<'a>(
        line: &'a [u8],
        options: &CombinedOptions,
    ) -> Result<AccessRecord<'a>, Reject> {
        parse(line, options, &mut ClfClock::default())
    }

    fn with_bucket() -> CombinedOptions {
        CombinedOptions {
            bucket: Some("data".into()),
            host_pattern: None,
        }
    }

    #[test]
    fn combined_lines_of_real_servers() {
        let line = br#"10.0.0.1 - user@example.com [07/Apr/2016:20:42:24 +0200] "GET /bar/a%40b.txt?token=x HTTP/1.1" 200 75 "" "Mozilla/5.0 (iPad)""#;
        let record = parse_line(line, &with_bucket()).unwrap();
        assert_eq!(record.time_ms, 1_460_054_544_000);
        assert_eq!(&*record.key, b"bar/a@b.txt");
        assert_eq!(record.bucket, "data");
        assert_eq!(record.requester, "user@example.com");
        assert_eq!((record.status, record.bytes_out), (Some(200), 75));
        let path_style = parse_line(line, &CombinedOptions::default()).unwrap();
        assert_eq!(path_style.bucket, "bar");
        assert_eq!(&*path_style.key, b"a@b.txt");
    }

    #[test]
    fn the_recommended_format_finds_bucket_and_bytes() {
        let options = CombinedOptions {
            bucket: None,
            host_pattern: CombinedOptions::parse_host_pattern("{bucket}.s3.fra.example.net"),
        };
        let line = br#"2001:db8::1 - - [07/Apr/2016:18:42:24 +0000] "PUT /a+b HTTP/1.1" 200 0 "-" "x \x22y\x22" "media.s3.fra.example.net:443" 0.250 5120 "-" 8f2a"#;
        let record = parse_line(line, &options).unwrap();
        assert_eq!(record.bucket, "media");
        assert_eq!(&*record.key, b"a+b");
        assert_eq!(record.bytes_in, 5120);
        assert_eq!(record.latency_ms, Some(250.0));
        assert_eq!(record.request_id, "8f2a");
    }

    #[test]
    fn the_host_of_a_request_line_counts_more() {
        let options = CombinedOptions {
            bucket: None,
            host_pattern: CombinedOptions::parse_host_pattern("{bucket}.s3.example.net"),
        };
        for tail in [r#" "-" "m" "other.s3.example.net" 0.250 0 "-" 8f2a"#, ""] {
            let line = format!(
                r#"192.0.2.1 - - [07/Apr/2016:18:42:24 +0000] "GET http://media.s3.example.net:80/a/b HTTP/1.1" 200 5{tail}"#
            );
            let record = parse_line(line.as_bytes(), &options).unwrap();
            assert_eq!(
                (&*record.bucket, &*record.key),
                ("media", &b"a/b"[..]),
                "{line}"
            );
        }
    }

    #[test]
    fn escaped_quotes_stay_inside() {
        for agent in [r#"a \"b\" c"#, r"a \x22b\x22 c"] {
            let line = format!(
                r#"192.0.2.1 - - [07/Apr/2016:18:42:24 +0000] "GET /d/k HTTP/1.1" 200 5 "-" "{agent}" "h" 0.1 9 "-" id7"#
            );
            let record = parse_line(line.as_bytes(), &CombinedOptions::default()).unwrap();
            assert_eq!(record.request_id, "id7", "{agent}");
        }
    }

    #[test]
    fn odd_but_sound_lines_are_records() {
        for (line, status, operation) in [
            (
                r#"192.0.2.1 - a.user [11/Jan/2020:23:05:27 +0100] "OPTIONS /remote.php/ HTTP/1.1" - 7908 "-" "m""#,
                None,
                Operation::Other,
            ),
            (
                r#"192.0.2.1 - - [11/Jan/2020:23:05:27 +0100] "\x16\x03\x01" 400 157 "-" "-""#,
                Some(400),
                Operation::Other,
            ),
            (
                r#"192.0.2.1 - - [11/Jan/2020:23:05:27 +0100] "HEAD /b/k HTTP/1.1" 200 -"#,
                Some(200),
                Operation::Head,
            ),
        ] {
            let record = parse_line(line.as_bytes(), &CombinedOptions::default()).unwrap();
            assert_eq!(
                (record.status, record.operation),
                (status, operation),
                "{line}"
            );
        }
    }

    #[test]
    fn damaged_lines_are_rejected() {
        for line in [
            "",
            "192.0.2.1 - -",
            r#"192.0.2.1 - - [32/Jan/2020:23:05:27 +0100] "GET /b/k HTTP/1.1" 200 1"#,
            r#"192.0.2.1 - - [11/Jan/2020:23:05:27 +0100] "GET /b/k HTTP/1.1"#,
            r#"192.0.2.1 - - [11/Jan/2020:23:05:27 +0100] "GET /b/k HTTP/1.1" 200 x"#,
        ] {
            assert!(
                parse_line(line.as_bytes(), &CombinedOptions::default()).is_err(),
                "{line}"
            );
        }
    }

    #[test]
    fn host_patterns_hold_one_bucket() {
        assert!(CombinedOptions::parse_host_pattern("s3.example.net").is_none());
        assert!(CombinedOptions::parse_host_pattern("{bucket}").is_none());
        assert!(CombinedOptions::parse_host_pattern("{bucket}.{bucket}").is_none());
    }

    proptest! {
        #[test]
        fn never_panics(line in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_line(&line, &with_bucket());
            let _ = resembles(&line);
        }

        #[test]
        fn never_panics_on_quotes(tail in "[\"\\\\x2 a-]{0,60}") {
            let line = format!("192.0.2.1 - - [07/Apr/2016:18:42:24 +0000] \"GET {tail}");
            let _ = parse_line(line.as_bytes(), &CombinedOptions::default());
        }
    }
}
