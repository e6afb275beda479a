//! Times as logs write them → milliseconds UTC. Pure arithmetic on the proleptic Gregorian calendar.

use super::Reject;

/// 2006-01-01T00:00:00Z, before S3 existed: what claims to be older has a broken clock.
pub const OLDEST_MS: i64 = 1_136_073_600_000;
/// A record may be this much ahead of the ingesting host's clock.
pub const MAX_AHEAD_MS: i64 = 86_400_000;

const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Refuses times that only a broken clock can have written.
pub fn check_clock(time_ms: i64, now_ms: i64) -> Result<(), Reject> {
    if time_ms < OLDEST_MS || time_ms > now_ms.saturating_add(MAX_AHEAD_MS) {
        return Err(Reject::Clock);
    }
    Ok(())
}

/// `06/Feb/2019:00:00:38 +0100`, the form of S3, Apache and nginx; `None` when it is anything else.
pub fn parse_clf(text: &[u8]) -> Option<i64> {
    if text.len() != 26 {
        return None;
    }
    let shape = [
        (2, b'/'),
        (6, b'/'),
        (11, b':'),
        (14, b':'),
        (17, b':'),
        (20, b' '),
    ];
    if shape.iter().any(|&(at, want)| text[at] != want) {
        return None;
    }
    let month = MONTHS.chunks(3).position(|name| name == &text[3..6])? as i64 + 1;
    let days = days_from_civil(digits(&text[7..11])?, month, digits(&text[0..2])?)?;
    let (hour, minute, second) = (
        digits(&text[12..14])?,
        digits(&text[15..17])?,
        digits(&text[18..20])?,
    );
    // A leap second is written as 60.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (offset_hours, offset_minutes) = (digits(&text[22..24])?, digits(&text[24..26])?);
    if offset_hours > 23 || offset_minutes > 59 {
        return None;
    }
    let offset = (offset_hours * 60 + offset_minutes) * 60;
    let offset = match text[21] {
        b'+' => offset,
        b'-' => -offset,
        _ => return None,
    };
    Some((days * 86_400 + hour * 3_600 + minute * 60 + second - offset) * 1_000)
}

fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}

/// Days since 1970-01-01; `None` for a date that does not exist. Years start in March here, so
/// that the leap day is the last of its year and months have a linear length.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    if day < 1 || day > length {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    Some(year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn local_offsets_become_utc() {
        for (text, ms) in [
            ("01/Jan/1970:00:00:00 +0000", 0),
            ("06/Feb/2019:00:00:38 +0000", 1_549_411_238_000),
            ("06/Feb/2019:01:00:38 +0100", 1_549_411_238_000),
            ("05/Feb/2019:16:30:38 -0730", 1_549_411_238_000),
            ("29/Feb/2024:23:59:60 +0000", 1_709_251_200_000),
        ] {
            assert_eq!(parse_clf(text.as_bytes()), Some(ms), "{text}");
        }
    }

    #[test]
    fn impossible_times_are_none() {
        for text in [
            "29/Feb/2023:00:00:00 +0000",
            "31/Apr/2024:00:00:00 +0000",
            "00/Jan/2024:00:00:00 +0000",
            "01/Jxn/2024:00:00:00 +0000",
            "01/Jan/2024:24:00:00 +0000",
            "01/Jan/2024:00:00:00 *0000",
            "01/Jan/2024:00:00:00",
            "",
        ] {
            assert_eq!(parse_clf(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn clocks_before_s3_and_after_tomorrow_are_refused() {
        let now = 1_700_000_000_000;
        for (time, fine) in [
            (OLDEST_MS - 1, false),
            (OLDEST_MS, true),
            (now + MAX_AHEAD_MS, true),
            (now + MAX_AHEAD_MS + 1, false),
        ] {
            assert_eq!(check_clock(time, now).is_ok(), fine, "{time}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_an_independent_calendar(seconds in 0_i64..4_102_444_800) {
            let time = jiff::Timestamp::from_second(seconds).unwrap();
            let text = time.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string();
            prop_assert_eq!(parse_clf(text.as_bytes()), Some(seconds * 1_000));
        }

        #[test]
        fn never_panics(text in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = parse_clf(&text);
        }
    }
}
