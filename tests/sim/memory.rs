//! [`MemoryMap`]: map.db as a value in memory. It keeps what the port's contract says that a file keeps,
//! and what a process leaves there is there for the next; what may follow what is asked of the same
//! functions that the file's projection asks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};
use shardctl::migration::{
    Event, Migration, MigrationEvent, MigrationId, MoveId, Transfer, TransferState,
};
use shardctl::placement::{Key, MapDiff, ShardMap, map_hash};
use shardctl::ports::*;

/// The file: clones share it.
#[derive(Clone, Default)]
pub struct MemoryMap(Arc<Mutex<Kept>>);

#[derive(Clone, Default)]
struct Kept {
    identity: Option<StoreIdentity>,
    map: ShardMap,
    versions: Vec<(MapVersion, MapDiff, ShardMap)>,
    migrations: Vec<Migration>,
    transfers: BTreeMap<MoveId, BTreeMap<Key, Transfer>>,
    batches: Vec<JournalBatch>,
    /// What the first batch follows.
    beginning: ChainLink,
}

impl MemoryMap {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the file an identity, as adoption does.
    pub fn found(&self, fleet_id: &str, host_id: &str) {
        self.kept().identity = Some(StoreIdentity {
            fleet_id: fleet_id.to_owned(),
            host_id: host_id.to_owned(),
            epoch: 0,
            lsn: 0,
            published_lsn: 0,
            head: ChainLink::default(),
        });
    }

    /// Whether there is such a file.
    pub fn exists(&self) -> bool {
        self.kept().identity.is_some()
    }
}

fn corrupt(problem: impl Into<String>) -> StoreError {
    StoreError::Corrupt {
        path: "map.db".to_owned(),
        problem: problem.into(),
    }
}

impl Kept {
    fn identity(&self) -> StoreIdentity {
        self.identity.clone().expect("a file that was opened")
    }

    fn check_epoch(&self, wanted: u64) -> Result<(), StoreError> {
        let found = self.identity().epoch;
        if wanted == found {
            return Ok(());
        }
        Err(StoreError::Fenced {
            path: "map.db".to_owned(),
            wanted,
            found,
        })
    }

    fn migration_mut(&mut self, id: &MigrationId) -> Result<&mut Migration, StoreError> {
        let found = self.migrations.iter_mut().find(|it| it.id == *id);
        found.ok_or_else(|| corrupt(format!("knows no migration {id}")))
    }

    fn apply(&mut self, event: &Event) -> Result<(), StoreError> {
        match event {
            Event::Run(_) => Ok(()),
            Event::Migration { id, event } if matches!(event, MigrationEvent::Created { .. }) => {
                let made = Migration::created(id, event);
                self.migrations
                    .push(made.ok_or_else(|| corrupt("is not made so"))?);
                Ok(())
            }
            Event::Migration { id, event } => {
                let applied = self.migration_mut(id)?.apply(event);
                applied.map_err(|illegal| corrupt(illegal.to_string()))
            }
            Event::Move { id, event } => {
                let mut moves = self.migration_mut(&id.migration)?.moves.iter_mut();
                let item = moves.find(|item| item.n == id.n);
                let item = item.ok_or_else(|| corrupt(format!("knows no move {id}")))?;
                let applied = item.apply(event);
                applied.map_err(|illegal| corrupt(illegal.to_string()))
            }
            Event::Transfer { id, key, event } => {
                let of = self.transfers.entry(id.clone()).or_default();
                let after = Transfer::after(of.get(key).cloned(), event)
                    .map_err(|illegal| corrupt(illegal.to_string()))?;
                of.insert(key.clone(), after);
                Ok(())
            }
        }
    }

