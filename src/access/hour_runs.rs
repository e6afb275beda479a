//! [`HourRuns`]: runs of cells as they lie in stats.db, read as if they were one; [`RunWriter`] writes one.
//!
//! A run is in order of key hashes, so runs are merged object by object: reading takes the memory of
//! their bytes, however many objects and hours they hold. Adding is all that merging means.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::codec::{BlockError, Input, put, put_names, put_signed};
use super::hour_cells::{Cell, slot};
use super::{Names, OperationClass};

const VERSION: u8 = 1;

/// Several runs.
#[derive(Debug)]
pub struct HourRuns<'a> {
    /// Region names of all runs, sorted: what the numbers of the cells stand for.
    pub regions: Vec<Arc<str>>,
    /// Tenant names likewise.
    pub tenants: Vec<Arc<str>>,
    runs: Vec<Run<'a>>,
    /// The next object of each run that has one, and the run.
    next: BinaryHeap<Reverse<(u64, usize)>>,
}

impl<'a> HourRuns<'a> {
    /// Begins to read runs.
    pub fn open(contents: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, BlockError> {
        let (mut regions, mut tenants) = (Names::default(), Names::default());
        let mut runs = Vec::new();
        for content in contents {
            runs.push(Run::open(content, &mut regions, &mut tenants)?);
        }
        let (regions, region_ranks) = regions.ranked(&vec![true; regions.all().len()]);
        let (tenants, tenant_ranks) = tenants.ranked(&vec![true; tenants.all().len()]);
        let mut next = BinaryHeap::new();
        for (at, run) in runs.iter_mut().enumerate() {
            for (ids, ranks) in [
                (&mut run.regions, &region_ranks),
                (&mut run.tenants, &tenant_ranks),
            ] {
                for id in ids {
                    *id = ranks[*id as usize];
                }
            }
            next.extend(run.advance()?.map(|object| Reverse((object, at))));
        }
        Ok(Self {
            regions,
            tenants,
            runs,
            next,
        })
    }

    /// The next object, in order of hashes, and in `cells` what was there its cells: in order of hour,
    /// region, tenant and class, each once. The size that logs named is with the first of them.
    pub fn next_object(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u64>, BlockError> {
        cells.clear();
        let Some(&Reverse((object, _))) = self.next.peek() else {
            return Ok(None);
        };
        let mut size_plus_one = 0;
        while let Some(&Reverse((other, at))) = self.next.peek() {
            if other != object {
                break;
            }
            self.next.pop();
            let run = &mut self.runs[at];
            size_plus_one = size_plus_one.max(run.size_plus_one);
            run.cells(cells)?;
            let next = run.advance()?;
            self.next.extend(next.map(|object| Reverse((object, at))));
        }
        if !cells.is_sorted_by(|a, b| a.slot < b.slot) {
            cells.sort_unstable();
            cells.dedup_by(|next, kept| {
                let same = next.is_of(kept);
                if same {
                    kept.absorb(next);
                }
                same
            });
        }
        if let Some(first) = cells.first_mut() {
            first.size_plus_one = size_plus_one;
        }
        Ok(Some(object))
    }

    /// The runs as one: of the cells that `keep` keeps, or of all. `None` when there are none.
    pub fn merge<C: AsRef<[u8]>>(
        contents: &[C],
        keep: Option<&dyn Fn(&Cell) -> bool>,
    ) -> Result<Option<Vec<u8>>, BlockError> {
        let open = || HourRuns::open(contents.iter().map(AsRef::as_ref));
        let mut runs = open()?;
        let mut used = (
            vec![keep.is_none(); runs.regions.len()],
            vec![keep.is_none(); runs.tenants.len()],
        );
        let mut cells = Vec::new();
        if let Some(keep) = keep {
            // A run holds no names but those in use, and says them first.
            while runs.next_object(&mut cells)?.is_some() {
                for cell in cells.iter().filter(|cell| keep(cell)) {
                    used.0[cell.region() as usize] = true;
                    used.1[cell.tenant() as usize] = true;
                }
            }
            runs = open()?;
        }
        let mut writer = RunWriter::new((&runs.regions, &used.0), (&runs.tenants, &used.1));
        while runs.next_object(&mut cells)?.is_some() {
            let size_plus_one = cells.first().map_or(0, |first| first.size_plus_one);
            cells.retain(|cell| keep.is_none_or(|keep| keep(cell)));
            if let Some(first) = cells.first_mut() {
                first.size_plus_one = size_plus_one;
            }
            writer.object(&cells);
        }
        Ok(writer.finish())
    }
}

/// One run, read as far as the hash of its next object.
#[derive(Debug)]
struct Run<'a> {
    input: Input<'a>,
    /// What the cells are to be numbered by, by place in the run's names.
    regions: Vec<u32>,
    tenants: Vec<u32>,
    /// Cells not read yet.
    left: u64,
    object: Option<u64>,
    /// Cells of the object.
    count: u64,
    size_plus_one: u64,
    hour: i64,
}

impl<'a> Run<'a> {
    fn open(
        content: &'a [u8],
        regions: &mut Names,
        tenants: &mut Names,
    ) -> Result<Self, BlockError> {
        let mut input = Input(content);
        if input.byte()? != VERSION {
            return Err(BlockError);
        }
        Ok(Self {
            regions: input.name_ids(regions)?,
            tenants: input.name_ids(tenants)?,
            left: input.number()?,
            input,
            object: None,
            count: 0,
            size_plus_one: 0,
            hour: 0,
        })
    }

