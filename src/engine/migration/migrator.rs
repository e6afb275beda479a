//! [`Migrator`]: the verbs of a migration. Each goes over the moves it is asked for, and reports how
//! each of them ended; what one move comes up against does not keep the others from going on.

use std::collections::BTreeMap;

use crate::engine::control::Fleet;
use crate::migration::{
    Event, Migration, MigrationEvent, MigrationId, MigrationState, Move, MoveEvent, MoveId,
    MoveState, Route, TransferState,
};
use crate::ports::{Tally, World};

use super::error::MigrationError;
use super::lane::{Lane, Reach, Setting};
use super::options::{MigratorOptions, Mode};
use super::pass::Pass;
use super::report::{Ending, MigrationReport, MoveReport, UNDECIDED_SHOWN, Undecided};
use super::step::Step;

/// Carries out migrations on an open fleet.
pub struct Migrator<'a> {
    pub(super) fleet: &'a mut Fleet,
    pub(super) world: &'a dyn World,
    pub(super) options: MigratorOptions,
    pub(super) progress: &'a dyn Fn(&Step),
    /// A migration that a dry run would have made: the journal does not have it.
    pub(super) unmade: Option<Migration>,
}

/// What a verb did to one move.
#[derive(Default)]
pub(super) struct Ran {
    pub(super) pass: Pass,
    /// How its bytes travel, where this run found out.
    pub(super) route: Option<Route>,
    /// Beyond what the pass says.
    pub(super) ending: Option<Ending>,
}

impl Ran {
    /// Nothing was done, for this reason.
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::ended(Ending::Refused(why.into()))
    }

    /// Nothing was done but this is how it ended.
    pub(super) fn ended(ending: Ending) -> Self {
        let ending = Some(ending);
        Self {
            ending,
            ..Self::default()
        }
    }

    /// After a pass.
    pub(super) fn after(pass: Pass) -> Self {
        Self {
            pass,
            ..Self::default()
        }
    }

    /// How it ended, people's decisions apart.
    pub(super) fn ending(&self) -> Ending {
        let own = self.ending.clone().unwrap_or(Ending::Done);
        own.max(self.pass.ending())
    }
}

/// How much of a move is in which state.
pub(super) type Tallies = BTreeMap<TransferState, Tally>;

/// The verbs that go over moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Start,
    Verify,
    Switch,
    Reverse,
    Complete,
    Cancel,
}

impl<'a> Migrator<'a> {
    /// A migrator on `fleet`, whose ports are those of `world`. `progress` is told of every step once
    /// it is in the journal.
    pub fn new(
        fleet: &'a mut Fleet,
        world: &'a dyn World,
        options: MigratorOptions,
        progress: &'a dyn Fn(&Step),
    ) -> Self {
        Self {
            fleet,
            world,
            options,
            progress,
            unmade: None,
        }
    }

    /// Copies and compares, up to `verified`. An empty `moves` means all, here and below.
    pub async fn start(
        &mut self,
        id: &MigrationId,
        moves: &[u32],
    ) -> Result<MigrationReport, MigrationError> {
        self.refuse_rivals(id).await?;
        self.each(id, moves, Verb::Start).await
    }

    /// Renews the proofs; `Differs` where source and target are no longer what was proven.
    pub async fn verify(
        &mut self,
        id: &MigrationId,
        moves: &[u32],
    ) -> Result<MigrationReport, MigrationError> {
        self.each(id, moves, Verb::Verify).await
    }

    /// Looks a last time, then publishes the map that says target. Grace begins.
    pub async fn switch(
        &mut self,
        id: &MigrationId,
        moves: &[u32],
    ) -> Result<MigrationReport, MigrationError> {
        self.each(id, moves, Verb::Switch).await
    }

    /// Publishes the map that says source again, where both sides still hold the same. Copies at the
    /// target stay.
    pub async fn reverse(
        &mut self,
        id: &MigrationId,
        moves: &[u32],
    ) -> Result<MigrationReport, MigrationError> {
        self.each(id, moves, Verb::Reverse).await
    }

    /// Deletes every source copy with a proof, once grace is over. The caller has asked a person.
    pub async fn complete(
        &mut self,
        id: &MigrationId,
        moves: &[u32],
    ) -> Result<MigrationReport, MigrationError> {
        let state = self.load(id).await?.state();
        if matches!(state, MigrationState::Reversing | MigrationState::Reversed) {
            return Err(MigrationError::Refused(format!(
                "{id} was reversed: its source copies are what the map says, and are not deleted"
            )));
        }
        self.each(id, moves, Verb::Complete).await
    }

