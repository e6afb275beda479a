//! `cancel` and `resolve`: giving up, and what a person decided.

use crate::migration::{
    Event, Keep, Migration, Move, MoveEvent, MoveId, MoveSpec, MoveState, Transfer, TransferEvent,
    TransferState,
};
use crate::placement::{Key, Segment, ShardMap};

use crate::engine::control::Published;

use super::error::MigrationError;
use super::lane::{Reach, Work};
use super::late_delete::{may_land_until, time};
use super::migrator::{Migrator, Ran, is_settled, move_id};
use super::place::Side;
use super::report::Ending;
use super::switch::Wish;

impl Migrator<'_> {
    /// Gives up a move that was not switched.
    pub(super) async fn cancel_move(
        &mut self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        let id = move_id(&migration.id, item);
        match item.state {
            MoveState::Planned | MoveState::Copying | MoveState::Verified => {}
            MoveState::SwitchIntent => {
                let ran = self
                    .settle_publication(migration, item, Wish::GiveUp)
                    .await?;
                return match self.after_settling(migration, item, &ran).await? {
                    // It was not published, and is not any more; or it was, and that is no matter of this.
                    Some(item) if item.state != MoveState::SwitchIntent => {
                        let mut after = Box::pin(self.cancel_move(migration, &item)).await?;
                        after.pass.add_steps_of(ran.pass);
                        Ok(after)
                    }
                    _ => Ok(ran),
                };
            }
            MoveState::ReverseIntent => {
                return self.settle_publication(migration, item, Wish::Leave).await;
            }
            MoveState::Switched => {
                return Ok(Ran::refused(
                    "the map says target: `migrate reverse` takes the move back; the moves that were not \
                     switched are given up",
                ));
            }
            MoveState::Completing => {
                return Ok(Ran::refused(
                    "source copies may be gone: `migrate complete` ends it, and a new migration moves the \
                     segment back; the moves that were not switched are given up",
                ));
            }
            _ => return Ok(Ran::default()),
        }
        let mut migration = migration.clone();
        migration.cancelling = true;
        let mut ran = Ran::default();
        if !self.tally(&id).await?.is_empty() {
            let lane = match self.lane(&migration, item, Reach::Everything) {
                Ok(lane) => lane,
                Err(ending) => return Ok(Ran::ended(ending)),
            };
            lane.settle(false).await?;
            lane.sweep_uploads().await?;
            ran = Ran::after(lane.pass.into_inner());
        }
        self.end_cancelled(&id, &ran).await?;
        Ok(ran)
    }

    /// A move that gives up ends once each of its transfers has.
    pub(super) async fn end_cancelled(
        &mut self,
        id: &MoveId,
        ran: &Ran,
    ) -> Result<(), MigrationError> {
        let tally = self.tally(id).await?;
        let given_up = is_settled(&tally) && !tally.contains_key(&TransferState::Verified);
        if given_up && ran.ending() == Ending::Done && !self.is_dry() {
            self.record_move(id, MoveEvent::Cancelled).await?;
        }
        Ok(())
    }

    /// Records what a person decided about an object; sends no request to its buckets. Where the map
    /// says target and the source's object is kept, the key gets a rule of its own at the source.
    pub async fn resolve(
        &mut self,
        id: &MoveId,
        key: &Key,
        keep: Keep,
    ) -> Result<Transfer, MigrationError> {
        let migration = self.load(&id.migration).await?;
        let item = migration.moves.iter().find(|item| item.n == id.n);
        let item = item.ok_or_else(|| MigrationError::NoMove(id.clone()))?;
        let transfer = self.decidable(item, id, key).await?;
        self.check_kept(&migration, item, key, keep).await?;
        self.check_no_late_delete(&migration, &transfer, keep)?;
        let at_ms = self.now_ms();
        let event = TransferEvent::Resolved { keep, at_ms };
        let after = Transfer::after(Some(transfer), &event)
            .map_err(|illegal| MigrationError::Halted(illegal.to_string()))?;
        let events = vec![Event::Transfer {
            id: id.clone(),
            key: key.clone(),
            event,
        }];
        let segment = Segment::Exact(key.clone());
        let map = self.fleet.map();
        let next = map_after_decision(&map, item, segment, keep);
        if next.is_some() {
            self.check_nothing_unsettled().await?;
            self.check_still_there(item, key).await?;
        }
        if self.is_dry() {
            return Ok(after);
        }
        let Some(next) = next else {
            self.fleet.journal().append(events).await?;
            return Ok(after);
        };
        let publication = self.fleet.prepare(next, "migrate resolve", at_ms);
        match self.fleet.publish(&publication).await? {
            Published::Ours => self.fleet.commit(&publication, events).await?,
            Published::Lost(entry) => {
                let words = format!("map version {} was published meanwhile", entry.lsn);
                return Err(MigrationError::Lost(words));
            }
        }
        Ok(after)
    }

    /// The transfer, where a person may decide about it now.
    async fn decidable(
        &self,
        item: &Move,
        id: &MoveId,
        key: &Key,
    ) -> Result<Transfer, MigrationError> {
        let found = self.transfer(id, key).await?;
        let asked = |it: &Transfer| {
            let alarmed = it.delete_intended && !it.state.is_end();
            it.state == TransferState::Manual || it.decided.is_some() || alarmed
        };
        let Some(transfer) = found.filter(asked) else {
            let (id, key) = (id.clone(), key.clone());
            return Err(MigrationError::NoDecision { id, key });
        };
        let state = item.state.name();
        // A move that was given up leaves what waits for a person: that is decided once, and then over.
        let left = item.state == MoveState::Cancelled && transfer.state == TransferState::Manual;
        if item.state.is_end() && !left {
            return Err(MigrationError::Refused(format!(
                "move {id} is {state}: a decision about its objects has no effect any more"
            )));
        }
        let may_change = matches!(
            item.state,
            MoveState::Copying | MoveState::Verified | MoveState::Switched | MoveState::Reversing
        );
        if transfer.decided.is_some() && !may_change {
            return Err(MigrationError::Refused(format!(
                "it is decided, and move {id} is {state}: that can be decided again before \
                 `migrate complete` begins, and not while a map version is being published"
            )));
        }
        Ok(transfer)
    }

    /// That the map still has the key where a move that was given up left it, and no other move takes it
    /// from there: whoever decides late decides about the place as it was.
    async fn check_still_there(&self, item: &Move, key: &Key) -> Result<(), MigrationError> {
        if item.state != MoveState::Cancelled {
            return Ok(());
        }
        let map = self.fleet.map();
        let there = map.locate(key).map(|location| &location.shard.name);
        if there != Some(&item.spec.from) {
            return Err(MigrationError::Refused(
                "the map has changed since the move was given up and says elsewhere: `--keep source` leaves \
                 the map as it is"
                    .to_owned(),
            ));
        }
        let segment = Segment::Exact(key.clone());
        let read = self.fleet.journal().with(|store| store.migrations());
        let others = read.await?;
        match others.iter().find(|other| other.moves_part_of(&segment)) {
            None => Ok(()),
            Some(other) => Err(MigrationError::Refused(format!(
                "the key is being moved by {}: decide once that has ended",
                other.id
            ))),
        }
    }

    /// That the object which is to be the right one is there.
    async fn check_kept(
        &self,
        migration: &Migration,
        item: &Move,
        key: &Key,
        keep: Keep,
    ) -> Result<(), MigrationError> {
        let map = self.fleet.map();
        let gone = |name| map.shard(name).is_none();
        let given_up = item.state == MoveState::Cancelled;
        if given_up && keep != Keep::Target && (gone(&item.spec.from) || gone(&item.spec.to)) {
            // One of the two places is no longer the fleet's, and the map is not to change.
            return Ok(());
        }
        let lane = self.lane(migration, item, Reach::InFlight);
        let lane = lane.map_err(|ending| MigrationError::Refused(ending.why().to_owned()))?;
        let work = Work::of(key.clone(), None);
        let sight = lane.look(&work).await;
        if keep == Keep::Neither {
            return match (&sight.source, &sight.target) {
                (Side::Absent, Side::Absent) => Ok(()),
                _ => Err(MigrationError::Refused(format!(
                    "`neither` says that both objects are rightly gone, and that is not seen: {}",
                    sight.words()
                ))),
            };
        }
        // After a reversal a lane looks the other way round.
        let (source, target) = match item.state {
            MoveState::Reversing => (&sight.target, &sight.source),
            _ => (&sight.source, &sight.target),
        };
        let (name, side) = match keep {
            Keep::Target => ("target", target),
            Keep::Source | Keep::Both | Keep::Neither => ("source", source),
        };
        match side {
            Side::Present(_) => Ok(()),
            Side::Absent => Err(MigrationError::Refused(format!(
                "the {name} has no such object: the map would point at nothing. Where it was rightly deleted, \
                 delete the other side's object by hand, too, then `--keep neither`: shardctl deletes no last copy"
            ))),
            Side::Unreadable(trouble) => Err(MigrationError::Refused(format!(
                "whether the {name} has the object cannot be seen: {}",
                trouble.ending().why()
            ))),
        }
    }

    /// That no delete of ours can still take the object that is to be the right one.
    fn check_no_late_delete(
        &self,
        migration: &Migration,
        transfer: &Transfer,
        keep: Keep,
    ) -> Result<(), MigrationError> {
        let bound_ms = migration.settings.zombie_bound_ms;
        match may_land_until(transfer.source_delete_ms, bound_ms, self.now_ms()) {
            Some(until_ms) if matches!(keep, Keep::Source | Keep::Both) => {
                Err(MigrationError::Refused(format!(
                    "a delete of the source's object that was sent may still take effect until {}",
                    time(until_ms)
                )))
            }
            _ => Ok(()),
        }
    }

    async fn transfer(&self, id: &MoveId, key: &Key) -> Result<Option<Transfer>, MigrationError> {
        let (id, key) = (id.clone(), key.clone());
        let journal = self.fleet.journal();
        Ok(journal.with(move |store| store.transfer(&id, &key)).await?)
    }
}

/// The map that says where the key is now that a person has decided; `None` where the newest says so,
/// or the switch will.
fn map_after_decision(
    map: &ShardMap,
    item: &Move,
    segment: Segment,
    keep: Keep,
) -> Option<ShardMap> {
    let MoveSpec { from, to, .. } = &item.spec;
    // Where the move's own rule says that its keys are, and where else an object may be the right one.
    let (home, away, wants_away) = match item.state {
        MoveState::Reversing | MoveState::Cancelled => (from, to, keep == Keep::Target),
        _ if item.is_published() => (to, from, matches!(keep, Keep::Source | Keep::Both)),
        _ => return None,
    };
    if (map.rule_shard(&segment) == Some(away)) == wants_away {
        return None;
    }
    let mut next = map.clone();
    if wants_away {
        next.insert(segment, away.clone(), map.lsn + 1);
        return Some(next);
    }
    // The rule of an earlier decision goes: the move's own says where.
    let key = segment.key().clone();
    next.remove(&segment);
    let located = next.locate(&key).map(|location| &location.shard.name);
    if located != Some(home) {
        next.insert(segment, home.clone(), map.lsn + 1);
    }
    Some(next)
}
