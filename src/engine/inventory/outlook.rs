//! [`Outlook`]: how much a range of a bucket may still hold, and where to cut it.
//!
//! Three ways to tell, by what is known. Between bounds that keys are known around, the pages listed
//! so far and the [`KeyRuler`] say how far there is to go. Where keys may end anywhere ahead, guesses
//! are spaced like powers, for the end may be a page away or a million. Where directories have
//! names, nothing can be guessed between them: those a LIST with the delimiter `/` named are counted.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Bound;

use crate::ports::shared_len;

use super::key_ruler::KeyRuler;

/// Pages of a range whose first keys are kept.
const HISTORY: usize = 16;
/// Length on the ruler that a page is taken to have at least.
const LEAST_PAGE: f64 = 1e-12;
/// How much more one of many named directories may hold, as a part of what was listed of it.
const AS_LONG_AGAIN: f64 = 0.5;
/// Exactness of a cut, as a part of the distance to its neighbour.
const CUT_ERROR: f64 = 0.01;

/// A part of the key space: keys after `after`, up to and with `until`.
#[derive(Debug, Default)]
pub struct Range {
    /// Where the range began.
    pub origin: Option<String>,
    /// Where its listing has come to.
    pub after: Option<String>,
    /// The store's own word for where to go on, where a page that was not the last had no key to
    /// go on after.
    pub continuation: Option<String>,
    /// Its last possible key; `None`: the end of the bucket.
    pub until: Option<String>,
    /// A page is being fetched.
    pub listing: bool,
    /// Pages listed since `origin`.
    pub pages: u64,
    /// Pages it was thought to have, from `origin` on, when it was last cut; `None`: not known.
    pub expected: Option<f64>,
    /// Keys may end anywhere in it: nothing is known to follow.
    pub open: bool,
    /// First keys of its newest pages.
    pub history: VecDeque<String>,
}

impl Range {
    /// Whether a cut at `key` leaves something on both sides.
    pub fn contains(&self, key: &str) -> bool {
        self.after.as_deref().is_none_or(|after| key > after)
            && self.until.as_deref().is_none_or(|until| key < until)
    }

    /// A page was listed and more may follow.
    pub fn advance(&mut self, first: &str, last: &str) {
        self.pages += 1;
        self.after = Some(last.to_owned());
        self.history.push_back(first.to_owned());
        if self.history.len() > HISTORY {
            self.history.pop_front();
        }
    }

    /// A ruler for keys in the directory of this length. Beside directories with names, keys in one
    /// of them have their own digits at the places where others have letters.
    fn own_ruler(&self, directory: usize) -> Option<KeyRuler> {
        let start = self.after.as_deref()?.get(..directory)?;
        let mut ruler = KeyRuler::default();
        let keys = self.history.iter().chain(&self.after);
        let inside = keys.filter(|key| key.starts_with(start));
        inside.for_each(|key| ruler.learn(key));
        Some(ruler.widened())
    }

    /// Pages whose first key begins with `start`, and the first of those keys.
    fn pages_in(&self, start: &str) -> Option<(f64, &str)> {
        let first = self.history.iter().position(|key| key.starts_with(start))?;
        Some(((self.history.len() - first) as f64, &self.history[first]))
    }
}

/// What is known of a bucket beside its ranges.
#[derive(Debug, Default)]
pub struct Chart {
    /// What every key starts with.
    pub root: String,
    /// What keys look like.
    pub ruler: KeyRuler,
    /// Directories that exist.
    pub known: BTreeSet<String>,
    /// Directories that were looked into, and the last name seen where more follow.
    pub looked: BTreeMap<String, Option<String>>,
}

/// What a range has ahead.
#[derive(Debug)]
pub struct Outlook {
    /// Estimate of the pages not listed yet.
    pub pages: f64,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// At these directories.
    Directories(Vec<String>),
    /// Evenly on the ruler.
    Even(Stretch),
    /// Ever farther apart: a page is this long.
    Powers(Stretch, f64),
}

/// What is ahead, on the ruler for keys that begin with `start`.
#[derive(Debug)]
struct Stretch {
    start: String,
    now: f64,
    end: f64,
    /// Instead of the ruler for the bucket.
    own_ruler: Option<KeyRuler>,
}

