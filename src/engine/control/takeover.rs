//! Taking over from the control location alone: map.db made anew by what is published there.
//!
//! In this order: the lease is over, or was ended by somebody; an epoch is claimed; a fence entry stops the
//! holder before; then the map log is read to its end, then the consistency states. So every entry that is
//! in the log has the intent of its move in the states, which were published first. Nothing of map.db
//! counts before it is whole and has its name: killed anywhere, this can be done again.
//!
//! What the states do not know of (see `states`) may have been sent until this moment, and by a holder that
//! was only asleep until it looks at the control location again, which it does before half a lease is over.
//! Moves under way carry that time.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::migration::{
    ConsistencyStates, Migration, Move, MoveEvent, MoveId, MoveState, Transfer, TransferState,
};
use crate::placement::{EntryKind, MapDiff, MapEntry, MapLog, ReplayError, ShardMap, Signature};
use crate::ports::{
    ChainLink, ControlStore, Host, MapRestore, MapVersion, RestoredRows, StoreIdentity, World,
};

use super::epoch::{EpochClaim, all_claims};
use super::lease::Lease;
use super::publication::{self, Publication, Published};
use super::snapshot::{self, Confirmed};
use super::states_reader::StatesChain;
use super::write_id::WriteIds;
use super::{FleetError, names};

/// Entries read at the same time.
const READ_WAYS: usize = 8;

/// What was read of the control location, and what became of it here.
#[derive(Debug, Default)]
pub struct TakenOver {
    /// The fleet.
    pub fleet_id: String,
    /// The epoch held now; in a dry run, the one that would be claimed.
    pub epoch: u64,
    /// Who held the one before: the machine's name.
    pub from: String,
    /// The newest map.
    pub map: ShardMap,
    /// The version of the snapshot that it was read from; `None`: from the start of the log.
    pub snapshot_lsn: Option<u64>,
    /// Entries of the log that were read.
    pub entries: u64,
    /// Snapshots that could not be used, and why.
    pub damaged: Vec<String>,
    /// When the newest consistency states were published, milliseconds UTC; `None` where there are none.
    pub states_ms: Option<i64>,
    /// Batch of the journal that they reach to.
    pub states_seq: u64,
    /// Migrations, with their moves.
    pub migrations: Vec<Migration>,
    /// Moves whose map entry was published and that did not know of it.
    pub settled: Vec<MoveId>,
    /// What lay in map.db's place, by its new name.
    pub aside: Option<String>,
}

/// A control location that is read to take over.
pub struct TakeOver<'a> {
    world: &'a dyn World,
    control: Arc<dyn ControlStore>,
    lease_ttl_ms: i64,
    claims: Vec<EpochClaim>,
    newest: EpochClaim,
    now_ms: i64,
}

/// The map log as it was read.
struct ReadLog {
    log: MapLog,
    /// The first version that was read: of the snapshot, or of the log.
    first_lsn: Option<u64>,
    /// Of each entry after the snapshot.
    versions: Vec<(MapVersion, MapDiff)>,
    /// Entries that changed the map, by version: their write ids.
    write_ids: BTreeMap<u64, String>,
}

impl ReadLog {
    /// The map, which whoever takes it has alone: it may be large.
    fn take_map(&mut self) -> ShardMap {
        let nothing = MapLog::new("", ShardMap::default(), 0);
        std::mem::replace(&mut self.log, nothing).into_map()
    }
}

impl<'a> TakeOver<'a> {
    /// Reads whose fleet it is. Writes nothing.
    pub async fn look(
        world: &'a dyn World,
        control: Arc<dyn ControlStore>,
        lease_ttl_ms: i64,
    ) -> Result<Self, FleetError> {
        if !control.is_shared() {
            let place = control.place();
            return Err(FleetError::NotShared { place });
        }
        let (claims, newest) = all_claims(control.as_ref()).await?;
        if let Some(other) = claims.iter().find(|it| it.fleet_id != newest.fleet_id) {
            return Err(two_fleets(
                control.as_ref(),
                &newest.fleet_id,
                &other.fleet_id,
            ));
        }
        Ok(Self {
            world,
            control,
            lease_ttl_ms,
            claims,
            newest,
            now_ms: world.clock().now_ms(),
        })
    }

    fn fleet_id(&self) -> &str {
        &self.newest.fleet_id
    }

