//! What the engine and the commands need from the world, as traits; each doc comment is the contract.
//!
//! Adapters implement them against S3, SQLite and the file system; the simulator implements
//! [`Bucket`] in memory. No type of a foreign SDK appears here.

mod bucket;
mod bucket_error;
mod clock;
mod log_source;
mod map_store;
mod stats_store;
mod world;

pub use bucket::{
    Bucket, BucketReader, ByteRange, ListPage, ListRequest, ListedObject, ObjectBody, ObjectHead,
};
pub use bucket_error::{BucketError, BucketErrorKind};
pub use clock::{Clock, FixedClock};
pub use log_source::{LogObject, LogSource, LogSourceError};
pub use map_store::{MapStore, MapVersion, StoredPlan};
pub use stats_store::{InventoryObject, SourceFile, StatsStore};
pub use world::{StoreError, World};
