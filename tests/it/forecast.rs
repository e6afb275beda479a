//! `forecast` and `analyze mobility` on statistics whose future is known.

use std::collections::BTreeMap;

use shardctl::access::{
    Access, AccessProfile, HourCount, ObjectAccess, Operation, OperationClass, RegionSource,
};
use shardctl::adapters::sqlite::{SqliteMap, SqliteStats};
use shardctl::forecast::{
    Arrival, DemandMeasure, ForecastOptions, Mobility, fleet_mobility, forecast_fleet,
};
use shardctl::placement::{Key, Segment, Shard, ShardMap};
use shardctl::ports::MapStore;
use shardctl::simulator::scenario::{Catalogue, traffic};

use crate::support::{TestEnvironment, store_accesses};

const HOUR_MS: i64 = 3_600_000;
/// Monday, 1 September 2025, 00:00 UTC.
const START_MS: i64 = 1_756_684_800_000;

/// Two shards in two regions.
const CONFIG: &str = r#"
[endpoint.aws]
kind = "aws"
[[shard]]
name = "use1"
endpoint = "aws"
bucket = "amzn-s3-demo-use1"
region = "us-east-1"
[[shard]]
name = "euc1"
endpoint = "aws"
bucket = "amzn-s3-demo-euc1"
region = "eu-central-1"
"#;

/// Requests of a segment from a region in an hour since the start.
type Rate = (&'static str, &'static str, fn(i64) -> u32);

/// Six an hour by day and two by night; a segment that moves to eu-central-1 in the fourth week; a rare one.
const FLEET: [Rate; 4] = [
    ("tenant/steady/1.csv", "us-east-1", |hour| {
        if hour % 24 < 12 { 6 } else { 2 }
    }),
    ("tenant/moves/1.csv", "us-east-1", |hour| {
        if hour < 3 * 168 { 4 } else { 0 }
    }),
    ("tenant/moves/2.csv", "eu-central-1", |hour| {
        if hour < 3 * 168 { 0 } else { 4 }
    }),
    ("tenant/rare/1.csv", "us-east-1", |hour| {
        u32::from(hour % 36 == 0)
    }),
];

fn access(hour: i64, n: u32, key: &str, region: &str) -> Access {
    Access {
        time_ms: START_MS + hour * HOUR_MS + i64::from(n) * 300_000,
        key: key.into(),
        region: region.into(),
        region_source: RegionSource::LogField,
        tenant: "".into(),
        operation: Operation::Get,
        bytes: 1_000,
        object_size: None,
        client: u64::from(n) + 1,
        record_id: 0,
    }
}

/// A fleet with `hours` of statistics and, if wanted, a map with everything in us-east-1.
fn fleet(hours: i64, adopted: bool) -> TestEnvironment {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    let mut accesses = Vec::new();
    for hour in 0..=hours {
        for (key, region, rate) in FLEET {
            accesses.extend((0..rate(hour)).map(|n| access(hour, n, key, region)));
        }
    }
    ingest(&env, accesses);
    if adopted {
        let mut map = SqliteMap::create(&env.state_dir()).unwrap();
        map.adopt(&shard_map(), START_MS).unwrap();
    }
    env
}

/// Puts the accesses into the statistics.
fn ingest(env: &TestEnvironment, accesses: impl IntoIterator<Item = Access>) {
    let accesses: Vec<Access> = accesses.into_iter().collect();
    let mut stats = SqliteStats::create(&env.state_dir()).unwrap();
    store_accesses(&mut stats, &accesses);
}

fn shard_map() -> ShardMap {
    let shard = |name: &str, region: &str| Shard {
        name: name.into(),
        endpoint: "aws".into(),
        bucket: format!("amzn-s3-demo-{name}"),
        prefix: String::new(),
        mount: String::new(),
        region: region.into(),
        weight: 100,
    };
    let mut map = ShardMap::new(
        1,
        [shard("use1", "us-east-1"), shard("euc1", "eu-central-1")],
    );
    map.insert("prefix:".parse().unwrap(), "use1".into(), 1);
    map
}