    /// What would be taken over; writes nothing anywhere.
    pub async fn preview(&self) -> Result<TakenOver, FleetError> {
        let mut taken = self.begun(self.newest.epoch + 1);
        let mut read = self.read_log(&mut taken, None).await?;
        taken.map = read.take_map();
        if let Some(chain) = self.chain().await? {
            let (migrations, moves) = self.moves(&chain).await?;
            let (moves, settled) = self.settle(moves, &migrations, &read).await?;
            taken.settled = settled;
            taken.note(&self.newest_states(&chain).await?);
            taken.migrations = with_moves(migrations, &moves);
        }
        Ok(taken)
    }

    /// Takes over, and makes map.db. The state directory is locked by the caller.
    pub async fn carry_out(self) -> Result<TakenOver, FleetError> {
        self.check_lease().await?;
        // All that could make it impossible comes before the claim, which stops the holder before.
        let epoch = self.newest.epoch + 1;
        let mut taken = self.begun(epoch);
        let mut restore = self.world.restore_map_store()?;
        let mut read = self.read_log(&mut taken, Some(restore.as_mut())).await?;
        if let Some(chain) = self.chain().await? {
            self.moves(&chain).await?;
        }
        let host = self.world.host();
        let host_id = format!("{}{}", self.world.fresh_name(), self.world.fresh_name());
        let claim = EpochClaim::new(self.fleet_id(), epoch, &host_id, &host, self.now_ms);
        claim.recovered().claim(self.control.as_ref()).await?;
        // A copy is given no entry of its own while its location may go on.
        if self.control.may_decide().is_ok() {
            self.fence(&mut read, epoch, &mut taken).await?;
        }
        taken.map = read.take_map();
        for (version, diff) in &read.versions {
            restore.add_version(version, diff)?;
        }
        let mut identity = StoreIdentity {
            fleet_id: self.fleet_id().to_owned(),
            host_id,
            epoch,
            lsn: taken.map.lsn,
            published_lsn: taken.map.lsn,
            head: ChainLink::default(),
        };
        if let Some(chain) = self.chain().await? {
            self.restore_states(&chain, &read, restore.as_mut(), &mut taken)
                .await?;
            let newest = self.newest_states(&chain).await?;
            identity.head = ChainLink {
                seq: newest.seq,
                hash: newest.hash.clone(),
            };
            taken.note(&newest);
        }
        taken.aside = restore.finish(&identity)?;
        Ok(taken)
    }

    fn begun(&self, epoch: u64) -> TakenOver {
        TakenOver {
            fleet_id: self.fleet_id().to_owned(),
            epoch,
            from: self.newest.hostname.clone(),
            ..TakenOver::default()
        }
    }

    /// A holder that shows life is not stopped: whoever knows that it is dead ends its lease.
    async fn check_lease(&self) -> Result<(), FleetError> {
        let epoch = self.newest.epoch;
        let lease = Lease::read(self.control.as_ref()).await?;
        let here: Host = self.world.host();
        let held = lease.filter(|lease| {
            lease.is_held(epoch, self.now_ms) && lease.may_live_beside(epoch, &here)
        });
        match held {
            Some(lease) => Err(FleetError::Held {
                holder: lease.holder(),
                until_ms: lease.expires_ms,
            }),
            None => Ok(()),
        }
    }

    /// The map log from its newest snapshot on, which goes into the map.db that is made, where one is.
    async fn read_log(
        &self,
        taken: &mut TakenOver,
        restore: Option<&mut dyn MapRestore>,
    ) -> Result<ReadLog, FleetError> {
        let mut read = self.start_of_log(taken, restore).await?;
        let after = names::map_entry(read.log.map().lsn);
        let control = self.control.as_ref();
        let numbers = names::published(control, names::MAP_LOG, Some(&after)).await?;
        let mut entries = stream::iter(numbers)
            .map(|lsn| publication::listed(control, lsn))
            .buffered(READ_WAYS);
        while let Some(entry) = entries.try_next().await? {
            self.follow(&mut read, &entry)?;
            taken.entries += 1;
        }
        if read.log.map().lsn == 0 {
            let place = self.control.place();
            return Err(FleetError::NothingPublished { place });
        }
        self.check(&read)?;
        Ok(read)
    }

