//! Objects and buckets over HTTP.

use hyper::HeaderMap;
use s3s::dto::{
    BucketVersioningStatus, CopyObjectInput, CopyObjectOutput, CopyObjectResult, DeleteObjectInput,
    DeleteObjectOutput, DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, Error as LineError,
    GetBucketVersioningInput, GetBucketVersioningOutput, GetObjectInput, GetObjectOutput,
    GetObjectTaggingInput, GetObjectTaggingOutput, HeadBucketInput, HeadBucketOutput,
    HeadObjectInput, HeadObjectOutput, PutObjectInput, PutObjectOutput, PutObjectTaggingInput,
    PutObjectTaggingOutput, StreamingBlob, Tag,
};
use s3s::{Body, S3Request, S3Response, S3Result};

use crate::ports::{CopyRequest, DeleteRequest, PutRequest, Versioning};

use crate::simulator::Simulator;
use crate::simulator::refusal::Refusal;
use crate::simulator::wire;

use super::convert::{
    SOURCE, byte_range, collect, copy_source, etag, number, receipt_headers, wants_checksums,
    with_headers,
};

impl Simulator {
    pub(super) async fn answer_head_bucket(
        &self,
        req: S3Request<HeadBucketInput>,
    ) -> S3Result<S3Response<HeadBucketOutput>> {
        let name = &req.input.bucket;
        let region = self.perform("HeadBucket", name, |state, _| {
            Ok(state.bucket(name)?.region.clone())
        })?;
        let mut headers = HeaderMap::new();
        wire::insert(&mut headers, "x-amz-bucket-region", &region);
        Ok(with_headers(HeadBucketOutput::default(), headers))
    }

    pub(super) async fn answer_get_bucket_versioning(
        &self,
        req: S3Request<GetBucketVersioningInput>,
    ) -> S3Result<S3Response<GetBucketVersioningOutput>> {
        let name = &req.input.bucket;
        let versioning = self.perform("GetBucketVersioning", name, |state, _| {
            state.versioning(name)
        })?;
        let status = match versioning {
            Versioning::Unversioned => None,
            Versioning::Enabled => Some(BucketVersioningStatus::ENABLED),
            Versioning::Suspended => Some(BucketVersioningStatus::SUSPENDED),
        };
        Ok(S3Response::new(GetBucketVersioningOutput {
            status: status.map(BucketVersioningStatus::from_static),
            ..GetBucketVersioningOutput::default()
        }))
    }

    pub(super) async fn answer_head_object(
        &self,
        req: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        let input = &req.input;
        let conditions = wire::read_conditions(&req.headers, "");
        let version = input.version_id.as_deref();
        let (head, tags) = self.perform("HeadObject", &input.bucket, |state, _| {
            let head = state.head(&input.bucket, &input.key, version, &conditions)?;
            let tags = state.tags(&input.bucket, &input.key, version);
            Ok((head, tags.map_or(0, |tags| tags.len())))
        })?;
        let mut headers = wire::head_headers(&head, tags, wants_checksums(&req.headers));
        wire::insert(&mut headers, "content-length", &head.size.to_string());
        Ok(with_headers(HeadObjectOutput::default(), headers))
    }

    pub(super) async fn answer_get_object(
        &self,
        req: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        let input = &req.input;
        let conditions = wire::read_conditions(&req.headers, "");
        let version = input.version_id.as_deref();
        let (head, content, range) = self.perform("GetObject", &input.bucket, |state, _| {
            let size = state
                .head(&input.bucket, &input.key, version, &conditions)?
                .size;
            let range = input.range.as_ref().map(|range| byte_range(range, size));
            let (head, content) =
                state.get(&input.bucket, &input.key, version, range, &conditions)?;
            Ok((head, content, range))
        })?;
        let checksums = wants_checksums(&req.headers) && range.is_none();
        let headers = wire::head_headers(&head, 0, checksums);
        let bytes = content.bytes();
        // s3s answers 206 where its output names a range, whatever status we ask for.
        let content_range = range.map(|range| {
            let last = range.first + (bytes.len() as u64).saturating_sub(1);
            format!("bytes {}-{last}/{}", range.first, head.size)
        });
        let output = GetObjectOutput {
            content_length: Some(number(bytes.len() as u64)),
            content_range,
            body: Some(StreamingBlob::from(Body::from(bytes))),
            ..GetObjectOutput::default()
        };
        Ok(with_headers(output, headers))
    }

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
        let tags = input.tagging.tag_set.into_iter();
        let tags = tags
            .map(|tag| (tag.key.unwrap_or_default(), tag.value.unwrap_or_default()))
            .collect();
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
            let condition = wire::write_condition(&req.headers);
            let (Ok(body), Ok(condition)) = (&body, condition) else {
                state.end_write(ticket);
                return Err(Refusal::new("IncompleteBody", 400, "the body broke off"));
            };
            wire::check_content_md5(&req.headers, body)?;
            let put = PutRequest {
                key: input.key,
                body: body.clone(),
                attributes: wire::attributes(&req.headers),
                checksum: wire::checksum(&req.headers, trailers.as_ref()),
                condition,
            };
            state.put(&input.bucket, &put, ticket, now_ms)
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
        let mut sent = wire::attributes(&req.headers);
        let storage_class = sent.headers.remove("x-amz-storage-class");
        let checksum = wire::upload_checksum(&req.headers).map(|(algorithm, _)| algorithm);
        let mut copy = CopyRequest {
            source: copy_source(&input.copy_source)?,
            key: input.key,
            replace: None,
            storage_class,
            checksum,
            condition: wire::write_condition(&req.headers)?,
        };
        let conditions = wire::read_conditions(&req.headers, SOURCE);
        let metadata = wire::replaces(&req.headers, "x-amz-metadata-directive");
        let tagging = wire::replaces(&req.headers, "x-amz-tagging-directive");
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
            checksum_sha256: receipt.checksums.get("x-amz-checksum-sha256").cloned(),
            ..CopyObjectResult::default()
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
        let input = req.input;
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