/// The rows of a JSON listing, by segment.
fn row<'a>(document: &'a serde_json::Value, segment: &str) -> &'a serde_json::Value {
    let rows = document["data"]
        .as_array()
        .unwrap_or_else(|| panic!("{document}"));
    rows.iter()
        .find(|row| row["segment"] == segment)
        .unwrap_or_else(|| panic!("{document}"))
}

fn close(value: &serde_json::Value, want: f64) -> bool {
    value
        .as_f64()
        .is_some_and(|value| (value - want).abs() < 1e-6 * want.abs().max(1.0))
}

#[test]
fn a_rhythm_that_has_never_failed_goes_on() {
    let env = fleet(840, false);
    let listing = env.run(&["forecast", "-o", "json"]).success().json();
    assert_eq!(listing["schema"], "shardctl.forecast/v1");
    let steady = row(&listing, "prefix:tenant/steady/");
    for (name, want) in [
        ("requests", 672.0),
        ("requests_lower", 672.0),
        ("requests_upper", 672.0),
        ("expected_bytes", 672_000.0),
        ("error_vs_naive_ratio", 0.0),
        ("history_ratio", 1.0),
        ("region_coverage_ratio", 1.0),
    ] {
        assert!(close(&steady[name], want), "{name}: {steady}");
    }
    let rare = row(&listing, "prefix:tenant/rare/");
    assert!(
        (2.0..8.0).contains(&rare["requests"].as_f64().unwrap()),
        "168 / 36 hours: {rare}"
    );
}

#[test]
fn one_segment_is_shown_in_detail() {
    let env = fleet(840, false);
    let args = [
        "forecast",
        "--segment",
        "tenant/moves/",
        "--horizon",
        "2d",
        "--backtest",
    ];
    let table = env.run(&args).success();
    for text in ["prefix:tenant/moves/", "eu-central-1", "constant"] {
        assert!(table.stdout.contains(text), "{text}: {table}");
    }
    let steady = env.run(&["forecast", "--segment", "tenant/steady/", "--backtest"]);
    let steady = steady.success();
    for text in ["seasonal_naive_24", "ar_log", "mstl_ets"] {
        assert!(steady.stdout.contains(text), "{text}: {steady}");
    }
    let report = env
        .run(&[&args[..], &["-o", "json"]].concat())
        .success()
        .json();
    let data = &report["data"];
    assert_eq!(data["segment"], "prefix:tenant/moves/");
    assert_eq!(data["as_of"], "2025-10-06T00:25:00Z");
    assert_eq!(data["first_hour"], "2025-10-06T00:00:00Z");
    assert_eq!(data["hourly_requests"].as_array().unwrap().len(), 48);
    assert!(close(&data["requests"]["mean"], 192.0), "{data}");
    let parts = data["regions"].as_array().unwrap();
    let eu = parts
        .iter()
        .find(|part| part["region"] == "eu-central-1")
        .unwrap();
    let mean = eu["requests"]["mean"].as_f64().unwrap();
    assert!((mean - 192.0).abs() < 0.2, "the move is over: {data}");
}

#[test]
fn one_region_is_shown_by_segment_and_class() {
    let env = fleet(840, false);
    let listing = env
        .run(&["forecast", "--region", "eu-central-1", "-o", "json"])
        .success()
        .json();
    let rows = listing["data"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["class"], "read");
    let requests = rows[0]["requests"].as_f64().unwrap();
    assert!((requests - 672.0).abs() < 2.0, "{listing}");
}

#[test]
fn the_same_statistics_give_the_same_bytes_whatever_the_clock_says() {
    let mut env = fleet(400, false);
    let first = env.run(&["forecast", "-o", "csv"]).success().stdout;
    env.set("SHARDCTL_NOW", "2031-01-01T00:00:00Z");
    assert_eq!(env.run(&["forecast", "-o", "csv"]).success().stdout, first);
}

