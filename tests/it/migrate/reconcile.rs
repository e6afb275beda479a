//! Writes that say what they think is there: changes of the map that were left half done, and single objects.

use serde_json::{Value, json};

use crate::support::{CommandOutput, MovingFleet};

fn data(output: &CommandOutput) -> Value {
    output.json()["data"].clone()
}

/// Leaves an action of the change that made this version, as of the version before.
async fn leave(fleet: &MovingFleet, version: u64, id: &str) {
    let entry = format!("fleet/maplog/{version:020}.json");
    let entry: Value = serde_json::from_str(&fleet.object("control", &entry).await).unwrap();
    let action = json!({
        "format": "shardctl.action/1",
        "id": id,
        "asked_ms": 1_795_176_000_000_i64,
        "origin": "map pin",
        "headline": "prefix:other/ is pinned",
        "base_lsn": version - 1,
        "diff": entry["diff"].to_string(),
        "why": "the answer was lost",
    });
    let name = format!("state/shardctl/actions/{id}.json");
    fleet.home.write(&name, action.to_string());
}

/// How the one action stands.
fn standing(fleet: &MovingFleet, args: &[&str], code: i32) -> String {
    let output = fleet.run(&[&["reconcile", "-o", "json"], args].concat());
    assert_eq!(output.code, Some(code), "{output}");
    data(&output)[0]["standing"]
        .as_str()
        .unwrap_or("none")
        .to_owned()
}

fn pins(fleet: &MovingFleet) -> String {
    let pins = [
        "map",
        "show",
        "--pins",
        "--columns",
        "segment,reason",
        "-o",
        "csv",
    ];
    let pins = fleet.run(&pins).success();
    pins.stdout.lines().skip(1).collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_was_left_is_found_done_or_made_or_left_to_a_person() {
    let fleet = MovingFleet::start().await;
    let pin = |reason: &str| {
        let pin = [
            "map",
            "pin",
            "prefix:other/",
            "--reason",
            reason,
            "-o",
            "json",
        ];
        data(&fleet.run(&pin).success())["map_version"]
            .as_u64()
            .unwrap()
    };
    let version = pin("audit");
    assert_eq!(standing(&fleet, &[], 0), "none");
    // It happened after all.
    leave(&fleet, version, "aa01").await;
    fleet.simulator.reset_counters();
    assert_eq!(standing(&fleet, &["--check"], 10), "done");
    fleet.assert_only_read();
    let status = fleet.run(&["status"]).success();
    assert!(
        status.stdout.contains("shardctl reconcile --check"),
        "{status}"
    );
    assert_eq!(standing(&fleet, &[], 0), "done");
    assert_eq!(standing(&fleet, &[], 0), "none");
    // It did not.
    let _ = fleet.run(&["map", "unpin", "prefix:other/"]).success();
    leave(&fleet, version, "bb01").await;
    assert_eq!(standing(&fleet, &["--check"], 10), "open");
    assert_eq!(standing(&fleet, &["--action", "bb"], 0), "made");
    assert_eq!(pins(&fleet), "prefix:other/,audit");
    // Somebody else wants something else.
    pin("other");
    leave(&fleet, version, "cc01").await;
    assert_eq!(standing(&fleet, &[], 19), "conflict");
    assert_eq!(pins(&fleet), "prefix:other/,other");
    let _ = fleet
        .run(&["reconcile", "--action", "cc", "--drop"])
        .success();
    // A rule rests on what lay there when it was asked for: nobody makes it later unasked.
    let before = fleet.run(&["map", "export"]).success().stdout;
    let mut map: Value = serde_json::from_str(&before).unwrap();
    let rule = json!({"segment": "prefix:new/", "shard": "c", "lsn": 1});
    map["rules"].as_array_mut().unwrap().push(rule);
    let import = |map: &str| {
        let args = ["map", "import", "-", "-o", "json"];
        let done = fleet.run_with_input(&args, map.as_bytes()).success();
        data(&done)["map_version"].as_u64().unwrap()
    };
    let version = import(&map.to_string());
    import(&before);
    leave(&fleet, version, "dd01").await;
    assert_eq!(standing(&fleet, &[], 19), "conflict");
    let unknown = fleet.run(&["reconcile", "--action", "zz", "--drop"]);
    assert_eq!(unknown.code, Some(4), "{unknown}");
    let _ = fleet
        .run(&["reconcile", "--action", "dd", "--drop"])
        .success();
    assert_eq!(standing(&fleet, &[], 0), "none");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_is_written_where_the_map_says_if_nobody_was_first() {
    let fleet = MovingFleet::start().await;
    let put = |key: &str, body: &str, condition: &[&str]| {
        let args = [&["object", "put", key, "-", "-o", "json"], condition].concat();
        fleet.run_with_input(&args, body.as_bytes())
    };
    let new = ["--if-none-match"];
    fleet.simulator.reset_counters();
    let dry = put("tenant/42/flags", "one", &["--if-none-match", "--dry-run"]).success();
    assert_eq!(data(&dry)["etag"], Value::Null, "{dry}");
    fleet.assert_only_read();
    let written = put("tenant/42/flags", "one", &new).success();
    let etag = data(&written)["etag"].as_str().unwrap().to_owned();
    assert_eq!(fleet.object("data-a", "tenant/42/flags").await, "one");
    let exists = put("tenant/42/flags", "two", &new);
    assert_eq!(exists.code, Some(12), "{exists}");
    // With the quotes, and as a shell leaves them.
    let plain = etag.trim_matches('"').to_owned();
    let second = put("tenant/42/flags", "two", &["--if-match", &plain]).success();
    assert_ne!(data(&second)["etag"], etag.as_str());
    let late = put("tenant/42/flags", "three", &["--if-match", &etag]);
    assert_eq!(late.code, Some(12), "{late}");
    assert_eq!(fleet.object("data-a", "tenant/42/flags").await, "two");
    let gone = put("tenant/42/none", "x", &["--if-match", &etag]);
    assert_eq!(gone.code, Some(12), "{gone}");
    let neither = put("tenant/42/none", "x", &[]);
    assert_eq!(neither.code, Some(2), "{neither}");

    // A migration of immutable objects runs: new ones may come, and go where the map says.
    let _ = fleet.verified();
    let etag = data(&second)["etag"].as_str().unwrap().to_owned();
    let moving = put("tenant/42/flags", "four", &["--if-match", &etag]);
    assert_eq!(moving.code, Some(13), "{moving}");
    let _ = put("tenant/42/late", "new", &new).success();
    assert_eq!(fleet.object("data-a", "tenant/42/late").await, "new");
}
