//! A real web log from raw lines to an explained move, against a second count of everything.
//!
//! Real: the requests, their times, keys and bytes (`fixtures/logs`, see its provenance). Synthetic, as
//! the log has none of it: the shards and what lies where, the regions of the pseudonymous clients,
//! prices, latencies, and what an access that leaves its shard is worth. Objects are the log's paths, of a
//! sixteenth of the size that was last served.

mod migrated;
mod moved;
mod naive;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read as _;
use std::sync::Arc;

use serde_json::Value;
use shardctl::ports::FixedClock;
use shardctl::simulator::{SimServer, Simulator, SyntheticObject};

use crate::support::TestEnvironment;
use naive::Log;

const LOG: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/logs/real/web-access-2015-05.log.gz"
);
/// The time of every run.
const NOW_MS: i64 = 1_795_176_000_000;
/// Synthetic prices: storage a GiB-month, read and write a request, by region.
const PRICES: [(&str, f64, f64, f64); 3] = [
    ("us-east-1", 0.023, 0.000_000_4, 0.000_005),
    ("eu-central-1", 0.0245, 0.000_000_43, 0.000_005_4),
    ("ap-south-1", 0.025, 0.000_000_4, 0.000_005),
];
const EGRESS: f64 = 0.02;
const CROSSING: f64 = 0.0002;
const HORIZON_HOURS: f64 = 720.0;
/// Both copies are paid for so long: short, so that the test that migrates need not wait.
const GRACE_SECONDS: f64 = 60.0;

/// What lies where, synthetic: web-eu and web-ap hold one tree each, web-us everything else.
fn bucket(key: &str) -> &'static str {
    match key.split('/').next().unwrap() {
        "blog" => "web-eu",
        "presentations" => "web-ap",
        _ => "web-us",
    }
}

const CONTROL_BUCKET: &str = "web-control";
const BUCKETS: [(&str, &str); 3] = [
    ("web-us", "us-east-1"),
    ("web-eu", "eu-central-1"),
    ("web-ap", "ap-south-1"),
];

fn config(url: &str, env: &TestEnvironment) -> String {
    let regions = env.write("regions.csv", naive::CIDR_FILE);
    let mut text = format!(
        "[endpoint.store]\nkind = \"s3\"\nurl = \"{url}\"\nregion = \"us-east-1\"\n\
         [regions]\nmap_files = [\"{}\"]\n\
         [control]\nurl = \"s3://{CONTROL_BUCKET}/v1/\"\nendpoint = \"store\"\n\
         [safety]\nzombie_bound = \"1s\"\ngrace = \"{GRACE_SECONDS}s\"\nquiet_readers = \"0s\"\naccept_short_bound = true\n\
         [plan]\nusd_per_cross_shard_access = {CROSSING}\nhorizon = \"30d\"\n\
         [[logs]]\nname = \"web\"\nsource = \"{LOG}\"\nformat = \"http-combined\"\nbucket = \"web-us\"\n",
        regions.display()
    );
    for (bucket, region) in BUCKETS {
        let _ = writeln!(
            text,
            "[[shard]]\nname = \"{bucket}\"\nendpoint = \"store\"\nbucket = \"{bucket}\"\nregion = \"{region}\""
        );
    }
    text += "[prices.storage]\n";
    for (region, storage, ..) in PRICES {
        let _ = writeln!(text, "{region} = {storage}");
    }
    text += "[prices.requests]\n";
    for (region, _, read, write) in PRICES {
        let (read, write) = (read * 1000.0, write * 1000.0);
        let _ = writeln!(
            text,
            "{region} = {{ read_per_1000 = {read}, write_per_1000 = {write} }}"
        );
    }
    text += "[prices.egress]\n";
    for (from, ..) in PRICES {
        for (to, ..) in PRICES.iter().filter(|(to, ..)| *to != from) {
            let _ = writeln!(text, "\"{from}:{to}\" = {EGRESS}");
        }
    }
    text
}

fn read_log() -> Log {
    let file = std::fs::File::open(LOG).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .unwrap();
    naive::read(&text)
}

