//! A case per rule: two buckets, and the one fact that is more than `same`.

use super::*;
use crate::migration::{
    Encryption, LifecycleRule, Notification, ObjectLock, ReplicationRule, Versions,
};

type Setting = fn(&mut BucketConfiguration);

fn as_is(_: &mut BucketConfiguration) {}

/// Facts of a move of `t/` in bucket `src` to `u/t/` in bucket `dst`.
fn facts(source: Setting, target: Setting) -> Vec<Fact> {
    let mut from = BucketConfiguration::plain("src");
    let mut to = BucketConfiguration::plain("dst");
    source(&mut from);
    target(&mut to);
    judge(&sides(&from, &to))
}

fn sides<'a>(source: &'a BucketConfiguration, target: &'a BucketConfiguration) -> Sides<'a> {
    Sides {
        source,
        target,
        source_range: "t/",
        target_range: "u/t/",
        objects: Some(1000),
        uploads: Ok(0),
        presigned: None,
        grace_ms: 100,
    }
}

/// What is more than `same`, but for that neither bucket of these cases writes logs.
fn told(facts: &[Fact]) -> Vec<(&'static str, Gate, FactVerdict)> {
    let facts = facts.iter().filter(|it| it.verdict != FactVerdict::Same);
    let facts = facts.filter(|it| !(it.name == "logging" && it.verdict == FactVerdict::Info));
    facts.map(|it| (it.name, it.gate, it.verdict)).collect()
}

fn replicate(to: &str, prefix: &str, deletes: bool) -> Vec<ReplicationRule> {
    vec![ReplicationRule {
        prefix: prefix.to_owned(),
        to: to.to_owned(),
        deletes,
    }]
}

fn ends(prefix: &str, days: u32) -> Vec<LifecycleRule> {
    vec![LifecycleRule {
        prefix: prefix.to_owned(),
        expires_days: Some(days),
        ..LifecycleRule::default()
    }]
}

fn tells(event: &str, prefix: &str) -> Vec<Notification> {
    vec![Notification {
        events: vec![event.to_owned()],
        prefix: prefix.to_owned(),
        to: "queue".to_owned(),
        ..Notification::default()
    }]
}

fn encrypted(algorithm: &str, key: Option<&str>) -> Encryption {
    Encryption {
        algorithm: algorithm.to_owned(),
        key: key.map(str::to_owned),
    }
}

#[test]
fn buckets_that_are_alike_have_one_fact_a_subject_and_nothing_in_the_way() {
    let facts = facts(as_is, as_is);
    assert!(told(&facts).is_empty(), "{facts:?}");
    assert_eq!(facts.len(), 14);
}

