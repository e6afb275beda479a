//! Journal mode of Ceph's bucket logging (`ceph-bucket-journal`): changes alone, with neither client
//! nor status.
//!
//! `owner bucket [time] key operation size version etag`; the documentation's own examples have the
//! operation behind another dash or leave the size and version out. So the operation is what looks
//! like one, and the key what stands before it.

use std::borrow::Cow;

use super::Reject;
use super::percent::{Plus, decode};
use super::s3_fields::{operation, present};
use super::timestamp::ClfClock;
use crate::access::{AccessRecord, Operation};

/// Parses one line without its newline.
pub fn parse<'a>(line: &'a [u8], clock: &mut ClfClock) -> Result<AccessRecord<'a>, Reject> {
    let text = std::str::from_utf8(line).map_err(|_| Reject::Shape("text"))?;
    if text.bytes().any(|byte| byte.is_ascii_control()) {
        return Err(Reject::Shape("control characters"));
    }
    let (owner_and_bucket, rest) = text.split_once(" [").ok_or(Reject::Shape("time"))?;
    let (_owner, bucket) = owner_and_bucket
        .split_once(' ')
        .filter(|(owner, bucket)| !owner.is_empty() && is_word(bucket))
        .ok_or(Reject::Shape("bucket"))?;
    let (time, rest) = rest.split_once("] ").ok_or(Reject::Shape("time"))?;
    let time_ms = clock.parse(time.as_bytes()).ok_or(Reject::Time)?;
    let words: Vec<&str> = rest.split(' ').collect();
    // A key may look like an operation, but it comes first.
    let at = (1..words.len())
        .find(|at| is_operation(words[*at]))
        .filter(|at| *at <= 2 && words.len() - at <= 4 && words.iter().all(|word| is_word(word)))
        .ok_or(Reject::Shape("operation"))?;
    let key = decode(present(words[0]).as_bytes(), Plus::Literal);
    let operation = operation(words[at].as_bytes(), !key.is_empty());
    let after = &words[at + 1..];
    // Size, version and ETag; of fewer fields, the last is the ETag.
    let (size, version) = match after {
        [size, version, _etag] => (present(size), present(version)),
        [version, _etag] => ("", present(version)),
        _ => ("", ""),
    };
    let size = match size {
        "" => None,
        size => Some(size.parse().map_err(|_| Reject::Shape("number"))?),
    };
    let bucket = bucket
        .rsplit_once(':')
        .map_or(bucket, |(_tenant, bucket)| bucket);
    Ok(AccessRecord {
        bucket: Cow::Borrowed(present(bucket)),
        key,
        bytes_in: size.filter(|_| operation == Operation::Put).unwrap_or(0),
        object_size: size,
        version_id: Cow::Borrowed(if version == "?" { "" } else { version }),
        ..AccessRecord::new(time_ms, operation)
    })
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(' ')
}

fn is_operation(word: &str) -> bool {
    ["REST.", "WEBSITE."].iter().any(|family| {
        word.strip_prefix(family)
            .is_some_and(|rest| rest.contains('.') && !rest.contains('/'))
    })
}

/// Whether a line has the look of this format.
pub fn resembles(line: &[u8]) -> bool {
    parse(line, &mut ClfClock::default()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_of_the_field_list_and_of_the_examples() {
        for (fields, key, operation, size, version) in [
            (
                "myfile - REST.PUT.OBJECT 4cfd",
                "myfile",
                Operation::Put,
                None,
                "",
            ),
            (
                "myfile REST.DELETE.OBJECT 4cfd",
                "myfile",
                Operation::Delete,
                None,
                "",
            ),
            (
                "my%20file REST.PUT.OBJECT 512 v1 4cfd",
                "my file",
                Operation::Put,
                Some(512),
                "v1",
            ),
            ("k REST.PUT.OBJECT - ? 4cfd", "k", Operation::Put, None, ""),
            (
                "REST.GET.x REST.DELETE.OBJECT 4cfd",
                "REST.GET.x",
                Operation::Delete,
                None,
                "",
            ),
        ] {
            let line = format!("testid t:fish [06/Aug/2024:09:40:09 +0000] {fields}");
            let record = parse(line.as_bytes(), &mut ClfClock::default()).unwrap();
            assert_eq!(&*record.key, key.as_bytes(), "{fields}");
            assert_eq!(
                (record.operation, record.object_size),
                (operation, size),
                "{fields}"
            );
            assert_eq!(
                (&*record.version_id, &*record.bucket),
                (version, "fish"),
                "{fields}"
            );
        }
        for fields in [
            "",
            "myfile",
            "k REST.PUT.OBJECT a b c d",
            "k x y REST.PUT.OBJECT e",
            "k REST.PUT.OBJECT x v e",
        ] {
            let line = format!("testid fish [06/Aug/2024:09:40:09 +0000] {fields}");
            assert!(
                parse(line.as_bytes(), &mut ClfClock::default()).is_err(),
                "{fields}"
            );
        }
    }

    proptest! {
        #[test]
        fn never_panics(tail in "[a-zREST. -]{0,60}") {
            let line = format!("o b [06/Aug/2024:09:40:09 +0000] {tail}");
            let _ = parse(line.as_bytes(), &mut ClfClock::default());
            let _ = parse(tail.as_bytes(), &mut ClfClock::default());
        }
    }
}
