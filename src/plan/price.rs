//! [`PriceTable`]: what storage, requests and traffic cost, and where each price is from.
//!
//! The operator's `[prices]` beat the built-in list prices key by key. The list covers endpoints of
//! kind `aws` only and is never more than "list price, unverified for your account": first tier, S3
//! Standard, no discounts. A price that is in neither table is a [`MissingKey`], never a zero;
//! `prices = "free"` on an endpoint is how an operator says zero. What only some objects or buckets cost (classes,
//! the key service) is in [`super::class_price`]; such a fee without a price counts nothing and marks the plan incomplete.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::class_price::{self, ClassPrice, ListClass};

/// Bytes of the unit that storage and traffic are priced in.
pub const GIB: f64 = 1_073_741_824.0;
/// Hours of the month that storage is priced by: 365 · 24 / 12.
pub const MONTH_HOURS: f64 = 730.0;
/// The requester region for clients outside every priced region.
pub const INTERNET: &str = "internet";

/// Columns: region, storage, put/copy/list, get/head, egress to another region, egress to the
/// internet, basis.
const LIST_PRICES: &str = include_str!("list_prices.csv");
/// The one pair of regions whose list price differs from its source's price to other regions.
const NEAR_PAIR: (&str, &str, f64) = ("us-east-1", "us-east-2", 0.01);

/// How the prices of one shard are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pricing {
    /// `[prices]`, then the AWS list.
    Listed,
    /// `[prices]` only: an endpoint of kind `s3`.
    Configured,
    /// `prices = "free"` on the endpoint named here.
    Free(String),
}

/// Where a price is from.
#[derive(Clone, Debug, PartialEq)]
pub enum PriceSource {
    /// This key of the config.
    Config(String),
    /// This many milliseconds at the price of one.
    Waiting(f64),
    /// The built-in list; the text is the row's basis.
    List(String),
    /// The endpoint of this name is `prices = "free"`.
    FreeEndpoint(String),
    /// Traffic inside a region, which no key prices.
    WithinRegion,
    /// AWS does not charge DELETE.
    FreeRequest,
    /// Accesses that stay in their shard.
    SameShard,
    /// Accesses that stay in their region.
    SameRegion,
    /// What S3 sends to the provider's delivery network.
    Cdn,
    /// The terms of the same move once more.
    Again,
    /// A fee that this bucket does not have.
    NoFee(&'static str),
    /// A conditional fee whose price is not set at this key: it counts nothing, and the plan is incomplete.
    Missing(String),
}

impl fmt::Display for PriceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(key) => write!(f, "config {key}"),
            Self::List(basis) => write!(f, "list price, unverified for your account ({basis})"),
            Self::FreeEndpoint(name) => write!(f, "endpoint {name}: prices = \"free\""),
            Self::WithinRegion => f.write_str("within a region, no price set: free"),
            Self::Waiting(ms) => write!(f, "{ms} ms at config plan.usd_per_ms"),
            Self::SameShard => f.write_str("within a shard: free"),
            Self::SameRegion => f.write_str("within a region: free"),
            Self::FreeRequest => f.write_str("DELETE is not charged by AWS"),
            Self::Cdn => f.write_str("config shard[].cdn: S3 sends to the CDN free of charge"),
            Self::Again => f.write_str("the costs above, a second time"),
            Self::NoFee(why) => f.write_str(why),
            Self::Missing(key) => write!(f, "NOT PRICED: set {key}"),
        }
    }
}

/// A unit price.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Dollars per unit.
    pub usd: f64,
    /// Where it is from.
    pub source: PriceSource,
}

impl Price {
    /// Nothing, as the bucket has no such fee.
    pub fn no_fee(why: &'static str) -> Self {
        Self {
            usd: 0.0,
            source: PriceSource::NoFee(why),
        }
    }

    /// The price of a fee that some buckets have; nothing, and marked, where it is not set.
    pub fn conditional(found: Result<Self, MissingKey>) -> Self {
        found.unwrap_or_else(|key| Self {
            usd: 0.0,
            source: PriceSource::Missing(key.0),
        })
    }
}