#[test]
fn each_rule_finds_its_case_and_no_other() {
    use FactVerdict::{Accept, Blocks, Info};
    type Told = Vec<(&'static str, Gate, FactVerdict)>;
    let cases: Vec<(Setting, Setting, Told)> = vec![
        (
            |it| it.versions = Ok(Versions::Kept),
            as_is,
            vec![("versioning", Gate::Switch, Accept)],
        ),
        (
            as_is,
            |it| it.versions = Ok(Versions::Kept),
            vec![("versioning", Gate::Switch, Info)],
        ),
        (
            |it| it.replication = Ok(replicate("dst", "", true)),
            as_is,
            vec![("replication", Gate::Complete, Blocks)],
        ),
        (
            |it| it.replication = Ok(replicate("dst", "t/x/", true)),
            as_is,
            vec![("replication", Gate::Complete, Blocks)],
        ),
        (
            |it| it.replication = Ok(replicate("dst", "other/", true)),
            as_is,
            vec![],
        ),
        (
            |it| it.replication = Ok(replicate("dst", "", false)),
            as_is,
            vec![("replication", Gate::Switch, Info)],
        ),
        (
            as_is,
            |it| it.replication = Ok(replicate("src", "u/", false)),
            vec![("replication_back", Gate::Switch, Accept)],
        ),
        (
            |it| it.replication = Ok(replicate("dr", "", true)),
            as_is,
            vec![
                ("lost_replica", Gate::Switch, Accept),
                ("replica_deletes", Gate::Complete, Accept),
            ],
        ),
        (
            |it| it.replication = Ok(replicate("dr", "", false)),
            |it| it.replication = Ok(replicate("dr", "", false)),
            vec![],
        ),
        (
            as_is,
            |it| it.lifecycle = Ok(ends("u/", 30)),
            vec![("target_expiry", Gate::Copy, Blocks)],
        ),
        (as_is, |it| it.lifecycle = Ok(ends("tmp/", 1)), vec![]),
        (
            |it| it.lifecycle = Ok(ends("", 30)),
            |it| it.lifecycle = Ok(ends("u/", 30)),
            vec![("target_expiry", Gate::Switch, Info)],
        ),
        (
            |it| it.lifecycle = Ok(ends("t/x/", 30)),
            |it| it.lifecycle = Ok(ends("u/t/x/", 30)),
            vec![("target_expiry", Gate::Switch, Info)],
        ),
        (
            |it| it.lifecycle = Ok(ends("", 30)),
            |it| it.lifecycle = Ok(ends("u/", 7)),
            vec![
                ("target_expiry", Gate::Copy, Blocks),
                ("source_expiry", Gate::Switch, Accept),
            ],
        ),
        (
            |it| it.lifecycle = Ok(ends("t/", 30)),
            as_is,
            vec![("source_expiry", Gate::Switch, Accept)],
        ),
        (
            |it| {
                it.lifecycle = Ok(vec![LifecycleRule {
                    transitions: vec![(30, "GLACIER".to_owned())],
                    ..LifecycleRule::default()
                }]);
            },
            as_is,
            vec![("lifecycle", Gate::Switch, Info)],
        ),
        (
            as_is,
            |it| it.notifications = Ok(tells("s3:ObjectCreated:*", "u/")),
            vec![("target_events", Gate::Copy, Accept)],
        ),
        (
            as_is,
            |it| it.notifications = Ok(tells("s3:ObjectRemoved:*", "u/")),
            vec![],
        ),
        (
            |it| it.notifications = Ok(tells("s3:ObjectRemoved:*", "")),
            |it| it.notifications = Ok(tells("s3:ObjectRemoved:*", "")),
            vec![("source_events", Gate::Complete, Accept)],
        ),
        (
            |it| it.notifications = Ok(tells("s3:ObjectCreated:Put", "t/")),
            as_is,
            vec![("lost_events", Gate::Switch, Accept)],
        ),
        (
            as_is,
            |it| {
                it.lock = Ok(ObjectLock {
                    enabled: true,
                    default: Some("GOVERNANCE 30 days".to_owned()),
                });
            },
            vec![("target_lock", Gate::Copy, Accept)],
        ),
        (
            |it| {
                it.lock = Ok(ObjectLock {
                    enabled: true,
                    default: None,
                });
            },
            as_is,
            vec![("source_lock", Gate::Switch, Accept)],
        ),
        (
            |it| it.encryption = Ok(encrypted("aws:kms", Some("k1"))),
            as_is,
            vec![("encryption", Gate::Copy, Accept)],
        ),
        (
            |it| it.encryption = Ok(encrypted("aws:kms", Some("k1"))),
            |it| it.encryption = Ok(encrypted("aws:kms", Some("k2"))),
            vec![("encryption", Gate::Copy, Accept)],
        ),
        (
            as_is,
            |it| it.encryption = Ok(encrypted("AES256", None)),
            vec![("encryption", Gate::Switch, Info)],
        ),
        (
            |it| it.policy = Ok(Some("allow src/*".to_owned())),
            |it| it.policy = Ok(Some("allow dst/*".to_owned())),
            vec![],
        ),
        (
            |it| it.policy = Ok(Some("allow src/*".to_owned())),
            as_is,
            vec![("policy", Gate::Switch, Accept)],
        ),
        (
            |it| it.cors = Ok(vec!["https://a".to_owned()]),
            as_is,
            vec![("cors", Gate::Switch, Accept)],
        ),
        (
            as_is,
            |it| it.public_access = Ok(vec!["block_public_acls".to_owned()]),
            vec![("public_access", Gate::Switch, Accept)],
        ),
        (
            as_is,
            |it| it.ownership = Ok(Some("BucketOwnerEnforced".to_owned())),
            vec![("ownership", Gate::Switch, Accept)],
        ),
        (
            as_is,
            |it| it.requester_pays = Ok(true),
            vec![("requester_pays", Gate::Switch, Accept)],
        ),
        (
            |it| it.logging = Ok(Some("logs/".to_owned())),
            as_is,
            vec![("logging", Gate::Switch, Accept)],
        ),
    ];
    for (n, (source, target, wanted)) in cases.into_iter().enumerate() {
        let facts = facts(source, target);
        assert_eq!(told(&facts), wanted, "case {n}: {facts:?}");
        for fact in &facts {
            assert!(NAMES.contains(&fact.name), "{fact:?}");
            let silent = fact.verdict == FactVerdict::Same;
            assert_eq!(fact.why.is_empty(), silent, "{fact:?}");
        }
    }
}

#[test]
fn events_are_counted_by_destination() {
    let twice: Setting = |it| {
        let mut told = tells("s3:ObjectCreated:*", "");
        told.push(Notification {
            to: "function".to_owned(),
            ..told[0].clone()
        });
        it.notifications = Ok(told);
    };
    let facts = facts(as_is, twice);
    let events = facts.iter().find(|it| it.name == "target_events").unwrap();
    assert!(events.why.contains("up to 2000 events"), "{events:?}");
}

#[test]
fn what_nobody_knows_is_unknown_and_never_none() {
    for source in [true, false] {
        let (mut from, mut to) = (
            BucketConfiguration::plain("src"),
            BucketConfiguration::plain("dst"),
        );
        let side = if source { &mut from } else { &mut to };
        *side = BucketConfiguration::unread(side.name.clone(), &Unread::NotOffered);
        let facts = judge(&sides(&from, &to));
        assert_eq!(facts.len(), 14);
        for fact in facts.iter().take(12) {
            assert_eq!(fact.verdict, FactVerdict::Info, "{fact:?}");
            let told = if source { &fact.source } else { &fact.target };
            assert_eq!(told, "unknown", "{fact:?}");
        }
    }
    // What the other side is known to have still counts.
    let facts = facts(
        |it| it.replication = Ok(replicate("dst", "", true)),
        |it| it.replication = Err(Unread::NotOffered),
    );
    assert!(told(&facts).contains(&("replication", Gate::Complete, FactVerdict::Blocks)));
}

#[test]
fn what_may_not_or_cannot_be_read_stops_the_switch() {
    for why in [
        Unread::Denied("403".to_owned()),
        Unread::Failed("500".to_owned()),
    ] {
        let from = BucketConfiguration::unread("src", &why);
        let to = BucketConfiguration::plain("dst");
        for fact in judge(&sides(&from, &to)).iter().take(12) {
            let grave = ["versioning", "replication", "lifecycle", "object_lock"];
            let wanted = if grave.contains(&fact.name) {
                FactVerdict::Blocks
            } else {
                FactVerdict::Accept
            };
            assert_eq!(fact.verdict, wanted, "{fact:?}");
            assert_eq!(fact.unread.as_ref(), Some(&why));
        }
    }
}

#[test]
fn uploads_and_presigned_urls_of_others() {
    let (from, to) = (
        BucketConfiguration::plain("src"),
        BucketConfiguration::plain("dst"),
    );
    let judged = |uploads: Reading<u64>, presigned: Option<PresignedSeen>| {
        let sides = Sides {
            uploads,
            presigned,
            ..sides(&from, &to)
        };
        told(&judge(&sides))
    };
    let seen = |longest_ms| {
        Some(PresignedSeen {
            last_ms: 0,
            longest_ms,
        })
    };
    let open = ("open_uploads", Gate::Switch, FactVerdict::Accept);
    assert_eq!(judged(Ok(2), None), [open]);
    assert_eq!(judged(Err(Unread::Failed("500".to_owned())), None), [open]);
    let presigned = |verdict| ("presigned", Gate::Complete, verdict);
    assert_eq!(judged(Ok(0), seen(None)), [presigned(FactVerdict::Accept)]);
    assert_eq!(
        judged(Ok(0), seen(Some(101))),
        [presigned(FactVerdict::Accept)]
    );
    assert_eq!(
        judged(Ok(0), seen(Some(100))),
        [presigned(FactVerdict::Info)]
    );
}

fn names(facts: &[Fact]) -> Vec<&'static str> {
    facts.iter().map(|fact| fact.name).collect()
}

