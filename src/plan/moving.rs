//! What a move costs, once: requests, traffic, both copies during grace, and the fees of classes and buckets.
//!
//! One read (a comparison, or the copy itself where bytes travel through this host), one write and one delete an
//! object, and a write more for every part of a large one.

use super::class_price::ClassItem;
use super::holding::{Portion, class_rules};
use super::input::{Came, PlacedSegment, Site};
use super::money::Money;
use super::objective::{Objective, known};
use super::price::{GIB, MONTH_HOURS, Price, PriceSource};
use super::rest::BACK_HOURS;
use super::term::{Term, TermKind, total};

impl Objective<'_> {
    /// What moving the segment costs, once; nothing when it stays.
    pub fn moving(self, segment: usize, from: usize, to: usize) -> Vec<Term> {
        if from == to {
            return Vec::new();
        }
        let placed = &self.input.segments[segment];
        let (source, target) = (&self.input.shards[from], &self.input.shards[to]);
        let portions: Vec<Portion<'_>> = placed.portions().collect();
        let mut terms = self.request_terms(placed, &portions, source, target);
        terms.push(self.traffic_term(placed, source, target));
        for portion in &portions {
            terms.push(self.double_storage(*portion, source));
        }
        terms.extend(portions.iter().flat_map(|p| self.class_fees(*p, source)));
        terms.extend(self.bucket_fees(placed, source, target));
        terms.extend(self.kept(placed, &portions, source));
        let back = |came: &Came| came.from == to && came.hours_ago < BACK_HOURS;
        if let Some(came) = placed.came.filter(back) {
            let days = came.hours_ago / 24.0;
            let subject = format!("came from there {days:.1} days ago: costs twice");
            let price = Price {
                usd: total(&terms).usd(),
                source: PriceSource::Again,
            };
            terms.push(Term::new(TermKind::MoveBack, subject, 1.0, "move", price));
        }
        terms
    }

    /// Sum of [`Objective::moving`].
    pub fn moving_cost(self, segment: usize, from: usize, to: usize) -> Money {
        total(&self.moving(segment, from, to))
    }

    fn request_terms(
        self,
        placed: &PlacedSegment,
        portions: &[Portion<'_>],
        source: &Site,
        target: &Site,
    ) -> Vec<Term> {
        let prices = &self.input.prices;
        let mut terms = Vec::new();
        let mut add = |kind, objects: u64, site: &Site, class: &str, price| {
            let subject = objects_in(objects, class, site);
            terms.push(Term::new(kind, subject, objects as f64, "request", price));
        };
        for (kind, site, item) in [
            (TermKind::MoveReads, source, ClassItem::Read),
            (TermKind::MoveWrites, target, ClassItem::Write),
        ] {
            for portion in portions {
                let (class, price) = match (portion.holding, item) {
                    (Some(holding), _) => {
                        let (pricing, region) = (&site.pricing, &site.region);
                        let price = prices.class(pricing, region, &holding.class, item);
                        (holding.class.as_str(), Price::conditional(price))
                    }
                    (None, ClassItem::Read) => {
                        ("", known(prices.read(&site.pricing, &site.region)))
                    }
                    (None, _) => ("", known(prices.write(&site.pricing, &site.region))),
                };
                add(kind, portion.objects, site, class, price);
            }
        }
        let price = known(prices.delete(&source.pricing, &source.region));
        add(TermKind::MoveDeletes, placed.objects, source, "", price);
        if placed.part_requests > 0 {
            let price = known(prices.write(&target.pricing, &target.region));
            let (kind, parts) = (TermKind::MoveWrites, placed.part_requests as f64);
            let subject = format!("parts of large objects in {}", target.region);
            terms.push(Term::new(kind, subject, parts, "request", price));
        }
        terms
    }

    fn traffic_term(self, placed: &PlacedSegment, source: &Site, target: &Site) -> Term {
        let route = self.input.prices.route(
            (&source.pricing, &source.region),
            (&target.pricing, &target.region),
        );
        let way = if source.copy_domain == target.copy_domain {
            "copied by the store"
        } else {
            "through this host"
        };
        let subject = format!("{} to {}, {way}", source.region, target.region);
        let gib = placed.bytes as f64 / GIB;
        Term::new(TermKind::MoveTraffic, subject, gib, "GiB", known(route))
    }

    /// Price of a GiB-month of a class, for something that is paid once.
    fn held_price(self, portion: Portion<'_>, site: &Site) -> Price {
        let prices = &self.input.prices;
        let (pricing, region) = (&site.pricing, &site.region);
        match portion.holding {
            None => known(prices.storage(pricing, region)),
            Some(holding) => Price::conditional(prices.class(
                pricing,
                region,
                &holding.class,
                ClassItem::Storage,
            )),
        }
    }

    fn double_storage(self, portion: Portion<'_>, source: &Site) -> Term {
        let grace_hours = self.input.policy.grace_hours;
        let class = of_class(portion);
        Term::new(
            TermKind::MoveDoubleStorage,
            format!("source copy{class} for {} of grace", written(grace_hours)),
            portion.billed_gib * grace_hours / MONTH_HOURS,
            "GiB-month",
            self.held_price(portion, source),
        )
    }

    /// Retrieval and early delete, where the class has them.
    fn class_fees(self, portion: Portion<'_>, source: &Site) -> Vec<Term> {
        let Some(holding) = portion.holding else {
            return Vec::new();
        };
        let rules = class_rules(&holding.class);
        let mut terms = Vec::new();
        if rules.retrieval {
            let prices = &self.input.prices;
            let (pricing, region) = (&source.pricing, &source.region);
            let price = prices.class(pricing, region, &holding.class, ClassItem::Retrieval);
            let (kind, price) = (TermKind::MoveRetrieval, Price::conditional(price));
            let class = holding.class.clone();
            terms.push(Term::new(kind, class, portion.gib, "GiB", price));
        }
        if holding.unpaid_byte_hours > 0.0 {
            terms.push(Term::new(
                TermKind::MoveEarlyDelete,
                format!("{}, charged for {} days", holding.class, rules.minimum_days),
                holding.unpaid_byte_hours / GIB / MONTH_HOURS,
                "GiB-month",
                self.held_price(portion, source),
            ));
        }
        terms
    }

    /// Requests to key services, and the copies that the target's replication makes.
    fn bucket_fees(self, placed: &PlacedSegment, source: &Site, target: &Site) -> Vec<Term> {
        let (objects, gib) = (placed.objects as f64, placed.bytes as f64 / GIB);
        let mut terms = Vec::new();
        for (site, what) in [(source, "read"), (target, "written")] {
            if site.facts.has_kms() {
                let price = self.input.prices.kms(&site.pricing, &site.region);
                let (kind, price) = (TermKind::MoveKms, Price::conditional(price));
                let subject = format!("objects {what} in {}", site.region);
                terms.push(Term::new(kind, subject, objects, "request", price));
            }
        }
        if let Some(replica) = target.facts.replica_region() {
            let kind = TermKind::MoveReplication;
            let price = Price::conditional(self.replica_write(target, replica));
            let subject = format!("{} to its replica in {replica}", target.region);
            let writes = Term::new(kind, subject.clone(), objects, "request", price);
            let price = Price::conditional(self.replica_traffic(target, replica));
            terms.extend([writes, Term::new(kind, subject, gib, "GiB", price)]);
        }
        terms
    }

    /// What a delete at the source does not free, until the horizon or until lifecycle rules free it.
    fn kept(self, placed: &PlacedSegment, portions: &[Portion<'_>], source: &Site) -> Vec<Term> {
        let policy = &self.input.policy;
        let rest = (policy.horizon_hours - policy.grace_hours).max(0.0);
        let kept_hours = source
            .facts
            .noncurrent_hours
            .map_or(rest, |hours| hours.min(rest));
        let kind = TermKind::MoveKept;
        let mut terms = Vec::new();
        if source.facts.versioned == Some(true) && kept_hours > 0.0 {
            for portion in portions {
                let class = of_class(*portion);
                terms.push(Term::new(
                    kind,
                    format!("noncurrent versions{class} for {}", written(kept_hours)),
                    portion.billed_gib * kept_hours / MONTH_HOURS,
                    "GiB-month",
                    self.held_price(*portion, source),
                ));
            }
        }
        if let Some(replica) = source.facts.replica_region() {
            let price = Price::conditional(self.replica_storage(source, replica));
            let months = policy.horizon_hours / MONTH_HOURS;
            let gib = placed.bytes as f64 / GIB;
            let subject = format!("its replica in {replica}, which deletes do not reach");
            terms.push(Term::new(kind, subject, gib * months, "GiB-month", price));
        }
        terms
    }
}

fn of_class(portion: Portion<'_>) -> String {
    portion
        .holding
        .map_or_else(String::new, |holding| format!(" in {}", holding.class))
}

fn objects_in(objects: u64, class: &str, site: &Site) -> String {
    let space = if class.is_empty() { "" } else { " " };
    match objects {
        1 => format!("1{space}{class} object in {}", site.region),
        count => format!("{count}{space}{class} objects in {}", site.region),
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
