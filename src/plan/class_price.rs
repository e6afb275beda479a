//! Prices that only some objects or buckets have: storage classes other than S3 Standard, the key service.
//!
//! The list knows the infrequent classes of a few regions of AWS, first tier, and what the key service asks everywhere.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::price::{BadPrice, MissingKey, Price, PriceSource, PriceTable, Pricing};

const LIST: &str = include_str!("list_class_prices.csv");
/// USD for 10,000 requests to AWS' key service.
const LIST_KMS: f64 = 0.03;

/// Prices of a class in a region; what is not set is in the list, or not known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClassPrice {
    /// USD for a GiB and month.
    pub storage: Option<f64>,
    /// USD for a GiB read.
    pub retrieval: Option<f64>,
    /// USD for 1,000 GET and HEAD.
    pub read_per_1000: Option<f64>,
    /// USD for 1,000 PUT and COPY.
    pub write_per_1000: Option<f64>,
}

/// What a key is called, and what it says.
type Field = (&'static str, fn(&ClassPrice) -> Option<f64>);

impl ClassPrice {
    const FIELDS: [Field; 4] = [
        ("storage", |price| price.storage),
        ("retrieval", |price| price.retrieval),
        ("read_per_1000", |price| price.read_per_1000),
        ("write_per_1000", |price| price.write_per_1000),
    ];

    /// The first price of `prices` that is none.
    pub fn bad(prices: &BTreeMap<String, Self>) -> Option<BadPrice> {
        let all = prices.iter().flat_map(|(name, price)| {
            let each = Self::FIELDS.iter();
            each.map(move |(field, of)| (name, *field, of(price)))
        });
        let mut set = all.filter_map(|(name, field, usd)| Some((name, field, usd?)));
        let found = set.find(|(.., usd)| !(usd.is_finite() && *usd >= 0.0));
        found.map(|(name, field, value)| BadPrice {
            key: key(name, field),
            value,
        })
    }
}

/// `prices.class."STANDARD_IA:us-east-1".storage`
fn key(name: &str, field: &str) -> String {
    format!("prices.class.\"{name}\".{field}")
}

/// A row of the list.
#[derive(Clone, Debug, Deserialize)]
pub struct ListClass {
    class: String,
    region: String,
    storage: f64,
    retrieval: f64,
    read_per_1000: f64,
    write_per_1000: f64,
    basis: String,
}

/// `CLASS:REGION` → its row.
pub fn list() -> BTreeMap<String, ListClass> {
    let rows = csv::Reader::from_reader(LIST.as_bytes()).into_deserialize::<ListClass>();
    rows.map(|row| row.expect("the list is part of the program, and a test reads it"))
        .map(|row| (format!("{}:{}", row.class, row.region), row))
        .collect()
}

/// Price of one thing of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassItem {
    /// A GiB-month.
    Storage,
    /// A GiB read.
    Retrieval,
    /// A GET or HEAD.
    Read,
    /// A PUT or COPY.
    Write,
}

impl PriceTable {
    /// USD for one `item` of `class` in `region`.
    pub fn class(
        &self,
        pricing: &Pricing,
        region: &str,
        class: &str,
        item: ClassItem,
    ) -> Result<Price, MissingKey> {
        let name = format!("{class}:{region}");
        let (field, of) = ClassPrice::FIELDS[item as usize];
        let listed = |row: &ListClass| match item {
            ClassItem::Storage => row.storage,
            ClassItem::Retrieval => row.retrieval,
            ClassItem::Read => row.read_per_1000,
            ClassItem::Write => row.write_per_1000,
        };
        let configured = self.configured().classes.get(&name).and_then(of);
        let row = self.list_classes().get(&name);
        let row = row.filter(|_| *pricing == Pricing::Listed);
        let listed = row.map(|row| (listed(row), row.basis.as_str()));
        let per = match item {
            ClassItem::Storage | ClassItem::Retrieval => 1.0,
            ClassItem::Read | ClassItem::Write => 1000.0,
        };
        conditional(pricing, key(&name, field), configured, listed, per)
    }

    /// USD for one request to the key service in `region`.
    pub fn kms(&self, pricing: &Pricing, region: &str) -> Result<Price, MissingKey> {
        let configured = self.configured().kms.get(region).copied();
        let listed = (*pricing == Pricing::Listed).then_some((LIST_KMS, "recalled"));
        let key = format!("prices.kms.\"{region}\"");
        conditional(pricing, key, configured, listed, 10_000.0)
    }
}

fn conditional(
    pricing: &Pricing,
    key: String,
    configured: Option<f64>,
    listed: Option<(f64, &str)>,
    per: f64,
) -> Result<Price, MissingKey> {
    let (usd, source) = match (pricing, configured, listed) {
        (Pricing::Free(endpoint), ..) => (0.0, PriceSource::FreeEndpoint(endpoint.clone())),
        (_, Some(usd), _) => (usd, PriceSource::Config(key)),
        (.., Some((usd, basis))) => (usd, PriceSource::List(basis.to_owned())),
        _ => return Err(MissingKey(key)),
    };
    Ok(Price {
        usd: usd / per,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::ConfiguredPrices;

    #[test]
    fn the_config_beats_the_list_and_a_gap_names_its_key() {
        let mut configured = ConfiguredPrices::default();
        let own = ClassPrice {
            retrieval: Some(0.02),
            ..ClassPrice::default()
        };
        configured
            .classes
            .insert("STANDARD_IA:us-east-1".into(), own);
        let table = PriceTable::new(configured).unwrap();
        assert_eq!(table.list_classes().len(), 12);
        let of = |region, item| table.class(&Pricing::Listed, region, "STANDARD_IA", item);
        assert_eq!(of("us-east-1", ClassItem::Retrieval).unwrap().usd, 0.02);
        assert_eq!(of("us-east-1", ClassItem::Storage).unwrap().usd, 0.0125);
        assert_eq!(
            of("us-east-1", ClassItem::Write).unwrap().usd,
            0.01 / 1000.0
        );
        let missing = of("sa-east-1", ClassItem::Storage).unwrap_err().0;
        assert_eq!(missing, "prices.class.\"STANDARD_IA:sa-east-1\".storage");
        assert_eq!(
            table.kms(&Pricing::Listed, "x").unwrap().usd,
            0.03 / 10_000.0
        );
        let missing = table.kms(&Pricing::Configured, "fra1").unwrap_err().0;
        assert_eq!(missing, "prices.kms.\"fra1\"");
    }

    #[test]
    fn prices_that_are_none_are_refused() {
        let bad = ClassPrice {
            read_per_1000: Some(-1.0),
            ..ClassPrice::default()
        };
        let found = ClassPrice::bad(&[("X:r".to_owned(), bad)].into()).unwrap();
        assert_eq!(found.key, "prices.class.\"X:r\".read_per_1000");
    }
}
