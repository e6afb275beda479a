//! The vectors that every reader is held to, in whatever language it is written.
//!
//! With `SHARDCTL_WRITE_GOLDEN=1` the file is written anew: read the difference before it is committed.

use serde_json::{Value, json};

use super::*;
use crate::placement::codec::{hex, unhex};
use crate::placement::{
    EntryKind, Pin, Signature, decode_current, decode_entry, encode_current, encode_entry,
};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/readers/vectors.json");
const NOW_MS: i64 = 1_795_219_200_000;
const MINUTE_MS: i64 = 60_000;

fn shard(name: &str, prefix: &str, mount: &str, weight: u32) -> Shard {
    Shard {
        prefix: prefix.into(),
        mount: mount.into(),
        ..Shard::of_tests(name, weight)
    }
}

/// Rules of both kinds, one within another, keys that are no text, a mount, a shard without weight.
fn map() -> ShardMap {
    let shards = [
        shard("ams", "", "", 100),
        shard("fra", "fleet/", "", 50),
        shard("use", "", "", 4_000_000_000),
        shard("idle", "", "", 0),
        shard("vid", "v/", "video/", 7),
    ];
    let mut map = ShardMap::new(7, shards);
    for (segment, shard) in [
        ("prefix:t/", "ams"),
        ("prefix:t/4/", "fra"),
        ("exact:t/4/x", "idle"),
        ("prefix:käse \"x\"\n\\", "ams"),
        ("prefix:video/old/", "ams"),
        ("prefix:moved/", "vid"),
    ] {
        map.insert(segment.parse().unwrap(), shard.into(), 3);
    }
    map.insert(Segment::Prefix(b"\xff/"[..].into()), "use".into(), 1);
    map.pin(Pin {
        segment: "prefix:t/4/".parse().unwrap(),
        reason: "not a reader's business".into(),
        lsn: 2,
    });
    map
}

fn current(map: ShardMap, epoch: u64, issued_ms: i64) -> CurrentMap {
    CurrentMap {
        fleet_id: "f0".to_owned(),
        epoch,
        issued_ms,
        max_staleness_ms: 5 * MINUTE_MS,
        map,
        previous: vec![
            PreviousPlace {
                segment: "prefix:t/".parse().unwrap(),
                shard: Some("use".into()),
                until_ms: NOW_MS + 60 * MINUTE_MS,
            },
            PreviousPlace {
                segment: "exact:t/5/y".parse().unwrap(),
                shard: Some("ams".into()),
                until_ms: NOW_MS + 60 * MINUTE_MS,
            },
        ],
    }
}

fn keys() -> Vec<Key> {
    let named = [
        "t/1",
        "t/4/y",
        "t/4/x",
        "t/4/xx",
        "t/5/y",
        "t/",
        "t",
        "käse \"x\"\n\\1",
        "käse",
        "video/old/1",
        "video/new/1",
        "moved/k",
        "moved/video/k",
        "a+b c%2F/../d",
        "late/k",
        "new/k",
    ];
    let named = named.into_iter().map(Key::from);
    let homeless = (0..40).map(|n| Key::from(format!("home/{n}")));
    let bytes = [&b"\xff/x"[..], b"\xff", b"\x00", b"\xed\xa0\x80"];
    named.chain(homeless).chain(bytes.map(Key::from)).collect()
}

fn signed(epoch: u64) -> Signature {
    Signature {
        fleet_id: "f0".to_owned(),
        epoch,
        write_id: "w".to_owned(),
        created_ms: NOW_MS + MINUTE_MS,
        origin: "migrate switch".to_owned(),
    }
}

fn next(map: &ShardMap, change: impl FnOnce(&mut ShardMap)) -> ShardMap {
    let mut next = map.clone();
    next.lsn += 1;
    change(&mut next);
    next
}

