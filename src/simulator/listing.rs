//! ListObjectsV2, ListObjectVersions, ListMultipartUploads and ListParts.

use std::ops::Bound;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::ports::{
    ListPage, ListRequest, ListVersionsRequest, ListedObject, ListedPart, ListedVersion,
    OpenUpload, PartPage, UploadMarker, UploadPage, VersionMarker, VersionPage,
};

use super::refusal::Refusal;
use super::state::{BucketState, State, Stored, Version};

/// The most entries on one page.
const MAX_PAGE: usize = 1000;

/// Where a listing goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Position {
    /// Behind this key.
    AfterKey(String),
    /// Behind every key with this prefix.
    AfterPrefix(String),
}

impl Position {
    fn token(&self) -> String {
        let text = match self {
            Self::AfterKey(key) => format!("k{key}"),
            Self::AfterPrefix(prefix) => format!("p{prefix}"),
        };
        URL_SAFE_NO_PAD.encode(text)
    }

    fn parse(token: &str) -> Result<Self, Refusal> {
        let wrong = || Refusal::invalid_argument("the continuation token is none of ours");
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| wrong())?;
        let text = String::from_utf8(bytes).map_err(|_| wrong())?;
        match text.split_at_checked(1) {
            Some(("k", key)) => Ok(Self::AfterKey(key.to_owned())),
            Some(("p", prefix)) => Ok(Self::AfterPrefix(prefix.to_owned())),
            _ => Err(wrong()),
        }
    }

    /// The first key that may come next; `None` when none can.
    fn bound(self) -> Option<Bound<String>> {
        match self {
            Self::AfterKey(key) => Some(Bound::Excluded(key)),
            Self::AfterPrefix(prefix) => successor(&prefix).map(Bound::Included),
        }
    }
}

