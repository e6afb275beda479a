//! Writes that say what they think is there: changes of the map that were left half done, and single objects.

use serde_json::{Value, json};
use shardctl::ports::{Bucket as _, BucketReader as _, PutRequest};

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

/// Lets a holder who was replaced, and does not know, be faster at every version of the map.
fn be_faster(fleet: &MovingFleet, epoch: u64, times: u64) {
    let left = std::sync::atomic::AtomicU64::new(times);
    let (store, inner) = (fleet.simulator.clone(), fleet.simulator.clone());
    store.forestall_puts(move |path| {
        use std::sync::atomic::Ordering::SeqCst;
        let Some(name) = path.strip_prefix("/control/fleet/maplog/") else {
            return;
        };
        if left
            .fetch_update(SeqCst, SeqCst, |n| n.checked_sub(1))
            .is_err()
        {
            return;
        }
        let lsn: u64 = name.trim_end_matches(".json").parse().unwrap();
        futures::executor::block_on(async {
            let bucket = inner.bucket("control");
            let newest = format!("fleet/maplog/{:020}.json", lsn - 1);
            let body = bucket.get(&newest, None).await.unwrap().bytes;
            let mut entry: Value = serde_json::from_slice(&body).unwrap();
            entry["lsn"] = lsn.into();
            entry["epoch"] = epoch.into();
            entry["write_id"] = format!("late-{lsn}").into();
            let request = PutRequest {
                key: format!("fleet/maplog/{lsn:020}.json"),
                body: entry.to_string().into(),
                ..PutRequest::default()
            };
            let _ = bucket.put(&request).await.unwrap();
        });
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_meets_others_too_often_waits_in_the_queue_and_is_made_later() {
    let mut fleet = MovingFleet::start().await;
    let _ = fleet
        .run(&["map", "pin", "prefix:tenant/", "--reason", "first"])
        .success();
    // The second holder: its entries come after those of the first.
    let _ = fleet.move_to_another_host();
    let place = format!(
        "s3://control/fleet/?endpoint={}&region=us-east-1",
        fleet.url()
    );
    fleet.home.set("SHARDCTL_CONTROL_URL", &place);
    let _ = fleet.run(&["recover", "map"]).success();
    fleet.home.unset("SHARDCTL_CONTROL_URL");

    be_faster(&fleet, 1, 5);
    let pin = ["map", "pin", "prefix:other/", "--reason", "audit"];
    let lost = fleet.run(&pin).exit(12);
    let told = lost.stderr.clone();
    assert!(told.contains("shardctl reconcile --action"), "{lost}");
    let id = told.split("--action ").nth(1).unwrap();
    let id = id.split_whitespace().next().unwrap().to_owned();
    assert_eq!(pins(&fleet), "prefix:tenant/,first");

    let listed = fleet.run(&["reconcile", "--check", "-o", "json"]);
    assert_eq!(listed.code, Some(10), "{listed}");
    let action = data(&listed)[0].clone();
    assert_eq!(
        (&action["action"], &action["standing"]),
        (&id.clone().into(), &"open".into())
    );
    assert_eq!(pins(&fleet), "prefix:tenant/,first", "--check only looks");
    // Once more in the way, then not any more.
    be_faster(&fleet, 1, 1);
    assert_eq!(standing(&fleet, &["--action", &id], 0), "made");
    assert_eq!(pins(&fleet), "prefix:other/,audit prefix:tenant/,first");
    assert_eq!(standing(&fleet, &[], 0), "none");
    let _ = fleet.run(&["recover", "verify"]).success();
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
