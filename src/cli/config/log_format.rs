//! Which format a log source is of: built in, or of a `[format.NAME]` of the config.
//!
//! Checking the config and reading logs ask here, so that they cannot differ.

use std::sync::Arc;

use crate::access::format::{LogFormat, Mapping, MappingError};
use crate::cli::did_you_mean;

use super::{Config, LogConfig};

/// Why a format cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatProblem {
    /// As in JSON: `bad_format` or `no_such_format`.
    pub code: &'static str,
    /// The key of the config that is wrong.
    pub key: String,
    /// A lower-case fragment.
    pub message: String,
    /// What to do about it.
    pub next: String,
}

/// The format that the source names; `None` when it names none, so that the log itself has to tell.
pub fn log_format(config: &Config, log: &LogConfig) -> Result<Option<LogFormat>, FormatProblem> {
    let Some(name) = &log.format else {
        return Ok(None);
    };
    if let Some(format) = LogFormat::built_in(name) {
        return Ok(Some(format));
    }
    match config.format.get(name) {
        Some(table) => {
            let mapping = mapping(name, table, log.bucket.is_some())?;
            Ok(Some(LogFormat::Mapped(Arc::new(mapping))))
        }
        None => Err(unknown(config, name, log)),
    }
}

/// `[format.NAME]`, for a source that names its bucket or for one that does not.
pub fn mapping(
    name: &str,
    table: &toml::Value,
    has_bucket: bool,
) -> Result<Mapping, FormatProblem> {
    Mapping::from_toml(name, table, has_bucket).map_err(|error| FormatProblem {
        code: "bad_format",
        key: match &error.field {
            Some(field) => format!("format.{name}.fields.{field}"),
            None => format!("format.{name}"),
        },
        next: way_out(&error),
        message: error.to_string(),
    })
}

fn way_out(error: &MappingError) -> String {
    let field = error.field.as_deref().unwrap_or_default();
    match did_you_mean(field, error.known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "correct [format.{}] in the config: shardctl-config(5) names its keys",
            error.format
        ),
    }
}

fn unknown(config: &Config, name: &str, log: &LogConfig) -> FormatProblem {
    let mut known: Vec<&str> = LogFormat::built_in_names().collect();
    known.extend(config.format.keys().map(String::as_str));
    FormatProblem {
        code: "no_such_format",
        key: format!("logs.{}.format", log.name),
        message: format!("there is no log format `{}`", name.escape_debug()),
        next: match did_you_mean(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}, or add [format.NAME]", known.join(", ")),
        },
    }
}
