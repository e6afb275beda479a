//! `plan …` on a fleet whose best placement is known.

use shardctl::access::{Access, Operation, RegionSource};
use shardctl::adapters::sqlite::{SqliteMap, SqliteStats};
use shardctl::placement::{Pin, Shard, ShardMap};
use shardctl::ports::{InventoryRow, InventoryRows, InventoryStore, MapStore};

use crate::support::{TestEnvironment, store_accesses};

const HOUR_MS: i64 = 3_600_000;
/// Monday, 1 September 2025, 00:00 UTC.
const START_MS: i64 = 1_756_684_800_000;
const HOURS: i64 = 840;
const GIB: u64 = 1 << 30;

/// Segment, requester region, requests an hour, bytes of each.
const READS: [(&str, &str, u32, u64); 3] = [
    ("tenant/far/", "eu-central-1", 6, GIB / 4),
    ("tenant/near/", "us-east-1", 4, GIB / 4),
    ("tenant/pinned/", "eu-central-1", 2, GIB / 4),
];

const CONFIG: &str = r#"
[endpoint.aws]
kind = "aws"
[[shard]]
name = "use1"
endpoint = "aws"
bucket = "amzn-s3-demo-use1"
region = "us-east-1"
capacity_bytes = "1TiB"
[[shard]]
name = "euc1"
endpoint = "aws"
bucket = "amzn-s3-demo-euc1"
region = "eu-central-1"
capacity_bytes = "1TiB"
"#;

/// What has been done to a fleet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Ingested,
    Inventoried,
    Adopted,
}

fn map() -> ShardMap {
    let shard = |name: &str, region: &str| Shard {
        name: name.into(),
        endpoint: "aws".into(),
        bucket: format!("amzn-s3-demo-{name}"),
        prefix: String::new(),
        mount: String::new(),
        region: region.into(),
        weight: 100,
    };
    let shards = [shard("use1", "us-east-1"), shard("euc1", "eu-central-1")];
    let mut map = ShardMap::new(1, shards);
    map.insert("prefix:".parse().unwrap(), "use1".into(), 1);
    map.pin(Pin {
        segment: "prefix:tenant/pinned/".parse().unwrap(),
        reason: "test".into(),
        lsn: 1,
    });
    map
}

fn ingest(env: &TestEnvironment) {
    ingest_as(env, |n, _| READS[n].1);
}

/// The reads of [`READS`], each hour from the region that `region` says.
fn ingest_as(env: &TestEnvironment, region: impl Fn(usize, i64) -> &'static str) {
    ingest_hours(env, 0..HOURS + 1, region);
}

/// Of these hours only.
fn ingest_hours(
    env: &TestEnvironment,
    hours: std::ops::Range<i64>,
    region: impl Fn(usize, i64) -> &'static str,
) {
    ingest_times(env, hours, 1, region);
}

/// Each request so many times.
fn ingest_times(
    env: &TestEnvironment,
    hours: impl Iterator<Item = i64>,
    times: u32,
    region: impl Fn(usize, i64) -> &'static str,
) {
    let mut accesses = Vec::new();
    for hour in hours {
        for (n, (prefix, _, requests, bytes)) in READS.into_iter().enumerate() {
            let region = region(n, hour);
            accesses.extend((0..requests * times).map(|request| Access {
                time_ms: START_MS + hour * HOUR_MS + i64::from(request) * 300_000,
                key: format!("{prefix}{}", request % 4).into(),
                region: region.into(),
                region_source: RegionSource::LogField,
                tenant: "".into(),
                operation: Operation::Get,
                bytes,
                object_size: None,
                client: n as u64 + 1,
                record_id: 0,
            }));
        }
    }
    let mut stats = SqliteStats::create(&env.state_dir()).unwrap();
    store_accesses(&mut stats, &accesses);
}

/// Gives every shard the objects that `map` says it has: four a prefix, 1 GiB each.
fn inventory(env: &TestEnvironment, map: &ShardMap) {
    let mut stats = SqliteStats::create(&env.state_dir()).unwrap();
    for shard in map.shards() {
        let mut rows = InventoryRows::default();
        for (prefix, ..) in READS {
            for n in 0..4 {
                let key = format!("{prefix}{n}");
                let here = map.locate(&key.as_str().into()).unwrap().shard.name == shard.name;
                if here {
                    rows.push(InventoryRow {
                        key: key.as_bytes(),
                        size: GIB,
                        etag: b"",
                        storage_class: "",
                        last_modified_ms: 0,
                    });
                }
            }
        }
        stats
            .begin_inventory(&shard.name, "test", START_MS)
            .unwrap();
        stats.append_inventory(&shard.name, &mut rows, &[]).unwrap();
        stats.finish_inventory(&shard.name).unwrap();
    }
}

fn fleet(stage: Option<Stage>) -> TestEnvironment {
    fleet_with(stage, &map())
}

fn fleet_with(stage: Option<Stage>, map: &ShardMap) -> TestEnvironment {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    if stage >= Some(Stage::Ingested) {
        ingest(&env);
    }
    if stage >= Some(Stage::Inventoried) {
        inventory(&env, map);
    }
    if stage >= Some(Stage::Adopted) {
        let mut store = SqliteMap::create(&env.state_dir()).unwrap();
        store.adopt(map, START_MS).unwrap();
    }
    env
}

#[test]
fn data_goes_to_its_readers_and_the_numbers_are_those_by_hand() {
    let env = fleet(Some(Stage::Adopted));
    let plan = env.run(&["plan", "propose", "--json"]).success().json();
    let data = &plan["data"];
    assert_eq!(data["totals"]["moves"], 1, "{data:#}");
    let planned = &data["moves"][0];
    assert_eq!(planned["segment"], "prefix:tenant/far/");
    assert_eq!(
        (&planned["from"], &planned["to"]),
        (&"use1".into(), &"euc1".into())
    );
    assert_eq!(planned["bytes"], 4 * GIB);
    assert_eq!(planned["reasons"][0], "100% of reads from eu-central-1");
    // 6 requests of 0.25 GiB in each of a month's 730 hours, list prices, a steady forecast.
    let reads = 6.0 * 730.0;
    let gain = reads * 0.25 * 0.02 - reads * (0.00043 - 0.0004) / 1000.0 - 4.0 * (0.0245 - 0.023);
    let cost = 4.0 * (0.0004 + 0.0054) / 1000.0 + 4.0 * 0.02 + 4.0 * 0.023 * 169.0 / 730.0;
    let close =
        |value: &serde_json::Value, want: f64| (value.as_f64().unwrap() - want).abs() < 1e-4;
    assert!(
        close(&planned["gain_usd_month"], gain),
        "{planned:#} {gain}"
    );
    assert!(close(&planned["cost_usd"], cost), "{planned:#} {cost}");
    let confidence = data["confidence_ratio"].as_f64().unwrap();
    assert!(
        confidence > 0.99,
        "history and coverage are full: {confidence}"
    );
    assert_eq!(data["inputs"]["held_segments"], 1);
    assert_eq!(
        data["totals"]["cross_region_read_ratio_before"].as_f64(),
        Some(0.666_667)
    );
    assert_eq!(
        data["totals"]["cross_region_read_ratio_after"].as_f64(),
        Some(0.166_667)
    );
}

