//! Uploads whose beginning was not answered: found by what the target shows, and ended where they
//! are provably ours.
//!
//! The id of an upload comes with the answer to its creation, and S3 lets no mark of ours be seen on an
//! open upload. What proves that one is ours: its key is that of a transfer of this move, it was begun
//! between an intent of the journal and the zombie bound after it, by the same identity that the
//! store knows us by, and it has no part, for no part is ever sent to an upload whose id is not in the
//! journal. That leaves another program which uses our own credentials for the very key in the same
//! minutes; it would lose an upload without parts, never a byte. Any other upload is named for a
//! person and left alone. An upload whose id is in the journal is ours without question: it is ended once
//! its transfer has ended without it. Where ending or listing fails the move does not end before a later
//! run has done it; only a store that does not list uploads at all is let off with a warning in the log:
//! an upload without an object endangers nothing, it costs what its parts cost.

use tokio::sync::OnceCell;

use crate::migration::{LostUploads, Transfer};
use crate::placement::Key;
use crate::ports::{BucketErrorKind, CreateUpload, OpenUpload};

use super::lane::{Lane, Stop, Work};
use super::multipart::cannot_tell;
use super::outcome::Trouble;
use super::report::StrayUpload;
use super::run::Next;

/// Stores keep times in whole seconds.
const SECOND_MS: i64 = 1_000;

/// Whether an upload is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Provably.
    Ours,
    /// Nobody can tell, or it is somebody else's.
    Open(&'static str),
    /// It ended meanwhile.
    Nobodys,
}

/// How an upload of a transfer was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begun {
    /// Its id is in the journal.
    InTheJournal,
    /// Perhaps by a request that was not answered.
    WithoutAnswer,
}

/// What is known of an upload that nobody's journal has the id of.
#[derive(Clone, Copy, Debug)]
struct Evidence<'a> {
    has_parts: Option<bool>,
    initiator: Option<&'a str>,
    us: Option<&'a str>,
}

/// Whether it is ours, by what is known of it.
fn whose(evidence: Evidence<'_>) -> Whose {
    match evidence {
        Evidence {
            has_parts: None, ..
        } => Whose::Open("whether it has parts cannot be seen"),
        Evidence {
            has_parts: Some(true),
            ..
        } => Whose::Open("it has parts: somebody else is uploading"),
        Evidence {
            initiator: Some(initiator),
            us: Some(us),
            ..
        } if initiator == us => Whose::Ours,
        Evidence {
            initiator: Some(_),
            us: Some(_),
            ..
        } => Whose::Open("somebody else began it"),
        _ => Whose::Open("the store does not tell who began it"),
    }
}

/// Whether an upload was begun when one of these may have been.
fn is_of_the_time(lost: LostUploads, initiated_ms: i64, zombie_bound_ms: i64) -> bool {
    let from_ms = lost.first_ms - lost.first_ms.rem_euclid(SECOND_MS);
    let to_ms = lost.last_ms.saturating_add(zombie_bound_ms);
    (from_ms..=to_ms).contains(&initiated_ms)
}

