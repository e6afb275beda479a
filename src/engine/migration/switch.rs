//! `switch` and `reverse`: the map entry that says target, or source again.
//!
//! The commit point is the create-only write of the entry. Before it the journal has the entry's
//! exact bytes, so that whoever comes after a crash can send the same entry again and learn whose
//! version it became.

use crate::engine::control::{
    FleetError, Publication, Published, REVERSE_ORIGIN, SWITCH_ORIGIN, WITHDRAWN_ORIGIN,
};
use crate::migration::{Event, Gate, Migration, Move, MoveEvent, MoveState, TransferState};
use crate::placement::{Key, Segment, ShardMap};

use super::create::{check_fits, unfit};
use super::error::MigrationError;
use super::lane::{Closing, Reach, segments_apart};
use super::migrator::{Migrator, Ran, is_settled, move_id};
use super::pass::Pass;
use super::report::Ending;

/// What is to become of a map entry that was intended and not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// It is published, where what it says still is so.
    Publish,
    /// It is withdrawn.
    GiveUp,
    /// It stays intended: who asks for something else is told.
    Leave,
}

/// Looks at the source before a switch: each finds what came while the one before copied.
const LOOKS: usize = 4;

impl Migrator<'_> {
    /// Looks until nothing is new, then publishes the map that says target.
    pub(super) async fn switch_move(
        &mut self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        match item.state {
            MoveState::Verified => {}
            MoveState::SwitchIntent => {
                return self
                    .settle_publication(migration, item, Wish::Publish)
                    .await;
            }
            MoveState::ReverseIntent => {
                return self.settle_publication(migration, item, Wish::GiveUp).await;
            }
            MoveState::Switched | MoveState::Completing | MoveState::Completed => {
                return Ok(Ran::default());
            }
            state => return Ok(Ran::refused(format!("the move is {}", state.name()))),
        }
        if let Some(ran) = self.may_not_switch(migration, item).await? {
            return Ok(ran);
        }
        let id = move_id(&migration.id, item);
        let mut ran = match self.look_before_switch(migration, item).await? {
            Ok(pass) => Ran::after(pass),
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        if ran.ending() == Ending::Done {
            ran.ending = unexamined(&ran.pass);
        }
        let tally = ran.pass.imagined(self.tally(&id).await?);
        if !is_settled(&tally) {
            let reason = "not every object of the source has a proof".to_owned();
            if !self.is_dry() {
                self.record_move(&id, MoveEvent::Reopened { reason })
                    .await?;
            }
            ran.ending.get_or_insert(Ending::Pending {
                why: "objects are still being copied: start it again".to_owned(),
                until_ms: None,
            });
        }
        let undecided = tally.get(&TransferState::Manual);
        if ran.ending() != Ending::Done || undecided.is_some_and(|it| it.objects > 0) {
            return Ok(ran);
        }
        self.check_nothing_unsettled().await?;
        if self.is_dry() {
            ran.pass.would("switch", 0);
            return Ok(ran);
        }
        let next = switched(&self.fleet.map(), migration, item, &ran.pass.staying);
        let created_ms = self.now_ms();
        let publication = self.fleet.prepare(next, SWITCH_ORIGIN, created_ms);
        let switch = publication.switch();
        self.record_move(&id, MoveEvent::SwitchIntended { switch })
            .await?;
        self.bring_out(migration, item, &publication, ran).await
    }

    /// What is in the way of a switch, before anything is looked at.
    async fn may_not_switch(
        &self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Option<Ran>, MigrationError> {
        if migration.cancelling {
            let why = "the migration is being cancelled: `migrate cancel` goes on with that";
            return Ok(Some(Ran::refused(why)));
        }
        if let Some(ran) = unfit(check_fits(&self.fleet.map(), &item.spec))? {
            return Ok(Some(ran));
        }
        if let Some(ran) = self.drained_since(migration, &item.spec).await? {
            return Ok(Some(ran));
        }
        let stopped = self.stopped_at(migration, item, Gate::Switch).await?;
        Ok(stopped.map(Ran::ended))
    }

    /// Settles the move until a whole pass finds nothing to do. From the switch on writers use the target, and
    /// no copy of ours may land late there: over what they write where the store ignores conditions, or where
    /// the bytes that a condition names have come back; and under a key that they deleted, whatever the store
    /// honours.
    async fn look_before_switch(
        &self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Result<Pass, Ending>, MigrationError> {
        let mut last = Pass::default();
        for _ in 0..LOOKS {
            let mut lane = match self.lane(migration, item, Reach::Everything) {
                Ok(lane) => lane,
                Err(ending) => return Ok(Err(ending)),
            };
            lane.closing = Closing::Switch;
            lane.settle(true).await?;
            let mut pass = lane.pass.into_inner();
            let clean = pass.is_clean();
            let ended = self.is_dry() || pass.ending() != Ending::Done;
            pass.add_steps_of(last);
            if clean || ended {
                return Ok(Ok(pass));
            }
            last = pass;
        }
        Ok(Err(Ending::Pending {
            why: "the source changes faster than it is copied".to_owned(),
            until_ms: None,
        }))
    }

    /// Publishes the map that says source again, where both sides hold the same.
    pub(super) async fn reverse_move(
        &mut self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        match item.state {
            MoveState::Switched => {}
            MoveState::ReverseIntent => {
                return self
                    .settle_publication(migration, item, Wish::Publish)
                    .await;
            }
            MoveState::SwitchIntent => return self.take_switch_back(migration, item).await,
            MoveState::Reversing => {
                return self.return_move(migration, item, Reach::Everything).await;
            }
            MoveState::Reversed => return Ok(Ran::default()),
            MoveState::Completing | MoveState::Completed => {
                return Ok(Ran::refused(
                    "source copies may be gone: move the segment back by a new migration",
                ));
            }
            state => return Ok(Ran::refused(format!("the move is {}", state.name()))),
        }
        let mut lane = match self.lane(migration, item, Reach::Proofs) {
            Ok(lane) => lane,
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        lane.closing = Closing::Reverse;
        lane.settle(true).await?;
        let mut ran = Ran::after(lane.pass.into_inner());
        ran.ending = difference(&ran.pass);
        let id = move_id(&migration.id, item);
        let tally = ran.pass.imagined(self.tally(&id).await?);
        if !is_settled(&tally) {
            // What is in flight was not compared: what the target holds there may be an application's.
            ran.ending.get_or_insert(Ending::Pending {
                why: "objects are still being copied: `migrate start` brings them to rest"
                    .to_owned(),
                until_ms: None,
            });
        }
        if ran.ending() != Ending::Done || tally.contains_key(&TransferState::Manual) {
            return Ok(ran);
        }
        self.check_nothing_unsettled().await?;
        if self.is_dry() {
            ran.pass.would("reverse", 0);
            return Ok(ran);
        }
        let map = self.fleet.map();
        let mut next = ShardMap::clone(&map);
        let spec = item.spec.clone();
        next.insert(spec.segment, spec.from, map.lsn + 1);
        let created_ms = self.now_ms();
        let publication = self.fleet.prepare(next, REVERSE_ORIGIN, created_ms);
        let switch = publication.switch();
        self.record_move(&id, MoveEvent::ReverseIntended { switch })
            .await?;
        self.bring_out(migration, item, &publication, ran).await
    }

    /// A switch that was intended is withdrawn; one that was published after all is reversed.
    async fn take_switch_back(
        &mut self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        let ran = self
            .settle_publication(migration, item, Wish::GiveUp)
            .await?;
        match self.after_settling(migration, item, &ran).await? {
            Some(item) if item.state == MoveState::Switched => {
                let mut reversed = Box::pin(self.reverse_move(migration, &item)).await?;
                reversed.pass.add_steps_of(ran.pass);
                Ok(reversed)
            }
            _ => Ok(ran),
        }
    }

    /// That no move stands between intending its map version and having it: the next version may be its
    /// own, and only recovery tells.
    pub(super) async fn check_nothing_unsettled(&self) -> Result<(), MigrationError> {
        let read = self.fleet.journal().with(|store| store.migrations());
        for migration in read.await? {
            let between = |item: &&Move| {
                matches!(
                    item.state,
                    MoveState::SwitchIntent | MoveState::ReverseIntent
                )
            };
            if let Some(item) = migration.moves.iter().find(between) {
                return Err(FleetError::Unsettled(move_id(&migration.id, item)).into());
            }
        }
        Ok(())
    }

    /// The move as settling its map entry left it; in a dry run, as it would.
    pub(super) async fn after_settling(
        &self,
        migration: &Migration,
        item: &Move,
        settled: &Ran,
    ) -> Result<Option<Move>, MigrationError> {
        if !self.is_dry() {
            let now = self.load(&migration.id).await?;
            return Ok(now.moves.into_iter().find(|it| it.n == item.n));
        }
        let would = &settled.pass.would;
        let reverse = item.state == MoveState::ReverseIntent;
        let state = match (
            would.contains_key("withdraw"),
            would.contains_key("publish"),
        ) {
            (true, _) if reverse => MoveState::Switched,
            (true, _) => MoveState::Verified,
            (_, true) if reverse => MoveState::Reversing,
            (_, true) => MoveState::Switched,
            (false, false) => item.state,
        };
        Ok(Some(Move {
            state,
            switched_ms: Some(self.now_ms()),
            ..item.clone()
        }))
    }

    /// A move whose map entry may have been published: sends the same entry again, which tells. One that was
    /// not is published only where somebody wishes that.
    pub(super) async fn settle_publication(
        &mut self,
        migration: &Migration,
        item: &Move,
        wish: Wish,
    ) -> Result<Ran, MigrationError> {
        let reverse = item.state == MoveState::ReverseIntent;
        let Some(switch) = &item.switch else {
            return Err(MigrationError::Halted(format!(
                "move {} is about to publish, and the journal does not say what",
                move_id(&migration.id, item)
            )));
        };
        let publication = self.fleet.publication_of(switch)?;
        let mut ran = Ran::default();
        if !self.fleet.is_taken(switch.lsn).await? {
            if wish == Wish::Leave {
                return Ok(Ran::refused(begun(reverse)));
            }
            if wish == Wish::GiveUp || migration.cancelling && !reverse {
                let reason = "somebody thought better of it".to_owned();
                return self
                    .withdraw(migration, item, &publication, ran, reason)
                    .await;
            }
            ran = self.compare_again(migration, item).await?;
            match ran.ending() {
                Ending::Done => {}
                Ending::Differs(reason) => {
                    return self
                        .withdraw(migration, item, &publication, ran, reason)
                        .await;
                }
                // What cannot be read is not known: the intent stays.
                _ => return Ok(ran),
            }
        }
        if self.is_dry() {
            ran.pass.would("publish", 0);
            return if reverse {
                self.imagine_reversed(migration, item, ran).await
            } else {
                Ok(ran)
            };
        }
        ran.pass.did("publish", 0);
        self.bring_out(migration, item, &publication, ran).await
    }

    /// What a dry run sees of the look that follows a reversal.
    async fn imagine_reversed(
        &mut self,
        migration: &Migration,
        item: &Move,
        ran: Ran,
    ) -> Result<Ran, MigrationError> {
        let item = Move {
            state: MoveState::Reversing,
            switched_ms: Some(self.now_ms()),
            ..item.clone()
        };
        let mut looked = self
            .return_move(migration, &item, Reach::Everything)
            .await?;
        looked.pass.would.extend(ran.pass.would);
        Ok(looked)
    }

    /// Whether what an entry that was never published would make true still is: since it was intended, days
    /// may have passed in which applications wrote by the map as it is.
    async fn compare_again(
        &self,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        let reverse = item.state == MoveState::ReverseIntent;
        let mut lane = match self.lane(migration, item, Reach::Proofs) {
            Ok(lane) => lane,
            Err(ending) => return Ok(Ran::ended(ending)),
        };
        if reverse {
            lane.closing = Closing::Reverse;
        }
        lane.settle(true).await?;
        let mut ran = Ran::after(lane.pass.into_inner());
        ran.ending = if reverse {
            difference(&ran.pass)
        } else {
            outdated(&ran.pass)
        };
        Ok(ran)
    }

    /// Gives up an entry that was intended and is not there, and must not be published any more. A request
    /// that sent it may still be under way: its version is taken by one that changes nothing, and then it
    /// can never land.
    async fn withdraw(
        &mut self,
        migration: &Migration,
        item: &Move,
        publication: &Publication,
        mut ran: Ran,
        reason: String,
    ) -> Result<Ran, MigrationError> {
        if self.is_dry() {
            ran.pass.would("withdraw", 0);
            return Ok(ran);
        }
        let id = move_id(&migration.id, item);
        let reverse = item.state == MoveState::ReverseIntent;
        let same = ShardMap::clone(&self.fleet.map());
        let holder = self.fleet.prepare(same, WITHDRAWN_ORIGIN, self.now_ms());
        match self.fleet.publish(&holder).await? {
            Published::Ours => {
                let event = abandoned(reverse, reason);
                self.fleet
                    .commit(&holder, vec![Event::Move { id, event }])
                    .await?;
                ran.pass.did("withdraw", 0);
            }
            // It has landed after all: whose the version is, it says.
            Published::Lost(_) => {
                ran.pass.did("publish", 0);
                return self.bring_out(migration, item, publication, ran).await;
            }
        }
        Ok(ran)
    }

    /// Publishes, and where that reversed the move looks at once for what was written by the map as it was.
    async fn bring_out(
        &mut self,
        migration: &Migration,
        item: &Move,
        publication: &Publication,
        mut ran: Ran,
    ) -> Result<Ran, MigrationError> {
        let reverse = matches!(item.state, MoveState::Switched | MoveState::ReverseIntent);
        ran.ending = self.publish(migration, item, publication, reverse).await?;
        let now = self.load(&migration.id).await?;
        let mut moves = now.moves.iter();
        let reversed = moves.find(|it| it.n == item.n && it.state == MoveState::Reversing);
        match reversed {
            Some(item) if ran.ending.is_none() => {
                let mut looked = self.return_move(&now, item, Reach::Everything).await?;
                looked.pass.add_steps_of(ran.pass);
                Ok(looked)
            }
            _ => Ok(ran),
        }
    }

    /// Sends the entry, and brings map.db to what became of it. An error leaves the intent.
    async fn publish(
        &mut self,
        migration: &Migration,
        item: &Move,
        publication: &Publication,
        reverse: bool,
    ) -> Result<Option<Ending>, MigrationError> {
        let id = move_id(&migration.id, item);
        match self.fleet.publish(publication).await? {
            Published::Ours => {
                let at_ms = self.now_ms();
                let event = if reverse {
                    MoveEvent::Reversed { at_ms }
                } else {
                    MoveEvent::Switched { at_ms }
                };
                let events = vec![Event::Move {
                    id: id.clone(),
                    event,
                }];
                self.fleet.commit(publication, events).await?;
                self.tell_move(&id).await?;
                Ok(None)
            }
            Published::Lost(entry) => {
                let reason = format!(
                    "map version {} was published under epoch {}",
                    entry.lsn, entry.epoch
                );
                self.record_move(&id, abandoned(reverse, reason.clone()))
                    .await?;
                Ok(Some(Ending::Lost(reason)))
            }
        }
    }
}

/// The map after the switch: the segment at its target, and a rule of its own for all that stays.
fn switched(map: &ShardMap, migration: &Migration, item: &Move, staying: &[Key]) -> ShardMap {
    let lsn = map.lsn + 1;
    let mut next = map.clone();
    for (segment, shard) in segments_apart(migration, item) {
        if next.rule_shard(segment).is_none() && next.shard(shard).is_some() {
            next.insert(segment.clone(), shard.clone(), lsn);
        }
    }
    for key in staying {
        next.insert(Segment::Exact(key.clone()), item.spec.from.clone(), lsn);
    }
    next.insert(item.spec.segment.clone(), item.spec.to.clone(), lsn);
    next
}

/// The first of these keys, as people read it.
fn first(keys: &[Key]) -> Option<String> {
    let key = keys.first()?;
    Some(key.to_string_lossy().escape_debug().to_string())
}

/// Keys that only the target has would come to life with the switch: nobody asked for that.
fn unexamined(pass: &Pass) -> Option<Ending> {
    let key = first(&pass.only_at_target)?;
    Some(Ending::Refused(format!(
        "the target has keys of the segment that the source has not, such as `{key}`: the switch would \
         publish them; remove them, or copy them to the source"
    )))
}

/// That a map entry is intended, which a verb that is about something else does not settle.
fn begun(reverse: bool) -> &'static str {
    if reverse {
        "a reversal was begun and is not published: `migrate reverse` publishes it, `migrate switch` takes it back"
    } else {
        "a switch was begun and is not published: `migrate switch` publishes it, `migrate reverse` takes it back"
    }
}

/// That a move is as it was before it intended its map version.
fn abandoned(reverse: bool, reason: String) -> MoveEvent {
    if reverse {
        MoveEvent::ReverseAbandoned { reason }
    } else {
        MoveEvent::SwitchAbandoned { reason }
    }
}

/// What keeps a switch from being published that was intended some time ago.
fn outdated(pass: &Pass) -> Option<Ending> {
    let count: u64 = pass.untaken().map(|(_, tally)| tally.objects).sum();
    let only = first(&pass.only_at_source).or_else(|| first(&pass.only_at_target));
    let what = match only {
        Some(key) => format!("one side has keys that the other has not, such as `{key}`"),
        None if count > 0 => format!("{count} objects are no longer as they were proven"),
        None => return None,
    };
    Some(Ending::Differs(format!(
        "{what}, and the switch that was intended before was not published: `migrate switch` \
         looks again, and copies what is new"
    )))
}

/// What was written to the source after the switch, and how it gets on.
pub(super) fn only_at_source(key: &str) -> String {
    format!(
        "objects were written to the source after the switch, such as `{key}`: `migrate start` copies \
         them to the target"
    )
}

/// What keeps a move from being reversed: keys that only one side has, or objects that differ.
fn difference(pass: &Pass) -> Option<Ending> {
    if let Some(key) = first(&pass.different) {
        return Some(Ending::Differs(format!(
            "the two sides differ at keys whose transfers have ended, such as `{key}`: reversing would \
             publish what the source holds there"
        )));
    }
    if let Some(key) = first(&pass.only_at_source) {
        return Some(Ending::Differs(only_at_source(&key)));
    }
    if let Some(key) = first(&pass.only_at_target) {
        return Some(Ending::Differs(format!(
            "the target has keys that the source has not, such as `{key}`: reversing would hide them"
        )));
    }
    if let Some((key, what)) = &pass.attributes {
        return Some(Ending::Differs(format!(
            "`{}` carries something else on each side, {what}: reversing would hide what was set at the target; \
             set it at the source, too, or take it away at the target",
            key.to_string_lossy().escape_debug()
        )));
    }
    let count: u64 = pass.untaken().map(|(_, tally)| tally.objects).sum();
    (count > 0).then(|| Ending::Differs(format!("{count} objects differ between the two sides")))
}
