//! [`Mapping`]: `[format.NAME]` of the config, which says where a JSONL or CSV log keeps what.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::Reject;
use super::field::{FieldRule, FieldRuleConfig, Target};
use crate::access::{AccessRecord, Actor, Operation};

/// What a mapped log is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Base {
    /// One JSON object a line.
    Jsonl,
    /// Fields between commas, quoted as in RFC 4180; no newlines inside quotes.
    Csv,
    /// The same between tabs.
    Tsv,
}

/// Why a `[format.NAME]` table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("[format.{format}]: {problem}")]
pub struct MappingError {
    /// NAME.
    pub format: String,
    /// The field that it is about, as written; `None` where it is about the table.
    pub field: Option<String>,
    /// What is wrong, with the name of the field.
    pub problem: String,
    /// The names that the field could have, where it has none of them.
    pub known: Vec<&'static str>,
}

/// A checked `[format.NAME]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// NAME.
    pub name: String,
    /// What the log is made of.
    pub base: Base,
    /// Whether the first line of a CSV or TSV file names the columns; columns have numbers from 1 otherwise.
    pub header: bool,
    fields: BTreeMap<Target, FieldRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    base: Base,
    #[serde(default = "yes")]
    header: bool,
    fields: BTreeMap<String, toml::Value>,
}

fn yes() -> bool {
    true
}

/// Without these a line says nothing about demand.
const REQUIRED: [Target; 4] = [Target::Ts, Target::Bucket, Target::Key, Target::Op];

impl Mapping {
    /// Reads `[format.NAME]`. `has_bucket` is true where the log source names the bucket, so that
    /// the fields need not.
    pub fn from_toml(
        name: &str,
        table: &toml::Value,
        has_bucket: bool,
    ) -> Result<Self, MappingError> {
        let error = |problem: String| MappingError {
            format: name.to_owned(),
            field: None,
            problem,
            known: Vec::new(),
        };
        if !table.is_table() {
            let problem = "write a table with `base` and `fields`, not";
            return Err(error(format!("{problem} {}", kind(table))));
        }
        let written: Written = table
            .clone()
            .try_into()
            .map_err(|e: toml::de::Error| error(e.message().to_owned()))?;
        let mut fields = BTreeMap::new();
        for (field, config) in &written.fields {
            let (target, rule) = read_field(field, config).map_err(|wrong| MappingError {
                field: Some(field.clone()),
                known: wrong.known,
                ..error(wrong.problem)
            })?;
            fields.insert(target, rule);
        }
        for target in REQUIRED {
            let elsewhere = target == Target::Bucket && has_bucket;
            if !elsewhere && !fields.contains_key(&target) {
                return Err(error(format!("field `{}` is missing", target.name())));
            }
        }
        let mapping = Self {
            name: name.to_owned(),
            base: written.base,
            header: written.header,
            fields,
        };
        mapping.check_paths().map_err(error)?;
        Ok(mapping)
    }

    fn check_paths(&self) -> Result<(), String> {
        let numbered = self.base != Base::Jsonl && !self.header;
        for (target, rule) in &self.fields {
            let Some(path) = rule.path() else { continue };
            if numbered && !path.parse::<usize>().is_ok_and(|column| column > 0) {
                let field = target.name();
                return Err(format!(
                    "field `{field}`: without a header, `path` is a column number from 1, not `{path}`"
                ));
            }
        }
        Ok(())
    }

    /// The last column that a file without a header must have.
    pub(super) fn last_column(&self) -> usize {
        let columns = self.fields.values().filter_map(FieldRule::path);
        let numbers = columns.filter_map(|path| path.parse().ok());
        numbers.max().unwrap_or(0)
    }

    /// Makes a record of what `lookup` finds under each path.
    pub(super) fn record<'a>(
        &self,
        lookup: &dyn Fn(&str) -> Option<Cow<'a, [u8]>>,
    ) -> Result<AccessRecord<'a>, Reject> {
        let value = |target: Target| self.fields.get(&target).and_then(|rule| rule.value(lookup));
        let text = |target: Target| value(target).map_or(Cow::Borrowed(""), into_text);
        let count = |target: Target| match self.fields.get(&target) {
            Some(rule) => rule.count(lookup),
            None => Ok(None),
        };
        let millis = |target: Target| match self.fields.get(&target) {
            Some(rule) => rule.number(lookup),
            None => Ok(None),
        };
        let time = self.fields.get(&Target::Ts).ok_or(Reject::Time)?;
        let operation = operation(&text(Target::Op));
        let requester = text(Target::Requester);
        let actor = Actor::classify(
            requester.as_bytes(),
            text(Target::UserAgent).as_bytes(),
            false,
        );
        let time_ms = time.time_ms(lookup).ok_or(Reject::Time)?;
        Ok(AccessRecord {
            bucket: text(Target::Bucket),
            key: value(Target::Key).unwrap_or(Cow::Borrowed(b"")),
            status: count(Target::Status)?.and_then(|status| u16::try_from(status).ok()),
            bytes_out: count(Target::BytesOut)?.unwrap_or(0),
            bytes_in: count(Target::BytesIn)?.unwrap_or(0),
            object_size: count(Target::ObjectSize)?,
            client_ip: text(Target::ClientIp).parse().ok(),
            source_region: value(Target::Region)
                .map(into_text)
                .filter(|region| !region.is_empty() && region != "-"),
            latency_ms: millis(Target::LatencyMs)?,
            first_byte_ms: millis(Target::TtfbMs)?,
            request_id: text(Target::RequestId),
            version_id: text(Target::VersionId),
            requester,
            actor,
            ..AccessRecord::new(time_ms, operation)
        })
    }
}