/// The least string above every string with this prefix; `None` when there is none.
fn successor(prefix: &str) -> Option<String> {
    let mut chars: Vec<char> = prefix.chars().collect();
    while let Some(last) = chars.pop() {
        let after = match last {
            '\u{d7ff}' => Some('\u{e000}'),
            other => char::from_u32(u32::from(other) + 1),
        };
        if let Some(after) = after {
            chars.push(after);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

impl State {
    pub(super) fn list(&self, bucket: &str, request: &ListRequest) -> Result<ListPage, Refusal> {
        let bucket = self.bucket(bucket)?;
        let size = page_size(request.page_size);
        let mut page = ListPage::default();
        let mut position = start_of(request)?;
        let mut last = None;
        while let Some((key, version, stored)) = bucket.next_object(position, &request.prefix) {
            if page.objects.len() + page.common_prefixes.len() == size {
                page.next = last.as_ref().map(Position::token);
                break;
            }
            let here = match rolled_up(key, &request.prefix, request.delimiter.as_deref()) {
                Some(prefix) => {
                    page.common_prefixes.push(prefix.to_owned());
                    Position::AfterPrefix(prefix.to_owned())
                }
                None => {
                    page.objects.push(listed(key, version, stored));
                    Position::AfterKey(key.to_owned())
                }
            };
            position = here.clone().bound();
            last = Some(here);
        }
        Ok(page)
    }

    pub(super) fn list_versions(
        &self,
        bucket: &str,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, Refusal> {
        let bucket = self.bucket(bucket)?;
        let size = page_size(request.page_size);
        let mut page = VersionPage::default();
        let from = request.after.as_ref().map(|after| after.key.as_str());
        let keys = bucket.keys.range(from_bound(from, &request.prefix));
        let keys = keys.take_while(|(key, _)| key.starts_with(&request.prefix));
        for (key, versions) in keys {
            let seen = already_listed(request.after.as_ref(), key, versions);
            for (age, version) in versions.iter().rev().enumerate().skip(seen) {
                if page.versions.len() == size {
                    page.next = page.versions.last().map(|last| VersionMarker {
                        key: last.key.clone(),
                        version_id: Some(last.version_id.clone()),
                    });
                    return Ok(page);
                }
                page.versions.push(listed_version(key, version, age == 0));
            }
        }
        Ok(page)
    }

    pub(super) fn list_uploads(
        &self,
        bucket: &str,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, Refusal> {
        let wanted = UploadsWanted {
            prefix,
            delimiter: None,
            after,
            size: MAX_PAGE,
        };
        let page = self.list_some_uploads(bucket, &wanted)?;
        Ok(UploadPage {
            uploads: page.uploads,
            next: page.next,
        })
    }

    /// ListMultipartUploads with all it can be asked.
    pub(super) fn list_some_uploads(
        &self,
        bucket: &str,
        wanted: &UploadsWanted<'_>,
    ) -> Result<UploadsFound, Refusal> {
        let bucket = self.bucket(bucket)?;
        let after = wanted.after;
        let from = after.map(|after| (after.key.clone(), after.upload_id.clone()));
        let from = from.map_or(Bound::Unbounded, Bound::Excluded);
        let uploads = bucket.uploads.range((from, Bound::Unbounded));
        let mut page = UploadsFound::default();
        let mut last = None;
        for ((key, upload_id), upload) in
            uploads.filter(|((key, _), _)| key.starts_with(wanted.prefix))
        {
            let rolled = rolled_up(key, wanted.prefix, wanted.delimiter);
            let shown = |prefix: &str| {
                let in_marker = after.is_some_and(|after| after.key.starts_with(prefix));
                in_marker
                    || page
                        .common_prefixes
                        .last()
                        .is_some_and(|last| last == prefix)
            };
            if rolled.is_some_and(shown) {
                // The page goes on behind all that one prefix stands for.
                last = Some((key, upload_id));
                continue;
            }
            if page.uploads.len() + page.common_prefixes.len() == wanted.size {
                page.next = last.map(|(key, upload_id): (&String, &String)| UploadMarker {
                    key: key.clone(),
                    upload_id: upload_id.clone(),
                });
                break;
            }
            last = Some((key, upload_id));
            if let Some(prefix) = rolled {
                page.common_prefixes.push(prefix.to_owned());
                continue;
            }
            page.uploads.push(OpenUpload {
                key: key.clone(),
                upload_id: upload_id.clone(),
                initiated_ms: upload.initiated_ms,
                initiator: Some(upload.initiator.clone()),
            });
        }
        Ok(page)
    }

    pub(super) fn list_parts(
        &self,
        bucket: &str,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, Refusal> {
        self.list_some_parts(bucket, key, upload_id, after, MAX_PAGE)
    }

    /// ListParts with a page of this size.
    pub(super) fn list_some_parts(
        &self,
        bucket: &str,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
        size: usize,
    ) -> Result<PartPage, Refusal> {
        let upload = self.upload(bucket, key, upload_id)?;
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let mut page = PartPage::default();
        for (number, part) in upload.parts.range((from, Bound::Unbounded)) {
            if page.parts.len() == size {
                page.next = page.parts.last().map(|last| last.number);
                break;
            }
            page.parts.push(ListedPart {
                number: *number,
                size: part.content.len(),
                etag: super::state::quoted_hex(&part.md5),
            });
        }
        Ok(page)
    }
}

/// Which open uploads to list.
pub(super) struct UploadsWanted<'a> {
    pub(super) prefix: &'a str,
    pub(super) delimiter: Option<&'a str>,
    pub(super) after: Option<&'a UploadMarker>,
    /// Entries on a page.
    pub(super) size: usize,
}

/// A page of open uploads.
#[derive(Default)]
pub(super) struct UploadsFound {
    pub(super) uploads: Vec<OpenUpload>,
    pub(super) common_prefixes: Vec<String>,
    pub(super) next: Option<UploadMarker>,
}

impl BucketState {
    /// The first key from `position` on that has the prefix and is not deleted.
    fn next_object(
        &self,
        position: Option<Bound<String>>,
        prefix: &str,
    ) -> Option<(&str, &Version, &Stored)> {
        let from = position?;
        let keys = self.keys.range((from, Bound::Unbounded));
        let mut keys = keys.take_while(|(key, _)| key.starts_with(prefix));
        keys.find_map(|(key, versions)| {
            let newest = versions.last()?;
            Some((key.as_str(), newest, newest.stored.as_deref()?))
        })
    }
}

fn page_size(asked: Option<u32>) -> usize {
    asked.map_or(MAX_PAGE, |asked| (asked as usize).min(MAX_PAGE))
}

fn from_bound(from: Option<&str>, prefix: &str) -> (Bound<String>, Bound<String>) {
    let start = from.unwrap_or_default().max(prefix).to_owned();
    (Bound::Included(start), Bound::Unbounded)
}

fn start_of(request: &ListRequest) -> Result<Option<Bound<String>>, Refusal> {
    if let Some(token) = &request.continuation {
        return Ok(Position::parse(token)?.bound());
    }
    Ok(Some(match &request.start_after {
        Some(after) if after.as_str() >= request.prefix.as_str() => Bound::Excluded(after.clone()),
        _ => Bound::Included(request.prefix.clone()),
    }))
}

/// The common prefix that a key is rolled up into.
fn rolled_up<'k>(key: &'k str, prefix: &str, delimiter: Option<&str>) -> Option<&'k str> {
    let delimiter = delimiter.filter(|delimiter| !delimiter.is_empty())?;
    let rest = &key[prefix.len()..];
    let end = rest.find(delimiter)? + delimiter.len();
    Some(&key[..prefix.len() + end])
}

fn listed(key: &str, version: &Version, stored: &Stored) -> ListedObject {
    let class = stored.attributes.headers.get("x-amz-storage-class");
    ListedObject {
        key: key.to_owned(),
        size: stored.content.len(),
        etag: stored.etag.clone(),
        last_modified_ms: version.modified_ms,
        storage_class: Some(class.map_or("STANDARD", String::as_str).to_owned()),
    }
}

/// How many of a key's versions, newest first, the page before has shown.
fn already_listed(after: Option<&VersionMarker>, key: &str, versions: &[Version]) -> usize {
    let Some(after) = after.filter(|after| after.key == key) else {
        return 0;
    };
    let Some(id) = &after.version_id else {
        return versions.len();
    };
    let found = versions.iter().rev().position(|version| version.id == *id);
    found.map_or(0, |index| index + 1)
}

fn listed_version(key: &str, version: &Version, is_latest: bool) -> ListedVersion {
    let stored = version.stored.as_ref();
    ListedVersion {
        key: key.to_owned(),
        version_id: version.id.clone(),
        is_latest,
        delete_marker: stored.is_none(),
        size: stored.map_or(0, |stored| stored.content.len()),
        etag: stored.map_or_else(String::new, |stored| stored.etag.clone()),
        last_modified_ms: version.modified_ms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_successor_is_above_all_with_the_prefix_and_below_the_rest() {
        let cases = [
            ("a/", Some("a0")),
            ("a\u{d7ff}", Some("a\u{e000}")),
            ("a\u{10ffff}", Some("b")),
            ("\u{10ffff}", None),
            ("", None),
        ];
        for (prefix, expected) in cases {
            assert_eq!(successor(prefix).as_deref(), expected, "{prefix:?}");
        }
    }

    #[test]
    fn a_foreign_token_is_refused() {
        assert_eq!(Position::parse("***").unwrap_err().code, "InvalidArgument");
        let position = Position::AfterPrefix("a\u{1}/".to_owned());
        assert_eq!(Position::parse(&position.token()), Ok(position));
    }
}
