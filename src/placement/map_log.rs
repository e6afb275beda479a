//! [`MapEntry`] and [`MapLog`]: the published map log, one entry per map version.
//!
//! The log is the truth about the map; an entry is written once, under the name of its lsn, by whoever
//! holds the epoch it names. An entry of a lower epoch behind one of a higher was sent by a holder who
//! had been replaced and did not know: its lsn is taken, its change is not. Where entries are kept, and
//! who may write them, is the control location's business (`engine::control`).

use serde::{Deserialize, Serialize};

use super::codec::{DiffDocument, check_format, to_json};
use super::map_view::map_hash_at;
use super::{ApplyError, CodecError, MapDiff, ShardMap, map_hash};

const ENTRY_FORMAT: &str = "shardctl.map-entry/1";

/// What an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A change of the map.
    Version,
    /// No change: the first entry of a new epoch, which meets the next write of the holder before.
    Fence,
}

/// One entry of the map log.
#[derive(Clone, Debug, PartialEq)]
pub struct MapEntry {
    /// The fleet whose map it is.
    pub fleet_id: String,
    /// The version that it makes; also its name.
    pub lsn: u64,
    /// The epoch that its writer held.
    pub epoch: u64,
    /// Names the attempt that wrote it: unique, so that a writer knows its own entry again.
    pub write_id: String,
    /// What it is for.
    pub kind: EntryKind,
    /// Milliseconds UTC.
    pub created_ms: i64,
    /// What made it, such as `migrate switch`.
    pub origin: String,
    /// SHA-256 of the canonical map after it, hex.
    pub map_hash: String,
    /// What changes; from `lsn - 1` to `lsn`.
    pub diff: MapDiff,
}

impl MapEntry {
    /// The entry that changes `before` into `after`, whose version is the next.
    pub fn version(before: &ShardMap, after: &ShardMap, signature: Signature) -> Self {
        let diff = MapDiff::between(before, after);
        Self::new(EntryKind::Version, diff, map_hash(after), signature)
    }

    /// The entry that changes nothing but the version of `before`.
    pub fn fence(before: &ShardMap, signature: Signature) -> Self {
        let diff = MapDiff {
            from_lsn: before.lsn,
            to_lsn: before.lsn + 1,
            ..MapDiff::default()
        };
        let map_hash = map_hash_at(before, diff.to_lsn);
        Self::new(EntryKind::Fence, diff, map_hash, signature)
    }

    fn new(kind: EntryKind, diff: MapDiff, map_hash: String, signature: Signature) -> Self {
        Self {
            fleet_id: signature.fleet_id,
            lsn: diff.to_lsn,
            epoch: signature.epoch,
            write_id: signature.write_id,
            kind,
            created_ms: signature.created_ms,
            origin: signature.origin,
            map_hash,
            diff,
        }
    }
}

/// Who writes an entry, when and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The fleet.
    pub fleet_id: String,
    /// The epoch held.
    pub epoch: u64,
    /// Unique name of the attempt.
    pub write_id: String,
    /// Milliseconds UTC.
    pub created_ms: i64,
    /// What makes the entry.
    pub origin: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryDocument {
    format: String,
    fleet_id: String,
    lsn: u64,
    epoch: u64,
    write_id: String,
    kind: EntryKind,
    created_ms: i64,
    origin: String,
    map_hash: String,
    diff: DiffDocument,
}

/// The canonical bytes of an entry.
pub fn encode_entry(entry: &MapEntry) -> Vec<u8> {
    to_json(&EntryDocument {
        format: ENTRY_FORMAT.to_owned(),
        fleet_id: entry.fleet_id.clone(),
        lsn: entry.lsn,
        epoch: entry.epoch,
        write_id: entry.write_id.clone(),
        kind: entry.kind,
        created_ms: entry.created_ms,
        origin: entry.origin.clone(),
        map_hash: entry.map_hash.clone(),
        diff: DiffDocument::from(&entry.diff),
    })
}

/// The entry that [`encode_entry`] wrote.
pub fn decode_entry(bytes: &[u8]) -> Result<MapEntry, CodecError> {
    let document: EntryDocument = serde_json::from_slice(bytes)?;
    check_format(document.format, ENTRY_FORMAT)?;
    Ok(MapEntry {
        fleet_id: document.fleet_id,
        lsn: document.lsn,
        epoch: document.epoch,
        write_id: document.write_id,
        kind: document.kind,
        created_ms: document.created_ms,
        origin: document.origin,
        map_hash: document.map_hash,
        diff: document.diff.try_into()?,
    })
}

