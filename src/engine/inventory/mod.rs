//! Learning what the shards hold: by LIST (`scan`) or from S3 Inventory reports (`import`).

mod frontier;
mod import;
mod key_ruler;
mod manifest;
mod outlook;
mod report_row;
mod scan;

pub use import::{ImportError, ImportReport, import, read_manifest};
pub use manifest::{Columns, DataFile, Manifest, ManifestError};
pub use scan::{SCAN_ORIGIN, ScanError, ScanOptions, ScanReport, scan};
