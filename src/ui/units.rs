//! Numbers, sizes, durations and times as people read them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// `18,211`
pub fn count(number: u64) -> String {
    group(&number.to_string())
}

/// `1,234.50`: with this many decimals and groups of three digits.
pub fn decimal(number: f64, decimals: u8) -> String {
    if !number.is_finite() {
        return "-".to_owned();
    }
    let text = format!("{number:.*}", usize::from(decimals));
    let text = match text.strip_prefix('-') {
        // No minus before what rounds to nothing.
        Some(rest) if rest.bytes().all(|b| b == b'0' || b == b'.') => rest,
        _ => &text,
    };
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text), |rest| ("-", rest));
    match digits.split_once('.') {
        Some((whole, fraction)) => format!("{sign}{}.{fraction}", group(whole)),
        None => format!("{sign}{}", group(digits)),
    }
}

/// `68.0 GiB`
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if number < 1024 {
        return format!("{number} B");
    }
    let mut value = number as f64 / 1024.0;
    let mut unit = 0;
    // 1023.95 would be shown as 1024.0.
    while value >= 1023.95 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}

/// `41%`, `0.4%`: a share of 0..=1; small shares keep a decimal, so that something is never 0%.
pub fn ratio(share: f64) -> String {
    if !share.is_finite() {
        return "-".to_owned();
    }
    let percent = share * 100.0;
    let edge = (percent != 0.0 && percent.abs() < 1.0) || (percent > 99.0 && percent < 100.0);
    if edge && percent.abs() < 0.05 {
        return "<0.1%".to_owned();
    }
    if edge && percent >= 99.95 {
        return ">99.9%".to_owned();
    }
    format!("{percent:.*}%", usize::from(edge))
}

/// `450ms`, `12s`, `3m20s`, `2h05m`, `3d04h`: two units at most.
pub fn duration_ms(ms: u64) -> String {
    let seconds = ms / 1000;
    match seconds {
        0 => format!("{ms}ms"),
        1..60 => format!("{seconds}s"),
        60..3_600 => format!("{}m{:02}s", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{}h{:02}m", seconds / 3_600, seconds / 60 % 60),
        _ => format!("{}d{:02}h", seconds / 86_400, seconds / 3_600 % 24),
    }
}

/// `2026-11-20T21:04:11Z`, with milliseconds where there are any; `None` outside years -9999..=9999.
pub fn rfc3339(ms: i64) -> Option<String> {
    Timestamp::from_millisecond(ms)
        .ok()
        .map(|time| time.to_string())
}

/// `2026-11-20 22:04:11+01:00`
pub fn local_time(ms: i64, zone: &TimeZone) -> String {
    match Timestamp::from_millisecond(ms) {
        Ok(time) => time
            .to_zoned(zone.clone())
            .strftime("%Y-%m-%d %H:%M:%S%:z")
            .to_string(),
        Err(_) => "-".to_owned(),
    }
}

/// `1 plan`, `2 plans`
pub fn plural(number: u64, singular: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {singular}{ending}", count(number))
}

fn group(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_rounded() {
        assert_eq!(
            [count(0), count(999), count(1_000), count(18_233_410)],
            ["0", "999", "1,000", "18,233,410"]
        );
        assert_eq!(decimal(1_234.5, 2), "1,234.50");
        assert_eq!(decimal(-21.1, 2), "-21.10");
        assert_eq!(decimal(-0.001, 2), "0.00");
        assert_eq!(decimal(f64::NAN, 2), "-");
        assert_eq!(
            [bytes(1023), bytes(1024), bytes(68 << 30)],
            ["1023 B", "1.0 KiB", "68.0 GiB"]
        );
        assert_eq!(
            [bytes((1 << 20) - 1), bytes(u64::MAX)],
            ["1.0 MiB", "16.0 EiB"]
        );
        assert_eq!(
            plural(1, "plan") + " " + &plural(0, "move"),
            "1 plan 0 moves"
        );
    }

    #[test]
    fn shares_never_round_to_all_or_nothing() {
        for (share, seen) in [
            (0.0, "0%"),
            (0.41, "41%"),
            (1.0, "100%"),
            (0.004, "0.4%"),
            (0.000_01, "<0.1%"),
            (0.999, "99.9%"),
            (0.999_99, ">99.9%"),
            (1.5, "150%"),
            (f64::NAN, "-"),
        ] {
            assert_eq!(ratio(share), seen, "{share}");
        }
    }

    #[test]
    fn times_and_durations() {
        let seen = [0, 450, 12_000, 200_000, 7_500_000, 273_600_000].map(duration_ms);
        assert_eq!(seen, ["0ms", "450ms", "12s", "3m20s", "2h05m", "3d04h"]);
        assert_eq!(rfc3339(1_795_208_651_000).unwrap(), "2026-11-20T21:04:11Z");
        assert_eq!(rfc3339(i64::MAX), None);
        let berlin = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
        assert!(local_time(1_795_208_651_000, &berlin).starts_with("2026-11-20 2"));
        assert_eq!(
            local_time(1_795_208_651_000, &TimeZone::UTC),
            "2026-11-20 21:04:11+00:00"
        );
    }
}
