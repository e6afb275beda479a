//! Lines of fields between commas or tabs, read through a [`Mapping`](super::Mapping).
//!
//! A record is a line: quoted fields may hold separators and doubled quotes, but no newlines.

use std::borrow::Cow;

use super::mapping::Base;
use super::{Mapping, Reject};
use crate::access::AccessRecord;

/// The columns of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The header line, so that it is recognised when files were joined.
    line: Vec<u8>,
    names: Vec<Vec<u8>>,
}

impl Columns {
    /// Reads the header off the first line; none where the mapping says so.
    pub fn of_first_line(line: &[u8], mapping: &Mapping) -> Self {
        if !mapping.header {
            return Self::default();
        }
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let names = split(text, separator(mapping));
        Self {
            line: line.to_vec(),
            names: names.into_iter().map(Cow::into_owned).collect(),
        }
    }

    fn position(&self, path: &str) -> Option<usize> {
        if self.names.is_empty() {
            return path.parse::<usize>().ok()?.checked_sub(1);
        }
        let name = path.strip_prefix("$.").unwrap_or(path);
        self.names
            .iter()
            .position(|column| column == name.as_bytes())
    }
}

/// Parses one line without its newline; `None` for the header.
pub fn parse<'a>(
    line: &'a [u8],
    mapping: &Mapping,
    columns: &Columns,
) -> Result<Option<AccessRecord<'a>>, Reject> {
    if mapping.header && line == columns.line {
        return Ok(None);
    }
    let fields = split(line, separator(mapping));
    let fits = if columns.names.is_empty() {
        fields.len() >= mapping.last_column()
    } else {
        fields.len() == columns.names.len()
    };
    if !fits {
        return Err(Reject::Shape("field count"));
    }
    mapping
        .record(&|path| fields.get(columns.position(path)?).cloned())
        .map(Some)
}

fn separator(mapping: &Mapping) -> u8 {
    if mapping.base == Base::Tsv {
        b'\t'
    } else {
        b','
    }
}

/// Splits by RFC 4180, leniently: a quote inside an unquoted field is text.
pub(super) fn split(line: &[u8], separator: u8) -> Vec<Cow<'_, [u8]>> {
    let mut fields = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (field, after) = match text.strip_prefix(b"\"").and_then(quoted) {
            Some((field, after)) if after.is_empty() || after[0] == separator => (field, after),
            _ => {
                let end = memchr::memchr(separator, text).unwrap_or(text.len());
                (Cow::Borrowed(&text[..end]), &text[end..])
            }
        };
        fields.push(field);
        rest = after.split_first().map(|(_separator, after)| after);
    }
    fields
}

/// The field up to its closing quote, doubled quotes undone, and what follows the quote.
fn quoted(inner: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let mut field = Vec::new();
    let mut rest = inner;
    loop {
        let end = memchr::memchr(b'"', rest)?;
        field.extend_from_slice(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix(b"\"") {
            Some(after) => {
                field.push(b'"');
                rest = after;
            }
            None => return Some((Cow::Owned(field), rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Operation;
    use proptest::prelude::*;

    fn mapping(header: bool, key: &str) -> Mapping {
        let table = format!(
            r#"
            base = "csv"
            header = {header}
            [fields]
            ts = {{ path = "{ts}", parse = "strftime:%Y-%m-%d %H:%M:%S" }}
            bucket = {{ const = "b" }}
            key = {{ path = "{key}" }}
            op = {{ const = "get" }}
            "#,
            ts = if header { "time" } else { "1" },
        );
        Mapping::from_toml("c", &toml::from_str(&table).unwrap(), false).unwrap()
    }

    #[test]
    fn headers_name_columns_and_are_no_records() {
        let mapping = mapping(true, "object");
        let columns = Columns::of_first_line(b"time,object", &mapping);
        assert_eq!(parse(b"time,object", &mapping, &columns), Ok(None));
        let record = parse(b"2023-11-14 22:13:20,\"a,\"\"b\"\"\"", &mapping, &columns)
            .unwrap()
            .unwrap();
        assert_eq!(&*record.key, b"a,\"b\"");
        assert_eq!(
            (record.time_ms, record.operation),
            (1_700_000_000_000, Operation::Get)
        );
        let short = parse(b"2023-11-14 22:13:20", &mapping, &columns);
        assert_eq!(short, Err(Reject::Shape("field count")));
    }

    #[test]
    fn without_a_header_columns_have_numbers() {
        let mapping = mapping(false, "3");
        let columns = Columns::of_first_line(b"2023-11-14 22:13:20,x,k", &mapping);
        let record = parse(b"2023-11-14 22:13:20,x,k", &mapping, &columns)
            .unwrap()
            .unwrap();
        assert_eq!(&*record.key, b"k");
        let short = parse(b"2023-11-14 22:13:20,x", &mapping, &columns);
        assert_eq!(short, Err(Reject::Shape("field count")));
    }

    proptest! {
        #[test]
        fn splitting_agrees_with_the_csv_crate(fields in prop::collection::vec("[a,\" ]{0,6}", 2..5)) {
            let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
            writer.write_record(&fields).unwrap();
            let line = writer.into_inner().unwrap();
            let line = line.strip_suffix(b"\n").unwrap();
            let got: Vec<Vec<u8>> = split(line, b',').into_iter().map(Cow::into_owned).collect();
            let want: Vec<Vec<u8>> = fields.into_iter().map(String::into_bytes).collect();
            prop_assert_eq!(got, want);
        }

        #[test]
        fn never_panics(line in prop::collection::vec(any::<u8>(), 0..60)) {
            let mapping = mapping(true, "object");
            let _ = parse(&line, &mapping, &Columns::of_first_line(&line[..line.len() / 2], &mapping));
        }
    }
}
