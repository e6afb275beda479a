//! A dry run ends as the real run would: every state of a migration by every verb, as it is and with what
//! comes up on the way. What only the control location refuses in the moment of publishing is not known before.

use std::fmt::Write as _;
use std::mem::{Discriminant, discriminant};

use futures::FutureExt as _;
use shardctl::engine::migration::{Ending, MigrationError, MigrationReport, Mode};
use shardctl::migration::{Contract, Keep, MigrationId, Transfer};
use shardctl::ports::{Bucket as _, JournalStore as _, PutRequest};

use super::gate::Fault;
use super::rig::{GRACE_MS, Rig, Verb, ZOMBIE_MS, stride};

/// How far the migration has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Planned,
    Copying,
    Paused,
    Verified,
    Switching,
    Switched,
    GraceOver,
    Completing,
    Completed,
    Reversing,
    Returned,
    Reversed,
    Cancelling,
    Cancelled,
}

const STATES: [State; 14] = [
    State::Planned,
    State::Copying,
    State::Paused,
    State::Verified,
    State::Switching,
    State::Switched,
    State::GraceOver,
    State::Completing,
    State::Completed,
    State::Reversing,
    State::Returned,
    State::Reversed,
    State::Cancelling,
    State::Cancelled,
];

/// What happened to the data meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meanwhile {
    Nothing,
    /// Somebody wrote to a key at the target before all of it.
    Occupied,
    /// The proofs are two days old.
    Old,
    /// An object of the source was rewritten, with bytes of the same number.
    SourceRewritten,
    /// One of the target was.
    TargetRewritten,
    /// One of the target is gone.
    TargetGone,
    /// One of the source is.
    SourceGone,
    /// New ones in the source and in the target.
    NewAtSource,
    NewAtTarget,
    /// One is archived.
    Archived,
    /// Only so many objects may be copied.
    Limited,
    /// Applications may do anything.
    Mutable,
}

const ALL: [Meanwhile; 11] = [
    Meanwhile::Occupied,
    Meanwhile::Old,
    Meanwhile::SourceRewritten,
    Meanwhile::TargetRewritten,
    Meanwhile::TargetGone,
    Meanwhile::SourceGone,
    Meanwhile::NewAtSource,
    Meanwhile::NewAtTarget,
    Meanwhile::Archived,
    Meanwhile::Limited,
    Meanwhile::Mutable,
];

/// Verbs of the executor; the others are decided at once, by the same code in both runs.
const VERBS: [Verb; 6] = [
    Verb::Start,
    Verb::Verify,
    Verb::Switch,
    Verb::Reverse,
    Verb::Complete,
    Verb::Cancel,
];

/// How a verb ended, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
    Moves(Vec<Discriminant<Ending>>),
    Error(Discriminant<MigrationError>),
}

fn end(ran: &Result<MigrationReport, MigrationError>) -> End {
    match ran {
        Ok(report) => End::Moves(
            (report.moves.iter())
                .map(|one| discriminant(&one.ending))
                .collect(),
        ),
        Err(error) => End::Error(discriminant(error)),
    }
}

/// A process that dies at this call.
async fn dies(rig: &Rig, verb: Verb, id: &MigrationId, call: &str, fault: Fault) {
    let world = rig.world();
    world.gate.disturb_named(call, fault);
    tokio::select! {
        () = world.gate.death() => {}
        ran = rig.run_in(&world, verb, id) => panic!("{call}: {ran:?}"),
    }
}

async fn through(rig: &Rig, id: &MigrationId, verbs: &[Verb]) {
    for verb in verbs {
        let _ = rig.run(*verb, id).await;
    }
}

async fn filled(meanwhile: Meanwhile) -> (Rig, MigrationId) {
    let mut rig = Rig::new();
    rig.options.ways = 1;
    if meanwhile == Meanwhile::Mutable {
        rig.settings.contract = Contract::Mutable;
    }
    for key in ["t/1", "t/2", "t/3"] {
        rig.put("src", key, format!("bytes of {key}"));
    }
    if meanwhile == Meanwhile::Occupied {
        rig.put("dst", "t/2", "somebody else's");
    }
    rig.wait_ms(2_000);
    let id = rig.create().await;
    (rig, id)
}

