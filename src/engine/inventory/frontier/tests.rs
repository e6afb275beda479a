//! Decisions one by one, and how near to linear they make a scan, in virtual time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::*;

const PAGE: usize = 50;
const PAGES: usize = 3_200;
const WAYS: usize = 32;

/// One page of LIST: keys or directories, and whether more follow.
fn list(keys: &[String], prefix: &str, by_directory: bool, after: &str) -> (Vec<String>, bool) {
    let mut at = keys.partition_point(|key| key.as_str() <= after.max(prefix));
    let mut page = Vec::new();
    while let Some(rest) = keys.get(at).and_then(|key| key.strip_prefix(prefix)) {
        if page.len() == PAGE {
            return (page, true);
        }
        let slash = rest.find('/').filter(|_| by_directory);
        if let Some(slash) = slash {
            let directory = keys[at][..=prefix.len() + slash].to_owned();
            at += keys[at..].partition_point(|key| key.starts_with(&directory));
            page.push(directory);
        } else {
            page.push(keys[at].clone());
            at += 1;
        }
    }
    (page, false)
}

/// Lists `keys` with every request taking about 100 ms. Returns the time over the least possible,
/// which is a full page in every way all the time.
fn part_of_linear(keys: &[String]) -> f64 {
    let mut frontier = Frontier::new("", &[KeyRange::default()]);
    let mut asked: BTreeMap<u64, Ask> = BTreeMap::new();
    let mut due: BinaryHeap<Reverse<(u64, u64)>> = BinaryHeap::new();
    let mut random = fastrand::Rng::with_seed(7);
    let (mut now_ms, mut requests, mut found) = (0, 0, 0);
    loop {
        while asked.len() < WAYS {
            let Some(ask) = frontier.next(WAYS - asked.len()) else {
                break;
            };
            due.push(Reverse((now_ms + random.u64(90..=110), requests)));
            asked.insert(requests, ask);
            requests += 1;
        }
        let Some(Reverse((time_ms, request))) = due.pop() else {
            break;
        };
        now_ms = time_ms;
        match asked.remove(&request).unwrap() {
            Ask::Page { range, after, .. } => {
                let (page, more) = list(keys, "", false, after.as_deref().unwrap_or_default());
                let page: Vec<&str> = page.iter().map(String::as_str).collect();
                found += frontier.page(range, &page, more.then_some("more"));
            }
            Ask::Landmarks { directory, after } => {
                let after = after.as_deref().unwrap_or_default();
                let (page, more) = list(keys, &directory, true, after);
                let directories = page.iter().filter(|entry| entry.ends_with('/'));
                let directories: Vec<&str> = directories.map(String::as_str).collect();
                frontier.landmarks(&directory, &directories, more);
            }
        }
    }
    assert_eq!(found, keys.len());
    let least_ms = keys.len().div_ceil(PAGE) as f64 * 100.0 / WAYS as f64;
    least_ms / now_ms as f64
}

fn words(i: u64) -> String {
    let names = [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "kilo", "lima", "tango",
    ];
    let name = |k: u64| names[(i.wrapping_mul(k) >> 20) as usize % (i as usize % 9 + 1)];
    let (team, project) = (name(0x9E37_79B9), name(0x85EB_CA6B));
    format!("{team}/project-{project}/{}/{i:06}.dat", name(0xC2B2_AE35))
}

fn customers(i: u64) -> String {
    let names = [
        "amber", "birch", "cedar", "dune", "ember", "fjord", "glade", "heath", "islet", "jade",
    ];
    let name = |k: u64| names[(i / k) as usize % names.len()];
    format!(
        "{}{}{}{}/{i:08}.log",
        name(1_000),
        name(100),
        name(10),
        name(1)
    )
}

/// Names of shapes, the least part of linear, the key of a number.
type Shape = (&'static str, f64, fn(u64) -> String);

#[test]
fn ways_share_a_bucket_of_any_shape_almost_evenly() {
    let shapes: [Shape; 7] = [
        ("directories of different sizes", 0.93, |i| {
            format!("tenant/{:03}/{:02}/{i:08}.bin", i * i % 211, i % 7)
        }),
        ("one flat directory, numbered", 0.94, |i| {
            format!("obj-{i:010}.bin")
        }),
        ("one flat directory, hashed", 0.94, |i| {
            format!("x/{:016x}", i.wrapping_mul(0x9E37_79B9_7F4A_7C15))
        }),
        ("a directory for every object", 0.94, |i| {
            let id = i.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            format!("data/{:08x}-{:04x}/part-0.parquet", id >> 32, id & 0xffff)
        }),
        ("a few directories hold most", 0.92, |i| {
            format!("t/{:05}/{i:08}", 200_000 / (1 + i % 5_000))
        }),
        ("directories with names", 0.88, words),
        ("far more names than a page has", 0.40, customers),
    ];
    for (name, least, key) in shapes {
        let mut keys: Vec<String> = (0..(PAGES * PAGE) as u64).map(key).collect();
        keys.sort_unstable();
        let part = part_of_linear(&keys);
        println!("{name}: {:.1} % of linear", 100.0 * part);
        assert!(part >= least, "{name}: {part}");
    }
}

#[test]
fn the_first_page_is_followed_by_guesses_for_all_ways() {
    let mut frontier = Frontier::new("", &[KeyRange::default()]);
    assert!(matches!(frontier.next(4), Some(Ask::Page { range: 0, .. })));
    assert!(matches!(frontier.next(3), Some(Ask::Landmarks { .. })));
    assert_eq!(frontier.next(2), None);
    let keys: Vec<String> = (0..1000).map(|i| format!("obj-{i:06}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    assert_eq!(frontier.page(0, &keys, Some("more")), 1000);
    assert!(matches!(frontier.next(4), Some(Ask::Page { range: 0, .. })));
    for idle in (1..=3).rev() {
        assert!(matches!(frontier.next(idle), Some(Ask::Page { .. })));
    }
    let starts: Vec<Option<Key>> = frontier.remaining().into_iter().map(|r| r.after).collect();
    assert_eq!(starts.len(), 4);
    assert!(starts.is_sorted());
}

#[test]
fn guesses_stop_when_they_bring_nothing() {
    let mut frontier = Frontier::new("", &[KeyRange::default()]);
    frontier.wasted = FREE_GUESSES + 1;
    assert!(matches!(frontier.next(32), Some(Ask::Page { .. })));
    assert_eq!(frontier.next(31), None);
    let page = ["a0", "a1", "a2", "a3"];
    frontier.page(0, &page, Some("more"));
    assert!(matches!(frontier.next(32), Some(Ask::Page { .. })));
    assert_eq!(frontier.next(31), None);
}

#[test]
fn a_page_without_keys_is_followed_by_the_next() {
    let mut frontier = Frontier::new("", &[KeyRange::default()]);
    let page = |after: Option<&str>, continuation: Option<&str>| {
        Some(Ask::Page {
            range: 0,
            after: after.map(str::to_owned),
            continuation: continuation.map(str::to_owned),
        })
    };
    assert_eq!(frontier.next(1), page(None, None));
    assert_eq!(frontier.page(0, &[], Some("t1")), 0);
    assert_eq!(frontier.next(1), page(None, Some("t1")));
    assert_eq!(frontier.page(0, &["a"], Some("t2")), 1);
    assert_eq!(frontier.next(1), page(Some("a"), None));
    assert_eq!(frontier.page(0, &[], None), 0);
    assert!(frontier.remaining().is_empty());
}
