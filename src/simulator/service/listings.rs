//! Listings over HTTP.

use s3s::dto::{
    CommonPrefix, DeleteMarkerEntry, Initiator, ListMultipartUploadsInput,
    ListMultipartUploadsOutput, ListObjectVersionsInput, ListObjectVersionsOutput,
    ListObjectsV2Input, ListObjectsV2Output, ListPartsInput, ListPartsOutput, MultipartUpload,
    Object, ObjectStorageClass, ObjectVersion, Part,
};
use s3s::{S3Request, S3Response, S3Result};

use crate::ports::{
    ChecksumAlgorithm, ListRequest, ListVersionsRequest, UploadMarker, VersionMarker,
};

use crate::simulator::Simulator;
use crate::simulator::listing::UploadsWanted;
use crate::simulator::wire;

use super::convert::{checksum_names, encodes, etag, number, page_size, unsigned};

impl Simulator {
    pub(super) async fn answer_list_objects_v2(
        &self,
        req: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.wait_for_page().await;
        let input = req.input;
        let size = page_size(input.max_keys)?;
        let encode = encodes(input.encoding_type.as_ref())?;
        let request = ListRequest {
            prefix: input.prefix.clone().unwrap_or_default(),
            delimiter: input.delimiter.clone(),
            start_after: input.start_after.clone(),
            continuation: input.continuation_token.clone(),
            page_size: Some(size),
        };
        let page = self.perform("ListObjectsV2", &input.bucket, |state, _| {
            state.list(&input.bucket, &request)
        })?;
        let count = page.objects.len() + page.common_prefixes.len();
        let contents = page.objects.into_iter().map(|object| Object {
            key: Some(wire::listed_name(&object.key, encode)),
            size: Some(number(object.size)),
            e_tag: Some(etag(&object.etag)),
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
            max_keys: i32::try_from(size).ok(),
            continuation_token: input.continuation_token,
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

    pub(super) async fn answer_list_object_versions(
        &self,
        req: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        self.wait_for_page().await;
        let input = req.input;
        let size = page_size(input.max_keys)?;
        let encode = encodes(input.encoding_type.as_ref())?;
        let request = ListVersionsRequest {
            prefix: input.prefix.clone().unwrap_or_default(),
            after: input.key_marker.clone().map(|key| VersionMarker {
                key,
                version_id: input.version_id_marker.clone(),
            }),
            page_size: Some(size),
        };
        let page = self.perform("ListObjectVersions", &input.bucket, |state, _| {
            state.list_versions(&input.bucket, &request)
        })?;
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
                    e_tag: Some(etag(&entry.etag)),
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
            prefix: input.prefix.map(|name| wire::listed_name(&name, encode)),
            key_marker: input
                .key_marker
                .map(|name| wire::listed_name(&name, encode)),
            version_id_marker: input.version_id_marker,
            max_keys: i32::try_from(size).ok(),
            encoding_type: input.encoding_type,
            ..ListObjectVersionsOutput::default()
        }))
    }

