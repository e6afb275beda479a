//! What readers, writers, bills and forecasts notice: notifications, encryption, who may do what, who pays,
//! where it is written down, uploads and presigned URLs of others.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::super::bucket_configuration::{Encryption, Notification, Unread};
use super::{Care, Fact, FactVerdict, Found, Gate, Sides, Subject, found, listed, meets, none};

/// What readers, writers, bills and forecasts notice.
pub(super) fn of_readers(sides: &Sides<'_>) -> Vec<Fact> {
    let (source, target) = (sides.source, sides.target);
    let mut facts = Subject {
        name: "notifications",
        care: Care::Trouble,
        source: &source.notifications,
        target: &target.notifications,
        show: |told| listed(told, show_notification),
    }
    .judge(&[
        &|_, b| target_events(sides, b),
        &|a, _| source_events(sides, a),
        &|a, b| lost_events(sides, a, b),
    ]);
    facts.extend(
        Subject {
            name: "encryption",
            care: Care::Trouble,
            source: &source.encryption,
            target: &target.encryption,
            show: show_encryption,
        }
        .judge(&[&encryption]),
    );
    let policies = [&source, &target].map(|bucket| {
        bucket
            .policy
            .clone()
            .map(|policy| policy.map(|text| text.replace(&bucket.name, "BUCKET")))
    });
    facts.extend(
        Subject {
            name: "policy",
            care: Care::Trouble,
            source: &policies[0],
            target: &policies[1],
            show: |policy| policy.as_deref().map_or_else(none, show_policy),
        }
        .judge(&[&|a, b| differing("policy", a, b, Option::is_none, POLICY)]),
    );
    facts.extend(
        Subject {
            name: "cors",
            care: Care::Trouble,
            source: &source.cors,
            target: &target.cors,
            show: |rules| listed(rules, String::clone),
        }
        .judge(&[&|a, b| differing("cors", a, b, Vec::is_empty, CORS)]),
    );
    facts.extend(
        Subject {
            name: "public_access",
            care: Care::Trouble,
            source: &source.public_access,
            target: &target.public_access,
            show: |blocked| listed(blocked, String::clone),
        }
        .judge(&[&|a, b| differing("public_access", a, b, Vec::is_empty, PUBLIC)]),
    );
    facts.extend(of_owners(sides));
    facts
}

/// Who owns, who pays, and where it is written down.
fn of_owners(sides: &Sides<'_>) -> Vec<Fact> {
    let (source, target) = (sides.source, sides.target);
    let mut facts = Subject {
        name: "ownership",
        care: Care::Trouble,
        source: &source.ownership,
        target: &target.ownership,
        show: |owner| owner.clone().unwrap_or_else(none),
    }
    .judge(&[&|a, b| differing("ownership", a, b, Option::is_none, OWNERSHIP)]);
    facts.extend(
        Subject {
            name: "requester_pays",
            care: Care::Trouble,
            source: &source.requester_pays,
            target: &target.requester_pays,
            show: |pays| if *pays { "on" } else { "off" }.to_owned(),
        }
        .judge(&[&requester_pays]),
    );
    facts.extend(
        Subject {
            name: "logging",
            care: Care::Trouble,
            source: &source.logging,
            target: &target.logging,
            show: |to| to.clone().unwrap_or_else(|| "off".to_owned()),
        }
        .judge(&[&logging]),
    );
    facts
}

const POLICY: &str = "who may read and write is not the same at the target: readers of today may be refused \
                      there, or strangers let in";
const CORS: &str = "browsers are allowed something else at the target";
const PUBLIC: &str = "public access is blocked in another way at the target";
const OWNERSHIP: &str =
    "who owns what is written, and whether ACLs count, is not the same at the target";

/// That two settings differ. Where the source has nothing and the target is unknown there is nothing to say.
fn differing<T: PartialEq>(
    name: &'static str,
    source: Option<&T>,
    target: Option<&T>,
    is_nothing: fn(&T) -> bool,
    why: &str,
) -> Option<Found> {
    let differs = match (source, target) {
        (Some(a), Some(b)) => a != b,
        (Some(known), None) | (None, Some(known)) => !is_nothing(known),
        (None, None) => false,
    };
    let found = || found(name, Gate::Switch, FactVerdict::Accept, why);
    if differs { found() } else { None }
}

const CREATED: &str = "s3:ObjectCreated:";
const REMOVED: &str = "s3:ObjectRemoved:";

/// Who is told of events of a kind in a range.
fn told<'a>(
    told: Option<&'a Vec<Notification>>,
    kind: &'static str,
    range: &'a str,
) -> impl Iterator<Item = &'a Notification> {
    let told = told.into_iter().flatten();
    told.filter(move |one| one.tells_of(kind) && meets(&one.prefix, range))
}

fn events(sides: &Sides<'_>, destinations: usize) -> String {
    match sides.objects {
        Some(objects) => format!(
            "up to {} events",
            objects.saturating_mul(destinations as u64)
        ),
        None => "one event an object and destination".to_owned(),
    }
}

fn target_events(sides: &Sides<'_>, target: Option<&Vec<Notification>>) -> Option<Found> {
    let many = told(target, CREATED, sides.target_range).count();
    let first = told(target, CREATED, sides.target_range).next()?;
    found(
        "target_events",
        Gate::Copy,
        FactVerdict::Accept,
        format!(
            "copies are new objects: {} go to `{}`{}",
            events(sides, many),
            first.to,
            if many > 1 { " and others" } else { "" }
        ),
    )
}