#[test]
fn too_little_data_and_wrong_names_are_told_apart() {
    let short = fleet(0, true);
    for args in [&["forecast"][..], &["analyze", "mobility"]] {
        let output = short.run(args).exit(18);
        assert!(
            output
                .stderr
                .contains("0 complete hours of logs with any request, 1 are needed"),
            "{output}"
        );
    }
    // A day of logs is enough for a wide interval.
    let listing = fleet(30, true)
        .run(&["forecast", "-o", "json"])
        .success()
        .json();
    let row = row(&listing, "prefix:tenant/steady/");
    let number = |name: &str| row[name].as_f64().unwrap();
    assert_eq!(number("requests_lower"), 0.0, "{listing}");
    assert!(
        number("requests_upper") >= 2.0 * number("requests"),
        "{listing}"
    );
    assert!(number("confidence_ratio") < 0.1, "{listing}");
    let env = fleet(60, false);
    env.run(&["forecast"]).success();
    for (args, code, text) in [
        (
            vec!["forecast", "--segment", "prefix:tenant/stedy/"],
            4,
            "tenant/steady/",
        ),
        (vec!["forecast", "--region", "eu-centrl-1"], 4, "region"),
        (vec!["forecast", "--horizon", "0s"], 2, "horizon"),
        (vec!["forecast", "--horizon", "9000d"], 2, "horizon"),
        (vec!["forecast", "--level", "1"], 2, "level"),
        (vec!["forecast", "--level", "NaN"], 2, "level"),
        (vec!["analyze", "mobility"], 13, "no shard map"),
    ] {
        let output = env.run(&args).exit(code);
        assert!(output.stderr.contains(text), "{args:?}: {output}");
    }
}

#[test]
fn a_horizon_beyond_what_the_backtest_measured_is_said() {
    let env = fleet(400, false);
    let document = env
        .run(&["forecast", "--horizon", "30d", "-o", "json"])
        .success()
        .json();
    assert_eq!(
        document["warnings"][0]["code"], "horizon_beyond_backtest",
        "{document}"
    );
    let within = env
        .run(&["forecast", "--horizon", "3d", "-o", "json"])
        .success()
        .json();
    assert_eq!(
        within["warnings"].as_array().map_or(0, Vec::len),
        0,
        "{within}"
    );
}

#[test]
fn nothing_ingested_is_not_enough() {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    assert!(
        env.run(&["forecast"])
            .exit(18)
            .stderr
            .contains("0 complete hours")
    );
}

#[test]
fn mobility_sees_a_move_before_the_past_does() {
    let env = fleet(840, true);
    let listing = env
        .run(&["analyze", "mobility", "-o", "json"])
        .success()
        .json();
    let moves = row(&listing, "prefix:tenant/moves/");
    assert_eq!(moves["home_region"], "us-east-1");
    assert_eq!(moves["best_region"], "eu-central-1");
    // All of what is expected is elsewhere, in two of the last four weeks it was.
    let score = moves["mobility_score"].as_f64().unwrap();
    assert!((0.49..=0.5).contains(&score), "{moves}");
    assert!(close(&moves["persistence_ratio"], 0.5), "{moves}");
    let historic = moves["historic_mobility_score"].as_f64().unwrap();
    assert!(historic < 0.0, "three weeks of five were home: {moves}");
    assert!(close(
        &row(&listing, "prefix:tenant/steady/")["mobility_score"],
        -1.0
    ));
    let shares = env.run(&["analyze", "mobility", "--shares", "-o", "json"]);
    let shares = shares.success().json();
    let of_moves = shares["data"].as_array().unwrap().iter();
    let of_moves = of_moves.filter(|row| row["segment"] == "prefix:tenant/moves/");
    let sum: f64 = of_moves
        .map(|row| row["share_ratio"].as_f64().unwrap())
        .sum();
    assert!((sum - 1.0).abs() < 1e-9, "{shares}");
    let by_bytes = env.run(&[
        "analyze",
        "mobility",
        "--measure",
        "bytes",
        "--min-score",
        "0",
        "-o",
        "json",
    ]);
    let by_bytes = by_bytes.success().json();
    assert_eq!(by_bytes["data"].as_array().unwrap().len(), 1);
    assert!(
        close(&by_bytes["data"][0]["expected_bytes"], 672_000.0),
        "{by_bytes}"
    );
}

