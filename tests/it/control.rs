//! `shard`, `map pin|unpin|export`: what the shipped program changes, and everything it refuses, on
//! simulated buckets behind HTTP.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use shardctl::ports::{BucketReader as _, ListRequest};
use shardctl::simulator::{Capabilities, Support};

use crate::support::{CommandOutput, FleetStore, MovingFleet, TestEnvironment};

const CONTROL: &str = "\n[control]\nurl = \"s3://control/fleet\"\nendpoint = \"store\"\n";

/// A fleet of the shards `a` and `b` with an adopted map, and tables beside the shards.
async fn fleet(tables: &str) -> FleetStore {
    let store = FleetStore::start(["", "", ""]).await;
    adopt(&store, tables);
    store
}

fn adopt(store: &FleetStore, tables: &str) {
    store.load("a", &[("t/1", 5), ("t/2", 5)]);
    store.load("b", &[("v/1", 9)]);
    configure(store, tables, &[("a", 100), ("b", 100)]);
    store.run(&["inventory", "scan"]).success();
    store.run(&["init", "--adopt"]).success();
}

fn configure(store: &FleetStore, tables: &str, shards: &[(&str, u32)]) {
    let shards: String = shards
        .iter()
        .map(|(name, weight)| FleetStore::shard(name, &format!("weight = {weight}\n")))
        .collect();
    store
        .home
        .config(&store.config(&(tables.to_owned() + &shards)));
}

async fn keys(store: &FleetStore, bucket: &str) -> Vec<String> {
    let bucket = store.simulator.bucket(bucket);
    let page = bucket.list(&ListRequest::default()).await.unwrap();
    page.objects.into_iter().map(|object| object.key).collect()
}

async fn map_entries(store: &FleetStore) -> usize {
    let keys = keys(store, "control").await;
    keys.iter().filter(|key| key.contains("/maplog/")).count()
}

fn run_in(home: &TestEnvironment, args: &[&str]) -> CommandOutput {
    tokio::task::block_in_place(|| home.run(args))
}

