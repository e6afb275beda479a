//! [`by_tenant`]: the same demand told apart by who asked instead of by what was asked for.

use std::collections::BTreeMap;

use crate::access::{AccessProfile, HourCount, ObjectAccess};
use crate::placement::Key;

/// One object per tenant, named like it, with everything the tenant asked for. Requests of no tenant are left
/// out; the time covered is the same.
pub fn by_tenant(profile: &AccessProfile) -> AccessProfile {
    let mut tenants: BTreeMap<u32, BTreeMap<_, HourCount>> = BTreeMap::new();
    let counts = profile.objects.iter().flat_map(|object| &object.hours);
    for count in counts.filter(|count| count.tenant != 0) {
        let hours = tenants.entry(count.tenant).or_default();
        hours
            .entry((count.hour, count.region, count.class))
            .and_modify(|sum| {
                sum.requests += count.requests;
                sum.accesses += count.accesses;
                sum.assumed += count.assumed;
                sum.bytes += count.bytes;
            })
            .or_insert_with(|| count.clone());
    }
    let name = |tenant: u32| profile.tenants.get(tenant as usize).cloned();
    let objects = tenants.into_iter().map(|(tenant, hours)| ObjectAccess {
        key: Key::from(name(tenant).unwrap_or_default().as_str()),
        logged_size: None,
        hours: hours.into_values().collect(),
    });
    AccessProfile {
        objects: objects.collect(),
        regions: profile.regions.clone(),
        tenants: profile.tenants.clone(),
        evidence: profile.evidence.clone(),
        oldest_event_ms: profile.oldest_event_ms,
        newest_event_ms: profile.newest_event_ms,
        ..AccessProfile::default()
    }
}
