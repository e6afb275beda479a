//! [`Fleet`]: the fleet opened to be changed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::journal::Journal;
use crate::migration::{Event, Migration, MoveId, Switch, previous_places};
use crate::placement::{
    CurrentMap, MapEntry, MapSnapshot, Shard, ShardMap, ShardName, Signature, decode_current,
    encode_current,
};
use crate::ports::{
    BucketError, Clock, ControlError, ControlStore, Host, JournalStore, StateLock, StoreIdentity,
    VersionChange, World,
};

use super::anchor::Anchor;
use super::epoch::claims_after;
use super::lease::Lease;
use super::opening::{Opened, Opening, Survey, check_shards};
use super::owner::{OwnerMarker, Seen, owner_marker};
use super::publication::{self, Publication, Published};
use super::published::check_never_published;
use super::states::{Publishing, States};
use super::write_id::WriteIds;
use super::{FleetError, names, snapshot};

/// How to open a fleet.
#[derive(Clone, Copy, Debug)]
pub struct FleetOptions<'a> {
    /// The shards of the config: they must be the map's.
    pub shards: &'a [Shard],
    /// The shard that is about to be changed, about which config and map may differ.
    pub changing: Option<&'a ShardName>,
    /// How long others wait for this process to show life, milliseconds.
    pub lease_ttl_ms: i64,
    /// How long readers may go by a map that is no longer the newest, milliseconds.
    pub max_staleness_ms: i64,
}

/// The fleet, opened to be changed: the state directory locked, map.db and the published map log
/// brought together, an epoch held. Safe to share; everything true of it is in map.db and in the
/// control location, never here alone.
pub struct Fleet {
    map: Arc<ShardMap>,
    journal: Journal,
    identity: StoreIdentity,
    control: Arc<dyn ControlStore>,
    clock: Arc<dyn Clock>,
    host: Host,
    lease_ttl_ms: i64,
    max_staleness_ms: i64,
    /// When this process last showed life.
    shown_ms: Mutex<i64>,
    write_ids: WriteIds,
    states: States,
    unsettled: Vec<MoveId>,
    /// Shards whose owner marker could not be read or written: nothing is sent to them.
    unseen: BTreeMap<ShardName, BucketError>,
    /// Published versions that wait for an unsettled one before them.
    behind: Vec<VersionChange>,
    /// `None` in a dry run.
    lock: Option<Mutex<StateLock>>,
}

impl Fleet {
    /// Opens the fleet of `world`.
    ///
    /// Locks the state directory, publishes an adopted map that is not published yet, follows what
    /// others have published, holds an epoch, marks the shards as this fleet's, and proves that map.db
    /// is not older than what this host has published. Every step may have been interrupted before: it
    /// goes on where it stopped.
    pub async fn open(world: &dyn World, options: FleetOptions<'_>) -> Result<Self, FleetError> {
        let control = control_store(world).await?;
        let lock = world.lock_state_dir()?;
        let mut opening = opening(world, &control, world.journal_store()?)?;
        let (survey, seen) = looked_over(world, &opening, &options).await?;
        let (known_lsn, published_lsn) = (opening.map.lsn, opening.identity.published_lsn);
        let opened = opening.carry_out(survey).await?;
        // What a race let others publish meanwhile may name other shards.
        check_shards(&opening.map, &options)?;
        let mut fleet = Self {
            lock: Some(Mutex::new(lock)),
            unseen: seen.failed,
            ..Self::of(world, control, opening, opened, &options)
        };
        let shards = fleet.map.shards();
        let shards = shards.filter(|shard| {
            !seen.marked.contains(&shard.name) && !fleet.unseen.contains_key(&shard.name)
        });
        let failed = fleet.owner_marker().mark_all(world, shards).await?;
        fleet.unseen.extend(failed);
        let began_ms = *fleet.shown_ms();
        fleet.show_life_and_ask(began_ms).await?;
        let published = fleet.map.lsn != known_lsn || published_lsn < known_lsn;
        if published || !fleet.newest_is_issued().await {
            fleet.issue_current_map().await;
        }
        fleet.take_snapshot_since(known_lsn, "followed").await;
        Ok(fleet)
    }

