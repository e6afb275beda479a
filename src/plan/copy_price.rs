//! [`CopyPrice`]: what it costs to copy objects by one route or the other.
//!
//! Copying alone: listing and comparing add a request or two per object. This host is taken to lie
//! outside every priced region, so that bytes which travel through it pay the way to the internet.

use super::money::Money;
use super::price::{GIB, INTERNET, MissingKey, PriceTable, Pricing};

/// What copying costs, once.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyPrice {
    /// GET at the source where bytes are streamed, PUT or COPY at the target.
    pub requests: Money,
    /// Bytes that leave the source.
    pub traffic: Money,
    /// Where the price of the traffic is from.
    pub traffic_source: String,
}

impl CopyPrice {
    /// Their sum.
    pub fn total(&self) -> Money {
        self.requests + self.traffic
    }
}

/// A shard as far as prices care: how they are found, and its region.
pub type PricedSide<'a> = (&'a Pricing, &'a str);

/// The price of copying `objects` with `bytes` from one shard to another, by the store itself or
/// (`streamed`) through this host.
pub fn copy_price(
    prices: &PriceTable,
    from: PricedSide<'_>,
    to: PricedSide<'_>,
    streamed: bool,
    (objects, bytes): (u64, u64),
) -> Result<CopyPrice, MissingKey> {
    let written = prices.write(to.0, to.1)?.usd;
    let read = if streamed {
        prices.read(from.0, from.1)?.usd
    } else {
        0.0
    };
    let both_aws = *from.0 == Pricing::Listed && *to.0 == Pricing::Listed;
    let traffic = if streamed && both_aws {
        prices.egress(from.0, from.1, INTERNET)?
    } else {
        prices.route(from, to)?
    };
    Ok(CopyPrice {
        requests: Money::of(objects as f64, written + read),
        traffic: Money::of(bytes as f64 / GIB, traffic.usd),
        traffic_source: traffic.source.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::ConfiguredPrices;

    #[test]
    fn the_store_copies_cheaper_than_this_host() {
        let prices = PriceTable::new(ConfiguredPrices::default()).unwrap();
        let (use1, euc1) = (
            (&Pricing::Listed, "us-east-1"),
            (&Pricing::Listed, "eu-central-1"),
        );
        let extent = (1000, 10 << 30);
        let price = |streamed| copy_price(&prices, use1, euc1, streamed, extent).unwrap();
        // A thousand COPY in Frankfurt, 10 GiB between regions.
        assert!((price(false).total().usd() - (0.0054 + 10.0 * 0.02)).abs() < 1e-9);
        // And a thousand GET in Virginia, 10 GiB to the internet.
        let streamed = 0.0054 + 0.0004 + 10.0 * 0.09;
        assert!((price(true).total().usd() - streamed).abs() < 1e-9);
        let onprem = (&Pricing::Configured, "fra1");
        let missing = copy_price(&prices, use1, onprem, true, extent).unwrap_err();
        assert_eq!(missing.0, "prices.requests.\"fra1\"");
    }
}
