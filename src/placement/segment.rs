//! [`Segment`]: the unit of placement.

use std::fmt;
use std::str::FromStr;

use super::Key;

/// One exact key, or every key under a prefix minus what more specific segments under it take.
///
/// Its text is its id: `exact:logo.png`, `prefix:tenant/42/`. The text of a key that is not UTF-8
/// is lossy, [`Segment::id`] is not; such keys are in logs, cannot be in S3 and never reach a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// This key alone.
    Exact(Key),
    /// Every key that starts with this; the empty prefix is every key.
    Prefix(Key),
}

/// Why a text is not a segment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a segment: write `exact:KEY` or `prefix:PREFIX`")]
pub struct ParseSegmentError(pub String);

impl Segment {
    /// Whether `key` lies in this segment, more specific segments apart.
    pub fn contains(&self, key: &[u8]) -> bool {
        match self {
            Self::Exact(exact) => exact.as_bytes() == key,
            Self::Prefix(prefix) => key.starts_with(prefix.as_bytes()),
        }
    }

    /// Whether every key of `other` lies in this segment.
    pub fn covers(&self, other: &Segment) -> bool {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => a == b,
            (Self::Exact(_), Self::Prefix(_)) => false,
            (Self::Prefix(prefix), Self::Exact(k) | Self::Prefix(k)) => {
                k.as_bytes().starts_with(prefix.as_bytes())
            }
        }
    }

    /// The exact key or the prefix.
    pub fn key(&self) -> &Key {
        match self {
            Self::Exact(key) | Self::Prefix(key) => key,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Exact(_) => "exact:",
            Self::Prefix(_) => "prefix:",
        }
    }

    /// The id, byte for byte.
    pub fn id(&self) -> Key {
        [self.kind().as_bytes(), self.key().as_bytes()]
            .concat()
            .into()
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind(), self.key().to_string_lossy())
    }
}

impl FromStr for Segment {
    type Err = ParseSegmentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(key) = text.strip_prefix("exact:").filter(|key| !key.is_empty()) {
            return Ok(Self::Exact(key.into()));
        }
        text.strip_prefix("prefix:")
            .map(|prefix| Self::Prefix(prefix.into()))
            .ok_or_else(|| ParseSegmentError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_the_id() {
        for text in ["exact:logo.png", "prefix:tenant/42/", "prefix:"] {
            assert_eq!(text.parse::<Segment>().unwrap().to_string(), text);
        }
        let (a, b) = (&b"a\xfe/"[..], &b"a\xff/"[..]);
        let [a, b] = [a, b].map(|bytes| Segment::Prefix(bytes.into()));
        assert_eq!(a.to_string(), b.to_string(), "for people only");
        assert_eq!(a.id().as_bytes(), b"prefix:a\xfe/");
        assert_ne!(a.id(), b.id());
        for text in ["tenant/42/", "exact:", "range:a..b"] {
            assert!(text.parse::<Segment>().is_err(), "{text}");
        }
    }

    #[test]
    fn covering_follows_containing() {
        let under: Segment = "prefix:a/".parse().unwrap();
        let key: Segment = "exact:a/b".parse().unwrap();
        assert!(under.covers(&key) && !key.covers(&under));
        assert!(under.contains(b"a/b") && !under.contains(b"ab"));
    }
}
