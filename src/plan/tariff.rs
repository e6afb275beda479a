//! [`Tariff`]: what the requests and bytes of one move cost, and [`Tariffs`]: those of every pair of shards.
//!
//! Standard prices: what classes, key services, replication and noncurrent versions add is the plan's to
//! estimate ([`super::moving`]), for no answer of a store tells it.

use std::collections::BTreeMap;

use crate::migration::{Asked, Spent};
use crate::placement::ShardName;

use super::money::Money;
use super::price::{GIB, INTERNET, MONTH_HOURS, MissingKey, Price, PriceTable, Pricing};
use super::term::{Term, TermKind, total};

type Found = Result<Price, MissingKey>;

/// The prices of shards, by name.
#[derive(Clone, Debug)]
pub struct Tariffs {
    table: PriceTable,
    /// How the prices of a shard are found, and its region.
    sides: BTreeMap<ShardName, (Pricing, String)>,
}

/// What one shard charges for.
#[derive(Clone, Debug)]
struct SidePrices {
    shard: ShardName,
    read: Found,
    write: Found,
    delete: Found,
    /// Per GiB, to this host.
    to_host: Found,
    /// Per GiB, copied by stores to the other shard.
    to_other: Found,
    /// Per GiB and month.
    storage: Found,
}

/// Unit prices of one move.
#[derive(Clone, Debug)]
pub struct Tariff {
    from: SidePrices,
    to: SidePrices,
}

impl Tariffs {
    /// `sides`: of each shard how its prices are found, and its region.
    pub fn new(table: PriceTable, sides: BTreeMap<ShardName, (Pricing, String)>) -> Self {
        Self { table, sides }
    }

    /// The prices of moving from one shard to another; an error names a shard that nobody knows. A price that is
    /// missing is an error of what needs it.
    pub fn between(&self, from: &ShardName, to: &ShardName) -> Result<Tariff, MissingKey> {
        let missing = |name: &ShardName| MissingKey(format!("[[shard]] {name}"));
        let side = |name| self.sides.get(name).ok_or_else(|| missing(name));
        let (one, other) = (side(from)?, side(to)?);
        Ok(Tariff {
            from: self.side(from, one, other),
            to: self.side(to, other, one),
        })
    }

    fn side(
        &self,
        shard: &ShardName,
        (pricing, region): &(Pricing, String),
        (other_pricing, other_region): &(Pricing, String),
    ) -> SidePrices {
        let table = &self.table;
        let to_other = table.route((pricing, region), (other_pricing, other_region));
        SidePrices {
            shard: shard.clone(),
            read: table.read(pricing, region),
            write: table.write(pricing, region),
            delete: table.delete(pricing, region),
            // This host is taken to lie outside every priced region, as for the price of copying.
            to_host: match pricing {
                Pricing::Listed => table.egress(pricing, region, INTERNET),
                Pricing::Configured | Pricing::Free(_) => to_other.clone(),
            },
            to_other,
            storage: table.storage(pricing, region),
        }
    }
}

impl SidePrices {
    fn terms(&self, asked: &Asked) -> Result<Vec<Term>, MissingKey> {
        let mut terms = Vec::new();
        let mut add = |kind, what: &str, quantity: f64, unit, price: &Found| {
            if quantity > 0.0 {
                let subject = format!("{what} {}", self.shard);
                terms.push(Term::new(kind, subject, quantity, unit, price.clone()?));
            }
            Ok(())
        };
        for (kind, what, count, price) in [
            (
                TermKind::MoveReads,
                "GET and HEAD to",
                asked.reads,
                &self.read,
            ),
            (TermKind::MoveLists, "LIST to", asked.lists, &self.write),
            (
                TermKind::MoveWrites,
                "PUT, COPY and POST to",
                asked.writes,
                &self.write,
            ),
            (
                TermKind::MoveDeletes,
                "DELETE to",
                asked.deletes,
                &self.delete,
            ),
        ] {
            add(kind, what, count as f64, "request", price)?;
        }
        let traffic = TermKind::MoveTraffic;
        let gib = |bytes: u64| bytes as f64 / GIB;
        let (read, copied) = (gib(asked.read_bytes), gib(asked.copied_bytes));
        add(traffic, "to this host from", read, "GiB", &self.to_host)?;
        add(
            traffic,
            "copied by stores from",
            copied,
            "GiB",
            &self.to_other,
        )?;
        Ok(terms)
    }
}

