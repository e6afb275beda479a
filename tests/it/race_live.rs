//! Two hosts that race for one fleet on a real server: each change of the map goes to one of them, and none is
//! lost. `tests/live/run.sh` starts the server.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{CommandOutput, LiveServer, TestEnvironment};

/// Rounds; with `SHARDCTL_SWEEP` a thousand.
const ROUNDS: usize = 20;

/// Whether a server honours create-only PUT atomically, which the map log wants of it.
const ATOMIC: &str = "radosgw";

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hosts_that_race_on_a_real_server_one_gets_each_version() {
    let Some(server) = LiveServer::of_environment().filter(|server| server.kind == ATOMIC) else {
        eprintln!("skipped: SHARDCTL_LIVE_ENDPOINT names no {ATOMIC}");
        return;
    };
    let rounds = std::env::var_os("SHARDCTL_SWEEP").map_or(ROUNDS, |_| 1_000);
    let buckets = server.create_buckets("race").await;
    let one = host(&server, &buckets);
    let _ = run(&one, &["inventory", "scan"]).success();
    let _ = run(&one, &["init", "--adopt"]).success();
    let two = twin(&one, &server, &buckets);
    let _ = run(&one, &["map", "pin", "prefix:first/", "--reason", "race"]).success();
    let mut expected = BTreeSet::from(["prefix:first/".to_owned()]);
    let mut beaten = 0;
    for round in 0..rounds {
        let names = ["one", "two"].map(|name| format!("prefix:{round}/{name}/"));
        let ends = std::thread::scope(|scope| {
            let both = [(&one, &names[0]), (&two, &names[1])];
            let both = both.map(|(host, name)| scope.spawn(move || pin(host, name)));
            both.map(|one| one.join().unwrap())
        });
        beaten += usize::from(ends.contains(&false));
        let won = names.into_iter().zip(ends);
        expected.extend(won.filter_map(|(name, won)| won.then_some(name)));
    }
    let last = [
        "map",
        "pin",
        "prefix:last/",
        "--reason",
        "race",
        "-o",
        "json",
    ];
    let last = run(&one, &last).success().json();
    expected.insert("prefix:last/".to_owned());
    // Who loses a version works off the newer map; each time that the fleet changes hands a fence says so.
    let versions = usize::try_from(last["data"]["map_version"].as_u64().unwrap()).unwrap();
    let handed_over = versions - 1 - expected.len();
    println!("{rounds} rounds, {beaten} with a loser, {handed_over} changes of hands");
    assert!(handed_over >= rounds / 2, "they hardly met: {handed_over}");
    let pins = run(&one, &["map", "show", "--pins", "-o", "json"]).success();
    let pins = pins.json()["data"].as_array().unwrap().clone();
    let pins: BTreeSet<String> = pins.iter().map(|pin| text(&pin["segment"])).collect();
    assert_eq!(
        pins, expected,
        "what was said to be done is done, and nothing else"
    );
    let _ = run(&one, &["recover", "verify"]).success();
}

/// Whether the pin was set; a host that was beaten says so by its exit code.
fn pin(host: &TestEnvironment, segment: &str) -> bool {
    let output = host.run(&["map", "pin", segment, "--reason", "race"]);
    match output.code {
        Some(0) => true,
        Some(11 | 12) => {
            let _ = host.run(&["reconcile", "--check"]);
            false
        }
        _ => panic!("{output}"),
    }
}

fn run(host: &TestEnvironment, args: &[&str]) -> CommandOutput {
    tokio::task::block_in_place(|| host.run(args))
}

fn host(server: &LiveServer, buckets: &[String; 3]) -> TestEnvironment {
    let mut env = TestEnvironment::new();
    env.set("AWS_ACCESS_KEY_ID", &server.access_key)
        .set("AWS_SECRET_ACCESS_KEY", &server.secret_key)
        .unset("SHARDCTL_NOW");
    env.config(&format!(
        "[endpoint.store]\nkind = \"s3\"\nurl = \"{}\"\nregion = \"us-east-1\"\nprices = \"free\"\n\
         [control]\nurl = \"s3://{}/control/\"\nendpoint = \"store\"\n\
         [[shard]]\nname = \"a\"\nendpoint = \"store\"\nbucket = \"{}\"\nprefix = \"data/\"\nregion = \"r\"\n",
        server.url, buckets[0], buckets[1]
    ));
    env
}

/// Another host of the same fleet, with the map as it was adopted.
fn twin(one: &TestEnvironment, server: &LiveServer, buckets: &[String; 3]) -> TestEnvironment {
    let two = host(server, buckets);
    std::fs::create_dir_all(two.state_dir()).unwrap();
    for name in ["map.db", "map.db-wal"] {
        if one.state_dir().join(name).exists() {
            std::fs::copy(one.state_dir().join(name), two.state_dir().join(name)).unwrap();
        }
    }
    let map = rusqlite::Connection::open(two.state_dir().join("map.db")).unwrap();
    let named = "UPDATE meta SET host_id = 'host-two', checksum = NULL";
    assert_eq!(map.execute(named, []).unwrap(), 1);
    two
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
