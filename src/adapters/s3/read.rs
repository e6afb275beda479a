//! Listings, and what is true of the bucket as a whole.

use aws_sdk_s3::types::{BucketVersioningStatus, EncodingType};
use aws_smithy_types::DateTime;

use crate::ports::{
    BucketError, BucketErrorKind, BucketHead, ListPage, ListRequest, ListVersionsRequest,
    ListedObject, ListedPart, ListedVersion, OpenUpload, PartPage, UploadMarker, UploadPage,
    VersionMarker, VersionPage, Versioning,
};

use super::S3Bucket;
use super::encoding::listed;
use super::error::Call;

/// What is wrong with a page that says it is not the last and does not say where the next begins: to take
/// it for the last would be to take what it leaves out for absent.
const NO_NEXT_PAGE: &str = "a page that is not the last names no next one";

/// Reads the names of one answer: decoded when the store encoded them as asked.
struct Names<'a> {
    call: &'a Call,
    encoded: bool,
}

impl Names<'_> {
    fn read(&self, name: Option<&str>) -> Result<String, BucketError> {
        let name = name.unwrap_or_default();
        listed(name, self.encoded).ok_or_else(|| {
            let message = format!("the listing holds a name that is not UTF-8: {name}");
            self.call.refuse(BucketErrorKind::Invalid, message)
        })
    }
}

fn millis(time: Option<&DateTime>) -> i64 {
    time.and_then(|time| time.to_millis().ok()).unwrap_or(0)
}

/// The size of what a listing shows; a store that tells none cannot be planned with.
fn size(call: &Call, size: Option<i64>) -> Result<u64, BucketError> {
    size.and_then(|size| u64::try_from(size).ok())
        .ok_or_else(|| {
            let message = "the listing holds an object without a size";
            call.refuse(BucketErrorKind::Unavailable, message)
        })
}

fn sdk_count(count: Option<u32>) -> Option<i32> {
    count.map(|count| i32::try_from(count).unwrap_or(i32::MAX))
}

