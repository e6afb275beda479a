//! `recover`: whatever was in flight is settled, and nothing is begun.
//!
//! Map entries that may have been published are sent again, which tells whose version it became.
//! Transfers whose request was not answered, and copies without a proof, are looked at and brought
//! to rest. Uploads whose beginning was not answered are looked for. Recovering twice is recovering once.

use crate::migration::{MoveState, TransferState};

use super::error::MigrationError;
use super::lane::Reach;
use super::migrator::{Migrator, Ran, move_id};
use super::report::RecoverReport;

/// States in which something may be in flight.
const IN_FLIGHT: [TransferState; 5] = [
    TransferState::CopyIntent,
    TransferState::Copied,
    TransferState::CatchupIntent,
    TransferState::DeleteIntent,
    TransferState::AbortIntent,
];

impl Migrator<'_> {
    /// Settles what any earlier process left in flight, in every migration; in a dry run, tells what
    /// would be done.
    pub async fn recover(&mut self) -> Result<RecoverReport, MigrationError> {
        let read = self.fleet.journal().with(|store| store.migrations());
        let mut report = RecoverReport {
            transfers: Vec::new(),
            moves: Vec::new(),
        };
        for migration in read.await? {
            for item in &migration.moves {
                let publishing = matches!(
                    item.state,
                    MoveState::SwitchIntent | MoveState::ReverseIntent
                );
                let mut ran = Ran::default();
                if publishing {
                    ran = self.settle_publication(&migration, item).await?;
                }
                let id = move_id(&migration.id, item);
                let tally = self.tally(&id).await?;
                let in_flight = IN_FLIGHT.iter().any(|state| tally.contains_key(state));
                // What is open at a target without an object shows in no state of a transfer.
                let may_be_open = item.sealed.is_some() && !item.state.is_end();
                if in_flight || may_be_open {
                    let moved = self
                        .settle_transfers(&mut ran, &id.migration, item.n)
                        .await?;
                    report.transfers.extend(moved);
                }
                let waiting = tally.contains_key(&TransferState::Manual);
                let strays = !ran.pass.strays.is_empty();
                if publishing || in_flight || strays || waiting && !item.state.is_end() {
                    report
                        .moves
                        .push(self.report(&id.migration, item, ran).await?);
                }
            }
        }
        report
            .transfers
            .sort_by(|a, b| (&a.id, &a.key).cmp(&(&b.id, &b.key)));
        Ok(report)
    }

    /// Settles the transfers of a move as it stands now.
    async fn settle_transfers(
        &self,
        ran: &mut Ran,
        id: &crate::migration::MigrationId,
        n: u32,
    ) -> Result<Vec<super::report::Recovered>, MigrationError> {
        let migration = self.load(id).await?;
        let Some(item) = migration.moves.iter().find(|item| item.n == n) else {
            return Ok(Vec::new());
        };
        let lane = match self.lane(&migration, item, Reach::InFlight) {
            Ok(lane) => lane,
            Err(ending) => {
                ran.ending.get_or_insert(ending);
                return Ok(Vec::new());
            }
        };
        lane.settle_states(&IN_FLIGHT).await?;
        lane.sweep_uploads().await?;
        let mut pass = lane.pass.into_inner();
        let moved = std::mem::take(&mut pass.recovered);
        pass.add_steps_of(std::mem::take(&mut ran.pass));
        ran.pass = pass;
        Ok(moved)
    }
}
