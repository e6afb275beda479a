//! The grace of a reversal: an application with an older map still writes to the target, and none of it is
//! hidden, lost, or brought back over something newer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use futures::FutureExt as _;
use shardctl::engine::migration::{Ending, MigrationError};
use shardctl::migration::{Contract, Keep, MigrationId, MigrationState, TransferState};
use shardctl::ports::{Bucket as _, BucketReader as _, JournalStore as _};
use shardctl::simulator::{Capabilities, Simulator};

use super::gate::{Change, Fault, Watcher};
use super::loss::{assert_differs, dies, filled, switched};
use super::rig::{GRACE_MS, Rig, RigWorld, Verb, ZOMBIE_MS, stride};

async fn reversed(rig: &Rig) -> MigrationId {
    let id = switched(rig).await;
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(report.state, MigrationState::Reversing);
    rig.wait_ms(2_000);
    id
}

fn bytes(rig: &Rig, key: &str) -> Option<String> {
    let object = rig.get("src", key)?;
    Some(String::from_utf8(object.bytes.to_vec()).unwrap())
}

fn state(rig: &Rig, id: &MigrationId) -> MigrationState {
    rig.journal().migration(id).unwrap().unwrap().state()
}

#[tokio::test]
async fn what_an_older_map_still_writes_is_brought_back() {
    let rig = filled(Rig::new(), &["t/1", "t/2", "t/3", "t/4"]);
    let id = reversed(&rig).await;
    rig.put("dst", "t/new", "by an older map");
    rig.put("dst", "t/1", "by an older map");
    rig.put("src", "t/2", "through the map");
    rig.remove("src", "t/3");
    rig.remove("dst", "t/4");
    let report = rig.run(Verb::Verify, &id).await.unwrap();
    assert_differs(&report, "t/new");
    assert_eq!(bytes(&rig, "t/new"), None, "a comparison copies nothing");
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    for (key, want) in [
        ("t/new", Some("by an older map")),
        ("t/1", Some("by an older map")),
        ("t/2", Some("through the map")),
        ("t/3", None),
        ("t/4", Some("bytes of t/4")),
    ] {
        assert_eq!(bytes(&rig, key).as_deref(), want, "{key}");
    }
    assert_eq!(report.state, MigrationState::Reversing, "grace runs");
    rig.put("dst", "t/late", "by an older map");
    rig.wait_ms(GRACE_MS);
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(report.state, MigrationState::Reversed);
    assert_eq!(bytes(&rig, "t/late").as_deref(), Some("by an older map"));
    assert_eq!(rig.located("t/late"), "a");
}

#[tokio::test]
async fn recovery_brings_it_back_too_and_ends_the_move() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = reversed(&rig).await;
    assert!(rig.recover().await.unwrap().moves.is_empty());
    rig.put("dst", "t/new", "by an older map");
    let report = rig.recover().await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(report.moves[0].did["copy"].objects, 1, "{report:?}");
    assert!(rig.recover().await.unwrap().moves.is_empty());
    rig.wait_ms(GRACE_MS);
    let report = rig.recover().await.unwrap();
    assert_eq!(report.moves[0].state.name(), "reversed", "{report:?}");
    assert_eq!(state(&rig, &id), MigrationState::Reversed);
    assert!(rig.recover().await.unwrap().moves.is_empty());
}

#[tokio::test]
async fn what_came_while_the_entry_was_published_is_brought_back_at_once() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = switched(&rig).await;
    let lsn = shardctl::ports::MapStore::load(&rig.journal())
        .unwrap()
        .unwrap()
        .lsn;
    let world = rig.world();
    let entry = format!("create maplog/{:020}.json", lsn + 1);
    world.gate.disturb_named(&entry, Fault::CrashAfter);
    dies(&rig, &world, Verb::Reverse, &id).await;
    rig.put("dst", "t/new", "through the map of before");
    let report = rig.recover().await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(state(&rig, &id), MigrationState::Reversing);
    assert!(bytes(&rig, "t/new").is_some());
}