/// What follows version 7: a switch, one that takes rules away, the fence of a new holder, a late entry of
/// the holder before.
fn log() -> Vec<MapEntry> {
    let v7 = map();
    let v8 = next(&v7, |map| {
        map.insert("prefix:t/".parse().unwrap(), "vid".into(), 8);
        map.insert("prefix:new/".parse().unwrap(), "fra".into(), 8);
    });
    let v9 = next(&v8, |map| {
        map.remove(&"prefix:t/4/".parse().unwrap());
        map.set_shard(shard("sgp", "", "", 900));
    });
    let fence = MapEntry::fence(&v9, signed(3));
    let mut v10 = v9.clone();
    v10.lsn = 10;
    let late = next(&v10, |map| {
        map.insert("prefix:late/".parse().unwrap(), "idle".into(), 11);
    });
    let mut v11 = v10.clone();
    v11.lsn = 11;
    let v12 = next(&v11, |map| {
        map.insert("exact:t/4/x".parse().unwrap(), "sgp".into(), 12);
    });
    vec![
        MapEntry::version(&v7, &v8, signed(2)),
        MapEntry::version(&v8, &v9, signed(2)),
        fence,
        MapEntry::version(&v10, &late, signed(2)),
        MapEntry::version(&v11, &v12, signed(3)),
    ]
}

