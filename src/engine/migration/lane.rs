//! [`Lane`]: one move while it is worked on: its two places, what it owns, where it stands, and what
//! the pass over it has come to.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::engine::control::{Fleet, FleetError};
use crate::engine::journal::Journal;
use crate::migration::{
    Event, Migration, MigrationSettings, Move, MoveEvent, MoveId, MoveSpec, Route, Stage, Standing,
    Transfer, TransferEvent, TransferState,
};
use crate::placement::{Key, Segment, Shard, ShardMap, ShardName};
use crate::ports::{Clock, StoreError, World};

use super::meter::Purse;
use super::metered_bucket::Gauge;
use super::options::{MigratorOptions, Mode};
use super::outcome::Trouble;
use super::pass::Pass;
use super::place::Place;
use super::powers::Powers;
use super::report::Ending;
use super::spending::{purse, shops};
use super::step::Step;
use super::throttle::InWork;

/// How long a proof is believed, milliseconds.
const PROOF_AGE_MS: i64 = 24 * 3_600_000;

/// Why everything stops.
#[derive(Debug)]
pub(super) enum Stop {
    /// The journal could not be read or written: without it nothing is sent.
    Store(StoreError),
    /// Another host has taken over, or the control location failed.
    Fleet(Box<FleetError>),
    /// An invariant refused, with the evidence.
    Halt(String),
}

impl From<FleetError> for Stop {
    fn from(error: FleetError) -> Self {
        Self::Fleet(Box::new(error))
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// How far a pass may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To wherever the stage of the move leads.
    Everything,
    /// What may be in flight is settled, and nothing is begun.
    InFlight,
    /// Only comparisons.
    Proofs,
}

/// What the end of a pass leads to, beyond transfers at rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// Nothing.
    Open,
    /// A switch: no request of ours may overwrite what is written through the new map.
    Switch,
    /// A reversal: both sides must hold the same.
    Reverse,
}

/// A move that is worked on.
pub(super) struct Lane<'a> {
    pub(super) fleet: &'a Fleet,
    pub(super) world: &'a dyn World,
    pub(super) options: &'a MigratorOptions,
    pub(super) progress: &'a dyn Fn(&Step),
    pub(super) journal: Journal,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) id: MoveId,
    pub(super) spec: MoveSpec,
    pub(super) settings: MigrationSettings,
    pub(super) stage: Stage,
    /// Whether somebody paused the migration before this pass.
    pub(super) paused: bool,
    pub(super) switched_ms: Option<i64>,
    pub(super) purse: Purse,
    pub(super) route: Route,
    /// Whether the target's range held nothing when the move was sealed.
    pub(super) target_was_empty: bool,
    pub(super) source: Place,
    pub(super) target: Place,
    /// Of source and target.
    gauges: (Gauge, Gauge),
    /// The map as it is for the source's keys: the segment at its source, all that is more specific
    /// where it is.
    pub(super) owning: ShardMap,
    /// When a request of a holder before us, which the journal does not know of, may last have been sent.
    pub(super) unanswered_ms: Option<i64>,
    /// Proofs made before this are renewed.
    pub(super) proofs_since_ms: i64,
    pub(super) reach: Reach,
    pub(super) closing: Closing,
    pub(super) pass: RefCell<Pass>,
    /// When it was last looked whether somebody paused the migration, milliseconds UTC.
    pub(super) pause_looked_ms: Cell<i64>,
    /// Objects taken since then.
    pub(super) since_pause_look: Cell<u32>,
    target_powers: OnceCell<Powers>,
    source_powers: OnceCell<Powers>,
}

/// What every lane of a migrator has.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) fleet: &'a Fleet,
    pub(super) world: &'a dyn World,
    pub(super) options: &'a MigratorOptions,
    pub(super) progress: &'a dyn Fn(&Step),
}

