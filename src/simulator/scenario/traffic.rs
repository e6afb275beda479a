//! Sessions → requests → log lines, hour by hour.

use std::ops::Range;

use super::catalogue::{Catalogue, ScenarioObject};
use super::log_line::{LogLine, Verb};
use super::{CIDR_SHARE, DAYS, LOG_FIELD_SHARE, SHARDS, START_MS, Site};
use crate::access::HOUR_MS;

/// Requests of a session lie this far apart at most, so that they count as read together.
const STEP_MS_MAX: u32 = 9_000;
/// Share of requests that only ask whether the client's copy is still good.
const NOT_MODIFIED_SHARE: f64 = 0.03;
/// Share of sessions that write one object back.
const WRITE_SHARE: f64 = 0.06;

/// One bucket's log of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLog {
    /// Index into `SHARDS`.
    pub shard: usize,
    /// Day since the start.
    pub day: u32,
    /// The lines, in order of time.
    pub text: String,
}

/// The logs of these days, per day and shard. Each hour of each tenant has a generator of its own,
/// so that a day's lines do not depend on which other days were asked for.
pub fn traffic(catalogue: &Catalogue, seed: u64, days: Range<u32>) -> Vec<DayLog> {
    let mut logs = Vec::new();
    for day in days {
        let mut lines: Vec<Vec<LogLine>> = vec![Vec::new(); SHARDS.len()];
        each_session(catalogue, seed, day..day + 1, &mut |session| {
            for (shard, line) in session.lines {
                lines[shard].push(line);
            }
        });
        for (shard, mut lines) in lines.into_iter().enumerate() {
            lines.sort_by(|a, b| (a.time_ms, &a.request_id).cmp(&(b.time_ms, &b.request_id)));
            let text = lines.iter().map(LogLine::to_string).collect();
            logs.push(DayLog { shard, day, text });
        }
    }
    logs
}

/// What one client asked for in one go, each with the index into `SHARDS` of its object's first home.
pub(super) struct ScenarioSession {
    pub(super) site: Site,
    pub(super) lines: Vec<(usize, LogLine)>,
}

/// Every session of these days.
pub(super) fn each_session(
    catalogue: &Catalogue,
    seed: u64,
    days: Range<u32>,
    sink: &mut dyn FnMut(ScenarioSession),
) {
    for day in days {
        for hour in 0..24 {
            for tenant in 0..catalogue.tenants.len() {
                TenantHour::new(catalogue, seed, tenant, day, hour).play(sink);
            }
        }
    }
}

/// One tenant's requests in one hour.
struct TenantHour<'a> {
    catalogue: &'a Catalogue,
    tenant: usize,
    day: u32,
    hour: u32,
    random: fastrand::Rng,
}