#[tokio::test]
async fn two_newer_writes_are_for_a_person_and_the_move_waits_for_them() {
    for (keep, located) in [(Keep::Source, "a"), (Keep::Target, "b")] {
        let rig = filled(Rig::new(), &["t/1", "t/2"]);
        let id = reversed(&rig).await;
        rig.put("dst", "t/1", "by an older map");
        rig.put("src", "t/1", "through the map");
        rig.wait_ms(GRACE_MS);
        let report = rig.run(Verb::Start, &id).await.unwrap();
        assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
        assert_eq!(report.state, MigrationState::Reversing);
        rig.resolve(&id, "t/1", keep).await.unwrap();
        assert_eq!(rig.located("t/1"), located);
        assert_eq!(rig.located("t/2"), "a");
        let report = rig.run(Verb::Start, &id).await.unwrap();
        assert_eq!(report.state, MigrationState::Reversed, "{report:?}");
        assert_eq!(bytes(&rig, "t/1").as_deref(), Some("through the map"));
        let there = rig.get("dst", "t/1").unwrap();
        assert_eq!(there.bytes, "by an older map", "both stay");
    }
}

#[tokio::test]
async fn a_promise_that_is_broken_after_a_reversal_is_told() {
    let mut rig = filled(Rig::new(), &["t/1"]);
    rig.settings.contract = Contract::Immutable;
    let id = reversed(&rig).await;
    rig.put("dst", "t/1", "by an older map");
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    assert_eq!(bytes(&rig, "t/1").as_deref(), Some("bytes of t/1"));
}

#[tokio::test]
async fn a_store_that_ignores_conditions_gets_nothing_back_unasked() {
    let rig = filled(Rig::on(Capabilities::unconditional()), &["t/1"]);
    let id = reversed(&rig).await;
    rig.put("dst", "t/new", "by an older map");
    let report = rig.run(Verb::Start, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    let transfer = &rig.transfers(&id)["t/new"];
    assert_eq!(transfer.reason.as_deref(), Some("no-safe-copy"));
}

#[tokio::test]
async fn a_move_with_a_copy_in_flight_is_not_reversed() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = switched(&rig).await;
    rig.put("src", "t/s", "a straggler");
    let world = rig.world();
    world
        .gate
        .disturb_named("CopyObject dst t/s", Fault::CrashBefore);
    dies(&rig, &world, Verb::Start, &id).await;
    rig.put("dst", "t/s", "an application's");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_ne!(report.ending(), Ending::Done, "{report:?}");
    assert_eq!(rig.located("t/s"), "b", "what the map says is not hidden");
}

