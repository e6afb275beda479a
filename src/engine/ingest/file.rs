//! One file: lines → records → accesses → batches, all or nothing.

use std::collections::BTreeMap;

use crate::access::format::{LogParser, Records, Reject};
use crate::access::{Access, AccessRecord, BatchState, IngestBatch, IngestedFile, Intake};
use crate::ports::{LogObject, RejectedLine, StatsStore};

use super::report::{FileOutcome, FileReport};
use super::run::{IngestError, IngestOptions};
use super::text::Text;

/// Samples kept of one file's rejected lines.
const MAX_SAMPLES: usize = 20;
/// Bytes kept of a rejected line.
const SAMPLE_BYTES: usize = 200;

/// Reads one file from where its text stands.
pub(super) struct FileReader<'a> {
    pub(super) source: &'a str,
    pub(super) object: &'a LogObject,
    pub(super) options: &'a IngestOptions,
    pub(super) parser: LogParser,
    pub(super) format: &'a str,
    /// The settings that say what its lines mean, for the bookmark.
    pub(super) read_as: String,
    pub(super) intake: &'a mut Intake,
    pub(super) store: &'a mut dyn StatsStore,
}

/// What reading a file came to.
pub(super) struct FileRead {
    pub(super) report: FileReport,
    /// Of rejected lines.
    pub(super) samples: Vec<RejectedLine>,
    /// The bookmark as it is now, where the file counts.
    pub(super) bookmark: Option<IngestedFile>,
}

/// What has been read so far.
struct Reading {
    /// The bookmark, with what earlier runs read.
    file: IngestedFile,
    report: FileReport,
    samples: Vec<RejectedLine>,
    accesses: Vec<Access>,
    excluded: BTreeMap<String, u64>,
}

impl FileReader<'_> {
    /// Reads to the end and commits. `last` is the state of the last batch.
    pub(super) fn read(
        mut self,
        mut text: Text,
        before: Option<IngestedFile>,
        last: BatchState,
    ) -> Result<FileRead, IngestError> {
        let mut reading = self.begin(before);
        self.store.discard_open(self.source, &self.object.name)?;
        match self.read_lines(&mut text, &mut reading) {
            Ok(()) => {}
            Err(IngestError::Read { problem, .. }) => {
                reading.report.outcome = FileOutcome::Unreadable(problem);
            }
            Err(error) => return Err(error),
        }
        if self.has_too_many_rejects(&reading.file) {
            reading.report.outcome = FileOutcome::TooManyRejects;
        }
        let counts = reading.report.outcome == FileOutcome::Ingested;
        if counts {
            self.commit(&text, &mut reading, last)?;
        } else {
            self.store.discard_open(self.source, &self.object.name)?;
        }
        Ok(FileRead {
            report: reading.report,
            samples: reading.samples,
            bookmark: counts.then_some(reading.file),
        })
    }

    fn begin(&self, before: Option<IngestedFile>) -> Reading {
        let mut report = FileReport::new(self.source, &self.object.name, FileOutcome::Ingested);
        self.format.clone_into(&mut report.format);
        let before = before.unwrap_or_default();
        report.newest_event_ms = before.newest_event_ms;
        Reading {
            file: IngestedFile {
                name: self.object.name.clone(),
                identity: self.object.identity.clone(),
                format: self.format.to_owned(),
                read_as: self.read_as.clone(),
                ..before
            },
            report,
            samples: Vec::new(),
            accesses: Vec::new(),
            excluded: BTreeMap::new(),
        }
    }

    fn read_lines(&mut self, text: &mut Text, reading: &mut Reading) -> Result<(), IngestError> {
        // Only a plain file can still be growing; what came compressed, from a pipe or out of a
        // bucket is complete.
        let may_grow = self.object.size.is_some()
            && !text.is_compressed()
            && !self.object.name.starts_with("s3://");
        let read_error = |error| IngestError::read(self.object, &error);
        let framing = self.parser.framing();
        while let Some(block) = text.next_block(framing, may_grow).map_err(read_error)? {
            for frame in framing.frames(&block.bytes) {
                let offset = block.offset + frame.start as u64;
                match self.parser.parse(frame.bytes) {
                    Ok(Records::None) => {}
                    Ok(records) => reading.accept(records, self.intake),
                    Err(reject) => reading.reject(reject, offset, frame.bytes),
                }
            }
            if reading.accesses.len() >= self.options.batch_records {
                self.commit(text, reading, BatchState::Open)?;
            }
        }
        reading.report.unfinished_bytes = text.peek(1).map_err(read_error)?.len() as u64;
        Ok(())
    }

    /// Of all its lines, those of earlier runs too: one bad line at the end of a log that grows is
    /// not a bad file.
    fn has_too_many_rejects(&self, file: &IngestedFile) -> bool {
        file.rejected as f64 > self.options.max_reject_ratio * file.lines as f64
    }

    fn commit(
        &mut self,
        text: &Text,
        reading: &mut Reading,
        state: BatchState,
    ) -> Result<(), IngestError> {
        reading.file.offset = text.offset();
        reading.file.content_hash = text.content_hash();
        let batch = IngestBatch {
            file: reading.file.clone(),
            state,
            accesses: std::mem::take(&mut reading.accesses),
            excluded: std::mem::take(&mut reading.excluded),
        };
        Ok(self.store.commit(self.source, &batch)?)
    }
}

impl Reading {
    /// The records of one line.
    fn accept(&mut self, records: Records, intake: &mut Intake) {
        self.file.lines += 1;
        self.report.lines += 1;
        for record in records {
            self.accept_record(&record, intake);
        }
    }

    fn accept_record(&mut self, record: &AccessRecord, intake: &mut Intake) {
        let (file, report) = (&mut self.file, &mut self.report);
        file.records += 1;
        report.records += 1;
        file.key_mismatches += u64::from(record.key_mismatch);
        report.key_mismatches += u64::from(record.key_mismatch);
        let time = record.time_ms;
        file.oldest_event_ms = Some(file.oldest_event_ms.map_or(time, |old| old.min(time)));
        file.newest_event_ms = file.newest_event_ms.max(Some(time));
        report.newest_event_ms = file.newest_event_ms;
        match intake.access(record) {
            Ok(access) => {
                report.accesses += 1;
                self.accesses.push(access);
            }
            Err(reason) => {
                for counts in [&mut self.excluded, &mut report.excluded] {
                    *counts.entry(reason.name().to_owned()).or_default() += 1;
                }
            }
        }
    }

    fn reject(&mut self, reject: Reject, offset: u64, line: &[u8]) {
        self.file.lines += 1;
        self.report.lines += 1;
        self.file.rejected += 1;
        self.report.rejected += 1;
        let reason = reject.to_string();
        *self.report.reasons.entry(reason.clone()).or_default() += 1;
        if self.samples.len() < MAX_SAMPLES {
            self.samples.push(RejectedLine {
                offset,
                reason,
                sample: line[..line.len().min(SAMPLE_BYTES)].to_vec(),
            });
        }
    }
}