impl<'a> Lane<'a> {
    /// Opens a move; an error names a shard that the map no longer has, or that nobody knows whose it is.
    pub(super) fn open(
        setting: Setting<'a>,
        migration: &Migration,
        item: &Move,
        reach: Reach,
    ) -> Result<Self, Ending> {
        let map = setting.fleet.map();
        let stage = Stage::of(migration, item);
        let mut spec = item.spec.clone();
        if stage == Stage::Returning {
            spec = spec.turned();
        }
        let place = |name| {
            let gone = || Ending::Refused(format!("shard `{name}` is no longer in the map"));
            let shard = map.shard(name).ok_or_else(gone)?;
            if let Some(error) = setting.fleet.unseen().get(name) {
                return Err(Trouble::from(error).ending());
            }
            Ok(Place::open(setting.world, shard))
        };
        let id = MoveId {
            migration: migration.id.clone(),
            n: item.n,
        };
        let purse = purse(setting.options, &id, &item.spec)?;
        let shops = shops(stage);
        let clock = setting.world.clock();
        let gauge = |shard: &Shard| Gauge::of(setting.options, shard, &clock);
        let (source, target) = (place(&spec.from)?, place(&spec.to)?);
        let gauges = (gauge(&source.shard), gauge(&target.shard));
        let source = source.metered(&purse, shops.0, gauges.0.clone());
        let target = target.metered(&purse, shops.1, gauges.1.clone());
        let now_ms = clock.now_ms();
        Ok(Self {
            fleet: setting.fleet,
            world: setting.world,
            options: setting.options,
            progress: setting.progress,
            journal: setting.fleet.journal().clone(),
            owning: owning_map(&map, migration, item, &spec.from),
            id,
            spec,
            purse,
            settings: migration.settings.clone(),
            stage,
            paused: migration.paused,
            switched_ms: item.switched_ms,
            unanswered_ms: item.unanswered_ms,
            route: item.route.unwrap_or(Route::Streamed),
            target_was_empty: item
                .sealed
                .as_ref()
                .is_some_and(|sealed| sealed.target_empty),
            source,
            target,
            gauges,
            proofs_since_ms: now_ms.saturating_sub(PROOF_AGE_MS),
            clock,
            reach,
            closing: Closing::Open,
            pass: RefCell::default(),
            pause_looked_ms: Cell::new(now_ms),
            since_pause_look: Cell::new(0),
            target_powers: OnceCell::new(),
            source_powers: OnceCell::new(),
        })
    }

    pub(super) fn is_dry(&self) -> bool {
        self.options.mode == Mode::DryRun
    }

    /// What is true around a transfer now.
    pub(super) fn standing(&self, transfer: &Transfer) -> Standing {
        Standing {
            stage: self.stage,
            contract: self.settings.contract,
            least_proof: self.settings.verify,
            zombies_gone: self.zombies_until(transfer).is_none(),
            proof_fresh: transfer
                .proof
                .as_ref()
                .is_some_and(|proof| proof.at_ms >= self.proofs_since_ms),
        }
    }

    /// Until when a request that we sent may still take effect; `None` when none can.
    pub(super) fn zombies_until(&self, transfer: &Transfer) -> Option<i64> {
        // An upload that opens late makes no object, but a transfer that gives up leaves none behind.
        let giving_up = transfer.state == TransferState::AbortIntent;
        let upload = transfer.unanswered_uploads().filter(|_| giving_up);
        let since_ms = transfer
            .unknown_since_ms
            .max(self.unanswered_ms)
            .max(upload.map(|lost| lost.last_ms));
        let until_ms = since_ms?.saturating_add(self.settings.zombie_bound_ms);
        (until_ms > self.clock.now_ms()).then_some(until_ms)
    }

    /// The logical key of an object of the source, where the move owns it. The object that is its shard's very
    /// prefix, as consoles make it for a folder, has none: no key is empty.
    pub(super) fn owned_key(&self, object_key: &str) -> Option<Key> {
        let key = self
            .owning
            .logical_key(&self.spec.from, object_key.as_bytes())?;
        if key.as_bytes().is_empty() {
            return None;
        }
        let owner = self.owning.rule_covering(&key)?;
        (owner == &self.spec.segment).then_some(key)
    }

