//! [`RequestLine`]: the quoted `METHOD target PROTOCOL` of HTTP logs, and what it asks an S3 server for.

use memchr::{memchr, memrchr};

use crate::access::Operation;

/// The parts of a request line. Nothing is decoded or normalised: `//`, `..` and a trailing `/`
/// make different keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLine<'a> {
    /// `GET`, `PUT`, …
    pub method: &'a [u8],
    /// Host and port of a target in absolute form, which count more than a Host header (RFC 9112,
    /// section 3.2.2).
    pub host: Option<&'a [u8]>,
    /// The path without its leading `/` and without the query, still encoded.
    pub path: &'a [u8],
    /// What follows the first `?`, without it; empty when there is none.
    pub query: &'a [u8],
}

impl<'a> RequestLine<'a> {
    /// Splits `text`; `None` when it is no request line (a TLS handshake on a plain port, say). The
    /// target may hold spaces: clients send what they like, and servers log it.
    pub fn parse(text: &'a [u8]) -> Option<Self> {
        let space = memchr(b' ', text)?;
        let (method, rest) = (&text[..space], &text[space + 1..]);
        if method.is_empty() || !method.iter().all(u8::is_ascii_uppercase) {
            return None;
        }
        let target = match memrchr(b' ', rest) {
            Some(at) if rest[at + 1..].starts_with(b"HTTP/") => &rest[..at],
            _ => rest,
        };
        let (path, query) = match memchr(b'?', target) {
            Some(at) => (&target[..at], &target[at + 1..]),
            None => (target, &b""[..]),
        };
        let (host, path) = host_and_path(path)?;
        Some(Self {
            method,
            host,
            path,
            query,
        })
    }

    /// What the request does, by method and sub-resource, where the log has no word for it.
    /// `has_key` tells a request to an object from one to the bucket.
    pub fn operation(&self, has_key: bool) -> Operation {
        let asks = |name: &[u8]| query_names(self.query).any(|found| found == name);
        if asks(b"uploadId") || asks(b"uploads") || asks(b"partNumber") && self.method == b"PUT" {
            return if self.method == b"GET" {
                Operation::Other
            } else {
                Operation::Part
            };
        }
        if SUBRESOURCES.iter().any(|name| asks(name)) {
            return Operation::Other;
        }
        match (self.method, has_key) {
            (b"GET", true) => Operation::Get,
            (b"GET", false) => Operation::List,
            (b"HEAD", true) => Operation::Head,
            (b"PUT", true) => Operation::Put,
            (b"DELETE", true) => Operation::Delete,
            _ => Operation::Other,
        }
    }
}

/// Sub-resources whose requests do not touch an object's bytes.
const SUBRESOURCES: [&[u8]; 10] = [
    b"acl",
    b"tagging",
    b"attributes",
    b"legal-hold",
    b"retention",
    b"torrent",
    b"restore",
    b"select",
    b"delete",
    b"policy",
];

/// A target in origin form (`/p`) or absolute form (`http://host/p`), the path without its `/`.
fn host_and_path(path: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    if let Some(path) = path.strip_prefix(b"/") {
        return Some((None, path));
    }
    let rest = path
        .strip_prefix(b"http://")
        .or_else(|| path.strip_prefix(b"https://"))?;
    let slash = memchr(b'/', rest);
    let path = slash.map_or(&b""[..], |slash| &rest[slash + 1..]);
    Some((Some(&rest[..slash.unwrap_or(rest.len())]), path))
}

fn query_names(query: &[u8]) -> impl Iterator<Item = &[u8]> {
    query.split(|&byte| byte == b'&').map(|pair| {
        let end = memchr(b'=', pair).unwrap_or(pair.len());
        &pair[..end]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn splits_what_clients_send() {
        for (text, method, path, query) in [
            ("GET /b/k HTTP/1.1", "GET", "b/k", ""),
            ("GET /b//k/?a=1?b HTTP/2.0", "GET", "b//k/", "a=1?b"),
            ("GET /with space HTTP/1.1", "GET", "with space", ""),
            ("GET http://h/b/k HTTP/1.1", "GET", "b/k", ""),
            (
                "GET http://h?list-type=2 HTTP/1.1",
                "GET",
                "",
                "list-type=2",
            ),
            ("GET /old", "GET", "old", ""),
            ("GET / HTTP/1.1", "GET", "", ""),
        ] {
            let line = RequestLine::parse(text.as_bytes()).unwrap();
            assert_eq!(line.method, method.as_bytes(), "{text}");
            assert_eq!(line.path, path.as_bytes(), "{text}");
            assert_eq!(line.query, query.as_bytes(), "{text}");
        }
        for text in [
            "-",
            "",
            "GET",
            "\\x16\\x03 /",
            "get / HTTP/1.1",
            "GET * HTTP/1.1",
        ] {
            assert_eq!(RequestLine::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_query_tells_what_is_asked() {
        for (text, has_key, operation) in [
            ("GET /b/k HTTP/1.1", true, Operation::Get),
            ("GET /b/k?partNumber=2 HTTP/1.1", true, Operation::Get),
            ("GET /b?list-type=2 HTTP/1.1", false, Operation::List),
            (
                "PUT /b/k?partNumber=2&uploadId=x HTTP/1.1",
                true,
                Operation::Part,
            ),
            ("POST /b/k?uploads HTTP/1.1", true, Operation::Part),
            ("GET /b/k?uploadId=x HTTP/1.1", true, Operation::Other),
            ("GET /b/k?acl HTTP/1.1", true, Operation::Other),
            ("POST /b?delete HTTP/1.1", false, Operation::Other),
            ("OPTIONS /b/k HTTP/1.1", true, Operation::Other),
            ("DELETE /b/k HTTP/1.1", true, Operation::Delete),
        ] {
            let line = RequestLine::parse(text.as_bytes()).unwrap();
            assert_eq!(line.operation(has_key), operation, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Some(line) = RequestLine::parse(&text) {
                let _ = line.operation(true);
            }
        }
    }
}
