//! `recover`: whatever was in flight is settled, and nothing is begun.
//!
//! Map entries that may have been published are sent again, which tells whose version it became.
//! Transfers whose request was not answered, and copies without a proof, are looked at and brought
//! to rest. Uploads whose beginning was not answered are looked for, and so is what was written to the target
//! of a move after it was reversed: nothing else is begun. Recovering twice is recovering once.

use crate::migration::{Migration, Move, MoveId, MoveState, TransferState};

use super::error::MigrationError;
use super::lane::Reach;
use super::migrator::{Migrator, Ran, move_id};
use super::report::{Ending, RecoverReport};
use super::switch::Wish;

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
                    ran = self.recover_publication(&migration, item).await?;
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
                if migration.cancelling && in_flight && item.state <= MoveState::Verified {
                    self.end_cancelled(&id, &ran).await?;
                }
                let returned = self.recover_returning(&mut ran, &id).await?;
                let waiting = tally.contains_key(&TransferState::Manual);
                let strays = !ran.pass.strays.is_empty();
                if publishing || in_flight || returned || strays || waiting && !item.state.is_end()
                {
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

    /// Sends an entry that was intended once more; of a migration that somebody paused only what has landed
    /// is taken over.
    async fn recover_publication(
        &mut self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        let wish = if migration.paused {
            Wish::Leave
        } else {
            Wish::Publish
        };
        let ran = self.settle_publication(migration, item, wish).await?;
        Ok(match ran.ending() {
            Ending::Refused(_) if migration.paused => Ran::ended(Ending::Paused),
            _ => ran,
        })
    }

    /// Looks for what was written to the target of a move after it was reversed; whether there is anything to
    /// tell.
    async fn recover_returning(
        &mut self,
        ran: &mut Ran,
        id: &MoveId,
    ) -> Result<bool, MigrationError> {
        let migration = self.load(&id.migration).await?;
        let mut moves = migration.moves.iter();
        let reversing = moves.find(|it| it.n == id.n && it.state == MoveState::Reversing);
        let (Some(item), Ending::Done) = (reversing, ran.ending()) else {
            return Ok(false);
        };
        let reach = if migration.paused {
            Reach::Proofs
        } else {
            Reach::Everything
        };
        let mut looked = self.return_move(&migration, item, reach).await?;
        let pass = &looked.pass;
        let found = !pass.did.is_empty() || !pass.would.is_empty();
        let tells = found || looked.ending() != Ending::Done;
        looked.pass.strays.append(&mut ran.pass.strays);
        looked.pass.add_steps_of(std::mem::take(&mut ran.pass));
        *ran = looked;
        Ok(tells)
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
        let mut earlier = std::mem::take(&mut ran.pass);
        pass.would.append(&mut earlier.would);
        pass.add_steps_of(earlier);
        ran.pass = pass;
        Ok(moved)
    }
}
