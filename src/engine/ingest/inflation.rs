//! [`Inflation`]: a decompressor's output, held to what logs can be. A small file that expands without
//! end would keep a run busy for ever; memory is bounded anyway, as text is read block by block.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Text that a compressed file may expand to in any case.
const FREE_BYTES: u64 = 64 << 20;
/// Beyond that, how many bytes of text a stored byte may stand for. Logs compress by 10 to 50, those of
/// one line repeated by some 200; bombs by 1,000 and more.
const MAX_RATIO: u64 = 500;
/// Text that one file may expand to.
const MAX_TEXT_BYTES: u64 = 1 << 40;

/// Counts the stored bytes that are read.
pub(super) struct Counted<R> {
    stored: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stored.read(buffer)?;
        self.count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

/// Reads text until it is too much for what was stored.
pub(super) struct Inflation<R> {
    text: R,
    stored: Arc<AtomicU64>,
    read: u64,
    free: u64,
}

impl<R: Read> Inflation<R> {
    /// The text that `decompress` makes of the stored bytes.
    pub(super) fn new<S: Read>(
        stored: S,
        decompress: impl FnOnce(Counted<S>) -> io::Result<R>,
    ) -> io::Result<Self> {
        let count = Arc::new(AtomicU64::new(0));
        let text = decompress(Counted {
            stored,
            count: count.clone(),
        })?;
        Ok(Self {
            text,
            stored: count,
            read: 0,
            free: FREE_BYTES,
        })
    }

    fn check(&self) -> io::Result<()> {
        let stored = self.stored.load(Ordering::Relaxed);
        let allowed = stored.saturating_mul(MAX_RATIO).saturating_add(self.free);
        let problem = if self.read > MAX_TEXT_BYTES {
            "it expands to more than 1 TiB".to_owned()
        } else if self.read > allowed {
            format!("it expands more than {MAX_RATIO}-fold, which no log does")
        } else {
            return Ok(());
        };
        Err(io::Error::new(io::ErrorKind::InvalidData, problem))
    }
}

impl<R: Read> Read for Inflation<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.text.read(buffer)?;
        self.read += length as u64;
        self.check()?;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(text: &[u8], free: u64) -> io::Result<usize> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text).unwrap();
        let stored = encoder.finish().unwrap();
        let mut inflation = Inflation::new(&stored[..], |stored| {
            Ok(flate2::read::MultiGzDecoder::new(stored))
        })?;
        inflation.free = free;
        let mut out = Vec::new();
        inflation.read_to_end(&mut out)
    }

    #[test]
    fn bombs_are_stopped_and_logs_are_not() {
        let bomb = vec![0; 4 << 20];
        let stopped = read(&bomb, 1 << 20).unwrap_err().to_string();
        assert!(stopped.contains("500-fold"), "{stopped}");
        assert_eq!(read(&bomb, 4 << 20).unwrap(), bomb.len());
        let mut log = Vec::new();
        for n in 0..40_000 {
            writeln!(log, "192.0.2.1 GET /k{n} 200").unwrap();
        }
        assert_eq!(read(&log, 0).unwrap(), log.len());
    }
}
