//! Several hosts and copies of one fleet: who may go on, and who learns that it may not.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use tokio::sync::Notify;

use super::*;
use crate::engine::control::anchor::Anchor;
use crate::engine::control::{Lease, verify};

#[tokio::test]
async fn another_host_waits_then_takes_over_and_the_first_is_stopped() {
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    let mut first = one.open().await.unwrap();
    let before = two.keys("control").await;
    assert_error!(two.open().await, FleetError::Held { .. });
    assert_eq!(
        two.keys("control").await,
        before,
        "who waits writes nothing"
    );
    let change = pinned(&first, "prefix:t/");
    first.change(&change).await.unwrap();

    two.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    let mut second = two.open().await.unwrap();
    assert_eq!(second.journal().epoch(), 2);
    assert_eq!(second.map().lsn, 3, "the change and the fence are followed");
    assert_eq!(second.map().pins().count(), 1);

    // The first does not know yet. Whether it looks first or not, it changes nothing.
    let late = pinned(&first, "prefix:late/");
    let blind = late.send(&location(&one.simulator, "control")).await;
    assert!(matches!(blind.unwrap(), Published::Lost(found) if found.epoch == 2));
    assert_error!(
        first.change(&late).await,
        FleetError::Fenced { ours: 1, found: 2 }
    );
    let change = pinned(&second, "prefix:u/");
    second.change(&change).await.unwrap();
    second.close().await.unwrap();

    // Once nobody holds the fleet, the first host follows and takes over in turn.
    drop(first);
    let first = one.open().await.unwrap();
    assert_eq!((first.map().lsn, first.journal().epoch()), (5, 3));
    assert_eq!(first.map().pins().count(), 2);
    let versions = one.store().history().unwrap();
    assert_eq!(versions.len(), 5);
}

/// A taking over is interrupted at each of its writes, and done again.
#[tokio::test]
async fn an_interrupted_take_over_is_continued() {
    let mut interrupted = 0;
    for write in 1..8 {
        for applies in [false, true] {
            let one = TestWorld::adopted();
            let mut two = one.twin("two", Some("host-two"));
            one.open().await.unwrap().close().await.unwrap();
            let good = two.control.take();
            let inner = location(&two.simulator, "control");
            two.control = Some(Failing::at(inner, write, applies, false));
            interrupted += usize::from(two.open().await.is_err());
            two.control = good;
            let fleet = two.open().await.unwrap();
            assert_eq!(
                (fleet.map().lsn, fleet.journal().epoch()),
                (2, 2),
                "{write}"
            );
            assert_eq!(two.map_entries().await, 2);
        }
    }
    assert_eq!(interrupted, 8, "claim, fence, anchor and lease");
}

#[tokio::test]
async fn a_late_entry_of_a_replaced_holder_counts_for_nobody() {
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    one.open().await.unwrap().close().await.unwrap();
    let second = two.open().await.unwrap();
    // Epoch 1 is replaced, and one of its writers sends the version after the fence.
    let mut zombie = pinned(&second, "prefix:z/").entry;
    zombie.epoch = 1;
    let zombie = Publication::new(zombie);
    let control = location(&one.simulator, "control");
    assert_eq!(zombie.send(&control).await.unwrap(), Published::Ours);
    second.close().await.unwrap();
    for world in [&one, &two, &one] {
        let fleet = world.open().await.unwrap();
        assert_eq!(fleet.map().pins().count(), 0);
        fleet.close().await.unwrap();
    }
    let hashes = |world: &TestWorld| -> Vec<String> {
        let versions = world.store().history().unwrap();
        versions
            .into_iter()
            .take(4)
            .map(|version| version.hash)
            .collect()
    };
    assert_eq!(hashes(&one), hashes(&two));
}

#[tokio::test]
async fn a_long_run_shows_life_and_learns_that_it_was_replaced() {
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    let fleet = one.open().await.unwrap();
    for _ in 0..10 {
        one.clock
            .sleep(Duration::from_millis(TTL_MS as u64 / 2))
            .await;
        fleet.renew().await.unwrap();
        assert_error!(two.open().await, FleetError::Held { .. });
    }
    one.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    let _second = two.open().await.unwrap();
    assert_error!(
        fleet.renew().await,
        FleetError::Fenced { ours: 1, found: 2 }
    );
}

/// A control location that says which epochs are claimed, and is heard only when it may be.
struct SlowlyHeard {
    inner: BucketControl,
    is_late: AtomicBool,
    heard: Notify,
}

