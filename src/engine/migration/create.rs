//! Making a migration: what may not begin is refused here, before anything is sent.

use crate::migration::{
    Event, Migration, MigrationEvent, MigrationId, MigrationSettings, Move, MoveSpec, MoveState,
};
use crate::placement::ShardMap;
use crate::ports::World;

use super::error::MigrationError;
use super::migrator::{Migrator, Ran};
use super::place::Place;

/// A migration that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMigration {
    /// The plan it executes.
    pub plan_id: String,
    /// How it is to be executed.
    pub settings: MigrationSettings,
    /// Its moves.
    pub moves: Vec<MoveSpec>,
}

impl NewMigration {
    /// Its first event, with an id that is not `known` yet.
    pub fn created(
        self,
        world: &dyn World,
        map_lsn: u64,
        known: impl Fn(&MigrationId) -> bool,
    ) -> (MigrationId, MigrationEvent) {
        let now_ms = world.clock().now_ms();
        let fresh = || MigrationId::new(now_ms, digest(&world.fresh_name()));
        let mut id = fresh();
        while known(&id) {
            id = fresh();
        }
        let event = MigrationEvent::Created {
            plan_id: self.plan_id,
            map_lsn,
            settings: self.settings,
            moves: self.moves,
            at_ms: now_ms,
        };
        (id, event)
    }
}

impl Migrator<'_> {
    /// Makes a migration of moves that fit the newest map, are not pinned, and do not meet a
    /// migration that is under way. In a dry run it is only checked, and
    /// known to this migrator alone.
    pub async fn create(&mut self, new: NewMigration) -> Result<Migration, MigrationError> {
        let map = self.fleet.map();
        let read = self.fleet.journal().with(|store| store.migrations());
        let others = read.await?;
        for (at, spec) in new.moves.iter().enumerate() {
            check_fits(&map, spec)?;
            if new.moves[..at].iter().any(|it| it.segment == spec.segment) {
                let why = format!("`{}` is to move twice", spec.segment);
                return Err(MigrationError::Refused(why));
            }
            let mut going = others.iter();
            if let Some(other) = going.find(|other| other.moves_part_of(&spec.segment)) {
                return Err(MigrationError::Meets {
                    segment: spec.segment.clone(),
                    other: other.id.clone(),
                });
            }
            self.check_together(&map, spec)?;
            let bound_ms = new.settings.zombie_bound_ms;
            if let Some(why) = self.late_delete(&spec.segment, &spec.to, bound_ms).await? {
                return Err(MigrationError::Refused(why));
            }
        }
        let known = |id: &MigrationId| others.iter().any(|other| other.id == *id);
        let (id, event) = new.created(self.world, map.lsn, known);
        let migration = Migration::created(&id, &event);
        if self.is_dry() {
            self.unmade.clone_from(&migration);
        } else {
            let events = vec![Event::Migration {
                id: id.clone(),
                event,
            }];
            self.fleet.journal().append(events).await?;
        }
        migration.ok_or(MigrationError::NoMigration(id))
    }

    /// That nothing of which nothing was done yet is at work elsewhere: what waited for its turn was made
    /// without asking.
    pub(super) async fn refuse_rivals(&self, id: &MigrationId) -> Result<(), MigrationError> {
        let migration = self.load(id).await?;
        let untouched = |item: &&Move| item.state == MoveState::Planned;
        if migration.cancelling || !migration.moves.iter().any(|item| untouched(&item)) {
            return Ok(());
        }
        let read = self.fleet.journal().with(|store| store.migrations());
        let others = read.await?;
        let at_work = |other: &&Migration| other.id != *id && other.queued.is_none();
        for item in migration.moves.iter().filter(untouched) {
            let segment = &item.spec.segment;
            let mut others = others.iter().filter(at_work);
            if let Some(other) = others.find(|other| other.moves_part_of(segment)) {
                return Err(MigrationError::Meets {
                    segment: segment.clone(),
                    other: other.id.clone(),
                });
            }
        }
        Ok(())
    }

    /// That the target was drained since the migration was made: whoever did that wants nothing sent there. A
    /// shard that had no weight then is a target as somebody chose it.
    pub(super) async fn drained_since(
        &self,
        migration: &Migration,
        spec: &MoveSpec,
    ) -> Result<Option<Ran>, MigrationError> {
        let map = self.fleet.map();
        let weight = |map: &ShardMap| map.shard(&spec.to).map(|shard| shard.weight);
        if weight(&map) != Some(0) || migration.map_lsn == map.lsn {
            return Ok(None);
        }
        let lsn = migration.map_lsn;
        let read = self
            .fleet
            .journal()
            .with(move |store| store.load_version(lsn));
        let then = read.await?;
        let drained = then.is_some_and(|then| weight(&then).is_some_and(|weight| weight > 0));
        Ok(drained.then(|| {
            Ran::refused(format!(
                "shard `{to}` was drained since the migration was made: `migrate cancel` gives it up, `shard \
                 reweight {to} WEIGHT` takes keys there again",
                to = spec.to
            ))
        }))
    }

    /// Both sides must have the segment's keys under one prefix.
    fn check_together(&self, map: &ShardMap, spec: &MoveSpec) -> Result<(), MigrationError> {
        for name in [&spec.from, &spec.to] {
            let shard = map.shard(name);
            let together = shard
                .map(|shard| Place::open(self.world, shard))
                .is_some_and(|place| place.range(&spec.segment).is_some());
            if !together {
                let segment = &spec.segment;
                return Err(MigrationError::Refused(format!(
                    "`{segment}` reaches beyond the mount of shard `{name}`: move what lies under \
                     the mount, and the rest, each by itself"
                )));
            }
        }
        Ok(())
    }
}

/// That a move fits the map.
pub(super) fn check_fits(map: &ShardMap, spec: &MoveSpec) -> Result<(), MigrationError> {
    let MoveSpec {
        segment, from, to, ..
    } = spec;
    let stale = |why: String| Err(MigrationError::Stale(why));
    for name in [from, to] {
        if map.shard(name).is_none() {
            return stale(format!("shard `{name}` is not in the map"));
        }
    }
    match map.segment_place(segment) {
        Some(holder) if holder == from => {}
        Some(holder) => {
            return stale(format!(
                "`{segment}` is in shard `{holder}`, not in `{from}`"
            ));
        }
        None => {
            return Err(MigrationError::Refused(format!(
                "no rule says where `{segment}` is: its keys are spread over the shards"
            )));
        }
    }
    if from == to {
        let why = format!("`{segment}` is in shard `{to}` already");
        return Err(MigrationError::Refused(why));
    }
    if let Some(other) = map.sharing(segment, to) {
        return Err(MigrationError::Refused(format!(
            "in shard `{to}` the keys of `{segment}` would be the objects of `{other}`, whose place is there: \
             move `{other}` to another shard first, even where it is empty"
        )));
    }
    if let Some(pin) = map.pin_of(segment) {
        let why = format!("`{segment}` is pinned by `{}`: {}", pin.segment, pin.reason);
        return Err(MigrationError::Refused(why));
    }
    Ok(())
}

/// A guard's refusal keeps one move back, and no other.
pub(super) fn unfit(checked: Result<(), MigrationError>) -> Result<Option<Ran>, MigrationError> {
    match checked {
        Ok(()) => Ok(None),
        Err(MigrationError::Refused(why)) => Ok(Some(Ran::refused(why))),
        Err(error) => Err(error),
    }
}

/// A number from a name that nobody had before.
fn digest(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
