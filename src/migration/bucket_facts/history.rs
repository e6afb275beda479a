//! What keeps, ends or doubles objects by itself: versioning, replication, lifecycle, object lock.

use std::collections::BTreeSet;

use super::super::bucket_configuration::{LifecycleRule, ObjectLock, ReplicationRule, Versions};
use super::{Care, Fact, FactVerdict, Found, Gate, Sides, Subject, found, listed, meets};

/// What keeps, ends or doubles objects by itself.
pub(super) fn of_history(sides: &Sides<'_>) -> Vec<Fact> {
    let (source, target) = (sides.source, sides.target);
    let mut facts = Subject {
        name: "versioning",
        care: Care::Loss,
        source: &source.versions,
        target: &target.versions,
        show: |versions| {
            let text = match versions {
                Versions::Never => "off",
                Versions::Kept => "on",
                Versions::Suspended => "suspended",
            };
            text.to_owned()
        },
    }
    .judge(&[&versioning]);
    facts.extend(
        Subject {
            name: "replication",
            care: Care::Loss,
            source: &source.replication,
            target: &target.replication,
            show: |rules| listed(rules, show_replication),
        }
        .judge(&[
            &|a, _| replication_to_target(sides, a),
            &|_, b| replication_back(sides, b),
            &|a, b| lost_replica(sides, a, b),
            &|a, _| replica_deletes(sides, a),
        ]),
    );
    facts.extend(
        Subject {
            name: "lifecycle",
            care: Care::Loss,
            source: &source.lifecycle,
            target: &target.lifecycle,
            show: |rules| listed(rules, show_lifecycle),
        }
        .judge(&[
            &|a, b| target_expiry(sides, a, b),
            &|a, b| source_expiry(sides, a, b),
            &|a, b| other_lifecycle(sides, a, b),
        ]),
    );
    facts.extend(
        Subject {
            name: "object_lock",
            care: Care::Loss,
            source: &source.lock,
            target: &target.lock,
            show: show_lock,
        }
        .judge(&[&|_, b| target_lock(b), &|a, _| source_lock(a)]),
    );
    facts
}

fn versioning(source: Option<&Versions>, target: Option<&Versions>) -> Option<Found> {
    match (source?, target?) {
        (Versions::Kept, Versions::Never | Versions::Suspended) => found(
            "versioning",
            Gate::Switch,
            FactVerdict::Accept,
            "at the target what is overwritten or deleted is gone; older versions stay in the source",
        ),
        (a, b) if a != b => found(
            "versioning",
            Gate::Switch,
            FactVerdict::Info,
            "what is overwritten or deleted at the target is kept, and costs",
        ),
        _ => None,
    }
}

fn replication_to_target(
    sides: &Sides<'_>,
    source: Option<&Vec<ReplicationRule>>,
) -> Option<Found> {
    let to_target = |rule: &&ReplicationRule| {
        rule.to == sides.target.name && meets(&rule.prefix, sides.source_range)
    };
    let rules: Vec<_> = source?.iter().filter(to_target).collect();
    if rules.iter().any(|rule| rule.deletes) {
        return found(
            "replication",
            Gate::Complete,
            FactVerdict::Blocks,
            "the store carries delete markers from the source into the target: deleting the source copies \
             would delete what was moved; switch off delete marker replication first",
        );
    }
    rules.first()?;
    found(
        "replication",
        Gate::Switch,
        FactVerdict::Info,
        "the store copies to the target by itself: equal copies are taken as they are",
    )
}

fn replication_back(sides: &Sides<'_>, target: Option<&Vec<ReplicationRule>>) -> Option<Found> {
    let mut rules = target?.iter();
    let back = |rule: &&ReplicationRule| {
        rule.to == sides.source.name && meets(&rule.prefix, sides.target_range)
    };
    let rule = rules.find(back)?;
    let deletes = if rule.deletes {
        ", and each delete"
    } else {
        ""
    };
    found(
        "replication_back",
        Gate::Switch,
        FactVerdict::Accept,
        format!("the store carries each write at the target{deletes} back into the source"),
    )
}

