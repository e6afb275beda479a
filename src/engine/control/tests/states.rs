//! What is published of moves and transfers, as another host reads it.

use futures::TryStreamExt as _;

use super::switches::{created, move_id};
use super::*;
use crate::engine::control::retention::retire;
use crate::engine::control::{compressed, names};
use crate::migration::{ConsistencyPart, ConsistencyStates, ObjectVersion, TransferEvent};
use crate::placement::Key;

fn transfer(key: &str, event: TransferEvent) -> Event {
    Event::Transfer {
        id: move_id(),
        key: Key::from(key),
        event,
    }
}

fn planned(key: &str) -> Event {
    let want = ObjectVersion::default();
    let target_before = None;
    transfer(
        key,
        TransferEvent::Planned {
            want,
            target_before,
        },
    )
}

fn intended(key: &str) -> Event {
    let (want, at_ms) = (ObjectVersion::default(), NOW_MS);
    transfer(key, TransferEvent::CopyIntended { want, at_ms })
}

async fn published(control: &dyn ControlStore) -> Vec<ConsistencyStates> {
    let chain = published_states(control).await.unwrap().unwrap();
    let parts = chain.parts(control).try_collect::<Vec<_>>().await.unwrap();
    let after = chain.after(control).try_collect::<Vec<_>>().await.unwrap();
    [parts, vec![chain.base.clone()], after].concat()
}

/// Key and state of every transfer, in the order in which they were published.
fn told(all: &[ConsistencyStates]) -> Vec<(String, &'static str)> {
    let transfers = all.iter().flat_map(|states| &states.transfers);
    let items = transfers.flat_map(|of| &of.items);
    items
        .map(|it| (it.key.to_string_lossy().into_owned(), it.state.state.name()))
        .collect()
}

#[tokio::test]
async fn a_base_and_what_changed_after_it_is_what_the_journal_holds() {
    let world = TestWorld::adopted();
    let fleet = world.open().await.unwrap();
    let control = world.control.clone().unwrap();
    assert!(published_states(control.as_ref()).await.unwrap().is_none());
    let append = |events: Vec<Event>| fleet.journal().append(events);
    append(vec![created(), planned("t/1"), planned("t/2")])
        .await
        .unwrap();
    fleet.publish_states().await.unwrap();
    append(vec![intended("t/2")]).await.unwrap();
    append(vec![planned("t/3")]).await.unwrap();
    fleet.publish_states().await.unwrap();
    fleet.publish_states().await.unwrap();

    let all = published(control.as_ref()).await;
    assert_eq!(
        told(&all),
        [
            ("t/1".to_owned(), "planned"),
            ("t/2".to_owned(), "planned"),
            ("t/2".to_owned(), "copy_intent"),
            ("t/3".to_owned(), "planned"),
        ]
    );
    let newest = all.last().unwrap();
    assert_eq!((newest.number, newest.base, newest.since_base), (2, 1, 2));
    let intent = &newest.transfers[0].items[0];
    let decision = &newest.decisions[intent.decision.unwrap()];
    assert_eq!(
        (
            decision.next.as_str(),
            decision.under["expected/expected"].as_str()
        ),
        ("copy", "adopt")
    );

    // The next process goes on where this one stopped.
    fleet.close().await.unwrap();
    let fleet = world.open().await.unwrap();
    fleet.journal().append(vec![intended("t/3")]).await.unwrap();
    fleet.close().await.unwrap();
    let all = published(control.as_ref()).await;
    assert_eq!(
        told(&all).last().unwrap(),
        &("t/3".to_owned(), "copy_intent")
    );
    assert_eq!(all.last().unwrap().number, 3);
}

#[tokio::test]
async fn what_two_bases_made_superfluous_goes_after_a_day_and_no_reader_misses_it() {
    const DAY_MS: i64 = 86_400_000;
    let world = TestWorld::adopted();
    let fleet = world.open().await.unwrap();
    let events = vec![created(), planned("t/1")];
    fleet.journal().append(events).await.unwrap();
    fleet.publish_states().await.unwrap();
    let control = world.control.clone().unwrap();
    let first = published(control.as_ref()).await.pop().unwrap();
    let part = |n: u64| names::part(1, &format!("{n:064x}"));
    for (number, base, at_ms) in [(2, 1, 0), (3, 3, 1), (4, 3, 2)] {
        let parts = [ConsistencyPart {
            name: part(number),
            sha256: format!("{number:064x}"),
            transfers: 1,
        }];
        let parts = if base == number {
            parts.to_vec()
        } else {
            Vec::new()
        };
        let states = ConsistencyStates {
            number,
            at_ms,
            base,
            parts,
            ..first.clone()
        };
        let name = names::states(1, number);
        control
            .create(&name, compressed::encode(&states))
            .await
            .unwrap();
        control.create(&part(number), "p".into()).await.unwrap();
    }
    let newest = |at_ms| ConsistencyStates {
        number: 5,
        base: 5,
        at_ms,
        parts: Vec::new(),
        ..first.clone()
    };
    let gone = retire(control.as_ref(), &newest(DAY_MS)).await.unwrap();
    assert_eq!(gone, 0, "the base before is younger than a day");
    let gone = retire(control.as_ref(), &newest(DAY_MS + 1)).await.unwrap();
    assert_eq!(gone, 5, "numbers 1 and 2, and the parts of neither base");
    let left = control.names("states/", None).await.unwrap();
    assert_eq!(left, [names::states(1, 3), names::states(1, 4)]);
    assert_eq!(control.names("parts/", None).await.unwrap(), [part(3)]);
    let chain = published_states(control.as_ref()).await.unwrap().unwrap();
    assert_eq!((chain.base.number, chain.after), (3, vec![4]));
}

