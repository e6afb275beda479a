//! Fleets small enough to know the answer.

use super::*;
use crate::access::{HOUR_MS, HourCount, ObjectAccess, ShardCoverage};

const WEEKS: i64 = 5;
/// Monday, 1 September 2025, in hours since 1970.
const START_HOUR: i64 = 487_968;

/// Requests of (region, class) in an hour since the start, and the bytes of each.
type Demand<'a> = (
    &'a str,
    RegionId,
    OperationClass,
    &'a dyn Fn(i64) -> u64,
    u64,
);

fn profile(demands: &[Demand<'_>]) -> AccessProfile {
    let hours = WEEKS * 168;
    let object = |&(key, region, class, requests, bytes): &Demand<'_>| ObjectAccess {
        key: key.into(),
        logged_size: None,
        hours: (0..=hours)
            .map(|hour| (hour, requests(hour)))
            .filter(|(_, requests)| *requests > 0)
            .map(|(hour, requests)| HourCount {
                hour: START_HOUR + hour,
                region,
                tenant: 0,
                class,
                requests,
                accesses: requests,
                assumed: if region == 0 { requests / 2 } else { 0 },
                bytes: requests * bytes,
            })
            .collect(),
    };
    AccessProfile {
        regions: vec!["eu".into(), "us".into()],
        tenants: vec![String::new()],
        objects: demands.iter().map(object).collect(),
        oldest_event_ms: Some(START_HOUR * HOUR_MS),
        newest_event_ms: Some((START_HOUR + hours) * HOUR_MS + 1),
        ..AccessProfile::default()
    }
}

fn by_directory(key: &Key) -> Segment {
    let text = key.to_string_lossy();
    let end = text.find('/').map_or(text.len(), |slash| slash + 1);
    Segment::Prefix(text[..end].into())
}

fn forecast(profile: &AccessProfile) -> FleetForecast {
    forecast_fleet(profile, by_directory, |_| None, &ForecastOptions::default()).unwrap()
}

#[test]
fn constant_demand_goes_on_with_certainty() {
    let fleet = forecast(&profile(&[
        ("a/1", 0, OperationClass::Read, &|_| 4, 100),
        ("a/2", 1, OperationClass::Write, &|_| 2, 7),
        ("b/1", 1, OperationClass::Read, &|_| 1, 5),
    ]));
    let names: Vec<String> = fleet
        .demands()
        .iter()
        .map(|d| d.segment.to_string())
        .collect();
    assert_eq!(names, ["prefix:a/", "prefix:b/"]);
    let a = &fleet.segments[0].demand;
    let shape: Vec<_> = a
        .regions
        .iter()
        .map(|r| (r.region.as_str(), r.class))
        .collect();
    assert_eq!(
        shape,
        [("eu", OperationClass::Read), ("us", OperationClass::Write)]
    );
    let reads = &a.regions[0];
    assert_eq!(reads.hourly_requests.len(), 168);
    for (estimate, want) in [(reads.requests, 672.0), (reads.bytes, 67_200.0)] {
        assert!((estimate.mean - want).abs() < 1e-6, "{estimate:?}");
        assert!(estimate.upper - estimate.lower < 1e-6, "{estimate:?}");
    }
    assert_eq!(a.confidence.history, 1.0);
    assert!((a.confidence.region_coverage - (1.0 - 2.0 / 6.0)).abs() < 1e-9);
}

#[test]
fn parts_add_up_to_the_total_and_follow_their_own_trend() {
    let leaving = |hour: i64| (800 - hour).max(0) as u64 / 20;
    let arriving = |hour: i64| hour.min(800) as u64 / 20;
    let fleet = forecast(&profile(&[
        ("a/1", 0, OperationClass::Read, &leaving, 1),
        ("a/1b", 1, OperationClass::Read, &arriving, 1),
        (
            "a/2",
            1,
            OperationClass::Write,
            &|hour| u64::from(hour % 50 == 0),
            9,
        ),
    ]));
    let segment = &fleet.segments[0];
    let sum: f64 = segment.demand.regions.iter().map(|r| r.requests.mean).sum();
    assert!((sum / segment.requests.mean - 1.0).abs() < 1e-9);
    let bytes: f64 = segment.demand.regions.iter().map(|r| r.bytes.mean).sum();
    assert!((bytes / segment.bytes.mean - 1.0).abs() < 1e-9);
    let [leaving, arriving, writes] = segment.demand.regions.as_slice() else {
        panic!("three parts")
    };
    assert!(arriving.requests.mean > 8.0 * leaving.requests.mean);
    let expected_writes = 168.0 / 50.0;
    assert!(
        (writes.requests.mean - expected_writes).abs() < 1.0,
        "{writes:?}"
    );
}

