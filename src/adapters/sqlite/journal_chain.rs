//! The chain of batches: each hashes what it says and the hash before it, so that no batch can be
//! changed, lost or put elsewhere without every later one saying so.
//!
//! A checkpoint repeats the hash of a batch, which stands for all before it: opening verifies from the
//! newest one on and costs what was written since, not what was ever written.

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::digest::Output;
use sha2::{Digest, Sha256};

use super::Fault;
use super::changed_states::events;
use super::row_check::{row_check, verify_row};
use crate::ports::{ChainLink, JournalBatch};

/// Batches from one checkpoint to the next.
pub(super) const CHECKPOINT_BATCHES: u64 = 1_000;

type Hash = [u8; 32];

/// A batch by its number and hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// From 1; 0 before the first.
    pub seq: u64,
    /// Zeros before the first.
    pub hash: Hash,
}

/// A row of `journal`.
struct Batch {
    seq: u64,
    epoch: u64,
    at_ms: i64,
    events: Vec<u8>,
    prev_hash: Hash,
    hash: Hash,
}

impl Link {
    /// Before the first batch.
    pub const START: Self = Self {
        seq: 0,
        hash: [0; 32],
    };

    /// As the port shows it; `None` where the hash is none.
    pub fn parse(link: &ChainLink) -> Option<Self> {
        if link.seq == 0 {
            return Some(Self::START);
        }
        let digits = link.hash.as_bytes();
        let mut hash = Hash::default();
        for (byte, pair) in hash.iter_mut().zip(digits.chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        let seq = link.seq;
        (digits.len() == 64).then_some(Self { seq, hash })
    }

    /// As the port shows it.
    pub fn shown(&self) -> ChainLink {
        let hash = match self.seq {
            0 => String::new(),
            _ => hex(self.hash),
        };
        ChainLink {
            seq: self.seq,
            hash,
        }
    }
}

impl Batch {
    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            epoch: row.get(1)?,
            at_ms: row.get(2)?,
            events: row.get(3)?,
            prev_hash: row.get(4)?,
            hash: row.get(5)?,
        })
    }

    fn expected_hash(&self) -> Hash {
        Sha256::new()
            .chain_update(self.prev_hash)
            .chain_update(self.seq.to_be_bytes())
            .chain_update(self.epoch.to_be_bytes())
            .chain_update(self.at_ms.to_be_bytes())
            .chain_update(&self.events)
            .finalize()
            .into()
    }
}

/// Appends a batch after `head`, with a checkpoint when one is due; the new head.
pub(super) fn append(
    connection: &Connection,
    head: &Link,
    epoch: u64,
    at_ms: i64,
    events: Vec<u8>,
) -> Result<Link, Fault> {
    let mut batch = Batch {
        seq: head.seq + 1,
        epoch,
        at_ms,
        events,
        prev_hash: head.hash,
        hash: Hash::default(),
    };
    batch.hash = batch.expected_hash();
    connection
        .prepare_cached(
            "INSERT INTO journal (seq, epoch, at_ms, batch, prev_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            batch.seq,
            batch.epoch,
            batch.at_ms,
            batch.events,
            batch.prev_hash,
            batch.hash
        ])?;
    let link = Link {
        seq: batch.seq,
        hash: batch.hash,
    };
    if link.seq.is_multiple_of(CHECKPOINT_BATCHES) {
        connection.execute(
            "INSERT INTO checkpoint (seq, hash, checksum) VALUES (?1, ?2, ?3)",
            params![link.seq, link.hash, checkpoint_check(&link)],
        )?;
    }
    Ok(link)
}

/// Up to `limit` batches after number `after`, in their order, each as it was hashed.
pub(super) fn batches_after(
    connection: &Connection,
    after: u64,
    limit: usize,
) -> Result<Vec<JournalBatch>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, epoch, at_ms, batch, prev_hash, hash FROM journal
         WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let mut rows = statement.query(params![after, limit as i64])?;
    let mut batches = Vec::new();
    while let Some(row) = rows.next()? {
        let batch = Batch::read(row)?;
        let seq = batch.seq;
        let text = String::from_utf8(batch.events)
            .map_err(|_| broken(seq, "is not the text that a journal has"))?;
        batches.push(JournalBatch {
            seq,
            epoch: batch.epoch,
            at_ms: batch.at_ms,
            events: events(text.as_bytes(), seq)?,
            text,
            prev_hash: hex(batch.prev_hash),
            hash: hex(batch.hash),
        });
    }
    Ok(batches)
}

fn hex(hash: Hash) -> String {
    format!("{:x}", Output::<Sha256>::from(hash))
}

/// The hash of batch `seq`; `None` when there is no such batch.
pub(super) fn hash_of(connection: &Connection, seq: u64) -> Result<Option<Hash>, Fault> {
    let known = connection
        .query_row("SELECT hash FROM journal WHERE seq = ?1", [seq], |row| {
            row.get(0)
        })
        .optional()?;
    if known.is_some() {
        return Ok(known);
    }
    let beginning = beginning(connection)?;
    Ok((beginning.seq == seq).then_some(beginning.hash))
}

