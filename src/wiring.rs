//! Settings → adapters: the only file that names both worlds.

use std::sync::Arc;

use crate::adapters::system::SystemClock;
use crate::cli::Settings;
use crate::ports::{
    Bucket, BucketReader, Clock, LogSource, LogSourceError, MapStore, StatsStore, StoreError, World,
};

/// The ports of the fleet that the settings describe.
pub struct LiveWorld {
    settings: Settings,
}

impl LiveWorld {
    /// A world of these settings; opens nothing yet.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    fn unusable(&self) -> StoreError {
        let path = self.settings.state_dir.display().to_string();
        StoreError::Unusable {
            path,
            problem: "not wired yet".to_owned(),
        }
    }
}

impl World for LiveWorld {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }

    fn reader(&self, _endpoint: &str, _bucket: &str) -> Arc<dyn BucketReader> {
        unimplemented!()
    }

    fn writer(&self, _endpoint: &str, _bucket: &str) -> Arc<dyn Bucket> {
        unimplemented!()
    }

    fn log_source(
        &self,
        text: &str,
        _endpoint: Option<&str>,
    ) -> Result<Box<dyn LogSource>, LogSourceError> {
        Err(LogSourceError::NotFound(text.to_owned()))
    }

    fn map_store(&self) -> Result<Option<Box<dyn MapStore>>, StoreError> {
        Ok(None)
    }

    fn create_map_store(&self) -> Result<Box<dyn MapStore>, StoreError> {
        Err(self.unusable())
    }

    fn stats_store(&self) -> Result<Box<dyn StatsStore>, StoreError> {
        Err(self.unusable())
    }
}
