//! Ways in which bytes could be lost or hidden, each closed: requests that land late, keys whose transfers
//! have ended, stores that ignore conditions, and an object that is gone on both sides.

use std::sync::Arc;

use shardctl::engine::control::FleetError;
use shardctl::engine::migration::{Ending, MigrationError, MigrationReport};
use shardctl::migration::{Contract, Keep, MigrationId, MigrationState, MoveState, TransferState};
use shardctl::ports::{BucketErrorKind, MapStore as _};
use shardctl::simulator::Capabilities;

use super::gate::{Change, Fault, Watcher};
use super::rig::{GRACE_MS, NOW_MS, Rig, RigWorld, SEGMENT, Verb, ZOMBIE_MS};

/// Does something when a change of this operation and key is about to happen.
struct When<F>(&'static str, &'static str, F);

impl<F: Fn() + Send + Sync> Watcher for When<F> {
    fn before(&self, change: &Change) {
        if (change.operation, change.key.as_str()) == (self.0, self.1) {
            self.2();
        }
    }
    fn after(&self, _change: &Change) {}
}

pub(super) fn filled(mut rig: Rig, keys: &[&str]) -> Rig {
    rig.options.ways = 1;
    for key in keys {
        rig.put("src", key, format!("bytes of {key}"));
    }
    rig
}

pub(super) async fn switched(rig: &Rig) -> MigrationId {
    let id = rig.create().await;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    id
}

/// A move that was copied, but for `t/2`, which was gone when its turn came.
async fn copied_with_a_skipped_key() -> (Arc<Rig>, MigrationId) {
    let rig = Arc::new(filled(Rig::new(), &["t/1", "t/2"]));
    let id = rig.create().await;
    let (world, writer) = (rig.world(), rig.clone());
    let remove = move || writer.remove("src", "t/2");
    world
        .gate
        .watch(Arc::new(When("CopyObject", "t/1", remove)));
    rig.run_in(&world, Verb::Start, &id).await.unwrap();
    assert!(rig.transfers(&id)["t/2"].state.is_end());
    (rig, id)
}

/// The same, switched.
async fn with_a_skipped_key() -> (Arc<Rig>, MigrationId) {
    let (rig, id) = copied_with_a_skipped_key().await;
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    (rig, id)
}

pub(super) fn assert_differs(report: &MigrationReport, key: &str) {
    let Ending::Differs(why) = report.ending() else {
        panic!("{report:?}");
    };
    assert!(why.contains(key), "{why}");
}

pub(super) async fn dies(rig: &Rig, world: &RigWorld<'_>, verb: Verb, id: &MigrationId) {
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(world, verb, id) => panic!("{ran:?}"),
    }
}

#[tokio::test]
async fn data_does_not_return_where_a_delete_of_ours_may_still_land() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = switched(&rig).await;
    rig.wait_ms(GRACE_MS);
    let world = rig.world();
    let delete = "DeleteObject src t/1";
    world.gate.disturb_named(delete, Fault::Unanswered);
    let report = rig.run_in(&world, Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
    let back = [(SEGMENT, "b", "a")];
    let refused = rig.create_of(&back).await;
    let Err(MigrationError::Refused(why)) = &refused else {
        panic!("{refused:?}");
    };
    assert!(why.contains("t/1") && why.contains("until 2026-"), "{why}");
    rig.wait_ms(ZOMBIE_MS);
    let id = rig.create_of(&back).await.unwrap().id;
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
}

#[tokio::test]
async fn a_migration_that_was_made_in_time_starts_no_earlier() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = switched(&rig).await;
    rig.wait_ms(GRACE_MS);
    let world = rig.world();
    let delete = "DeleteObject src t/1";
    world.gate.disturb_named(delete, Fault::Unanswered);
    rig.run_in(&world, Verb::Complete, &id).await.unwrap();
    rig.wait_ms(ZOMBIE_MS);
    let back = rig.create_of(&[(SEGMENT, "b", "a")]).await.unwrap().id;
    // The clock was ahead, and is set right.
    rig.clock.set_ms(NOW_MS + GRACE_MS + 1);
    for _ in 0..2 {
        let report = rig.run(Verb::Start, &back).await.unwrap();
        let Ending::Refused(why) = report.ending() else {
            panic!("{report:?}");
        };
        assert!(why.contains("t/1") && why.contains("until 2026-"), "{why}");
        assert_eq!(rig.keys("src"), [""; 0], "nothing is copied there");
    }
    rig.wait_ms(ZOMBIE_MS);
    let report = rig.run(Verb::Start, &back).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
}