    /// Gives up what was not switched and removes our own copies.
    pub async fn cancel(&mut self, id: &MigrationId) -> Result<MigrationReport, MigrationError> {
        self.fleet.may_decide()?;
        let migration = self.load(id).await?;
        if migration.state() == MigrationState::Reversing {
            return Err(MigrationError::Refused(format!(
                "{id} was reversed: there is nothing to give up, and after its grace `migrate start` ends it"
            )));
        }
        // What the map says already, or may say, is not given up: nothing else may be refused for that.
        let gives_up = |item: &Move| item.state < MoveState::Switched;
        let any = migration.moves.iter().any(gives_up);
        if any && !migration.cancelling && !self.is_dry() {
            self.record(id, MigrationEvent::CancelRequested).await?;
            self.fleet.drop_anchor().await?;
        }
        self.each(id, &[], Verb::Cancel).await
    }

    /// No new intents until it is resumed.
    pub async fn pause(&mut self, id: &MigrationId) -> Result<Migration, MigrationError> {
        let migration = self.load(id).await?;
        if !migration.paused && !self.is_dry() {
            self.record(id, MigrationEvent::Paused).await?;
        }
        self.load(id).await
    }

    /// Lets a paused migration go on.
    pub async fn resume(&mut self, id: &MigrationId) -> Result<Migration, MigrationError> {
        let migration = self.load(id).await?;
        if migration.paused && !self.is_dry() {
            self.record(id, MigrationEvent::Resumed).await?;
        }
        self.load(id).await
    }

    async fn each(
        &mut self,
        id: &MigrationId,
        moves: &[u32],
        verb: Verb,
    ) -> Result<MigrationReport, MigrationError> {
        let migration = self.load(id).await?;
        if migration.paused && verb != Verb::Cancel {
            return Err(MigrationError::Paused(id.clone()));
        }
        let known = |n: &&u32| migration.moves.iter().any(|item| item.n == **n);
        if let Some(n) = moves.iter().find(|n| !known(n)) {
            let (migration, n) = (id.clone(), *n);
            return Err(MigrationError::NoMove(MoveId { migration, n }));
        }
        if !matches!(verb, Verb::Start | Verb::Verify) {
            self.fleet.may_decide()?;
        }
        let mut report = MigrationReport::new(&migration);
        for item in &migration.moves {
            if !moves.is_empty() && !moves.contains(&item.n) {
                continue;
            }
            if !self.is_dry() {
                self.fleet.renew().await?;
            }
            // Fresh, for the moves before this one may have changed what surrounds it.
            let mut migration = self.load(id).await?;
            migration.cancelling |= verb == Verb::Cancel;
            if migration.paused && verb != Verb::Cancel {
                if report.moves.is_empty() {
                    return Err(MigrationError::Paused(id.clone()));
                }
                let ran = Ran::ended(Ending::Paused);
                report.moves.push(self.report(id, item, ran).await?);
                break;
            }
            let ran = self.run(verb, &migration, item).await?;
            let limited = matches!(ran.ending(), Ending::Limit(_) | Ending::Paused);
            report.moves.push(self.report(id, item, ran).await?);
            if limited {
                break;
            }
        }
        report.state = self.load(id).await?.state();
        Ok(report)
    }

    async fn run(
        &mut self,
        verb: Verb,
        migration: &Migration,
        item: &Move,
    ) -> Result<Ran, MigrationError> {
        match verb {
            Verb::Start => self.start_move(migration, item).await,
            Verb::Verify => self.verify_move(migration, item).await,
            Verb::Switch => self.switch_move(migration, item).await,
            Verb::Reverse => self.reverse_move(migration, item).await,
            Verb::Complete => self.complete_move(migration, item).await,
            Verb::Cancel => self.cancel_move(migration, item).await,
        }
    }

