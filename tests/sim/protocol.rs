//! The protocol as a model: one object, two executors of which the second takes over, an application that
//! writes by a map that may be old, requests that are lost on their way back or take effect later. Every
//! order of what can happen is tried.
//!
//! What is to be done is not the model's to say: it asks `next_action`, `Transfer::after` and
//! `DeletionPermit`, the functions that the executor and recovery go by. A [`Mutant`] is the same protocol
//! with one of its rules left out; each must fail, or the model proves nothing.

use std::collections::BTreeSet;

use shardctl::migration::{
    Action, Contract, DeletedBy, DeletionPermit, ObjectVersion, Observation, Proof, ProofLevel,
    SourceSeen, Stage, Standing, TargetSeen, Transfer, TransferEvent, TransferState, next_action,
};
use stateright::{Checker as _, Model, Property};

/// A rule that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mutant {
    /// A copy is sent without a condition on what it writes over.
    CopyWithoutCondition,
    /// A delete is sent without the condition that its permit carries.
    DeleteWithoutCondition,
    /// What is wanted counts as proven.
    IntentIsProof,
    /// Data goes back to a place where a delete may still land.
    BackWithoutWaiting,
}

/// The protocol, or a mutant of it.
struct Protocol {
    mutant: Option<Mutant>,
    /// Writes of the application.
    puts: u8,
    /// Answers that are lost.
    losses: u8,
    /// Whether another executor may take over, and whether data may go back.
    takes_over: bool,
    /// Whether maps are never older than the grace: what is lost or written over must not depend on it.
    maps_are_young: bool,
    goes_back: bool,
}

/// What an object holds: its ETag is its content.
type Value = u8;

/// A request that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Request {
    /// Makes this the target's object, where that holds what is expected: nothing, or our former copy.
    Copy(Value, Option<Value>),
    /// Deletes the source's, where it holds this.
    Delete(Value),
    /// The same after the places have changed their roles: what was the source is the target now.
    DeleteTarget(Value),
}

/// What the journal says: what of a [`Transfer`] matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Entry {
    state: TransferState,
    want: Value,
    copy: Option<Value>,
    ours: bool,
    proof: Option<(Value, Value)>,
    unknown: bool,
    delete_intended: bool,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own of a state"
)]
struct World {
    source: Option<Value>,
    target: Option<Value>,
    /// Whether the application wrote the target's object.
    target_is_theirs: bool,
    stage: Stage,
    /// Whether the application's map is of before the switch.
    stale: bool,
    /// The newest value that the application was told is kept.
    latest: Value,
    entry: Entry,
    /// Requests on their way whose answers nobody hears.
    under_way: BTreeSet<Request>,
    /// What each executor is about to send: its intent is in the journal.
    prepared: [Option<Request>; 2],
    /// Whether the second has taken over.
    taken_over: bool,
    went_back: bool,
    puts: u8,
    losses: u8,
    /// An application's object was written over by us.
    trampled: bool,
}

/// What can happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happens {
    /// The holder looks at both places and takes the next step, up to the intent of a request.
    Step,
    /// What an executor had prepared is sent, carried out and answered.
    Sent(usize),
    /// It is carried out, and the answer is lost.
    Unanswered(usize),
    /// It is on its way, and nobody waits for it any more.
    Delayed(usize),
    /// It is carried out, the answer is lost, and the network delivers it once more later.
    Doubled(usize),
    /// The executor dies before it is sent.
    Dies(usize),
    Lands(Request),
    /// So much time passes that no request is on its way any more.
    BoundPasses,
    TakesOver,
    Switches,
    /// The application reads the newest map.
    Refreshes,
    /// Grace is over, and somebody confirms.
    Completes,
    /// The application writes where its map says.
    Puts,
    /// The data moves back by a new move.
    GoesBack,
}

fn version(value: Value) -> ObjectVersion {
    ObjectVersion {
        etag: format!("\"{value}\""),
        size: 1,
        ..ObjectVersion::default()
    }
}

fn value(version: &ObjectVersion) -> Value {
    let digits = version.etag.trim_matches('"');
    digits.parse().expect("an ETag of this model")
}

