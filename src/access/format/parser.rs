//! [`LogParser`]: one file's lines in one format, with the checks that all formats share.

use std::sync::Arc;

use super::mapping::Base;
use super::{CombinedOptions, Mapping, combined, csv, jsonl, s3_server_access, timestamp};
use crate::access::AccessRecord;

/// A longer line is damage, not a request.
pub const MAX_LINE_BYTES: usize = 64 * 1024;

/// Why a line is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Reject {
    /// This field is missing or is not what it must be.
    #[error("bad {0}")]
    Shape(&'static str),
    /// The time cannot be read.
    #[error("bad time")]
    Time,
    /// The time is before 2006 or more than a day ahead of this host's clock.
    #[error("time is before 2006 or more than a day ahead of this host")]
    Clock,
    /// Longer than [`MAX_LINE_BYTES`].
    #[error("longer than 64 KiB")]
    TooLong,
}

impl Reject {
    /// Stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Shape(_) => "shape",
            Self::Time => "time",
            Self::Clock => "clock",
            Self::TooLong => "too_long",
        }
    }
}

/// A format that can be read.
#[derive(Clone, Debug, PartialEq)]
pub enum LogFormat {
    /// Amazon S3 server access logs.
    S3ServerAccess,
    /// nginx, Apache, Caddy.
    HttpCombined,
    /// JSONL, CSV or TSV by `[format.NAME]`.
    Mapped(Arc<Mapping>),
}

impl LogFormat {
    /// Names of the built-in formats.
    pub const BUILT_IN: [&'static str; 2] = ["s3-server-access", "http-combined"];

    /// The built-in format of this name.
    pub fn built_in(name: &str) -> Option<Self> {
        match name {
            "s3-server-access" => Some(Self::S3ServerAccess),
            "http-combined" => Some(Self::HttpCombined),
            _ => None,
        }
    }

    /// Its name in the config.
    pub fn name(&self) -> &str {
        match self {
            Self::S3ServerAccess => Self::BUILT_IN[0],
            Self::HttpCombined => Self::BUILT_IN[1],
            Self::Mapped(mapping) => &mapping.name,
        }
    }
}

/// Parses the lines of one file.
#[derive(Clone, Debug)]
pub struct LogParser {
    format: LogFormat,
    combined: CombinedOptions,
    columns: csv::Columns,
    now_ms: i64,
}

impl LogParser {
    /// A parser for a file that begins with `first_line`. `now_ms` is the time of ingestion, against
    /// which broken clocks show.
    pub fn new(
        format: LogFormat,
        combined: CombinedOptions,
        first_line: &[u8],
        now_ms: i64,
    ) -> Self {
        let columns = match &format {
            LogFormat::Mapped(mapping) if mapping.base != Base::Jsonl => {
                csv::Columns::of_first_line(trim(first_line), mapping)
            }
            _ => csv::Columns::default(),
        };
        Self {
            format,
            combined,
            columns,
            now_ms,
        }
    }

    /// Parses one line, with or without its line end; `None` for empty lines, comments and headers.
    pub fn parse<'a>(&self, line: &'a [u8]) -> Result<Option<AccessRecord<'a>>, Reject> {
        if line.len() > MAX_LINE_BYTES {
            return Err(Reject::TooLong);
        }
        let line = trim(line);
        if line.is_empty() || line.starts_with(b"#") {
            return Ok(None);
        }
        let record = match &self.format {
            LogFormat::S3ServerAccess => Some(s3_server_access::parse(line)?),
            LogFormat::HttpCombined => Some(combined::parse(line, &self.combined)?),
            LogFormat::Mapped(mapping) if mapping.base == Base::Jsonl => {
                Some(jsonl::parse(line, mapping)?)
            }
            LogFormat::Mapped(mapping) => csv::parse(line, mapping, &self.columns)?,
        };
        if let Some(record) = &record {
            timestamp::check_clock(record.time_ms, self.now_ms)?;
        }
        Ok(record)
    }
}

fn trim(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_700_000_000_000;

    fn web(line: &str) -> Result<bool, Reject> {
        let options = CombinedOptions::default();
        LogParser::new(LogFormat::HttpCombined, options, b"", NOW_MS)
            .parse(line.as_bytes())
            .map(|record| record.is_some())
    }

    #[test]
    fn shared_checks_hold_for_every_line() {
        let line = |year: &str| {
            format!("192.0.2.1 - - [06/Feb/{year}:00:00:38 +0000] \"GET /b/k HTTP/1.1\" 200 5\r\n")
        };
        assert_eq!(web(&line("2019")), Ok(true));
        assert_eq!(web(&line("2005")), Err(Reject::Clock));
        assert_eq!(web(&line("2038")), Err(Reject::Clock));
        assert_eq!(web("\r\n"), Ok(false));
        assert_eq!(web("#Fields: x"), Ok(false));
        assert_eq!(web(&"x".repeat(MAX_LINE_BYTES + 1)), Err(Reject::TooLong));
    }

    #[test]
    fn built_in_names_are_their_formats() {
        for name in LogFormat::BUILT_IN {
            assert_eq!(LogFormat::built_in(name).unwrap().name(), name);
        }
    }
}