impl Tariff {
    /// What was spent, term by term.
    pub fn terms(&self, spent: &Spent) -> Result<Vec<Term>, MissingKey> {
        let mut terms = self.from.terms(&spent.from)?;
        terms.extend(self.to.terms(&spent.to)?);
        Ok(terms)
    }

    /// Their sum.
    pub fn cost(&self, spent: &Spent) -> Result<Money, MissingKey> {
        Ok(total(&self.terms(spent)?))
    }

    /// A price that whatever may be asked for needs and that is not set.
    pub fn missing(&self) -> Option<MissingKey> {
        let one = Asked {
            reads: 1,
            writes: 1,
            lists: 1,
            deletes: 1,
            read_bytes: 1,
            copied_bytes: 1,
        };
        self.cost(&Spent { from: one, to: one }).err()
    }

    /// What it costs a day to hold `bytes` twice, at the shard that they move from.
    pub fn grace_per_day(&self, bytes: u64) -> Result<Money, MissingKey> {
        let price = self.from.storage.clone()?;
        Ok(Money::of(
            bytes as f64 / GIB * 24.0 / MONTH_HOURS,
            price.usd,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migration::Route;
    use crate::plan::ConfiguredPrices;

    fn tariffs() -> Tariffs {
        let table = PriceTable::new(ConfiguredPrices::default()).unwrap();
        let side = |pricing: Pricing, region: &str| (pricing, region.to_owned());
        let sides = [
            ("use1", side(Pricing::Listed, "us-east-1")),
            ("euc1", side(Pricing::Listed, "eu-central-1")),
            ("fra1", side(Pricing::Configured, "fra1")),
        ];
        let sides = sides.map(|(name, side)| (name.into(), side));
        Tariffs::new(table, sides.into())
    }

    #[test]
    fn what_was_asked_is_priced_where_it_was_asked() {
        let tariff = tariffs().between(&"use1".into(), &"euc1".into()).unwrap();
        let spent = Spent::least(1_000, 10 << 30, Route::ServerSide);
        // A thousand HEAD and a LIST in Virginia, a thousand COPY and a LIST in Frankfurt, DELETE for nothing,
        // 10 GiB between regions.
        let usd = 0.0004 + 0.000_005 + 0.0054 + 0.000_005_4 + 10.0 * 0.02;
        assert!((tariff.cost(&spent).unwrap().usd() - usd).abs() < 1e-8);
        let spent = Spent::least(1_000, 10 << 30, Route::Streamed);
        let streamed = tariff.cost(&spent).unwrap().usd();
        assert!(
            (streamed - (usd + 10.0 * 0.07)).abs() < 1e-8,
            "to the internet"
        );
        let month = tariff.grace_per_day(1 << 30).unwrap().usd() * MONTH_HOURS / 24.0;
        assert!((month - 0.023).abs() < 1e-6);
        assert_eq!(tariff.missing(), None);
    }

    #[test]
    fn a_price_is_missed_where_it_is_needed() {
        let tariff = tariffs().between(&"use1".into(), &"fra1".into()).unwrap();
        assert_eq!(tariff.cost(&Spent::default()), Ok(Money::ZERO));
        let mut spent = Spent::default();
        spent.from.reads = 5;
        assert_eq!(tariff.cost(&spent), Ok(Money::from_nanos(2_000)));
        spent.to.lists = 1;
        let missing = tariff.cost(&spent).unwrap_err();
        assert_eq!(missing.0, "prices.requests.\"fra1\"");
        assert!(tariff.missing().is_some());
        let unknown = tariffs().between(&"use1".into(), &"no".into()).unwrap_err();
        assert_eq!(unknown.0, "[[shard]] no");
    }
}
