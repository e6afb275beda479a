//! [`Folder`]: rows in order → what they come to, closed for good or provisionally.
//!
//! Rows of one client are taken in order of time. Records logged twice count once. GETs of one object
//! within a minute of the first are one access (ranges, parts). Accesses with no gap above half an
//! hour are one session, which is cut after a day. A client's rows before a time are final once no
//! record from that time on can change what they come to: when its last session began and has ended
//! before, or else up to the beginning of the session that may go on. So the closed part depends on
//! the rows and on the time alone, not on how often or where it was closed before.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::co_access::CoAccess;
use super::codec::BlockError;
use super::hour_cells::{Cell, HourCells};
use super::row::sort_rows;
use super::row_block;
use super::{AccessRow, KeyIndex, Names, Operation, RegionSource, SESSION_GAP_MS, Totals};

/// Requests by one client for one object this close after an access are part of it.
const BURST_MS: i64 = 60_000;
/// A session is cut after this: a client that never rests would hold the window open for good.
pub const SESSION_MAX_MS: i64 = 24 * 3_600_000;

/// What a row is among its client's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// It begins an access.
    Begins,
    /// It is part of a burst, or moves no object to or from a client: HEAD, DELETE, uploaded parts.
    Follows,
    /// It was logged before.
    Repeats,
}

/// Folds the rows of parts of the clients, one part after the other.
#[derive(Debug)]
pub struct Folder<'a> {
    /// Rows before this are closed as far as they are final.
    until_ms: i64,
    /// Regions of the rows given and of the cells.
    pub regions: Names,
    /// Tenants likewise.
    pub tenants: Names,
    /// Demand by object and hour.
    pub hours: HourCells,
    /// Pairs and sessions; `None` when nobody asks for them.
    pub co_access: Option<CoAccess<'a>>,
    /// Sums over all rows folded.
    pub totals: Totals,
    marks: Vec<Mark>,
    bursts: Bursts,
}

impl<'a> Folder<'a> {
    /// A folder that closes what is final before `until_ms`; all for [`i64::MAX`]. With the index of
    /// all keys it makes sessions and pairs, too.
    pub fn new(until_ms: i64, keys: Option<&'a KeyIndex>) -> Self {
        Self {
            until_ms,
            regions: Names::default(),
            tenants: Names::default(),
            hours: HourCells::default(),
            co_access: keys.map(CoAccess::new),
            totals: Totals::default(),
            marks: Vec::new(),
            bursts: Bursts::default(),
        }
    }

    /// Folds the blocks that hold all rows of some clients, without those whose reading is not in
    /// `live`; the rows that are not final yet, in order.
    pub fn fold_blocks<B: AsRef<[u8]>>(
        &mut self,
        blocks: &[B],
        live: &HashSet<u32>,
    ) -> Result<Vec<AccessRow>, BlockError> {
        let bytes: usize = blocks.iter().map(|block| block.as_ref().len()).sum();
        let mut rows = Vec::with_capacity(bytes / row_block::ROW_BYTES);
        for block in blocks {
            let bytes = block.as_ref();
            row_block::decode(bytes, &mut rows, &mut self.regions, &mut self.tenants)?;
        }
        // Rows of one batch mostly are of one reading.
        let mut last = None;
        rows.retain(|row| {
            if last != Some(row.reading) {
                if !live.contains(&row.reading) {
                    return false;
                }
                last = Some(row.reading);
            }
            true
        });
        self.fold(&mut rows);
        Ok(rows)
    }

    /// Folds all rows of some clients, in any order; what is not final yet remains in `rows`, in
    /// order.
    pub fn fold(&mut self, rows: &mut Vec<AccessRow>) {
        let mut late: Vec<AccessRow> = rows.extract_if(.., |row| row.late).collect();
        if !late.is_empty() {
            // What they belonged to was closed without them: they count, and that is all.
            let until_ms = std::mem::replace(&mut self.until_ms, i64::MAX);
            self.fold_in_order(&mut late);
            self.until_ms = until_ms;
        }
        self.fold_in_order(rows);
    }