    /// Conditions that the target honours.
    pub(super) async fn target_powers(&self) -> Result<&Powers, Ending> {
        self.powers(&self.target_powers, &self.target).await
    }

    /// That source and target are two places: nothing is copied or deleted before that was seen.
    pub(super) async fn apart(&self) -> Result<(), Ending> {
        if self.is_dry() {
            return Ok(());
        }
        let probed = &self.options.probed;
        probed.apart(self.world, &self.source, &self.target).await
    }

    /// That objects may be deleted by what the map says, and that source and target are two places.
    pub(super) async fn may_delete(&self) -> Result<(), Ending> {
        let refused = |error: FleetError| Ending::Refused(error.to_string());
        self.fleet.may_decide().map_err(refused)?;
        self.apart().await
    }

    /// Waits until both stores bear another object; it counts as worked on until what this gives is dropped.
    pub(super) async fn begin_object(&self) -> (InWork, Option<InWork>) {
        let (source, target) = &self.gauges;
        // All take them in one order, or two could wait for each other.
        let apart = self.source.shard.endpoint != self.target.shard.endpoint;
        let turned = self.source.shard.endpoint > self.target.shard.endpoint;
        let (first, second) = if turned {
            (target, source)
        } else {
            (source, target)
        };
        first.await_budget().await;
        second.await_budget().await;
        let entered = first.enter().await;
        let other = if apart {
            Some(second.enter().await)
        } else {
            None
        };
        (entered, other)
    }

    /// Conditions that the source honours.
    pub(super) async fn source_powers(&self) -> Result<&Powers, Ending> {
        self.powers(&self.source_powers, &self.source).await
    }

    async fn powers<'b>(
        &self,
        cell: &'b OnceCell<Powers>,
        place: &Place,
    ) -> Result<&'b Powers, Ending> {
        let probed = &self.options.probed;
        if self.is_dry() {
            // Probing writes: what nobody tried is taken to be honoured.
            return Ok(cell
                .get_or_init(async || probed.known_or_all(&place.shard))
                .await);
        }
        let probe = || probed.powers(self.world, &place.shard, place.bucket.as_ref());
        cell.get_or_try_init(probe).await
    }

    /// What the journal says of a key, as this lane looks at it.
    pub(super) fn work(&self, key: Key, transfer: Option<Transfer>) -> Work {
        let work = Work::of(key, transfer);
        if self.stage == Stage::Returning {
            work.turned()
        } else {
            work
        }
    }

    /// Appends an event of the move.
    pub(super) async fn record_move(&self, event: MoveEvent) -> Result<(), Stop> {
        let id = self.id.clone();
        self.journal.append(vec![Event::Move { id, event }]).await?;
        Ok(())
    }

    /// What a dry run goes on from, as if it had been done.
    fn imagine(&self, work: &mut Work, after: Transfer) {
        let before = work.transfer.as_ref().map(|transfer| transfer.state);
        let mut pass = self.pass.borrow_mut();
        pass.imagine(before, after.state, after.want.size);
        work.just_turned = false;
        work.transfer = Some(after);
    }

    /// A dry run's copy: it is taken to succeed.
    pub(super) fn imagine_copied(&self, work: &Work) {
        if let Some(transfer) = &work.transfer {
            let (before, bytes) = (Some(transfer.state), transfer.want.size);
            let mut pass = self.pass.borrow_mut();
            pass.imagine(before, TransferState::Verified, bytes);
        }
    }

    /// Appends an event of a transfer and brings `work` up to date: durable when this returns. A dry run only
    /// thinks it through.
    pub(super) async fn record(&self, work: &mut Work, event: TransferEvent) -> Result<(), Stop> {
        let after = Transfer::after(work.transfer.clone(), &event)
            .map_err(|illegal| Stop::Halt(format!("{}: {illegal}", self.id)))?;
        if self.is_dry() {
            self.imagine(work, after);
            return Ok(());
        }
        let proven = matches!(event, TransferEvent::Verified { .. });
        // That it goes the other way round the journal learns with the first thing that happens on it.
        let turned = std::mem::take(&mut work.just_turned).then_some(TransferEvent::Turned);
        let events = turned.into_iter().chain([event]);
        let events = events.map(|event| Event::Transfer {
            id: self.id.clone(),
            key: work.key.clone(),
            event,
        });
        let spent = self.purse.meter().due().map(|spent| Event::Move {
            id: self.id.clone(),
            event: MoveEvent::Spent { spent },
        });
        self.journal.append(events.chain(spent).collect()).await?;
        if proven {
            self.fleet.note_proof();
        }
        let before = work.transfer.as_ref().map(|transfer| transfer.state);
        if before != Some(after.state) {
            (self.progress)(&Step::Transfer {
                id: self.id.clone(),
                key: work.key.clone(),
                bytes: after.want.size,
                state: after.state,
            });
        }
        work.transfer = Some(after);
        Ok(())
    }
}

