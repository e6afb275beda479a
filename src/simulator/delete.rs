//! DELETE of objects, versions and batches.

use crate::ports::{DeleteReceipt, DeleteRequest, Versioning};

use super::capabilities::{Support, considered_etag};
use super::conditions::etag_matches;
use super::configuration::Change;
use super::refusal::Refusal;
use super::state::{State, check_version_id};

/// The most keys in one DeleteObjects.
const MAX_BATCH: usize = 1000;

impl State {
    /// DeleteObject.
    pub(super) fn delete(
        &mut self,
        bucket: &str,
        delete: &DeleteRequest,
        now_ms: i64,
    ) -> Result<DeleteReceipt, Refusal> {
        self.delete_under(bucket, delete, self.capabilities.delete_if_match, now_ms)
    }

    /// DeleteObjects: one answer per line.
    pub(super) fn delete_many(
        &mut self,
        bucket: &str,
        deletes: &[DeleteRequest],
        now_ms: i64,
    ) -> Result<Vec<Result<DeleteReceipt, Refusal>>, Refusal> {
        self.bucket(bucket)?;
        if deletes.is_empty() || deletes.len() > MAX_BATCH {
            let message = "a batch deletes 1 to 1000 keys";
            return Err(Refusal::new("MalformedXML", 400, message));
        }
        let support = self.capabilities.delete_many_if_match;
        let lines = deletes.iter();
        Ok(lines
            .map(|line| {
                // In a batch AWS calls an id that is none a version that is not there.
                let formed = line.version_id.as_deref().map_or(Ok(()), check_version_id);
                formed.map_err(|_| Refusal::no_such_version())?;
                self.delete_under(bucket, line, support, now_ms)
            })
            .collect())
    }

    fn delete_under(
        &mut self,
        bucket: &str,
        delete: &DeleteRequest,
        support: Support,
        now_ms: i64,
    ) -> Result<DeleteReceipt, Refusal> {
        let here = self.bucket(bucket)?;
        if let Some(etag) = considered_etag(delete.if_match.as_deref(), support)? {
            let newest = here.newest(&delete.key).ok_or_else(Refusal::no_such_key)?;
            let stored = newest.stored.as_ref();
            if !stored.is_some_and(|stored| etag_matches(etag, &stored.etag)) {
                return Err(Refusal::precondition("If-Match"));
            }
        }
        let versioning = here.versioning;
        if let Some(id) = &delete.version_id {
            check_version_id(id)?;
        }
        match &delete.version_id {
            Some(id) => self.delete_version(bucket, &delete.key, id),
            None if versioning == Versioning::Unversioned => {
                let gone = self.bucket_mut(bucket)?.keys.remove(&delete.key);
                self.disturb_writers(bucket, &delete.key);
                if gone.is_some() {
                    self.announce(bucket, &delete.key, Change::Removed, None, now_ms);
                }
                Ok(DeleteReceipt::default())
            }
            None => {
                let version_id = self.push_version(bucket, &delete.key, None, now_ms)?;
                self.disturb_writers(bucket, &delete.key);
                Ok(DeleteReceipt {
                    version_id,
                    delete_marker: true,
                })
            }
        }
    }

    /// Removes a version for good; one that is not there is no error.
    fn delete_version(
        &mut self,
        bucket: &str,
        key: &str,
        id: &str,
    ) -> Result<DeleteReceipt, Refusal> {
        let mut marker = false;
        let keys = &mut self.bucket_mut(bucket)?.keys;
        if let Some(versions) = keys.get_mut(key) {
            let gone = versions.iter().find(|version| version.id == id);
            marker = gone.is_some_and(|version| version.stored.is_none());
            versions.retain(|version| version.id != id);
            if versions.is_empty() {
                keys.remove(key);
            }
        }
        self.disturb_writers(bucket, key);
        Ok(DeleteReceipt {
            version_id: Some(id.to_owned()),
            delete_marker: marker,
        })
    }
}