impl Lane<'_> {
    /// Looks for uploads of the move that were begun without an answer, and ends those that are
    /// provably ours; the others are in the pass's report, all of them in a dry run.
    pub(super) async fn sweep_uploads(&self) -> Result<(), Stop> {
        let Some(range) = self.target.range(&self.spec.segment) else {
            return Ok(());
        };
        let us = OnceCell::new();
        let mut after = None;
        loop {
            let bucket = &self.target.bucket;
            let page = match bucket.list_uploads(&range, after.as_ref()).await {
                Ok(page) => page,
                Err(error) if error.kind == BucketErrorKind::NotImplemented => {
                    tracing::warn!("move {}: open uploads are not looked for: {error}", self.id);
                    return Ok(());
                }
                Err(error) => {
                    self.pass
                        .borrow_mut()
                        .trouble("target", Trouble::from(&error));
                    return Ok(());
                }
            };
            for upload in page.uploads {
                match self.of_transfer(&upload).await? {
                    Some((work, Begun::InTheJournal)) => self.end_forgotten(work).await?,
                    Some((work, Begun::WithoutAnswer)) => {
                        self.settle_stray(work.key, upload, &us).await;
                    }
                    None => {}
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// The transfer that the upload may belong to, unless it goes on with it.
    async fn of_transfer(&self, upload: &OpenUpload) -> Result<Option<(Work, Begun)>, Stop> {
        let Some(key) = self.key_at_target(&upload.key) else {
            return Ok(None);
        };
        let (id, wanted) = (self.id.clone(), key.clone());
        let read = self
            .journal
            .with(move |store| store.transfer(&id, &wanted))
            .await?;
        let Some(transfer) = read else {
            return Ok(None);
        };
        let begun = self.begun(&transfer, upload);
        Ok(begun.map(|begun| (self.work(key, Some(transfer)), begun)))
    }

    fn begun(&self, transfer: &Transfer, upload: &OpenUpload) -> Option<Begun> {
        if transfer.upload_id.as_ref() == Some(&upload.upload_id) {
            return transfer.state.is_end().then_some(Begun::InTheJournal);
        }
        let bound_ms = self.settings.zombie_bound_ms;
        let lost = transfer.unanswered_uploads();
        let may_be = |lost| is_of_the_time(lost, upload.initiated_ms, bound_ms);
        lost.is_some_and(may_be).then_some(Begun::WithoutAnswer)
    }

    /// Ends the upload of a transfer that has ended without it.
    async fn end_forgotten(&self, mut work: Work) -> Result<(), Stop> {
        if self.is_dry() {
            self.pass.borrow_mut().would("end_upload", 0);
            return Ok(());
        }
        match self.end_upload(&mut work).await? {
            Some(Next::Blocked(side, trouble)) => self.pass.borrow_mut().trouble(side, trouble),
            _ => self.pass.borrow_mut().did("end_upload", 0),
        }
        Ok(())
    }

    async fn settle_stray(&self, key: Key, upload: OpenUpload, us: &OnceCell<Option<String>>) {
        let open_because = if self.is_dry() {
            Some("recovery ends it where it is ours")
        } else {
            match self.end_stray(&upload, us).await {
                Whose::Nobodys => return,
                Whose::Ours => None,
                Whose::Open(why) => Some(why),
            }
        };
        self.pass.borrow_mut().strays.push(StrayUpload {
            key,
            bucket: self.target.shard.bucket.clone(),
            object_key: upload.key,
            upload_id: upload.upload_id,
            initiated_ms: upload.initiated_ms,
            open_because,
        });
    }

    /// Ends an upload where it is ours.
    async fn end_stray(&self, upload: &OpenUpload, us: &OnceCell<Option<String>>) -> Whose {
        let bucket = &self.target.bucket;
        let has_parts = match bucket
            .list_parts(&upload.key, &upload.upload_id, None)
            .await
        {
            Ok(page) => Some(!page.parts.is_empty()),
            Err(error) if cannot_tell(&error) => None,
            Err(error) if error.kind == BucketErrorKind::NotFound => return Whose::Nobodys,
            Err(_) => None,
        };
        let us = us.get_or_init(|| self.known_to_the_store_as()).await;
        let evidence = Evidence {
            has_parts,
            initiator: upload.initiator.as_deref(),
            us: us.as_deref(),
        };
        let whose = whose(evidence);
        if whose != Whose::Ours {
            return whose;
        }
        match bucket.abort_upload(&upload.key, &upload.upload_id).await {
            Err(error) if error.kind != BucketErrorKind::NotFound => {
                self.pass
                    .borrow_mut()
                    .trouble("target", Trouble::from(&error));
                Whose::Open("it is ours, and ending it failed")
            }
            Ok(()) | Err(_) => Whose::Ours,
        }
    }

    /// The name that the store gives to whoever has our credentials: shown by an upload that is begun
    /// and ended for that. `None` where it does not tell.
    async fn known_to_the_store_as(&self) -> Option<String> {
        let bucket = &self.target.bucket;
        let name = self.world.fresh_name();
        let request = CreateUpload {
            key: format!("{}.shardctl/probe/{name}", self.target.shard.prefix),
            ..CreateUpload::default()
        };
        let upload_id = bucket.create_upload(&request).await.ok()?;
        let listed = bucket.list_uploads(&request.key, None).await;
        // Left open where this fails: it is empty, below `.shardctl/`, and `doctor` names the folder.
        let _ = bucket.abort_upload(&request.key, &upload_id).await;
        let mut uploads = listed.ok()?.uploads.into_iter();
        uploads.find(|it| it.upload_id == upload_id)?.initiator
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_upload_of_our_own_identity_is_ours() {
        let cases = [
            (Some(false), Some("me"), Some("me"), true),
            (Some(false), Some("you"), Some("me"), false),
            (Some(true), Some("me"), Some("me"), false),
            (None, Some("me"), Some("me"), false),
            (Some(false), None, Some("me"), false),
            (Some(false), Some("me"), None, false),
            (Some(false), None, None, false),
        ];
        for (has_parts, initiator, us, ours) in cases {
            let evidence = Evidence {
                has_parts,
                initiator,
                us,
            };
            assert_eq!(whose(evidence) == Whose::Ours, ours, "{evidence:?}");
        }
    }

    #[test]
    fn the_time_is_from_the_first_intent_to_the_bound_after_the_last() {
        let lost = LostUploads {
            first_ms: 10_500,
            last_ms: 20_500,
        };
        for (initiated_ms, of_the_time) in [
            (9_999, false),
            (10_000, true),
            (25_500, true),
            (25_501, false),
        ] {
            assert_eq!(
                is_of_the_time(lost, initiated_ms, 5_000),
                of_the_time,
                "{initiated_ms}"
            );
        }
    }
}
