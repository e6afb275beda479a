//! The first opening, the next ones, and those that go on after an interruption.

use super::*;

#[tokio::test]
async fn the_first_opening_publishes_and_marks_and_the_second_finds_it_so() {
    let world = TestWorld::adopted();
    let fleet = world.open().await.unwrap();
    assert_eq!((fleet.map().lsn, fleet.journal().epoch()), (1, 1));
    assert_eq!(fleet.identity().published_lsn, 1);
    assert_error!(
        world.open().await,
        FleetError::Store(StoreError::Locked { .. })
    );
    fleet.close().await.unwrap();
    let host_id = world.store().identity().unwrap().host_id;
    assert_eq!(
        world.keys("control").await,
        [
            format!("fleet/anchor/{host_id}.json"),
            "fleet/epoch/00000000000000000001.json".to_owned(),
            "fleet/lease.json".to_owned(),
            "fleet/map/current.json".to_owned(),
            "fleet/maplog/00000000000000000001.json".to_owned(),
            "fleet/probe/create-only".to_owned(),
        ]
    );
    for shard in ["a", "b"] {
        assert_eq!(world.keys(shard).await, [".shardctl/owner.json"]);
    }
    let before = world.keys("control").await;
    let fleet = world.open().await.unwrap();
    assert_eq!((fleet.map().lsn, fleet.journal().epoch()), (1, 1));
    assert_eq!(world.keys("control").await, before);
}

/// Every write of the first opening fails once, in every way; the next opening goes on from there.
#[tokio::test]
async fn a_first_opening_interrupted_anywhere_is_continued() {
    for (applies, unknown) in [(false, false), (true, false), (true, true), (false, true)] {
        let mut interrupted = 0;
        for write in 1..20 {
            let mut world = TestWorld::adopted();
            let good = world.control.take();
            let inner = location(&world.simulator, "control");
            world.control = Some(Failing::at(inner, write, applies, unknown));
            let first = world.open().await;
            interrupted += usize::from(first.is_err());
            drop(first);
            world.control = good;
            let mut fleet = world.open().await.unwrap();
            assert_eq!((fleet.map().lsn, fleet.journal().epoch()), (1, 1));
            assert_eq!(world.map_entries().await, 1);
            let change = pinned(&fleet, "prefix:t/");
            fleet.change(&change).await.unwrap();
        }
        // Claim, entry, anchor and lease; an unknown creation is found out at once.
        let wanted = if unknown { 2..=3 } else { 4..=4 };
        assert!(
            wanted.contains(&interrupted),
            "{applies} {unknown} {interrupted}"
        );
    }
}

#[tokio::test]
async fn a_published_change_is_committed_by_the_next_opening() {
    // A person's word about an object of a move is a plain change, too.
    for origin in ["map pin", "migrate resolve"] {
        let world = TestWorld::adopted();
        let fleet = world.open().await.unwrap();
        let change = pinned_by(&fleet, "prefix:t/", origin);
        assert_eq!(fleet.publish(&change).await.unwrap(), Published::Ours);
        // Sent again, it is still ours.
        assert_eq!(fleet.publish(&change).await.unwrap(), Published::Ours);
        drop(fleet);
        let fleet = world.open().await.unwrap();
        assert_eq!(fleet.map().lsn, 2);
        assert_eq!(fleet.map().pins().count(), 1);
        let control = world.control.as_ref().unwrap();
        let entry = publication::read(control.as_ref(), 2).await.unwrap();
        assert_eq!(entry, Some(change.entry));
    }
}

#[tokio::test]
async fn an_unanswered_publication_is_found_out() {
    for applies in [true, false] {
        let mut world = TestWorld::adopted();
        drop(world.open().await.unwrap());
        // The third write: anchor and lease are those of opening.
        let inner = location(&world.simulator, "control");
        world.control = Some(Failing::at(inner, 3, applies, true));
        let mut fleet = world.open().await.unwrap();
        let change = pinned(&fleet, "prefix:t/");
        fleet.change(&change).await.unwrap();
        assert_eq!(fleet.map().lsn, 2);
        assert_eq!(world.map_entries().await, 2);
    }
}

