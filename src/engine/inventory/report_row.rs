//! [`RowReader`]: one CSV row of an S3 Inventory report → an inventory row. Pure, and fast.
//!
//! Reports are simpler than CSV in general: keys are URL-encoded, so no field holds a quote, a
//! comma or a line end. A row that is not of this shape is an error, never a guess.

use crate::ports::InventoryRow;

use super::manifest::Columns;

/// No store holds an object of more, 1 PiB: a row that says so is damaged.
const OBJECT_BYTES_MAX: u64 = 1 << 50;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportRow<'a> {
    /// The newest version of a key.
    Current(InventoryRow<'a>),
    /// An older version.
    Noncurrent,
    /// A delete marker: the key is absent, or was.
    DeleteMarker,
}

/// A row that does not have the shape of its report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadRow(pub &'static str);

/// Reads rows of one report; keeps its buffers from row to row.
#[derive(Debug)]
pub struct RowReader {
    columns: Columns,
    /// Start and end of each field in the line.
    fields: Vec<(usize, usize)>,
    key: Vec<u8>,
}

impl RowReader {
    /// A reader for rows with these columns.
    pub fn new(columns: Columns) -> Self {
        Self {
            columns,
            fields: Vec::with_capacity(columns.count),
            key: Vec::new(),
        }
    }

    /// Reads a line, without its line end.
    pub fn read<'a>(&'a mut self, line: &'a [u8]) -> Result<ReportRow<'a>, BadRow> {
        self.split(line)?;
        let field = |index: usize| {
            let (start, end) = self.fields[index];
            &line[start..end]
        };
        let flag =
            |index: Option<usize>| index.map(|index| field(index).eq_ignore_ascii_case(b"true"));
        if flag(self.columns.is_delete_marker) == Some(true) {
            return Ok(ReportRow::DeleteMarker);
        }
        if flag(self.columns.is_latest) == Some(false) {
            return Ok(ReportRow::Noncurrent);
        }
        let optional = |index: Option<usize>| index.map_or(&b""[..], field);
        let modified = optional(self.columns.last_modified);
        let last_modified_ms = match modified {
            b"" => 0,
            text => time_ms(text).ok_or(BadRow("its LastModifiedDate is not a time"))?,
        };
        let class = std::str::from_utf8(optional(self.columns.storage_class));
        decode_key(field(self.columns.key), &mut self.key)?;
        Ok(ReportRow::Current(InventoryRow {
            key: &self.key,
            size: number(field(self.columns.size))
                .filter(|size| *size <= OBJECT_BYTES_MAX)
                .ok_or(BadRow("its Size is not that of an object"))?,
            etag: optional(self.columns.etag),
            storage_class: class.map_err(|_| BadRow("its StorageClass is not text"))?,
            last_modified_ms,
        }))
    }

    fn split(&mut self, line: &[u8]) -> Result<(), BadRow> {
        self.fields.clear();
        let mut at = 0;
        loop {
            let quoted = line.get(at) == Some(&b'"');
            let start = at + usize::from(quoted);
            let end_mark = if quoted { b'"' } else { b',' };
            let rest = &line[start..];
            let len = memchr::memchr(end_mark, rest);
            if quoted && len.is_none() {
                return Err(BadRow("a quote is not closed"));
            }
            let end = start + len.unwrap_or(rest.len());
            self.fields.push((start, end));
            at = end + usize::from(quoted);
            match line.get(at) {
                None => break,
                Some(b',') => at += 1,
                Some(_) => return Err(BadRow("text follows a closing quote")),
            }
        }
        if self.fields.len() == self.columns.count {
            Ok(())
        } else {
            Err(BadRow(
                "it does not have the columns of the report's schema",
            ))
        }
    }
}

/// Undoes URL encoding: `%41` and `+`.
fn decode_key(encoded: &[u8], key: &mut Vec<u8>) -> Result<(), BadRow> {
    key.clear();
    let mut rest = encoded;
    while let Some(special) = memchr::memchr2(b'%', b'+', rest) {
        key.extend_from_slice(&rest[..special]);
        if rest[special] == b'+' {
            key.push(b' ');
            rest = &rest[special + 1..];
            continue;
        }
        let digits = rest.get(special + 1..special + 3).and_then(hex_byte);
        key.push(digits.ok_or(BadRow("its Key is not URL-encoded"))?);
        rest = &rest[special + 3..];
    }
    key.extend_from_slice(rest);
    if key.is_empty() {
        return Err(BadRow("its Key is empty"));
    }
    Ok(())
}