#[test]
fn shard_keys_are_scored_on_what_clients_read_together() {
    let env = fleet(100, false);
    let listing = env
        .run(&["analyze", "shardkeys", "-o", "json"])
        .success()
        .json();
    let rows = listing["data"].as_array().unwrap();
    let candidate = |name: &str| rows.iter().find(|row| row["shard_key"] == name).unwrap();
    assert!(
        close(&candidate("directory")["cardinality"], 1.0),
        "{listing}"
    );
    assert!(
        close(&candidate("directory")["together_ratio"], 1.0),
        "{listing}"
    );
    assert!(
        close(&candidate("directory")["skew"], 2.0),
        "one value on two shards: {listing}"
    );
    assert!(
        close(&candidate("object_key")["cardinality"], 3.0),
        "{listing}"
    );
    let nothing = TestEnvironment::new();
    nothing.config(CONFIG);
    nothing.run(&["analyze", "shardkeys"]).exit(18);
}

#[test]
fn an_anomaly_has_its_kind_its_beginning_and_its_size() {
    let env = fleet(840, false);
    let listing = env
        .run(&["analyze", "anomalies", "-o", "json"])
        .success()
        .json();
    assert_eq!(listing["data"].as_array().unwrap().len(), 0, "{listing}");
    let mut env = TestEnvironment::new();
    env.set("SHARDCTL_NOW", "2026-01-01T00:00:00Z");
    env.config(CONFIG);
    let count = |hour: i64| if hour < 3 * 168 { 6 } else { 12 };
    ingest(
        &env,
        (0..=840).flat_map(|hour| {
            (0..count(hour)).map(move |n| access(hour, n, "tenant/grows/1.csv", "us-east-1"))
        }),
    );
    let listing = env
        .run(&["analyze", "anomalies", "-o", "json"])
        .success()
        .json();
    let row = row(&listing, "prefix:tenant/grows/");
    assert_eq!(row["kind"], "drift", "{listing}");
    assert!(
        row["since"].as_str().unwrap().starts_with("2025-09-2"),
        "{listing}"
    );
    let (now, before) = (&row["confidence_ratio"], &row["confidence_before_ratio"]);
    assert!(close(now, before.as_f64().unwrap() / 2.0), "{listing}");
    let ratio = row["requests"].as_f64().unwrap() / row["expected_requests"].as_f64().unwrap();
    assert!((1.8..2.2).contains(&ratio), "{listing}");
}

#[test]
fn tenants_are_ranked_by_where_their_demand_will_be() {
    let env = fleet(840, true);
    let all = env.run(&["analyze", "mobility", "--by", "tenant", "-o", "json"]);
    assert_eq!(
        all.success().json()["data"].as_array().unwrap().len(),
        0,
        "no tenant is known"
    );
    let env = TestEnvironment::new();
    env.config(CONFIG);
    ingest(
        &env,
        (0..=840).map(|hour| {
            let region = if hour < 3 * 168 {
                "us-east-1"
            } else {
                "eu-central-1"
            };
            let mut access = access(hour, 1, "tenant/moves/1.csv", region);
            access.tenant = "acme".into();
            access
        }),
    );
    let mut map = SqliteMap::create(&env.state_dir()).unwrap();
    map.adopt(&shard_map(), START_MS).unwrap();
    let listing = env
        .run(&["analyze", "mobility", "--by", "tenant", "-o", "json"])
        .success()
        .json();
    let acme = &listing["data"][0];
    assert_eq!(
        (&acme["tenant"], &acme["home_region"]),
        (&"acme".into(), &"us-east-1".into())
    );
    assert_eq!(acme["best_region"], "eu-central-1", "{listing}");
    assert!(acme["mobility_score"].as_f64().unwrap() > 0.0, "{listing}");
}