/// A migration in this state; `None` where what happened keeps it from getting there.
async fn in_state(state: State, meanwhile: Meanwhile) -> Option<(Rig, MigrationId)> {
    use State as S;
    use Verb as V;
    let (rig, id) = filled(meanwhile).await;
    let way: &[Verb] = match state {
        S::Planned | S::Copying | S::Cancelling => &[],
        S::Paused | S::Verified | S::Switching => &[V::Start],
        S::Switched | S::GraceOver | S::Completing | S::Completed => &[V::Start, V::Switch],
        S::Reversing | S::Returned | S::Reversed => &[V::Start, V::Switch, V::Reverse],
        S::Cancelled => &[V::Start, V::Cancel],
    };
    through(&rig, &id, way).await;
    match state {
        S::Copying => dies(&rig, V::Start, &id, "CopyObject dst t/3", Fault::CrashAfter).await,
        S::Paused => pause(&rig, &id).await,
        S::Switching | S::Completing if meanwhile == Meanwhile::Occupied => return None,
        S::Switching => {
            let entry = format!("create maplog/{:020}.json", lsn(&rig) + 1);
            dies(&rig, V::Switch, &id, &entry, Fault::CrashBefore).await;
        }
        S::GraceOver | S::Returned => rig.wait_ms(GRACE_MS),
        S::Completing => {
            rig.wait_ms(GRACE_MS);
            let delete = "DeleteObject src t/2";
            dies(&rig, V::Complete, &id, delete, Fault::CrashBefore).await;
        }
        S::Completed => {
            rig.wait_ms(GRACE_MS);
            through(&rig, &id, &[V::Complete]).await;
        }
        S::Reversed => {
            rig.wait_ms(GRACE_MS);
            through(&rig, &id, &[V::Start]).await;
        }
        S::Cancelling => {
            through(&rig, &id, &[V::Start]).await;
            let delete = "DeleteObject dst t/1";
            dies(&rig, V::Cancel, &id, delete, Fault::CrashAfter).await;
        }
        _ => {}
    }
    Some((rig, id))
}

fn lsn(rig: &Rig) -> u64 {
    let map = shardctl::ports::MapStore::load(&rig.journal()).unwrap();
    map.unwrap().lsn
}

async fn pause(rig: &Rig, id: &MigrationId) {
    let mut store = rig.journal();
    let epoch = store.identity().unwrap().epoch;
    let (id, event) = (id.clone(), shardctl::migration::MigrationEvent::Paused);
    let event = shardctl::migration::Event::Migration { id, event };
    store
        .append(epoch, &[event], super::rig::NOW_MS)
        .expect("map.db is there");
}

fn happen(rig: &mut Rig, meanwhile: Meanwhile) {
    match meanwhile {
        Meanwhile::Nothing | Meanwhile::Occupied | Meanwhile::Mutable => {}
        Meanwhile::Old => rig.wait_ms(48 * 3_600_000),
        Meanwhile::SourceRewritten => rig.put("src", "t/2", "Bytes of t/2"),
        Meanwhile::TargetRewritten => rig.put("dst", "t/2", "Bytes of t/2"),
        Meanwhile::TargetGone => rig.remove("dst", "t/2"),
        Meanwhile::SourceGone => rig.remove("src", "t/2"),
        Meanwhile::NewAtSource => rig.put("src", "t/new", "new"),
        Meanwhile::NewAtTarget => rig.put("dst", "t/new", "new"),
        Meanwhile::Archived => archive(rig, "t/archived"),
        Meanwhile::Limited => {
            rig.put("src", "t/4", "4");
            rig.put("src", "t/5", "5");
        }
    }
}

fn archive(rig: &Rig, key: &str) {
    let mut request = PutRequest {
        key: key.to_owned(),
        body: "cold".into(),
        ..PutRequest::default()
    };
    let class = ("x-amz-storage-class".to_owned(), "GLACIER".to_owned());
    request.attributes.headers.extend([class]);
    let bucket = rig.simulator.bucket("src");
    bucket.put(&request).now_or_never().unwrap().unwrap();
}

