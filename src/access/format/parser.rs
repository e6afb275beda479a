//! [`LogParser`]: one file's frames in one format, with the checks that all formats share.

use super::framing::Framing;
use super::mapping::Base;
use super::{
    CombinedOptions, LogFormat, Records, Reject, caddy, ceph_bucket_journal, ceph_ops_log,
    cloudfront, cloudtrail, combined, csv, garage, jsonl, minio_audit, minio_trace,
    s3_server_access, s3_server_access_json, timestamp,
};

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

    /// How the file's records are separated.
    pub fn framing(&self) -> Framing {
        self.format.framing()
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
            LogFormat::Mapped(mapping) if mapping.base == Base::Jsonl => {
                Records::One(jsonl::parse(frame, mapping)?)
            }
            LogFormat::Mapped(mapping) => optional(csv::parse(frame, mapping, &self.csv)?),
        })
    }
}

fn trim(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::super::framing::MAX_LINE_BYTES;
    use super::*;
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

    proptest! {
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
