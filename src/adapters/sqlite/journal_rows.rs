//! The rows of the journal's projection: migrations, moves, transfers and their tallies, each read
//! and written with its checksum. What an event does to them is decided elsewhere.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Fault;
use super::row_check::{row_check, verify_row};
use crate::migration::{Migration, MigrationId, Move, MoveId, Transfer, TransferState};
use crate::placement::Key;
use crate::ports::Tally;

/// A row of `migration`: the migration without its moves.
pub(super) struct MigrationRow {
    /// In order of creation.
    pub id: i64,
    /// Number of its moves.
    pub moves: u64,
    /// All but the moves.
    pub migration: Migration,
}

/// A row of `move`.
pub(super) struct MoveRow {
    /// Number of the row.
    pub id: i64,
    /// Row of its migration.
    pub migration: i64,
    /// The move.
    pub item: Move,
}

/// A row of `transfer`.
pub(super) struct TransferRow {
    /// The transfer.
    pub transfer: Transfer,
    /// What the row carries.
    pub checksum: i64,
}

/// A row of `tally`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TallyRow {
    /// Transfers in that state, and their bytes.
    pub tally: Tally,
    /// Wrapping sum of their checksums.
    pub checksums: i64,
}

impl MigrationRow {
    const SELECT: &str = "SELECT id, moves, body, checksum, name FROM migration";

    /// Every row, oldest first.
    pub fn all(connection: &Connection) -> Result<Vec<Self>, Fault> {
        let mut statement = connection.prepare(&format!("{} ORDER BY id", Self::SELECT))?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(Self::read(row)?);
        }
        Ok(all)
    }

    /// One row.
    pub fn find(connection: &Connection, id: &MigrationId) -> Result<Option<Self>, Fault> {
        let sql = format!("{} WHERE name = ?1", Self::SELECT);
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([id.as_str()])?;
        rows.next()?.map(Self::read).transpose()
    }

    fn read(row: &Row) -> Result<Self, Fault> {
        let (id, moves): (i64, u64) = (row.get(0)?, row.get(1)?);
        let (body, name): (Vec<u8>, String) = (row.get(2)?, row.get(4)?);
        let what = || format!("the row of migration `{}`", name.escape_debug());
        verify_row(what, row.get(3)?, Self::checksum(id, moves, &name, &body))?;
        Ok(Self {
            id,
            moves,
            migration: parse(&body, what)?,
        })
    }

    /// Adds the row, or replaces it.
    pub fn write(&self, connection: &Connection) -> Result<(), Fault> {
        let body = to_json(&self.migration);
        let name = self.migration.id.as_str();
        connection
            .prepare_cached(
                "INSERT INTO migration (id, moves, body, checksum, name)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET body = ?3, checksum = ?4",
            )?
            .execute(params![
                self.id,
                self.moves,
                body,
                Self::checksum(self.id, self.moves, name, &body),
                name
            ])?;
        Ok(())
    }

    fn checksum(id: i64, moves: u64, name: &str, body: &[u8]) -> i64 {
        row_check(
            "migration",
            &[
                &id.to_be_bytes(),
                &moves.to_be_bytes(),
                name.as_bytes(),
                body,
            ],
        )
    }

    /// The migration with its moves.
    pub fn with_moves(mut self, connection: &Connection) -> Result<Migration, Fault> {
        let moves = MoveRow::of_migration(connection, self.id)?;
        self.migration.moves = moves.into_iter().map(|row| row.item).collect();
        let numbers = self.migration.moves.iter().map(|item| u64::from(item.n));
        if !numbers.eq(1..=self.moves) {
            return Err(Fault::Corrupt(format!(
                "is damaged: it does not hold all {} moves of migration `{}`",
                self.moves, self.migration.id
            )));
        }
        Ok(self.migration)
    }
}

impl MoveRow {
    const SELECT: &str = "SELECT id, migration, n, body, checksum FROM move";

    /// The moves of a migration, by number.
    pub fn of_migration(connection: &Connection, migration: i64) -> Result<Vec<Self>, Fault> {
        let sql = format!("{} WHERE migration = ?1 ORDER BY n", Self::SELECT);
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([migration])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(Self::read(row)?);
        }
        Ok(all)
    }

    /// One row.
    pub fn find(connection: &Connection, id: &MoveId) -> Result<Option<Self>, Fault> {
        let sql = format!(
            "{} WHERE migration = (SELECT id FROM migration WHERE name = ?1) AND n = ?2",
            Self::SELECT
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![id.migration.as_str(), id.n])?;
        rows.next()?.map(Self::read).transpose()
    }

    fn read(row: &Row) -> Result<Self, Fault> {
        let (id, migration, n): (i64, i64, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let body: Vec<u8> = row.get(3)?;
        let what = || format!("the row of move {n} of migration {migration}");
        verify_row(what, row.get(4)?, Self::checksum(id, migration, n, &body))?;
        Ok(Self {
            id,
            migration,
            item: parse(&body, what)?,
        })
    }

    /// Adds the row, or replaces it.
    pub fn write(&self, connection: &Connection) -> Result<(), Fault> {
        let body = to_json(&self.item);
        connection
            .prepare_cached(
                "INSERT INTO move (id, migration, n, body, checksum) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET body = ?4, checksum = ?5",
            )?
            .execute(params![
                self.id,
                self.migration,
                self.item.n,
                body,
                Self::checksum(self.id, self.migration, self.item.n, &body)
            ])?;
        Ok(())
    }

    fn checksum(id: i64, migration: i64, n: u32, body: &[u8]) -> i64 {
        row_check(
            "move",
            &[
                &id.to_be_bytes(),
                &migration.to_be_bytes(),
                &n.to_be_bytes(),
                body,
            ],
        )
    }
}

