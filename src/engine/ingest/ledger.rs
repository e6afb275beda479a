//! [`Ledger`]: the readings of a run, from their first block until they are stored.
//!
//! A file that was read to its end waits until all its blocks are answered, then its report is made;
//! then it waits for the next time that everything gathered is stored, so that many small files are
//! one transaction. Rows of files that are not done may be stored before; they do not count.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::access::{BatchState, FileReading, IngestBatch, IngestedFile, Sheaf};
use crate::ports::{CloseReport, RejectLog, StatsStore, StoreError};

use super::crew::{Answer, Crew};
use super::progress::{IngestEvent, IngestProgress};
use super::report::{FileOutcome, FileReport};
use super::run::IngestOptions;
use super::text::Block;
use super::worker::{Job, Tally};

/// Files done before they are stored at the latest.
const MOST_FILES: usize = 1024;
/// Bytes of text read before the files that were done in it are stored at the latest.
const MOST_TEXT: usize = 256 << 20;

/// One file that is read or was.
pub(super) struct Entry {
    /// Place of its report.
    pub(super) place: usize,
    /// What the report says already.
    pub(super) report: FileReport,
    /// The bookmark, without what this reading adds.
    pub(super) file: IngestedFile,
    pub(super) source: String,
    /// What becomes of it when it counts.
    pub(super) state: BatchState,
}

struct Open {
    entry: Entry,
    tally: Tally,
    /// Blocks not answered yet.
    blocks: usize,
    ended: bool,
}