#[tokio::test]
async fn many_transfers_are_cut_into_objects_and_a_new_epoch_begins_with_a_base() {
    let world = TestWorld::adopted();
    let fleet = world.open().await.unwrap();
    let keys: Vec<Event> = (0..12_000).map(|n| planned(&format!("t/{n:05}"))).collect();
    fleet.journal().append(vec![created()]).await.unwrap();
    fleet.publish_states().await.unwrap();
    for batch in keys.chunks(256) {
        fleet.journal().append(batch.to_vec()).await.unwrap();
    }
    fleet.publish_states().await.unwrap();
    let control = world.control.clone().unwrap();
    let all = published(control.as_ref()).await;
    assert_eq!((all.len(), told(&all).len()), (4, 12_000));

    world
        .clock
        .sleep(Duration::from_millis(TTL_MS as u64))
        .await;
    let other = TestWorld::without_map(&world.simulator, &world.clock, "two");
    let taken = take_over(&other).await;
    let taken = taken.carry_out().await.unwrap();
    assert_eq!((taken.epoch, taken.migrations.len()), (2, 1));
    let fleet = other.open().await.unwrap();
    fleet
        .journal()
        .append(vec![intended("t/00007")])
        .await
        .unwrap();
    fleet.close().await.unwrap();
    let chain = published_states(control.as_ref()).await.unwrap().unwrap();
    assert_eq!(
        (
            chain.epoch,
            chain.base.base_transfers,
            chain.base.parts.len()
        ),
        (2, 12_000, 3)
    );
    assert_eq!(told(&published(control.as_ref()).await).len(), 12_001);
}

#[tokio::test]
async fn a_part_that_is_not_what_its_base_says_is_damaged() {
    let world = TestWorld::adopted();
    let fleet = world.open().await.unwrap();
    fleet
        .journal()
        .append(vec![created(), planned("t/1")])
        .await
        .unwrap();
    fleet.publish_states().await.unwrap();
    let control = world.control.clone().unwrap();
    let chain = published_states(control.as_ref()).await.unwrap().unwrap();
    let name = &chain.base.parts[0].name;
    control.overwrite(name, "x".into()).await.unwrap();
    let read = chain.parts(control.as_ref()).try_collect::<Vec<_>>().await;
    let error = read.unwrap_err().to_string();
    assert!(error.contains("does not hash"), "{error}");
}

#[tokio::test]
async fn a_map_is_read_from_its_newest_snapshot_and_without_it_from_the_start() {
    let world = TestWorld::adopted();
    let mut fleet = world.open().await.unwrap();
    for n in 0..104 {
        let mut next = ShardMap::clone(&fleet.map());
        next.pin(Pin {
            segment: format!("prefix:p{n}/").parse().unwrap(),
            reason: "because".to_owned(),
            lsn: next.lsn + 1,
        });
        let publication = fleet.prepare(next, "map pin", NOW_MS);
        fleet.change(&publication).await.unwrap();
    }
    let map = fleet.map();
    fleet.close().await.unwrap();
    let other = TestWorld::without_map(&world.simulator, &world.clock, "two");
    let look = async || {
        let taking = take_over(&other).await;
        taking.preview().await.unwrap()
    };
    let taken = look().await;
    assert_eq!(
        (&taken.map, taken.snapshot_lsn, taken.entries),
        (&*map, Some(100), 5)
    );
    let checks = verify(&world, true).await.unwrap();
    assert!(checks.iter().all(|check| check.found.is_ok()), "{checks:?}");

    // Another fleet's, or a damaged one, is no snapshot of this map: the log decides.
    let control = world.control.clone().unwrap();
    let name = super::super::names::snapshot(100);
    control.overwrite(&name, "torn".into()).await.unwrap();
    let taken = look().await;
    assert_eq!(
        (&taken.map, taken.snapshot_lsn, taken.entries),
        (&*map, None, 105)
    );
    assert_eq!(taken.damaged.len(), 1);
    let checks = verify(&world, true).await.unwrap();
    let failed: Vec<_> = checks.iter().filter(|check| check.found.is_err()).collect();
    assert_eq!((failed.len(), failed[0].what), (1, "snapshots"));
}
