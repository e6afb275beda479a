//! How soon a host knows where keys are, and another knows what was in flight. The program itself against the
//! simulator at loopback: wall and CPU time of its process, its peak memory, and the requests it sent.
//!
//! `cargo bench --bench recovery -- locate 1000000 10000000`: a map of that many rules; one key from a cold
//! process, and that many keys from standard input.
//! `… -- map 1000000`: `recover map` of that many rules, from the snapshot and from the log alone.
//! `… -- verify 1000000 50`: `recover verify` of that many rules after that many versions.
//! `… -- inspect 1000000 1000`: `recover map`, `recover in-flight` and `recover inspect` of a migration of that many
//! transfers with that many in flight, on a bare host, with 30 shards and one region that does not answer.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that cannot go on has failed, and its figures are for the terminal"
)]

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use shardctl::adapters::sqlite::SqliteMap;
use shardctl::adapters::system::SystemClock;
use shardctl::migration::{
    Contract, Event, MigrationEvent, MigrationId, MigrationSettings, MoveEvent, MoveId, MoveSpec,
    ObjectVersion, ProofLevel, Route, Sealed, TransferEvent,
};
use shardctl::placement::{Shard, ShardMap};
use shardctl::ports::{
    BucketReader as _, Clock as _, JournalStore as _, ListRequest, MapStore as _,
};
use shardctl::simulator::{SimServer, Simulator, SyntheticObject};
use tempfile::TempDir;

/// Shards; the last is in the region that does not answer.
const SHARDS: usize = 30;

/// Events in one batch of the journal.
const BATCH: usize = 256;

#[tokio::main]
async fn main() {
    let args: Vec<String> = std::env::args().collect();
    let number = |n: usize, default: usize| {
        let given = args.get(n).and_then(|text| text.parse().ok());
        given.unwrap_or(default)
    };
    match args.get(1).map(String::as_str) {
        Some("map") => map(number(2, 1_000_000)).await,
        Some("verify") => verify(number(2, 1_000_000), number(3, 50)).await,
        Some("inspect") => inspect(number(2, 1_000_000), number(3, 1_000)).await,
        Some("locate") => locate(number(2, 1_000_000), number(3, 10_000_000)).await,
        _ => {
            locate(1_000_000, 10_000_000).await;
            map(1_000_000).await;
            verify(1_000_000, 50).await;
            inspect(1_000_000, 1_000).await;
        }
    }
}

fn key(n: usize) -> String {
    format!("tenant/{n:08}/")
}

fn shard(n: usize) -> Shard {
    Shard {
        name: format!("s{n:02}").as_str().into(),
        endpoint: if n + 1 < SHARDS { "store" } else { "dark" }.to_owned(),
        bucket: format!("data-{n:02}"),
        prefix: String::new(),
        mount: String::new(),
        region: "r".to_owned(),
        weight: 1,
    }
}

/// A fleet on the simulator, a host that works on it, and what a region answers that is down: nothing.
struct Bench {
    simulator: Simulator,
    server: SimServer,
    dark: std::net::TcpListener,
    hosts: Vec<TempDir>,
}

/// What a process took.
struct Spent {
    wall: Duration,
    cpu: f64,
    peak_mib: u64,
    requests: u64,
    code: Option<i32>,
}

impl Bench {
    /// A fleet whose map has this many rules, published.
    async fn start(rules: usize) -> Self {
        let mut builder = Simulator::builder(Arc::new(SystemClock)).credentials("AK", "SK");
        builder = builder.bucket("control", "r");
        for n in 0..SHARDS {
            builder = builder.bucket(&shard(n).bucket, "r");
        }
        let simulator = builder.build();
        let server = SimServer::start(&simulator, 0).await.unwrap();
        let dark = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut bench = Self {
            simulator,
            server,
            dark,
            hosts: Vec::new(),
        };
        bench.another_host();
        let mut map = ShardMap::new(1, (0..SHARDS).map(shard));
        for n in 0..rules {
            let to = shard(n % (SHARDS - 2)).name;
            map.insert(format!("prefix:{}", key(n)).parse().unwrap(), to, 1);
        }
        map.insert("prefix:moving/".parse().unwrap(), "s00".into(), 1);
        let mut store = SqliteMap::create(&bench.state_dir()).unwrap();
        store.adopt(&map, SystemClock.now_ms()).unwrap();
        drop((store, map));
        bench.config(true);
        bench.must(&["map", "pin", "prefix:pinned/", "--reason", "bench"]);
        bench
    }

    /// From here on runs are those of a host with nothing.
    fn another_host(&mut self) {
        let shared = Path::new("/dev/shm");
        let made = if shared.is_dir() {
            TempDir::new_in(shared)
        } else {
            TempDir::new()
        };
        self.hosts.push(made.unwrap());
    }

    fn home(&self) -> &Path {
        self.hosts.last().unwrap().path()
    }

    fn state_dir(&self) -> PathBuf {
        self.home().join("state")
    }