fn source_events(sides: &Sides<'_>, source: Option<&Vec<Notification>>) -> Option<Found> {
    let many = told(source, REMOVED, sides.source_range).count();
    let first = told(source, REMOVED, sides.source_range).next()?;
    found(
        "source_events",
        Gate::Complete,
        FactVerdict::Accept,
        format!(
            "source copies are deleted: {} go to `{}`{}",
            events(sides, many),
            first.to,
            if many > 1 { " and others" } else { "" }
        ),
    )
}

fn lost_events(
    sides: &Sides<'_>,
    source: Option<&Vec<Notification>>,
    target: Option<&Vec<Notification>>,
) -> Option<Found> {
    let heard = |who: Option<&Vec<Notification>>, range: &str| -> BTreeSet<String> {
        let who = who.into_iter().flatten();
        let who = who.filter(|one| meets(&one.prefix, range));
        let events =
            who.flat_map(|one| one.events.iter().map(|event| format!("{event} {}", one.to)));
        events.collect()
    };
    let had = heard(source, sides.source_range);
    let has = heard(target, sides.target_range);
    let first = had.difference(&has).next()?;
    found(
        "lost_events",
        Gate::Switch,
        FactVerdict::Accept,
        format!(
            "what is written from the switch on is told to nobody who hears of it now: `{first}`"
        ),
    )
}

fn encryption(source: Option<&Encryption>, target: Option<&Encryption>) -> Option<Found> {
    let why = match (source?, target?) {
        (a, b) if a.is_kms() && !b.is_kms() => {
            "copies are not encrypted with a key of the key service any more"
        }
        (a, b) if b.is_kms() && !a.is_kms() => {
            "readers need kms:Decrypt for the target's key, and each request asks the key service"
        }
        (a, b) if a.is_kms() && a.key != b.key => "readers need kms:Decrypt for another key",
        (a, b) if a != b => {
            let why = "the store encrypts in another way: readers notice nothing";
            return found("encryption", Gate::Switch, FactVerdict::Info, why);
        }
        _ => return None,
    };
    found("encryption", Gate::Copy, FactVerdict::Accept, why)
}

fn requester_pays(source: Option<&bool>, target: Option<&bool>) -> Option<Found> {
    let why = match (source?, target?) {
        (false, true) => "readers who do not say that they pay are refused at the target",
        (true, false) => "the owner pays for what readers paid for",
        _ => return None,
    };
    found("requester_pays", Gate::Switch, FactVerdict::Accept, why)
}

fn logging(source: Option<&Option<String>>, target: Option<&Option<String>>) -> Option<Found> {
    match (source?, target?) {
        (Some(_), None) => found(
            "logging",
            Gate::Switch,
            FactVerdict::Accept,
            "what happens at the target is written down nowhere: forecasts and plans see nothing of it",
        ),
        (None, None) => found(
            "logging",
            Gate::Switch,
            FactVerdict::Info,
            "neither bucket writes access logs by itself: their logs must come from elsewhere",
        ),
        _ => None,
    }
}

pub(super) fn of_open_uploads(sides: &Sides<'_>) -> Vec<Fact> {
    let name = "open_uploads";
    let (verdict, source, why) = match &sides.uploads {
        Ok(0) => (FactVerdict::Same, "none".to_owned(), ""),
        Ok(count) => (
            FactVerdict::Accept,
            count.to_string(),
            "uploads of others are open: what they make after the switch is in the old place until it is \
             copied; wait for them, or abort them; while one is open nothing is deleted",
        ),
        Err(Unread::NotOffered) => (
            FactVerdict::Info,
            "unknown".to_owned(),
            "the store does not say: it is not known",
        ),
        Err(_) => (
            FactVerdict::Accept,
            "unknown".to_owned(),
            "open uploads could not be listed",
        ),
    };
    let unread = sides.uploads.clone().err();
    vec![Fact {
        name,
        gate: Gate::Switch,
        verdict,
        source,
        target: "-".to_owned(),
        why: why.to_owned(),
        unread: unread.filter(|why| *why != Unread::NotOffered),
        steady: false,
    }]
}

pub(super) fn of_presigned(sides: &Sides<'_>) -> Fact {
    let fact = |verdict, source: &str, why: String| Fact {
        name: "presigned",
        gate: Gate::Complete,
        verdict,
        source: source.to_owned(),
        target: "-".to_owned(),
        why,
        unread: None,
        steady: false,
    };
    let Some(seen) = sides.presigned else {
        return fact(FactVerdict::Same, "none seen", String::new());
    };
    match seen.longest_ms {
        None => fact(
            FactVerdict::Accept,
            "used",
            "presigned URLs are used, and no log says how long they live: one made before the switch may be \
             used after the grace"
                .to_owned(),
        ),
        Some(longest) if longest > sides.grace_ms => fact(
            FactVerdict::Accept,
            "used",
            "presigned URLs live longer than the grace: one made before the switch fails once the source \
             copies are gone"
                .to_owned(),
        ),
        Some(_) => fact(
            FactVerdict::Info,
            "used",
            "presigned URLs of before the switch read the source until they end, which is within the grace"
                .to_owned(),
        ),
    }
}

/// A policy is long: two are told apart by their hashes.
fn show_policy(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let head = u64::from_be_bytes(std::array::from_fn(|n| hash[n]));
    format!("one with hash {:012x}", head >> 16)
}

fn show_notification(one: &Notification) -> String {
    format!(
        "{} of `{}`*{} to {}",
        one.events.join(","),
        one.prefix,
        one.suffix,
        one.to
    )
}

fn show_encryption(encryption: &Encryption) -> String {
    match (&encryption.key, encryption.algorithm.as_str()) {
        (_, "") => none(),
        (Some(key), algorithm) => format!("{algorithm} with {key}"),
        (None, algorithm) => algorithm.to_owned(),
    }
}
