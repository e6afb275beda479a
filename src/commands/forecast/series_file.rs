//! Reads `series_id,timestamp,value`: any hourly or finer series.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use csv::ByteRecord;
use flate2::read::MultiGzDecoder;

use crate::cli::{CommandError, Exit};
use crate::placement::Key;

/// The columns, in any order; others are left alone.
const COLUMNS: [&str; 3] = ["series_id", "timestamp", "value"];

/// Timed values, (milliseconds UTC, value) in the order of the file, per series, whose id may be any bytes.
pub type SeriesPoints = BTreeMap<Key, Vec<(i64, f64)>>;

/// Reads the file, `-` being standard input; gzip by its first bytes.
pub fn read_series(path: &Path) -> Result<SeriesPoints, CommandError> {
    let opened: io::Result<Box<dyn Read>> = if path.as_os_str() == "-" {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(path).map(|file| Box::new(file) as Box<dyn Read>)
    };
    let text = opened.and_then(decompressed).map_err(|error| {
        let exit = match error.kind() {
            io::ErrorKind::NotFound => Exit::NotFound,
            _ => Exit::Failed,
        };
        unreadable(exit, path, &error)
    })?;
    read_rows(path, BufReader::with_capacity(READ_BYTES, text))
}

fn read_rows(path: &Path, mut text: impl BufRead) -> Result<SeriesPoints, CommandError> {
    let mut header = Vec::new();
    let read = text.read_until(b'\n', &mut header);
    read.map_err(|error| unreadable(Exit::Failed, path, &error))?;
    let mut rows = Rows::default();
    // A line whose quotes, if any, are around whole fields is a record, and commas are what parts it.
    if let Some(names) = plain_fields(&header).collect::<Option<ByteRecord>>() {
        let columns = columns(&names)?;
        let left = plain_lines(&mut text, &names, columns, &mut rows);
        let left = left.map_err(|error| error.told(path))?;
        let Some(left) = left else {
            return Ok(rows.done());
        };
        let rest = io::Cursor::new(left).chain(text);
        csv_records(path, rest, Some((names.len(), columns)), &mut rows)?;
        return Ok(rows.done());
    }
    csv_records(path, io::Cursor::new(header).chain(text), None, &mut rows)?;
    Ok(rows.done())
}

/// Bytes read at a time.
const READ_BYTES: usize = 1 << 18;

/// The rows read so far.
#[derive(Default)]
struct Rows {
    points: SeriesPoints,
    /// The series of the line before: lines of one series mostly follow each other.
    current: Option<(Key, Vec<(i64, f64)>)>,
    lines: u64,
}

impl Rows {
    fn add(&mut self, line: u64, [id, time, value]: [&[u8]; 3]) -> Result<(), CommandError> {
        let ms = parse_time(time).ok_or_else(|| bad_field(line, "timestamp", time))?;
        let value = parse_value(value).ok_or_else(|| bad_field(line, "value", value))?;
        match &mut self.current {
            Some((name, values)) if name.as_bytes() == id => values.push((ms, value)),
            current => {
                let name = Key::from(id);
                let mut values = self.points.remove(&name).unwrap_or_default();
                values.push((ms, value));
                if let Some((name, values)) = current.replace((name, values)) {
                    self.points.insert(name, values);
                }
            }
        }
        Ok(())
    }

    fn done(mut self) -> SeriesPoints {
        self.points.extend(self.current);
        self.points
    }
}

/// Why plain lines could not be read.
enum PlainError {
    Read(io::Error),
    Bad(Box<CommandError>),
}

impl PlainError {
    fn told(self, path: &Path) -> CommandError {
        match self {
            Self::Read(error) => unreadable(Exit::Failed, path, &error),
            Self::Bad(error) => *error,
        }
    }
}