#[test]
fn the_same_inputs_give_the_same_bytes_and_the_plan_is_kept() {
    let (one, two) = (fleet(Some(Stage::Adopted)), fleet(Some(Stage::Adopted)));
    let _ = one
        .run(&["plan", "propose", "--out", "p.json", "--name", "first"])
        .success();
    let _ = two.run(&["plan", "propose", "--out", "p.json"]).success();
    let bytes = std::fs::read_to_string(one.path("p.json")).unwrap();
    assert_eq!(bytes, std::fs::read_to_string(two.path("p.json")).unwrap());
    for plan in ["first", "./p.json"] {
        assert_eq!(
            one.run(&["plan", "export", plan]).success().stdout,
            bytes,
            "{plan}"
        );
    }
    let csv = one
        .run(&["plan", "export", "first", "-o", "csv"])
        .success()
        .stdout;
    assert!(csv.contains("prefix:tenant/far/,use1,euc1,4,"), "{csv}");
    for format in ["jsonl", "name"] {
        let refused = one.run(&["plan", "export", "first", "-o", format]);
        let refused = refused.exit(2);
        assert_eq!(
            refused.stdout.lines().count(),
            usize::from(format == "jsonl")
        );
        assert!(refused.stderr.contains("-o csv"), "{refused}");
    }
    let list = one.run(&["plan", "list", "--json"]).success().json();
    let id = list["data"][0]["plan_id"].as_str().unwrap().to_owned();
    assert_eq!(list["data"][0]["name"], "first");
    assert_eq!(list["data"][0]["state"], "ready");
    let status = one.run(&["status", "--json"]).success().json();
    assert_eq!(status["data"]["newest_plan"]["stale"], false);
    let shown = one
        .run(&["plan", "show", &id[..6], "--json"])
        .success()
        .json();
    assert_eq!(shown["data"]["plan_id"], id.as_str());
}

#[test]
fn people_see_a_table_and_that_nothing_has_changed() {
    let env = fleet(Some(Stage::Adopted));
    let table = env.run(&["plan", "propose"]).success().stdout;
    for part in [
        "base map v1",
        "prefix:tenant/far/",
        "100% of reads from eu-central-1",
        "cross-region reads 67% → 17%",
        "unverified for your account",
        "plan.usd_per_ms is 0",
        "Nothing has been changed.",
    ] {
        assert!(table.contains(part), "no `{part}` in\n{table}");
    }
    let file = env.run(&["plan", "propose", "--out", "p.json"]);
    let _ = file.success();
    let explained = env
        .run(&["plan", "explain", "./p.json", "--move", "1"])
        .success()
        .stdout;
    for part in [
        "egress",
        "to eu-central-1",
        "move double storage",
        "list price",
        "earned back",
    ] {
        assert!(explained.contains(part), "no `{part}` in\n{explained}");
    }
}

#[test]
fn a_plan_after_its_own_plan_proposes_nothing() {
    let mut after = map();
    after.insert("prefix:tenant/far/".parse().unwrap(), "euc1".into(), 1);
    let env = fleet_with(Some(Stage::Adopted), &after);
    let plan = env
        .run(&["plan", "propose", "--detailed-exitcode", "--json"])
        .success();
    let data = &plan.json()["data"];
    assert_eq!(data["totals"]["moves"], 0, "{data:#}");
    assert_eq!(data["near_misses"][0]["segment"], "prefix:tenant/pinned/");
    assert_eq!(data["near_misses"][0]["against"][0], "pinned: test");
    let list = env.run(&["plan", "list", "--json"]).success();
    assert_eq!(
        list.json()["data"],
        serde_json::json!([]),
        "nothing to keep"
    );
}

#[test]
fn a_name_means_the_newest_plan_proposed_under_it() {
    let env = fleet(Some(Stage::Adopted));
    let propose = |arguments: &[&str]| {
        let all = [&["plan", "propose"], arguments].concat();
        let run = env.run(&all).success();
        let id = run.stdout.split_whitespace().nth(1).unwrap().to_owned();
        (id, run.stdout)
    };
    let shown = |name: &str| {
        let run = env.run(&["plan", "show", name, "--json"]).success();
        run.json()["data"]["plan_id"].as_str().unwrap().to_owned()
    };
    let (whole, _) = propose(&["--name", "first"]);
    let (part, _) = propose(&["--name", "first", "--max-moves", "1", "--fit"]);
    assert_ne!(whole, part);
    assert_eq!(shown("first"), part);
    let (again, _) = propose(&["--name", "first"]);
    assert_eq!((&again, shown("first")), (&whole, whole.clone()));
    let (renamed, text) = propose(&["--name", "second"]);
    assert_eq!((&renamed, shown("second")), (&whole, whole.clone()));
    assert!(text.contains("`first`"), "{text}");
    assert_eq!(shown("first"), part);
    for name in ["", "a/b", "-x", ".hidden", "bd286ab642ac", "two words"] {
        let name = format!("--name={name}");
        let _ = env.run(&["plan", "propose", &name]).exit(2);
    }
}

