//! Objects over HTTP, but for reading them.

use std::collections::BTreeMap;

use s3s::dto::{
    CopyObjectInput, CopyObjectOutput, CopyObjectResult, DeleteObjectInput, DeleteObjectOutput,
    DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, Error as LineError,
    GetObjectTaggingInput, GetObjectTaggingOutput, PutObjectInput, PutObjectOutput,
    PutObjectTaggingInput, PutObjectTaggingOutput, Tag,
};
use s3s::{S3Request, S3Response, S3Result};

use crate::ports::{CopyRequest, DeleteRequest, PutRequest};

use crate::simulator::Simulator;
use crate::simulator::refusal::Refusal;
use crate::simulator::wire;

use super::convert::{
    SOURCE, collect, copy_source, etag, full_object_type, receipt_headers, with_headers,
};

impl Simulator {
    pub(super) async fn answer_get_object_tagging(
        &self,
        req: S3Request<GetObjectTaggingInput>,
    ) -> S3Result<S3Response<GetObjectTaggingOutput>> {
        let input = &req.input;
        let version = input.version_id.as_deref();
        let tags = self.perform("GetObjectTagging", &input.bucket, |state, _| {
            state.tags(&input.bucket, &input.key, version)
        })?;
        let tag_set = tags.into_iter().map(|(key, value)| Tag {
            key: Some(key),
            value: Some(value),
        });
        Ok(S3Response::new(GetObjectTaggingOutput {
            tag_set: tag_set.collect(),
            version_id: input.version_id.clone(),
        }))
    }

    pub(super) async fn answer_put_object_tagging(
        &self,
        req: S3Request<PutObjectTaggingInput>,
    ) -> S3Result<S3Response<PutObjectTaggingOutput>> {
        let input = req.input;
        let mut tags = BTreeMap::new();
        for tag in input.tagging.tag_set {
            let value = tag.value.unwrap_or_default();
            if tags.insert(tag.key.unwrap_or_default(), value).is_some() {
                let message = "Cannot provide multiple Tags with the same key";
                return Err(Refusal::new("InvalidTag", 400, message).into());
            }
        }
        self.perform("PutObjectTagging", &input.bucket, |state, _| {
            let version = input.version_id.as_deref();
            state.put_tags(&input.bucket, &input.key, version, &tags)
        })?;
        Ok(S3Response::new(PutObjectTaggingOutput::default()))
    }

    pub(super) async fn answer_put_object(
        &self,
        req: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        let input = req.input;
        let ticket = self.state().begin_write(&input.bucket, &input.key);
        let body = collect(input.body).await;
        let trailers = req.trailing_headers.and_then(|trailers| trailers.take());
        let receipt = self.perform("PutObject", &input.bucket, |state, now_ms| {
            let put = (|| {
                let broken = |_| Refusal::new("IncompleteBody", 400, "the body broke off");
                let body = body.as_ref().map_err(broken)?;
                wire::check_content_md5(&req.headers, body)?;
                Ok(PutRequest {
                    key: input.key,
                    body: body.clone(),
                    attributes: wire::attributes(&req.headers)?,
                    checksum: wire::checksum(&req.headers, trailers.as_ref())?,
                    condition: wire::write_condition(&req.headers)?,
                })
            })();
            match put {
                Ok(put) => state.put(&input.bucket, &put, ticket, now_ms),
                Err(refusal) => {
                    state.end_write(ticket);
                    Err(refusal)
                }
            }
        });
        body?;
        let receipt = receipt?;
        let mut headers = receipt_headers(&receipt);
        wire::insert(&mut headers, "etag", &receipt.etag);
        Ok(with_headers(PutObjectOutput::default(), headers))
    }