    /// Writes the config; the last region may be up, or take requests and answer none.
    fn config(&self, up: bool) {
        let dark = format!("http://{}", self.dark.local_addr().unwrap());
        let mut text = String::new();
        for (name, url) in [
            ("store", self.server.url()),
            ("dark", if up { self.server.url() } else { dark }),
        ] {
            writeln!(
                text,
                "[endpoint.{name}]\nkind = \"s3\"\nurl = \"{url}\"\nregion = \"r\"\nprices = \"free\""
            )
            .unwrap();
        }
        text += "[control]\nurl = \"s3://control/fleet/\"\nendpoint = \"store\"\n";
        for shard in (0..SHARDS).map(shard) {
            writeln!(
                text,
                "[[shard]]\nname = \"{}\"\nendpoint = \"{}\"\nbucket = \"{}\"\nregion = \"r\"\nweight = 1",
                shard.name, shard.endpoint, shard.bucket
            )
            .unwrap();
        }
        std::fs::write(self.home().join("config.toml"), text).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shardctl"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.home())
            .env("AWS_ACCESS_KEY_ID", "AK")
            .env("AWS_SECRET_ACCESS_KEY", "SK")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("SHARDCTL_CONFIG", self.home().join("config.toml"))
            .env("SHARDCTL_STATE_DIR", self.state_dir());
        command
    }

    fn must(&self, args: &[&str]) {
        let output = tokio::task::block_in_place(|| self.command(args).output().unwrap());
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {told}");
    }

    /// Runs the program, and prints what that took.
    fn measure(&self, args: &[&str], input: Option<&Path>) -> Spent {
        self.simulator.reset_counters();
        let spent = tokio::task::block_in_place(|| self.spend(args, input));
        println!(
            "{:44} {:7.0} ms wall, {:5.2} s CPU, {:4} MiB, {:5} requests, exit {}",
            args.join(" "),
            spent.wall.as_secs_f64() * 1e3,
            spent.cpu,
            spent.peak_mib,
            spent.requests,
            spent.code.unwrap_or(-1),
        );
        spent
    }

    fn spend(&self, args: &[&str], input: Option<&Path>) -> Spent {
        let mut command = self.command(args);
        command.stdout(File::create(self.home().join("out")).unwrap());
        command.stderr(File::create(self.home().join("err")).unwrap());
        command.stdin(input.map_or_else(Stdio::null, |path| File::open(path).unwrap().into()));
        let before = children_cpu();
        let begin = Instant::now();
        let mut child = command.spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut peak_mib = 0;
        // The high-water mark of a process goes with it: what it grew in its last moment is not seen.
        let (end, wall) = loop {
            if let Some(end) = child.try_wait().unwrap() {
                break (end, begin.elapsed());
            }
            let text = std::fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
            peak_mib = peak_mib.max(kib.unwrap_or(0_u64) / 1024);
            std::thread::sleep(Duration::from_millis(1));
        };
        Spent {
            wall,
            cpu: children_cpu() - before,
            peak_mib,
            requests: self.simulator.bill().requests().values().sum(),
            code: end.code(),
        }
    }
}

/// CPU seconds of the children that have ended (clock ticks of 10 ms).
fn children_cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let ticks = fields.split(' ').skip(13).take(2);
    ticks
        .map(|ticks| ticks.parse::<f64>().unwrap())
        .sum::<f64>()
        / 100.0
}

async fn locate(rules: usize, keys: usize) {
    let bench = Bench::start(rules).await;
    println!("a map of {rules} rules");
    let mut cold: Vec<f64> = (0..100)
        .map(|n| {
            let key = format!("{}x", key(n * 7_919 % rules));
            let spent = tokio::task::block_in_place(|| bench.spend(&["locate", &key], None));
            spent.wall.as_secs_f64() * 1e3
        })
        .collect();
    cold.sort_by(f64::total_cmp);
    println!(
        "locate KEY, of 100 processes: median {:.1} ms, slowest {:.1} ms",
        cold[50], cold[99]
    );
    let path = bench.home().join("keys");
    for (what, seed) in [("in order", None), ("in any order", Some(1))] {
        let mut random = fastrand::Rng::with_seed(seed.unwrap_or_default());
        let mut file = BufWriter::new(File::create(&path).unwrap());
        for n in 0..keys {
            let n = seed.map_or(n * rules / keys, |_| random.usize(..rules));
            writeln!(file, "{}2026/11/{n}", key(n)).unwrap();
        }
        drop(file);
        let stream = ["locate", "--keys-from", "-", "--stream"];
        let spent = bench.measure(&stream, Some(&path));
        let rate = keys as f64 / spent.wall.as_secs_f64();
        println!("{keys} keys {what}: {rate:.0} a second, the reading of the map included");
    }
}

async fn map(rules: usize) {
    let mut bench = Bench::start(rules).await;
    bench.must(&["snapshot", "create"]);
    println!("a map of {rules} rules, on a host with nothing");
    bench.another_host();
    bench.config(false);
    let _ = bench.measure(&["recover", "map"], None);
    let _ = bench.measure(&["locate", &key(rules / 2)], None);
}

