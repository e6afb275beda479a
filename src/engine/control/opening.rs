//! Opening a fleet: map.db and the published map log brought together, an epoch held.
//!
//! The steps, each of which may have been the last one of an earlier process: compare the log with
//! map.db; prove that map.db is not older than what this host published; claim an epoch where another
//! host holds the newest, and stop that host with a fence entry; publish what was adopted; follow what
//! is new in the log. One thing is left alone: the entry of a switch of ours that was published and not
//! committed. It belongs to its move, and recovery commits it together with the move's events.

use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::migration::{MoveId, MoveState, Switch};
use crate::placement::{
    EntryKind, MapEntry, MapLog, ReplayError, ShardMap, Signature, shard_differences,
};
use crate::ports::{ControlStore, Host, JournalStore, StoreIdentity, VersionChange};

use super::anchor::Anchor;
use super::epoch::{EpochClaim, claims_after};
use super::fleet::FleetOptions;
use super::lease::Lease;
use super::publication::{self, Publication, Published};
use super::write_id::WriteIds;
use super::{FleetError, REVERSE_ORIGIN, SWITCH_ORIGIN, names};

/// Entries read at the same time.
const READ_WAYS: usize = 8;

/// What opening works with.
pub struct Opening {
    pub control: Arc<dyn ControlStore>,
    pub store: Box<dyn JournalStore>,
    pub identity: StoreIdentity,
    /// The newest map of map.db.
    pub map: ShardMap,
    pub host: Host,
    pub write_ids: WriteIds,
    pub now_ms: i64,
}

/// A switch or reversal between its intent and its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// Its move.
    pub id: MoveId,
    /// Its entry.
    pub switch: Switch,
}

/// What was read of the control location, before anything is written there.
pub struct Survey {
    log: MapLog,
    news: Vec<MapEntry>,
    changes: Vec<VersionChange>,
    unsettled: Vec<Unsettled>,
    /// The epoch to work under.
    epoch: EpochWanted,
}

/// The epoch to work under.
enum EpochWanted {
    /// Held already.
    Ours(u64),
    /// To be claimed.
    New(u64),
}

impl Survey {
    /// The newest published map.
    pub fn map(&self) -> &ShardMap {
        self.log.map()
    }

    /// What a fleet that only looks starts with, and its map: everything that is published, but for
    /// what waits for an unsettled move.
    pub fn looked_at(self, present: &ShardMap) -> (Opened, ShardMap) {
        let waits = self.first_is_left();
        let opened = Opened {
            unsettled: self.unsettled,
            behind: Vec::new(),
        };
        let newest = self.log.map();
        let map = if waits || newest.lsn < present.lsn {
            present.clone()
        } else {
            newest.clone()
        };
        (opened, map)
    }

    /// Whether the first published version that map.db lacks is that of an unsettled move.
    fn first_is_left(&self) -> bool {
        let is_left = |entry: &MapEntry| self.unsettled.iter().any(|move_| move_.is_entry(entry));
        self.news.first().is_some_and(is_left)
    }
}

/// What an opened fleet starts with.
pub struct Opened {
    /// Moves in `switch_intent` or `reverse_intent`.
    pub unsettled: Vec<Unsettled>,
    /// Published changes that follow the version of such a move's entry.
    pub behind: Vec<VersionChange>,
}

impl Opening {
    /// Compares map.db with what is published; writes nothing anywhere.
    pub async fn survey(&self) -> Result<Survey, FleetError> {
        let known = self.identity.epoch.saturating_sub(1);
        let claims = claims_after(self.control.as_ref(), known).await?;
        let entries = self.entries_from(self.identity.published_lsn).await?;
        self.check_fleet(&claims, &entries)?;
        self.check_superseded(&claims)?;
        self.check_anchor().await?;
        let unsettled = self.unsettled()?;
        let (mut log, news) = self.compare(entries).await?;
        self.check_own_news(&claims, &news, &unsettled)?;
        let follow = |entry| self.follow(&mut log, entry);
        let changes = news.iter().map(follow).collect::<Result<_, _>>()?;
        let epoch = self.wanted_epoch(claims.last()).await?;
        // The claims were read before the log: who claims and publishes between the two is seen there alone.
        let (EpochWanted::Ours(ours) | EpochWanted::New(ours)) = epoch;
        if log.epoch() > ours {
            let found = log.epoch();
            return Err(FleetError::Fenced { ours, found });
        }
        Ok(Survey {
            log,
            news,
            changes,
            unsettled,
            epoch,
        })
    }

