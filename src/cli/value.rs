//! Values with units as people write them: `40TiB`, `30m`, `s3://bucket/prefix`.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, de};

/// Bytes, written with binary suffixes: `500GiB`, `500G` (the same), `1048576`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteSize(pub u64);

/// A duration, written `90s`, `15m`, `6h`, `2d`, or several together: `6h45m`. In milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HumanDuration {
    /// Milliseconds.
    pub ms: u64,
}

/// Why a value cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ParseValueError(String);

/// Reads a percentage as a share between 0 and 1: `10%` is 0.1.
pub fn percentage(text: &str) -> Result<f64, ParseValueError> {
    let wrong = || ParseValueError(format!("`{text}` is not a percentage: write \"10%\""));
    let digits = text.strip_suffix('%').ok_or_else(wrong)?;
    let number: f64 = digits.parse().map_err(|_| wrong())?;
    if (0.0..=100.0).contains(&number) {
        Ok(number / 100.0)
    } else {
        Err(wrong())
    }
}

/// Reads a share between 0 and 1: `--min-confidence 0.85`. A percentage is refused with the way to write it.
pub fn ratio(text: &str) -> Result<f64, ParseValueError> {
    let digits = text.strip_suffix('%').unwrap_or(text);
    let wrong = || ParseValueError(format!("`{text}` is no share between 0 and 1: write 0.85"));
    let number: f64 = digits.parse().map_err(|_| wrong())?;
    let whole = number > 1.0 && number.fract() == 0.0;
    let is_percentage = text.ends_with('%') || whole;
    match number {
        0.0..=1.0 if !is_percentage => Ok(number),
        0.0..=100.0 if is_percentage => Err(ParseValueError(format!(
            "{number}% is written {}",
            (number * 1e10).round() / 1e12
        ))),
        _ => Err(wrong()),
    }
}

/// Reads the memory that access statistics may take: enough to work with.
pub fn memory(text: &str) -> Result<ByteSize, ParseValueError> {
    let size: ByteSize = text.parse()?;
    if size < LEAST_MEMORY {
        return Err(ParseValueError(format!(
            "{text} is too little memory: give 64M or more"
        )));
    }
    Ok(size)
}

/// Memory that access statistics take at least.
pub const LEAST_MEMORY: ByteSize = ByteSize(64 << 20);

/// Milliseconds UTC of RFC 3339, of a date, or of a number of milliseconds.
pub fn time_ms(text: &str) -> Result<i64, ParseValueError> {
    if let Ok(ms) = text.parse::<i64>() {
        return Ok(ms);
    }
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time.as_millisecond());
    }
    // A date with a time but no offset also parses as a date, and would lose its time.
    let date = Date::strptime("%Y-%m-%d", text);
    date.and_then(|date| date.to_zoned(TimeZone::UTC))
        .map(|midnight| midnight.timestamp().as_millisecond())
        .map_err(|_| {
            ParseValueError(format!(
                "`{text}` is not a time: write 2025-11-20T22:00:00Z, 2025-11-20 or 1763676000000"
            ))
        })
}

impl FromStr for ByteSize {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong =
            || ParseValueError(format!("`{text}` is not a size: write 500GiB, 64M or 4096"));
        let digits = text
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(text.len());
        let (number, suffix) = text.split_at(digits);
        let shift = match suffix.trim() {
            "" | "B" => 0,
            "K" | "KiB" | "k" => 10,
            "M" | "MiB" => 20,
            "G" | "GiB" => 30,
            "T" | "TiB" => 40,
            "P" | "PiB" => 50,
            _ => return Err(wrong()),
        };
        if let Ok(whole) = number.parse::<u64>() {
            return whole.checked_mul(1 << shift).map(Self).ok_or_else(wrong);
        }
        let number: f64 = number.parse().map_err(|_| wrong())?;
        let bytes = number * (1_u64 << shift) as f64;
        if bytes.is_finite() && bytes < u64::MAX as f64 {
            Ok(Self(bytes as u64))
        } else {
            Err(wrong())
        }
    }
}

