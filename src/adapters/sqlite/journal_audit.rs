//! The audit of the journal's projection: that the rows are all there, none old, none foreign.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Fault;
use super::journal_projection::count_in;
use super::journal_rows::{MigrationRow, MoveRow, TallyRow, TransferRow};
use crate::migration::TransferState;

/// Reads and verifies every row, and adds the transfers up anew. Costs what the rows cost.
pub(super) fn audit(connection: &Connection) -> Result<(), Fault> {
    let migrations = MigrationRow::all(connection)?;
    if !(1..).zip(&migrations).all(|(id, row)| row.id == id) {
        let problem = "is damaged: one of its migrations is missing";
        return Err(Fault::Corrupt(problem.to_owned()));
    }
    for row in migrations {
        for item in MoveRow::of_migration(connection, row.id)? {
            audit_transfers(connection, item.id)?;
        }
        row.with_moves(connection)?;
    }
    Ok(())
}

fn audit_transfers(connection: &Connection, of: i64) -> Result<(), Fault> {
    let mut found: BTreeMap<TransferState, TallyRow> = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT key, state, bytes, body, checksum FROM transfer NOT INDEXED WHERE move = ?1",
    )?;
    let mut rows = statement.query([of])?;
    while let Some(row) = rows.next()? {
        let (_, row) = TransferRow::read(of, row)?;
        let tally = found.entry(row.transfer.state).or_default();
        count_in(tally, &row.transfer, row.checksum);
    }
    let mut counted = TallyRow::of_move(connection, of)?;
    counted.retain(|_, row| *row != TallyRow::default());
    if found == counted {
        return Ok(());
    }
    Err(Fault::Corrupt(format!(
        "is damaged: the transfers of move row {of} do not add up to what was counted"
    )))
}
