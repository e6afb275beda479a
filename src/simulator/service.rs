//! The simulator behind s3s: HTTP requests parsed and signatures checked there, answered here.

use bytes::{Bytes, BytesMut};
use futures::TryStreamExt as _;
use hyper::{HeaderMap, StatusCode};
use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, BucketVersioningStatus, CommonPrefix,
    CompleteMultipartUploadInput, CompleteMultipartUploadOutput, CopyObjectInput, CopyObjectOutput,
    CopyObjectResult, CopyPartResult, CopySource as WireCopySource, CreateMultipartUploadInput,
    CreateMultipartUploadOutput, DeleteMarkerEntry, DeleteObjectInput, DeleteObjectOutput,
    DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, ETag, EncodingType, Error as LineError,
    GetBucketVersioningInput, GetBucketVersioningOutput, GetObjectInput, GetObjectOutput,
    GetObjectTaggingInput, GetObjectTaggingOutput, HeadBucketInput, HeadBucketOutput,
    HeadObjectInput, HeadObjectOutput, ListMultipartUploadsInput, ListMultipartUploadsOutput,
    ListObjectVersionsInput, ListObjectVersionsOutput, ListObjectsV2Input, ListObjectsV2Output,
    ListPartsInput, ListPartsOutput, MultipartUpload, Object, ObjectStorageClass, ObjectVersion,
    Part, PutObjectInput, PutObjectOutput, PutObjectTaggingInput, PutObjectTaggingOutput, Range,
    StreamingBlob, Tag, UploadPartCopyInput, UploadPartCopyOutput, UploadPartInput,
    UploadPartOutput,
};
use s3s::{Body, S3, S3Request, S3Response, S3Result};

use crate::ports::{
    ByteRange, CompleteUpload, CopyRequest, CopySource, CreateUpload, DeleteRequest, ListRequest,
    ListVersionsRequest, PartReceipt, PutRequest, UploadMarker, UploadPart, UploadPartCopy,
    VersionMarker, Versioning, WriteReceipt,
};

use super::Simulator;
use super::refusal::Refusal;
use super::wire;

/// Headers of a copy's source conditions begin with this.
const SOURCE: &str = "x-amz-copy-source-";

