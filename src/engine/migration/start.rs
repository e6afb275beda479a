//! `start` and `verify`: everything before the switch.

use crate::migration::{Gate, Migration, Move, MoveEvent, MoveSpec, MoveState};

use super::create::{check_fits, unfit};
use super::error::MigrationError;
use super::lane::{Lane, Reach, Stop};
use super::migrator::{Migrator, Ran, is_settled, move_id};
use super::report::Ending;
use super::route::route_of;
use super::switch::{Wish, only_at_source};

impl Migrator<'_> {
    /// Seals the move where it is not, then copies and compares what is left.
    pub(super) async fn start_move(
        &mut self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        match item.state {
            MoveState::Planned | MoveState::Copying => {}
            MoveState::Verified if migration.cancelling => {}
            MoveState::SwitchIntent | MoveState::ReverseIntent => {
                return self.settle_publication(migration, item, Wish::Leave).await;
            }
            MoveState::Switched => return self.catch_up_move(migration, item).await,
            MoveState::Reversing => {
                return self.return_move(migration, item, Reach::Everything).await;
            }
            _ => return Ok(Ran::default()),
        }
        if migration.cancelling {
            return Ok(Ran::refused(
                "the migration is being cancelled: `migrate cancel` goes on with that",
            ));
        }
        if let Some(ran) = unfit(check_fits(&self.fleet.map(), &item.spec))? {
            return Ok(ran);
        }
        if let Some(ran) = self.drained_since(migration, &item.spec).await? {
            return Ok(ran);
        }
        let MoveSpec { segment, to, .. } = &item.spec;
        let bound_ms = migration.settings.zombie_bound_ms;
        if let Some(why) = self.late_delete(segment, to, bound_ms).await? {
            return Ok(Ran::refused(why));
        }
        if item.facts.is_none() || !self.options.accept.is_empty() {
            let stopped = self.stopped_at(migration, item, Gate::Copy).await?;
            if let Some(ending) = stopped {
                return Ok(Ran::ended(ending));
            }
        }
        let ran = match self.lane(migration, item, Reach::Everything) {
            Ok(lane) => copy_all(lane, item).await?,
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        let id = move_id(&migration.id, item);
        let done = ran.ending() == Ending::Done && !self.is_dry();
        if done && is_settled(&self.tally(&id).await?) {
            self.record_move(&id, MoveEvent::Verified).await?;
        }
        Ok(ran)
    }

    /// In grace: copies what was written to the source after the switch; deletes nothing.
    async fn catch_up_move(
        &self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        let lane = match self.lane(migration, item, Reach::Everything) {
            Ok(lane) => lane,
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        lane.settle(true).await?;
        Ok(Ran::after(lane.pass.into_inner()))
    }

    /// Compares anew whatever has a copy; nothing is copied.
    pub(super) async fn verify_move(
        &mut self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        if item.state == MoveState::Planned || item.state.is_end() {
            return Ok(Ran::default());
        }
        if item.state == MoveState::Reversing {
            return self.return_move(migration, item, Reach::Proofs).await;
        }
        if migration.cancelling && item.state <= MoveState::Verified {
            // What is given up has no proof any more, which would be told as a difference.
            return Ok(Ran::refused("the migration is being cancelled"));
        }
        let mut lane = match self.lane(migration, item, Reach::Proofs) {
            Ok(lane) => lane,
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        lane.proofs_since_ms = lane.clock.now_ms();
        lane.settle(true).await?;
        let mut ran = Ran::after(lane.pass.into_inner());
        // What was never proven does not differ, and what may be deleted is as it was proven.
        let differing = ran.pass.untaken();
        let differing = differing.filter(|(step, _)| !matches!(*step, "plan" | "delete"));
        let count: u64 = differing.map(|(_, tally)| tally.objects).sum();
        if count > 0 {
            let why = format!("{count} objects are no longer as they were proven");
            ran.ending = Some(Ending::Differs(why));
        } else if let Some(key) = ran.pass.only_at_source.first()
            && item.state == MoveState::Switched
        {
            let key = key.to_string_lossy().escape_debug().to_string();
            ran.ending = Some(Ending::Differs(only_at_source(&key)));
        }
        Ok(ran)
    }
}

/// One move up to its last proof.
async fn copy_all(mut lane: Lane<'_>, item: &Move) -> Result<Ran, Stop> {
    if let Err(ending) = lane.apart().await {
        return Ok(Ran::ended(ending));
    }
    let specs = (&lane.source.shard, &lane.target.shard);
    let route = route_of(lane.world, lane.options, &lane.settings, specs.0, specs.1).await;
    lane.route = match (item.route, route) {
        (_, Ok(route)) => route,
        (_, Err(ending)) => return Ok(Ran::ended(ending)),
    };
    if item.state == MoveState::Planned && lane.is_dry() {
        // What it holds is met on the way.
        lane.target_was_empty = true;
    } else if item.state == MoveState::Planned {
        let Some(sealed) = lane.seal().await? else {
            return Ok(Ran::after(lane.pass.into_inner()));
        };
        lane.target_was_empty = sealed.target_empty;
        let route = lane.route;
        lane.record_move(MoveEvent::Sealed { sealed, route })
            .await?;
        // Another host looks for copies of the moves that it knows of.
        lane.fleet.publish_states().await?;
    }
    lane.settle(true).await?;
    Ok(Ran {
        route: Some(lane.route),
        ..Ran::after(lane.pass.into_inner())
    })
}
