//! `locate`: keys that no store could hold, and inventories older than what was moved.

use shardctl::adapters::sqlite::SqliteMap;
use shardctl::placement::{Shard, ShardMap};
use shardctl::ports::MapStore;

use crate::support::{MovingFleet, TestEnvironment};

/// A state directory whose map has one shard, below `fleet/`; no config.
fn adopted() -> TestEnvironment {
    let env = TestEnvironment::new();
    let shard = Shard {
        name: "one".into(),
        endpoint: "store".into(),
        bucket: "data".into(),
        prefix: "fleet/".into(),
        mount: String::new(),
        region: "r".into(),
        weight: 100,
    };
    let mut store = SqliteMap::create(&env.state_dir()).unwrap();
    store.adopt(&ShardMap::new(1, [shard]), 0).unwrap();
    env
}

#[test]
fn a_key_that_no_store_could_hold_is_refused() {
    let env = adopted();
    // `fleet/` takes six of the 1,024 bytes.
    let longest = "k".repeat(1018);
    let _ = env.run(&["locate", &longest]).success();
    for key in [
        "",
        &format!("{longest}k"),
        &"é".repeat(600),
        ".shardctl/owner.json",
    ] {
        let refused = env.run(&["locate", "fine", key]).exit(2);
        assert_eq!(refused.stdout, "", "nothing is answered in part");
        assert!(refused.stderr.contains("1 to 1,024 bytes"), "{refused}");
        let error = env.run(&["locate", key, "--json"]).exit(2).json_error();
        assert_eq!(error["data"]["code"], "key_refused");
    }
}

