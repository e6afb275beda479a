//! Whether everything that recovery would rely on is there and is what was written: map.db's journal and
//! map, and in the control location epochs, map log, snapshots, consistency states and this host's anchor.
//! Reads only; every check is made, whatever the others found.

use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::placement::{MapLog, ReplayError, ShardMap, map_hash};
use crate::ports::{ControlStore, JournalStore, World};

use super::anchor::Anchor;
use super::epoch::{EpochClaim, all_claims};
use super::states_reader::StatesChain;
use super::{FleetError, names, publication, snapshot};

/// Entries read at the same time.
const READ_WAYS: usize = 8;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its name: `journal`, `map_log`, …
    pub what: &'static str,
    /// Whether it lies on this host, in map.db.
    pub local: bool,
    /// What there is, or what is wrong with it.
    pub found: Result<String, String>,
}

/// What a control location was found to hold, for the checks after.
struct Published {
    /// Hash of the map after each version; `None` where its entry counts for nothing and nobody computed it.
    hashes: BTreeMap<u64, Option<String>>,
    epochs: Vec<u64>,
    fleet_id: String,
}

/// Checks everything. Of the map log each entry must follow the one before, and the map is hashed where a
/// recovery could begin, at every snapshot, and at the newest version; `deep`: at every version. An error is of the
/// control location as a whole: then nothing is known.
pub async fn verify(world: &dyn World, deep: bool) -> Result<Vec<Checked>, FleetError> {
    let control = world.control_store()?.ok_or(FleetError::NoControl)?;
    let control = control.as_ref();
    let store = world.journal_to_look_at();
    let mut checks = Vec::new();
    let store = match store {
        Ok(store) => store,
        Err(error) => {
            checks.push(local("map_db", Err(error.to_string())));
            None
        }
    };
    if let Some(store) = &store {
        checks.push(local("journal", journal(store.as_ref())));
        checks.push(local("map", map(store.as_ref())));
    }
    let (claims, newest) = all_claims(control).await?;
    let mut published = Published {
        hashes: BTreeMap::new(),
        epochs: claims.iter().map(|claim| claim.epoch).collect(),
        fleet_id: newest.fleet_id,
    };
    checks.push(shared("epochs", epochs(&claims)));
    let starts = snapshot::versions(control).await?;
    let hash_at = |lsn: u64| deep || starts.contains(&lsn);
    let read = log(control, &mut published, &hash_at).await;
    checks.push(shared("map_log", read));
    let whole = snapshots(control, &published, &starts).await;
    checks.push(shared("snapshots", whole));
    checks.push(shared("states", states(control, &published).await));
    if let Some(store) = &store {
        checks.push(local("versions", versions(store.as_ref(), &published)));
        checks.push(local("anchor", anchor(control, store.as_ref()).await));
    }
    Ok(checks)
}

pub(super) fn local(what: &'static str, found: Result<String, String>) -> Checked {
    let local = true;
    Checked { what, local, found }
}

