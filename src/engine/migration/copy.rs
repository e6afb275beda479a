//! One copy of one object: the intent, the request by whichever vehicle, and what its answer means.

use crate::migration::{ObjectVersion, Outcome, Rejection, TransferEvent};
use crate::ports::{
    Attributes, BucketErrorKind, CopyRequest, CopySource, WriteCondition, WriteReceipt,
};

use super::lane::{Lane, Stop, Work};
use super::observe::Sight;
use super::outcome::{Trouble, written};
use super::place::{Present, Side};
use super::report::Ending;
use super::route::{Method, Need, Vehicle, choose};
use super::run::Next;
use super::stream::{is_wanted, unread};
use super::verify::attributes;

/// A copy that is about to be made.
pub(super) struct Copying {
    /// Object key in the source.
    pub(super) from: String,
    /// Object key in the target.
    pub(super) to: String,
    /// The source version.
    pub(super) want: ObjectVersion,
    /// Its storage class.
    pub(super) class: Option<String>,
    pub(super) condition: WriteCondition,
    /// Our own copy that it replaces; `None`: nothing is there.
    pub(super) onto: Option<ObjectVersion>,
}

/// How the sending of a copy ended.
pub(super) enum Sent {
    /// The request that makes the object was sent.
    Answered(Outcome<WriteReceipt>),
    /// It was not: nothing is at the target that was not there before.
    Not(Next),
}

