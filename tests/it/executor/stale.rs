//! What time has passed by: intents whose entry was never sent, proofs of what was written again, pages of
//! listings, and copies of map.db.

use shardctl::engine::control::FleetError;
use shardctl::engine::migration::{Ending, Mode};
use shardctl::migration::{Contract, MigrationId, MigrationState};
use shardctl::ports::{Attributes, Bucket as _, JournalStore as _, MapStore as _, PutRequest};

use super::gate::Fault;
use super::loss::{assert_differs, dies, filled, switched};
use super::rig::{GRACE_MS, Rig, Verb, ZOMBIE_MS};

/// A move whose reversal was intended, and whose entry was never sent.
async fn with_an_intended_reversal(rig: &Rig) -> MigrationId {
    let id = switched(rig).await;
    die_before_publishing(rig, Verb::Reverse, &id).await;
    id
}

async fn die_before_publishing(rig: &Rig, verb: Verb, id: &MigrationId) {
    let lsn = rig.journal().load().unwrap().unwrap().lsn;
    let world = rig.world();
    let entry = format!("create maplog/{:020}.json", lsn + 1);
    world.gate.disturb_named(&entry, Fault::CrashBefore);
    dies(rig, &world, verb, id).await;
}

#[tokio::test]
async fn recovery_publishes_no_reversal_that_would_hide_what_was_written_since() {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let id = with_an_intended_reversal(&rig).await;
    rig.put("dst", "t/new", "written through the map");
    let report = rig.recover().await.unwrap();
    let Ending::Differs(why) = report.ending() else {
        panic!("{report:?}");
    };
    assert!(why.contains("t/new"), "{why}");
    assert_eq!(
        (rig.located("t/1"), rig.located("t/new")),
        ("b".into(), "b".into())
    );
    // The version is taken: the entry cannot land late. And nothing is in flight any more.
    assert!(rig.recover().await.unwrap().moves.is_empty());
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_differs(&report, "t/new");
    rig.remove("dst", "t/new");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Reversing, "{report:?}");
    assert_eq!(rig.located("t/1"), "a");
}

#[tokio::test]
async fn recovery_publishes_a_reversal_that_is_still_right() {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let _ = with_an_intended_reversal(&rig).await;
    let report = rig.recover().await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.located("t/1"), "a");
}

#[tokio::test]
async fn an_inspection_names_the_publication_in_flight() {
    let mut rig = filled(Rig::new(), &["t/1"]);
    let _ = with_an_intended_reversal(&rig).await;
    rig.options.mode = Mode::DryRun;
    let report = rig.recover().await.unwrap();
    assert_eq!(report.moves[0].would["publish"].objects, 1, "{report:?}");
    assert_eq!(rig.located("t/1"), "b");
}

#[tokio::test]
async fn recovery_publishes_no_switch_of_what_changed_since() {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    die_before_publishing(&rig, Verb::Switch, &id).await;
    rig.put("src", "t/new", "written through the map");
    rig.remove("src", "t/1");
    let report = rig.recover().await.unwrap();
    assert!(matches!(report.ending(), Ending::Differs(_)), "{report:?}");
    assert_eq!(rig.located("t/new"), "a");
    rig.run(Verb::Switch, &id).await.unwrap();
    assert!(rig.get("dst", "t/new").is_some());
    assert_eq!(
        rig.located("t/new"),
        "a",
        "what became of t/1 is for a person"
    );
}

#[tokio::test]
async fn our_copy_is_removed_after_a_look_of_this_moment() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    let world = rig.world();
    let delete = "DeleteObject dst t/1";
    world.gate.disturb_named(delete, Fault::CrashBefore);
    dies(&rig, &world, Verb::Cancel, &id).await;
    rig.recover().await.unwrap();
    rig.wait_ms(ZOMBIE_MS);
    rig.simulator.reset_counters();
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Cancelled, "{report:?}");
    let heads = rig.simulator.bill().requests().get("HeadObject").copied();
    assert!(heads.is_some_and(|heads| heads >= 2), "{heads:?}");
    assert_eq!(rig.keys("dst"), [""; 0]);
}

#[tokio::test]
async fn recovery_ends_what_was_given_up_but_for_one_answer() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    let world = rig.world();
    let delete = "DeleteObject dst t/1";
    world.gate.disturb_named(delete, Fault::CrashAfter);
    dies(&rig, &world, Verb::Cancel, &id).await;
    let report = rig.run(Verb::Start, &id).await.unwrap();
    let told = matches!(report.ending(), Ending::Refused(why) if why.contains("cancelled"));
    assert!(told, "{report:?}");
    rig.wait_ms(ZOMBIE_MS);
    let report = rig.recover().await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    let migration = rig.journal().migration(&id).unwrap().unwrap();
    assert_eq!(migration.state(), MigrationState::Cancelled, "{report:?}");
}