    async fn start_of_log(
        &self,
        taken: &mut TakenOver,
        restore: Option<&mut dyn MapRestore>,
    ) -> Result<ReadLog, FleetError> {
        let (found, damaged) = snapshot::newest(self.control.as_ref(), None).await?;
        taken.damaged = damaged.iter().map(ToString::to_string).collect();
        let mut read = ReadLog {
            log: MapLog::new(self.fleet_id(), ShardMap::default(), 0),
            first_lsn: None,
            versions: Vec::new(),
            write_ids: BTreeMap::new(),
        };
        let Some(Confirmed { snapshot, hash }) = found else {
            return Ok(read);
        };
        if snapshot.fleet_id != self.fleet_id() {
            return Err(two_fleets(
                self.control.as_ref(),
                self.fleet_id(),
                &snapshot.fleet_id,
            ));
        }
        taken.snapshot_lsn = Some(snapshot.map.lsn);
        let version = MapVersion {
            lsn: snapshot.map.lsn,
            hash,
            created_ms: snapshot.created_ms,
            origin: snapshot.origin,
            rules: snapshot.map.rule_count() as u64,
        };
        if let Some(restore) = restore {
            restore.add_map(&version, &snapshot.map)?;
        }
        read.first_lsn = Some(version.lsn);
        read.log = MapLog::new(self.fleet_id(), snapshot.map, snapshot.epoch);
        Ok(read)
    }

    /// Reads an entry on. That the map is the one its writers saw is checked once, at the end.
    fn follow(&self, read: &mut ReadLog, entry: &MapEntry) -> Result<(), FleetError> {
        let late = entry.epoch < read.log.epoch();
        let diff = (read.log.advance(entry)).map_err(|problem| self.replay(problem))?;
        if !late && entry.kind == EntryKind::Version {
            read.write_ids.insert(entry.lsn, entry.write_id.clone());
        }
        let version = MapVersion {
            lsn: entry.lsn,
            hash: read.log.hash(),
            created_ms: entry.created_ms,
            origin: entry.origin.clone(),
            rules: read.log.map().rule_count() as u64,
        };
        read.first_lsn.get_or_insert(version.lsn);
        read.versions.push((version, diff));
        Ok(())
    }

    /// That the map so far is the one that the writer of its newest entry saw.
    fn check(&self, read: &ReadLog) -> Result<(), FleetError> {
        let checked = read.log.check();
        checked.map_err(|problem| self.replay(problem))
    }

    fn replay(&self, problem: ReplayError) -> FleetError {
        FleetError::Replay {
            place: self.control.place(),
            problem,
        }
    }

    /// Stops the holder before: what it publishes from here on counts for nothing.
    async fn fence(
        &self,
        read: &mut ReadLog,
        epoch: u64,
        taken: &mut TakenOver,
    ) -> Result<(), FleetError> {
        let write_ids = WriteIds::new(&self.world.fresh_name());
        loop {
            let signature = Signature {
                fleet_id: self.fleet_id().to_owned(),
                epoch,
                write_id: write_ids.next(self.now_ms),
                created_ms: self.now_ms,
                origin: "take over".to_owned(),
            };
            let fence = Publication::new(MapEntry::fence(read.log.map(), signature));
            let there = match fence.send(self.control.as_ref()).await? {
                // It was made of this map.
                Published::Ours => return self.follow(read, &fence.entry),
                Published::Lost(found) if found.epoch > epoch => {
                    let found = found.epoch;
                    return Err(FleetError::Fenced { ours: epoch, found });
                }
                Published::Lost(found) => found,
            };
            self.follow(read, &there)?;
            self.check(read)?;
            taken.entries += 1;
        }
    }

    async fn chain(&self) -> Result<Option<StatesChain>, FleetError> {
        let epochs = self.claims.iter().map(|claim| claim.epoch);
        StatesChain::find(self.control.as_ref(), self.fleet_id(), epochs).await
    }

    async fn newest_states(&self, chain: &StatesChain) -> Result<ConsistencyStates, FleetError> {
        match chain.after.last() {
            None => Ok(chain.base.clone()),
            Some(last) => {
                let name = names::states(chain.epoch, *last);
                super::states_reader::read_states(self.control.as_ref(), &name).await
            }
        }
    }

    /// Migrations and moves as they were published last.
    async fn moves(
        &self,
        chain: &StatesChain,
    ) -> Result<(Vec<Migration>, BTreeMap<MoveId, Move>), FleetError> {
        let mut migrations = BTreeMap::new();
        let mut moves = BTreeMap::new();
        let mut note = |states: &ConsistencyStates| {
            for migration in &states.migrations {
                migrations.insert(migration.id.clone(), migration.clone());
            }
            for found in &states.moves {
                moves.insert(found.id.clone(), found.item.clone());
            }
        };
        note(&chain.base);
        let after = chain.after(self.control.as_ref());
        let mut after = std::pin::pin!(after);
        while let Some(states) = after.try_next().await? {
            note(&states);
        }
        Ok((migrations.into_values().collect(), moves))
    }

