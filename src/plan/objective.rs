//! [`Objective`]: what a placement costs over the horizon, term by term.
//!
//! The ongoing cost of a segment in a shard: traffic of reads from the shard's region to the
//! requesters' (writes come in free), requests, storage, latency at the operator's price, and the fees that only some
//! buckets and classes have (`fees`). The cost of two segments in different shards or regions: the accesses that cross. What busy hours cost is in [`super::overload`]; what a
//! move costs once is in `moving`.
//!
//! Simple inside: every write is priced as a PUT of S3 Standard, and the forecast is repeated to fill the horizon.

use std::collections::BTreeSet;

use crate::access::OperationClass;

use super::class_price::ClassItem;
use super::holding::Holding;
use super::input::{PlacedSegment, PlanInput, Site};
use super::money::Money;
use super::price::{GIB, MONTH_HOURS, MissingKey, Price, PriceSource};
use super::term::{Term, TermKind, total};

/// The objective over one input whose prices are known to be complete.
#[derive(Clone, Copy, Debug)]
pub struct Objective<'a> {
    pub(super) input: &'a PlanInput,
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
            .map(|(requester, _)| self.input.egress(site, requester));
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
        for portion in placed.portions() {
            let (price, class) = self.storage_price(site, portion.holding);
            terms.push(Term::new(
                TermKind::Storage,
                class,
                portion.billed_gib * months,
                "GiB-month",
                price,
            ));
        }
        terms.extend(self.replica_terms(placed, site));
        terms
    }

    /// Price of a GiB-month of a class (`None` is S3 Standard), and the class in words.
    fn storage_price(self, site: &Site, holding: Option<&Holding>) -> (Price, String) {
        let Some(Holding { class, .. }) = holding else {
            let price = self.input.prices.storage(&site.pricing, &site.region);
            return (known(price), String::new());
        };
        let price = self.common(site, |site| {
            (self.input.prices).class(&site.pricing, &site.region, class, ClassItem::Storage)
        });
        (price, class.clone())
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
                        known(self.input.egress(site, from)),
                    ));
                    terms.extend(self.read_terms(placed, region, site));
                }
                OperationClass::Write => terms.push(Term::new(
                    TermKind::WriteRequests,
                    format!("from {from}"),
                    requests,
                    "request",
                    known(prices.write(&site.pricing, &site.region)),
                )),
            }
            terms.extend(self.kms_term(requests, from, site));
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

    /// What `accesses` from a segment in one shard to one in another cost: nothing in the same.
    pub fn crossing_cost(self, accesses: f64, a: usize, b: usize) -> Money {
        let crossed = Border::ALL.into_iter();
        let crossed = crossed.filter(|border| border.parts(self.input, a, b));
        crossed
            .map(|border| Money::of(accesses, border.usd(self.input)))
            .sum()
    }

    /// Sum of [`Objective::ongoing`].
    pub fn ongoing_cost(self, segment: usize, shard: usize) -> Money {
        total(&self.ongoing(segment, shard))
    }
}

/// What an access leaves that goes on from one segment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// The shard of its session.
    Shard,
    /// The region of that.
    Region,
}

impl Border {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Shard, Self::Region];

    /// Whether it lies between two shards.
    pub fn parts(self, input: &PlanInput, a: usize, b: usize) -> bool {
        match self {
            Self::Shard => a != b,
            Self::Region => input.shards[a].region != input.shards[b].region,
        }
    }

    /// Dollars for an access across it.
    pub fn usd(self, input: &PlanInput) -> f64 {
        match self {
            Self::Shard => input.policy.usd_per_cross_shard_access,
            Self::Region => input.policy.usd_per_cross_region_access,
        }
    }

    /// What an access across it is called.
    pub fn kind(self) -> TermKind {
        match self {
            Self::Shard => TermKind::CrossShard,
            Self::Region => TermKind::CrossRegion,
        }
    }

    /// The price of an access across it, and of one that stays on its side.
    pub fn prices(self, input: &PlanInput) -> (Price, Price) {
        let (key, free) = match self {
            Self::Shard => ("plan.usd_per_cross_shard_access", PriceSource::SameShard),
            Self::Region => ("plan.usd_per_cross_region_access", PriceSource::SameRegion),
        };
        let source = PriceSource::Config(key.to_owned());
        let usd = self.usd(input);
        (
            Price { usd, source },
            Price {
                usd: 0.0,
                source: free,
            },
        )
    }
}

/// A price that [`Objective::new`] has found to be set.
pub(super) fn known<T>(found: Result<T, MissingKey>) -> T {
    found.expect("Objective::new asks for every price before the first use")
}