/// The whole body of a request.
async fn collect(body: Option<StreamingBlob>) -> S3Result<Bytes> {
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

fn etag(quoted: &str) -> Option<ETag> {
    Some(ETag::Strong(quoted.trim_matches('"').to_owned()))
}

fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn unsigned(value: i32) -> u32 {
    u32::try_from(value).unwrap_or(0)
}

fn encodes(asked: Option<&EncodingType>) -> bool {
    asked.is_some_and(|asked| asked.as_str() == EncodingType::URL)
}

fn copy_source(source: &WireCopySource) -> Result<CopySource, Refusal> {
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
fn byte_range(range: &Range, size: u64) -> ByteRange {
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
fn copy_range(text: &str) -> Result<ByteRange, Refusal> {
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
fn receipt_headers(receipt: &WriteReceipt) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Some(id) = &receipt.version_id {
        wire::insert(&mut headers, "x-amz-version-id", id);
    }
    for (name, value) in &receipt.checksums {
        wire::insert(&mut headers, name, value);
    }
    headers
}

fn with_headers<T>(output: T, headers: HeaderMap) -> S3Response<T> {
    let mut response = S3Response::new(output);
    response.headers = headers;
    response
}

fn wants_checksums(headers: &HeaderMap) -> bool {
    headers.contains_key("x-amz-checksum-mode")
}

fn receipt_part(part: s3s::dto::CompletedPart) -> PartReceipt {
    PartReceipt {
        number: part.part_number.map_or(0, unsigned),
        etag: part
            .e_tag
            .map_or_else(String::new, |etag| etag.value().to_owned()),
        ..PartReceipt::default()
    }
}

#[async_trait::async_trait]
impl S3 for Simulator {
    async fn head_bucket(
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

    async fn get_bucket_versioning(
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

    async fn head_object(
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

    async fn get_object(
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
        let mut headers = wire::head_headers(&head, 0, checksums);
        let bytes = content.bytes();
        let mut status = None;
        if let Some(range) = range {
            let last = range.first + (bytes.len() as u64).saturating_sub(1);
            let text = format!("bytes {}-{last}/{}", range.first, head.size);
            wire::insert(&mut headers, "content-range", &text);
            status = Some(StatusCode::PARTIAL_CONTENT);
        }
        let output = GetObjectOutput {
            content_length: Some(number(bytes.len() as u64)),
            body: Some(StreamingBlob::from(Body::from(bytes))),
            ..GetObjectOutput::default()
        };
        let mut response = with_headers(output, headers);
        response.status = status;
        Ok(response)
    }

    async fn get_object_tagging(
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

    async fn put_object_tagging(
        &self,
        req: S3Request<PutObjectTaggingInput>,
    ) -> S3Result<S3Response<PutObjectTaggingOutput>> {
        let input = req.input;
        let tags = input.tagging.tag_set.into_iter();
        let tags = tags
            .map(|tag| (tag.key.unwrap_or_default(), tag.value.unwrap_or_default()))
            .collect();
        self.perform("PutObjectTagging", &input.bucket, |state, _| {
            state.put_tags(&input.bucket, &input.key, &tags)
        })?;
        Ok(S3Response::new(PutObjectTaggingOutput::default()))
    }

    async fn put_object(
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

    async fn copy_object(
        &self,
        req: S3Request<CopyObjectInput>,
    ) -> S3Result<S3Response<CopyObjectOutput>> {
        let input = req.input;
        let replaces = |directive: Option<&str>| directive == Some("REPLACE");
        let metadata = replaces(input.metadata_directive.as_ref().map(|d| d.as_str()));
        let tagging = replaces(input.tagging_directive.as_ref().map(|d| d.as_str()));
        if metadata != tagging {
            let what = "replacing metadata without tags, or tags without metadata,";
            return Err(Refusal::not_implemented(what).into());
        }
        let mut sent = wire::attributes(&req.headers);
        let storage_class = sent.headers.remove("x-amz-storage-class");
        let checksum = wire::upload_checksum(&req.headers).map(|(algorithm, _)| algorithm);
        let copy = CopyRequest {
            source: copy_source(&input.copy_source)?,
            key: input.key,
            replace: metadata.then_some(sent),
            storage_class,
            checksum,
            condition: wire::write_condition(&req.headers)?,
        };
        let conditions = wire::read_conditions(&req.headers, SOURCE);
        let receipt = self.perform("CopyObject", &input.bucket, |state, now_ms| {
            state.copy(&input.bucket, &copy, &conditions, now_ms)
        })?;
        let result = CopyObjectResult {
            e_tag: etag(&receipt.etag),
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

    async fn delete_object(
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

    async fn delete_objects(
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

    async fn list_objects_v2(
        &self,
        req: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.wait_for_page().await;
        let input = req.input;
        let request = ListRequest {
            prefix: input.prefix.clone().unwrap_or_default(),
            delimiter: input.delimiter.clone(),
            start_after: input.start_after.clone(),
            continuation: input.continuation_token.clone(),
            page_size: input.max_keys.map(unsigned),
        };
        let page = self.perform("ListObjectsV2", &input.bucket, |state, _| {
            state.list(&input.bucket, &request)
        })?;
        let encode = encodes(input.encoding_type.as_ref());
        let count = page.objects.len() + page.common_prefixes.len();
        let contents = page.objects.into_iter().map(|object| Object {
            key: Some(wire::listed_name(&object.key, encode)),
            size: Some(number(object.size)),
            e_tag: etag(&object.etag),
            last_modified: Some(wire::timestamp(object.last_modified_ms)),
            storage_class: object.storage_class.map(ObjectStorageClass::from),
            ..Object::default()
        });
        let prefixes = page.common_prefixes.iter().map(|prefix| CommonPrefix {
            prefix: Some(wire::listed_name(prefix, encode)),
        });
        Ok(S3Response::new(ListObjectsV2Output {
            contents: Some(contents.collect()),
            common_prefixes: Some(prefixes.collect()),
            is_truncated: Some(page.next.is_some()),
            next_continuation_token: page.next,
            key_count: i32::try_from(count).ok(),
            max_keys: Some(input.max_keys.unwrap_or(1000)),
            name: Some(input.bucket),
            prefix: input.prefix.map(|name| wire::listed_name(&name, encode)),
            delimiter: input.delimiter.map(|name| wire::listed_name(&name, encode)),
            start_after: input
                .start_after
                .map(|name| wire::listed_name(&name, encode)),
            encoding_type: input.encoding_type,
            ..ListObjectsV2Output::default()
        }))
    }

    async fn list_object_versions(
        &self,
        req: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        self.wait_for_page().await;
        let input = req.input;
        let request = ListVersionsRequest {
            prefix: input.prefix.clone().unwrap_or_default(),
            after: input.key_marker.clone().map(|key| VersionMarker {
                key,
                version_id: input.version_id_marker.clone(),
            }),
            page_size: input.max_keys.map(unsigned),
        };
        let page = self.perform("ListObjectVersions", &input.bucket, |state, _| {
            state.list_versions(&input.bucket, &request)
        })?;
        let encode = encodes(input.encoding_type.as_ref());
        let (mut versions, mut markers) = (Vec::new(), Vec::new());
        for entry in page.versions {
            let key = Some(wire::listed_name(&entry.key, encode));
            let last_modified = Some(wire::timestamp(entry.last_modified_ms));
            if entry.delete_marker {
                markers.push(DeleteMarkerEntry {
                    key,
                    last_modified,
                    version_id: Some(entry.version_id),
                    is_latest: Some(entry.is_latest),
                    ..DeleteMarkerEntry::default()
                });
            } else {
                versions.push(ObjectVersion {
                    key,
                    last_modified,
                    version_id: Some(entry.version_id),
                    is_latest: Some(entry.is_latest),
                    e_tag: etag(&entry.etag),
                    size: Some(number(entry.size)),
                    ..ObjectVersion::default()
                });
            }
        }
        let (next_key, next_version) = match page.next {
            Some(next) => (Some(wire::listed_name(&next.key, encode)), next.version_id),
            None => (None, None),
        };
        Ok(S3Response::new(ListObjectVersionsOutput {
            versions: Some(versions),
            delete_markers: Some(markers),
            is_truncated: Some(next_key.is_some()),
            next_key_marker: next_key,
            next_version_id_marker: next_version,
            name: Some(input.bucket),
            prefix: input.prefix,
            encoding_type: input.encoding_type,
            ..ListObjectVersionsOutput::default()
        }))
    }

    async fn list_multipart_uploads(
        &self,
        req: S3Request<ListMultipartUploadsInput>,
    ) -> S3Result<S3Response<ListMultipartUploadsOutput>> {
        let input = req.input;
        let prefix = input.prefix.unwrap_or_default();
        let upload_id = input.upload_id_marker.unwrap_or_default();
        let after = input.key_marker.map(|key| UploadMarker { key, upload_id });
        let page = self.perform("ListMultipartUploads", &input.bucket, |state, _| {
            state.list_uploads(&input.bucket, &prefix, after.as_ref())
        })?;
        let encode = encodes(input.encoding_type.as_ref());
        let uploads = page.uploads.into_iter().map(|upload| MultipartUpload {
            key: Some(wire::listed_name(&upload.key, encode)),
            upload_id: Some(upload.upload_id),
            initiated: Some(wire::timestamp(upload.initiated_ms)),
            ..MultipartUpload::default()
        });
        let (next_key, next_id) = match page.next {
            Some(next) => (
                Some(wire::listed_name(&next.key, encode)),
                Some(next.upload_id),
            ),
            None => (None, None),
        };
        Ok(S3Response::new(ListMultipartUploadsOutput {
            uploads: Some(uploads.collect()),
            is_truncated: Some(next_key.is_some()),
            next_key_marker: next_key,
            next_upload_id_marker: next_id,
            bucket: Some(input.bucket),
            encoding_type: input.encoding_type,
            ..ListMultipartUploadsOutput::default()
        }))
    }

    async fn list_parts(
        &self,
        req: S3Request<ListPartsInput>,
    ) -> S3Result<S3Response<ListPartsOutput>> {
        let input = req.input;
        let after = input.part_number_marker.map(unsigned);
        let page = self.perform("ListParts", &input.bucket, |state, _| {
            state.list_parts(&input.bucket, &input.key, &input.upload_id, after)
        })?;
        let parts = page.parts.into_iter().map(|part| Part {
            part_number: i32::try_from(part.number).ok(),
            size: Some(number(part.size)),
            e_tag: etag(&part.etag),
            ..Part::default()
        });
        Ok(S3Response::new(ListPartsOutput {
            parts: Some(parts.collect()),
            is_truncated: Some(page.next.is_some()),
            next_part_number_marker: page.next.and_then(|next| i32::try_from(next).ok()),
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(input.upload_id),
            ..ListPartsOutput::default()
        }))
    }

    async fn create_multipart_upload(
        &self,
        req: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let input = req.input;
        let create = CreateUpload {
            key: input.key,
            attributes: wire::attributes(&req.headers),
            checksum: wire::upload_checksum(&req.headers),
        };
        let operation = "CreateMultipartUpload";
        let upload_id = self.perform(operation, &input.bucket, |state, now_ms| {
            state.create_upload(&input.bucket, &create, now_ms)
        })?;
        Ok(S3Response::new(CreateMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(create.key),
            upload_id: Some(upload_id),
            ..CreateMultipartUploadOutput::default()
        }))
    }

    async fn upload_part(
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
            checksum: wire::checksum(&req.headers, trailers.as_ref()),
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

    async fn upload_part_copy(
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
            e_tag: etag(&receipt.etag),
            last_modified: Some(wire::timestamp(self.now_ms())),
            ..CopyPartResult::default()
        };
        Ok(S3Response::new(UploadPartCopyOutput {
            copy_part_result: Some(result),
            ..UploadPartCopyOutput::default()
        }))
    }

    async fn complete_multipart_upload(
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
            checksum: wire::checksum(&req.headers, None),
            size: input
                .mpu_object_size
                .and_then(|size| u64::try_from(size).ok()),
            condition: wire::write_condition(&req.headers)?,
        };
        let operation = "CompleteMultipartUpload";
        let receipt = self.perform(operation, &input.bucket, |state, now_ms| {
            let ticket = state.begin_write(&input.bucket, &complete.key);
            state.complete_upload(&input.bucket, &complete, ticket, now_ms)
        })?;
        Ok(S3Response::new(CompleteMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(complete.key),
            e_tag: etag(&receipt.etag),
            version_id: receipt.version_id,
            checksum_crc32: receipt.checksums.get("x-amz-checksum-crc32").cloned(),
            checksum_crc32c: receipt.checksums.get("x-amz-checksum-crc32c").cloned(),
            checksum_crc64nvme: receipt.checksums.get("x-amz-checksum-crc64nvme").cloned(),
            checksum_sha256: receipt.checksums.get("x-amz-checksum-sha256").cloned(),
            ..CompleteMultipartUploadOutput::default()
        }))
    }

    async fn abort_multipart_upload(
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