#[tokio::test]
async fn each_sending_of_a_delete_is_in_the_journal_with_its_time() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = switched(&rig).await;
    rig.wait_ms(GRACE_MS);
    let delete = "DeleteObject src t/1";
    let mut sent = Vec::new();
    for fault in [Fault::CrashBefore, Fault::CrashBefore] {
        let world = rig.world();
        world.gate.disturb_named(delete, fault);
        dies(&rig, &world, Verb::Complete, &id).await;
        sent.push(rig.transfers(&id)["t/1"].source_delete_ms.unwrap());
        let report = rig.recover().await.unwrap();
        assert!(
            matches!(report.ending(), Ending::Pending { .. }),
            "{report:?}"
        );
        rig.wait_ms(ZOMBIE_MS);
    }
    assert_eq!(sent[1] - sent[0], ZOMBIE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
}

#[tokio::test]
async fn no_source_is_kept_that_a_late_delete_may_take() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = switched(&rig).await;
    rig.wait_ms(GRACE_MS);
    let world = rig.world();
    let delete = "DeleteObject src t/1";
    world.gate.disturb_named(delete, Fault::Lost);
    rig.run_in(&world, Verb::Complete, &id).await.unwrap();
    rig.remove("dst", "t/1");
    rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(rig.transfers(&id)["t/1"].state, TransferState::Manual);
    let refused = rig.resolve(&id, "t/1", Keep::Source).await;
    let Err(MigrationError::Refused(why)) = &refused else {
        panic!("{refused:?}");
    };
    assert!(why.contains("until"), "{why}");
    rig.wait_ms(ZOMBIE_MS);
    rig.resolve(&id, "t/1", Keep::Source).await.unwrap();
    assert_eq!(rig.located("t/1"), "a");
}

#[tokio::test]
async fn a_reversal_hides_nothing_that_was_written_where_a_transfer_was_skipped() {
    let (rig, id) = with_a_skipped_key().await;
    rig.put("dst", "t/2", "written through the map");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_differs(&report, "t/2");
    assert_eq!(rig.located("t/2"), "b");
    // Both sides alike: nothing is hidden.
    rig.put("src", "t/2", "written through the map");
    rig.put("dst", "t/2", "written through the map");
    rig.run(Verb::Start, &id).await.unwrap();
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.located("t/2"), "a");
}

#[tokio::test]
async fn a_reversal_points_at_no_source_that_is_gone() {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let id = switched(&rig).await;
    rig.remove("src", "t/1");
    rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(rig.transfers(&id)["t/1"].state, TransferState::Deleted);
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_differs(&report, "t/1");
    assert_eq!(rig.located("t/1"), "b");
}

#[tokio::test]
async fn a_reversal_keeps_what_a_person_kept() {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    rig.put("dst", "t/1", "the right one");
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.resolve(&id, "t/1", Keep::Target).await.unwrap();
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_differs(&report, "t/1");
    assert_eq!(rig.get("dst", "t/1").unwrap().bytes, "the right one");
    assert_eq!(rig.located("t/1"), "b");
}

#[tokio::test]
async fn a_switch_brings_nothing_to_life_under_a_skipped_key() {
    let (rig, id) = copied_with_a_skipped_key().await;
    rig.put("dst", "t/2", "somebody else's");
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    let Ending::Refused(why) = report.ending() else {
        panic!("{report:?}");
    };
    assert!(why.contains("t/2"), "{why}");
    assert_eq!(rig.located("t/2"), "a");
}

