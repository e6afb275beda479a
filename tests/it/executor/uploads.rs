//! Uploads whose beginning was not answered: nobody knows their ids, and they are found all the same.

use futures::FutureExt as _;
use shardctl::engine::migration::{Ending, Mode};
use shardctl::migration::{MigrationId, MigrationState, TransferState};
use shardctl::ports::{Bucket as _, BucketReader as _, CreateUpload, UploadPart};

use super::gate::Fault;
use super::rig::{GRACE_MS, NOW_MS, Rig, Verb, ZOMBIE_MS};

const KEY: &str = "t/large";
const CREATION: &str = "CreateMultipartUpload dst t/large";

async fn ready() -> (Rig, MigrationId) {
    let mut rig = Rig::new();
    rig.options.multipart_threshold = 6 << 20;
    rig.put("src", KEY, vec![7; 12_000_000]);
    let id = rig.create().await;
    (rig, id)
}

/// A process that dies right after its creation of an upload took effect.
async fn killed_in_creation() -> (Rig, MigrationId) {
    let (rig, id) = ready().await;
    let world = rig.world();
    world.gate.disturb_named(CREATION, Fault::CrashAfter);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, Verb::Start, &id) => panic!("{ran:?}"),
    }
    (rig, id)
}

fn open(rig: &Rig) -> Vec<String> {
    let bucket = rig.simulator.bucket("dst");
    let page = bucket.list_uploads("", None).now_or_never().unwrap();
    let uploads = page.unwrap().uploads.into_iter();
    uploads.map(|upload| upload.upload_id).collect()
}

fn begin(rig: &Rig) -> String {
    let request = CreateUpload {
        key: KEY.to_owned(),
        ..CreateUpload::default()
    };
    let bucket = rig.simulator.bucket("dst");
    let begun = bucket.create_upload(&request).now_or_never().unwrap();
    begun.unwrap()
}

fn add_part(rig: &Rig, upload_id: &str) {
    let part = UploadPart {
        key: KEY.to_owned(),
        upload_id: upload_id.to_owned(),
        number: 1,
        body: "theirs".into(),
        checksum: None,
    };
    let bucket = rig.simulator.bucket("dst");
    bucket.upload_part(&part).now_or_never().unwrap().unwrap();
}

#[tokio::test]
async fn recovery_ends_an_upload_that_was_begun_without_an_answer() {
    let (mut rig, id) = killed_in_creation().await;
    assert_eq!(open(&rig).len(), 1);

    rig.options.mode = Mode::DryRun;
    let told = rig.recover().await.unwrap();
    assert_eq!(told.moves[0].strays.len(), 1, "{told:?}");
    assert!(told.moves[0].strays[0].open_because.is_some());
    assert_eq!(open(&rig).len(), 1, "a dry run ends nothing");

    rig.options.mode = Mode::Live;
    let report = rig.recover().await.unwrap();
    let stray = &report.moves[0].strays[0];
    assert_eq!((&stray.key, stray.open_because), (&KEY.into(), None));
    assert_eq!(report.transfers[0].now, TransferState::Verified);
    assert_eq!(rig.get("dst", KEY).unwrap().bytes.len(), 12_000_000);
    assert!(open(&rig).is_empty(), "{report:?}");
    assert!(rig.transfers(&id)[KEY].lost_uploads.is_some());
    let again = rig.recover().await.unwrap();
    assert!(again.moves.is_empty(), "{again:?}");
}

#[tokio::test]
async fn giving_up_leaves_no_upload_behind_that_may_still_open() {
    let (rig, id) = killed_in_creation().await;
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    let waits = matches!(report.ending(), Ending::Pending { .. });
    assert!(waits, "a late creation may still arrive: {report:?}");
    rig.wait_ms(ZOMBIE_MS);
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Cancelled, "{report:?}");
    assert!(open(&rig).is_empty());
}

#[tokio::test]
async fn an_answer_lost_on_the_way_leaves_the_same_trace() {
    let (rig, id) = ready().await;
    let world = rig.world();
    world.gate.disturb_named(CREATION, Fault::Unanswered);
    let report = rig.run_in(&world, Verb::Start, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Unavailable(_)));
    rig.wait_ms(1_500);
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    let lost = rig.transfers(&id)[KEY].lost_uploads.unwrap();
    assert_eq!((lost.first_ms, lost.last_ms), (NOW_MS, NOW_MS));
    assert_eq!(open(&rig).len(), 1, "the first is still open");
    rig.recover().await.unwrap();
    assert!(open(&rig).is_empty());
}

