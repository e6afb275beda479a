//! [`Objective`]: what a placement costs over the horizon, term by term.
//!
//! The ongoing cost of a segment in a shard: traffic of reads from the shard's region to the
//! requesters' (writes come in free), requests, storage, latency at the operator's price. The cost of two
//! segments in different shards: the accesses that cross. The cost of a move, paid once: reading,
//! writing and deleting every object, traffic between the shards, and holding both copies during
//! grace.
//!
//! Simple inside, for now: one GET and one PUT per object whatever its size, storage at S3 Standard
//! prices, every write priced as a PUT, and the forecast repeated to fill the horizon.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::access::OperationClass;

use super::input::{PlacedSegment, PlanInput, Site};
use super::money::Money;
use super::price::{GIB, MONTH_HOURS, MissingKey, Price, PriceSource};

/// What a term of the objective is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermKind {
    /// Bytes read, from the shard's region to the requester's.
    Egress,
    /// GET and HEAD.
    ReadRequests,
    /// PUT, COPY, parts and DELETE.
    WriteRequests,
    /// Bytes held.
    Storage,
    /// Milliseconds waited.
    Latency,
    /// Accesses that leave the shard of their session.
    CrossShard,
    /// Reading every object at the source, once.
    MoveReads,
    /// Writing every object at the target, once.
    MoveWrites,
    /// Deleting every object at the source, once.
    MoveDeletes,
    /// Bytes copied from source to target, once.
    MoveTraffic,
    /// Both copies held during grace, once.
    MoveDoubleStorage,
}

/// One line of an account: quantity × unit price.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is about.
    pub kind: TermKind,
    /// With whom or of what, for people; the same in every shard.
    pub subject: String,
    /// In `unit`s, over the horizon.
    pub quantity: f64,
    /// What is counted.
    pub unit: &'static str,
    /// Dollars per unit.
    pub unit_price: Price,
    /// Their product.
    pub amount: Money,
}

impl Term {
    fn new(
        kind: TermKind,
        subject: String,
        quantity: f64,
        unit: &'static str,
        unit_price: Price,
    ) -> Self {
        let amount = Money::of(quantity, unit_price.usd);
        Self {
            kind,
            subject,
            quantity,
            unit,
            unit_price,
            amount,
        }
    }
}

/// The objective over one input whose prices are known to be complete.
#[derive(Clone, Copy, Debug)]
pub struct Objective<'a> {
    input: &'a PlanInput,
}

impl<'a> Objective<'a> {
    /// Checks that every price the input can need is set; otherwise every key that is missing.
    pub fn new(input: &'a PlanInput) -> Result<Self, Vec<MissingKey>> {
        let objective = Self { input };
        let mut missing = BTreeSet::new();
        let requesters: BTreeSet<(&str, OperationClass)> = (input.segments.iter())
            .filter_map(|placed| placed.demand.as_ref())
            .flat_map(|demand| &demand.regions)
            .map(|region| (region.region.as_str(), region.class))
            .collect();
        for site in &input.shards {
            missing.extend(objective.site_prices(site, &requesters));
        }
        if missing.is_empty() {
            Ok(objective)
        } else {
            Err(missing.into_iter().collect())
        }
    }

    /// The keys that `site` needs and that are not set.
    fn site_prices(
        self,
        site: &Site,
        requesters: &BTreeSet<(&str, OperationClass)>,
    ) -> Vec<MissingKey> {
        let prices = &self.input.prices;
        let (pricing, region) = (&site.pricing, site.region.as_str());
        let own = [
            prices.storage(pricing, region),
            prices.read(pricing, region),
            prices.write(pricing, region),
            prices.delete(pricing, region),
        ];
        let reads = (requesters.iter())
            .filter(|(_, class)| *class == OperationClass::Read)
            .map(|(requester, _)| prices.egress(pricing, region, requester));
        let others = (self.input.shards.iter()).filter(|other| other.name != site.name);
        let routes =
            others.map(|other| prices.route((pricing, region), (&other.pricing, &other.region)));
        let waits = requesters
            .iter()
            .filter(|_| self.input.policy.usd_per_ms > 0.0)
            .filter_map(|(requester, _)| self.input.latency.ms(requester, region).err());
        own.into_iter()
            .chain(reads)
            .chain(routes)
            .filter_map(Result::err)
            .chain(waits)
            .collect()
    }

    /// What the segment costs over the horizon while it lies in `shard`, other segments apart. The
    /// terms of two shards correspond one to one: same kind, subject and quantity, another price.
    pub fn ongoing(self, segment: usize, shard: usize) -> Vec<Term> {
        let (placed, site) = (&self.input.segments[segment], &self.input.shards[shard]);
        let mut terms = self.demand_terms(placed, site);
        let months = self.input.policy.horizon_hours / MONTH_HOURS;
        let price = known(self.input.prices.storage(&site.pricing, &site.region));
        terms.push(Term::new(
            TermKind::Storage,
            String::new(),
            placed.bytes as f64 / GIB * months,
            "GiB-month",
            price,
        ));
        terms
    }

