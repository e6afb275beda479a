//! The control location is away, and a copy of it is worked from.

use std::time::Duration;

use shardctl::simulator::Capabilities;

use crate::support::MovingFleet;

const COPIED: &str = "\n[control]\nurl = \"s3://control/fleet/\"\nendpoint = \"store\"\n\
    replicate_to = [\"s3://elsewhere/copy?endpoint=store\"]\n";

/// The address of the copy; who asks what is silent waits for moments only.
fn copy_of(fleet: &mut MovingFleet) -> String {
    fleet.home.set("SHARDCTL_TIMEOUT", "300ms");
    fleet.home.set("SHARDCTL_RETRIES", "2");
    let url = fleet.url();
    format!("s3://elsewhere/copy?endpoint={url}&region=us-east-1")
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_copy_objects_are_copied_and_nothing_is_decided_until_the_location_is_back() {
    let mut fleet = MovingFleet::start_with(Capabilities::default(), COPIED).await;
    let other = fleet.ask("segment,shard\nprefix:other/,c\n", &[]).success();
    let other = other.json()["data"]["migration_id"].clone();
    let other = other.as_str().unwrap();
    let id = fleet.verified();
    let mut old = fleet.move_to_another_host();
    fleet.simulator.fall_silent("control");
    let copy = copy_of(&mut fleet);
    let as_location = fleet.run(&["recover", "map", "--control", &copy]);
    assert_eq!(as_location.code, Some(13), "{as_location}");
    assert!(as_location.stderr.contains("is a copy of"), "{as_location}");
    let from_copy = ["recover", "map", "--from-replica", "--control", &copy];
    let preview = [&from_copy[..], &["--dry-run"]].concat();
    let _ = fleet.run(&preview).success();
    assert!(!fleet.home.state_dir().exists());
    let json = [&from_copy[..], &["-o", "json"]].concat();
    let taken = fleet.run(&json).success();
    let data = taken.json()["data"].clone();
    assert_eq!(
        (&data["epoch"], &data["from_copy"], &data["primary_lost"]),
        (&2.into(), &"s3://elsewhere/copy/".into(), &false.into())
    );
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "a");

    let _ = fleet.run(&["migrate", "start", other]).success();
    assert_eq!(fleet.keys("c").await, ["other/x", "other/y"]);
    for decides in [
        &["migrate", "switch", other][..],
        &["migrate", "cancel", other],
        &["map", "pin", "prefix:x/", "--reason", "r"],
        &["recover", "map", "--from-replica"],
    ] {
        let refused = fleet.run(decides);
        assert_eq!(refused.code, Some(13), "{refused}");
    }
    let away = fleet.run(&["recover", "map"]);
    assert_eq!(away.code, Some(6), "{away}");

    fleet.simulator.mend();
    let back = fleet.run(&["recover", "map"]).success();
    assert!(back.stdout.contains("is worked from again"), "{back}");
    fleet.pass(Duration::from_mins(33)).await;
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    let _ = fleet.run(&["migrate", "switch", other]).success();
    assert_eq!(fleet.located(&["other/x"])["other/x"], "c");
    std::mem::swap(&mut fleet.home, &mut old);
    fleet.pass(Duration::from_secs(1)).await;
    let woken = fleet.run(&["migrate", "start", &id]);
    assert_eq!(woken.code, Some(12), "{woken}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_deleted_before_every_copy_of_the_control_location_has_the_map() {
    let mut fleet = MovingFleet::start_with(Capabilities::default(), COPIED).await;
    // Where somebody else's log lies no copy can be made.
    let foreign = "copy/maplog/00000000000000000001.json";
    fleet.put_into("elsewhere", foreign, "{}").await;
    let id = fleet.switched();
    fleet.pass(Duration::from_hours(8 * 24)).await;
    let complete = ["migrate", "complete", &id, "--confirm", &id];
    let refused = fleet.run(&complete);
    assert_eq!(refused.code, Some(13), "{refused}");
    assert!(refused.stderr.contains("it is no copy"), "{refused}");
    assert_eq!(fleet.keys("a").await.len(), 14, "nothing was deleted");
    fleet.remove_from("elsewhere", foreign).await;
    let _ = fleet.run(&complete).success();
    assert_eq!(fleet.keys("a").await.len(), 2);

    let _ = fleet.move_to_another_host();
    let copy = copy_of(&mut fleet);
    let from_copy = ["recover", "map", "--from-replica", "--control", &copy];
    let there = fleet.run(&from_copy);
    assert_eq!(there.code, Some(13), "{there}");
    fleet.simulator.fall_silent("control");
    let lost = [&from_copy[..], &["--primary-lost"]].concat();
    let taken = fleet.run(&lost).success();
    assert!(taken.stdout.contains("in the stead of"), "{taken}");
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "b");
    let _ = fleet
        .run(&["map", "pin", "prefix:other/", "--reason", "r"])
        .success();
    // What was taken for lost comes back, and is found by a host that knows of nothing.
    fleet.simulator.mend();
    let _ = fleet.move_to_another_host();
    let place = format!(
        "s3://control/fleet?endpoint={}&region=us-east-1",
        fleet.url()
    );
    fleet.pass(Duration::from_mins(3)).await;
    let taken = fleet
        .run(&["recover", "map", "--control", &place])
        .success();
    assert!(taken.stdout.contains("4 entries"), "{taken}");
}
