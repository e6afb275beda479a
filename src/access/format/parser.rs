//! [`LogParser`]: one file's frames in one format, with the checks that all formats share.

use memchr::{memchr, memmem};

use super::framing::{Frame, Framing, MAX_LINE_BYTES};
use super::mapping::Base;
use super::s3_fields::S3Fields;
use super::{
    CombinedOptions, LogFormat, ParseMemory, Records, Reject, aggregates, caddy,
    ceph_bucket_journal, ceph_ops_log, cloudfront, cloudtrail, combined, csv, garage, jsonl,
    minio_audit, minio_trace, s3_server_access, s3_server_access_json, s3_usual_line, timestamp,
};
use crate::access::HOUR_MS;

/// Parses the frames of one file, in order: headers among them say what follows.
#[derive(Clone, Debug)]
pub struct LogParser {
    format: LogFormat,
    combined: CombinedOptions,
    csv: csv::Columns,
    cloudfront: cloudfront::Columns,
    clock: timestamp::ClfClock,
    now_ms: i64,
}

impl LogParser {
    /// A parser for a file that begins with `head`, some 4 KiB of it: reading may start further
    /// behind. `now_ms` is the time of ingestion, against which broken clocks show.
    pub fn new(format: LogFormat, combined: CombinedOptions, head: &[u8], now_ms: i64) -> Self {
        let mut lines = head.split(|&byte| byte == b'\n').map(trim);
        let csv = match &format {
            LogFormat::Mapped(mapping) if mapping.base != Base::Jsonl => {
                csv::Columns::of_first_line(lines.next().unwrap_or_default(), mapping)
            }
            _ => csv::Columns::default(),
        };
        let cloudfront = match &format {
            LogFormat::CloudFront => lines.find_map(cloudfront::Columns::of_header),
            _ => None,
        };
        Self {
            format,
            combined,
            csv,
            cloudfront: cloudfront.unwrap_or_default(),
            clock: timestamp::ClfClock::default(),
            now_ms,
        }
    }

    /// Whether a header may change in the middle of a file of this format.
    pub fn has_inner_headers(&self) -> bool {
        self.format == LogFormat::CloudFront
    }

    /// The parser for what follows `text` in the file, where a header in it changes how to read on: the
    /// parts of a file are read side by side.
    pub fn after(&self, text: &[u8]) -> Option<Self> {
        if !self.has_inner_headers() {
            return None;
        }
        let at =
            memmem::rfind_iter(text, b"#Fields:").find(|&at| at == 0 || text[at - 1] == b'\n')?;
        let line = text[at..].split(|&byte| byte == b'\n').next()?;
        let cloudfront = cloudfront::Columns::of_header(trim(line))?;
        Some(Self {
            cloudfront,
            ..self.clone()
        })
    }

    /// How the file's records are separated.
    pub fn framing(&self) -> Framing {
        self.format.framing()
    }