#[test]
fn why_not_names_the_pin_the_money_or_the_move() {
    let env = fleet(Some(Stage::Adopted));
    let _ = env.run(&["plan", "propose", "--name", "p"]).success();
    let why = |text: &str| {
        let run = env.run(&["plan", "explain", "p", "--why-not", text, "--json"]);
        run.success().json()["data"].clone()
    };
    assert_eq!(
        why("tenant/pinned/2")["verdicts"][0]["against"][0],
        "pinned: test"
    );
    let near = why("prefix:tenant/near/");
    let against = near["verdicts"][0]["against"][0].as_str().unwrap();
    assert!(against.starts_with("no gain: it would cost "), "{against}");
    assert_eq!(why("tenant/far/0")["moves"][0]["n"], 1, "it does move");
    let unknown = env.run(&["plan", "explain", "p", "--why-not", "nowhere/", "--json"]);
    assert_eq!(
        unknown.exit(4).json_error()["data"]["code"],
        "no_such_segment"
    );
}

/// Runs that end otherwise than well: stage, arguments, exit code, error code.
#[test]
fn what_is_missing_or_refused_has_its_exit_code() {
    let table: [(Option<Stage>, &[&str], i32, &str); 12] = [
        (None, &["propose"], 13, "no_map"),
        (
            Some(Stage::Adopted),
            &["propose", "--max-bytes", "1GiB"],
            13,
            "guard_refused",
        ),
        (
            Some(Stage::Adopted),
            &["propose", "--max-moves", "0"],
            13,
            "guard_refused",
        ),
        (
            Some(Stage::Adopted),
            &["propose", "--max-cost", "0.01"],
            13,
            "guard_refused",
        ),
        (
            Some(Stage::Adopted),
            &["propose", "--max-log-age", "6h"],
            13,
            "guard_refused",
        ),
        (
            Some(Stage::Adopted),
            &["propose", "--out", "no/such/dir/p"],
            1,
            "out_unwritable",
        ),
        (
            Some(Stage::Adopted),
            &["show", "nightly"],
            4,
            "plan_not_found",
        ),
        (
            Some(Stage::Adopted),
            &["explain", "./absent.json"],
            4,
            "plan_unreadable",
        ),
        (
            Some(Stage::Adopted),
            &["show", "./config/shardctl/config.toml"],
            2,
            "plan_invalid",
        ),
        (
            Some(Stage::Adopted),
            &["propose", "--min-confidence", "85"],
            2,
            "",
        ),
        (Some(Stage::Adopted), &["propose", "--max-bytes", ""], 2, ""),
        (None, &["export", "abcd"], 4, "plan_not_found"),
    ];
    for (stage, args, exit, code) in table {
        let env = fleet(stage);
        let args: Vec<&str> = ["plan"]
            .into_iter()
            .chain(args.iter().copied())
            .chain(["--json"])
            .collect();
        let error = env.run(&args).exit(exit).json_error();
        assert!(
            code.is_empty() || error["data"]["code"] == code,
            "{args:?}: {error}"
        );
    }
}

#[test]
fn without_statistics_or_inventory_there_is_not_enough_data() {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    SqliteMap::create(&env.state_dir())
        .unwrap()
        .adopt(&map(), START_MS)
        .unwrap();
    let error = env
        .run(&["plan", "propose", "--json"])
        .exit(18)
        .json_error();
    assert_eq!(error["data"]["code"], "no_inventory", "{error}");
    inventory(&env, &map());
    let error = env
        .run(&["plan", "propose", "--json"])
        .exit(18)
        .json_error();
    assert_eq!(error["data"]["code"], "no_statistics", "{error}");
}

#[test]
fn a_latency_that_is_missing_is_not_called_a_price() {
    let env = fleet(Some(Stage::Adopted));
    env.config(&format!("{CONFIG}\n[plan]\nusd_per_ms = 0.00001\n"));
    let error = env.run(&["plan", "propose", "--json"]).exit(2).json_error();
    let data = &error["data"];
    assert_eq!(data["code"], "latency_missing", "{error}");
    assert!(!data.to_string().contains("price"), "{error}");
    let next = data["next"].to_string();
    assert_eq!(
        next.matches("set latency.").count(),
        1,
        "one direction will do"
    );
    assert!(next.contains("leave out plan.usd_per_ms"), "{error}");
}

#[test]
fn a_price_in_no_table_is_named() {
    let env = fleet(Some(Stage::Adopted));
    env.config(&CONFIG.replacen(
        "kind = \"aws\"",
        "kind = \"s3\"\nurl = \"http://127.0.0.1:9\"",
        1,
    ));
    let error = env.run(&["plan", "propose", "--json"]).exit(2).json_error();
    assert_eq!(error["data"]["code"], "price_missing", "{error}");
    let text = error.to_string();
    for key in [
        "prices.storage",
        "prices.requests",
        "prices.egress",
        "us-east-1:eu-central-1",
    ] {
        assert!(text.contains(key), "{key} in {text}");
    }
}

#[test]
fn guards_fit_or_refuse_and_moves_can_be_an_exit_code() {
    let env = fleet(Some(Stage::Adopted));
    let refused = env
        .run(&["plan", "propose", "--max-bytes", "1GiB"])
        .exit(13);
    assert!(
        refused
            .stderr
            .contains("--fit      keeps 0 moves that fit, 0% of the gain"),
        "{refused}"
    );
    let fitted = env
        .run(&["plan", "propose", "--max-bytes", "1GiB", "--fit", "--json"])
        .success();
    let fitted = fitted.json();
    assert_eq!(fitted["data"]["totals"]["moves"], 0);
    let notes = fitted["data"]["notes"].to_string();
    assert!(notes.contains("left out by the guards"), "{notes}");
    assert!(!notes.contains("need the room"), "{notes}");
    let fits = env.run(&[
        "plan",
        "propose",
        "--max-bytes",
        "4GiB",
        "--detailed-exitcode",
        "--json",
    ]);
    let fits = fits.exit(10).json();
    let guards = &fits["data"]["guards"];
    assert_eq!(guards[0]["name"], "max_bytes");
    assert_eq!(guards[0]["ok"], true);
    let cost = fits["data"]["totals"]["cost_usd"].as_f64().unwrap();
    assert!(cost > 0.0 && cost < 1.0, "{cost}");
    let list = env.run(&["plan", "list"]).success();
    assert!(list.stdout.contains(&format!("{cost:.6}")), "{list}");
    let doubtful = env.run(&["plan", "propose", "--min-confidence", "1", "--json"]);
    let doubtful = doubtful.success().json();
    assert!(doubtful["data"]["totals"]["moves"].is_u64());
}

