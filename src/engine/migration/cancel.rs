//! `cancel` and `resolve`: giving up, and what a person decided.

use crate::migration::{
    Event, Keep, Migration, Move, MoveEvent, MoveId, MoveState, Transfer, TransferEvent,
    TransferState,
};
use crate::placement::{Key, Segment, ShardMap};

use crate::engine::control::Published;

use super::error::MigrationError;
use super::lane::{Reach, Work};
use super::migrator::{Migrator, Ran, is_settled, move_id};
use super::place::Side;
use super::report::Ending;

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
            MoveState::SwitchIntent | MoveState::ReverseIntent => {
                return self.settle_publication(migration, item).await;
            }
            MoveState::Switched | MoveState::Completing => {
                return Ok(Ran::refused(
                    "the map says target: reverse the move instead",
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
        let tally = self.tally(&id).await?;
        let given_up = is_settled(&tally) && !tally.contains_key(&TransferState::Verified);
        if given_up && ran.ending() == Ending::Done && !self.is_dry() {
            self.record_move(&id, MoveEvent::Cancelled).await?;
        }
        Ok(ran)
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
        let found = self.transfer(id, key).await?;
        let waiting = found.filter(|it| it.state == TransferState::Manual);
        let Some(transfer) = waiting else {
            let (id, key) = (id.clone(), key.clone());
            return Err(MigrationError::NoDecision { id, key });
        };
        self.check_kept(&migration, item, key, keep).await?;
        let at_ms = self.now_ms();
        let event = TransferEvent::Resolved { keep, at_ms };
        let after = Transfer::after(Some(transfer), &event)
            .map_err(|illegal| MigrationError::Halted(illegal.to_string()))?;
        if self.is_dry() {
            return Ok(after);
        }
        let events = vec![Event::Transfer {
            id: id.clone(),
            key: key.clone(),
            event,
        }];
        let segment = Segment::Exact(key.clone());
        let map = self.fleet.map();
        let routed = map.rule_shard(&segment) == Some(&item.spec.from);
        if keep == Keep::Target || !item.is_published() || routed {
            self.fleet.journal().append(events).await?;
            return Ok(after);
        }
        let mut next = ShardMap::clone(&map);
        next.insert(segment, item.spec.from.clone(), map.lsn + 1);
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

    /// That the object which is to be the right one is there.
    async fn check_kept(
        &self,
        migration: &Migration,
        item: &Move,
        key: &Key,
        keep: Keep,
    ) -> Result<(), MigrationError> {
        let lane = self.lane(migration, item, Reach::InFlight);
        let lane = lane.map_err(|ending| MigrationError::Refused(ending.why().to_owned()))?;
        let work = Work {
            key: key.clone(),
            transfer: None,
        };
        let sight = lane.look(&work).await;
        let (name, side) = match keep {
            Keep::Target => ("target", &sight.target),
            Keep::Source | Keep::Both => ("source", &sight.source),
        };
        match side {
            Side::Present(_) => Ok(()),
            Side::Absent => Err(MigrationError::Refused(format!(
                "the {name} has no such object: the map would point at nothing"
            ))),
            Side::Unreadable(trouble) => Err(MigrationError::Refused(format!(
                "whether the {name} has the object cannot be seen: {}",
                trouble.ending().why()
            ))),
        }
    }

    async fn transfer(&self, id: &MoveId, key: &Key) -> Result<Option<Transfer>, MigrationError> {
        let (id, key) = (id.clone(), key.clone());
        let journal = self.fleet.journal();
        Ok(journal.with(move |store| store.transfer(&id, &key)).await?)
    }
}