fn pin(store: &FleetStore) -> CommandOutput {
    store.run(&["map", "pin", "prefix:t/", "--reason", "the archive"])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_change_publishes_what_was_adopted() {
    let store = fleet(CONTROL).await;
    let dry = ["map", "pin", "prefix:t/", "--reason", "x", "--dry-run"];
    store.simulator.reset_counters();
    let output = store.run(&dry).success();
    assert!(
        output.stdout.contains("would become map version 2"),
        "{output}"
    );
    store.assert_only_read();

    let output = pin(&store).success();
    assert!(
        output.stdout.contains("map version 2: prefix:t/ is pinned"),
        "{output}"
    );
    assert_eq!(map_entries(&store).await, 2);
    let again = pin(&store).success();
    assert!(again.stdout.contains("nothing to change"), "{again}");
    let pins = store
        .run(&["map", "show", "--pins", "-o", "json"])
        .success();
    assert_eq!(pins.json()["data"][0]["reason"], "the archive");

    store.run(&["map", "unpin", "prefix:t/"]).success();
    store.run(&["map", "unpin", "prefix:t/"]).exit(4);
    assert_eq!(map_entries(&store).await, 3);
    let history = store.run(&["map", "history", "-o", "json"]).success();
    let origins: Vec<String> = (history.json()["data"].as_array().unwrap().iter())
        .map(|row| row["origin"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(origins, ["map unpin", "map pin", "init --adopt"]);

    // What marks the shards is no data.
    assert!(
        keys(&store, "data-a")
            .await
            .contains(&".shardctl/owner.json".to_owned())
    );
    store.run(&["inventory", "scan"]).success();
    let status = store.run(&["inventory", "scan", "-o", "json"]).success();
    assert_eq!(status.json()["data"][0]["objects"], 2, "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_without_a_control_location_says_where_to_put_one() {
    let store = fleet("").await;
    let error = pin(&store).exit(2);
    assert!(error.stderr.contains("[control]"), "{error}");
    store.assert_only_read();

    configure(
        &store,
        "\n[control]\nmode = \"local\"\n",
        &[("a", 100), ("b", 100)],
    );
    pin(&store).success();
    assert_eq!(map_entries(&store).await, 0);
    let entry = "control/maplog/00000000000000000002.json";
    assert!(store.home.state_dir().join(entry).exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_map_and_no_inventory_are_told_apart() {
    let store = FleetStore::start(["", "", ""]).await;
    configure(&store, CONTROL, &[("a", 100)]);
    let error = pin(&store).exit(13);
    assert!(error.stderr.contains("init --adopt"), "{error}");
    store.run(&["inventory", "scan"]).success();
    store.run(&["init", "--adopt"]).success();
    configure(&store, CONTROL, &[("a", 100), ("b", 100)]);
    let error = store.run(&["shard", "add", "b", "--no-scan"]).exit(18);
    assert!(
        error.stderr.contains("no inventory of shard `b`"),
        "{error}"
    );
    store.run(&["shard", "add", "b"]).success();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_that_came_after_the_inventory_stay_where_they_lie() {
    let store = fleet(CONTROL).await;
    let names: Vec<String> = (0..40).map(|n| format!("since/{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let homes = store.located(&names);
    for (key, shard) in &homes {
        store.load(shard, &[(key, 5)]);
    }
    configure(&store, CONTROL, &[("a", 100), ("b", 100), ("c", 100)]);
    let dry = store.run(&["shard", "add", "c", "--dry-run"]);
    assert!(
        dry.to_string().contains("no inventory of shard `c`"),
        "{dry}"
    );
    store.run(&["shard", "add", "c"]).success();
    assert_eq!(store.located(&names), homes);
    store.run(&["shard", "reweight", "a", "5"]).success();
    assert_eq!(store.located(&names), homes);
    configure(&store, CONTROL, &[("a", 5), ("b", 100), ("c", 100)]);
    let output = store.run(&["shard", "drain", "c", "--no-scan"]).success();
    assert!(
        output.to_string().contains("may be looked for elsewhere"),
        "{output}"
    );
    assert_eq!(store.located(&names), homes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_fleet_is_neither_published_over_nor_moved() {
    let store = fleet(CONTROL).await;
    pin(&store).success();
    let other = FleetStore::new_home();
    let config = |tables: &str| {
        let shards = FleetStore::shard("a", "") + &FleetStore::shard("b", "");
        store.config(&(tables.to_owned() + &shards))
    };
    other.config(&config(CONTROL));
    run_in(&other, &["inventory", "scan"]).success();
    // A map is published there: another fleet's, or the one that was lost here.
    let error = run_in(&other, &["init", "--adopt"]).exit(17);
    assert!(error.stderr.contains("is gone"), "{error}");
    other.config(&config(""));
    run_in(&other, &["init", "--adopt"]).success();
    other.config(&config(CONTROL));
    let change = ["map", "pin", "prefix:u/", "--reason", "mine"];
    let error = run_in(&other, &change).exit(12);
    assert!(error.stderr.contains("another map is already"), "{error}");
    other.config(&config(
        &CONTROL.replace("s3://control/fleet", "s3://control/other"),
    ));
    let error = run_in(&other, &change).exit(5);
    assert!(error.stderr.contains("belongs to another fleet"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_or_older_map_db_changes_nothing() {
    let store = fleet(CONTROL).await;
    pin(&store).success();
    let state = store.home.state_dir();
    let older = fs::read(state.join("map.db")).unwrap();
    store.run(&["map", "unpin", "prefix:t/"]).success();
    fs::write(state.join("map.db"), older).unwrap();
    for name in ["map.db-wal", "map.db-shm"] {
        let _ = fs::remove_file(state.join(name));
    }
    let error = pin(&store).exit(17);
    assert!(
        error
            .stderr
            .contains("older than what this host has published"),
        "{error}"
    );
    fs::remove_file(state.join("map.db")).unwrap();
    let error = pin(&store).exit(17);
    assert!(error.stderr.contains("recover"), "{error}");
    assert_eq!(map_entries(&store).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_changes_a_fleet_at_a_time() {
    let store = fleet(CONTROL).await;
    pin(&store).success();
    let lock = store.home.state_dir().join("lock");
    fs::write(&lock, "process 4711 on elsewhere\n").unwrap();
    let held = fs::File::open(&lock).unwrap();
    held.lock().unwrap();
    let error = store.run(&["map", "unpin", "prefix:t/"]).exit(11);
    assert!(
        error.stderr.contains("process 4711 on elsewhere"),
        "{error}"
    );
    drop(held);
    store.run(&["map", "unpin", "prefix:t/"]).success();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_control_location_that_cannot_be_used_is_told() {
    let store = fleet("").await;
    let nowhere = CONTROL.replace("s3://control/", "s3://nowhere/");
    configure(&store, &nowhere, &[("a", 100), ("b", 100)]);
    pin(&store).exit(6);
    store.assert_only_read();
    let mut stranger = FleetStore::new_home();
    stranger.set("AWS_SECRET_ACCESS_KEY", "wrong");
    stranger.config(&fs::read_to_string(store.home.path("config/shardctl/config.toml")).unwrap());
    fs::create_dir_all(stranger.state_dir()).unwrap();
    fs::copy(
        store.home.state_dir().join("map.db"),
        stranger.state_dir().join("map.db"),
    )
    .unwrap();
    run_in(&stranger, &["map", "pin", "prefix:t/", "--reason", "x"]).exit(5);

    let ignoring = FleetStore::start_with(
        ["", "", ""],
        Capabilities {
            put_if_absent: Support::Ignored,
            ..Capabilities::default()
        },
    )
    .await;
    adopt(&ignoring, CONTROL);
    let error = pin(&ignoring).exit(13);
    assert!(error.stderr.contains("ignores If-None-Match"), "{error}");
    assert_eq!(map_entries(&ignoring).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shard_set_changes_and_no_object_does() {
    let store = fleet(CONTROL).await;
    // Objects that came after the adoption: no rule covers them but their weights' homes.
    store.load("a", &[("new/1", 1), ("new/2", 1), ("late", 2)]);
    store.load("b", &[("new/3", 1)]);
    store.run(&["inventory", "scan"]).success();
    let lie = [
        ("late", "a"),
        ("new/1", "a"),
        ("new/2", "a"),
        ("new/3", "b"),
        ("t/1", "a"),
        ("v/1", "b"),
    ];
    let names: Vec<&str> = lie.iter().map(|(key, _)| *key).collect();
    let lie: BTreeMap<String, String> = lie.map(|(key, shard)| (key.into(), shard.into())).into();

    let all = [("a", 100), ("b", 100), ("c", 1000)];
    configure(&store, CONTROL, &all);
    let error = pin(&store).exit(13);
    assert!(
        error.stderr.contains("shard `c` is not in the map"),
        "{error}"
    );
    store.run(&["shard", "add", "zz"]).exit(4);
    store.run(&["inventory", "scan", "c"]).success();
    let output = store.run(&["shard", "add", "c", "--dry-run"]).success();
    assert!(output.stdout.contains("would become"), "{output}");
    let output = store.run(&["shard", "add", "c"]).success();
    assert!(
        output
            .stdout
            .contains("map version 2: shard c is part of the fleet"),
        "{output}"
    );
    assert_eq!(store.located(&names), lie);
    let again = store.run(&["shard", "add", "c"]).success();
    assert!(again.stdout.contains("nothing to change"), "{again}");
    assert_eq!(keys(&store, "data-c").await, [".shardctl/owner.json"]);

    let output = store.run(&["shard", "reweight", "a", "5"]).success();
    assert!(output.to_string().contains("set `weight = 5`"), "{output}");
    let error = store.run(&["shard", "reweight", "b", "5"]).exit(13);
    assert!(
        error
            .stderr
            .contains("weight is `5` in the map and `100` here"),
        "{error}"
    );
    configure(&store, CONTROL, &[("a", 5), ("b", 100), ("c", 1000)]);

    let dry = ["shard", "drain", "b", "--dry-run", "-o", "csv"];
    let output = store.run(&dry).success();
    assert!(output.stdout.ends_with("shard,b,100,0\n"), "{output}");
    let output = store.run(&["shard", "drain", "b", "-o", "json"]).success();
    assert_eq!(output.json()["data"]["left_objects"], 2, "{output}");
    assert_eq!(store.located(&names), lie);
    configure(&store, CONTROL, &[("a", 5), ("b", 0), ("c", 1000)]);
    store.run(&["shard", "remove", "b"]).exit(13);
    store.run(&["shard", "drain", "c"]).success();
    configure(&store, CONTROL, &[("a", 5), ("b", 0), ("c", 0)]);
    let error = store.run(&["shard", "drain", "a"]).exit(13);
    assert!(error.stderr.contains("no shard would take"), "{error}");
    let early = store.run(&["shard", "remove", "c"]).exit(10);
    assert!(early.stderr.contains("may write into `c` until"), "{early}");
    let impatient = CONTROL.to_owned() + "[safety]\nreader_staleness = \"0s\"\n";
    configure(&store, &impatient, &[("a", 5), ("b", 0), ("c", 0)]);
    store.run(&["shard", "remove", "c"]).success();
    configure(&store, CONTROL, &[("a", 5), ("b", 0)]);
    assert_eq!(store.located(&names), lie);
    pin(&store).success();
}

/// What `locate` gives beside the place of a key.
fn fallback(store: &FleetStore, key: &str) -> Option<String> {
    let located = store.run(&["locate", key, "-o", "json"]).success().json();
    let found = &located["data"][0]["fallback"];
    found.as_str().map(str::to_owned)
}

/// What an application with an older map writes after a change is found, and the map says where it lies.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_by_an_older_map_is_settled() {
    let mut store = fleet(CONTROL).await;
    let names: Vec<String> = (0..30).map(|n| format!("new/{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let older = store.located(&names);
    configure(&store, CONTROL, &[("a", 100), ("b", 100), ("c", 1000)]);
    let added = store.run(&["shard", "add", "c"]).success();
    assert!(added.stderr.contains("shardctl shard settle"), "{added}");
    for (key, shard) in &older {
        store.load(shard, &[(key, 1)]);
    }
    let newer = store.located(&names);
    assert_ne!(newer, older);
    for (key, shard) in &older {
        let other = (newer[key] != *shard).then_some(shard.as_str());
        assert_eq!(fallback(&store, key).as_deref(), other, "{key}");
    }
    let page = store.run(&["status", "-o", "json"]).success().json();
    assert!(page["data"]["settle_due_at"].is_string(), "{page:#}");
    assert!(
        !page["data"]["next"].to_string().contains("settle"),
        "not yet"
    );
    let settled = store.run(&["shard", "settle"]).success();
    assert!(settled.stdout.contains("lay elsewhere"), "{settled}");
    assert_eq!(store.located(&names), older);
    let again = store.run(&["shard", "settle"]).success();
    assert!(again.stdout.contains("nothing to change"), "{again}");

    // Once nobody goes by the map of before, a look ends the wait, though it finds nothing.
    store.pass(Duration::from_mins(6)).await;
    let due = store.run(&["status"]).success();
    assert!(due.stdout.contains("shard settle  due since"), "{due}");
    assert!(due.stdout.contains("Next: shardctl shard settle"), "{due}");
    let last = store.run(&["shard", "settle"]).success();
    assert!(last.stdout.contains("records that every key"), "{last}");
    let page = store.run(&["status", "-o", "json"]).success().json();
    assert!(page["data"]["settle_due_at"].is_null(), "{page:#}");
    assert_eq!(fallback(&store, "another/1"), None);
}

/// Keys that came after the adoption lie at their homes, and can be asked elsewhere like any others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_that_no_rule_places_can_be_requested_elsewhere() {
    let store = fleet(CONTROL).await;
    let names: Vec<String> = (0..12).map(|n| format!("new/{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let homes = store.located(&names);
    assert!(homes.values().any(|home| home == "a"), "{homes:?}");
    for (key, shard) in &homes {
        store.load(shard, &[(key, 1)]);
    }
    store.run(&["inventory", "scan"]).success();
    let next = store.located(&["new/later"]);
    let map = "segment,shard\nprefix:new/,b\n";
    let ask = ["migrate", "request", "--confidence", "0.9", "--map", "-"];
    let one = "segment,shard\nexact:new/0,b\nexact:new/1,a\n";
    let dry = [&ask[..], &["--dry-run"]].concat();
    store.run_with_input(&dry, one.as_bytes()).success();
    let asked = store.run_with_input(&ask, map.as_bytes()).success();
    assert!(asked.stdout.contains("moved one by one"), "{asked}");
    let line = asked.stdout.lines().last().unwrap().to_owned();
    let id = line.rsplit(' ').next().unwrap();
    store.run(&["migrate", "start", id]).success();
    store.run(&["migrate", "switch", id]).success();
    let located = store.located(&names);
    assert!(located.values().all(|shard| shard == "b"), "{located:?}");
    assert_eq!(
        store.located(&["new/later"]),
        next,
        "it goes on to its home"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shard_with_keys_of_others_is_not_added() {
    let store = fleet(CONTROL).await;
    store.load("c", &[("t/1", 99), ("w/1", 1)]);
    configure(&store, CONTROL, &[("a", 100), ("b", 100), ("c", 100)]);
    store.run(&["inventory", "scan"]).success();
    let error = store.run(&["shard", "add", "c"]).exit(13);
    assert!(
        error
            .stderr
            .contains("places 1 key of shard `c` in other shards"),
        "{error}"
    );
    assert_eq!(map_entries(&store).await, 1, "the adopted map alone");
    let mounted = CONTROL.to_owned()
        + &FleetStore::shard("a", "")
        + &FleetStore::shard("b", "")
        + &FleetStore::shard("c", "mount = \"third/\"\n");
    store.home.config(&store.config(&mounted));
    store.run(&["shard", "add", "c"]).success();
    let located = store.located(&["third/t/1", "third/w/1", "t/1"]);
    assert_eq!(located["third/t/1"], "c");
    assert_eq!(located["third/w/1"], "c");
    assert_eq!(located["t/1"], "a");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exported_map_is_whole() {
    let store = fleet(CONTROL).await;
    pin(&store).success();
    let json = store.run(&["map", "export"]).success();
    assert_eq!(json.json()["format"], "shardctl.map/1");
    assert_eq!(json.json()["lsn"], 2);
    assert_eq!(json.json()["pins"][0]["reason"], "the archive");
    let first = store.run(&["map", "export", "1"]).success();
    assert_eq!(first.json()["pins"].as_array().unwrap().len(), 0);
    store.run(&["map", "export", "9"]).exit(4);
    let csv = store.run(&["map", "export", "--format", "csv"]).success();
    let mut lines = csv.stdout.lines();
    assert_eq!(
        lines.next().unwrap(),
        "segment,shard,endpoint,bucket,prefix,mount,region,since_version,pinned"
    );
    assert!(
        lines.any(|line| line.ends_with("store,data-b,,,r-b,1,no")),
        "{csv}"
    );
    for (format, wanted) in [
        ("nginx", "    \"~^/t/\" \"a\";"),
        ("haproxy", "^/t/ a"),
        ("envoy", "\"cluster\": \"a\""),
    ] {
        let exported = store.run(&["map", "export", "--format", format]).success();
        assert!(exported.stdout.contains(wanted), "{exported}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_that_is_published_need_not_be_waited_for() {
    let store = fleet("\n[control]\nmode = \"local\"\n").await;
    let wait = |version| store.run(&["map", "wait", "--version", version, "--timeout", "1s"]);
    wait("1").exit(10);
    pin(&store).success();
    for version in ["1", "2"] {
        wait(version).success();
    }
    let late = wait("3").exit(10);
    assert!(
        late.stderr.contains("version 3 is not published yet"),
        "{late}"
    );
    let current = store.home.state_dir().join("control/map/current.json");
    let current = std::fs::read(current).unwrap();
    let current: serde_json::Value = serde_json::from_slice(&current).unwrap();
    assert_eq!(current["version"], 2);
    assert_eq!(current["max_staleness_ms"], 300_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_moving_keeps_its_shards() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let error = fleet.run(&["shard", "remove", "b"]).exit(13);
    assert!(
        error.stderr.contains("is under way, nothing was changed"),
        "{error}"
    );
    let pin = ["map", "pin", "prefix:tenant/42/", "--reason", "the audit"];
    let pinned = fleet.run(&pin).success();
    assert!(
        pinned
            .to_string()
            .contains("neither started again nor switched"),
        "{pinned}"
    );
    let unpin = ["map", "unpin", "prefix:tenant/42/"];
    let start = ["migrate", "start", &id];
    let _ = fleet.run(&start).exit(13);
    let _ = fleet.run(&unpin).success();
    let _ = fleet.run(&start).success();
    let _ = fleet.run(&pin).success();
    let held = fleet.run(&["migrate", "switch", &id]).exit(13);
    assert!(held.stderr.contains("is pinned by"), "{held}");
    let _ = fleet.run(&unpin).success();
    let dry = ["migrate", "switch", &id, "--dry-run"];
    let _ = fleet.run(&dry).success();
    let _ = fleet.run(&pin).success();
    fleet.run(&["migrate", "cancel", &id]).success();
    // What came after the inventory is seen all the same.
    fleet.load("b", &[("late", 1)]);
    let error = fleet.run(&["shard", "remove", "b", "--no-scan"]).exit(13);
    assert!(
        error.stderr.contains("`late`, newer than its inventory"),
        "{error}"
    );
    let error = fleet.run(&["shard", "remove", "b"]).exit(13);
    assert!(
        error.stderr.contains("1 object lie in shard `b`"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn status_says_of_each_shard_whether_it_answers_and_how_its_log_does() {
    let mut store = FleetStore::start(["", "", ""]).await;
    let line = |n: u32, status: u32| {
        format!(
            "79a5 data-a [20/Nov/2026:11:{n:02}:00 +0000] 192.0.2.3 u R{n} REST.GET.OBJECT k \
             \"GET /k HTTP/1.1\" {status} - 10 10 7 1 \"-\" \"x\" -\n"
        )
    };
    let log: String = (0..20)
        .map(|n| line(n, *[503, 500, 404].get(n as usize).unwrap_or(&200)))
        .collect();
    let path = store.home.write("a.log", log.as_bytes());
    let path = path.to_str().unwrap();
    let _ = store
        .run(&["logs", "ingest", path, "--format", "s3-server-access"])
        .success();
    store.home.set("SHARDCTL_TIMEOUT", "300ms");
    store.simulator.fall_silent("data-c");
    let page = store.run(&["status", "-o", "json"]).success().json();
    let shards = page["data"]["shards"].as_array().unwrap().clone();
    let answers: Vec<_> = shards
        .iter()
        .map(|shard| shard["answers"].clone())
        .collect();
    assert_eq!(answers, ["yes", "yes", "no"]);
    assert_eq!(shards[0]["error_rate"], 0.1, "{page}");
    assert_eq!(shards[0]["slow_down_share"], 0.05, "{page}");
    assert_eq!(shards[0]["log_lag_ms"], 41 * 60_000, "{page}");
    assert!(shards[1]["error_rate"].is_null(), "no log, no rate: {page}");
    assert_eq!(page["warnings"][0]["code"], "shard_unwell");
    let met = store.simulator.met_silence("data-c");
    let people = store.run(&["status", "--offline"]).success();
    assert!(people.stdout.contains("10%"), "{people}");
    assert!(people.stdout.contains("41m"), "{people}");
    assert_eq!(
        store.simulator.met_silence("data-c"),
        met,
        "nobody was asked"
    );
}
