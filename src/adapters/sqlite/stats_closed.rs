//! What is closed in stats.db: hours, pairs and sessions, and the closing of the open window.

use rusqlite::{Connection, params};

use crate::access::{CoAccessBlock, HourRuns, KeyList, RegionSource, SLICES, Totals};
use crate::ports::{CloseOptions, CloseReport};

use super::Fault;
use super::press::Pressed;
use super::stats_file::{span, state};
use super::stats_import::forget_imported;
use super::stats_keys::{each_key, key_index, most_keys, replace_keys};
use super::stats_window::{press_window, split_mixed, store_rows};

/// Runs of one slice or day before they are merged.
const MOST_RUNS: u64 = 8;
/// Name of the sum of records logged twice.
const DUPLICATES: &str = "duplicate";

/// Closes what is final before the newest record less the lateness, hours whole. Does nothing while
/// that time has not come.
pub(super) fn close(connection: &Connection, options: &CloseOptions) -> Result<CloseReport, Fault> {
    split_mixed(connection)?;
    forget_imported(connection)?;
    let Some((oldest, newest)) = span(connection)? else {
        return Ok(CloseReport::default());
    };
    let until = options.until(newest);
    let (_, closed) = state(connection)?;
    if closed.is_some_and(|closed| until <= closed) || until <= oldest {
        merge(connection, MOST_RUNS)?;
        return Ok(CloseReport::default());
    }
    let report = close_until(connection, until, options)?;
    connection.execute("UPDATE access_state SET closed_before_ms = ?1", [until])?;
    merge(connection, MOST_RUNS)?;
    Ok(report)
}

fn close_until(
    connection: &Connection,
    until_ms: i64,
    options: &CloseOptions,
) -> Result<CloseReport, Fault> {
    let most_keys = most_keys(options.memory_bytes, options.threads);
    let keys = if options.co_access {
        key_index(connection, most_keys)?
    } else {
        None
    };
    let newest_block: i64 =
        connection.query_row("SELECT coalesce(max(id), 0) FROM open_rows", [], |row| {
            row.get(0)
        })?;
    press_window(
        connection,
        until_ms,
        keys.as_ref(),
        (options.threads, options.memory_bytes),
        |pressed| store_pressed(connection, &pressed),
    )?;
    connection.execute("DELETE FROM open_rows WHERE id <= ?1", [newest_block])?;
    Ok(CloseReport {
        too_many_keys: options.co_access && keys.is_none(),
    })
}

fn store_pressed(connection: &Connection, pressed: &Pressed) -> Result<(), Fault> {
    for block in &pressed.open {
        store_rows(connection, block)?;
    }
    for (slice, content) in &pressed.hours {
        store_slice(connection, *slice, content)?;
    }
    for (day, content) in &pressed.days {
        store_day(connection, *day, content)?;
    }
    store_totals(connection, &pressed.totals)
}

fn store_slice(connection: &Connection, slice: u8, content: &[u8]) -> Result<(), Fault> {
    connection
        .prepare_cached("INSERT INTO closed_hours (slice, content) VALUES (?1, ?2)")?
        .execute(params![slice, content])?;
    Ok(())
}

/// Puts one run in place of all that a slice has, or none.
pub(super) fn replace_slice(
    connection: &Connection,
    slice: u8,
    run: Option<Vec<u8>>,
) -> Result<(), Fault> {
    connection.execute("DELETE FROM closed_hours WHERE slice = ?1", [slice])?;
    run.map_or(Ok(()), |run| store_slice(connection, slice, &run))
}

fn store_day(connection: &Connection, day: i64, content: &[u8]) -> Result<(), Fault> {
    connection
        .prepare_cached("INSERT INTO closed_day (day, content) VALUES (?1, ?2)")?
        .execute(params![day, content])?;
    Ok(())
}

