//! s3s' types ↔ the port's.

use bytes::{Bytes, BytesMut};
use futures::TryStreamExt as _;
use hyper::HeaderMap;
use s3s::dto::{
    ChecksumAlgorithm as WireAlgorithm, ChecksumType as WireType, CopySource as WireCopySource,
    ETag, EncodingType, Range, StreamingBlob,
};
use s3s::{S3Response, S3Result};

use crate::ports::{
    ByteRange, ChecksumAlgorithm, ChecksumType, CopySource, PartReceipt, WriteReceipt,
};

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

/// Whether names are to be URL-encoded.
pub(super) fn encodes(asked: Option<&EncodingType>) -> Result<bool, Refusal> {
    match asked.map(EncodingType::as_str) {
        None => Ok(false),
        Some(EncodingType::URL) => Ok(true),
        Some(_) => {
            let message = "Invalid Encoding Method specified in Request";
            Err(Refusal::invalid_argument(message))
        }
    }
}

/// The size of a page asked for, capped as AWS does.
pub(super) fn page_size(asked: Option<i32>) -> Result<u32, Refusal> {
    let size = u32::try_from(asked.unwrap_or(1000)).map(|size| size.min(1000));
    size.map_err(|_| Refusal::invalid_argument("a page has 0 entries at least"))
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
    if !receipt.checksums.is_empty() {
        let kind = wire::type_name(ChecksumType::FullObject);
        wire::insert(&mut headers, "x-amz-checksum-type", kind);
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
    let sent = [
        (ChecksumAlgorithm::Crc32, part.checksum_crc32),
        (ChecksumAlgorithm::Crc32c, part.checksum_crc32c),
        (ChecksumAlgorithm::Crc64Nvme, part.checksum_crc64nvme),
        (ChecksumAlgorithm::Sha1, part.checksum_sha1),
        (ChecksumAlgorithm::Sha256, part.checksum_sha256),
    ];
    let checksums = sent
        .into_iter()
        .filter_map(|(algorithm, value)| Some((algorithm.header().to_owned(), value?)));
    PartReceipt {
        number: part.part_number.map_or(0, unsigned),
        etag: part
            .e_tag
            .map_or_else(String::new, |etag| etag.value().to_owned()),
        checksums: checksums.collect(),
    }
}

/// Algorithm and type of a checksum, as s3s' types.
pub(super) fn checksum_names(
    checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
) -> (Option<WireAlgorithm>, Option<WireType>) {
    let algorithm = checksum.map(|(algorithm, _)| algorithm.name().to_owned());
    let kind = checksum.map(|(_, kind)| wire::type_name(kind).to_owned());
    (algorithm.map(WireAlgorithm::from), kind.map(WireType::from))
}

/// What the checksum of a completed upload is of: a composite one names its parts.
pub(super) fn answered_type(receipt: &WriteReceipt) -> Option<WireType> {
    let value = receipt.checksums.values().next()?;
    let kind = if value.contains('-') {
        ChecksumType::Composite
    } else {
        ChecksumType::FullObject
    };
    Some(WireType::from(wire::type_name(kind).to_owned()))
}

/// The type of a checksum of one PUT or copy.
pub(super) fn full_object_type(receipt: &WriteReceipt) -> Option<WireType> {
    let any = !receipt.checksums.is_empty();
    any.then(|| WireType::from(wire::type_name(ChecksumType::FullObject).to_owned()))
}
