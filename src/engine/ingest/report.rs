//! [`IngestReport`]: what ingestion did, file by file.

use std::collections::BTreeMap;

use crate::ports::{CloseReport, LogObject, LogSourceError};

/// How one file ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOutcome {
    /// Read to its end; what was new counts.
    Ingested,
    /// Nothing was new.
    Unchanged,
    /// Too many of its new lines were rejected: nothing of this run counts.
    TooManyRejects,
    /// No format was given and none could be told.
    UnknownFormat,
    /// It is not what was read before under its name: left alone.
    Rewritten,
    /// It is the log that was read under this name beside it, compressed or not: it counts once.
    Copy(String),
    /// It was read as part of this other source: reading it here as well would count it twice.
    OtherSource(String),
    /// It was read with other settings: what they were, and what they are now. What was read of it
    /// stays, and nothing new is read.
    OtherSettings {
        /// The settings that it was read with, for people.
        read: String,
        /// The settings that it would be read with now.
        now: String,
    },
    /// It would be read in place of what was read of it before, some of which is closed and cannot be
    /// taken back.
    Closed,
    /// It could not be read to its end: nothing of this run counts. The reason.
    Unreadable(String),
}

impl FileOutcome {
    /// Whether the file is in the statistics as it is now.
    pub fn is_fine(&self) -> bool {
        matches!(self, Self::Ingested | Self::Unchanged | Self::Copy(_))
    }

    /// Its name for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ingested => "ingested",
            Self::Unchanged => "unchanged",
            Self::TooManyRejects => "too_many_rejects",
            Self::UnknownFormat => "unknown_format",
            Self::Rewritten => "rewritten",
            Self::Copy(_) => "copy",
            Self::OtherSettings { .. } => "other_settings",
            Self::OtherSource(_) => "other_source",
            Self::Closed => "closed",
            Self::Unreadable(_) => "unreadable",
        }
    }
}

/// What one file gave in this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// Name of the source.
    pub source: String,
    /// Name of the file.
    pub name: String,
    /// `LogObject::identity` when it was listed.
    pub identity: String,
    /// Name of the format; empty when it is not known.
    pub format: String,
    /// How it ended.
    pub outcome: FileOutcome,
    /// Lines that earlier runs read of it.
    pub lines_before: u64,
    /// New lines, without empty ones and comments.
    pub lines: u64,
    /// Of these, records.
    pub records: u64,
    /// Of these, demand.
    pub accesses: u64,
    /// Of these, older than what is closed.
    pub late: u64,
    /// Of the lines, rejected.
    pub rejected: u64,
    /// Reasons of rejected lines.
    pub reasons: BTreeMap<String, u64>,
    /// Records that are no demand, by reason.
    pub excluded: BTreeMap<String, u64>,
    /// Records whose two keys disagree.
    pub key_mismatches: u64,
    /// Where samples of rejected lines are.
    pub samples: Option<String>,
    /// Newest event of the file, milliseconds UTC.
    pub newest_event_ms: Option<i64>,
    /// Bytes of a last line without a line end, left for the next run.
    pub unfinished_bytes: u64,
}

impl FileReport {
    pub(super) fn new(source: &str, object: &LogObject, outcome: FileOutcome) -> Self {
        Self {
            source: source.to_owned(),
            name: object.name.clone(),
            identity: object.identity.clone(),
            format: String::new(),
            outcome,
            lines_before: 0,
            lines: 0,
            records: 0,
            accesses: 0,
            late: 0,
            rejected: 0,
            reasons: BTreeMap::new(),
            excluded: BTreeMap::new(),
            key_mismatches: 0,
            samples: None,
            newest_event_ms: None,
            unfinished_bytes: 0,
        }
    }
}

/// What one run did.
#[derive(Debug, Default)]
pub struct IngestReport {
    /// In order of sources, then of file names.
    pub files: Vec<FileReport>,
    /// Sources that could not be listed, where the run went on without them; then nothing was closed.
    pub troubles: Vec<(String, LogSourceError)>,
    /// How the open window was closed.
    pub closed: CloseReport,
}

impl IngestReport {
    /// Sum of a number over the files that are fine.
    pub fn total(&self, number: impl Fn(&FileReport) -> u64) -> u64 {
        let fine = self.files.iter().filter(|file| file.outcome.is_fine());
        fine.map(number).sum()
    }

    /// The files that are not fine.
    pub fn failed(&self) -> impl Iterator<Item = &FileReport> {
        self.files.iter().filter(|file| !file.outcome.is_fine())
    }
}