    /// Applies all of them, or none.
    fn append(&mut self, events: &[Event], at_ms: i64) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        let mut undone = Vec::new();
        for event in events {
            undone.push(self.before(event));
            if let Err(error) = self.apply(event) {
                undone
                    .into_iter()
                    .rev()
                    .for_each(|before| self.undo(before));
                return Err(error);
            }
        }
        let identity = self.identity();
        let mut batch = JournalBatch {
            seq: identity.head.seq + 1,
            epoch: identity.epoch,
            at_ms,
            events: events.to_vec(),
            text: String::new(),
            prev_hash: identity.head.hash,
            hash: String::new(),
        };
        for event in events {
            batch.text += &serde_json::to_string(event).expect("an event is JSON");
            batch.text.push('\n');
        }
        batch.hash = hash_of(&batch);
        let head = ChainLink {
            seq: batch.seq,
            hash: batch.hash.clone(),
        };
        self.batches.push(batch);
        self.identity.as_mut().expect("a file").head = head;
        Ok(())
    }

    fn before(&self, event: &Event) -> Before {
        match event {
            Event::Transfer { id, key, .. } => {
                let was = self.transfers.get(id).and_then(|of| of.get(key)).cloned();
                Before::Transfer(id.clone(), key.clone(), Box::new(was))
            }
            _ => Before::Migrations(self.migrations.clone()),
        }
    }

    fn undo(&mut self, before: Before) {
        match before {
            Before::Migrations(all) => self.migrations = all,
            Before::Transfer(id, key, was) => {
                let of = self.transfers.entry(id).or_default();
                match *was {
                    Some(was) => of.insert(key, was),
                    None => of.remove(&key),
                };
            }
        }
    }

    fn add_version(&mut self, version: MapVersion, diff: MapDiff, map: ShardMap) {
        self.identity.as_mut().expect("a file").lsn = version.lsn;
        self.map = map.clone();
        self.versions.push((version, diff, map));
    }
}

/// What an event is about, as it was.
enum Before {
    Migrations(Vec<Migration>),
    Transfer(MoveId, Key, Box<Option<Transfer>>),
}

fn hash_of(batch: &JournalBatch) -> String {
    let mut sha = Sha256::new();
    sha.update(batch.prev_hash.as_bytes());
    for number in [batch.seq, batch.epoch, batch.at_ms as u64] {
        sha.update(number.to_be_bytes());
    }
    sha.update(batch.text.as_bytes());
    format!("{:x}", sha.finalize())
}

fn version_of(map: &ShardMap, created_ms: i64, origin: &str) -> MapVersion {
    MapVersion {
        lsn: map.lsn,
        hash: map_hash(map),
        created_ms,
        origin: origin.to_owned(),
        rules: map.rule_count() as u64,
    }
}

impl MapStore for MemoryMap {
    fn load(&self) -> Result<Option<ShardMap>, StoreError> {
        let kept = self.kept();
        Ok((!kept.versions.is_empty()).then(|| kept.map.clone()))
    }
    fn load_version(&self, lsn: u64) -> Result<Option<ShardMap>, StoreError> {
        let kept = self.kept();
        let found = kept.versions.iter().find(|(it, ..)| it.lsn == lsn);
        Ok(found.map(|(_, _, map)| map.clone()))
    }
    fn adopt(&mut self, map: &ShardMap, created_ms: i64) -> Result<MapVersion, StoreError> {
        let version = version_of(map, created_ms, "init --adopt");
        let diff = MapDiff::between(&ShardMap::default(), map);
        self.kept().add_version(version.clone(), diff, map.clone());
        Ok(version)
    }
    fn history(&self) -> Result<Vec<MapVersion>, StoreError> {
        let kept = self.kept();
        Ok(kept.versions.iter().map(|(it, ..)| it.clone()).collect())
    }
    fn migrations(&self) -> Result<Vec<Migration>, StoreError> {
        Ok(self.kept().migrations.clone())
    }
    fn save_plan(&mut self, _: &StoredPlan) -> Result<(), StoreError> {
        unreachable!("no migration keeps plans")
    }
    fn plans(&self) -> Result<Vec<StoredPlan>, StoreError> {
        Ok(Vec::new())
    }
}