#[test]
fn a_limit_is_told_in_the_units_it_was_given_in() {
    let env = fleet(Some(Stage::Adopted));
    for (args, limit) in [
        (["--max-bytes", "1GiB"], "max-bytes 1.0 GiB"),
        (["--max-cost", "0.01"], "max-cost 0.010000 USD"),
    ] {
        let refused = env
            .run(&[&["plan", "propose"], &args[..]].concat())
            .exit(13);
        assert!(refused.stderr.contains(limit), "{refused}");
    }
}

#[test]
fn an_edited_plan_and_a_plan_of_another_map_are_refused() {
    let env = fleet(Some(Stage::Adopted));
    let _ = env.run(&["plan", "propose", "--out", "p.json"]).success();
    let plan = std::fs::read_to_string(env.path("p.json")).unwrap();
    env.write(
        "edited.json",
        plan.replacen("\"to\": \"euc1\"", "\"to\": \"use1\"", 1),
    );
    let error = env
        .run(&["plan", "show", "./edited.json", "--json"])
        .exit(2)
        .json_error();
    assert_eq!(error["data"]["code"], "plan_invalid", "{error}");
    assert!(error.to_string().contains("edited or damaged"), "{error}");

    let mut other = map();
    other.insert("prefix:tenant/".parse().unwrap(), "use1".into(), 1);
    let newer = fleet_with(Some(Stage::Adopted), &other);
    newer.write("p.json", plan);
    for verb in ["show", "explain"] {
        let shown = newer.run(&["plan", verb, "./p.json", "--json"]).exit(12);
        let shown = shown.json();
        assert_eq!(shown["warnings"][0]["code"], "plan_stale", "{shown}");
        assert!(shown["data"]["moves"].is_array(), "{shown}");
        let people = newer.run(&["plan", verb, "./p.json"]).exit(12);
        assert!(people.stderr.contains("stale"), "{people}");
    }
    let why_not = ["plan", "explain", "./p.json", "--why-not", "x", "--json"];
    let error = newer.run(&why_not).exit(12).json_error();
    assert_eq!(error["data"]["code"], "plan_stale", "{error}");
}

#[test]
fn a_config_that_disagrees_with_the_map_is_refused() {
    let env = fleet(Some(Stage::Adopted));
    env.config(&CONFIG.replace("amzn-s3-demo-euc1", "amzn-s3-demo-euc2"));
    let error = env
        .run(&["plan", "propose", "--json"])
        .exit(13)
        .json_error();
    assert_eq!(error["data"]["code"], "config_disagrees", "{error}");
}

#[test]
fn the_graph_is_exported_with_what_its_numbers_mean() {
    let env = fleet(Some(Stage::Adopted));
    let args = ["plan", "export-graph", "--out", "fleet", "--json"];
    let data = env.run(&args).success().json()["data"].clone();
    assert_eq!((&data["vertices"], &data["nets"]), (&3.into(), &1.into()));
    let read = |name: &str| std::fs::read_to_string(env.path(name)).unwrap();
    // Every client reads one segment; what ties the three is the directory they lie in.
    let graph = read("fleet.hgr");
    assert!(graph.starts_with("1 3 11\n1 1 2 3\n"), "{graph}");
    assert_eq!(graph.lines().count(), 5, "{graph}");
    let keys = read("fleet.keys.csv");
    assert_eq!(
        keys.lines().nth(1),
        Some("1,\"prefix:tenant/far/\",\"use1\",0")
    );
    assert_eq!(read("fleet.part"), "0\n0\n0\n");
    let env = fleet(None);
    let refused = env.run(&["plan", "export-graph", "--out", "fleet"]);
    assert_ne!(refused.code, Some(0), "{refused}");
}

/// What `plan backtest` says of one placement.
fn judged<'a>(data: &'a serde_json::Value, name: &str) -> &'a serde_json::Value {
    let mut all = data["contestants"].as_array().unwrap().iter();
    let ends = |entry: &&serde_json::Value| entry["placement"].as_str().unwrap().ends_with(name);
    all.find(ends).unwrap()
}

#[test]
fn a_backtest_prices_the_plan_with_what_came_after() {
    let env = fleet(Some(Stage::Adopted));
    let wanted = env.write("wanted.csv", "segment,shard\nprefix:tenant/near/,euc1\n");
    let wanted = wanted.display().to_string();
    let args = [
        "plan",
        "backtest",
        "--folds",
        "2",
        "--placement",
        &wanted,
        "--json",
    ];
    let data = env.run(&args).success().json()["data"].clone();
    assert_eq!(data["folds"].as_array().unwrap().len(), 2);
    let number = |name: &str, field: &str| judged(&data, name)[field].as_f64().unwrap();
    // As in the plan, over the 720 hours of the horizon.
    let reads = 6.0 * 720.0;
    let storage = 4.0 * 720.0 / 730.0 * (0.0245 - 0.023);
    let gain = reads * 0.25 * 0.02 - reads * (0.00043 - 0.0004) / 1000.0 - storage;
    let cost = 4.0 * (0.0004 + 0.0054) / 1000.0 + 4.0 * 0.02 + 4.0 * 0.023 * 169.0 / 730.0;
    assert!(
        (number("plan", "net_usd") - (gain - cost)).abs() < 1e-3,
        "{data:#} {gain} {cost}"
    );
    assert!(
        (number("plan", "capture_ratio") - 1.0).abs() < 1e-6,
        "{data:#}"
    );
    let (low, high) = (number("plan", "low_usd"), number("plan", "high_usd"));
    assert!(
        0.0 < low && low < gain - cost && gain - cost < high,
        "{low} {high}"
    );
    assert_eq!(
        (number("stay", "net_usd"), number("stay", "moves")),
        (0.0, 0.0)
    );
    assert_eq!(number("oracle", "net_usd"), number("plan", "net_usd"));
    let file = judged(&data, "wanted.csv");
    assert!(
        file["net_usd"].as_f64().unwrap() < 0.0,
        "near is read where it lies: {file:#}"
    );
    assert_eq!(
        judged(&data, "plan")["cross_region_ratio"]
            .as_f64()
            .map(|r| (r * 6.0).round()),
        Some(1.0)
    );
}