    /// Everything that opening writes; afterwards map.db is at the newest version that it can be at.
    pub async fn carry_out(&mut self, survey: Survey) -> Result<Opened, FleetError> {
        let waits = survey.first_is_left();
        let Survey {
            mut log,
            mut changes,
            unsettled,
            ..
        } = survey;
        let epoch = match survey.epoch {
            EpochWanted::Ours(epoch) => epoch,
            EpochWanted::New(epoch) => self.claim(epoch).await?,
        };
        self.publish_adopted(&mut log, epoch).await?;
        // A fence stops the holder before: the first epoch has none, nor has a copy whose location may go on.
        let decides = self.control.may_decide().is_ok();
        if decides && epoch > 1 && log.epoch() < epoch && log.map().lsn > 0 {
            self.fence(&mut log, epoch, &mut changes).await?;
        }
        if self.identity.epoch < epoch {
            self.store.hold_epoch(epoch)?;
        }
        let behind = if waits {
            changes.split_off(1)
        } else {
            for change in &changes {
                self.store.change_map(epoch, change, &[], self.now_ms)?;
            }
            // Every entry was followed: what the log says is what map.db has.
            self.map = log.map().clone();
            Vec::new()
        };
        self.identity = self.store.identity()?;
        Ok(Opened { unsettled, behind })
    }

    /// The published entries from version `lsn` on, that one included.
    async fn entries_from(&self, lsn: u64) -> Result<Vec<MapEntry>, FleetError> {
        let after = (lsn > 1).then(|| names::map_entry(lsn - 1));
        let control = self.control.as_ref();
        let numbers = names::published(control, names::MAP_LOG, after.as_deref()).await?;
        stream::iter(numbers)
            .map(|lsn| publication::listed(control, lsn))
            .buffered(READ_WAYS)
            .try_collect()
            .await
    }

    /// That nobody else's map is here, and that ours still is.
    fn check_fleet(&self, claims: &[EpochClaim], entries: &[MapEntry]) -> Result<(), FleetError> {
        let claimed = claims.iter().map(|claim| &claim.fleet_id);
        let written = entries.iter().map(|entry| &entry.fleet_id);
        let mut foreign = claimed.chain(written);
        if let Some(fleet_id) = foreign.find(|fleet_id| **fleet_id != self.identity.fleet_id) {
            return Err(self.another_map(format!("the map of fleet {fleet_id}")));
        }
        let (published, epoch) = (self.identity.published_lsn, self.identity.epoch);
        if published > 0 && entries.first().is_none_or(|entry| entry.lsn != published) {
            return Err(self.missing(format!("version {published} of the map")));
        }
        if epoch > 0 && claims.first().is_none_or(|claim| claim.epoch > epoch) {
            return Err(self.missing(format!("epoch {epoch}")));
        }
        Ok(())
    }

    /// That no other host goes on with what this one has published: it knows more of the moves by now.
    fn check_superseded(&self, claims: &[EpochClaim]) -> Result<(), FleetError> {
        let newer = |claim: &&EpochClaim| claim.recovered && claim.epoch > self.identity.epoch;
        match claims.iter().rev().find(newer) {
            Some(claim) => Err(FleetError::Superseded {
                by: claim.hostname.clone(),
                epoch: claim.epoch,
            }),
            None => Ok(()),
        }
    }

    /// That map.db is the file that this host left, or a later state of it.
    async fn check_anchor(&self) -> Result<(), FleetError> {
        let anchor = Anchor::read(self.control.as_ref(), &self.identity.host_id).await?;
        let Some(anchor) = anchor else {
            return Ok(());
        };
        match anchor.contradiction(self.store.as_ref(), &self.identity)? {
            Some(evidence) => Err(self.rolled_back(evidence)),
            None => Ok(()),
        }
    }

    /// The moves that stand between intending their map version and having it.
    fn unsettled(&self) -> Result<Vec<Unsettled>, FleetError> {
        unsettled(self.store.as_ref())
    }

    /// Compares the versions that both have. Returns a reader of the log at the newest of them, and the
    /// entries after it.
    async fn compare(&self, entries: Vec<MapEntry>) -> Result<(MapLog, Vec<MapEntry>), FleetError> {
        let (published, newest) = (self.identity.published_lsn, self.identity.lsn);
        let base = if published == newest {
            self.map.clone()
        } else {
            self.store.load_version(published)?.unwrap_or_default()
        };
        let epoch = match entries.first().filter(|_| published > 0) {
            Some(entry) => self.epoch_at(entry).await?,
            None => 0,
        };
        let mut log = MapLog::new(self.identity.fleet_id.clone(), base, epoch);
        let mut news = Vec::new();
        for entry in entries.into_iter().filter(|entry| entry.lsn > published) {
            if entry.lsn > newest {
                news.push(entry);
                continue;
            }
            log.read(&entry).map_err(|problem| self.replay(problem))?;
            if self.hash_of(entry.lsn)?.as_deref() != Some(&entry.map_hash) {
                return Err(self.another_map(format!("another version {}", entry.lsn)));
            }
        }
        Ok((log, news))
    }

