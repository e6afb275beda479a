//! What can be in the way of a migration: objects that are not as they were, stores that fail, people
//! who must decide. Each ends as its report says, and nothing is lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::FutureExt as _;
use shardctl::engine::control::FleetError;
use shardctl::engine::migration::{Ending, MigrationError, Migrator, Mode};
use shardctl::migration::{Contract, Keep, MigrationId, MigrationState, MoveState, TransferState};
use shardctl::placement::Pin;
use shardctl::ports::{
    Attributes, Bucket as _, BucketErrorKind, CreateUpload, MapStore as _, PutRequest,
};
use shardctl::simulator::Capabilities;

use super::gate::{Change, Fault, Watcher};
use super::rig::{GRACE_MS, Rig, Verb, ZOMBIE_MS};

async fn ready(keys: &[&str]) -> (Rig, MigrationId) {
    let rig = Rig::new();
    for key in keys {
        rig.put("src", key, format!("bytes of {key}"));
    }
    let id = rig.create().await;
    (rig, id)
}

fn put_with(rig: &Rig, key: &str, header: &str, value: &str) {
    let request = PutRequest {
        key: key.to_owned(),
        body: "bytes".into(),
        attributes: Attributes {
            headers: BTreeMap::from([(header.to_owned(), value.to_owned())]),
            ..Attributes::default()
        },
        ..PutRequest::default()
    };
    let bucket = rig.simulator.bucket("src");
    bucket.put(&request).now_or_never().unwrap().unwrap();
}

/// Whether the fleet could not even be opened, for this reason.
fn is_of_the_fleet(error: &MigrationError, kind: BucketErrorKind) -> bool {
    matches!(error, MigrationError::Fleet(FleetError::Bucket(error)) if error.kind == kind)
}

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

#[tokio::test]
async fn an_identical_object_at_the_target_is_adopted_and_never_removed() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.put("dst", "t/1", "bytes of t/1");
    // Metadata is that of `put`: the same on both sides.
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert!(!rig.transfers(&id)["t/1"].ours);
    rig.run(Verb::Cancel, &id).await.unwrap();
    assert_eq!(rig.keys("dst"), ["t/1"], "it was not ours");
}

#[tokio::test]
async fn an_occupied_target_waits_for_a_person_and_keeps_the_rest_going() {
    let (rig, id) = ready(&["t/1", "t/2"]).await;
    rig.put("dst", "t/1", "somebody else's");
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    assert_eq!(report.moves[0].undecided[0].reason, "target-occupied");
    assert_eq!(rig.transfers(&id)["t/2"].state, TransferState::Verified);
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    assert_eq!(report.moves[0].state, MoveState::Verified);

    rig.resolve(&id, "t/1", Keep::Source).await.unwrap();
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(
        (rig.located("t/1"), rig.located("t/2")),
        ("a".into(), "b".into())
    );
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.keys("src"), ["t/1"], "what a person kept stays");
    assert_eq!(rig.get("dst", "t/1").unwrap().bytes, "somebody else's");
    let late = rig.resolve(&id, "t/1", Keep::Target).await;
    assert!(matches!(late, Err(MigrationError::Refused(_))), "{late:?}");
}

#[tokio::test]
async fn a_source_rewritten_while_it_is_copied_is_copied_as_it_is_then() {
    let (mut rig, id) = ready(&["t/1", "t/2"]).await;
    rig.options.ways = 1;
    let rig = Arc::new(rig);
    let world = rig.world();
    let writer = rig.clone();
    world
        .gate
        .watch(Arc::new(When("CopyObject", "t/1", move || {
            writer.put("src", "t/1", "rewritten");
            writer.remove("src", "t/2");
        })));
    let report = rig.run_in(&world, Verb::Start, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.get("dst", "t/1").unwrap().bytes, "rewritten");
    let gone = rig.transfers(&id)["t/2"].state;
    assert!(matches!(
        gone,
        TransferState::Aborted | TransferState::Skipped
    ));
    assert_eq!(rig.keys("dst"), ["t/1"]);
}