#[test]
fn no_plan_is_believed_that_its_like_would_have_lost_by() {
    // Frankfurt reads `far` for three quarters of the logs and `near` in the last, which is held out:
    // what the planner would have said before was wrong after.
    let turn = HOURS * 3 / 4;
    let ingest = |env: &TestEnvironment| {
        ingest_as(env, |n, hour| match (n, hour < turn) {
            (0, true) | (1, false) => "eu-central-1",
            _ => "us-east-1",
        });
    };
    let env = TestEnvironment::new();
    // Of a fleet that moves on the least odds: clearer ones would not have come to it.
    env.config(&format!("{CONFIG}[plan]\nleast_odds = 0\n"));
    ingest(&env);
    inventory(&env, &map());
    let mut store = SqliteMap::create(&env.state_dir()).unwrap();
    store.adopt(&map(), START_MS).unwrap();

    let plan = env.run(&["plan", "propose", "--json"]).success().json();
    let notes = plan["data"]["notes"].as_array().unwrap();
    let says = |text: &str| {
        notes
            .iter()
            .any(|note| note.as_str().unwrap().contains(text))
    };
    assert_eq!(plan["data"]["totals"]["moves"], 0, "{notes:#?}");
    assert!(
        says("no beneficial plan") && says("backtested on the last quarter"),
        "{notes:#?}"
    );
    let unproven = env
        .run(&["plan", "propose", "--unproven", "--json"])
        .success()
        .json();
    assert!(unproven["data"]["totals"]["moves"].as_u64().unwrap() > 0);
}

/// The same fleet when more hours are known: its statistics anew, which is what adding to them comes to.
fn grow(env: &TestEnvironment, hours: i64, region: impl Fn(usize, i64) -> &'static str) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(env.state_dir().join(format!("stats.db{ending}")));
    }
    ingest_hours(env, 0..hours, region);
    inventory(env, &map());
}

/// A fleet of which only the first hours are known.
fn young_fleet(hours: i64) -> TestEnvironment {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    ingest_hours(&env, 0..hours, |n, _| READS[n].1);
    inventory(&env, &map());
    let mut store = SqliteMap::create(&env.state_dir()).unwrap();
    store.adopt(&map(), START_MS).unwrap();
    env
}

#[test]
fn a_proposed_move_is_held_against_what_came() {
    let env = young_fleet(504);
    let history = || env.run(&["plan", "history", "--json"]).success().json()["data"].clone();
    assert_eq!(history()["plans"], 0);
    let plan = env.run(&["plan", "propose", "--json"]).success().json()["data"].clone();
    let data = history();
    assert_eq!(
        (&data["plans"], &data["waiting_clumps"]),
        (&1.into(), &1.into()),
        "{data:#}"
    );
    assert_eq!(data["calibration"], "uncalibrated");

    // Two days later everybody reads from Frankfurt still: it came as it was said.
    grow(&env, 553, |n, _| READS[n].1);
    let data = history();
    assert_eq!(data["scored_clumps"], 1, "{data:#}");
    let clump = &data["clumps"][0];
    let number = |field: &str| clump[field].as_f64().unwrap();
    assert_eq!(clump["plan_id"], plan["plan_id"]);
    assert_eq!(clump["moves"][0]["segment"], "prefix:tenant/far/");
    assert!(
        (number("predicted_usd") - number("net_usd")).abs() < 0.05 * number("net_usd"),
        "{clump:#}"
    );
    assert_eq!(data["calibration"], "uncalibrated: 1 of 30 scored clumps");
    // Proposed again, it is the same move.
    env.run(&["plan", "propose"]).success();
    let data = history();
    assert_eq!(
        (&data["plans"], &data["scored_clumps"]),
        (&2.into(), &1.into()),
        "{data:#}"
    );
    let text = env.run(&["plan", "history"]).success().stdout;
    assert!(text.contains("would have saved"), "{text}");
}

#[test]
fn what_went_wrong_after_a_plan_is_a_loss_in_its_history() {
    let env = young_fleet(504);
    env.run(&["plan", "propose"]).success();
    // From now on Virginia reads it.
    grow(
        &env,
        553,
        |n, hour| {
            if hour < 504 { READS[n].1 } else { "us-east-1" }
        },
    );
    let data = env.run(&["plan", "history", "--json"]).success().json()["data"].clone();
    assert!(
        data["clumps"][0]["net_usd"].as_f64().unwrap() < 0.0,
        "{data:#}"
    );
    assert!(data["brier_score"].as_f64().unwrap() > 0.25, "{data:#}");
}

#[test]
fn a_replay_moves_once_and_never_back() {
    let env = fleet(Some(Stage::Adopted));
    let args = ["plan", "replay", "--warm-up", "14d", "--json"];
    let data = env.run(&args).success().json()["data"].clone();
    assert_eq!(
        (&data["moves"], &data["reversals"]),
        (&1.into(), &0.into()),
        "{data:#}"
    );
    assert_eq!(data["moves_losing"], 0, "{data:#}");
    let nights = data["nights"].as_array().unwrap();
    assert_eq!(nights.len(), 22, "{data:#}");
    assert_eq!(nights[0]["moves"], 1, "the first night");
    assert!(data["gained_usd"].as_f64().unwrap() > 0.0);
}

#[test]
fn an_object_that_others_read_than_its_directory_goes_alone() {
    // Three objects of the directory are read where they lie, the fourth from Frankfurt.
    let hot = |env: &TestEnvironment| {
        let mut accesses = Vec::new();
        for hour in 0..=HOURS {
            accesses.extend((0..8).map(|request| {
                Access {
                    time_ms: START_MS + hour * HOUR_MS + request * 300_000,
                    key: format!("tenant/near/{}", if request < 6 { 0 } else { request - 5 })
                        .into(),
                    region: if request < 6 {
                        "eu-central-1"
                    } else {
                        "us-east-1"
                    }
                    .into(),
                    region_source: RegionSource::LogField,
                    tenant: "".into(),
                    operation: Operation::Get,
                    bytes: if request < 6 { GIB / 16 } else { GIB / 4 },
                    object_size: None,
                    client: request as u64 + 1,
                    record_id: 0,
                }
            }));
        }
        let mut stats = SqliteStats::create(&env.state_dir()).unwrap();
        store_accesses(&mut stats, &accesses);
        inventory(env, &map());
        let mut store = SqliteMap::create(&env.state_dir()).unwrap();
        store.adopt(&map(), START_MS).unwrap();
    };
    let moves = |settings: &str| {
        let env = TestEnvironment::new();
        env.config(&format!("{CONFIG}[plan]\n{settings}\n"));
        hot(&env);
        let data = env.run(&["plan", "propose", "--json"]).success().json()["data"].clone();
        let moves = data["moves"].as_array().unwrap().clone();
        let segments: Vec<String> = moves
            .iter()
            .map(|planned| planned["segment"].as_str().unwrap().to_owned())
            .collect();
        segments
    };
    // As a whole it stays: as many bytes go here as there.
    assert!(moves("").is_empty());
    assert_eq!(moves("single_times = 2"), ["exact:tenant/near/0"]);
    assert!(moves("single_times = 2\nsingle_from = 7").is_empty());
    assert!(moves("single_times = 2\nsegments = [\"prefix:tenant/near/\"]").is_empty());
    assert_eq!(
        moves("segments = [\"exact:tenant/near/0\"]"),
        ["exact:tenant/near/0"]
    );
}

