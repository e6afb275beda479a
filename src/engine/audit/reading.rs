//! [`Reader`]: that the bytes of an object can be read as they are listed, and that copies are equal.

use sha2::digest::Output;
use sha2::{Digest, Sha256};

use crate::placement::Key;
use crate::ports::{BucketError, BucketErrorKind, ByteRange, World};

use super::{AuditReport, Finding, Kind};
use crate::engine::sides::Holder;

/// Bytes read at a time.
const PIECE: u64 = 8 << 20;

/// Reads objects of any size, a piece in memory at a time.
pub struct Reader<'a> {
    world: &'a dyn World,
}

/// What reading an object found.
enum Found {
    Sha256(String),
    Shorter(u64),
    /// It was removed or replaced since it was listed: nothing is said.
    Changed,
}

impl<'a> Reader<'a> {
    /// A reader of the buckets of this world.
    pub fn new(world: &'a dyn World) -> Self {
        Self { world }
    }

    /// Reads a key wherever it lies.
    pub async fn read(&self, key: &Key, holders: &[Holder], report: &mut AuditReport) {
        let mut first: Option<(String, &Holder)> = None;
        for holder in holders {
            let found = match self.digest(holder).await {
                Ok(found) => found,
                Err(error) => {
                    let place = holder.shard.name.clone();
                    report.unread.entry(place).or_insert(error);
                    continue;
                }
            };
            report.read += 1;
            report.read_bytes += holder.object.size;
            match (found, &first) {
                (Found::Shorter(bytes), _) => {
                    let words = format!("{bytes} of {} bytes could be read", holder.object.size);
                    report.add(damaged(key, holder, words));
                }
                (Found::Sha256(digest), None) => first = Some((digest, holder)),
                (Found::Sha256(digest), Some((other, there))) if digest != *other => {
                    report.add(Finding {
                        kind: Kind::Diverged,
                        key: key.clone(),
                        expected: None,
                        found: vec![there.shard.name.clone(), holder.shard.name.clone()],
                        bytes: holder.object.size,
                        detail: format!("SHA-256 {other:.12}… and {digest:.12}…"),
                    });
                }
                // Read as it is told elsewhere, or equal to the others.
                (Found::Changed, _) | (Found::Sha256(_), Some(_)) => {}
            }
        }
    }

    async fn digest(&self, holder: &Holder) -> Result<Found, BucketError> {
        let bucket = self
            .world
            .reader(&holder.shard.endpoint, &holder.shard.bucket);
        let (key, size) = (&holder.object.key, holder.object.size);
        let mut hash = Sha256::new();
        let mut read = 0;
        loop {
            let last = (read + PIECE).min(size).saturating_sub(1);
            let range = (size > 0).then_some(ByteRange { first: read, last });
            let piece = match bucket.get(key, range).await {
                Ok(piece) => piece,
                Err(error) if error.kind == BucketErrorKind::NotFound => return Ok(Found::Changed),
                Err(error) => return Err(error),
            };
            if piece.head.etag != holder.object.etag {
                return Ok(Found::Changed);
            }
            hash.update(&piece.bytes);
            read += piece.bytes.len() as u64;
            if read >= size {
                let digest = Output::<Sha256>::from(hash.finalize());
                return Ok(Found::Sha256(format!("{digest:x}")));
            }
            if piece.bytes.is_empty() {
                return Ok(Found::Shorter(read));
            }
        }
    }
}

fn damaged(key: &Key, holder: &Holder, detail: String) -> Finding {
    Finding {
        kind: Kind::Damaged,
        key: key.clone(),
        expected: None,
        found: vec![holder.shard.name.clone()],
        bytes: holder.object.size,
        detail,
    }
}
