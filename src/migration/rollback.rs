//! [`Rollback`]: how the map comes to say again what an earlier version said, segment by segment.
//!
//! The log is appended to, never turned back. A segment whose switch still has its source copies is switched
//! back, which is a pointer; one whose source copies are gone is moved, which is a new migration.

use std::collections::BTreeSet;

use crate::placement::{Segment, ShardMap, ShardName};

use super::{Left, Migration, Move, MoveId, MoveSpec, MoveState};

/// What has to happen for one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Its switch is reversed: the source copies are kept.
    Reverse(MoveId),
    /// It is moved: nothing is kept where it was.
    Move(MoveSpec),
    /// It cannot go back now, for this reason.
    Blocked(String),
}

/// One segment that is to go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    /// Which.
    pub segment: Segment,
    /// Where the map says it is now; `None`: its keys are spread.
    pub from: Option<ShardName>,
    /// Where the earlier version had it.
    pub to: ShardName,
    /// How.
    pub way: Way,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rollback {
    /// What goes back, in order of segments.
    pub back: Vec<Back>,
    /// Rules made since, of segments that had no one place then: they hold keys where these lie, and stay.
    pub kept: Vec<Segment>,
}

impl Rollback {
    /// From `now` to what `then` said.
    pub fn plan(now: &ShardMap, then: &ShardMap, migrations: &[Migration]) -> Self {
        let rules = now.rules().chain(then.rules());
        let segments: BTreeSet<Segment> = rules.map(|rule| rule.segment).collect();
        let mut plan = Self::default();
        for segment in segments {
            let (from, to) = (now.segment_place(&segment), then.segment_place(&segment));
            if from == to {
                continue;
            }
            let Some(to) = to.cloned() else {
                plan.kept.push(segment);
                continue;
            };
            let from = from.cloned();
            let way = way(now, then, migrations, &segment, from.as_ref(), &to);
            plan.back.push(Back {
                segment,
                from,
                to,
                way,
            });
        }
        plan
    }

    /// The switches to reverse.
    pub fn reversals(&self) -> impl Iterator<Item = (&Back, &MoveId)> {
        self.back.iter().filter_map(|back| match &back.way {
            Way::Reverse(id) => Some((back, id)),
            _ => None,
        })
    }

    /// The moves to make.
    pub fn moves(&self) -> impl Iterator<Item = (&Back, &MoveSpec)> {
        self.back.iter().filter_map(|back| match &back.way {
            Way::Move(spec) => Some((back, spec)),
            _ => None,
        })
    }

    /// What cannot go back now, and why.
    pub fn blocked(&self) -> impl Iterator<Item = (&Back, &str)> {
        self.back.iter().filter_map(|back| match &back.way {
            Way::Blocked(why) => Some((back, why.as_str())),
            _ => None,
        })
    }
}

fn way(
    now: &ShardMap,
    then: &ShardMap,
    migrations: &[Migration],
    segment: &Segment,
    from: Option<&ShardName>,
    to: &ShardName,
) -> Way {
    let Some(from) = from else {
        let why = "its keys have their homes in several shards now: `migrate request` moves them one by one";
        return Way::Blocked(why.to_owned());
    };
    if now.shard(to).is_none() {
        return Way::Blocked(format!(
            "shard `{to}` is no longer in the map: `shard add {to}` brings it back"
        ));
    }
    let under_way = migrations.iter().flat_map(|migration| {
        let moves = migration.moves.iter().filter(|item| !item.state.is_end());
        moves.map(move |item| {
            let (migration, n) = (migration.id.clone(), item.n);
            (MoveId { migration, n }, item)
        })
    });
    let meets = |spec: &MoveSpec| spec.segment.covers(segment) || segment.covers(&spec.segment);
    let met: Vec<_> = under_way.filter(|(_, item)| meets(&item.spec)).collect();
    let is_it = |item: &Move| {
        let there = (&item.spec.from, &item.spec.to) == (to, from);
        item.state == MoveState::Switched && item.spec.segment == *segment && there
    };
    if let Some((id, _)) = met.iter().find(|(_, item)| is_it(item)) {
        return Way::Reverse(id.clone());
    }
    if let Some((id, item)) = met.first() {
        return Way::Blocked(blocked(id, item.state));
    }
    Way::Move(MoveSpec {
        segment: segment.clone(),
        from: from.clone(),
        to: to.clone(),
        leaves: leaves(now, then, segment),
    })
}