/// A transfer that is worked on.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is about another step, and any of them may go together"
)]
pub(super) struct Work {
    /// Logical key.
    pub(super) key: Key,
    /// What the journal says; `None` before it was planned.
    pub(super) transfer: Option<Transfer>,
    /// Whether the intent to delete is of this pass: every sending has one of its own.
    pub(super) may_delete_once: bool,
    /// Whether it waited for bandwidth already.
    pub(super) had_its_turn: bool,
    /// Whether the store is told in full what its copy is to carry: its own idea of that was too little.
    pub(super) in_full: bool,
    /// What the store last said of a step that was not done.
    pub(super) not_done: Option<String>,
    /// Whether the journal does not know yet that it goes the other way round.
    just_turned: bool,
}

impl Work {
    /// What the journal says of a key.
    pub(super) fn of(key: Key, transfer: Option<Transfer>) -> Self {
        Self {
            key,
            transfer,
            may_delete_once: false,
            had_its_turn: false,
            in_full: false,
            not_done: None,
            just_turned: false,
        }
    }

    /// The same of a move that was reversed: what was proven is looked at the other way round.
    fn turned(mut self) -> Self {
        let proven = |it: &Transfer| it.state == TransferState::Verified && !it.turned;
        if self.transfer.as_ref().is_some_and(proven) {
            self.transfer = Transfer::after(self.transfer, &TransferEvent::Turned).ok();
            self.just_turned = true;
        }
        self
    }
}

/// The map with the move's segment at the shard that is listed, and with a rule of its own for every segment
/// that is not part of the move.
fn owning_map(map: &ShardMap, migration: &Migration, item: &Move, listed: &ShardName) -> ShardMap {
    let mut owning = map.clone();
    for (segment, shard) in segments_apart(migration, item) {
        if owning.rule_shard(segment).is_none() && owning.shard(shard).is_some() {
            owning.insert(segment.clone(), shard.clone(), map.lsn);
        }
    }
    owning.insert(item.spec.segment.clone(), listed.clone(), map.lsn);
    owning
}

/// Segments under a move's segment that do not move with it, and where they are.
pub(super) fn segments_apart<'a>(
    migration: &'a Migration,
    item: &'a Move,
) -> impl Iterator<Item = (&'a Segment, &'a ShardName)> {
    let left = item
        .spec
        .leaves
        .iter()
        .map(|left| (&left.segment, &left.shard));
    let others = migration.moves.iter().filter(|other| other.n != item.n);
    let moving = others.map(|other| {
        let shard = if other.is_published() {
            &other.spec.to
        } else {
            &other.spec.from
        };
        (&other.spec.segment, shard)
    });
    let mine = &item.spec.segment;
    left.chain(moving)
        .filter(move |(segment, _)| mine.covers(segment) && *segment != mine)
}