/// The readings of a run.
pub(super) struct Ledger<'a> {
    store: &'a mut dyn StatsStore,
    rejects: &'a mut dyn RejectLog,
    options: &'a IngestOptions,
    progress: IngestProgress,
    crew: Crew,
    open: BTreeMap<u32, Open>,
    /// Counted, but not stored yet.
    done: Vec<FileReading>,
    /// Names of all these files.
    names: HashSet<String>,
    /// Bytes of text since something was stored.
    text: usize,
    /// Reports by place.
    reports: BTreeMap<usize, FileReport>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(
        store: &'a mut dyn StatsStore,
        rejects: &'a mut dyn RejectLog,
        options: &'a IngestOptions,
        progress: IngestProgress,
    ) -> Self {
        Self {
            store,
            rejects,
            options,
            progress,
            // A quarter: the keys are remembered while everything else is gathered.
            crew: Crew::new(
                options.threads,
                options.batch_bytes,
                options.close.memory_bytes / 4,
            ),
            open: BTreeMap::new(),
            done: Vec::new(),
            names: HashSet::new(),
            text: 0,
            reports: BTreeMap::new(),
        }
    }

    /// The store, in which everything that was read counts: what is under way is stored first.
    pub(super) fn settled_store(&mut self) -> Result<&mut dyn StatsStore, StoreError> {
        self.flush()?;
        Ok(self.store)
    }

    /// Whether a file of this name is read or waits to be stored.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Begins a file.
    pub(super) fn begin(&mut self, reading: u32, entry: Entry) {
        self.names.insert(entry.file.name.clone());
        let open = Open {
            entry,
            tally: Tally::default(),
            blocks: 0,
            ended: false,
        };
        self.open.insert(reading, open);
    }

    /// Takes a block of a file that was begun; gives back what it was in, where it can.
    pub(super) fn read(&mut self, job: &Arc<Job>, block: Block) -> Result<Vec<u8>, StoreError> {
        if let Some(open) = self.open.get_mut(&job.reading.id) {
            open.blocks += 1;
        }
        self.text += block.bytes.len();
        let (answers, spare) = self.crew.read(job, block);
        self.take(answers)?;
        Ok(spare)
    }

    /// Ends a file, whose bookmark is `file`; with a problem it does not count.
    pub(super) fn end(
        &mut self,
        reading: u32,
        offset: u64,
        content_hash: String,
        unfinished_bytes: u64,
        problem: Option<String>,
    ) -> Result<(), StoreError> {
        if let Some(open) = self.open.get_mut(&reading) {
            open.ended = true;
            open.entry.file.offset = offset;
            open.entry.file.content_hash = content_hash;
            open.entry.report.unfinished_bytes = unfinished_bytes;
            if unfinished_bytes > 0 {
                // There is more in it than was read: the next run looks again.
                open.entry.file.identity.clear();
            }
            if let Some(problem) = problem {
                open.entry.report.outcome = FileOutcome::Unreadable(problem);
            }
        }
        self.finish(reading)?;
        if self.done.len() >= MOST_FILES || self.text >= MOST_TEXT && !self.done.is_empty() {
            self.flush()?;
        }
        Ok(())
    }

    /// Has everything read and stored.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        let mut sheaves = Vec::new();
        for answer in self.crew.reap() {
            match answer {
                Answer::Read(reading, tally) => self.add(reading, tally)?,
                Answer::Reaped(sheaf) if sheaf == Sheaf::default() => {}
                Answer::Reaped(sheaf) => sheaves.push(sheaf),
            }
        }
        self.text = 0;
        self.names.clear();
        let readings = std::mem::take(&mut self.done);
        self.commit(readings, sheaves)
    }

    /// Ends the run: the reports by place. Without `all_sources` nothing is closed: what the others
    /// have may be older.
    pub(super) fn close(
        mut self,
        all_sources: bool,
    ) -> Result<(BTreeMap<usize, FileReport>, CloseReport), StoreError> {
        self.flush()?;
        let Self {
            store,
            options,
            reports,
            crew,
            ..
        } = self;
        // The keys that workers remember take as much memory as is left for closing.
        drop(crew);
        let mut closed = CloseReport::default();
        if all_sources {
            closed = store.close(&options.close)?;
        }
        Ok((reports, closed))
    }

    /// Adds the report of a file of which nothing was read.
    pub(super) fn report(&mut self, place: usize, report: FileReport) {
        self.reports.insert(place, report);
    }

    fn take(&mut self, answers: Vec<Answer>) -> Result<(), StoreError> {
        for answer in answers {
            match answer {
                Answer::Read(reading, tally) => self.add(reading, tally)?,
                // The rows of files that are done are with the workers still, too: only rows here.
                Answer::Reaped(sheaf) => self.commit(Vec::new(), vec![sheaf])?,
            }
        }
        Ok(())
    }

    fn commit(
        &mut self,
        readings: Vec<FileReading>,
        sheaves: Vec<Sheaf>,
    ) -> Result<(), StoreError> {
        let batch = IngestBatch { readings, sheaves };
        if batch == IngestBatch::default() {
            return Ok(());
        }
        self.store.commit(&batch)
    }

    fn add(&mut self, reading: u32, tally: Tally) -> Result<(), StoreError> {
        (self.progress)(IngestEvent::Parsed {
            records: tally.records,
            rejected: tally.rejected,
        });
        if let Some(open) = self.open.get_mut(&reading) {
            open.blocks -= 1;
            open.tally.add(tally);
        }
        self.finish(reading)
    }

    /// Makes the report of a file that is read to its end.
    fn finish(&mut self, reading: u32) -> Result<(), StoreError> {
        let is_whole = |open: &Open| open.ended && open.blocks == 0;
        if !self.open.get(&reading).is_some_and(is_whole) {
            return Ok(());
        }
        let Some(Open {
            mut entry, tally, ..
        }) = self.open.remove(&reading)
        else {
            return Ok(());
        };
        let (file, report) = (&mut entry.file, &mut entry.report);
        count(file, report, &tally);
        // Of all its lines, those of earlier runs too: one bad line at the end of a log that grows
        // is not a bad file.
        if file.rejected as f64 > self.options.max_reject_ratio * file.lines as f64 {
            report.outcome = FileOutcome::TooManyRejects;
        }
        if !tally.samples.is_empty() {
            let path = self
                .rejects
                .write(&entry.source, &file.name, &tally.samples)?;
            report.samples = Some(path);
        }
        if report.outcome == FileOutcome::Ingested {
            self.done.push(FileReading {
                id: reading,
                source: entry.source,
                file: entry.file,
                state: entry.state,
                excluded: report.excluded.clone(),
                hours: tally.hours,
                imported: tally.imported,
            });
        }
        self.reports.insert(entry.place, entry.report);
        Ok(())
    }
}

/// Adds what was read to bookmark and report.
fn count(file: &mut IngestedFile, report: &mut FileReport, tally: &Tally) {
    file.lines += tally.lines;
    file.records += tally.records;
    file.rejected += tally.rejected;
    file.key_mismatches += tally.key_mismatches;
    file.late += tally.late;
    if let Some((oldest, newest)) = tally.span {
        file.oldest_event_ms = Some(file.oldest_event_ms.map_or(oldest, |old| old.min(oldest)));
        file.newest_event_ms = file.newest_event_ms.max(Some(newest));
    }
    report.lines = tally.lines;
    report.records = tally.records;
    report.accesses = tally.accesses;
    report.rejected = tally.rejected;
    report.key_mismatches = tally.key_mismatches;
    report.late = tally.late;
    report.newest_event_ms = file.newest_event_ms;
    let reasons = tally.reasons.iter();
    report.reasons = reasons
        .map(|(reason, lines)| (reason.to_string(), *lines))
        .collect();
    let excluded = tally.excluded.iter();
    report.excluded = excluded
        .map(|(reason, n)| ((*reason).to_owned(), *n))
        .collect();
}