#[tokio::test]
async fn nothing_is_sent_again_while_it_may_land_where_applications_write() {
    // In the grace of a switch as in that of a reversal.
    for (from, to, reverse) in [("src", "dst", false), ("dst", "src", true)] {
        let rig = filled(Rig::new(), &["t/1"]);
        let id = if reverse {
            reversed(&rig).await
        } else {
            switched(&rig).await
        };
        rig.put(from, "t/new", "by an older map");
        let world = rig.world();
        let copy = format!("CopyObject {to} t/new");
        world.gate.disturb_named(&copy, Fault::Lost);
        let report = rig.run_in(&world, Verb::Start, &id).await.unwrap();
        let waits = matches!(report.ending(), Ending::Pending { .. });
        assert!(waits, "{report:?}");
        assert!(rig.get(to, "t/new").is_none());
        rig.wait_ms(ZOMBIE_MS);
        let report = rig.run(Verb::Start, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
        assert!(rig.get(to, "t/new").is_some());
    }
}

#[tokio::test]
async fn a_reversed_move_is_neither_completed_nor_given_up() {
    let rig = filled(Rig::new(), &["t/1"]);
    let id = reversed(&rig).await;
    rig.wait_ms(GRACE_MS);
    for verb in [Verb::Complete, Verb::Cancel] {
        let refused = rig.run(verb, &id).await;
        let refused = matches!(refused, Err(MigrationError::Refused(_)));
        assert!(refused, "{verb:?}");
    }
    let migration = rig.journal().migration(&id).unwrap().unwrap();
    assert!(!migration.cancelling);
    assert_eq!(migration.state(), MigrationState::Reversing);
}

#[tokio::test]
async fn bytes_that_come_back_through_the_map_are_newer_than_what_an_older_map_wrote() {
    for (from, to, reverse) in [("src", "dst", false), ("dst", "src", true)] {
        let mut rig = filled(Rig::new(), &["t/1"]);
        rig.settings.contract = Contract::Mutable;
        let id = if reverse {
            reversed(&rig).await
        } else {
            switched(&rig).await
        };
        rig.wait_ms(2_000);
        rig.put(from, "t/1", "by an older map");
        rig.wait_ms(2_000);
        rig.put(to, "t/1", "bytes of t/1");
        let report = rig.run(Verb::Start, &id).await.unwrap();
        assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
        assert_eq!(rig.get(to, "t/1").unwrap().bytes, "bytes of t/1");
        assert_eq!(rig.get(from, "t/1").unwrap().bytes, "by an older map");
    }
}

/// That whatever was acknowledged last is somewhere, after every change.
struct Acknowledged {
    simulator: Simulator,
    objects: Mutex<BTreeMap<&'static str, &'static str>>,
}

impl Acknowledged {
    fn has(&self, bucket: &str, key: &str, bytes: &str) -> bool {
        let bucket = self.simulator.bucket(bucket);
        let object = bucket.get(key, None).now_or_never().unwrap();
        object.is_ok_and(|object| object.bytes == bytes.as_bytes())
    }

    fn check(&self, when: &str) {
        for (key, bytes) in self.objects.lock().unwrap().iter() {
            let kept = ["src", "dst"].iter().any(|it| self.has(it, key, bytes));
            assert!(kept, "{when}: the newest `{key}` is gone");
        }
    }

    fn check_ended(&self, when: &str) {
        for (key, bytes) in self.objects.lock().unwrap().iter() {
            assert!(self.has("src", key, bytes), "{when}: `{key}` is hidden");
        }
    }
}

impl Watcher for Acknowledged {
    fn before(&self, _change: &Change) {}
    fn after(&self, change: &Change) {
        self.check(&format!("after {change:?}"));
    }
    fn arrived(&self) {
        self.check("after a late arrival");
    }
}

/// A switched move that is reversed, written to by an older map, and brought to its end.
struct Life {
    rig: Rig,
    id: MigrationId,
    acknowledged: Arc<Acknowledged>,
}

impl Life {
    async fn new() -> Self {
        let rig = filled(Rig::new(), &["t/1", "t/2"]);
        let id = switched(&rig).await;
        rig.wait_ms(ZOMBIE_MS);
        let objects = BTreeMap::from([("t/1", "bytes of t/1"), ("t/2", "bytes of t/2")]);
        let acknowledged = Arc::new(Acknowledged {
            simulator: rig.simulator.clone(),
            objects: Mutex::new(objects),
        });
        Self {
            rig,
            id,
            acknowledged,
        }
    }

    fn process(&self) -> RigWorld<'_> {
        let world = self.rig.world();
        world.gate.watch(self.acknowledged.clone());
        world
    }

    /// Once the move is reversed, an application with an older map writes.
    fn write_once(&self) {
        let mut objects = self.acknowledged.objects.lock().unwrap();
        if objects.contains_key("t/new") {
            return;
        }
        self.rig.wait_ms(2_000);
        for key in ["t/new", "t/1"] {
            self.rig.put("dst", key, "by an older map");
            objects.insert(key, "by an older map");
        }
    }

    async fn live(&self, world: &RigWorld<'_>, when: &str) {
        for _ in 0..16 {
            let verb = match state(&self.rig, &self.id) {
                MigrationState::Switched => Verb::Reverse,
                MigrationState::Reversing => Verb::Start,
                MigrationState::Reversed => return,
                state => panic!("{when}: {state:?}"),
            };
            if verb == Verb::Start {
                self.write_once();
            }
            let ran = tokio::select! {
                biased;
                () = world.gate.death() => return,
                ran = self.rig.run_in(world, verb, &self.id) => ran,
            };
            if world.gate.is_dead() {
                return;
            }
            self.acknowledged.check(when);
            if ran.is_ok_and(|ran| matches!(ran.ending(), Ending::Pending { .. })) {
                self.rig.wait_ms(ZOMBIE_MS);
            } else if verb == Verb::Start {
                self.rig.wait_ms(GRACE_MS);
            }
        }
        panic!(
            "{when}: it does not end: {:?}",
            self.rig.transfers(&self.id)
        );
    }
}

