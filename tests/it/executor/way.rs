//! The way of a migration from `planned` to its ends, where nothing is in the way.

use shardctl::engine::doctor::Capability;
use shardctl::engine::migration::{Ending, MigrationError, Mode, Powers};
use shardctl::migration::{Contract, MigrationState, ProofLevel, Route, TransferState};
use shardctl::ports::{Bucket as _, PutRequest};
use shardctl::simulator::Capabilities;

use super::rig::{GRACE_MS, Rig, SEGMENT, Verb, ZOMBIE_MS};

const KEYS: [&str; 3] = ["t/1", "t/2/x", "t/ü +%3F"];

fn loaded(rig: &Rig) {
    for key in KEYS {
        rig.put("src", key, format!("bytes of {key}"));
    }
    rig.put("src", "elsewhere", "stays");
}

fn assert_moved(rig: &Rig) {
    for key in KEYS {
        let copy = rig.get("dst", key).unwrap();
        assert_eq!(copy.bytes, format!("bytes of {key}"));
        assert_eq!(copy.head.headers["content-type"], "text/plain");
        assert_eq!(copy.head.metadata["made-for"], key);
        assert_eq!(rig.located(key), "b");
    }
    assert_eq!(rig.keys("src"), ["elsewhere"]);
    assert_eq!(rig.located("elsewhere"), "a");
}

/// Every verb in a process of its own, up to the end.
async fn whole_way(rig: &Rig) {
    let id = rig.create().await;
    let started = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(started.ending(), Ending::Done, "{started:?}");
    assert_eq!(started.state, MigrationState::Verified);
    let switched = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(switched.ending(), Ending::Done, "{switched:?}");
    assert_eq!(switched.state, MigrationState::Switched);
    let early = rig.run(Verb::Complete, &id).await.unwrap();
    assert!(matches!(
        early.ending(),
        Ending::Pending {
            until_ms: Some(_),
            ..
        }
    ));
    rig.wait_ms(GRACE_MS);
    let completed = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(completed.ending(), Ending::Done, "{completed:?}");
    assert_eq!(completed.state, MigrationState::Completed);
    let states = rig.transfers(&id).into_values().map(|it| it.state);
    assert!(states.into_iter().all(|it| it == TransferState::Deleted));
    assert_moved(rig);
}

#[tokio::test]
async fn the_store_copies_within_one_provider() {
    let rig = Rig::new();
    loaded(&rig);
    whole_way(&rig).await;
    let requests = rig.simulator.bill().requests();
    assert_eq!(requests["CopyObject"], 3);
    // One is that of what told source and target apart.
    assert_eq!(requests["DeleteObject"], 3 + 1);
}

#[tokio::test]
async fn bytes_travel_through_this_host_between_providers() {
    let mut rig = Rig::new();
    rig.options.providers.clear();
    loaded(&rig);
    whole_way(&rig).await;
    assert!(!rig.simulator.bill().requests().contains_key("CopyObject"));
}

#[tokio::test]
async fn a_store_that_ignores_conditions_is_worked_with_while_nobody_writes() {
    let rig = Rig::on(Capabilities::radosgw());
    loaded(&rig);
    whole_way(&rig).await;
    assert_eq!(rig.keys("dst").len(), 3, "nothing of the probe is left");
}

#[tokio::test]
async fn a_store_that_ignores_conditions_is_streamed_to_while_anybody_writes() {
    let mut rig = Rig::on(Capabilities::radosgw());
    rig.settings.contract = Contract::Mutable;
    let powers = Powers::of([Capability::PutIfAbsent]);
    rig.options.probed.know("e-a", "src", powers.clone());
    rig.options.probed.know("e-b", "dst", powers);
    loaded(&rig);
    let id = rig.create().await;
    let started = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(started.ending(), Ending::Done, "{started:?}");
    assert!(!rig.simulator.bill().requests().contains_key("CopyObject"));
    rig.run(Verb::Switch, &id).await.unwrap();
    rig.wait_ms(GRACE_MS);
    let refused = rig.run(Verb::Complete, &id).await.unwrap();
    assert!(
        matches!(refused.ending(), Ending::Refused(_)),
        "{refused:?}"
    );
    assert_eq!(rig.keys("src").len(), 4, "the source stays");
}