/// The fields of a line, without the quotes around them; `None` for one that only the rules of CSV can read.
fn plain_fields(line: &[u8]) -> impl Iterator<Item = Option<&[u8]>> {
    let line = line.trim_ascii_end();
    let is_simple = memchr::memchr2(b'"', b'\r', line).is_none();
    line.split(|byte| *byte == b',').map(move |field| {
        let field = field.trim_ascii();
        if is_simple {
            return Some(field);
        }
        let inner = field.strip_prefix(b"\"");
        let inner = inner.map_or(Some(field), |inner| inner.strip_suffix(b"\""))?;
        let is_plain = memchr::memchr2(b'"', b'\r', inner).is_none();
        is_plain.then(|| inner.trim_ascii())
    })
}

/// Reads lines as long as they are plain; what is left of the text that was read, where they are not.
fn plain_lines(
    text: &mut impl BufRead,
    names: &ByteRecord,
    columns: [usize; 3],
    rows: &mut Rows,
) -> Result<Option<Vec<u8>>, PlainError> {
    rows.lines = 1;
    // The beginning of a line whose end was not read yet.
    let mut begun: Vec<u8> = Vec::new();
    loop {
        let chunk = text.fill_buf().map_err(PlainError::Read)?;
        if chunk.is_empty() {
            let whole = std::mem::take(&mut begun);
            let plain = whole.is_empty() || plain_line(&whole, names, columns, rows)?;
            return Ok((!plain).then_some(whole));
        }
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', chunk) {
            let line = &chunk[from..end];
            let plain = if begun.is_empty() {
                plain_line(line, names, columns, rows)?
            } else {
                begun.extend_from_slice(line);
                let plain = plain_line(&begun, names, columns, rows)?;
                if plain {
                    begun.clear();
                }
                plain
            };
            if !plain {
                // What was begun is whole now, or is the beginning of this very line.
                let used = if begun.is_empty() { from } else { end };
                text.consume(used);
                return Ok(Some(begun));
            }
            from = end + 1;
        }
        begun.extend_from_slice(&chunk[from..]);
        let read = chunk.len();
        text.consume(read);
    }
}

/// Adds the row of a line; `false` where it has not as many fields as the header.
fn plain_line(
    line: &[u8],
    names: &ByteRecord,
    columns: [usize; 3],
    rows: &mut Rows,
) -> Result<bool, PlainError> {
    let mut row: [&[u8]; 3] = [&[]; 3];
    let mut count = 0;
    for field in plain_fields(line) {
        let Some(field) = field else {
            return Ok(false);
        };
        for (place, column) in row.iter_mut().zip(columns) {
            if column == count {
                *place = field;
            }
        }
        count += 1;
    }
    rows.lines += 1;
    if count == 1 && line.trim_ascii().is_empty() {
        return Ok(true);
    }
    if count != names.len() {
        rows.lines -= 1;
        return Ok(false);
    }
    let added = rows.add(rows.lines, row);
    added.map_err(|error| PlainError::Bad(Box::new(error)))?;
    Ok(true)
}

/// Reads records by all the rules of CSV; `known` are the number of fields and the columns where the header was read.
fn csv_records(
    path: &Path,
    text: impl Read,
    known: Option<(usize, [usize; 3])>,
    rows: &mut Rows,
) -> Result<(), CommandError> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .has_headers(known.is_none())
        .flexible(known.is_some())
        .from_reader(text);
    let columns = match known {
        Some((_, columns)) => columns,
        None => columns(reader.byte_headers().map_err(|error| bad(path, &error))?)?,
    };
    let mut record = ByteRecord::new();
    while reader
        .read_byte_record(&mut record)
        .map_err(|error| bad(path, &error))?
    {
        let line = rows.lines + record.position().map_or(0, csv::Position::line);
        if let Some((fields, _)) = known.filter(|(fields, _)| *fields != record.len()) {
            let what = format!("`{}` is no CSV file", path.display());
            let why = format!(
                "line {line} has {} fields, the first one {fields}",
                record.len()
            );
            return Err(CommandError::new(Exit::Failed, "bad_series_file", what).why(why));
        }
        let field = |column: usize| record.get(columns[column]).unwrap_or_default();
        rows.add(line, [field(0), field(1), field(2)])?;
    }
    Ok(())
}

