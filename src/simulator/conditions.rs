//! Preconditions, judged against what is there.

use crate::ports::WriteCondition;

use super::refusal::Refusal;

/// Conditions of GET and HEAD, and of the source of a copy. A refused one is 412 but for
/// `if_none_match` and `if_modified_since` of reads, which are 304.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the names of the headers")]
pub(super) struct ReadConditions {
    pub(super) if_match: Option<String>,
    pub(super) if_none_match: Option<String>,
    /// Milliseconds UTC.
    pub(super) if_modified_since: Option<i64>,
    /// Milliseconds UTC.
    pub(super) if_unmodified_since: Option<i64>,
}

impl ReadConditions {
    pub(super) fn if_match(etag: Option<String>) -> Self {
        Self {
            if_match: etag,
            ..Self::default()
        }
    }

    /// Judges them. A match on the ETag makes `if_unmodified_since` moot, a difference makes
    /// `if_modified_since` moot, as RFC 9110 has it.
    pub(super) fn check(&self, etag: &str, modified_ms: i64) -> Result<(), Judgement> {
        if let Some(expected) = &self.if_match {
            if !etag_matches(expected, etag) {
                return Err(Judgement::Failed("If-Match"));
            }
        } else if self.if_unmodified_since.is_some_and(|at| modified_ms > at) {
            return Err(Judgement::Failed("If-Unmodified-Since"));
        }
        if let Some(unwanted) = &self.if_none_match {
            if etag_matches(unwanted, etag) {
                return Err(Judgement::NotModified("If-None-Match"));
            }
        } else if self.if_modified_since.is_some_and(|at| modified_ms <= at) {
            return Err(Judgement::NotModified("If-Modified-Since"));
        }
        Ok(())
    }
}

/// Which way read conditions failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    Failed(&'static str),
    NotModified(&'static str),
}

impl Judgement {
    /// As the answer to a read.
    pub(super) fn of_read(self) -> Refusal {
        match self {
            Self::Failed(which) => Refusal::precondition(which),
            Self::NotModified(_) => Refusal::new("NotModified", 304, "not modified"),
        }
    }

    /// As the answer to a copy: every failure is 412.
    pub(super) fn of_copy(self) -> Refusal {
        let (Self::Failed(which) | Self::NotModified(which)) = self;
        Refusal::precondition(&format!("x-amz-copy-source-{}", which.to_lowercase()))
    }
}

/// Whether `expected` (`*`, or an ETag with or without quotes) names this ETag.
pub(super) fn etag_matches(expected: &str, etag: &str) -> bool {
    expected == "*" || expected.trim_matches('"') == etag.trim_matches('"')
}

/// Judges the condition of a PUT, copy or completion; `current` is the newest version's ETag,
/// `None` when there is none or it is a delete marker.
pub(super) fn check_write(
    condition: &WriteCondition,
    current: Option<&str>,
) -> Result<(), Refusal> {
    match (condition, current) {
        (WriteCondition::None, _) | (WriteCondition::IfAbsent, None) => Ok(()),
        (WriteCondition::IfAbsent, Some(_)) => Err(Refusal::precondition("If-None-Match")),
        (WriteCondition::IfMatch(_), None) => Err(Refusal::no_such_key()),
        (WriteCondition::IfMatch(etag), Some(current)) if etag_matches(etag, current) => Ok(()),
        (WriteCondition::IfMatch(_), Some(_)) => Err(Refusal::precondition("If-Match")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_get_404_and_412_where_aws_gives_them() {
        let if_match = |etag: &str| WriteCondition::IfMatch(etag.to_owned());
        let status = |condition: &WriteCondition, current| {
            check_write(condition, current).map_err(|refusal| refusal.status)
        };
        let cases = [
            (WriteCondition::None, Some("\"a\""), Ok(())),
            (WriteCondition::IfAbsent, None, Ok(())),
            (WriteCondition::IfAbsent, Some("\"a\""), Err(412)),
            (if_match("\"a\""), Some("\"a\""), Ok(())),
            (if_match("a"), Some("\"a\""), Ok(())),
            (if_match("\"b\""), Some("\"a\""), Err(412)),
            (if_match("\"a\""), None, Err(404)),
        ];
        for (condition, current, expected) in cases {
            assert_eq!(
                status(&condition, current),
                expected,
                "{condition:?} on {current:?}"
            );
        }
    }

    #[test]
    fn an_etag_outranks_a_time() {
        let conditions = |if_match: Option<&str>, unmodified| ReadConditions {
            if_match: if_match.map(str::to_owned),
            if_unmodified_since: unmodified,
            ..ReadConditions::default()
        };
        assert_eq!(conditions(Some("\"a\""), Some(1)).check("\"a\"", 2), Ok(()));
        let failed = Err(Judgement::Failed("If-Unmodified-Since"));
        assert_eq!(conditions(None, Some(1)).check("\"a\"", 2), failed);
    }
}