    /// Opens the fleet to look at: for dry runs. Everything that [`open`](Self::open) reads before it
    /// writes is read and judged alike; nothing is locked or written anywhere. The map is the newest
    /// published one. Publishing and committing are refused.
    pub async fn look(world: &dyn World, options: FleetOptions<'_>) -> Result<Self, FleetError> {
        let control = control_store(world).await?;
        let mut opening = opening(world, &control, world.journal_to_look_at()?)?;
        let (survey, seen) = looked_over(world, &opening, &options).await?;
        let (opened, map) = survey.looked_at(&opening.map);
        opening.map = map;
        Ok(Self {
            unseen: seen.failed,
            ..Self::of(world, control, opening, opened, &options)
        })
    }

    fn of(
        world: &dyn World,
        control: Arc<dyn ControlStore>,
        opening: Opening,
        opened: Opened,
        options: &FleetOptions<'_>,
    ) -> Self {
        let epoch = opening.identity.epoch;
        Self {
            map: Arc::new(opening.map),
            journal: Journal::new(opening.store, epoch, world.clock()),
            identity: opening.identity,
            control,
            clock: world.clock(),
            host: opening.host,
            lease_ttl_ms: options.lease_ttl_ms,
            max_staleness_ms: options.max_staleness_ms,
            shown_ms: Mutex::new(opening.now_ms),
            write_ids: opening.write_ids,
            states: States::default(),
            unsettled: opened.unsettled.into_iter().map(|found| found.id).collect(),
            behind: opened.behind,
            unseen: BTreeMap::new(),
            lock: None,
        }
    }

    /// The newest map.
    pub fn map(&self) -> Arc<ShardMap> {
        Arc::clone(&self.map)
    }

    /// The journal, with the epoch held.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Whose map.db it is, and how far it had come when the fleet was opened.
    pub fn identity(&self) -> &StoreIdentity {
        &self.identity
    }

    /// The control location, for messages.
    pub fn place(&self) -> String {
        self.control.place()
    }

    /// Whether this is a dry run's.
    pub fn is_dry_run(&self) -> bool {
        self.lock.is_none()
    }

    /// The moves that stood in `switch_intent` or `reverse_intent` when the fleet was opened. Recovery
    /// settles them; until then no other change of the map can be made.
    pub fn unsettled(&self) -> &[MoveId] {
        &self.unsettled
    }

    /// The shards whose owner marker could not be read or written when the fleet was opened, and why. What
    /// touches one of them must not go on; the rest of the fleet does.
    pub fn unseen(&self) -> &BTreeMap<ShardName, BucketError> {
        &self.unseen
    }

    /// The entry that makes `next` the newest map: its version is set to the one after [`map`](Self::map).
    /// Rules and pins of `next` carry the versions that they were given. The origin of a move's version is
    /// [`SWITCH_ORIGIN`](super::SWITCH_ORIGIN) or [`REVERSE_ORIGIN`](super::REVERSE_ORIGIN), and no other
    /// version's is. Sends nothing.
    pub fn prepare(&self, mut next: ShardMap, origin: &str, created_ms: i64) -> Publication {
        next.lsn = self.map.lsn + 1;
        let signature = Signature {
            fleet_id: self.identity.fleet_id.clone(),
            epoch: self.journal.epoch(),
            write_id: self.write_ids.next(created_ms),
            created_ms,
            origin: origin.to_owned(),
        };
        Publication::new(MapEntry::version(&self.map, &next, signature))
    }

    /// The publication of a switch that the journal holds: the same bytes, the same write id.
    pub fn publication_of(&self, switch: &Switch) -> Result<Publication, FleetError> {
        Publication::of_switch(&self.control.place(), switch)
    }

    /// Whether somebody's entry has this version: ours, or another's.
    pub async fn is_taken(&self, lsn: u64) -> Result<bool, FleetError> {
        let entry = publication::read(self.control.as_ref(), lsn).await?;
        Ok(entry.is_some())
    }

    /// Writes the entry create-only: from `Ours` on, the map says so, whatever happens here. Sending
    /// the same publication again is safe at any time. An unanswered write is read back; where even
    /// that fails the error is `ControlError::Unknown`, and sending again will tell.
    pub async fn publish(&self, publication: &Publication) -> Result<Published, FleetError> {
        if self.is_dry_run() {
            return Err(FleetError::DryRun);
        }
        self.may_decide()?;
        self.renew().await?;
        // Another host must know whose move an entry is.
        self.publish_states().await?;
        publication.send(self.control.as_ref()).await
    }

    /// Whether map versions may be published and objects deleted: not from a copy of the control location that may
    /// have gone on without it.
    pub fn may_decide(&self) -> Result<(), FleetError> {
        Ok(self.control.may_decide()?)
    }

