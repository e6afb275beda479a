//! [`Intake`]: record → row, or the reason why it is no demand.
//!
//! Demand is a client's successful request (2xx or 304) for an object of the fleet. A 304 and a
//! HEAD cost a request and no bytes; a range GET counts the bytes sent, not the object's size.

use std::borrow::Cow;
use std::sync::Arc;

use crate::placement::Shard;

use super::region::{AddressMemory, RegionEvidence, RegionResolver};
use super::{
    AccessRecord, AccessRow, Actor, BucketRoutes, Excluded, Failures, HOUR_MS, Harvest, Hash64,
    Operation, OperationClass, PresignedUse, ShardHours, TenantRules,
};

/// Turns the records of one log source into rows.
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
}

/// What one worker remembers of one source's records: answers that would be the same again.
#[derive(Clone, Debug, Default)]
pub struct IntakeMemory {
    pub(super) addresses: AddressMemory,
}

/// What the rows of one reading have in common.
#[derive(Clone, Copy, Debug)]
pub struct ReadingId {
    /// Its number in the store.
    pub id: u32,
    /// What happened before this was closed by an earlier run.
    pub closed_before_ms: i64,
}

impl Intake {
    /// Adds the row that `record` is to the harvest, or says why it is none. `hours` counts it to
    /// its shard either way.
    pub fn accept(
        &self,
        record: &AccessRecord,
        reading: ReadingId,
        memory: &mut IntakeMemory,
        harvest: &mut Harvest,
        hours: &mut ShardHours,
    ) -> Result<(), Excluded> {
        let bucket = self.bucket_of(record);
        let routed = self.route(record, bucket);
        self.note(
            record,
            bucket,
            routed.as_ref().ok().map(|(shard, _)| *shard),
            hours,
        );
        is_client(record.actor)?;
        let (shard, key) = routed?;
        let class = record.operation.class().ok_or(Excluded::OtherOperation)?;
        if !succeeded(record.status) {
            return Err(Excluded::Error);
        }
        let evidence = RegionEvidence {
            log_field: record.source_region.as_deref(),
            address: record.client_ip,
            vpc_endpoint: &record.vpc_endpoint,
            edge: record.edge_region,
            by_nearest: record.by_nearest,
            source_label: self.source_label.as_ref(),
            shard_region: &shard.region,
        };
        let (region, region_source) = self
            .regions
            .resolve(&evidence, &mut memory.addresses, &mut harvest.regions)
            .ok_or(Excluded::UnknownRegion)?;
        let client = client_id(record);
        let object = Hash64::of(&key);
        let names = &mut harvest.tenants;
        let tenant = if self.tenants.is_empty() {
            names.id("")
        } else {
            self.tenants.tenant_of(&key, &record.requester, names)
        };
        let row = AccessRow {
            client,
            time_ms: record.time_ms,
            object,
            operation: record.operation,
            record: record_tag(record, bucket),
            bytes: match (class, record.operation) {
                (_, Operation::Head) => 0,
                (OperationClass::Read, _) => record.bytes_out,
                (OperationClass::Write, _) => record.bytes_in,
            },
            size_plus_one: record.object_size.map_or(0, |size| size.saturating_add(1)),
            reading: reading.id,
            region,
            tenant,
            region_source,
            late: record.time_ms < reading.closed_before_ms,
        };
        harvest.push(row, &key);
        Ok(())
    }

    fn bucket_of<'r>(&'r self, record: &'r AccessRecord) -> &'r str {
        match (&*record.bucket, &self.default_bucket) {
            ("", Some(bucket)) => bucket,
            (bucket, _) => bucket,
        }
    }

    /// The shard and the logical key of a request for an object.
    #[inline]
    fn route<'r>(
        &self,
        record: &'r AccessRecord,
        bucket: &str,
    ) -> Result<(&Shard, Cow<'r, [u8]>), Excluded> {
        if record.key.is_empty() || record.operation == Operation::List {
            return Err(Excluded::NotObject);
        }
        self.routes.route(bucket, &record.key)
    }

    /// Counts a record of any kind to its shard: without a key, to the bucket's only one.
    #[inline]
    fn note(
        &self,
        record: &AccessRecord,
        bucket: &str,
        shard: Option<&Shard>,
        hours: &mut ShardHours,
    ) {
        let Some(shard) = shard.or_else(|| self.routes.only_shard(bucket)) else {
            return;
        };
        hours.add(&shard.name, record.time_ms);
        if let Some(failed) = Failures::of_status(record.status) {
            let hour = record.time_ms.div_euclid(HOUR_MS);
            hours.add_failures(&shard.name, hour, failed);
        }
        if let Some(presigned) = record.presigned {
            let used = PresignedUse {
                last_ms: record.time_ms,
                longest_s: presigned.expires_s,
            };
            hours.add_presigned(&shard.name, used);
        }
    }
}