#[tokio::test]
async fn what_comes_back_to_the_source_after_it_was_skipped_is_moved_before_the_move_ends() {
    let (rig, id) = with_a_skipped_key().await;
    rig.put("src", "t/2", "late");
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
    assert_eq!(rig.get("dst", "t/2").unwrap().bytes, "late");
    assert!(rig.keys("src").is_empty(), "{report:?}");
}

#[tokio::test]
async fn what_comes_back_after_it_was_deleted_and_differs_waits_for_a_person() {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let id = switched(&rig).await;
    rig.wait_ms(GRACE_MS);
    let world = rig.world();
    let delete = "DeleteObject src t/2";
    world.gate.disturb_named(delete, Fault::CrashBefore);
    dies(&rig, &world, Verb::Complete, &id).await;
    assert_eq!(rig.transfers(&id)["t/1"].state, TransferState::Deleted);
    rig.put("src", "t/1", "a stale writer's");
    rig.wait_ms(ZOMBIE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    assert_eq!(report.moves[0].state, MoveState::Completing);
    assert_eq!(rig.get("src", "t/1").unwrap().bytes, "a stale writer's");
    assert_eq!(rig.get("dst", "t/1").unwrap().bytes, "bytes of t/1");
}

#[tokio::test]
async fn what_is_written_in_grace_is_copied_by_a_start_and_then_the_move_can_be_reversed() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = switched(&rig).await;
    rig.put("src", "t/new", "late");
    for verb in [Verb::Verify, Verb::Reverse] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_differs(&report, "t/new");
        assert_differs(&report, "migrate start");
    }
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(report.moves[0].state, MoveState::Switched);
    assert_eq!(rig.get("dst", "t/new").unwrap().bytes, "late");
    assert!(rig.get("src", "t/1").is_some(), "grace deletes nothing");
    let report = rig.run(Verb::Verify, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.located("t/new"), "a");
}

#[tokio::test]
async fn without_conditions_a_look_comes_right_before_each_write() {
    for contract in [Contract::Immutable, Contract::Quiesced] {
        let rig = Rig::on(Capabilities::unconditional());
        let mut rig = filled(rig, &["t/1", "t/2"]);
        rig.settings.contract = contract;
        let rig = Arc::new(rig);
        let id = rig.create().await;
        let (world, writer) = (rig.world(), rig.clone());
        // The listing showed nothing under `t/2`.
        let foreign = move || writer.put("dst", "t/2", "somebody else's");
        world
            .gate
            .watch(Arc::new(When("CopyObject", "t/1", foreign)));
        let report = rig.run_in(&world, Verb::Start, &id).await.unwrap();
        assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
        assert_eq!(rig.transfers(&id)["t/2"].state, TransferState::Manual);
        assert_eq!(rig.get("dst", "t/2").unwrap().bytes, "somebody else's");
    }
}

#[tokio::test]
async fn without_conditions_nothing_is_written_once_the_map_says_target() {
    for (contract, key, reason) in [
        (Contract::Immutable, "t/1", "source-changed"),
        (Contract::Quiesced, "t/1", "no-safe-copy"),
        (Contract::Immutable, "t/new", "no-safe-copy"),
        (Contract::Quiesced, "t/new", "no-safe-copy"),
    ] {
        let mut rig = filled(Rig::on(Capabilities::unconditional()), &["t/1"]);
        rig.settings.contract = contract;
        let id = switched(&rig).await;
        let before = rig.get("dst", key).map(|object| object.bytes);
        rig.wait_ms(GRACE_MS);
        rig.put("src", key, "a stale writer's");
        let report = rig.run(Verb::Complete, &id).await.unwrap();
        assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
        assert_eq!(report.moves[0].undecided[0].reason, reason);
        assert_eq!(rig.get("dst", key).map(|object| object.bytes), before);
        assert_eq!(rig.get("src", key).unwrap().bytes, "a stale writer's");
    }
}

