//! The grace of a reversal: an application with an older map may still write to the target, where nobody
//! would look for it any more.
//!
//! Until the grace is over every look lists both sides the other way round: what only the target has is
//! copied back, create-only; what was written there over a copy that was proven replaces the object that it
//! was proven to be, and no other; what both sides have differently is for a person. The move ends with a
//! look that began after the grace, and found nothing that is not in its place.

use crate::migration::{Migration, Move, MoveEvent, MoveState, TransferState};

use super::error::MigrationError;
use super::lane::{Closing, Lane, Reach};
use super::migrator::{Migrator, Ran, is_settled, move_id};
use super::pass::Pass;
use super::report::Ending;
use super::route::route_of;

impl Migrator<'_> {
    /// One look at both sides of a move that was reversed, by all that `reach` allows; the last one ends it.
    pub(super) async fn return_move(
        &mut self,
        migration: &Migration,
        item: &Move,
        mut reach: Reach,
    ) -> Result<Ran, MigrationError> {
        let over = migration
            .grace_end_ms(item)
            .is_none_or(|end_ms| end_ms <= self.now_ms());
        let mut lane = match self.lane(migration, item, reach) {
            Ok(lane) => lane,
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        let barred = self.choose_way_back(&mut lane).await;
        if barred.is_some() {
            lane.reach = Reach::Proofs;
            reach = Reach::Proofs;
        }
        if over {
            lane.closing = Closing::Switch;
        }
        lane.settle(true).await?;
        let mut ran = Ran::after(lane.pass.into_inner());
        if reach == Reach::Proofs {
            ran.ending = left_behind(&ran.pass).map(|ending| barred.unwrap_or(ending));
        }
        let tally = self.tally(&move_id(&migration.id, item)).await?;
        let tally = ran.pass.imagined(tally);
        let at_rest = is_settled(&tally) && !tally.contains_key(&TransferState::Manual);
        if over && at_rest && ran.ending() == Ending::Done {
            self.end_reversal(migration, item, &mut ran).await?;
        }
        Ok(ran)
    }

    /// How bytes travel back; what is in the way of that, which is no matter where nothing has to.
    async fn choose_way_back(&self, lane: &mut Lane<'_>) -> Option<Ending> {
        let specs = (&lane.source.shard, &lane.target.shard);
        let found = route_of(lane.world, lane.options, &lane.settings, specs.0, specs.1).await;
        match found {
            Ok(route) => lane.route = route,
            Err(ending) => return Some(ending),
        }
        None
    }

    async fn end_reversal(
        &mut self,
        migration: &Migration,
        item: &Move,
        ran: &mut Ran,
    ) -> Result<(), MigrationError> {
        // What was begun on the way there may be open at the target, what was begun on the way back at the
        // source.
        let on_the_way_there = Move {
            state: MoveState::Switched,
            ..item.clone()
        };
        for item in [&on_the_way_there, item] {
            if ran.ending() == Ending::Done {
                self.end_uploads(migration, item, ran).await?;
            }
        }
        if self.is_dry() {
            ran.pass.would("end_reversal", 0);
            return Ok(());
        }
        if ran.ending() == Ending::Done {
            let id = move_id(&migration.id, item);
            self.record_move(&id, MoveEvent::ReverseEnded).await?;
            ran.pass.did("end_reversal", 0);
        }
        Ok(())
    }
}

/// What was written to the target after the reversal, and how it gets on.
fn left_behind(pass: &Pass) -> Option<Ending> {
    let count: u64 = pass.untaken().map(|(_, tally)| tally.objects).sum();
    let what = match pass.only_at_source.first() {
        Some(key) => format!(
            "objects were written to the target after the reversal, such as `{}`",
            key.to_string_lossy().escape_debug()
        ),
        None if count > 0 => {
            format!("{count} objects are no longer as they were when the move was reversed")
        }
        None => return None,
    };
    Some(Ending::Differs(format!(
        "{what}: `migrate start` brings them back to the source"
    )))
}