impl FromStr for HumanDuration {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || {
            ParseValueError(format!(
                "`{text}` is not a duration: write 90s, 15m, 6h, 2d or 6h45m"
            ))
        };
        let mut ms: u64 = 0;
        let mut rest = text;
        if rest.is_empty() {
            return Err(wrong());
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
            let number: u64 = rest[..digits].parse().map_err(|_| wrong())?;
            rest = &rest[digits..];
            let letters = rest
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(rest.len());
            let unit_ms: u64 = match &rest[..letters] {
                "ms" => 1,
                "s" => 1_000,
                "m" => 60_000,
                "h" => 3_600_000,
                "d" => 86_400_000,
                "w" => 604_800_000,
                _ => return Err(wrong()),
            };
            rest = &rest[letters..];
            ms = number
                .checked_mul(unit_ms)
                .and_then(|add| ms.checked_add(add))
                .ok_or_else(wrong)?;
        }
        Ok(Self { ms })
    }
}

impl fmt::Display for HumanDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [
            (604_800_000, "w"),
            (86_400_000, "d"),
            (3_600_000, "h"),
            (60_000, "m"),
            (1_000, "s"),
        ];
        match units
            .iter()
            .find(|(unit, _)| self.ms > 0 && self.ms.is_multiple_of(*unit))
        {
            Some((unit, name)) => write!(f, "{}{name}", self.ms / unit),
            None => write!(f, "{}ms", self.ms),
        }
    }
}

impl<'de> Deserialize<'de> for ByteSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u64),
            Text(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Number(bytes) => Ok(Self(bytes)),
            Written::Text(text) => text.parse().map_err(de::Error::custom),
        }
    }
}

impl<'de> Deserialize<'de> for HumanDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_three_ways() {
        for (text, ms) in [
            ("2025-11-20T22:00:00Z", Some(1_763_676_000_000)),
            ("2025-11-20T23:00:00+01:00", Some(1_763_676_000_000)),
            ("2025-11-20", Some(1_763_596_800_000)),
            ("-1", Some(-1)),
            ("yesterday", None),
            ("2025-11-20T22:00:00", None),
        ] {
            assert_eq!(time_ms(text).ok(), ms, "{text}");
        }
    }

    #[test]
    fn sizes_are_binary() {
        for (text, bytes) in [
            ("4096", 4096),
            ("1K", 1024),
            ("1.5GiB", 3 << 29),
            ("40TiB", 40 << 40),
        ] {
            assert_eq!(text.parse(), Ok(ByteSize(bytes)), "{text}");
        }
        for text in ["", "GiB", "1GB5", "-1", "99999999P", "1e3"] {
            assert!(text.parse::<ByteSize>().is_err(), "{text}");
        }
    }

    #[test]
    fn shares_are_not_percentages() {
        assert_eq!(["0", "0.85", "1"].map(ratio), [Ok(0.0), Ok(0.85), Ok(1.0)]);
        for (text, hint) in [
            ("85", "85% is written 0.85"),
            ("85%", "85% is written 0.85"),
            ("1.1%", "1.1% is written 0.011"),
        ] {
            assert_eq!(ratio(text).unwrap_err().to_string(), hint);
        }
        for text in ["", "-0.1", "NaN", "101", "0,85", "1.1", "110%"] {
            assert!(
                ratio(text).unwrap_err().to_string().contains("write 0.85"),
                "{text}"
            );
        }
    }

    #[test]
    fn durations_add_up() {
        for (text, ms) in [
            ("90s", 90_000),
            ("6h45m", 24_300_000),
            ("2d", 172_800_000),
            ("5ms", 5),
        ] {
            assert_eq!(text.parse(), Ok(HumanDuration { ms }), "{text}");
        }
        for text in ["", "5", "h", "1.5h", "5x", "99999999999999999999s"] {
            assert!(text.parse::<HumanDuration>().is_err(), "{text}");
        }
    }
}
