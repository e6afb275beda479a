//! Access statistics in stats.db: [`StatsStore`] over bookmarks, the open window and what is closed.
//!
//! Requests lie in the open window as compact rows until they are older than the lateness allows;
//! then they are folded into hours, pairs and sessions and go. A batch of rows is one transaction
//! with the bookmarks that it moves. Reading adds what is closed to what the window comes to now.

use crate::access::{
    AccessProfile, Assembly, Completeness, Frame, IngestBatch, Pair, Session, ShardHours,
};
use crate::ports::{CloseOptions, PruneReport, SourceFile, StatsStore, StoreError};

use super::stats_closed::{Settled, close, name_keys, settle, unknown_key};
use super::stats_file::{
    excluded, rename_files, shard_hours, source_files, span, state, store_reading,
};
use super::stats_prune::prune;
use super::stats_window::store_sheaf;
use super::{Fault, SqliteStats};

impl StatsStore for SqliteStats {
    fn source_files(&self) -> Result<Vec<SourceFile>, StoreError> {
        self.database.run(source_files)
    }

    fn reserve_readings(&mut self, count: u32) -> Result<u32, StoreError> {
        self.database.transaction(|transaction| {
            transaction.query_row(
                "UPDATE access_state SET next_reading = next_reading + ?1
                 RETURNING next_reading - ?1",
                [count],
                |row| row.get(0),
            )
        })
    }

    fn closed_before_ms(&self) -> Result<Option<i64>, StoreError> {
        Ok(self.database.run(state)?.1)
    }

    fn commit(&mut self, batch: &IngestBatch) -> Result<(), StoreError> {
        self.database.judged_transaction(|transaction| {
            for sheaf in &batch.sheaves {
                store_sheaf(transaction, sheaf)?;
            }
            for reading in &batch.readings {
                store_reading(transaction, reading)?;
            }
            Ok(())
        })
    }

    fn close(&mut self, options: &CloseOptions) -> Result<(), StoreError> {
        self.database
            .judged_transaction(|transaction| close(transaction, options))
    }

    fn prune(&mut self, before_ms: i64) -> Result<PruneReport, StoreError> {
        self.database
            .judged_transaction(|transaction| prune(transaction, before_ms))
    }

    fn rename_files(
        &mut self,
        source: &str,
        renames: &[(String, String)],
    ) -> Result<(), StoreError> {
        self.database
            .transaction(|transaction| rename_files(transaction, source, renames))
    }

    fn take_over(&mut self, name: &str, from: &str, to: &str) -> Result<(), StoreError> {
        self.database.transaction(|transaction| {
            transaction.execute(
                "UPDATE source_file SET source = ?3 WHERE source = ?2 AND name = ?1",
                [name, from, to],
            )?;
            Ok(())
        })
    }

    fn shard_hours(&self) -> Result<ShardHours, StoreError> {
        self.database.run(shard_hours)
    }

    fn profile(&self) -> Result<AccessProfile, StoreError> {
        let (profile, ..) = self.assemble(false)?;
        Ok(profile)
    }

    fn sessions(&self) -> Result<Vec<Session>, StoreError> {
        let (_, assembly, settled) = self.assemble(true)?;
        let mut sessions = Vec::new();
        for (_, block) in &settled.days {
            let of_block = assembly.sessions(block).ok_or_else(unknown_key);
            sessions.extend(self.database.judge(|_| of_block)?);
        }
        sessions.sort_unstable_by_key(|session: &Session| (session.start_ms, session.client));
        Ok(sessions)
    }

    fn pairs(&self) -> Result<Vec<Pair>, StoreError> {
        let (_, assembly, settled) = self.assemble(true)?;
        let mut pairs: Vec<Pair> = Vec::new();
        for (day, block) in &settled.days {
            let of_block = assembly.pairs(*day, block).ok_or_else(unknown_key);
            pairs.extend(self.database.judge(|_| of_block)?);
        }
        pairs.sort_unstable();
        pairs.dedup_by(|next, kept| {
            let same = (next.a, next.b, next.day) == (kept.a, kept.b, kept.day);
            if same {
                kept.sessions = kept.sessions.saturating_add(next.sessions);
            }
            same
        });
        Ok(pairs)
    }
}

impl SqliteStats {
    /// Everything that counts: the profile, what it was made by, and the blocks of pairs and
    /// sessions where they are wanted.
    fn assemble(&self, co_access: bool) -> Result<(AccessProfile, Assembly, Settled), StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.database.judge(|connection| {
            let mut settled = settle(connection, co_access)?;
            let span = span(connection)?;
            let (_, closed) = state(connection)?;
            // Where nothing was closed yet, nobody knows how late records come here.
            let lateness = CloseOptions::default();
            let until = closed
                .or_else(|| Some(lateness.until(span?.1)))
                .unwrap_or_default();
            let mut hours = shard_hours(connection)?;
            let frame = Frame {
                totals: std::mem::take(&mut settled.totals),
                span,
                completeness: Completeness::of(&mut hours, until),
                presigned: hours.presigned().clone(),
                excluded: excluded(connection)?.into_iter().collect(),
            };
            let cells = std::mem::take(&mut settled.cells);
            let tenants = settled.tenants.clone();
            let mut assembly = Assembly::new(cells, &settled.regions, tenants);
            name_keys(connection, &mut assembly)?;
            let profile = assembly.profile(frame).ok_or_else(unknown_key)?;
            Ok::<_, Fault>((profile, assembly, settled))
        })
    }
}

#[cfg(test)]
mod tests;