    /// Moves that stood between intending their map version and having it, and have it; and when requests
    /// that nobody here knows of may last have been sent.
    async fn settle(
        &self,
        mut moves: BTreeMap<MoveId, Move>,
        migrations: &[Migration],
        read: &ReadLog,
    ) -> Result<(BTreeMap<MoveId, Move>, Vec<MoveId>), FleetError> {
        let mut settled = Vec::new();
        // A holder that only slept looks whether it was replaced before half its lease is over.
        let unanswered_ms = self.now_ms.saturating_add(self.lease_ttl_ms);
        for (id, item) in &mut moves {
            if !migrations.iter().any(|known| known.id == id.migration) {
                return Err(FleetError::Missing {
                    place: self.control.place(),
                    missing: format!("migration {}", id.migration),
                });
            }
            item.unanswered_ms = item.unanswered_ms.max(Some(unanswered_ms));
            let at_ms = self.now_ms;
            let event = match item.state {
                MoveState::SwitchIntent => MoveEvent::Switched { at_ms },
                MoveState::ReverseIntent => MoveEvent::Reversed { at_ms },
                _ => continue,
            };
            let Some(switch) = item.switch.clone() else {
                continue;
            };
            let published = match read.write_ids.get(&switch.lsn) {
                Some(write_id) => *write_id == switch.write_id,
                None if read.first_lsn.is_some_and(|first| first >= switch.lsn) => {
                    let entry = publication::listed(self.control.as_ref(), switch.lsn).await?;
                    entry.write_id == switch.write_id
                }
                None => false,
            };
            if published && item.apply(&event).is_ok() {
                settled.push(id.clone());
            }
        }
        for item in moves.values_mut().filter(|item| item.state.is_end()) {
            // What it sent is in its transfers: it ended after them.
            item.unanswered_ms = None;
        }
        Ok((moves, settled))
    }

    /// Every row, one object of them at a time.
    async fn restore_states(
        &self,
        chain: &StatesChain,
        read: &ReadLog,
        restore: &mut dyn MapRestore,
        taken: &mut TakenOver,
    ) -> Result<(), FleetError> {
        let (migrations, moves) = self.moves(chain).await?;
        let (moves, settled) = self.settle(moves, &migrations, read).await?;
        restore.put(&RestoredRows {
            migrations: migrations.clone(),
            moves: moves.clone().into_iter().collect(),
            transfers: Vec::new(),
        })?;
        let control = self.control.as_ref();
        let base = stream::once(async { Ok(chain.base.clone()) });
        let all = chain.parts(control).chain(base).chain(chain.after(control));
        let mut all = std::pin::pin!(all);
        while let Some(states) = all.try_next().await? {
            let transfers = states.transfers.into_iter().flat_map(|of| {
                let item = moves.get(&of.id).cloned();
                let id = of.id;
                of.items
                    .into_iter()
                    .map(move |it| (id.clone(), it.key, inherited(it.state, item.as_ref())))
            });
            restore.put(&RestoredRows {
                transfers: transfers.collect(),
                ..RestoredRows::default()
            })?;
        }
        taken.settled = settled;
        taken.migrations = with_moves(migrations, &moves);
        Ok(())
    }
}

fn two_fleets(control: &dyn ControlStore, one: &str, other: &str) -> FleetError {
    FleetError::AnotherMap {
        place: control.place(),
        found: format!("fleets {one} and {other}"),
    }
}

impl TakenOver {
    fn note(&mut self, newest: &ConsistencyStates) {
        self.states_ms = Some(newest.at_ms);
        self.states_seq = newest.seq;
    }

    /// Moves that have not ended.
    pub fn under_way(&self) -> impl Iterator<Item = (&Migration, &Move)> {
        let all = self.migrations.iter();
        let moves = all.flat_map(|migration| migration.moves.iter().map(move |it| (migration, it)));
        moves.filter(|(_, item)| !item.state.is_end())
    }
}

/// A transfer as its new holder must look at it: where deletes were allowed, one may have been sent.
fn inherited(mut transfer: Transfer, item: Option<&Move>) -> Transfer {
    let Some(item) = item.filter(|item| item.state == MoveState::Completing) else {
        return transfer;
    };
    if matches!(
        transfer.state,
        TransferState::Verified | TransferState::DeleteIntent
    ) {
        transfer.delete_intended = true;
        transfer.source_delete_ms = transfer.source_delete_ms.max(item.unanswered_ms);
    }
    transfer
}

fn with_moves(migrations: Vec<Migration>, moves: &BTreeMap<MoveId, Move>) -> Vec<Migration> {
    let of = |migration: &Migration| {
        let all = moves.iter().filter(|(id, _)| id.migration == migration.id);
        all.map(|(_, item)| item.clone()).collect()
    };
    migrations
        .into_iter()
        .map(|migration| Migration {
            moves: of(&migration),
            ..migration
        })
        .collect()
}
