//! [`HourCells`]: demand by object, hour, region, tenant and class, and its form in stats.db.
//!
//! Cells are gathered as they come and sorted when they are written: memory is bounded by how often
//! that happens. A written run is in order of key hashes, so runs merge, and adding them is all that
//! merging means.

use std::sync::Arc;

use super::codec::{BlockError, Input, put, put_names, put_signed};
use super::{AccessRow, AggregateRow, HOUR_MS, Names, OperationClass, RegionSource, slice_of};

const VERSION: u8 = 1;

/// Demand of one object in one hour from one region and tenant in one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// `Hash64` of the key.
    pub object: u64,
    /// Hour, region, tenant and class in one number, in order of these.
    slot: u64,
    /// Requests.
    pub requests: u32,
    /// Of these, what begins an access.
    pub accesses: u32,
    /// Of these, those of assumed region.
    pub assumed: u32,
    /// Bytes sent or received.
    pub bytes: u64,
    /// Largest size that a log named, plus one; 0 when none did.
    pub size_plus_one: u64,
}

const REGION_BITS: u32 = 15;
const TENANT_BITS: u32 = 23;
/// Regions and tenants beyond these many are counted to the last: such a log is broken or hostile.
const MOST_REGIONS: u32 = (1 << REGION_BITS) - 1;
const MOST_TENANTS: u32 = (1 << TENANT_BITS) - 1;
/// Hours fit 25 bits: the year 5797.
const HOUR_SHIFT: u32 = REGION_BITS + TENANT_BITS + 1;

impl Cell {
    /// The cell of one row.
    pub(super) fn of(row: &AccessRow, begins: bool) -> Self {
        let class = row.operation.class().unwrap_or(OperationClass::Read);
        Self {
            object: row.object,
            slot: slot(
                row.time_ms.div_euclid(HOUR_MS),
                row.region,
                row.tenant,
                class,
            ),
            requests: 1,
            accesses: u32::from(begins),
            assumed: u32::from(row.region_source == RegionSource::Assumed),
            bytes: row.bytes,
            size_plus_one: row.size_plus_one,
        }
    }

    /// The cell of sums that somebody else made; of its requests so many are of assumed region.
    pub(super) fn imported(
        object: u64,
        row: &AggregateRow,
        (region, tenant): (u32, u32),
        assumed: u64,
    ) -> Self {
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            object,
            slot: slot(row.hour, region, tenant, row.class),
            requests: small(row.requests),
            accesses: small(row.accesses),
            assumed: small(assumed),
            bytes: row.bytes,
            size_plus_one: row.object_size.map_or(0, |size| size.saturating_add(1)),
        }
    }

    /// floor(ms / 3,600,000).
    pub fn hour(&self) -> i64 {
        (self.slot >> HOUR_SHIFT) as i64
    }

    /// Number of the region.
    pub fn region(&self) -> u32 {
        (self.slot >> (TENANT_BITS + 1)) as u32 & MOST_REGIONS
    }

    /// Number of the tenant.
    pub fn tenant(&self) -> u32 {
        (self.slot >> 1) as u32 & MOST_TENANTS
    }

    /// Read or write.
    pub fn class(&self) -> OperationClass {
        if self.slot & 1 == 0 {
            OperationClass::Read
        } else {
            OperationClass::Write
        }
    }

    /// Makes room for a tenant before all others.
    pub(super) fn shift_tenant(&mut self) {
        self.slot = slot(self.hour(), self.region(), self.tenant() + 1, self.class());
    }

    fn is_of(&self, other: &Self) -> bool {
        self.object == other.object && self.slot == other.slot
    }

    fn absorb(&mut self, other: &Self) {
        self.requests = self.requests.saturating_add(other.requests);
        self.accesses = self.accesses.saturating_add(other.accesses);
        self.assumed = self.assumed.saturating_add(other.assumed);
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.size_plus_one = self.size_plus_one.max(other.size_plus_one);
    }

    fn renumber(&mut self, regions: &[u32], tenants: &[u32]) {
        let region = regions[self.region() as usize];
        let tenant = tenants[self.tenant() as usize];
        self.slot = slot(self.hour(), region, tenant, self.class());
    }
}

