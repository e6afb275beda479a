//! A change of the map beside others who write at the same time.

use std::sync::Mutex;

use super::*;
use crate::placement::{MapDiff, MapEntry, Segment, Signature, encode_entry};

/// What somebody else publishes right before an entry of ours.
#[derive(Clone, Debug)]
enum Rival {
    /// A holder who was replaced: its number counts, its change does not.
    Late,
    /// A pin.
    Pins(&'static str),
    /// A rule.
    Places(&'static str, &'static str),
}

/// A control location where somebody else is faster.
struct Racing {
    inner: BucketControl,
    fleet_id: String,
    epoch: u64,
    map: Mutex<ShardMap>,
    /// The next last.
    rivals: Mutex<Vec<Rival>>,
}

impl Racing {
    fn entry(&self, rival: &Rival) -> Bytes {
        let mut map = self.map.lock().unwrap();
        let mut after = map.clone();
        after.lsn = map.lsn + 1;
        match rival {
            Rival::Late => after.insert("prefix:late/".parse().unwrap(), "b".into(), after.lsn),
            Rival::Pins(segment) => after.pin(Pin {
                segment: segment.parse().unwrap(),
                reason: "r".into(),
                lsn: after.lsn,
            }),
            Rival::Places(segment, shard) => {
                after.insert(segment.parse().unwrap(), (*shard).into(), after.lsn);
            }
        }
        let late = matches!(rival, Rival::Late);
        let signature = Signature {
            fleet_id: self.fleet_id.clone(),
            epoch: if late { 0 } else { self.epoch },
            write_id: format!("rival-{}", after.lsn),
            created_ms: NOW_MS,
            origin: "map pin".to_owned(),
        };
        let entry = MapEntry::version(&map, &after, signature);
        if late {
            map.lsn = after.lsn;
        } else {
            *map = after;
        }
        encode_entry(&entry).into()
    }
}

#[async_trait]
impl ControlStore for Racing {
    fn place(&self) -> String {
        self.inner.place()
    }
    fn is_shared(&self) -> bool {
        true
    }
    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        let rival = if name.starts_with("maplog/") {
            self.rivals.lock().unwrap().pop()
        } else {
            None
        };
        if let Some(rival) = rival {
            let theirs = self.entry(&rival);
            self.inner.create(name, theirs).await?;
        }
        self.inner.create(name, body).await
    }
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        self.inner.overwrite(name, body).await
    }
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        self.inner.read(name).await
    }
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        self.inner.names(folder, after).await
    }
}

/// What comes of a change beside these rivals: how it ended, and the pins and rules after it.
async fn beside(
    rivals: &[Rival],
    change: impl Fn(&mut ShardMap),
) -> (Result<Option<MapDiff>, FleetError>, Vec<Segment>) {
    let mut world = TestWorld::adopted();
    let fleet = world.open().await.unwrap();
    let (fleet_id, epoch) = (fleet.identity().fleet_id.clone(), fleet.journal().epoch());
    let racing = Arc::new(Racing {
        inner: location(&world.simulator, "control"),
        fleet_id,
        epoch,
        map: Mutex::new(ShardMap::clone(&fleet.map())),
        rivals: Mutex::default(),
    });
    fleet.close().await.unwrap();
    world.control = Some(racing.clone());
    let fleet = world.open().await.unwrap();
    let base = ShardMap::clone(&fleet.map());
    *racing.map.lock().unwrap() = base.clone();
    racing
        .rivals
        .lock()
        .unwrap()
        .extend(rivals.iter().rev().cloned());
    let mut next = base.clone();
    change(&mut next);
    let diff = MapDiff::between(&base, &next);
    let wanted = WantedChange {
        base: &base,
        diff: &diff,
        origin: "map pin",
    };
    let shards = shards();
    let (fleet, made) = change_versioned(&world, options(&shards), fleet, wanted).await;
    let fleet = fleet.expect("nobody took over");
    let map = fleet.map();
    let segments = map.pins().map(|pin| pin.segment.clone());
    let segments = segments
        .chain(map.rules().map(|rule| rule.segment))
        .collect();
    fleet.close().await.unwrap();
    (made, segments)
}

fn pin(map: &mut ShardMap) {
    map.pin(Pin {
        segment: "prefix:ours/".parse().unwrap(),
        reason: "r".into(),
        lsn: map.lsn + 1,
    });
}

fn texts(segments: &[Segment]) -> Vec<String> {
    segments.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn who_loses_a_version_reads_again_and_writes_the_next() {
    let late = vec![Rival::Late; MOST_CONFLICTS as usize - 1];
    let (made, map) = beside(&late, pin).await;
    assert_eq!(made.unwrap().unwrap().pins_set.len(), 1);
    assert_eq!(texts(&map), ["prefix:ours/", "prefix:t/"]);
    let (made, map) = beside(&[Rival::Pins("prefix:theirs/")], pin).await;
    assert!(made.unwrap().is_some());
    assert_eq!(texts(&map), ["prefix:ours/", "prefix:theirs/", "prefix:t/"]);
}

#[tokio::test]
async fn what_somebody_else_did_already_is_done_and_what_they_changed_is_for_a_person() {
    let (made, map) = beside(&[Rival::Pins("prefix:ours/")], pin).await;
    assert!(made.unwrap().is_none());
    assert_eq!(texts(&map), ["prefix:ours/", "prefix:t/"]);
    let inside = |map: &mut ShardMap| {
        map.insert("prefix:t/4/".parse().unwrap(), "b".into(), map.lsn + 1);
    };
    let (made, map) = beside(&[Rival::Places("prefix:t/", "b")], inside).await;
    assert_error!(made, FleetError::Overtaken(_));
    assert_eq!(texts(&map), ["prefix:t/"]);
}

#[tokio::test]
async fn after_so_many_conflicts_a_person_is_asked() {
    let late = vec![Rival::Late; MOST_CONFLICTS as usize];
    let (made, map) = beside(&late, pin).await;
    assert_error!(
        made,
        FleetError::Conflicts {
            conflicts: MOST_CONFLICTS,
            ..
        }
    );
    assert_eq!(texts(&map), ["prefix:t/"]);
}
