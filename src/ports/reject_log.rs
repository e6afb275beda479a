//! [`RejectLog`]: samples of log lines that could not be read, for people.

use super::StoreError;

/// One rejected line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedLine {
    /// Offset of the line in the text of the file.
    pub offset: u64,
    /// Why, as a fragment of a sentence.
    pub reason: String,
    /// Its first bytes.
    pub sample: Vec<u8>,
}

/// Keeps samples of one file's rejected lines in the place of those of the run before.
pub trait RejectLog: Send {
    /// Writes the samples; gives the path for messages.
    fn write(
        &mut self,
        source: &str,
        file: &str,
        lines: &[RejectedLine],
    ) -> Result<String, StoreError>;
}