    /// The highest epoch in the log up to this entry, whose version map.db has as published.
    ///
    /// It is the entry's own, unless its writer had been replaced: then its map is not the one that
    /// readers have, and the replacer's epoch is in an entry before it.
    async fn epoch_at(&self, entry: &MapEntry) -> Result<u64, FleetError> {
        let mut found = entry.clone();
        while self.hash_of(found.lsn)?.as_deref() != Some(&found.map_hash) {
            if found.lsn <= 1 {
                let evidence = format!("its version {} is another", entry.lsn);
                return Err(self.rolled_back(evidence));
            }
            found = publication::listed(self.control.as_ref(), found.lsn - 1).await?;
        }
        if found.lsn < entry.lsn && found.epoch <= entry.epoch {
            let evidence = format!("its version {} is another", entry.lsn);
            return Err(self.rolled_back(evidence));
        }
        Ok(found.epoch)
    }

    fn hash_of(&self, lsn: u64) -> Result<Option<String>, FleetError> {
        Ok(self.store.version(lsn)?.map(|version| version.hash))
    }

    /// What this host itself published and map.db does not have can only be its last step, done and not
    /// committed: a plain change, or the entry of a move that the journal knows of. More than that
    /// means that map.db is a copy from before.
    fn check_own_news(
        &self,
        claims: &[EpochClaim],
        news: &[MapEntry],
        unsettled: &[Unsettled],
    ) -> Result<(), FleetError> {
        let is_own = |entry: &MapEntry| {
            let mut claims = claims.iter();
            claims.any(|claim| claim.epoch == entry.epoch && claim.host_id == self.identity.host_id)
        };
        let mut highest = 0;
        for (i, entry) in news.iter().enumerate() {
            // What was sent after another host had taken over changed nothing, and was never committed.
            let counts = entry.kind == EntryKind::Version && entry.epoch >= highest;
            highest = highest.max(entry.epoch);
            let known = unsettled.iter().any(|move_| move_.is_entry(entry));
            let last_step = i == 0 && entry.epoch == self.identity.epoch;
            if counts && is_own(entry) && (!last_step || (is_of_a_move(entry) && !known)) {
                return Err(self.rolled_back(format!(
                    "this host made map version {} ({}), map.db has {}",
                    entry.lsn, entry.origin, self.identity.lsn
                )));
            }
        }
        Ok(())
    }

    /// The change of map.db that the next entry makes.
    fn follow(&self, log: &mut MapLog, entry: &MapEntry) -> Result<VersionChange, FleetError> {
        let diff = log.read(entry).map_err(|problem| self.replay(problem))?;
        Ok(VersionChange {
            diff,
            origin: entry.origin.clone(),
            created_ms: entry.created_ms,
            published: true,
        })
    }

    /// The epoch to work under: the newest where it is ours and nobody else works on a copy of this
    /// state directory, else a new one, once nobody holds that.
    async fn wanted_epoch(&self, newest: Option<&EpochClaim>) -> Result<EpochWanted, FleetError> {
        let Some(claim) = newest else {
            return Ok(EpochWanted::New(1));
        };
        let lease = Lease::read(self.control.as_ref()).await?;
        let ours = claim.host_id == self.identity.host_id;
        let beside = |lease: &Lease| lease.may_live_beside(claim.epoch, &self.host);
        if ours && !lease.as_ref().is_some_and(beside) {
            return Ok(EpochWanted::Ours(claim.epoch));
        }
        match lease.filter(|lease| lease.is_held(claim.epoch, self.now_ms)) {
            Some(lease) => Err(FleetError::Held {
                holder: lease.holder(),
                until_ms: lease.expires_ms,
            }),
            None => Ok(EpochWanted::New(claim.epoch + 1)),
        }
    }

    async fn claim(&self, epoch: u64) -> Result<u64, FleetError> {
        let (fleet_id, host_id) = (&self.identity.fleet_id, &self.identity.host_id);
        let claim = EpochClaim::new(fleet_id, epoch, host_id, &self.host, self.now_ms);
        claim.claim(self.control.as_ref()).await?;
        Ok(epoch)
    }

