//! Access statistics in stats.db: [`StatsStore`] over bookmarks, the open window and what is closed.
//!
//! Requests lie in the open window as compact rows until they are older than the lateness allows;
//! then they are folded into hours, pairs and sessions and go. A batch of rows is one transaction
//! with the bookmarks that it moves. Reading adds what is closed to what the window comes to now.

use std::collections::BTreeMap;

use crate::access::{
    AccessProfile, Completeness, Frame, IngestBatch, Lookup, Pair, Session, ShardHours, ShardLog,
};
use crate::placement::ShardName;
use crate::ports::{CloseOptions, CloseReport, PruneReport, SourceFile, StatsStore, StoreError};

use super::stats_closed::close;
use super::stats_file::{
    excluded, rename_files, shard_hours, shard_logs, source_files, span, state, store_reading,
};
use super::stats_keys::{key_index, most_keys, unknown_key};
use super::stats_now::Now;
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

    fn close(&mut self, options: &CloseOptions) -> Result<CloseReport, StoreError> {
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

    fn shard_logs(&self) -> Result<BTreeMap<ShardName, ShardLog>, StoreError> {
        self.database.run(shard_logs)
    }

    fn profile(&self) -> Result<AccessProfile, StoreError> {
        self.look(false, |_, profile, _| Ok(profile))
    }

    fn sessions(&self) -> Result<Vec<Session>, StoreError> {
        self.look(true, |now, _, lookup| {
            let mut sessions = Vec::new();
            now.each_day(|_, block| {
                sessions.extend(lookup.sessions(&block).ok_or_else(unknown_key)?);
                Ok(())
            })?;
            sessions.sort_unstable_by_key(|session: &Session| (session.start_ms, session.client));
            Ok(sessions)
        })
    }

    fn pairs(&self) -> Result<Vec<Pair>, StoreError> {
        self.look(true, |now, _, lookup| {
            let mut pairs: Vec<Pair> = Vec::new();
            now.each_day(|day, block| {
                pairs.extend(lookup.pairs(day, &block).ok_or_else(unknown_key)?);
                Ok(())
            })?;
            pairs.sort_unstable();
            pairs.dedup_by(|next, kept| {
                let same = (next.a, next.b, next.day) == (kept.a, kept.b, kept.day);
                if same {
                    kept.sessions = kept.sessions.saturating_add(next.sessions);
                }
                same
            });
            Ok(pairs)
        })
    }
}

impl SqliteStats {
    /// Everything that counts: the profile, and pairs and sessions where they are wanted.
    fn look<T>(
        &self,
        co_access: bool,
        then: impl FnOnce(&Now<'_>, AccessProfile, &Lookup) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.database.judge(|connection| {
            let keys = if co_access {
                key_index(connection, most_keys(self.memory_bytes, 1))?
            } else {
                None
            };
            let mut now = Now::look(connection, keys.as_ref(), self.memory_bytes)?;
            let span = span(connection)?;
            let (_, closed) = state(connection)?;
            // Where nothing was closed yet, nobody knows how late records come here.
            let lateness = CloseOptions::default();
            let until = closed
                .or_else(|| Some(lateness.until(span?.1)))
                .unwrap_or_default();
            let mut hours = shard_hours(connection)?;
            let frame = Frame {
                totals: std::mem::take(&mut now.totals),
                span,
                completeness: Completeness::of(&mut hours, until),
                presigned: hours.presigned().clone(),
                excluded: excluded(connection)?.into_iter().collect(),
            };
            // The other half is for those who ask.
            let (profile, lookup) = now.assembly(self.memory_bytes / 2)?.profile(frame);
            then(&now, profile, &lookup)
        })
    }
}

#[cfg(test)]
mod tests;
