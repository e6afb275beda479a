//! Back to an earlier map: by the pointer, by a new migration, by a snapshot, by an imported map; and whether
//! the map that is there is the published one.

use std::time::Duration;

use serde_json::{Value, json};
use shardctl::ports::{Bucket as _, DeleteRequest};

use crate::support::{CommandOutput, MovingFleet};

const DAY: Duration = Duration::from_hours(24);

fn data(output: &CommandOutput) -> Value {
    output.json()["data"].clone()
}

/// The newest version of the map.
fn version(fleet: &MovingFleet) -> u64 {
    let history = fleet.run(&["map", "history", "-o", "json"]).success();
    data(&history)[0]["version"].as_u64().unwrap()
}

/// Found or not, by the name of the check.
fn checks(output: &CommandOutput) -> Vec<(String, bool)> {
    let rows = data(output).as_array().unwrap().clone();
    let row = |row: &Value| {
        let name = row["check"].as_str().unwrap().to_owned();
        (name, row["ok"] == true)
    };
    rows.iter().map(row).collect()
}

fn failed(output: &CommandOutput) -> Vec<String> {
    let failed = checks(output).into_iter().filter(|(_, ok)| !ok);
    failed.map(|(name, _)| name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_goes_back_by_the_pointer_and_a_completed_one_by_a_new_migration() {
    let mut fleet = MovingFleet::start().await;
    let pin = ["map", "pin", "prefix:other/", "--reason", "audit"];
    let _ = fleet.run(&pin).success();
    let before = version(&fleet).to_string();
    let _ = fleet.run(&["map", "unpin", "prefix:other/"]).success();
    let id = fleet.switched();
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "b");

    let back = ["rollback", "--to", &before, "-o", "json"];
    fleet.simulator.reset_counters();
    let dry = fleet.run(&[&back[..], &["--dry-run"]].concat()).success();
    fleet.assert_only_read();
    let said = data(&dry);
    assert_eq!(said["segments"][0]["way"], "pointer", "{dry}");
    assert_eq!(said["segments"][0]["objects_to_copy"], 0, "{dry}");
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "b");
    let newest = version(&fleet);
    let done = fleet.run(&["rollback", "--to", &before]).success();
    assert!(done.stdout.contains("1 segment by pointer"), "{done}");
    assert!(
        done.stdout.contains("source copies are kept until"),
        "{done}"
    );
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "a");
    // Appended: the pin of then, and the reversal.
    assert_eq!(version(&fleet), newest + 2, "{done}");
    let pins = fleet
        .run(&["map", "show", "--pins", "-o", "name"])
        .success();
    assert_eq!(pins.stdout.trim(), "prefix:other/");
    let again = fleet.run(&back).success();
    assert_eq!(
        data(&again)["segments"],
        Value::Array(Vec::new()),
        "{again}"
    );

    // The same after its source copies are gone.
    fleet.pass(8 * DAY).await;
    let _ = fleet.run(&["migrate", "start", &id]);
    let id = fleet.switched();
    fleet.pass(8 * DAY).await;
    let complete = [
        "migrate",
        "complete",
        &id,
        "--confirm",
        &id,
        "--max-delete",
        "12",
    ];
    let _ = fleet.run(&complete).success();
    fleet.pass(Duration::from_mins(40)).await;
    let dry = fleet.run(&[&back[..], &["--dry-run"]].concat());
    assert_eq!(dry.code, Some(10), "{dry}");
    let said = data(&dry);
    assert_eq!(said["segments"][0]["way"], "migration", "{dry}");
    assert_eq!(said["segments"][0]["objects_to_copy"], 12, "{dry}");
    assert_eq!(said["migration_id"], Value::Null, "{dry}");
    let done = fleet.run(&back);
    assert_eq!(done.code, Some(10), "{done}");
    let id = data(&done)["migration_id"].as_str().unwrap().to_owned();
    let blocked = fleet.run(&back);
    assert_eq!(blocked.code, Some(13), "{blocked}");
    assert!(blocked.stderr.contains("migrate cancel"), "{blocked}");
    let _ = fleet.run(&["migrate", "start", &id]).success();
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "a");
    assert_eq!(fleet.keys("a").await.len(), 14);

    let missing = fleet.run(&["rollback", "--to", "999"]);
    assert_eq!(missing.code, Some(4), "{missing}");
}

