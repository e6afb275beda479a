//! What a plan says beside its moves: what its reader must know of prices, facts and demand behind it.

use std::collections::BTreeSet;

use crate::access::{AccessProfile, RegionSource};
use crate::forecast::FleetForecast;
use crate::plan::{PlanInput, Pricing};

use super::region_coverage;

/// The notes of a plan from this input; `unplanned` segments of the logs hold no inventoried object.
pub(super) fn of(
    input: &PlanInput,
    profile: &AccessProfile,
    forecast: &FleetForecast,
    unplanned: usize,
) -> Vec<String> {
    let notes = (unsaid_facts(input).into_iter())
        .chain(unknown_regions(profile))
        .chain(drained(input));
    let notes = notes.chain(cdn_note(input, profile));
    notes.chain(demand_notes(forecast, unplanned)).collect()
}

/// What the plan's reader must know of the demand behind it.
fn demand_notes(forecast: &FleetForecast, unplanned: usize) -> Vec<String> {
    let unknown = (forecast.horizon_hours == 0).then(|| {
        "the logs are too few to forecast from: what is read and written is not priced, and what the moves save is unknown".to_owned()
    });
    let unplanned = (unplanned > 0).then(|| {
        format!("{unplanned} segments of the logs hold no inventoried object: not planned")
    });
    unknown
        .into_iter()
        .chain(gap_note(forecast))
        .chain(unplanned)
        .collect()
}

/// What nobody said of the buckets that have list prices, and so is not priced.
fn unsaid_facts(input: &PlanInput) -> Option<String> {
    let listed = input
        .shards
        .iter()
        .filter(|site| site.pricing == Pricing::Listed);
    let unsaid = listed.map(|site| (site.facts.unsaid(), site.name.0.as_str()));
    let unsaid: Vec<_> = unsaid.filter(|(keys, _)| !keys.is_empty()).collect();
    let keys: BTreeSet<&str> = unsaid.iter().flat_map(|(keys, _)| keys).copied().collect();
    let keys: Vec<&str> = keys.into_iter().collect();
    let shards: Vec<&str> = unsaid.iter().map(|(_, name)| *name).collect();
    (!shards.is_empty()).then(|| {
        format!(
            "incomplete: whether versions, replication or KMS add to the bill is not said for {}: set {} of [[shard]]",
            shards.join(", "),
            keys.join(", ")
        )
    })
}

/// That nothing is known of where readers are.
fn unknown_regions(profile: &AccessProfile) -> Option<String> {
    let requests: u64 = profile.evidence.values().sum();
    let unknown = requests > 0 && region_coverage(profile) == 0.0;
    unknown.then(|| {
        "the region of no request is known: each is taken for one from its shard's own region, and nearness moves nothing; name your networks in [regions] map_files, then ingest again".to_owned()
    })
}

/// That shards are being drained, and by themselves empty nothing.
fn drained(input: &PlanInput) -> impl Iterator<Item = String> {
    let used = |shard: usize| input.segments.iter().any(|placed| placed.shard == shard);
    let drained = input.shards.iter().enumerate();
    let drained = drained.filter(move |(shard, site)| site.drained && used(*shard));
    drained.map(|(_, site)| {
        format!(
            "{} is being drained: nothing is moved there, and --allow-resize plans its emptying",
            site.name
        )
    })
}

/// That hours of the logs are missing.
fn gap_note(forecast: &FleetForecast) -> Option<String> {
    let (all, known) = (
        forecast.coverage.known.len(),
        forecast.coverage.known_count(),
    );
    (known < all).then(|| {
        format!(
            "{} of the {all} hours of the logs are missing: the forecast is made from the others",
            all - known
        )
    })
}

/// That requests came by way of a delivery network whose traffic is priced like any other.
fn cdn_note(input: &PlanInput, profile: &AccessProfile) -> Option<String> {
    let edge = profile.evidence.get(&RegionSource::Edge).copied();
    let edge = edge.filter(|count| *count > 0)?;
    let priced = input.shards.iter().all(|site| !site.facts.cdn);
    priced.then(|| {
        format!(
            "{edge} requests came by way of a CDN and are priced as if S3 sent to the readers' regions: set [[shard]] cdn where S3 sends to the CDN free of charge"
        )
    })
}