#[test]
fn intervals_of_noisy_demand_are_in_order_and_positive_in_width() {
    let noisy = |hour: i64| (hour * 7919 % 13) as u64;
    let fleet = forecast(&profile(&[("a/1", 0, OperationClass::Read, &noisy, 3)]));
    let segment = &fleet.segments[0];
    for estimate in [
        segment.requests,
        segment.bytes,
        segment.demand.regions[0].requests,
    ] {
        assert!(estimate.lower <= estimate.mean && estimate.mean <= estimate.upper);
        assert!(estimate.lower >= 0.0 && estimate.upper > estimate.mean);
    }
    assert_eq!(
        segment.leads.iter().map(|lead| lead.0).collect::<Vec<_>>(),
        [24, 72, 168]
    );
}

#[test]
fn only_the_newest_incomplete_hour_saw_this_segment() {
    let last = |hour: i64| u64::from(hour == WEEKS * 168);
    let fleet = forecast(&profile(&[
        ("a/1", 0, OperationClass::Read, &|_| 4, 1),
        ("new/1", 0, OperationClass::Read, &last, 1),
    ]));
    assert!(fleet.segments[1].demand.regions.is_empty());
    assert_eq!(fleet.segments[1].requests.mean, 0.0);
}

#[test]
fn the_same_profile_gives_the_same_forecast() {
    let rhythm = |hour: i64| (hour % 24) as u64;
    let profile = profile(&[("a/1", 0, OperationClass::Read, &rhythm, 3)]);
    assert_eq!(forecast(&profile), forecast(&profile));
}

#[test]
fn hours_missing_from_a_shards_log_are_unknown_not_zero() {
    let rate = |hour: i64| u64::from(!(700..840).contains(&hour)) * 20;
    let mut profile = profile(&[
        ("a/1", 0, OperationClass::Read, &rate, 1),
        ("b/1", 0, OperationClass::Read, &|_| 20, 1),
    ]);
    let shard_of = |key: &Key| {
        Some(
            if key.as_bytes().starts_with(b"a") {
                "a"
            } else {
                "b"
            }
            .into(),
        )
    };
    let options = ForecastOptions::default();
    let mean = |profile: &AccessProfile| {
        let fleet = forecast_fleet(profile, by_directory, shard_of, &options).unwrap();
        (
            fleet.segments[0].requests.mean,
            fleet.segments[0].demand.confidence.log_completeness,
        )
    };
    let (silent, completeness) = mean(&profile);
    assert!(
        silent < 1000.0 && completeness == 1.0,
        "taken for silence: {silent}"
    );
    let log = ShardCoverage {
        first_hour: START_HOUR,
        last_hour: START_HOUR + WEEKS * 168,
        missing_hours: (700..840).map(|hour| START_HOUR + hour).collect(),
        ..ShardCoverage::default()
    };
    profile.completeness.shards.insert("a".into(), log);
    let (known, completeness) = mean(&profile);
    assert!((known - 3360.0).abs() < 1e-6, "{known}");
    assert!(
        (completeness - 699.0 / 839.0).abs() < 1e-9,
        "{completeness}"
    );
}

#[test]
fn a_storm_in_one_segment_changes_no_digit_of_another() {
    let busy = |hour: i64| 40 + (hour % 24) as u64 + (hour * 7919 % 13) as u64;
    let storm = |hour: i64| busy(hour) + if (820..826).contains(&hour) { 900 } else { 0 };
    let with = |first: &dyn Fn(i64) -> u64| {
        forecast(&profile(&[
            ("a/1", 0, OperationClass::Read, first, 1),
            ("b/1", 0, OperationClass::Read, &busy, 1),
        ]))
    };
    let (calm, stormy) = (with(&busy), with(&storm));
    assert_ne!(calm.segments[0], stormy.segments[0]);
    assert!(!stormy.segments[0].anomalies.is_empty());
    assert_eq!(calm.segments[1], stormy.segments[1]);
}

#[test]
fn cold_segments_share_the_rhythm_of_the_busy_and_fit_their_region() {
    let by_day = |hour: i64| u64::from(hour % 24 < 12) * 20;
    let cold = |hour: i64| u64::from(hour % 24 < 12 && hour * 7919 % 101 == 0);
    let names: Vec<String> = (0..8).map(|i| format!("busy{i}/1")).collect();
    let mut demands: Vec<Demand<'_>> = names
        .iter()
        .map(|name| (name.as_str(), 0, OperationClass::Read, &by_day as _, 1))
        .collect();
    demands.push(("cold/1", 0, OperationClass::Read, &cold, 1));
    let fleet = forecast(&profile(&demands));
    let cold = &fleet.segments[8];
    assert!(cold.cold && !fleet.segments[0].cold);
    let day: f64 = (0..168)
        .filter(|hour| hour % 24 < 12)
        .map(|hour| cold.hourly_requests[hour])
        .sum();
    assert!(
        day > 0.85 * cold.requests.mean,
        "{:?}",
        cold.hourly_requests
    );
    let parts: f64 = cold
        .demand
        .regions
        .iter()
        .map(|part| part.requests.mean)
        .sum();
    assert!((parts - cold.requests.mean).abs() < 1e-6);
}