impl Entry {
    fn planned(want: Value) -> Self {
        Self {
            state: TransferState::Planned,
            want,
            copy: None,
            ours: false,
            proof: None,
            unknown: false,
            delete_intended: false,
        }
    }

    fn transfer(self) -> Transfer {
        let mut transfer = Transfer::planned(version(self.want), None);
        transfer.state = self.state;
        transfer.copy = self.copy.map(version);
        transfer.ours = self.ours;
        transfer.proof = self.proof.map(|(source, target)| proof(source, target));
        transfer.unknown_since_ms = self.unknown.then_some(1);
        transfer.delete_intended = self.delete_intended;
        transfer
    }

    /// After an event, by the rules of the journal.
    fn after(self, event: &TransferEvent) -> Self {
        let after = Transfer::after(Some(self.transfer()), event);
        let after = after.expect("an event that can follow");
        Self {
            state: after.state,
            want: value(&after.want),
            copy: after.copy.as_ref().map(value),
            ours: after.ours,
            proof: after
                .proof
                .as_ref()
                .map(|proof| (value(&proof.source), value(&proof.target))),
            unknown: after.unknown_since_ms.is_some(),
            delete_intended: after.delete_intended,
        }
    }
}

fn proof(source: Value, target: Value) -> Proof {
    Proof {
        source: version(source),
        target: version(target),
        level: ProofLevel::FullRead,
        digest: "sha256:x".to_owned(),
        attributes_hash: String::new(),
        at_ms: 1,
    }
}

impl World {
    fn standing(&self) -> Standing {
        Standing {
            stage: self.stage,
            contract: Contract::Mutable,
            zombies_gone: !self.entry.unknown,
            proof_fresh: true,
            least_proof: ProofLevel::Checksum,
        }
    }

    /// What both places hold, as the transfer sees it.
    fn seen(&self) -> Observation {
        let entry = self.entry;
        let source = match self.source {
            Some(value) if value == entry.want => SourceSeen::Expected,
            Some(_) => SourceSeen::Changed,
            None => SourceSeen::Absent,
        };
        let switched = self.stage.is_switched();
        let target = match self.target {
            None => TargetSeen::Absent,
            Some(_) if self.target_is_theirs && switched => TargetSeen::Newer,
            Some(value) => match entry.proof {
                Some((_, proven)) if proven == value => TargetSeen::Expected,
                None if value == entry.want && !self.target_is_theirs => TargetSeen::Expected,
                None if entry.state == TransferState::CatchupIntent
                    && entry.copy == Some(value) =>
                {
                    TargetSeen::Former
                }
                None if entry.copy == Some(value) => TargetSeen::Expected,
                _ if switched && self.source == Some(value) => TargetSeen::LikeSource,
                _ => TargetSeen::Other,
            },
        };
        Observation {
            source,
            target,
            source_version: self.source.map(version),
            target_version: self.target.map(version),
            fresh: true,
            target_ours: target == TargetSeen::Expected && !self.target_is_theirs,
        }
    }

    fn record(&mut self, event: &TransferEvent) {
        self.entry = self.entry.after(event);
    }

    /// Whoever leads.
    fn holder(&self) -> usize {
        usize::from(self.taken_over)
    }

    /// Whether a request of an executor takes effect.
    fn carry_out(&mut self, request: Request, mutant: Option<Mutant>) -> bool {
        match request {
            Request::Copy(value, onto) => {
                if mutant != Some(Mutant::CopyWithoutCondition) && self.target != onto {
                    return false;
                }
                self.trampled |= self.target_is_theirs;
                self.target = Some(value);
                self.target_is_theirs = false;
            }
            Request::Delete(value) => {
                let unconditional = mutant == Some(Mutant::DeleteWithoutCondition);
                if self.source.is_none() || !unconditional && self.source != Some(value) {
                    return false;
                }
                self.source = None;
            }
            Request::DeleteTarget(value) => {
                if self.target != Some(value) {
                    return false;
                }
                self.target = None;
            }
        }
        true
    }

