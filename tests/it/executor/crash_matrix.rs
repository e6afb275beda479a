//! The crash matrix: a plan of three objects lives from `start` to `complete`, and at every single call
//! to a bucket, the control location or map.db the process dies before it, dies after it, or loses its
//! answer, and goes on; at some calls (at each with `SHARDCTL_SWEEP`) the call itself is lost or comes
//! late, bytes travel through this host, or the store knows no condition. Afterwards a new process recovers and the plan is brought to its
//! end, while an [`Oracle`] looks at the stores after every change.

use std::sync::Arc;

use shardctl::engine::migration::{Ending, MigrationReport, Powers};
use shardctl::migration::{MigrationId, MigrationState, Transfer};
use shardctl::ports::JournalStore as _;
use shardctl::simulator::Capabilities;

use super::gate::Fault;
use super::oracle::Oracle;
use super::rig::{GRACE_MS, Rig, RigWorld, Verb, ZOMBIE_MS, stride};

/// More rounds than any plan needs.
const ROUNDS: usize = 16;

/// How the objects of a case travel.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// The store copies, and honours every condition.
    ByStore,
    /// Bytes travel through this host.
    Streamed,
    /// The store copies, and knows no condition at all.
    Plain,
}

pub(super) struct Life {
    pub(super) rig: Rig,
    pub(super) id: MigrationId,
    pub(super) oracle: Arc<Oracle>,
}

impl Life {
    pub(super) async fn new(way: Way, grace_ms: i64) -> Self {
        let mut rig = match way {
            Way::ByStore | Way::Streamed => Rig::new(),
            Way::Plain => Rig::on(Capabilities::unconditional()),
        };
        rig.options.ways = 1;
        rig.settings.grace_ms = grace_ms;
        match way {
            Way::ByStore => {}
            Way::Streamed => rig.options.providers.clear(),
            Way::Plain => {
                rig.options.probed.know("e-a", "src", Powers::default());
                rig.options.probed.know("e-b", "dst", Powers::default());
            }
        }
        for key in ["t/1", "t/2", "t/3"] {
            rig.put("src", key, format!("bytes of {key}"));
        }
        rig.put("src", "elsewhere", "not part of it");
        // Beside the segment: within it, a switch would refuse.
        rig.put("dst", "u/1", "somebody else's");
        let id = rig.create().await;
        let oracle = Arc::new(Oracle::of(&rig, &id));
        Self { rig, id, oracle }
    }

    pub(super) fn process(&self) -> RigWorld<'_> {
        let world = self.rig.world();
        world.gate.watch(self.oracle.clone());
        world
    }

    pub(super) fn state(&self) -> MigrationState {
        let migration = self.rig.journal().migration(&self.id).unwrap();
        migration.unwrap().state()
    }

    /// Runs verbs in `world` until the plan has ended or the process has died; what went wrong in
    /// between is tried again.
    pub(super) async fn live(&self, world: &RigWorld<'_>, when: &str) {
        for _ in 0..ROUNDS {
            let verb = match self.state() {
                MigrationState::Planned | MigrationState::Copying => Verb::Start,
                MigrationState::Verified => Verb::Switch,
                MigrationState::Switched | MigrationState::Completing => Verb::Complete,
                MigrationState::Completed => return,
                state => panic!("{when}: {state:?}"),
            };
            if verb == Verb::Complete {
                self.rig.wait_ms(self.rig.settings.grace_ms);
            }
            let ran = tokio::select! {
                biased;
                () = world.gate.death() => return,
                ran = self.rig.run_in(world, verb, &self.id) => ran,
            };
            if world.gate.is_dead() {
                return;
            }
            self.oracle.check(when);
            let waits = |ran: MigrationReport| matches!(ran.ending(), Ending::Pending { .. });
            if ran.is_ok_and(waits) {
                self.rig.wait_ms(ZOMBIE_MS);
            }
        }
        panic!(
            "{when}: it does not end: {:?}",
            self.rig.transfers(&self.id)
        );
    }

    pub(super) async fn recover(&self, when: &str) -> Vec<(String, Transfer)> {
        let recovered = self.rig.recover_in(&self.process()).await;
        recovered.unwrap_or_else(|error| panic!("{when}: {error}"));
        self.oracle.check(when);
        self.rig.transfers(&self.id).into_iter().collect()
    }
}

/// Calls of a life in which nothing happens.
pub(super) async fn calls_of_a_life(way: Way) -> u64 {
    let life = Life::new(way, GRACE_MS).await;
    let world = life.process();
    life.live(&world, "undisturbed").await;
    life.oracle.check_completed("undisturbed");
    world.gate.calls()
}

async fn disturbed(way: Way, call: u64, fault: Fault) {
    // A grace would outlast every late request.
    let grace_ms = if matches!(fault, Fault::Late(_)) {
        0
    } else {
        GRACE_MS
    };
    let life = Life::new(way, grace_ms).await;
    let world = life.process();
    world.gate.disturb(call, fault);
    let when = format!("{way:?}, {fault:?} at call {call}");
    life.live(&world, &when).await;
    let when = format!("{when}, {}", world.gate.hit());
    if world.gate.is_dead() {
        let once = life.recover(&when).await;
        let twice = life.recover(&when).await;
        // A late request may land between the two.
        if !matches!(fault, Fault::Late(_)) {
            assert_eq!(once, twice, "{when}: recovering twice is recovering once");
        }
    }
    life.live(&life.process(), &when).await;
    life.oracle.check_completed(&when);
}

async fn every_call(way: Way, fault: Fault) {
    calls(way, &[fault], 1).await;
}

/// At one call of so many, or each with `SHARDCTL_SWEEP`; the faults take turns.
async fn calls(way: Way, faults: &[Fault], one_of: usize) {
    let calls = calls_of_a_life(way).await;
    assert!(calls > 100, "{calls} calls: is every port gated?");
    let tried = (1..=calls).step_by(stride(one_of));
    for (call, fault) in tried.zip(faults.iter().cycle()) {
        disturbed(way, call, *fault).await;
    }
}

#[tokio::test]
async fn a_crash_before_any_call() {
    every_call(Way::ByStore, Fault::CrashBefore).await;
}

#[tokio::test]
async fn a_crash_after_any_call() {
    every_call(Way::ByStore, Fault::CrashAfter).await;
}

#[tokio::test]
async fn any_call_lost() {
    calls(Way::ByStore, &[Fault::Lost], 5).await;
}

#[tokio::test]
async fn any_answer_lost() {
    every_call(Way::ByStore, Fault::Unanswered).await;
}

#[tokio::test]
async fn the_same_where_bytes_travel_through_this_host() {
    calls(Way::Streamed, &[Fault::CrashAfter, Fault::Unanswered], 5).await;
}

#[tokio::test]
async fn the_same_on_a_store_that_knows_no_condition() {
    calls(Way::Plain, &[Fault::Unanswered, Fault::CrashAfter], 5).await;
}

#[tokio::test]
async fn a_request_of_a_dead_process_arrives_late() {
    let late = [2, 5, 11, 17, 23, 31, 43].map(Fault::Late);
    calls(Way::ByStore, &late, 9).await;
    calls(Way::Plain, &late, 9).await;
}
