//! [`Timetable`]: how many bytes a second may be moved, by the hour of the week.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

const MINUTES_OF_DAY: u32 = 24 * 60;
const MINUTES_OF_WEEK: u32 = 7 * MINUTES_OF_DAY;

/// Rates by minute of the week, each until the next begins; the last of a week goes on into the next.
///
/// Written as users of rclone know it: `10M`; `08:00,512K 19:00,10M 23:00,off`; `Mon-08:00,1M Sat-00:00,off`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// From which minute of the week on, and the bytes a second from then on; `None` is no limit. Sorted, not
    /// empty.
    slots: Vec<(u32, Option<u64>)>,
}

/// Why a timetable cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0}: write 10M, off, or \"08:00,512K 19:00,10M 23:00,off\", with Mon- before a time for one day"
)]
pub struct TimetableError(String);

impl Timetable {
    /// Bytes a second at this time; `None` is no limit.
    pub fn rate_at(&self, at_ms: i64, zone: &TimeZone) -> Option<u64> {
        let minute = minute_of_week(at_ms, zone);
        let after = self.slots.partition_point(|(from, _)| *from <= minute);
        let slot = after.checked_sub(1).map(|at| &self.slots[at]);
        slot.or(self.slots.last()).and_then(|(_, rate)| *rate)
    }
}

fn minute_of_week(at_ms: i64, zone: &TimeZone) -> u32 {
    let time = Timestamp::from_millisecond(at_ms).unwrap_or_default();
    let local = zone.to_datetime(time);
    let day = local.weekday().to_monday_zero_offset().unsigned_abs();
    let (hour, minute) = (local.hour().unsigned_abs(), local.minute().unsigned_abs());
    u32::from(day) * MINUTES_OF_DAY + u32::from(hour) * 60 + u32::from(minute)
}

impl FromStr for Timetable {
    type Err = TimetableError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let entries = text.split([' ', ';']).filter(|entry| !entry.is_empty());
        let entries: Vec<&str> = entries.collect();
        if let [only] = entries[..]
            && !only.contains(',')
        {
            let slots = vec![(0, rate(only)?)];
            return Ok(Self { slots });
        }
        let mut slots = Vec::new();
        for entry in entries {
            let (when, rate_text) = entry
                .split_once(',')
                .ok_or_else(|| TimetableError(format!("`{entry}` names no time and rate")))?;
            let rate = rate(rate_text)?;
            slots.extend(minutes(when)?.into_iter().map(|minute| (minute, rate)));
        }
        if slots.is_empty() {
            return Err(TimetableError("it is empty".to_owned()));
        }
        // What is said last of a minute counts.
        slots.reverse();
        slots.sort_by_key(|(minute, _)| *minute);
        slots.dedup_by_key(|(minute, _)| *minute);
        Ok(Self { slots })
    }
}

/// The minutes of the week that `Mon-08:00`, or every day's `08:00`, means.
fn minutes(text: &str) -> Result<Vec<u32>, TimetableError> {
    let wrong = || TimetableError(format!("`{text}` is no time"));
    let (day, clock) = match text.split_once('-') {
        Some((day, clock)) => (Some(weekday(day).ok_or_else(wrong)?), clock),
        None => (None, text),
    };
    let (hour, minute) = clock.split_once(':').ok_or_else(wrong)?;
    let number = |text: &str, below: u32| text.parse().ok().filter(|it: &u32| *it < below);
    let hour = number(hour, 24).ok_or_else(wrong)?;
    let minute = number(minute, 60).ok_or_else(wrong)?;
    let of_day = hour * 60 + minute;
    Ok(match day {
        Some(day) => vec![day * MINUTES_OF_DAY + of_day],
        None => (of_day..MINUTES_OF_WEEK)
            .step_by(MINUTES_OF_DAY as usize)
            .collect(),
    })
}

/// Days since Monday.
fn weekday(text: &str) -> Option<u32> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let day = match text.to_ascii_lowercase().as_str() {
        "mon" | "monday" => Monday,
        "tue" | "tuesday" => Tuesday,
        "wed" | "wednesday" => Wednesday,
        "thu" | "thursday" => Thursday,
        "fri" | "friday" => Friday,
        "sat" | "saturday" => Saturday,
        "sun" | "sunday" => Sunday,
        _ => return None,
    };
    Some(u32::from(day.to_monday_zero_offset().unsigned_abs()))
}

