//! What migrations cost: the meter against the store's own bill, and a limit.

use shardctl::simulator::Usage;

use crate::support::{FleetStore, MovingFleet};

/// Objects beside the twelve of the fleet.
const MORE: usize = 100;
const READ_USD: f64 = 0.001 / 1_000.0;
const WRITE_USD: f64 = 0.01 / 1_000.0;
const GIB_USD: f64 = 1.28;
const OBJECT_BYTES: u64 = 16 << 10;

/// A fleet of more objects, whose store has its price.
async fn priced() -> MovingFleet {
    let fleet = MovingFleet::start().await;
    let keys: Vec<String> = (0..MORE).map(|n| format!("tenant/42/m{n:03}")).collect();
    let objects: Vec<(&str, u64)> = keys
        .iter()
        .map(|key| (key.as_str(), OBJECT_BYTES))
        .collect();
    fleet.load("a", &objects);
    let _ = fleet.run(&["inventory", "scan"]).success();
    let shards = ["a", "b", "c"]
        .map(|name| FleetStore::shard(name, ""))
        .concat();
    let prices: String = ["a", "b", "c"]
        .map(|name| {
            format!("[prices.requests.r-{name}]\nread_per_1000 = 0.001\nwrite_per_1000 = 0.01\n")
        })
        .concat();
    let pairs = ["a:r-b", "b:r-a", "a:r-c", "c:r-a", "b:r-c", "c:r-b"];
    let egress = pairs
        .map(|pair| format!("\"r-{pair}\" = {GIB_USD}\n"))
        .concat();
    let more = format!(
        "\n[control]\nurl = \"s3://control/fleet/\"\nendpoint = \"store\"\n{prices}\
         [prices.storage]\nr-a = 0.1\nr-b = 0.1\nr-c = 0.1\n\
         [prices.egress]\n{egress}"
    );
    let config = fleet
        .config(&(shards + &more))
        .replace("prices = \"free\"\n", "");
    fleet.home.config(&config);
    fleet
}

/// What the store would charge at these prices.
fn charged(usage: &Usage) -> f64 {
    let price = |(operation, count): (&&str, &u64)| {
        let reads = operation.starts_with("Get") || operation.starts_with("Head");
        *count as f64 * if reads { READ_USD } else { WRITE_USD }
    };
    let bytes = usage.bytes_out + usage.bytes_copied;
    let requests: f64 = usage.requests.iter().map(price).sum();
    requests + bytes as f64 / f64::from(1 << 30) * GIB_USD
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_meter_says_what_the_store_charges() {
    for copy in ["server", "stream"] {
        let mut fleet = priced().await;
        let map = "segment,shard\nprefix:tenant/42/,b\n";
        let asked = fleet.ask(map, &["--copy", copy]).success();
        let id = asked.json()["data"]["migration_id"]
            .as_str()
            .unwrap()
            .to_owned();
        fleet.simulator.reset_counters();
        let _ = fleet.run(&["migrate", "start", &id]).success();
        let _ = fleet.run(&["migrate", "switch", &id]).success();
        let grace = fleet.status(&id)["cost"]["grace_usd_per_day"]
            .as_f64()
            .unwrap();
        let month = MORE as f64 * OBJECT_BYTES as f64 / f64::from(1 << 30) * 0.1;
        assert!((grace * 730.0 / 24.0 / month - 1.0).abs() < 0.01, "{grace}");
        fleet.pass(std::time::Duration::from_hours(200)).await;
        let _ = fleet
            .run(&["migrate", "complete", &id, "--confirm", &id])
            .success();

        let cost = &fleet.status(&id)["cost"];
        let spent = cost["spent_usd"].as_f64().unwrap();
        let bill = fleet.simulator.bill();
        let charged: f64 = ["data-a", "data-b"]
            .map(|name| charged(&bill.buckets[name]))
            .iter()
            .sum();
        let apart = (spent / charged - 1.0).abs();
        assert!(
            apart < 0.05,
            "{copy}: {spent} USD, charged {charged}: {cost:#} {bill:#?}"
        );
        let estimated = cost["estimated_usd"].as_f64().unwrap();
        assert!(estimated > 0.0 && estimated <= spent, "{cost:#}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_on_the_cost_stops_the_run_and_counts_earlier_ones() {
    let fleet = priced().await;
    let id = fleet.request();
    let limited = ["migrate", "start", &id, "--max-cost", "0.005"];
    let stopped = fleet.run(&limited).exit(14);
    assert!(stopped.stderr.contains("--max-cost"), "{stopped}");
    let status = fleet.status(&id);
    let spent = status["cost"]["spent_usd"].as_f64().unwrap();
    let copied = status["verified_objects"].as_u64().unwrap();
    assert!(spent > 0.002 && spent < 0.0052, "{spent}");
    assert!(copied > 5 && copied < 90, "{copied}");

    let _ = fleet.run(&limited).exit(14);
    let again = fleet.status(&id);
    let more = again["cost"]["spent_usd"].as_f64().unwrap() - spent;
    assert!(more < 0.0015, "nothing but what finds out: {more}");
    let _ = fleet
        .run(&["migrate", "start", &id, "--max-cost", "0.05"])
        .success();
    assert_eq!(fleet.status(&id)["verified_objects"], 12 + MORE as u64);

    let config = std::fs::read_to_string(fleet.home.path("config/shardctl/config.toml")).unwrap();
    fleet
        .home
        .config(&config.replace("[prices.requests.r-b]", "[prices.requests.r-x]"));
    let refused = fleet
        .run(&["migrate", "verify", &id, "--max-cost", "1"])
        .exit(13);
    assert!(
        refused
            .stderr
            .contains("prices.requests.\"r-b\" is not set"),
        "{refused}"
    );
    let _ = fleet.run(&["migrate", "verify", &id]).success();
    let shown = fleet.run(&["migrate", "status", &id]).success();
    assert!(shown.stdout.contains("nobody knows"), "{shown}");
    for wrong in ["-1", "nan", "cheap"] {
        let limit = format!("--max-cost={wrong}");
        let _ = fleet.run(&["migrate", "start", &id, &limit]).exit(2);
    }
}