    pub(super) async fn answer_list_multipart_uploads(
        &self,
        req: S3Request<ListMultipartUploadsInput>,
    ) -> S3Result<S3Response<ListMultipartUploadsOutput>> {
        let input = req.input;
        let size = page_size(input.max_uploads)?;
        let encode = encodes(input.encoding_type.as_ref())?;
        let prefix = input.prefix.clone().unwrap_or_default();
        let upload_id = input.upload_id_marker.clone().unwrap_or_default();
        let key_marker = input.key_marker.clone();
        let after = key_marker.map(|key| UploadMarker { key, upload_id });
        let wanted = UploadsWanted {
            prefix: &prefix,
            delimiter: input.delimiter.as_deref(),
            after: after.as_ref(),
            size: size as usize,
        };
        let page = self.perform("ListMultipartUploads", &input.bucket, |state, _| {
            let page = state.list_some_uploads(&input.bucket, &wanted)?;
            let named = page.uploads.into_iter().map(|upload| {
                let kept = state.upload(&input.bucket, &upload.key, &upload.upload_id);
                let asked = kept.ok().and_then(|kept| kept.checksum);
                (upload, state.upload_checksum(asked))
            });
            Ok((named.collect::<Vec<_>>(), page.common_prefixes, page.next))
        })?;
        let (uploads, common_prefixes, next) = page;
        let uploads = uploads.into_iter().map(|(upload, checksum)| {
            let (checksum_algorithm, checksum_type) = checksum_names(checksum);
            MultipartUpload {
                key: Some(wire::listed_name(&upload.key, encode)),
                upload_id: Some(upload.upload_id),
                initiated: Some(wire::timestamp(upload.initiated_ms)),
                initiator: upload.initiator.map(|id| Initiator {
                    id: Some(id),
                    ..Initiator::default()
                }),
                checksum_algorithm,
                checksum_type,
                ..MultipartUpload::default()
            }
        });
        let prefixes = common_prefixes.iter().map(|prefix| CommonPrefix {
            prefix: Some(wire::listed_name(prefix, encode)),
        });
        let (next_key, next_id) = match next {
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
            common_prefixes: Some(prefixes.collect()),
            prefix: input.prefix.map(|name| wire::listed_name(&name, encode)),
            delimiter: input.delimiter.map(|name| wire::listed_name(&name, encode)),
            key_marker: input
                .key_marker
                .map(|name| wire::listed_name(&name, encode)),
            upload_id_marker: input.upload_id_marker,
            max_uploads: i32::try_from(size).ok(),
            bucket: Some(input.bucket),
            encoding_type: input.encoding_type,
            ..ListMultipartUploadsOutput::default()
        }))
    }

    pub(super) async fn answer_list_parts(
        &self,
        req: S3Request<ListPartsInput>,
    ) -> S3Result<S3Response<ListPartsOutput>> {
        let input = req.input;
        let after = input.part_number_marker.map(unsigned);
        let size = page_size(input.max_parts)?;
        let (page, sums, checksum) = self.perform("ListParts", &input.bucket, |state, _| {
            let (bucket, key, id) = (&input.bucket, &input.key, &input.upload_id);
            let page = state.list_some_parts(bucket, key, id, after, size as usize)?;
            let upload = state.upload(bucket, key, id)?;
            let sums = page.parts.iter().map(|part| {
                let kept = upload.parts.get(&part.number)?;
                kept.checksum.clone()
            });
            let checksum = state.upload_checksum(upload.checksum);
            Ok((page.clone(), sums.collect::<Vec<_>>(), checksum))
        })?;
        let parts = page.parts.into_iter().zip(sums).map(|(part, sum)| {
            let of = |algorithm| {
                let own = sum.as_ref().filter(|sum| sum.algorithm == algorithm);
                own.map(|sum| sum.value.clone())
            };
            Part {
                part_number: i32::try_from(part.number).ok(),
                size: Some(number(part.size)),
                e_tag: Some(etag(&part.etag)),
                checksum_crc32: of(ChecksumAlgorithm::Crc32),
                checksum_crc32c: of(ChecksumAlgorithm::Crc32c),
                checksum_crc64nvme: of(ChecksumAlgorithm::Crc64Nvme),
                checksum_sha1: of(ChecksumAlgorithm::Sha1),
                checksum_sha256: of(ChecksumAlgorithm::Sha256),
                ..Part::default()
            }
        });
        let (checksum_algorithm, checksum_type) = checksum_names(checksum);
        Ok(S3Response::new(ListPartsOutput {
            parts: Some(parts.collect()),
            is_truncated: Some(page.next.is_some()),
            part_number_marker: input.part_number_marker,
            next_part_number_marker: page.next.and_then(|next| i32::try_from(next).ok()),
            max_parts: i32::try_from(size).ok(),
            checksum_algorithm,
            checksum_type,
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(input.upload_id),
            ..ListPartsOutput::default()
        }))
    }
}
