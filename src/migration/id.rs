//! [`MigrationId`] and [`MoveId`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `m-<yyyymmdd>-<6 hex digits>`: the day it was made, UTC, and a random part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MigrationId(String);

/// The id of a run that begins at `now_ms` (milliseconds UTC), `r-<yyyymmdd>-<6 hex digits>`; of `random` its
/// low 24 bits.
pub fn run_id(now_ms: i64, random: u64) -> String {
    dated("r", now_ms, random)
}

fn dated(kind: &str, now_ms: i64, random: u64) -> String {
    let day = jiff::Timestamp::from_millisecond(now_ms)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .strftime("%Y%m%d");
    format!("{kind}-{day}-{:06x}", random & 0xff_ffff)
}

/// Why a text is not the id of a migration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a migration: ids look like `m-20261121-9f03ab`")]
pub struct ParseMigrationIdError(pub String);

impl MigrationId {
    /// The id of a migration made at `now_ms` (milliseconds UTC); of `random` its low 24 bits.
    pub fn new(now_ms: i64, random: u64) -> Self {
        Self(dated("m", now_ms, random))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MigrationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for MigrationId {
    type Err = ParseMigrationIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split('-').collect();
        let well_formed = matches!(parts[..], ["m", day, random]
            if day.len() == 8
                && day.bytes().all(|byte| byte.is_ascii_digit())
                && random.len() == 6
                && random.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseMigrationIdError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for MigrationId {
    type Error = ParseMigrationIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<MigrationId> for String {
    fn from(id: MigrationId) -> Self {
        id.0
    }
}

/// A move of a migration: `m-20261121-9f03ab/3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MoveId {
    /// Its migration.
    pub migration: MigrationId,
    /// Number of the move in the migration, from 1.
    pub n: u32,
}

impl fmt::Display for MoveId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.migration, self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_its_day_and_reads_back() {
        let id = MigrationId::new(1_795_219_200_000, 0x12_9f03ab);
        assert_eq!(id.to_string(), "m-20261121-9f03ab");
        assert_eq!(id.as_str().parse(), Ok(id));
        for text in [
            "",
            "m-2026112-9f03ab",
            "m-20261121-9F03AB",
            "m-20261121-9f03ab-1",
            "x-20261121-9f03ab",
        ] {
            assert!(text.parse::<MigrationId>().is_err(), "{text}");
        }
    }
}