#[test]
fn of_a_file_each_refused_key_is_told_and_the_others_are_answered() {
    let env = adopted();
    let input = format!("a\n\n{}\nb", "k".repeat(1019));
    let args = ["locate", "--keys-from", "-"];
    let output = env.run_with_input(&args, input.as_bytes()).exit(3);
    let told: Vec<&str> = output.stderr.lines().collect();
    assert_eq!(
        told,
        [
            "warning: key 2 of the file is empty",
            "warning: key 3 of the file would be an object key of 1,025 bytes, and 1,024 are the most",
        ],
        "{output}"
    );
    let json = [&args[..], &["-o", "json"]].concat();
    let document = env.run_with_input(&json, input.as_bytes()).exit(3).json();
    let keys: Vec<&str> = (document["data"].as_array().unwrap().iter())
        .map(|row| row["key"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["a", "b"]);
    assert_eq!(document["warnings"].as_array().unwrap().len(), 2);
    let whole = env.run_with_input(&args, b"a\nb\n").success();
    assert_eq!(whole.stderr, "");
    let nul = [&args[..], &["-0", "-o", "name"]].concat();
    let with_ends = env.run_with_input(&nul, b"a\nb\0c\0").success();
    assert_eq!(with_ends.stdout, "a\\nb\nc\n");
}

#[test]
fn a_stream_of_keys_is_answered_a_line_a_key() {
    let env = adopted();
    let input = format!("a\n\n{}\nt\\b\nend", "k".repeat(1019));
    let args = ["locate", "--keys-from", "-", "--stream"];
    let output = env.run_with_input(&args, input.as_bytes()).exit(3);
    assert_eq!(
        output.stdout,
        "a\tone\ts3://data/fleet/a\nt\\\\b\tone\ts3://data/fleet/t\\\\b\nend\tone\ts3://data/fleet/end\n"
    );
    assert!(
        output.stderr.contains("key 2 of the file is empty"),
        "{output}"
    );
    assert!(
        output.stderr.contains("key 3 of the file would be"),
        "{output}"
    );
    let nul = [&args[..], &["-0"]].concat();
    let output = env.run_with_input(&nul, b"a\nb\0c\0").success();
    assert_eq!(output.stdout.lines().count(), 2, "{output}");
    let json = [&args[..], &["-o", "json"]].concat();
    let _ = env.run_with_input(&json, b"a\n").exit(2);
    let _ = env.run(&["locate", "k", "--stream"]).exit(2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_knows_of_the_second_place_in_grace() {
    let fleet = MovingFleet::start().await;
    fleet.switched();
    let keys = "tenant/42/00\ntenant/41/00\nelsewhere\n";
    let file = fleet.home.write("keys.txt", keys);
    let file = file.to_str().unwrap();
    let listed = fleet.run(&["locate", "--keys-from", file, "--json"]);
    let listed = listed.success().json();
    let text = |row: &serde_json::Value, name: &str| row[name].as_str().map(str::to_owned);
    let lines = listed["data"].as_array().unwrap().iter().map(|row| {
        let columns = ["key", "shard", "object", "fallback_object"];
        let columns = columns.iter().filter_map(|name| text(row, name));
        columns.collect::<Vec<_>>().join("\t") + "\n"
    });
    let streamed = fleet
        .run(&["locate", "--keys-from", file, "--stream"])
        .success();
    assert_eq!(streamed.stdout, lines.collect::<String>());
    assert_eq!(
        streamed.stdout.lines().next().unwrap().split('\t').count(),
        4
    );
}

#[test]
fn damaged_statistics_cost_the_word_whether_it_was_seen_and_no_more() {
    let env = adopted();
    env.write(
        "state/shardctl/stats.db",
        "no database, and longer than its head".repeat(99),
    );
    let answer = env.run(&["locate", "k"]).success();
    assert!(answer.stdout.contains("s3://data/fleet/k"), "{answer}");
    assert!(answer.stderr.contains("stats.db"), "{answer}");
    assert!(
        answer.stderr.contains("shardctl inventory scan"),
        "{answer}"
    );
    let document = env.run(&["locate", "k", "--json"]).success().json();
    assert_eq!(document["data"][0]["shard"], "one");
    assert_eq!(document["data"][0]["seen"], serde_json::Value::Null);
    assert_eq!(document["warnings"][0]["code"], "seen_unknown");
    // What everything hangs on is another matter.
    env.write(
        "state/shardctl/map.db",
        "no database, and longer than its head".repeat(99),
    );
    let _ = env.run(&["locate", "k"]).exit(17);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_inventory_from_before_a_switch_is_said_to_be() {
    let mut fleet = MovingFleet::start().await;
    let args = ["locate", "tenant/42/00"];
    let seen = fleet.run(&args).success();
    assert!(
        seen.stdout
            .contains("SEEN as of the inventories: a 0ms ago"),
        "{seen}"
    );
    assert_eq!(seen.stderr, "");
    fleet.switched();
    let propose = ["plan", "propose", "--json"];
    let status = ["status", "--json"];
    let codes = |document: serde_json::Value| {
        let warnings = document["warnings"].as_array().cloned().unwrap_or_default();
        let codes = warnings.iter().map(|warning| warning["code"].clone());
        codes.collect::<Vec<_>>()
    };
    fleet.home.set("SHARDCTL_NOW", "2026-11-20T12:05:00Z");
    let unseen = fleet.run(&args).success();
    assert!(
        unseen
            .stdout
            .contains("SEEN as of the inventories: b 5m00s ago"),
        "{unseen}"
    );
    assert!(
        unseen.stderr.contains("shardctl inventory scan b\n"),
        "{unseen}"
    );
    // That the map has the objects elsewhere than this inventory is no second finding.
    let proposed = fleet.run(&propose).success().json();
    assert!(proposed.to_string().contains("12 objects are left out"));
    assert_eq!(codes(proposed), ["inventory_outdated"]);
    let next = fleet.run(&status).success().json()["data"]["next"].clone();
    assert!(
        next.to_string().contains("shardctl inventory scan"),
        "{next}"
    );
    let _ = fleet.run(&["inventory", "scan"]).success();
    assert_eq!(fleet.run(&args).success().stderr, "");
    // The copies at the source are no secret any more: they stay until the migration is completed.
    assert_eq!(
        codes(fleet.run(&propose).success().json()),
        ["objects_unplaced"]
    );
    let next = fleet.run(&status).success().json()["data"]["next"].clone();
    assert!(
        !next.to_string().contains("shardctl inventory scan"),
        "{next}"
    );
}
