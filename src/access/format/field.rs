//! [`FieldRule`]: where one field of a mapped log comes from and how its text becomes a value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use serde::Deserialize;

use super::Reject;
use super::percent::{Plus, decode, decode_twice};
use super::timestamp::parse_rfc3339;

/// The fields that a mapping can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// When.
    Ts,
    /// Bucket.
    Bucket,
    /// Key.
    Key,
    /// `get`, `head`, `put`, `copy`, `delete`, `list`, `part` or anything else.
    Op,
    /// HTTP status.
    Status,
    /// Bytes sent.
    BytesOut,
    /// Bytes received.
    BytesIn,
    /// Size of the whole object.
    ObjectSize,
    /// Who asked.
    Requester,
    /// From which address.
    ClientIp,
    /// From which region.
    Region,
    /// Duration.
    LatencyMs,
    /// Time to first byte.
    TtfbMs,
    /// Request id, which makes duplicates recognisable.
    RequestId,
    /// Version id.
    VersionId,
    /// User agent.
    UserAgent,
}

impl Target {
    /// Every field, in the order of the documentation.
    pub const ALL: [Self; 16] = [
        Self::Ts,
        Self::Bucket,
        Self::Key,
        Self::Op,
        Self::Status,
        Self::BytesOut,
        Self::BytesIn,
        Self::ObjectSize,
        Self::Requester,
        Self::ClientIp,
        Self::Region,
        Self::LatencyMs,
        Self::TtfbMs,
        Self::RequestId,
        Self::VersionId,
        Self::UserAgent,
    ];

    /// Its name in the config.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ts => "ts",
            Self::Bucket => "bucket",
            Self::Key => "key",
            Self::Op => "op",
            Self::Status => "status",
            Self::BytesOut => "bytes_out",
            Self::BytesIn => "bytes_in",
            Self::ObjectSize => "object_size",
            Self::Requester => "requester",
            Self::ClientIp => "client_ip",
            Self::Region => "region",
            Self::LatencyMs => "latency_ms",
            Self::TtfbMs => "ttfb_ms",
            Self::RequestId => "request_id",
            Self::VersionId => "version_id",
            Self::UserAgent => "user_agent",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.name() == name)
    }
}

/// One field of `[format.NAME.fields]`, as written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FieldRuleConfig {
    path: Option<String>,
    #[serde(rename = "const")]
    constant: Option<String>,
    parse: Option<String>,
    since: Option<String>,
    decode: Option<String>,
    map: BTreeMap<String, String>,
    default: Option<String>,
    null: Vec<String>,
    strip_port: bool,
    scale: Option<f64>,
}

/// One field, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldRule {
    source: Source,
    time: TimeForm,
    /// What a time of 0 means, milliseconds UTC.
    since_ms: i64,
    decoding: Decoding,
    map: BTreeMap<String, String>,
    default: Option<String>,
    null: Vec<String>,
    strip_port: bool,
    scale: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum Source {
    Path(String),
    Constant(String),
}

#[derive(Clone, Debug, PartialEq)]
enum TimeForm {
    Rfc3339,
    UnixSeconds,
    UnixMillis,
    Strftime(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decoding {
    None,
    Percent,
    PercentTwice,
    Form,
    Base64,
}

impl FieldRule {
    pub(super) fn new(target: Target, written: FieldRuleConfig) -> Result<Self, String> {
        let source = match (written.path, written.constant) {
            (Some(path), None) if !path.is_empty() => Source::Path(path),
            (None, Some(constant)) => Source::Constant(constant),
            _ => return Err("write `path` or `const`, one of them".to_owned()),
        };
        if written.parse.is_some() && target != Target::Ts {
            return Err("`parse` is for `ts`".to_owned());
        }
        let time = time_form(written.parse.as_deref())?;
        let counts = matches!(time, TimeForm::UnixSeconds | TimeForm::UnixMillis);
        if written.since.is_some() && !(target == Target::Ts && counts) {
            return Err("`since` is for a `ts` of unix_s or unix_ms".to_owned());
        }
        let scale = written.scale.unwrap_or(1.0);
        if !scale.is_finite() || scale <= 0.0 {
            return Err(format!("`scale` must be above 0, not {scale}"));
        }
        Ok(Self {
            source,
            time,
            since_ms: written.since.as_deref().map_or(Ok(0), since)?,
            decoding: decoding(written.decode.as_deref())?,
            map: written.map,
            default: written.default,
            null: written.null,
            strip_port: written.strip_port,
            scale,
        })
    }

    /// Where it is read from; `None` for a constant.
    pub(super) fn path(&self) -> Option<&str> {
        match &self.source {
            Source::Path(path) => Some(path),
            Source::Constant(_) => None,
        }
    }

    /// The field's text, decoded and mapped; `None` when absent or one of the null words.
    pub(super) fn value<'a>(
        &self,
        lookup: &dyn Fn(&str) -> Option<Cow<'a, [u8]>>,
    ) -> Option<Cow<'a, [u8]>> {
        let found = match &self.source {
            Source::Constant(text) => Some(Cow::Owned(text.clone().into_bytes())),
            Source::Path(path) => lookup(path),
        };
        let found = found.filter(|raw| !self.null.iter().any(|null| null.as_bytes() == &**raw));
        let default = || Some(Cow::Owned(self.default.clone()?.into_bytes()));
        let Some(raw) = found else { return default() };
        let value = self.decode(self.without_port(raw));
        if self.map.is_empty() {
            return Some(value);
        }
        let mapped = std::str::from_utf8(&value)
            .ok()
            .and_then(|text| self.map.get(text));
        match mapped {
            Some(text) => Some(Cow::Owned(text.clone().into_bytes())),
            None if self.default.is_some() => default(),
            None => Some(value),
        }
    }