async fn disturbed(call: u64, fault: Fault) {
    let life = Life::new().await;
    let world = life.process();
    world.gate.disturb(call, fault);
    let when = format!("{fault:?} at call {call}");
    life.live(&world, &when).await;
    let when = format!("{when}, {}", world.gate.hit());
    if world.gate.is_dead() {
        let recovered = life.rig.recover_in(&life.process()).await;
        recovered.unwrap_or_else(|error| panic!("{when}: {error}"));
        life.acknowledged.check(&when);
    }
    life.live(&life.process(), &when).await;
    life.acknowledged.check_ended(&when);
    let states = life.rig.transfers(&life.id).into_values();
    for transfer in states {
        assert_eq!(transfer.state, TransferState::Verified, "{when}");
    }
}

async fn every_call(faults: &[Fault]) {
    let life = Life::new().await;
    let world = life.process();
    life.live(&world, "undisturbed").await;
    life.acknowledged.check_ended("undisturbed");
    let calls = world.gate.calls();
    assert!(calls > 40, "{calls} calls: is every port gated?");
    let all = (1..=calls).zip(faults.iter().cycle());
    for (call, fault) in all.step_by(stride(5)) {
        disturbed(call, *fault).await;
    }
}

#[tokio::test]
async fn a_crash_at_any_call_of_a_reversal_and_its_grace() {
    every_call(&[Fault::CrashBefore]).await;
    every_call(&[Fault::CrashAfter]).await;
}

#[tokio::test]
async fn any_call_of_a_reversal_and_its_grace_lost_or_unanswered() {
    every_call(&[Fault::Lost]).await;
    every_call(&[Fault::Unanswered]).await;
}

#[tokio::test]
async fn a_request_of_a_dead_process_arrives_late_in_the_grace_of_a_reversal() {
    every_call(&[2, 5, 11, 17, 23].map(Fault::Late)).await;
}

#[tokio::test]
async fn what_was_set_beside_the_bytes_at_the_target_is_not_hidden_by_a_reversal() {
    let rig = filled(Rig::new(), &["t/1", "t/2"]);
    let id = switched(&rig).await;
    let tags = [("legal", "hold"), ("team", "blue")];
    let tags: BTreeMap<String, String> = (tags.into_iter())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let set = |bucket: &str| {
        let bucket = rig.simulator.bucket(bucket);
        let request = bucket.put_tags("t/2", &tags);
        request.now_or_never().unwrap().unwrap();
    };
    set("dst");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_differs(&report, "t/2");
    assert!(report.ending().why().contains("tag `legal`"), "{report:?}");
    assert_eq!(report.state, MigrationState::Switched);
    set("src");
    let report = rig.run(Verb::Reverse, &id).await.unwrap();
    assert_eq!(report.state, MigrationState::Reversing, "{report:?}");
}
