//! A seeded generator of Amazon S3 server access logs, with the truth beside the log.
//!
//! What it imitates: three buckets in three regions, tenants of very different size, data sets of
//! eight objects that are read together, Zipf-distributed popularity, a daily and weekly rhythm,
//! range bursts, uploads in parts, copies, batch deletes, listings, presigned and refused requests,
//! rows of lifecycle, of replication and of shardctl itself, keys that need both encodings, user
//! agents with quotes in them. Lines lie in order of delivery: 1 % come up to an hour late, some are
//! delivered twice, and some are damaged ([`damage`]).
//!
//! Every key is touched: the walk over all keys once is part of the traffic, and ranks map to keys by
//! a bijection. Generation goes hour by hour, so memory does not grow with the number of lines.
//! [`Truth`] counts each request when it is made up, from what was meant, not from the text.

pub mod catalogue;
mod damage;
mod event;
pub mod hot;
mod line;
mod traffic;
mod truth;

use std::io::{self, Write};

use catalogue::Catalogue;
use damage::Damager;
use event::Event;
use traffic::Traffic;
use truth::Truth;
pub use truth::{Row, TruthTotals};

/// Monday, 2025-03-03T00:00:00Z: far enough back that no clock calls it the future.
pub const START_S: i64 = 1_740_960_000;

/// What to generate.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Good lines, each logged request once.
    pub lines: u64,
    /// Distinct objects, each of which is asked for at least once; at most half of `lines`.
    pub keys: u32,
    /// Same seed, same bytes.
    pub seed: u64,
    /// Hours that the log covers.
    pub hours: u32,
    /// Damaged lines on top.
    pub damaged: u64,
}

impl Plan {
    /// A week, with the damage that a bench needs: one line in 10,000, but 500 at least.
    pub fn new(lines: u64, keys: u32, seed: u64) -> Self {
        Self {
            lines,
            keys,
            seed,
            hours: 168,
            damaged: (lines / 10_000).max(500),
        }
    }

    /// Shares `total` among the hours, so that the parts up to an hour follow the rhythm.
    fn budget(&self, total: u64, hour: u32) -> u64 {
        let load = |hours: u32| (0..hours).map(traffic::rhythm).sum::<f64>();
        let all = load(self.hours);
        let up_to = |hours: u32| (total as f64 * load(hours) / all).round() as u64;
        up_to(hour + 1) - up_to(hour)
    }
}

/// Writes the log to `log` and gives each finished hour's demand to `rows`.
pub fn generate(
    plan: &Plan,
    log: &mut dyn Write,
    rows: &mut dyn FnMut(&Catalogue, Vec<Row>) -> io::Result<()>,
) -> io::Result<TruthTotals> {
    let catalogue = Catalogue::new(plan.keys, plan.seed);
    let mut traffic = Traffic::new(&catalogue, plan);
    let mut delivery = Delivery::new(&catalogue, plan);
    let mut truth = Truth::new(&catalogue);
    for hour in 0..plan.hours {
        let events = traffic.hour(hour);
        rows(&catalogue, truth.hour(events.clone()))?;
        delivery.hour(hour, events, log)?;
    }
    delivery.rest(log)?;
    log.flush()?;
    let mut totals = truth.finish();
    totals.lines = delivery.line;
    totals.bytes = delivery.bytes;
    totals.duplicated_lines = delivery.duplicates;
    totals.duplicated_demand = delivery.duplicated_demand;
    totals.damaged_lines = delivery.damager.finish();
    Ok(totals)
}

/// Puts requests in order of delivery, repeats and damages some, and writes them.
struct Delivery<'a> {
    catalogue: &'a Catalogue,
    random: fastrand::Rng,
    damager: Damager,
    plan: Plan,
    /// (second of delivery, order of making) → request.
    waiting: Vec<(u32, u32, Event)>,
    line: u64,
    bytes: u64,
    duplicates: u64,
    duplicated_demand: u64,
}

/// One line in this many is delivered late.
const LATE_ONE_IN: u32 = 100;
/// One line in this many is delivered twice.
const TWICE_ONE_IN: u32 = 2_000;

impl<'a> Delivery<'a> {
    fn new(catalogue: &'a Catalogue, plan: &Plan) -> Self {
        Self {
            catalogue,
            random: fastrand::Rng::with_seed(plan.seed ^ 0xDE11_7E27),
            damager: Damager::new(plan.seed),
            plan: plan.clone(),
            waiting: Vec::new(),
            line: 0,
            bytes: 0,
            duplicates: 0,
            duplicated_demand: 0,
        }
    }

    fn hour(&mut self, hour: u32, events: Vec<Event>, log: &mut dyn Write) -> io::Result<()> {
        for event in events {
            // Some seconds of disorder are the rule, an hour is the exception.
            let delay = if self.random.u32(0..LATE_ONE_IN) == 0 {
                self.random.u32(10..3_600)
            } else {
                self.random.u32(0..4)
            };
            let order = self.waiting.len() as u32;
            self.waiting.push((event.second + delay, order, event));
            if self.random.u32(0..TWICE_ONE_IN) == 0 {
                let again = event.second + delay + self.random.u32(0..1_800);
                self.waiting.push((again, order + 1, event));
                self.duplicates += 1;
                self.duplicated_demand += u64::from(truth::excluded(event.kind).is_none());
            }
        }
        let damaged = self.plan.budget(self.plan.damaged, hour);
        let end = (hour + 1) * 3_600;
        self.waiting
            .sort_unstable_by_key(|&(at, order, _)| (at, order));
        let due = self.waiting.partition_point(|&(at, _, _)| at < end);
        let ready: Vec<_> = self.waiting.drain(..due).collect();
        self.write(&ready, damaged, log)
    }

    fn rest(&mut self, log: &mut dyn Write) -> io::Result<()> {
        let ready = std::mem::take(&mut self.waiting);
        self.write(&ready, 0, log)
    }

    /// Writes the lines, with `damaged` damaged ones scattered between them.
    fn write(
        &mut self,
        ready: &[(u32, u32, Event)],
        damaged: u64,
        log: &mut dyn Write,
    ) -> io::Result<()> {
        let mut scars: Vec<usize> = (0..damaged)
            .map(|_| self.random.usize(0..=ready.len()))
            .collect();
        scars.sort_unstable();
        let mut scars = scars.into_iter().peekable();
        let mut text = Vec::with_capacity(2_048);
        for at in 0..=ready.len() {
            while scars.next_if_eq(&at).is_some() {
                text.clear();
                self.line += 1;
                self.damager.line(self.catalogue, self.line, &mut text);
                self.bytes += text.len() as u64;
                log.write_all(&text)?;
            }
            if let Some((_, _, event)) = ready.get(at) {
                text.clear();
                line::write(self.catalogue, event, &mut text);
                self.line += 1;
                self.bytes += text.len() as u64;
                log.write_all(&text)?;
            }
        }
        Ok(())
    }
}