    fn without_port<'a>(&self, raw: Cow<'a, [u8]>) -> Cow<'a, [u8]> {
        if !self.strip_port {
            return raw;
        }
        let text = String::from_utf8_lossy(&raw);
        let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let host = match bracketed {
            Some((host, _port)) => host,
            // An IPv6 address without brackets has no port.
            None if text.matches(':').count() == 1 => text.split(':').next().unwrap_or_default(),
            None => &text,
        };
        Cow::Owned(host.as_bytes().to_vec())
    }

    fn decode<'a>(&self, raw: Cow<'a, [u8]>) -> Cow<'a, [u8]> {
        let decoded = match self.decoding {
            Decoding::None => return raw,
            Decoding::Percent => decode(&raw, Plus::Literal).into_owned(),
            Decoding::PercentTwice => decode_twice(&raw).into_owned(),
            Decoding::Form => decode(&raw, Plus::Space).into_owned(),
            Decoding::Base64 => match base64::engine::general_purpose::STANDARD.decode(&*raw) {
                Ok(bytes) => bytes,
                Err(_) => return raw,
            },
        };
        Cow::Owned(decoded)
    }

    /// The field as a whole number, times `scale`. Empty text is absence.
    pub(super) fn count<'a>(
        &self,
        lookup: &dyn Fn(&str) -> Option<Cow<'a, [u8]>>,
    ) -> Result<Option<u64>, Reject> {
        Ok(self.number(lookup)?.map(|value| value.round() as u64))
    }

    /// The field as a number that is not negative, times `scale`. Empty text is absence.
    pub(super) fn number<'a>(
        &self,
        lookup: &dyn Fn(&str) -> Option<Cow<'a, [u8]>>,
    ) -> Result<Option<f64>, Reject> {
        let Some(value) = self.value(lookup).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        std::str::from_utf8(&value)
            .ok()
            .and_then(|text| text.trim().parse::<f64>().ok())
            .map(|number| number * self.scale)
            .filter(|number| number.is_finite() && *number >= 0.0 && *number < u64::MAX as f64)
            .map(Some)
            .ok_or(Reject::Shape("number"))
    }

    /// The field as a time, milliseconds UTC.
    pub(super) fn time_ms<'a>(
        &self,
        lookup: &dyn Fn(&str) -> Option<Cow<'a, [u8]>>,
    ) -> Option<i64> {
        let value = self.value(lookup)?;
        let text = std::str::from_utf8(&value).ok()?.trim();
        let unix = |unit_ms: f64| {
            let ms = text.parse::<f64>().ok()? * unit_ms;
            (ms.abs() < 1e15).then(|| ms.round() as i64 + self.since_ms)
        };
        match &self.time {
            TimeForm::UnixSeconds => unix(1_000.0),
            TimeForm::UnixMillis => unix(1.0),
            TimeForm::Rfc3339 => parse_rfc3339(text.as_bytes())
                .or_else(|| Some(text.parse::<jiff::Timestamp>().ok()?.as_millisecond())),
            TimeForm::Strftime(form) => strptime(form, text),
        }
    }
}

/// A time without an offset is read as UTC.
fn strptime(form: &str, text: &str) -> Option<i64> {
    let parsed = jiff::fmt::strtime::parse(form, text).ok()?;
    if let Ok(timestamp) = parsed.to_timestamp() {
        return Some(timestamp.as_millisecond());
    }
    let civil = parsed.to_datetime().ok()?;
    let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

fn time_form(text: Option<&str>) -> Result<TimeForm, String> {
    match text {
        None | Some("rfc3339") => Ok(TimeForm::Rfc3339),
        Some("unix_s") => Ok(TimeForm::UnixSeconds),
        Some("unix_ms") => Ok(TimeForm::UnixMillis),
        Some(other) => other
            .strip_prefix("strftime:")
            .map(|form| TimeForm::Strftime(form.to_owned()))
            .ok_or_else(|| {
                format!("`parse` is rfc3339, unix_s, unix_ms or strftime:FORM, not `{other}`")
            }),
    }
}

fn since(text: &str) -> Result<i64, String> {
    parse_rfc3339(text.as_bytes())
        .ok_or_else(|| format!("`since` is a time like 2026-01-01T00:00:00Z, not `{text}`"))
}

fn decoding(text: Option<&str>) -> Result<Decoding, String> {
    match text {
        None | Some("none") => Ok(Decoding::None),
        Some("percent") => Ok(Decoding::Percent),
        Some("percent2") => Ok(Decoding::PercentTwice),
        Some("form") => Ok(Decoding::Form),
        Some("base64") => Ok(Decoding::Base64),
        Some(other) => Err(format!(
            "`decode` is none, percent, percent2, form or base64, not `{other}`"
        )),
    }
}
