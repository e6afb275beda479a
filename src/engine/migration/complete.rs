//! `complete`: source copies with a proof are deleted, once grace is over.

use crate::engine::doctor::Capability;
use crate::migration::{Contract, Gate, Migration, Move, MoveEvent, MoveState, TransferState};
use crate::ports::BucketErrorKind;

use super::error::MigrationError;
use super::lane::{Lane, Reach};
use super::migrator::{Migrator, Ran, Tallies, is_settled, move_id};
use super::outcome::Trouble;
use super::report::Ending;
use super::switch::Wish;

impl Migrator<'_> {
    /// Looks a last time: every key of the source must have a proof. Then deletes, one by one.
    pub(super) async fn complete_move(
        &mut self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        let id = move_id(&migration.id, item);
        match item.state {
            MoveState::Switched | MoveState::Completing => {}
            // What ended otherwise has no source copies to delete.
            MoveState::Completed
            | MoveState::Cancelled
            | MoveState::Reversing
            | MoveState::Reversed => {
                return Ok(Ran::default());
            }
            MoveState::SwitchIntent | MoveState::ReverseIntent => {
                return self.settle_publication(migration, item, Wish::Leave).await;
            }
            state => return Ok(Ran::refused(format!("the move is {}", state.name()))),
        }
        let tally = self.tally(&id).await?;
        if let Some(ending) = self.not_yet(migration, item, &tally) {
            return Ok(Ran::ended(ending));
        }
        if let Some(ending) = self.stopped_at(migration, item, Gate::Complete).await? {
            return Ok(Ran::ended(ending));
        }
        let lane = match self.lane(migration, item, Reach::Everything) {
            Ok(lane) => lane,
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        if let Err(ending) = may_delete(&lane).await {
            return Ok(Ran::ended(ending));
        }
        lane.settle(true).await?;
        let mut ran = Ran::after(lane.pass.into_inner());
        let tally = ran.pass.imagined(self.tally(&id).await?);
        if item.state == MoveState::Switched {
            let proven = is_settled(&tally) && !tally.contains_key(&TransferState::Manual);
            if ran.ending() != Ending::Done || !proven {
                return Ok(ran);
            }
            if !self.is_dry() {
                let at_ms = self.now_ms();
                self.record_move(&id, MoveEvent::CompleteConfirmed { at_ms })
                    .await?;
                self.fleet.drop_anchor().await?;
            }
            let looked = ran.pass;
            ran = self.delete_sources(migration, item).await?;
            ran.pass.add_steps_of(looked);
        }
        let tally = ran.pass.imagined(self.tally(&id).await?);
        let over = tally
            .keys()
            .all(|state| state.is_end() && *state != TransferState::Manual);
        if over && ran.ending() == Ending::Done {
            self.end_uploads(migration, item, &mut ran).await?;
            // A move that has ended is never looked at again: it ends once nothing of ours is open.
            if ran.ending() == Ending::Done && !self.is_dry() {
                self.record_move(&id, MoveEvent::Completed).await?;
            }
        }
        Ok(ran)
    }

    /// Ends what uploads of ours are still open at the target.
    pub(super) async fn end_uploads(
        &self,
        migration: &Migration,
        item: &Move,
        ran: &mut Ran,
    ) -> Result<(), MigrationError> {
        let lane = match self.lane(migration, item, Reach::InFlight) {
            Ok(lane) => lane,
            Err(ending) => {
                ran.ending = Some(ending);
                return Ok(());
            }
        };
        lane.sweep_uploads().await?;
        let swept = lane.pass.into_inner();
        ran.ending = Some(swept.ending()).filter(|ending| *ending != Ending::Done);
        ran.pass.strays.extend_from_slice(&swept.strays);
        ran.pass.add_steps_of(swept);
        Ok(())
    }

    async fn delete_sources(
        &self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        let mut item = item.clone();
        item.state = MoveState::Completing;
        let lane = match self.lane(migration, &item, Reach::Everything) {
            Ok(lane) => lane,
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        lane.settle(true).await?;
        Ok(Ran::after(lane.pass.into_inner()))
    }

    /// Grace, and the guard on how much one command may delete.
    fn not_yet(&self, migration: &Migration, item: &Move, tally: &Tallies) -> Option<Ending> {
        let until_ms = migration.grace_end_ms(item).unwrap_or(i64::MAX);
        if until_ms > self.now_ms() {
            return Some(Ending::Pending {
                why: "grace: readers with an older map may still use the source".to_owned(),
                until_ms: Some(until_ms),
            });
        }
        let states = [TransferState::Verified, TransferState::DeleteIntent];
        let count: u64 = states
            .iter()
            .filter_map(|state| tally.get(state))
            .map(|tally| tally.objects)
            .sum();
        let most = self.options.max_delete?;
        (count > most).then(|| {
            Ending::Refused(format!(
                "{count} source objects would be deleted, the most that may be is {most}"
            ))
        })
    }
}

/// Facts of the source's bucket that forbid deleting from it.
async fn may_delete(lane: &Lane<'_>) -> Result<(), Ending> {
    if let Some(key) = open_upload(lane).await? {
        return Err(Ending::Refused(format!(
            "somebody is uploading `{}` to the source: a multipart upload is open",
            key.escape_debug()
        )));
    }
    if lane.settings.contract != Contract::Mutable {
        return Ok(());
    }
    if lane.source_powers().await?.has(Capability::DeleteIfMatch) {
        return Ok(());
    }
    Err(Ending::Refused(format!(
        "the store of shard `{}` ignores conditions on deletes, and its writers are not held back: \
         source copies stay",
        lane.source.shard.name
    )))
}

/// A key of the move that somebody is uploading to the source.
async fn open_upload(lane: &Lane<'_>) -> Result<Option<String>, Ending> {
    let Some(range) = lane.source.range(&lane.spec.segment) else {
        return Ok(None);
    };
    let mut after = None;
    loop {
        let page = match lane
            .source
            .bucket
            .list_uploads(&range, after.as_ref())
            .await
        {
            Ok(page) => page,
            Err(error) if error.kind != BucketErrorKind::NotImplemented => {
                return Err(Trouble::from(&error).ending());
            }
            // A store that cannot tell: under a promise of its writers that is no obstacle.
            Err(_) if lane.settings.contract != Contract::Mutable => return Ok(None),
            Err(_) => {
                return Err(Ending::Refused(format!(
                    "whether somebody is uploading to the source cannot be seen: the store of shard `{}` \
                     does not list open uploads, and its writers are not held back",
                    lane.source.shard.name
                )));
            }
        };
        let mut keys = page.uploads.into_iter().map(|upload| upload.key);
        if let Some(key) = keys.find(|key| lane.owned_key(key).is_some()) {
            return Ok(Some(key));
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(None),
        }
    }
}