/// The rulers of one decision.
pub struct Rulers {
    filled: KeyRuler,
    wide: KeyRuler,
}

impl Chart {
    /// The rulers as of now.
    pub fn rulers(&self) -> Rulers {
        Rulers {
            filled: self.ruler.filled(),
            wide: self.ruler.widened(),
        }
    }

    /// What `range` has ahead, thought to be at most `most` pages; `None`: nothing, or no telling.
    pub fn outlook(&self, range: &Range, rulers: &Rulers, most: f64) -> Option<Outlook> {
        let after = range.after.as_deref()?;
        let mut directory = self.root.len();
        let mut own_ruler = None;
        if self.is_wordy(range) {
            let marks = self.marks(range);
            if !marks.is_empty() {
                return Some(self.at_directories(range, after, marks, most));
            }
            let directories = self.directories(range);
            let (inner, outer) = directories.split_last()?;
            let looked = outer.iter().all(|outer| self.looked.contains_key(*outer));
            if looked {
                directory = inner.len();
                if self.ruler.has_words(self.root.len()..directory) {
                    own_ruler = range.own_ruler(directory);
                }
            } else if !range.open || self.ruler.has_words(self.root.len()..inner.len()) {
                return None;
            }
        }
        // What is known to follow tells nothing of where a directory before it ends.
        let ends = |until: &str| shared_start(after, until) < directory;
        if range.open || range.until.as_deref().is_some_and(ends) {
            unbounded(range, &rulers.wide, own_ruler, directory, most)
        } else {
            bounded(range, &rulers.filled, own_ruler, directory, most)
        }
    }

    /// A directory not looked into that may tell of names ahead of the range, and from where on.
    pub fn lookout<'a>(&'a self, range: &'a Range) -> Option<(&'a str, Option<&'a str>)> {
        if !range.open && (range.pages == 0 || !self.is_wordy(range)) {
            return None;
        }
        let after = range.after.as_deref();
        let unseen = |directory: &'a str| match self.looked.get(directory) {
            None => Some((directory, after)),
            Some(None) => None,
            Some(Some(last)) => {
                let until = range.until.as_deref();
                let ahead = until.is_none_or(|until| last.as_str() < until);
                ahead.then(|| (directory, after.max(Some(last))))
            }
        };
        let directories = self.directories(range);
        let outer = directories.len().saturating_sub(1).max(1);
        directories.into_iter().take(outer).find_map(unseen)
    }

    /// Whether what is ahead differs in names first, which cannot be guessed.
    fn is_wordy(&self, range: &Range) -> bool {
        let (Some(after), Some(until)) = (&range.after, &range.until) else {
            return true;
        };
        let shared = shared_start(after, until);
        let name = directory_len(&after[..shared]);
        let end = after[shared..].find('/');
        let end = end.map_or(after.len(), |slash| shared + slash);
        self.ruler.has_words(name..end)
    }

    /// The directories that hold what a range has ahead or a part of it, outermost first.
    fn directories<'a>(&'a self, range: &'a Range) -> Vec<&'a str> {
        let after = range.after.as_deref().unwrap_or(&self.root);
        let until = range.until.as_deref();
        let shared = until.map_or(0, |until| shared_start(after, until));
        let outer = directory_len(&after[..shared]).max(self.root.len());
        let slashes = after.match_indices('/').map(|(slash, _)| slash + 1);
        let inner = slashes.filter(|&end| end > outer);
        let ends = std::iter::once(outer).chain(inner);
        ends.filter_map(|end| after.get(..end)).collect()
    }

    /// Known directories ahead of a range: those in the outermost directory that has any.
    fn marks(&self, range: &Range) -> Vec<String> {
        let (Some(after), until) = (range.after.as_deref(), range.until.as_deref()) else {
            return Vec::new();
        };
        if until.is_some_and(|until| until <= after) {
            return Vec::new();
        }
        let end = until.map_or(Bound::Unbounded, Bound::Excluded);
        let ahead = self.known.range::<str, _>((Bound::Excluded(after), end));
        let ahead: Vec<&String> = ahead.collect();
        let of = |directory: &str| -> Vec<String> {
            let inside = ahead.iter().filter(|mark| is_child(mark, directory));
            inside.map(|&mark| mark.clone()).collect()
        };
        let levels = self.directories(range).into_iter().map(of);
        levels
            .into_iter()
            .find(|marks| !marks.is_empty())
            .unwrap_or_default()
    }

    /// Directories so far took so many pages each; so will those ahead.
    fn at_directories(&self, range: &Range, after: &str, marks: Vec<String>, most: f64) -> Outlook {
        let directory = &marks[0][..directory_len(&marks[0][..marks[0].len() - 1])];
        let origin = range.origin.as_deref();
        let begin = origin.map_or(Bound::Unbounded, Bound::Included);
        let behind = (begin, Bound::Excluded(after));
        let passed = match origin {
            Some(origin) if origin >= after => 0,
            _ => {
                let known = self.known.range::<str, _>(behind);
                known.filter(|mark| is_child(mark, directory)).count()
            }
        };
        let usual = (most / self.known.len().max(1) as f64).max(1.0);
        let each = (range.pages as f64 + usual) / (passed as f64 + 1.0);
        Outlook {
            pages: each * marks.len() as f64,
            way: Way::Directories(marks),
        }
    }
}