#[tokio::test]
async fn what_is_written_before_the_switch_goes_along() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.put("src", "t/new", "late");
    rig.put("src", "t/1", "rewritten");
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.get("dst", "t/new").unwrap().bytes, "late");
    assert_eq!(rig.get("dst", "t/1").unwrap().bytes, "rewritten");
}

#[tokio::test]
async fn what_is_written_to_the_source_in_grace_is_copied_before_anything_is_deleted() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.put("src", "t/new", "late");
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.get("dst", "t/new").unwrap().bytes, "late");
    assert!(rig.keys("src").is_empty());
}

#[tokio::test]
async fn a_copy_that_vanished_in_grace_keeps_its_source() {
    let (rig, id) = ready(&["t/1", "t/2"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.remove("dst", "t/1");
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    assert_eq!(report.moves[0].undecided[0].reason, "target-missing");
    assert_eq!(rig.keys("src"), ["t/1", "t/2"], "nothing is deleted at all");
    // The person keeps the source's: the map says so from then on.
    rig.resolve(&id, "t/1", Keep::Source).await.unwrap();
    assert_eq!(rig.located("t/1"), "a");
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.keys("src"), ["t/1"]);
}

#[tokio::test]
async fn somebody_elses_map_version_leaves_the_move_where_it_was() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    let world = rig.world();
    let mut fleet = rig.open(&world).await.unwrap();
    let other = fleet.prepare((*fleet.map()).clone(), "somebody else", 0);
    fleet.publish(&other).await.unwrap();
    let mut migrator = Migrator::new(&mut fleet, &world, rig.options.clone(), &|_| ());
    let report = Box::pin(migrator.switch(&id, &[])).await.unwrap();
    assert!(matches!(report.ending(), Ending::Lost(_)), "{report:?}");
    assert_eq!(report.moves[0].state, MoveState::Verified);
    assert_eq!(rig.located("t/1"), "a");
}

#[tokio::test]
async fn a_bucket_that_is_gone_is_not_an_empty_one() {
    use BucketErrorKind::{Denied, NoSuchBucket, Unavailable};
    for (kind, bucket) in [
        (NoSuchBucket, "src"),
        (NoSuchBucket, "dst"),
        (Denied, "src"),
        (Denied, "dst"),
        (Unavailable, "dst"),
    ] {
        let (rig, id) = ready(&["t/1", "t/2"]).await;
        rig.run(Verb::Start, &id).await.unwrap();
        rig.run(Verb::Switch, &id).await.unwrap();
        rig.wait_ms(GRACE_MS);
        for from in [1, 30, 40, 50, 60, 70, 80, 90, 100] {
            let world = rig.world();
            world.gate.refuse(bucket, from, kind);
            let before = rig.transfers(&id);
            let report = match rig.run_in(&world, Verb::Complete, &id).await {
                Ok(report) => report,
                Err(error) => {
                    assert!(is_of_the_fleet(&error, kind), "{error:?}");
                    continue;
                }
            };
            if report.state == MigrationState::Completed {
                break;
            }
            let ending = report.ending();
            let fits = match kind {
                Denied => matches!(ending, Ending::Denied(_)),
                _ => matches!(ending, Ending::Unavailable(_)),
            };
            assert!(fits, "{kind:?} of {bucket} from {from}: {ending:?}");
            for (key, transfer) in rig.transfers(&id) {
                let kept = rig.get("src", &key).is_some();
                let deleted = transfer.state == TransferState::Deleted;
                assert!(kept || deleted, "{key}: {transfer:?}, before {before:?}");
                assert!(rig.get("dst", &key).is_some());
                assert_ne!(transfer.state, TransferState::Manual);
            }
            rig.wait_ms(ZOMBIE_MS);
        }
    }
}

