//! Which region asks for how much of a segment: what each part's own forecast says, or what the trend of shares says.
//!
//! A tenant that moves leaves one region as it arrives in another. Forecasts of single regions hold on to the level they
//! saw; the log odds of their shares go on along a line (`share_trend`). Both are tried from every past origin, and
//! mixed by inverse squared errors of the regions' totals; a past forecast is mixed by what the other origins say.

use std::collections::BTreeMap;

use crate::access::RegionId;

use super::schedule::Schedule;
use super::segment_forecast::Part;
use super::share_trend::ShareTrend;

/// Days looked back at.
const DAYS: usize = 28;
/// A line is not followed farther ahead than it was looked back at.
const FARTHEST_DAYS: f64 = 28.0;

/// Replaces the forecasts of parts by the mix; `false` where there is nothing to mix.
///
/// Of a cold segment chance makes most of what either missed: a trend that chance does not make is followed without a comparison.
pub(super) fn follow_trend(
    parts: &mut [Part<'_>],
    known: &[bool],
    schedule: &Schedule,
    cold: bool,
) -> bool {
    let counts = Counts::of(parts, known);
    if counts.by_region.len() < 2 {
        return false;
    }
    let origins = schedule.origins.iter().enumerate();
    let tried: Vec<Option<Tried>> = origins
        .map(|(index, origin)| {
            let own: Option<Vec<&[f64]>> = parts
                .iter()
                .map(|part| part.past[index].as_deref())
                .collect();
            let own = own?;
            let trend = counts.along_trend(parts, &own, origin.at)?;
            let error = |paths: &[&[f64]]| counts.error(parts, paths, known, origin.at);
            let of_trend: Vec<&[f64]> = trend.iter().map(Vec::as_slice).collect();
            Some(Tried {
                errors: (error(&own), error(&of_trend)),
                trend,
            })
        })
        .collect();
    let sum = |out: Option<usize>| {
        let kept = tried
            .iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != out);
        kept.filter_map(|(_, tried)| tried.as_ref())
            .fold((0.0, 0.0), |sum, tried| {
                (sum.0 + tried.errors.0, sum.1 + tried.errors.1)
            })
    };
    let own: Vec<&[f64]> = parts.iter().map(|part| part.hourly.as_slice()).collect();
    let Some(ahead) = counts.along_trend(parts, &own, known.len()) else {
        return false;
    };
    let weight = |at: usize, out: Option<usize>| {
        if cold && counts.is_clear(at) {
            1.0
        } else {
            weight_of_trend(sum(out))
        }
    };
    let origins = schedule.origins.iter().enumerate();
    let past: Vec<f64> = origins
        .map(|(index, origin)| weight(origin.at, Some(index)))
        .collect();
    let weight = weight(known.len(), None);
    for (index, part) in parts.iter_mut().enumerate() {
        mix(&mut part.hourly, &ahead[index], weight);
        for ((path, tried), weight) in part.past.iter_mut().zip(&tried).zip(&past) {
            if let (Some(path), Some(tried)) = (path, tried) {
                mix(path, &tried.trend[index], *weight);
            }
        }
    }
    true
}

/// What was forecast along the trend from one origin, per part, and the errors of (own forecasts, trend).
struct Tried {
    trend: Vec<Vec<f64>>,
    errors: (f64, f64),
}

fn weight_of_trend((own, trend): (f64, f64)) -> f64 {
    let (own, trend) = (own * own, trend * trend);
    if own + trend > 0.0 {
        own / (own + trend)
    } else {
        0.0
    }
}

fn mix(path: &mut [f64], other: &[f64], weight: f64) {
    for (value, other) in path.iter_mut().zip(other) {
        *value += weight * (other - *value);
    }
}

/// Requests per region, added up from the first hour on; hours that are not known count for nothing.
struct Counts {
    by_region: BTreeMap<RegionId, Vec<f64>>,
}

