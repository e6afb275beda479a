//! Ongoing fees that only some classes and buckets have: retrieval, the key service, replication.
//!
//! Such a fee must not look like a gain where it is priced in one region and not in another: where one
//! shard's price is not known, no shard's counts.

use crate::access::OperationClass;
use crate::forecast::RegionDemand;

use super::class_price::ClassItem;
use super::holding::class_rules;
use super::input::{PlacedSegment, Site};
use super::objective::{Objective, known};
use super::price::{GIB, MONTH_HOURS, MissingKey, Price};
use super::term::{Term, TermKind};

impl Objective<'_> {
    /// The price at `site`, where it is known at every shard.
    pub(super) fn common(
        self,
        site: &Site,
        price: impl Fn(&Site) -> Result<Price, MissingKey>,
    ) -> Price {
        let missing = self.input.shards.iter().find_map(|site| price(site).err());
        Price::conditional(missing.map_or_else(|| price(site), Err))
    }

    /// Requests of reads, and what classes charge for being read.
    pub(super) fn read_terms(
        self,
        placed: &PlacedSegment,
        region: &RegionDemand,
        site: &Site,
    ) -> Vec<Term> {
        let scale = placed
            .demand
            .as_ref()
            .map_or(0.0, |demand| self.input.demand_scale(demand));
        let prices = &self.input.prices;
        let (requests, bytes) = (region.requests.mean * scale, region.bytes.mean * scale);
        let from = format!("from {}", region.region);
        let mut terms = Vec::new();
        for portion in placed.portions() {
            let requests = requests * portion.object_share;
            let Some(holding) = portion.holding else {
                let price = known(prices.read(&site.pricing, &site.region));
                let kind = TermKind::ReadRequests;
                terms.push(Term::new(kind, from.clone(), requests, "request", price));
                continue;
            };
            let class = &holding.class;
            let of = |item| {
                self.common(site, |site| {
                    prices.class(&site.pricing, &site.region, class, item)
                })
            };
            let subject = format!("{from}, {class}");
            let price = of(ClassItem::Read);
            let kind = TermKind::ReadRequests;
            terms.push(Term::new(kind, subject.clone(), requests, "request", price));
            if class_rules(class).retrieval {
                let gib = bytes * portion.byte_share / GIB;
                let price = of(ClassItem::Retrieval);
                terms.push(Term::new(TermKind::Retrieval, subject, gib, "GiB", price));
            }
        }
        terms
    }

    /// Dollars per request and per byte of the segment from `region` while it lies in `shard`, latency included.
    pub(super) fn unit_costs(
        self,
        segment: usize,
        shard: usize,
        region: &str,
        class: OperationClass,
    ) -> (f64, f64) {
        let site = &self.input.shards[shard];
        let prices = &self.input.prices;
        let ms = self.input.latency.ms(region, &site.region).unwrap_or(0.0);
        let mut request = self.kms_price(site).usd + ms * self.input.policy.usd_per_ms;
        if class == OperationClass::Write {
            let write = prices.write(&site.pricing, &site.region);
            return (request + write.map_or(0.0, |price| price.usd), 0.0);
        }
        let mut byte = (self.input.egress(site, region)).map_or(0.0, |price| price.usd);
        for portion in self.input.segments[segment].portions() {
            let Some(holding) = portion.holding else {
                let read = prices.read(&site.pricing, &site.region);
                request += read.map_or(0.0, |price| price.usd) * portion.object_share;
                continue;
            };
            let of = |item| {
                self.common(site, |site| {
                    prices.class(&site.pricing, &site.region, &holding.class, item)
                })
            };
            request += of(ClassItem::Read).usd * portion.object_share;
            if class_rules(&holding.class).retrieval {
                byte += of(ClassItem::Retrieval).usd * portion.byte_share;
            }
        }
        (request, byte / GIB)
    }

    /// Requests to the key service, where any shard has it.
    pub(super) fn kms_term(self, requests: f64, from: &str, site: &Site) -> Option<Term> {
        let mut shards = self.input.shards.iter();
        shards.find(|site| site.facts.has_kms())?;
        let price = self.kms_price(site);
        let subject = format!("from {from}");
        Some(Term::new(
            TermKind::KmsRequests,
            subject,
            requests,
            "request",
            price,
        ))
    }

    /// Price of a request to the key service for each request to `site`.
    pub(super) fn kms_price(self, site: &Site) -> Price {
        if !site.facts.has_kms() {
            return Price::no_fee("no key service there");
        }
        self.common(site, |site| {
            if site.facts.has_kms() {
                self.input.prices.kms(&site.pricing, &site.region)
            } else {
                Ok(Price::no_fee("no key service there"))
            }
        })
    }

    /// What existing replication adds to holding and writing the segment, where any shard has it.
    pub(super) fn replica_terms(self, placed: &PlacedSegment, site: &Site) -> Vec<Term> {
        let mut shards = self.input.shards.iter();
        if !shards.any(|site| site.facts.replica_region().is_some()) {
            return Vec::new();
        }
        let months = self.input.policy.horizon_hours / MONTH_HOURS;
        let (mut requests, mut gib) = (0.0, 0.0);
        if let Some(demand) = &placed.demand {
            let scale = self.input.demand_scale(demand);
            let writes = demand.regions.iter();
            for part in writes.filter(|part| part.class == OperationClass::Write) {
                requests += part.requests.mean * scale;
                gib += part.bytes.mean * scale / GIB;
            }
        }
        let of = |price: fn(Self, &Site, &str) -> Result<Price, MissingKey>| {
            self.common(site, |site| match site.facts.replica_region() {
                Some(replica) => price(self, site, replica),
                None => Ok(Price::no_fee("no replication there")),
            })
        };
        let held = placed.bytes as f64 / GIB * months;
        [
            ("replica held", held, "GiB-month", of(Self::replica_storage)),
            (
                "replica writes",
                requests,
                "request",
                of(Self::replica_write),
            ),
            (
                "traffic to the replica",
                gib,
                "GiB",
                of(Self::replica_traffic),
            ),
        ]
        .map(|(subject, quantity, unit, price)| {
            let kind = TermKind::Replication;
            Term::new(kind, subject.to_owned(), quantity, unit, price)
        })
        .into()
    }

    /// Price of a GiB-month of `site`'s replica.
    pub(super) fn replica_storage(self, site: &Site, replica: &str) -> Result<Price, MissingKey> {
        self.input.prices.storage(&site.pricing, replica)
    }

    /// Price of a write to it.
    pub(super) fn replica_write(self, site: &Site, replica: &str) -> Result<Price, MissingKey> {
        self.input.prices.write(&site.pricing, replica)
    }

    /// Price of a GiB on the way to it.
    pub(super) fn replica_traffic(self, site: &Site, replica: &str) -> Result<Price, MissingKey> {
        let prices = &self.input.prices;
        prices.egress(&site.pricing, &site.region, replica)
    }
}

#[cfg(test)]
mod tests;