/// Bytes a second: `off`, or a number of KiB, or one with `B`, `K`, `M`, `G` or `T`.
fn rate(text: &str) -> Result<Option<u64>, TimetableError> {
    let wrong = || TimetableError(format!("`{text}` is no rate"));
    if text == "off" {
        return Ok(None);
    }
    let upper = text.to_ascii_uppercase();
    let upper = upper.strip_suffix("IB").unwrap_or(&upper);
    let upper = upper.strip_suffix('I').unwrap_or(upper);
    let (digits, shift) = match upper.chars().last() {
        Some('B') => (&upper[..upper.len() - 1], 0),
        Some('K') => (&upper[..upper.len() - 1], 10),
        Some('M') => (&upper[..upper.len() - 1], 20),
        Some('G') => (&upper[..upper.len() - 1], 30),
        Some('T') => (&upper[..upper.len() - 1], 40),
        _ => (upper, 10),
    };
    let number: f64 = digits.parse().map_err(|_| wrong())?;
    let bytes = number * (1_u64 << shift) as f64;
    if !(1.0..=1e15).contains(&bytes) {
        return Err(wrong());
    }
    Ok(Some(bytes as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-23 is a Monday.
    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    fn rates<const N: usize>(table: &str, times: [&str; N]) -> [Option<u64>; N] {
        let table: Timetable = table.parse().unwrap();
        times.map(|time| table.rate_at(at(time), &TimeZone::UTC))
    }

    #[test]
    fn one_rate_is_for_ever_and_has_the_units_of_rclone() {
        for (text, want) in [
            ("512", Some(512 << 10)),
            ("1B", Some(1)),
            ("10k", Some(10 << 10)),
            ("1.5M", Some(3 << 19)),
            ("10Mi", Some(10 << 20)),
            ("10MiB", Some(10 << 20)),
            ("2G", Some(2 << 30)),
            ("off", None),
        ] {
            assert_eq!(rates(text, ["2026-11-23T03:00:00Z"]), [want], "{text}");
        }
    }

    #[test]
    fn a_rate_goes_on_until_the_next_and_into_the_next_day() {
        let times = [
            "2026-11-23T07:59:59Z",
            "2026-11-23T08:00:00Z",
            "2026-11-23T18:59:00Z",
            "2026-11-23T19:00:00Z",
            "2026-11-23T23:30:00Z",
            "2026-11-24T00:00:00Z",
        ];
        let table = "08:00,512K 19:00,10M 23:00,off";
        let (slow, fast) = (Some(512 << 10), Some(10 << 20));
        assert_eq!(rates(table, times), [None, slow, slow, fast, None, None]);
        let joined = "08:00,512K;19:00,10M;23:00,off";
        assert_eq!(rates(joined, times), rates(table, times));
    }

    #[test]
    fn a_day_of_the_week_has_times_of_its_own_and_the_week_wraps() {
        let times = [
            "2026-11-23T07:00:00Z",
            "2026-11-23T08:00:00Z",
            "2026-11-27T12:00:00Z",
            "2026-11-28T00:00:00Z",
            "2026-11-29T23:59:00Z",
        ];
        let one = Some(1 << 20);
        let want = [None, one, one, None, None];
        assert_eq!(rates("Mon-08:00,1M Sat-00:00,off", times), want);
        // The last that is said of a minute counts.
        let table = "00:00,1M Sat-00:00,off Sun-00:00,off";
        assert_eq!(rates(table, times), [one, one, one, None, None]);
    }

    #[test]
    fn the_time_is_that_of_the_zone() {
        let table: Timetable = "00:00,off 08:00,1M".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::offset(9));
        let at_ms = at("2026-11-23T00:00:00Z");
        assert_eq!(table.rate_at(at_ms, &zone), Some(1 << 20));
        assert_eq!(table.rate_at(at_ms, &TimeZone::UTC), None);
    }

    #[test]
    fn what_is_no_timetable_says_how_to_write_one() {
        let wrong = [
            "",
            "fast",
            "0",
            "-1M",
            "NaN",
            "24:00,1M",
            "8,1M",
            "Mox-08:00,1M",
            "08:00",
            "08:00,1M 9M",
        ];
        for text in wrong {
            let error = text.parse::<Timetable>().unwrap_err().to_string();
            assert!(error.contains("08:00,512K"), "{text}: {error}");
        }
    }
}
