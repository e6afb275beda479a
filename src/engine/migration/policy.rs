//! [`Policy`]: what becomes of migrations under way once everything in flight has come to rest.

use crate::migration::{Migration, MigrationState};

use super::error::MigrationError;
use super::migrator::Migrator;
use super::report::MigrationReport;

/// What becomes of migrations under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// They go on with what `start` does: what is not copied is copied, what came late is brought along.
    Resume,
    /// What was not switched is given up, what was switched is switched back.
    Reverse,
    /// They are paused: nothing new begins until somebody resumes them.
    Hold,
}

impl Migrator<'_> {
    /// Deals with every migration that has not ended, oldest first; what became of each.
    pub async fn follow(&mut self, policy: Policy) -> Result<Vec<MigrationReport>, MigrationError> {
        let read = self.fleet.journal().with(|store| store.migrations());
        let mut reports = Vec::new();
        for migration in read.await? {
            if !migration.state().is_end() {
                reports.push(self.follow_one(&migration, policy).await?);
            }
        }
        Ok(reports)
    }

    async fn follow_one(
        &mut self,
        migration: &Migration,
        policy: Policy,
    ) -> Result<MigrationReport, MigrationError> {
        let id = &migration.id;
        match (policy, migration.state()) {
            (Policy::Hold, _) => {
                let mut report = MigrationReport::new(migration);
                report.state = self.pause(id).await?.state();
                Ok(report)
            }
            // It goes back already, or is given up: that is gone on with.
            (_, _) if migration.cancelling => self.cancel(id).await,
            (Policy::Resume, _) | (_, MigrationState::Reversing) => self.resumed(migration).await,
            (Policy::Reverse, state) if state < MigrationState::Switched => self.cancel(id).await,
            (Policy::Reverse, _) => {
                self.resume(id).await?;
                self.reverse(id, &[]).await
            }
        }
    }

    async fn resumed(&mut self, migration: &Migration) -> Result<MigrationReport, MigrationError> {
        if migration.paused && self.is_dry() {
            return Ok(MigrationReport::new(migration));
        }
        self.resume(&migration.id).await?;
        self.start(&migration.id, &[]).await
    }
}