#[tokio::test(flavor = "multi_thread")]
async fn snapshots_are_taken_held_against_the_log_gone_back_to_and_pruned() {
    let mut fleet = MovingFleet::start().await;
    let pin = |key: &str| {
        let pin = ["map", "pin", key, "--reason", "r"];
        let _ = fleet.run(&pin).success();
        let dry = fleet.run(&["snapshot", "create", "--dry-run", "-o", "json"]);
        assert_eq!(data(&dry.success())["created"], false);
        let taken = fleet.run(&["snapshot", "create", "-o", "json"]).success();
        assert_eq!(data(&taken)["created"], true, "{taken}");
        data(&taken)["version"].as_u64().unwrap().to_string()
    };
    let first = pin("prefix:other/");
    let second = pin("exact:tenant/42/00");
    let again = fleet.run(&["snapshot", "create", "-o", "json"]).success();
    assert_eq!(data(&again)["created"], false, "{again}");

    fleet.simulator.reset_counters();
    let listed = fleet.run(&["snapshot", "list", "-o", "name"]).success();
    assert_eq!(listed.stdout, format!("{second}\n{first}\n"));
    let shown = fleet
        .run(&["snapshot", "show", &first, "-o", "json"])
        .success();
    assert_eq!(data(&shown)["pins"], 1, "{shown}");
    let map = fleet.run(&["snapshot", "show", &first, "--map"]).success();
    let exported = fleet.run(&["map", "export", &first]).success();
    assert_eq!(map.stdout, exported.stdout);
    let diff = fleet
        .run(&["snapshot", "diff", &first, "-o", "json"])
        .success();
    assert_eq!(data(&diff)[0]["name"], "exact:tenant/42/00", "{diff}");
    let _ = fleet.run(&["snapshot", "verify"]).success();
    let _ = fleet
        .run(&["snapshot", "prune", "--keep", "1", "--dry-run"])
        .success();
    let restore = ["snapshot", "restore", &first, "-o", "json"];
    let _ = fleet
        .run(&[&restore[..], &["--dry-run"]].concat())
        .success();
    fleet.assert_only_read();

    let restored = fleet.run(&restore).success();
    assert_eq!(data(&restored)["pins_removed"], 1, "{restored}");
    let pins = fleet
        .run(&["map", "show", "--pins", "-o", "name"])
        .success();
    assert_eq!(pins.stdout.trim(), "prefix:other/");

    // A damaged one is named, passed over, and the first to go.
    let torn = format!(
        "fleet/snapshot/{:020}.json.zst",
        second.parse::<u64>().unwrap()
    );
    fleet.put_into("control", &torn, "torn").await;
    let verify = fleet.run(&["snapshot", "verify"]);
    assert_eq!(verify.code, Some(15), "{verify}");
    let pruned = fleet
        .run(&["snapshot", "prune", "--keep", "5", "-o", "json"])
        .success();
    assert_eq!(
        data(&pruned)["removed"],
        json!([second.parse::<u64>().unwrap()])
    );
    let _ = fleet.run(&["snapshot", "show", &second]).exit(4);

    // Another host still begins with the one that is left, and none is ever the last to go.
    let _old = fleet.move_to_another_host();
    let place = format!(
        "s3://control/fleet/?endpoint={}&region=us-east-1",
        fleet.url()
    );
    fleet.home.set("SHARDCTL_CONTROL_URL", &place);
    let listed = fleet.run(&["snapshot", "list", "-o", "name"]).success();
    assert_eq!(listed.stdout, format!("{first}\n"));
    let taken = fleet.run(&["recover", "map", "-o", "json"]).success();
    assert_eq!(
        data(&taken)["snapshot_version"].to_string(),
        first,
        "{taken}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_map_is_imported_where_it_moves_no_object() {
    let fleet = MovingFleet::start().await;
    let exported = fleet.run(&["map", "export"]).success().stdout;
    let import =
        |map: &str| fleet.run_with_input(&["map", "import", "-", "-o", "json"], map.as_bytes());
    let same = import(&exported).success();
    assert_eq!(data(&same)["changed"], false, "{same}");

    // `other/` is to be in c, where it is not.
    let mut map: Value = serde_json::from_str(&exported).unwrap();
    let rule = json!({"segment": "prefix:other/", "shard": "c", "lsn": 1});
    map["rules"]
        .as_array_mut()
        .unwrap()
        .retain(|rule| rule["segment"] != "prefix:other/");
    map["rules"].as_array_mut().unwrap().push(rule);
    let hiding = import(&map.to_string());
    assert_eq!(hiding.code, Some(13), "{hiding}");
    assert!(hiding.stderr.contains("2 objects"), "{hiding}");
    assert_eq!(fleet.located(&["other/x"])["other/x"], "a");
    // Equal copies there do not help who still goes by the older map: that takes a grace.
    fleet.load("c", &[("other/x", 1007), ("other/y", 1007)]);
    let copies = import(&map.to_string());
    assert_eq!(copies.code, Some(13), "{copies}");
    assert!(copies.stderr.contains("migrate request"), "{copies}");
    // Where nothing lies the place may change; and a rule that says what a wider one says changes none.
    let mut map: Value = serde_json::from_str(&exported).unwrap();
    for (segment, shard) in [("prefix:new/", "c"), ("prefix:other/x/", "a")] {
        let rule = json!({"segment": segment, "shard": shard, "lsn": 1});
        map["rules"].as_array_mut().unwrap().push(rule);
    }
    let moved = import(&map.to_string()).success();
    assert_eq!(data(&moved)["changes"]["rules"], 2, "{moved}");
    assert_eq!(moved.json()["warnings"][0]["code"], "older_maps", "{moved}");
    assert_eq!(fleet.located(&["new/x"])["new/x"], "c");
    assert_eq!(fleet.located(&["other/x"])["other/x"], "a");

    map["shards"][0]["weight"] = 7.into();
    let shards = import(&map.to_string());
    assert_eq!(shards.code, Some(13), "{shards}");
    let torn = import(&exported[..exported.len() / 2]);
    assert_eq!(torn.code, Some(2), "{torn}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_is_held_against_what_is_published_and_a_sample_against_the_shards() {
    let fleet = MovingFleet::start().await;
    let shallow = ["map", "verify", "-o", "json"];
    let deep = ["map", "verify", "--deep", "--sample", "100%", "-o", "json"];
    let early = fleet.run(&shallow).success();
    assert!(checks(&early).iter().all(|(_, ok)| *ok), "{early}");
    let _ = fleet
        .run(&["map", "pin", "prefix:other/", "--reason", "r"])
        .success();
    fleet.simulator.reset_counters();
    let sound = fleet.run(&deep).success();
    assert_eq!(failed(&sound), [""; 0], "{sound}");
    assert!(
        sound.stdout.contains("14 objects where the map says"),
        "{sound}"
    );
    fleet.assert_only_read();

    // One object was removed, another lies elsewhere.
    let bucket = fleet.simulator.bucket("data-a");
    for key in ["tenant/42/00", "other/x"] {
        let request = DeleteRequest {
            key: key.to_owned(),
            ..DeleteRequest::default()
        };
        bucket.delete(&request).await.unwrap();
    }
    fleet.put("c", "other/x", "here").await;
    let misplaced = fleet.run(&deep);
    assert_eq!(misplaced.code, Some(15), "{misplaced}");
    assert_eq!(failed(&misplaced), ["objects", "object"], "{misplaced}");
    assert!(misplaced.stdout.contains("1 removed"), "{misplaced}");

    // Readers are given an older map, and then another one.
    let current = "fleet/map/current.json";
    let copy = fleet.object("control", current).await;
    let _ = fleet.run(&["map", "unpin", "prefix:other/"]).success();
    fleet.put_into("control", current, &copy).await;
    let older = fleet.run(&shallow);
    assert_eq!(
        (older.code, failed(&older)),
        (Some(15), vec!["readers".to_owned()]),
        "{older}"
    );
    let _ = fleet
        .run(&["map", "pin", "prefix:t/", "--reason", "r"])
        .success();
    let _ = fleet.run(&shallow).success();
    let copy = fleet.object("control", current).await;
    fleet
        .put_into(
            "control",
            current,
            &copy.replace("\"prefix:t/\"", "\"prefix:u/\""),
        )
        .await;
    let other = fleet.run(&shallow);
    assert_eq!(other.code, Some(15), "{other}");

    // What is published is another map than that of map.db.
    let newest = version(&fleet);
    let entry = format!("fleet/maplog/{newest:020}.json");
    let text = fleet.object("control", &entry).await;
    fleet
        .put_into(
            "control",
            &entry,
            &text
                .replace("\"prefix:t/\"", "\"prefix:v/\"")
                .replace("\"map_hash\":\"", "\"map_hash\":\"0"),
        )
        .await;
    let forked = fleet.run(&shallow);
    assert_eq!(forked.code, Some(17), "{forked}");
}
