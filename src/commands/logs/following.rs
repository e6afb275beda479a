//! [`Teller`]: what `logs ingest --follow` says of each run that found something new.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::commands::CommandContext;
use crate::engine::ingest::IngestReport;

use super::ingest::{LogsIngestArgs, summary, trouble};

/// Says what is new, and of what goes on only that it began.
pub(super) struct Teller<'a> {
    ctx: &'a CommandContext,
    args: &'a LogsIngestArgs,
    /// Sources that could not be listed the last time, with the reason.
    troubles: BTreeSet<String>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(ctx: &'a CommandContext, args: &'a LogsIngestArgs) -> Self {
        Self {
            ctx,
            args,
            troubles: BTreeSet::new(),
        }
    }

    /// Says what one run did.
    pub(super) fn tell(&mut self, report: &IngestReport) -> ControlFlow<()> {
        let ui = &self.ctx.ui;
        let troubles = report.troubles.iter();
        let troubles: BTreeSet<String> = troubles
            .map(|(source, error)| {
                format!(
                    "source `{}`: {error}; it is tried again",
                    source.escape_debug()
                )
            })
            .collect();
        for new in troubles.difference(&self.troubles) {
            ui.warning(new);
        }
        self.troubles = troubles;
        for file in report.failed() {
            ui.warning(&trouble(self.args, file));
        }
        if report.total(|file| file.lines) > 0 {
            ui.status(&summary(report));
        }
        ControlFlow::Continue(())
    }
}