impl Outlook {
    /// Keys that cut what is ahead into as many `parts`. None need exist.
    pub fn cuts(&self, parts: usize, rulers: &Rulers) -> Vec<String> {
        match &self.way {
            Way::Directories(marks) => evenly(marks, parts - 1),
            Way::Even(Stretch {
                start,
                now,
                end,
                own_ruler,
            }) => {
                let step = (end - now) / parts as f64;
                let at = |part| now + step * part as f64;
                let cuts = (1..parts).map(at);
                cuts.map(|at| {
                    own_ruler
                        .as_ref()
                        .unwrap_or(&rulers.filled)
                        .key_at(start, at, step * CUT_ERROR)
                })
                .collect()
            }
            Way::Powers(
                Stretch {
                    start,
                    now,
                    end,
                    own_ruler,
                },
                page,
            ) => {
                // Two parts are cut at the power 3/4: the far one is the one to learn about.
                let exponent = |part: usize| (part + 2) as f64 / (parts + 2) as f64;
                let pages = (end - now) / page;
                let ahead = (1..parts).map(|part| page * pages.powf(exponent(part)));
                ahead
                    .map(|ahead| {
                        own_ruler.as_ref().unwrap_or(&rulers.wide).key_at(
                            start,
                            now + ahead,
                            ahead * CUT_ERROR,
                        )
                    })
                    .collect()
            }
        }
    }

    /// Whether its estimate says what a part has: it does not where keys may end anywhere.
    pub fn is_sure(&self, range: &Range) -> bool {
        !range.open && !matches!(self.way, Way::Powers(..))
    }
}

/// The outlook of a range that has keys up to its end, inside the directory of this length.
fn bounded(
    range: &Range,
    ruler: &KeyRuler,
    own_ruler: Option<KeyRuler>,
    directory: usize,
    most: f64,
) -> Option<Outlook> {
    let (after, until) = (range.after.as_deref()?, range.until.as_deref()?);
    let shared = shared_start(after, until).max(directory);
    let start = after.get(..shared)?;
    let at = |key: &str| own_ruler.as_ref().unwrap_or(ruler).position(key, shared);
    let (now, end) = (at(after), at(until));
    if end <= now {
        return None;
    }
    let origin = range
        .origin
        .as_deref()
        .filter(|origin| origin.starts_with(start));
    let rate = if let (Some(origin), Some(expected)) = (origin, range.expected) {
        // What was expected counts like one more page: a single one may be far from usual.
        let begin = at(origin);
        (range.pages as f64 + 1.0) / (now - begin + (end - begin) / expected)
    } else {
        let (pages, first) = range.pages_in(start)?;
        pages / (now - at(first)).max(LEAST_PAGE)
    };
    Some(Outlook {
        pages: (rate * (end - now)).min(most),
        way: Way::Even(Stretch {
            start: start.to_owned(),
            now,
            end,
            own_ruler,
        }),
    })
}

