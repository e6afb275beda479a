//! [`Judge`]: what a key that lies in these shards means.

use crate::migration::{Migration, MoveState};
use crate::placement::{Key, Segment, ShardMap, ShardName};

use super::{AuditReport, Finding, Kind};
use crate::engine::sides::Holder;

/// Knows the map and every move.
pub struct Judge<'a> {
    map: &'a ShardMap,
    /// The newest first: what it says of a key counts.
    moves: Vec<Moved<'a>>,
}

struct Moved<'a> {
    segment: &'a Segment,
    from: &'a ShardName,
    to: &'a ShardName,
    state: MoveState,
}

impl<'a> Judge<'a> {
    /// A judge by this map and these migrations, oldest first.
    pub fn new(map: &'a ShardMap, migrations: &'a [Migration]) -> Self {
        let moves = migrations.iter().rev().flat_map(|migration| {
            migration.moves.iter().map(|item| Moved {
                segment: &item.spec.segment,
                from: &item.spec.from,
                to: &item.spec.to,
                state: item.state,
            })
        });
        Self {
            map,
            moves: moves.collect(),
        }
    }

    /// Counts the key, or says what is wrong with it.
    pub fn judge(&self, key: &Key, holders: &[Holder], report: &mut AuditReport) {
        let home = self.map.locate(key).map(|location| &location.shard.name);
        let at_home = holders.iter().find(|it| Some(&it.shard.name) == home);
        let Some(at_home) = at_home else {
            // Of a shard that could not be listed to its end nothing is known.
            if !home.is_some_and(|home| report.unreadable.contains_key(home)) {
                report.add(missing(key, home, holders));
            }
            return;
        };
        let mut sound = true;
        let (mut under_way, mut shadow) = (false, false);
        for other in holders
            .iter()
            .filter(|it| it.shard.name != at_home.shard.name)
        {
            match self.reason(key, at_home, other) {
                Reason::UnderWay => under_way = true,
                Reason::Shadow => shadow = true,
                Reason::Wrong(kind, detail) => {
                    sound = false;
                    report.add(Finding {
                        kind,
                        key: key.clone(),
                        expected: Some(at_home.shard.name.clone()),
                        found: vec![other.shard.name.clone()],
                        bytes: other.object.size,
                        detail,
                    });
                }
            }
        }
        report.sound += u64::from(sound);
        report.under_way += u64::from(under_way);
        report.shadows += u64::from(shadow);
    }

    /// Why a key lies in a second shard, too.
    fn reason(&self, key: &Key, home: &Holder, other: &Holder) -> Reason {
        let place = &other.shard.name;
        let segment = Segment::Exact(key.clone());
        let mut about = self
            .moves
            .iter()
            .filter(|moved| moved.segment.covers(&segment));
        let found = about.find(|moved| [moved.from, moved.to].contains(&place));
        if let Some(moved) = found {
            if !moved.state.is_end() {
                return Reason::UnderWay;
            }
            let left = moved.to == place;
            match moved.state {
                MoveState::Completed if moved.from == place => {
                    let detail = "its move to where the map says was completed, and it is back";
                    return Reason::Wrong(Kind::Resurrected, detail.to_owned());
                }
                MoveState::Cancelled | MoveState::Reversed if left => {
                    let detail = "a copy that a move left which was given up or switched back";
                    return Reason::Wrong(Kind::Orphan, detail.to_owned());
                }
                _ => {}
            }
        }
        let (ours, theirs) = (&home.object, &other.object);
        if (ours.size, &ours.etag) == (theirs.size, &theirs.etag) {
            return Reason::Shadow;
        }
        if ours.size == theirs.size {
            // Copied in parts, or encrypted, the same bytes have another ETag.
            let detail = format!(
                "of the same size, with ETag {} and {}",
                ours.etag, theirs.etag
            );
            return Reason::Wrong(Kind::Unexpected, detail);
        }
        let detail = format!(
            "{} bytes where the map says, {} here",
            ours.size, theirs.size
        );
        Reason::Wrong(Kind::Diverged, detail)
    }
}

/// Why a key lies in a second shard.
enum Reason {
    UnderWay,
    Shadow,
    Wrong(Kind, String),
}

fn missing(key: &Key, home: Option<&ShardName>, holders: &[Holder]) -> Finding {
    let found: Vec<ShardName> = holders.iter().map(|it| it.shard.name.clone()).collect();
    let detail = match home {
        Some(home) => format!("the map says `{home}`, where it is not"),
        None => "no rule and no home says where it belongs".to_owned(),
    };
    Finding {
        kind: Kind::Missing,
        key: key.clone(),
        expected: home.cloned(),
        found,
        bytes: holders.first().map_or(0, |it| it.object.size),
        detail,
    }
}