async fn verify(rules: usize, versions: usize) {
    let bench = Bench::start(rules).await;
    bench.must(&["snapshot", "create"]);
    for n in 1..versions {
        bench.must(&[
            "map",
            "pin",
            &format!("prefix:pinned/{n}/"),
            "--reason",
            "bench",
        ]);
    }
    println!("a map of {rules} rules, {versions} versions after it");
    let _ = bench.measure(&["recover", "verify"], None);
}

async fn inspect(transfers: usize, in_flight: usize) {
    let mut bench = Bench::start(10_000).await;
    begin_migration(&bench, transfers, in_flight).await;
    println!(
        "{transfers} transfers, {in_flight} of them in flight; {SHARDS} shards, one region does not answer"
    );
    // What the host before published as it went.
    bench.must(&["map", "pin", "prefix:pinned/2/", "--reason", "bench"]);
    let known = bench.measure(&["recover", "inspect"], None);
    println!(
        "{:.2} requests for each in flight",
        known.requests as f64 / in_flight as f64
    );
    bench.another_host();
    bench.config(false);
    let begin = Instant::now();
    let _ = bench.measure(&["recover", "map"], None);
    let _ = bench.measure(&["locate", "moving/00000001"], None);
    println!(
        "from nothing to a correct locate: {:.1} s",
        begin.elapsed().as_secs_f64()
    );
    let _ = bench.measure(&["recover", "in-flight"], None);
    let _ = bench.measure(&["recover", "inspect"], None);
    println!(
        "and to what is to be done about each: {:.1} s",
        begin.elapsed().as_secs_f64()
    );
}

/// The one move of the migration.
fn move_id(now_ms: i64) -> MoveId {
    MoveId {
        migration: MigrationId::new(now_ms, 1),
        n: 1,
    }
}

fn created(id: &MoveId, now_ms: i64) -> Event {
    Event::Migration {
        id: id.migration.clone(),
        event: MigrationEvent::Created {
            plan_id: "0123456789ab".to_owned(),
            map_lsn: 1,
            settings: MigrationSettings {
                contract: Contract::Immutable,
                verify: ProofLevel::Checksum,
                grace_ms: 86_400_000,
                zombie_bound_ms: 1_800_000,
                allow_stream: false,
                force_stream: false,
            },
            moves: vec![MoveSpec {
                segment: "prefix:moving/".parse().unwrap(),
                from: "s00".into(),
                to: "s01".into(),
                leaves: Vec::new(),
            }],
            at_ms: now_ms,
        },
    }
}

/// The versions of every object in `moving/`, as the store lists them.
async fn listed(bench: &Bench) -> Vec<(String, ObjectVersion)> {
    let source = bench.simulator.bucket("data-00");
    let mut found = Vec::new();
    let mut request = ListRequest {
        prefix: "moving/".to_owned(),
        ..ListRequest::default()
    };
    loop {
        let page = source.list(&request).await.unwrap();
        found.extend(page.objects.into_iter().map(|object| {
            let want = ObjectVersion {
                etag: object.etag,
                version_id: None,
                size: object.size,
                last_modified_ms: object.last_modified_ms,
            };
            (object.key, want)
        }));
        request.continuation = page.next;
        if request.continuation.is_none() {
            return found;
        }
    }
}

/// A migration of the segment `moving/`, as a process leaves it that is killed while it copies.
async fn begin_migration(bench: &Bench, transfers: usize, in_flight: usize) {
    let now_ms = SystemClock.now_ms();
    let object = |n: usize| SyntheticObject::new(format!("moving/{n:08}"), 100, now_ms - 60_000);
    assert!(bench.simulator.load("data-00", (0..transfers).map(object)));
    let mut store = SqliteMap::open_for_changes(&bench.state_dir())
        .unwrap()
        .unwrap();
    let epoch = store.identity().unwrap().epoch;
    let id = move_id(now_ms);
    let transfer = |key: &str, event| Event::Transfer {
        id: id.clone(),
        key: key.into(),
        event,
    };
    let mut append = |events: &[Event]| {
        for batch in events.chunks(BATCH) {
            store.append(epoch, batch, now_ms).unwrap();
        }
    };
    append(&[created(&id, now_ms)]);
    let found = listed(bench).await;
    for some in found.chunks(BATCH) {
        let planned = some.iter().map(|(key, want)| {
            let want = want.clone();
            transfer(
                key,
                TransferEvent::Planned {
                    want,
                    target_before: None,
                },
            )
        });
        append(&planned.collect::<Vec<_>>());
    }
    let sealed = Sealed {
        objects: transfers as u64,
        bytes: 100 * transfers as u64,
        target_empty: true,
        at_ms: now_ms,
    };
    let event = MoveEvent::Sealed {
        sealed,
        route: Route::ServerSide,
    };
    append(&[Event::Move {
        id: id.clone(),
        event,
    }]);
    let intended = found.iter().take(in_flight).map(|(key, want)| {
        let want = want.clone();
        transfer(
            key,
            TransferEvent::CopyIntended {
                want,
                at_ms: now_ms,
            },
        )
    });
    append(&intended.collect::<Vec<_>>());
}