    /// What the holder hears of its request.
    fn answered(&mut self, request: Request, carried_out: bool) {
        let event = match (request, carried_out) {
            // A mutant has gone on already.
            (Request::Copy(..), true) if !self.entry.state.is_intent() => return,
            (Request::Copy(value, _), true) => TransferEvent::Copied {
                copy: version(value),
                ours: true,
            },
            (Request::Delete(_), true) => TransferEvent::Deleted {
                by: DeletedBy::Us,
                marker: None,
            },
            // It looks again.
            _ => return,
        };
        self.record(&event);
    }

    /// The next step of the holder, up to the intent of a request.
    fn step(&mut self, mutant: Option<Mutant>) {
        let (at_ms, reason) = (1, String::new());
        let seen = self.seen();
        let standing = self.standing();
        let transfer = self.entry.transfer();
        let onto = self.target;
        let want = seen.source_version.clone().unwrap_or_default();
        match next_action(&transfer, standing, &seen) {
            Action::Replan => self.record(&TransferEvent::Planned {
                want,
                target_before: seen.target_version,
            }),
            Action::Copy => {
                self.record(&TransferEvent::CopyIntended {
                    want: want.clone(),
                    at_ms,
                });
                self.prepare(Request::Copy(value(&want), None));
            }
            Action::CatchUp => {
                self.record(&TransferEvent::CatchupIntended {
                    want: want.clone(),
                    at_ms,
                });
                if mutant == Some(Mutant::IntentIsProof) {
                    self.entry.state = TransferState::Verified;
                    self.entry.proof = onto.map(|onto| (value(&want), onto));
                }
                self.prepare(Request::Copy(value(&want), onto));
            }
            Action::Adopt { ours } => {
                let copy = seen.target_version.unwrap_or_default();
                self.record(&TransferEvent::Copied { copy, ours });
            }
            Action::Verify if self.source == self.target => {
                let both = self.source.expect("it was seen");
                let proof = proof(both, both);
                self.record(&TransferEvent::Verified { proof });
            }
            Action::Delete => {
                self.record(&TransferEvent::DeleteIntended { at_ms });
                let intended = self.entry.transfer();
                let permit = DeletionPermit::for_source(&intended, standing, &seen, "k", true);
                let permit = permit.expect("a delete that may be");
                let etag = permit.if_match().expect("a store with conditions");
                let etag = etag.trim_matches('"').parse().expect("an ETag");
                self.prepare(Request::Delete(etag));
            }
            Action::ConcludeDeleted => self.record(&TransferEvent::Deleted {
                by: DeletedBy::UsOrOther,
                marker: None,
            }),
            Action::AbandonDelete => self.record(&TransferEvent::DeleteAbandoned { reason }),
            Action::Skip => self.record(&TransferEvent::Skipped { reason }),
            // Nothing to do; or what it was to verify differs, and whoever compares looks again.
            Action::Rest
            | Action::Wait(_)
            | Action::Halt
            | Action::Verify
            | Action::GiveUp
            | Action::DeleteCopy
            | Action::ConcludeAborted { .. } => {}
            Action::AskPerson(_) => self.record(&TransferEvent::Manual {
                reason,
                evidence: String::new(),
            }),
        }
    }

    fn prepare(&mut self, request: Request) {
        let holder = self.holder();
        self.prepared[holder] = Some(request);
    }

    /// A request of the holder may be under way.
    fn is_unknown(&mut self, who: usize) {
        if who == self.holder() && self.entry.state.is_intent() {
            self.entry.unknown = true;
        }
    }

    /// What was proven lies at both places, or the source is history.
    fn may_switch(&self) -> bool {
        self.stage == Stage::Copying
            && self.entry.state == TransferState::Verified
            && !self.entry.unknown
            && self.source == Some(self.entry.want)
            && self.seen().target == TargetSeen::Expected
    }
}

impl Model for Protocol {
    type State = World;
    type Action = Happens;

