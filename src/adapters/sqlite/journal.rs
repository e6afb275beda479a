//! [`JournalStore`] for [`SqliteMap`]: transactions that change map.db under an epoch.
//!
//! Every writing call is one transaction: the epoch is checked, the chain grows by one batch, the
//! projection follows, and map.db's own row says where the chain ends.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, params};

use super::changed_states::states_after;
use super::journal_audit::audit;
use super::journal_chain;
use super::journal_projection::Projection;
use super::journal_rows::{MigrationRow, MoveRow, TallyRow, TransferRow};
use super::map::version_row;
use super::map_rows::{apply_diff, insert_version};
use super::meta::Meta;
use super::rule_chain::reseal;
use super::{Fault, SqliteMap};
use crate::migration::{Event, Migration, MigrationId, MoveId, Run, Transfer, TransferState};
use crate::placement::{Key, MapDiff, ShardMap, decode_diff, encode_diff, map_hash};
use crate::ports::{
    ChainLink, ChangedStates, JournalBatch, JournalStore, MapStore, MapVersion, StoreError,
    StoreIdentity, Tally, VersionChange,
};

impl SqliteMap {
    /// Opens map.db in `state_dir` for changes, its chain verified from the newest checkpoint on;
    /// `None` when it is absent.
    pub fn open_for_changes(state_dir: &Path) -> Result<Option<Self>, StoreError> {
        Self::open_to_change(state_dir)?
            .map(Self::verified)
            .transpose()
    }

    /// The same to look at, which a full disk does not prevent: then every change ends with `Full`.
    pub fn open_verified(state_dir: &Path) -> Result<Option<Self>, StoreError> {
        Self::open(state_dir)?.map(Self::verified).transpose()
    }

    /// The first events that are appended say that they are of this run.
    #[must_use]
    pub fn with_run(mut self, run: Run) -> Self {
        self.run = Some(run);
        self
    }

    fn verified(self) -> Result<Self, StoreError> {
        self.verify_chain(false)?;
        Ok(self)
    }

    /// The newest map and its hash: the one kept from the last change while the file still has it.
    fn take_newest(&mut self) -> Result<ShardMap, StoreError> {
        let kept = self.newest.take();
        let lsn = self.database.judge(Meta::read)?.lsn;
        if let Some(map) = kept.filter(|map| map.lsn == lsn) {
            return Ok(map);
        }
        let absent = || self.database.corrupt("holds no map that could change");
        self.load()?.ok_or_else(absent)
    }
}

impl JournalStore for SqliteMap {
    fn identity(&self) -> Result<StoreIdentity, StoreError> {
        let meta = self.database.judge(Meta::read)?;
        Ok(StoreIdentity {
            fleet_id: meta.fleet_id,
            host_id: meta.host_id,
            epoch: meta.epoch,
            lsn: meta.lsn,
            published_lsn: meta.published_lsn,
            head: meta.head.shown(),
        })
    }

    fn hold_epoch(&mut self, epoch: u64) -> Result<(), StoreError> {
        self.database.judged_transaction(|transaction| {
            let mut meta = Meta::read(transaction)?;
            if epoch <= meta.epoch {
                return Err(Fault::Fenced {
                    wanted: epoch,
                    found: meta.epoch,
                });
            }
            meta.epoch = epoch;
            meta.write(transaction)
        })
    }

    fn append(
        &mut self,
        epoch: u64,
        events: &[Event],
        now_ms: i64,
    ) -> Result<ChainLink, StoreError> {
        let run = self.run.clone();
        let head = self.database.judged_transaction(|transaction| {
            let mut meta = Meta::read(transaction)?;
            meta.check_epoch(epoch)?;
            if !events.is_empty() {
                append_batch(transaction, &mut meta, run, events, now_ms)?;
                meta.write(transaction)?;
            }
            Ok(meta.head.shown())
        })?;
        if !events.is_empty() {
            self.run = None;
        }
        Ok(head)
    }

