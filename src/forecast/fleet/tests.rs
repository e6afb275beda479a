//! Fleets small enough to know the answer.

use super::*;
use crate::access::{HOUR_MS, HourCount, ObjectAccess, OperationClass, RegionId, ShardCoverage};

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
    // Exactly the one that is touched is re-scored.
    assert_eq!(calm.rescored().count(), 0);
    let rescored: Vec<_> = stormy.rescored().collect();
    assert_eq!(rescored, [&stormy.segments[0]]);
    let confidence = rescored[0].demand.confidence;
    assert_eq!(confidence.steadiness, 0.75);
    assert!((confidence.total - 0.75 * rescored[0].calm_confidence).abs() < 1e-12);
    let calm = &stormy.segments[1];
    assert_eq!(calm.demand.confidence.total, calm.calm_confidence);
}

/// Two segments; of the first one's requests tenant 1 asks for `first(hour)`, tenant 2 and nobody known for the same each.
fn tenants(first: impl Fn(i64) -> u64) -> AccessProfile {
    let mut profile = profile(&[
        ("a/1", 0, OperationClass::Read, &first, 3),
        (
            "a/1",
            1,
            OperationClass::Read,
            &|hour| 4 + hour as u64 % 3,
            3,
        ),
        (
            "a/1",
            0,
            OperationClass::Write,
            &|hour| 2 + hour as u64 % 5,
            3,
        ),
        (
            "b/1",
            1,
            OperationClass::Read,
            &|hour| 6 + hour as u64 % 7,
            3,
        ),
        (
            "c/1",
            0,
            OperationClass::Read,
            &|hour| u64::from(hour % 40 == 0),
            3,
        ),
    ]);
    profile.tenants = ["", "acme", "umbra"].map(String::from).to_vec();
    for (object, tenant) in profile.objects.iter_mut().zip([1, 2, 0, 1, 1]) {
        for hour in &mut object.hours {
            hour.tenant = tenant;
        }
    }
    profile
}

#[test]
fn tenants_are_a_dimension_of_series_and_add_up_to_segments() {
    let profile = tenants(|hour| 5 + hour as u64 % 11);
    let forecast = |by_tenant| {
        let options = ForecastOptions {
            by_tenant,
            ..ForecastOptions::default()
        };
        forecast_fleet(&profile, by_directory, |_| None, &options).unwrap()
    };
    let (all, told_apart) = (forecast(false), forecast(true));
    assert!(all.tenants.is_empty());
    assert_eq!(told_apart.segments[0].part_tenants, [0, 1, 2]);
    let mut of_segments = 0.0;
    for (all, told_apart) in all.segments.iter().zip(&told_apart.segments) {
        let same = (all.requests.mean / told_apart.requests.mean - 1.0).abs() < 0.02;
        assert!(same || all.cold, "{all:?} {told_apart:?}");
        let parts = told_apart.demand.regions.iter();
        let parts: f64 = parts.map(|part| part.requests.mean).sum();
        assert!((parts - told_apart.requests.mean).abs() < 1e-6);
        of_segments += parts;
    }
    let names: Vec<&str> = told_apart
        .tenants
        .iter()
        .map(|t| t.load.name.as_str())
        .collect();
    assert_eq!(names, ["", "acme", "umbra"]);
    let mut of_tenants = 0.0;
    for tenant in &told_apart.tenants {
        let mean = tenant.load.requests.mean;
        let series = told_apart.segments.iter().flat_map(|segment| {
            let parts = segment.demand.regions.iter().zip(&segment.part_tenants);
            parts
                .filter(|(_, of)| **of == tenant.tenant)
                .map(|(part, _)| part)
        });
        let series: f64 = series.map(|part| part.requests.mean).sum();
        let regions = tenant.demand.regions.iter();
        let regions: f64 = regions.map(|part| part.requests.mean).sum();
        assert!((series - mean).abs() < 1e-6 && (regions - mean).abs() < 1e-6);
        assert!((tenant.bytes.mean / mean - 3.0).abs() < 1e-6);
        of_tenants += mean;
    }
    assert!((of_tenants - of_segments).abs() < 1e-6);
}