/// A key of the config that must be set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{0} is not set")]
pub struct MissingKey(pub String);

/// A price that is no price.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{key} = {value}: a price is a number of dollars, 0 or more")]
pub struct BadPrice {
    /// The key.
    pub key: String,
    /// What it says.
    pub value: f64,
}

/// Dollars for 1,000 requests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RequestPrice {
    /// GET and HEAD.
    pub read_per_1000: f64,
    /// PUT, COPY, POST and LIST.
    pub write_per_1000: f64,
}

/// `[prices]` of the config, by region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfiguredPrices {
    /// Region → USD per GiB and month.
    pub storage: BTreeMap<String, f64>,
    /// Region → USD per 1,000 requests.
    pub requests: BTreeMap<String, RequestPrice>,
    /// `"from:to"` → USD per GiB.
    pub egress: BTreeMap<String, f64>,
    /// `"CLASS:region"` → its prices.
    pub classes: BTreeMap<String, ClassPrice>,
    /// Region → USD per 10,000 requests to the key service.
    pub kms: BTreeMap<String, f64>,
}

#[derive(Clone, Debug, Deserialize)]
struct ListRow {
    region: String,
    storage_usd_per_gib_month: f64,
    put_copy_list_usd_per_1000: f64,
    get_head_usd_per_1000: f64,
    egress_usd_per_gib_other_region: f64,
    egress_usd_per_gib_internet: f64,
    basis: String,
}

/// The operator's prices over the list.
#[derive(Clone, Debug)]
pub struct PriceTable {
    configured: ConfiguredPrices,
    list: BTreeMap<String, ListRow>,
    list_classes: BTreeMap<String, ListClass>,
}

impl PriceTable {
    /// The built-in list with `configured` over it; [`BadPrice`] for a negative or non-finite price.
    pub fn new(configured: ConfiguredPrices) -> Result<Self, BadPrice> {
        let storage = configured.storage.iter();
        let storage = storage.map(|(region, &usd)| (key("storage", region), usd));
        let egress = configured.egress.iter();
        let egress = egress.map(|(pair, &usd)| (key("egress", pair), usd));
        let requests = configured.requests.iter().flat_map(|(region, price)| {
            [price.read_per_1000, price.write_per_1000].map(|usd| (key("requests", region), usd))
        });
        let kms = configured.kms.iter();
        let kms = kms.map(|(region, &usd)| (key("kms", region), usd));
        for (key, value) in storage.chain(egress).chain(requests).chain(kms) {
            if !(value.is_finite() && value >= 0.0) {
                return Err(BadPrice { key, value });
            }
        }
        if let Some(bad) = ClassPrice::bad(&configured.classes) {
            return Err(bad);
        }
        let list = csv::Reader::from_reader(LIST_PRICES.as_bytes())
            .deserialize::<ListRow>()
            .map(|row| row.expect("the list is part of the program, and a test reads it"))
            .map(|row| (row.region.clone(), row))
            .collect();
        Ok(Self {
            configured,
            list,
            list_classes: class_price::list(),
        })
    }

    /// The operator's prices.
    pub(super) fn configured(&self) -> &ConfiguredPrices {
        &self.configured
    }

    /// The list of other classes, by `CLASS:region`.
    pub(super) fn list_classes(&self) -> &BTreeMap<String, ListClass> {
        &self.list_classes
    }

    /// USD to hold one GiB for one month in `region`.
    pub fn storage(&self, pricing: &Pricing, region: &str) -> Result<Price, MissingKey> {
        let configured = self.configured.storage.get(region).copied();
        let listed = |row: &ListRow| row.storage_usd_per_gib_month;
        self.find(pricing, region, &key("storage", region), configured, listed)
    }