/// What is expected of the week to come, by region, beside what came: the demo's tenant, as of several days of its move.
#[test]
fn the_demos_moving_tenant_is_forecast_by_region_where_it_goes() {
    let all = harbor(35);
    let first_hour = START_MS / HOUR_MS;
    let mut held = 0;
    for days in [18, 20, 22, 24, 26] {
        let mobility = mobility_of(&harbor(days));
        let share = |name: &str| mobility.shares.iter().find(|(region, _)| region == name);
        let (_, eu) = share("eu-central-1").unwrap();
        let from = first_hour + i64::from(days) * 24;
        let week = |region: u16| {
            let hours = all.objects[0].hours.iter();
            let of_week = hours.filter(|count| count.region == region);
            let of_week = of_week.filter(|count| (from..from + 168).contains(&count.hour));
            of_week.map(|count| count.requests).sum::<u64>() as f64
        };
        let came = week(0) / (week(0) + week(1));
        println!(
            "day {days}: expected {eu:?}, came {came:.2}, score {:.2}",
            mobility.score
        );
        assert!((eu.mean - came).abs() < 0.15, "day {days}: {eu:?} {came}");
        held += usize::from(eu.lower <= came && came <= eu.upper);
    }
    assert!(held >= 4, "{held} of 5");
}

/// What the demo's logs of its first `days` days say of the tenant that moves, by region; requests of unknown
/// regions are left out.
fn harbor(days: u32) -> AccessProfile {
    let seed = 1;
    let catalogue = Catalogue::new(seed);
    let mut counts: BTreeMap<(i64, u16), u64> = BTreeMap::new();
    for log in traffic(&catalogue, seed, 0..days) {
        for line in log
            .text
            .lines()
            .filter(|line| line.contains(" tenant/harbor/"))
        {
            let fields: Vec<&str> = line.split(' ').collect();
            let hour: i64 = fields[2].split(':').nth(1).unwrap().parse().unwrap();
            let region = match (fields[4], fields[fields.len() - 1]) {
                (_, "eu-central-1") => 0,
                (_, "us-east-1") => 1,
                (address, _) if address.starts_with("10.32.") => 0,
                (address, _) if address.starts_with("10.16.") => 1,
                _ => continue,
            };
            *counts
                .entry((i64::from(log.day) * 24 + hour, region))
                .or_default() += 1;
        }
    }
    let first_hour = START_MS / HOUR_MS;
    let hours = counts
        .into_iter()
        .map(|((hour, region), requests)| HourCount {
            hour: first_hour + hour,
            region,
            tenant: 0,
            class: OperationClass::Read,
            requests,
            accesses: requests,
            assumed: 0,
            bytes: requests * 1000,
        });
    AccessProfile {
        objects: vec![ObjectAccess {
            key: "tenant/harbor/data".into(),
            logged_size: None,
            hours: hours.collect(),
        }],
        regions: vec!["eu-central-1".into(), "us-east-1".into()],
        oldest_event_ms: Some(START_MS - 1),
        newest_event_ms: Some(START_MS + i64::from(days) * 24 * HOUR_MS),
        ..AccessProfile::default()
    }
}

fn mobility_of(profile: &AccessProfile) -> Mobility {
    let segment = |_: &Key| Segment::Prefix("tenant/harbor/".into());
    let forecast = forecast_fleet(profile, segment, |_| None, &ForecastOptions::default()).unwrap();
    let measure = DemandMeasure::Requests;
    let all = fleet_mobility(profile, &forecast, measure, segment, |_| Some("us-east-1"));
    all.into_iter().next().unwrap()
}

