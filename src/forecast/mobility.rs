//! [`Mobility`]: how much of a segment's demand is, and keeps being, elsewhere.
//!
//! score = (demand of the best other region − demand of the home region) / all demand × persistence,
//! in −1..=1: 1 when all demand is in one other region and was in every window; negative
//! when home leads. Demand is the forecast's; the historic score is the same over all known hours.
//! Persistence is the share of the last windows, of those with any demand, that agree: that region
//! led home (for a negative score: no region led home). Windows are the last four weeks or, with less
//! than two weeks of logs, the last seven days, whole and counted back from the newest complete hour.

use std::collections::BTreeMap;

use crate::access::AccessProfile;
use crate::placement::{Key, Segment};

use super::{Coverage, FleetForecast, SegmentDemand};

/// Demand measured as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemandMeasure {
    /// Reads and writes.
    Requests,
    /// Bytes sent and received.
    Bytes,
}

/// One segment's score and what it follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct Mobility {
    /// The segment.
    pub segment: Segment,
    /// Region of the shard that serves it, or most of its requests.
    pub home_region: String,
    /// The other region with the most expected demand; `None` when there is no other.
    pub best_region: Option<String>,
    /// The score, on the forecast.
    pub score: f64,
    /// The same on the known past, with the best other region of the past.
    pub historic_score: f64,
    /// Share of the expected demand that comes from home.
    pub home_share: f64,
    /// Share of the expected demand that comes from the best other region.
    pub best_share: f64,
    /// Share of the last windows that agree.
    pub persistence: f64,
    /// Expected demand over the horizon.
    pub demand: f64,
}

/// Demand per region.
type ByRegion<'a> = BTreeMap<&'a str, f64>;

/// The mobility of every accessed segment whose home is known, in segment order. `home_region_of`
/// is the region of the shard that holds a key.
pub fn fleet_mobility<'a>(
    profile: &'a AccessProfile,
    forecast: &FleetForecast,
    measure: DemandMeasure,
    segment_of: impl Fn(&Key) -> Segment,
    home_region_of: impl Fn(&Key) -> Option<&'a str>,
) -> Vec<Mobility> {
    let windows = Windows::of(&forecast.coverage);
    let mut pasts: BTreeMap<Segment, Past<'a>> = BTreeMap::new();
    for object in &profile.objects {
        let past = pasts.entry(segment_of(&object.key)).or_default();
        if let Some(home) = home_region_of(&object.key) {
            let requests: u64 = object.hours.iter().map(|count| count.requests).sum();
            *past.homes.entry(home).or_default() += requests as f64;
        }
        for count in &object.hours {
            let Some(index) = forecast.coverage.index_of(count.hour) else {
                continue;
            };
            let amount = match measure {
                DemandMeasure::Requests => count.requests,
                DemandMeasure::Bytes => count.bytes,
            } as f64;
            let region = profile
                .regions
                .get(count.region as usize)
                .map_or("", String::as_str);
            *past.all.entry(region).or_default() += amount;
            if let Some(window) = windows.window_of(index) {
                *past.windows[window].entry(region).or_default() += amount;
            }
        }
    }
    let forecasts = forecast.segments.iter().map(|forecast| &forecast.demand);
    forecasts
        .filter_map(|demand| pasts.get(&demand.segment)?.mobility(demand, measure))
        .collect()
}

/// Most windows looked at.
const MAX_WINDOWS: usize = 7;

/// How the end of the coverage is cut.
struct Windows {
    hours: usize,
    count: usize,
    covered: usize,
}

impl Windows {
    fn of(coverage: &Coverage) -> Self {
        let covered = coverage.known.len();
        let (hours, most) = if covered >= 2 * 168 {
            (168, 4)
        } else {
            (24, MAX_WINDOWS)
        };
        let count = (covered / hours).min(most);
        Self {
            hours,
            count,
            covered,
        }
    }

    /// The window of this hour of the coverage, 0 being the newest.
    fn window_of(&self, index: usize) -> Option<usize> {
        let window = (self.covered - 1 - index) / self.hours;
        (window < self.count).then_some(window)
    }
}

/// What the logs say of one segment.
#[derive(Default)]
struct Past<'a> {
    /// Requests per region of the shard that holds the object asked for.
    homes: ByRegion<'a>,
    all: ByRegion<'a>,
    windows: [ByRegion<'a>; MAX_WINDOWS],
}

impl Past<'_> {
    fn mobility(&self, demand: &SegmentDemand, measure: DemandMeasure) -> Option<Mobility> {
        let (home, _) = leader(
            self.homes
                .iter()
                .map(|(region, requests)| (*region, *requests)),
        )?;
        let mut expected = ByRegion::new();
        for part in &demand.regions {
            let estimate = match measure {
                DemandMeasure::Requests => part.requests,
                DemandMeasure::Bytes => part.bytes,
            };
            *expected.entry(&part.region).or_default() += estimate.mean;
        }
        let ahead = Lead::of(&expected, home);
        let past = Lead::of(&self.all, home);
        let persistence = self.persistence(&ahead, home);
        Some(Mobility {
            segment: demand.segment.clone(),
            home_region: home.to_owned(),
            best_region: ahead.best.map(|(region, _)| region.to_owned()),
            score: ahead.relative() * persistence,
            historic_score: past.relative() * self.persistence(&past, home),
            home_share: ahead.share(ahead.home),
            best_share: ahead.share(ahead.best.map_or(0.0, |(_, demand)| demand)),
            persistence,
            demand: ahead.all,
        })
    }

    /// Share of the windows with demand that agree with `lead`; 0 without any.
    fn persistence(&self, lead: &Lead<'_>, home: &str) -> f64 {
        let (mut agreeing, mut busy) = (0.0, 0.0);
        for window in &self.windows {
            let then = Lead::of(window, home);
            if then.all <= 0.0 {
                continue;
            }
            busy += 1.0;
            let agrees = match lead.best {
                Some((best, _)) if lead.relative() > 0.0 => {
                    window.get(best).copied().unwrap_or(0.0) > then.home
                }
                _ => then.relative() <= 0.0,
            };
            if agrees {
                agreeing += 1.0;
            }
        }
        if busy > 0.0 { agreeing / busy } else { 0.0 }
    }
}

