//! JSON: the envelope, records of listings, and strings that no terminal acts upon.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use serde_json::ser::{CompactFormatter, Formatter};

use super::selection::Selection;
use super::{Cell, Column, escape, units};

/// What every document starts and ends with.
#[derive(Serialize)]
pub struct Envelope<T> {
    schema: String,
    generated_at: Option<String>,
    tool: Tool,
    data: T,
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Warning {
    code: String,
    message: String,
}

impl<T: Serialize> Envelope<T> {
    /// A document of `kind` made at `now_ms`, where that is known.
    pub fn new(
        kind: &str,
        now_ms: Option<i64>,
        data: T,
        warnings: &[(&'static str, String)],
    ) -> Self {
        let warnings = warnings.iter().map(|(code, message)| Warning {
            code: (*code).to_owned(),
            message: message.clone(),
        });
        Self {
            schema: schema(kind),
            generated_at: now_ms.and_then(units::rfc3339),
            tool: Tool {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
            data,
            warnings: warnings.collect(),
        }
    }
}

/// A line of a long run.
#[derive(Serialize)]
pub struct Event<'a, T> {
    /// [`schema`] of its kind.
    pub schema: String,
    /// `item`.
    pub r#type: &'static str,
    /// What happened.
    #[serde(flatten)]
    pub what: &'a T,
}

/// `shardctl.KIND/v1`
pub fn schema(kind: &str) -> String {
    format!("shardctl.{kind}/v1")
}

/// Writes one value and a line end.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Harmless);
    value.serialize(&mut serializer).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Compact JSON in which characters that act on terminals are `\u` escapes: the same value for a
/// program, and harmless to look at.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut clean = 0;
        for (at, c) in fragment
            .char_indices()
            .filter(|(_, c)| escape::is_hostile(*c))
        {
            CompactFormatter.write_string_fragment(writer, &fragment[clean..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            clean = at + c.len_utf8();
        }
        CompactFormatter.write_string_fragment(writer, &fragment[clean..])
    }
}

/// The chosen rows, as an array of records.
pub struct Records<'a>(pub &'a Selection<'a>);

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut array = serializer.serialize_seq(Some(self.0.len()))?;
        for row in self.0.rows() {
            array.serialize_element(&Record {
                schema: None,
                fields: self.0.columns().zip(row).collect(),
            })?;
        }
        array.end()
    }
}

/// One row: its columns by name. As a line of its own it says what it is.
pub struct Record<'a> {
    /// Kind of the document, on lines of their own.
    pub schema: Option<&'a str>,
    /// The cells under their columns.
    pub fields: Vec<(&'a Column, &'a Cell)>,
}

/// One row as it is in the array of a listing, for a document that holds rows among other things.
pub fn record_json(columns: &[Column], row: &[Cell]) -> serde_json::Value {
    let record = Record {
        schema: None,
        fields: columns.iter().zip(row).collect(),
    };
    serde_json::to_value(record).unwrap_or_default()
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(kind) = self.schema {
            map.serialize_entry("schema", &schema(kind))?;
            map.serialize_entry("type", "item")?;
        }
        for (column, cell) in &self.fields {
            match cell {
                Cell::Key(key) if key.as_str().is_none() => {
                    map.serialize_entry(column.name, &())?;
                    let name = format!("{}_b64", column.name);
                    map.serialize_entry(&name, &STANDARD.encode(key.as_bytes()))?;
                }
                cell => map.serialize_entry(column.name, cell)?,
            }
        }
        map.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Key(key) => key.as_str().serialize(serializer),
            Self::Count(number) | Self::Bytes(number) | Self::Duration(number) => {
                serializer.serialize_u64(*number)
            }
            Self::Number(number, _) | Self::Usd(number) | Self::Ratio(number) => {
                finite(*number).serialize(serializer)
            }
            Self::Time(ms) => units::rfc3339(*ms).serialize(serializer),
            Self::Series(values) => serializer.collect_seq(values.iter().copied().map(finite)),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Unknown => serializer.serialize_none(),
        }
    }
}

/// JSON knows no NaN and no infinity.
fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}
