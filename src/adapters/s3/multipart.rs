//! Multipart uploads, but for copied parts.

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{ChecksumType as SdkChecksumType, CompletedMultipartUpload, CompletedPart};

use crate::ports::{
    BucketError, BucketErrorKind, ChecksumType, CompleteUpload, CreateUpload, PartReceipt,
    UploadPart, WriteReceipt,
};

use super::S3Bucket;
use super::copy::sdk_algorithm;
use super::write::{answered_checksums, condition, with_attributes, with_checksum};

fn sdk_checksum_type(kind: ChecksumType) -> SdkChecksumType {
    match kind {
        ChecksumType::FullObject => SdkChecksumType::FullObject,
        ChecksumType::Composite => SdkChecksumType::Composite,
    }
}

fn completed_part(part: &PartReceipt) -> CompletedPart {
    let checksum = |name: &str| part.checksums.get(name).cloned();
    CompletedPart::builder()
        .part_number(i32::try_from(part.number).unwrap_or(i32::MAX))
        .e_tag(&part.etag)
        .set_checksum_crc32(checksum("x-amz-checksum-crc32"))
        .set_checksum_crc32_c(checksum("x-amz-checksum-crc32c"))
        .set_checksum_crc64_nvme(checksum("x-amz-checksum-crc64nvme"))
        .set_checksum_sha1(checksum("x-amz-checksum-sha1"))
        .set_checksum_sha256(checksum("x-amz-checksum-sha256"))
        .build()
}

impl S3Bucket {
    pub(super) async fn create_multipart_upload(
        &self,
        create: &CreateUpload,
    ) -> Result<String, BucketError> {
        let call = self.call("CreateMultipartUpload", Some(&create.key));
        let request = self
            .clients(&call)
            .await?
            .writes
            .create_multipart_upload()
            .bucket(&self.name)
            .key(&create.key)
            .set_checksum_algorithm(
                create
                    .checksum
                    .map(|(algorithm, _)| sdk_algorithm(algorithm)),
            )
            .set_checksum_type(create.checksum.map(|(_, kind)| sdk_checksum_type(kind)));
        let out = with_attributes!(request, create.attributes, &call)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let id = out.upload_id().filter(|id| !id.is_empty());
        id.map(str::to_owned).ok_or_else(|| {
            let message = "success without an upload id: the outcome is unknown";
            call.refuse(BucketErrorKind::Unavailable, message)
        })
    }

    pub(super) async fn put_part(&self, part: &UploadPart) -> Result<PartReceipt, BucketError> {
        let call = self.call("UploadPart", Some(&part.key));
        let mut request = self
            .clients(&call)
            .await?
            .writes
            .upload_part()
            .bucket(&self.name)
            .key(&part.key)
            .upload_id(&part.upload_id)
            .part_number(i32::try_from(part.number).unwrap_or(i32::MAX))
            .body(ByteStream::from(part.body.clone()));
        if let Some(checksum) = &part.checksum {
            request = with_checksum!(request, checksum);
        }
        let out = request
            .customize()
            .config_override(self.patience(part.body.len() as u64))
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        Ok(PartReceipt {
            number: part.number,
            etag: call.etag(out.e_tag())?,
            checksums: answered_checksums!(out),
        })
    }

    pub(super) async fn complete_multipart_upload(
        &self,
        complete: &CompleteUpload,
    ) -> Result<WriteReceipt, BucketError> {
        let call = self.call("CompleteMultipartUpload", Some(&complete.key));
        let (if_match, if_none_match) = condition(&complete.condition);
        let parts = complete.parts.iter().map(completed_part).collect();
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts));
        let size = complete.size.and_then(|size| i64::try_from(size).ok());
        let mut request = self
            .clients(&call)
            .await?
            .writes
            .complete_multipart_upload()
            .bucket(&self.name)
            .key(&complete.key)
            .upload_id(&complete.upload_id)
            .multipart_upload(parts.build())
            .set_mpu_object_size(size)
            .set_if_match(if_match)
            .set_if_none_match(if_none_match);
        if let Some(checksum) = &complete.checksum {
            request = with_checksum!(request, checksum).checksum_type(SdkChecksumType::FullObject);
        }
        let out = request
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        Ok(WriteReceipt {
            etag: call.etag(out.e_tag())?,
            version_id: out.version_id().map(str::to_owned),
            checksums: answered_checksums!(out),
        })
    }

    pub(super) async fn abort_multipart_upload(
        &self,
        key: &str,
        upload_id: &str,
    ) -> Result<(), BucketError> {
        let call = self.call("AbortMultipartUpload", Some(key));
        let request = self.clients(&call).await?.writes.abort_multipart_upload();
        request
            .bucket(&self.name)
            .key(key)
            .upload_id(upload_id)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        Ok(())
    }
}
