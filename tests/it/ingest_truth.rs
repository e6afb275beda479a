//! `logs ingest` against the truth of a generated log: every hour of every object, the damaged lines,
//! the duplicates.

#[expect(dead_code, reason = "the bench also writes the truth to files")]
#[path = "../../benches/access_log/mod.rs"]
mod access_log;

use std::collections::{BTreeMap, BTreeSet};

use access_log::catalogue::{self, Catalogue};
use access_log::{Plan, Row, TruthTotals, generate};
use shardctl::access::{AGGREGATE_COLUMNS, AccessProfile, AggregateRow, OperationClass};
use shardctl::adapters::sqlite::SqliteStats;
use shardctl::ports::StatsStore;

use crate::support::TestEnvironment;

/// Hour, key, region, tenant, whether a write.
type Cell = (i64, Vec<u8>, String, String, bool);
/// → requests, accesses, assumed, bytes.
type Demand = BTreeMap<Cell, [u64; 4]>;

struct Generated {
    log: Vec<u8>,
    demand: Demand,
    totals: TruthTotals,
}

fn generated(plan: &Plan) -> Generated {
    let mut log = Vec::new();
    let mut demand = Demand::new();
    let totals = generate(plan, &mut log, &mut |catalogue, rows| {
        demand.extend(rows.iter().map(|row| of_truth(catalogue, row)));
        Ok(())
    });
    Generated {
        log,
        demand,
        totals: totals.unwrap(),
    }
}

fn of_truth(catalogue: &Catalogue, row: &Row) -> (Cell, [u64; 4]) {
    let key = catalogue.key(row.key).into_bytes();
    let tenant = catalogue.tenant(row.key);
    (
        (row.hour, key, row.region.to_owned(), tenant, row.is_write),
        [row.requests, row.accesses, row.assumed, row.bytes],
    )
}

fn of_profile(profile: &AccessProfile) -> Demand {
    let mut demand = Demand::new();
    for object in &profile.objects {
        for count in &object.hours {
            let region = profile.regions[usize::from(count.region)].clone();
            let tenant = profile.tenants[count.tenant as usize].clone();
            let is_write = count.class == OperationClass::Write;
            demand.insert(
                (
                    count.hour,
                    object.key.as_bytes().to_vec(),
                    region,
                    tenant,
                    is_write,
                ),
                [count.requests, count.accesses, count.assumed, count.bytes],
            );
        }
    }
    demand
}

fn fleet() -> TestEnvironment {
    let env = TestEnvironment::new();
    env.config(&catalogue::config("regions.csv"));
    env.write("config/shardctl/regions.csv", catalogue::region_file());
    env
}

fn profile(env: &TestEnvironment) -> AccessProfile {
    let store = SqliteStats::open(&env.state_dir()).unwrap();
    store.unwrap().profile().unwrap()
}

#[test]
fn a_generated_log_is_counted_as_it_was_meant() {
    let plan = Plan {
        damaged: 0,
        ..Plan::new(12_000, 3_001, 7)
    };
    let truth = generated(&plan);
    assert_eq!(truth.totals.keys, 3_001, "each key is asked for");
    assert!(truth.totals.duplicated_demand > 0);
    let env = fleet();
    env.write("a.log", &truth.log);
    let answer = env.run(&["logs", "ingest", "a.log", "--json"]).success();
    let file = &answer.json()["data"][0];
    assert_eq!(file["lines"], truth.totals.lines);
    assert_eq!(file["rejected"], 0);
    assert_eq!(file["key_mismatches"], 0);
    let profile = profile(&env);
    assert!(
        of_profile(&profile) == truth.demand,
        "{}",
        first_difference(&profile, &truth)
    );
    assert!(exported(&env) == truth.demand, "the export is another");
    let mut excluded = truth.totals.excluded.clone();
    excluded.insert("duplicate", truth.totals.duplicated_demand);
    for (reason, records) in &profile.excluded {
        // Duplicates of what is no demand are counted with their reason.
        let twice = truth.totals.duplicated_lines - truth.totals.duplicated_demand;
        let meant = excluded.get(reason.as_str()).copied().unwrap_or(0);
        assert!(
            (meant..=meant + twice).contains(records),
            "{reason}: {records}, not {meant}"
        );
    }
    let evidence: BTreeMap<&str, u64> = profile
        .evidence
        .iter()
        .map(|(source, requests)| (source.name(), *requests))
        .collect();
    assert_eq!(evidence, truth.totals.evidence);
}

/// The rows of `logs export`, without the size of the object, which the truth knows per object only.
fn exported(env: &TestEnvironment) -> Demand {
    let _ = env.run(&["logs", "export", "out.csv.zst"]).success();
    let file = std::fs::File::open(env.path("out.csv.zst")).unwrap();
    let mut file = csv::Reader::from_reader(zstd::Decoder::new(file).unwrap());
    let columns: Vec<String> = file.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(columns, AGGREGATE_COLUMNS);
    let rows = file.byte_records().filter_map(|record| {
        let row = AggregateRow::parse(&record.unwrap()).unwrap();
        let is_write = row.class? == OperationClass::Write;
        assert!(row.bucket.is_empty() && row.address.is_empty() && row.requester.is_empty());
        Some((
            (row.hour, row.key, row.region, row.tenant, is_write),
            [row.requests, row.accesses, row.assumed, row.bytes],
        ))
    });
    rows.collect()
}

fn first_difference(profile: &AccessProfile, truth: &Generated) -> String {
    let found = of_profile(profile);
    let keys: BTreeSet<_> = found.keys().chain(truth.demand.keys()).collect();
    let differ = keys
        .into_iter()
        .find(|key| found.get(*key) != truth.demand.get(*key));
    differ.map_or_else(String::new, |key| {
        format!(
            "{key:?}: {:?}, not {:?}",
            found.get(key),
            truth.demand.get(key)
        )
    })
}

#[test]
fn damaged_lines_are_rejected_and_good_ones_are_not() {
    let plan = Plan {
        damaged: 600,
        ..Plan::new(4_000, 1_000, 11)
    };
    let truth = generated(&plan);
    let env = fleet();
    env.write("a.log", &truth.log);
    let answer = env
        .run(&[
            "logs",
            "ingest",
            "a.log",
            "--json",
            "--max-reject-ratio",
            "0.5",
        ])
        .success()
        .json();
    let rejected = answer["data"][0]["rejected"].as_u64().unwrap();
    let damaged = truth.totals.damaged_lines.len() as u64;
    assert!(
        rejected <= damaged,
        "{} good lines rejected",
        rejected - damaged
    );
    let taken = damaged - rejected;
    assert!(
        taken * 1_000 <= damaged * 4,
        "{taken} of {damaged} damaged lines taken for good"
    );
}
