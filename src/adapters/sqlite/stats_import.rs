//! Sums of others in stats.db, from the first batch of their file until they are closed hours.

use rusqlite::{Connection, params};

use crate::access::{FileReading, ImportedHours, Totals};

use super::Fault;
use super::stats_closed::store_totals;

/// Keeps sums of a reading that is not done.
pub(super) fn store_imported(
    connection: &Connection,
    imported: &ImportedHours,
) -> Result<(), Fault> {
    connection
        .prepare_cached("INSERT INTO imported_hours (reading, slice, content) VALUES (?1, ?2, ?3)")?
        .execute(params![imported.reading, imported.slice, imported.content])?;
    Ok(())
}

/// Makes the sums of a reading that is done count.
pub(super) fn settle_imported(connection: &Connection, reading: &FileReading) -> Result<(), Fault> {
    if reading.imported.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO closed_hours (slice, content)
             SELECT slice, content FROM imported_hours WHERE reading = ?1 ORDER BY id",
        )?
        .execute([reading.id])?;
    connection
        .prepare_cached("DELETE FROM imported_hours WHERE reading = ?1")?
        .execute([reading.id])?;
    let totals = Totals {
        evidence: reading.imported.clone(),
        duplicates: 0,
    };
    store_totals(connection, &totals)
}

/// Forgets the sums of readings that died.
pub(super) fn forget_imported(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM imported_hours", [])?;
    Ok(())
}
