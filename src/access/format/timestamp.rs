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

/// Reads times of the form `06/Feb/2019:00:00:38 +0100` and remembers the last date: neighbours in a
/// log have the same.
#[derive(Clone, Debug, Default)]
pub struct ClfClock {
    /// Date with its colon, and offset with its space.
    date: [u8; 12],
    offset: [u8; 6],
    /// The beginning of that day, milliseconds UTC; of no use while `date` is empty.
    midnight_ms: i64,
}

impl ClfClock {
    /// As [`parse_clf`].
    #[inline]
    pub fn parse(&mut self, text: &[u8]) -> Option<i64> {
        let whole: &[u8; 26] = text.try_into().ok()?;
        let cached = whole[..12] == self.date && whole[20..] == self.offset;
        let clock = whole[12..].first_chunk().copied().filter(|_| cached);
        let Some(seconds) = clock.and_then(seconds_of_day) else {
            return self.parse_date(whole);
        };
        Some(self.midnight_ms + i64::from(seconds) * 1_000)
    }

    #[cold]
    fn parse_date(&mut self, text: &[u8; 26]) -> Option<i64> {
        let time_ms = parse_clf(text)?;
        let mut midnight = *text;
        midnight[12..20].copy_from_slice(b"00:00:00");
        self.midnight_ms = parse_clf(&midnight)?;
        self.date.copy_from_slice(&text[..12]);
        self.offset.copy_from_slice(&text[20..]);
        Some(time_ms)
    }
}

/// `00:00:38` as seconds, eight bytes at a time; `None` when it is none. A leap second is written as 60.
#[inline]
fn seconds_of_day(text: [u8; 8]) -> Option<u32> {
    const COLON: u64 = 0x3a;
    const SHAPE: u64 = 0x3030_0030_3000_3030 | COLON << 16 | COLON << 40;
    // Digits become their values, colons 0; adding what is missing to 0x80 shows what is too large.
    const ROOM: u64 = 0x7676_0076_7600_7676 | 0x7f << 16 | 0x7f << 40;
    let digits = u64::from_le_bytes(text) ^ SHAPE;
    if (digits.wrapping_add(ROOM) | digits) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let pair = |at: u32| (pairs >> (8 * at)) as u32 & 0xff;
    let (hour, minute, second) = (pair(0), pair(3), pair(6));
    (hour <= 23 && minute <= 59 && second <= 60).then_some(hour * 3_600 + minute * 60 + second)
}

/// `2019-02-06T00:00:38.123456Z`, also with an offset (`+01:00`, `+0100`) or a space for the `T`; of
/// the fraction, milliseconds count. `None` when it is anything else.
pub fn parse_rfc3339(text: &[u8]) -> Option<i64> {
    let (date_time, rest) = text.split_at_checked(19)?;
    let shape = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
    if shape.iter().any(|&(at, want)| date_time[at] != want) {
        return None;
    }
    if !matches!(date_time[10], b'T' | b't' | b' ') {
        return None;
    }
    let number = |from: usize, to: usize| digits(&date_time[from..to]);
    let days = days_from_civil(number(0, 4)?, number(5, 7)?, number(8, 10)?)?;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (fraction, zone) = match rest.strip_prefix(b".") {
        Some(rest) => rest.split_at(rest.iter().take_while(|b| b.is_ascii_digit()).count()),
        None => (&b""[..], rest),
    };
    let place = |at: usize| fraction.get(at).map_or(0, |digit| i64::from(digit - b'0'));
    let millis = place(0) * 100 + place(1) * 10 + place(2);
    let offset_minutes = match zone {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] | [sign @ (b'+' | b'-'), h1, h2, m1, m2] => {
            let (hours, minutes) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
            let minutes = (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)?;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let seconds = days * 86_400 + hour * 3_600 + (minute - offset_minutes) * 60 + second;
    Some(seconds * 1_000 + millis)
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
        1..=12 => 31,
        _ => return None,
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

    #[test]
    fn rfc_3339_in_all_its_dresses() {
        for text in [
            "2019-02-06T00:00:38.5Z",
            "2019-02-06 00:00:38.500999999z",
            "2019-02-06T01:00:38.500+01:00",
            "2019-02-05T16:30:38.500-0730",
        ] {
            assert_eq!(
                parse_rfc3339(text.as_bytes()),
                Some(1_549_411_238_500),
                "{text}"
            );
        }
        for text in [
            "2019-02-06",
            "2019-02-06T00:00:38",
            "2019-02-30T00:00:38Z",
            "2019-13-01T00:00:38Z",
            "2019-00-01T00:00:38Z",
            "2019-02-06T00:00:38.Z5",
            "2019-02-06T00:00:38+1",
            "2019/02/06T00:00:38Z",
        ] {
            assert_eq!(parse_rfc3339(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_an_independent_calendar(ms in 0_i64..4_102_444_800_000) {
            let time = jiff::Timestamp::from_millisecond(ms).unwrap();
            let text = time.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string();
            prop_assert_eq!(parse_clf(text.as_bytes()), Some(ms / 1_000 * 1_000));
            prop_assert_eq!(parse_rfc3339(time.to_string().as_bytes()), Some(ms));
        }

        /// What was read before changes nothing.
        #[test]
        fn the_remembered_date_is_invisible(
            texts in prop::collection::vec("0[12]/(Jan|Feb)/2024:[0-2][0-9]:[0-6]0:0[0:] [+-]0[01]00", 1..9),
        ) {
            let mut clock = ClfClock::default();
            for text in texts {
                prop_assert_eq!(clock.parse(text.as_bytes()), parse_clf(text.as_bytes()));
            }
        }

        #[test]
        fn never_panics(text in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = parse_clf(&text);
            let _ = parse_rfc3339(&text);
            let _ = ClfClock::default().parse(&text);
        }
    }
}