impl Lane<'_> {
    /// Copies the source version in `sight`: onto nothing, or (`catch_up`) onto our own copy.
    pub(super) async fn copy(
        &self,
        work: &mut Work,
        sight: &Sight,
        catch_up: bool,
    ) -> Result<Next, Stop> {
        // Over what readers use only after a look of this moment: an ETag does not tell bytes that came back.
        let used = catch_up && self.stage.is_switched();
        if used && !sight.is_fresh(self.clock.now_ms()) {
            return Ok(Next::LookAgain);
        }
        let (method, copying) = match self.prepare_copy(work, sight, catch_up).await {
            Ok(prepared) => prepared,
            // Readers use the target already: one object without a way does not hold the others up.
            Err(Next::Refused(Ending::Refused(why))) if self.stage.is_switched() => {
                return self.ask(work, "no-safe-copy", why).await;
            }
            Err(next) => return Ok(next),
        };
        if self.is_dry() {
            self.imagine_copied(work);
            return Ok(Next::Ended);
        }
        if let Some(next) = self.end_other_upload(work, &copying).await? {
            return Ok(next);
        }
        let at_ms = self.clock.now_ms();
        let want = copying.want.clone();
        let intent = if catch_up {
            TransferEvent::CatchupIntended { want, at_ms }
        } else {
            TransferEvent::CopyIntended { want, at_ms }
        };
        self.record(work, intent).await?;
        let sent = match method.vehicle {
            Vehicle::Server => self.copy_by_store(&copying, work.in_full).await,
            Vehicle::Stream => self.stream(&copying).await,
            Vehicle::ServerParts => self.copy_in_parts(work, &copying, true).await?,
            Vehicle::StreamParts => self.copy_in_parts(work, &copying, false).await?,
        };
        match sent {
            Sent::Answered(outcome) => self.conclude_copy(work, sight, copying, outcome).await,
            Sent::Not(next) => Ok(next),
        }
    }

    async fn prepare_copy(
        &self,
        work: &Work,
        sight: &Sight,
        catch_up: bool,
    ) -> Result<(Method, Copying), Next> {
        let Some(Present { version, class }) = sight.source.present() else {
            return Err(Next::LookAgain);
        };
        let onto = sight.target.present().filter(|_| catch_up);
        let powers = self.target_powers().await.map_err(Next::Refused)?;
        let need = Need {
            route: self.route,
            size: version.size,
            onto: onto.map(|present| present.version.etag.as_str()),
            contract: self.settings.contract,
            is_switched: self.stage.is_switched(),
            range_held: self.target_was_empty && !self.pass.borrow().target_occupied,
        };
        let method = choose(need, powers, self.options)
            .map_err(|why| Next::Refused(Ending::Refused(why)))?;
        let keys = (
            self.source.object_key(&work.key),
            self.target.object_key(&work.key),
        );
        let (Some(from), Some(to)) = keys else {
            return Err(Next::LookAgain);
        };
        let copying = Copying {
            from,
            to,
            want: version.clone(),
            class: class.clone(),
            condition: method.condition.clone(),
            onto: onto.map(|present| present.version.clone()),
        };
        Ok((method, copying))
    }

    /// A look at the target right before a write that the store would carry out whatever is there: what to
    /// do instead where it is no longer as the write needs it.
    pub(super) async fn still_as_needed(&self, copying: &Copying) -> Result<(), Next> {
        if copying.condition != WriteCondition::None {
            return Ok(());
        }
        let (there, _) = self.target.look(&copying.to).await;
        match (&there, &copying.onto) {
            (Side::Absent, None) => Ok(()),
            (Side::Present(present), Some(onto)) if onto.is(&present.version) => Ok(()),
            (Side::Unreadable(trouble), _) => Err(Next::Blocked("target", trouble.clone())),
            _ => Err(Next::LookAgain),
        }
    }

    /// The source of a server-side copy: this version and no other.
    pub(super) fn copy_source(&self, copying: &Copying) -> CopySource {
        CopySource {
            bucket: self.source.shard.bucket.clone(),
            key: copying.from.clone(),
            version_id: copying.want.version_id.clone(),
            if_match: Some(copying.want.etag.clone()),
        }
    }

    /// One request; `in_full`: with everything that the source carries, for there is what stores leave out
    /// of a copy unless it is said, such as where a website redirects to.
    async fn copy_by_store(&self, copying: &Copying, in_full: bool) -> Sent {
        if let Err(next) = self.still_as_needed(copying).await {
            return Sent::Not(next);
        }
        let replace = if in_full {
            match self.attributes_of(copying).await {
                Ok(attributes) => Some(attributes),
                Err(next) => return Sent::Not(next),
            }
        } else {
            None
        };
        let request = CopyRequest {
            source: self.copy_source(copying),
            key: copying.to.clone(),
            replace,
            storage_class: copying.class.clone(),
            checksum: None,
            condition: copying.condition.clone(),
            bytes: Some(copying.want.size),
        };
        let answer = self.target.bucket.copy(&request).await;
        self.count_copied(copying.want.size, &answer);
        Sent::Answered(written(answer))
    }

    /// What the source version carries beside its bytes.
    pub(super) async fn attributes_of(&self, copying: &Copying) -> Result<Attributes, Next> {
        let head = match self.source.bucket.head(&copying.from).await {
            Ok(head) if is_wanted(&head, copying) => head,
            Ok(_) => return Err(Next::LookAgain),
            Err(error) => return Err(unread(&error)),
        };
        let found = attributes(&self.source, &copying.from, &head).await;
        found.map_err(|trouble| Next::Blocked("source", trouble))
    }

    /// Records what the answer says.
    async fn conclude_copy(
        &self,
        work: &mut Work,
        sight: &Sight,
        copying: Copying,
        outcome: Outcome<WriteReceipt>,
    ) -> Result<Next, Stop> {
        match outcome {
            Outcome::Applied(receipt) => {
                let copy = ObjectVersion {
                    etag: receipt.etag,
                    version_id: receipt.version_id,
                    size: copying.want.size,
                    last_modified_ms: 0,
                };
                let present = Present {
                    version: copy.clone(),
                    class: copying.class,
                };
                let ours = true;
                self.record(work, TransferEvent::Copied { copy, ours })
                    .await?;
                let now = Sight {
                    looked_ms: sight.looked_ms,
                    ..Sight::listed(sight.source.clone(), Side::Present(present))
                };
                Ok(Next::Known(now))
            }
            Outcome::Unknown(why) => {
                let at_ms = self.clock.now_ms();
                work.not_done = Some(why.clone());
                self.record(work, TransferEvent::CopyUnknown { at_ms, why })
                    .await?;
                Ok(Next::Later)
            }
            Outcome::Rejected(rejection) => self.conclude_rejection(work, rejection).await,
        }
    }

    /// What a definite refusal to write means.
    pub(super) async fn conclude_rejection(
        &self,
        work: &mut Work,
        rejection: Rejection,
    ) -> Result<Next, Stop> {
        let place = &self.target.shard;
        work.not_done = Some(format!("{rejection:?}"));
        match rejection {
            Rejection::Condition | Rejection::Missing => Ok(Next::LookAgain),
            Rejection::Conflict | Rejection::Damaged => Ok(Next::Later),
            Rejection::BucketGone(words) => Ok(Next::Blocked("target", Trouble::BucketGone(words))),
            Rejection::Denied(words) => Ok(Next::Blocked("target", Trouble::Denied(words))),
            Rejection::Unsupported(words) => Ok(Next::Refused(Ending::Refused(format!(
                "the store of shard `{}` does not offer what the copy needs: {words}",
                place.name
            )))),
            Rejection::Invalid(words) => self.ask(work, "refused-by-store", words).await,
        }
    }

    /// Ends an upload of ours that was opened for another version of the source.
    async fn end_other_upload(
        &self,
        work: &mut Work,
        copying: &Copying,
    ) -> Result<Option<Next>, Stop> {
        let stale = work.transfer.as_ref().is_some_and(|transfer| {
            transfer.upload_id.is_some() && !transfer.want.is(&copying.want)
        });
        if stale {
            self.end_upload(work).await
        } else {
            Ok(None)
        }
    }

    /// Ends an open upload of ours, where there is one; what else is to be done when it cannot be.
    pub(super) async fn end_upload(&self, work: &mut Work) -> Result<Option<Next>, Stop> {
        let upload = work.transfer.as_ref().and_then(|it| it.upload_id.clone());
        let (Some(upload_id), Some(key)) = (upload, self.target.object_key(&work.key)) else {
            return Ok(None);
        };
        if self.is_dry() {
            return Ok(None);
        }
        match self.target.bucket.abort_upload(&key, &upload_id).await {
            Err(error) if error.kind != BucketErrorKind::NotFound => {
                Ok(Some(Next::Blocked("target", Trouble::from(&error))))
            }
            Ok(()) | Err(_) => {
                self.record(work, TransferEvent::UploadEnded).await?;
                Ok(None)
            }
        }
    }
}