    fn fold_in_order(&mut self, rows: &mut Vec<AccessRow>) {
        sort_rows(rows);
        self.hours.reserve(rows.len());
        let (mut begin, mut kept) = (0, 0);
        while begin < rows.len() {
            let client = rows[begin].client;
            let length = rows[begin..].partition_point(|row| row.client == client);
            let end = begin + length;
            let open = begin + self.fold_client(&rows[begin..end]);
            rows.copy_within(open..end, kept);
            kept += end - open;
            begin = end;
        }
        rows.truncate(kept);
    }

    /// Folds the rows of one client; how many of them, from the first, are closed.
    fn fold_client(&mut self, rows: &[AccessRow]) -> usize {
        self.marks.clear();
        self.bursts.clear();
        // Where the session that may go on begins, and its first and last access.
        let mut first = 0;
        let mut session: Option<(i64, i64)> = None;
        let mut end = rows.len();
        for (at, row) in rows.iter().enumerate() {
            if row.time_ms >= self.until_ms {
                end = at;
                break;
            }
            if at > 0 && row.repeats(&rows[at - 1]) {
                let mark = self.keep_the_better(rows, at);
                self.marks.push(mark);
                continue;
            }
            if !self.begins(row) {
                self.marks.push(Mark::Follows);
                continue;
            }
            let goes_on = session.is_some_and(|(start, last)| {
                row.client != 0
                    && row.time_ms - last <= SESSION_GAP_MS
                    && row.time_ms - start <= SESSION_MAX_MS
            });
            if goes_on {
                session = session.map(|(start, _)| (start, row.time_ms));
            } else {
                self.close(rows, first..at);
                first = at;
                session = Some((row.time_ms, row.time_ms));
                self.bursts.clear();
                // Which a GET is now remembered for; a PUT is no burst's beginning.
                self.begins(row);
            }
            self.marks.push(Mark::Begins);
        }
        let is_final = session.is_none_or(|(_, last)| {
            rows[0].client == 0 || self.until_ms.saturating_sub(last) > SESSION_GAP_MS
        });
        if !is_final {
            return first;
        }
        self.close(rows, first..end);
        end
    }

    /// The mark of a row that repeats those right before it. The logs of two accounts know a request's
    /// requester and its way by different names: of copies the one with the best evidence, and then the one
    /// with the last tenant by name, is kept, wherever it was read first.
    fn keep_the_better(&mut self, rows: &[AccessRow], at: usize) -> Mark {
        let kept = self.marks.iter().rposition(|mark| *mark != Mark::Repeats);
        let kept = kept.expect("the first of them repeats nothing");
        let rank = |row: &AccessRow| {
            let (region, tenant) = (self.regions.name(row.region), self.tenants.name(row.tenant));
            (Reverse(row.region_source), tenant, region)
        };
        if rank(&rows[at]) <= rank(&rows[kept]) {
            return Mark::Repeats;
        }
        std::mem::replace(&mut self.marks[kept], Mark::Repeats)
    }

    fn begins(&mut self, row: &AccessRow) -> bool {
        match row.operation {
            Operation::Put | Operation::Copy => true,
            Operation::Get => row.client == 0 || self.bursts.begin(row),
            _ => false,
        }
    }

    /// Counts rows that are final, and makes them a session where they are one.
    fn close(&mut self, rows: &[AccessRow], range: std::ops::Range<usize>) {
        let (rows, marks) = (&rows[range.clone()], &self.marks[range]);
        // The region of neighbours mostly is known in the same way.
        let mut evidence = (RegionSource::Assumed, 0);
        for (row, &mark) in rows.iter().zip(marks) {
            if mark == Mark::Repeats {
                self.totals.duplicates += 1;
                continue;
            }
            if row.region_source != evidence.0 {
                self.totals.add_evidence(evidence);
                evidence = (row.region_source, 0);
            }
            evidence.1 += 1;
            self.hours.add(&Cell::of(row, mark == Mark::Begins));
        }
        self.totals.add_evidence(evidence);
        if let Some(co_access) = &mut self.co_access {
            let begun = rows.iter().zip(marks);
            let begun = begun.filter(|(row, mark)| **mark == Mark::Begins && !row.late);
            co_access.session(begun.map(|(row, _)| row));
        }
    }
}

