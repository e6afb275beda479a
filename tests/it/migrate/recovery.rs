//! `recover …` after what a killed process leaves.

use shardctl::adapters::sqlite::SqliteMap;
use shardctl::migration::{Event, MoveId, ObjectVersion, TransferEvent};
use shardctl::placement::Key;
use shardctl::ports::{Bucket as _, DeleteRequest, JournalStore};

use crate::support::MovingFleet;

fn journal(fleet: &MovingFleet) -> SqliteMap {
    SqliteMap::open_for_changes(&fleet.home.state_dir())
        .unwrap()
        .unwrap()
}

/// Appends an event of one object as a process would that is killed right after.
fn append(fleet: &MovingFleet, id: &str, key: &str, event: TransferEvent) {
    let mut store = journal(fleet);
    let migration = id.parse().unwrap();
    let id = MoveId { migration, n: 1 };
    let key = Key::from(key);
    let epoch = store.identity().unwrap().epoch;
    let event = Event::Transfer { id, key, event };
    store.append(epoch, &[event], 1_795_176_000_000).unwrap();
}

fn want(fleet: &MovingFleet, id: &str, key: &str) -> ObjectVersion {
    let migration = id.parse().unwrap();
    let id = MoveId { migration, n: 1 };
    let found = journal(fleet).transfer(&id, &Key::from(key)).unwrap();
    found.unwrap().want
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_whose_answer_never_came_is_told_and_settled() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let key = "tenant/42/07";
    let want = want(&fleet, &id, key);
    let at_ms = 1_795_176_000_000;
    append(
        &fleet,
        &id,
        key,
        TransferEvent::CopyIntended { want, at_ms },
    );

    fleet.simulator.reset_counters();
    let inspected = fleet.run(&["recover", "inspect", "-o", "json"]).exit(10);
    let told = &inspected.json()["data"]["transfers"][0];
    assert_eq!(told["key"], key);
    assert_eq!(told["journal"], "copy_intent");
    fleet.assert_only_read();
    let page = fleet.run(&["recover", "inspect"]).exit(10);
    assert!(page.stdout.contains("JOURNAL SAYS"), "{page}");

    let settled = fleet.run(&["recover", "run", "-o", "json"]).success();
    let told = &settled.json()["data"]["transfers"][0];
    assert_eq!(
        (&told["key"], &told["state"]),
        (&key.into(), &"verified".into()),
        "{settled}"
    );
    let again = fleet.run(&["recover", "run"]).success();
    assert!(again.stdout.contains("Nothing is in flight"), "{again}");
    // A copy that was sent may land where readers and writers are after the switch.
    let early = fleet.run(&["migrate", "switch", &id]).exit(10);
    assert!(early.stderr.contains("can take effect"), "{early}");
    fleet.pass(std::time::Duration::from_mins(31)).await;
    let _ = fleet.run(&["migrate", "switch", &id]).success();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_copies_gone_after_an_intended_delete_halts_everything() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.switched();
    fleet.pass(std::time::Duration::from_hours(24 * 8)).await;
    let key = "tenant/42/07";
    let at_ms = 1_795_176_000_000;
    {
        let mut store = journal(&fleet);
        let epoch = store.identity().unwrap().epoch;
        let migration = id.parse().unwrap();
        let event = shardctl::migration::MoveEvent::CompleteConfirmed { at_ms };
        let id = MoveId { migration, n: 1 };
        store
            .append(epoch, &[Event::Move { id, event }], at_ms)
            .unwrap();
    }
    append(&fleet, &id, key, TransferEvent::DeleteIntended { at_ms });
    for bucket in ["data-a", "data-b"] {
        let request = DeleteRequest {
            key: key.to_owned(),
            ..DeleteRequest::default()
        };
        fleet
            .simulator
            .bucket(bucket)
            .delete(&request)
            .await
            .unwrap();
    }
    let halted = fleet.run(&["recover", "run"]).exit(20);
    assert!(halted.stderr.contains(key), "{halted}");
    let _ = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .exit(20);
    assert_eq!(fleet.keys("a").await.len(), 13, "nothing more was deleted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lost_and_damaged_state_ends_with_a_way_on() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let file = fleet.home.state_dir().join("map.db");
    let bytes = std::fs::read(&file).unwrap();
    for name in ["map.db-wal", "map.db-shm"] {
        let _ = std::fs::remove_file(fleet.home.state_dir().join(name));
    }
    std::fs::write(&file, &bytes[..bytes.len() / 3]).unwrap();
    let _ = fleet.run(&["migrate", "start", &id]).exit(17);
    let _ = fleet.run(&["recover", "run"]).exit(17);
    std::fs::remove_file(&file).unwrap();
    for verb in ["inspect", "run"] {
        let lost = fleet.run(&["recover", verb]).exit(17);
        assert!(lost.stderr.contains("next"), "{lost}");
    }
}
