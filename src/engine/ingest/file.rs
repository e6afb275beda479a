//! [`FileReader`]: one file's text, block by block, into the ledger.

use std::sync::Arc;

use crate::access::format::LogParser;
use crate::access::{BatchState, IngestedFile, Intake, ReadingId};
use crate::ports::LogObject;

use super::ledger::{Entry, Ledger};
use super::report::{FileOutcome, FileReport};
use super::run::IngestError;
use super::text::Text;
use super::worker::Job;

/// Reads one file from where its text stands.
pub(super) struct FileReader<'a> {
    pub(super) source: &'a str,
    /// Number of the source in this run.
    pub(super) source_number: usize,
    pub(super) object: &'a LogObject,
    pub(super) parser: LogParser,
    pub(super) format: &'a str,
    /// The settings that say what its lines mean, for the bookmark.
    pub(super) read_as: String,
    pub(super) intake: Arc<Intake>,
    pub(super) reading: ReadingId,
    /// Place of its report.
    pub(super) place: usize,
}

impl FileReader<'_> {
    /// Hands the text over to its end. The ledger reports what it came to.
    pub(super) fn read(
        self,
        mut text: Text,
        before: Option<IngestedFile>,
        state: BatchState,
        ledger: &mut Ledger,
    ) -> Result<(), IngestError> {
        ledger.begin(self.reading.id, self.entry(before, state));
        let may_grow = self.may_grow(&text);
        let mut job = Arc::new(Job {
            reading: self.reading,
            parser: self.parser,
            intake: self.intake,
            source: self.source_number,
        });
        let framing = job.parser.framing();
        let problem = loop {
            match text.next_block(framing, may_grow) {
                Ok(Some(block)) => {
                    let next = job.parser.after(&block.bytes);
                    text.give_back(ledger.read(&job, block)?);
                    if let Some(parser) = next {
                        job = Arc::new(job.with_parser(parser));
                    }
                }
                Ok(None) => break None,
                Err(error) => break Some(error.to_string()),
            }
        };
        let left = if problem.is_none() {
            text.peek(1)
        } else {
            Ok(&[][..])
        };
        let (unfinished, problem) = match left {
            Ok(ahead) => (ahead.len() as u64, problem),
            Err(error) => (0, Some(error.to_string())),
        };
        let (offset, hash) = (text.offset(), text.content_hash());
        Ok(ledger.end(self.reading.id, offset, hash, unfinished, problem)?)
    }

    /// Only a plain file can still be growing; what came compressed, from a pipe or out of a bucket
    /// is complete.
    fn may_grow(&self, text: &Text) -> bool {
        self.object.size.is_some()
            && !text.is_compressed()
            && !self.object.name.starts_with("s3://")
    }

    fn entry(&self, before: Option<IngestedFile>, state: BatchState) -> Entry {
        let mut report = FileReport::new(self.source, self.object, FileOutcome::Ingested);
        self.format.clone_into(&mut report.format);
        report.lines_before = before.as_ref().map_or(0, |before| before.lines);
        Entry {
            place: self.place,
            report,
            file: IngestedFile {
                name: self.object.name.clone(),
                identity: self.object.identity.clone(),
                format: self.format.to_owned(),
                read_as: self.read_as.clone(),
                ..before.unwrap_or_default()
            },
            source: self.source.to_owned(),
            state,
        }
    }
}
