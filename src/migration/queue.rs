//! [`Queued`]: a migration that waits for its turn; [`turns`]: whose turn it is.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{Migration, MigrationId};

/// Where a migration stands in the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// Since when it waits, milliseconds UTC.
    pub at_ms: i64,
    /// When it should be copied, milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline_ms: Option<i64>,
    /// What its plan gains a month for each GiB that is moved, in nano-dollars.
    #[serde(default)]
    pub gain_per_gib_nanos: i64,
    /// When somebody put it before all others, milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_ms: Option<i64>,
}

/// A place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Whose.
    pub id: MigrationId,
    /// The migration that moves something of the same segments and has to end first.
    pub waits_for: Option<MigrationId>,
    /// Whether somebody wants nothing sent for it.
    pub paused: bool,
}

impl Turn {
    /// Whether it may begin.
    pub fn has_come(&self) -> bool {
        self.waits_for.is_none() && !self.paused
    }
}

/// The queue in its order: what somebody put first, the last put first of all; then by deadline, the nearest
/// first; then by gain per byte; then as they came.
pub fn turns(migrations: &[Migration]) -> Vec<Turn> {
    let waiting = |it: &&Migration| it.queued.is_some() && !it.state().is_end();
    let mut queue: Vec<&Migration> = migrations.iter().filter(waiting).collect();
    queue.sort_by_cached_key(|it| {
        let place = it.queued.clone().unwrap_or_default();
        (
            Reverse(place.first_ms),
            place.deadline_ms.unwrap_or(i64::MAX),
            Reverse(place.gain_per_gib_nanos),
            place.at_ms,
            it.id.as_str().to_owned(),
        )
    });
    let at_work = |it: &&Migration| it.queued.is_none() && !it.state().is_end();
    let mut before: Vec<&Migration> = migrations.iter().filter(at_work).collect();
    let turns = queue.into_iter().map(|migration| {
        // What is given up holds nobody up, and nobody it.
        let rival = before.iter().find(|other| migration.meets(other));
        let rival = rival.filter(|_| !migration.cancelling);
        let turn = Turn {
            id: migration.id.clone(),
            waits_for: rival.map(|other| other.id.clone()),
            paused: migration.paused,
        };
        before.push(migration);
        turn
    });
    turns.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migration::{MigrationEvent, Move, MoveState};

    fn migration(n: u64, segment: &str, queued: Option<Queued>) -> Migration {
        let mut migration = Migration {
            id: MigrationId::new(0, n),
            queued,
            ..Migration::of_tests()
        };
        migration.moves[0].spec.segment = segment.parse().unwrap();
        migration
    }

    fn at(at_ms: i64) -> Queued {
        Queued {
            at_ms,
            ..Queued::default()
        }
    }

    fn order(migrations: &[Migration]) -> Vec<u64> {
        let turns = turns(migrations).into_iter();
        let number = |id: &MigrationId| (0..100).find(|n| *id == MigrationId::new(0, *n));
        turns.map(|turn| number(&turn.id).unwrap()).collect()
    }

    #[test]
    fn first_comes_what_was_put_first_then_the_deadline_then_gain_per_byte_then_age() {
        let queued = |at_ms, deadline_ms, gain, first_ms| {
            Some(Queued {
                at_ms,
                deadline_ms,
                gain_per_gib_nanos: gain,
                first_ms,
            })
        };
        let places = [
            queued(1, None, 5, None),
            queued(3, None, 9, None),
            queued(2, None, 9, None),
            queued(4, Some(900), 0, None),
            queued(5, Some(800), -3, None),
            queued(6, None, 0, Some(10)),
            queued(7, None, 0, Some(11)),
        ];
        let all = (1..).zip(places);
        let all: Vec<_> = all
            .map(|(n, place)| migration(n, &format!("prefix:{n}/"), place))
            .collect();
        assert_eq!(order(&all), [7, 6, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn what_meets_a_migration_that_has_not_ended_waits_for_it_and_others_go_by() {
        let mut all = [
            migration(1, "prefix:t/", None),
            migration(2, "prefix:t/a/", Some(at(1))),
            migration(3, "prefix:u/", Some(at(2))),
            migration(4, "exact:u/x", Some(at(3))),
        ];
        let waits = |all: &[Migration]| {
            let turns = turns(all).into_iter();
            turns.map(|turn| turn.waits_for).collect::<Vec<_>>()
        };
        let (first, third) = (all[0].id.clone(), all[2].id.clone());
        assert_eq!(waits(&all), [Some(first), None, Some(third)]);
        all[0].moves[0].state = MoveState::Completed;
        all[2].moves[0].state = MoveState::Cancelled;
        assert_eq!(waits(&all), [None, None], "what has ended is nobody's");
    }

    #[test]
    fn a_migration_leaves_the_queue_when_its_turn_comes_and_its_place_can_change() {
        let mut one = migration(1, "prefix:t/", None);
        let mut apply = |event| one.apply(&event).map(|()| one.queued.clone());
        let late = MigrationEvent::Prioritised {
            deadline_ms: None,
            first_ms: Some(1),
        };
        assert_eq!(apply(late), Ok(None), "it was taken up meanwhile");
        let place = at(5);
        let queued = MigrationEvent::Queued {
            place: place.clone(),
        };
        assert_eq!(apply(queued), Ok(Some(place.clone())));
        let event = MigrationEvent::Prioritised {
            deadline_ms: Some(9),
            first_ms: None,
        };
        let changed = Queued {
            deadline_ms: Some(9),
            ..place
        };
        assert_eq!(apply(event), Ok(Some(changed)));
        assert_eq!(apply(MigrationEvent::TakenUp), Ok(None));
        let item: &Move = &one.moves[0];
        assert_eq!(item.state, MoveState::Planned);
    }
}
