//! What is refused before anything is written, and what only looks.

use super::*;

#[tokio::test]
async fn one_control_location_is_one_fleets() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let second = TestWorld::on(&world.simulator, &world.clock, "two");
    assert_error!(second.open().await, FleetError::AnotherMap { .. });
    assert_eq!(second.store().identity().unwrap().published_lsn, 0);
    // Nor does another control location help it to shards that are taken.
    let mut third = TestWorld::on(&world.simulator, &world.clock, "three");
    third.control = Some(Arc::new(location(&world.simulator, "other")));
    assert_error!(third.open().await, FleetError::ForeignShard { .. });
}

#[tokio::test]
async fn a_fleet_keeps_its_control_location() {
    let mut world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    world.control = Some(Arc::new(location(&world.simulator, "other")));
    assert_error!(world.open().await, FleetError::Missing { .. });
    // A copy from before the first publication knows less, the shards' markers know better.
    let early = TestWorld::adopted();
    let mut copy = early.twin("copy", None);
    drop(early.open().await.unwrap());
    copy.control = Some(Arc::new(location(&early.simulator, "other")));
    assert_error!(copy.open().await, FleetError::Elsewhere { .. });
}

#[tokio::test]
async fn an_older_map_db_is_noticed() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let before = world.twin("backup", None);
    let mut fleet = world.open().await.unwrap();
    let change = pinned(&fleet, "prefix:t/");
    fleet.change(&change).await.unwrap();
    drop(fleet);
    copy_map(before.state.path(), world.state.path());
    assert_error!(world.open().await, FleetError::RolledBack { .. });

    std::fs::remove_file(world.state.path().join("map.db")).unwrap();
    assert_error!(
        world.open().await,
        FleetError::StateGone { versions: 2, .. }
    );
}

#[tokio::test]
async fn a_journal_that_lost_its_end_is_noticed() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let before = world.twin("backup", None);
    let fleet = world.open().await.unwrap();
    fleet
        .journal()
        .append(vec![switches::created()])
        .await
        .unwrap();
    fleet.close().await.unwrap();
    copy_map(before.state.path(), world.state.path());
    assert_error!(world.open().await, FleetError::RolledBack { .. });
}

#[tokio::test]
async fn what_is_missing_is_said_before_anything_is_written() {
    let (simulator, clock) = simulator(Capabilities::default());
    let empty = TestWorld::without_map(&simulator, &clock, "empty");
    assert_error!(empty.open().await, FleetError::NoMap);
    let mut world = TestWorld::on(&simulator, &clock, "one");
    world.control = None;
    assert_error!(world.open().await, FleetError::NoControl);
    world.control = Some(Arc::new(location(&simulator, "not-there")));
    assert_error!(
        world.open().await,
        FleetError::Control(ControlError::Unavailable { .. })
    );
    for bucket in ["a", "b", "control"] {
        assert_eq!(world.keys(bucket).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_config_of_other_shards_is_refused_but_for_the_one_being_changed() {
    let world = TestWorld::adopted();
    let mut shards = shards();
    shards[1].weight = 9;
    let options = self::options(&shards);
    assert_error!(
        Fleet::open(&world, options).await,
        FleetError::ConfigDisagrees(_)
    );
    let changing = "b".into();
    let changing = FleetOptions {
        changing: Some(&changing),
        ..options
    };
    drop(Fleet::open(&world, changing).await.unwrap());
}

#[tokio::test]
async fn a_store_that_ignores_create_only_writes_holds_no_map() {
    let (simulator, clock) = simulator(Capabilities {
        put_if_absent: Support::Ignored,
        ..Capabilities::default()
    });
    let world = TestWorld::on(&simulator, &clock, "one");
    assert_error!(
        world.open().await,
        FleetError::Control(ControlError::Unfit { .. })
    );
    assert_eq!(world.map_entries().await, 0);
}

#[tokio::test]
async fn shards_need_no_conditions_to_be_marked() {
    let (simulator, clock) = simulator(Capabilities {
        put_if_absent: Support::Ignored,
        ..Capabilities::default()
    });
    let mut world = TestWorld::on(&simulator, &clock, "one");
    world.control = Some(Arc::new(ControlDir::new(world.state.path())));
    drop(world.open().await.unwrap());
    let mut second = TestWorld::on(&simulator, &clock, "two");
    second.control = Some(Arc::new(ControlDir::new(second.state.path())));
    assert_error!(second.open().await, FleetError::ForeignShard { .. });
}

#[tokio::test]
async fn looking_writes_nothing_and_locks_nothing() {
    let world = TestWorld::adopted();
    let held = world.open().await.unwrap();
    world.simulator.reset_counters();
    let mut looked = world.look().await.unwrap();
    let change = pinned(&looked, "prefix:t/");
    assert_error!(looked.publish(&change).await, FleetError::DryRun);
    assert_error!(looked.commit(&change, Vec::new()).await, FleetError::DryRun);
    looked.renew().await.unwrap();
    looked.close().await.unwrap();
    let bill = world.simulator.bill();
    for name in bill.requests().keys() {
        let reads = ["Get", "List", "Head"]
            .iter()
            .any(|verb| name.starts_with(verb));
        assert!(reads, "{name}");
    }
    drop(held);
}

#[tokio::test]
async fn looking_ends_as_opening_would() {
    // Another host holds the fleet.
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    let first = one.open().await.unwrap();
    assert_error!(two.look().await, FleetError::Held { .. });
    first.close().await.unwrap();

    // What another host published is seen, and the fleet is not taken over.
    let mut second = two.open().await.unwrap();
    let change = pinned(&second, "prefix:t/");
    second.change(&change).await.unwrap();
    second.close().await.unwrap();
    let before = one.keys("control").await;
    let looked = one.look().await.unwrap();
    assert_eq!(looked.map().pins().count(), 1);
    assert_eq!(one.store().load().unwrap().unwrap().pins().count(), 0);
    assert_eq!(one.keys("control").await, before);

    // A map.db from before is older than what its host left behind.
    let rolled = TestWorld::adopted();
    let old = rolled.twin("old", None);
    let mut fleet = rolled.open().await.unwrap();
    let change = pinned(&fleet, "prefix:t/");
    fleet.change(&change).await.unwrap();
    fleet.close().await.unwrap();
    copy_map(old.state.path(), rolled.state.path());
    assert_error!(rolled.look().await, FleetError::RolledBack { .. });
    assert_error!(rolled.open().await, FleetError::RolledBack { .. });
}

#[tokio::test]
async fn a_fleet_that_loses_a_shard_to_another_leaves_no_trace_of_itself() {
    let owner = TestWorld::adopted();
    owner.open().await.unwrap().close().await.unwrap();
    let (simulator, clock) = (&owner.simulator, &owner.clock);
    let mut late = TestWorld::on(simulator, clock, "late");
    late.control = Some(Arc::new(location(simulator, "other")));
    assert_error!(late.look().await, FleetError::ForeignShard { .. });
    assert_error!(late.open().await, FleetError::ForeignShard { .. });
    let left: Vec<String> = late.keys("other").await;
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(late.store().identity().unwrap().epoch, 0);
}
