//! The gates as a model: what a bucket is set up to, at whatever moment somebody sets it up, does no harm to
//! a move, because the gate before the step that it would harm refuses. Judged by the product's `judge` and
//! `pass_gate`; and with any one of its rules left out, or with facts that are read once and never again,
//! harm is done.

use shardctl::migration::{
    BucketConfiguration, Encryption, FACT_NAMES, Gate, LifecycleRule, Notification, ObjectLock,
    PresignedSeen, ReplicationRule, SeenFacts, Sides, Unread, Versions, judge, pass_gate,
};
use stateright::{Checker as _, Model, Property};

/// The two buckets of a move, and what is seen of others' doings.
struct Buckets {
    source: BucketConfiguration,
    target: BucketConfiguration,
    uploads: u64,
    presigned: Option<PresignedSeen>,
}

/// Something that would do harm: by which name it is told, from which step on, and how it comes about.
type Danger = (&'static str, Gate, fn(&mut Buckets));

fn rule(to: &str, deletes: bool) -> ReplicationRule {
    ReplicationRule {
        prefix: String::new(),
        to: to.to_owned(),
        deletes,
    }
}

fn ends() -> LifecycleRule {
    LifecycleRule {
        expires_days: Some(1),
        ..LifecycleRule::default()
    }
}

fn told(event: &str) -> Notification {
    Notification {
        events: vec![event.to_owned()],
        to: "queue".to_owned(),
        ..Notification::default()
    }
}

fn denied<T>() -> Result<T, Unread> {
    Err(Unread::Denied("403".to_owned()))
}

/// Every name that a fact may have, once at least.
const DANGERS: [Danger; 25] = [
    ("target_expiry", Gate::Copy, |it| {
        it.target.lifecycle = Ok(vec![ends()]);
    }),
    ("target_lock", Gate::Copy, |it| {
        it.target.lock = Ok(ObjectLock {
            enabled: true,
            default: Some("GOVERNANCE 30 days".to_owned()),
        });
    }),
    ("target_events", Gate::Copy, |it| {
        it.target.notifications = Ok(vec![told("s3:ObjectCreated:*")]);
    }),
    ("encryption", Gate::Copy, |it| {
        it.target.encryption = Ok(Encryption {
            algorithm: "aws:kms".to_owned(),
            key: Some("k".to_owned()),
        });
    }),
    ("versioning", Gate::Switch, |it| {
        it.source.versions = Ok(Versions::Kept);
    }),
    ("versioning", Gate::Switch, |it| {
        it.target.versions = denied();
    }),
    ("object_lock", Gate::Switch, |it| it.source.lock = denied()),
    ("lifecycle", Gate::Switch, |it| {
        it.target.lifecycle = denied();
    }),
    ("notifications", Gate::Switch, |it| {
        it.source.notifications = denied();
    }),
    ("replication_back", Gate::Switch, |it| {
        it.target.replication = Ok(vec![rule("src", false)]);
    }),
    ("lost_replica", Gate::Switch, |it| {
        it.source.replication = Ok(vec![rule("far", false)]);
    }),
    ("source_expiry", Gate::Switch, |it| {
        it.source.lifecycle = Ok(vec![ends()]);
    }),
    ("source_lock", Gate::Switch, |it| {
        it.source.lock = Ok(ObjectLock {
            enabled: true,
            default: None,
        });
    }),
    ("lost_events", Gate::Switch, |it| {
        it.source.notifications = Ok(vec![told("s3:ObjectCreated:*")]);
    }),
    ("policy", Gate::Switch, |it| {
        it.target.policy = Ok(Some("deny".to_owned()));
    }),
    ("cors", Gate::Switch, |it| {
        it.source.cors = Ok(vec!["*".to_owned()]);
    }),
    ("public_access", Gate::Switch, |it| {
        it.target.public_access = Ok(vec!["BlockPublicPolicy".to_owned()]);
    }),
    ("ownership", Gate::Switch, |it| {
        it.source.ownership = Ok(Some("ObjectWriter".to_owned()));
    }),
    ("requester_pays", Gate::Switch, |it| {
        it.target.requester_pays = Ok(true);
    }),
    ("logging", Gate::Switch, |it| {
        it.source.logging = Ok(Some("logs/".to_owned()));
    }),
    ("open_uploads", Gate::Switch, |it| it.uploads = 1),
    // It would carry our delete into the target.
    ("replication", Gate::Complete, |it| {
        it.source.replication = Ok(vec![rule("dst", true)]);
    }),
    ("replica_deletes", Gate::Complete, |it| {
        it.source.replication = Ok(vec![rule("far", true)]);
        it.target.replication = Ok(vec![rule("far", true)]);
    }),
    ("source_events", Gate::Complete, |it| {
        it.source.notifications = Ok(vec![told("s3:ObjectRemoved:*")]);
        it.target.notifications = Ok(vec![told("s3:ObjectRemoved:*")]);
    }),
    ("presigned", Gate::Complete, |it| {
        it.presigned = Some(PresignedSeen {
            last_ms: 0,
            longest_ms: None,
        });
    }),
];

/// What is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mutant {
    /// The rule of this name.
    Without(&'static str),
    /// What was read for the first step counts for all.
    ReadOnce,
}

/// A move beside one danger.
struct Gates {
    danger: Danger,
    mutant: Option<Mutant>,
}

/// The steps that have a gate.
const STEPS: [Gate; 3] = [Gate::Copy, Gate::Switch, Gate::Complete];

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Standing {
    set_up: bool,
    /// Steps taken.
    taken: usize,
    /// Whether it was set up when the gate was passed last; `None` before the first.
    passed_with: Option<bool>,
    first_read: Option<bool>,
    harmed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happens {
    SomebodySetsItUp,
    SomebodyTakesItAway,
    NextStep,
}

impl Gates {
    /// Whether the gate lets a step be taken, and what is kept of it.
    fn pass(&self, set_up: bool, before: Option<&SeenFacts>, gate: Gate) -> Option<SeenFacts> {
        let mut buckets = Buckets {
            source: BucketConfiguration::plain("src"),
            target: BucketConfiguration::plain("dst"),
            uploads: 0,
            presigned: None,
        };
        if set_up {
            (self.danger.2)(&mut buckets);
        }
        let mut facts = judge(&Sides {
            source: &buckets.source,
            target: &buckets.target,
            source_range: "t/",
            target_range: "t/",
            objects: Some(1),
            uploads: Ok(buckets.uploads),
            presigned: buckets.presigned,
            grace_ms: 1_000,
        });
        facts.retain(|fact| self.mutant != Some(Mutant::Without(fact.name)));
        let report = pass_gate(&facts, before, &[], gate);
        let passes = report.refused.is_empty() && report.changed.is_empty();
        passes.then_some(report.seen)
    }
}

impl Model for Gates {
    type State = Standing;
    type Action = Happens;

    fn init_states(&self) -> Vec<Standing> {
        let beginning = |set_up| Standing {
            set_up,
            taken: 0,
            passed_with: None,
            first_read: None,
            harmed: false,
        };
        vec![beginning(false), beginning(true)]
    }

    fn actions(&self, standing: &Standing, actions: &mut Vec<Happens>) {
        if standing.taken == STEPS.len() {
            return;
        }
        actions.push(Happens::NextStep);
        actions.push(if standing.set_up {
            Happens::SomebodyTakesItAway
        } else {
            Happens::SomebodySetsItUp
        });
    }

    fn next_state(&self, before: &Standing, happens: Happens) -> Option<Standing> {
        let mut after = before.clone();
        match happens {
            Happens::SomebodySetsItUp => after.set_up = true,
            Happens::SomebodyTakesItAway => after.set_up = false,
            Happens::NextStep => {
                let gate = STEPS[before.taken];
                let first = *after.first_read.get_or_insert(before.set_up);
                let read = if self.mutant == Some(Mutant::ReadOnce) {
                    first
                } else {
                    before.set_up
                };
                let last = before.taken.checked_sub(1).map(|last| STEPS[last]);
                let kept = last.zip(before.passed_with);
                let kept = kept.and_then(|(last, with)| self.pass(with, None, last));
                self.pass(read, kept.as_ref(), gate)?;
                after.taken += 1;
                after.passed_with = Some(read);
                after.harmed |= before.set_up && gate >= self.danger.1;
            }
        }
        Some(after)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("no harm is done", |_, standing: &Standing| !standing.harmed),
            Property::sometimes("a move is completed", |_, standing: &Standing| {
                standing.taken == STEPS.len()
            }),
        ]
    }
}

/// Whether harm is done, and whether a move comes to its end.
fn found(danger: Danger, mutant: Option<Mutant>) -> (bool, bool) {
    let checked = Gates { danger, mutant }.checker().spawn_bfs().join();
    let harmed = checked.discovery("no harm is done").is_some();
    let completed = checked.discovery("a move is completed").is_some();
    (harmed, completed)
}

#[test]
fn no_bucket_harms_a_move_whenever_it_is_set_up() {
    for danger in DANGERS {
        assert_eq!(found(danger, None), (false, true), "{}", danger.0);
    }
}

#[test]
fn without_any_of_the_rules_harm_is_done() {
    for danger in DANGERS {
        for mutant in [Mutant::Without(danger.0), Mutant::ReadOnce] {
            let (harmed, _) = found(danger, Some(mutant));
            assert!(harmed, "{mutant:?} is not noticed: {}", danger.0);
        }
    }
    for name in FACT_NAMES {
        let tried = DANGERS.iter().any(|danger| danger.0 == name);
        assert!(tried, "no danger goes by `{name}`");
    }
}
