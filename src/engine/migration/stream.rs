//! A copy through this host, in one piece: read under a condition, written under one. The bytes of
//! one piece are in memory at a time.

use crate::migration::{Outcome, Rejection};
use crate::ports::{BucketError, BucketErrorKind, ObjectHead, PutRequest, ReadOptions};

use super::copy::{Copying, Sent};
use super::lane::Lane;
use super::outcome::{Trouble, written};
use super::run::Next;
use super::verify::attributes;

impl Lane<'_> {
    /// Reads the object and writes it.
    pub(super) async fn stream(&self, copying: &Copying) -> Sent {
        let options = ReadOptions {
            if_match: Some(copying.want.etag.clone()),
            ..ReadOptions::default()
        };
        let object = match self.source.bucket.get_with(&copying.from, &options).await {
            Ok(object) => object,
            Err(error) => return Sent::Not(unread(&error)),
        };
        if !is_wanted(&object.head, copying) || object.bytes.len() as u64 != copying.want.size {
            return Sent::Not(Next::LookAgain);
        }
        let attributes = match attributes(&self.source, &copying.from, &object.head).await {
            Ok(attributes) => attributes,
            Err(trouble) => return Sent::Not(Next::Blocked("source", trouble)),
        };
        let request = PutRequest {
            key: copying.to.clone(),
            body: object.bytes,
            attributes,
            checksum: None,
            condition: copying.condition.clone(),
        };
        if let Err(next) = self.still_as_needed(copying).await {
            return Sent::Not(next);
        }
        let outcome = written(self.target.bucket.put(&request).await);
        // Of a PUT, a missing object is the one under If-Match.
        Sent::Answered(match outcome {
            Outcome::Rejected(Rejection::Missing) => Outcome::Rejected(Rejection::Condition),
            outcome => outcome,
        })
    }
}

/// Whether a head is that of the version to copy.
pub(super) fn is_wanted(head: &ObjectHead, copying: &Copying) -> bool {
    head.etag == copying.want.etag && head.size == copying.want.size
}

/// What a failed read of the source means.
pub(super) fn unread(error: &BucketError) -> Next {
    match error.kind {
        BucketErrorKind::NotFound | BucketErrorKind::PreconditionFailed => Next::LookAgain,
        _ => Next::Blocked("source", Trouble::from(error)),
    }
}
