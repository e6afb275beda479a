//! [`Frontier`]: which part of a bucket to list next, and where to cut so that many can list at once.
//!
//! LIST is sequential: a page tells only where the next begins. To list in parallel the key space
//! is cut into ranges. Good cuts are learned cheaply: a LIST with the delimiter `/` names up to
//! 1,000 directories ahead of a range, its *landmarks*, and later cuts use those left over. Where
//! a directory is flat, cuts are placed evenly among the characters that its keys use. Both are
//! guesses; a range that turns out empty costs one request, so guessing stops when too many do.
//! Pure: knows pages and keys, sends nothing.

use std::collections::BTreeMap;

use crate::placement::Key;
use crate::ports::KeyRange;

use super::key_spread::KeySpread;

/// Requests that may bring nothing before every further one needs useful ones to pay for it.
const FREE_GUESSES: u64 = 64;
/// Useful pages that pay for one guess.
const PAGES_PER_GUESS: u64 = 4;

/// What to ask the bucket next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The next page of a range.
    Page {
        /// The range.
        range: u64,
        /// Where the page starts.
        after: Option<String>,
    },
    /// The directories ahead of a range.
    Landmarks {
        /// The range.
        range: u64,
        /// The directory to look into.
        directory: String,
        /// Where the range has come to.
        after: Option<String>,
    },
}

/// The ranges not listed yet.
#[derive(Debug)]
pub struct Frontier {
    /// What every key starts with.
    root: String,
    ranges: BTreeMap<u64, Range>,
    next_id: u64,
    useful: u64,
    wasted: u64,
}

#[derive(Debug, Default)]
struct Range {
    after: Option<String>,
    until: Option<String>,
    /// A page is being fetched.
    listing: bool,
    /// Landmarks are being fetched.
    looking: bool,
    /// Pages since the range was last cut or looked into.
    pages: u64,
    /// Directories and keys ahead that a cut can use, in order.
    landmarks: Vec<String>,
    /// The bucket has more landmarks in `directory` than one page named.
    more_landmarks: bool,
    /// Where landmarks are from, or to be looked for; `None`: not known yet.
    directory: Option<String>,
    /// The directory already looked into in vain.
    exhausted: Option<String>,
    /// The pattern of the last page, where its keys lie flat in one directory.
    spread: Option<KeySpread>,
}

impl Range {
    fn contains(&self, mark: &str) -> bool {
        self.after.as_deref().is_none_or(|after| mark > after)
            && self.until.as_deref().is_none_or(|until| mark < until)
    }

    /// With its landmarks used up, a range lies in one directory deeper, or asks for more of them.
    fn descend(&mut self) {
        if !self.landmarks.is_empty() || self.more_landmarks {
            return;
        }
        let (Some(directory), Some(after)) = (&self.directory, &self.after) else {
            return;
        };
        match child(directory, after) {
            Some(deeper) => self.directory = Some(deeper),
            None => self.exhausted = Some(directory.clone()),
        }
    }

    /// Where to look for landmarks.
    fn lookout(&self, root: &str) -> String {
        self.directory
            .clone()
            .unwrap_or_else(|| common_directory(root, self.after.as_deref(), self.until.as_deref()))
    }

    /// Whether the range's keys lie flat in the directory where landmarks would be looked for.
    fn is_flat(&self, root: &str) -> bool {
        let spread = self.spread.as_ref();
        spread.is_some_and(|spread| spread.directory() == self.lookout(root))
    }
}