    /// Publishes the versions that only map.db has: those of the adoption.
    async fn publish_adopted(&mut self, log: &mut MapLog, epoch: u64) -> Result<(), FleetError> {
        for (version, diff) in self.store.changes_after(log.map().lsn)? {
            let entry = MapEntry {
                fleet_id: self.identity.fleet_id.clone(),
                lsn: version.lsn,
                epoch,
                write_id: self.write_ids.next(self.now_ms),
                kind: EntryKind::Version,
                created_ms: version.created_ms,
                origin: version.origin,
                map_hash: version.hash,
                diff,
            };
            let publication = Publication::new(entry);
            let there = match publication.send(self.control.as_ref()).await? {
                Published::Ours => &publication.entry,
                Published::Lost(found) => &*found.clone(),
            };
            if there.fleet_id != self.identity.fleet_id
                || there.map_hash != publication.entry.map_hash
            {
                return Err(self.another_map(format!("the map of fleet {}", there.fleet_id)));
            }
            log.read(there).map_err(|problem| self.replay(problem))?;
        }
        if self.identity.published_lsn < self.identity.lsn {
            self.store
                .set_published(self.identity.epoch, self.identity.lsn)?;
        }
        Ok(())
    }

    /// Stops the holder of the epoch before: whatever it writes next meets this entry, or stands behind
    /// it and counts for nothing.
    async fn fence(
        &self,
        log: &mut MapLog,
        epoch: u64,
        changes: &mut Vec<VersionChange>,
    ) -> Result<(), FleetError> {
        loop {
            let fence = Publication::new(MapEntry::fence(
                log.map(),
                Signature {
                    fleet_id: self.identity.fleet_id.clone(),
                    epoch,
                    write_id: self.write_ids.next(self.now_ms),
                    created_ms: self.now_ms,
                    origin: "take over".to_owned(),
                },
            ));
            match fence.send(self.control.as_ref()).await? {
                Published::Ours => {
                    changes.push(self.follow(log, &fence.entry)?);
                    return Ok(());
                }
                Published::Lost(found) if found.epoch > epoch => {
                    return Err(FleetError::Fenced {
                        ours: epoch,
                        found: found.epoch,
                    });
                }
                Published::Lost(found) => changes.push(self.follow(log, &found)?),
            }
        }
    }

    fn another_map(&self, found: String) -> FleetError {
        FleetError::AnotherMap {
            place: self.control.place(),
            found,
        }
    }

    fn missing(&self, missing: String) -> FleetError {
        FleetError::Missing {
            place: self.control.place(),
            missing,
        }
    }

    fn rolled_back(&self, evidence: String) -> FleetError {
        FleetError::RolledBack {
            place: self.control.place(),
            evidence,
        }
    }

    fn replay(&self, problem: ReplayError) -> FleetError {
        FleetError::Replay {
            place: self.control.place(),
            problem,
        }
    }
}

impl Unsettled {
    fn is_entry(&self, entry: &MapEntry) -> bool {
        self.switch.write_id == entry.write_id
    }
}

/// The moves of map.db that stand between intending their map version and having it.
pub fn unsettled(store: &dyn JournalStore) -> Result<Vec<Unsettled>, FleetError> {
    let mut found = Vec::new();
    for migration in store.migrations()? {
        for item in &migration.moves {
            let between = matches!(
                item.state,
                MoveState::SwitchIntent | MoveState::ReverseIntent
            );
            if let Some(switch) = item.switch.clone().filter(|_| between) {
                let id = MoveId {
                    migration: migration.id.clone(),
                    n: item.n,
                };
                found.push(Unsettled { id, switch });
            }
        }
    }
    Ok(found)
}

/// Whether the entry is a move's switch or reversal, which the journal knew of before it was sent, and
/// which is committed together with the move's events only.
fn is_of_a_move(entry: &MapEntry) -> bool {
    [SWITCH_ORIGIN, REVERSE_ORIGIN].contains(&entry.origin.as_str())
}

/// That config and map agree on every shard but the one that is about to be changed.
pub(super) fn check_shards(map: &ShardMap, options: &FleetOptions<'_>) -> Result<(), FleetError> {
    let mut differences = shard_differences(map, options.shards);
    differences.retain(|difference| Some(difference.shard()) != options.changing);
    if differences.is_empty() {
        Ok(())
    } else {
        Err(FleetError::ConfigDisagrees(differences))
    }
}