/// Begins a journal that goes on where another file's ended: a checkpoint stands for all of that.
pub(super) fn begin_after(connection: &Connection, link: &Link) -> Result<(), Fault> {
    if link.seq > 0 {
        connection.execute(
            "INSERT INTO checkpoint (seq, hash, checksum) VALUES (?1, ?2, ?3)",
            params![link.seq, link.hash, beginning_check(link)],
        )?;
    }
    Ok(())
}

/// What the first batch of this file follows.
fn beginning(connection: &Connection) -> Result<Link, Fault> {
    let sql = "SELECT seq, hash, checksum FROM checkpoint ORDER BY seq LIMIT 1";
    let oldest = connection
        .query_row(sql, [], |row| {
            let link = Link {
                seq: row.get(0)?,
                hash: row.get(1)?,
            };
            Ok((link, row.get::<_, i64>(2)?))
        })
        .optional()?;
    let begins = oldest.filter(|(link, found)| *found == beginning_check(link));
    Ok(begins.map_or(Link::START, |(link, _)| link))
}

fn beginning_check(link: &Link) -> i64 {
    row_check("beginning", &[&link.seq.to_be_bytes(), &link.hash])
}

/// Verifies every batch after the newest checkpoint, or every batch and every checkpoint, and that
/// the last one is `head`.
pub(super) fn verify(connection: &Connection, head: &Link, whole: bool) -> Result<(), Fault> {
    let mut checkpoints = checkpoints(connection, whole)?;
    let beginning = beginning(connection)?;
    let start = if whole {
        beginning
    } else {
        checkpoints.pop().unwrap_or(beginning)
    };
    if hash_of(connection, start.seq)? != Some(start.hash) {
        return Err(broken(start.seq, "is not what its checkpoint says"));
    }
    let mut checkpoints = checkpoints.into_iter().peekable();
    let mut newest = start;
    let mut epoch = 0;
    let mut statement = connection.prepare(
        "SELECT seq, epoch, at_ms, batch, prev_hash, hash FROM journal WHERE seq > ?1 ORDER BY seq",
    )?;
    let mut rows = statement.query([newest.seq])?;
    while let Some(row) = rows.next()? {
        let batch = Batch::read(row)?;
        newest = follow(&newest, &batch)?;
        if batch.epoch < epoch {
            return Err(broken(
                batch.seq,
                "is of an older epoch than the one before",
            ));
        }
        epoch = batch.epoch;
        if let Some(checkpoint) = checkpoints.next_if(|one| one.seq <= newest.seq)
            && checkpoint != newest
        {
            return Err(broken(checkpoint.seq, "is not what its checkpoint says"));
        }
    }
    if let Some(lost) = checkpoints.next() {
        return Err(broken(lost.seq, "is missing"));
    }
    if newest != *head {
        return Err(broken(head.seq, "is not where the journal ends"));
    }
    Ok(())
}

/// `batch` as the one after `newest`.
fn follow(newest: &Link, batch: &Batch) -> Result<Link, Fault> {
    let next = newest.seq + 1;
    if batch.seq != next {
        return Err(broken(next, "is missing"));
    }
    if batch.prev_hash != newest.hash {
        return Err(broken(next, "does not follow the one before"));
    }
    if batch.hash != batch.expected_hash() {
        return Err(broken(next, "does not hash to what was written"));
    }
    Ok(Link {
        seq: batch.seq,
        hash: batch.hash,
    })
}

/// The newest checkpoint, or all, oldest first.
fn checkpoints(connection: &Connection, all: bool) -> Result<Vec<Link>, Fault> {
    let limit = if all { -1 } else { 1 };
    let mut statement = connection
        .prepare("SELECT seq, hash, checksum FROM checkpoint ORDER BY seq DESC LIMIT ?1")?;
    let rows = statement.query_map([limit], |row| {
        let link = Link {
            seq: row.get(0)?,
            hash: row.get(1)?,
        };
        Ok((link, row.get::<_, i64>(2)?))
    })?;
    let mut links = Vec::new();
    for row in rows {
        let (link, found) = row?;
        if found == beginning_check(&link) {
            continue;
        }
        let what = || format!("the checkpoint of batch {}", link.seq);
        verify_row(what, found, checkpoint_check(&link))?;
        links.push(link);
    }
    links.reverse();
    Ok(links)
}

fn checkpoint_check(link: &Link) -> i64 {
    row_check("checkpoint", &[&link.seq.to_be_bytes(), &link.hash])
}

fn broken(seq: u64, problem: &str) -> Fault {
    Fault::Corrupt(format!("is damaged: batch {seq} of its journal {problem}"))
}
