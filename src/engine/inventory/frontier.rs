//! [`Frontier`]: which part of a bucket to list next, and where to cut so that many can list at once.
//!
//! LIST is sequential: a page tells only where the next begins. To list in parallel the key space
//! is cut into ranges. A way without work takes a part of the range that is thought to have the most
//! ahead, see [`super::outlook`]. A cut is a guess: it costs half a page on average, and a range that
//! turns out empty a whole request, so guessing stops when too many do.
//! Pure: knows pages and keys, sends nothing.

use std::collections::BTreeMap;

use crate::placement::Key;
use crate::ports::KeyRange;

use super::outlook::{Chart, Range};

/// Requests that may bring nothing before every further one needs useful ones to pay for it.
const FREE_GUESSES: u64 = 96;
/// Useful pages that pay for one guess.
const PAGES_PER_GUESS: u64 = 8;
/// Keys of a page that are learned from, at least, where it has as many.
const LEARNED: usize = 64;
/// Directories kept in mind. Beyond, all are forgotten, and looked for again where needed.
const DIRECTORIES: usize = 50_000;

/// What to ask the bucket next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The next page of a range.
    Page {
        /// The range.
        range: u64,
        /// Where the page starts.
        after: Option<String>,
        /// Where the store said that it starts; `after` is then ignored.
        continuation: Option<String>,
    },
    /// The directories right in a directory.
    Landmarks {
        /// The directory to look into.
        directory: String,
        /// Those before it do not matter.
        after: Option<String>,
    },
}

/// The ranges not listed yet.
#[derive(Debug)]
pub struct Frontier {
    chart: Chart,
    ranges: BTreeMap<u64, Range>,
    next_id: u64,
    useful: u64,
    wasted: u64,
}

impl Frontier {
    /// Everything under `root`, or what an earlier run left of it.
    pub fn new(root: &str, remaining: &[KeyRange]) -> Self {
        let mut frontier = Self {
            chart: Chart {
                root: root.to_owned(),
                ..Chart::default()
            },
            ranges: BTreeMap::new(),
            next_id: 0,
            useful: 0,
            wasted: 0,
        };
        for range in remaining {
            let text = |key: &Option<Key>| key.as_ref().map(|key| key.to_string_lossy().into());
            let (after, until) = (text(&range.after), text(&range.until));
            frontier.add(Range {
                origin: after.clone(),
                after,
                open: until.is_none(),
                until,
                ..Range::default()
            });
        }
        frontier
    }

    fn add(&mut self, range: Range) {
        self.ranges.insert(self.next_id, range);
        self.next_id += 1;
    }

    /// What is not listed yet, in order.
    pub fn remaining(&self) -> Vec<KeyRange> {
        let key = |text: &Option<String>| text.as_deref().map(Key::from);
        let mut ranges: Vec<KeyRange> = self
            .ranges
            .values()
            .map(|range| KeyRange {
                after: key(&range.after),
                until: key(&range.until),
            })
            .collect();
        ranges.sort_by(|a, b| a.after.cmp(&b.after));
        ranges
    }

    /// The next request to send, when `idle` may still be sent; `None` when there is nothing to
    /// ask until an answer comes.
    pub fn next(&mut self, idle: usize) -> Option<Ask> {
        let all_listing = self.ranges.values().all(|range| range.listing);
        if all_listing && self.may_guess() && !self.cut(idle) {
            return self.look();
        }
        let (id, range) = self.ranges.iter_mut().find(|(_, range)| !range.listing)?;
        range.listing = true;
        Some(Ask::Page {
            range: *id,
            after: range.after.clone(),
            continuation: range.continuation.take(),
        })
    }

    /// A page came: its keys in order, and where the store says that the next one starts, if there
    /// is one. Returns how many of the keys are the range's own.
    pub fn page(&mut self, id: u64, keys: &[&str], next: Option<&str>) -> usize {
        let some = keys.iter().step_by(keys.len() / LEARNED + 1);
        some.chain(keys.last())
            .for_each(|key| self.chart.ruler.learn(key));
        let Some(range) = self.ranges.get_mut(&id) else {
            return 0;
        };
        range.listing = false;
        let own = match &range.until {
            Some(until) => keys.partition_point(|key| *key <= until.as_str()),
            None => keys.len(),
        };
        if own == 0 {
            self.wasted += 1;
        } else {
            self.useful += 1;
        }
        let Some(next) = next.filter(|_| own == keys.len()) else {
            self.end(id, own == 0);
            return own;
        };
        match (keys.first(), keys.last()) {
            (Some(_), Some(&last)) if range.until.as_deref() == Some(last) => self.end(id, false),
            (Some(&first), Some(&last)) => range.advance(first, last),
            // A store may look through many keys that are gone and hand out a page without any.
            _ => range.continuation = Some(next.to_owned()),
        }
        own
    }