/// Only clients make demand.
fn is_client(actor: Actor) -> Result<(), Excluded> {
    match actor {
        Actor::Client => Ok(()),
        Actor::Own => Err(Excluded::Own),
        Actor::Replication => Err(Excluded::Replication),
        Actor::Service => Err(Excluded::Service),
    }
}

/// A log without statuses records what it served.
fn succeeded(status: Option<u16>) -> bool {
    status.is_none_or(|status| (200..300).contains(&status) || status == 304)
}

/// Requester and address together; 0 when both are unknown. Of a request that another account's logs hold,
/// too, the address alone: that is the same in both, or else only its id is, and then it is a client's only one.
#[inline]
fn client_id(record: &AccessRecord) -> u64 {
    if record.shared {
        let known = Hash64::default();
        let client = match record.client_ip {
            Some(address) => known.address(address),
            None => known.bytes(record.request_id.as_bytes()),
        };
        return client.finish();
    }
    let hash = Hash64::default().bytes(record.requester.as_bytes());
    match record.client_ip {
        None if record.requester.is_empty() => return 0,
        None => hash,
        Some(address) => hash.address(address),
    }
    .finish()
}

/// Request ids are not unique: the deletes of one batch share theirs, a copy writes two records. With
/// the time, the key and the operation, which the row has anyway, this is.
#[inline]
fn record_tag(record: &AccessRecord, bucket: &str) -> u32 {
    if record.request_id.is_empty() {
        return 0;
    }
    let hash = Hash64::default()
        .bytes(record.request_id.as_bytes())
        .bytes(bucket.as_bytes())
        .bytes(record.version_id.as_bytes());
    ((hash.finish() >> 32) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Names, RegionSource, row_block};
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

    /// The row of a record and the name of its region.
    fn row(record: &AccessRecord) -> Result<(AccessRow, String), Excluded> {
        let mut harvest = Harvest::default();
        let reading = ReadingId {
            id: 3,
            closed_before_ms: 0,
        };
        let (mut memory, mut hours) = (IntakeMemory::default(), ShardHours::default());
        intake().accept(record, reading, &mut memory, &mut harvest, &mut hours)?;
        assert_eq!(hours.iter().map(|(.., records)| records).sum::<u64>(), 1);
        let (mut rows, mut regions) = (Vec::new(), Names::default());
        for block in harvest.reap().rows {
            row_block::decode(&block.bytes, &mut rows, &mut regions, &mut Names::default())
                .unwrap();
        }
        Ok((rows[0], regions.name(rows[0].region).to_string()))
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
        let (row, region) = row(&record()).unwrap();
        assert_eq!((row.bytes, row.size_plus_one), (7, 101));
        assert_eq!(
            (&*region, row.region_source),
            ("eu-1", RegionSource::Assumed)
        );
        assert!(row.client != 0 && row.record != 0 && row.reading == 3 && !row.late);
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
            assert_eq!(row(&record).err(), Some(why));
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
            assert_eq!(row(&record).unwrap().0.bytes, bytes, "{operation:?}");
        }
    }

    #[test]
    fn a_request_logged_twice_repeats() {
        let of = |change: fn(&mut AccessRecord<'static>)| {
            let mut record = record();
            change(&mut record);
            row(&record).unwrap().0
        };
        let first = of(|_| {});
        assert!(of(|r| r.bytes_out = 8).repeats(&first));
        assert!(!of(|r| r.key = Cow::Borrowed(b"k2")).repeats(&first));
        assert!(!of(|r| r.operation = Operation::Head).repeats(&first));
        assert!(!of(|r| r.time_ms += 1).repeats(&first));
        assert!(!of(|r| r.request_id = "R2".into()).repeats(&first));
        assert!(!of(|r| r.version_id = "V".into()).repeats(&first));
        let unnamed = of(|r| r.request_id = "".into());
        assert!(!unnamed.repeats(&unnamed));
    }
}
