//! Places that are not what their names say: one bucket under two names, and one object key of two logical
//! keys.

use shardctl::engine::control::FleetError;
use shardctl::engine::migration::{Ending, MigrationError};
use shardctl::migration::MigrationState;
use shardctl::ports::JournalStore as _;

use super::rig::{GRACE_MS, Rig, SEGMENT, Verb, ZOMBIE_MS};

#[tokio::test]
async fn two_names_of_one_bucket_are_no_two_shards() {
    let rig = Rig::with_alias("");
    rig.put("src", "t/1", "the only copy");
    let refused = rig.open(&rig.world()).await;
    assert!(
        matches!(refused, Err(FleetError::OneShardTwice { .. })),
        "{:?}",
        refused.err()
    );
}

#[tokio::test]
async fn a_place_within_another_shard_is_no_shard() {
    let rig = Rig::with_alias("below/");
    rig.put("src", "t/1", "the only copy");
    let refused = rig.open(&rig.world()).await;
    let twice = matches!(refused, Err(FleetError::OneShardTwice { .. }));
    assert!(twice, "{:?}", refused.err());
}

#[tokio::test]
async fn a_place_within_another_shard_is_no_shard_when_both_are_marked() {
    // Each was marked before the other could be seen.
    let rig = Rig::with_alias("below/");
    rig.put("src", "t/1", "the only copy");
    let fleet_id = rig.journal().identity().unwrap().fleet_id;
    for (place, shard) in [("", "a"), ("below/", "b")] {
        let marker = serde_json::json!({
            "format": "shardctl.owner/1",
            "fleet_id": fleet_id,
            "control": "memory",
            "shard": shard,
        });
        let key = format!("{place}.shardctl/owner.json");
        rig.put("src", &key, marker.to_string());
    }
    let refused = rig.open(&rig.world()).await;
    let twice = matches!(refused, Err(FleetError::OneShardTwice { .. }));
    assert!(twice, "{:?}", refused.err());
}

#[tokio::test]
async fn a_segment_within_another_fleets_shard_is_left_alone() {
    for (bucket, marker) in [
        ("src", "t/.shardctl/owner.json"),
        ("src", "t/de.shardctl/owner.json"),
        ("dst", "t.shardctl/owner.json"),
    ] {
        let rig = Rig::new();
        rig.put("src", "t/deep/1", "the only copy");
        let theirs = r#"{"format": "shardctl.owner/9", "fleet": "another"}"#;
        rig.put(bucket, marker, theirs);
        let deep = [("prefix:t/deep/", "a", "b")];
        let id = rig.create_of(&deep).await.unwrap().id;
        let report = rig.run(Verb::Start, &id).await.unwrap();
        let denied = matches!(report.ending(), Ending::Denied(why) if why.contains(marker));
        assert!(denied, "{marker}: {report:?}");
        assert!(rig.keys("dst").is_empty() && rig.transfers(&id).is_empty());
    }
}

#[tokio::test]
async fn nothing_moves_to_another_name_of_where_it_is() {
    // The marker says whose the place is and not which shard: only looking tells.
    let rig = Rig::with_alias("");
    rig.put("src", "t/1", "the only copy");
    let fleet_id = rig.journal().identity().unwrap().fleet_id;
    let marker = serde_json::json!({
        "format": "shardctl.owner/1",
        "fleet_id": fleet_id,
        "control": "memory",
    });
    rig.put("src", ".shardctl/owner.json", marker.to_string());
    let id = rig.create().await;
    let report = rig.run(Verb::Start, &id).await.unwrap();
    let refused = matches!(report.ending(), Ending::Refused(why) if why.contains("one bucket under two names"));
    assert!(refused, "{report:?}");
    assert_eq!(rig.keys("src"), ["t/1"]);
    assert!(rig.transfers(&id).is_empty());
}

#[tokio::test]
async fn what_moves_into_a_mounted_shard_takes_nobodys_place() {
    let rig = Rig::with_target("", "m/");
    rig.put("src", "m/1", "bytes");
    rig.put("src", "t/1", "bytes");
    let native = [("prefix:m/", "a", "b")];
    let id = rig.create_of(&native).await.unwrap().id;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    let created = rig.create_of(&[(SEGMENT, "a", "b")]).await;
    let refused =
        matches!(&created, Err(MigrationError::Refused(why)) if why.contains("prefix:m/t/"));
    assert!(refused, "{created:?}");
}

#[tokio::test]
async fn the_object_that_is_a_shards_very_prefix_stays_where_it_is() {
    let rig = Rig::with_target("deep/", "");
    rig.put("src", "t/1", "bytes");
    rig.put("src", "u/1", "bytes");
    rig.put("dst", "deep/", "");
    let id = rig.create_of(&[("prefix:", "a", "b")]).await.unwrap().id;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
    rig.wait_ms(ZOMBIE_MS);

    let back = rig.create_of(&[("prefix:", "b", "a")]).await.unwrap().id;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &back).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &back).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
    assert_eq!(rig.keys("src"), ["t/1", "u/1"]);
    assert_eq!(rig.keys("dst"), ["deep/"], "it is no key of anybody's");
}

#[tokio::test]
async fn what_only_has_the_name_of_a_marker_is_moved_like_any_other_object() {
    let rig = Rig::new();
    for key in ["t/1", "t/.shardctl/owner.json", "t/x.shardctl/owner.json"] {
        rig.put("src", key, "an application's");
    }
    rig.put("src", "t.shardctl/owner.json", "an application's");
    let id = rig.create().await;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
    let moved = rig.get("dst", "t/.shardctl/owner.json").unwrap();
    assert_eq!(moved.bytes, "an application's");
    assert!(rig.get("src", "t/x.shardctl/owner.json").is_none());
}

#[tokio::test]
async fn somebodys_object_where_only_records_are_is_named_and_stays() {
    let rig = Rig::new();
    rig.put("src", "t/1", "bytes");
    rig.put("src", ".shardctl/thing", "an application's");
    let id = rig.create_of(&[("prefix:", "a", "b")]).await.unwrap().id;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
        assert_eq!(report.moves[0].reserved, [".shardctl/thing"], "{verb:?}");
    }
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Complete, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Completed, "{report:?}");
    assert_eq!(report.moves[0].reserved, [".shardctl/thing"]);
    assert!(rig.get("src", ".shardctl/thing").is_some());
    assert!(rig.get("dst", ".shardctl/thing").is_none());
}

#[tokio::test]
async fn somebodys_object_in_the_place_of_our_marker_is_named() {
    let rig = Rig::new();
    rig.put("src", ".shardctl/owner.json", "an application's");
    let refused = rig.open(&rig.world()).await;
    let named =
        matches!(&refused, Err(FleetError::NotOurs { key, .. }) if key == ".shardctl/owner.json");
    assert!(named, "{:?}", refused.err());
}