#[tokio::test]
async fn a_store_that_asks_to_slow_down_is_waited_for_and_nothing_is_left_behind() {
    let keys: Vec<String> = (0..20).map(|n| format!("t/{n:02}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    for from in [60, 80, 100, 120] {
        let (rig, id) = ready(&keys).await;
        let world = rig.world();
        let calls = (from, from + 8);
        world
            .gate
            .refuse_some("dst", calls, BucketErrorKind::Throttled);
        let began_ms = rig.now_ms();
        let report = rig.run_in(&world, Verb::Start, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "from {from}: {report:?}");
        assert_eq!(rig.keys("dst").len(), keys.len());
        let refused = world.gate.calls() > from;
        assert!(!refused || rig.now_ms() > began_ms, "nobody waited");
    }
}

#[tokio::test]
async fn credentials_that_expire_in_the_middle_stop_the_move_and_no_more() {
    for from in (10..100).step_by(3) {
        let (mut rig, id) = ready(&["t/1", "t/2", "t/3"]).await;
        rig.options.ways = 1;
        let world = rig.world();
        world.gate.refuse("dst", from, BucketErrorKind::Denied);
        match rig.run_in(&world, Verb::Start, &id).await {
            Ok(report) => {
                let ending = report.ending();
                let fits = matches!(ending, Ending::Denied(_) | Ending::Done);
                assert!(fits, "{from}: {ending:?}");
                let copied = report.moves[0].did.get("copy").map_or(0, |it| it.objects);
                assert_eq!(copied, rig.keys("dst").len() as u64, "{from}: {report:?}");
                let words = ending.why();
                assert!(
                    ending == Ending::Done || words.contains("on bucket `dst`"),
                    "{words}"
                );
            }
            Err(error) => assert!(is_of_the_fleet(&error, BucketErrorKind::Denied)),
        }
        let report = rig.run(Verb::Start, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{from}: {report:?}");
        assert_eq!(rig.keys("dst").len(), 3);
    }
}

#[tokio::test]
async fn what_waits_for_a_person_hides_no_other_cause() {
    let mut hidden = 0;
    for from in (10..100).step_by(3) {
        let (mut rig, id) = ready(&["t/1", "t/2", "t/3"]).await;
        rig.put("dst", "t/1", "somebody else's");
        rig.options.ways = 1;
        let world = rig.world();
        world.gate.refuse("dst", from, BucketErrorKind::Denied);
        let Ok(report) = rig.run_in(&world, Verb::Start, &id).await else {
            continue;
        };
        let ending = report.ending();
        let copied = report.moves[0].did.get("copy").map_or(0, |it| it.objects);
        if matches!(ending, Ending::Decision(_)) && copied < 2 {
            let words = ending.why();
            assert!(words.contains("on bucket `dst`"), "{from}: {words}");
            hidden += 1;
        }
    }
    assert!(hidden > 0, "the refusals never came after the question");
}

#[tokio::test]
async fn an_unanswered_copy_is_found_and_a_lost_one_is_sent_again() {
    for (fault, copies) in [(Fault::Unanswered, 1), (Fault::Lost, 1)] {
        let (rig, id) = ready(&["t/1"]).await;
        let world = rig.world();
        world.gate.disturb_named("CopyObject dst t/1", fault);
        let report = rig.run_in(&world, Verb::Start, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{fault:?}: {report:?}");
        assert!(rig.transfers(&id)["t/1"].ours, "{fault:?}");
        assert_eq!(rig.simulator.bill().requests()["CopyObject"], copies);
    }
}

#[tokio::test]
async fn parts_that_are_there_are_not_sent_again() {
    let (mut rig, id) = ready(&[]).await;
    rig.options.multipart_threshold = 6 << 20;
    rig.put("src", "t/large", vec![7; 12_000_000]);
    let world = rig.world();
    world
        .gate
        .disturb_named("UploadPartCopy dst t/large", Fault::CrashAfter);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, Verb::Start, &id) => panic!("{ran:?}"),
    }
    assert!(rig.transfers(&id)["t/large"].upload_id.is_some());
    let report = rig.recover().await.unwrap();
    assert_eq!(report.transfers[0].was, TransferState::CopyIntent);
    assert_eq!(report.transfers[0].now, TransferState::Verified);
    assert_eq!(rig.simulator.bill().requests()["UploadPartCopy"], 3);
    assert_eq!(rig.get("dst", "t/large").unwrap().bytes.len(), 12_000_000);
}

#[tokio::test]
async fn giving_up_ends_an_open_upload() {
    let (mut rig, id) = ready(&[]).await;
    rig.options.multipart_threshold = 6 << 20;
    rig.put("src", "t/large", vec![7; 12_000_000]);
    let world = rig.world();
    world
        .gate
        .disturb_named("UploadPartCopy dst t/large", Fault::CrashAfter);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, Verb::Start, &id) => panic!("{ran:?}"),
    }
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert!(
        matches!(report.ending(), Ending::Pending { .. }),
        "{report:?}"
    );
    rig.wait_ms(ZOMBIE_MS);
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Cancelled, "{report:?}");
    assert_eq!(rig.simulator.bill().requests()["AbortMultipartUpload"], 1);
    assert!(rig.keys("dst").is_empty());
}