    /// A move opened to be worked on.
    pub(super) fn lane(
        &self,
        migration: &Migration,
        item: &Move,
        reach: Reach,
    ) -> Result<Lane<'_>, Ending> {
        let setting = Setting {
            fleet: self.fleet,
            world: self.world,
            options: &self.options,
            progress: self.progress,
        };
        Lane::open(setting, migration, item, reach)
    }

    pub(super) fn is_dry(&self) -> bool {
        self.options.mode == Mode::DryRun
    }

    pub(super) fn now_ms(&self) -> i64 {
        self.world.clock().now_ms()
    }

    /// A migration as the journal has it.
    pub(super) async fn load(&self, id: &MigrationId) -> Result<Migration, MigrationError> {
        let wanted = id.clone();
        let read = self
            .fleet
            .journal()
            .with(move |store| store.migration(&wanted));
        let found = read.await?;
        let unmade = || self.unmade.clone().filter(|unmade| unmade.id == *id);
        found
            .or_else(unmade)
            .ok_or_else(|| MigrationError::NoMigration(id.clone()))
    }

    /// How much of a move is in which state.
    pub(super) async fn tally(&self, id: &MoveId) -> Result<Tallies, MigrationError> {
        let id = id.clone();
        let read = self.fleet.journal().with(move |store| store.tally(&id));
        Ok(read.await?)
    }

    /// Appends an event of a migration.
    pub(super) async fn record(
        &self,
        id: &MigrationId,
        event: MigrationEvent,
    ) -> Result<(), MigrationError> {
        let id = id.clone();
        let events = vec![Event::Migration { id, event }];
        Ok(self.fleet.journal().append(events).await?)
    }

    /// Appends an event of a move, and says so.
    pub(super) async fn record_move(
        &self,
        id: &MoveId,
        event: MoveEvent,
    ) -> Result<(), MigrationError> {
        let id = id.clone();
        let events = vec![Event::Move {
            id: id.clone(),
            event,
        }];
        self.fleet.journal().append(events).await?;
        self.tell_move(&id).await
    }

    /// Tells of a move's new state.
    pub(super) async fn tell_move(&self, id: &MoveId) -> Result<(), MigrationError> {
        let migration = self.load(&id.migration).await?;
        let item = migration.moves.iter().find(|item| item.n == id.n);
        if let Some(item) = item {
            let (id, state) = (id.clone(), item.state);
            (self.progress)(&Step::Moved { id, state });
        }
        Ok(())
    }

    /// Records what was asked of a move's shards and is not in the journal yet. What a dry run read it does not
    /// tell: it changes nothing.
    async fn record_spent(&self, id: &MoveId) -> Result<(), MigrationError> {
        let unrecorded = self.options.meters.of(id).rest();
        let Some(spent) = unrecorded.filter(|_| !self.is_dry()) else {
            return Ok(());
        };
        let (id, event) = (id.clone(), MoveEvent::Spent { spent });
        let events = vec![Event::Move { id, event }];
        Ok(self.fleet.journal().append(events).await?)
    }

    /// What a verb did to a move, with where that left it.
    pub(super) async fn report(
        &self,
        id: &MigrationId,
        before: &Move,
        ran: Ran,
    ) -> Result<MoveReport, MigrationError> {
        self.record_spent(&move_id(id, before)).await?;
        let migration = self.load(id).await?;
        let found = migration.moves.into_iter().find(|item| item.n == before.n);
        let after = found.unwrap_or_else(|| before.clone());
        let id = move_id(id, before);
        let tally = self.tally(&id).await?;
        let undecided = self.undecided(&id).await?;
        let mut ending = ran.ending();
        let waiting = ran.pass.imagined(tally.clone());
        if let Some(waiting) = waiting.get(&TransferState::Manual) {
            let besides = match ending.why() {
                "" => String::new(),
                why => format!("; besides: {why}"),
            };
            let why = format!("{} objects wait for a decision{besides}", waiting.objects);
            ending = ending.max(Ending::Decision(why));
        }
        Ok(MoveReport {
            id,
            spec: after.spec,
            was: before.state,
            state: after.state,
            route: after.route.or(ran.route),
            tally,
            did: ran.pass.did,
            would: ran.pass.would,
            undecided,
            asked: ran.pass.asked,
            left: ran.pass.left,
            reserved: ran.pass.reserved,
            strays: ran.pass.strays,
            ending,
        })
    }

    async fn undecided(&self, id: &MoveId) -> Result<Vec<Undecided>, MigrationError> {
        let id = id.clone();
        let read = self.fleet.journal().with(move |store| {
            store.transfers(&id, None, UNDECIDED_SHOWN, Some(&[TransferState::Manual]))
        });
        let items = read.await?.into_iter();
        Ok(items
            .map(|(key, transfer)| Undecided {
                key,
                reason: transfer.reason.unwrap_or_default(),
            })
            .collect())
    }
}

/// The id of a move.
pub(super) fn move_id(id: &MigrationId, item: &Move) -> MoveId {
    MoveId {
        migration: id.clone(),
        n: item.n,
    }
}

/// Whether every transfer has a proof, has ended, or waits for a person.
pub(super) fn is_settled(tallies: &Tallies) -> bool {
    tallies.iter().all(|(state, tally)| {
        tally.objects == 0 || state.is_end() || *state == TransferState::Verified
    })
}