/// Why an entry cannot follow what was read before it.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// It is another fleet's.
    #[error("entry {lsn} of the map log is of fleet `{found}`")]
    Fleet {
        /// The entry.
        lsn: u64,
        /// Its fleet.
        found: String,
    },
    /// Entries between are missing.
    #[error("entry {found} of the map log follows version {before}")]
    Gap {
        /// The version read so far.
        before: u64,
        /// The entry.
        found: u64,
    },
    /// Its change does not fit the map.
    #[error("entry {lsn} of the map log does not fit: {problem}")]
    Change {
        /// The entry.
        lsn: u64,
        /// Why.
        problem: ApplyError,
    },
    /// The map after it is not the one that its writer had.
    #[error("the map after entry {lsn} of the map log is not the one its writer saw")]
    Hash {
        /// The entry.
        lsn: u64,
    },
}

/// A reader of the log: the map so far and the highest epoch seen.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLog {
    fleet_id: String,
    map: ShardMap,
    epoch: u64,
    /// What the newest entry says that the map hashes to; `None` where its writer had been replaced.
    said: Option<String>,
}

impl MapLog {
    /// A reader that has read up to the version of `map`, where the highest epoch was `epoch`; from the
    /// start of the log with an empty map and 0.
    pub fn new(fleet_id: impl Into<String>, map: ShardMap, epoch: u64) -> Self {
        Self {
            fleet_id: fleet_id.into(),
            map,
            epoch,
            said: None,
        }
    }

    /// The map so far.
    pub fn into_map(self) -> ShardMap {
        self.map
    }

    /// The map so far.
    pub fn map(&self) -> &ShardMap {
        &self.map
    }

    /// The highest epoch seen.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Reads the next entry. Returns the change that it truly makes, which is none but the version for a
    /// fence and for an entry of a lower epoch. After an error nothing has changed.
    pub fn read(&mut self, entry: &MapEntry) -> Result<MapDiff, ReplayError> {
        let mut next = self.clone();
        let diff = next.advance(entry)?;
        next.check()?;
        *self = next;
        Ok(diff)
    }

    /// The same without a look at the map's hash, at the price of the change alone: who reads many entries
    /// [checks](Self::check) the last. After an error the reader is of no use any more.
    pub fn advance(&mut self, entry: &MapEntry) -> Result<MapDiff, ReplayError> {
        let lsn = entry.lsn;
        if entry.fleet_id != self.fleet_id {
            let found = entry.fleet_id.clone();
            return Err(ReplayError::Fleet { lsn, found });
        }
        if lsn != self.map.lsn + 1 {
            let before = self.map.lsn;
            return Err(ReplayError::Gap { before, found: lsn });
        }
        let nothing = MapDiff {
            from_lsn: self.map.lsn,
            to_lsn: lsn,
            ..MapDiff::default()
        };
        let late = entry.epoch < self.epoch;
        let diff = if late { nothing } else { entry.diff.clone() };
        if diff.to_lsn != lsn {
            return Err(ReplayError::Hash { lsn });
        }
        diff.apply_to(&mut self.map)
            .map_err(|problem| ReplayError::Change { lsn, problem })?;
        self.epoch = self.epoch.max(entry.epoch);
        self.said = (!late).then(|| entry.map_hash.clone());
        Ok(diff)
    }

    /// What the map hashes to, as the newest entry says or, where it cannot say, as computed.
    pub fn hash(&self) -> String {
        let computed = || map_hash(&self.map);
        self.said.clone().unwrap_or_else(computed)
    }