    /// Brings map.db to a published version and appends the events, in one transaction.
    pub async fn commit(
        &mut self,
        publication: &Publication,
        events: Vec<Event>,
    ) -> Result<(), FleetError> {
        if self.is_dry_run() {
            return Err(FleetError::DryRun);
        }
        let before = self.map.lsn;
        let behind = std::mem::take(&mut self.behind);
        let changes = std::iter::once((publication.change(), events));
        for (change, events) in changes.chain(behind.into_iter().map(|change| (change, vec![]))) {
            let next = change.diff.apply(&self.map);
            self.journal.change_map(change, events).await?;
            self.map = Arc::new(match next {
                Ok(next) => next,
                // map.db took it, so it is ours that is not the newest.
                Err(_) => {
                    let newest = self.journal.with(|store| store.load()).await?;
                    newest.ok_or(FleetError::NoMap)?
                }
            });
        }
        // The version is published and committed: what only guards it later must not undo that.
        if let Err(error) = self.drop_anchor().await {
            tracing::warn!("no anchor for map version {}: {error}", self.map.lsn);
        }
        self.issue_current_map().await;
        self.take_snapshot_since(before, &publication.entry.origin)
            .await;
        Ok(())
    }

    /// Writes a snapshot where one has become due. Where that fails, more of the log is read without it.
    async fn take_snapshot_since(&self, before: u64, origin: &str) {
        if !snapshot::is_due(before, self.map.lsn) || !self.control.is_shared() {
            return;
        }
        let taken = MapSnapshot {
            fleet_id: self.identity.fleet_id.clone(),
            epoch: self.journal.epoch(),
            created_ms: self.clock.now_ms(),
            origin: origin.to_owned(),
            map: ShardMap::clone(&self.map),
        };
        if let Err(error) = snapshot::write(self.control.as_ref(), &taken).await {
            tracing::warn!("no snapshot of map version {}: {error}", self.map.lsn);
        }
    }

    /// Overwrites the copy that readers take. Where that fails they read the map log once theirs is too
    /// old.
    async fn issue_current_map(&self) {
        if self.may_decide().is_err() {
            return;
        }
        if let Err(error) = self.try_issue_current_map().await {
            tracing::warn!(
                "no copy of map version {} for readers: {error}",
                self.map.lsn
            );
        }
    }

    /// Leaves word of what another host needs of the config, where that has changed. Nothing is ever decided by
    /// it.
    pub async fn issue_config(&self, text: &str) -> Result<(), FleetError> {
        if self.is_dry_run() || !self.control.is_shared() {
            return Ok(());
        }
        let there = self.control.read(names::CONFIG).await?;
        if there.is_none_or(|there| there != text.as_bytes()) {
            let body = text.to_owned().into();
            self.control.overwrite(names::CONFIG, body).await?;
        }
        Ok(())
    }

    /// Whether the copy for readers is of the newest map. Nothing else is ever concluded from it.
    async fn newest_is_issued(&self) -> bool {
        let copy = self.control.read(names::CURRENT_MAP).await;
        let copy = copy.ok().flatten();
        let copy = copy.and_then(|bytes| decode_current(&bytes).ok());
        copy.is_some_and(|copy| copy.map.lsn == self.map.lsn)
    }

    /// How long readers may go by a copy while these migrations are under way: a migration keeps the grace
    /// that it was made with, whatever the config says since.
    fn staleness_beside(&self, migrations: &[Migration]) -> i64 {
        let under_way = (migrations.iter())
            .filter(|migration| migration.moves.iter().any(|item| !item.state.is_end()));
        let graces = under_way.map(|migration| migration.settings.grace_ms);
        graces.fold(self.max_staleness_ms, i64::min)
    }

    async fn try_issue_current_map(&self) -> Result<(), FleetError> {
        let now_ms = self.clock.now_ms();
        let migrations = self.journal.with(|store| store.migrations()).await?;
        let current = CurrentMap {
            fleet_id: self.identity.fleet_id.clone(),
            epoch: self.journal.epoch(),
            issued_ms: now_ms,
            max_staleness_ms: self.staleness_beside(&migrations),
            map: ShardMap::clone(&self.map),
            previous: previous_places(&migrations, &self.map, now_ms),
        };
        let body = encode_current(&current).into();
        Ok(self.control.overwrite(names::CURRENT_MAP, body).await?)
    }

