//! A storm of SIGKILL: a segment moves from one shard to the other and back, every command on the way is
//! killed at random moments and recovered, while an application goes on writing new objects by the map.
//! Nothing that it was told is kept is ever lost, and in the end all of it is where the map says.
//!
//! A few kills are tried on the simulator over HTTP; 1,000 with `SHARDCTL_SWEEP`. The same on a real server,
//! which `tests/live/run.sh` starts.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures::executor::block_on;
use shardctl::ports::{Bucket, PutRequest};

use crate::support::{CONTROL, MovingFleet, TestEnvironment};

/// Bounds that let a move come to its end within seconds.
const SHORT: &str = "\n[safety]\nlease_ttl = \"3s\"\nzombie_bound = \"1s\"\ngrace = \"2s\"\n\
                     quiet_readers = \"0s\"\naccept_short_bound = true\n";
/// Grace, as configured: how old a map an application may go by.
const GRACE: Duration = Duration::from_secs(2);
/// Kills of a run of which nothing is said.
const FEW: u32 = 8;
/// Kills of one command, before it is left to come to its end.
const KILLS_OF_ONE: u32 = 6;
/// Runs of a command that says 10: each starts a process, and grace takes seconds.
const MOST_RUNS: u32 = 400;

/// Where the storm is.
struct Storm<'a> {
    home: &'a TestEnvironment,
    buckets: BTreeMap<&'static str, Arc<dyn Bucket>>,
    random: fastrand::Rng,
    kills: u32,
}

/// What an application was told is kept, and whether its map was young enough.
type Kept = Arc<Mutex<BTreeMap<String, (String, bool)>>>;

fn located(home: &TestEnvironment, key: &str) -> String {
    let found = home.run(&["locate", key, "-o", "json"]).success().json();
    let row = match &found["data"] {
        serde_json::Value::Array(rows) => rows[0].clone(),
        row => row.clone(),
    };
    row["shard"]
        .as_str()
        .unwrap_or_else(|| panic!("{found}"))
        .to_owned()
}

/// Writes new objects until it is told to stop.
fn write(
    home: &TestEnvironment,
    buckets: &BTreeMap<&'static str, Arc<dyn Bucket>>,
    kept: &Kept,
    stop: &AtomicBool,
) {
    let mut n = 0;
    while !stop.load(Ordering::Relaxed) {
        let key = format!("tenant/42/new-{n:05}");
        let asked = Instant::now();
        let shard = located(home, &key);
        let body = format!("of {key}");
        let request = PutRequest {
            key: key.clone(),
            body: body.clone().into(),
            ..PutRequest::default()
        };
        block_on(buckets[shard.as_str()].put(&request)).unwrap();
        let in_time = asked.elapsed() < GRACE / 2;
        kept.lock().unwrap().insert(key, (body, in_time));
        n += 1;
        std::thread::sleep(Duration::from_millis(150));
    }
}

impl Storm<'_> {
    /// Runs a command; while there are kills left for it, kills it after a while and recovers.
    fn brave(&mut self, args: &[&str]) {
        let mut kills = 0;
        for _ in 0..MOST_RUNS {
            let mut child = self
                .home
                .command(args)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            if kills < KILLS_OF_ONE {
                std::thread::sleep(Duration::from_millis(self.random.u64(5..400)));
                if child.try_wait().unwrap().is_none() {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    kills += 1;
                    self.kills += 1;
                    let recovered = self.home.run(&["recover", "run"]);
                    assert!(matches!(recovered.code, Some(0 | 10)), "{recovered}");
                    continue;
                }
            }
            match child.wait().unwrap().code() {
                Some(0) => return,
                Some(10) => std::thread::sleep(Duration::from_millis(100)),
                _ => panic!("{args:?}: {}", self.home.run(args)),
            }
        }
        panic!("{args:?} does not end: {}", self.home.run(args));
    }

    /// Moves the segment to a shard.
    fn life(&mut self, to: &str) {
        let _ = self.home.run(&["inventory", "scan"]).success();
        let map = format!("segment,shard\nprefix:tenant/42/,{to}\n");
        let ask = [
            "migrate",
            "request",
            "--confidence",
            "0.9",
            "--map",
            "-",
            "-o",
            "json",
        ];
        let asked = self.home.run_with_input(&ask, map.as_bytes()).success();
        let id = asked.json()["data"]["migration_id"].clone();
        let id = id.as_str().unwrap_or_else(|| panic!("{asked}"));
        self.brave(&["migrate", "start", id]);
        self.brave(&["migrate", "switch", id]);
        self.brave(&["migrate", "complete", id, "--confirm", id]);
    }

    async fn bytes(&self, shard: &str, key: &str) -> Option<String> {
        let object = self.buckets[shard].get(key, None).await.ok()?;
        Some(String::from_utf8(object.bytes.to_vec()).unwrap())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_kills_while_an_application_writes_loses_nothing() {
    let mut fleet = MovingFleet::start_in_real_time(&format!("{CONTROL}{SHORT}")).await;
    fleet.home.unset("SHARDCTL_NOW");
    let mut buckets: BTreeMap<&'static str, Arc<dyn Bucket>> = BTreeMap::new();
    for shard in ["a", "b"] {
        let bucket = fleet.simulator.bucket(&format!("data-{shard}"));
        buckets.insert(shard, Arc::new(bucket));
    }
    let most = std::env::var_os("SHARDCTL_SWEEP").map_or(FEW, |_| 1_000);
    let (kept, stop) = (Kept::default(), AtomicBool::new(false));
    for n in 0..12 {
        let key = format!("tenant/42/{n:02}");
        let body = fleet.object("data-a", &key).await;
        kept.lock().unwrap().insert(key, (body, true));
    }
    let seed = std::env::var("SHARDCTL_SIM_SEED").ok();
    let seed = seed
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| fastrand::u64(..));
    println!("SHARDCTL_SIM_SEED={seed}");
    let mut storm = Storm {
        home: &fleet.home,
        buckets: buckets.clone(),
        random: fastrand::Rng::with_seed(seed),
        kills: 0,
    };
    let lives = tokio::task::block_in_place(|| {
        std::thread::scope(|scope| {
            scope.spawn(|| write(&fleet.home, &buckets, &kept, &stop));
            let mut lives = 0;
            while storm.kills < most {
                storm.life(["b", "a"][lives % 2]);
                lives += 1;
            }
            stop.store(true, Ordering::Relaxed);
            lives
        })
    });
    let kept = kept.lock().unwrap().clone();
    println!(
        "{} kills in {lives} lives, {} objects",
        storm.kills,
        kept.len()
    );
    for (key, (body, in_time)) in &kept {
        let (a, b) = (storm.bytes("a", key).await, storm.bytes("b", key).await);
        let body = Some(body.clone());
        assert!([&a, &b].contains(&&body), "`{key}` is lost: {a:?}, {b:?}");
        let there = if located(&fleet.home, key) == "a" {
            a
        } else {
            b
        };
        assert!(
            !in_time || there == body,
            "`{key}` is not where the map says"
        );
    }
    let _ = fleet.home.run(&["recover", "verify"]).success();
}