    /// Goes to the next object; `None` behind the last.
    fn advance(&mut self) -> Result<Option<u64>, BlockError> {
        if self.left == 0 {
            self.input.end()?;
            return Ok(None);
        }
        let before = self.object.unwrap_or(0);
        let object = before.checked_add(self.input.number()?);
        // Only the first may be 0.
        let ascends = |object: &u64| self.object.is_none_or(|before| *object > before);
        let object = object.filter(ascends).ok_or(BlockError)?;
        self.object = Some(object);
        self.count = self.input.number()?;
        self.left = self.left.checked_sub(self.count.max(1)).ok_or(BlockError)?;
        self.size_plus_one = self.input.number()?;
        Ok(Some(object))
    }

    /// Adds the cells of the object to `cells`, without its size.
    fn cells(&mut self, cells: &mut Vec<Cell>) -> Result<(), BlockError> {
        let input = &mut self.input;
        for _ in 0..self.count {
            self.hour = self.hour.checked_add(input.signed()?).ok_or(BlockError)?;
            let kinds = input.number()?;
            let region = pick(&self.regions, kinds >> 2)?;
            let tenant = pick(&self.tenants, input.number()?)?;
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
            cells.push(Cell {
                object: self.object.unwrap_or(0),
                slot: slot(self.hour, region, tenant, class),
                requests,
                accesses,
                assumed,
                bytes: input.number()?,
                size_plus_one: 0,
            });
        }
        Ok(())
    }
}

fn pick(numbers: &[u32], at: u64) -> Result<u32, BlockError> {
    let at = usize::try_from(at).map_err(|_| BlockError)?;
    numbers.get(at).copied().ok_or(BlockError)
}

/// Writes a run, object by object.
#[derive(Debug)]
pub(super) struct RunWriter {
    head: Vec<u8>,
    body: Vec<u8>,
    /// Places in the run's names, by the numbers of the cells.
    regions: Vec<u32>,
    tenants: Vec<u32>,
    cells: u64,
    object: u64,
    hour: i64,
}

impl RunWriter {
    /// Begins a run whose cells are numbered by these sorted names and use those that are marked.
    pub(super) fn new(regions: (&[Arc<str>], &[bool]), tenants: (&[Arc<str>], &[bool])) -> Self {
        let mut head = vec![VERSION];
        Self {
            regions: put_used(&mut head, regions.0, regions.1),
            tenants: put_used(&mut head, tenants.0, tenants.1),
            head,
            body: Vec::new(),
            cells: 0,
            object: 0,
            hour: 0,
        }
    }

    /// Adds the cells of one object, in order and each once; its hash is above those before.
    pub(super) fn object(&mut self, cells: &[Cell]) {
        let Some(first) = cells.first() else {
            return;
        };
        let size_plus_one = cells.iter().map(|cell| cell.size_plus_one).max();
        let out = &mut self.body;
        put(out, first.object.wrapping_sub(self.object));
        put(out, cells.len() as u64);
        put(out, size_plus_one.unwrap_or(0));
        self.object = first.object;
        self.cells += cells.len() as u64;
        for cell in cells {
            put_signed(out, cell.hour() - self.hour);
            self.hour = cell.hour();
            // Mostly one request of one access that is not assumed.
            let plain = cell.requests == 1 && cell.accesses == 1 && cell.assumed == 0;
            let region = self.regions[cell.region() as usize];
            let kinds = u64::from(region) << 2 | (cell.slot & 1) << 1;
            put(out, kinds | u64::from(plain));
            put(out, u64::from(self.tenants[cell.tenant() as usize]));
            if !plain {
                for number in [cell.requests, cell.accesses, cell.assumed] {
                    put(out, u64::from(number));
                }
            }
            put(out, cell.bytes);
        }
    }

