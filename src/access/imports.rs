//! [`Imports`]: demand that somebody else summed up, on its way into the statistics.
//!
//! Such rows name no clients and no moments: they are part of no session, they cannot be told from
//! what was counted before, and once their file is read they are sums like any other, for good.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::hour_cells::Cell;
use super::intake::IntakeMemory;
use super::region::RegionEvidence;
use super::{
    AggregateRow, Evidence, Excluded, Hash64, HourCells, Intake, KeyList, Names, RegionSource,
    ShardHours, Sheaf,
};

/// Cells of one slice of the keys, as one reading brought them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedHours {
    /// The reading: they count when it is done.
    pub reading: u32,
    /// See [`slice_of`](super::slice_of).
    pub slice: u8,
    /// In the form of [`SortedCells`](super::SortedCells).
    pub content: Vec<u8>,
}

/// What one worker has gathered of aggregates since it was last emptied.
#[derive(Clone, Debug, Default)]
pub struct Imports {
    regions: Names,
    tenants: Names,
    keys: KeyList,
    cells: BTreeMap<u32, HourCells>,
}

impl Imports {
    /// Bytes in memory, about.
    pub fn size(&self) -> usize {
        let cells: usize = self.cells.values().map(HourCells::len).sum();
        cells * size_of::<Cell>() + self.keys.size()
    }

    /// Takes everything out, into a sheaf.
    pub fn reap_into(&mut self, sheaf: &mut Sheaf) {
        sheaf.keys.append(&mut self.keys.drain());
        for (reading, mut cells) in std::mem::take(&mut self.cells) {
            let slices = cells.drain(&self.regions, &self.tenants).encode_slices();
            let slices = slices.into_iter().map(|(slice, content)| ImportedHours {
                reading,
                slice,
                content,
            });
            sheaf.imported.extend(slices);
        }
    }

    fn push(&mut self, reading: u32, key: &[u8], cell: &Cell) {
        // Rows come in order of keys, mostly.
        if self.keys.last() != Some(cell.object) {
            self.keys.push(cell.object, key);
        }
        self.cells.entry(reading).or_default().add(cell);
    }
}

impl Intake {
    /// Adds a row of aggregates to `imports`, or says why its requests are no demand. The evidence is
    /// that of their regions.
    ///
    /// A row with a bucket is of raw logs: shard, region and tenant are found as for a record. One
    /// without has a logical key, and was resolved where it was exported. A row of a shard's hour is no
    /// demand and no evidence: it is counted to `hours` alone.
    pub fn accept_aggregate(
        &self,
        row: &AggregateRow,
        reading: u32,
        memory: &mut IntakeMemory,
        imports: &mut Imports,
        hours: &mut ShardHours,
    ) -> Result<Evidence, Excluded> {
        let Some(class) = row.class else {
            let (shard, _) = self.routes.route(&row.bucket, &row.key)?;
            hours.add_many(&shard.name, row.hour, row.requests);
            return Ok(Evidence::new());
        };
        if row.key.is_empty() {
            return Err(Excluded::NotObject);
        }
        if row.bucket.is_empty() {
            let names = (
                imports.regions.id(&row.region),
                imports.tenants.id(&row.tenant),
            );
            let object = Hash64::of(&row.key);
            let cell = Cell::imported(object, (row, class), names, row.assumed);
            imports.push(reading, &row.key, &cell);
            let known = row.requests - row.assumed;
            let evidence = [
                (RegionSource::Aggregates, known),
                (RegionSource::Assumed, row.assumed),
            ];
            return Ok(evidence.into_iter().filter(|(_, n)| *n > 0).collect());
        }
        let (shard, key) = self.routes.route(&row.bucket, &row.key)?;
        hours.add_many(&shard.name, row.hour, row.requests);
        let evidence = RegionEvidence {
            log_field: Some(&*row.region).filter(|region| !region.is_empty()),
            address: row.address.parse::<IpAddr>().ok(),
            vpc_endpoint: "",
            edge: None,
            by_nearest: false,
            source_label: self.source_label.as_ref(),
            shard_region: &shard.region,
        };
        let regions = &mut imports.regions;
        let resolved = self
            .regions
            .resolve(&evidence, &mut memory.addresses, regions);
        let (region, source) = resolved.ok_or(Excluded::UnknownRegion)?;
        let tenants = &mut imports.tenants;
        let tenant = self.tenants.tenant_of(&key, &row.requester, tenants);
        let assumed = if source == RegionSource::Assumed {
            row.requests
        } else {
            0
        };
        let cell = Cell::imported(Hash64::of(&key), (row, class), (region, tenant), assumed);
        imports.push(reading, &key, &cell);
        Ok(Evidence::from([(source, row.requests)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{BucketRoutes, OperationClass};
    use crate::placement::Shard;

    fn row(bucket: &str, region: &str, address: &str) -> AggregateRow {
        AggregateRow {
            hour: 483_600,
            bucket: bucket.into(),
            key: b"p/k".to_vec(),
            region: region.into(),
            address: address.into(),
            requester: String::new(),
            tenant: String::new(),
            class: Some(OperationClass::Read),
            requests: 5,
            accesses: 3,
            assumed: u64::from(bucket.is_empty()),
            bytes: 50,
            object_size: Some(10),
        }
    }

    #[test]
    fn raw_rows_are_resolved_here_and_own_ones_were_there() {
        let shard = Shard {
            name: "a".into(),
            endpoint: "e".into(),
            bucket: "data".into(),
            prefix: "p/".into(),
            mount: String::new(),
            region: "home".into(),
            weight: 1,
        };
        let intake = Intake {
            routes: BucketRoutes::new(&[shard], None),
            ..Intake::default()
        };
        let accept = |row: &AggregateRow| {
            let (mut memory, mut imports) = (IntakeMemory::default(), Imports::default());
            let mut hours = ShardHours::default();
            let evidence =
                intake.accept_aggregate(row, 1, &mut memory, &mut imports, &mut hours)?;
            let counted: u64 = hours.iter().map(|(.., records)| records).sum();
            let mut sheaf = Sheaf::default();
            imports.reap_into(&mut sheaf);
            assert_eq!((sheaf.imported.len(), sheaf.keys.len()), (1, 1));
            Ok((evidence.into_iter().collect::<Vec<_>>(), counted))
        };
        let by = |source, n| Ok((vec![(source, n)], 5));
        assert_eq!(
            accept(&row("data", "eu-1", "")),
            by(RegionSource::LogField, 5)
        );
        assert_eq!(
            accept(&row("data", "", "192.0.2.1")),
            by(RegionSource::Assumed, 5)
        );
        assert_eq!(accept(&row("other", "eu-1", "")), Err(Excluded::Foreign));
        let (mut memory, mut imports) = (IntakeMemory::default(), Imports::default());
        let mut hours = ShardHours::default();
        let hour = AggregateRow::of_shard_hour("data", "p/", 483_601, 9);
        let evidence = intake.accept_aggregate(&hour, 1, &mut memory, &mut imports, &mut hours);
        assert_eq!((evidence, imports.size()), (Ok(Evidence::new()), 0));
        let counted: Vec<_> = hours.iter().map(|(_, hour, n)| (hour, n)).collect();
        assert_eq!(counted, [(483_601, 9)]);
        let own = vec![(RegionSource::Aggregates, 4), (RegionSource::Assumed, 1)];
        assert_eq!(accept(&row("", "eu-1", "")), Ok((own, 0)));
    }
}
