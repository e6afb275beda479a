//! The ports against the real world: S3, SQLite, the file system, the system clock.

pub mod bucket_control;
pub mod bucket_logs;
pub mod copy_control;
pub mod fs;
mod log_listing;
mod log_names;
pub mod overlay_control;
pub mod read_only_bucket;
pub mod replicated_control;
pub mod s3;
pub mod sqlite;
pub mod system;