    /// The run; `None` when nothing was added.
    pub(super) fn finish(mut self) -> Option<Vec<u8>> {
        put(&mut self.head, self.cells);
        self.head.append(&mut self.body);
        (self.cells > 0).then_some(self.head)
    }
}

/// Appends the names that are used; by number of a name, its place among them.
fn put_used(out: &mut Vec<u8>, names: &[Arc<str>], used: &[bool]) -> Vec<u32> {
    let mut places = vec![0; names.len()];
    let mut in_use = Vec::new();
    for ((name, used), place) in names.iter().zip(used).zip(&mut places) {
        if *used {
            *place = in_use.len() as u32;
            in_use.push(name.clone());
        }
    }
    put_names(out, &in_use);
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::row_block::tests::{any_row, three_names};
    use crate::access::{AccessRow, HourCells};
    use proptest::prelude::*;

    /// The rows as a run; all their objects are of the first slice.
    fn run(rows: &[AccessRow]) -> Option<Vec<u8>> {
        let mut cells = HourCells::default();
        for row in rows {
            cells.add(&Cell::of(row, row.record == 1));
        }
        let mut slices = cells.drain(&three_names(), &three_names()).encode_slices();
        assert!(slices.len() <= 1);
        let (slice, bytes) = slices.pop()?;
        assert_eq!(slice, 0);
        Some(bytes)
    }

    fn read(bytes: &[u8]) -> Result<Vec<Cell>, BlockError> {
        let mut runs = HourRuns::open([bytes])?;
        let (mut all, mut cells) = (Vec::new(), Vec::new());
        while runs.next_object(&mut cells)?.is_some() {
            all.append(&mut cells);
        }
        Ok(all)
    }

    proptest! {
        #[test]
        fn runs_add_up_however_they_are_cut(
            rows in prop::collection::vec(any_row(), 0..40),
            cuts in [0_usize..40, 0_usize..40],
        ) {
            let (first, rest) = rows.split_at(cuts[0].min(rows.len()));
            let (second, third) = rest.split_at(cuts[1].min(rest.len()));
            let parts: Vec<Vec<u8>> = [third, first, second].into_iter().filter_map(run).collect();
            prop_assert_eq!(HourRuns::merge(&parts, None).unwrap(), run(&rows));
        }

        #[test]
        fn what_is_kept_is_as_if_the_rest_had_never_been(
            rows in prop::collection::vec(any_row(), 0..40),
            cut in 0_usize..40,
            hour in any::<prop::sample::Index>(),
        ) {
            let parts: Vec<Vec<u8>> = {
                let (a, b) = rows.split_at(cut.min(rows.len()));
                [a, b].into_iter().filter_map(run).collect()
            };
            prop_assume!(!rows.is_empty());
            let hour = hour.get(&rows).time_ms.div_euclid(crate::access::HOUR_MS);
            let kept = HourRuns::merge(&parts, Some(&|cell: &Cell| cell.hour() >= hour)).unwrap();
            let read: Vec<Cell> = kept.map_or_else(Vec::new, |run| read(&run).unwrap());
            let requests: u32 = read.iter().map(|cell| cell.requests).sum();
            let wanted = rows.iter().filter(|row| row.time_ms.div_euclid(crate::access::HOUR_MS) >= hour);
            prop_assert_eq!(requests as usize, wanted.count());
        }

        #[test]
        fn nothing_is_lost(rows in prop::collection::vec(any_row(), 1..40)) {
            let cells = read(&run(&rows).unwrap()).unwrap();
            let requests: u64 = cells.iter().map(|cell| u64::from(cell.requests)).sum();
            prop_assert_eq!(requests, rows.len() as u64);
        }

        #[test]
        fn damage_never_panics(
            rows in prop::collection::vec(any_row(), 1..10),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut bytes = run(&rows).unwrap();
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
