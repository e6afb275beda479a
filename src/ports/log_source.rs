//! [`LogSource`]: where access logs come from.

use std::io::Read;

use async_trait::async_trait;

/// One log file or object, before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogObject {
    /// Full path, `s3://bucket/key`, or `-`.
    pub name: String,
    /// Stored bytes, compressed as they are; `None` for standard input.
    pub size: Option<u64>,
    /// Changes whenever the content does: device, inode and mtime of a file, ETag of an object.
    pub identity: String,
}

/// Why a source could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LogSourceError {
    /// Nothing has this name.
    #[error("no log file or object at `{0}`")]
    NotFound(String),
    /// The file system refused.
    #[error("cannot read `{name}`: {source}")]
    Io {
        /// What was read.
        name: String,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The store refused.
    #[error(transparent)]
    Bucket(#[from] super::BucketError),
}

/// What was read of a source before it is listed again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadBefore {
    /// Names of the files, in byte order.
    pub names: Vec<String>,
    /// How late records and files may come.
    pub lateness_ms: i64,
}

/// A place with log files: a path, a directory, a glob, standard input, or an S3 prefix.
#[async_trait]
pub trait LogSource: Send + Sync {
    /// What is there now, in byte order of names.
    async fn list(&self) -> Result<Vec<LogObject>, LogSourceError>;

    /// What is there now and may be new. Where names tell the time, those that are older than the
    /// newest name read before by more than the lateness may be left out; nothing else may.
    async fn list_new(&self, _before: &ReadBefore) -> Result<Vec<LogObject>, LogSourceError> {
        self.list().await
    }

    /// The stored bytes of one object from `offset`, still compressed. The reader may fail halfway.
    async fn open(
        &self,
        object: &LogObject,
        offset: u64,
    ) -> Result<Box<dyn Read + Send>, LogSourceError>;
}