impl Frontier {
    /// Everything under `root`, or what an earlier run left of it.
    pub fn new(root: &str, remaining: &[KeyRange]) -> Self {
        let mut frontier = Self {
            root: root.to_owned(),
            ranges: BTreeMap::new(),
            next_id: 0,
            useful: 0,
            wasted: 0,
        };
        for range in remaining {
            let text = |key: &Option<Key>| key.as_ref().map(|key| key.to_string_lossy().into());
            frontier.add(Range {
                after: text(&range.after),
                until: text(&range.until),
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
        if self.ranges.values().all(|range| range.listing) {
            self.cut(idle);
        }
        let waiting = self.ranges.iter_mut().find(|(_, range)| !range.listing);
        if let Some((id, range)) = waiting {
            range.listing = true;
            return Some(Ask::Page {
                range: *id,
                after: range.after.clone(),
            });
        }
        self.look()
    }

    /// A page came: its keys in order, and whether more follow. Returns how many of the keys are
    /// the range's own.
    pub fn page(&mut self, id: u64, keys: &[&str], more: bool) -> usize {
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
        let at_until = keys.last().copied() == range.until.as_deref();
        if own < keys.len() || !more || at_until {
            self.ranges.remove(&id);
        } else if let Some(&last) = keys.last() {
            range.pages += 1;
            range.spread = KeySpread::of_page(keys);
            range.after = Some(last.to_owned());
            if !range.landmarks.is_empty() {
                range.landmarks.retain(|mark| mark.as_str() > last);
                range.descend();
            }
        }
        own
    }

    /// Landmarks came: directories and keys of `directory` in order, and whether it has more.
    pub fn landmarks(&mut self, id: u64, directory: &str, entries: &[&str], more: bool) {
        self.wasted += 1;
        let Some(range) = self.ranges.get_mut(&id) else {
            return;
        };
        range.looking = false;
        range.pages = 0;
        range.directory = Some(directory.to_owned());
        let inside = entries.iter().filter(|entry| range.contains(entry));
        // A range that has not begun starts with the first entry: no cut there.
        let ahead = inside.skip(usize::from(range.after.is_none()));
        range.landmarks = ahead.map(|entry| (*entry).to_owned()).collect();
        range.more_landmarks = more && !range.landmarks.is_empty();
        if range.landmarks.is_empty() {
            let first = entries.first().filter(|entry| entry.ends_with('/'));
            match (&range.after, first) {
                (None, Some(only)) => range.directory = Some((*only).to_owned()),
                _ => range.descend(),
            }
        }
    }

    /// Cuts the range with the most landmarks, else one whose keys lie flat, for `idle` more.
    fn cut(&mut self, idle: usize) {
        let may_guess = self.may_guess();
        let richest = self
            .ranges
            .iter()
            .max_by_key(|(_, range)| range.landmarks.len());
        let Some((&id, range)) = richest else {
            return;
        };
        if !range.landmarks.is_empty() {
            let cuts = evenly(&range.landmarks, idle);
            self.cut_at(id, &cuts);
            return;
        }
        let root = &self.root;
        let flat = self
            .ranges
            .iter()
            .filter(|(_, range)| may_guess && range.pages > 0 && range.is_flat(root))
            .max_by_key(|(_, range)| range.pages);
        if let Some((&id, range)) = flat {
            let spread = range.spread.as_ref();
            let cuts = spread.map(|spread| spread.cuts(range.until.as_deref(), idle));
            self.cut_at(id, &cuts.unwrap_or_default());
        }
    }

    /// Cuts a range into pieces that begin after these keys.
    fn cut_at(&mut self, id: u64, cuts: &[String]) {
        let Some(range) = self.ranges.get_mut(&id) else {
            return;
        };
        range.pages = 0;
        let mut cuts: Vec<String> = cuts.to_vec();
        cuts.retain(|cut| range.contains(cut));
        let mut pieces = Vec::new();
        for cut in cuts.into_iter().rev() {
            let first_after = range.landmarks.partition_point(|mark| *mark <= cut);
            let mut piece = Range {
                until: range.until.replace(cut.clone()),
                landmarks: range.landmarks.split_off(first_after),
                more_landmarks: std::mem::take(&mut range.more_landmarks),
                directory: range.directory.clone(),
                after: Some(cut),
                ..Range::default()
            };
            range
                .landmarks
                .retain(|mark| Some(mark) != range.until.as_ref());
            piece.descend();
            pieces.push(piece);
        }
        if !pieces.is_empty() {
            range.descend();
        }
        pieces.into_iter().rev().for_each(|piece| self.add(piece));
    }

    /// Looks for landmarks in the range that has gone longest without a cut.
    fn look(&mut self) -> Option<Ask> {
        if !self.may_guess() {
            return None;
        }
        let is_first = self.useful == 0;
        let root = &self.root;
        let candidate = self.ranges.iter_mut().filter(|(_, range)| {
            let fresh = range.pages > 0 || is_first;
            let blind = range.exhausted.as_deref() == Some(range.lookout(root).as_str());
            fresh && !range.looking && !blind && !range.is_flat(root)
        });
        let (id, range) = candidate.max_by_key(|(_, range)| range.pages)?;
        range.looking = true;
        Some(Ask::Landmarks {
            range: *id,
            directory: range.lookout(root),
            after: range.after.clone(),
        })
    }

    fn may_guess(&self) -> bool {
        self.wasted < FREE_GUESSES + self.useful / PAGES_PER_GUESS
    }
}

/// Up to `count` of the marks, evenly spaced.
fn evenly(marks: &[String], count: usize) -> Vec<String> {
    let parts = count.min(marks.len()) + 1;
    (1..parts)
        .map(|part| marks[part * (marks.len() + 1) / parts - 1].clone())
        .collect()
}

/// The deepest directory that holds all keys between the two; `root` where nothing is known.
fn common_directory(root: &str, after: Option<&str>, until: Option<&str>) -> String {
    let (Some(after), Some(until)) = (after, until) else {
        return root.to_owned();
    };
    let shared = after.bytes().zip(until.bytes()).take_while(|(a, b)| a == b);
    let shared = shared.count();
    let end = after.as_bytes()[..shared]
        .iter()
        .rposition(|&byte| byte == b'/');
    let directory = &after[..end.map_or(0, |slash| slash + 1)];
    if directory.len() > root.len() {
        directory.to_owned()
    } else {
        root.to_owned()
    }
}

/// The directory in `directory` that `key` lies in.
fn child(directory: &str, key: &str) -> Option<String> {
    let rest = key.strip_prefix(directory)?;
    let slash = rest.find('/')?;
    Some(key[..=directory.len() + slash].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn landmarks_are_cut_evenly() {
        let marks: Vec<String> = (1..=7).map(|i| format!("{i}/")).collect();
        for (count, cuts) in [(0, vec![]), (1, vec!["4/"]), (3, vec!["2/", "4/", "6/"])] {
            assert_eq!(evenly(&marks, count), cuts);
        }
        assert_eq!(evenly(&marks, 99), marks);
        assert!(evenly(&[], 5).is_empty());
    }

    #[test]
    fn the_first_answers_cut_the_bucket_among_the_ways() {
        let mut frontier = Frontier::new("", &[KeyRange::default()]);
        assert!(matches!(frontier.next(4), Some(Ask::Page { range: 0, .. })));
        let look = frontier.next(3).unwrap();
        assert!(matches!(look, Ask::Landmarks { range: 0, .. }));
        assert_eq!(frontier.next(2), None);
        frontier.landmarks(0, "", &["a/", "b/", "c/", "d/"], false);
        let pages: Vec<Option<Ask>> = (0..3).map(|i| frontier.next(3 - i)).collect();
        assert!(
            pages
                .iter()
                .all(|ask| matches!(ask, Some(Ask::Page { .. })))
        );
        let starts: Vec<Option<Key>> = frontier.remaining().into_iter().map(|r| r.after).collect();
        let wanted = [None, Some("b/"), Some("c/"), Some("d/")].map(|s| s.map(Key::from));
        assert_eq!(starts, wanted);
    }

    #[test]
    fn guesses_stop_when_they_bring_nothing() {
        let mut frontier = Frontier::new("", &[KeyRange::default()]);
        frontier.wasted = FREE_GUESSES;
        assert!(matches!(frontier.next(32), Some(Ask::Page { .. })));
        assert_eq!(frontier.next(31), None);
    }

    #[test]
    fn directories_of_ranges() {
        assert_eq!(common_directory("", Some("a/b/1"), Some("a/b/2")), "a/b/");
        assert_eq!(common_directory("", Some("a/b/1"), Some("a/c")), "a/");
        assert_eq!(common_directory("p/", Some("p/x"), None), "p/");
        assert_eq!(child("a/", "a/b/c"), Some("a/b/".to_owned()));
        assert_eq!(child("a/", "a/b"), None);
    }
}
