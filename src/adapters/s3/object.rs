//! HEAD and GET of one object, and its tags.

use std::collections::BTreeMap;

use aws_sdk_s3::types::{ChecksumMode, ChecksumType as SdkChecksumType};

use crate::ports::{
    BucketError, BucketErrorKind, ByteRange, ChecksumType, ObjectBody, ObjectHead, ReadOptions,
};

use super::S3Bucket;

/// The answers of HEAD and GET have the same fields under the same names, and no trait in common.
macro_rules! object_head {
    ($out:expr, $size:expr) => {{
        let out = &$out;
        let headers = [
            ("content-type", out.content_type()),
            ("cache-control", out.cache_control()),
            ("content-disposition", out.content_disposition()),
            ("content-encoding", out.content_encoding()),
            ("content-language", out.content_language()),
            ("expires", out.expires_string()),
            (
                "x-amz-website-redirect-location",
                out.website_redirect_location(),
            ),
            (
                "x-amz-storage-class",
                out.storage_class().map(|class| class.as_str()),
            ),
        ];
        let checksums = [
            ("x-amz-checksum-crc32", out.checksum_crc32()),
            ("x-amz-checksum-crc32c", out.checksum_crc32_c()),
            ("x-amz-checksum-sha1", out.checksum_sha1()),
            ("x-amz-checksum-crc64nvme", out.checksum_crc64_nvme()),
            ("x-amz-checksum-sha256", out.checksum_sha256()),
        ];
        let metadata = out.metadata().into_iter().flatten();
        ObjectHead {
            size: $size,
            etag: out.e_tag().unwrap_or_default().to_owned(),
            last_modified_ms: out
                .last_modified()
                .and_then(|time| time.to_millis().ok())
                .unwrap_or(0),
            version_id: out.version_id().map(str::to_owned),
            headers: present(headers),
            metadata: metadata
                .map(|(name, value)| (name.to_lowercase(), value.clone()))
                .collect(),
            checksums: present(checksums),
            checksum_type: out.checksum_type().and_then(checksum_type),
        }
    }};
}

/// Pairs whose value is there.
pub(super) fn present<const N: usize>(
    pairs: [(&str, Option<&str>); N],
) -> BTreeMap<String, String> {
    let named = |(name, value): (&str, Option<&str>)| Some((name.to_owned(), value?.to_owned()));
    pairs.into_iter().filter_map(named).collect()
}

fn checksum_type(kind: &SdkChecksumType) -> Option<ChecksumType> {
    match kind {
        SdkChecksumType::Composite => Some(ChecksumType::Composite),
        SdkChecksumType::FullObject => Some(ChecksumType::FullObject),
        _ => None,
    }
}

fn range_header(range: ByteRange) -> String {
    format!("bytes={}-{}", range.first, range.last)
}

/// The number after the slash of `bytes 0-4/5`.
fn total_size(content_range: &str) -> Option<u64> {
    content_range.rsplit_once('/')?.1.parse().ok()
}

impl S3Bucket {
    pub(super) async fn head_object(
        &self,
        key: &str,
        options: &ReadOptions,
    ) -> Result<ObjectHead, BucketError> {
        let call = self.call("HeadObject", Some(key));
        let request = self.reads(&call).await?.head_object();
        let out = request
            .bucket(&self.name)
            .key(key)
            .set_version_id(options.version_id.clone())
            .set_if_match(options.if_match.clone())
            .checksum_mode(ChecksumMode::Enabled)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let size = out.content_length().and_then(|n| u64::try_from(n).ok());
        let size = size.ok_or_else(|| {
            call.refuse(
                BucketErrorKind::Unavailable,
                "the answer has no Content-Length",
            )
        })?;
        Ok(object_head!(out, size))
    }

    pub(super) async fn get_object(
        &self,
        key: &str,
        options: &ReadOptions,
    ) -> Result<ObjectBody, BucketError> {
        let call = self.call("GetObject", Some(key));
        let request = self.reads(&call).await?.get_object();
        let mut out = request
            .bucket(&self.name)
            .key(key)
            .set_range(options.range.map(range_header))
            .set_version_id(options.version_id.clone())
            .set_if_match(options.if_match.clone())
            .checksum_mode(ChecksumMode::Enabled)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let body = std::mem::take(&mut out.body).collect().await;
        let bytes = body
            .map_err(|error| {
                let message = format!("the body broke off: {error}");
                call.refuse(BucketErrorKind::Unavailable, message)
            })?
            .into_bytes();
        let size = out.content_range().and_then(total_size);
        let size = size.unwrap_or(bytes.len() as u64);
        Ok(ObjectBody {
            head: object_head!(out, size),
            bytes,
        })
    }

    pub(super) async fn object_tags(
        &self,
        key: &str,
    ) -> Result<BTreeMap<String, String>, BucketError> {
        let call = self.call("GetObjectTagging", Some(key));
        let request = self.reads(&call).await?.get_object_tagging();
        let out = request
            .bucket(&self.name)
            .key(key)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let tags = out.tag_set().iter();
        Ok(tags
            .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_size_is_behind_the_slash() {
        assert_eq!(total_size("bytes 0-4/5"), Some(5));
        assert_eq!(total_size("bytes */5"), Some(5));
        assert_eq!(total_size("bytes 0-4/*"), None);
    }
}