    pub(super) async fn answer_copy_object(
        &self,
        req: S3Request<CopyObjectInput>,
    ) -> S3Result<S3Response<CopyObjectOutput>> {
        let input = req.input;
        let mut sent = wire::attributes(&req.headers)?;
        let storage_class = sent.headers.remove("x-amz-storage-class");
        let checksum = wire::upload_checksum(&req.headers)?.map(|(algorithm, _)| algorithm);
        let mut copy = CopyRequest {
            source: copy_source(&input.copy_source)?,
            key: input.key,
            replace: None,
            storage_class,
            checksum,
            condition: wire::write_condition(&req.headers)?,
            bytes: None,
        };
        let conditions = wire::read_conditions(&req.headers, SOURCE);
        let metadata = wire::replaces(&req.headers, "x-amz-metadata-directive")?;
        let tagging = wire::replaces(&req.headers, "x-amz-tagging-directive")?;
        let receipt = self.perform("CopyObject", &input.bucket, |state, now_ms| {
            if metadata || tagging {
                let source = state.copy_source(&copy.source, &conditions)?;
                let mut replaced = source.copied_attributes();
                if metadata {
                    (replaced.headers, replaced.metadata) = (sent.headers, sent.metadata);
                }
                if tagging {
                    replaced.tags = sent.tags;
                }
                copy.replace = Some(replaced);
            }
            state.copy(&input.bucket, &copy, &conditions, now_ms)
        })?;
        self.leave_to_answer_copy(&copy.key).await;
        let result = CopyObjectResult {
            e_tag: Some(etag(&receipt.etag)),
            last_modified: Some(wire::timestamp(self.now_ms())),
            checksum_crc32: receipt.checksums.get("x-amz-checksum-crc32").cloned(),
            checksum_crc32c: receipt.checksums.get("x-amz-checksum-crc32c").cloned(),
            checksum_crc64nvme: receipt.checksums.get("x-amz-checksum-crc64nvme").cloned(),
            checksum_sha1: receipt.checksums.get("x-amz-checksum-sha1").cloned(),
            checksum_sha256: receipt.checksums.get("x-amz-checksum-sha256").cloned(),
            checksum_type: full_object_type(&receipt),
        };
        Ok(S3Response::new(CopyObjectOutput {
            copy_object_result: Some(result),
            version_id: receipt.version_id,
            ..CopyObjectOutput::default()
        }))
    }

    pub(super) async fn answer_delete_object(
        &self,
        req: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        let input = req.input;
        let delete = DeleteRequest {
            key: input.key,
            version_id: input.version_id,
            if_match: wire::read_conditions(&req.headers, "").if_match,
        };
        let receipt = self.perform("DeleteObject", &input.bucket, |state, now_ms| {
            state.delete(&input.bucket, &delete, now_ms)
        })?;
        Ok(S3Response::new(DeleteObjectOutput {
            delete_marker: receipt.delete_marker.then_some(true),
            version_id: receipt.version_id,
            ..DeleteObjectOutput::default()
        }))
    }

    pub(super) async fn answer_delete_objects(
        &self,
        req: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        wire::require_digest(&req.headers)?;
        let input = req.input;
        let quiet = input.delete.quiet == Some(true);
        let lines: Vec<DeleteRequest> = input
            .delete
            .objects
            .into_iter()
            .map(|object| DeleteRequest {
                key: object.key,
                version_id: object.version_id,
                if_match: object.e_tag.map(|etag| etag.value().to_owned()),
            })
            .collect();
        let answers = self.perform("DeleteObjects", &input.bucket, |state, now_ms| {
            state.delete_many(&input.bucket, &lines, now_ms)
        })?;
        let mut output = DeleteObjectsOutput::default();
        for (line, answer) in lines.into_iter().zip(answers) {
            match answer {
                Ok(_) if quiet => {}
                Ok(receipt) => {
                    let made = receipt.version_id.filter(|_| receipt.delete_marker);
                    output.deleted.get_or_insert_default().push(DeletedObject {
                        key: Some(line.key),
                        version_id: line.version_id,
                        delete_marker: receipt.delete_marker.then_some(true),
                        delete_marker_version_id: made,
                    });
                }
                Err(refusal) => output.errors.get_or_insert_default().push(LineError {
                    key: Some(line.key),
                    version_id: line.version_id,
                    code: Some(refusal.code.to_owned()),
                    message: Some(refusal.message),
                }),
            }
        }
        Ok(S3Response::new(output))
    }
}