fn non_empty(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

impl S3Bucket {
    pub(super) async fn list_objects(
        &self,
        request: &ListRequest,
    ) -> Result<ListPage, BucketError> {
        let call = self.call("ListObjectsV2", None);
        let sdk = self.reads(&call).await?.list_objects_v2();
        let resumed = request.continuation.is_some();
        let start_after = request.start_after.clone().filter(|_| !resumed);
        let out = sdk
            .bucket(&self.name)
            .set_prefix(non_empty(&request.prefix))
            .set_delimiter(request.delimiter.clone())
            .set_start_after(start_after)
            .set_continuation_token(request.continuation.clone())
            .set_max_keys(sdk_count(request.page_size))
            .encoding_type(EncodingType::Url)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let names = Names {
            call: &call,
            encoded: out.encoding_type() == Some(&EncodingType::Url),
        };
        let objects = out.contents().iter().map(|object| {
            Ok(ListedObject {
                key: names.read(object.key())?,
                size: size(&call, object.size())?,
                etag: object.e_tag().unwrap_or_default().to_owned(),
                last_modified_ms: millis(object.last_modified()),
                storage_class: object
                    .storage_class()
                    .map(|class| class.as_str().to_owned()),
            })
        });
        let prefixes = out.common_prefixes().iter();
        let next = out.next_continuation_token().map(str::to_owned);
        let truncated = out.is_truncated().unwrap_or(false);
        if truncated && next.is_none() {
            return Err(call.refuse(BucketErrorKind::Unavailable, NO_NEXT_PAGE));
        }
        let page = ListPage {
            objects: objects.collect::<Result<_, BucketError>>()?,
            common_prefixes: prefixes
                .map(|prefix| names.read(prefix.prefix()))
                .collect::<Result<_, _>>()?,
            next: next.filter(|_| truncated),
        };
        match disorder(request, &page) {
            Some(message) => Err(call.refuse(BucketErrorKind::Unavailable, message)),
            None => Ok(page),
        }
    }

    pub(super) async fn list_object_versions(
        &self,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        let call = self.call("ListObjectVersions", None);
        let sdk = self.reads(&call).await?.list_object_versions();
        let after = request.after.as_ref();
        let out = sdk
            .bucket(&self.name)
            .set_prefix(non_empty(&request.prefix))
            .set_key_marker(after.map(|after| after.key.clone()))
            .set_version_id_marker(after.and_then(|after| after.version_id.clone()))
            .set_max_keys(sdk_count(request.page_size))
            .encoding_type(EncodingType::Url)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let names = Names {
            call: &call,
            encoded: out.encoding_type() == Some(&EncodingType::Url),
        };
        let mut versions = Vec::new();
        for version in out.versions() {
            versions.push(ListedVersion {
                key: names.read(version.key())?,
                version_id: version.version_id().unwrap_or("null").to_owned(),
                is_latest: version.is_latest().unwrap_or(false),
                delete_marker: false,
                size: size(&call, version.size())?,
                etag: version.e_tag().unwrap_or_default().to_owned(),
                last_modified_ms: millis(version.last_modified()),
            });
        }
        for marker in out.delete_markers() {
            versions.push(ListedVersion {
                key: names.read(marker.key())?,
                version_id: marker.version_id().unwrap_or("null").to_owned(),
                is_latest: marker.is_latest().unwrap_or(false),
                delete_marker: true,
                size: 0,
                etag: String::new(),
                last_modified_ms: millis(marker.last_modified()),
            });
        }
        sort_versions(&mut versions);
        let next = match (out.is_truncated().unwrap_or(false), out.next_key_marker()) {
            (false, _) => None,
            (true, Some(key)) => Some(VersionMarker {
                key: names.read(Some(key))?,
                version_id: out.next_version_id_marker().map(str::to_owned),
            }),
            (true, None) => return Err(call.refuse(BucketErrorKind::Unavailable, NO_NEXT_PAGE)),
        };
        Ok(VersionPage { versions, next })
    }

    /// A store that does not say whether it encoded the names is asked again not to: Ceph encodes
    /// them without a word.
    pub(super) async fn list_open_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        let encoded = Some(EncodingType::Url);
        let page = self.list_uploads_as(prefix, after, encoded).await?;
        match page {
            Some(page) => Ok(page),
            None => {
                let plain = self.list_uploads_as(prefix, after, None).await?;
                Ok(plain.unwrap_or_default())
            }
        }
    }

    /// `None` when the names were to be encoded and the answer does not say that they are.
    async fn list_uploads_as(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
        encoding: Option<EncodingType>,
    ) -> Result<Option<UploadPage>, BucketError> {
        let call = self.call("ListMultipartUploads", None);
        let sdk = self.reads(&call).await?.list_multipart_uploads();
        let out = sdk
            .bucket(&self.name)
            .set_prefix(non_empty(prefix))
            .set_key_marker(after.map(|after| after.key.clone()))
            .set_upload_id_marker(after.map(|after| after.upload_id.clone()))
            .set_encoding_type(encoding.clone())
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        if encoding.is_some() && out.encoding_type().is_none() && !out.uploads().is_empty() {
            return Ok(None);
        }
        let names = Names {
            call: &call,
            encoded: out.encoding_type() == Some(&EncodingType::Url),
        };
        let uploads = out.uploads().iter().map(|upload| {
            Ok(OpenUpload {
                key: names.read(upload.key())?,
                upload_id: upload.upload_id().unwrap_or_default().to_owned(),
                initiated_ms: millis(upload.initiated()),
                initiator: (upload.initiator())
                    .and_then(|initiator| initiator.id())
                    .filter(|id| !id.is_empty())
                    .map(str::to_owned),
            })
        });
        let uploads = uploads.collect::<Result<_, BucketError>>()?;
        let markers = (out.next_key_marker(), out.next_upload_id_marker());
        let next = match (out.is_truncated().unwrap_or(false), markers) {
            (false, _) => None,
            (true, (Some(key), Some(id))) => Some(UploadMarker {
                key: names.read(Some(key))?,
                upload_id: id.to_owned(),
            }),
            (true, _) => return Err(call.refuse(BucketErrorKind::Unavailable, NO_NEXT_PAGE)),
        };
        Ok(Some(UploadPage { uploads, next }))
    }

    pub(super) async fn list_upload_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        let call = self.call("ListParts", Some(key));
        let sdk = self.reads(&call).await?.list_parts();
        let out = sdk
            .bucket(&self.name)
            .key(key)
            .upload_id(upload_id)
            .set_part_number_marker(after.map(|after| after.to_string()))
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        let number = |number: Option<i32>| number.and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        let parts = out.parts().iter().map(|part| {
            Ok(ListedPart {
                number: number(part.part_number()),
                size: size(&call, part.size())?,
                etag: part.e_tag().unwrap_or_default().to_owned(),
            })
        });
        let next = out.next_part_number_marker().and_then(|n| n.parse().ok());
        let truncated = out.is_truncated().unwrap_or(false);
        if truncated && next.is_none() {
            return Err(call.refuse(BucketErrorKind::Unavailable, NO_NEXT_PAGE));
        }
        Ok(PartPage {
            parts: parts.collect::<Result<_, BucketError>>()?,
            next: next.filter(|_| truncated),
        })
    }

    pub(super) async fn look_at_bucket(&self) -> Result<BucketHead, BucketError> {
        let call = self.call("HeadBucket", None);
        let sdk = self.reads(&call).await?.head_bucket();
        let out = sdk
            .bucket(&self.name)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        Ok(BucketHead {
            region: out.bucket_region().map(str::to_owned),
            server_time_ms: call.exchange.server_time_ms(),
        })
    }

    pub(super) async fn bucket_versioning(&self) -> Result<Versioning, BucketError> {
        let call = self.call("GetBucketVersioning", None);
        let sdk = self.reads(&call).await?.get_bucket_versioning();
        let out = sdk
            .bucket(&self.name)
            .customize()
            .interceptor(call.exchange.clone())
            .send()
            .await
            .map_err(|error| call.error(&error))?;
        Ok(match out.status() {
            Some(BucketVersioningStatus::Enabled) => Versioning::Enabled,
            Some(BucketVersioningStatus::Suspended) => Versioning::Suspended,
            _ => Versioning::Unversioned,
        })
    }
}

