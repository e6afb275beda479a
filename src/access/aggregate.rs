//! [`ProfileBuilder`]: days of accesses → [`AccessProfile`].

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use crate::placement::Key;

use super::settling::{Settled, Settler};
use super::{
    Access, AccessProfile, Evidence, Excluded, HOUR_MS, HourCount, ObjectAccess, OperationClass,
    RegionId, RegionSource,
};

/// Builds a profile from the accesses of all days, in ascending order of days. Memory grows with
/// objects and their busy hours, not with requests.
#[derive(Clone, Debug, Default)]
pub struct ProfileBuilder {
    settler: Settler,
    keys: Ids<Key>,
    sizes: HashMap<usize, u64>,
    regions: Ids<Arc<str>>,
    tenants: Ids<Arc<str>>,
    counts: HashMap<Cell, Counts>,
    evidence: Evidence,
    excluded: BTreeMap<String, u64>,
    span: Option<(i64, i64)>,
}

/// One number of the profile: object, hour, region, tenant, class.
type Cell = (usize, i64, usize, usize, OperationClass);

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    requests: u64,
    accesses: u64,
    assumed: u64,
    bytes: u64,
}

impl ProfileBuilder {
    /// Adds all accesses of one day, in any order.
    pub fn add_day(&mut self, accesses: Vec<Access>) {
        for settled in self.settler.day(accesses) {
            self.add(settled);
        }
    }

    /// Counts records that are no demand.
    pub fn exclude(&mut self, reason: &str, records: u64) {
        *self.excluded.entry(reason.to_owned()).or_default() += records;
    }

    /// Widens the time covered: records that are no demand were logged, too.
    pub fn cover(&mut self, oldest_ms: i64, newest_ms: i64) {
        let (oldest, newest) = self.span.unwrap_or((oldest_ms, newest_ms));
        self.span = Some((oldest.min(oldest_ms), newest.max(newest_ms)));
    }

    fn add(&mut self, Settled { access, begins }: Settled) {
        let Some(class) = access.operation.class() else {
            return;
        };
        self.cover(access.time_ms, access.time_ms);
        *self.evidence.entry(access.region_source).or_default() += 1;
        let key = self.keys.of(access.key);
        if let Some(size) = access.object_size {
            let known = self.sizes.entry(key).or_default();
            *known = size.max(*known);
        }
        let region = self.regions.of(access.region);
        let tenant = self.tenants.of(access.tenant);
        let cell = (
            key,
            access.time_ms.div_euclid(HOUR_MS),
            region,
            tenant,
            class,
        );
        let counts = self.counts.entry(cell).or_default();
        counts.requests += 1;
        counts.accesses += u64::from(begins);
        counts.assumed += u64::from(access.region_source == RegionSource::Assumed);
        counts.bytes = counts.bytes.saturating_add(access.bytes);
    }

    /// The profile of everything added.
    pub fn finish(mut self) -> AccessProfile {
        let duplicates = self.settler.duplicates();
        if duplicates > 0 {
            self.exclude(Excluded::Duplicate.name(), duplicates);
        }
        self.tenants.of("".into());
        let (keys, key_ranks) = self.keys.sorted();
        let (regions, region_ranks) = self.regions.sorted();
        let (tenants, tenant_ranks) = self.tenants.sorted();
        let mut sizes = self.sizes;
        let mut objects: Vec<ObjectAccess> = keys
            .into_iter()
            .map(|(id, key)| ObjectAccess {
                key,
                logged_size: sizes.remove(&id),
                hours: Vec::new(),
            })
            .collect();
        for ((key, hour, region, tenant, class), counts) in self.counts {
            objects[key_ranks[key]].hours.push(HourCount {
                hour,
                region: RegionId::try_from(region_ranks[region]).unwrap_or(RegionId::MAX),
                tenant: tenant_ranks[tenant] as u32,
                class,
                requests: counts.requests,
                accesses: counts.accesses,
                assumed: counts.assumed,
                bytes: counts.bytes,
            });
        }
        for object in &mut objects {
            object.hours.sort_unstable();
        }
        AccessProfile {
            regions: region_names(regions),
            tenants: tenants
                .into_iter()
                .map(|(_, name)| name.to_string())
                .collect(),
            objects,
            evidence: self.evidence,
            oldest_event_ms: self.span.map(|(oldest, _)| oldest),
            newest_event_ms: self.span.map(|(_, newest)| newest),
            excluded: self.excluded,
        }
    }
}

