//! [`SqliteStats`]: stats.db, open. Its tables are the business of `stats_inventory` and `stats_access`.

use std::path::Path;

use crate::ports::{DEFAULT_MEMORY_BYTES, StoreError};

use super::{Database, Durability, Schema};

/// Name of the file in the state directory.
const FILE_NAME: &str = "stats.db";

const SCHEMA: Schema = Schema {
    application_id: 0x5348_4353, // "SHCS"
    steps: &[
        include_str!("inventory_schema.sql"),
        include_str!("access_schema.sql"),
        include_str!("access_settings_schema.sql"),
        include_str!("access_window_schema.sql"),
        include_str!("access_import_schema.sql"),
        include_str!("access_failure_schema.sql"),
        include_str!("access_prune_schema.sql"),
    ],
    durability: Durability::Normal,
};

/// stats.db, open.
#[derive(Debug)]
pub struct SqliteStats {
    pub(super) database: Database,
    /// Memory that access statistics may take.
    pub(super) memory_bytes: u64,
}

impl SqliteStats {
    /// Opens stats.db in `state_dir`, creating both when absent.
    pub fn create(state_dir: &Path) -> Result<Self, StoreError> {
        let database = Database::create(&state_dir.join(FILE_NAME), &SCHEMA)?;
        Ok(Self::of(database))
    }

    /// Opens stats.db in `state_dir`; `None` when it is absent.
    pub fn open(state_dir: &Path) -> Result<Option<Self>, StoreError> {
        let database = Database::open(&state_dir.join(FILE_NAME), &SCHEMA)?;
        Ok(database.map(Self::of))
    }

    /// The same with another ceiling for the memory that access statistics may take while they are read.
    #[must_use]
    pub fn with_memory(self, memory_bytes: u64) -> Self {
        Self {
            memory_bytes,
            ..self
        }
    }

    fn of(database: Database) -> Self {
        Self {
            database,
            memory_bytes: DEFAULT_MEMORY_BYTES,
        }
    }
}