    fn change_map(
        &mut self,
        epoch: u64,
        change: &VersionChange,
        events: &[Event],
        now_ms: i64,
    ) -> Result<MapVersion, StoreError> {
        let diff = &change.diff;
        let before = self.take_newest()?;
        let misfit = |why: &str| {
            let problem = format!(
                "does not fit the change to map version {}: {why}",
                diff.to_lsn
            );
            self.database.corrupt(&problem)
        };
        if diff.to_lsn != diff.from_lsn + 1 {
            return Err(misfit("a change makes the next version"));
        }
        let after = diff
            .apply(&before)
            .map_err(|error| misfit(&error.to_string()))?;
        let version = MapVersion {
            lsn: after.lsn,
            hash: map_hash(&after),
            created_ms: change.created_ms,
            origin: change.origin.clone(),
            rules: after.rule_count() as u64,
        };
        let run = self.run.clone();
        self.database.judged_transaction(|transaction| {
            let mut meta = Meta::read(transaction)?;
            meta.check_epoch(epoch)?;
            if meta.lsn != diff.from_lsn {
                let problem = format!("is at map version {} meanwhile", meta.lsn);
                return Err(Fault::Corrupt(problem));
            }
            insert_version(transaction, &version, &encode_diff(diff))?;
            apply_diff(transaction, diff)?;
            reseal(transaction, diff, version.lsn)?;
            if change.published && meta.published_lsn == meta.lsn {
                meta.published_lsn = version.lsn;
            }
            meta.lsn = version.lsn;
            if !events.is_empty() {
                append_batch(transaction, &mut meta, run, events, now_ms)?;
            }
            meta.write(transaction)
        })?;
        if !events.is_empty() {
            self.run = None;
        }
        self.newest = Some(after);
        Ok(version)
    }

    fn set_published(&mut self, epoch: u64, lsn: u64) -> Result<(), StoreError> {
        self.database.judged_transaction(|transaction| {
            let mut meta = Meta::read(transaction)?;
            meta.check_epoch(epoch)?;
            if lsn > meta.lsn {
                let problem = format!("is at map version {}, {lsn} is published", meta.lsn);
                return Err(Fault::Corrupt(problem));
            }
            meta.published_lsn = meta.published_lsn.max(lsn);
            meta.write(transaction)
        })
    }

    fn changes_after(&self, lsn: u64) -> Result<Vec<(MapVersion, MapDiff)>, StoreError> {
        self.database.judge(|connection| {
            let mut statement = connection.prepare(
                "SELECT lsn, hash, created_ms, origin, rules, delta FROM map_version
                 WHERE lsn > ?1 ORDER BY lsn",
            )?;
            let mut rows = statement.query([lsn])?;
            let mut changes = Vec::new();
            while let Some(row) = rows.next()? {
                let diff = decode_diff(&row.get::<_, Vec<u8>>(5)?)
                    .map_err(|error| Fault::Corrupt(format!("holds a damaged change: {error}")))?;
                changes.push((version_row(row)?, diff));
            }
            Ok(changes)
        })
    }

    fn migration(&self, id: &MigrationId) -> Result<Option<Migration>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.database.judge(|connection| {
            let row = MigrationRow::find(connection, id)?;
            row.map(|row| row.with_moves(connection)).transpose()
        })
    }

    fn transfers(
        &self,
        id: &MoveId,
        after: Option<&Key>,
        limit: usize,
        states: Option<&[TransferState]>,
    ) -> Result<Vec<(Key, Transfer)>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.database.judge(|connection| {
            let Some(row) = MoveRow::find(connection, id)? else {
                return Ok(Vec::new());
            };
            match states {
                None => transfers_of(connection, row.id, after, limit),
                Some(states) => transfers_in(connection, row.id, after, limit, states),
            }
        })
    }

    fn transfer(&self, id: &MoveId, key: &Key) -> Result<Option<Transfer>, StoreError> {
        self.database.judge(|connection| {
            let Some(row) = MoveRow::find(connection, id)? else {
                return Ok(None);
            };
            let row = TransferRow::find(connection, row.id, key)?;
            Ok(row.map(|row| row.transfer))
        })
    }

    fn tally(&self, id: &MoveId) -> Result<BTreeMap<TransferState, Tally>, StoreError> {
        self.database.judge(|connection| {
            let Some(row) = MoveRow::find(connection, id)? else {
                return Ok(BTreeMap::new());
            };
            let rows = TallyRow::of_move(connection, row.id)?.into_iter();
            Ok(rows
                .map(|(state, row)| (state, row.tally))
                .filter(|(_, tally)| tally.objects > 0)
                .collect())
        })
    }

    fn states_after(&self, after: u64, limit: usize) -> Result<ChangedStates, StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.database
            .judge(|connection| states_after(connection, after, limit))
    }

    fn batches_after(&self, after: u64, limit: usize) -> Result<Vec<JournalBatch>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.database
            .judge(|connection| journal_chain::batches_after(connection, after, limit))
    }

    fn has_link(&self, link: &ChainLink) -> Result<bool, StoreError> {
        let hash = self
            .database
            .judge(|connection| journal_chain::hash_of(connection, link.seq))?;
        let ours = hash.map(|hash| journal_chain::Link {
            seq: link.seq,
            hash,
        });
        Ok(ours.is_some_and(|ours| ours.shown() == *link))
    }

    fn verify_chain(&self, whole: bool) -> Result<ChainLink, StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.database.judge(|connection| {
            let head = Meta::read(connection)?.head;
            journal_chain::verify(connection, &head, whole)?;
            if whole {
                audit(connection)?;
            }
            Ok(head.shown())
        })
    }
}

