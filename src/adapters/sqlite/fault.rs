//! [`Fault`]: why statements ended, as long as nobody has said on which file.

/// What a transaction can end with.
#[derive(Debug)]
pub enum Fault {
    /// SQLite's own answer.
    Sqlite(rusqlite::Error),
    /// The file's content is not what it must be; ends the sentence that the path begins.
    Corrupt(String),
    /// Another epoch than the caller's is in the file.
    Fenced {
        /// The epoch that the caller believed to hold.
        wanted: u64,
        /// The epoch in the file.
        found: u64,
    },
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}