impl JournalStore for MemoryMap {
    fn never_waits(&self) -> bool {
        true
    }
    fn identity(&self) -> Result<StoreIdentity, StoreError> {
        Ok(self.kept().identity())
    }
    fn hold_epoch(&mut self, epoch: u64) -> Result<(), StoreError> {
        let mut kept = self.kept();
        let found = kept.identity().epoch;
        if epoch <= found {
            return Err(StoreError::Fenced {
                path: "map.db".to_owned(),
                wanted: epoch,
                found,
            });
        }
        kept.identity.as_mut().expect("a file").epoch = epoch;
        Ok(())
    }
    fn append(
        &mut self,
        epoch: u64,
        events: &[Event],
        now_ms: i64,
    ) -> Result<ChainLink, StoreError> {
        let mut kept = self.kept();
        kept.check_epoch(epoch)?;
        kept.append(events, now_ms)?;
        Ok(kept.identity().head)
    }
    fn change_map(
        &mut self,
        epoch: u64,
        change: &VersionChange,
        events: &[Event],
        now_ms: i64,
    ) -> Result<MapVersion, StoreError> {
        let mut kept = self.kept();
        kept.check_epoch(epoch)?;
        let identity = kept.identity();
        if identity.lsn != change.diff.from_lsn || change.diff.to_lsn != identity.lsn + 1 {
            return Err(corrupt(format!("is at map version {}", identity.lsn)));
        }
        let after = change.diff.apply(&kept.map);
        let after = after.map_err(|error| corrupt(error.to_string()))?;
        kept.append(events, now_ms)?;
        let version = version_of(&after, change.created_ms, &change.origin);
        kept.add_version(version.clone(), change.diff.clone(), after);
        let identity = kept.identity.as_mut().expect("a file");
        if change.published && identity.published_lsn + 1 == version.lsn {
            identity.published_lsn = version.lsn;
        }
        Ok(version)
    }
    fn set_published(&mut self, epoch: u64, lsn: u64) -> Result<(), StoreError> {
        let mut kept = self.kept();
        kept.check_epoch(epoch)?;
        let identity = kept.identity.as_mut().expect("a file");
        if lsn > identity.lsn {
            return Err(corrupt(format!("is at map version {}", identity.lsn)));
        }
        identity.published_lsn = identity.published_lsn.max(lsn);
        Ok(())
    }
    fn changes_after(&self, lsn: u64) -> Result<Vec<(MapVersion, MapDiff)>, StoreError> {
        let kept = self.kept();
        let later = kept.versions.iter().filter(|(it, ..)| it.lsn > lsn);
        Ok(later
            .map(|(version, diff, _)| (version.clone(), diff.clone()))
            .collect())
    }
    fn migration(&self, id: &MigrationId) -> Result<Option<Migration>, StoreError> {
        let kept = self.kept();
        Ok(kept.migrations.iter().find(|it| it.id == *id).cloned())
    }
    fn transfers(
        &self,
        id: &MoveId,
        after: Option<&Key>,
        limit: usize,
        states: Option<&[TransferState]>,
    ) -> Result<Vec<(Key, Transfer)>, StoreError> {
        let kept = self.kept();
        let of = kept.transfers.get(id).into_iter().flatten();
        let asked = |transfer: &Transfer| states.is_none_or(|it| it.contains(&transfer.state));
        let found = of.filter(|(key, it)| after.is_none_or(|after| *key > after) && asked(it));
        Ok(found
            .take(limit)
            .map(|(key, transfer)| (key.clone(), transfer.clone()))
            .collect())
    }
    fn transfer(&self, id: &MoveId, key: &Key) -> Result<Option<Transfer>, StoreError> {
        let kept = self.kept();
        Ok(kept.transfers.get(id).and_then(|of| of.get(key)).cloned())
    }
    fn tally(&self, id: &MoveId) -> Result<BTreeMap<TransferState, Tally>, StoreError> {
        let kept = self.kept();
        let mut tallies: BTreeMap<_, Tally> = BTreeMap::new();
        for transfer in kept
            .transfers
            .get(id)
            .into_iter()
            .flat_map(BTreeMap::values)
        {
            let tally = tallies.entry(transfer.state).or_default();
            tally.objects += 1;
            tally.bytes += transfer.want.size;
        }
        Ok(tallies)
    }
    fn states_after(&self, after: u64, limit: usize) -> Result<ChangedStates, StoreError> {
        let kept = self.kept();
        let mut changed = ChangedStates::default();
        let (mut migrations, mut moves) = (BTreeSet::new(), BTreeSet::new());
        let mut transfers = BTreeSet::new();
        for batch in kept.batches.iter().filter(|it| it.seq > after) {
            changed.to = ChainLink {
                seq: batch.seq,
                hash: batch.hash.clone(),
            };
            for event in &batch.events {
                match event {
                    Event::Run(_) => {}
                    Event::Migration { id, event } => {
                        if let MigrationEvent::Created { moves: made, .. } = event {
                            moves.extend((1..).zip(made).map(|(n, _)| MoveId {
                                migration: id.clone(),
                                n,
                            }));
                        }
                        migrations.insert(id.clone());
                    }
                    Event::Move { id, .. } => {
                        moves.insert(id.clone());
                    }
                    Event::Transfer { id, key, .. } => {
                        transfers.insert((id.clone(), key.clone()));
                    }
                }
            }
            if transfers.len() >= limit {
                break;
            }
        }
        let found = |id: &MigrationId| kept.migrations.iter().find(|it| it.id == *id);
        for id in &migrations {
            let mut migration = found(id).expect("what events name is there").clone();
            migration.moves.clear();
            changed.migrations.push(migration);
        }
        for id in moves {
            let migration = found(&id.migration).expect("what events name is there");
            let item = migration.moves.iter().find(|item| item.n == id.n);
            let item = item.expect("what events name is there").clone();
            changed.moves.push((id, item));
        }
        for (id, key) in transfers {
            let transfer = kept.transfers[&id][&key].clone();
            changed.transfers.push((id, key, transfer));
        }
        Ok(changed)
    }
    fn batches_after(&self, after: u64, limit: usize) -> Result<Vec<JournalBatch>, StoreError> {
        let kept = self.kept();
        let later = kept.batches.iter().filter(|it| it.seq > after);
        Ok(later.take(limit).cloned().collect())
    }
    fn has_link(&self, link: &ChainLink) -> Result<bool, StoreError> {
        let kept = self.kept();
        let is = |batch: &JournalBatch| (batch.seq, &batch.hash) == (link.seq, &link.hash);
        Ok(*link == kept.beginning || kept.batches.iter().any(is))
    }
    fn verify_chain(&self, _whole: bool) -> Result<ChainLink, StoreError> {
        let kept = self.kept();
        let mut before = kept.beginning.clone();
        for batch in &kept.batches {
            if batch.prev_hash != before.hash || batch.hash != hash_of(batch) {
                return Err(corrupt(format!("is damaged at batch {}", batch.seq)));
            }
            before = ChainLink {
                seq: batch.seq,
                hash: batch.hash.clone(),
            };
        }
        Ok(before)
    }
}