/// What is done with readers; the answers are filled in.
fn scenarios() -> Vec<(&'static str, Vec<Value>)> {
    let document = |current: &CurrentMap| json(&encode_current(current));
    let entries = |entries: &[MapEntry]| {
        let texts = entries.iter().map(|entry| json(&encode_entry(entry)));
        Value::Array(texts.collect())
    };
    let offer = |current: CurrentMap| json!({"offer": document(&current)});
    let follow = |log: &[MapEntry], at: i64| json!({"follow": entries(log), "listed_ms": at});
    let locate = |now_ms: i64| {
        let keys = keys();
        let step = |key: &Key| json!({"locate": hex(key.as_bytes()), "now_ms": now_ms});
        keys.iter().map(step).collect::<Vec<_>>()
    };
    let stale = |now_ms: i64| json!({"stale_at_ms": now_ms});
    let first = || offer(current(map(), 2, NOW_MS));
    let (log, later) = (log(), NOW_MS + 61 * MINUTE_MS);
    let mut newer = first();
    newer["offer"]["a_field_of_a_later_program"] = json!(1);
    let mut other_format = first();
    other_format["offer"]["format"] = json!("shardctl.current-map/2");
    let mut foreign = current(map(), 9, NOW_MS);
    foreign.fleet_id = "other".to_owned();
    let mut behind = map();
    behind.lsn = 6;
    let mut ahead = map();
    ahead.lsn = 9;
    let mut foreign_entry = log[0].clone();
    foreign_entry.fleet_id = "other".to_owned();
    let single = MapEntry {
        kind: EntryKind::Version,
        ..log[0].clone()
    };
    vec![
        (
            "a copy alone",
            [vec![first()], locate(NOW_MS), locate(later)].concat(),
        ),
        (
            "how long a copy is gone by",
            vec![
                first(),
                stale(NOW_MS),
                stale(NOW_MS + 5 * MINUTE_MS),
                stale(NOW_MS + 5 * MINUTE_MS + 1),
            ],
        ),
        ("fields of later programs", vec![newer, stale(NOW_MS)]),
        ("another format", vec![first(), other_format, stale(NOW_MS)]),
        (
            "only newer copies are taken",
            vec![
                first(),
                offer(current(behind.clone(), 2, NOW_MS + 1)),
                offer(current(ahead.clone(), 1, NOW_MS + 2)),
                offer(foreign),
                stale(NOW_MS + 5 * MINUTE_MS + 1),
                offer(current(map(), 2, NOW_MS + MINUTE_MS)),
                stale(NOW_MS + 5 * MINUTE_MS + 1),
                offer(current(map(), 2, NOW_MS)),
                stale(NOW_MS + 5 * MINUTE_MS + 1),
                offer(current(behind, 3, NOW_MS)),
                offer(current(ahead, 2, NOW_MS)),
            ],
        ),
        (
            "the log goes on",
            [
                vec![first(), follow(&log, later), stale(later + 5 * MINUTE_MS)],
                locate(NOW_MS + MINUTE_MS),
                locate(later),
                vec![
                    offer(current(map(), 2, later + MINUTE_MS)),
                    stale(later + 6 * MINUTE_MS),
                ],
            ]
            .concat(),
        ),
        (
            "what cannot follow",
            vec![
                first(),
                follow(&[foreign_entry], later),
                follow(&log[1..2], later),
                stale(later),
                follow(&[log[0].clone(), log[2].clone()], later),
                stale(later),
                follow(&[single], later),
                follow(&[], later),
                stale(later),
            ],
        ),
    ]
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// The step with what a reader answers to it.
fn answered(reader: &mut Option<MapReader>, step: &Value) -> Value {
    let mut step = step.clone();
    if let Some(document) = step.get("offer") {
        let result = match (
            decode_current(document.to_string().as_bytes()),
            &mut *reader,
        ) {
            (Err(_), _) => "refused",
            (Ok(current), None) => {
                *reader = Some(MapReader::new(current));
                "taken"
            }
            (Ok(current), Some(reader)) => match reader.offer(current) {
                Ok(Offered::Taken) => "taken",
                Ok(Offered::Ignored) => "ignored",
                Err(_) => "refused",
            },
        };
        step["result"] = json!(result);
    }
    let reader = reader.as_mut().expect("a scenario begins with a copy");
    let number = |step: &Value, name: &str| step[name].as_i64().unwrap();
    if let Some(entries) = step["follow"].as_array() {
        let entries = entries.iter();
        let entries = entries.map(|entry| decode_entry(entry.to_string().as_bytes()).unwrap());
        let entries: Vec<_> = entries.collect();
        let followed = reader.follow(&entries, number(&step, "listed_ms"));
        step["result"] = json!(if followed.is_ok() { "taken" } else { "refused" });
    }
    if step.get("stale_at_ms").is_some() {
        step["is_stale"] = json!(reader.is_stale(number(&step, "stale_at_ms")));
    }
    if let Some(key) = step["locate"].as_str() {
        let key = Key::from(unhex(key).unwrap());
        let now_ms = number(&step, "now_ms");
        step["at"] = place_json(reader.locate(&key));
        step["before"] = place_json(reader.previous(&key, now_ms));
    } else {
        let (epoch, version) = reader.position();
        step["position"] = json!([epoch, version]);
    }
    step
}

fn place_json(place: Option<Place<'_>>) -> Value {
    place.map_or(Value::Null, |place| {
        json!([place.shard.name.0, hex(place.object_key.as_bytes())])
    })
}

#[test]
fn the_vectors_of_all_readers_hold() {
    let mut lines = Vec::new();
    for (name, steps) in scenarios() {
        let mut reader = None;
        for step in steps {
            let mut step = answered(&mut reader, &step);
            step["reader"] = json!(name);
            lines.push(step.to_string());
        }
    }
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    if std::env::var_os("SHARDCTL_WRITE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &text).unwrap();
    }
    let golden = std::fs::read_to_string(GOLDEN).unwrap();
    for (line, (ours, golden)) in text.lines().zip(golden.lines()).enumerate() {
        assert_eq!(ours, golden, "line {}", line + 1);
    }
    assert_eq!(text.len(), golden.len());
}

#[test]
fn a_reader_knows_both_places_while_grace_runs() {
    let mut reader = MapReader::new(current(map(), 2, NOW_MS));
    let at = |reader: &MapReader, key: &str, now_ms: i64| {
        let name = |place: Option<Place<'_>>| place.map(|place| place.shard.name.0.clone());
        let key = key.into();
        (
            name(reader.locate(&key)),
            name(reader.previous(&key, now_ms)),
        )
    };
    let said =
        |here: &str, before: Option<&str>| (Some(here.to_owned()), before.map(str::to_owned));
    assert_eq!(at(&reader, "t/1", NOW_MS), said("ams", Some("use")));
    // What a more specific rule decides was not moved.
    assert_eq!(at(&reader, "t/4/y", NOW_MS), said("fra", None));
    assert_eq!(
        at(&reader, "t/1", NOW_MS + 60 * MINUTE_MS),
        said("ams", None)
    );
    reader.follow(&log(), NOW_MS + MINUTE_MS).unwrap();
    assert_eq!(reader.position(), (3, 12));
    let now_ms = NOW_MS + 2 * MINUTE_MS;
    assert_eq!(at(&reader, "t/1", now_ms), said("vid", Some("ams")));
    assert_eq!(at(&reader, "t/4/y", now_ms), said("vid", Some("fra")));
    assert_eq!(at(&reader, "t/4/x", now_ms), said("sgp", Some("idle")));
    assert_eq!(
        at(&reader, "t/4/x", NOW_MS + 6 * MINUTE_MS),
        said("sgp", None)
    );
    let homeless = |key: &Key| reader.log.map().home(key).unwrap().name.0.clone();
    let late = homeless(&"late/k".into());
    assert_eq!(at(&reader, "late/k", now_ms), said(&late, None));
}