#[async_trait]
impl ControlStore for SlowlyHeard {
    fn place(&self) -> String {
        self.inner.place()
    }
    fn is_shared(&self) -> bool {
        true
    }
    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        self.inner.create(name, body).await
    }
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        self.inner.overwrite(name, body).await
    }
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        self.inner.read(name).await
    }
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        let names = self.inner.names(folder, after).await;
        if folder == names::EPOCHS && self.is_late.swap(false, Ordering::Relaxed) {
            self.heard.notified().await;
        }
        names
    }
}

#[tokio::test]
async fn who_sleeps_after_asking_asks_again() {
    let mut one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    let control = Arc::new(SlowlyHeard {
        inner: location(&one.simulator, "control"),
        is_late: AtomicBool::new(false),
        heard: Notify::new(),
    });
    one.control = Some(control.clone());
    let fleet = one.open().await.unwrap();
    let wait = Duration::from_millis(TTL_MS as u64);
    one.clock.sleep(wait / 2).await;
    control.is_late.store(true, Ordering::Relaxed);
    let replaced = async {
        one.clock.sleep(wait).await;
        let second = two.open().await.unwrap();
        control.heard.notify_one();
        second
    };
    let (renewed, _second) = tokio::join!(fleet.renew(), replaced);
    assert_error!(renewed, FleetError::Fenced { ours: 1, found: 2 });
}

/// Ended before its time, a lease is not waited for; a copy of the state directory must claim an epoch all
/// the same, and the holder is stopped wherever it goes on.
#[tokio::test]
async fn a_lease_that_was_ended_is_taken_over_at_once() {
    for host_id in [Some("host-two"), None] {
        let one = TestWorld::adopted();
        let other = host_id.map(|id| one.twin("two", Some(id)));
        let mut first = one.open().await.unwrap();
        let two = other.unwrap_or_else(|| one.twin("copy", None));
        let control = location(&one.simulator, "control");
        let lease = Lease::read(&control).await.unwrap().unwrap();
        assert_eq!(lease.expires_ms, NOW_MS + TTL_MS);
        lease.ended(NOW_MS).show(&control).await.unwrap();
        let second = two.open().await.unwrap();
        assert_eq!(second.journal().epoch(), 2);
        let change = pinned(&first, "prefix:late/");
        assert_error!(
            first.change(&change).await,
            FleetError::Lost { .. } | FleetError::Fenced { .. }
        );
    }
}

#[tokio::test]
async fn a_copy_of_the_state_directory_is_somebody_else() {
    let one = TestWorld::adopted();
    let first = one.open().await.unwrap();
    let copy = one.twin("copy", None);
    assert_error!(copy.open().await, FleetError::Held { .. });
    // Frozen for longer than its lease, it has to give way; it learns that before it goes on.
    one.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    let second = copy.open().await.unwrap();
    assert_eq!(second.journal().epoch(), 2);
    assert_error!(
        first.renew().await,
        FleetError::Fenced { ours: 1, found: 2 }
    );
}

#[tokio::test]
async fn who_was_replaced_leaves_nothing_that_its_successor_stumbles_over() {
    let one = TestWorld::adopted();
    let first = one.open().await.unwrap();
    let copy = one.twin("copy", None);
    // Each goes its own way from here: the copies' journals differ.
    let created = || vec![switches::created()];
    first.journal().append(created()).await.unwrap();
    let wait = Duration::from_millis(TTL_MS as u64);
    one.clock.sleep(wait).await;
    let second = copy.open().await.unwrap();
    second.journal().append(created()).await.unwrap();
    second.close().await.unwrap();
    first.close().await.unwrap();
    let again = copy.open().await.unwrap();
    assert_eq!(again.journal().epoch(), 2);
    again.close().await.unwrap();

    // Nor where its anchor was already on its way.
    let late = Anchor::of(&one.store().identity().unwrap(), String::new());
    let control = copy.control.clone().unwrap();
    late.drop_at(control.as_ref()).await.unwrap();
    copy.open().await.unwrap().close().await.unwrap();
}

/// What a host does next.
#[derive(Clone, Copy, Debug)]
enum Step {
    Open,
    Change,
    PublishAndDie,
    Die,
    Close,
    Wait,
}

fn any_step() -> impl Strategy<Value = (usize, Step)> {
    let step = prop::sample::select(vec![
        Step::Open,
        Step::Open,
        Step::Change,
        Step::Change,
        Step::PublishAndDie,
        Step::Die,
        Step::Close,
        Step::Wait,
    ]);
    (0..3_usize, step)
}

