//! What the state directory and the control location say of each other: real and dry runs judge alike.

use std::time::Duration;

use shardctl::simulator::Capabilities;

use crate::support::{CONTROL, MovingFleet};

fn copy_map(fleet: &MovingFleet, from: &str, to: &str) {
    for name in ["map.db", "map.db-wal"] {
        let at = |dir: &str| fleet.home.path(dir).join(name);
        let _ = std::fs::remove_file(at(to));
        if at(from).exists() {
            std::fs::copy(at(from), at(to)).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_map_db_is_noticed_by_whoever_only_looks() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    std::fs::create_dir_all(fleet.home.path("copy")).unwrap();
    copy_map(&fleet, "state/shardctl", "copy");
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    copy_map(&fleet, "copy", "state/shardctl");
    fleet.simulator.reset_counters();
    for args in [
        &["migrate", "switch", &id, "--dry-run"][..],
        &["migrate", "start", &id, "--dry-run"],
        &["recover", "inspect"],
        &["recover", "run", "--dry-run"],
        &["map", "pin", "prefix:other/", "--reason", "r", "-n"],
    ] {
        let told = fleet.run(args).exit(17);
        assert!(told.stderr.contains("older than what this host"), "{told}");
    }
    fleet.assert_only_read();
    for args in [&["migrate", "switch", &id][..], &["recover", "run"]] {
        let _ = fleet.run(args).exit(17);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_of_a_plan_names_no_migration_that_is_not_there() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let plan = fleet.status(&id)["plan_id"].as_str().unwrap().to_owned();
    let _ = fleet.run(&["migrate", "cancel", &id]).success();
    let dry = fleet.run(&["migrate", "start", &plan, "-n"]).success();
    assert!(
        dry.stdout.contains("Next: the same without --dry-run"),
        "{dry}"
    );
    assert!(!dry.stdout.contains("shardctl migrate"), "{dry}");
    let json = fleet
        .run(&["migrate", "start", &plan, "-n", "-o", "json"])
        .success();
    assert!(json.json()["data"]["migration_id"].is_null(), "{json}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_map_db_that_is_gone_is_not_taken_for_a_fleet_without_migrations() {
    let fleet = MovingFleet::start().await;
    let _ = fleet.verified();
    let gone = |fleet: &MovingFleet| {
        for name in ["map.db", "map.db-wal", "map.db-shm"] {
            let _ = std::fs::remove_file(fleet.home.state_dir().join(name));
        }
    };
    gone(&fleet);
    let listed = fleet.run(&["migrate", "list"]).success();
    assert!(listed.stderr.contains("there is no map.db"), "{listed}");
    let _ = fleet.run(&["recover", "inspect"]).exit(17);
    let told = fleet.run(&["status"]).exit(17);
    assert!(!told.stderr.contains("init --adopt"), "{told}");

    let local = "\n[control]\nmode = \"local\"\n";
    let fleet = MovingFleet::start_with(Capabilities::default(), local).await;
    let _ = fleet.verified();
    gone(&fleet);
    let _ = fleet.run(&["migrate", "list"]).exit(17);
    let told = fleet.run(&["locate", "tenant/42/07"]).exit(17);
    assert!(told.stderr.contains("is gone"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_map_db_of_a_newer_program_asks_for_it() {
    let fleet = MovingFleet::start().await;
    let file = fleet.home.state_dir().join("map.db");
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    for args in [
        &["migrate", "list"][..],
        &["locate", "a"],
        &["recover", "run"],
    ] {
        let told = fleet.run(args).exit(17);
        assert!(told.stderr.contains("use a newer shardctl"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_grace_below_the_zombie_bound_is_refused_or_accepted_and_told() {
    let fleet = MovingFleet::start().await;
    let safety = |text: &str| {
        let tables = format!("{CONTROL}\n[safety]\nzombie_bound = \"8d\"\n{text}");
        fleet.configure_with(&["", "", ""], &tables);
        fleet.ask("segment,shard\nprefix:tenant/42/,b\n", &[])
    };
    let refused = safety("").exit(13);
    let words = "safety.grace = 7d01h is shorter than safety.zombie_bound = 8d00h";
    assert!(refused.stderr.contains(words), "{refused}");
    let asked = safety("accept_short_bound = true\n").success();
    let id = asked.json()["data"]["migration_id"].clone();
    let page = fleet
        .run(&["migrate", "status", id.as_str().unwrap()])
        .success();
    assert!(
        page.stdout.contains("is shorter than safety.zombie_bound"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_nobody_knows_of_is_named_by_recovery() {
    use shardctl::migration::{Event, MoveId, TransferEvent};
    use shardctl::ports::{Bucket as _, CreateUpload, JournalStore as _, MapStore as _};

    let mut fleet = MovingFleet::start().await;
    let _ = fleet.verified();
    let key = "tenant/42/07";
    let at_ms = 1_795_176_000_000;
    {
        let state = fleet.home.state_dir();
        let mut store = shardctl::adapters::sqlite::SqliteMap::open_for_changes(&state)
            .unwrap()
            .unwrap();
        let migration = store.migrations().unwrap().pop().unwrap().id;
        let of = MoveId { migration, n: 1 };
        let want = store.transfer(&of, &key.into()).unwrap().unwrap().want;
        let epoch = store.identity().unwrap().epoch;
        let events = [
            TransferEvent::CopyIntended { want, at_ms },
            TransferEvent::UploadIntended { at_ms },
        ]
        .map(|event| Event::Transfer {
            id: of.clone(),
            key: key.into(),
            event,
        });
        store.append(epoch, &events, at_ms).unwrap();
    }
    // Somebody else's: the store knows them by another name than us.
    let request = CreateUpload {
        key: key.to_owned(),
        ..CreateUpload::default()
    };
    let bucket = fleet.simulator.bucket("data-b");
    let upload = bucket.create_upload(&request).await.unwrap();
    fleet.pass(Duration::from_secs(5)).await;

    let inspected = fleet.run(&["recover", "inspect"]).exit(10);
    assert!(inspected.stdout.contains(&upload[..20]), "{inspected}");
    let told = fleet.run(&["recover", "run", "-o", "json"]).success();
    let strays = told.json()["data"]["moves"][0]["open_uploads"].clone();
    assert_eq!(strays[0]["upload_id"], upload.as_str(), "{told}");
    assert_eq!(strays[0]["ended"], false);
    assert_eq!(strays[0]["why_open"], "somebody else began it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_local_mode_an_older_map_db_alone_is_noticed() {
    let local = "\n[control]\nmode = \"local\"\n";
    let fleet = MovingFleet::start_with(Capabilities::default(), local).await;
    let id = fleet.verified();
    std::fs::create_dir_all(fleet.home.path("copy")).unwrap();
    copy_map(&fleet, "state/shardctl", "copy");
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    copy_map(&fleet, "copy", "state/shardctl");
    for args in [
        &["migrate", "start", &id, "--dry-run"][..],
        &["migrate", "switch", &id],
        &["recover", "run"],
    ] {
        let told = fleet.run(args).exit(17);
        assert!(told.stderr.contains("older than what this host"), "{told}");
    }
}
