//! [`inspect`]: what a log looks like to us, before anything is ingested.

use std::collections::BTreeMap;

use crate::access::AccessRecord;
use crate::access::format::{CombinedOptions, LogFormat, LogParser, Records, detect};
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
    /// Records in them.
    pub records: u64,
    /// Lines that hold none.
    pub rejected: u64,
    /// Their reasons.
    pub reasons: BTreeMap<String, u64>,
    /// Some of them.
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
    look_through(source, object, (format, combined), MAX_LINES, now_ms, show).await
}

/// The same of at most `most` lines.
pub async fn look_through(
    source: &dyn LogSource,
    object: &LogObject,
    (format, combined): (Option<LogFormat>, CombinedOptions),
    most: u64,
    now_ms: i64,
    show: &mut (dyn FnMut(&AccessRecord) + Send),
) -> Result<Inspection, IngestError> {
    let read_error = |error| IngestError::read(object, &error);
    let stored = source.open(object, 0).await?;
    let mut text = Text::open(stored, object.size).map_err(read_error)?;
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
    let head = text.head().map_err(read_error)?;
    let mut parser = LogParser::new(format, combined, &head, now_ms);
    let framing = parser.framing();
    while inspection.lines < most {
        let Some(block) = text.next_block(framing, false).map_err(read_error)? else {
            break;
        };
        for frame in framing.frames(&block.bytes) {
            if inspection.lines == most {
                break;
            }
            let offset = block.offset + frame.start as u64;
            inspection.look_at(frame.bytes, offset, &mut parser, show);
        }
    }
    Ok(inspection)
}

impl Inspection {
    fn look_at(
        &mut self,
        frame: &[u8],
        offset: u64,
        parser: &mut LogParser,
        show: &mut (dyn FnMut(&AccessRecord) + Send),
    ) {
        match parser.parse(frame) {
            Ok(Records::None) => return,
            Ok(records) => {
                for record in records {
                    self.records += 1;
                    show(&record);
                }
            }
            Err(reject) => {
                let reason = reject.to_string();
                if self.samples.len() < MAX_SAMPLES {
                    self.samples.push(RejectedLine {
                        offset,
                        reason: reason.clone(),
                        sample: frame[..frame.len().min(SAMPLE_BYTES)].to_vec(),
                    });
                }
                *self.reasons.entry(reason).or_default() += 1;
                self.rejected += 1;
            }
        }
        self.lines += 1;
    }
}