#[test]
fn the_demos_moving_tenant_is_forecast_to_arrive_before_it_has_arrived() {
    let first_hour = START_MS / HOUR_MS;
    let day_of = |hour: i64| (hour - first_hour) as f64 / 24.0;
    // All five weeks: what truly happened, day by day.
    let Some(Arrival::Since(arrived)) = mobility_of(&harbor(35)).arrival else {
        panic!("the demo's tenant has moved by the end of its logs")
    };
    for known_days in [14, 16] {
        let mobility = mobility_of(&harbor(known_days));
        assert!(
            day_of(arrived) > f64::from(known_days) + 1.0,
            "it has not arrived yet"
        );
        let Some(Arrival::Expected {
            hour,
            earliest,
            latest,
        }) = mobility.arrival
        else {
            panic!("nothing foreseen on day {known_days}: {mobility:?}")
        };
        assert!(
            (day_of(hour) - day_of(arrived)).abs() < 6.0,
            "on day {known_days} expected on {:.1}, came on {:.1}",
            day_of(hour),
            day_of(arrived)
        );
        assert!(earliest <= hour && hour <= latest);
        assert!(earliest <= arrived + 48, "{earliest} {arrived}");
    }
}

#[test]
fn the_load_of_a_shard_is_that_of_its_segments_together() {
    let env = fleet(840, true);
    let report = env
        .run(&["forecast", "--shard", "use1", "-o", "json"])
        .success()
        .json();
    assert_eq!(report["schema"], "shardctl.forecast_shard/v1");
    let data = &report["data"];
    assert_eq!(data["segments"], 3);
    let listing = env.run(&["forecast", "-o", "json"]).success().json();
    let sum = |name: &str| -> f64 {
        let rows = listing["data"].as_array().unwrap().iter();
        rows.map(|row| row[name].as_f64().unwrap()).sum()
    };
    let requests = &data["requests"];
    let mean = requests["mean"].as_f64().unwrap();
    assert!(
        (mean / sum("requests") - 1.0).abs() < 0.05,
        "{requests} {}",
        sum("requests")
    );
    assert!(requests["upper"].as_f64().unwrap() <= sum("requests_upper") + 1.0);
    assert_eq!(data["hours"].as_array().unwrap().len(), 168);
    for (name, code) in [("use2", 4), ("euc1", 4)] {
        env.run(&["forecast", "--shard", name]).exit(code);
    }
    fleet(100, false)
        .run(&["forecast", "--shard", "use1"])
        .exit(13);
}

#[test]
fn a_tenant_is_forecast_by_all_it_asks_for() {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    let of = |tenant: &'static str| {
        move |hour: i64| Access {
            tenant: tenant.into(),
            ..access(hour, 0, &format!("{tenant}/{}", hour % 3), "us-east-1")
        }
    };
    ingest(
        &env,
        (0..=400).flat_map(|hour| [of("acme")(hour), of("umbra")(hour)]),
    );
    let report = env
        .run(&["forecast", "--tenant", "acme", "-o", "json"])
        .success()
        .json();
    assert_eq!(report["schema"], "shardctl.forecast_tenant/v1");
    assert_eq!(report["data"]["tenant"], "acme");
    assert!(
        close(&report["data"]["requests"]["mean"], 168.0),
        "{report}"
    );
    let series = report["data"]["series"].as_array().unwrap();
    let sum: f64 = series
        .iter()
        .map(|row| row["requests"]["mean"].as_f64().unwrap())
        .sum();
    assert!((sum - 168.0).abs() < 1e-6, "{report}");
    assert!(
        series.iter().all(|row| row["segment"] == "prefix:acme/"),
        "{report}"
    );
    env.run(&["forecast", "--tenant", "acme", "--backtest"])
        .exit(2);
    let wrong = env.run(&["forecast", "--tenant", "acne"]).exit(4);
    assert!(wrong.stderr.contains("acme"), "{wrong}");
}