#[test]
fn hours_missing_from_a_log_are_unknown_of_the_tenants_that_ask_there() {
    let mut profile = tenants(|hour| if (640..760).contains(&hour) { 0 } else { 9 });
    let shard_of = |key: &Key| Some(if key.as_bytes() == b"a/1" { "a" } else { "b" }.into());
    let log = ShardCoverage {
        first_hour: START_HOUR,
        last_hour: START_HOUR + WEEKS * 168,
        missing_hours: (640..760).map(|hour| START_HOUR + hour).collect(),
        ..ShardCoverage::default()
    };
    profile.completeness.shards.insert("a".into(), log);
    let options = ForecastOptions {
        by_tenant: true,
        ..ForecastOptions::default()
    };
    let fleet = forecast_fleet(&profile, by_directory, shard_of, &options).unwrap();
    let acme = &fleet.tenants[1];
    let sum: f64 = fleet
        .segments
        .iter()
        .flat_map(|segment| {
            let parts = segment.demand.regions.iter().zip(&segment.part_tenants);
            parts
                .filter(|(_, of)| **of == 1)
                .map(|(part, _)| part.requests.mean)
        })
        .sum();
    assert!((acme.load.requests.mean - sum).abs() < 1e-6);
    assert!(
        (acme.load.requests.mean / (168.0 * (9.0 + 9.0)) - 1.0).abs() < 0.05,
        "{sum}"
    );
    assert_eq!(acme.known.iter().filter(|known| !**known).count(), 120);
    assert!(acme.demand.confidence.log_completeness < 0.9);
}

#[test]
fn the_load_of_shards_is_the_sum_of_segments_cold_ones_too() {
    let busy = |hour: i64| 20 + (hour % 24) as u64 + u64::from(hour > 600) * 30;
    let names: Vec<String> = (0..30).map(|i| format!("cold{i}/1")).collect();
    let cold = |hour: i64| u64::from(hour * 7919 % 97 == 0);
    let mut demands: Vec<Demand<'_>> = vec![("busy/1", 0, OperationClass::Read, &busy, 1)];
    demands.extend(
        names
            .iter()
            .map(|name| (name.as_str(), 0, OperationClass::Read, &cold as _, 1)),
    );
    let profile = profile(&demands);
    for level in [0.1, 0.9] {
        let options = ForecastOptions {
            level,
            ..ForecastOptions::default()
        };
        let fleet = forecast_fleet(&profile, by_directory, |_| Some("s".into()), &options).unwrap();
        let sum: f64 = fleet
            .segments
            .iter()
            .map(|segment| segment.requests.mean)
            .sum();
        assert!(
            (fleet.shards[0].requests.mean - sum).abs() < 1e-6,
            "{level}"
        );
    }
}

#[test]
fn intervals_nest_by_level_and_leave_what_is_expected_alone() {
    let busy = |hour: i64| 20 + (hour % 24) as u64 + (hour * 7919 % 13) as u64;
    let cold = |hour: i64| u64::from(hour * 7919 % 97 == 0);
    let profile = profile(&[
        ("a/1", 0, OperationClass::Read, &busy, 1),
        (
            "a/1",
            1,
            OperationClass::Read,
            &|hour| 3 + hour as u64 % 5,
            1,
        ),
        ("b/1", 0, OperationClass::Read, &cold, 1),
    ]);
    let mut last: Option<FleetForecast> = None;
    for level in [0.05, 0.3, 0.7, 0.9, 0.95, 0.99, 0.9999] {
        let options = ForecastOptions {
            level,
            ..ForecastOptions::default()
        };
        let fleet = forecast_fleet(&profile, by_directory, |_| Some("s".into()), &options).unwrap();
        if let Some(last) = &last {
            for (segment, inner) in fleet.segments.iter().zip(&last.segments) {
                let (outer, inner) = (segment.requests, inner.requests);
                assert!((outer.mean - inner.mean).abs() < 1e-9, "{level}");
                assert!(
                    outer.lower <= inner.lower && inner.upper <= outer.upper,
                    "{level}: {outer:?} {inner:?}"
                );
                assert_eq!(
                    segment.demand.confidence,
                    last.segments[usize::from(segment.cold)].demand.confidence
                );
            }
        }
        last = Some(fleet);
    }
}

