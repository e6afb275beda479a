//! The real web log's objects move, are killed in the middle, recovered, switched, checked and completed.

use std::collections::BTreeMap;

use shardctl::ports::{BucketReader as _, ListRequest};
use shardctl::simulator::Simulator;

use super::*;
use crate::support::run_and_kill;

/// Copies answered before the store falls silent.
const KILLED_AT: u64 = 7;

#[tokio::test(flavor = "multi_thread")]
async fn the_objects_of_a_real_log_move_through_a_kill_and_lose_nothing() {
    let log = read_log();
    let mut site = Site::new(&log).await;
    let originals = everything(&site.simulator).await;
    site.json(&["inventory", "scan"]);
    site.json(&["init", "--adopt"]);
    site.json(&["logs", "ingest"]);
    let plan = site.json(&["plan", "propose", "--name", "real"]);
    let moved = plan["totals"]["objects"].as_u64().unwrap();
    assert!(moved > KILLED_AT + 1, "{}", plan["totals"]);

    site.simulator.withhold_copy_answers_after(KILLED_AT);
    let start = ["migrate", "start", "real", "--ways", "2", "-o", "jsonl"];
    let silent = || site.simulator.withheld_answers() > 0;
    tokio::task::block_in_place(|| run_and_kill(site.env.command(&start), KILLED_AT, silent));
    site.simulator.answer_copies();
    assert_readable(&site, &originals).await;

    let inspect = ["recover", "inspect", "--json"];
    let found = tokio::task::block_in_place(|| site.env.run(&inspect)).exit(10);
    assert!(
        found.stdout.contains(r#""journal":"copy_intent""#),
        "{found}"
    );
    site.json(&["recover", "run"]);
    let again = site.json(&["recover", "inspect"]);
    assert_eq!(again["transfers"], serde_json::json!([]));

    let list = site.json(&["migrate", "list"]);
    let id = text(&list[0]["migration_id"]);
    site.json(&["migrate", "start", &id]);
    assert_readable(&site, &originals).await;
    site.env.set("SHARDCTL_NOW", "2026-11-20T12:05:00Z");
    site.json(&["migrate", "switch", &id]);
    assert_readable(&site, &originals).await;

    site.env.set("SHARDCTL_NOW", "2026-11-20T12:10:00Z");
    site.json(&["migrate", "complete", &id, "--confirm", &id]);
    assert_readable(&site, &originals).await;
    let objects: usize = everything(&site.simulator)
        .await
        .values()
        .map(BTreeMap::len)
        .sum();
    assert_eq!(objects, log.sizes.len(), "one copy of each is left");
}

/// ETag of every object, by bucket and key; what shardctl keeps for itself apart.
async fn everything(simulator: &Simulator) -> BTreeMap<&'static str, BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for (name, _) in BUCKETS {
        let mut request = ListRequest::default();
        let objects: &mut BTreeMap<String, String> = all.entry(name).or_default();
        loop {
            let page = simulator.bucket(name).list(&request).await.unwrap();
            let data = page.objects.into_iter();
            let data = data.filter(|object| !object.key.starts_with(".shardctl/"));
            objects.extend(data.map(|object| (object.key, object.etag)));
            request.continuation = page.next;
            if request.continuation.is_none() {
                break;
            }
        }
    }
    all
}

/// Every object is what it was, where the map says it is.
async fn assert_readable(
    site: &Site,
    originals: &BTreeMap<&'static str, BTreeMap<String, String>>,
) {
    let now = everything(&site.simulator).await;
    let keys: Vec<&str> = originals
        .values()
        .flatten()
        .map(|(key, _)| key.as_str())
        .collect();
    let file = site.env.write("keys", keys.join("\n"));
    let located = site.json(&["locate", "--keys-from", file.to_str().unwrap()]);
    let located = located.as_array().unwrap();
    assert_eq!(located.len(), keys.len());
    for (bucket, objects) in originals {
        for (key, etag) in objects {
            let row = located
                .iter()
                .find(|row| row["key"] == key.as_str())
                .unwrap();
            let at = text(&row["bucket"]);
            let found = now[at.as_str()].get(key);
            assert_eq!(found, Some(etag), "{key} of {bucket}, now in {at}");
        }
    }
}
