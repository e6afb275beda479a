//! Presigned URLs, told by the query of a request.

use memchr::memchr;

use super::percent::{Plus, decode};
use crate::access::Presigned;

/// How the request of this query, sent at `time_ms`, was presigned; `None` when it was not.
pub fn of_query(query: &[u8], time_ms: i64) -> Option<Presigned> {
    if query.len() < b"Signature=".len() {
        return None;
    }
    let mut version_4 = false;
    let mut version_2 = false;
    let mut lifetime = None;
    let mut end = None;
    for pair in query.split(|&byte| byte == b'&') {
        let Some(equals) = memchr(b'=', pair) else {
            continue;
        };
        let value = || number(&decode(&pair[equals + 1..], Plus::Literal));
        match &pair[..equals] {
            b"X-Amz-Signature" | b"X-Amz-Algorithm" => version_4 = true,
            b"X-Amz-Expires" => lifetime = value(),
            b"Signature" => version_2 = true,
            b"Expires" => end = value(),
            _ => {}
        }
    }
    let left = || {
        let left = end? - time_ms.div_euclid(1_000);
        u32::try_from(left.max(0)).ok()
    };
    if version_4 {
        let expires_s = lifetime.and_then(|seconds| u32::try_from(seconds).ok());
        return Some(Presigned { expires_s });
    }
    let expires_s = version_2.then(left)?;
    Some(Presigned { expires_s })
}

/// A lifetime as a log writes it, in seconds.
pub fn lifetime(text: &str) -> Presigned {
    let expires_s = number(text.as_bytes());
    Presigned {
        expires_s: expires_s.and_then(|seconds| u32::try_from(seconds).ok()),
    }
}

fn number(text: &[u8]) -> Option<i64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_known_and_other_queries_are_not() {
        let seconds = |seconds| {
            Some(Presigned {
                expires_s: Some(seconds),
            })
        };
        let unknown = Some(Presigned { expires_s: None });
        for (query, wanted) in [
            (
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=0a",
                seconds(3600),
            ),
            (
                "response-content-type=x&X-Amz-Signature=0a&X-Amz-Expires=604800",
                seconds(604_800),
            ),
            ("X-Amz-Expires=99999999999&X-Amz-Signature=0a", unknown),
            (
                "AWSAccessKeyId=AK&Expires=1700000600&Signature=x%3D",
                seconds(600),
            ),
            ("Expires=1600000000&Signature=xxxxxxxx", seconds(0)),
            ("AWSAccessKeyId=AK&Signature=x", unknown),
            ("Expires=1700000600", None),
            ("list-type=2&prefix=X-Amz-Signature", None),
            ("", None),
        ] {
            assert_eq!(
                of_query(query.as_bytes(), 1_700_000_000_000),
                wanted,
                "{query}"
            );
        }
    }
}
