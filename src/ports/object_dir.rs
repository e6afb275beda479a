//! [`ObjectDir`]: a directory of this host that objects are written to, whatever their keys are.

use crate::placement::Key;

use super::StoreError;

/// An empty directory to begin with. No key leads out of it, and nothing in it is ever replaced.
pub trait ObjectDir: Send + Sync {
    /// Begins the file of an object. Dropped before [`keep`](ObjectFile::keep), nothing of it stays.
    fn begin(&self, key: &Key) -> Result<Box<dyn ObjectFile>, StoreError>;

    /// Writes what is in the directory, as its last file: its path.
    fn finish(&self, manifest: &[u8]) -> Result<String, StoreError>;
}

/// The file of one object in the making.
pub trait ObjectFile: Send {
    /// Appends.
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError>;

    /// Gives the file its name: relative to the directory, with `/`. Durable when it returns.
    fn keep(self: Box<Self>) -> Result<String, StoreError>;
}