    /// That the map so far is the one that the writer of the newest entry saw.
    pub fn check(&self) -> Result<(), ReplayError> {
        match &self.said {
            Some(said) if *said != map_hash(&self.map) => {
                Err(ReplayError::Hash { lsn: self.map.lsn })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::diff::tests::any_map;
    use crate::placement::{Pin, Shard};
    use proptest::prelude::*;

    fn shard(name: &str) -> Shard {
        Shard {
            name: name.into(),
            endpoint: "aws".into(),
            bucket: format!("data-{name}"),
            prefix: String::new(),
            mount: String::new(),
            region: "eu-central-1".into(),
            weight: 100,
        }
    }

    fn signed(epoch: u64, write_id: &str) -> Signature {
        Signature {
            fleet_id: "f0".to_owned(),
            epoch,
            write_id: write_id.to_owned(),
            created_ms: 1_795_219_200_000,
            origin: "migrate switch".to_owned(),
        }
    }

    fn next(map: &ShardMap, segment: &str, shard: &str) -> ShardMap {
        let mut next = map.clone();
        next.lsn += 1;
        next.insert(segment.parse().unwrap(), shard.into(), next.lsn);
        next
    }

    fn base() -> ShardMap {
        ShardMap::new(1, [shard("a"), shard("b")])
    }

    fn log() -> MapLog {
        MapLog::new("f0", base(), 1)
    }

    #[test]
    fn the_golden_entry_keeps_its_bytes() {
        let mut after = next(&base(), "prefix:tenant/42/", "b");
        after.pin(Pin {
            segment: "exact:käse \"x\"\n".parse().unwrap(),
            reason: "because".into(),
            lsn: 2,
        });
        let entry = MapEntry::version(&base(), &after, signed(7, "01KDM0000000000000000000AB"));
        let golden = include_str!("../../fixtures/formats/v1/map-entry.json").trim_end();
        assert_eq!(String::from_utf8(encode_entry(&entry)).unwrap(), golden);
        assert_eq!(decode_entry(golden.as_bytes()).unwrap(), entry);
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        let entry = MapEntry::fence(&base(), signed(2, "w"));
        let good = String::from_utf8(encode_entry(&entry)).unwrap();
        for (bad, why) in [
            (good.replace("map-entry/1", "map-entry/2"), "format"),
            (good.replace("map-diff/1", "map-diff/2"), "format"),
            (good.replace("\"fence\"", "\"hedge\""), "unknown variant"),
            (good.replace("write_id", "wrote_id"), "unknown field"),
            (good[..good.len() - 1].to_owned(), "not a shard map"),
        ] {
            let error = decode_entry(bad.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn a_replaced_holder_takes_a_number_and_changes_nothing() {
        let mut log = log();
        let fence = MapEntry::fence(&base(), signed(2, "fence"));
        assert!(log.read(&fence).unwrap().is_empty());
        assert_eq!((log.map().lsn, log.epoch()), (2, 2));
        // What a holder of epoch 1 made of version 2 as it knew it.
        let mut theirs = base();
        theirs.lsn = 2;
        let late = next(&theirs, "prefix:t/", "b");
        let late = MapEntry::version(&theirs, &late, signed(1, "late"));
        assert!(log.read(&late).unwrap().is_empty());
        assert_eq!((log.map().lsn, log.epoch()), (3, 2));
        assert_eq!(log.map().rule_count(), 0);
        let change = next(log.map(), "prefix:t/", "a");
        let ours = MapEntry::version(log.map(), &change, signed(2, "ours"));
        assert!(!log.read(&ours).unwrap().is_empty());
        assert_eq!(log.map(), &change);
    }

    #[test]
    fn what_cannot_follow_is_refused_and_changes_nothing() {
        let good = MapEntry::version(&base(), &next(&base(), "prefix:t/", "b"), signed(1, "w"));
        let foreign = MapEntry {
            fleet_id: "other".to_owned(),
            ..good.clone()
        };
        let skipping = MapEntry {
            lsn: 3,
            ..good.clone()
        };
        let mut unfit = good.clone();
        unfit.diff.shards_removed.push("z".into());
        let false_hash = MapEntry {
            map_hash: "0".repeat(64),
            ..good.clone()
        };
        let mut far = good.clone();
        far.diff.to_lsn = 9;
        for (bad, why) in [
            (foreign, "fleet `other`"),
            (skipping, "entry 3 of the map log follows version 1"),
            (unfit, "does not fit"),
            (false_hash, "not the one its writer saw"),
            (far, "not the one its writer saw"),
        ] {
            let mut log = log();
            let error = log.read(&bad).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
            assert_eq!(log, self::log());
        }
    }

    proptest! {
        #[test]
        fn any_change_is_written_read_and_replayed(a in any_map(), mut b in any_map(), epoch in 0..3_u64) {
            b.lsn = a.lsn + 1;
            let entry = MapEntry::version(&a, &b, signed(epoch, "w"));
            prop_assert_eq!(&decode_entry(&encode_entry(&entry)).unwrap(), &entry);
            let mut log = MapLog::new("f0", a.clone(), 1);
            let change = log.read(&entry).unwrap();
            if epoch < 1 {
                prop_assert!(change.is_empty());
                prop_assert_eq!(MapDiff { from_lsn: a.lsn, to_lsn: b.lsn, ..MapDiff::default() }.apply(&a).unwrap(), log.map().clone());
            } else {
                prop_assert_eq!(log.map(), &b);
            }
            prop_assert_eq!(log.epoch(), epoch.max(1));
        }

        /// Readers that start anywhere end with the same map: what a local copy may rely on.
        #[test]
        fn every_reader_ends_with_the_same_map(
            epochs in prop::collection::vec(0..4_u64, 1..8),
            start in 0..8_usize,
        ) {
            let mut whole = log();
            let mut late = None;
            for (n, epoch) in epochs.iter().enumerate() {
                if n == start {
                    late = Some(whole.clone());
                }
                let segment = format!("prefix:{n}/");
                let entry = if n % 3 == 2 {
                    MapEntry::fence(whole.map(), signed(*epoch, "w"))
                } else {
                    MapEntry::version(whole.map(), &next(whole.map(), &segment, "b"), signed(*epoch, "w"))
                };
                let change = whole.read(&entry).unwrap();
                if let Some(late) = &mut late {
                    prop_assert_eq!(late.read(&entry).unwrap(), change.clone());
                }
                let applied = epoch >= &whole.epoch();
                prop_assert_eq!(change.is_empty(), !applied || n % 3 == 2);
            }
            prop_assert!(late.is_none_or(|late| late == whole));
        }
    }
}
