//! [`import`]: an S3 Inventory report into the inventory of one shard.
//!
//! Data files are read as streams: stored bytes → MD5 → gunzip → rows → sorted runs. A report is
//! taken whole or not at all: a file whose MD5 is not the manifest's, or a row that is not of the
//! report's shape, ends the import and leaves the inventory before it in place.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use md5::{Digest, Md5};

use crate::placement::Shard;
use crate::ports::{
    InventoryRows, InventoryStore, InventorySummary, LogSourceError, StoreError, World,
};

use super::manifest::{Columns, DataFile, Manifest, ManifestError};
use super::report_row::{BadRow, ReportRow, RowReader};

/// Rows are sorted and stored when they take this much memory; every such run costs one open block
/// when the inventory is read.
const RUN_BYTES: usize = 64 << 20;

/// Bytes read from a data file at a time.
const READ_BYTES: usize = 256 << 10;

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// The finished inventory.
    pub inventory: InventorySummary,
    /// Older versions in the report, not imported.
    pub noncurrent_versions: u64,
    /// Delete markers in the report, not imported.
    pub delete_markers: u64,
    /// Objects outside the shard's prefix, not imported.
    pub outside_prefix: u64,
}

/// Why a report was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The manifest cannot be used.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The manifest or a data file is not there or cannot be read.
    #[error(transparent)]
    Source(#[from] LogSourceError),
    /// A data file is not what the manifest says.
    #[error(
        "`{file}` does not have the MD5 that the manifest gives: expected {expected}, found {found}"
    )]
    Checksum {
        /// The file.
        file: String,
        /// MD5 in the manifest.
        expected: String,
        /// MD5 of the bytes read.
        found: String,
    },
    /// A row is not of the report's shape.
    #[error("`{file}` row {row}: {problem}")]
    Row {
        /// The file.
        file: String,
        /// Its number, from 1.
        row: u64,
        /// What is wrong.
        problem: BadRow,
    },
    /// stats.db failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads the manifest at `place`: a path or `s3://bucket/key`, the latter on `endpoint`.
pub async fn read_manifest(
    world: &dyn World,
    place: &str,
    endpoint: Option<&str>,
) -> Result<Manifest, ImportError> {
    let mut bytes = Vec::new();
    let mut reader = open(world, place, endpoint).await?;
    reader
        .read_to_end(&mut bytes)
        .map_err(|source| io_error(place, source))?;
    Ok(Manifest::parse(&bytes)?)
}

/// Imports the report whose manifest is at `place` as the inventory of `shard`. `progress` is told
/// the number of rows as they come.
pub async fn import(
    world: &dyn World,
    place: &str,
    endpoint: Option<&str>,
    manifest: &Manifest,
    shard: &Shard,
    store: &mut dyn InventoryStore,
    progress: &mut dyn FnMut(u64),
) -> Result<ImportReport, ImportError> {
    store.begin_inventory(&shard.name, place, manifest.created_ms)?;
    let mut import = Import {
        shard,
        store,
        rows: InventoryRows::default(),
        noncurrent_versions: 0,
        delete_markers: 0,
        outside_prefix: 0,
        progress,
    };
    for file in &manifest.files {
        let (name, reader) = open_data_file(world, place, endpoint, file).await?;
        import.read_file(&name, reader, manifest.columns, &file.md5)?;
    }
    import.flush()?;
    let (noncurrent_versions, delete_markers) = (import.noncurrent_versions, import.delete_markers);
    let outside_prefix = import.outside_prefix;
    Ok(ImportReport {
        inventory: store.finish_inventory(&shard.name)?,
        noncurrent_versions,
        delete_markers,
        outside_prefix,
    })
}

struct Import<'a> {
    shard: &'a Shard,
    store: &'a mut dyn InventoryStore,
    rows: InventoryRows,
    noncurrent_versions: u64,
    delete_markers: u64,
    outside_prefix: u64,
    progress: &'a mut dyn FnMut(u64),
}

