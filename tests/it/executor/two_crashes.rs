//! Pairs of crashes: the process dies at a call of a plan's life, and the process that recovers dies at a
//! call of its own. Whatever the pair, a third recovers, and the plan comes to its end.
//!
//! A few pairs are tried; each pair of calls with `SHARDCTL_SWEEP`.

use super::crash_matrix::{Life, Way, calls_of_a_life};
use super::gate::Fault;
use super::rig::{GRACE_MS, stride};

/// Every so many calls of a life the first crash.
const FIRST: usize = 71;
/// Every so many calls of a recovery the second.
const SECOND: usize = 23;

/// A life that ends at a call, before or after it took effect.
async fn crashed(way: Way, call: u64, fault: Fault) -> Life {
    let life = Life::new(way, GRACE_MS).await;
    let world = life.process();
    world.gate.disturb(call, fault);
    life.live(&world, &format!("{way:?}, {fault:?} at call {call}"))
        .await;
    life
}

/// Recovers, and dies at this call; calls made.
async fn recovers_until(life: &Life, call: u64, fault: Fault) -> u64 {
    let world = life.process();
    world.gate.disturb(call, fault);
    tokio::select! {
        biased;
        () = world.gate.death() => {}
        recovered = life.rig.recover_in(&world) => {
            // The dead hear of nothing.
            if !world.gate.is_dead() {
                let when = format!("recovery, {fault:?} at call {call}");
                recovered.unwrap_or_else(|error| panic!("{when}: {error}"));
            }
        }
    }
    world.gate.calls()
}

async fn every_pair(way: Way, faults: [Fault; 2]) {
    let calls = calls_of_a_life(way).await;
    let mut pairs = 0;
    for first in (1..=calls).step_by(stride(FIRST)) {
        let fault = faults[first as usize / FIRST % 2];
        let life = crashed(way, first, fault).await;
        let recovery = recovers_until(&life, u64::MAX, fault).await;
        for second in (1..=recovery).step_by(stride(SECOND)) {
            let life = crashed(way, first, fault).await;
            let when = format!("{way:?}, {fault:?} at call {first}, then at {second} of recovery");
            recovers_until(&life, second, faults[second as usize % 2]).await;
            let once = life.recover(&when).await;
            let twice = life.recover(&when).await;
            assert_eq!(once, twice, "{when}: recovering twice is recovering once");
            life.live(&life.process(), &when).await;
            life.oracle.check_completed(&when);
            pairs += 1;
        }
    }
    assert!(pairs > 5, "{pairs} pairs");
}

#[tokio::test]
async fn a_crash_in_the_run_and_one_in_the_recovery() {
    every_pair(Way::ByStore, [Fault::CrashAfter, Fault::CrashBefore]).await;
}

#[tokio::test]
async fn the_same_on_a_store_that_knows_no_condition() {
    every_pair(Way::Plain, [Fault::CrashBefore, Fault::CrashAfter]).await;
}
