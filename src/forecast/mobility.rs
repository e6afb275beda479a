//! [`Mobility`]: how much of a segment's demand is, and keeps being, elsewhere.
//!
//! score = (demand of the best other region − demand of the home region) / all demand × persistence,
//! in −1..=1: 1 when all demand is in one other region and was in every window; negative
//! when home leads. Demand is the forecast's; the historic score is the same over all known hours.
//! Persistence is the share of the last windows, of those with any demand, that agree: that region
//! led home (for a negative score: no region led home). Windows are the last four weeks or, with less
//! than two weeks of logs, the last seven days, whole and counted back from the newest complete hour.
//!
//! Shares are of the forecast's demand, their intervals of the forecast's intervals, as if regions erred
//! independently of each other. When the demand will have moved, or since when it has, follows from the
//! trend of the shares of the newest days: see `share_trend`.

use std::collections::BTreeMap;

use crate::access::{AccessProfile, HourCount, TenantId};
use crate::placement::{Key, Segment};

use super::share_trend::ShareTrend;
use super::{Coverage, Estimate, FleetForecast, SegmentDemand};

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
    /// Share of the expected demand of every region with any, with its interval, by name.
    pub shares: Vec<(String, Estimate)>,
    /// When the best other region asks as much as home; `None` where it does not, nor will within four weeks.
    pub arrival: Option<Arrival>,
    /// Share of the last windows that agree.
    pub persistence: f64,
    /// Expected demand over the horizon.
    pub demand: f64,
}

/// When demand has moved, or will have, in hours since 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrival {
    /// The first hour of the days, without a break up to now, on which the other region asked more; days without any
    /// request, and those that logs tell little of, neither begin nor break it.
    Since(i64),
    /// Expected, and the interval of that.
    Expected {
        /// At the hour the trend crosses.
        hour: i64,
        /// No earlier than this.
        earliest: i64,
        /// No later than this.
        latest: i64,
    },
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
    let reading = Reading::of(profile, forecast, measure);
    let mut pasts: BTreeMap<Segment, Past<'a>> = BTreeMap::new();
    for object in &profile.objects {
        let past = pasts.entry(segment_of(&object.key)).or_default();
        let home = home_region_of(&object.key);
        for count in &object.hours {
            past.add(count, home, &reading);
        }
    }
    let segments = forecast.segments.iter();
    segments
        .filter_map(|segment| {
            let past = pasts.get(&segment.demand.segment)?;
            past.mobility(&segment.demand, &segment.known, measure, forecast)
        })
        .collect()
}

/// The same of every tenant, whose home is where most of its requests are served; the forecast must be one by tenant.
/// A mobility's segment is the tenant's name.
pub fn tenant_mobility<'a>(
    profile: &'a AccessProfile,
    forecast: &FleetForecast,
    measure: DemandMeasure,
    home_region_of: impl Fn(&Key) -> Option<&'a str>,
) -> Vec<Mobility> {
    let reading = Reading::of(profile, forecast, measure);
    let mut pasts: BTreeMap<TenantId, Past<'a>> = BTreeMap::new();
    for object in &profile.objects {
        let home = home_region_of(&object.key);
        for count in object.hours.iter().filter(|count| count.tenant != 0) {
            let past = pasts.entry(count.tenant).or_default();
            past.add(count, home, &reading);
        }
    }
    let tenants = forecast.tenants.iter();
    tenants
        .filter_map(|tenant| {
            let past = pasts.get(&tenant.tenant)?;
            past.mobility(&tenant.demand, &tenant.known, measure, forecast)
        })
        .collect()
}

/// How counts are read.
struct Reading<'a, 'f> {
    coverage: &'f Coverage,
    windows: Windows,
    regions: &'a [String],
    measure: DemandMeasure,
}

impl<'a, 'f> Reading<'a, 'f> {
    fn of(profile: &'a AccessProfile, forecast: &'f FleetForecast, measure: DemandMeasure) -> Self {
        Self {
            coverage: &forecast.coverage,
            windows: Windows::of(&forecast.coverage),
            regions: &profile.regions,
            measure,
        }
    }
}

/// Days in a row from which a lead is no accident, whatever the trend says.
const SETTLED_DAYS: usize = 3;
/// Known hours that make a day.
const MOST_OF_A_DAY: usize = 20;
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
    /// Of each whole day, counted back from the newest known hour, oldest first.
    days: BTreeMap<&'a str, Vec<f64>>,
}

impl<'a> Past<'a> {
    fn add(&mut self, count: &HourCount, home: Option<&'a str>, reading: &Reading<'a, '_>) {
        if let Some(home) = home {
            *self.homes.entry(home).or_default() += count.requests as f64;
        }
        let Some(index) = reading.coverage.index_of(count.hour) else {
            return;
        };
        let amount = match reading.measure {
            DemandMeasure::Requests => count.requests,
            DemandMeasure::Bytes => count.bytes,
        } as f64;
        let region = reading.regions.get(count.region as usize);
        let region = region.map_or("", String::as_str);
        let covered = reading.coverage.known.len();
        *self.all.entry(region).or_default() += amount;
        let (days, back) = (covered / 24, (covered - 1 - index) / 24);
        if let Some(day) = days.checked_sub(back + 1) {
            let by_day = self.days.entry(region).or_insert_with(|| vec![0.0; days]);
            by_day[day] += amount;
        }
        if let Some(window) = reading.windows.window_of(index) {
            *self.windows[window].entry(region).or_default() += amount;
        }
    }