/// Home against the best other region.
struct Lead<'a> {
    home: f64,
    best: Option<(&'a str, f64)>,
    all: f64,
}

impl<'a> Lead<'a> {
    fn of(demand: &ByRegion<'a>, home: &str) -> Self {
        let others = demand.iter().map(|(region, amount)| (*region, *amount));
        Self {
            home: demand.get(home).copied().unwrap_or(0.0),
            best: leader(others.filter(|(region, amount)| *region != home && *amount > 0.0)),
            all: demand.values().sum(),
        }
    }

    /// (best other − home) / all; 0 without demand.
    fn relative(&self) -> f64 {
        self.share(self.best.map_or(0.0, |(_, demand)| demand) - self.home)
    }

    fn share(&self, demand: f64) -> f64 {
        if self.all > 0.0 {
            demand / self.all
        } else {
            0.0
        }
    }
}

/// The region with the most demand; of equals the first by name.
fn leader<'a>(regions: impl Iterator<Item = (&'a str, f64)>) -> Option<(&'a str, f64)> {
    regions.fold(None, |best, (region, demand)| match best {
        Some((_, most)) if most >= demand => best,
        _ => Some((region, demand)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{HOUR_MS, HourCount, ObjectAccess, OperationClass};
    use crate::forecast::{ForecastOptions, forecast_fleet};

    /// Five weeks in which region `eu` asks `eu(week)` times an hour and `us` `us(week)` times.
    fn mobility(eu: impl Fn(i64) -> u64, us: impl Fn(i64) -> u64, home: &'static str) -> Mobility {
        let hours =
            (0..840).flat_map(|hour| [(hour, 0, eu(hour / 168)), (hour, 1, us(hour / 168))]);
        let hours = hours.filter(|(_, _, requests)| *requests > 0);
        let count = |(hour, region, requests)| HourCount {
            hour,
            region,
            tenant: 0,
            class: OperationClass::Read,
            requests,
            accesses: requests,
            assumed: 0,
            bytes: requests * 10,
        };
        let profile = AccessProfile {
            regions: vec!["eu".into(), "us".into()],
            objects: vec![ObjectAccess {
                key: "a/1".into(),
                logged_size: None,
                hours: hours.map(count).collect(),
            }],
            oldest_event_ms: Some(-1),
            newest_event_ms: Some(840 * HOUR_MS),
            ..AccessProfile::default()
        };
        let segment_of = |_: &Key| Segment::Prefix("a/".into());
        let forecast = forecast_fleet(&profile, segment_of, &ForecastOptions::default()).unwrap();
        let measure = DemandMeasure::Requests;
        let all = fleet_mobility(&profile, &forecast, measure, segment_of, |_| Some(home));
        all.into_iter().next().unwrap()
    }

    #[test]
    fn demand_elsewhere_in_every_window_scores_its_lead() {
        let got = mobility(|_| 9, |_| 1, "us");
        assert_eq!(
            (got.home_region.as_str(), got.best_region.as_deref()),
            ("us", Some("eu"))
        );
        assert_eq!(got.persistence, 1.0);
        assert!((got.score - 0.8).abs() < 1e-9 && (got.historic_score - 0.8).abs() < 1e-9);
        assert!((got.home_share - 0.1).abs() < 1e-9 && (got.best_share - 0.9).abs() < 1e-9);
    }

    #[test]
    fn home_in_the_lead_is_negative() {
        let got = mobility(|_| 9, |_| 1, "eu");
        assert!((got.score + 0.8).abs() < 1e-9, "{got:?}");
        assert_eq!(mobility(|_| 4, |_| 0, "eu").best_region, None);
        assert!((mobility(|_| 4, |_| 0, "eu").score + 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_move_under_way_scores_by_the_forecast_and_by_how_long_it_has_lasted() {
        let got = mobility(
            |week| if week >= 3 { 9 } else { 1 },
            |week| if week >= 3 { 1 } else { 9 },
            "us",
        );
        assert_eq!(got.persistence, 0.5);
        assert!(got.score > 0.15, "{got:?}");
        // Of five weeks, three belonged to home: the past alone would not move it.
        assert!(got.historic_score < 0.0, "{got:?}");
    }

    #[test]
    fn short_logs_are_cut_into_days() {
        let coverage = |hours| Coverage {
            first_hour: 0,
            known: vec![true; hours],
        };
        let days = Windows::of(&coverage(83));
        assert_eq!((days.hours, days.count), (24, 3));
        assert_eq!(
            (days.window_of(82), days.window_of(11), days.window_of(10)),
            (Some(0), Some(2), None)
        );
        let weeks = Windows::of(&coverage(2_000));
        assert_eq!((weeks.hours, weeks.count), (168, 4));
    }
}
