//! [`SourceRun`]: the files of one source, in order.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::format::LogFormat;
use crate::access::{IngestedFile, Intake, ReadingId};
use crate::ports::{LogObject, LogSource, LogSourceError, StatsStore, StoreError};

use super::bookmark::{Bookmarks, find_renames, names_of_copies};
use super::file_run::FileRun;
use super::ledger::Ledger;
use super::report::{FileOutcome, FileReport};
use super::run::{IngestError, IngestOptions, unreadable};
use super::source::IngestSource;

/// One source's run.
pub(super) struct SourceRun<'a, 's> {
    /// Number of the source in this run.
    pub(super) number: usize,
    pub(super) source: &'a IngestSource,
    /// The source's logs, metered.
    pub(super) logs: &'a dyn LogSource,
    pub(super) intake: Arc<Intake>,
    pub(super) ledger: &'a mut Ledger<'s>,
    pub(super) options: &'a IngestOptions,
}

/// A file that was read as part of another source: its name, and its oldest record.
type Others = BTreeMap<String, (String, Option<i64>)>;

impl SourceRun<'_, '_> {
    /// Reads the files; the report of the first is at `place`.
    pub(super) async fn files(
        &mut self,
        objects: &[LogObject],
        place: usize,
    ) -> Result<(), IngestError> {
        let name = self.source.name.clone();
        let store = self.ledger.settled_store()?;
        let others = files_of_others(store, &name)?;
        let mut bookmarks = bookmarks_of(store, &name)?;
        let renames = find_renames(self.logs, objects, &bookmarks).await;
        let renames = renames.or_else(skip_unreadable)?;
        let (renames, mut refused) = self.judge_renames(renames, &bookmarks);
        let store = self.ledger.settled_store()?;
        if !renames.is_empty() {
            store.rename_files(&name, &renames)?;
            bookmarks = bookmarks_of(store, &name)?;
        }
        let closed_before_ms = store.closed_before_ms()?.unwrap_or(i64::MIN);
        let first = store.reserve_readings(u32::try_from(objects.len()).unwrap_or(u32::MAX))?;
        for (at, object) in objects.iter().enumerate() {
            if self.options.leave.get(&object.name) == Some(&object.identity) {
                continue;
            }
            let reading = ReadingId {
                id: first + at as u32,
                closed_before_ms,
            };
            if let Some(outcome) = refused.remove(&object.name) {
                let report = FileReport::new(&name, object, outcome);
                self.ledger.report(place + at, report);
                continue;
            }
            if let Some((other, oldest)) = others.get(&object.name) {
                let closed = oldest.is_some_and(|oldest| oldest < closed_before_ms);
                if !self.options.again || closed {
                    let outcome = if self.options.again {
                        FileOutcome::Closed
                    } else {
                        FileOutcome::OtherSource(other.clone())
                    };
                    let report = FileReport::new(&name, object, outcome);
                    self.ledger.report(place + at, report);
                    continue;
                }
                let store = self.ledger.settled_store()?;
                store.take_over(&object.name, other, &name)?;
                bookmarks = bookmarks_of(store, &name)?;
            }
            self.file(object, &mut bookmarks, reading, place + at)
                .await?;
        }
        Ok(())
    }

    /// The renames to keep, and by their new names what speaks against the others: a file that is not
    /// read, because its settings are others now, leaves no trace under its new name.
    fn judge_renames(
        &self,
        mut renames: Vec<(String, String)>,
        bookmarks: &Bookmarks,
    ) -> (Vec<(String, String)>, BTreeMap<String, FileOutcome>) {
        let mut refused = BTreeMap::new();
        if self.options.again {
            return (renames, refused);
        }
        let mut taken = Vec::new();
        renames.retain(|(from, to)| {
            let changed = (bookmarks.get(from)).and_then(|read| self.source.other_settings(read));
            if let Some(outcome) = changed {
                refused.insert(to.clone(), outcome);
                taken.push(from.clone());
                return false;
            }
            true
        });
        // A name that is not given up cannot be taken.
        while let Some(name) = taken.pop() {
            if let Some(at) = renames.iter().position(|(_, to)| *to == name) {
                let (from, to) = renames.swap_remove(at);
                refused.insert(to, FileOutcome::Rewritten);
                taken.push(from);
            }
        }
        (renames, refused)
    }

    async fn file(
        &mut self,
        object: &LogObject,
        bookmarks: &mut Bookmarks,
        reading: ReadingId,
        place: usize,
    ) -> Result<(), IngestError> {
        // What it may be a copy of must be known to its end.
        let near = names_of_copies(&object.name);
        if near
            .iter()
            .chain([&object.name])
            .any(|name| self.ledger.holds(name))
        {
            *bookmarks = bookmarks_of(self.ledger.settled_store()?, &self.source.name)?;
        }
        let mut run = FileRun {
            source: self.source,
            logs: self.logs,
            source_number: self.number,
            intake: &self.intake,
            ledger: &mut *self.ledger,
            options: self.options,
            bookmarks,
            reading,
            place,
        };
        let report = match run.file(object).await {
            Ok(report) => report,
            Err(error) => Some(unreadable(
                &self.source.name,
                object,
                error,
                self.options.keep_going,
            )?),
        };
        if let Some(report) = report {
            self.ledger.report(place, report);
        }
        Ok(())
    }
}

fn skip_unreadable<T: Default>(error: IngestError) -> Result<T, IngestError> {
    match error {
        IngestError::Read { .. } | IngestError::Source(LogSourceError::Io { .. }) => {
            Ok(T::default())
        }
        error => Err(error),
    }
}

/// The bookmarks of one source.
pub(super) fn bookmarks_of(store: &dyn StatsStore, source: &str) -> Result<Bookmarks, StoreError> {
    let files = store.source_files()?.into_iter();
    let own = files.filter(|file| file.source == source);
    Ok(own
        .map(|file| (file.file.name.clone(), file.file))
        .collect())
}

fn files_of_others(store: &dyn StatsStore, source: &str) -> Result<Others, StoreError> {
    let files = store.source_files()?.into_iter();
    let others = files.filter(|file| file.source != source);
    let oldest = |file: &IngestedFile| {
        // Sums are closed at once.
        let sums = file.format == LogFormat::Aggregates.name();
        if sums {
            Some(i64::MIN)
        } else {
            file.oldest_event_ms
        }
    };
    Ok(others
        .map(|file| {
            let oldest = oldest(&file.file);
            (file.file.name, (file.source, oldest))
        })
        .collect())
}
