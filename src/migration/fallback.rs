//! Where else a reader finds a key while readers with an older map are still about.

use crate::placement::{PreviousPlace, Segment, ShardMap, ShardName};

use super::{Migration, MoveState};

/// The other place that holds a segment's objects during grace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fallback<'a> {
    /// The shard.
    pub shard: &'a ShardName,
    /// When grace is over: from then on it may be emptied. Milliseconds UTC.
    pub until_ms: i64,
}

/// The fallback of the keys that the rule of `segment` places in `primary`.
///
/// After a switch it is the source, after a reversal the target, each while the grace of that step
/// runs; objects that were written since are at `primary` alone. Keys that a more specific rule decides
/// are not part of the move: `segment` is the rule that decides.
pub fn fallback<'a>(
    migrations: &'a [Migration],
    segment: &Segment,
    primary: &ShardName,
    now_ms: i64,
) -> Option<Fallback<'a>> {
    let graces = graces(migrations, now_ms);
    let here = graces.filter(|grace| grace.segment == segment && grace.primary == primary);
    let other = here.map(|grace| grace.other);
    other.max_by_key(|fallback| fallback.until_ms)
}

/// Where the segments in grace were before, as readers of the map are told.
pub fn previous_places(
    migrations: &[Migration],
    map: &ShardMap,
    now_ms: i64,
) -> Vec<PreviousPlace> {
    let graces = graces(migrations, now_ms);
    let standing = graces.filter(|grace| map.rule_shard(grace.segment) == Some(grace.primary));
    let places = standing.map(|grace| PreviousPlace {
        segment: grace.segment.clone(),
        shard: Some(grace.other.shard.clone()),
        until_ms: grace.other.until_ms,
    });
    places.collect()
}

/// A segment whose grace runs.
struct Grace<'a> {
    segment: &'a Segment,
    /// Where the map says it is.
    primary: &'a ShardName,
    /// Where it was.
    other: Fallback<'a>,
}

fn graces(migrations: &[Migration], now_ms: i64) -> impl Iterator<Item = Grace<'_>> {
    let moves = migrations.iter().flat_map(|migration| {
        let moves = migration.moves.iter();
        moves.map(move |item| (item, migration.grace_end_ms(item)))
    });
    moves.filter_map(move |(item, until_ms)| {
        let (primary, shard) = match item.state {
            MoveState::Switched | MoveState::ReverseIntent => (&item.spec.to, &item.spec.from),
            MoveState::Reversing | MoveState::Reversed => (&item.spec.from, &item.spec.to),
            _ => return None,
        };
        let until_ms = until_ms?;
        let segment = &item.spec.segment;
        let other = Fallback { shard, until_ms };
        (now_ms < until_ms).then_some(Grace {
            segment,
            primary,
            other,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn migration(state: MoveState, switched_ms: Option<i64>) -> Migration {
        let mut made = Migration::of_tests();
        made.moves[0].state = state;
        made.moves[0].switched_ms = switched_ms;
        made
    }

    #[test]
    fn each_side_is_the_other_ones_fallback_while_grace_runs() {
        use MoveState as M;
        let at = Some(1_000);
        for (state, switched_ms, primary, now_ms, want) in [
            (M::Switched, at, "b", 1_000, Some("a")),
            (M::Switched, at, "b", 1_099, Some("a")),
            (M::Switched, at, "b", 1_100, None),
            (M::ReverseIntent, at, "b", 1_050, Some("a")),
            (M::Reversing, at, "a", 1_050, Some("b")),
            (M::Reversed, at, "a", 1_050, Some("b")),
            (M::Reversed, at, "a", 1_100, None),
            // The map went on meanwhile.
            (M::Switched, at, "c", 1_050, None),
            (M::Reversed, at, "b", 1_050, None),
            (M::Verified, None, "a", 1_050, None),
            (M::Completing, at, "b", 1_050, None),
            (M::Completed, at, "b", 1_050, None),
        ] {
            let all = [migration(state, switched_ms)];
            let segment = "prefix:t/".parse().unwrap();
            let found = fallback(&all, &segment, &primary.into(), now_ms);
            let shard = found.map(|it| it.shard.0.as_str());
            assert_eq!(shard, want, "{state:?} at {now_ms}");
            let inside = "prefix:t/in/".parse().unwrap();
            assert_eq!(fallback(&all, &inside, &primary.into(), now_ms), None);
        }
    }
}
