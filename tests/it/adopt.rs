//! `inventory scan` → `init --adopt` → `locate`, against buckets at loopback.

use serde_json::Value;

use crate::support::FleetStore;

/// Three full buckets: disjoint directories, identical copies, and keys that collide.
async fn full_buckets(mounts: [&str; 3]) -> FleetStore {
    let store = FleetStore::start(mounts).await;
    for bucket in ["a", "b", "c"] {
        let keys: Vec<String> = (0..700)
            .map(|i| format!("own-{bucket}/{}/{i:04}", i % 7))
            .chain((0..50).map(|i| format!("mixed/{bucket}{i}")))
            .collect();
        let objects: Vec<(&str, u64)> = keys.iter().map(|key| (key.as_str(), 10)).collect();
        store.load(bucket, &objects);
    }
    store.load("b", &[("shared/same", 5), ("shared/b-c", 1)]);
    store.load(
        "c",
        &[("shared/same", 5), ("shared/b-c", 2), ("käse \"x\"\n", 3)],
    );
    store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adoption_locates_every_key_of_full_colliding_buckets_and_writes_nothing() {
    let store = full_buckets(["", "", ""]).await;
    store.run(&["inventory", "scan"]).success();
    let adopted = store.run(&["init", "--adopt", "-o", "json"]).exit(19);
    let data = &adopted.json()["data"];
    assert_eq!(data["map_version"], 1);
    assert_eq!(data["keys"], 3 * 750 + 3);
    assert_eq!(data["ambiguous_keys"], 1);
    assert_eq!(data["ambiguous"][0]["key"], "shared/b-c");
    assert_eq!(data["shadowed"][0]["shards"], serde_json::json!(["b", "c"]));
    let warning = adopted.json()["warnings"][0].clone();
    assert_eq!(warning["code"], "ambiguous_keys");
    assert!(
        warning["message"]
            .as_str()
            .unwrap()
            .contains("give the shards mounts")
    );

    let mut keys = Vec::new();
    for bucket in ["a", "b", "c"] {
        for i in 0..700 {
            keys.push((format!("own-{bucket}/{}/{i:04}", i % 7), bucket));
        }
        for i in 0..50 {
            keys.push((format!("mixed/{bucket}{i}"), bucket));
        }
    }
    keys.push(("shared/same".to_owned(), "b"));
    keys.push(("shared/b-c".to_owned(), "b"));
    keys.push(("käse \"x\"\n".to_owned(), "c"));
    let asked: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
    let located = store.located(&asked);
    for (key, bucket) in &keys {
        assert_eq!(located[key], *bucket, "{key:?}");
    }
    assert_eq!(
        data["rules"], 6,
        "one for each own-X/, two exceptions in mixed/, one for the rest"
    );
    store.assert_only_read();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mounts_keep_unrelated_buckets_apart() {
    let store = full_buckets(["x/", "y/", "z/"]).await;
    store.run(&["inventory", "scan"]).success();
    let adopted = store.run(&["init", "--adopt", "-o", "json"]).success();
    assert_eq!(adopted.json()["data"]["ambiguous_keys"], 0);
    let located = store.located(&["y/shared/b-c", "z/shared/b-c", "x/own-a/0/0000"]);
    let shards: Vec<&String> = located.values().collect();
    assert_eq!(shards, ["a", "b", "c"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adoption_needs_every_inventory_and_happens_once() {
    let store = full_buckets(["", "", ""]).await;
    store.run(&["inventory", "scan", "a", "b"]).success();
    let missing = store.run(&["init", "--adopt", "-o", "json"]).exit(18);
    assert_eq!(missing.json_error()["data"]["code"], "no_inventory");
    store.run(&["locate", "k"]).exit(4);

    store.run(&["inventory", "scan", "c"]).success();
    store.run(&["init", "--adopt"]).exit(19);
    let again = store.run(&["init", "--adopt"]).exit(13);
    assert!(again.stderr.contains("adopted once"), "{again}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_config_that_disagrees_with_the_map_changes_no_answer() {
    let store = full_buckets(["", "", ""]).await;
    store.run(&["inventory", "scan"]).success();
    store.run(&["init", "--adopt"]).exit(19);
    let before = store.located(&["own-a/0/0000", "new/key"]);
    store.configure(&["", "elsewhere/"]);
    let status = store.run(&["status"]).exit(13);
    for difference in [
        "mount is `` in the map and `elsewhere/` here",
        "shard `c` is in the map only",
    ] {
        assert!(status.stderr.contains(difference), "{status}");
    }
    assert_eq!(store.located(&["own-a/0/0000", "new/key"]), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn locate_tells_what_decided_and_whether_the_object_was_seen() {
    let store = FleetStore::start(["", "", ""]).await;
    store.load("a", &[("docs/1", 1)]);
    store.load("b", &[("lake/t/metadata/1.metadata.json", 1)]);
    store.run(&["inventory", "scan"]).success();
    store.run(&["init", "--adopt"]).success();
    let args = ["locate", "docs/1", "docs/2", "nowhere", "-o", "json"];
    let output = store.run(&args).success();
    let rows = output.json()["data"].clone();
    let seen: Vec<&Value> = (0..3).map(|i| &rows[i]["seen"]).collect();
    assert_eq!(seen, [true, false, false]);
    assert_eq!(rows[1]["by"], "prefix:docs/");
    assert_eq!(rows[2]["by"], "rendezvous home");
    let pins = store
        .run(&["map", "show", "--pins", "-o", "json"])
        .success();
    assert!(pins.stdout.contains("Iceberg"), "{pins}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_state_file_is_told_from_a_missing_one() {
    let store = full_buckets(["", "", ""]).await;
    store.run(&["inventory", "scan"]).success();
    store.run(&["init", "--adopt"]).exit(19);
    let state = store.home.state_dir();
    for damage in ["this is no database, whatever it is", ""] {
        std::fs::write(state.join("map.db"), damage).unwrap();
        store.run(&["locate", "k"]).exit(17);
        store.run(&["init", "--adopt"]).exit(17);
    }
    std::fs::remove_file(state.join("map.db")).unwrap();
    store.run(&["locate", "k"]).exit(4);
    std::fs::write(
        state.join("stats.db"),
        "neither is this, whatever it may be",
    )
    .unwrap();
    let corrupt = store.run(&["init", "--adopt"]).exit(17);
    assert!(corrupt.stderr.contains("inventory scan"), "{corrupt}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_control_location_that_cannot_be_reached_may_hold_a_map() {
    let store = FleetStore::start(["", "", ""]).await;
    store.load("a", &[("t/1", 5)]);
    let elsewhere = "\n[endpoint.away]\nkind = \"s3\"\nurl = \"http://127.0.0.1:9\"\n\
                     \n[control]\nurl = \"s3://control/fleet/\"\nendpoint = \"away\"\n";
    store.configure_with(&["", "", ""], elsewhere);
    store.run(&["inventory", "scan"]).success();
    let error = store.run(&["init", "--adopt", "--retries", "0"]).exit(6);
    assert!(error.stderr.contains("control"), "{error}");
    let _ = store.run(&["map", "show", "--retries", "0"]).exit(4);
    store.assert_only_read();
}
