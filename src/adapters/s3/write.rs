//! PUT, DELETE and tags.

use std::collections::BTreeMap;

use aws_sdk_s3::config::Builder as ConfigOverride;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{Delete, ObjectIdentifier, Tag, Tagging};
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use base64::Engine as _;

use crate::ports::{
    BucketError, BucketErrorKind, Checksum, ChecksumAlgorithm, DeleteReceipt, DeleteRequest,
    PutRequest, WriteCondition, WriteReceipt,
};

use super::S3Bucket;
use super::encoding::fits_xml;
use super::error::Call;

/// Sets what an object carries on a request builder: PUT, copy and multipart creation have the
/// same setters, and no trait in common.
macro_rules! with_attributes {
    ($request:expr, $attributes:expr, $call:expr) => {{
        let mut request = $request;
        for (name, value) in &$attributes.headers {
            request = match name.as_str() {
                "content-type" => request.content_type(value),
                "cache-control" => request.cache_control(value),
                "content-disposition" => request.content_disposition(value),
                "content-encoding" => request.content_encoding(value),
                "content-language" => request.content_language(value),
                "expires" => request.expires($crate::adapters::s3::write::http_date(value, $call)?),
                "x-amz-website-redirect-location" => request.website_redirect_location(value),
                "x-amz-storage-class" => request.storage_class(value.as_str().into()),
                _ => {
                    let message = format!("`{name}` is no system header of objects");
                    return Err($call.refuse($crate::ports::BucketErrorKind::Invalid, message));
                }
            };
        }
        for (name, value) in &$attributes.metadata {
            request = request.metadata(name, value);
        }
        if !$attributes.tags.is_empty() {
            request = request.tagging($crate::adapters::s3::encoding::tagging(&$attributes.tags));
        }
        request
    }};
}
pub(super) use with_attributes;

/// Sets one checksum on a request builder.
macro_rules! with_checksum {
    ($request:expr, $checksum:expr) => {{
        use $crate::ports::ChecksumAlgorithm as Algorithm;
        let checksum = $checksum;
        match checksum.algorithm {
            Algorithm::Crc32 => $request.checksum_crc32(&checksum.value),
            Algorithm::Crc32c => $request.checksum_crc32_c(&checksum.value),
            Algorithm::Crc64Nvme => $request.checksum_crc64_nvme(&checksum.value),
            Algorithm::Sha1 => $request.checksum_sha1(&checksum.value),
            Algorithm::Sha256 => $request.checksum_sha256(&checksum.value),
        }
    }};
}
pub(super) use with_checksum;

/// The checksums in the answer of a write.
macro_rules! answered_checksums {
    ($out:expr) => {
        $crate::adapters::s3::object::present([
            ("x-amz-checksum-crc32", $out.checksum_crc32()),
            ("x-amz-checksum-crc32c", $out.checksum_crc32_c()),
            ("x-amz-checksum-crc64nvme", $out.checksum_crc64_nvme()),
            ("x-amz-checksum-sha1", $out.checksum_sha1()),
            ("x-amz-checksum-sha256", $out.checksum_sha256()),
        ])
    };
}
pub(super) use answered_checksums;

pub(super) fn http_date(text: &str, call: &Call) -> Result<DateTime, BucketError> {
    DateTime::from_str(text, Format::HttpDate).map_err(|_| {
        let message = format!("`{text}` is no HTTP date");
        call.refuse(BucketErrorKind::Invalid, message)
    })
}

/// (If-Match, If-None-Match) of a write.
pub(super) fn condition(condition: &WriteCondition) -> (Option<String>, Option<String>) {
    match condition {
        WriteCondition::None => (None, None),
        WriteCondition::IfAbsent => (None, Some("*".to_owned())),
        WriteCondition::IfMatch(etag) => (Some(etag.clone()), None),
    }
}

fn crc64_nvme(bytes: &[u8]) -> Checksum {
    let sum = crc_fast::checksum(crc_fast::CrcAlgorithm::Crc64Nvme, bytes);
    Checksum {
        algorithm: ChecksumAlgorithm::Crc64Nvme,
        value: base64::engine::general_purpose::STANDARD.encode(sum.to_be_bytes()),
    }
}

impl S3Bucket {
    /// The time-outs of a request with a body of `bytes`.
    pub(super) fn patience(&self, bytes: u64) -> ConfigOverride {
        ConfigOverride::new().timeout_config(self.endpoint.timeouts(bytes))
    }