    /// Parses a text of whole frames: calls `each` with every frame, in order, and what it holds.
    pub fn parse_all<'a>(
        &mut self,
        text: &'a [u8],
        memory: &mut ParseMemory,
        mut each: impl FnMut(Frame<'a>, &Result<Records<'a>, Reject>),
    ) {
        if self.format == LogFormat::S3ServerAccess
            && let Ok(text) = simdutf8::basic::from_utf8(text)
        {
            return self.parse_usual(text, memory, each);
        }
        for frame in self.framing().frames(text) {
            each(frame, &self.parse(frame.bytes));
        }
    }

    /// The same for server access logs, of which nearly all lines are laid out alike.
    fn parse_usual<'a>(
        &mut self,
        utf8: &'a str,
        memory: &mut ParseMemory,
        mut each: impl FnMut(Frame<'a>, &Result<Records<'a>, Reject>),
    ) {
        let text = utf8.as_bytes();
        let mut start = 0;
        let mut fields = S3Fields::default();
        while start < text.len() {
            let clock = &mut self.clock;
            let usual = s3_usual_line::tokenise(utf8, start, clock, memory, &mut fields);
            let end = usual.map_or_else(|| line_end(text, start), |usual| usual.end);
            let bytes = &text[start..text.len().min(end + 1)];
            let frame = Frame { start, bytes };
            start += bytes.len();
            let timely = timestamp::check_clock(fields.time_ms, self.now_ms).is_ok();
            let records = match usual.filter(|_| timely && bytes.len() <= MAX_LINE_BYTES) {
                None => self.parse(bytes),
                Some(usual) if usual.is_plain => {
                    Ok(Records::One(fields.plain_record(usual.agent, false)))
                }
                Some(usual) => fields
                    .record_unless_contradictory(usual.agent)
                    .map(Records::One),
            };
            each(frame, &records);
        }
    }

    /// Parses one frame, with or without its line end. Empty lines, comments, headers and what is no
    /// request give no records; a delete of many keys gives many.
    #[inline]
    pub fn parse<'a>(&mut self, frame: &'a [u8]) -> Result<Records<'a>, Reject> {
        if frame.len() > self.framing().max_bytes() {
            return Err(Reject::TooLong);
        }
        let frame = trim(frame);
        if frame.is_empty() {
            return Ok(Records::None);
        }
        // A file system's zeros, not a request: no server logs them so. (S3's own format looks itself.)
        if self.format != LogFormat::S3ServerAccess && memchr(0, frame).is_some() {
            return Err(Reject::Shape("byte: NUL"));
        }
        if frame[0] == b'#' {
            if let Some(columns) = cloudfront::Columns::of_header(frame) {
                self.cloudfront = columns;
            }
            return Ok(Records::None);
        }
        let records = self.parse_format(frame)?;
        let time_ms = match &records {
            Records::None => return Ok(Records::None),
            Records::One(record) => record.time_ms,
            Records::Aggregate(row) => row.hour.saturating_mul(HOUR_MS),
            Records::Many(records) => records.first().map_or(self.now_ms, |record| record.time_ms),
        };
        timestamp::check_clock(time_ms, self.now_ms)?;
        Ok(records)
    }

    #[inline]
    fn parse_format<'a>(&mut self, frame: &'a [u8]) -> Result<Records<'a>, Reject> {
        let optional = |record: Option<_>| record.map_or(Records::None, Records::One);
        Ok(match &self.format {
            LogFormat::S3ServerAccess => {
                Records::One(s3_server_access::parse(frame, &mut self.clock)?)
            }
            LogFormat::CephBucketLog => {
                Records::One(s3_server_access::parse_ceph(frame, &mut self.clock)?)
            }
            LogFormat::S3ServerAccessJson => Records::One(s3_server_access_json::parse(frame)?),
            LogFormat::CloudTrail => optional(cloudtrail::parse(frame)?),
            LogFormat::CloudFront => Records::One(cloudfront::parse(frame, &self.cloudfront)?),
            LogFormat::MinioAudit => minio_audit::parse(frame)?,
            LogFormat::MinioTrace => optional(minio_trace::parse(frame)?),
            LogFormat::CephOpsLog => Records::One(ceph_ops_log::parse(frame)?),
            LogFormat::CephBucketJournal => {
                Records::One(ceph_bucket_journal::parse(frame, &mut self.clock)?)
            }
            LogFormat::GarageLog => optional(garage::parse(frame)?),
            LogFormat::HttpCombined => {
                Records::One(combined::parse(frame, &self.combined, &mut self.clock)?)
            }
            LogFormat::CaddyJson => optional(caddy::parse(frame, &self.combined)?),
            LogFormat::Aggregates => aggregates::parse(frame)?,
            LogFormat::Mapped(mapping) if mapping.base == Base::Jsonl => {
                Records::One(jsonl::parse(frame, mapping)?)
            }
            LogFormat::Mapped(mapping) => optional(csv::parse(frame, mapping, &self.csv)?),
        })
    }
}

/// Where the line that `from` is in ends: a newline, or the end of the text.
#[cold]
fn line_end(text: &[u8], from: usize) -> usize {
    memchr(b'\n', &text[from..]).map_or(text.len(), |at| from + at)
}