/// The fleet with the log's objects in it, and a home that is configured for it.
struct Site {
    simulator: Simulator,
    _server: SimServer,
    env: TestEnvironment,
}

impl Site {
    async fn new(log: &Log) -> Self {
        let clock = Arc::new(FixedClock::new(NOW_MS));
        let mut builder = Simulator::builder(clock).seed(1).credentials("AK", "SK");
        builder = builder.bucket(CONTROL_BUCKET, "us-east-1");
        for (bucket, region) in BUCKETS {
            builder = builder.bucket(bucket, region);
        }
        let simulator = builder.build();
        for (name, _) in BUCKETS {
            let here = log.sizes.iter().filter(|(key, _)| bucket(key) == name);
            let objects = here.map(|(key, &size)| SyntheticObject::new(key.as_str(), size, NOW_MS));
            assert!(simulator.load(name, objects));
        }
        let server = SimServer::start(&simulator, 0).await.unwrap();
        let mut env = TestEnvironment::new();
        env.set("AWS_ACCESS_KEY_ID", "AK")
            .set("AWS_SECRET_ACCESS_KEY", "SK");
        env.config(&config(&server.url(), &env));
        Self {
            simulator,
            _server: server,
            env,
        }
    }

    /// The `data` of a command's JSON, once it ended well.
    fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        tokio::task::block_in_place(|| self.env.run(&args))
            .success()
            .json()["data"]
            .clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_log_goes_from_lines_to_an_explained_move() {
    let log = read_log();
    assert_eq!(log.lines, 10_000);
    let site = Site::new(&log).await;
    site.json(&["inventory", "scan"]);
    site.json(&["init", "--adopt"]);
    site.json(&["logs", "ingest"]);

    let rules = rules(&site, &log);
    regions_are_counted(&site, &log);
    segments_are_measured(&site, &log, &rules);
    let plan = site.json(&["plan", "propose", "--name", "real"]);
    inputs_are_the_logs(&plan, &log);
    let moves = plan["moves"].as_array().unwrap();
    assert!(!moves.is_empty(), "{:#}", plan["near_misses"]);
    let forecast = forecast(&site);
    forecast_is_plausible(&log, &forecast);
    let second = SecondCount::new(&log, &rules);
    for planned in moves {
        second.recompute(&forecast, &plan, planned);
    }
    let explained = site.json(&["plan", "explain", "real"]);
    for (explained, planned) in explained["moves"].as_array().unwrap().iter().zip(moves) {
        assert_eq!(explained["terms"], planned["terms"]);
        assert_eq!(explained["costs"], planned["costs"]);
    }
    assert_eq!(site.simulator.bill().writes(), 0, "planning only reads");
}

/// The map's rules; they place every object where it is.
fn rules(site: &Site, log: &Log) -> Vec<String> {
    let map = site.json(&["map", "show"]);
    let rows = map.as_array().unwrap();
    let shard: BTreeMap<String, String> = rows
        .iter()
        .map(|row| (text(&row["segment"]), text(&row["shard"])))
        .collect();
    let ids: Vec<String> = shard.keys().cloned().collect();
    for key in log.sizes.keys() {
        let covering = ids.iter().filter(|id| match id.split_once(':').unwrap() {
            ("exact", exact) => exact == key,
            (_, prefix) => key.starts_with(prefix),
        });
        let rule = covering.max_by_key(|id| (id.starts_with("exact:"), id.len()));
        assert_eq!(shard[rule.unwrap()], bucket(key), "{key}");
    }
    ids
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}

/// Requests and bytes by requester region, and how the region is known.
fn regions_are_counted(site: &Site, log: &Log) {
    let mut want: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for read in &log.reads {
        let sums = want.entry(read.region).or_default();
        sums.0 += 1;
        sums.1 += read.bytes;
    }
    let data = site.json(&["analyze", "regions"]);
    let mut got: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for row in data["regions"].as_array().unwrap() {
        let sums = got.entry(text(&row["region"])).or_default();
        sums.0 += row["reads"].as_u64().unwrap();
        sums.1 += row["read_bytes"].as_u64().unwrap();
    }
    let want: BTreeMap<String, (u64, u64)> = want
        .into_iter()
        .map(|(region, sums)| (region.to_owned(), sums))
        .collect();
    assert_eq!(got, want);
    let known = log.reads.iter().filter(|read| read.known_region).count();
    assert_eq!(data["evidence_requests"]["cidr_file"], known);
    assert_eq!(
        data["evidence_requests"]["assumed"],
        log.reads.len() - known
    );
}

/// Objects and bytes of every segment that the plan looked at.
fn segments_are_measured(site: &Site, log: &Log, rules: &[String]) {
    let mut want: BTreeMap<String, u64> = BTreeMap::new();
    for read in &log.reads {
        *want.entry(naive::segment(&read.key, rules)).or_default() += 1;
    }
    let data = site.json(&["analyze", "segments", "--limit", "10000"]);
    let got: BTreeMap<String, u64> = (data.as_array().unwrap().iter())
        .map(|row| {
            let count = |name: &str| row[name].as_u64().unwrap();
            (text(&row["segment"]), count("reads") + count("writes"))
        })
        .collect();
    assert_eq!(got, want);
}

fn inputs_are_the_logs(plan: &Value, log: &Log) {
    let inputs = &plan["inputs"];
    let known = log.reads.iter().filter(|read| read.known_region).count();
    let coverage = known as f64 / log.reads.len() as f64;
    assert!(
        near(&inputs["region_coverage_ratio"], coverage, 1e-6),
        "{inputs}"
    );
    assert_eq!(inputs["demand_requests"], log.reads.len());
    assert_eq!(inputs["oldest_event_ms"], log.oldest_ms);
    assert_eq!(plan["as_of_ms"], log.newest_ms);
    assert_eq!(inputs["objects"], log.sizes.len());
    assert_eq!(inputs["bytes"], log.sizes.values().sum::<u64>());
}

fn near(value: &Value, want: f64, tolerance: f64) -> bool {
    value
        .as_f64()
        .is_some_and(|got| (got - want).abs() <= tolerance)
}

fn price(bucket: &str) -> (&'static str, f64, f64, f64) {
    let (_, region) = BUCKETS.iter().find(|(name, _)| *name == bucket).unwrap();
    *PRICES.iter().find(|(name, ..)| name == region).unwrap()
}

/// Segment → requester region → requests and bytes that the forecast expects in a week.
type Forecast = BTreeMap<String, BTreeMap<&'static str, (f64, f64)>>;

fn forecast(site: &Site) -> Forecast {
    let mut forecast = Forecast::new();
    for (region, ..) in PRICES {
        let rows = site.json(&["forecast", "--region", region, "--limit", "10000"]);
        for row in rows.as_array().unwrap() {
            assert_eq!(row["class"], "read");
            let number = |name: &str| row[name].as_f64().unwrap();
            let demand = (number("requests"), number("expected_bytes"));
            forecast
                .entry(text(&row["segment"]))
                .or_default()
                .insert(region, demand);
        }
    }
    forecast
}

/// The forecast itself cannot be counted a second time; but a week of it is, in all, between half and
/// double of a week at the log's mean rate.
fn forecast_is_plausible(log: &Log, forecast: &Forecast) {
    let steady = log.reads.len() as f64 / log.hours() * 168.0;
    let parts = forecast.values().flat_map(BTreeMap::values);
    let expected: f64 = parts.map(|(requests, _)| requests).sum();
    assert!(
        (0.5..2.0).contains(&(expected / steady)),
        "{expected} of {steady}"
    );
}

/// Sizes and neighbours of every segment, by the second count.
struct SecondCount {
    /// Segment → bucket, objects, bytes.
    segments: BTreeMap<String, (&'static str, u64, u64)>,
    /// Accesses an hour that go from one segment to another.
    crossings: BTreeMap<(String, String), f64>,
}

impl SecondCount {
    fn new(log: &Log, rules: &[String]) -> Self {
        let mut segments = BTreeMap::new();
        for (key, size) in &log.sizes {
            let id = naive::segment(key, rules);
            let (_, objects, bytes) = segments.entry(id).or_insert((bucket(key), 0, 0));
            *objects += 1;
            *bytes += size;
        }
        let planned: BTreeSet<String> = segments.keys().cloned().collect();
        let crossings = naive::crossings(log, rules, &planned).into_iter();
        let crossings = crossings.map(|(pair, count)| (pair, count as f64 / log.hours()));
        Self {
            segments,
            crossings: crossings.collect(),
        }
    }