/// Records before 1970 do not pass ingestion.
fn slot(hour: i64, region: u32, tenant: u32, class: OperationClass) -> u64 {
    (hour.max(0) as u64) << HOUR_SHIFT
        | u64::from(region.min(MOST_REGIONS)) << (TENANT_BITS + 1)
        | u64::from(tenant.min(MOST_TENANTS)) << 1
        | class as u64
}

/// Cells in order of arrival.
#[derive(Clone, Debug, Default)]
pub struct HourCells {
    cells: Vec<Cell>,
}

impl HourCells {
    /// Adds a cell.
    #[inline]
    pub fn add(&mut self, cell: &Cell) {
        match self.cells.last_mut() {
            Some(last) if last.is_of(cell) => last.absorb(cell),
            _ => self.cells.push(*cell),
        }
    }

    /// Cells kept.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Takes all cells out: each (object, slot) once, in order, regions and tenants numbered by
    /// their rank among those in use.
    pub fn drain(&mut self, regions: &Names, tenants: &Names) -> SortedCells {
        let mut cells = std::mem::take(&mut self.cells);
        let mut used = (
            vec![false; regions.all().len()],
            vec![false; tenants.all().len()],
        );
        for cell in &cells {
            used.0[cell.region() as usize] = true;
            used.1[cell.tenant() as usize] = true;
        }
        let (regions, region_ranks) = regions.ranked(&used.0);
        let (tenants, tenant_ranks) = tenants.ranked(&used.1);
        for cell in &mut cells {
            cell.renumber(&region_ranks, &tenant_ranks);
        }
        cells.sort_unstable_by_key(|cell| (cell.object, cell.slot));
        cells.dedup_by(|next, kept| {
            let same = next.is_of(kept);
            if same {
                kept.absorb(next);
            }
            same
        });
        SortedCells {
            regions,
            tenants,
            cells,
        }
    }
}

/// Cells in order of object and slot, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortedCells {
    /// Region names, sorted.
    pub regions: Vec<Arc<str>>,
    /// Tenant names, sorted.
    pub tenants: Vec<Arc<str>>,
    /// The cells.
    pub cells: Vec<Cell>,
}

impl SortedCells {
    /// The cells as bytes, by [slice](slice_of) of their keys.
    pub fn encode_slices(&self) -> Vec<(u8, Vec<u8>)> {
        let slices = self
            .cells
            .chunk_by(|a, b| slice_of(a.object) == slice_of(b.object));
        slices
            .map(|cells| (slice_of(cells[0].object), self.encode(cells)))
            .collect()
    }

    fn encode(&self, cells: &[Cell]) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + cells.len() * 14);
        out.push(VERSION);
        let regions = put_used(&mut out, &self.regions, cells.iter().map(Cell::region));
        let tenants = put_used(&mut out, &self.tenants, cells.iter().map(Cell::tenant));
        put(&mut out, cells.len() as u64);
        let (mut object, mut hour) = (0, 0);
        let mut at = 0;
        while at < cells.len() {
            let first = cells[at].object;
            let of_object = cells[at..].iter().take_while(|cell| cell.object == first);
            let (count, size) = of_object.fold((0, 0), |(count, size), cell| {
                (count + 1, cell.size_plus_one.max(size))
            });
            put(&mut out, first.wrapping_sub(object));
            put(&mut out, count as u64);
            put(&mut out, size);
            object = first;
            for cell in &cells[at..at + count] {
                put_signed(&mut out, cell.hour() - hour);
                hour = cell.hour();
                // Mostly one request of one access that is not assumed.
                let plain = cell.requests == 1 && cell.accesses == 1 && cell.assumed == 0;
                let region = regions[cell.region() as usize];
                let kinds = u64::from(region) << 2 | (cell.slot & 1) << 1;
                put(&mut out, kinds | u64::from(plain));
                put(&mut out, u64::from(tenants[cell.tenant() as usize]));
                if !plain {
                    for number in [cell.requests, cell.accesses, cell.assumed] {
                        put(&mut out, u64::from(number));
                    }
                }
                put(&mut out, cell.bytes);
            }
            at += count;
        }
        out
    }

    /// Adds the cells of a run to `cells`, regions and tenants numbered as in these names. The size
    /// of an object is that of its first cell.
    pub fn decode(
        bytes: &[u8],
        cells: &mut HourCells,
        regions: &mut Names,
        tenants: &mut Names,
    ) -> Result<(), BlockError> {
        let mut input = Input(bytes);
        if input.byte()? != VERSION {
            return Err(BlockError);
        }
        let regions = input.name_ids(regions)?;
        let tenants = input.name_ids(tenants)?;
        let mut left: u64 = input.number()?;
        let (mut object, mut hour) = (0_u64, 0_i64);
        while left > 0 {
            object = object.wrapping_add(input.number()?);
            let count = input.number()?;
            left = left.checked_sub(count.max(1)).ok_or(BlockError)?;
            let mut size_plus_one = input.number()?;
            for _ in 0..count {
                hour = hour.checked_add(input.signed()?).ok_or(BlockError)?;
                let kinds = input.number()?;
                let pick = |ids: &[u32], at: u64| {
                    let at = usize::try_from(at).map_err(|_| BlockError)?;
                    ids.get(at).copied().ok_or(BlockError)
                };
                let region = pick(&regions, kinds >> 2)?;
                let tenant = pick(&tenants, input.number()?)?;
                let class = if kinds & 2 == 0 {
                    OperationClass::Read
                } else {
                    OperationClass::Write
                };
                let (requests, accesses, assumed) = if kinds & 1 == 1 {
                    (1, 1, 0)
                } else {
                    (input.small()?, input.small()?, input.small()?)
                };
                cells.add(&Cell {
                    object,
                    slot: slot(hour, region, tenant, class),
                    requests,
                    accesses,
                    assumed,
                    bytes: input.number()?,
                    size_plus_one: std::mem::take(&mut size_plus_one),
                });
            }
        }
        input.end()
    }
}

