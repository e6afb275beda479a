//! [`Intake`]: record → [`Access`], or the reason why it is no demand.
//!
//! Demand is a client's successful request (2xx or 304) for an object of the fleet. A 304 and a
//! HEAD cost a request and no bytes; a range GET counts the bytes sent, not the object's size.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::region::{Names, RegionEvidence, RegionResolver};
use super::{
    Access, AccessRecord, Actor, BucketRoutes, Excluded, Operation, OperationClass, TenantRules,
};

/// Turns the records of one log source into accesses.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// The fleet's shards.
    pub routes: BucketRoutes,
    /// Requester regions.
    pub regions: Arc<RegionResolver>,
    /// Tenant rules.
    pub tenants: Arc<TenantRules>,
    /// The bucket, where a record names none.
    pub default_bucket: Option<String>,
    /// Region of the site that wrote the log.
    pub source_label: Option<Arc<str>>,
    /// Names that recur.
    pub names: Names,
}

impl Intake {
    /// The access that `record` is, or why it is none.
    pub fn access(&mut self, record: &AccessRecord) -> Result<Access, Excluded> {
        match record.actor {
            Actor::Client => {}
            Actor::Own => return Err(Excluded::Own),
            Actor::Replication => return Err(Excluded::Replication),
            Actor::Service => return Err(Excluded::Service),
        }
        let bucket: &str = match (&*record.bucket, &self.default_bucket) {
            ("", Some(bucket)) => bucket,
            (bucket, _) => bucket,
        };
        if record.key.is_empty() || record.operation == Operation::List {
            return Err(Excluded::NotObject);
        }
        let (shard, key) = self.routes.route(bucket, &record.key)?;
        let class = record.operation.class().ok_or(Excluded::OtherOperation)?;
        if !succeeded(record.status) {
            return Err(Excluded::Error);
        }
        let evidence = RegionEvidence {
            log_field: record.source_region.as_deref(),
            address: record.client_ip,
            source_label: self.source_label.as_ref(),
            shard_region: &shard.region,
        };
        let (region, region_source) = self
            .regions
            .resolve(&evidence, &mut self.names)
            .ok_or(Excluded::UnknownRegion)?;
        let tenant = self
            .tenants
            .tenant_of(key.as_bytes(), &record.requester, &mut self.names);
        Ok(Access {
            time_ms: record.time_ms,
            record_id: record_id(record, bucket),
            client: client_id(record),
            key,
            region,
            region_source,
            tenant,
            operation: record.operation,
            bytes: match (class, record.operation) {
                (_, Operation::Head) => 0,
                (OperationClass::Read, _) => record.bytes_out,
                (OperationClass::Write, _) => record.bytes_in,
            },
            object_size: record.object_size,
        })
    }
}

/// A log without statuses records what it served.
fn succeeded(status: Option<u16>) -> bool {
    status.is_none_or(|status| (200..300).contains(&status) || status == 304)
}

/// Requester and address together; 0 when both are unknown.
fn client_id(record: &AccessRecord) -> u64 {
    if record.requester.is_empty() && record.client_ip.is_none() {
        return 0;
    }
    let address = record
        .client_ip
        .map(|ip| ip.to_string())
        .unwrap_or_default();
    digest(&[record.requester.as_bytes(), address.as_bytes()])
}

/// Request ids are not unique: the deletes of one batch share theirs, a copy writes two records.
fn record_id(record: &AccessRecord, bucket: &str) -> u64 {
    if record.request_id.is_empty() {
        return 0;
    }
    digest(&[
        record.request_id.as_bytes(),
        &[record.operation as u8],
        bucket.as_bytes(),
        &record.key,
        record.version_id.as_bytes(),
        &record.time_ms.to_be_bytes(),
    ])
}

/// 64 bits of SHA-256 over the parts with their lengths; never 0.
fn digest(parts: &[&[u8]]) -> u64 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let hash = hasher.finalize();
    let first = hash.first_chunk().copied().unwrap_or_default();
    u64::from_be_bytes(first).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::RegionSource;
    use crate::placement::Shard;
    use std::borrow::Cow;

    fn intake() -> Intake {
        let shard = Shard {
            name: "a".into(),
            endpoint: "e".into(),
            bucket: "data".into(),
            prefix: String::new(),
            mount: String::new(),
            region: "eu-1".into(),
            weight: 1,
        };
        Intake {
            routes: BucketRoutes::new(&[shard], None),
            ..Intake::default()
        }
    }

    fn record() -> AccessRecord<'static> {
        AccessRecord {
            bucket: Cow::Borrowed("data"),
            key: Cow::Borrowed(b"k"),
            status: Some(206),
            bytes_out: 7,
            bytes_in: 3,
            object_size: Some(100),
            requester: Cow::Borrowed("u"),
            request_id: Cow::Borrowed("R1"),
            ..AccessRecord::new(1_700_000_000_000, Operation::Get)
        }
    }

    #[test]
    fn a_clients_read_is_demand() {
        let access = intake().access(&record()).unwrap();
        assert_eq!((access.bytes, access.object_size), (7, Some(100)));
        assert_eq!(
            (&*access.region, access.region_source),
            ("eu-1", RegionSource::Assumed)
        );
        assert!(access.client != 0 && access.record_id != 0);
    }

    #[test]
    fn what_is_no_demand_says_why() {
        type Change = fn(&mut AccessRecord<'static>);
        let cases: [(Change, Excluded); 9] = [
            (|r| r.actor = Actor::Own, Excluded::Own),
            (|r| r.actor = Actor::Replication, Excluded::Replication),
            (|r| r.actor = Actor::Service, Excluded::Service),
            (|r| r.bucket = "other".into(), Excluded::Foreign),
            (|r| r.key = Cow::Borrowed(b""), Excluded::NotObject),
            (|r| r.operation = Operation::List, Excluded::NotObject),
            (|r| r.operation = Operation::Other, Excluded::OtherOperation),
            (|r| r.status = Some(404), Excluded::Error),
            (|r| r.status = Some(301), Excluded::Error),
        ];
        for (change, why) in cases {
            let mut record = record();
            change(&mut record);
            assert_eq!(intake().access(&record), Err(why));
        }
    }

    #[test]
    fn bytes_are_what_crossed_the_wire() {
        for (operation, status, bytes) in [
            (Operation::Get, Some(200), 7),
            (Operation::Head, Some(200), 0),
            (Operation::Put, Some(200), 3),
            (Operation::Get, None, 7),
        ] {
            let record = AccessRecord {
                operation,
                status,
                ..record()
            };
            assert_eq!(
                intake().access(&record).unwrap().bytes,
                bytes,
                "{operation:?}"
            );
        }
    }

    #[test]
    fn equal_ids_are_equal_requests_only() {
        let id = |change: fn(&mut AccessRecord<'static>)| {
            let mut record = record();
            change(&mut record);
            intake().access(&record).unwrap().record_id
        };
        let same = id(|_| {});
        assert_eq!(same, id(|r| r.bytes_out = 8));
        assert_ne!(same, id(|r| r.key = Cow::Borrowed(b"k2")));
        assert_ne!(same, id(|r| r.operation = Operation::Head));
        assert_ne!(same, id(|r| r.time_ms += 1));
        assert_eq!(0, id(|r| r.request_id = "".into()));
    }
}