    /// USD for one GET or HEAD in `region`.
    pub fn read(&self, pricing: &Pricing, region: &str) -> Result<Price, MissingKey> {
        let configured = self.configured.requests.get(region);
        let configured = configured.map(|price| price.read_per_1000 / 1000.0);
        let listed = |row: &ListRow| row.get_head_usd_per_1000 / 1000.0;
        self.find(
            pricing,
            region,
            &key("requests", region),
            configured,
            listed,
        )
    }

    /// USD for one PUT, COPY, POST or LIST in `region`.
    pub fn write(&self, pricing: &Pricing, region: &str) -> Result<Price, MissingKey> {
        let configured = self.configured.requests.get(region);
        let configured = configured.map(|price| price.write_per_1000 / 1000.0);
        let listed = |row: &ListRow| row.put_copy_list_usd_per_1000 / 1000.0;
        self.find(
            pricing,
            region,
            &key("requests", region),
            configured,
            listed,
        )
    }

    /// USD for one DELETE in `region`: nothing on AWS; elsewhere, where nobody says, as a write.
    pub fn delete(&self, pricing: &Pricing, region: &str) -> Result<Price, MissingKey> {
        match pricing {
            Pricing::Listed => Ok(Price {
                usd: 0.0,
                source: PriceSource::FreeRequest,
            }),
            Pricing::Configured | Pricing::Free(_) => self.write(pricing, region),
        }
    }

    /// USD to send one GiB from a shard in `from` to a client in `to` (a region, or [`INTERNET`]).
    pub fn egress(&self, pricing: &Pricing, from: &str, to: &str) -> Result<Price, MissingKey> {
        let pair = format!("{from}:{to}");
        let configured = self.configured.egress.get(&pair).copied();
        let free = matches!(pricing, Pricing::Free(_));
        if from == to && configured.is_none() && !free {
            return Ok(Price {
                usd: 0.0,
                source: PriceSource::WithinRegion,
            });
        }
        let known_target = to == INTERNET || self.list.contains_key(to);
        let region = if known_target { from } else { "" };
        let listed = |row: &ListRow| row.egress_to(to);
        self.find(pricing, region, &key("egress", &pair), configured, listed)
    }

    /// USD to copy one GiB between shards. As [`PriceTable::egress`]; but what leaves AWS leaves
    /// through the internet, whatever region label the operator gave the other end, unless the pair
    /// is priced in the config.
    pub fn route(&self, from: (&Pricing, &str), to: (&Pricing, &str)) -> Result<Price, MissingKey> {
        let (from_pricing, from_region) = from;
        let (to_pricing, to_region) = to;
        let pair = format!("{from_region}:{to_region}");
        let leaves_aws = *from_pricing == Pricing::Listed && *to_pricing != Pricing::Listed;
        if leaves_aws && !self.configured.egress.contains_key(&pair) {
            return self
                .egress(from_pricing, from_region, INTERNET)
                .map_err(|_| MissingKey(key("egress", &pair)));
        }
        self.egress(from_pricing, from_region, to_region)
    }

    fn find(
        &self,
        pricing: &Pricing,
        region: &str,
        key: &str,
        configured: Option<f64>,
        listed: impl Fn(&ListRow) -> f64,
    ) -> Result<Price, MissingKey> {
        if let Pricing::Free(endpoint) = pricing {
            let source = PriceSource::FreeEndpoint(endpoint.clone());
            return Ok(Price { usd: 0.0, source });
        }
        if let Some(usd) = configured {
            let source = PriceSource::Config(key.to_owned());
            return Ok(Price { usd, source });
        }
        let row = self.list.get(region);
        let row = row.filter(|_| *pricing == Pricing::Listed);
        let row = row.ok_or_else(|| MissingKey(key.to_owned()))?;
        Ok(Price {
            usd: listed(row),
            source: PriceSource::List(row.basis.clone()),
        })
    }
}

impl ListRow {
    fn egress_to(&self, to: &str) -> f64 {
        let (one, other, near) = NEAR_PAIR;
        match (self.region.as_str(), to) {
            (_, INTERNET) => self.egress_usd_per_gib_internet,
            (from, to) if (from, to) == (one, other) || (to, from) == (one, other) => near,
            _ => self.egress_usd_per_gib_other_region,
        }
    }
}