#[tokio::test]
async fn a_loss_after_a_delete_of_ours_halts_everything() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.wait_ms(GRACE_MS);
    let world = rig.world();
    world
        .gate
        .disturb_named("DeleteObject src t/1", Fault::Lost);
    let report = rig.run_in(&world, Verb::Complete, &id).await.unwrap();
    assert!(
        matches!(report.ending(), Ending::Pending { .. }),
        "{report:?}"
    );
    rig.remove("src", "t/1");
    rig.remove("dst", "t/1");
    rig.wait_ms(ZOMBIE_MS);
    let halted = rig.run(Verb::Complete, &id).await;
    assert!(
        matches!(halted, Err(MigrationError::Halted(_))),
        "{halted:?}"
    );
}

#[tokio::test]
async fn what_no_copy_can_keep_waits_for_a_person() {
    let (rig, id) = ready(&[]).await;
    put_with(
        &rig,
        "t/redirect",
        "x-amz-website-redirect-location",
        "/elsewhere",
    );
    rig.put("src", "t/other", "bytes");
    let bare = PutRequest {
        key: "t/other".to_owned(),
        body: "bytes".into(),
        ..PutRequest::default()
    };
    rig.simulator.bucket("dst").put(&bare).await.unwrap();
    put_with(&rig, "t/cold", "x-amz-storage-class", "GLACIER");
    put_with(&rig, "t/cool", "x-amz-storage-class", "STANDARD_IA");
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    let reasons: Vec<&str> = report.moves[0]
        .undecided
        .iter()
        .map(|it| it.reason.as_str())
        .collect();
    assert_eq!(reasons, ["archived", "attributes-differ"]);
    let head = rig.get("dst", "t/redirect").unwrap().head;
    let redirect = &head.headers["x-amz-website-redirect-location"];
    assert_eq!(
        redirect, "/elsewhere",
        "stores leave it out unless it is said"
    );
    let head = rig.get("dst", "t/cool").unwrap().head;
    assert_eq!(head.headers["x-amz-storage-class"], "STANDARD_IA");
}

#[tokio::test]
async fn what_differs_is_neither_verified_nor_switched_back() {
    let (rig, id) = ready(&["t/1", "t/2"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.wait_ms(1_000);
    let report = rig.run(Verb::Verify, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(report.moves[0].did["verify"].objects, 2);
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.wait_ms(2_000);
    rig.put("dst", "t/1", "newer");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Differs(_)), "{report:?}");
    rig.remove("dst", "t/1");
    let report = rig.run(Verb::Verify, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Differs(_)), "{report:?}");
    assert_eq!(rig.located("t/1"), "b");
}

#[tokio::test]
async fn a_key_that_only_the_target_has_keeps_a_move_from_being_reversed() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.put("dst", "t/new", "written through the map");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Differs(_)), "{report:?}");
}

#[tokio::test]
async fn a_newer_write_through_the_map_lets_the_source_go() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.wait_ms(GRACE_MS);
    rig.put("dst", "t/1", "newer");
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.get("dst", "t/1").unwrap().bytes, "newer");
    assert!(rig.keys("src").is_empty());
}

#[tokio::test]
async fn a_guard_holds_deletes_back() {
    let (mut rig, id) = ready(&["t/1", "t/2"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.wait_ms(GRACE_MS);
    rig.options.max_delete = Some(1);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Refused(_)), "{report:?}");
    assert_eq!(rig.keys("src").len(), 2);
}