    /// A range has no more keys. Where it was a mere guess and had none at all, nothing is known to
    /// follow the one before it.
    fn end(&mut self, id: u64, was_empty: bool) {
        let Some(range) = self.ranges.remove(&id) else {
            return;
        };
        if was_empty && range.expected.is_none() && range.after.is_some() {
            let mut others = self.ranges.values_mut();
            if let Some(before) = others.find(|other| other.until == range.after) {
                before.open = true;
            }
        }
    }

    /// Landmarks in `directory` came: directories in order, and whether more follow.
    pub fn landmarks(&mut self, directory: &str, directories: &[&str], more: bool) {
        self.wasted += 1;
        if self.chart.known.len() > DIRECTORIES {
            self.chart.known.clear();
            self.chart.looked.clear();
        }
        for directory in directories {
            self.chart.ruler.learn(directory);
            self.chart.known.insert((*directory).to_owned());
        }
        let last = directories.last().filter(|_| more);
        let last = last.map(|last| (*last).to_owned());
        self.chart.looked.insert(directory.to_owned(), last);
    }

    /// Cuts the range with the most pages ahead for `idle` more; false when none is worth it.
    fn cut(&mut self, idle: usize) -> bool {
        let rulers = self.chart.rulers();
        // A bucket is rarely much larger than what was seen of it.
        let most = self.useful.max(idle as u64 + 1) as f64;
        let outlooks = self.ranges.iter().filter_map(|(id, range)| {
            let outlook = self.chart.outlook(range, &rulers, most)?;
            Some((*id, outlook))
        });
        let Some((id, outlook)) = outlooks.max_by(|a, b| a.1.pages.total_cmp(&b.1.pages)) else {
            return false;
        };
        let parts = (outlook.pages as usize).min(idle + 1);
        if parts < 2 {
            return false;
        }
        let cuts = outlook.cuts(parts, &rulers);
        let each = outlook.pages / (cuts.len() + 1) as f64;
        let expected = self
            .ranges
            .get(&id)
            .and_then(|range| outlook.is_sure(range).then_some(each));
        self.cut_at(id, cuts, expected)
    }

    /// Cuts a range into pieces that begin after these keys and may have so many pages each.
    fn cut_at(&mut self, id: u64, mut cuts: Vec<String>, each: Option<f64>) -> bool {
        let Some(range) = self.ranges.get_mut(&id) else {
            return false;
        };
        cuts.retain(|cut| range.contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        if cuts.is_empty() {
            return false;
        }
        range.expected = each.map(|each| range.pages as f64 + each);
        let mut open = std::mem::take(&mut range.open);
        let mut pieces = Vec::new();
        for cut in cuts.into_iter().rev() {
            pieces.push(Range {
                origin: Some(cut.clone()),
                until: range.until.replace(cut.clone()),
                after: Some(cut),
                open: std::mem::take(&mut open),
                expected: each,
                ..Range::default()
            });
        }
        pieces.into_iter().rev().for_each(|piece| self.add(piece));
        true
    }

    /// Looks for directories ahead of some range.
    fn look(&mut self) -> Option<Ask> {
        let lookouts = self
            .ranges
            .values()
            .filter_map(|range| self.chart.lookout(range));
        // The outermost tell most.
        let (directory, after) =
            lookouts.min_by_key(|(directory, _)| directory.matches('/').count())?;
        let (directory, after) = (directory.to_owned(), after.map(str::to_owned));
        // Nobody else looks there until the answer comes.
        self.chart.looked.insert(directory.clone(), None);
        Some(Ask::Landmarks { directory, after })
    }

    fn may_guess(&self) -> bool {
        self.wasted < FREE_GUESSES + self.useful / PAGES_PER_GUESS
    }
}

#[cfg(test)]
mod tests;