    pub(super) async fn put_object(&self, put: &PutRequest) -> Result<WriteReceipt, BucketError> {
        let call = self.call("PutObject", Some(&put.key));
        let (if_match, if_none_match) = condition(&put.condition);
        let request = self
            .clients(&call)
            .await?
            .writes
            .put_object()
            .bucket(&self.name)
            .key(&put.key)
            .set_if_match(if_match)
            .set_if_none_match(if_none_match)
            .body(ByteStream::from(put.body.clone()));
        let request = with_attributes!(request, put.attributes, &call);
        let checksum = put
            .checksum
            .clone()
            .unwrap_or_else(|| crc64_nvme(&put.body));
        let out = with_checksum!(request, &checksum)
            .customize()
            .config_override(self.patience(put.body.len() as u64))
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

    pub(super) async fn delete_object(
        &self,
        delete: &DeleteRequest,
    ) -> Result<DeleteReceipt, BucketError> {
        let call = self.call("DeleteObject", Some(&delete.key));
        let request = self.clients(&call).await?.writes.delete_object();
        let out = request
            .bucket(&self.name)
            .key(&delete.key)
            .set_version_id(delete.version_id.clone())
            .set_if_match(delete.if_match.clone())
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        Ok(DeleteReceipt {
            version_id: out.version_id().map(str::to_owned),
            delete_marker: out.delete_marker().unwrap_or(false),
        })
    }

    /// Keys that XML cannot carry are deleted one by one.
    pub(super) async fn delete_objects(
        &self,
        deletes: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        let (batch, single): (Vec<_>, Vec<_>) =
            (0..deletes.len()).partition(|&index| fits_xml(&deletes[index].key));
        let mut results: BTreeMap<usize, Result<DeleteReceipt, BucketError>> = BTreeMap::new();
        if !batch.is_empty() {
            let lines: Vec<&DeleteRequest> = batch.iter().map(|&index| &deletes[index]).collect();
            results.extend(batch.into_iter().zip(self.delete_batch(&lines).await?));
        }
        for index in single {
            results.insert(index, self.delete_object(&deletes[index]).await);
        }
        Ok(results.into_values().collect())
    }

    async fn delete_batch(
        &self,
        lines: &[&DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        let call = self.call("DeleteObjects", None);
        let mut delete = Delete::builder();
        for line in lines {
            let object = ObjectIdentifier::builder()
                .key(&line.key)
                .set_version_id(line.version_id.clone())
                .set_e_tag(line.if_match.clone())
                .build();
            let object =
                object.map_err(|error| call.refuse(BucketErrorKind::Invalid, error.to_string()))?;
            delete = delete.objects(object);
        }
        let delete = delete
            .build()
            .map_err(|error| call.refuse(BucketErrorKind::Invalid, error.to_string()))?;
        let request = self.clients(&call).await?.writes.delete_objects();
        let out = request
            .bucket(&self.name)
            .delete(delete)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let answer = |line: &&DeleteRequest| -> Result<DeleteReceipt, BucketError> {
            let same = |key: Option<&str>, version: Option<&str>| {
                key == Some(&line.key)
                    && (line.version_id.is_none() || version == line.version_id.as_deref())
            };
            if let Some(e) = out.errors().iter().find(|e| same(e.key(), e.version_id())) {
                return Err(call.line_error(&line.key, e.code().unwrap_or_default(), e.message()));
            }
            let done = out.deleted().iter().find(|d| same(d.key(), d.version_id()));
            let done = done.ok_or_else(|| {
                let message = "the answer does not name this key: the outcome is unknown";
                call.refuse(BucketErrorKind::Unavailable, message)
                    .with_key(&line.key)
            })?;
            let marker = done.delete_marker().unwrap_or(false);
            let made = done.delete_marker_version_id().filter(|_| marker);
            Ok(DeleteReceipt {
                version_id: made.or(done.version_id()).map(str::to_owned),
                delete_marker: marker,
            })
        };
        Ok(lines.iter().map(answer).collect())
    }

    pub(super) async fn put_object_tags(
        &self,
        key: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), BucketError> {
        let call = self.call("PutObjectTagging", Some(key));
        let tag = |(name, value): (&String, &String)| Tag::builder().key(name).value(value).build();
        let set: Result<Vec<Tag>, _> = tags.iter().map(tag).collect();
        let tagging = set.and_then(|set| Tagging::builder().set_tag_set(Some(set)).build());
        let tagging =
            tagging.map_err(|error| call.refuse(BucketErrorKind::Invalid, error.to_string()))?;
        let request = self.clients(&call).await?.writes.put_object_tagging();
        request
            .bucket(&self.name)
            .key(key)
            .tagging(tagging)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        Ok(())
    }
}