fn decompressed(raw: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    let mut raw = BufReader::with_capacity(1 << 16, raw);
    let gzip = io::BufRead::fill_buf(&mut raw)?.starts_with(&[0x1f, 0x8b]);
    Ok(if gzip {
        Box::new(MultiGzDecoder::new(raw))
    } else {
        Box::new(raw)
    })
}

fn columns(headers: &ByteRecord) -> Result<[usize; 3], CommandError> {
    let mut places = [0; 3];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        let found = headers.iter().position(|header| {
            header
                .strip_prefix(b"\xef\xbb\xbf")
                .unwrap_or(header)
                .eq_ignore_ascii_case(name.as_bytes())
        });
        *place = found.ok_or_else(|| {
            let what = format!("the series file has no column `{name}`");
            CommandError::new(Exit::Usage, "no_such_column", what).why(format!(
                "its first line names the columns, parted by commas: {}",
                COLUMNS.join(",")
            ))
        })?;
    }
    Ok(places)
}

/// Milliseconds UTC of `2015-02-26T21:42:53Z`, with any offset, a space instead of the T, without seconds
/// or without a zone, which then is UTC; with a zone in brackets, the time there; or of seconds or milliseconds since 1970.
fn parse_time(text: &[u8]) -> Option<i64> {
    if let Some(ms) = plain_utc(text) {
        return Some(ms);
    }
    let text = std::str::from_utf8(text).ok()?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return since_1970(text);
    }
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.as_millisecond());
    }
    if text.ends_with(']') {
        let zoned = text.parse::<jiff::Zoned>().ok()?;
        return Some(zoned.timestamp().as_millisecond());
    }
    let civil: jiff::civil::DateTime = text.trim_end_matches(['Z', 'z']).parse().ok()?;
    let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

/// Ten digits are seconds since 1970, thirteen milliseconds; fewer or more are no time that anybody means.
fn since_1970(digits: &str) -> Option<i64> {
    let number: i64 = digits.parse().ok()?;
    match digits.len() {
        10 => Some(number * 1000),
        13 => Some(number),
        _ => None,
    }
}

/// The usual form, `YYYY-MM-DD[T ]hh:mm[:ss][Z]`, without any allocation: files have millions of these.
fn plain_utc(text: &[u8]) -> Option<i64> {
    let text = text.strip_suffix(b"Z").unwrap_or(text);
    let digits = |from: usize, to: usize| {
        text.get(from..to)?.iter().try_fold(0_i64, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + i64::from(digit - b'0'))
        })
    };
    let separators = [(4, b'-'), (7, b'-'), (13, b':')];
    let plain = separators
        .iter()
        .all(|(at, byte)| text.get(*at) == Some(byte))
        && matches!(text.get(10), Some(b'T' | b' '));
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    let (hour, minute) = (digits(11, 13)?, digits(14, 16)?);
    let second = match text.len() {
        16 => 0,
        19 if text[16] == b':' => digits(17, 19)?,
        _ => return None,
    };
    // Days 29 to 31 and leap seconds are left to the full parser, which knows the calendar.
    let usual = plain
        && (1..=12).contains(&month)
        && (1..=28).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    usual.then(|| {
        (days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second) * 1000
    })
}

/// Days from 1970-01-01 in the Gregorian calendar, by counting in years that begin in March.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
        - 719_468
}

/// A number; empty and what stands for "not available" is NaN. Infinities are read and dropped later, counted.
fn parse_value(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text).ok()?;
    match text {
        "" | "NA" | "N/A" | "null" | "NULL" | "None" | "-" => Some(f64::NAN),
        _ => text.parse().ok(),
    }
}

fn unreadable(exit: Exit, path: &Path, error: &io::Error) -> CommandError {
    let what = format!("cannot read series from `{}`: {error}", path.display());
    CommandError::new(exit, "series_unreadable", what)
}

