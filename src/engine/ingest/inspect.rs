//! [`inspect`]: what a log looks like to us, before anything is ingested.

use std::collections::BTreeMap;

use crate::access::AccessRecord;
use crate::access::format::{CombinedOptions, LogFormat, LogParser, detect};
use crate::ports::{LogObject, LogSource, RejectedLine};

use super::run::{DETECTED_BYTES, IngestError};
use super::text::Text;

/// Lines looked at.
const MAX_LINES: u64 = 1_000;
/// Bytes shown of a rejected line.
const SAMPLE_BYTES: usize = 200;
/// Rejected lines shown.
const MAX_SAMPLES: usize = 5;

/// What the first lines of a log are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Whether there is nothing at all in it.
    pub empty: bool,
    /// Name of the format; `None` when none was given and none can be told.
    pub format: Option<String>,
    /// Lines looked at, without empty ones and comments.
    pub lines: u64,
    /// Of these, records.
    pub records: u64,
    /// Reasons of the others.
    pub reasons: BTreeMap<String, u64>,
    /// Some of the others.
    pub samples: Vec<RejectedLine>,
}

/// Looks at the first thousand lines of `object` and calls `show` with each record. Stores nothing.
pub async fn inspect(
    source: &dyn LogSource,
    object: &LogObject,
    format: Option<LogFormat>,
    combined: CombinedOptions,
    now_ms: i64,
    show: &mut (dyn FnMut(&AccessRecord) + Send),
) -> Result<Inspection, IngestError> {
    let read_error = |error| IngestError::read(object, &error);
    let stored = source.open(object, 0).await?;
    let mut text = Text::open(stored).map_err(read_error)?;
    let mut inspection = Inspection {
        empty: text.peek(1).map_err(read_error)?.is_empty(),
        ..Inspection::default()
    };
    let known = match format {
        Some(format) => Some(format),
        None => detect(text.peek(DETECTED_BYTES).map_err(read_error)?),
    };
    let Some(format) = known else {
        return Ok(inspection);
    };
    inspection.format = Some(format.name().to_owned());
    let first_line = text.first_line().map_err(read_error)?;
    let parser = LogParser::new(format, combined, &first_line, now_ms);
    while inspection.lines < MAX_LINES {
        let Some(line) = text.next_line(false).map_err(read_error)? else {
            break;
        };
        match parser.parse(line.bytes) {
            Ok(None) => continue,
            Ok(Some(record)) => {
                inspection.records += 1;
                show(&record);
            }
            Err(reject) => {
                let reason = reject.to_string();
                if inspection.samples.len() < MAX_SAMPLES {
                    inspection.samples.push(RejectedLine {
                        offset: line.offset,
                        reason: reason.clone(),
                        sample: line.bytes[..line.bytes.len().min(SAMPLE_BYTES)].to_vec(),
                    });
                }
                *inspection.reasons.entry(reason).or_default() += 1;
            }
        }
        inspection.lines += 1;
    }
    Ok(inspection)
}
