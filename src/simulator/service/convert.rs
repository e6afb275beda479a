//! s3s' types ↔ the port's.

use bytes::{Bytes, BytesMut};
use futures::TryStreamExt as _;
use hyper::HeaderMap;
use s3s::dto::{CopySource as WireCopySource, ETag, EncodingType, Range, StreamingBlob};
use s3s::{S3Response, S3Result};

use crate::ports::{ByteRange, CopySource, PartReceipt, WriteReceipt};

use crate::simulator::refusal::Refusal;
use crate::simulator::wire;

/// Headers of a copy's source conditions begin with this.
pub(super) const SOURCE: &str = "x-amz-copy-source-";

/// The whole body of a request.
pub(super) async fn collect(body: Option<StreamingBlob>) -> S3Result<Bytes> {
    let Some(mut body) = body else {
        return Ok(Bytes::new());
    };
    let mut all = BytesMut::new();
    let broken = |error: s3s::StdError| {
        let text = error.to_string();
        let refusal = if text.contains("hash mismatch") || text.contains("Mismatch") {
            Refusal::new("XAmzContentSHA256Mismatch", 400, text)
        } else {
            Refusal::new("IncompleteBody", 400, text)
        };
        s3s::S3Error::from(refusal)
    };
    while let Some(chunk) = body.try_next().await.map_err(broken)? {
        all.extend_from_slice(&chunk);
    }
    Ok(all.freeze())
}

pub(super) fn etag(quoted: &str) -> ETag {
    ETag::Strong(quoted.trim_matches('"').to_owned())
}

pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(value: i32) -> u32 {
    u32::try_from(value).unwrap_or(0)
}

pub(super) fn encodes(asked: Option<&EncodingType>) -> bool {
    asked.is_some_and(|asked| asked.as_str() == EncodingType::URL)
}

pub(super) fn copy_source(source: &WireCopySource) -> Result<CopySource, Refusal> {
    match source {
        WireCopySource::Bucket {
            bucket,
            key,
            version_id,
        } => Ok(CopySource {
            bucket: bucket.to_string(),
            key: key.to_string(),
            version_id: version_id.as_deref().map(str::to_owned),
            if_match: None,
        }),
        _ => Err(Refusal::not_implemented("copying from an access point")),
    }
}

/// The bytes of an object that a Range header means; `None` for a suffix of nothing.
pub(super) fn byte_range(range: &Range, size: u64) -> ByteRange {
    match *range {
        Range::Int { first, last } => ByteRange {
            first,
            last: last.unwrap_or(u64::MAX),
        },
        Range::Suffix { length } => ByteRange {
            first: if length == 0 {
                size
            } else {
                size.saturating_sub(length)
            },
            last: u64::MAX,
        },
    }
}

/// `bytes=0-99` of UploadPartCopy.
pub(super) fn copy_range(text: &str) -> Result<ByteRange, Refusal> {
    let wrong = || Refusal::invalid_argument("x-amz-copy-source-range is no `bytes=first-last`");
    let (first, last) = text
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
        .ok_or_else(wrong)?;
    let number = |text: &str| text.parse().map_err(|_| wrong());
    let (first, last) = (number(first)?, number(last)?);
    if first > last {
        return Err(wrong());
    }
    Ok(ByteRange { first, last })
}

/// Version id and checksums of a write, as headers.
pub(super) fn receipt_headers(receipt: &WriteReceipt) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Some(id) = &receipt.version_id {
        wire::insert(&mut headers, "x-amz-version-id", id);
    }
    for (name, value) in &receipt.checksums {
        wire::insert(&mut headers, name, value);
    }
    headers
}

pub(super) fn with_headers<T>(output: T, headers: HeaderMap) -> S3Response<T> {
    let mut response = S3Response::new(output);
    response.headers = headers;
    response
}

pub(super) fn wants_checksums(headers: &HeaderMap) -> bool {
    headers.contains_key("x-amz-checksum-mode")
}

pub(super) fn receipt_part(part: s3s::dto::CompletedPart) -> PartReceipt {
    PartReceipt {
        number: part.part_number.map_or(0, unsigned),
        etag: part
            .e_tag
            .map_or_else(String::new, |etag| etag.value().to_owned()),
        ..PartReceipt::default()
    }
}
