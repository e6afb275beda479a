//! [`HourCells`]: demand by object, hour, region, tenant and class, on its way into stats.db.
//!
//! Cells are gathered as they come and sorted when they are written: memory is bounded by how often
//! that happens.

use std::sync::Arc;

use super::hash_sort::sort_by_hash;
use super::hour_runs::RunWriter;
use super::{AccessRow, AggregateRow, HOUR_MS, Names, OperationClass, RegionSource, slice_of};

/// Demand of one object in one hour from one region and tenant in one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// `Hash64` of the key.
    pub object: u64,
    /// Hour, region, tenant and class in one number, in order of these.
    pub(super) slot: u64,
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
        (row, class): (&AggregateRow, OperationClass),
        (region, tenant): (u32, u32),
        assumed: u64,
    ) -> Self {
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            object,
            slot: slot(row.hour, region, tenant, class),
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

    pub(super) fn is_of(&self, other: &Self) -> bool {
        self.object == other.object && self.slot == other.slot
    }

    pub(super) fn absorb(&mut self, other: &Self) {
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
pub(super) fn slot(hour: i64, region: u32, tenant: u32, class: OperationClass) -> u64 {
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

    /// Makes room for the cells of so many rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.cells.reserve(rows);
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
        let order = |cell: &Cell| (cell.object, cell.slot);
        sort_by_hash(
            &mut cells,
            |cell| cell.object,
            |a, b| order(a).cmp(&order(b)),
        );
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
    /// The cells as runs, by [slice](slice_of) of their keys.
    pub fn encode_slices(&self) -> Vec<(u8, Vec<u8>)> {
        let slices = self
            .cells
            .chunk_by(|a, b| slice_of(a.object) == slice_of(b.object));
        slices
            .filter_map(|cells| Some((slice_of(cells[0].object), self.encode(cells)?)))
            .collect()
    }

    fn encode(&self, cells: &[Cell]) -> Option<Vec<u8>> {
        let mut used = (
            vec![false; self.regions.len()],
            vec![false; self.tenants.len()],
        );
        for cell in cells {
            used.0[cell.region() as usize] = true;
            used.1[cell.tenant() as usize] = true;
        }
        let mut writer = RunWriter::new((&self.regions, &used.0), (&self.tenants, &used.1));
        for object in cells.chunk_by(|a, b| a.object == b.object) {
            writer.object(object);
        }
        writer.finish()
    }
}