impl Counts {
    fn of(parts: &[Part<'_>], known: &[bool]) -> Self {
        let mut by_region: BTreeMap<RegionId, Vec<f64>> = BTreeMap::new();
        for part in parts {
            let sums = by_region.entry(part.key.region);
            let sums = sums.or_insert_with(|| vec![0.0; known.len() + 1]);
            let hours = part.series.requests.iter().zip(known);
            let mut sum = 0.0;
            for (place, (requests, known)) in sums[1..].iter_mut().zip(hours) {
                sum += if *known { *requests } else { 0.0 };
                *place += sum;
            }
        }
        Self { by_region }
    }

    fn between(&self, region: RegionId, from: usize, until: usize) -> f64 {
        let sums = &self.by_region[&region];
        sums[until] - sums[from]
    }

    /// The parts' forecasts from hour `at`, each day's hours scaled so that regions share it as the trend says.
    fn along_trend(&self, parts: &[Part<'_>], own: &[&[f64]], at: usize) -> Option<Vec<Vec<f64>>> {
        let shares = self.shares(at)?;
        let steps = own.first()?.len();
        let mut paths: Vec<Vec<f64>> = own.iter().map(|path| path.to_vec()).collect();
        for from in (0..steps).step_by(24) {
            let hours = from..(from + 24).min(steps);
            let mut days: BTreeMap<RegionId, f64> = BTreeMap::new();
            for (part, path) in parts.iter().zip(own) {
                *days.entry(part.key.region).or_default() +=
                    path[hours.clone()].iter().sum::<f64>();
            }
            let all: f64 = days.values().sum();
            let middle = (from as f64 + hours.len() as f64 / 2.0) / 24.0;
            let shares = shares(middle);
            for (part, path) in parts.iter().zip(&mut paths) {
                let region = part.key.region;
                if days[&region] > 0.0 {
                    let factor = shares[&region] * all / days[&region];
                    for value in &mut path[hours.clone()] {
                        *value *= factor;
                    }
                }
            }
        }
        Some(paths)
    }

    /// The region with the most requests of the newest four weeks before hour `at`, and how many days that were; `None` where nothing
    /// was asked.
    fn reference(&self, at: usize) -> Option<(RegionId, usize)> {
        let days = (at / 24).min(DAYS);
        let recent = |region: &RegionId| self.between(*region, at - days * 24, at);
        let regions = self.by_region.keys();
        let reference = *regions.max_by(|a, b| recent(a).total_cmp(&recent(b)))?;
        (recent(&reference) > 0.0).then_some((reference, days))
    }

    /// Requests of a region and of the reference, day by day, the newest last.
    fn pairs(
        &self,
        region: RegionId,
        reference: RegionId,
        at: usize,
        days: usize,
    ) -> Vec<(f64, f64)> {
        let day = |region: RegionId, back: usize| {
            self.between(region, at - back * 24, at - (back - 1) * 24)
        };
        let days = (1..=days).rev();
        days.map(|back| (day(region, back), day(reference, back)))
            .collect()
    }

    /// Whether the share of any region had a trend before hour `at` that chance hardly makes.
    fn is_clear(&self, at: usize) -> bool {
        let Some((reference, days)) = self.reference(at) else {
            return false;
        };
        let mut others = self.by_region.keys().filter(|region| **region != reference);
        others.any(|region| {
            let trend = ShareTrend::of(&self.pairs(*region, reference, at, days));
            trend.is_some_and(|trend| trend.is_clear())
        })
    }

    /// The shares of regions so many days after hour `at`; `None` where nothing was asked before.
    fn shares(&self, at: usize) -> Option<impl Fn(f64) -> BTreeMap<RegionId, f64>> {
        let (reference, days) = self.reference(at)?;
        let recent = |region: &RegionId| self.between(*region, at - days * 24, at);
        let lines: Vec<(RegionId, f64, f64)> = self
            .by_region
            .keys()
            .map(|region| {
                if *region == reference {
                    return (*region, 0.0, 0.0);
                }
                let pairs = self.pairs(*region, reference, at, days);
                let (odds, slope) = ShareTrend::of(&pairs).map_or_else(
                    || {
                        (
                            ((recent(region) + 0.5) / (recent(&reference) + 0.5)).ln(),
                            0.0,
                        )
                    },
                    |trend| trend.line(),
                );
                (*region, odds, slope)
            })
            .collect();
        Some(move |ahead: f64| {
            let ahead = ahead.min(FARTHEST_DAYS);
            let odds = lines
                .iter()
                .map(|(region, odds, slope)| (*region, (odds + slope * ahead).exp()));
            let odds: BTreeMap<RegionId, f64> = odds.collect();
            let all: f64 = odds.values().sum();
            odds.into_iter()
                .map(|(region, odds)| (region, odds / all))
                .collect()
        })
    }

    /// Σ over regions of |forecast − came| from hour `at`, over the known hours.
    fn error(&self, parts: &[Part<'_>], paths: &[&[f64]], known: &[bool], at: usize) -> f64 {
        let mut expected: BTreeMap<RegionId, f64> = BTreeMap::new();
        let mut steps = 0;
        for (part, path) in parts.iter().zip(paths) {
            steps = path.len();
            let hours = path.iter().zip(&known[at..]).filter(|(_, known)| **known);
            *expected.entry(part.key.region).or_default() +=
                hours.map(|(value, _)| value).sum::<f64>();
        }
        let came = |region: RegionId| self.between(region, at, at + steps);
        let errors = expected
            .into_iter()
            .map(|(region, expected)| (expected - came(region)).abs());
        errors.sum()
    }
}
