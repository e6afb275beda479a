//! [`Cell`] and [`Column`]: one value of a table, typed so that each output format prints it its way.

use std::cmp::Ordering;

use crate::placement::Key;

use super::{Zone, escape, sparkline, units};

/// Blocks of a series in a table: a week in quarters of a day.
const SERIES_WIDTH: usize = 28;

/// A column of a listing.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in JSON and CSV and for `--columns`, snake_case with its unit: `size_bytes`.
    pub name: &'static str,
    /// Head in tables: `SIZE`.
    pub title: &'static str,
    /// Shown in tables only under `-o wide`; always in JSON and CSV.
    pub wide: bool,
    /// Left out of tables on a terminal that is too narrow for it.
    pub spare: bool,
}

impl Column {
    /// A column that every table shows.
    pub const fn new(name: &'static str, title: &'static str) -> Self {
        Self {
            name,
            title,
            wide: false,
            spare: false,
        }
    }

    /// A column that a narrow terminal does without.
    pub const fn spare(name: &'static str, title: &'static str) -> Self {
        let spare = true;
        Self {
            spare,
            ..Self::new(name, title)
        }
    }

    /// A column for `-o wide`.
    pub const fn wide(name: &'static str, title: &'static str) -> Self {
        let wide = true;
        Self {
            wide,
            ..Self::new(name, title)
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
    /// Milliseconds from one moment to another: `2h05m` in tables.
    Duration(u64),
    /// A series: a chart in tables, an array in JSON, finite values with spaces between in CSV.
    Series(Vec<f64>),
    /// True or false: `yes`/`no` in tables.
    Flag(bool),
    /// Unknown: `-` in tables, `null` in JSON.
    Unknown,
}

impl Cell {
    /// How a person reads it; hostile characters are written out.
    pub fn text(&self, zone: &Zone) -> String {
        match self {
            // A backslash is our own: what messages quote is escaped already.
            Self::Text(text) => escape::escape_line(text),
            Self::Key(key) => escape::escape_bytes(key.as_bytes()).into_owned(),
            Self::Count(number) => units::count(*number),
            Self::Number(number, decimals) => units::decimal(*number, *decimals),
            Self::Bytes(bytes) => units::bytes(*bytes),
            Self::Usd(dollars) => units::decimal(*dollars, 2),
            Self::Ratio(share) => units::ratio(*share),
            Self::Time(ms) => units::local_time(*ms, zone.get()),
            Self::Duration(ms) => units::duration_ms(*ms),
            Self::Series(values) => {
                let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
                sparkline(&values, SERIES_WIDTH)
            }
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::Unknown => "-".to_owned(),
        }
    }

    /// Whether tables put it at the right edge of its column.
    pub fn is_number(&self) -> bool {
        !matches!(
            self,
            Self::Text(_)
                | Self::Key(_)
                | Self::Time(_)
                | Self::Series(_)
                | Self::Flag(_)
                | Self::Unknown
        )
    }

    /// Whether a table shows it whole or not at all: half a number or half a time misleads.
    pub fn is_whole(&self) -> bool {
        self.is_number() || matches!(self, Self::Time(_))
    }

    /// Order for `--sort-by`: as the values, not as their texts; what is unknown comes last.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Key(a), Self::Key(b)) => a.cmp(b),
            (Self::Count(a), Self::Count(b))
            | (Self::Bytes(a), Self::Bytes(b))
            | (Self::Duration(a), Self::Duration(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            (Self::Flag(a), Self::Flag(b)) => a.cmp(b),
            (Self::Series(a), Self::Series(b)) => {
                a.iter().sum::<f64>().total_cmp(&b.iter().sum::<f64>())
            }
            (Self::Number(a, _), Self::Number(b, _))
            | (Self::Usd(a), Self::Usd(b))
            | (Self::Ratio(a), Self::Ratio(b)) => a.total_cmp(b),
            // One column may hold several kinds, such as counts and sizes.
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Flag(_) => 0,
            Self::Count(_) | Self::Number(..) => 1,
            Self::Bytes(_) => 2,
            Self::Usd(_) => 3,
            Self::Ratio(_) | Self::Series(_) => 4,
            Self::Duration(_) => 5,
            Self::Time(_) => 6,
            Self::Text(_) | Self::Key(_) => 7,
            Self::Unknown => 8,
        }
    }
}
