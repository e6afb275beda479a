//! [`Bill`]: what was asked of each bucket, and what that costs.

use std::collections::BTreeMap;

/// What stores charge for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// USD per 1,000 GET, HEAD and the like.
    pub read_per_1000: f64,
    /// USD per 1,000 PUT, COPY, POST and LIST.
    pub write_per_1000: f64,
    /// USD per GiB sent out by GET.
    pub egress_per_gib: f64,
}

/// What one bucket did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Requests by S3 operation, refused ones included.
    pub requests: BTreeMap<&'static str, u64>,
    /// Bytes of bodies received.
    pub bytes_in: u64,
    /// Bytes of bodies sent.
    pub bytes_out: u64,
    /// Bytes copied inside the store.
    pub bytes_copied: u64,
}

impl Usage {
    /// Requests that ask to change something.
    pub fn writes(&self) -> u64 {
        let writing = self.requests.iter().filter(|(name, _)| is_write(name));
        writing.map(|(_, count)| count).sum()
    }

    /// The price. DELETE and aborting uploads are free, LIST is charged as a write, as on AWS.
    pub fn usd(&self, rates: &Rates) -> f64 {
        let mut reads = 0;
        let mut writes = 0;
        for (name, count) in &self.requests {
            match *name {
                "DeleteObject" | "DeleteObjects" | "AbortMultipartUpload" => {}
                name if is_write(name) || name.starts_with("List") => writes += count,
                _ => reads += count,
            }
        }
        let gib = self.bytes_out as f64 / f64::from(1 << 30);
        let requests = reads as f64 * rates.read_per_1000 + writes as f64 * rates.write_per_1000;
        requests / 1000.0 + gib * rates.egress_per_gib
    }
}

/// Usage by bucket. Requests for buckets that do not exist are kept under the name asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// By bucket name.
    pub buckets: BTreeMap<String, Usage>,
}

impl Bill {
    pub(super) fn of(&mut self, bucket: &str) -> &mut Usage {
        self.buckets.entry(bucket.to_owned()).or_default()
    }

    pub(super) fn request(&mut self, bucket: &str, operation: &'static str) {
        *self.of(bucket).requests.entry(operation).or_default() += 1;
    }

    /// Requests of every bucket by S3 operation.
    pub fn requests(&self) -> BTreeMap<&'static str, u64> {
        let mut total = BTreeMap::new();
        for (name, count) in self.buckets.values().flat_map(|usage| &usage.requests) {
            *total.entry(*name).or_default() += count;
        }
        total
    }

    /// Requests of every bucket that ask to change something.
    pub fn writes(&self) -> u64 {
        self.buckets.values().map(Usage::writes).sum()
    }

    /// The price of all.
    pub fn usd(&self, rates: &Rates) -> f64 {
        self.buckets.values().map(|usage| usage.usd(rates)).sum()
    }
}

/// Whether an S3 operation asks to change something.
fn is_write(operation: &str) -> bool {
    let read = ["Get", "Head", "List"];
    !read.iter().any(|start| operation.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_bytes_are_priced() {
        let mut bill = Bill::default();
        for operation in [
            "GetObject",
            "GetObject",
            "PutObject",
            "ListObjectsV2",
            "DeleteObject",
        ] {
            bill.request("b", operation);
        }
        bill.of("b").bytes_out = 1 << 29;
        let rates = Rates {
            read_per_1000: 0.4,
            write_per_1000: 5.0,
            egress_per_gib: 0.09,
        };
        assert_eq!(bill.writes(), 2);
        assert!((bill.usd(&rates) - (0.0008 + 0.01 + 0.045)).abs() < 1e-12);
    }
}