/// A file in the making.
pub struct MemoryRestore {
    place: MemoryMap,
    made: Kept,
}

impl MemoryRestore {
    /// For this place.
    pub fn begin(place: &MemoryMap) -> Self {
        let nobody = StoreIdentity {
            fleet_id: String::new(),
            host_id: String::new(),
            epoch: 0,
            lsn: 0,
            published_lsn: 0,
            head: ChainLink::default(),
        };
        let made = Kept {
            identity: Some(nobody),
            ..Kept::default()
        };
        Self {
            place: place.clone(),
            made,
        }
    }
}

impl MapRestore for MemoryRestore {
    fn add_map(&mut self, version: &MapVersion, map: &ShardMap) -> Result<(), StoreError> {
        let diff = MapDiff::between(&ShardMap::default(), map);
        self.made.add_version(version.clone(), diff, map.clone());
        Ok(())
    }
    fn add_version(&mut self, version: &MapVersion, diff: &MapDiff) -> Result<(), StoreError> {
        let after = diff.apply(&self.made.map);
        let after = after.map_err(|error| corrupt(error.to_string()))?;
        self.made.add_version(version.clone(), diff.clone(), after);
        Ok(())
    }
    fn put(&mut self, rows: &RestoredRows) -> Result<(), StoreError> {
        for migration in &rows.migrations {
            let all = &mut self.made.migrations;
            match all.iter_mut().find(|it| it.id == migration.id) {
                Some(known) => {
                    let moves = std::mem::take(&mut known.moves);
                    *known = migration.clone();
                    known.moves = moves;
                }
                None => all.push(Migration {
                    moves: Vec::new(),
                    ..migration.clone()
                }),
            }
        }
        for (id, item) in &rows.moves {
            let moves = &mut self.made.migration_mut(&id.migration)?.moves;
            moves.retain(|known| known.n != item.n);
            moves.push(item.clone());
            moves.sort_by_key(|item| item.n);
        }
        for (id, key, transfer) in &rows.transfers {
            let of = self.made.transfers.entry(id.clone()).or_default();
            of.insert(key.clone(), transfer.clone());
        }
        Ok(())
    }
    fn finish(mut self: Box<Self>, identity: &StoreIdentity) -> Result<Option<String>, StoreError> {
        self.made.beginning = identity.head.clone();
        self.made.identity = Some(identity.clone());
        *self.place.kept() = self.made;
        Ok(None)
    }
}
