//! [`Environment`]: the variables of the process, taken once, so that nothing else asks for them.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use super::{CommandError, Exit};

/// The variables that settings depend on. A variable that is empty counts as not set.
#[derive(Clone, Debug, Default)]
pub struct Environment(BTreeMap<OsString, OsString>);

impl Environment {
    /// Of this process.
    pub fn of_process() -> Self {
        Self(std::env::vars_os().collect())
    }

    /// These variables alone.
    pub fn of<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let owned = |(name, value): (&str, &str)| (name.into(), value.into());
        Self(variables.into_iter().map(owned).collect())
    }

    /// The bytes of a variable.
    pub fn bytes(&self, name: &str) -> Option<&OsStr> {
        self.0
            .get(OsStr::new(name))
            .map(OsString::as_os_str)
            .filter(|value| !value.is_empty())
    }

    /// A variable that is a path.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.bytes(name).map(PathBuf::from)
    }

    /// A variable that is text.
    pub fn text(&self, name: &str) -> Result<Option<&str>, CommandError> {
        let Some(value) = self.bytes(name) else {
            return Ok(None);
        };
        let what = || format!("the value of {name} is not UTF-8");
        let wrong = || {
            CommandError::new(Exit::Usage, "environment_wrong", what())
                .next(format!("unset {name}, or correct it where it is exported"))
        };
        value.to_str().map(Some).ok_or_else(wrong)
    }

    /// A variable that says yes or no. `1`, `true`, `yes`, `on` and whatever else is not a no are yes;
    /// `0`, `false`, `no`, `off`, `n`, `f` and nothing are no: cron jobs write `SHARDCTL_NO_INPUT=1`.
    pub fn flag(&self, name: &str) -> bool {
        let no = ["0", "false", "no", "off", "n", "f"];
        self.bytes(name).is_some_and(|value| {
            let value = value.to_string_lossy().to_ascii_lowercase();
            !no.contains(&value.as_str())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_written_in_many_ways() {
        for (value, on) in [
            ("1", true),
            ("true", true),
            ("YES", true),
            ("on", true),
            ("0", false),
            ("false", false),
            ("No", false),
            ("off", false),
            ("", false),
        ] {
            assert_eq!(Environment::of([("X", value)]).flag("X"), on, "{value}");
        }
        assert!(!Environment::default().flag("X"));
        assert_eq!(Environment::of([("X", "")]).path("X"), None);
    }
}
