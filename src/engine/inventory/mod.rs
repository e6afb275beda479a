//! Learning what the shards hold: by LIST (`scan`) or from S3 Inventory reports (`import`).

mod frontier;
mod key_spread;
mod scan;

pub use scan::{SCAN_ORIGIN, ScanError, ScanOptions, ScanReport, scan};
