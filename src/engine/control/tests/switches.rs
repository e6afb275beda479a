//! Openings around a switch or reversal that was published and not committed.

use super::*;

fn migration() -> MigrationId {
    MigrationId::new(NOW_MS, 7)
}

pub(super) fn move_id() -> MoveId {
    MoveId {
        migration: migration(),
        n: 1,
    }
}

pub(super) fn created() -> Event {
    created_with(0)
}

/// A migration from `a` to `b` with this grace.
pub(super) fn created_with(grace_ms: i64) -> Event {
    Event::Migration {
        id: migration(),
        event: MigrationEvent::Created {
            plan_id: "p".to_owned(),
            map_lsn: 1,
            settings: MigrationSettings {
                contract: Contract::Immutable,
                verify: ProofLevel::Checksum,
                grace_ms,
                zombie_bound_ms: 0,
                allow_stream: false,
                force_stream: false,
            },
            moves: vec![MoveSpec {
                segment: "prefix:t/".parse().unwrap(),
                from: "a".into(),
                to: "b".into(),
                leaves: Vec::new(),
            }],
            at_ms: NOW_MS,
        },
    }
}

fn of_move(event: MoveEvent) -> Event {
    Event::Move {
        id: move_id(),
        event,
    }
}

/// A move that is about to publish its switch.
async fn intend(fleet: &Fleet) -> Publication {
    let mut map = ShardMap::clone(&fleet.map());
    map.insert("prefix:t/".parse().unwrap(), "b".into(), map.lsn + 1);
    let publication = fleet.prepare(map, SWITCH_ORIGIN, NOW_MS);
    let switch = publication.switch();
    let sealed = Sealed::default();
    let route = Route::ServerSide;
    let events = [
        MoveEvent::Sealed { sealed, route },
        MoveEvent::Verified,
        MoveEvent::SwitchIntended { switch },
    ];
    let events = std::iter::once(created()).chain(events.map(of_move));
    fleet.journal().append(events.collect()).await.unwrap();
    publication
}

#[tokio::test]
async fn a_switch_that_was_published_waits_for_its_move() {
    for published in [true, false] {
        let world = TestWorld::adopted();
        let fleet = world.open().await.unwrap();
        let publication = intend(&fleet).await;
        if published {
            assert_eq!(fleet.publish(&publication).await.unwrap(), Published::Ours);
        }
        drop(fleet);
        let mut fleet = world.open().await.unwrap();
        assert_eq!(fleet.unsettled(), [move_id()]);
        assert_eq!(fleet.map().lsn, 1);
        let change = pinned(&fleet, "prefix:x/");
        assert_error!(fleet.change(&change).await, FleetError::Unsettled(_));

        let migrations = fleet
            .journal()
            .with(|store| store.migrations())
            .await
            .unwrap();
        let switch = migrations[0].moves[0].switch.clone().unwrap();
        let again = fleet.publication_of(&switch).unwrap();
        assert_eq!(again, publication);
        assert_eq!(fleet.publish(&again).await.unwrap(), Published::Ours);
        let switched = of_move(MoveEvent::Switched { at_ms: NOW_MS });
        fleet.commit(&again, vec![switched]).await.unwrap();
        assert_eq!(fleet.map().lsn, 2);
        let migrations = fleet
            .journal()
            .with(|store| store.migrations())
            .await
            .unwrap();
        assert_eq!(migrations[0].moves[0].state, MoveState::Switched);
    }
}

#[tokio::test]
async fn what_others_published_behind_a_switch_follows_it() {
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    let fleet = one.open().await.unwrap();
    let publication = intend(&fleet).await;
    fleet.publish(&publication).await.unwrap();
    drop(fleet);
    one.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    let second = two.open().await.unwrap();
    assert_eq!(second.map().lsn, 3, "switch and fence");
    second.close().await.unwrap();

    let mut fleet = one.open().await.unwrap();
    assert_eq!((fleet.map().lsn, fleet.journal().epoch()), (1, 3));
    let switched = of_move(MoveEvent::Switched { at_ms: NOW_MS });
    assert_eq!(fleet.publish(&publication).await.unwrap(), Published::Ours);
    fleet.commit(&publication, vec![switched]).await.unwrap();
    assert_eq!(fleet.map().lsn, 4, "both fences follow");
    assert_eq!(one.store().load().unwrap().as_ref(), Some(&*fleet.map()));
    drop(fleet);
    assert_eq!(one.open().await.unwrap().map().lsn, 4);
}

#[tokio::test]
async fn a_switch_of_ours_that_map_db_does_not_know_means_it_is_older() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let before = world.twin("backup", None);
    let fleet = world.open().await.unwrap();
    let publication = intend(&fleet).await;
    fleet.publish(&publication).await.unwrap();
    drop(fleet);
    copy_map(before.state.path(), world.state.path());
    assert_error!(world.open().await, FleetError::RolledBack { .. });
}