/// Region names by id. A log with more regions than ids is broken or hostile: the excess is one.
fn region_names(regions: Vec<(usize, Arc<str>)>) -> Vec<String> {
    let limit = usize::from(RegionId::MAX);
    let mut names: Vec<String> = regions
        .into_iter()
        .map(|(_, name)| name.to_string())
        .collect();
    if names.len() > limit {
        names.truncate(limit);
        names.push("(more)".to_owned());
    }
    names
}

/// Ids of distinct values in order of first sight; sorted once all are known.
#[derive(Clone, Debug)]
pub(super) struct Ids<T>(HashMap<T, usize>);

impl<T> Default for Ids<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Ord + Hash> Ids<T> {
    /// The id of `value`.
    pub(super) fn of(&mut self, value: T) -> usize {
        let next = self.0.len();
        *self.0.entry(value).or_insert(next)
    }

    /// (id, value) in order of values, and the rank of each id in that order.
    pub(super) fn sorted(self) -> (Vec<(usize, T)>, Vec<usize>) {
        let mut sorted: Vec<(usize, T)> =
            self.0.into_iter().map(|(value, id)| (id, value)).collect();
        sorted.sort_unstable_by(|a, b| a.1.cmp(&b.1));
        let mut ranks = vec![0; sorted.len()];
        for (rank, (id, _)) in sorted.iter().enumerate() {
            ranks[*id] = rank;
        }
        (sorted, ranks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Operation;
    use crate::access::block::tests::any_access;
    use crate::access::settling::DAY_MS;
    use crate::access::settling::tests::get;
    use proptest::prelude::*;

    fn profile(accesses: Vec<Access>) -> AccessProfile {
        let mut days: BTreeMap<i64, Vec<Access>> = BTreeMap::new();
        for access in accesses {
            days.entry(access.time_ms.div_euclid(DAY_MS))
                .or_default()
                .push(access);
        }
        let mut builder = ProfileBuilder::default();
        for day in days.into_values() {
            builder.add_day(day);
        }
        builder.finish()
    }

    #[test]
    fn counts_by_hour_region_tenant_and_class() {
        let put = Access {
            operation: Operation::Put,
            region: "a".into(),
            region_source: RegionSource::Assumed,
            object_size: Some(9),
            ..get(HOUR_MS, "k", 1)
        };
        let profile = profile(vec![get(0, "k", 1), get(5, "k", 1), put, get(0, "b", 1)]);
        assert_eq!(profile.regions, ["a", "r"]);
        assert_eq!(profile.tenants, [""]);
        assert_eq!(profile.objects.len(), 2);
        let object = &profile.objects[1];
        assert_eq!(
            (object.key.clone(), object.logged_size),
            ("k".into(), Some(9))
        );
        let numbers: Vec<_> = object
            .hours
            .iter()
            .map(|h| {
                (
                    h.hour, h.region, h.class, h.requests, h.accesses, h.assumed, h.bytes,
                )
            })
            .collect();
        assert_eq!(
            numbers,
            [
                (0, 1, OperationClass::Read, 2, 1, 0, 20),
                (1, 0, OperationClass::Write, 1, 1, 1, 10),
            ]
        );
        assert_eq!(profile.evidence[&RegionSource::LogField], 3);
        assert_eq!(
            (profile.oldest_event_ms, profile.newest_event_ms),
            (Some(0), Some(HOUR_MS))
        );
    }

    proptest! {
        #[test]
        fn order_does_not_matter(
            accesses in prop::collection::vec(any_access(), 0..40),
            turn in 0_usize..40,
        ) {
            let mut turned = accesses.clone();
            turned.rotate_left(turn % accesses.len().max(1));
            turned.reverse();
            prop_assert_eq!(profile(accesses), profile(turned));
        }

        #[test]
        fn nothing_is_lost(accesses in prop::collection::vec(any_access(), 0..40)) {
            let count = accesses.len() as u64;
            let profile = profile(accesses);
            let requests: u64 = profile.objects.iter().flat_map(|o| &o.hours).map(|h| h.requests).sum();
            let duplicates = profile.excluded.get("duplicate").copied().unwrap_or(0);
            prop_assert_eq!(requests + duplicates, count);
            prop_assert_eq!(profile.evidence.values().sum::<u64>(), requests);
            prop_assert!(profile.objects.is_sorted_by(|a, b| a.key < b.key));
        }
    }
}