#[test]
fn a_gate_stops_what_is_due_and_lets_pass_what_somebody_accepted() {
    let facts = facts(
        |it| it.replication = Ok(replicate("dst", "", true)),
        |it| it.notifications = Ok(tells("s3:ObjectCreated:*", "")),
    );
    let stopped = |accept: &[&str], gate| {
        let accept: Vec<String> = accept.iter().map(|name| (*name).to_owned()).collect();
        names(&pass_gate(&facts, None, &accept, gate).refused)
    };
    assert_eq!(stopped(&[], Gate::Copy), ["target_events"]);
    assert_eq!(stopped(&["target_events"], Gate::Copy), [""; 0]);
    assert_eq!(stopped(&["target_events"], Gate::Switch), [""; 0]);
    // What blocks is not accepted by its name.
    let both = ["target_events", "replication"];
    assert_eq!(stopped(&both, Gate::Complete), ["replication"]);
}

#[test]
fn what_was_accepted_holds_for_as_long_as_it_is_found_the_same() {
    let one: Setting = |it| it.notifications = Ok(tells("s3:ObjectCreated:*", ""));
    let another: Setting = |it| it.notifications = Ok(tells("s3:ObjectCreated:Put", ""));
    let accept = ["target_events".to_owned()];
    let first = pass_gate(&facts(as_is, one), None, &accept, Gate::Copy).seen;
    assert!(first.accepted.contains("target_events"));

    let same = pass_gate(&facts(as_is, one), Some(&first), &[], Gate::Switch);
    assert!(same.changed.is_empty() && same.refused.is_empty());
    assert_eq!(same.seen, first);

    let other = pass_gate(&facts(as_is, another), Some(&first), &[], Gate::Switch);
    assert_eq!(other.changed.len(), 1, "{other:?}");
    assert!(!other.seen.accepted.contains("target_events"));
    let taken = pass_gate(&facts(as_is, another), Some(&first), &accept, Gate::Switch);
    assert!(taken.changed.is_empty() && taken.refused.is_empty());

    // What is only told is a change, too; what is gone is none, and coming back it is.
    let expiry: Setting = |it| it.versions = Ok(Versions::Kept);
    let new = pass_gate(&facts(as_is, expiry), Some(&first), &[], Gate::Switch);
    assert!(new.changed[0].starts_with("versioning is new"), "{new:?}");
    let gone = pass_gate(&facts(as_is, as_is), Some(&first), &[], Gate::Switch);
    assert!(gone.changed.is_empty() && gone.refused.is_empty());
    let back = pass_gate(&facts(as_is, one), Some(&gone.seen), &[], Gate::Switch);
    assert_eq!(back.changed.len(), 1, "{back:?}");
}