#[tokio::test]
async fn no_switch_while_a_catch_up_of_changing_bytes_may_land() {
    let mut rig = filled(Rig::new(), &["t/1"]);
    rig.settings.contract = Contract::Mutable;
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.wait_ms(2_000);
    rig.put("src", "t/1", "another");
    let world = rig.world();
    let copy = "CopyObject dst t/1";
    world.gate.disturb_named(copy, Fault::Unanswered);
    let report = rig.run_in(&world, Verb::Switch, &id).await.unwrap();
    assert!(
        matches!(report.ending(), Ending::Pending { .. }),
        "{report:?}"
    );
    assert_eq!(rig.located("t/1"), "a");
    rig.wait_ms(ZOMBIE_MS);
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.get("dst", "t/1").unwrap().bytes, "another");
}

#[tokio::test]
async fn what_an_object_carries_is_not_older_than_its_bytes() {
    let mut rig = filled(Rig::new(), &["t/1", "t/2"]);
    rig.settings.contract = Contract::Mutable;
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.wait_ms(2_000);
    let metadata = |owner: &str| [("owner".to_owned(), owner.to_owned())].into();
    let same_bytes = PutRequest {
        key: "t/1".to_owned(),
        body: "bytes of t/1".into(),
        attributes: Attributes {
            metadata: metadata("new"),
            ..Attributes::default()
        },
        ..PutRequest::default()
    };
    let source = rig.simulator.bucket("src");
    source.put(&same_bytes).await.unwrap();
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    let copy = rig.get("dst", "t/1").unwrap();
    assert_eq!(copy.head.metadata, metadata("new"));

    // New tags change neither ETag nor time.
    source.put_tags("t/2", &metadata("new")).await.unwrap();
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_ne!(report.state, MigrationState::Completed, "{report:?}");
    assert_eq!(rig.keys("src"), ["t/2"]);
    let transfer = &rig.transfers(&id)["t/2"];
    assert_eq!(transfer.reason.as_deref(), Some("attributes-changed"));
}

#[tokio::test]
async fn a_map_db_from_before_the_deletes_is_noticed() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = switched(&rig).await;
    rig.wait_ms(GRACE_MS);
    let file = rig.state_dir().join("map.db");
    let before = std::fs::read(&file).unwrap();
    let world = rig.world();
    let delete = "DeleteObject src t/1";
    world.gate.disturb_named(delete, Fault::CrashBefore);
    dies(&rig, &world, Verb::Complete, &id).await;
    drop(world);
    for name in ["map.db-wal", "map.db-shm"] {
        let _ = std::fs::remove_file(rig.state_dir().join(name));
    }
    std::fs::write(&file, before).unwrap();
    let opened = rig.open(&rig.world()).await;
    assert!(
        matches!(opened, Err(FleetError::RolledBack { .. })),
        "the delete may still land"
    );
}

#[tokio::test]
async fn who_gives_up_publishes_nothing() {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    die_before_publishing(&rig, Verb::Switch, &id).await;
    rig.put("src", "t/new", "written through the map");
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Cancelled, "{report:?}");
    assert_eq!(rig.located("t/new"), "a");
    assert_eq!(rig.keys("dst"), [""; 0]);
}

#[tokio::test]
async fn no_switch_while_a_copy_may_still_land_whatever_was_promised() {
    let mut rig = filled(Rig::new(), &["t/1"]);
    rig.settings.contract = Contract::Immutable;
    let id = rig.create().await;
    let world = rig.world();
    let copy = "CopyObject dst t/1";
    world.gate.disturb_named(copy, Fault::Unanswered);
    rig.run_in(&world, Verb::Start, &id).await.unwrap();
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert!(
        matches!(report.ending(), Ending::Pending { .. }),
        "{report:?}"
    );
    rig.wait_ms(ZOMBIE_MS);
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
}

#[tokio::test]
async fn another_fleets_shard_inside_a_segment_is_left_alone() {
    let rig = filled(Rig::new(), &["t/1", "t/x/2"]);
    let marker = r#"{"format": "shardctl.owner/1", "fleet_id": "theirs", "control": "c"}"#;
    rig.put("src", "t/x/.shardctl/owner.json", marker);
    let id = rig.create().await;
    let report = rig.run(Verb::Start, &id).await.unwrap();
    let Ending::Denied(why) = report.ending() else {
        panic!("{report:?}");
    };
    assert!(why.contains("t/x/.shardctl/owner.json"), "{why}");
    assert_eq!(rig.keys("dst"), [""; 0]);
    rig.remove("src", "t/x/.shardctl/owner.json");
    rig.put("dst", "t/y/.shardctl/owner.json", marker);
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Denied(_)), "{report:?}");
}