#[tokio::test]
async fn a_paused_migration_waits() {
    let (rig, id) = ready(&["t/1"]).await;
    let world = rig.world();
    let mut fleet = rig.open(&world).await.unwrap();
    let mut migrator = Migrator::new(&mut fleet, &world, rig.options.clone(), &|_| ());
    assert!(migrator.pause(&id).await.unwrap().paused);
    let refused = Box::pin(migrator.start(&id, &[])).await;
    assert!(matches!(refused, Err(MigrationError::Paused(_))));
    assert!(!Box::pin(migrator.resume(&id)).await.unwrap().paused);
    let report = Box::pin(migrator.start(&id, &[])).await.unwrap();
    assert_eq!(report.state, MigrationState::Verified);
    let missing = Box::pin(migrator.start(&id, &[2])).await;
    assert!(matches!(missing, Err(MigrationError::NoMove(_))));
}

#[tokio::test]
async fn what_cannot_begin_is_refused_before_anything_is_sent() {
    let (rig, _id) = ready(&["t/1"]).await;
    for (moves, stale) in [
        (&[("prefix:t/", "a", "b")][..], false),
        (&[("prefix:t/4/", "a", "b")], false),
        (&[("prefix:u/", "a", "b"), ("prefix:u/", "a", "b")], false),
        (&[("prefix:u/", "a", "a")], false),
        (&[("prefix:u/", "b", "a")], true),
        (&[("prefix:u/", "a", "z")], true),
    ] {
        let refused = rig.create_of(moves).await.unwrap_err();
        match refused {
            MigrationError::Stale(_) => assert!(stale, "{moves:?}"),
            MigrationError::Refused(_) | MigrationError::Meets { .. } => {
                assert!(!stale, "{moves:?}");
            }
            other => panic!("{moves:?}: {other}"),
        }
    }
    assert_eq!(rig.journal().migrations().unwrap().len(), 1);
}

#[tokio::test]
async fn an_inspection_tells_what_recovery_would_do_and_does_nothing() {
    let (mut rig, id) = ready(&["t/1"]).await;
    let world = rig.world();
    world
        .gate
        .disturb_named("CopyObject dst t/1", Fault::CrashAfter);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, Verb::Start, &id) => panic!("{ran:?}"),
    }
    let before = rig.transfers(&id);
    rig.options.mode = Mode::DryRun;
    let report = rig.recover().await.unwrap();
    let found = &report.transfers[0];
    assert_eq!(found.was, TransferState::CopyIntent);
    assert_eq!(
        (found.seen.as_str(), found.step),
        ("expected, expected", "adopt")
    );
    assert_eq!(found.now, TransferState::CopyIntent);
    assert_eq!(rig.transfers(&id), before);
    rig.options.mode = Mode::Live;
    let report = rig.recover().await.unwrap();
    assert_eq!(report.transfers[0].now, TransferState::Verified);
    assert!(rig.transfers(&id)["t/1"].ours);
    assert!(rig.recover().await.unwrap().transfers.is_empty());
}

#[tokio::test]
async fn a_segment_inside_another_keeps_its_place() {
    let rig = Rig::new();
    for key in ["t/1", "t/in/1"] {
        rig.put("src", key, "bytes");
    }
    let moves = [("prefix:t/", "a", "b"), ("prefix:t/in/", "a", "b")];
    let id = rig.create_of(&moves).await.unwrap().id;
    let world = rig.world();
    let mut fleet = rig.open(&world).await.unwrap();
    let mut migrator = Migrator::new(&mut fleet, &world, rig.options.clone(), &|_| ());
    Box::pin(migrator.start(&id, &[1])).await.unwrap();
    assert_eq!(rig.keys("dst"), ["t/1"]);
    Box::pin(migrator.switch(&id, &[1])).await.unwrap();
    assert_eq!(
        (rig.located("t/1"), rig.located("t/in/1")),
        ("b".into(), "a".into())
    );
    Box::pin(migrator.start(&id, &[2])).await.unwrap();
    Box::pin(migrator.switch(&id, &[2])).await.unwrap();
    assert_eq!(rig.located("t/in/1"), "b");
}

