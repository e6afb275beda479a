//! A data object is read back together from wherever its members lie, in the middle of moves too.

use serde_json::Value;
use shardctl::ports::{Bucket as _, DeleteRequest};

use crate::support::{CommandOutput, MovingFleet};

fn read(fleet: &MovingFleet, what: &str, into: &str) -> CommandOutput {
    let into = fleet.home.state_dir().join(into);
    fleet.run(&[
        "recover",
        "object",
        what,
        "-O",
        into.to_str().unwrap(),
        "-o",
        "json",
    ])
}

fn manifest(fleet: &MovingFleet, into: &str) -> Vec<Value> {
    let path = fleet.home.state_dir().join(into).join("manifest.json");
    let manifest: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    manifest["members"].as_array().unwrap().clone()
}

async fn delete(fleet: &MovingFleet, bucket: &str, key: &str) {
    let request = DeleteRequest {
        key: key.to_owned(),
        ..DeleteRequest::default()
    };
    fleet
        .simulator
        .bucket(bucket)
        .delete(&request)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_is_read_from_several_shards_each_member_from_the_copy_that_proves_good() {
    let fleet = MovingFleet::start().await;
    for (key, body) in [("tenant/42/../../x", "up"), ("tenant/42//y", "slash")] {
        fleet.put("a", key, body).await;
    }
    let id = fleet.verified();
    // Copies are in both shards; the map says a. One is lost there, one was replaced by something else.
    delete(&fleet, "data-a", "tenant/42/03").await;
    fleet.put("c", "tenant/42/new", "only here").await;
    fleet.simulator.reset_counters();
    let done = read(&fleet, "tenant/42/", "out").success();
    fleet.assert_only_read();
    let data = done.json()["data"].clone();
    assert_eq!(data["members"], 15, "{done}");
    assert_eq!(data["lost"], 0, "{done}");
    let members = manifest(&fleet, "out");
    let of = |key: &str| -> Value {
        let mut all = members.iter();
        all.find(|it| it["key"] == key).unwrap().clone()
    };
    assert_eq!(of("tenant/42/01")["shard"], "a");
    assert_eq!(of("tenant/42/01")["transfer"], "verified");
    assert_eq!(
        (
            &of("tenant/42/03")["shard"],
            &of("tenant/42/03")["map_says"]
        ),
        (&"b".into(), &"a".into())
    );
    assert_eq!(of("tenant/42/new")["shard"], "c");
    let out = fleet.home.state_dir().join("out");
    for key in ["tenant/42/../../x", "tenant/42//y"] {
        let file = of(key)["file"].as_str().unwrap().to_owned();
        assert!(file.starts_with("by-hash/"), "{file}");
        assert!(out.join(file).exists());
    }
    assert_eq!(
        std::fs::read(out.join("data/tenant/42/new")).unwrap(),
        b"only here"
    );
    let again = read(&fleet, "tenant/42/", "out");
    assert_eq!(again.code, Some(13), "{again}");

    // A key is a key, and a directory without its `/` is one where no object has its name.
    let one = read(&fleet, "tenant/42/01", "one").success();
    assert_eq!(one.json()["data"]["members"], 1, "{one}");
    let same = read(&fleet, "tenant/42", "two").success();
    assert_eq!(same.json()["data"]["members"], 15, "{same}");
    let none = read(&fleet, "nothing/here", "three");
    assert_eq!(none.code, Some(4), "{none}");

    // The bytes of the newest version in the map's place were proven; b has others after the switch.
    let _ = fleet.run(&["migrate", "status", &id]).success();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_is_away_costs_what_only_it_has() {
    let mut fleet = MovingFleet::start_on_aws().await;
    let request = [
        "migrate",
        "request",
        "--confidence",
        "0.9",
        "--map",
        "-",
        "--allow-stream",
        "-o",
        "json",
    ];
    let requested = fleet
        .run_with_input(&request, b"segment,shard\nprefix:tenant/42/,b\n")
        .success();
    let id = requested.json()["data"]["migration_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let _ = fleet.run(&["migrate", "start", &id]).success();
    // The endpoint of shard a does not answer any more.
    let path = fleet.home.path("config/shardctl/config.toml");
    let config = std::fs::read_to_string(&path).unwrap();
    let url = format!("url = \"{}\"", fleet.url());
    std::fs::write(
        &path,
        config.replacen(&url, "url = \"http://127.0.0.1:9\"", 1),
    )
    .unwrap();
    fleet.home.set("SHARDCTL_RETRIES", "0");
    let done = read(&fleet, "prefix:", "out");
    assert_eq!(done.code, Some(3), "{done}");
    let data = done.json()["data"].clone();
    assert_eq!(
        data["shards_not_listed"],
        serde_json::json!(["a"]),
        "{done}"
    );
    assert_eq!(
        (&data["members"], &data["read_elsewhere"]),
        (&12.into(), &12.into()),
        "{done}"
    );
    assert!(
        manifest(&fleet, "out")
            .iter()
            .all(|it| it["evidence"] != "length"),
        "{done}"
    );
}