fn hex_byte(pair: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let value = digit(pair[0])? << 4 | digit(pair[1])?;
    Some(value as u8)
}

fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0_u64, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then_some(())?;
        value.checked_mul(10)?.checked_add(u64::from(digit))
    })
}

/// `2021-04-21T17:17:05.000Z` in milliseconds UTC. Days by the civil calendar (H. Hinnant,
/// "chrono-compatible low-level date algorithms").
fn time_ms(text: &[u8]) -> Option<i64> {
    let text = text.strip_suffix(b"Z")?;
    let (whole, fraction) = text.split_at_checked(19)?;
    let shape: Vec<u8> = [4, 7, 10, 13, 16].iter().map(|&at| whole[at]).collect();
    if shape != b"--T::" {
        return None;
    }
    let part = |from: usize, to: usize| number(&whole[from..to]).map(|value| value as i64);
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    let in_range = (1..=12).contains(&month) && (1..=31).contains(&day);
    if !in_range || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let ms = match fraction {
        b"" => 0,
        [b'.', digits @ ..] if digits.len() == 3 => number(digits)? as i64,
        _ => return None,
    };
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns() -> Columns {
        Columns {
            count: 8,
            key: 1,
            size: 4,
            etag: Some(6),
            last_modified: Some(5),
            storage_class: Some(7),
            is_latest: Some(2),
            is_delete_marker: Some(3),
        }
    }

    fn read(line: &str) -> Result<String, BadRow> {
        let mut reader = RowReader::new(columns());
        reader.read(line.as_bytes()).map(|row| format!("{row:?}"))
    }

    #[test]
    fn a_row_is_read_with_its_key_decoded() {
        let mut reader = RowReader::new(columns());
        let line = br#""b","a+b%2Fc%2Bk%C3%A4se","true","false","42","2021-04-21T17:17:05.120Z","0123","STANDARD""#;
        let wanted = InventoryRow {
            key: "a b/c+käse".as_bytes(),
            size: 42,
            etag: b"0123",
            storage_class: "STANDARD",
            last_modified_ms: 1_619_025_425_120,
        };
        assert_eq!(reader.read(line), Ok(ReportRow::Current(wanted)));
        let bare = b"b,k,true,false,0,,,";
        assert!(matches!(reader.read(bare), Ok(ReportRow::Current(row)) if row.key == b"k"));
    }

    #[test]
    fn versions_are_told_apart() {
        let row = |latest, marker| format!("b,k,{latest},{marker},1,,,");
        assert_eq!(read(&row("false", "false")).unwrap(), "Noncurrent");
        assert_eq!(read(&row("true", "true")).unwrap(), "DeleteMarker");
        assert_eq!(read(&row("false", "true")).unwrap(), "DeleteMarker");
    }

    #[test]
    fn rows_of_another_shape_are_errors() {
        for (line, why) in [
            ("b,k,true,false,1,,", "does not have the columns"),
            ("b,k,true,false,1,,,,", "does not have the columns"),
            (r#""b,k,true,false,1,,,"#, "quote is not closed"),
            (r#""b"x,k,true,false,1,,,"#, "text follows"),
            ("b,k%2,true,false,1,,,", "URL-encoded"),
            ("b,k%zz,true,false,1,,,", "URL-encoded"),
            ("b,,true,false,1,,,", "Key is empty"),
            ("b,k,true,false,,,,", "Size is not"),
            ("b,k,true,false,99999999999999999999,,,", "Size is not"),
            ("b,k,true,false,1,yesterday,,", "not a time"),
            ("", "does not have the columns"),
        ] {
            let error = read(line).unwrap_err().to_string();
            assert!(error.contains(why), "{line}: {error}");
        }
    }

    proptest! {
        #[test]
        fn times_are_those_of_the_calendar(ms in 0_i64..7_000_000_000_000) {
            let time = jiff::Timestamp::from_millisecond(ms).unwrap();
            let text = time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string();
            prop_assert_eq!(time_ms(text.as_bytes()), Some(ms), "{}", text);
        }

        #[test]
        fn no_line_panics(line in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = RowReader::new(columns()).read(&line);
        }
    }
}