    /// Every line of one move, from this count, the configured prices and the printed forecast.
    fn recompute(&self, forecast: &Forecast, plan: &Value, planned: &Value) {
        let id = text(&planned["segment"]);
        let (bucket, objects, bytes) = self.segments[&id];
        assert_eq!(planned["from"], bucket, "{id}");
        assert_eq!(planned["objects"], objects, "{id}");
        assert_eq!(planned["bytes"], bytes, "{id}");
        let (objects, gib) = (objects as f64, naive::gib(bytes as f64));
        let (source, target) = (price(bucket), price(&text(&planned["to"])));

        let mut gain = gib * HORIZON_HOURS / 730.0 * (source.1 - target.1);
        for (&region, &(requests, sent)) in forecast.get(&id).into_iter().flatten() {
            let scale = HORIZON_HOURS / 168.0;
            let egress = |at: &str| if at == region { 0.0 } else { EGRESS };
            gain += naive::gib(sent * scale) * (egress(source.0) - egress(target.0));
            gain += requests * scale * (source.2 - target.2);
        }
        gain += self.crossing_gain(plan, &id);
        let month = gain * 730.0 / HORIZON_HOURS;
        // The printed forecast is rounded to whole bytes, each term to nano-dollars.
        let tolerance = 1e-7 + month.abs() * 1e-6;
        let printed = &planned["gain_usd_month"];
        assert!(
            near(printed, month, tolerance),
            "{id}: {month}, not {printed}"
        );

        let cost = objects * (source.2 + target.3 + source.3)
            + gib * (EGRESS + source.1 * GRACE_SECONDS / 3600.0 / 730.0);
        let printed = &planned["cost_usd"];
        assert!(near(printed, cost, 1e-8), "{id}: {cost}, not {printed}");
        confidence_is_recomputed(plan, planned);
    }

