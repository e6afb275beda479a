//! Pages of what a bucket holds: objects, versions, open uploads and their parts.

/// One page of a listing to ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// Only keys that start with this.
    pub prefix: String,
    /// Roll keys up to the first delimiter after the prefix into `common_prefixes`.
    pub delimiter: Option<String>,
    /// Only keys after this one, in byte order; need not exist.
    pub start_after: Option<String>,
    /// `next` of the page before; `start_after` is then ignored.
    pub continuation: Option<String>,
    /// At most this many keys and common prefixes; the store caps it at 1,000.
    pub page_size: Option<u32>,
}

/// An object as a listing shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedObject {
    /// Key, decoded.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// With its quotes, as the store wrote it.
    pub etag: String,
    /// Milliseconds UTC; whole seconds on most stores.
    pub last_modified_ms: i64,
    /// `None` where the store left it out, which means STANDARD.
    pub storage_class: Option<String>,
}

/// One page of a listing, keys in byte order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPage {
    /// Objects in byte order of their keys.
    pub objects: Vec<ListedObject>,
    /// Rolled-up prefixes, when a delimiter was asked for.
    pub common_prefixes: Vec<String>,
    /// Continuation of the listing; `None` on the last page.
    pub next: Option<String>,
}

/// Where a listing of versions goes on: after this version of this key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionMarker {
    /// The key of the last entry.
    pub key: String,
    /// The version of the last entry; `None` means after every version of the key.
    pub version_id: Option<String>,
}

/// One page of a listing of versions to ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListVersionsRequest {
    /// Only keys that start with this.
    pub prefix: String,
    /// `next` of the page before.
    pub after: Option<VersionMarker>,
    /// At most this many entries; the store caps it at 1,000.
    pub page_size: Option<u32>,
}

/// A version or a delete marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedVersion {
    /// Key, decoded.
    pub key: String,
    /// `null` for what was written while the bucket was not versioned.
    pub version_id: String,
    /// The one that plain GET sees.
    pub is_latest: bool,
    /// A delete marker has neither size nor ETag.
    pub delete_marker: bool,
    /// Bytes.
    pub size: u64,
    /// With its quotes; empty for a delete marker.
    pub etag: String,
    /// Milliseconds UTC.
    pub last_modified_ms: i64,
}

/// Versions in byte order of keys, newest first within a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionPage {
    /// The entries.
    pub versions: Vec<ListedVersion>,
    /// Where to go on; `None` on the last page.
    pub next: Option<VersionMarker>,
}

/// Where a listing of open uploads goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadMarker {
    /// Key of the last upload of the page before.
    pub key: String,
    /// Its upload id.
    pub upload_id: String,
}

/// A multipart upload that was begun and neither completed nor aborted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenUpload {
    /// Key it would create, decoded.
    pub key: String,
    /// Names it among the uploads of that key.
    pub upload_id: String,
    /// When it was begun, milliseconds UTC.
    pub initiated_ms: i64,
    /// Who began it, as the store names them; `None` where it does not tell.
    pub initiator: Option<String>,
}

/// Open uploads in byte order of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UploadPage {
    /// The uploads.
    pub uploads: Vec<OpenUpload>,
    /// Where to go on; `None` on the last page.
    pub next: Option<UploadMarker>,
}

/// A part of an open upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPart {
    /// 1 to 10,000.
    pub number: u32,
    /// Bytes.
    pub size: u64,
    /// With its quotes.
    pub etag: String,
}

/// Parts in order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartPage {
    /// The parts.
    pub parts: Vec<ListedPart>,
    /// Number of the last part of this page, to go on after; `None` on the last page.
    pub next: Option<u32>,
}