/// The accesses of one session that a GET may be part of.
#[derive(Debug, Default)]
struct Bursts {
    /// (object, begun), while they are few.
    few: Vec<(u64, i64)>,
    many: HashMap<u64, i64>,
}

impl Bursts {
    const FEW: usize = 24;

    fn clear(&mut self) {
        self.few.clear();
        self.many.clear();
    }

    /// Whether the row begins an access; then it is remembered.
    fn begin(&mut self, row: &AccessRow) -> bool {
        if self.many.is_empty() {
            let known = self
                .few
                .iter_mut()
                .rev()
                .find(|(object, _)| *object == row.object);
            if let Some((_, begun)) = known {
                return Self::renew(begun, row.time_ms);
            }
            if self.few.len() == Self::FEW {
                self.few.retain(|(_, begun)| row.time_ms - begun < BURST_MS);
            }
            if self.few.len() < Self::FEW {
                self.few.push((row.object, row.time_ms));
                return true;
            }
            self.many.extend(self.few.drain(..));
        }
        if let Some(begun) = self.many.get_mut(&row.object) {
            return Self::renew(begun, row.time_ms);
        }
        if self.many.len() == self.many.capacity() {
            self.many.retain(|_, begun| row.time_ms - *begun < BURST_MS);
        }
        self.many.insert(row.object, row.time_ms);
        true
    }

    fn renew(begun: &mut i64, now_ms: i64) -> bool {
        let begins = now_ms - *begun >= BURST_MS;
        if begins {
            *begun = now_ms;
        }
        begins
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_accounts_copies_the_better_known_one_counts_whatever_the_order() {
        for order in [[0, 1], [1, 0]] {
            let mut folder = Folder::new(i64::MAX, None);
            let region = folder.regions.id("r");
            let tenants = order.map(|at| ["acme", ""][at]);
            let rows = [0, 1].map(|reading| AccessRow {
                client: 7,
                time_ms: 1_000,
                object: 1,
                operation: Operation::Get,
                record: 9,
                bytes: 1,
                size_plus_one: 0,
                reading: reading as u32,
                region,
                tenant: folder.tenants.id(tenants[reading]),
                region_source: crate::access::RegionSource::CidrFile,
                late: false,
            });
            folder.fold(&mut rows.to_vec());
            assert_eq!(folder.totals.duplicates, 1);
            let hours = folder.hours.drain(&folder.regions, &folder.tenants);
            let [cell] = hours.cells[..] else {
                panic!("{:?}", hours.cells);
            };
            let tenant = &*hours.tenants[cell.tenant() as usize];
            assert_eq!((tenant, cell.requests, cell.accesses), ("acme", 1, 1));
        }
    }

    #[test]
    fn a_read_after_a_write_is_an_access_even_where_the_write_begins_the_session() {
        let mut folder = Folder::new(i64::MAX, None);
        let (region, tenant) = (folder.regions.id("r"), folder.tenants.id(""));
        let row = |second: i64, operation| AccessRow {
            client: 7,
            time_ms: second * 1_000,
            object: 1,
            operation,
            record: 0,
            bytes: 1,
            size_plus_one: 0,
            reading: 1,
            region,
            tenant,
            region_source: crate::access::RegionSource::LogField,
            late: false,
        };
        let mut rows = vec![
            row(0, Operation::Put),
            row(32, Operation::Get),
            row(91, Operation::Get),
            row(92, Operation::Get),
        ];
        folder.fold(&mut rows);
        let cells = folder.hours.drain(&folder.regions, &folder.tenants).cells;
        let accesses: u32 = cells.iter().map(|cell| cell.accesses).sum();
        assert_eq!((cells.len(), accesses), (2, 3));
    }
}