    fn init_states(&self) -> Vec<World> {
        vec![World {
            source: Some(1),
            target: None,
            target_is_theirs: false,
            stage: Stage::Copying,
            stale: false,
            latest: 1,
            entry: Entry::planned(1),
            under_way: BTreeSet::new(),
            prepared: [None; 2],
            taken_over: false,
            went_back: false,
            puts: self.puts,
            losses: self.losses,
            trampled: false,
        }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Happens>) {
        let holder = world.holder();
        if world.prepared[holder].is_none() {
            actions.push(Happens::Step);
        }
        for who in 0..2 {
            if world.prepared[who].is_some() {
                actions.push(Happens::Sent(who));
                actions.push(Happens::Dies(who));
                if world.losses > 0 {
                    actions.push(Happens::Unanswered(who));
                    actions.push(Happens::Delayed(who));
                    actions.push(Happens::Doubled(who));
                }
            }
        }
        actions.extend(world.under_way.iter().copied().map(Happens::Lands));
        let late = world.entry.unknown || !world.under_way.is_empty();
        if late && world.prepared[holder].is_none() {
            actions.push(Happens::BoundPasses);
        }
        if self.takes_over && !world.taken_over {
            actions.push(Happens::TakesOver);
        }
        if world.may_switch() && world.prepared[holder].is_none() {
            actions.push(Happens::Switches);
        }
        if world.stale {
            actions.push(Happens::Refreshes);
        }
        let grace_over = !world.stale || !self.maps_are_young;
        if world.stage == Stage::Grace && grace_over {
            actions.push(Happens::Completes);
        }
        if world.puts > 0 {
            actions.push(Happens::Puts);
        }
        let may_land = world.entry.unknown
            || world
                .under_way
                .iter()
                .any(|it| matches!(it, Request::Delete(_)));
        let waits = may_land && self.mutant != Some(Mutant::BackWithoutWaiting);
        let deleted = world.entry.state == TransferState::Deleted;
        if self.goes_back && deleted && !world.went_back && !waits && !world.stale {
            actions.push(Happens::GoesBack);
        }
    }

    fn next_state(&self, before: &World, action: Happens) -> Option<World> {
        let mut world = before.clone();
        match action {
            Happens::Step => world.step(self.mutant),
            Happens::Sent(who) => {
                let request = world.prepared[who].take()?;
                let carried_out = world.carry_out(request, self.mutant);
                // Whoever was replaced writes nothing into the journal.
                if who == world.holder() {
                    world.answered(request, carried_out);
                }
            }
            Happens::Unanswered(who) => {
                let request = world.prepared[who].take()?;
                world.carry_out(request, self.mutant);
                world.losses -= 1;
                world.is_unknown(who);
            }
            Happens::Doubled(who) => {
                let request = world.prepared[who].take()?;
                world.carry_out(request, self.mutant);
                world.under_way.insert(request);
                world.losses -= 1;
                world.is_unknown(who);
            }
            Happens::Delayed(who) => {
                let request = world.prepared[who].take()?;
                world.under_way.insert(request);
                world.losses -= 1;
                world.is_unknown(who);
            }
            Happens::Dies(who) => {
                world.prepared[who] = None;
                world.is_unknown(who);
            }
            Happens::Lands(request) => {
                world.under_way.remove(&request);
                world.carry_out(request, self.mutant);
            }
            Happens::BoundPasses => {
                world.under_way.clear();
                world.entry.unknown = false;
                // Whoever slept may still sign and send a copy; a delete it sends on a fresh look only.
                if world.taken_over && matches!(world.prepared[0], Some(Request::Delete(_))) {
                    world.prepared[0] = None;
                }
            }
            Happens::TakesOver => {
                world.taken_over = true;
                // What the one before prepared may still be sent.
                world.entry.unknown |= world.prepared[0].is_some() || !world.under_way.is_empty();
            }
            Happens::Switches => {
                world.stage = Stage::Grace;
                world.stale = true;
            }
            Happens::Refreshes => world.stale = false,
            Happens::Completes => world.stage = Stage::Completing,
            Happens::Puts => {
                world.puts -= 1;
                world.latest = 1 + self.puts - world.puts;
                if world.stage.is_switched() && !world.stale {
                    world.target = Some(world.latest);
                    world.target_is_theirs = true;
                } else {
                    world.source = Some(world.latest);
                }
            }
            Happens::GoesBack => {
                world.went_back = true;
                std::mem::swap(&mut world.source, &mut world.target);
                world.target_is_theirs = false;
                world.stage = Stage::Copying;
                let turned = |request: &Request| match request {
                    Request::Delete(value) => Some(Request::DeleteTarget(*value)),
                    _ => None,
                };
                world.under_way = world.under_way.iter().filter_map(turned).collect();
                world.entry = Entry::planned(world.source?);
                world.prepared = [None; 2];
            }
        }
        (world != *before).then_some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(LOST, |_, world: &World| {
                [world.source, world.target].contains(&Some(world.latest))
            }),
            Property::always(UNREADABLE, |_, world: &World| {
                let by_newest = if world.stage.is_switched() {
                    world.target
                } else {
                    world.source
                };
                by_newest.is_some() && (!world.stale || world.source.is_some())
            }),
            Property::always(TRAMPLED, |_, world: &World| !world.trampled),
            Property::sometimes("it comes to its end", |_, world: &World| {
                world.entry.state == TransferState::Deleted
            }),
            Property::sometimes(
                "a straggler is caught up with",
                |protocol: &Self, world: &World| {
                    protocol.puts == 0
                        || world.stage.is_switched()
                            && world.entry.state == TransferState::Verified
                            && world.entry.want > 1
                },
            ),
        ]
    }
}

