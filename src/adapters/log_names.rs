//! [`LogNames`]: which names of log objects are too old to be new.
//!
//! Stores name the objects after the time of delivery, or after the day of the requests: flat
//! (`logs/2026-11-03-13-22-01-UNIQUE`), by hour (`DISTRIBUTION.2026-11-03-13.HASH.gz`), or in
//! directories by date (`…/2026/11/03/…`). What precedes the first date in a name is its series; a
//! series sorts by time. Names of a series whose time is before that of its newest name that was read
//! less the lateness are taken to be known: late deliveries come with a name of the time of delivery,
//! or in the directory of a day that is not that old. Times count in whole hours, or whole days where
//! the date is all there is.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, tz::TimeZone};

/// The series that names were read of: where each begins to be of interest.
#[derive(Clone, Debug, Default)]
pub(super) struct LogNames {
    /// By series, the key before everything of interest.
    from: BTreeMap<String, String>,
}

/// What a name tells of its time.
struct Dated<'k> {
    series: &'k str,
    separator: char,
    time: DateTime,
    has_hour: bool,
}

impl LogNames {
    /// Of the keys read so far, with the lateness allowed.
    pub(super) fn new<'k>(read: impl Iterator<Item = &'k str>, lateness_ms: i64) -> Self {
        let mut newest: BTreeMap<&str, Dated> = BTreeMap::new();
        for dated in read.filter_map(Dated::of) {
            let known = newest.get(dated.series);
            if known.is_none_or(|known| known.time < dated.time) {
                newest.insert(dated.series, dated);
            }
        }
        let from = newest.into_values();
        Self {
            from: from
                .filter_map(|newest| Some((newest.series.to_owned(), newest.from(lateness_ms)?)))
                .collect(),
        }
    }

    /// Whether nothing is known to be old.
    pub(super) fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// For a name that is too old to be new: the key after which its series is of interest.
    pub(super) fn after_old(&self, key: &str) -> Option<String> {
        let from = self.from.get(Dated::of(key)?.series)?;
        (key < from.as_str()).then(|| from.clone())
    }
}

impl<'k> Dated<'k> {
    /// Finds the first date in a key.
    fn of(key: &'k str) -> Option<Self> {
        let bytes = key.as_bytes();
        let digits = |from: usize, to: usize| -> Option<i16> {
            let text = bytes.get(from..to)?;
            let all = text.iter().all(u8::is_ascii_digit);
            all.then(|| std::str::from_utf8(text).ok()?.parse().ok())?
        };
        (0..bytes.len().saturating_sub(9)).find_map(|at| {
            if at > 0 && bytes[at - 1].is_ascii_digit() {
                return None;
            }
            let separator = bytes[at + 4];
            if !matches!(separator, b'-' | b'/') || bytes[at + 7] != separator {
                return None;
            }
            let year = digits(at, at + 4).filter(|year| (2006..2200).contains(year))?;
            let (month, day) = (digits(at + 5, at + 7)?, digits(at + 8, at + 10)?);
            let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            let hour = digits(at + 11, at + 13)
                .filter(|hour| bytes[at + 10] == b'-' && separator == b'-' && *hour < 24);
            Some(Self {
                series: &key[..at],
                separator: char::from(separator),
                time: date.ok()?.at(hour.unwrap_or(0) as i8, 0, 0, 0),
                has_hour: hour.is_some(),
            })
        })
    }

    /// The key before all of this series that are at most so much older.
    fn from(&self, lateness_ms: i64) -> Option<String> {
        let lateness = SignedDuration::from_millis(lateness_ms);
        let time = self.time.to_zoned(TimeZone::UTC).ok()?;
        let time = time.checked_sub(lateness).ok()?;
        let date = time
            .strftime(&format!("%Y{0}%m{0}%d", self.separator))
            .to_string();
        let hour = if self.has_hour {
            time.strftime("-%H").to_string()
        } else {
            String::new()
        };
        Some(format!("{}{date}{hour}", self.series))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: i64 = 86_400_000;

    #[test]
    fn a_series_is_of_interest_from_its_newest_name_less_the_lateness() {
        for (read, from) in [
            (
                &["logs/2026-11-03-13-22-01-AB", "logs/2026-11-01-00-00-00-CD"][..],
                Some("logs/2026-11-01-13"),
            ),
            (
                &[
                    "AWSLogs/1/CloudTrail/eu-1/2026/11/01/1_CloudTrail_eu-1_20261101T0005Z_x.json.gz",
                ],
                Some("AWSLogs/1/CloudTrail/eu-1/2026/10/30"),
            ),
            (
                &["b/2026/01/01/2026-01-01-00-00-00-AB"],
                Some("b/2025/12/30"),
            ),
            (
                &["EXAMPLE.2026-11-03-13.abc.gz"],
                Some("EXAMPLE.2026-11-01-13"),
            ),
            (
                &["access.log", "1/2/3/x", "99999-11-03", "2026-13-45-aa"],
                None,
            ),
        ] {
            let names = LogNames::new(read.iter().copied(), 2 * DAYS);
            let found = names.from.values().next().map(String::as_str);
            assert_eq!(found, from, "{read:?}");
        }
    }

    #[test]
    fn what_is_old_is_passed_over_and_other_series_are_not() {
        let names = LogNames::new(["logs/2026-11-03-13-22-01-AB"].into_iter(), DAYS);
        let from = Some("logs/2026-11-02-13".to_owned());
        assert_eq!(names.after_old("logs/2026-11-02-12-59-59-ZZ"), from);
        assert_eq!(names.after_old("logs/2024-01-01-00-00-00-ZZ"), from);
        for new in [
            "logs/2026-11-02-13-00-00-AA",
            "logs/2026-11-04-00-00-00-AA",
            "logs/README",
            "logs/eu/2024-01-01-00-00-00-ZZ",
            "other/2024-01-01-00-00-00-ZZ",
        ] {
            assert_eq!(names.after_old(new), None, "{new}");
        }
    }
}
