//! [`Assignment`]s: what somebody else wants to lie where, as a file says it.
//!
//! Two forms: JSON `{"format": "shardctl.assignment/1", "assignments": [{"segment": "prefix:a/",
//! "to": "fra1"}]}`, and CSV with the head `segment,shard`. Nothing in a file is trusted: it is small
//! enough, says each segment once, and names what can be a key. Whether the shards exist is the map's
//! to say.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::placement::{Segment, ShardName};

/// The JSON form that this program reads.
pub const ASSIGNMENT_FORMAT: &str = "shardctl.assignment/1";
/// Longest file, bytes.
pub const ASSIGNMENT_BYTES_MAX: usize = 16 << 20;
/// Longest key that S3 knows, bytes.
const KEY_BYTES_MAX: usize = 1024;

/// A segment and the shard it is wanted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// What.
    pub segment: Segment,
    /// Where.
    pub to: ShardName,
}

/// Why a file is no assignment map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentError {
    /// More than [`ASSIGNMENT_BYTES_MAX`].
    #[error("it is longer than {ASSIGNMENT_BYTES_MAX} bytes")]
    TooLong,
    /// Bytes that are no text.
    #[error("it is not UTF-8")]
    NotText,
    /// Neither of the two forms.
    #[error("{0}")]
    Malformed(String),
    /// A format of another program, or of a newer one.
    #[error("its format is `{0}`, this program reads `{ASSIGNMENT_FORMAT}`")]
    Format(String),
    /// An entry that cannot be meant.
    #[error("entry {number}: {problem}")]
    Entry {
        /// Which, from 1.
        number: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// No entry at all.
    #[error("it assigns nothing")]
    Empty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    assignments: Vec<JsonEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonEntry {
    segment: String,
    to: String,
}

/// The assignments in `bytes`, in segment order.
pub fn parse_assignments(bytes: &[u8]) -> Result<Vec<Assignment>, AssignmentError> {
    if bytes.len() > ASSIGNMENT_BYTES_MAX {
        return Err(AssignmentError::TooLong);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| AssignmentError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let entries = if text.trim_start().starts_with('{') {
        json_entries(text)?
    } else {
        csv_entries(text)?
    };
    let mut seen = BTreeSet::new();
    let mut assignments = Vec::with_capacity(entries.len());
    for (number, (segment, shard)) in (1..).zip(entries) {
        let wrong = |problem| AssignmentError::Entry { number, problem };
        let assignment = assignment(&segment, &shard).map_err(wrong)?;
        if !seen.insert(assignment.segment.clone()) {
            return Err(wrong(format!("`{segment}` is assigned twice")));
        }
        assignments.push(assignment);
    }
    if assignments.is_empty() {
        return Err(AssignmentError::Empty);
    }
    assignments.sort_by(|a, b| a.segment.cmp(&b.segment));
    Ok(assignments)
}

fn json_entries(text: &str) -> Result<Vec<(String, String)>, AssignmentError> {
    let malformed = |error: serde_json::Error| AssignmentError::Malformed(error.to_string());
    let file: File = serde_json::from_str(text).map_err(malformed)?;
    if file.format != ASSIGNMENT_FORMAT {
        return Err(AssignmentError::Format(file.format));
    }
    let entries = file.assignments.into_iter();
    Ok(entries.map(|entry| (entry.segment, entry.to)).collect())
}

fn csv_entries(text: &str) -> Result<Vec<(String, String)>, AssignmentError> {
    let malformed = |error: csv::Error| AssignmentError::Malformed(error.to_string());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().map_err(malformed)?;
    if head != ["segment", "shard"].as_slice() {
        let problem = "neither JSON nor CSV with the head `segment,shard`";
        return Err(AssignmentError::Malformed(problem.to_owned()));
    }
    let rows = reader.into_deserialize::<(String, String)>();
    rows.collect::<Result<_, _>>().map_err(malformed)
}

fn assignment(segment: &str, shard: &str) -> Result<Assignment, String> {
    let parsed: Segment = segment.parse().map_err(|error| format!("{error}"))?;
    let bytes = parsed.key().as_bytes();
    if bytes.len() > KEY_BYTES_MAX {
        let length = bytes.len();
        return Err(format!(
            "the segment has {length} bytes, keys have {KEY_BYTES_MAX} at most"
        ));
    }
    if bytes.contains(&0) {
        return Err("the segment holds a NUL byte".to_owned());
    }
    if shard.is_empty() {
        return Err("it names no shard".to_owned());
    }
    Ok(Assignment {
        segment: parsed,
        to: shard.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(bytes: &[u8]) -> Result<Vec<(String, String)>, AssignmentError> {
        let parsed = parse_assignments(bytes)?.into_iter();
        Ok(parsed
            .map(|entry| (entry.segment.to_string(), entry.to.to_string()))
            .collect())
    }

    #[test]
    fn both_forms_say_the_same() {
        let json = br#"{"format":"shardctl.assignment/1","assignments":[
            {"segment":"prefix:b, \"c\"/","to":"fra1"},{"segment":"exact:a","to":"use1"}]}"#;
        let csv = b"segment,shard\r\n\"prefix:b, \"\"c\"\"/\",fra1\r\nexact:a,use1\r\n";
        let want = [("exact:a", "use1"), ("prefix:b, \"c\"/", "fra1")];
        let want = want.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
        assert_eq!(pairs(json), Ok(want.clone()));
        assert_eq!(pairs(csv), Ok(want));
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_its_number() {
        let long = format!("segment,shard\nprefix:{},b\n", "a".repeat(1025));
        for (text, part) in [
            ("", "neither JSON nor CSV"),
            ("segment,shard\n", "it assigns nothing"),
            ("a,b\nprefix:a/,b\n", "neither JSON nor CSV"),
            ("segment,shard\nprefix:a/,b\na/,b\n", "entry 2: `a/`"),
            (
                "segment,shard\nprefix:a/,b\nprefix:a/,c\n",
                "entry 2: `prefix:a/` is assigned twice",
            ),
            ("segment,shard\nprefix:a/,\n", "entry 1: it names no shard"),
            ("segment,shard\nprefix:a/\n", "found record with 1 field"),
            ("segment,shard\nprefix:a\0/,b\n", "NUL"),
            (&long, "1025 bytes"),
            ("{", "EOF"),
            (
                "{\"format\":\"x/2\",\"assignments\":[]}",
                "its format is `x/2`",
            ),
            (
                "{\"format\":\"shardctl.assignment/1\",\"assignments\":[]}",
                "it assigns nothing",
            ),
            (
                "{\"format\":\"shardctl.assignment/1\",\"assignments\":[{\"segment\":\"prefix:\",\"to\":\"a\",\"x\":1}]}",
                "unknown field",
            ),
        ] {
            let error = pairs(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
        assert_eq!(pairs(b"\xff"), Err(AssignmentError::NotText));
        let endless = vec![b' '; ASSIGNMENT_BYTES_MAX + 1];
        assert_eq!(pairs(&endless), Err(AssignmentError::TooLong));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_assignments(&bytes);
            let mut csv = b"segment,shard\n".to_vec();
            csv.extend(&bytes);
            let _ = parse_assignments(&csv);
            let mut json = b"{\"format\":\"shardctl.assignment/1\",\"assignments\":[".to_vec();
            json.extend(&bytes);
            let _ = parse_assignments(&json);
        }
    }
}