/// What is wrong with one field, and what it could be called.
struct WrongField {
    problem: String,
    known: Vec<&'static str>,
}

fn read_field(field: &str, config: &toml::Value) -> Result<(Target, FieldRule), WrongField> {
    let Some(target) = Target::from_name(field) else {
        let known: Vec<&str> = Target::ALL.map(Target::name).to_vec();
        let problem = format!("unknown field `{field}`: known are {}", known.join(", "));
        return Err(WrongField { problem, known });
    };
    let wrong = |problem: String| WrongField {
        problem: format!("field `{field}`: {problem}"),
        known: Vec::new(),
    };
    if !config.is_table() {
        let problem = "write a table such as { path = \"…\" } or { const = \"…\" }, not";
        return Err(wrong(format!("{problem} {}", kind(config))));
    }
    let rule: Result<FieldRuleConfig, toml::de::Error> = config.clone().try_into();
    let rule = rule.map_err(|error| wrong(error.message().to_owned()))?;
    let rule = FieldRule::new(target, rule).map_err(wrong)?;
    Ok((target, rule))
}

/// What a value is, with its article.
fn kind(value: &toml::Value) -> String {
    let kind = value.type_str();
    let article = if kind.starts_with(['a', 'i']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {kind}")
}

fn operation(name: &str) -> Operation {
    match name.to_ascii_lowercase().as_str() {
        "get" => Operation::Get,
        "head" => Operation::Head,
        "put" => Operation::Put,
        "copy" => Operation::Copy,
        "delete" => Operation::Delete,
        "list" => Operation::List,
        "part" => Operation::Part,
        _ => Operation::Other,
    }
}

fn into_text(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(text: &str) -> Result<Mapping, MappingError> {
        Mapping::from_toml("myapp", &toml::from_str(text).unwrap(), false)
    }

    #[test]
    fn problems_name_the_field() {
        let fields = "base = \"jsonl\"\n[fields]\nts = { path = \"$.t\", parse = \"unix_ms\" }\n";
        for (text, want) in [
            ("base = \"xml\"\n[fields]", "unknown variant `xml`"),
            ("base = \"jsonl\"\n[fields]", "field `ts` is missing"),
            (
                &format!("{fields}keyy = {{ path = \"$.k\" }}"),
                "unknown field `keyy`",
            ),
            (
                &format!("{fields}key = \"$.k\""),
                "field `key`: write a table such as { path = \"…\" } or { const = \"…\" }, not a string",
            ),
            (
                &format!("{fields}key = {{ path = 2 }}"),
                "field `key`: invalid type: integer `2`, expected a string",
            ),
            (
                &format!("{fields}key = {{ pth = \"$.k\" }}"),
                "field `key`: unknown field `pth`",
            ),
            ("base = \"jsonl\"\nfields = 3", "expected a map"),
            (
                &format!("{fields}key = {{ path = \"$.k\", decode = \"rot13\" }}"),
                "rot13",
            ),
            (
                &format!("{fields}key = {{ decode = \"none\" }}"),
                "field `key`: write `path` or `const`",
            ),
            (
                &format!("{fields}status = {{ path = \"$.s\", parse = \"unix_s\" }}"),
                "field `status`: `parse` is for `ts`",
            ),
            (
                "base = \"csv\"\nheader = false\n[fields]\nts = { path = \"t\", parse = \"unix_s\" }\nbucket = { const = \"b\" }\nkey = { path = \"2\" }\nop = { const = \"get\" }",
                "column number from 1",
            ),
        ] {
            let error = mapping(text).unwrap_err().to_string();
            assert!(
                error.contains(want) && error.starts_with("[format.myapp]"),
                "{error}"
            );
            assert!(!error.contains("struct "), "{error}");
        }
    }
}