fn lost_replica(
    sides: &Sides<'_>,
    source: Option<&Vec<ReplicationRule>>,
    target: Option<&Vec<ReplicationRule>>,
) -> Option<Found> {
    let replicas = |rules: Option<&Vec<ReplicationRule>>, range: &str| -> BTreeSet<String> {
        let rules = rules.into_iter().flatten();
        let rules = rules.filter(|rule| meets(&rule.prefix, range));
        rules.map(|rule| rule.to.clone()).collect()
    };
    let mut had = replicas(source, sides.source_range);
    let kept = replicas(target, sides.target_range);
    had.remove(&sides.target.name);
    let lost: Vec<&str> = had.difference(&kept).map(String::as_str).collect();
    let first = lost.first()?;
    found(
        "lost_replica",
        Gate::Switch,
        FactVerdict::Accept,
        format!("what is written from the switch on has no replica in `{first}` any more"),
    )
}

fn replica_deletes(sides: &Sides<'_>, source: Option<&Vec<ReplicationRule>>) -> Option<Found> {
    let mut rules = source?.iter();
    let carries = |rule: &&ReplicationRule| {
        rule.deletes && rule.to != sides.target.name && meets(&rule.prefix, sides.source_range)
    };
    let rule = rules.find(carries)?;
    found(
        "replica_deletes",
        Gate::Complete,
        FactVerdict::Accept,
        format!(
            "deleting the source copies deletes their replicas in `{}`, too",
            rule.to
        ),
    )
}

fn expiring<'a>(
    rules: Option<&'a Vec<LifecycleRule>>,
    range: &'a str,
) -> impl Iterator<Item = &'a LifecycleRule> {
    let rules = rules.into_iter().flatten();
    rules.filter(move |rule| rule.expires() && meets(&rule.prefix, range))
}

/// Whether a rule of one bucket does to a range what one of the other does to its own.
fn is_as(rule: &LifecycleRule, range: &str, other: &LifecycleRule, other_range: &str) -> bool {
    let whole = |rule: &LifecycleRule, range: &str| range.starts_with(&rule.prefix);
    let alike = rule.expires_days == other.expires_days
        && rule.expires_at_ms == other.expires_at_ms
        && rule.narrowed == other.narrowed;
    let below =
        |rule: &LifecycleRule, range: &str| rule.prefix.strip_prefix(range).map(str::to_owned);
    let reach = match (whole(rule, range), whole(other, other_range)) {
        (true, true) => true,
        (false, false) => below(rule, range) == below(other, other_range),
        _ => false,
    };
    alike && reach && !rule.narrowed
}

fn target_expiry(
    sides: &Sides<'_>,
    source: Option<&Vec<LifecycleRule>>,
    target: Option<&Vec<LifecycleRule>>,
) -> Option<Found> {
    let ends_now = |rule: &&LifecycleRule| {
        let mut known = expiring(source, sides.source_range);
        !known.any(|other| is_as(rule, sides.target_range, other, sides.source_range))
    };
    let mut rules = expiring(target, sides.target_range);
    if let Some(rule) = rules.find(ends_now) {
        return found(
            "target_expiry",
            Gate::Copy,
            FactVerdict::Blocks,
            format!(
                "the target's lifecycle ends objects that the source keeps ({}): take the range out of that rule",
                show_lifecycle(rule)
            ),
        );
    }
    expiring(target, sides.target_range).next()?;
    found(
        "target_expiry",
        Gate::Switch,
        FactVerdict::Info,
        "objects end at the target by the same rule, and their age begins anew with the copy",
    )
}

