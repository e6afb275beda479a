//! Segments against each other: what one did in the newest day that the others did not.
//!
//! What a segment did in parts of its newest known day, against its forecast, lies outside the band that augurs' detector by
//! median absolute deviations draws around all segments whose newest known day is the same; what the whole
//! fleet did is no anomaly of one segment.

use std::collections::BTreeSet;

use augurs::outlier::{MADDetector, OutlierDetector};

use super::anomaly::{median, newest_told_origin};
use super::ensemble::Ensemble;
use super::schedule::Schedule;
use super::{Anomaly, AnomalyKind, FleetForecast, History, SegmentForecast};

/// Parts of a day that peers are compared in: four hours each.
const DAY_PARTS: usize = 6;
/// Hours of a part of a day.
const PART_HOURS: usize = 24 / DAY_PARTS;
/// Fewest segments that are peers.
const MIN_PEERS: usize = 5;
/// Deviations from the median peer that make an outlier.
const PEER_THRESHOLD: f64 = 6.0;
/// A part that differs by less is not worth a look.
const LEAST_PEER_REQUESTS: f64 = 10.0;
/// Least deviation of peers, of logarithms of ratios: 5 %.
const LEAST_DEVIATION: f64 = 0.05;
/// Median absolute deviation → standard deviation of a normal distribution.
const MAD_TO_DEVIATION: f64 = 1.4826;

/// (expected, came) in each part of a day.
type Parts = [(f64, f64); DAY_PARTS];

/// The newest day that is known of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewestDay {
    /// Its first hour, since 1970.
    pub first_hour: i64,
    /// Requests of each four hours of it, (expected before it began, came); hours that are not known are in neither.
    pub parts: [(f64, f64); DAY_PARTS],
}

impl NewestDay {
    /// Of a segment's total.
    pub(super) fn of(
        history: History<'_>,
        ensemble: &Ensemble,
        schedule: &Schedule,
    ) -> Option<Self> {
        let newest = newest_told_origin(history, schedule)?;
        let at = schedule.origins[newest].at;
        let expected = ensemble.past.get(newest)?.as_ref()?;
        let mut parts = [(0.0, 0.0); DAY_PARTS];
        let hours = expected.iter().zip(&history.values[at..]).take(24);
        for (hour, (expected, came)) in hours.enumerate() {
            if let Some(came) = came {
                let part = &mut parts[hour / PART_HOURS];
                part.0 += expected;
                part.1 += came;
            }
        }
        Some(Self {
            first_hour: history.first_hour + at as i64,
            parts,
        })
    }
}

impl FleetForecast {
    /// How far each segment's ratio of the newest known day's requests to those expected lies from the median segment's, in
    /// deviations by the median absolute one, of logarithms; `None` without a forecast of that day or with fewer
    /// than five segments with the same.
    pub fn peer_scores(&self) -> Vec<Option<f64>> {
        let mut scores = vec![None; self.segments.len()];
        for (_, peers) in groups(&self.segments) {
            let ratio = |index: &usize| {
                let parts = self.segments[*index].newest_day.map(|day| day.parts);
                let parts = parts.unwrap_or_default().into_iter();
                log_ratio(parts.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1)))
            };
            let ratios: Vec<f64> = peers.iter().map(ratio).collect();
            let middle = median(ratios.clone()).unwrap_or(0.0);
            let away = ratios.iter().map(|ratio| (ratio - middle).abs()).collect();
            let deviation = MAD_TO_DEVIATION * median(away).unwrap_or(0.0);
            for (index, ratio) in peers.into_iter().zip(ratios) {
                scores[index] = Some((ratio - middle) / deviation.max(LEAST_DEVIATION));
            }
        }
        scores
    }
}

/// Segments whose newest known day is the same, where they are enough, with its first hour.
fn groups(segments: &[SegmentForecast]) -> Vec<(i64, Vec<usize>)> {
    let day = |segment: &SegmentForecast| segment.newest_day.map(|day| day.first_hour);
    let days: BTreeSet<i64> = segments.iter().filter_map(day).collect();
    let members = |first_hour: i64| -> Vec<usize> {
        let all = segments.iter().enumerate();
        all.filter(|(_, segment)| day(segment) == Some(first_hour))
            .map(|(index, _)| index)
            .collect()
    };
    days.into_iter()
        .map(|first_hour| (first_hour, members(first_hour)))
        .filter(|(_, peers)| peers.len() >= MIN_PEERS)
        .collect()
}

