//! Forgetting what is old and closed in stats.db.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::access::{DAY_MS, HOUR_MS, HourRuns, KeyList, Names, SLICES, row_block, slice_of};
use crate::ports::PruneReport;

use super::Fault;
use super::stats_closed::{each_day, replace_slice, slice_runs};
use super::stats_file::{forget_hours, state};
use super::stats_keys::{each_key, replace_keys};

/// Prunes; the open window stays whole.
pub(super) fn prune(connection: &Connection, before_ms: i64) -> Result<PruneReport, Fault> {
    let (_, closed) = state(connection)?;
    let Some(closed) = closed else {
        return Ok(PruneReport::default());
    };
    let before_ms = before_ms.min(closed);
    let mut report = PruneReport {
        before_ms,
        ..PruneReport::default()
    };
    let days = connection.execute(
        "DELETE FROM closed_day WHERE day < ?1",
        [before_ms.div_euclid(DAY_MS)],
    )?;
    report.days = days as u64;
    forget_hours(connection, before_ms.div_euclid(HOUR_MS))?;
    let mut in_use = open_keys(connection)?;
    each_day(connection, "closed_day", |_, block| {
        in_use.extend(block.hashes);
        Ok(())
    })?;
    for slice in 0..SLICES {
        prune_slice(connection, slice, &mut in_use, &mut report)?;
    }
    Ok(report)
}

/// Hashes of the keys of the open window.
fn open_keys(connection: &Connection) -> Result<HashSet<u64>, Fault> {
    let mut keys = HashSet::new();
    let mut statement = connection.prepare("SELECT content FROM open_rows")?;
    let mut blocks = statement.query([])?;
    let (mut regions, mut tenants, mut rows) = (Names::default(), Names::default(), Vec::new());
    while let Some(block) = blocks.next()? {
        let content = block.get_ref(0)?.as_blob()?;
        row_block::decode(content, &mut rows, &mut regions, &mut tenants)?;
        keys.extend(rows.drain(..).map(|row| row.object));
    }
    Ok(keys)
}

/// Prunes the hours of one slice of the keys, and then the keys.
fn prune_slice(
    connection: &Connection,
    slice: u8,
    in_use: &mut HashSet<u64>,
    report: &mut PruneReport,
) -> Result<(), Fault> {
    let first_hour = report.before_ms.div_euclid(HOUR_MS);
    let contents = slice_runs(connection, "closed_hours", slice)?;
    let mut runs = HourRuns::open(contents.iter().map(Vec::as_slice))?;
    let mut cells = Vec::new();
    while let Some(object) = runs.next_object(&mut cells)? {
        let all = cells.len();
        for gone in cells.extract_if(.., |cell| cell.hour() < first_hour) {
            report.requests += u64::from(gone.requests);
        }
        report.cells += (all - cells.len()) as u64;
        if !cells.is_empty() {
            in_use.insert(object);
        }
    }
    let kept = HourRuns::merge(&contents, Some(&|cell| cell.hour() >= first_hour))?;
    replace_slice(connection, slice, kept)?;
    let mut keys = KeyList::default();
    let mut known = HashSet::new();
    each_key(connection, slice, |hash, key| {
        if in_use.contains(&hash) {
            keys.push(hash, key);
        } else {
            known.insert(hash);
        }
    })?;
    report.keys += known.len() as u64;
    replace_keys(connection, slice, keys)?;
    in_use.retain(|&hash| slice_of(hash) > slice);
    Ok(())
}