#[test]
fn a_budget_keeps_what_it_pays_for_and_the_rest_is_left_out() {
    let env = fleet(Some(Stage::Adopted));
    let propose = |budget: &str| {
        let args = ["plan", "propose", "--budget", budget, "--json"];
        env.run(&args).success().json()["data"].clone()
    };
    assert_eq!(propose("100")["totals"]["moves"], 1);
    let none = propose("0.01");
    assert_eq!(none["totals"]["moves"], 0);
    assert!(
        none["notes"].to_string().contains("left out by the guards"),
        "{none:#}"
    );
    let curve = propose("100")["curve"].clone();
    assert_eq!(curve.as_array().unwrap().len(), 1, "{curve:#}");
}

#[test]
fn classes_and_buckets_show_in_the_price_of_a_move() {
    let env = fleet(Some(Stage::Adopted));
    // Everything was written into Standard-IA two days before the newest record; the grace is a week.
    let mut stats = SqliteStats::create(&env.state_dir()).unwrap();
    let mut rows = InventoryRows::default();
    for n in 0..4 {
        rows.push(InventoryRow {
            key: format!("tenant/far/{n}").as_bytes(),
            size: GIB,
            etag: b"",
            storage_class: "STANDARD_IA",
            last_modified_ms: START_MS + (HOURS - 48) * HOUR_MS,
        });
    }
    let shard = "use1".into();
    stats.begin_inventory(&shard, "test", START_MS).unwrap();
    stats.append_inventory(&shard, &mut rows, &[]).unwrap();
    stats.finish_inventory(&shard).unwrap();
    drop(stats);
    let prices = "[prices.class.\"STANDARD_IA:eu-central-1\"]\nstorage = 0.0135\nretrieval = 0.01\nread_per_1000 = 0.001\nwrite_per_1000 = 0.01\n";
    let config = CONFIG.replacen(
        "region = \"us-east-1\"",
        "region = \"us-east-1\"\nversioned = true\nnoncurrent_expire = \"73h\"\nkms = true",
        1,
    );
    env.config(&format!("{config}{prices}"));
    let data = env.run(&["plan", "propose", "--json"]).success().json()["data"].clone();
    let costs = data["moves"][0]["costs"].as_array().unwrap().clone();
    let cost = |kind: &str| -> f64 {
        let of_kind = costs.iter().filter(|cost| cost["kind"] == kind);
        of_kind.map(|cost| cost["usd"].as_f64().unwrap()).sum()
    };
    let close = |kind: &str, usd: f64| {
        let got = cost(kind);
        assert!(
            (got - usd).abs() < 1e-6 + usd * 0.01,
            "{kind}: {got}, not {usd}"
        );
    };
    close("move_retrieval", 4.0 * 0.01);
    // 30 days, less two and the grace.
    close(
        "move_early_delete",
        4.0 * (720.0 - 48.0 - 169.0) / 730.0 * 0.0125,
    );
    close("move_kept", 4.0 * 0.1 * 0.0125);
    close("move_kms", 4.0 * 0.03 / 10_000.0);
    assert!(data["incomplete"].is_null(), "{data:#}");
    // Without Frankfurt's prices the plan says what is missing.
    env.config(&config);
    let data = env.run(&["plan", "propose", "--json"]).success().json()["data"].clone();
    let incomplete = data["incomplete"].to_string();
    assert!(
        incomplete.contains("STANDARD_IA:eu-central-1"),
        "{incomplete}"
    );
}

#[test]
fn fleets_of_which_no_plan_can_come_are_told_apart() {
    let error = |env: &TestEnvironment, exit: i32| {
        env.run(&["plan", "propose", "--json"])
            .exit(exit)
            .json_error()["data"]
            .clone()
    };
    // One shard.
    let shard = map()
        .shards()
        .find(|shard| shard.name.0 == "use1")
        .unwrap()
        .clone();
    let mut alone = ShardMap::new(1, [shard]);
    alone.insert("prefix:".parse().unwrap(), "use1".into(), 1);
    let env = fleet_with(Some(Stage::Adopted), &alone);
    let one = CONFIG.split("[[shard]]\nname = \"euc1\"").next().unwrap();
    env.config(one);
    assert_eq!(error(&env, 13)["code"], "one_shard");
    // A segment larger than any shard.
    let env = fleet(Some(Stage::Adopted));
    env.config(&CONFIG.replace("1TiB", "3GiB"));
    let large = error(&env, 13);
    assert_eq!(large["code"], "segment_too_large", "{large}");
    assert!(large.to_string().contains("4.0 GiB"), "{large}");
    // More data than room: 12 GiB, and 11 in all.
    env.config(&CONFIG.replace("1TiB", "5632MiB"));
    let full = error(&env, 13);
    assert_eq!(full["code"], "capacity_too_small", "{full}");
    assert!(
        full.to_string().contains("all shards together hold"),
        "{full}"
    );
    // Room in all, but whatever goes the rest is too much for its shard: no half of a plan with exit code 0.
    env.config(&CONFIG.replace("1TiB", "7GiB"));
    let part = error(&env, 13);
    assert_eq!(part["code"], "over_capacity", "{part}");
    assert!(part.to_string().contains("use1 holds"), "{part}");
    assert!(part.to_string().contains("--fit"), "{part}");
    let fitted = env
        .run(&["plan", "propose", "--fit", "--json"])
        .exit(3)
        .json();
    assert_eq!(fitted["data"]["totals"]["moves"], 1, "{fitted}");
    assert_eq!(fitted["warnings"][0]["code"], "limits_unmet", "{fitted}");
    // Sets that are not told apart.
    let apart = |sets: &str| format!("{CONFIG}[[group]]\nkeep_apart = [{sets}]\n");
    env.config(&apart("\"prefix:tenant/\", \"prefix:tenant/far/\""));
    assert_eq!(error(&env, 2)["code"], "groups_overlap");
    env.config(&apart("\"exact:tenant/far/one\", \"prefix:tenant/near/\""));
    let fine = error(&env, 13);
    assert_eq!(fine["code"], "group_too_fine", "{fine}");
    // Groups that contradict each other.
    let group = "[[group]]\nkeep_together = \"prefix:tenant/\"\n[[group]]\nkeep_apart = [\"prefix:tenant/far/\", \"prefix:tenant/near/\"]\n";
    env.config(&format!("{CONFIG}{group}"));
    let groups = error(&env, 2);
    assert_eq!(groups["code"], "groups_contradict");
    assert!(
        groups.to_string().contains("prefix:tenant/near/"),
        "{groups}"
    );
    // More sets than shards.
    let group = "[[group]]\nkeep_apart = [\"prefix:tenant/far/\", \"prefix:tenant/near/\", \"prefix:tenant/pinned/\"]\n";
    env.config(&format!("{CONFIG}{group}"));
    let crowd = error(&env, 2);
    assert_eq!(crowd["code"], "pins_contradict");
    assert!(crowd.to_string().contains("2 shards"), "{crowd}");
}

