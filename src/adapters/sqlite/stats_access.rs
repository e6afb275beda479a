//! Access statistics in stats.db.

use crate::access::{AccessProfile, IngestBatch, Session};
use crate::ports::{SourceFile, StatsStore, StoreError};

use super::SqliteStats;

impl StatsStore for SqliteStats {
    fn source_files(&self) -> Result<Vec<SourceFile>, StoreError> {
        Ok(Vec::new())
    }

    fn commit(&mut self, _source: &str, _batch: &IngestBatch) -> Result<(), StoreError> {
        Err(self.database.corrupt("cannot hold access statistics yet"))
    }

    fn discard_open(&mut self, _source: &str, _name: &str) -> Result<(), StoreError> {
        Ok(())
    }

    fn rename_file(&mut self, _source: &str, _from: &str, _to: &str) -> Result<(), StoreError> {
        Ok(())
    }

    fn profile(&self) -> Result<AccessProfile, StoreError> {
        Ok(AccessProfile::default())
    }

    fn sessions(&self) -> Result<Vec<Session>, StoreError> {
        Ok(Vec::new())
    }
}
