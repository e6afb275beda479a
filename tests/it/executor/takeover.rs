//! A host dies at any call of a plan's life, and another takes over with nothing but the control location:
//! it gets the map back, knows the moves under way, recovers, and brings the plan to its end, while the
//! oracle looks at the stores after every change. The dead one wakes up and is told so.

use shardctl::engine::control::FleetError;
use shardctl::engine::migration::MigrationError;
use shardctl::migration::{MigrationState, MoveState, TransferState};
use shardctl::ports::{BucketErrorKind, JournalStore as _, MapStore as _};

use super::crash_matrix::{Life, Way};
use super::gate::Fault;
use super::ports::CONTROL;
use super::rig::{GRACE_MS, LEASE_MS, Rig, RigWorld, Verb, ZOMBIE_MS, stride};

/// Another host takes over.
async fn take_over(rig: &Rig, when: &str) -> shardctl::engine::control::TakenOver {
    rig.move_to_another_host();
    let world = rig.world();
    let taken = rig.take_over(&world).await;
    taken.unwrap_or_else(|error| panic!("{when}: {error}"))
}

/// That whoever works on the old host's state directory changes nothing any more.
async fn is_fenced(rig: &Rig, old: &RigWorld<'_>, id: &shardctl::migration::MigrationId) {
    let world = old.again();
    let woken = rig.run_in(&world, Verb::Start, id).await;
    let refused = matches!(
        woken,
        Err(MigrationError::Fleet(FleetError::Superseded { .. }))
    );
    assert!(refused, "{woken:?}");
}

/// Calls of a life in which nothing happens, those that publish what is in flight among them.
async fn calls(way: Way) -> u64 {
    let life = Life::new(way, GRACE_MS).await;
    let world = life.process();
    world.gate.count_publishing();
    life.live(&world, "undisturbed").await;
    world.gate.calls()
}

async fn killed_at(way: Way, call: u64, fault: Fault) {
    let late = matches!(fault, Fault::Late(_));
    let grace_ms = if late { 0 } else { GRACE_MS };
    let life = Life::new(way, grace_ms).await;
    let old = life.process();
    old.gate.count_publishing();
    old.gate.disturb(call, fault);
    let when = format!("{way:?}, {fault:?} at call {call}");
    life.live(&old, &when).await;
    let when = format!("{when}, {}", old.gate.hit());
    if !old.gate.is_dead() {
        return;
    }
    if late {
        life.rig.end_lease();
    } else {
        life.rig.wait_ms(LEASE_MS);
    }
    take_over(&life.rig, &when).await;
    life.oracle.follow(&life.rig);
    life.oracle.check(&when);
    let known = life.rig.journal().migration(&life.id).unwrap();
    if known.is_none() {
        // It was made and nothing was sent for it: no other host needs to know.
        assert_eq!(life.rig.keys("dst"), ["u/1"], "{when}");
        return;
    }
    life.recover(&when).await;
    is_fenced(&life.rig, &old, &life.id).await;
    life.live(&life.process(), &when).await;
    life.oracle.check_completed(&when);
    let left = life.rig.transfers(&life.id);
    let asked = left.values().find(|it| it.state == TransferState::Manual);
    assert!(asked.is_none(), "{when}: {asked:?}");
    life.rig.journal().verify_chain(true).unwrap();
}

#[tokio::test]
async fn a_host_lost_at_any_call_is_replaced_from_the_control_location_alone() {
    let calls = calls(Way::ByStore).await;
    for call in (1..=calls).step_by(stride(5)) {
        let fault = [Fault::CrashAfter, Fault::CrashBefore][call as usize / 2 % 2];
        killed_at(Way::ByStore, call, fault).await;
    }
}

#[tokio::test]
async fn the_same_while_its_last_request_is_still_under_way() {
    for (way, first) in [(Way::ByStore, 1), (Way::Plain, 2)] {
        let calls = calls(way).await;
        let calls = (first..=calls).step_by(stride(9));
        for (call, late) in calls.zip([2, 17, 31, 43, 5].into_iter().cycle()) {
            killed_at(way, call, Fault::Late(late)).await;
        }
    }
}

/// A drill at a random moment: eight, and 1,000 with `SHARDCTL_SWEEP`.
#[tokio::test]
async fn a_host_lost_at_a_random_moment_loses_nothing() {
    let ways = [Way::ByStore, Way::Streamed, Way::Plain];
    let mut lengths = Vec::new();
    for way in ways {
        lengths.push(calls(way).await);
    }
    for seed in 0..1_000 / stride(125) as u64 {
        let mut random = fastrand::Rng::with_seed(seed);
        let n = random.usize(..ways.len());
        let fault = match random.u32(..3) {
            0 => Fault::CrashBefore,
            1 => Fault::CrashAfter,
            _ => Fault::Late(random.u64(1..50)),
        };
        killed_at(ways[n], random.u64(1..=lengths[n]), fault).await;
    }
}