    /// What the move changes about accesses that leave their shard; half where the neighbour moves, too.
    fn crossing_gain(&self, plan: &Value, id: &str) -> f64 {
        let moved: BTreeMap<String, String> = (plan["moves"].as_array().unwrap().iter())
            .map(|planned| (text(&planned["segment"]), text(&planned["to"])))
            .collect();
        let before = |id: &String| self.segments[id].0.to_owned();
        let after = |id: &String| moved.get(id).cloned().unwrap_or_else(|| before(id));
        let mut gain = 0.0;
        for ((a, b), per_hour) in &self.crossings {
            let other = match (a == id, b == id) {
                (true, _) => b,
                (_, true) => a,
                _ => continue,
            };
            let was = f64::from(u8::from(before(a) != before(b)));
            let is = f64::from(u8::from(after(a) != after(b)));
            let share = if moved.contains_key(other) { 0.5 } else { 1.0 };
            gain += (was - is) * share * per_hour * HORIZON_HOURS * CROSSING;
        }
        gain
    }
}

fn confidence_is_recomputed(plan: &Value, planned: &Value) {
    let clump = &plan["clumps"][planned["clump"].as_u64().unwrap() as usize - 1];
    let part = |name: &str| clump["confidence"][name].as_f64().unwrap();
    let total = 0.5
        + (part("net_gain_ratio") - 0.5) * part("region_coverage_ratio") * part("history_ratio");
    assert!((part("total_ratio") - total).abs() < 1e-5, "{clump}");
    assert_eq!(
        planned["confidence_ratio"],
        clump["confidence"]["total_ratio"]
    );
    let gain = clump["gain_usd_month"].as_f64().unwrap() * HORIZON_HOURS / 730.0;
    let hours = clump["cost_usd"].as_f64().unwrap() / gain * HORIZON_HOURS;
    assert!(
        near(&clump["payback_hours"], hours, 1e-3 * hours.max(1.0)),
        "{clump}"
    );
    assert!(hours <= HORIZON_HOURS / 2.0, "it pays back in time");
}
