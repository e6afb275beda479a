//! [`FrozenCopy`]: the newest commit of a file in WAL mode, read page by page without SQLite's help.
//!
//! For a disk so full that SQLite cannot make its shared index and so opens nothing, although all it
//! was asked is to read. The pages are those of the file with the committed frames of its `-wal` over
//! them, chosen as SQLite itself does after a crash: a frame counts when its salts and its running
//! checksum fit, and up to the last one that ends a commit. What is not here: locks. Whoever uses the
//! copy looks at both files before and after ([`Traces`]): nobody commits to a full disk, but another
//! process may have made room meanwhile.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What both files together may hold, bytes: the copy lives in memory.
const MAX_BYTES: u64 = 1 << 30;

/// Where a file says how it is written and read: 2 is WAL, 1 the rollback journal.
const WRITE_VERSION: usize = 18;
const READ_VERSION: usize = 19;
const WAL_VERSION: u8 = 2;
const ROLLBACK_VERSION: u8 = 1;

const WAL_HEADER_BYTES: usize = 32;
const FRAME_HEADER_BYTES: usize = 24;
/// The first word of a `-wal` file; its lowest bit says that checksums are over big-endian words.
const WAL_MAGIC: u32 = 0x377f_0682;

/// Length and time of change of a file and of its `-wal`; `None` for one that is absent.
#[derive(Debug, PartialEq, Eq)]
pub struct Traces([Option<(u64, SystemTime)>; 2]);

impl Traces {
    /// Those of the file at `path` now.
    pub fn of(path: &Path) -> io::Result<Self> {
        Ok(Self([trace(path)?, trace(&wal_path(path))?]))
    }
}