/// The config key of a price, as one writes it on a line of its own.
fn key(table: &str, name: &str) -> String {
    format!("prices.{table}.\"{name}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(configured: ConfiguredPrices) -> PriceTable {
        PriceTable::new(configured).unwrap()
    }

    #[test]
    fn the_list_is_read_and_labelled() {
        let table = table(ConfiguredPrices::default());
        assert_eq!(table.list.len(), 11);
        let price = table.storage(&Pricing::Listed, "eu-central-1").unwrap();
        assert_eq!(price.usd, 0.0245);
        assert_eq!(
            price.source.to_string(),
            "list price, unverified for your account (recalled)"
        );
        let aws = &Pricing::Listed;
        for (from, to, usd) in [
            ("us-east-1", "eu-central-1", 0.02),
            ("us-east-1", "us-east-2", 0.01),
            ("us-east-2", "us-east-1", 0.01),
            ("us-east-2", "us-west-2", 0.02),
            ("sa-east-1", INTERNET, 0.15),
            ("eu-west-1", "eu-west-1", 0.0),
        ] {
            assert_eq!(table.egress(aws, from, to).unwrap().usd, usd, "{from}:{to}");
        }
        assert_eq!(table.delete(aws, "us-east-1").unwrap().usd, 0.0);
    }

    #[test]
    fn what_is_not_priced_names_its_key() {
        let table = table(ConfiguredPrices::default());
        let missing = |result: Result<Price, MissingKey>| result.unwrap_err().0;
        let (aws, other) = (&Pricing::Listed, &Pricing::Configured);
        for (got, want) in [
            (table.storage(aws, "fra1"), "prices.storage.\"fra1\""),
            (
                table.read(other, "us-east-1"),
                "prices.requests.\"us-east-1\"",
            ),
            (
                table.egress(aws, "us-east-1", "office"),
                "prices.egress.\"us-east-1:office\"",
            ),
            (
                table.egress(other, "us-east-1", "eu-west-1"),
                "prices.egress.\"us-east-1:eu-west-1\"",
            ),
        ] {
            assert_eq!(missing(got), want);
        }
        let free = Pricing::Free("onprem".into());
        assert_eq!(table.egress(&free, "fra1", "office").unwrap().usd, 0.0);
    }

    #[test]
    fn the_config_beats_the_list_key_by_key() {
        let mut configured = ConfiguredPrices::default();
        configured.storage.insert("us-east-1".into(), 0.01);
        configured
            .egress
            .insert("us-east-1:us-east-1".into(), 0.005);
        let table = table(configured);
        let aws = &Pricing::Listed;
        let price = table.storage(aws, "us-east-1").unwrap();
        assert_eq!(
            price.source.to_string(),
            "config prices.storage.\"us-east-1\""
        );
        assert_eq!(
            table.egress(aws, "us-east-1", "us-east-1").unwrap().usd,
            0.005
        );
        assert_eq!(table.read(aws, "us-east-1").unwrap().usd, 0.0004 / 1000.0);
    }

    #[test]
    fn copies_out_of_aws_pay_the_internet_price() {
        let table = table(ConfiguredPrices::default());
        let here = (&Pricing::Listed, "eu-central-1");
        let onprem = Pricing::Free("onprem".into());
        assert_eq!(
            table.route(here, (&onprem, "eu-central-1")).unwrap().usd,
            0.09
        );
        assert_eq!(
            table
                .route(here, (&Pricing::Listed, "eu-west-1"))
                .unwrap()
                .usd,
            0.02
        );
        assert_eq!(
            table.route((&onprem, "eu-central-1"), here).unwrap().usd,
            0.0
        );
    }

    #[test]
    fn prices_that_are_none_are_refused() {
        for value in [-0.1, f64::NAN, f64::INFINITY] {
            let mut configured = ConfiguredPrices::default();
            configured.storage.insert("r".into(), value);
            assert!(PriceTable::new(configured).is_err(), "{value}");
        }
    }
}