/// What is wrong with the place or the order of a page. Proofs and ends of listings rest on both, and a
/// store that answers the same page for ever is never done.
fn disorder(request: &ListRequest, page: &ListPage) -> Option<&'static str> {
    let keys = || page.objects.iter().map(|object| &object.key);
    let names = || keys().chain(&page.common_prefixes);
    let after = request.start_after.as_ref();
    let after = after.filter(|_| request.continuation.is_none());
    if page.next.is_some() && page.next == request.continuation {
        Some("the store names the page that it just gave as the next one")
    } else if !names().all(|name| name.starts_with(&request.prefix)) {
        Some("the listing holds names that do not start with the prefix asked for")
    } else if after.is_some_and(|after| keys().any(|key| key <= after)) {
        Some("the listing begins before the key it was to begin after")
    } else if !keys().is_sorted_by(|a, b| a < b) {
        Some("the keys of the listing are not in byte order")
    } else {
        None
    }
}

/// The SDK hands out versions and delete markers apart. Within a key the newest comes first; the
/// latest is first even where the whole-second times tie.
fn sort_versions(versions: &mut [ListedVersion]) {
    versions.sort_by(|a, b| {
        a.key
            .cmp(&b.key)
            .then(b.is_latest.cmp(&a.is_latest))
            .then(b.last_modified_ms.cmp(&a.last_modified_ms))
    });
}