/// What is found of a model, and how many states it has.
fn found(protocol: Protocol) -> (BTreeSet<&'static str>, usize) {
    let always = [LOST, UNREADABLE, TRAMPLED];
    let sometimes = ["it comes to its end", "a straggler is caught up with"];
    let checked = protocol.checker().threads(1).spawn_bfs().join();
    let mut wrong = BTreeSet::new();
    for name in always {
        if let Some(path) = checked.discovery(name) {
            println!("{name}: not after {:?}", path.into_actions());
            wrong.insert(name);
        }
    }
    wrong.extend(
        sometimes
            .into_iter()
            .filter(|name| checked.discovery(name).is_none()),
    );
    (wrong, checked.unique_state_count())
}

fn whole() -> Protocol {
    Protocol {
        mutant: None,
        puts: 1,
        losses: 2,
        takes_over: true,
        maps_are_young: true,
        goes_back: false,
    }
}

const LOST: &str = "the newest value is somewhere";
const UNREADABLE: &str = "every map in use leads to an object";
const TRAMPLED: &str = "nothing of an application is written over";

#[test]
fn the_protocol_holds_whatever_happens_in_whatever_order() {
    let back = Protocol {
        puts: 0,
        goes_back: true,
        ..whole()
    };
    for (name, protocol) in [("one way", whole()), ("and back", back)] {
        let (wrong, states) = found(protocol);
        println!("{name}: {states} states");
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        assert!(states > 500, "{states} states: hardly anything happens");
    }
}

/// Readers whose maps are older than the grace find nothing; lost or written over is nothing even so.
#[test]
fn without_grace_readers_find_nothing_and_nothing_is_lost() {
    let (wrong, states) = found(Protocol {
        maps_are_young: false,
        ..whole()
    });
    println!("old maps: {states} states");
    assert_eq!(wrong, BTreeSet::from([UNREADABLE]));
}

#[test]
fn without_any_of_its_rules_it_does_not() {
    for (mutant, expected) in [
        (Mutant::CopyWithoutCondition, TRAMPLED),
        (Mutant::DeleteWithoutCondition, LOST),
        (Mutant::IntentIsProof, LOST),
        (Mutant::BackWithoutWaiting, LOST),
    ] {
        let goes_back = mutant == Mutant::BackWithoutWaiting;
        let (wrong, states) = found(Protocol {
            mutant: Some(mutant),
            puts: u8::from(!goes_back),
            goes_back,
            maps_are_young: goes_back,
            ..whole()
        });
        println!("{mutant:?}: {states} states, {wrong:?}");
        assert!(wrong.contains(expected), "{mutant:?} is not noticed");
    }
}
