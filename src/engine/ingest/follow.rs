//! [`follow`]: runs of ingestion one after the other, for as long as the caller wants them.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use crate::ports::{Clock, RejectLog, StatsStore};

use super::progress::IngestProgress;
use super::report::IngestReport;
use super::run::{IngestError, IngestOptions, ingest};
use super::source::IngestSource;

/// When to look again.
pub struct Pace {
    /// By this clock.
    pub clock: Arc<dyn Clock>,
    /// So long after a run.
    pub poll: Duration,
}

/// Ingests again and again: grown files, new files, new objects. `each` gets every report, in which
/// only the first run's files may be unchanged ones, and says whether to go on.
///
/// The first run is like any other, so that a source that was never there is noticed. Later a source
/// that cannot be listed is passed over until it can. A file that was left out is read again once it
/// has changed.
pub async fn follow(
    sources: &[IngestSource],
    store: &mut dyn StatsStore,
    rejects: &mut dyn RejectLog,
    mut options: IngestOptions,
    progress: &IngestProgress,
    pace: &Pace,
    each: &mut (dyn FnMut(IngestReport) -> ControlFlow<()> + Send),
) -> Result<(), IngestError> {
    loop {
        options.now_ms = pace.clock.now_ms();
        let report = ingest(sources, store, rejects, &options, progress).await?;
        options.leave.extend(left_out(&report));
        // What is read anew in place of what was read before is read so once.
        options.again = false;
        options.keep_going = true;
        if each(report).is_break() {
            return Ok(());
        }
        pace.clock.sleep(pace.poll).await;
    }
}

fn left_out(report: &IngestReport) -> BTreeMap<String, String> {
    let files = report.failed().filter(|file| !file.identity.is_empty());
    files
        .map(|file| (file.name.clone(), file.identity.clone()))
        .collect()
}