impl<'a> TenantHour<'a> {
    fn new(catalogue: &'a Catalogue, seed: u64, tenant: usize, day: u32, hour: u32) -> Self {
        let stream = (u64::from(day) * 24 + u64::from(hour)) * 1_000 + tenant as u64;
        let random = fastrand::Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ stream);
        Self {
            catalogue,
            tenant,
            day,
            hour,
            random,
        }
    }

    fn play(&mut self, sink: &mut dyn FnMut(ScenarioSession)) {
        let rate = self.catalogue.tenants[self.tenant].sessions_per_hour;
        for site in [Site::UsEast, Site::EuCentral] {
            let eu_share = self.catalogue.tenants[self.tenant].eu_share(self.day, DAYS);
            let share = if site == Site::EuCentral {
                eu_share
            } else {
                1.0 - eu_share
            };
            let mean = rate * share * rhythm(site, self.day, self.hour);
            for _ in 0..poisson(&mut self.random, mean) {
                sink(self.session(site));
            }
        }
    }

    /// Two to five objects of the tenant and, half of the time, some of its features.
    fn session(&mut self, site: Site) -> ScenarioSession {
        let mut lines = Vec::new();
        let client = self.client(site);
        let hour = i64::from(self.day) * 24 + i64::from(self.hour);
        let mut time_ms = START_MS + hour * HOUR_MS + i64::from(self.random.u32(0..3_300_000));
        let mut wanted = Vec::new();
        for _ in 0..self.random.u32(2..=5) {
            wanted.push(pick(&mut self.random, &self.catalogue.data[self.tenant]));
        }
        if self.random.bool() {
            for _ in 0..self.random.u32(1..=2) {
                wanted.push(pick(
                    &mut self.random,
                    &self.catalogue.features[self.tenant],
                ));
            }
        }
        for object in &wanted {
            let verb = if self.random.f64() < NOT_MODIFIED_SHARE {
                Verb::GetNotModified
            } else {
                Verb::Get
            };
            lines.push((object.shard, self.line(&client, object, verb, time_ms)));
            time_ms += i64::from(self.random.u32(200..STEP_MS_MAX));
        }
        if self.random.f64() < WRITE_SHARE {
            let line = self.line(&client, wanted[0], Verb::Put, time_ms);
            lines.push((wanted[0].shard, line));
        }
        ScenarioSession { site, lines }
    }

    fn line(
        &mut self,
        client: &Client,
        object: &ScenarioObject,
        verb: Verb,
        time_ms: i64,
    ) -> LogLine {
        LogLine {
            time_ms,
            bucket: SHARDS[object.shard].bucket,
            bucket_region: SHARDS[object.shard].site.region(),
            address: client.address.clone(),
            requester: client.requester.clone(),
            source_region: client.source_region,
            request_id: format!("{:016X}", self.random.u64(..)),
            verb,
            key: object.key.clone(),
            size: object.size,
            latency_ms: 12 + (object.size >> 17) as u32 + self.random.u32(0..20),
        }
    }

    /// One of a tenant's forty clients at a site; whether its region is known does not change from
    /// session to session.
    fn client(&mut self, site: Site) -> Client {
        let number = self.random.u32(0..40);
        let tenant = self.tenant as u32;
        let name = self.catalogue.tenants[self.tenant].name;
        let evidence = f64::from(number) / 40.0;
        let host = tenant * 40 + number;
        let (second, region) = match site {
            Site::UsEast => (16, "us-east-1"),
            Site::EuCentral => (32, "eu-central-1"),
        };
        let public = format!("198.51.100.{}", host % 250 + 1);
        let (address, source_region) = if evidence < LOG_FIELD_SHARE {
            (public, Some(region))
        } else if evidence < LOG_FIELD_SHARE + CIDR_SHARE {
            (
                format!("10.{second}.{}.{}", host / 250, host % 250 + 1),
                None,
            )
        } else {
            (public, None)
        };
        let requester = format!("arn:aws:sts::111122223333:assumed-role/{name}/{second}-{number}");
        Client {
            address,
            requester,
            source_region,
        }
    }
}

/// Who asks.
struct Client {
    address: String,
    requester: String,
    source_region: Option<&'static str>,
}

/// Zipf-like: the first objects of a tenant are the most read.
fn pick<'a>(random: &mut fastrand::Rng, objects: &'a [ScenarioObject]) -> &'a ScenarioObject {
    let draw = random.f64();
    &objects[(draw * draw * objects.len() as f64) as usize]
}

/// Relative load of an hour: a day with one peak, and quieter weekends. The mean over a week is near 1.
fn rhythm(site: Site, day: u32, hour: u32) -> f64 {
    let phase = (f64::from(hour) - site.peak_hour_utc()) / 24.0 * std::f64::consts::TAU;
    let weekday = if day % 7 >= 5 { 0.5 } else { 1.2 };
    weekday * (1.0 + 0.75 * phase.cos())
}

/// Knuth's method; the means here are small.
fn poisson(random: &mut fastrand::Rng, mean: f64) -> u32 {
    let limit = (-mean).exp();
    let mut product = random.f64();
    let mut count = 0;
    while product > limit {
        product *= random.f64();
        count += 1;
    }
    count
}