/// Runs one step; what goes wrong must be one of the ways in which hosts may be in each other's way.
async fn step(world: &TestWorld, fleet: &mut Option<Fleet>, step: Step, n: usize) {
    let in_the_way = |error: FleetError| match error {
        FleetError::Held { .. } | FleetError::Fenced { .. } | FleetError::Lost { .. } => {}
        other => panic!("{other:?}"),
    };
    match (step, fleet.take()) {
        (Step::Open, None) => *fleet = world.open().await.map_err(in_the_way).ok(),
        (Step::Change, Some(mut open)) => {
            let change = pinned(&open, &format!("prefix:{n}/"));
            match open.change(&change).await {
                Ok(()) => *fleet = Some(open),
                Err(error) => in_the_way(error),
            }
        }
        (Step::PublishAndDie, Some(open)) => {
            let change = pinned(&open, &format!("prefix:{n}/"));
            let _ = open.publish(&change).await.map_err(in_the_way);
        }
        (Step::Close, Some(open)) => open.close().await.unwrap(),
        (Step::Wait, still) => {
            *fleet = still;
            world
                .clock
                .sleep(Duration::from_millis(TTL_MS as u64 / 3))
                .await;
        }
        (Step::Die, _) | (_, None) => {}
        (Step::Open, still) => *fleet = still,
    }
}

/// The map that the log tells a reader who has nothing else.
async fn published(world: &TestWorld) -> ShardMap {
    let control = world.control.clone().unwrap();
    let fleet_id = world.store().identity().unwrap().fleet_id;
    let mut log = MapLog::new(fleet_id, ShardMap::default(), 0);
    for lsn in 1.. {
        let found = publication::read(control.as_ref(), lsn).await.unwrap();
        let Some(entry) = found else { break };
        log.read(&entry).unwrap();
    }
    log.map().clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Three hosts of one fleet, in any order, dying at any step: no two ever have different maps of one
    /// version, none is stopped for good, and what was committed is published.
    #[test]
    fn hosts_agree_whatever_they_do(steps in prop::collection::vec(any_step(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let one = TestWorld::adopted();
            let two = one.twin("two", Some("host-two"));
            let three = one.twin("three", Some("host-three"));
            let worlds = [one, two, three];
            let mut fleets = [None, None, None];
            for (n, (host, next)) in steps.into_iter().enumerate() {
                step(&worlds[host], &mut fleets[host], next, n).await;
            }
            drop(fleets);
            worlds[0].clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
            for world in worlds.iter().chain(&worlds) {
                let fleet = world.open().await.unwrap();
                assert_eq!(*fleet.map(), published(world).await);
                assert_eq!(world.store().load().unwrap().as_ref(), Some(&*fleet.map()));
                fleet.close().await.unwrap();
            }
            let histories = worlds.each_ref().map(|world| {
                let versions = world.store().history().unwrap();
                versions.into_iter().map(|version| version.hash).collect::<Vec<_>>()
            });
            for history in &histories {
                let shared = history.len().min(histories[0].len());
                assert_eq!(history[..shared], histories[0][..shared]);
            }
        });
    }
}

type Hook = Box<dyn Fn() -> futures::future::BoxFuture<'static, ()> + Send + Sync>;

/// Waits for something before each call.
struct Waiting {
    inner: BucketControl,
    before: Hook,
}

impl Waiting {
    fn new(world: &TestWorld, before: Hook) -> Arc<Self> {
        let inner = location(&world.simulator, "control");
        Arc::new(Self { inner, before })
    }
}

/// Lets others run, as often as chance says.
fn others_first(seed: u64) -> Hook {
    let random = Mutex::new(fastrand::Rng::with_seed(seed));
    Box::new(move || {
        let times = random.lock().unwrap().u32(..4);
        Box::pin(async move {
            for _ in 0..times {
                tokio::task::yield_now().await;
            }
        })
    })
}

#[async_trait]
impl ControlStore for Waiting {
    fn place(&self) -> String {
        self.inner.place()
    }
    fn is_shared(&self) -> bool {
        true
    }
    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        (self.before)().await;
        self.inner.create(name, body).await
    }
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        (self.before)().await;
        self.inner.overwrite(name, body).await
    }
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        (self.before)().await;
        self.inner.read(name).await
    }
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        (self.before)().await;
        self.inner.names(folder, after).await
    }
}

/// Opens the fleet and pins a segment of its own; whether that is published.
async fn pin_once(world: &TestWorld, segment: &str) -> bool {
    let mut fleet = match world.open().await {
        Ok(fleet) => fleet,
        Err(
            FleetError::Held { .. }
            | FleetError::Fenced { .. }
            | FleetError::Superseded { .. }
            | FleetError::Lost { .. },
        ) => return false,
        Err(error) => panic!("{segment}: {error}"),
    };
    let change = pinned(&fleet, segment);
    let published = match fleet.change(&change).await {
        Ok(()) => true,
        Err(FleetError::Fenced { .. } | FleetError::Lost { .. }) => false,
        Err(error) => panic!("{segment}: {error}"),
    };
    fleet.close().await.unwrap();
    published
}

