//! [`IngestEvent`]: what a run tells while it goes on, and the meter that tells it.

use std::io::{self, Read};
use std::sync::Arc;

use async_trait::async_trait;

use crate::ports::{LogObject, LogSource, LogSourceError, ReadBefore};

/// Something went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IngestEvent {
    /// There are so many stored bytes to be read, as far as listings and bookmarks tell.
    Planned(u64),
    /// So many stored bytes were read.
    Read(u64),
    /// So much was made of what was read.
    Parsed {
        /// Records.
        records: u64,
        /// Lines that are none.
        rejected: u64,
    },
}

/// Called with what goes on, from any thread.
pub type IngestProgress = Arc<dyn Fn(IngestEvent) + Send + Sync>;

/// A source that tells how much was read of it.
pub(super) struct Metered<'a> {
    pub(super) logs: &'a dyn LogSource,
    pub(super) progress: IngestProgress,
}

#[async_trait]
impl LogSource for Metered<'_> {
    async fn list(&self) -> Result<Vec<LogObject>, LogSourceError> {
        self.logs.list().await
    }

    async fn list_new(&self, before: &ReadBefore) -> Result<Vec<LogObject>, LogSourceError> {
        self.logs.list_new(before).await
    }

    async fn open(
        &self,
        object: &LogObject,
        offset: u64,
    ) -> Result<Box<dyn Read + Send>, LogSourceError> {
        let inner = self.logs.open(object, offset).await?;
        let progress = self.progress.clone();
        Ok(Box::new(MeteredRead { inner, progress }))
    }
}

struct MeteredRead {
    inner: Box<dyn Read + Send>,
    progress: IngestProgress,
}

impl Read for MeteredRead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        (self.progress)(IngestEvent::Read(length as u64));
        Ok(length)
    }
}