impl Import<'_> {
    fn read_file(
        &mut self,
        name: &str,
        stored: impl Read,
        columns: Columns,
        expected_md5: &str,
    ) -> Result<(), ImportError> {
        let mut digested = DigestingReader {
            inner: stored,
            md5: Md5::new(),
        };
        let mut rows = RowReader::new(columns);
        let mut number = 0;
        let text = MultiGzDecoder::new(io::BufReader::with_capacity(READ_BYTES, &mut digested));
        let read = for_each_line(text, |line| {
            number += 1;
            let row = rows.read(line).map_err(|problem| ImportError::Row {
                file: name.to_owned(),
                row: number,
                problem,
            })?;
            self.take(row)
        });
        // A torn file is told by its MD5 better than by what the decompressor makes of it.
        io::copy(&mut digested, &mut io::sink()).map_err(|source| io_error(name, source))?;
        let found = hex(&digested.md5.finalize());
        if !found.eq_ignore_ascii_case(expected_md5) {
            return Err(ImportError::Checksum {
                file: name.to_owned(),
                expected: expected_md5.to_owned(),
                found,
            });
        }
        match read {
            Ok(()) => Ok(()),
            Err(LineError::Read(source)) => Err(io_error(name, source).into()),
            Err(LineError::Line(error)) => Err(error),
        }
    }

    fn take(&mut self, row: ReportRow) -> Result<(), ImportError> {
        match row {
            ReportRow::Noncurrent => self.noncurrent_versions += 1,
            ReportRow::DeleteMarker => self.delete_markers += 1,
            ReportRow::Current(row) if !row.key.starts_with(self.shard.prefix.as_bytes()) => {
                self.outside_prefix += 1;
            }
            ReportRow::Current(row) if self.shard.is_own_record(row.key) => {}
            ReportRow::Current(row) => {
                self.rows.push(row);
                if self.rows.len().is_multiple_of(PROGRESS_ROWS as usize) {
                    (self.progress)(PROGRESS_ROWS);
                    if self.rows.memory_bytes() >= RUN_BYTES {
                        self.flush()?;
                    }
                }
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        (self.progress)(self.rows.len() as u64 % PROGRESS_ROWS);
        let name = &self.shard.name;
        self.store.append_inventory(name, &mut self.rows, &[])?;
        self.rows.clear();
        Ok(())
    }
}

/// Rows between two reports of progress.
const PROGRESS_ROWS: u64 = 4096;

/// Passes bytes on and digests them.
struct DigestingReader<R> {
    inner: R,
    md5: Md5,
}

impl<R: Read> Read for DigestingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.md5.update(&buffer[..count]);
        Ok(count)
    }
}

enum LineError<E> {
    Read(io::Error),
    Line(E),
}

/// Calls `line` with every line that is not empty, without its end.
fn for_each_line<E>(
    mut text: impl Read,
    mut line: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), LineError<E>> {
    let mut buffer = vec![0; READ_BYTES];
    let mut held = 0;
    loop {
        if held == buffer.len() {
            buffer.resize(buffer.len() * 2, 0);
        }
        let count = text.read(&mut buffer[held..]).map_err(LineError::Read)?;
        let filled = held + count;
        let mut start = 0;
        // What was held before has no line end.
        for end in memchr::memchr_iter(b'\n', &buffer[held..filled]) {
            let end = held + end;
            let whole = &buffer[start..end];
            let whole = whole.strip_suffix(b"\r").unwrap_or(whole);
            if !whole.is_empty() {
                line(whole).map_err(LineError::Line)?;
            }
            start = end + 1;
        }
        if count == 0 {
            let last = &buffer[start..filled];
            return if last.is_empty() {
                Ok(())
            } else {
                line(last).map_err(LineError::Line)
            };
        }
        buffer.copy_within(start..filled, 0);
        held = filled - start;
    }
}

/// Opens exactly the file or object of this name.
async fn open(
    world: &dyn World,
    name: &str,
    endpoint: Option<&str>,
) -> Result<Box<dyn Read + Send>, LogSourceError> {
    let source = world.log_source(name, endpoint)?;
    let objects = source.list().await?;
    let exact = objects.iter().find(|object| object.name == name);
    // A path may be listed under its absolute name; an S3 prefix may list more than the one.
    let only = (!name.starts_with("s3://"))
        .then(|| objects.first())
        .flatten();
    let object = exact.or(only);
    let object = object.ok_or_else(|| LogSourceError::NotFound(name.to_owned()))?;
    source.open(object, 0).await
}

/// Opens a data file: in the manifest's own bucket, or, for a report that was copied to disk, where
/// its key leads from one of the directories above the manifest, or beside the manifest.
async fn open_data_file(
    world: &dyn World,
    manifest: &str,
    endpoint: Option<&str>,
    file: &DataFile,
) -> Result<(String, Box<dyn Read + Send>), LogSourceError> {
    let mut missing = LogSourceError::NotFound(file.key.clone());
    for candidate in data_file_places(manifest, &file.key) {
        match open(world, &candidate, endpoint).await {
            Ok(reader) => return Ok((candidate, reader)),
            Err(error @ LogSourceError::NotFound(_)) => missing = error,
            Err(error) => return Err(error),
        }
    }
    Err(missing)
}

/// Where the data file `key` may be, for a manifest at this path or `s3://` address.
fn data_file_places(manifest: &str, key: &str) -> Vec<String> {
    if let Some(place) = manifest.strip_prefix("s3://") {
        let bucket = place.split('/').next().unwrap_or_default();
        return vec![format!("s3://{bucket}/{key}")];
    }
    // A key is text from outside: it leads nowhere but down.
    let steps_up = |part: &str| matches!(part, "" | "." | "..");
    if key.split('/').any(steps_up) {
        return Vec::new();
    }
    let name = key.rsplit('/').next().unwrap_or(key);
    let directory = std::path::Path::new(manifest).parent();
    let directory = directory.unwrap_or(std::path::Path::new(""));
    let beside = [
        directory.join(name),
        directory.join("data").join(name),
        directory.join("..").join("data").join(name),
    ];
    let above = directory.ancestors().map(|ancestor| ancestor.join(key));
    beside
        .into_iter()
        .chain(above)
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

fn io_error(name: &str, source: io::Error) -> LogSourceError {
    LogSourceError::Io {
        name: name.to_owned(),
        source,
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