/// Runs it dry, then for real; what is not right about that.
async fn compare(
    state: State,
    verbs: &[Verb],
    meanwhile: Meanwhile,
    later_ms: i64,
) -> Option<String> {
    let mut wrong = String::new();
    for &verb in verbs {
        let (mut rig, id) = in_state(state, meanwhile).await?;
        rig.wait_ms(2_000 + later_ms);
        happen(&mut rig, meanwhile);
        let limit = || {
            let left = (meanwhile == Meanwhile::Limited).then_some(1);
            left.map(|left| std::sync::Arc::new(std::sync::atomic::AtomicU64::new(left)))
        };
        rig.options.copies_left = limit();
        rig.options.mode = Mode::DryRun;
        let before = rig.journal().identity().unwrap().head;
        let writes = rig.simulator.bill().writes();
        let dry = rig.run(verb, &id).await;
        let after = rig.journal().identity().unwrap().head;
        assert_eq!(before, after, "{state:?} {verb:?}: the journal was written");
        let sent = rig.simulator.bill().writes() - writes;
        assert_eq!(
            sent, 0,
            "{state:?} {meanwhile:?} {verb:?}: a store was written"
        );
        rig.options.copies_left = limit();
        rig.options.mode = Mode::Live;
        let real = rig.run(verb, &id).await;
        if end(&dry) != end(&real) {
            let _ = writeln!(
                wrong,
                "{state:?} + {meanwhile:?} + {later_ms} ms, {verb:?}:\n  dry  {}\n  real {}",
                words(&dry),
                words(&real)
            );
        }
    }
    (!wrong.is_empty()).then_some(wrong)
}

fn words(ran: &Result<MigrationReport, MigrationError>) -> String {
    match ran {
        Ok(report) => {
            let moves = report.moves.iter();
            let moves = moves
                .map(|one| format!("{:?} did {:?} would {:?}", one.ending, one.did, one.would));
            moves.collect::<Vec<_>>().join("; ")
        }
        Err(error) => format!("{error:?}"),
    }
}

#[tokio::test]
async fn a_dry_run_ends_as_the_real_run_in_every_state_by_every_verb() {
    let mut wrong = String::new();
    for state in STATES {
        wrong.extend(compare(state, &VERBS, Meanwhile::Nothing, 0).await);
        wrong.extend(compare(state, &VERBS, Meanwhile::Nothing, ZOMBIE_MS).await);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[tokio::test]
async fn a_dry_run_sees_what_came_up_meanwhile_as_the_real_run_does() {
    use State as S;
    use Verb as V;
    let mut wrong = String::new();
    let step = stride(6);
    let table = [
        (S::Planned, &[V::Start, V::Cancel][..]),
        (S::Copying, &[V::Start, V::Verify]),
        (S::Verified, &[V::Verify, V::Switch, V::Cancel]),
        (S::Switching, &[V::Switch, V::Cancel]),
        (S::Switched, &[V::Start, V::Verify, V::Reverse]),
        (S::GraceOver, &[V::Complete, V::Reverse]),
        (S::Completing, &[V::Complete]),
        (S::Reversing, &[V::Start, V::Verify]),
        (S::Returned, &[V::Start]),
        (S::Cancelling, &[V::Cancel]),
    ];
    for (row, (state, verbs)) in table.into_iter().enumerate() {
        for meanwhile in ALL.into_iter().skip(row % step).step_by(step) {
            wrong.extend(compare(state, verbs, meanwhile, 0).await);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[tokio::test]
async fn a_dry_decision_is_refused_as_the_real_one() {
    let decisions = [Keep::Source, Keep::Target, Keep::Both, Keep::Neither];
    for state in STATES {
        for keep in decisions {
            for key in ["t/1", "t/2", "t/nothing"] {
                let Some((mut rig, id)) = in_state(state, Meanwhile::Occupied).await else {
                    continue;
                };
                rig.wait_ms(2_000);
                rig.options.mode = Mode::DryRun;
                let dry = rig.resolve(&id, key, keep).await;
                rig.options.mode = Mode::Live;
                let real = rig.resolve(&id, key, keep).await;
                let end = |ran: &Result<Transfer, MigrationError>| {
                    ran.as_ref().map(|it| it.state).map_err(discriminant)
                };
                assert_eq!(
                    end(&dry),
                    end(&real),
                    "{state:?} {keep:?} {key}: {dry:?} {real:?}"
                );
            }
        }
    }
}
