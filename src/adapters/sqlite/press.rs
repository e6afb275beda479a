//! [`Press`]: parts of the open window → what is closed of them, on several threads.
//!
//! A part holds all rows of some clients, so parts are folded independently; which thread folds which
//! part shows only in how the sums are cut into runs, and runs add up.

use std::collections::HashSet;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use crate::access::row_block::RowBlock;
use crate::access::{Cell, Folder, KeyIndex, Totals};

use super::Fault;
use super::stats_keys::unknown_key;
use super::stats_window::blocks_of_parts;

/// Bytes of cells that all threads gather before they are written, at most. Few in tests, so that there are
/// runs to merge.
const MOST_CELLS: u64 = if cfg!(test) { 768 } else { 48 << 20 };
/// Bytes of pairs and sessions that all threads gather before they are written, at most.
const MOST_CO_ACCESS: u64 = if cfg!(test) { 512 } else { 64 << 20 };

/// How parts are folded.
#[derive(Clone, Copy)]
pub(super) struct Press<'a> {
    /// What is final before this is closed.
    pub(super) until_ms: i64,
    /// All keys, where sessions and pairs are wanted.
    pub(super) keys: Option<&'a KeyIndex>,
    /// Readings whose rows count.
    pub(super) live: &'a HashSet<u32>,
    /// Whether there is but one part.
    pub(super) at_once: bool,
    /// Bytes that cells may take, and pairs and sessions as many, before they are written.
    pub(super) gathered_bytes: u64,
}

/// What a part, or several, came to.
#[derive(Default)]
pub(super) struct Pressed {
    /// What stays open.
    pub(super) open: Vec<RowBlock>,
    /// Runs of cells by slice.
    pub(super) hours: Vec<(u8, Vec<u8>)>,
    /// Pairs and sessions by day.
    pub(super) days: Vec<(i64, Vec<u8>)>,
    /// Sums.
    pub(super) totals: Totals,
}

type Part = Vec<Vec<u8>>;

impl Press<'_> {
    /// Folds all parts that `next` gives; `store` takes what they come to, in no order.
    pub(super) fn run(
        self,
        threads: usize,
        mut next: impl FnMut() -> Result<Option<Part>, Fault>,
        mut store: impl FnMut(Pressed) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if threads <= 1 || self.at_once {
            let mut plate = Plate::new(self, 1);
            while let Some(part) = next()? {
                store(plate.take(&part)?)?;
            }
            return store(plate.finish()?);
        }
        thread::scope(|scope| {
            let (out, pressed) = channel();
            let mut queues = Vec::new();
            for _ in 0..threads {
                let (queue, parts) = sync_channel(1);
                let out = out.clone();
                queues.push(queue);
                scope.spawn(move || self.work(threads, &parts, &out));
            }
            drop(out);
            Self::feed(queues, &pressed, &mut next, &mut store)
        })
    }

    /// Gives the parts to the threads in turn.
    fn feed(
        queues: Vec<SyncSender<Part>>,
        pressed: &Receiver<Result<Pressed, Fault>>,
        next: &mut impl FnMut() -> Result<Option<Part>, Fault>,
        store: &mut impl FnMut(Pressed) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut turn = 0;
        while let Some(part) = next()? {
            turn = (turn + 1) % queues.len();
            if queues[turn].send(part).is_err() {
                // It met damage, and its last answer says which.
                break;
            }
            for answer in pressed.try_iter() {
                store(answer?)?;
            }
        }
        drop(queues);
        pressed.iter().try_for_each(|answer| store(answer?))
    }

    fn work(self, threads: usize, parts: &Receiver<Part>, out: &Sender<Result<Pressed, Fault>>) {
        let mut plate = Plate::new(self, threads);
        let mut fine = true;
        while let Ok(part) = parts.recv() {
            let pressed = plate.take(&part);
            fine = pressed.is_ok() && out.send(pressed).is_ok_and(|()| true);
            if !fine {
                break;
            }
        }
        if fine {
            // Nobody listens where another thread met damage.
            let _ = out.send(plate.finish());
        }
    }
}

/// One thread's sums.
struct Plate<'a> {
    press: Press<'a>,
    folder: Folder<'a>,
    threads: usize,
}

impl<'a> Plate<'a> {
    fn new(press: Press<'a>, threads: usize) -> Self {
        Self {
            press,
            folder: Folder::new(press.until_ms, press.keys),
            threads,
        }
    }

    /// Folds a part; what there is to be written.
    fn take(&mut self, part: &Part) -> Result<Pressed, Fault> {
        let rows = self.folder.fold_blocks(part, self.press.live)?;
        let (regions, tenants) = (&self.folder.regions, &self.folder.tenants);
        let mut pressed = Pressed {
            open: blocks_of_parts(&rows, regions, tenants, self.press.at_once),
            ..Pressed::default()
        };
        if self.folder.hours.len() * size_of::<Cell>() >= self.share_of(MOST_CELLS) {
            self.take_hours(&mut pressed);
        }
        let co_access = self.folder.co_access.as_ref();
        if co_access.is_some_and(|co| co.size() >= self.share_of(MOST_CO_ACCESS)) {
            self.take_days(&mut pressed)?;
        }
        Ok(pressed)
    }

    /// This thread's part of so much memory, or of what is allowed where that is less.
    fn share_of(&self, most: u64) -> usize {
        most.min(self.press.gathered_bytes) as usize / self.threads
    }

    /// What is left.
    fn finish(mut self) -> Result<Pressed, Fault> {
        let mut pressed = Pressed::default();
        self.take_hours(&mut pressed);
        self.take_days(&mut pressed)?;
        pressed.totals = std::mem::take(&mut self.folder.totals);
        Ok(pressed)
    }

    fn take_hours(&mut self, pressed: &mut Pressed) {
        let folder = &mut self.folder;
        let cells = folder.hours.drain(&folder.regions, &folder.tenants);
        pressed.hours = cells.encode_slices();
    }

    fn take_days(&mut self, pressed: &mut Pressed) -> Result<(), Fault> {
        let folder = &mut self.folder;
        let Some(co_access) = &mut folder.co_access else {
            return Ok(());
        };
        if co_access.unknown_key {
            return Err(unknown_key());
        }
        let days = co_access.drain(&folder.regions, &folder.tenants);
        pressed.days = days
            .iter()
            .map(|(day, block)| (*day, block.encode()))
            .collect();
        Ok(())
    }
}