    fn mobility(
        &self,
        demand: &SegmentDemand,
        known: &[bool],
        measure: DemandMeasure,
        forecast: &FleetForecast,
    ) -> Option<Mobility> {
        let (home, _) = leader(
            self.homes
                .iter()
                .map(|(region, requests)| (*region, *requests)),
        )?;
        let mut expected = ByRegion::new();
        let mut estimates: BTreeMap<&str, Estimate> = BTreeMap::new();
        for part in &demand.regions {
            let estimate = match measure {
                DemandMeasure::Requests => part.requests,
                DemandMeasure::Bytes => part.bytes,
            };
            *expected.entry(&part.region).or_default() += estimate.mean;
            let sum = estimates.entry(&part.region).or_default();
            sum.mean += estimate.mean;
            sum.lower += estimate.lower;
            sum.upper += estimate.upper;
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
            shares: shares(&estimates),
            arrival: ahead
                .best
                .and_then(|(best, _)| self.arrival(best, home, known, forecast)),
            demand: ahead.all,
        })
    }

    fn arrival(
        &self,
        best: &str,
        home: &str,
        known: &[bool],
        forecast: &FleetForecast,
    ) -> Option<Arrival> {
        let silent = Vec::new();
        let of_region = |region: &str| self.days.get(region).unwrap_or(&silent);
        let (best, home) = (of_region(best), of_region(home));
        let days = known.len() / 24;
        // Of a day that its logs tell little of nothing is known.
        let pair = |(day, known): (usize, &[bool])| {
            let told = known.iter().filter(|known| **known).count() >= MOST_OF_A_DAY;
            let of = |region: &Vec<f64>| region.get(day).copied().unwrap_or(0.0);
            if told {
                (of(best), of(home))
            } else {
                (0.0, 0.0)
            }
        };
        let days_known = known[known.len() - days * 24..].chunks_exact(24);
        let pairs: Vec<(f64, f64)> = days_known.enumerate().map(pair).collect();
        let next_hour = forecast.coverage.next_hour();
        let mut since = None;
        let mut leading = 0;
        for (back, (best, home)) in pairs.iter().rev().enumerate() {
            if best > home {
                since = Some(next_hour - (back as i64 + 1) * 24);
                leading += 1;
            } else if best + home > 0.0 {
                break;
            }
        }
        let trend = ShareTrend::of(&pairs);
        let has_crossed = trend.is_some_and(|trend| trend.has_crossed());
        if let Some(since) = since.filter(|_| leading >= SETTLED_DAYS || has_crossed) {
            return Some(Arrival::Since(since));
        }
        let crossing = trend?.crossing(forecast.level)?;
        let hour = |days: f64| next_hour + (days * 24.0).round() as i64;
        Some(Arrival::Expected {
            hour: hour(crossing.mean),
            earliest: hour(crossing.lower),
            latest: hour(crossing.upper),
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

/// The share of each region, with its interval.
fn shares(demand: &BTreeMap<&str, Estimate>) -> Vec<(String, Estimate)> {
    let all: f64 = demand.values().map(|estimate| estimate.mean).sum();
    let half = |estimate: &Estimate| (estimate.upper - estimate.lower) / 2.0;
    let square: f64 = demand.values().map(|estimate| half(estimate).powi(2)).sum();
    let busy = demand.iter().filter(|(_, estimate)| estimate.mean > 0.0);
    busy.map(|(region, estimate)| {
        // d(own / all): own errs against what is left, the others against own.
        let (mean, own) = (estimate.mean / all, half(estimate));
        let others = (square - own * own).max(0.0).sqrt();
        let reach = ((1.0 - mean) * own).hypot(mean * others) / all;
        let share = Estimate {
            mean,
            lower: (mean - reach).max(0.0),
            upper: (mean + reach).min(1.0),
        };
        ((*region).to_owned(), share)
    })
    .collect()
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
    use crate::access::{HOUR_MS, ObjectAccess, OperationClass};
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
        let forecast =
            forecast_fleet(&profile, segment_of, |_| None, &ForecastOptions::default()).unwrap();
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
        assert_eq!(got.arrival, Some(Arrival::Since(3 * 168)));
    }

    #[test]
    fn days_without_a_log_are_no_lead_of_anybody() {
        // Home leads throughout; the logs end, and begin, with silence.
        let us =
            |from: i64, until: i64| move |week: i64| u64::from((from..until).contains(&week)) * 9;
        for (from, until) in [(0, 4), (1, 5)] {
            let got = mobility(|_| 0, us(from, until), "us");
            assert_eq!(got.arrival, None, "{got:?}");
            let got = mobility(move |week| us(from, until)(week) / 9, us(from, until), "us");
            assert_eq!(got.arrival, None, "{got:?}");
        }
        // The other region has led since its logs began, not since the fleet's did.
        let got = mobility(us(2, 5), |_| 1, "us");
        assert_eq!(got.arrival, Some(Arrival::Since(2 * 168)));
    }

    #[test]
    fn shares_have_intervals_and_add_up() {
        let got = mobility(|week| 4 + week as u64 % 2, |_| 6, "us");
        let sum: f64 = got.shares.iter().map(|(_, share)| share.mean).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{got:?}");
        for (_, share) in &got.shares {
            assert!(0.0 <= share.lower && share.lower <= share.mean, "{share:?}");
            assert!(share.mean <= share.upper && share.upper <= 1.0, "{share:?}");
        }
        assert_eq!(got.best_share, got.shares[0].1.mean);
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