/// What a plan may not do by the config: the error's code, and all of its text.
fn refused(env: &TestEnvironment, more: &str, exit: i32) -> (String, String) {
    env.config(&format!("{CONFIG}{more}"));
    let error = env.run(&["plan", "propose", "--json"]).exit(exit);
    let error = error.json_error()["data"].clone();
    let code = error["code"].as_str().unwrap_or_default().to_owned();
    (code, error.to_string())
}

#[test]
fn data_lives_where_residency_says_or_the_plan_is_refused() {
    let env = fleet(Some(Stage::Adopted));
    let bind = |segment: &str, to: &str| format!("[[residency]]\nsegment = \"{segment}\"\n{to}\n");
    let europe = "regions = [\"eu-central-1\"]";
    // It is read where it lies, and has to go.
    env.config(&format!("{CONFIG}{}", bind("prefix:tenant/near/", europe)));
    let plan = env.run(&["plan", "propose", "--json"]).success().json();
    assert_eq!(plan["data"]["totals"]["moves"], 2, "{plan}");
    let why =
        "use1 holds prefix:tenant/near/; [[residency]] keeps prefix:tenant/near/ in eu-central-1";
    assert!(plan.to_string().contains(why), "{plan}");
    // It would pay to move, and must not.
    let shards = "shards = [\"use1\"]";
    env.config(&format!("{CONFIG}{}", bind("prefix:tenant/far/", shards)));
    let plan = env.run(&["plan", "propose", "--json"]).success().json();
    assert_eq!(plan["data"]["totals"]["moves"], 0, "{plan}");
    for (segment, to, code, word) in [
        (
            "prefix:tenant/pinned/",
            europe,
            "residency_pinned",
            "pinned: test",
        ),
        (
            "exact:tenant/near/1",
            europe,
            "residency_splits_segment",
            "segments = [",
        ),
        (
            "prefix:",
            "regions = [\"x\"]",
            "residency_nowhere",
            "no shard is there",
        ),
    ] {
        let (found, text) = refused(&env, &bind(segment, to), 13);
        assert_eq!(found, code, "{text}");
        assert!(text.contains(word), "{text}");
    }
    for (rule, word) in [
        (bind("tenant/near/", europe), "is not a segment"),
        (bind("prefix:", ""), "needs `regions` or `shards`"),
        (bind("prefix:", "shards = [\"x\"]"), "`x` is no [[shard]]"),
    ] {
        let (_, text) = refused(&env, &rule, 2);
        assert!(text.contains(word), "{text}");
    }
}

#[test]
fn objects_have_room_or_the_plan_is_refused() {
    let env = fleet(Some(Stage::Adopted));
    let capped = |use1: u64, euc1: u64| {
        let with = |config: &str, most| {
            config.replacen(
                "1TiB\"\n",
                &format!("1TiB\"\ncapacity_objects = {most}\n"),
                1,
            )
        };
        let (first, second) = CONFIG.split_at(CONFIG.rfind("[[shard]]").unwrap());
        env.config(&format!("{}{}", with(first, use1), with(second, euc1)));
    };
    let refused = || {
        let error = env.run(&["plan", "propose", "--json"]).exit(13);
        error.json_error()["data"].clone()
    };
    // Twelve objects, four in each segment.
    capped(3, 3);
    let large = refused();
    assert_eq!(large["code"], "segment_too_large", "{large}");
    assert!(large.to_string().contains("4 objects"), "{large}");
    capped(5, 6);
    assert_eq!(refused()["code"], "capacity_too_small");
    capped(7, 7);
    let part = refused();
    assert_eq!(part["code"], "over_capacity", "{part}");
    assert!(part.to_string().contains("use1 holds 8 objects"), "{part}");
    capped(10, 100);
    let plan = env.run(&["plan", "propose", "--json"]).success().json();
    assert_eq!(plan["data"]["moves"][0]["segment"], "prefix:tenant/far/");
}

#[test]
fn prefixes_are_tied_together_by_the_config_or_a_file() {
    let env = fleet(Some(Stage::Adopted));
    let moves = |group: &str| {
        env.config(&format!("{CONFIG}[[group]]\n{group}\n"));
        let plan = env.run(&["plan", "propose", "--json"]).success().json();
        plan["data"]["totals"]["moves"].as_u64().unwrap()
    };
    let list = "keep_together = [\"prefix:tenant/far/\", \"prefix:tenant/near/\"]";
    assert_eq!(moves(list), 2);
    let file = "keep_together_file = \"groups.csv\"";
    env.write(
        "config/shardctl/groups.csv",
        "group,rule\nx,prefix:tenant/far/\ny,prefix:tenant/near/\n",
    );
    assert_eq!(moves(file), 1, "each by itself");
    env.write(
        "config/shardctl/groups.csv",
        "key,group\ntenant/far/1,x\ntenant/near/2,x\n",
    );
    assert_eq!(moves(file), 2, "the segments of keys go where the keys go");
    env.write("config/shardctl/groups.csv", "key\ntenant/far/1\n");
    let (code, text) = refused(&env, &format!("[[group]]\n{file}\n"), 2);
    assert_eq!(code, "bad_group_file", "{text}");
}