/// Every day at noon five clients read in `tenant/a/` and then in `tenant/b/`; one in ten goes on to `tenant/c/`.
fn visits(days: i64) -> Vec<Access> {
    let mut accesses = Vec::new();
    for visit in 0..days * 5 {
        let (day, client) = (visit / 5, visit % 5);
        let mut request = |minutes: i64, key: &str| {
            accesses.push(Access {
                time_ms: START_MS + day * 24 * HOUR_MS + 12 * HOUR_MS + minutes * 60_000,
                client: client as u64 + 1,
                ..access(0, 0, key, "us-east-1")
            });
        };
        request(client, "tenant/a/1.csv");
        request(client + 1, "tenant/b/1.csv");
        if visit % 10 == 0 {
            request(client + 2, "tenant/c/1.csv");
        }
    }
    accesses
}

#[test]
fn what_sessions_use_together_is_forecast_beside_what_was_counted() {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    // The first and the last day are covered in part.
    ingest(&env, visits(30));
    let listing = env.run(&["analyze", "coaccess", "--horizon", "7d", "-o", "json"]);
    let listing = listing.success().json();
    assert_eq!(listing["schema"], "shardctl.co_access/v1");
    let pair = row(&listing, "prefix:tenant/a/");
    assert_eq!(pair["other_segment"], "prefix:tenant/b/");
    assert_eq!(pair["crossings"], 140.0);
    assert_eq!(pair["last_window_crossings"], 35.0);
    let number = |name: &str| pair[name].as_f64().unwrap();
    assert!((number("expected_crossings") - 35.0).abs() < 3.0, "{pair}");
    assert!(number("expected_crossings_lower") < 30.0);
    assert!(number("expected_crossings_upper") > 40.0);
    let rare = row(&listing, "prefix:tenant/b/");
    assert_eq!(
        (&rare["other_segment"], &rare["crossings"]),
        (&"prefix:tenant/c/".into(), &14.0.into())
    );

    let backtest = env.run(&["analyze", "coaccess", "--backtest", "-o", "json"]);
    let backtest = backtest.success().json();
    let rows = backtest["data"].as_array().unwrap();
    let models: Vec<_> = rows
        .iter()
        .map(|row| row["model"].as_str().unwrap())
        .collect();
    assert_eq!(models, ["ewma_gamma_poisson", "last_window"]);
    assert_eq!(
        (&rows[0]["days"], &rows[0]["pairs"]),
        (&7.into(), &6.into())
    );
    let text = env
        .run(&["forecast", "--backtest", "-o", "table"])
        .success()
        .stdout;
    assert!(text.contains("co-access held out 7 days ahead"), "{text}");

    let short = TestEnvironment::new();
    short.config(CONFIG);
    ingest(&short, visits(2));
    assert_eq!(short.run(&["analyze", "coaccess"]).code, Some(18));
}

#[test]
fn a_segment_whose_name_is_no_text_can_be_asked_for_as_it_is_listed() {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    let requests = (0..200).map(|hour| Access {
        key: Key::from(&b"tenant/\xffld\xe9r/1.csv"[..]),
        ..access(hour, 0, "", "us-east-1")
    });
    ingest(&env, requests);
    let name = r"prefix:tenant/\xffld\xe9r/";
    let listed = env.run(&["forecast", "-o", "name"]).success().stdout;
    assert_eq!(listed.trim_end(), name);
    for asked in [name, r"tenant/\xffld\xe9r/"] {
        let report = env.run(&["forecast", "--segment", asked, "-o", "json"]);
        assert!(report.success().json()["data"]["requests"]["mean"].as_f64() > Some(100.0));
    }
    let near = env.run(&["forecast", "--segment", r"prefix:tenant/\xffld\xe9/"]);
    assert!(near.stderr.contains(name), "{}", near.stderr);
}