#[tokio::test]
async fn what_is_not_provably_ours_is_named_and_left_alone() {
    let (rig, id) = ready().await;
    let before = begin(&rig);
    rig.wait_ms(5_000);
    let world = rig.world();
    world.gate.disturb_named(CREATION, Fault::CrashAfter);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, Verb::Start, &id) => panic!("{ran:?}"),
    }
    let with_parts = begin(&rig);
    add_part(&rig, &with_parts);
    rig.wait_ms(ZOMBIE_MS + 5_000);
    let after = begin(&rig);

    let report = rig.recover().await.unwrap();
    let strays = &report.moves[0].strays;
    let of = |id: &str| strays.iter().find(|stray| stray.upload_id == id);
    let named = of(&with_parts).expect("it was begun when ours was");
    let why = named.open_because.unwrap();
    assert!(why.contains("has parts"), "{why}");
    assert!(of(&before).is_none() && of(&after).is_none(), "{strays:?}");
    let mut left = open(&rig);
    left.sort();
    let mut want = [before, with_parts, after];
    want.sort();
    assert_eq!(left, want);
}

#[tokio::test]
async fn a_transfer_that_comes_to_wait_for_a_person_leaves_no_upload_open() {
    let (rig, id) = ready().await;
    let world = rig.world();
    let part = "UploadPartCopy dst t/large";
    world.gate.disturb_named(part, Fault::CrashAfter);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, Verb::Start, &id) => panic!("{ran:?}"),
    }
    assert_eq!(open(&rig).len(), 1);
    rig.put("dst", KEY, "somebody else's");
    // The first attempt to end it is lost: recovery finds it by its id.
    let world = rig.world();
    let ending = "AbortMultipartUpload dst t/large";
    world.gate.disturb_named(ending, Fault::Lost);
    rig.run_in(&world, Verb::Start, &id).await.unwrap();
    assert_eq!(rig.transfers(&id)[KEY].state, TransferState::Manual);
    assert_eq!((world.gate.hit().as_str(), open(&rig).len()), (ending, 1));
    rig.recover().await.unwrap();
    assert!(open(&rig).is_empty());
    assert_eq!(rig.transfers(&id)[KEY].upload_id, None);
    assert_eq!(rig.get("dst", KEY).unwrap().bytes, "somebody else's");
}

#[tokio::test]
async fn a_move_does_not_end_before_its_uploads_have() {
    let (rig, id) = killed_in_creation().await;
    rig.wait_ms(ZOMBIE_MS);
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    assert_eq!(open(&rig).len(), 1, "the unanswered one");
    rig.wait_ms(GRACE_MS);
    let world = rig.world();
    let ending = "AbortMultipartUpload dst t/large";
    world.gate.disturb_named(ending, Fault::Lost);
    let report = rig.run_in(&world, Verb::Complete, &id).await.unwrap();
    assert!(
        matches!(report.ending(), Ending::Unavailable(_)),
        "{report:?}"
    );
    assert_eq!(report.state, MigrationState::Completing);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
    assert!(open(&rig).is_empty());
}

#[tokio::test]
async fn a_reversal_does_not_end_before_the_uploads_of_both_ways_have() {
    let (rig, id) = killed_in_creation().await;
    rig.wait_ms(ZOMBIE_MS);
    for verb in [Verb::Start, Verb::Switch, Verb::Reverse] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    assert_eq!(open(&rig).len(), 1, "the unanswered one");
    rig.wait_ms(GRACE_MS);
    let world = rig.world();
    let ending = "AbortMultipartUpload dst t/large";
    world.gate.disturb_named(ending, Fault::Lost);
    let report = rig.run_in(&world, Verb::Start, &id).await.unwrap();
    assert!(
        matches!(report.ending(), Ending::Unavailable(_)),
        "{report:?}"
    );
    assert_eq!(report.state, MigrationState::Reversing);
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Reversed, "{report:?}");
    assert!(open(&rig).is_empty());
}
