//! [`Specimens`]: the objects of one probe, all under one prefix of its own, and their removal.

use bytes::Bytes;

use crate::ports::{
    Bucket, BucketError, BucketErrorKind, CreateUpload, DeleteRequest, ListRequest,
    ListVersionsRequest, PutRequest, Versioning,
};

/// How often what is left is removed again: deletes are sent once, and stores stumble.
const SWEEPS: usize = 3;

/// The objects of one probe.
pub(super) struct Specimens<'a> {
    pub(super) bucket: &'a dyn Bucket,
    prefix: String,
}

/// An object that was written to be tried on.
pub(super) struct Specimen {
    pub(super) key: String,
    pub(super) body: Bytes,
    pub(super) etag: String,
}

impl<'a> Specimens<'a> {
    /// Objects under `prefix`, which is this run's alone and ends in `/`.
    pub(super) fn new(bucket: &'a dyn Bucket, prefix: String) -> Self {
        Self { bucket, prefix }
    }

    /// The key of the specimen `name`.
    pub(super) fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Writes a specimen whose bytes are like those of no other.
    pub(super) async fn plant(&self, name: &str) -> Result<Specimen, BucketError> {
        let key = self.key(name);
        let body = Bytes::from(format!("shardctl probe, {name}\n"));
        let request = PutRequest {
            key: key.clone(),
            body: body.clone(),
            ..PutRequest::default()
        };
        let receipt = self.bucket.put(&request).await?;
        Ok(Specimen {
            key,
            body,
            etag: receipt.etag,
        })
    }

    /// Begins an upload to `key`.
    pub(super) async fn begin_upload(&self, key: &str) -> Result<String, BucketError> {
        let request = CreateUpload {
            key: key.to_owned(),
            ..CreateUpload::default()
        };
        self.bucket.create_upload(&request).await
    }

    /// The bytes there now; `None` when there are none.
    pub(super) async fn bytes(&self, key: &str) -> Result<Option<Bytes>, BucketError> {
        match self.bucket.get(key, None).await {
            Ok(object) => Ok(Some(object.bytes)),
            Err(error) if error.kind == BucketErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes every object, version and open upload of this probe; how many keys are left.
    pub(super) async fn sweep(&self) -> Result<usize, BucketError> {
        let mut left = self.sweep_once().await;
        for _ in 1..SWEEPS {
            match left {
                Ok(0) => break,
                _ => left = self.sweep_once().await,
            }
        }
        left
    }

    async fn sweep_once(&self) -> Result<usize, BucketError> {
        self.abort_uploads().await?;
        for request in self.deletions().await? {
            match self.bucket.delete(&request).await {
                Err(error) if error.kind != BucketErrorKind::NotFound => return Err(error),
                Ok(_) | Err(_) => {}
            }
        }
        Ok(self.deletions().await?.len())
    }

    /// Uploads that the store does not list were aborted by their trials.
    async fn abort_uploads(&self) -> Result<(), BucketError> {
        let page = match self.bucket.list_uploads(&self.prefix, None).await {
            Ok(page) => page,
            Err(error) if error.kind == BucketErrorKind::NotImplemented => return Ok(()),
            Err(error) => return Err(error),
        };
        for upload in page.uploads {
            match self
                .bucket
                .abort_upload(&upload.key, &upload.upload_id)
                .await
            {
                Err(error) if error.kind != BucketErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// What it takes to remove everything: in a versioned bucket, plain deletes would leave
    /// versions and add markers. One page holds all that a probe ever writes.
    async fn deletions(&self) -> Result<Vec<DeleteRequest>, BucketError> {
        let versioning = self.bucket.versioning().await;
        let unversioned = match &versioning {
            Ok(versioning) => *versioning == Versioning::Unversioned,
            Err(error) => error.kind == BucketErrorKind::NotImplemented,
        };
        if unversioned {
            return self.plain_deletions().await;
        }
        let request = ListVersionsRequest {
            prefix: self.prefix.clone(),
            ..ListVersionsRequest::default()
        };
        match (self.bucket.list_versions(&request).await, versioning) {
            (Ok(page), versioning) => {
                let deletions = page.versions.into_iter().map(|version| DeleteRequest {
                    key: version.key,
                    // A bucket that may never have had versions need not know this name.
                    version_id: Some(version.version_id)
                        .filter(|id| versioning.is_ok() || id != "null"),
                    if_match: None,
                });
                Ok(deletions.collect())
            }
            (Err(error), Ok(_)) => Err(error),
            // Credentials that may know nothing of versions.
            (Err(_), Err(_)) => self.plain_deletions().await,
        }
    }

    async fn plain_deletions(&self) -> Result<Vec<DeleteRequest>, BucketError> {
        let request = ListRequest {
            prefix: self.prefix.clone(),
            ..ListRequest::default()
        };
        let page = self.bucket.list(&request).await?;
        let deletions = page.objects.into_iter().map(|object| DeleteRequest {
            key: object.key,
            ..DeleteRequest::default()
        });
        Ok(deletions.collect())
    }
}
