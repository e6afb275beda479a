//! [`MapReader`]: how an application learns where its keys are. The reference that readers in other
//! languages are held to (`fixtures/readers`).
//!
//! A reader takes `map/current.json`, goes by it until it may be gone by no longer, and then reads the map
//! log on from its version. It keeps the newest that it has seen: an older copy, of a host that did
//! not know that it had been replaced, is ignored. The requests are the caller's.

use super::{
    CurrentMap, Key, MapDiff, MapEntry, MapLog, PreviousPlace, ReplayError, Segment, Shard,
    ShardMap,
};

/// Why what a reader was given cannot be what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// The copy is another fleet's.
    #[error("the map offered is of fleet `{found}`, not of `{ours}`")]
    Fleet {
        /// The fleet read so far.
        ours: String,
        /// The other.
        found: String,
    },
    /// An entry of the log cannot follow.
    #[error(transparent)]
    Log(#[from] ReplayError),
}

/// What became of a copy that was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It is newer, or as new: the reader goes by it.
    Taken,
    /// It is older than what the reader has seen.
    Ignored,
}

/// Where a key is: the shard and the object's key in its bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'a> {
    /// The shard.
    pub shard: &'a Shard,
    /// The object's key there.
    pub object_key: Key,
}

/// A reader of the map: the newest it has seen, and since when it knows.
#[derive(Clone, Debug, PartialEq)]
pub struct MapReader {
    fleet_id: String,
    log: MapLog,
    known_ms: i64,
    max_staleness_ms: i64,
    previous: Vec<PreviousPlace>,
}

impl MapReader {
    /// A reader that begins with this copy.
    pub fn new(current: CurrentMap) -> Self {
        Self {
            log: MapLog::new(&*current.fleet_id, current.map, current.epoch),
            fleet_id: current.fleet_id,
            known_ms: current.issued_ms,
            max_staleness_ms: current.max_staleness_ms,
            previous: current.previous,
        }
    }

    /// The epoch and the version read so far.
    pub fn position(&self) -> (u64, u64) {
        (self.log.epoch(), self.log.map().lsn)
    }

    /// Takes a copy, unless it is older than what was read. After an error nothing has changed.
    pub fn offer(&mut self, current: CurrentMap) -> Result<Offered, ReaderError> {
        if current.fleet_id != self.fleet_id {
            return Err(ReaderError::Fleet {
                ours: self.fleet_id.clone(),
                found: current.fleet_id,
            });
        }
        if (current.epoch, current.map.lsn) < self.position() {
            return Ok(Offered::Ignored);
        }
        // An older copy of the same version says nothing against what was learned since.
        let known_ms = self.known_ms.max(current.issued_ms);
        *self = Self {
            known_ms,
            ..Self::new(current)
        };
        Ok(Offered::Taken)
    }

    /// Whether the map may be gone by no longer: the log must be listed from
    /// [`position`](Self::position) on before the next answer.
    pub fn is_stale(&self, now_ms: i64) -> bool {
        now_ms > self.known_ms.saturating_add(self.max_staleness_ms)
    }

    /// Reads on: every entry of the log after the reader's version, in order, as listed at `listed_ms` (the
    /// time before the request was sent). After an error the entries before it have been read, and the
    /// reader is as stale as it was.
    pub fn follow(&mut self, entries: &[MapEntry], listed_ms: i64) -> Result<(), ReaderError> {
        for entry in entries {
            let before = self.log.map().clone();
            let change = self.log.read(entry)?;
            self.remember(&before, &change, entry.created_ms);
        }
        self.known_ms = self.known_ms.max(listed_ms);
        Ok(())
    }

    /// Others may go by the map before for as long as this reader may.
    fn remember(&mut self, before: &ShardMap, change: &MapDiff, created_ms: i64) {
        let until_ms = created_ms.saturating_add(self.max_staleness_ms);
        let set = change.rules_set.iter().map(|rule| &rule.segment);
        for segment in set.chain(&change.rules_removed) {
            self.previous.retain(|known| known.segment != *segment);
            self.previous.push(PreviousPlace {
                segment: segment.clone(),
                shard: before.segment_shard(segment).cloned(),
                until_ms,
            });
        }
    }

    /// Where `key` is; `None` only where no rule covers it and no shard takes such keys.
    pub fn locate(&self, key: &Key) -> Option<Place<'_>> {
        let location = self.log.map().locate(key)?;
        Some(place(location.shard, key))
    }

    /// Where `key` may still be while others go by an older map: look there when it is not where
    /// [`locate`](Self::locate) says.
    ///
    /// A rule that is more specific than what was moved was not part of the move.
    pub fn previous(&self, key: &Key, now_ms: i64) -> Option<Place<'_>> {
        let map = self.log.map();
        let here = map.locate(key)?.shard;
        let rule = map.rule_covering(key);
        let moved = self.previous.iter().filter(|previous| {
            let runs = now_ms < previous.until_ms;
            let decides = rule.is_none_or(|rule| rule.covers(&previous.segment));
            runs && covers_key(&previous.segment, key) && decides
        });
        // Of two that cover one key the longer is the more specific; an exact one is above all.
        let specific = |previous: &&PreviousPlace| {
            let exact = matches!(previous.segment, Segment::Exact(_));
            (exact, previous.segment.key().as_bytes().len())
        };
        let shard = match &moved.max_by_key(specific)?.shard {
            Some(name) => map.shard(name)?,
            None => map.home(key)?,
        };
        (shard.name != here.name).then(|| place(shard, key))
    }
}

fn covers_key(segment: &Segment, key: &Key) -> bool {
    segment.covers(&Segment::Exact(key.clone()))
}

fn place<'a>(shard: &'a Shard, key: &Key) -> Place<'a> {
    Place {
        shard,
        object_key: shard.object_key(key),
    }
}

#[cfg(test)]
mod tests;