/// Appends the events as one batch, after the run where it is new, and brings the rows up to date.
fn append_batch(
    connection: &Connection,
    meta: &mut Meta,
    run: Option<Run>,
    events: &[Event],
    now_ms: i64,
) -> Result<(), Fault> {
    let seq = meta.head.seq + 1;
    let of_batch = |fault: Fault| match fault {
        Fault::Corrupt(problem) => Fault::Corrupt(format!("{problem} (batch {seq})")),
        other => other,
    };
    let mut projection = Projection::new(connection);
    let mut batch = Vec::new();
    let run = run.map(Event::Run);
    for event in run.iter().chain(events) {
        projection.apply(event).map_err(of_batch)?;
        serde_json::to_writer(&mut batch, event)
            .map_err(|error| of_batch(Fault::Corrupt(format!("cannot hold an event: {error}"))))?;
        batch.push(b'\n');
    }
    projection.write().map_err(of_batch)?;
    meta.head = journal_chain::append(connection, &meta.head, meta.epoch, now_ms, batch)?;
    Ok(())
}

/// A page of a move's transfers.
fn transfers_of(
    connection: &Connection,
    of: i64,
    after: Option<&Key>,
    limit: usize,
) -> Result<Vec<(Key, Transfer)>, Fault> {
    // Keys are never empty, so that every key comes after the empty one.
    let after = after.map_or(&[][..], Key::as_bytes);
    let mut statement = connection.prepare_cached(
        "SELECT key, state, bytes, body, checksum FROM transfer
         WHERE move = ?1 AND key > ?2 ORDER BY key LIMIT ?3",
    )?;
    let mut rows = statement.query(params![of, after, limit as i64])?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, row) = TransferRow::read(of, row)?;
        page.push((key, row.transfer));
    }
    Ok(page)
}

/// A page of a move's transfers in some states: the keys come from the index, the rows by key, so that
/// neither can lose one unseen.
fn transfers_in(
    connection: &Connection,
    of: i64,
    after: Option<&Key>,
    limit: usize,
    states: &[TransferState],
) -> Result<Vec<(Key, Transfer)>, Fault> {
    if after.is_none() {
        check_counts(connection, of, states)?;
    }
    let after = after.map_or(&[][..], Key::as_bytes);
    let mut found = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT key FROM transfer WHERE move = ?1 AND state = ?2 AND key > ?3 ORDER BY key LIMIT ?4",
    )?;
    for state in states {
        let mut rows = statement.query(params![of, state.name(), after, limit as i64])?;
        while let Some(row) = rows.next()? {
            found.insert(Key::from(row.get::<_, Vec<u8>>(0)?), *state);
        }
    }
    let mut page = Vec::new();
    for (key, state) in found.into_iter().take(limit) {
        let row = TransferRow::find(connection, of, &key)?;
        let transfer = row.map(|row| row.transfer).filter(|t| t.state == state);
        let lost = || Fault::Corrupt(format!("is damaged: transfer {key:?} is only in its index"));
        page.push((key.clone(), transfer.ok_or_else(lost)?));
    }
    Ok(page)
}

/// That the index knows as many transfers as were counted.
fn check_counts(connection: &Connection, of: i64, states: &[TransferState]) -> Result<(), Fault> {
    let counted = TallyRow::of_move(connection, of)?;
    let sql = "SELECT count(*) FROM transfer WHERE move = ?1 AND state = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    for state in states {
        let found: u64 = statement.query_row(params![of, state.name()], |row| row.get(0))?;
        let expected = counted.get(state).map_or(0, |row| row.tally.objects);
        if found != expected {
            let state = state.name();
            return Err(Fault::Corrupt(format!(
                "is damaged: {found} transfers are `{state}` where {expected} were counted"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