fn bad(path: &Path, error: &csv::Error) -> CommandError {
    let what = format!("`{}` is no CSV file", path.display());
    CommandError::new(Exit::Failed, "bad_series_file", what).why(error.to_string())
}

fn bad_field(line: u64, column: &str, text: &[u8]) -> CommandError {
    let what = format!("line {line}: `{}` is no {column}", text.escape_ascii());
    CommandError::new(Exit::Failed, "bad_series_file", what)
        .why("a line is series_id,timestamp,value: web,2026-01-31T13:00:00Z,42")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_usual_form() {
        for (text, ms) in [
            ("1970-01-02T00:00:00Z", 86_400_000),
            ("2015-02-26 21:42:53", 1_424_986_973_000),
            ("2015-02-26T21:42", 1_424_986_920_000),
            ("2015-02-26T21:42:53+02:00", 1_424_979_773_000),
            ("2015-02-26T21:42:53.250-05:30", 1_425_006_773_250),
            ("2016-02-29T00:00:00Z", 1_456_704_000_000),
            ("2016-12-31 23:00", 1_483_225_200_000),
            ("2015-02-26", 1_424_908_800_000),
            ("1424986973", 1_424_986_973_000),
            ("1424986973250", 1_424_986_973_250),
            ("2024-07-01T00:00:00[Europe/Berlin]", 1_719_784_800_000),
        ] {
            assert_eq!(parse_time(text.as_bytes()), Some(ms), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2015-02-30T00:00:00Z",
            "2015-13-01 00:00",
            "12",
            "20150226",
            "142498697",
        ] {
            assert_eq!(parse_time(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn whatever_is_read_at_a_time_the_rows_are_the_same() {
        let line = |hour: i64, id: &str| format!("{id},1970-01-02T{hour:02}:00:00Z,{hour}.5\n");
        let plain: String = (0..9).map(|hour| line(hour, "web")).collect();
        let quoted: String = (9..12).map(|hour| line(hour, "\"web\"")).collect();
        let windows: String = (12..15).map(|hour| line(hour, "web")).collect();
        let text = format!(
            "series_id,timestamp,value\n{plain}{quoted}{}",
            windows.replace('\n', "\r\n")
        );
        let expected: Vec<(i64, f64)> = (0..15)
            .map(|hour| (86_400_000 + hour * 3_600_000, hour as f64 + 0.5))
            .collect();
        for bytes in 1..text.len() {
            let reader = BufReader::with_capacity(bytes, text.as_bytes());
            let rows = read_rows(Path::new("-"), reader).unwrap();
            assert_eq!(
                rows,
                [(Key::from("web"), expected.clone())].into(),
                "{bytes}"
            );
            let torn = text.replace(",9.5", "");
            let reader = BufReader::with_capacity(bytes, torn.as_bytes());
            let error = read_rows(Path::new("-"), reader).unwrap_err();
            assert!(
                format!("{error:?}").contains("line 11 has 2 fields"),
                "{bytes}: {error:?}"
            );
        }
    }

    #[test]
    fn the_short_way_agrees_with_the_full_parser() {
        for day in (-200_000_i64..200_000).step_by(37) {
            let time = jiff::Timestamp::from_second(day * 86_400 + day.rem_euclid(86_400)).unwrap();
            let text = time.to_string();
            if let Some(ms) = plain_utc(text.as_bytes()) {
                assert_eq!(ms, time.as_millisecond(), "{text}");
            }
        }
    }

    #[test]
    fn values_may_be_absent_but_not_nonsense() {
        assert_eq!(parse_value(b"1e3"), Some(1000.0));
        assert_eq!(parse_value(b"-inf"), Some(f64::NEG_INFINITY));
        for absent in ["", "NaN", "NA", "null"] {
            assert!(parse_value(absent.as_bytes()).unwrap().is_nan(), "{absent}");
        }
        assert_eq!(parse_value(b"12 apples"), None);
    }
}