/// Two hosts race for the fleet, round after round: 25, and 1,000 with `SHARDCTL_SWEEP`.
#[tokio::test]
async fn of_two_hosts_that_race_one_gets_each_version_and_no_change_is_lost() {
    let rounds = std::env::var_os("SHARDCTL_SWEEP").map_or(25, |_| 1_000);
    let mut one = TestWorld::adopted();
    let mut two = one.twin("two", Some("host-two"));
    one.open().await.unwrap().close().await.unwrap();
    for (seed, world) in [(1, &mut one), (2, &mut two)] {
        world.control = Some(Waiting::new(world, others_first(seed)));
    }
    let mut expected = std::collections::BTreeSet::new();
    let mut beaten = 0;
    for round in 0..rounds {
        let names = ["one", "two"].map(|name| format!("prefix:{round}/{name}/"));
        let (first, second) = tokio::join!(pin_once(&one, &names[0]), pin_once(&two, &names[1]));
        beaten += u32::from(first != second);
        let won = names.into_iter().zip([first, second]);
        expected.extend(won.filter_map(|(name, won)| won.then_some(name)));
        one.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    }
    assert!(beaten > rounds / 4, "they hardly met: {beaten} of {rounds}");
    let fleet = one.open().await.unwrap();
    let map = fleet.map();
    let pins = map.pins().map(|pin| pin.segment.to_string());
    assert_eq!(pins.collect::<std::collections::BTreeSet<_>>(), expected);
    assert_eq!(
        one.map_entries().await as u64,
        map.lsn,
        "one entry a version"
    );
    let checks = verify(&one, true).await.unwrap();
    let wrong: Vec<_> = checks.iter().filter(|check| check.found.is_err()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Stops before one of the calls until it may go on.
struct Stop {
    calls_before: AtomicUsize,
    stopped: Notify,
    goes_on: Notify,
}

impl Stop {
    fn after(calls: usize) -> Arc<Self> {
        Arc::new(Self {
            calls_before: AtomicUsize::new(calls),
            stopped: Notify::new(),
            goes_on: Notify::new(),
        })
    }

    async fn here(self: Arc<Self>) {
        if self.calls_before.fetch_sub(1, Ordering::Relaxed) == 0 {
            self.stopped.notify_one();
            self.goes_on.notified().await;
        }
    }
}

/// A host opens the fleet, whose newest epoch is its own, and pins; before each of its calls in turn another host
/// does both. Whose change counts is what each was told.
#[tokio::test]
async fn who_is_overtaken_between_two_calls_is_told_so() {
    for calls_before in 0.. {
        let one = TestWorld::adopted();
        let mut two = one.twin("two", Some("host-two"));
        for world in [&one, &two] {
            world.open().await.unwrap().close().await.unwrap();
        }
        let stop = Stop::after(calls_before);
        let stopping = Arc::clone(&stop);
        let before: Hook = Box::new(move || Box::pin(Arc::clone(&stopping).here()));
        two.control = Some(Waiting::new(&one, before));
        let overtake = async {
            stop.stopped.notified().await;
            let won = pin_once(&one, "prefix:one/").await;
            stop.goes_on.notify_one();
            won
        };
        let overtaken = pin_once(&two, "prefix:two/");
        tokio::pin!(overtaken, overtake);
        let mut other_won = None;
        let won = loop {
            tokio::select! {
                won = &mut overtaken => break won,
                won = &mut overtake, if other_won.is_none() => other_won = Some(won),
            }
        };
        let Some(other_won) = other_won else {
            assert!(calls_before >= 15, "all calls are {calls_before}");
            return;
        };
        one.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
        let told = [("prefix:one/", other_won), ("prefix:two/", won)];
        let told = told
            .into_iter()
            .filter_map(|(name, won)| won.then_some(name));
        let map = published(&one).await;
        let pins: Vec<String> = map.pins().map(|pin| pin.segment.to_string()).collect();
        assert_eq!(pins, told.collect::<Vec<_>>(), "before call {calls_before}");
        for world in [&one, &two] {
            let fleet = world.open().await.unwrap();
            assert!(
                fleet.map().pins().eq(map.pins()),
                "before call {calls_before}"
            );
            fleet.close().await.unwrap();
        }
    }
}