#[tokio::test]
async fn large_objects_travel_in_parts_on_both_routes() {
    for by_store in [true, false] {
        let mut rig = Rig::new();
        rig.options.multipart_threshold = 6 << 20;
        if !by_store {
            rig.options.providers.clear();
        }
        let large: Vec<u8> = (0..12_000_000_u32).map(|n| (n % 251) as u8).collect();
        rig.put("src", "t/large", large.clone());
        let id = rig.create().await;
        let started = rig.run(Verb::Start, &id).await.unwrap();
        assert_eq!(started.ending(), Ending::Done, "{started:?}");
        let copy = rig.get("dst", "t/large").unwrap();
        assert!(copy.head.etag.ends_with("-3\""), "{}", copy.head.etag);
        assert_eq!(copy.bytes, large);
        assert_eq!(copy.head.metadata["made-for"], "t/large");
        let proof = rig.transfers(&id)["t/large"].proof.clone().unwrap();
        assert!(proof.level >= ProofLevel::Checksum);
    }
}

#[tokio::test]
async fn a_dry_run_changes_nothing_and_tells_the_steps() {
    let mut rig = Rig::new();
    loaded(&rig);
    let id = rig.create().await;
    rig.options.mode = Mode::DryRun;
    let before = rig.transfers(&id);
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.moves[0].would["plan"].objects, 3);
    assert_eq!(report.state, MigrationState::Planned);
    assert_eq!(rig.transfers(&id), before);
    rig.options.mode = Mode::Live;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.options.mode = Mode::DryRun;
    let report = rig.run(Verb::Switch, &id).await.unwrap();
    assert_eq!(report.moves[0].would["switch"].objects, 1);
    assert_eq!(report.moves[0].route, Some(Route::ServerSide));
    assert_eq!(rig.located("t/1"), "a");
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert_eq!(report.moves[0].would["give_up"].objects, 3);
    assert_eq!(rig.keys("dst").len(), 3);
}

#[tokio::test]
async fn what_was_switched_can_be_switched_back() {
    let rig = Rig::new();
    loaded(&rig);
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    rig.run(Verb::Switch, &id).await.unwrap();
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(report.state, MigrationState::Reversing);
    assert_eq!(rig.located("t/1"), "a");
    assert_eq!(rig.keys("dst").len(), 3, "copies stay");
}

#[tokio::test]
async fn what_was_not_switched_can_be_given_up() {
    let rig = Rig::new();
    loaded(&rig);
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(report.state, MigrationState::Cancelled);
    assert!(rig.keys("dst").is_empty(), "our copies are removed");
    assert_eq!(rig.keys("src").len(), 4);
}

#[tokio::test]
async fn a_segment_of_another_mount_keeps_its_keys_and_finds_its_way_back() {
    let rig = Rig::with_target("deep/", "video/");
    let split = rig.create_of(&[("prefix:v", "a", "b")]).await;
    assert!(
        matches!(split, Err(MigrationError::Refused(_))),
        "part of it is the mount"
    );
    rig.put("src", "t/1", "bytes");
    let id = rig.create().await;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    rig.wait_ms(GRACE_MS);
    rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(
        (rig.keys("src"), rig.keys("dst")),
        (vec![], vec!["deep/t/1".to_owned()])
    );
    rig.put("dst", "deep/own", "of the mount, and none of the segment's");

    rig.wait_ms(ZOMBIE_MS);
    let back = rig.create_of(&[(SEGMENT, "b", "a")]).await.unwrap().id;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &back).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &back).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
    assert_eq!(rig.keys("src"), ["t/1"]);
    assert_eq!(rig.keys("dst"), ["deep/own"]);
    assert_eq!(rig.located("t/1"), "a");
}

#[tokio::test]
async fn a_copy_costs_the_requests_that_nothing_else_can_answer() {
    let rig = Rig::new();
    let bucket = rig.simulator.bucket("src");
    for n in 0..10 {
        let request = PutRequest {
            key: format!("t/{n}"),
            body: format!("bytes {n}").into(),
            ..PutRequest::default()
        };
        bucket.put(&request).await.unwrap();
    }
    let id = rig.create().await;
    rig.simulator.reset_counters();
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Verified);
    let requests = rig.simulator.bill().requests();
    let sent = |name: &str| requests.get(name).copied().unwrap_or_default();
    // Per object: the copy, a HEAD of each side for checksums and headers, the source's tags. One more
    // HEAD, once, tells source and target apart.
    assert_eq!(
        (sent("CopyObject"), sent("HeadObject")),
        (10, 20 + 1),
        "{requests:?}"
    );
    assert_eq!(sent("GetObjectTagging"), 10, "{requests:?}");
}
