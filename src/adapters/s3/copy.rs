//! Server-side copies: whole objects and parts.

use aws_sdk_s3::types::{MetadataDirective, TaggingDirective};

use crate::ports::{
    BucketError, ChecksumAlgorithm, CopyRequest, PartReceipt, UploadPartCopy, WriteReceipt,
};

use super::S3Bucket;
use super::encoding::copy_source;
use super::write::{condition, with_attributes};

/// The largest object one CopyObject takes; what its time-out must allow for.
const LARGEST_COPY: u64 = 5 << 30;

pub(super) fn sdk_algorithm(algorithm: ChecksumAlgorithm) -> aws_sdk_s3::types::ChecksumAlgorithm {
    algorithm.name().into()
}

impl S3Bucket {
    pub(super) async fn copy_object(
        &self,
        copy: &CopyRequest,
    ) -> Result<WriteReceipt, BucketError> {
        let call = self.call("CopyObject", Some(&copy.key));
        let (if_match, if_none_match) = condition(&copy.condition);
        let mut request = self
            .clients(&call)
            .await?
            .writes
            .copy_object()
            .bucket(&self.name)
            .key(&copy.key)
            .copy_source(copy_source(&copy.source))
            .set_copy_source_if_match(copy.source.if_match.clone())
            .set_if_match(if_match)
            .set_if_none_match(if_none_match)
            .set_checksum_algorithm(copy.checksum.map(sdk_algorithm))
            .set_storage_class(copy.storage_class.as_deref().map(Into::into));
        if let Some(attributes) = &copy.replace {
            request = request
                .metadata_directive(MetadataDirective::Replace)
                .tagging_directive(TaggingDirective::Replace);
            request = with_attributes!(request, attributes, &call);
        }
        let out = request
            .customize()
            .config_override(self.patience(copy.bytes.unwrap_or(LARGEST_COPY)))
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let result = out.copy_object_result();
        Ok(WriteReceipt {
            etag: call.etag(result.and_then(|result| result.e_tag()))?,
            version_id: out.version_id().map(str::to_owned),
            checksums: result
                .map(|result| super::write::answered_checksums!(result))
                .unwrap_or_default(),
        })
    }

    pub(super) async fn copy_part(
        &self,
        copy: &UploadPartCopy,
    ) -> Result<PartReceipt, BucketError> {
        let call = self.call("UploadPartCopy", Some(&copy.key));
        let range = copy
            .range
            .map(|range| format!("bytes={}-{}", range.first, range.last));
        let bytes = copy
            .range
            .map_or(LARGEST_COPY, |range| range.last - range.first);
        let request = self.clients(&call).await?.writes.upload_part_copy();
        let out = request
            .bucket(&self.name)
            .key(&copy.key)
            .upload_id(&copy.upload_id)
            .part_number(i32::try_from(copy.number).unwrap_or(i32::MAX))
            .copy_source(copy_source(&copy.source))
            .set_copy_source_if_match(copy.source.if_match.clone())
            .set_copy_source_range(range)
            .customize()
            // Ceph answers 411 to a PUT that does not say that its body is empty.
            .mutate_request(|request| {
                request.headers_mut().insert("content-length", "0");
            })
            .config_override(self.patience(bytes))
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let result = out.copy_part_result();
        Ok(PartReceipt {
            number: copy.number,
            etag: call.etag(result.and_then(|result| result.e_tag()))?,
            checksums: result
                .map(|result| super::write::answered_checksums!(result))
                .unwrap_or_default(),
        })
    }
}