/// From a call of a plan's life on a region is away, that of the source, of the target or of the control location; the
/// host that met this is lost. Another does what it can, and ends the plan once the region is back.
async fn region_away_at(region: &str, call: u64) {
    let life = Life::new(Way::ByStore, GRACE_MS).await;
    let when = format!("{region} away from call {call} on");
    let old = life.process();
    old.gate.count_publishing();
    old.gate.refuse(region, call, BucketErrorKind::Unavailable);
    for _ in 0..6 {
        let verb = match life.state() {
            MigrationState::Planned | MigrationState::Copying => Verb::Start,
            MigrationState::Verified => Verb::Switch,
            MigrationState::Completed => break,
            _ => Verb::Complete,
        };
        if verb == Verb::Complete {
            life.rig.wait_ms(GRACE_MS);
        }
        let _ = life.rig.run_in(&old, verb, &life.id).await;
        life.oracle.check(&when);
    }
    old.gate.kill();
    life.rig.wait_ms(LEASE_MS);
    life.rig.end_lease();
    let known = take_over(&life.rig, &when).await.migrations.len() == 1;
    life.oracle.follow(&life.rig);
    life.oracle.check(&when);
    if !known {
        // It was made and nothing was sent for it: no other host needs to know.
        assert_eq!(life.rig.keys("dst"), ["u/1"], "{when}");
        return;
    }
    let next = life.process();
    next.gate.refuse(region, 1, BucketErrorKind::Unavailable);
    let _ = life.rig.recover_in(&next).await;
    life.oracle.check(&when);
    life.recover(&when).await;
    is_fenced(&life.rig, &old, &life.id).await;
    life.live(&life.process(), &when).await;
    life.oracle.check_completed(&when);
    let left = life.rig.transfers(&life.id);
    let asked = left.values().find(|it| it.state == TransferState::Manual);
    assert!(asked.is_none(), "{when}: {asked:?}");
}

/// Each region of three, at every phase: every 23rd call, and every call with `SHARDCTL_SWEEP`.
#[tokio::test]
async fn a_region_lost_at_any_call_with_the_host_loses_nothing() {
    let calls = calls(Way::ByStore).await;
    for (n, region) in ["src", "dst", CONTROL].into_iter().enumerate() {
        for call in (1 + n as u64..=calls).step_by(stride(23)) {
            region_away_at(region, call).await;
        }
    }
}

/// A plan whose move is in this state, on a host that is then lost.
async fn lost_in(state: MoveState) -> (Rig, shardctl::migration::MigrationId) {
    let rig = Rig::new();
    for key in ["t/1", "t/2"] {
        rig.put("src", key, format!("bytes of {key}"));
    }
    let id = rig.create().await;
    let verbs: &[Verb] = match state {
        MoveState::Planned => &[],
        MoveState::Verified => &[Verb::Start],
        MoveState::Switched => &[Verb::Start, Verb::Switch],
        MoveState::Reversing => &[Verb::Start, Verb::Switch, Verb::Reverse],
        state => panic!("{state:?}"),
    };
    for verb in verbs {
        rig.run(*verb, &id).await.unwrap();
    }
    (rig, id)
}

#[tokio::test]
async fn every_stage_is_found_as_it_was() {
    for state in [
        MoveState::Verified,
        MoveState::Switched,
        MoveState::Reversing,
    ] {
        let (rig, id) = lost_in(state).await;
        let before = rig.journal().migration(&id).unwrap().unwrap();
        let (located, transfers) = (rig.located("t/1"), rig.transfers(&id));
        let taken = take_over(&rig, "lost").await;
        assert_eq!(taken.epoch, 2);
        let mut found = rig.journal().migration(&id).unwrap().unwrap();
        let until_ms = found.moves[0].unanswered_ms.take().unwrap();
        assert_eq!(until_ms, taken.states_ms.unwrap() + LEASE_MS);
        assert_eq!((found, rig.located("t/1")), (before, located));
        assert_eq!(rig.transfers(&id), transfers);
        rig.journal().verify_chain(true).unwrap();
    }
}

#[tokio::test]
async fn nothing_is_switched_or_deleted_while_requests_of_the_lost_host_may_land() {
    let (rig, id) = lost_in(MoveState::Verified).await;
    take_over(&rig, "lost").await;
    let switched = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(switched.state, MigrationState::Verified, "{switched:?}");
    rig.wait_ms(LEASE_MS + ZOMBIE_MS);
    let switched = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(switched.state, MigrationState::Switched, "{switched:?}");
}

#[tokio::test]
async fn a_holder_that_shows_life_is_not_replaced() {
    let (rig, _) = lost_in(MoveState::Planned).await;
    rig.move_to_another_host();
    let world = rig.world();
    let error = rig.take_over(&world).await.unwrap_err();
    assert!(matches!(error, FleetError::Held { .. }), "{error}");
    assert!(!rig.state_dir().join("map.db").exists());
    rig.wait_ms(LEASE_MS);
    rig.take_over(&world).await.unwrap();
    assert!(rig.journal().load().unwrap().is_some());
}