fn trim(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::super::framing::MAX_LINE_BYTES;
    use super::*;
    use crate::access::AccessRecord;
    use proptest::prelude::*;

    const NOW_MS: i64 = 1_700_000_000_000;

    fn web(line: &str) -> Result<bool, Reject> {
        let options = CombinedOptions::default();
        LogParser::new(LogFormat::HttpCombined, options, b"", NOW_MS)
            .parse(line.as_bytes())
            .map(|records| records.into_iter().count() == 1)
    }

    #[test]
    fn shared_checks_hold_for_every_line() {
        let line = |year: &str| {
            format!("192.0.2.1 - - [06/Feb/{year}:00:00:38 +0000] \"GET /b/k HTTP/1.1\" 200 5\r\n")
        };
        assert_eq!(web(&line("2019")), Ok(true));
        for year in ["1970", "2005", "2038", "2100"] {
            assert_eq!(web(&line(year)), Err(Reject::Clock), "{year}");
        }
        assert_eq!(web("\r\n"), Ok(false));
        assert_eq!(web("#Fields: x"), Ok(false));
        assert_eq!(web(&"x".repeat(MAX_LINE_BYTES + 1)), Err(Reject::TooLong));
    }

    const LINE: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be b [06/Feb/2019:00:00:38 +0000] 192.0.2.3 u 3E57 REST.GET.OBJECT k \"GET /k HTTP/1.1\" 200 - 1 2 3 4 \"-\" \"ua\" - h= SigV4 c AuthHeader b.s3.amazonaws.com TLSv1.2 - Yes us-east-1";

    #[test]
    fn json_logs_are_read_however_their_objects_are_laid_out() {
        for (name, text) in [
            (
                "s3-server-access-json",
                include_str!("../../../fixtures/logs/good/s3-server-access-json.log"),
            ),
            (
                "caddy-json",
                include_str!("../../../fixtures/logs/good/caddy-json.log"),
            ),
            (
                "minio-trace",
                include_str!("../../../fixtures/logs/good/minio-trace.log"),
            ),
        ] {
            let parse = |text: &str| {
                let format = crate::access::format::detect(text.as_bytes());
                assert_eq!(format.as_ref().map(LogFormat::name), Some(name));
                let options = CombinedOptions::default();
                let mut parser = LogParser::new(format.unwrap(), options, b"", 2_000_000_000_000);
                let (mut memory, mut found) = (ParseMemory::default(), Vec::new());
                parser.parse_all(text.as_bytes(), &mut memory, |_, records| {
                    let records = records.clone().unwrap_or_else(|e| panic!("{name}: {e}"));
                    found.extend(records.into_iter().map(AccessRecord::into_owned));
                });
                found
            };
            let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            let pretty = lines.iter().map(|line| {
                let value: serde_json::Value = serde_json::from_str(line).unwrap();
                serde_json::to_string_pretty(&value).unwrap()
            });
            let wanted = parse(text);
            assert!(!wanted.is_empty());
            let array = format!("[{}]", lines.join(",\n"));
            for other in [lines.concat(), array, pretty.collect()] {
                assert_eq!(parse(&other), wanted, "{name}: {other}");
            }
        }
    }

    proptest! {
        /// One by one or all together, lines hold the same.
        #[test]
        fn a_text_holds_what_its_frames_hold(
            lines in prop::collection::vec((0_usize..7, any::<prop::sample::Index>(), any::<u8>()), 0..12),
            ending in prop::sample::select(vec!["\n", "\r\n", "\n\n"]),
            whole in any::<bool>(),
        ) {
            let mut text = Vec::new();
            for (kind, at, byte) in lines {
                let mut line = match kind {
                    0 => b"# comment".to_vec(),
                    1 => vec![b'x'; if byte == 0 { MAX_LINE_BYTES } else { 3 }],
                    _ => LINE.into(),
                };
                if kind > 3 {
                    let at = at.index(line.len());
                    line[at] = byte;
                }
                text.extend_from_slice(&line);
                text.extend_from_slice(ending.as_bytes());
            }
            if !whole {
                text.pop();
            }
            for format in [LogFormat::S3ServerAccess, LogFormat::HttpCombined] {
                let mut one = LogParser::new(format, CombinedOptions::default(), &text, NOW_MS);
                let mut all = one.clone();
                let mut frames = one.framing().frames(&text);
                let mut memory = ParseMemory::default();
                all.parse_all(&text, &mut memory, |frame, records| {
                    assert_eq!(Some(frame), frames.next());
                    assert_eq!(*records, one.parse(frame.bytes));
                });
                prop_assert_eq!(frames.next(), None);
            }
        }

        #[test]
        fn no_bytes_panic_in_any_format(text in prop::collection::vec(any::<u8>(), 0..200)) {
            for name in LogFormat::built_in_names() {
                let format = LogFormat::built_in(name).unwrap();
                let mut parser = LogParser::new(format, CombinedOptions::default(), &text, NOW_MS);
                for frame in parser.framing().frames(&text) {
                    let _ = parser.parse(frame.bytes);
                }
            }
        }
    }
}
