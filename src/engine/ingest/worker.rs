//! [`Worker`]: blocks of text → rows in its harvest, and a tally of what was in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::format::{Frame, LogParser, ParseMemory, Records, Reject};
use crate::access::{
    AccessRecord, AggregateRow, Evidence, HOUR_MS, Harvest, Imports, Intake, IntakeMemory,
    ReadingId, ShardHours, Sheaf,
};
use crate::ports::RejectedLine;

use super::text::Block;

/// Samples kept of one file's rejected lines.
pub(super) const MAX_SAMPLES: usize = 20;
/// Bytes kept of a rejected line.
const SAMPLE_BYTES: usize = 200;

/// What the blocks of one file have in common.
pub(super) struct Job {
    /// The reading that they are part of.
    pub(super) reading: ReadingId,
    /// Parses the file; each block with a copy.
    pub(super) parser: LogParser,
    /// Of the file's source.
    pub(super) intake: Arc<Intake>,
    /// Number of the source in this run.
    pub(super) source: usize,
}

impl Job {
    /// The same for the blocks behind a header that says how to read on.
    pub(super) fn with_parser(&self, parser: LogParser) -> Self {
        Self {
            reading: self.reading,
            parser,
            intake: self.intake.clone(),
            source: self.source,
        }
    }
}

/// What was in a block, or in all blocks of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) lines: u64,
    pub(super) records: u64,
    pub(super) accesses: u64,
    pub(super) rejected: u64,
    pub(super) key_mismatches: u64,
    pub(super) late: u64,
    /// Oldest and newest record.
    pub(super) span: Option<(i64, i64)>,
    pub(super) reasons: BTreeMap<Reject, u64>,
    pub(super) excluded: BTreeMap<&'static str, u64>,
    pub(super) hours: ShardHours,
    /// Region evidence of the sums of others.
    pub(super) imported: Evidence,
    /// Of rejected lines, the first ones.
    pub(super) samples: Vec<RejectedLine>,
}

impl Tally {
    /// Adds what was in other blocks.
    pub(super) fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.records += other.records;
        self.accesses += other.accesses;
        self.rejected += other.rejected;
        self.key_mismatches += other.key_mismatches;
        self.late += other.late;
        for time in other
            .span
            .into_iter()
            .flat_map(|(oldest, newest)| [oldest, newest])
        {
            self.cover(time);
        }
        for (reason, lines) in other.reasons {
            *self.reasons.entry(reason).or_default() += lines;
        }
        for (reason, records) in other.excluded {
            *self.excluded.entry(reason).or_default() += records;
        }
        self.hours.merge(other.hours);
        for (source, requests) in other.imported {
            *self.imported.entry(source).or_default() += requests;
        }
        self.samples.extend(other.samples);
        self.samples.sort_by_key(|sample| sample.offset);
        self.samples.truncate(MAX_SAMPLES);
    }

    fn cover(&mut self, time: i64) {
        let (oldest, newest) = self.span.unwrap_or((time, time));
        self.span = Some((oldest.min(time), newest.max(time)));
    }

    fn reject(&mut self, reject: Reject, offset: u64, line: &[u8]) {
        self.lines += 1;
        self.rejected += 1;
        *self.reasons.entry(reject).or_default() += 1;
        if self.samples.len() < MAX_SAMPLES {
            self.samples.push(RejectedLine {
                offset,
                reason: reject.to_string(),
                sample: line[..line.len().min(SAMPLE_BYTES)].to_vec(),
            });
        }
    }
}

/// Reads blocks of any files, one at a time.
#[derive(Default)]
pub(super) struct Worker {
    harvest: Harvest,
    /// By number of the source.
    memories: Vec<IntakeMemory>,
    parse_memory: ParseMemory,
    imports: Imports,
    /// By number of the source: what is remembered is numbered as the names of `imports` are.
    import_memories: Vec<IntakeMemory>,
}

impl Worker {
    /// A worker that remembers keys in so many bytes of memory.
    pub(super) fn remembering(bytes: u64) -> Self {
        Self {
            harvest: Harvest::remembering(bytes),
            ..Self::default()
        }
    }

    /// Reads one block.
    pub(super) fn read(&mut self, job: &Job, block: &Block) -> Tally {
        if self.memories.len() <= job.source {
            self.memories
                .resize(job.source + 1, IntakeMemory::default());
            self.import_memories
                .resize(job.source + 1, IntakeMemory::default());
        }
        let mut tally = Tally::default();
        let mut parser = job.parser.clone();
        let mut parse_memory = std::mem::take(&mut self.parse_memory);
        parser.parse_all(&block.bytes, &mut parse_memory, |frame, records| {
            self.take(job, block.offset, frame, records, &mut tally);
        });
        self.parse_memory = parse_memory;
        tally
    }

    #[inline]
    fn take(
        &mut self,
        job: &Job,
        offset: u64,
        frame: Frame,
        records: &Result<Records, Reject>,
        tally: &mut Tally,
    ) {
        match records {
            Ok(Records::None) => {}
            Ok(Records::One(record)) => {
                tally.lines += 1;
                self.accept(job, record, tally);
            }
            Ok(Records::Many(records)) => {
                tally.lines += 1;
                for record in records {
                    self.accept(job, record, tally);
                }
            }
            Ok(Records::Aggregate(row)) => {
                tally.lines += 1;
                self.import(job, row, tally);
            }
            Err(reject) => tally.reject(*reject, offset + frame.start as u64, frame.bytes),
        }
    }

    #[inline]
    fn accept(&mut self, job: &Job, record: &AccessRecord, tally: &mut Tally) {
        tally.records += 1;
        tally.key_mismatches += u64::from(record.key_mismatch);
        tally.cover(record.time_ms);
        let memory = &mut self.memories[job.source];
        let accepted = job.intake.accept(
            record,
            job.reading,
            memory,
            &mut self.harvest,
            &mut tally.hours,
        );
        match accepted {
            Ok(()) => {
                tally.accesses += 1;
                tally.late += u64::from(record.time_ms < job.reading.closed_before_ms);
            }
            Err(reason) => *tally.excluded.entry(reason.name()).or_default() += 1,
        }
    }

    /// A row of aggregates counts as the requests that it sums up; one of a shard's hour as none.
    fn import(&mut self, job: &Job, row: &AggregateRow, tally: &mut Tally) {
        let requests = row.class.map_or(0, |_| row.requests);
        tally.records += requests;
        tally.cover(row.hour.saturating_mul(HOUR_MS));
        let memory = &mut self.import_memories[job.source];
        let accepted = job.intake.accept_aggregate(
            row,
            job.reading.id,
            memory,
            &mut self.imports,
            &mut tally.hours,
        );
        match accepted {
            Ok(evidence) => {
                tally.accesses += requests;
                for (source, requests) in evidence {
                    *tally.imported.entry(source).or_default() += requests;
                }
            }
            Err(reason) => *tally.excluded.entry(reason.name()).or_default() += requests,
        }
    }

    /// Bytes of what it has gathered.
    pub(super) fn gathered(&self) -> usize {
        self.harvest.size() + self.imports.size()
    }

    /// Takes what it has gathered.
    pub(super) fn reap(&mut self) -> Sheaf {
        let mut sheaf = self.harvest.reap();
        self.imports.reap_into(&mut sheaf);
        sheaf
    }
}