    /// Publishes and commits a change of the map that is no move's: all of it or nothing. Refused while a
    /// move is unsettled.
    pub async fn change(&mut self, publication: &Publication) -> Result<(), FleetError> {
        if let Some(id) = self.unsettled.first() {
            return Err(FleetError::Unsettled(id.clone()));
        }
        let lsn = publication.entry.lsn;
        // What fails here was sent nowhere.
        self.renew().await?;
        let published = match self.publish(publication).await {
            Err(FleetError::Control(
                error @ (ControlError::Unavailable { .. } | ControlError::Unknown { .. }),
            )) => return Err(FleetError::PerhapsPublished { lsn, error }),
            published => published?,
        };
        match published {
            Published::Ours => match self.commit(publication, Vec::new()).await {
                Err(FleetError::Store(error)) => Err(FleetError::Uncommitted { lsn, error }),
                done => done,
            },
            Published::Lost(found) => Err(FleetError::Lost {
                lsn: found.lsn,
                by_epoch: found.epoch,
            }),
        }
    }

    /// Shows life when it is due: call it between steps of long work. `Fenced` when another host has
    /// taken over meanwhile. Whoever sleeps after it has asked asks again: what it heard is old.
    pub async fn renew(&self) -> Result<(), FleetError> {
        if self.states.is_due(self.clock.now_ms()) {
            Box::pin(self.publish_states()).await?;
        }
        let now_ms = self.clock.now_ms();
        let since_ms = now_ms - *self.shown_ms();
        // A clock that was set back says nothing about how long it has been.
        if self.is_dry_run() || (0..self.lease_ttl_ms / 2).contains(&since_ms) {
            return Ok(());
        }
        self.check_claims().await?;
        self.show_life_and_ask(now_ms).await
    }

    /// Shows life as of `asked_ms`, then asks whether another host had not seen it yet and has taken over: whoever looks from
    /// now on does see it.
    async fn show_life_and_ask(&self, asked_ms: i64) -> Result<(), FleetError> {
        const MOST_LOOKS: u32 = 20;
        Box::pin(self.show_life(asked_ms)).await?;
        for _ in 0..MOST_LOOKS {
            let asked_ms = self.clock.now_ms();
            self.check_claims().await?;
            if (0..self.lease_ttl_ms / 2).contains(&(self.clock.now_ms() - asked_ms)) {
                return Ok(());
            }
        }
        let problem = "its answers take longer than half of safety.lease_ttl".to_owned();
        let place = self.control.place();
        Err(ControlError::Unavailable { place, problem }.into())
    }

    /// `Fenced` when another host has taken over.
    async fn check_claims(&self) -> Result<(), FleetError> {
        let ours = self.journal.epoch();
        let claim = self.newer_claim().await?;
        claim.map_or(Ok(()), |found| Err(FleetError::Fenced { ours, found }))
    }

    /// The newest epoch, where it is not ours any more.
    async fn newer_claim(&self) -> Result<Option<u64>, FleetError> {
        let claims = claims_after(self.control.as_ref(), self.journal.epoch()).await?;
        Ok(claims.last().map(|claim| claim.epoch))
    }

    /// Says goodbye: others need not wait for the lease to end. Who was replaced leaves in silence: what it
    /// would write over is its successor's.
    pub async fn close(self) -> Result<(), FleetError> {
        if self.is_dry_run() || self.newer_claim().await?.is_some() {
            return Ok(());
        }
        self.drop_anchor().await?;
        self.lease(0).show(self.control.as_ref()).await
    }

    /// Shows life as of `asked_ms`, when it was last asked who holds the fleet.
    async fn show_life(&self, asked_ms: i64) -> Result<(), FleetError> {
        self.drop_anchor().await?;
        let lease = self.lease(asked_ms.saturating_add(self.lease_ttl_ms));
        lease.show(self.control.as_ref()).await?;
        *self.shown_ms() = asked_ms;
        Ok(())
    }

    fn lease(&self, expires_ms: i64) -> Lease {
        let (fleet_id, host_id) = (&self.identity.fleet_id, &self.identity.host_id);
        Lease::new(
            fleet_id,
            self.journal.epoch(),
            host_id,
            &self.host,
            expires_ms,
        )
    }

    /// Publishes what the journal says of moves and transfers, all of it. Before a request whose outcome
    /// another host could not find out by looking: `states` has the argument.
    pub async fn publish_states(&self) -> Result<(), FleetError> {
        if self.is_dry_run() || !self.control.is_shared() {
            return Ok(());
        }
        let publishing = Publishing {
            control: self.control.as_ref(),
            journal: &self.journal,
            fleet_id: &self.identity.fleet_id,
            now_ms: self.clock.now_ms(),
        };
        self.states.publish(&publishing).await
    }

