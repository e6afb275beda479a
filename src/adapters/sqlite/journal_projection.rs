//! [`Projection`]: what one batch of events does to the rows. `Migration`, `Move` and `Transfer` decide
//! what may follow what; this module fetches, asks them, and writes back what changed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::Fault;
use super::journal_rows::{MigrationRow, MoveRow, TallyRow, TransferRow, next_id};
use crate::migration::{
    Event, IllegalEvent, Migration, MigrationEvent, MigrationId, MoveEvent, MoveId, Transfer,
    TransferEvent, TransferState,
};
use crate::placement::Key;

/// The rows that a batch touches, as they are after the events so far.
pub(super) struct Projection<'a> {
    connection: &'a Connection,
    migrations: BTreeMap<MigrationId, MigrationRow>,
    moves: BTreeMap<MoveId, MoveRow>,
    changed_moves: BTreeSet<MoveId>,
    transfers: BTreeMap<(i64, Key), Touched>,
}

/// A transfer before and after.
struct Touched {
    before: Option<TransferRow>,
    after: Option<Transfer>,
}

impl<'a> Projection<'a> {
    /// Nothing touched yet.
    pub fn new(connection: &'a Connection) -> Self {
        Self {
            connection,
            migrations: BTreeMap::new(),
            moves: BTreeMap::new(),
            changed_moves: BTreeSet::new(),
            transfers: BTreeMap::new(),
        }
    }

    /// Applies the next event.
    pub fn apply(&mut self, event: &Event) -> Result<(), Fault> {
        match event {
            Event::Run(_) => Ok(()),
            Event::Migration { id, event } => self.apply_to_migration(id, event),
            Event::Move { id, event } => self.apply_to_move(id, event),
            Event::Transfer { id, key, event } => self.apply_to_transfer(id, key, event),
        }
    }

    fn apply_to_migration(
        &mut self,
        id: &MigrationId,
        event: &MigrationEvent,
    ) -> Result<(), Fault> {
        if let Some(row) = self.migration(id)? {
            if matches!(event, MigrationEvent::Created { .. }) {
                return Err(Fault::Corrupt(format!("holds migration {id} already")));
            }
            return row
                .migration
                .apply(event)
                .map_err(|illegal| refused(&illegal, &format!("migration {id}")));
        }
        let migration = Migration::created(id, event)
            .ok_or_else(|| Fault::Corrupt(format!("knows no migration {id}")))?;
        self.create(migration)
    }

    /// The row is written at once: those of its moves refer to it.
    fn create(&mut self, mut migration: Migration) -> Result<(), Fault> {
        let moves = std::mem::take(&mut migration.moves);
        let row = MigrationRow {
            id: next_id(self.connection, "migration")?,
            moves: moves.len() as u64,
            migration,
        };
        row.write(self.connection)?;
        for (move_id, item) in (next_id(self.connection, "move")?..).zip(moves) {
            let move_row = MoveRow {
                id: move_id,
                migration: row.id,
                item,
            };
            move_row.write(self.connection)?;
        }
        self.migrations.insert(row.migration.id.clone(), row);
        Ok(())
    }

    fn migration(&mut self, id: &MigrationId) -> Result<Option<&mut MigrationRow>, Fault> {
        match self.migrations.entry(id.clone()) {
            Entry::Occupied(row) => Ok(Some(row.into_mut())),
            Entry::Vacant(place) => {
                let row = MigrationRow::find(self.connection, id)?;
                Ok(row.map(|row| place.insert(row)))
            }
        }
    }

    fn apply_to_move(&mut self, id: &MoveId, event: &MoveEvent) -> Result<(), Fault> {
        self.changed_moves.insert(id.clone());
        self.move_row(id)?
            .item
            .apply(event)
            .map_err(|illegal| refused(&illegal, &format!("move {id}")))
    }

    fn move_row(&mut self, id: &MoveId) -> Result<&mut MoveRow, Fault> {
        match self.moves.entry(id.clone()) {
            Entry::Occupied(row) => Ok(row.into_mut()),
            Entry::Vacant(place) => {
                let row = MoveRow::find(self.connection, id)?;
                let unknown = || Fault::Corrupt(format!("knows no move {id}"));
                Ok(place.insert(row.ok_or_else(unknown)?))
            }
        }
    }

    fn apply_to_transfer(
        &mut self,
        id: &MoveId,
        key: &Key,
        event: &TransferEvent,
    ) -> Result<(), Fault> {
        let of = self.move_row(id)?.id;
        let touched = match self.transfers.entry((of, key.clone())) {
            Entry::Occupied(touched) => touched.into_mut(),
            Entry::Vacant(place) => {
                let before = TransferRow::find(self.connection, of, key)?;
                let after = before.as_ref().map(|row| row.transfer.clone());
                place.insert(Touched { before, after })
            }
        };
        let after = Transfer::after(touched.after.take(), event)
            .map_err(|illegal| refused(&illegal, &format!("transfer {key:?} of {id}")))?;
        touched.after = Some(after);
        Ok(())
    }

    /// Writes every row that was touched.
    pub fn write(self) -> Result<(), Fault> {
        for row in self.migrations.values() {
            row.write(self.connection)?;
        }
        for row in self
            .changed_moves
            .iter()
            .filter_map(|id| self.moves.get(id))
        {
            row.write(self.connection)?;
        }
        let mut tallies: BTreeMap<i64, BTreeMap<TransferState, TallyRow>> = BTreeMap::new();
        for ((of, key), touched) in &self.transfers {
            let tallies = match tallies.entry(*of) {
                Entry::Occupied(tallies) => tallies.into_mut(),
                Entry::Vacant(place) => place.insert(TallyRow::of_move(self.connection, *of)?),
            };
            if let Some(before) = &touched.before {
                count_out(tallies, before)?;
            }
            if let Some(after) = &touched.after {
                let checksum = TransferRow::write(self.connection, *of, key, after)?;
                count_in(tallies.entry(after.state).or_default(), after, checksum);
            }
        }
        for (of, tallies) in tallies {
            for (state, row) in tallies {
                row.write(self.connection, of, state)?;
            }
        }
        Ok(())
    }
}

/// Counts a transfer and its row's checksum.
pub(super) fn count_in(row: &mut TallyRow, transfer: &Transfer, checksum: i64) {
    row.tally.objects += 1;
    row.tally.bytes = row.tally.bytes.saturating_add(transfer.want.size);
    row.checksums = row.checksums.wrapping_add(checksum);
}

fn count_out(
    tallies: &mut BTreeMap<TransferState, TallyRow>,
    before: &TransferRow,
) -> Result<(), Fault> {
    let row = tallies.entry(before.transfer.state).or_default();
    let objects = row.tally.objects.checked_sub(1);
    let bytes = row.tally.bytes.checked_sub(before.transfer.want.size);
    let (Some(objects), Some(bytes)) = (objects, bytes) else {
        let state = before.transfer.state.name();
        return Err(Fault::Corrupt(format!(
            "is damaged: it holds more `{state}` transfers than it has counted"
        )));
    };
    row.tally.objects = objects;
    row.tally.bytes = bytes;
    row.checksums = row.checksums.wrapping_sub(before.checksum);
    Ok(())
}

fn refused(illegal: &IllegalEvent, what: &str) -> Fault {
    Fault::Corrupt(format!(
        "does not fit what is to happen to {what}: {illegal}"
    ))
}