/// Adds what a segment did in its newest known day that its peers did not.
pub(super) fn add_peer_anomalies(segments: &mut [SegmentForecast]) {
    for (first_hour, peers) in groups(segments) {
        let days: Vec<Option<Parts>> = peers
            .iter()
            .map(|index| segments[*index].newest_day.map(|day| day.parts))
            .collect();
        for ((index, day), found) in peers.iter().zip(&days).zip(peer_outliers(&days)) {
            let (Some(day), Some((first, parts, common))) = (day, found) else {
                continue;
            };
            let parts = &day[first..first + parts];
            segments[*index].anomalies.push(Anomaly {
                kind: AnomalyKind::Peers,
                first_hour: first_hour + (first * PART_HOURS) as i64,
                hours: parts.len() * PART_HOURS,
                expected: parts.iter().map(|part| part.0 * common).sum(),
                actual: parts.iter().map(|part| part.1).sum(),
            });
        }
    }
}

/// The parts of each segment's newest day that are outliers among all segments': per segment, (first, parts).
/// `days` are (expected, actual) per part; segments without any are no peers.
fn peer_outliers(days: &[Option<Parts>]) -> Vec<Option<(usize, usize, f64)>> {
    let peers: Vec<&Parts> = days.iter().flatten().collect();
    let none = vec![None; days.len()];
    if peers.len() < MIN_PEERS {
        return none;
    }
    // What most did is what was to be expected, part by part.
    let common: [f64; DAY_PARTS] = std::array::from_fn(|part| {
        median(peers.iter().map(|day| log_ratio(day[part])).collect()).unwrap_or(0.0)
    });
    let scores: Vec<[f64; DAY_PARTS]> = peers
        .iter()
        .map(|day| {
            std::array::from_fn(|part| {
                let noise = (1.0 / (day[part].0 + 1.0) + LEAST_DEVIATION.powi(2)).sqrt();
                (log_ratio(day[part]) - common[part]) / noise
            })
        })
        .collect();
    let rows: Vec<&[f64]> = scores.iter().map(<[f64; DAY_PARTS]>::as_slice).collect();
    let detector = MADDetector::with_threshold(PEER_THRESHOLD);
    // It refuses groups that are mostly alike: then nobody stands out, or all of the difference is one segment's and
    // its own interval tells.
    let found = detector
        .preprocess(&rows)
        .and_then(|seen| detector.detect(&seen));
    let Ok(found) = found else { return none };
    let mut outliers = found.series_results.into_iter();
    let longest = |day: &Parts, scores: &[f64]| {
        let outlying = scores.iter().zip(day).map(|(score, (expected, actual))| {
            *score > PEER_THRESHOLD && (actual - expected).abs() >= LEAST_PEER_REQUESTS
        });
        let mut best: Option<(usize, usize)> = None;
        let mut run = 0;
        for (part, out) in outlying.enumerate() {
            run = if out { run + 1 } else { 0 };
            if run > best.map_or(0, |best| best.1) {
                best = Some((part + 1 - run, run));
            }
        }
        best
    };
    days.iter()
        .map(|day| {
            let (day, scores) = (day.as_ref()?, outliers.next()?.scores);
            let (first, parts) = longest(day, &scores)?;
            Some((first, parts, common[first].exp()))
        })
        .collect()
}

fn log_ratio((expected, actual): (f64, f64)) -> f64 {
    ((actual + 1.0) / (expected + 1.0)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_what_no_peer_does_stands_out_and_what_all_do_does_not() {
        // Everybody doubles; one goes up tenfold in the second half of the day.
        let mut days: Vec<Option<Parts>> = (0..40)
            .map(|i| {
                Some(std::array::from_fn(|part| {
                    (100.0, 200.0 + ((i * 7 + part * 3) % 11) as f64)
                }))
            })
            .collect();
        days.push(None);
        assert!(peer_outliers(&days).iter().all(Option::is_none));
        if let Some(day) = &mut days[3] {
            for part in &mut day[3..] {
                part.1 = 1000.0;
            }
        }
        let found = peer_outliers(&days);
        let (first, parts, common) = found[3].unwrap();
        assert_eq!((first, parts), (3, 3));
        assert!((common - 2.0).abs() < 0.1, "{common}");
        assert_eq!(found.iter().flatten().count(), 1);
        assert!(
            peer_outliers(&days[..3]).iter().all(Option::is_none),
            "three are no peers"
        );
    }

    #[test]
    fn groups_that_are_all_alike_have_no_outlier() {
        assert!(
            peer_outliers(&[Some([(5.0, 5.0); DAY_PARTS]); 9])
                .iter()
                .all(Option::is_none)
        );
    }
}