    /// A proof was made: before it leads to a delete it must be published.
    pub fn note_proof(&self) {
        self.states.note_proof();
    }

    /// Publishes the proofs that were made since the last time, and sees to it that every copy of the control
    /// location has them and the map that a delete goes by.
    pub async fn publish_proofs(&self) -> Result<(), FleetError> {
        if self.states.has_new_proofs() {
            self.publish_states().await?;
        }
        Ok(self.control.hold_everywhere().await?)
    }

    /// Leaves word of how far map.db has come: from here on an older copy of it is noticed. Before the first
    /// delete of a kind there must be one, for a copy from before would not know that it may still land.
    pub async fn drop_anchor(&self) -> Result<(), FleetError> {
        if self.is_dry_run() {
            return Ok(());
        }
        self.publish_states().await?;
        let read = |store: &mut dyn JournalStore| {
            let identity = store.identity()?;
            let newest = store.version(identity.lsn)?;
            Ok((identity, newest))
        };
        let (identity, newest) = self.journal.with(read).await?;
        let hash = newest.map(|newest| newest.hash).unwrap_or_default();
        Anchor::of(&identity, hash)
            .drop_at(self.control.as_ref())
            .await
    }

    /// Marks a shard that is about to become one of this fleet; the map's are marked on opening.
    pub async fn mark(&self, world: &dyn World, shard: &Shard) -> Result<(), FleetError> {
        if self.is_dry_run() {
            return Err(FleetError::DryRun);
        }
        let map = self.map();
        let others = map.shards().filter(|other| other.name != shard.name);
        self.owner_marker().mark(world, shard, others).await
    }

    fn owner_marker(&self) -> OwnerMarker {
        owner_marker(&self.identity, self.control.as_ref(), &self.host)
    }

    fn shown_ms(&self) -> MutexGuard<'_, i64> {
        lock(&self.shown_ms)
    }
}

/// The value in a mutex, whoever panicked with it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The control location, once it is clear that map.db is there.
///
/// Without map.db the question is whether there never was one, or whether it was lost: a published map
/// tells.
async fn control_store(world: &dyn World) -> Result<Arc<dyn ControlStore>, FleetError> {
    let adopted = match world.map_store()? {
        Some(store) => !store.history()?.is_empty(),
        None => false,
    };
    let control = world.control_store()?;
    if adopted {
        return control.ok_or(FleetError::NoControl);
    }
    let Some(control) = control else {
        return Err(FleetError::NoMap);
    };
    check_never_published(control.as_ref()).await?;
    Err(FleetError::NoMap)
}

/// Whether map.db is this fleet's and not older than it should be; `RolledBack` and `AnotherMap` say what it
/// is instead. Writes nothing.
pub async fn check_local(world: &dyn World) -> Result<(), FleetError> {
    let control = world.control_store()?.ok_or(FleetError::NoControl)?;
    let opening = opening(world, &control, world.journal_to_look_at()?)?;
    match opening.survey().await {
        Ok(_) | Err(FleetError::Held { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What opening works with.
fn opening(
    world: &dyn World,
    control: &Arc<dyn ControlStore>,
    store: Option<Box<dyn JournalStore>>,
) -> Result<Opening, FleetError> {
    let store = store.ok_or(FleetError::NoMap)?;
    let map = store.load()?.ok_or(FleetError::NoMap)?;
    Ok(Opening {
        control: Arc::clone(control),
        identity: store.identity()?,
        store,
        map,
        host: world.host(),
        write_ids: WriteIds::new(&world.fresh_name()),
        now_ms: world.clock().now_ms(),
    })
}

/// Everything that is looked at before anything is written: the control location, the config's shards,
/// and whose the shards are.
async fn looked_over(
    world: &dyn World,
    opening: &Opening,
    options: &FleetOptions<'_>,
) -> Result<(Survey, Seen), FleetError> {
    let survey = opening.survey().await?;
    let newest = match survey.map() {
        published if published.lsn >= opening.map.lsn => published,
        _ => &opening.map,
    };
    check_shards(newest, options)?;
    let marker = owner_marker(&opening.identity, opening.control.as_ref(), &opening.host);
    let seen = marker.look(world, newest.shards()).await?;
    Ok((survey, seen))
}