/// The outlook of a range whose keys may end anywhere, inside the directory of this length.
fn unbounded(
    range: &Range,
    ruler: &KeyRuler,
    own_ruler: Option<KeyRuler>,
    directory: usize,
    most: f64,
) -> Option<Outlook> {
    let (first, after) = (range.history.back()?, range.after.as_deref()?);
    let until = range.until.as_deref();
    let shared = until
        .map_or(0, |until| shared_start(first, until))
        .max(directory);
    let start = after
        .get(..shared)
        .filter(|start| first.starts_with(start))?;
    let at = |key: &str| own_ruler.as_ref().unwrap_or(ruler).position(key, shared);
    let until = until.filter(|until| until.starts_with(start));
    let (now, mut end) = (at(after), until.map_or(1.0, at));
    let page = (now - at(first)).max(LEAST_PAGE);
    if own_ruler.is_some() && until.is_none() {
        // It may end anywhere, and to find out costs a request: the far end is not tried at once.
        end = end.min(now + AS_LONG_AGAIN * now.max(page));
    }
    (end > now + page).then(|| Outlook {
        pages: ((end - now) / page).min(most),
        way: Way::Powers(
            Stretch {
                start: start.to_owned(),
                now,
                end,
                own_ruler,
            },
            page,
        ),
    })
}

/// Up to `count` of the marks, evenly spaced.
fn evenly(marks: &[String], count: usize) -> Vec<String> {
    let parts = count.min(marks.len()) + 1;
    (1..parts)
        .map(|part| marks[part * (marks.len() + 1) / parts - 1].clone())
        .collect()
}

/// Whether `mark` is a directory right in `directory`.
fn is_child(mark: &str, directory: &str) -> bool {
    let name = mark.strip_prefix(directory);
    name.is_some_and(|name| name.find('/').is_some_and(|slash| slash + 1 == name.len()))
}

/// Length of the directory of `key`, with its slash; 0 outside any.
fn directory_len(key: &str) -> usize {
    key.rfind('/').map_or(0, |slash| slash + 1)
}

/// Length of the start that two keys share, in whole characters.
fn shared_start(a: &str, b: &str) -> usize {
    a.floor_char_boundary(shared_len(a.as_bytes(), b.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_are_cut_evenly() {
        let marks: Vec<String> = (1..=7).map(|i| format!("{i}/")).collect();
        for (count, cuts) in [(0, vec![]), (1, vec!["4/"]), (3, vec!["2/", "4/", "6/"])] {
            assert_eq!(evenly(&marks, count), cuts);
        }
        assert_eq!(evenly(&marks, 99), marks);
        assert!(evenly(&[], 5).is_empty());
    }

    #[test]
    fn a_bounded_range_is_judged_by_the_pages_so_far() {
        let mut chart = Chart::default();
        (0..100).for_each(|i| chart.ruler.learn(&format!("k{i:02}")));
        let mut range = Range {
            until: Some("k90".to_owned()),
            ..Range::default()
        };
        range.advance("k00", "k10");
        range.advance("k10", "k20");
        let rulers = chart.rulers();
        let outlook = chart.outlook(&range, &rulers, 1e9).unwrap();
        assert!((outlook.pages - 7.0).abs() < 0.1, "{outlook:?}");
        assert_eq!(outlook.cuts(2, &rulers), ["k55"]);
    }

    #[test]
    fn names_are_cut_at_known_directories_only() {
        let mut chart = Chart::default();
        let mut range = Range {
            open: true,
            ..Range::default()
        };
        range.advance("alpha/1", "alpha/2");
        assert_eq!(chart.lookout(&range), Some(("", Some("alpha/2"))));
        chart.looked.insert(String::new(), None);
        chart
            .known
            .extend(["alpha/", "bravo/", "kilo/", "kilo/x/", "zulu/"].map(str::to_owned));
        let rulers = chart.rulers();
        let outlook = chart.outlook(&range, &rulers, 100.0).unwrap();
        assert_eq!(outlook.cuts(9, &rulers), ["bravo/", "kilo/", "zulu/"]);
    }
}
