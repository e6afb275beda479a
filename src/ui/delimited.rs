//! Listings for line-based programs: CSV and names.
//!
//! Numbers and times are exact. In texts hostile characters are written out as in tables, whether a
//! terminal or a pipe reads: what is piped today is looked at tomorrow. Exact keys are for JSON, and for
//! CSV that is a file for programs.

use std::borrow::Cow;
use std::io::{self, Write};

use super::selection::Selection;
use super::{Cell, escape, units};

/// Writes CSV (RFC 4180) with plain numbers; `harmless` writes hostile characters out.
pub fn write_csv(
    out: &mut dyn Write,
    selection: &Selection,
    headers: bool,
    harmless: bool,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    if headers {
        writer.write_record(selection.columns().map(|column| column.name))?;
    }
    for row in selection.rows() {
        for cell in row {
            let field = exact(cell);
            if harmless {
                writer.write_field(escape::escape_bytes(&field).as_bytes())?;
            } else {
                writer.write_field(&*field)?;
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Writes the first column, one a line, hostile characters written out.
pub fn write_names(out: &mut dyn Write, selection: &Selection) -> io::Result<()> {
    for cell in selection.names() {
        writeln!(out, "{}", escape::escape_bytes(&exact(cell)))?;
    }
    Ok(())
}

fn exact(cell: &Cell) -> Cow<'_, [u8]> {
    match cell {
        Cell::Text(text) => Cow::Borrowed(text.as_bytes()),
        Cell::Key(key) => Cow::Borrowed(key.as_bytes()),
        Cell::Count(n) | Cell::Bytes(n) | Cell::Duration(n) => owned(n.to_string()),
        Cell::Number(n, _) | Cell::Usd(n) | Cell::Ratio(n) if n.is_finite() => owned(n.to_string()),
        Cell::Time(ms) => owned(units::rfc3339(*ms).unwrap_or_default()),
        Cell::Series(values) => {
            let known = values.iter().filter(|value| value.is_finite());
            let values: Vec<String> = known.map(f64::to_string).collect();
            owned(values.join(" "))
        }
        Cell::Flag(flag) => owned(flag.to_string()),
        Cell::Number(..) | Cell::Usd(_) | Cell::Ratio(_) | Cell::Unknown => Cow::Borrowed(b""),
    }
}

fn owned(text: String) -> Cow<'static, [u8]> {
    Cow::Owned(text.into_bytes())
}
