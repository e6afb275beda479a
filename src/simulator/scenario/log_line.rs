//! [`LogLine`]: a request as an S3 server access log writes it, 27 fields.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// GET answered 200 with the whole object.
    Get,
    /// GET answered 304 without a body.
    GetNotModified,
    /// PUT of the whole object.
    Put,
}

/// One line.
#[derive(Clone, Debug)]
pub(super) struct LogLine {
    pub(super) time_ms: i64,
    pub(super) bucket: &'static str,
    pub(super) bucket_region: &'static str,
    pub(super) address: String,
    pub(super) requester: String,
    pub(super) source_region: Option<&'static str>,
    pub(super) request_id: String,
    pub(super) verb: Verb,
    pub(super) key: String,
    pub(super) size: u64,
    pub(super) latency_ms: u32,
}

/// What S3 leaves as it is in a logged path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

impl fmt::Display for LogLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let once = utf8_percent_encode(&self.key, PATH).to_string();
        // The key field is encoded twice, the request-URI once: as S3 does.
        let twice = utf8_percent_encode(&once, PATH);
        let (operation, method, status, sent) = match self.verb {
            Verb::Get => ("REST.GET.OBJECT", "GET", "200", self.size.to_string()),
            Verb::GetNotModified => ("REST.GET.OBJECT", "GET", "304", "-".to_owned()),
            Verb::Put => ("REST.PUT.OBJECT", "PUT", "200", "-".to_owned()),
        };
        let time = jiff::Timestamp::from_millisecond(self.time_ms).map_err(|_| fmt::Error)?;
        writeln!(
            f,
            "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be {bucket} [{time}] {address} \
             {requester} {id} {operation} {twice} \"{method} /{once} HTTP/1.1\" {status} - {sent} {size} \
             {latency} {first} \"-\" \"demo-app/1.0\" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/ \
             SigV4 TLS_AES_128_GCM_SHA256 AuthHeader {bucket}.s3.{region}.amazonaws.com TLSv1.3 - - {source}",
            bucket = self.bucket,
            time = time.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            address = self.address,
            requester = self.requester,
            id = self.request_id,
            size = self.size,
            latency = self.latency_ms,
            first = self.latency_ms / 2,
            region = self.bucket_region,
            source = self.source_region.unwrap_or("-"),
        )
    }
}