#[test]
fn a_shard_more_or_fewer_is_proposed_where_it_earns_its_keep() {
    let propose = ["plan", "propose", "--allow-resize", "--json"];
    // One shard, and readers elsewhere: a plan has nowhere to move to, and the error says where.
    let shard = |name: &str| map().shards().find(|s| s.name.0 == name).unwrap().clone();
    let mut alone = ShardMap::new(1, [shard("use1")]);
    alone.insert("prefix:".parse().unwrap(), "use1".into(), 1);
    let env = fleet_with(Some(Stage::Adopted), &alone);
    env.config(CONFIG.split("[[shard]]\nname = \"euc1\"").next().unwrap());
    let refused = env.run(&propose).exit(13).json_error()["data"].to_string();
    assert!(
        refused.contains("a shard more, like use1 in eu-central-1: it is worth"),
        "{refused}"
    );
    // With one there no third is worth anything; what a shard costs may be more than two earn.
    let env = fleet(Some(Stage::Adopted));
    let neither = env.run(&propose).success().json()["data"].clone();
    assert_eq!(neither["resizes"], serde_json::json!([]), "{neither}");
    env.config(&format!("{CONFIG}[plan]\nusd_per_shard_month = 1000\n"));
    let dear = env.run(&propose).success().json()["data"].clone();
    let drained = &dear["resizes"][0];
    assert_eq!(
        (drained["change"].as_str(), drained["shard"].as_str()),
        (Some("drain"), Some("euc1")),
        "{dear}"
    );
    // The plan keeps its notes, and explains itself with them.
    let id = dear["plan_id"].as_str().unwrap();
    let why = env.run(&["plan", "explain", id]).success().stdout;
    assert!(why.contains("a shard fewer, euc1"), "{why}");
    // What `shard drain` has named is emptied.
    let drained = Shard {
        weight: 0,
        ..shard("use1")
    };
    let mut draining = ShardMap::new(1, [drained, shard("euc1")]);
    draining.insert("prefix:".parse().unwrap(), "use1".into(), 1);
    let env = fleet_with(Some(Stage::Adopted), &draining);
    env.config(&CONFIG.replacen("name = \"use1\"", "name = \"use1\"\nweight = 0", 1));
    let emptied = env.run(&propose).success().json()["data"].clone();
    assert_eq!(emptied["totals"]["moves"], 3, "{emptied}");
}

#[test]
fn pins_that_no_group_can_keep_are_named() {
    let mut map = map();
    map.pin(Pin {
        segment: "prefix:tenant/near/".parse().unwrap(),
        reason: "a table".into(),
        lsn: 1,
    });
    let refused = |map: &ShardMap, group: &str| {
        let env = fleet_with(Some(Stage::Adopted), map);
        env.config(&format!("{CONFIG}[[group]]\n{group}\n"));
        let error = env.run(&["plan", "propose", "--json"]).exit(2).json_error();
        assert_eq!(error["data"]["code"], "pins_contradict", "{error}");
        let text = error["data"].to_string();
        for word in ["pinned: a table", "pinned: test", "map unpin"] {
            assert!(text.contains(word), "{text}");
        }
    };
    refused(
        &map,
        "keep_apart = [\"prefix:tenant/near/\", \"prefix:tenant/pinned/\"]",
    );
    map.insert("prefix:tenant/pinned/".parse().unwrap(), "euc1".into(), 1);
    refused(&map, "keep_together = \"prefix:tenant/\"");
}

#[test]
fn gaps_in_the_logs_are_said_and_too_many_are_too_little_history() {
    let with = |hours: &[std::ops::Range<i64>]| {
        let env = TestEnvironment::new();
        env.config(CONFIG);
        // So many that a silent hour is no chance.
        let hours = hours.iter().cloned().flatten();
        ingest_times(&env, hours, 2, |n, _| READS[n].1);
        inventory(&env, &map());
        let mut store = SqliteMap::create(&env.state_dir()).unwrap();
        store.adopt(&map(), START_MS).unwrap();
        env
    };
    let plan = with(&[0..300, 340..841]);
    let plan = plan.run(&["plan", "propose", "--json"]).success().json();
    let notes = plan["data"]["notes"].to_string();
    assert!(notes.contains("40 of the 839 hours"), "{notes}");
    let env = with(&[0..26, 40..62]);
    let error = env
        .run(&["plan", "propose", "--json"])
        .exit(18)
        .json_error();
    assert_eq!(error["data"]["code"], "not_enough_history", "{error}");
    assert!(
        error["data"].to_string().contains("complete hours"),
        "{error}"
    );
}

#[test]
fn logs_that_tell_no_region_are_not_enough_to_plan_by() {
    let env = TestEnvironment::new();
    env.config(&CONFIG.replace("capacity_bytes = \"1TiB\"\n", ""));
    let mut accesses = Vec::new();
    for hour in 0..HOURS {
        accesses.push(Access {
            time_ms: START_MS + hour * HOUR_MS,
            key: "tenant/far/0".into(),
            region: "us-east-1".into(),
            region_source: RegionSource::Assumed,
            tenant: "".into(),
            operation: Operation::Get,
            bytes: GIB,
            object_size: None,
            client: 1,
            record_id: 0,
        });
    }
    store_accesses(
        &mut SqliteStats::create(&env.state_dir()).unwrap(),
        &accesses,
    );
    inventory(&env, &map());
    let mut store = SqliteMap::create(&env.state_dir()).unwrap();
    store.adopt(&map(), START_MS).unwrap();
    let error = env
        .run(&["plan", "propose", "--json"])
        .exit(18)
        .json_error();
    assert_eq!(error["data"]["code"], "regions_unknown", "{error}");
    let config = CONFIG.replace("capacity_bytes = \"1TiB\"\n", "");
    env.config(&format!(
        "{config}[plan]\nusd_per_cross_shard_access = 0.0001\n"
    ));
    env.run(&["plan", "propose"]).success();
}