#[tokio::test]
async fn where_no_condition_holds_a_late_copy_back_the_switch_waits_for_it() {
    let mut rig = Rig::on(Capabilities::unconditional());
    rig.put("src", "t/1", "bytes");
    for contract in [Contract::Quiesced, Contract::Immutable] {
        // Immutable bytes, too: the key may be deleted by the new map before they land.
        rig.settings.contract = contract;
        let id = rig.create().await;
        let world = rig.world();
        let copy = "CopyObject dst t/1";
        world.gate.disturb_named(copy, Fault::CrashAfter);
        tokio::select! {
            () = world.gate.death() => {}
            ran = rig.run_in(&world, Verb::Start, &id) => panic!("{ran:?}"),
        }
        rig.recover().await.unwrap();
        rig.run(Verb::Start, &id).await.unwrap();
        let report = rig.run(Verb::Switch, &id).await.unwrap();
        let waits = matches!(
            report.ending(),
            Ending::Pending {
                until_ms: Some(_),
                ..
            }
        );
        assert!(waits, "{report:?}");
        rig.wait_ms(ZOMBIE_MS);
        let report = rig.run(Verb::Switch, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
        rig.run(Verb::Reverse, &id).await.unwrap();
        rig.wait_ms(GRACE_MS);
        rig.run(Verb::Start, &id).await.unwrap();
        rig.remove("dst", "t/1");
    }
}

#[tokio::test]
async fn a_pin_set_meanwhile_keeps_one_move_back_and_no_other() {
    let rig = Rig::new();
    rig.put("src", "t/1", "bytes");
    rig.put("src", "u/1", "bytes");
    let moves = [("prefix:t/", "a", "b"), ("prefix:u/", "a", "b")];
    let id = rig.create_of(&moves).await.unwrap().id;
    let world = rig.world();
    let mut fleet = rig.open(&world).await.unwrap();
    let mut next = (*fleet.map()).clone();
    next.pin(Pin {
        segment: "prefix:t/".parse().unwrap(),
        reason: "not now".to_owned(),
        lsn: next.lsn + 1,
    });
    let pin = fleet.prepare(next, "map pin", 0);
    fleet.publish(&pin).await.unwrap();
    fleet.commit(&pin, Vec::new()).await.unwrap();
    let mut migrator = Migrator::new(&mut fleet, &world, rig.options.clone(), &|_| ());
    let report = Box::pin(migrator.start(&id, &[])).await.unwrap();
    assert!(
        matches!(report.moves[0].ending, Ending::Refused(_)),
        "{report:?}"
    );
    assert_eq!(report.moves[1].ending, Ending::Done, "{report:?}");
    assert_eq!(rig.keys("dst"), ["u/1"]);
}

#[tokio::test]
async fn an_upload_that_somebody_has_open_keeps_the_source() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.wait_ms(GRACE_MS);
    let request = CreateUpload {
        key: "t/soon".to_owned(),
        ..CreateUpload::default()
    };
    let bucket = rig.simulator.bucket("src");
    let upload = bucket.create_upload(&request).await.unwrap();
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Refused(_)), "{report:?}");
    assert_eq!(rig.keys("src"), ["t/1"]);
    bucket.abort_upload("t/soon", &upload).await.unwrap();
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
}

#[tokio::test]
async fn a_person_cannot_keep_what_is_not_there() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.remove("dst", "t/1");
    rig.wait_ms(GRACE_MS);
    rig.run(Verb::Complete, &id).await.unwrap();
    let target = rig.resolve(&id, "t/1", Keep::Target).await;
    assert!(
        matches!(target, Err(MigrationError::Refused(_))),
        "{target:?}"
    );
    let report = rig.recover().await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    assert_eq!(report.moves[0].undecided.len(), 1, "recovery names it");
    rig.resolve(&id, "t/1", Keep::Source).await.unwrap();
    assert_eq!(rig.located("t/1"), "a");
}

#[tokio::test]
async fn a_switch_publishes_no_key_that_only_the_target_has() {
    let (rig, id) = ready(&["t/1"]).await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.put("dst", "t/deleted-long-ago", "old");
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Refused(_)), "{report:?}");
    assert_eq!(rig.located("t/1"), "a");
    rig.remove("dst", "t/deleted-long-ago");
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
}