#[tokio::test]
async fn recovery_goes_on_beside_an_object_that_is_gone_on_both_sides_and_a_person_concludes_it() {
    let mut rig = filled(Rig::new(), &["t/1", "t/2"]);
    rig.options.ways = 2;
    let id = switched(&rig).await;
    rig.wait_ms(GRACE_MS);
    for key in ["t/1", "t/2"] {
        let world = rig.world();
        let delete = format!("DeleteObject src {key}");
        world.gate.disturb_named(&delete, Fault::Lost);
        rig.run_in(&world, Verb::Complete, &id).await.unwrap();
    }
    rig.remove("src", "t/1");
    rig.remove("dst", "t/1");
    rig.remove("src", "t/2");
    let early = rig.resolve(&id, "t/2", Keep::Neither).await;
    assert!(early.is_err(), "the target has it: {early:?}");
    rig.wait_ms(ZOMBIE_MS);
    for _ in 0..2 {
        let report = rig.recover().await.unwrap();
        assert!(matches!(report.ending(), Ending::Halted(_)), "{report:?}");
        let named = report.transfers.iter().find(|it| it.key == "t/1".into());
        assert_eq!(named.unwrap().step, "halt");
        assert!(rig.transfers(&id)["t/2"].state.is_end(), "the rest goes on");
    }
    let halted = rig.run(Verb::Complete, &id).await;
    assert!(matches!(halted, Err(MigrationError::Halted(_))));
    rig.resolve(&id, "t/1", Keep::Neither).await.unwrap();
    let report = rig.recover().await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
}

#[tokio::test]
async fn whether_somebody_uploads_must_be_seen_where_writers_are_not_held_back() {
    for (contract, completes) in [(Contract::Mutable, false), (Contract::Immutable, true)] {
        let mut rig = filled(Rig::new(), &["t/1"]);
        rig.settings.contract = contract;
        let id = switched(&rig).await;
        rig.wait_ms(GRACE_MS);
        let world = rig.world();
        let listing = "ListMultipartUploads src ";
        world.gate.disturb_named(listing, Fault::Unsupported);
        let report = rig.run_in(&world, Verb::Complete, &id).await.unwrap();
        assert_eq!(world.gate.hit(), listing);
        assert_eq!(rig.keys("src").is_empty(), completes, "{report:?}");
        assert_eq!(report.ending() == Ending::Done, completes, "{report:?}");
        let refused = matches!(report.ending(), Ending::Refused(_));
        assert_eq!(refused, !completes, "{report:?}");
    }
}

#[tokio::test]
async fn a_shard_that_cannot_be_reached_keeps_nobody_from_the_others() {
    use BucketErrorKind::{NoSuchBucket, Unavailable};
    for kind in [NoSuchBucket, Unavailable] {
        let rig = filled(Rig::new(), &["t/1"]);
        let id = rig.create().await;
        let world = rig.world();
        world.gate.refuse("dst", 1, kind);
        let report = rig.recover_in(&world).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
        let report = rig.run_in(&world, Verb::Start, &id).await.unwrap();
        let unavailable = matches!(report.ending(), Ending::Unavailable(_));
        assert!(unavailable, "what touches it does not go on: {report:?}");
        assert!(rig.transfers(&id).is_empty());
    }
}

#[tokio::test]
async fn a_switch_behind_one_that_may_have_been_published_names_it() {
    let rig = filled(Rig::new(), &["t/1", "u/1"]);
    let moves = [(SEGMENT, "a", "b"), ("prefix:u/", "a", "b")];
    let id = rig.create_of(&moves).await.unwrap().id;
    rig.run(Verb::Start, &id).await.unwrap();
    let lsn = rig.journal().load().unwrap().unwrap().lsn;
    let world = rig.world();
    let entry = format!("create maplog/{:020}.json", lsn + 1);
    world.gate.disturb_named(&entry, Fault::CrashAfter);
    dies(&rig, &world, Verb::Switch, &id).await;
    let world = rig.world();
    let mut fleet = rig.open(&world).await.unwrap();
    let options = rig.options.clone();
    let mut migrator =
        shardctl::engine::migration::Migrator::new(&mut fleet, &world, options, &|_| ());
    let second = Box::pin(migrator.switch(&id, &[2])).await;
    let unsettled = matches!(
        &second,
        Err(MigrationError::Fleet(FleetError::Unsettled(id))) if id.n == 1
    );
    assert!(unsettled, "{second:?}");
    drop(fleet);
    rig.recover().await.unwrap();
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
}