pub(super) fn shared(what: &'static str, found: Result<String, String>) -> Checked {
    let local = false;
    Checked { what, local, found }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err calls")]
pub(super) fn text(error: impl ToString) -> String {
    error.to_string()
}

fn journal(store: &dyn JournalStore) -> Result<String, String> {
    let head = store.verify_chain(true).map_err(text)?;
    Ok(format!("{} batches hash to one another", head.seq))
}

fn map(store: &dyn JournalStore) -> Result<String, String> {
    let map = store.load().map_err(text)?.unwrap_or_default();
    Ok(format!(
        "version {} hashes to what was written: {} rules",
        map.lsn,
        map.rule_count()
    ))
}

fn epochs(claims: &[EpochClaim]) -> Result<String, String> {
    let (first, last) = (&claims[0], &claims[claims.len() - 1]);
    if let Some(other) = claims.iter().find(|it| it.fleet_id != last.fleet_id) {
        return Err(format!(
            "epoch {} is of fleet {}, epoch {} of fleet {}",
            other.epoch, other.fleet_id, last.epoch, last.fleet_id
        ));
    }
    let expected = first.epoch..=last.epoch;
    if !claims.iter().map(|it| it.epoch).eq(expected) {
        return Err(format!(
            "numbers between {} and {} are missing",
            first.epoch, last.epoch
        ));
    }
    Ok(format!("{} holds epoch {}", last.hostname, last.epoch))
}

/// Replays the whole log. What the map hashes to is computed at its end and where `hash_at` says; of other
/// versions the entry's word is taken, which whoever reads that version holds against the map.
async fn log(
    control: &dyn ControlStore,
    published: &mut Published,
    hash_at: &(dyn Fn(u64) -> bool + Sync),
) -> Result<String, String> {
    let mut log = MapLog::new(published.fleet_id.clone(), ShardMap::default(), 0);
    let listed = names::published(control, names::MAP_LOG, None).await;
    let listed = listed.map_err(text)?;
    let newest = listed.iter().copied().max();
    let mut entries = stream::iter(listed)
        .map(|lsn| publication::listed(control, lsn))
        .buffered(READ_WAYS);
    let mut computed = 0_u64;
    while let Some(entry) = entries.try_next().await.map_err(text)? {
        let late = entry.epoch < log.epoch();
        log.advance(&entry).map_err(text)?;
        let mut hash = (!late).then(|| entry.map_hash.clone());
        if hash_at(entry.lsn) || Some(entry.lsn) == newest {
            let found = map_hash(log.map());
            computed += 1;
            if hash.is_some_and(|said| said != found) {
                let lsn = entry.lsn;
                return Err(ReplayError::Hash { lsn }.to_string());
            }
            hash = Some(found);
        }
        published.hashes.insert(entry.lsn, hash);
    }
    Ok(format!(
        "every version up to {} follows, {computed} of them hashed",
        log.map().lsn
    ))
}

async fn snapshots(
    control: &dyn ControlStore,
    published: &Published,
    versions: &[u64],
) -> Result<String, String> {
    let mut count = 0;
    for &lsn in versions {
        if snapshot_of(control, published, lsn).await?.is_some() {
            count += 1;
        }
    }
    Ok(format!("{count} are what the log says"))
}

/// That a snapshot is what the log says, with its rules; `None` where it was removed meanwhile.
async fn snapshot_of(
    control: &dyn ControlStore,
    published: &Published,
    lsn: u64,
) -> Result<Option<u64>, String> {
    let Some(found) = snapshot::read(control, lsn).await.map_err(text)? else {
        return Ok(None);
    };
    if published.hashes.get(&lsn) == Some(&Some(map_hash(&found.map))) {
        Ok(Some(found.map.rule_count() as u64))
    } else {
        Err(format!("the one of version {lsn} is not the log's"))
    }
}

/// Every snapshot, or that of one version, with its rules or what is wrong with it. An error is of the map
/// log: then nothing is known.
pub async fn verify_snapshots(
    control: &dyn ControlStore,
    only: Option<u64>,
) -> Result<Vec<(u64, Result<u64, String>)>, FleetError> {
    let (_, newest) = all_claims(control).await?;
    let mut published = Published {
        hashes: BTreeMap::new(),
        epochs: Vec::new(),
        fleet_id: newest.fleet_id,
    };
    let versions = snapshot::versions(control).await?;
    let hash_at = |lsn: u64| versions.contains(&lsn) && only.is_none_or(|only| only == lsn);
    log(control, &mut published, &hash_at)
        .await
        .map_err(|problem| FleetError::Damaged {
            place: control.place(),
            name: names::MAP_LOG.to_owned(),
            problem: format!("does not add up: {problem}"),
        })?;
    let mut found = Vec::new();
    for &lsn in &versions {
        if only.is_some_and(|only| only != lsn) {
            continue;
        }
        match snapshot_of(control, &published, lsn).await {
            Ok(Some(rules)) => found.push((lsn, Ok(rules))),
            Ok(None) => {}
            Err(problem) => found.push((lsn, Err(problem))),
        }
    }
    Ok(found)
}

async fn states(control: &dyn ControlStore, published: &Published) -> Result<String, String> {
    let epochs = published.epochs.iter().copied();
    let chain = StatesChain::find(control, &published.fleet_id, epochs).await;
    let Some(chain) = chain.map_err(text)? else {
        return Ok("none were published".to_owned());
    };
    let mut transfers = chain.base.transfer_count();
    let mut parts = std::pin::pin!(chain.parts(control));
    while let Some(part) = parts.try_next().await.map_err(text)? {
        transfers += part.transfer_count();
    }
    if transfers != chain.base.base_transfers {
        let said = chain.base.base_transfers;
        return Err(format!(
            "base {} says {said} transfers, {transfers} are there",
            chain.base.number
        ));
    }
    let mut seq = chain.base.seq;
    let mut number = chain.base.number;
    let mut after = std::pin::pin!(chain.after(control));
    while let Some(states) = after.try_next().await.map_err(text)? {
        if states.number != number + 1 {
            return Err(format!(
                "number {} of epoch {} is missing",
                number + 1,
                chain.epoch
            ));
        }
        number = states.number;
        seq = seq.max(states.seq);
    }
    Ok(format!(
        "up to batch {seq} of the journal, number {number} of epoch {}",
        chain.epoch
    ))
}

/// That map.db's versions are the log's.
fn versions(store: &dyn JournalStore, published: &Published) -> Result<String, String> {
    let history = store.history().map_err(text)?;
    let identity = store.identity().map_err(text)?;
    for version in history.iter().filter(|it| it.lsn <= identity.published_lsn) {
        match published.hashes.get(&version.lsn) {
            Some(hash) if hash.as_ref().is_none_or(|hash| *hash == version.hash) => {}
            Some(_) => return Err(format!("version {} is another than the log's", version.lsn)),
            None => return Err(format!("version {} is not in the log", version.lsn)),
        }
    }
    let newest = published
        .hashes
        .keys()
        .next_back()
        .copied()
        .unwrap_or_default();
    let behind = newest.saturating_sub(identity.lsn);
    Ok(format!(
        "{} are the log's, {behind} newer are not here yet",
        history.len()
    ))
}

async fn anchor(control: &dyn ControlStore, store: &dyn JournalStore) -> Result<String, String> {
    let identity = store.identity().map_err(text)?;
    let found = Anchor::read(control, &identity.host_id)
        .await
        .map_err(text)?;
    let Some(anchor) = found else {
        return Ok("this host has left none yet".to_owned());
    };
    match anchor.contradiction(store, &identity).map_err(text)? {
        Some(evidence) => Err(format!("map.db is older than it was: {evidence}")),
        None => Ok("map.db is what it was last seen to be, or later".to_owned()),
    }
}