fn blocked(id: &MoveId, state: MoveState) -> String {
    let migration = &id.migration;
    match state {
        MoveState::Switched => format!(
            "move {id} around it is in its grace: `migrate reverse {migration}` or `migrate complete {migration}` first"
        ),
        MoveState::Completing => format!(
            "move {id} is deleting its source copies: `migrate complete {migration}` ends it, then it is moved back"
        ),
        MoveState::Reversing | MoveState::ReverseIntent => format!(
            "move {id} was reversed, and its grace runs: `migrate start {migration}` ends it after that"
        ),
        MoveState::SwitchIntent => {
            format!("move {id} may have been switched: `recover run` finds out")
        }
        _ => format!("move {id} is under way: `migrate cancel {migration}` gives it up"),
    }
}

/// Segments inside that had a rule of their own then and have none now: they must not go along.
fn leaves(now: &ShardMap, then: &ShardMap, segment: &Segment) -> Vec<Left> {
    let inside = then.rules().map(|rule| rule.segment);
    let inside = inside.filter(|inner| inner != segment && segment.covers(inner));
    let alone = inside.filter(|inner| now.rule_shard(inner).is_none());
    let differing = alone.filter(|inner| then.segment_place(inner) != then.segment_place(segment));
    differing
        .filter_map(|inner| {
            let shard = now.segment_place(&inner)?.clone();
            let segment = inner;
            Some(Left { segment, shard })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Shard;

    fn map(rules: &[(&str, &str)]) -> ShardMap {
        let mut map = ShardMap::new(1, ["a", "b", "c"].map(|name| Shard::of_tests(name, 1)));
        for (segment, shard) in rules {
            map.insert(segment.parse().unwrap(), (*shard).into(), 1);
        }
        map
    }

    /// A migration of `prefix:t/` from `a` to `b` in this state.
    fn migration(state: MoveState) -> Migration {
        let mut made = Migration::of_tests();
        made.moves[0].state = state;
        made
    }

    fn ways(now: &[(&str, &str)], then: &[(&str, &str)], migrations: &[Migration]) -> Vec<String> {
        let plan = Rollback::plan(&map(now), &map(then), migrations);
        let text = |back: &Back| {
            let how = match &back.way {
                Way::Reverse(id) => format!("reverse {}", id.n),
                Way::Move(spec) => {
                    let leaves: Vec<String> = (spec.leaves.iter())
                        .map(|left| format!(" leaving {} in {}", left.segment, left.shard))
                        .collect();
                    format!("move {} to {}{}", spec.from, spec.to, leaves.concat())
                }
                Way::Blocked(_) => "blocked".to_owned(),
            };
            format!("{}: {how}", back.segment)
        };
        plan.back.iter().map(text).collect()
    }

    #[test]
    fn a_switch_in_its_grace_is_reversed_and_a_completed_one_is_moved_back() {
        let (now, then) = (&[("prefix:t/", "b")], &[("prefix:t/", "a")]);
        for (state, want) in [
            (MoveState::Switched, "prefix:t/: reverse 1"),
            (MoveState::Completed, "prefix:t/: move b to a"),
            (MoveState::Completing, "prefix:t/: blocked"),
            (MoveState::SwitchIntent, "prefix:t/: blocked"),
        ] {
            assert_eq!(ways(now, then, &[migration(state)]), [want], "{state:?}");
        }
        // It was reversed since, and the earlier version had it where it was switched to.
        let again = ways(then, now, &[migration(MoveState::Reversing)]);
        assert_eq!(again, ["prefix:t/: blocked"]);
        assert_eq!(
            ways(then, now, &[migration(MoveState::Reversed)]),
            ["prefix:t/: move a to b"]
        );
        assert!(ways(now, now, &[migration(MoveState::Switched)]).is_empty());
    }

    #[test]
    fn a_rule_that_was_not_there_then_falls_to_the_one_above_and_what_it_surrounds_stays() {
        let then = &[("prefix:", "a"), ("prefix:t/4/", "c")];
        let now = &[("prefix:", "a"), ("prefix:t/", "b")];
        assert_eq!(
            ways(now, then, &[]),
            [
                "prefix:t/: move b to a leaving prefix:t/4/ in b",
                "prefix:t/4/: move b to c"
            ]
        );
        let now = &[("prefix:", "a"), ("prefix:t/", "a"), ("prefix:t/4/", "c")];
        assert!(ways(now, then, &[]).is_empty());
    }

    #[test]
    fn rules_that_hold_keys_where_they_lie_are_kept() {
        let plan = Rollback::plan(&map(&[("prefix:t/", "b")]), &map(&[]), &[]);
        assert!(plan.back.is_empty());
        assert_eq!(plan.kept, ["prefix:t/".parse().unwrap()]);
        let gone = Rollback::plan(&map(&[]), &map(&[("prefix:t/", "b")]), &[]);
        assert_eq!(gone.blocked().count(), 1);
    }
}