#[test]
fn a_day_of_logs_gives_a_forecast_and_says_how_little_it_is_worth() {
    let mut profile = profile(&[(
        "a/1",
        0,
        OperationClass::Read,
        &|hour| 3 + hour as u64 % 5,
        1,
    )]);
    for object in &mut profile.objects {
        object.hours.retain(|count| count.hour <= START_HOUR + 20);
    }
    profile.newest_event_ms = Some((START_HOUR + 20) * HOUR_MS + 1);
    let options = ForecastOptions {
        needed_hours: 1,
        ..ForecastOptions::default()
    };
    let fleet = forecast_fleet(&profile, by_directory, |_| None, &options).unwrap();
    let requests = fleet.segments[0].requests;
    assert!((700.0..1000.0).contains(&requests.mean), "{requests:?}");
    assert!(requests.lower == 0.0 && requests.upper > 2.0 * requests.mean);
    assert!(fleet.segments[0].demand.confidence.total < 0.1);
    assert!(
        forecast_fleet(
            &profile,
            by_directory,
            |_| None,
            &ForecastOptions::default()
        )
        .is_err()
    );
}

/// A region that takes over, from one in seven of two hundred requests a day to half by day 30.
#[test]
fn demand_that_moves_is_forecast_where_it_goes() {
    let eu = |hour: i64| {
        let odds = -1.8 + hour as f64 / 24.0 * 0.09;
        let share = 1.0 / (1.0 + (-odds).exp());
        let noise = (hour * 7919 % 101) as f64 / 101.0;
        (20.0 * share + noise) as u64
    };
    let us = |hour: i64| {
        let noise = (hour * 6133 % 97) as f64 / 97.0;
        let odds = -1.8 + hour as f64 / 24.0 * 0.09;
        (20.0 / (1.0 + odds.exp()) + noise) as u64
    };
    let week = |request: &dyn Fn(i64) -> u64| (840..1008).map(request).sum::<u64>() as f64;
    let came = week(&eu) / (week(&eu) + week(&us));
    let fleet = forecast(&profile(&[
        ("a/1", 0, OperationClass::Read, &eu, 1),
        ("a/1", 1, OperationClass::Read, &us, 1),
    ]));
    let segment = &fleet.segments[0];
    let mean = |part: usize| segment.demand.regions[part].requests.mean;
    let expected = mean(0) / (mean(0) + mean(1));
    assert!((expected - came).abs() < 0.05, "{expected} {came}");
    for hour in 0..168 {
        let parts: f64 = segment
            .demand
            .regions
            .iter()
            .map(|part| part.hourly_requests[hour])
            .sum();
        assert!(
            (parts - segment.hourly_requests[hour]).abs() < 1e-6,
            "{hour}"
        );
    }
}

/// Twenty requests a day of a tenant that moves, from one in seven of them to four in five by day 35, and goes on; beside a busy segment
/// that stays where it is.
#[test]
fn a_cold_segment_that_moves_is_forecast_where_it_goes_too() {
    let mut random = fastrand::Rng::with_seed(4);
    let share = |day: f64| 1.0 / (1.0 + (1.8 - day * 0.09).exp());
    let mut counts = vec![(0, 0); (WEEKS * 168) as usize + 1];
    for (hour, (new, old)) in counts.iter_mut().enumerate() {
        if random.f64() < 0.9 {
            let is_new = random.f64() < share(hour as f64 / 24.0);
            *if is_new { new } else { old } += 1;
        }
    }
    let fleet = forecast(&profile(&[
        (
            "a/1",
            0,
            OperationClass::Read,
            &|hour| counts[hour as usize].0,
            1,
        ),
        (
            "a/1",
            1,
            OperationClass::Read,
            &|hour| counts[hour as usize].1,
            1,
        ),
        (
            "b/1",
            0,
            OperationClass::Read,
            &|hour| 200 + (hour * 7919 % 101) as u64,
            1,
        ),
        (
            "b/1",
            1,
            OperationClass::Read,
            &|hour| 200 + (hour * 6133 % 97) as u64,
            1,
        ),
    ]));
    let segment = &fleet.segments[0];
    assert!(segment.cold);
    let mean = |part: usize| segment.demand.regions[part].requests.mean;
    let expected = mean(0) / (mean(0) + mean(1));
    let recent = share(28.0);
    let comes = share(38.5);
    assert!(
        expected > f64::midpoint(recent, comes),
        "{expected}: {recent} a week ago, {comes} comes"
    );
    let parts: f64 = segment
        .demand
        .regions
        .iter()
        .map(|part| part.requests.mean)
        .sum();
    assert!((parts - segment.requests.mean).abs() < 1e-6);
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
