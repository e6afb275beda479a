//! Whether the map here is the one that is published, and what readers are given is it. Reads only.

use crate::placement::{CurrentMap, ShardMap, decode_current, map_hash};
use crate::ports::{ControlStore, JournalStore, World};

use super::snapshot::published_map;
use super::verify::{local, shared, text};
use super::{Checked, FleetError, names, newest_version, publication};

/// Checks map.db's map, that the log has it, and the copy for readers. An error is of the control location as
/// a whole: then nothing is known.
pub async fn check_map(world: &dyn World) -> Result<Vec<Checked>, FleetError> {
    let store = world.journal_to_look_at()?.ok_or(FleetError::NoMap)?;
    let map = store.load()?.ok_or(FleetError::NoMap)?;
    let mut checks = vec![local(
        "map",
        Ok(format!(
            "version {} hashes to what was written: {} rules",
            map.lsn,
            map.rule_count()
        )),
    )];
    let Some(control) = world.control_store()? else {
        return Ok(checks);
    };
    let control = control.as_ref();
    let newest = newest_version(control, 0).await?.unwrap_or(0);
    checks.push(local(
        "published",
        published(control, store.as_ref(), &map).await,
    ));
    checks.push(shared("newest", newest_here(&map, newest)));
    checks.push(shared("readers", readers(control, &map, newest).await));
    Ok(checks)
}

/// That the log has this version, and says the same.
async fn published(
    control: &dyn ControlStore,
    store: &dyn JournalStore,
    map: &ShardMap,
) -> Result<String, String> {
    let identity = store.identity().map_err(text)?;
    let Some(entry) = publication::read(control, map.lsn).await.map_err(text)? else {
        return if identity.published_lsn < map.lsn {
            Ok("not published yet: the next command that changes something does".to_owned())
        } else {
            Err(format!(
                "version {} was published and is not there",
                map.lsn
            ))
        };
    };
    if entry.fleet_id != identity.fleet_id {
        return Err(format!("the log is of fleet {}", entry.fleet_id));
    }
    let same = format!("version {} is the log's", map.lsn);
    if entry.map_hash == map_hash(map) {
        return Ok(same);
    }
    // An entry of a holder who had been replaced says what never was: only the whole log tells.
    let replayed = published_map(control, map.lsn).await.map_err(text)?;
    if replayed.is_some_and(|replayed| map_hash(&replayed) == map_hash(map)) {
        Ok(same)
    } else {
        Err(format!("version {} is another than the log's", map.lsn))
    }
}

fn newest_here(map: &ShardMap, newest: u64) -> Result<String, String> {
    match newest.saturating_sub(map.lsn) {
        0 => Ok("nothing newer is published".to_owned()),
        _ => Err(format!(
            "version {newest} is published, and {} is here: the next command that changes something follows",
            map.lsn
        )),
    }
}

/// That the copy for readers is the newest map.
async fn readers(
    control: &dyn ControlStore,
    map: &ShardMap,
    newest: u64,
) -> Result<String, String> {
    let Some(bytes) = control.read(names::CURRENT_MAP).await.map_err(text)? else {
        return if newest == 0 {
            Ok("nothing is published yet".to_owned())
        } else {
            Err("there is no copy of the map for readers".to_owned())
        };
    };
    let copy: CurrentMap = decode_current(&bytes).map_err(text)?;
    let lsn = copy.map.lsn;
    if lsn < newest {
        return Err(format!(
            "readers are given version {lsn}, {newest} is published: the next command that changes something mends it"
        ));
    }
    let said = if lsn == map.lsn {
        Some(map_hash(map))
    } else {
        let entry = publication::read(control, lsn).await.map_err(text)?;
        entry.map(|entry| entry.map_hash)
    };
    if said == Some(map_hash(&copy.map)) {
        Ok(format!("readers are given version {lsn}"))
    } else {
        Err(format!("readers are given another map than version {lsn}"))
    }
}
