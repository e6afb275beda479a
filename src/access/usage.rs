//! [`Usage`]: the numbers by which analyses rank keys, segments, regions and tenants.

use std::collections::BTreeMap;

use super::{HourCount, OperationClass, RegionId, access_score};

/// Demand summed over hours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// See [`access_score`].
    pub score: f64,
    /// GET and HEAD.
    pub reads: u64,
    /// PUT, COPY, parts and DELETE.
    pub writes: u64,
    /// Bytes sent.
    pub bytes_read: u64,
    /// Bytes received.
    pub bytes_written: u64,
    /// Requests whose region is assumed.
    pub assumed: u64,
    /// Hour of the last request.
    pub last_hour: Option<i64>,
    /// Requests by requester region.
    pub by_region: BTreeMap<RegionId, u64>,
}

impl Usage {
    /// Adds demand, scored as of `newest_event_ms`.
    pub fn add<'a>(
        &mut self,
        hours: impl IntoIterator<Item = &'a HourCount>,
        newest_event_ms: i64,
    ) {
        for count in hours {
            self.score += access_score([count], newest_event_ms);
            match count.class {
                OperationClass::Read => {
                    self.reads += count.requests;
                    self.bytes_read = self.bytes_read.saturating_add(count.bytes);
                }
                OperationClass::Write => {
                    self.writes += count.requests;
                    self.bytes_written = self.bytes_written.saturating_add(count.bytes);
                }
            }
            self.assumed += count.assumed;
            self.last_hour = self.last_hour.max(Some(count.hour));
            *self.by_region.entry(count.region).or_default() += count.requests;
        }
    }

    /// All requests.
    pub fn requests(&self) -> u64 {
        self.reads + self.writes
    }

    /// The region of most requests and its share, 0..=1; of equals, the first in name order.
    pub fn top_region(&self) -> Option<(RegionId, f64)> {
        let most = self
            .by_region
            .iter()
            .max_by_key(|(region, requests)| (**requests, std::cmp::Reverse(**region)));
        let (region, requests) = most?;
        Some((*region, *requests as f64 / self.requests() as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_finds_the_top_region() {
        let hour = |hour, region, class, requests| HourCount {
            hour,
            region,
            tenant: 0,
            class,
            requests,
            accesses: requests,
            assumed: 1,
            bytes: 10,
        };
        let hours = [
            hour(5, 2, OperationClass::Read, 3),
            hour(7, 1, OperationClass::Write, 2),
            hour(7, 1, OperationClass::Read, 1),
        ];
        let mut usage = Usage::default();
        usage.add(&hours, 7 * super::super::HOUR_MS);
        assert_eq!((usage.reads, usage.writes, usage.assumed), (4, 2, 3));
        assert_eq!((usage.bytes_read, usage.bytes_written), (20, 10));
        assert_eq!(usage.last_hour, Some(7));
        // Three requests each: the first wins.
        assert_eq!(usage.top_region(), Some((1, 0.5)));
        assert_eq!(Usage::default().top_region(), None);
    }
}