    fn demand_terms(self, placed: &PlacedSegment, site: &Site) -> Vec<Term> {
        let prices = &self.input.prices;
        let Some(demand) = &placed.demand else {
            return Vec::new();
        };
        let scale = self.input.demand_scale(demand);
        let mut terms = Vec::new();
        for region in &demand.regions {
            let requests = region.requests.mean * scale;
            let from = &region.region;
            match region.class {
                OperationClass::Read => {
                    terms.push(Term::new(
                        TermKind::Egress,
                        format!("to {from}"),
                        region.bytes.mean * scale / GIB,
                        "GiB",
                        known(prices.egress(&site.pricing, &site.region, from)),
                    ));
                    terms.push(Term::new(
                        TermKind::ReadRequests,
                        format!("from {from}"),
                        requests,
                        "request",
                        known(prices.read(&site.pricing, &site.region)),
                    ));
                }
                OperationClass::Write => terms.push(Term::new(
                    TermKind::WriteRequests,
                    format!("from {from}"),
                    requests,
                    "request",
                    known(prices.write(&site.pricing, &site.region)),
                )),
            }
            terms.extend(self.latency_term(requests, from, site));
        }
        terms
    }

    fn latency_term(self, requests: f64, from: &str, site: &Site) -> Option<Term> {
        let usd_per_ms = self.input.policy.usd_per_ms;
        if usd_per_ms <= 0.0 {
            return None;
        }
        let ms = known(self.input.latency.ms(from, &site.region));
        let price = Price {
            usd: ms * usd_per_ms,
            source: PriceSource::Waiting(ms),
        };
        let subject = format!("from {from}");
        Some(Term::new(
            TermKind::Latency,
            subject,
            requests,
            "request",
            price,
        ))
    }

    /// What moving the segment costs, once; nothing when it stays.
    pub fn moving(self, segment: usize, from: usize, to: usize) -> Vec<Term> {
        if from == to {
            return Vec::new();
        }
        let placed = &self.input.segments[segment];
        let (source, target) = (&self.input.shards[from], &self.input.shards[to]);
        let prices = &self.input.prices;
        let objects = placed.objects as f64;
        let gib = placed.bytes as f64 / GIB;
        let grace_months = self.input.policy.grace_hours / MONTH_HOURS;
        let at = |site: &Site| match placed.objects {
            1 => format!("1 object in {}", site.region),
            count => format!("{count} objects in {}", site.region),
        };
        let requests = [
            (
                TermKind::MoveReads,
                source,
                known(prices.read(&source.pricing, &source.region)),
            ),
            (
                TermKind::MoveWrites,
                target,
                known(prices.write(&target.pricing, &target.region)),
            ),
            (
                TermKind::MoveDeletes,
                source,
                known(prices.delete(&source.pricing, &source.region)),
            ),
        ];
        let requests = requests
            .map(|(kind, site, price)| Term::new(kind, at(site), objects, "request", price));
        let route = prices.route(
            (&source.pricing, &source.region),
            (&target.pricing, &target.region),
        );
        let traffic = Term::new(
            TermKind::MoveTraffic,
            format!("{} to {}", source.region, target.region),
            gib,
            "GiB",
            known(route),
        );
        let double = Term::new(
            TermKind::MoveDoubleStorage,
            format!(
                "source copy for {} of grace",
                written(self.input.policy.grace_hours)
            ),
            gib * grace_months,
            "GiB-month",
            known(prices.storage(&source.pricing, &source.region)),
        );
        requests.into_iter().chain([traffic, double]).collect()
    }

    /// The price of `accesses` that leave the shard of their session.
    pub fn crossing(self, accesses: f64, subject: String) -> Term {
        let source = PriceSource::Config("plan.usd_per_cross_shard_access".to_owned());
        let usd = self.input.policy.usd_per_cross_shard_access;
        let price = Price { usd, source };
        Term::new(TermKind::CrossShard, subject, accesses, "access", price)
    }

    /// Sum of [`Objective::ongoing`].
    pub fn ongoing_cost(self, segment: usize, shard: usize) -> Money {
        total(&self.ongoing(segment, shard))
    }

    /// Sum of [`Objective::moving`].
    pub fn moving_cost(self, segment: usize, from: usize, to: usize) -> Money {
        total(&self.moving(segment, from, to))
    }
}

/// Hours as people write them: whole ones as such, less in minutes or seconds.
fn written(hours: f64) -> String {
    match (hours * 3_600.0).round() as u64 {
        seconds if seconds % 3_600 == 0 => format!("{} h", seconds / 3_600),
        seconds if seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

/// Sum of the terms' amounts.
pub fn total(terms: &[Term]) -> Money {
    terms.iter().map(|term| term.amount).sum()
}

/// A price that [`Objective::new`] has found to be set.
fn known<T>(found: Result<T, MissingKey>) -> T {
    found.expect("Objective::new asks for every price before the first use")
}