fn source_expiry(
    sides: &Sides<'_>,
    source: Option<&Vec<LifecycleRule>>,
    target: Option<&Vec<LifecycleRule>>,
) -> Option<Found> {
    let kept = |rule: &&LifecycleRule| {
        let mut known = expiring(target, sides.target_range);
        !known.any(|other| is_as(other, sides.target_range, rule, sides.source_range))
    };
    let mut rules = expiring(source, sides.source_range);
    let rule = rules.find(kept)?;
    found(
        "source_expiry",
        Gate::Switch,
        FactVerdict::Accept,
        format!(
            "the source's lifecycle ends objects ({}), and nothing does at the target: they stay for ever",
            show_lifecycle(rule)
        ),
    )
}

fn other_lifecycle(
    sides: &Sides<'_>,
    source: Option<&Vec<LifecycleRule>>,
    target: Option<&Vec<LifecycleRule>>,
) -> Option<Found> {
    let rest = |rules: Option<&Vec<LifecycleRule>>, range: &str| -> BTreeSet<String> {
        let rules = rules.into_iter().flatten();
        let rules = rules.filter(|rule| meets(&rule.prefix, range));
        let does = |rule: &&LifecycleRule| {
            let ends = rule.noncurrent_days.is_some() || rule.uploads_days.is_some();
            ends || !rule.transitions.is_empty()
        };
        let rest = rules.filter(does).map(|rule| LifecycleRule {
            prefix: String::new(),
            expires_days: None,
            expires_at_ms: None,
            ..rule.clone()
        });
        rest.map(|rule| show_lifecycle(&rule)).collect()
    };
    let (a, b) = (
        rest(source, sides.source_range),
        rest(target, sides.target_range),
    );
    if source.is_none() || target.is_none() || a == b {
        return None;
    }
    found(
        "lifecycle",
        Gate::Switch,
        FactVerdict::Info,
        "classes, old versions and open uploads are treated in another way at the target: that is a matter of cost",
    )
}

fn target_lock(target: Option<&ObjectLock>) -> Option<Found> {
    let default = target?.default.as_ref()?;
    found(
        "target_lock",
        Gate::Copy,
        FactVerdict::Accept,
        format!(
            "each copy is locked when it is made ({default}): until then it can neither be replaced nor taken back"
        ),
    )
}

fn source_lock(source: Option<&ObjectLock>) -> Option<Found> {
    if !source?.enabled {
        return None;
    }
    found(
        "source_lock",
        Gate::Switch,
        FactVerdict::Accept,
        "retention and legal holds stay with the versions in the source: copies have none of their own, and \
         deleting the source copies leaves their versions",
    )
}

fn show_replication(rule: &ReplicationRule) -> String {
    let deletes = if rule.deletes {
        " with delete markers"
    } else {
        ""
    };
    format!("`{}`* to {}{deletes}", rule.prefix, rule.to)
}

fn show_lifecycle(rule: &LifecycleRule) -> String {
    let mut does = Vec::new();
    does.extend(
        rule.expires_days
            .map(|days| format!("ends after {days} days")),
    );
    does.extend(rule.expires_at_ms.map(|ms| {
        let day = jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        format!("ends on {}", day.strftime("%Y-%m-%d"))
    }));
    let classes = rule.transitions.iter();
    does.extend(classes.map(|(days, class)| format!("{class} after {days} days")));
    does.extend(
        rule.noncurrent_days
            .map(|days| format!("old versions end after {days} days")),
    );
    does.extend(
        rule.uploads_days
            .map(|days| format!("open uploads end after {days} days")),
    );
    let narrowed = if rule.narrowed {
        " of some tags or sizes"
    } else {
        ""
    };
    format!("`{}`*{narrowed} {}", rule.prefix, does.join(", "))
}

fn show_lock(lock: &ObjectLock) -> String {
    match (&lock.default, lock.enabled) {
        (Some(default), _) => format!("on, {default} by default"),
        (None, true) => "on".to_owned(),
        (None, false) => "off".to_owned(),
    }
}