#[tokio::test]
async fn a_change_whose_answer_never_came_is_not_called_unmade() {
    let mut world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    world.control = Some(Failing::gone_after(
        location(&world.simulator, "control"),
        3,
    ));
    let mut fleet = world.open().await.unwrap();
    let change = pinned(&fleet, "prefix:t/");
    let error = error(fleet.change(&change).await);
    let told = matches!(error, FleetError::PerhapsPublished { lsn: 2, .. });
    assert!(told, "{error:?}");
    drop(fleet);
    // It had arrived, and counts for whoever comes next.
    world.control = Some(Arc::new(location(&world.simulator, "control")));
    let fleet = world.open().await.unwrap();
    assert_eq!(fleet.map().lsn, 2);
    assert_eq!(fleet.map().pins().count(), 1);
}

#[tokio::test]
async fn local_mode_needs_no_bucket_for_its_map() {
    let mut world = TestWorld::adopted();
    world.control = Some(Arc::new(ControlDir::new(world.state.path())));
    let mut fleet = world.open().await.unwrap();
    let change = pinned(&fleet, "prefix:t/");
    fleet.change(&change).await.unwrap();
    fleet.close().await.unwrap();
    assert_eq!(world.open().await.unwrap().map().lsn, 2);
    assert_eq!(world.keys("control").await, [""; 0]);
    std::fs::remove_file(world.state.path().join("map.db")).unwrap();
    assert_error!(
        world.open().await,
        FleetError::StateGone { versions: 2, .. }
    );
}

#[tokio::test]
async fn a_copy_of_the_state_directory_is_another_place_of_a_local_map() {
    let mut world = TestWorld::adopted();
    world.control = Some(Arc::new(ControlDir::new(world.state.path())));
    world.open().await.unwrap().close().await.unwrap();
    let mut copy = world.twin("copy", None);
    copy_map(world.state.path(), copy.state.path());
    let folder = copy.state.path().join("control");
    copy_folder(&world.state.path().join("control"), &folder);
    copy.control = Some(Arc::new(ControlDir::new(copy.state.path())));
    assert_error!(copy.open().await, FleetError::Elsewhere { .. });
    drop(world.open().await.unwrap());
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let copy = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &copy);
        } else {
            std::fs::copy(entry.path(), copy).unwrap();
        }
    }
}

#[tokio::test]
async fn a_shard_within_another_one_is_refused() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let fleet = world.open().await.unwrap();
    let [mut within, _] = shards();
    within.name = "within".into();
    within.prefix = "t/deep/".to_owned();
    assert_error!(
        fleet.mark(&world, &within).await,
        FleetError::OneShardTwice { .. }
    );
}

/// Two processes that both believe to be the holder and look alike, as after a cloned machine.
#[tokio::test]
async fn a_version_has_one_winner() {
    for _ in 0..20 {
        let one = TestWorld::adopted();
        drop(one.open().await.unwrap());
        let copy = one.twin("one", None);
        let mut fleets = [one.open().await.unwrap(), copy.open().await.unwrap()];
        let changes = [
            pinned(&fleets[0], "prefix:x/"),
            pinned(&fleets[1], "prefix:y/"),
        ];
        let [a, b] = &mut fleets;
        let (a, b) = tokio::join!(a.change(&changes[0]), b.change(&changes[1]));
        let lost = |result: &Result<(), FleetError>| {
            matches!(result, Err(FleetError::Lost { lsn: 2, .. }))
        };
        assert!(
            (a.is_ok() && lost(&b)) || (b.is_ok() && lost(&a)),
            "{a:?} {b:?}"
        );
        drop(fleets);
        let loser = if a.is_ok() { &copy } else { &one };
        assert_error!(loser.open().await, FleetError::RolledBack { .. });
    }
}
