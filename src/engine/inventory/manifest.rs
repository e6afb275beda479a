//! [`Manifest`]: the manifest.json of an S3 Inventory report. Pure.

use serde::Deserialize;

/// One report: what it is of, and its data files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The bucket that was inventoried.
    pub bucket: String,
    /// When the report was begun, milliseconds UTC.
    pub created_ms: i64,
    /// Where each column is.
    pub columns: Columns,
    /// The data files.
    pub files: Vec<DataFile>,
}

/// One data file: gzip-compressed CSV without a head.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DataFile {
    /// Key in the bucket where the report was delivered.
    pub key: String,
    /// MD5 of the stored bytes, hex.
    #[serde(rename = "MD5checksum")]
    pub md5: String,
}

/// Positions in a row; the order is the report's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Fields of a row.
    pub count: usize,
    /// `Key`, URL-encoded.
    pub key: usize,
    /// `Size`.
    pub size: usize,
    /// `ETag`.
    pub etag: Option<usize>,
    /// `LastModifiedDate`.
    pub last_modified: Option<usize>,
    /// `StorageClass`.
    pub storage_class: Option<usize>,
    /// `IsLatest`; only where the report is of all versions.
    pub is_latest: Option<usize>,
    /// `IsDeleteMarker`; likewise.
    pub is_delete_marker: Option<usize>,
}

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// Not such a document.
    #[error("not the manifest of an S3 Inventory report: {0}")]
    Malformed(String),
    /// A format other than CSV.
    #[error("the report's files are {0}; only CSV is read")]
    Format(String),
    /// A column that the inventory needs is not in the report.
    #[error("the report has no column `{0}`")]
    Column(&'static str),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    source_bucket: String,
    creation_timestamp: String,
    file_format: String,
    file_schema: String,
    files: Vec<DataFile>,
}

impl Manifest {
    /// Reads a manifest. Fields that later reports may add are ignored.
    pub fn parse(bytes: &[u8]) -> Result<Self, ManifestError> {
        let malformed = |error: serde_json::Error| ManifestError::Malformed(error.to_string());
        let document: Document = serde_json::from_slice(bytes).map_err(malformed)?;
        if document.file_format != "CSV" {
            return Err(ManifestError::Format(document.file_format));
        }
        let created = document.creation_timestamp.parse();
        Ok(Self {
            bucket: document.source_bucket,
            created_ms: created.map_err(|_| {
                ManifestError::Malformed("creationTimestamp is no number of milliseconds".into())
            })?,
            columns: Columns::parse(&document.file_schema)?,
            files: document.files,
        })
    }
}

impl Columns {
    fn parse(schema: &str) -> Result<Self, ManifestError> {
        let names: Vec<&str> = schema.split(',').map(str::trim).collect();
        let find = |name: &str| names.iter().position(|found| *found == name);
        let require = |name| find(name).ok_or(ManifestError::Column(name));
        Ok(Self {
            count: names.len(),
            key: require("Key")?,
            size: require("Size")?,
            etag: find("ETag"),
            last_modified: find("LastModifiedDate"),
            storage_class: find("StorageClass"),
            is_latest: find("IsLatest"),
            is_delete_marker: find("IsDeleteMarker"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"sourceBucket":"data","destinationBucket":"arn:aws:s3:::inv","version":"2016-11-30",
        "creationTimestamp":"1514944800000","fileFormat":"CSV","fileSchema":"Bucket, Key, Size, ETag",
        "files":[{"key":"a/data/x.csv.gz","size":7,"MD5checksum":"f11166069f1990abeb9c97ace9cdfabc"}]}"#;

    #[test]
    fn columns_follow_the_reports_own_schema() {
        let manifest = Manifest::parse(GOOD.as_bytes()).unwrap();
        assert_eq!(
            (manifest.bucket.as_str(), manifest.created_ms),
            ("data", 1_514_944_800_000)
        );
        assert_eq!((manifest.columns.key, manifest.columns.size), (1, 2));
        assert_eq!(
            (manifest.columns.etag, manifest.columns.is_latest),
            (Some(3), None)
        );
        assert_eq!(manifest.files[0].key, "a/data/x.csv.gz");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (bad, why) in [
            ("{}".to_owned(), "missing field"),
            ("PK\u{3}".to_owned(), "not the manifest"),
            (GOOD.replace("\"CSV\"", "\"ORC\""), "are ORC"),
            (GOOD.replace(" Size,", ""), "no column `Size`"),
            (GOOD.replace("1514944800000", "today"), "creationTimestamp"),
        ] {
            let error = Manifest::parse(bad.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
