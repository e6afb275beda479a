//! A switch or a reversal that was intended and never published: only who asks for it publishes it.

use shardctl::engine::migration::{Ending, MigrationReport, Mode};
use shardctl::migration::{Event, MigrationEvent, MigrationId, MigrationState, MoveState};
use shardctl::ports::{JournalStore as _, MapStore as _};

use super::gate::Fault;
use super::loss::{filled, switched};
use super::rig::{GRACE_MS, NOW_MS, Rig, Verb};

fn lsn(rig: &Rig) -> u64 {
    rig.journal().load().unwrap().unwrap().lsn
}

/// A process that dies with its map entry on the way: sent, or not.
async fn dies(rig: &Rig, verb: Verb, id: &MigrationId, fault: Fault) {
    let world = rig.world();
    let entry = format!("create maplog/{:020}.json", lsn(rig) + 1);
    world.gate.disturb_named(&entry, fault);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, verb, id) => panic!("{ran:?}"),
    }
}

async fn in_intent(verb: Verb, fault: Fault) -> (Rig, MigrationId) {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let id = if verb == Verb::Switch {
        let id = rig.create().await;
        rig.run(Verb::Start, &id).await.unwrap();
        id
    } else {
        switched(&rig).await
    };
    dies(&rig, verb, &id, fault).await;
    (rig, id)
}

fn state(rig: &Rig, id: &MigrationId) -> MoveState {
    rig.journal().migration(id).unwrap().unwrap().moves[0].state
}

fn refused(report: &MigrationReport, part: &str) {
    let ending = report.ending();
    let told = matches!(&ending, Ending::Refused(why) if why.contains(part));
    assert!(told, "{report:?}");
}

#[tokio::test]
async fn a_switch_that_never_was_is_not_published_by_another_verb() {
    for verb in [Verb::Start, Verb::Complete] {
        let (rig, id) = in_intent(Verb::Switch, Fault::CrashBefore).await;
        rig.wait_ms(GRACE_MS);
        let report = rig.run(verb, &id).await.unwrap();
        refused(&report, "a switch was begun");
        assert_eq!(state(&rig, &id), MoveState::SwitchIntent, "{verb:?}");
        assert_eq!(rig.located("t/1"), "a");
    }
    let (mut rig, id) = in_intent(Verb::Switch, Fault::CrashBefore).await;
    for mode in [Mode::DryRun, Mode::Live] {
        rig.options.mode = mode;
        let report = rig.run(Verb::Reverse, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    assert_eq!(state(&rig, &id), MoveState::Verified, "it was taken back");
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Switched, "{report:?}");
}

#[tokio::test]
async fn a_reversal_that_never_was_is_not_published_by_another_verb() {
    for verb in [Verb::Start, Verb::Complete, Verb::Cancel] {
        let (rig, id) = in_intent(Verb::Reverse, Fault::CrashBefore).await;
        rig.wait_ms(GRACE_MS);
        let report = rig.run(verb, &id).await.unwrap();
        refused(&report, "a reversal was begun");
        assert_eq!(state(&rig, &id), MoveState::ReverseIntent, "{verb:?}");
    }
    let (rig, id) = in_intent(Verb::Reverse, Fault::CrashBefore).await;
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(state(&rig, &id), MoveState::Switched);
    assert_eq!(rig.located("t/1"), "b");
}

#[tokio::test]
async fn a_switch_that_was_published_is_reversed_or_said_to_be_there() {
    let (rig, id) = in_intent(Verb::Switch, Fault::CrashAfter).await;
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Reversing, "{report:?}");
    assert_eq!(rig.located("t/1"), "a");

    let (rig, id) = in_intent(Verb::Switch, Fault::CrashAfter).await;
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    refused(&report, "the map says target");
    assert_eq!(state(&rig, &id), MoveState::Switched);
}

#[tokio::test]
async fn recovery_sends_nothing_for_a_migration_that_is_paused() {
    let pause = |rig: &Rig, id: &MigrationId, event: MigrationEvent| {
        let mut store = rig.journal();
        let epoch = store.identity().unwrap().epoch;
        let event = Event::Migration {
            id: id.clone(),
            event,
        };
        store.append(epoch, &[event], NOW_MS).unwrap();
    };
    let (rig, id) = in_intent(Verb::Switch, Fault::CrashBefore).await;
    pause(&rig, &id, MigrationEvent::Paused);
    let report = rig.recover().await.unwrap();
    assert_eq!(report.ending(), Ending::Paused, "{report:?}");
    assert_eq!(state(&rig, &id), MoveState::SwitchIntent);
    assert_eq!(rig.located("t/1"), "a");
    pause(&rig, &id, MigrationEvent::Resumed);
    rig.recover().await.unwrap();
    assert_eq!(state(&rig, &id), MoveState::Switched);

    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let id = rig.create().await;
    let world = rig.world();
    world
        .gate
        .disturb_named("CopyObject dst t/1", Fault::CrashBefore);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, Verb::Start, &id) => panic!("{ran:?}"),
    }
    pause(&rig, &id, MigrationEvent::Paused);
    let report = rig.recover().await.unwrap();
    assert_eq!(report.ending(), Ending::Paused, "{report:?}");
    assert!(rig.keys("dst").is_empty(), "nothing was copied");
}