fn trace(path: &Path) -> io::Result<Option<(u64, SystemTime)>> {
    match fs::metadata(path) {
        Ok(file) => Ok(Some((file.len(), file.modified()?))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn wal_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The pages of the newest commit, to be read in order, the first of them marked as one of a file with a
/// rollback journal: a copy in memory has no shared index.
#[derive(Debug)]
pub struct FrozenCopy {
    file: File,
    wal: Wal,
    page_bytes: usize,
    pages: u32,
    /// The page being read, and how much of it has been.
    page: Vec<u8>,
    read: usize,
    /// How many pages have been begun.
    begun: u32,
}

impl FrozenCopy {
    /// Of the file at `path`; `None` where it is too large for memory or not in WAL mode.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let mut file = File::open(path)?;
        let file_bytes = file.metadata()?.len();
        let wal_bytes = trace(&wal_path(path))?.map_or(0, |(bytes, _)| bytes);
        if file_bytes.saturating_add(wal_bytes) > MAX_BYTES {
            return Ok(None);
        }
        let mut header = [0; READ_VERSION + 1];
        file.read_exact(&mut header)?;
        // 65,536 does not fit and is written as 1.
        let page_bytes = match u16::from_be_bytes([header[16], header[17]]) {
            1 => 65_536,
            bytes => usize::from(bytes),
        };
        let is_page_size = page_bytes.is_power_of_two() && page_bytes >= 512;
        if !is_page_size || header[READ_VERSION] != WAL_VERSION {
            return Ok(None);
        }
        let wal = match wal_bytes {
            0 => Wal::default(),
            _ => Wal::read(fs::read(wal_path(path))?, page_bytes),
        };
        let in_file = u32::try_from(file_bytes / page_bytes as u64).unwrap_or(u32::MAX);
        Ok(Some(Self {
            file,
            pages: wal.pages_in_all.unwrap_or(in_file),
            wal,
            page_bytes,
            page: Vec::new(),
            read: 0,
            begun: 0,
        }))
    }

    /// How many bytes there are to read.
    pub fn total_bytes(&self) -> usize {
        self.pages as usize * self.page_bytes
    }

    fn begin_page(&mut self) -> io::Result<()> {
        self.begun += 1;
        self.read = 0;
        self.page.resize(self.page_bytes, 0);
        if let Some(&at) = self.wal.newest.get(&self.begun) {
            let page = &self.wal.bytes[at..at + self.page_bytes];
            self.page.copy_from_slice(page);
        } else {
            let at = u64::from(self.begun - 1) * self.page_bytes as u64;
            self.file.seek(SeekFrom::Start(at))?;
            self.file.read_exact(&mut self.page)?;
        }
        if self.begun == 1 {
            self.page[WRITE_VERSION] = ROLLBACK_VERSION;
            self.page[READ_VERSION] = ROLLBACK_VERSION;
        }
        Ok(())
    }
}

impl Read for FrozenCopy {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read == self.page.len() {
            if self.begun == self.pages {
                return Ok(0);
            }
            self.begin_page()?;
        }
        let rest = &self.page[self.read..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.read += count;
        Ok(count)
    }
}

/// What is committed in a `-wal` file.
#[derive(Debug, Default)]
struct Wal {
    bytes: Vec<u8>,
    /// Where the newest committed content of a page begins, by its number from 1.
    newest: BTreeMap<u32, usize>,
    /// Pages of the file after the newest commit; `None` without one.
    pages_in_all: Option<u32>,
}

impl Wal {
    /// The committed frames of `bytes`; none where the header is not whole, for then nothing was
    /// committed after it.
    fn read(bytes: Vec<u8>, page_bytes: usize) -> Self {
        let mut wal = Self::default();
        let Some(mut frames) = Frames::begin(&bytes, page_bytes) else {
            return wal;
        };
        let mut pending = BTreeMap::new();
        while let Some(frame) = frames.next_valid(&bytes) {
            pending.insert(frame.page, frame.at);
            if frame.pages_in_all > 0 {
                wal.newest.append(&mut pending);
                wal.pages_in_all = Some(frame.pages_in_all);
            }
        }
        wal.bytes = bytes;
        wal
    }
}

/// A reader of frames, which checks each against all before it.
struct Frames {
    big_endian: bool,
    salts: [u8; 8],
    sum: (u32, u32),
    page_bytes: usize,
    at: usize,
}

/// A frame that counts.
struct Frame {
    page: u32,
    /// Pages of the file where the frame ends a commit, else 0.
    pages_in_all: u32,
    at: usize,
}

impl Frames {
    fn begin(bytes: &[u8], page_bytes: usize) -> Option<Self> {
        let header = bytes.get(..WAL_HEADER_BYTES)?;
        let magic = word(header, 0);
        let big_endian = magic & 1 == 1;
        let sum = checksum(big_endian, (0, 0), &header[..24]);
        let is_whole = magic & !1 == WAL_MAGIC
            && word(header, 8) as usize == page_bytes
            && sum == (word(header, 24), word(header, 28));
        let mut salts = [0; 8];
        salts.copy_from_slice(&header[16..24]);
        is_whole.then_some(Self {
            big_endian,
            salts,
            sum,
            page_bytes,
            at: WAL_HEADER_BYTES,
        })
    }

    fn next_valid(&mut self, bytes: &[u8]) -> Option<Frame> {
        let content_at = self.at + FRAME_HEADER_BYTES;
        let header = bytes.get(self.at..content_at)?;
        let content = bytes.get(content_at..content_at + self.page_bytes)?;
        let sum = checksum(self.big_endian, self.sum, &header[..8]);
        let sum = checksum(self.big_endian, sum, content);
        let page = word(header, 0);
        let fits = header[8..16] == self.salts && sum == (word(header, 16), word(header, 20));
        if page == 0 || !fits {
            return None;
        }
        self.sum = sum;
        self.at = content_at + self.page_bytes;
        Some(Frame {
            page,
            pages_in_all: word(header, 4),
            at: content_at,
        })
    }
}

/// The number in four bytes of a header; all of them are big-endian.
fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// The running checksum of the WAL format, section 4.2 of SQLite's description of its file format.
fn checksum(big_endian: bool, (mut first, mut second): (u32, u32), bytes: &[u8]) -> (u32, u32) {
    for pair in bytes.chunks_exact(8) {
        let word = |at| {
            let word = word(pair, at);
            if big_endian { word } else { word.swap_bytes() }
        };
        first = first.wrapping_add(word(0)).wrapping_add(second);
        second = second.wrapping_add(word(4)).wrapping_add(first);
    }
    (first, second)
}

#[cfg(test)]
mod tests;
