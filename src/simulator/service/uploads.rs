//! Multipart uploads over HTTP.

use hyper::HeaderMap;
use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, CompleteMultipartUploadInput,
    CompleteMultipartUploadOutput, CopyPartResult, CreateMultipartUploadInput,
    CreateMultipartUploadOutput, UploadPartCopyInput, UploadPartCopyOutput, UploadPartInput,
    UploadPartOutput,
};
use s3s::{S3Request, S3Response, S3Result};

use crate::ports::{CompleteUpload, CreateUpload, UploadPart, UploadPartCopy};

use crate::simulator::Simulator;
use crate::simulator::refusal::Refusal;
use crate::simulator::wire;

use super::convert::{
    SOURCE, answered_type, checksum_names, collect, copy_range, copy_source, etag, receipt_part,
    unsigned, with_headers,
};

impl Simulator {
    pub(super) async fn answer_create_multipart_upload(
        &self,
        req: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let input = req.input;
        let initiator = req.credentials.map_or_else(String::new, |it| it.access_key);
        let create = CreateUpload {
            key: input.key,
            attributes: wire::attributes(&req.headers)?,
            checksum: wire::upload_checksum(&req.headers)?,
        };
        let operation = "CreateMultipartUpload";
        let (upload_id, checksum) = self.perform(operation, &input.bucket, |state, now_ms| {
            let id = state.create_upload(&input.bucket, &create, &initiator, now_ms)?;
            Ok((id, state.upload_checksum(create.checksum)))
        })?;
        let (checksum_algorithm, checksum_type) = checksum_names(checksum);
        Ok(S3Response::new(CreateMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(create.key),
            upload_id: Some(upload_id),
            checksum_algorithm,
            checksum_type,
            ..CreateMultipartUploadOutput::default()
        }))
    }

    pub(super) async fn answer_upload_part(
        &self,
        req: S3Request<UploadPartInput>,
    ) -> S3Result<S3Response<UploadPartOutput>> {
        let input = req.input;
        let body = collect(input.body).await?;
        wire::check_content_md5(&req.headers, &body)?;
        let trailers = req.trailing_headers.and_then(|trailers| trailers.take());
        let part = UploadPart {
            key: input.key,
            upload_id: input.upload_id,
            number: unsigned(input.part_number),
            body,
            checksum: wire::checksum(&req.headers, trailers.as_ref())?,
        };
        let receipt = self.perform("UploadPart", &input.bucket, |state, _| {
            state.upload_part(&input.bucket, &part)
        })?;
        let mut headers = HeaderMap::new();
        wire::insert(&mut headers, "etag", &receipt.etag);
        for (name, value) in &receipt.checksums {
            wire::insert(&mut headers, name, value);
        }
        Ok(with_headers(UploadPartOutput::default(), headers))
    }

    pub(super) async fn answer_upload_part_copy(
        &self,
        req: S3Request<UploadPartCopyInput>,
    ) -> S3Result<S3Response<UploadPartCopyOutput>> {
        let input = req.input;
        let copy = UploadPartCopy {
            key: input.key,
            upload_id: input.upload_id,
            number: unsigned(input.part_number),
            source: copy_source(&input.copy_source)?,
            range: input
                .copy_source_range
                .as_deref()
                .map(copy_range)
                .transpose()?,
        };
        let conditions = wire::read_conditions(&req.headers, SOURCE);
        let receipt = self.perform("UploadPartCopy", &input.bucket, |state, _| {
            state.upload_part_copy(&input.bucket, &copy, &conditions)
        })?;
        let result = CopyPartResult {
            e_tag: Some(etag(&receipt.etag)),
            last_modified: Some(wire::timestamp(self.now_ms())),
            checksum_crc32: receipt.checksums.get("x-amz-checksum-crc32").cloned(),
            checksum_crc32c: receipt.checksums.get("x-amz-checksum-crc32c").cloned(),
            checksum_crc64nvme: receipt.checksums.get("x-amz-checksum-crc64nvme").cloned(),
            checksum_sha1: receipt.checksums.get("x-amz-checksum-sha1").cloned(),
            checksum_sha256: receipt.checksums.get("x-amz-checksum-sha256").cloned(),
        };
        Ok(S3Response::new(UploadPartCopyOutput {
            copy_part_result: Some(result),
            ..UploadPartCopyOutput::default()
        }))
    }

    pub(super) async fn answer_complete_multipart_upload(
        &self,
        req: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let input = req.input;
        let parts = input.multipart_upload.and_then(|upload| upload.parts);
        let parts = parts.unwrap_or_default().into_iter().map(receipt_part);
        let complete = CompleteUpload {
            key: input.key,
            upload_id: input.upload_id,
            parts: parts.collect(),
            checksum: wire::checksum(&req.headers, None)?,
            size: input
                .mpu_object_size
                .and_then(|size| u64::try_from(size).ok()),
            condition: wire::write_condition(&req.headers)?,
        };
        let operation = "CompleteMultipartUpload";
        let kind = wire::checksum_type(&req.headers)?;
        let receipt = self.perform(operation, &input.bucket, |state, now_ms| {
            let upload = state.upload(&input.bucket, &complete.key, &complete.upload_id)?;
            let own = state.upload_checksum(upload.checksum).map(|(_, own)| own);
            if let (Some(kind), Some(own)) = (kind, own)
                && kind != own
            {
                let message = format!("the upload was created as {}", wire::type_name(own));
                return Err(Refusal::invalid_request(message));
            }
            let ticket = state.begin_write(&input.bucket, &complete.key);
            state.complete_upload(&input.bucket, &complete, ticket, now_ms)
        })?;
        Ok(S3Response::new(CompleteMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(complete.key),
            e_tag: Some(etag(&receipt.etag)),
            checksum_type: answered_type(&receipt),
            version_id: receipt.version_id,
            checksum_crc32: receipt.checksums.get("x-amz-checksum-crc32").cloned(),
            checksum_crc32c: receipt.checksums.get("x-amz-checksum-crc32c").cloned(),
            checksum_crc64nvme: receipt.checksums.get("x-amz-checksum-crc64nvme").cloned(),
            checksum_sha1: receipt.checksums.get("x-amz-checksum-sha1").cloned(),
            checksum_sha256: receipt.checksums.get("x-amz-checksum-sha256").cloned(),
            ..CompleteMultipartUploadOutput::default()
        }))
    }

    pub(super) async fn answer_abort_multipart_upload(
        &self,
        req: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        let input = req.input;
        self.perform("AbortMultipartUpload", &input.bucket, |state, _| {
            state.abort_upload(&input.bucket, &input.key, &input.upload_id)
        })?;
        Ok(S3Response::new(AbortMultipartUploadOutput::default()))
    }
}