pub(super) fn store_totals(connection: &Connection, totals: &Totals) -> Result<(), Fault> {
    let evidence = totals.evidence.iter();
    let named = evidence.map(|(source, records)| (source.name(), *records));
    for (name, records) in named.chain([(DUPLICATES, totals.duplicates)]) {
        connection
            .prepare_cached(
                "INSERT INTO closed_total (name, records) VALUES (?1, ?2)
                 ON CONFLICT DO UPDATE SET records = records + excluded.records",
            )?
            .execute(params![name, records])?;
    }
    Ok(())
}

/// Sums over what is closed.
pub(super) fn totals(connection: &Connection) -> rusqlite::Result<Totals> {
    let mut totals = Totals::default();
    let mut statement = connection.prepare_cached("SELECT name, records FROM closed_total")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, records): (String, u64) = (row.get(0)?, row.get(1)?);
        if name == DUPLICATES {
            totals.duplicates = records;
        }
        let source = RegionSource::ALL
            .into_iter()
            .find(|source| source.name() == name);
        if let Some(source) = source.filter(|_| records > 0) {
            totals.evidence.insert(source, records);
        }
    }
    Ok(totals)
}

/// The runs of one slice in a table of runs.
pub(super) fn slice_runs(
    connection: &Connection,
    table: &str,
    slice: u8,
) -> rusqlite::Result<Vec<Vec<u8>>> {
    let sql = format!("SELECT content FROM {table} WHERE slice = ?1 ORDER BY id");
    connection
        .prepare_cached(&sql)?
        .query_map([slice], |row| row.get(0))?
        .collect()
}

/// Calls `each` with every block of pairs and sessions in a table of them, by day.
pub(super) fn each_day(
    connection: &Connection,
    table: &str,
    mut each: impl FnMut(i64, CoAccessBlock) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let sql = format!("SELECT day, content FROM {table} ORDER BY day, id");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let content = row.get_ref(1)?.as_blob()?;
        each(row.get(0)?, CoAccessBlock::decode(content)?)?;
    }
    Ok(())
}

/// Merges what has more runs than `most`; with 1, everything is in the one form it can have.
pub(super) fn merge(connection: &Connection, most: u64) -> Result<(), Fault> {
    for slice in 0..SLICES {
        if runs_of(connection, "closed_hours", "slice", i64::from(slice))? > most {
            let merged = HourRuns::merge(&slice_runs(connection, "closed_hours", slice)?, None)?;
            replace_slice(connection, slice, merged)?;
        }
        if runs_of(connection, "key_block", "slice", i64::from(slice))? > 2 * most {
            merge_keys(connection, slice)?;
        }
    }
    let mut many = connection
        .prepare_cached("SELECT day FROM closed_day GROUP BY day HAVING count(*) > ?1")?;
    let days: Vec<i64> = many
        .query_map([most], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for day in days {
        merge_day(connection, day)?;
    }
    Ok(())
}

fn runs_of(
    connection: &Connection,
    table: &str,
    column: &str,
    value: i64,
) -> rusqlite::Result<u64> {
    connection
        .prepare_cached(&format!("SELECT count(*) FROM {table} WHERE {column} = ?1"))?
        .query_row([value], |row| row.get(0))
}

fn merge_keys(connection: &Connection, slice: u8) -> Result<(), Fault> {
    let mut keys = KeyList::default();
    each_key(connection, slice, |hash, key| keys.push(hash, key))?;
    replace_keys(connection, slice, keys)
}

fn merge_day(connection: &Connection, day: i64) -> Result<(), Fault> {
    let mut blocks = Vec::new();
    {
        let sql = "SELECT content FROM closed_day WHERE day = ?1 ORDER BY id";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([day])?;
        while let Some(row) = rows.next()? {
            let content = row.get_ref(0)?.as_blob()?;
            blocks.push(CoAccessBlock::decode(content)?);
        }
    }
    connection.execute("DELETE FROM closed_day WHERE day = ?1", [day])?;
    store_day(connection, day, &CoAccessBlock::merged(blocks).encode())
}
