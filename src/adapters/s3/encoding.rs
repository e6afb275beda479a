//! How keys travel: in the copy-source header, in URL-encoded listings, in XML, in tag headers.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::ports::CopySource;

/// Everything but the unreserved characters of RFC 3986.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same, for paths.
const PATH: &AsciiSet = &VALUE.remove(b'/');

/// The value of `x-amz-copy-source`. The SDK sends it raw, where `?`, `%`, `+` and bytes beyond
/// ASCII would change its meaning.
pub(super) fn copy_source(source: &CopySource) -> String {
    let bucket = utf8_percent_encode(&source.bucket, PATH);
    let key = utf8_percent_encode(&source.key, PATH);
    match &source.version_id {
        Some(id) => format!(
            "{bucket}/{key}?versionId={}",
            utf8_percent_encode(id, VALUE)
        ),
        None => format!("{bucket}/{key}"),
    }
}

/// A name from a listing asked for with `encoding-type=url`; `encoded` tells whether the store
/// obliged. `None` when it does not decode to UTF-8.
pub(super) fn listed(name: &str, encoded: bool) -> Option<String> {
    if !encoded {
        return Some(name.to_owned());
    }
    let spaced = name.replace('+', "%20");
    let decoded = percent_decode_str(&spaced).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

/// Whether an XML 1.0 document can carry this key; the control characters it cannot carry are
/// legal in keys.
pub(super) fn fits_xml(key: &str) -> bool {
    key.chars().all(|c| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
    })
}

/// The value of `x-amz-tagging`.
pub(super) fn tagging(tags: &BTreeMap<String, String>) -> String {
    let pairs = tags.iter().map(|(name, value)| {
        let name = utf8_percent_encode(name, VALUE);
        format!("{name}={}", utf8_percent_encode(value, VALUE))
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_source_keeps_every_key_whole() {
        let source = |key: &str, version: Option<&str>| CopySource {
            bucket: "b".into(),
            key: key.into(),
            version_id: version.map(str::to_owned),
            if_match: None,
        };
        let cases = [
            ("a/b", None, "b/a/b"),
            ("a?versionId=x", None, "b/a%3FversionId%3Dx"),
            ("50%+é", Some("v 1"), "b/50%25%2B%C3%A9?versionId=v%201"),
        ];
        for (key, version, expected) in cases {
            assert_eq!(copy_source(&source(key, version)), expected);
        }
    }

    #[test]
    fn listings_decode_once_and_only_when_encoded() {
        assert_eq!(listed("a+b%2Bc%25", true).as_deref(), Some("a b+c%"));
        assert_eq!(listed("a+b%2B", false).as_deref(), Some("a+b%2B"));
        assert_eq!(listed("%ff", true), None);
    }

    #[test]
    fn control_characters_do_not_fit_xml() {
        assert!(fits_xml("a\tb\nc é 🦀"));
        assert!(!fits_xml("a\u{1}b"));
        assert!(!fits_xml("\u{fffe}"));
    }
}