/// Appends the names in use, which are sorted; their new places.
fn put_used(out: &mut Vec<u8>, names: &[Arc<str>], places: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut new = vec![0; names.len()];
    for place in places {
        new[place as usize] = 1;
    }
    let mut used = Vec::new();
    for (name, new) in names.iter().zip(&mut new) {
        if *new == 1 {
            *new = used.len() as u32;
            used.push(name.clone());
        }
    }
    put_names(out, &used);
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::row_block::tests::{any_row, three_names};
    use proptest::prelude::*;

    fn sorted(rows: &[AccessRow]) -> SortedCells {
        let mut cells = HourCells::default();
        for row in rows {
            cells.add(&Cell::of(row, row.record == 1));
        }
        cells.drain(&three_names(), &three_names())
    }

    /// All objects of the rows are of the first slice.
    fn encoded(cells: &SortedCells) -> Vec<u8> {
        let mut slices = cells.encode_slices();
        assert!(slices.len() <= 1);
        let empty = || cells.encode(&[]);
        slices.pop().map_or_else(empty, |(slice, bytes)| {
            assert_eq!(slice, 0);
            bytes
        })
    }

    fn read(bytes: &[u8]) -> Result<SortedCells, BlockError> {
        let (mut cells, mut regions, mut tenants) =
            (HourCells::default(), Names::default(), Names::default());
        SortedCells::decode(bytes, &mut cells, &mut regions, &mut tenants)?;
        Ok(cells.drain(&regions, &tenants))
    }

    proptest! {
        #[test]
        fn runs_add_up_however_they_are_cut(
            rows in prop::collection::vec(any_row(), 0..40),
            cut in 0_usize..40,
        ) {
            let cut = cut.min(rows.len());
            let (mut cells, mut regions, mut tenants) =
                (HourCells::default(), Names::default(), Names::default());
            for part in [&rows[cut..], &rows[..cut]] {
                let bytes = encoded(&sorted(part));
                SortedCells::decode(&bytes, &mut cells, &mut regions, &mut tenants).unwrap();
            }
            let merged = encoded(&cells.drain(&regions, &tenants));
            prop_assert_eq!(merged, encoded(&sorted(&rows)));
        }

        #[test]
        fn nothing_is_lost(rows in prop::collection::vec(any_row(), 0..40)) {
            let read = read(&encoded(&sorted(&rows))).unwrap();
            let requests: u64 = read.cells.iter().map(|cell| u64::from(cell.requests)).sum();
            prop_assert_eq!(requests, rows.len() as u64);
        }

        #[test]
        fn damage_never_panics(
            rows in prop::collection::vec(any_row(), 1..10),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut bytes = encoded(&sorted(&rows));
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = read(&bytes);
            prop_assert_eq!(read(&bytes[..at]), Err(BlockError));
        }

        #[test]
        fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = read(&bytes);
        }
    }
}
