//! The keys with the most requests: written beside a log of very many keys, in place of every hour of
//! every key, and compared with what was exported of it.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

use super::catalogue::Catalogue;
use super::truth::Row;

/// One key in so many is hot.
const ONE_IN: usize = 100;

/// What all hours of one key come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    requests: u64,
    accesses: u64,
    bytes: u64,
}

/// Sums by number of the key.
pub struct HotKeys(Vec<Sums>);

impl HotKeys {
    const HEADER: &str = "key,requests,accesses,bytes";

    /// Nothing counted.
    pub fn new(keys: u32) -> Self {
        Self(vec![Sums::default(); keys as usize])
    }

    /// Adds one hour of a key.
    pub fn add(&mut self, row: &Row) {
        let sums = &mut self.0[row.key as usize];
        sums.requests += row.requests;
        sums.accesses += row.accesses;
        sums.bytes += row.bytes;
    }

    /// Writes those with the most requests, and all that have as many as the last of them.
    pub fn write(&self, catalogue: &Catalogue, out: &mut dyn Write) -> io::Result<()> {
        let mut requests: Vec<u64> = self.0.iter().map(|sums| sums.requests).collect();
        let place = requests.len() / ONE_IN;
        let (_, least, _) = requests.select_nth_unstable_by(place, |a, b| b.cmp(a));
        let least = *least;
        writeln!(out, "{}", Self::HEADER)?;
        for (key, sums) in (0..)
            .zip(&self.0)
            .filter(|(_, sums)| sums.requests >= least)
        {
            let key = catalogue.encoded_key(key);
            let Sums {
                requests,
                accesses,
                bytes,
            } = sums;
            writeln!(out, "{key},{requests},{accesses},{bytes}")?;
        }
        Ok(())
    }
}

/// How many keys are hot, and of how many of them an export says something else.
pub fn compare(hot: impl BufRead, export: impl BufRead) -> io::Result<(usize, usize)> {
    let number = |text: &str| {
        text.parse()
            .map_err(|_| io::Error::other(format!("no number: {text}")))
    };
    let mut wanted = HashMap::new();
    for line in hot.lines().skip(1) {
        let line = line?;
        let columns: Vec<&str> = line.split(',').collect();
        let [key, requests, accesses, bytes] = columns[..] else {
            return Err(io::Error::other(line));
        };
        let sums = Sums {
            requests: number(requests)?,
            accesses: number(accesses)?,
            bytes: number(bytes)?,
        };
        wanted.insert(key.to_owned(), (sums, Sums::default()));
    }
    let mut lines = export.lines();
    let header = lines.next().transpose()?.unwrap_or_default();
    let place = |name: &str| header.split(',').position(|column| column == name);
    let places = ["key", "class", "requests", "accesses", "bytes"].map(place);
    let [
        Some(key),
        Some(class),
        Some(requests),
        Some(accesses),
        Some(bytes),
    ] = places
    else {
        return Err(io::Error::other(format!(
            "no header of an export: {header}"
        )));
    };
    for line in lines {
        let line = line?;
        let columns: Vec<&str> = line.split(',').collect();
        // A shard's hour is no demand.
        if columns[class] == "any" {
            continue;
        }
        if let Some((_, found)) = wanted.get_mut(columns[key]) {
            found.requests += number(columns[requests])?;
            found.accesses += number(columns[accesses])?;
            found.bytes += number(columns[bytes])?;
        }
    }
    let wrong = wanted.values().filter(|(wanted, found)| wanted != found);
    Ok((wanted.len(), wrong.count()))
}