impl TransferRow {
    /// One row of a move.
    pub fn find(connection: &Connection, of: i64, key: &Key) -> Result<Option<Self>, Fault> {
        let mut statement = connection.prepare_cached(
            "SELECT key, state, bytes, body, checksum FROM transfer WHERE move = ?1 AND key = ?2",
        )?;
        let mut rows = statement.query(params![of, key.as_bytes()])?;
        let row = rows.next()?.map(|row| Self::read(of, row)).transpose()?;
        Ok(row.map(|(_, row)| row))
    }

    /// Reads `key, state, bytes, body, checksum` of move row `of`.
    pub fn read(of: i64, row: &Row) -> Result<(Key, Self), Fault> {
        let key = Key::from(row.get::<_, Vec<u8>>(0)?);
        let (state, bytes): (String, u64) = (row.get(1)?, row.get(2)?);
        let (body, checksum): (Vec<u8>, i64) = (row.get(3)?, row.get(4)?);
        let what = || format!("the row of transfer {key:?}");
        let expected = transfer_check(of, &key, &state, bytes, &body);
        verify_row(what, checksum, expected)?;
        let transfer = parse(&body, what)?;
        Ok((key, Self { transfer, checksum }))
    }

    /// Adds the row, or replaces it; its checksum.
    pub fn write(
        connection: &Connection,
        of: i64,
        key: &Key,
        transfer: &Transfer,
    ) -> Result<i64, Fault> {
        let body = to_json(transfer);
        let (state, bytes) = (transfer.state.name(), transfer.want.size);
        let checksum = transfer_check(of, key, state, bytes, &body);
        connection
            .prepare_cached(
                "INSERT INTO transfer (move, key, state, bytes, body, checksum)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (move, key)
                 DO UPDATE SET state = ?3, bytes = ?4, body = ?5, checksum = ?6",
            )?
            .execute(params![of, key.as_bytes(), state, bytes, body, checksum])?;
        Ok(checksum)
    }
}

impl TallyRow {
    /// The rows of a move by state.
    pub fn of_move(
        connection: &Connection,
        of: i64,
    ) -> Result<BTreeMap<TransferState, Self>, Fault> {
        let mut statement = connection.prepare_cached(
            "SELECT state, objects, bytes, checksums, checksum FROM tally WHERE move = ?1",
        )?;
        let mut rows = statement.query([of])?;
        let mut all = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let found = Self {
                tally: Tally {
                    objects: row.get(1)?,
                    bytes: row.get(2)?,
                },
                checksums: row.get(3)?,
            };
            let what = || format!("a tally of move row {of}");
            verify_row(what, row.get(4)?, found.checksum(of, &name))?;
            let state = TransferState::ALL.into_iter().find(|s| s.name() == name);
            let unknown = || Fault::Corrupt(format!("has transfers in the unknown state `{name}`"));
            all.insert(state.ok_or_else(unknown)?, found);
        }
        Ok(all)
    }

    /// Adds the row, or replaces it.
    pub fn write(
        &self,
        connection: &Connection,
        of: i64,
        state: TransferState,
    ) -> Result<(), Fault> {
        let name = state.name();
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO tally (move, state, objects, bytes, checksums, checksum)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                of,
                name,
                self.tally.objects,
                self.tally.bytes,
                self.checksums,
                self.checksum(of, name)
            ])?;
        Ok(())
    }

    fn checksum(&self, of: i64, state: &str) -> i64 {
        row_check(
            "tally",
            &[
                &of.to_be_bytes(),
                state.as_bytes(),
                &self.tally.objects.to_be_bytes(),
                &self.tally.bytes.to_be_bytes(),
                &self.checksums.to_be_bytes(),
            ],
        )
    }
}

/// Number for a new row of `table`: rows are never removed.
pub(super) fn next_id(connection: &Connection, table: &str) -> Result<i64, Fault> {
    let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
    let next = connection
        .query_row(&sql, [], |row| row.get(0))
        .optional()?;
    Ok(next.unwrap_or(1))
}

fn transfer_check(of: i64, key: &Key, state: &str, bytes: u64, body: &[u8]) -> i64 {
    row_check(
        "transfer",
        &[
            &of.to_be_bytes(),
            key.as_bytes(),
            state.as_bytes(),
            &bytes.to_be_bytes(),
            body,
        ],
    )
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("strings, numbers and lists always are JSON")
}

fn parse<T: DeserializeOwned>(body: &[u8], what: impl FnOnce() -> String) -> Result<T, Fault> {
    serde_json::from_slice(body)
        .map_err(|error| Fault::Corrupt(format!("holds nonsense in {}: {error}", what())))
}
