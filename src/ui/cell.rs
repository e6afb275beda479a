//! [`Cell`] and [`Column`]: one value of a table, typed so that each output format prints it its way.

use crate::placement::Key;

/// A column of a listing.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in JSON and CSV and for `--columns`, snake_case with its unit: `size_bytes`.
    pub name: &'static str,
    /// Head in tables: `SIZE`.
    pub title: &'static str,
    /// Shown in tables only under `-o wide`; always in JSON and CSV.
    pub wide: bool,
}

impl Column {
    /// A column that every table shows.
    pub const fn new(name: &'static str, title: &'static str) -> Self {
        Self {
            name,
            title,
            wide: false,
        }
    }

    /// A column for `-o wide`.
    pub const fn wide(name: &'static str, title: &'static str) -> Self {
        Self {
            name,
            title,
            wide: true,
        }
    }
}

/// One value. Tables show it for people; JSON and CSV exactly.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Our own words or config names.
    Text(String),
    /// A key or other text from outside: escaped in tables, exact in JSON (`NAME_b64` beside it when not UTF-8).
    Key(Key),
    /// A count.
    Count(u64),
    /// A number with this many decimals in tables.
    Number(f64, u8),
    /// Bytes: `68.0 GiB` in tables.
    Bytes(u64),
    /// Dollars: `-21.10` in tables.
    Usd(f64),
    /// A share, 0..=1: `41%` in tables.
    Ratio(f64),
    /// Milliseconds UTC: RFC 3339 in JSON.
    Time(i64),
    /// True or false: `yes`/`no` in tables.
    Flag(bool),
    /// Unknown: `-` in tables, `null` in JSON.
    Unknown,
}
