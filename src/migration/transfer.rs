//! [`Transfer`]: one object's part in a move, and how events change it.

use serde::{Deserialize, Serialize};

use super::event::{Keep, TransferEvent};
use super::{Proof, TransferState};

/// Copies begun before a person is asked: something undoes them.
const MOST_ATTEMPTS: u32 = 50;

/// One version of an object, as a store showed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectVersion {
    /// With its quotes, as the store wrote it.
    pub etag: String,
    /// On versioned buckets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// Bytes.
    pub size: u64,
    /// Milliseconds UTC; whole seconds on most stores. 0 where the answer did not tell.
    pub last_modified_ms: i64,
}

impl ObjectVersion {
    /// Whether this is the version that `other` shows: by version id where both have one, else by
    /// ETag and size.
    pub fn is(&self, other: &Self) -> bool {
        let versions = match (&self.version_id, &other.version_id) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        versions && self.etag == other.etag && self.size == other.size
    }

    /// [`is`](Self::is), and written at the same second as far as both tell: the same bytes written once
    /// more may carry other headers and metadata.
    pub fn is_untouched(&self, other: &Self) -> bool {
        let second = |version: &Self| version.last_modified_ms.div_euclid(1000);
        let told = self.last_modified_ms != 0 && other.last_modified_ms != 0;
        self.is(other) && (!told || second(self) == second(other))
    }
}

/// Uploads that may be open although nobody knows their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostUploads {
    /// When the first was begun, milliseconds UTC.
    pub first_ms: i64,
    /// When the last was begun, milliseconds UTC.
    pub last_ms: i64,
}

/// The projection of a transfer's events: what the journal knows of it.
///
/// `want` is intent, `proof` is observation; they are never made from each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// How far it has come.
    pub state: TransferState,
    /// The source version to copy.
    pub want: ObjectVersion,
    /// What was at the target's key when the transfer was planned; `None`: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_before: Option<ObjectVersion>,
    /// The copy, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<ObjectVersion>,
    /// Whether the copy is provably ours; only such a copy may be deleted.
    #[serde(default)]
    pub ours: bool,
    /// That the copy holds what the source holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// A multipart upload of ours that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upload_id: Option<String>,
    /// When a multipart upload was last begun whose answer is not in the journal, milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upload_intent_ms: Option<i64>,
    /// Beginnings of uploads before that one whose answers never came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_uploads: Option<LostUploads>,
    /// Copies begun.
    #[serde(default)]
    pub attempts: u32,
    /// When the newest intent was written, milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent_ms: Option<i64>,
    /// Since when a request of ours may still take effect late, milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown_since_ms: Option<i64>,
    /// Whether a delete of the source was ever intended.
    #[serde(default)]
    pub delete_intended: bool,
    /// When a delete of the source was last about to be sent, or not answered, milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_delete_ms: Option<i64>,
    /// The same for a delete of our copy at the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_delete_ms: Option<i64>,
    /// Whether it goes the other way round, since its move was reversed: `want` is then at the move's target
    /// and `copy` at its source.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub turned: bool,
    /// Why it was skipped, aborted or needs a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was seen that made it need a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// What a person decided; the transfer has ended by that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Keep>,
}

/// An event that cannot happen to a transfer in its state: a bug, or a damaged journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{event}` cannot follow `{state}`")]
pub struct IllegalEvent {
    /// State before, `none` when there was no transfer.
    pub state: &'static str,
    /// The event.
    pub event: &'static str,
}

impl Transfer {
    /// A transfer of this source version; `target_before` is what lies at the target's key.
    pub fn planned(want: ObjectVersion, target_before: Option<ObjectVersion>) -> Self {
        Self {
            state: TransferState::Planned,
            want,
            target_before,
            copy: None,
            ours: false,
            proof: None,
            upload_id: None,
            upload_intent_ms: None,
            lost_uploads: None,
            attempts: 0,
            intent_ms: None,
            unknown_since_ms: None,
            delete_intended: false,
            source_delete_ms: None,
            copy_delete_ms: None,
            turned: false,
            reason: None,
            evidence: None,
            decided: None,
        }
    }

    /// The transfer after an event: the only way its state changes.
    pub fn after(before: Option<Self>, event: &TransferEvent) -> Result<Self, IllegalEvent> {
        let illegal = |state: &'static str| IllegalEvent {
            state,
            event: event.name(),
        };
        let Some(mut transfer) = before else {
            return match event {
                TransferEvent::Planned {
                    want,
                    target_before,
                } => Ok(Self::planned(want.clone(), target_before.clone())),
                TransferEvent::PlannedBack {
                    want,
                    target_before,
                } => Ok(Self {
                    turned: true,
                    ..Self::planned(want.clone(), target_before.clone())
                }),
                _ => Err(illegal("none")),
            };
        };
        let state = transfer.state.name();
        if transfer.apply_copying(event) || transfer.apply_ending(event) {
            Ok(transfer)
        } else {
            Err(illegal(state))
        }
    }

    /// Transitions on the way to a proven copy; false when the event is none of them.
    fn apply_copying(&mut self, event: &TransferEvent) -> bool {
        use TransferState as S;
        match (self.state, event) {
            (
                S::Planned,
                TransferEvent::Planned {
                    want,
                    target_before,
                },
            ) => self.plan_again(want, target_before.as_ref()),
            // It ended without an object in the source, and now there is one.
            (
                S::Skipped | S::Aborted | S::Deleted,
                TransferEvent::Planned {
                    want,
                    target_before,
                },
            ) if self.decided.is_none() => self.plan_again(want, target_before.as_ref()),
            (
                S::Planned | S::Skipped | S::Aborted | S::Deleted,
                TransferEvent::PlannedBack {
                    want,
                    target_before,
                },
            ) if self.decided.is_none() => {
                self.plan_again(want, target_before.as_ref());
                self.turned = true;
            }
            (S::Verified, TransferEvent::Turned) if !self.turned => self.turn(),
            (
                S::Planned | S::CopyIntent | S::Copied | S::Verified | S::CatchupIntent,
                TransferEvent::CopyIntended { want, at_ms },
            ) => self.begin_copy(S::CopyIntent, want, *at_ms),
            (
                S::CopyIntent | S::Copied | S::Verified | S::CatchupIntent,
                TransferEvent::CatchupIntended { want, at_ms },
            ) => self.begin_copy(S::CatchupIntent, want, *at_ms),
            (S::CopyIntent | S::CatchupIntent, TransferEvent::UploadIntended { at_ms }) => {
                self.lost_uploads = self.unanswered_uploads();
                self.upload_intent_ms = Some(*at_ms);
            }
            (S::CopyIntent | S::CatchupIntent, TransferEvent::UploadOpened { upload_id }) => {
                self.upload_id = Some(upload_id.clone());
                self.upload_intent_ms = None;
            }
            (_, TransferEvent::UploadEnded) => {
                self.upload_id = None;
                self.upload_intent_ms = None;
            }
            (S::CopyIntent | S::CatchupIntent, TransferEvent::CopyUnknown { at_ms, .. }) => {
                self.unknown_since_ms = Some(*at_ms);
            }
            (
                S::Planned | S::CopyIntent | S::CatchupIntent,
                TransferEvent::Copied { copy, ours },
            ) => {
                self.state = S::Copied;
                self.copy = Some(copy.clone());
                self.ours = *ours;
                self.upload_id = None;
            }
            (S::Copied | S::Verified, TransferEvent::Verified { proof }) => {
                self.state = S::Verified;
                self.want = proof.source.clone();
                self.proof = Some(proof.clone());
            }
            _ => return false,
        }
        true
    }

    /// Transitions towards an end; false when the event is none of them.
    fn apply_ending(&mut self, event: &TransferEvent) -> bool {
        use TransferState as S;
        match (self.state, event) {
            (_, TransferEvent::UnknownSettled) if self.unknown_since_ms.is_some() => {
                self.unknown_since_ms = None;
            }
            // Each sending has an intent of its own: its time is when the request may be under way.
            (S::Verified | S::DeleteIntent, TransferEvent::DeleteIntended { at_ms }) => {
                self.state = S::DeleteIntent;
                self.intent_ms = Some(*at_ms);
                self.delete_intended = true;
                self.source_delete_ms = self.source_delete_ms.max(Some(*at_ms));
            }
            (S::DeleteIntent | S::AbortIntent, TransferEvent::DeleteUnknown { at_ms, .. }) => {
                self.unknown_since_ms = Some(*at_ms);
                let sent_ms = match self.state {
                    S::DeleteIntent => &mut self.source_delete_ms,
                    _ => &mut self.copy_delete_ms,
                };
                *sent_ms = (*sent_ms).max(Some(*at_ms));
            }
            (S::DeleteIntent, TransferEvent::DeleteAbandoned { .. }) => self.state = S::Verified,
            (S::Verified | S::DeleteIntent, TransferEvent::Deleted { .. }) => {
                self.state = S::Deleted;
            }
            (
                S::Planned
                | S::CopyIntent
                | S::Copied
                | S::Verified
                | S::CatchupIntent
                | S::AbortIntent,
                TransferEvent::AbortIntended { reason, at_ms },
            ) => {
                // Once more: our copy is about to be deleted.
                if self.state == S::AbortIntent {
                    self.copy_delete_ms = self.copy_delete_ms.max(Some(*at_ms));
                }
                self.state = S::AbortIntent;
                self.intent_ms = Some(*at_ms);
                self.reason = Some(reason.clone());
            }
            (S::AbortIntent, TransferEvent::Aborted { copy_left, .. }) => {
                self.state = S::Aborted;
                if !copy_left {
                    self.copy = None;
                }
            }
            (
                S::Planned | S::CopyIntent | S::CatchupIntent | S::Copied | S::Verified,
                TransferEvent::Skipped { reason },
            ) => {
                self.state = S::Skipped;
                self.reason = Some(reason.clone());
            }
            (from, TransferEvent::Manual { reason, evidence }) if !from.is_end() => {
                self.state = S::Manual;
                self.reason = Some(reason.clone());
                self.evidence = Some(evidence.clone()).filter(|seen| !seen.is_empty());
            }
            (_, TransferEvent::Resolved { keep, .. }) if self.may_decide(*keep) => {
                self.resolve(*keep);
            }
            _ => return false,
        }
        true
    }

    /// Beginnings of uploads whose answers are not in the journal: what they made is known to nobody.
    pub fn unanswered_uploads(&self) -> Option<LostUploads> {
        let Some(last_ms) = self.upload_intent_ms else {
            return self.lost_uploads;
        };
        let first_ms = self.lost_uploads.map_or(last_ms, |lost| lost.first_ms);
        Some(LostUploads { first_ms, last_ms })
    }

    /// When a request was sent whose answer is not in the journal: of several the newest, which may take effect
    /// last. To give up sends nothing; the delete of our copy has an intent of its own.
    pub fn unanswered_ms(&self) -> Option<i64> {
        let newer = |at_ms: &i64| Some(*at_ms) > self.unknown_since_ms;
        let at_ms = self.intent_ms.filter(newer)?;
        let sent = match self.state {
            TransferState::AbortIntent => self.copy_delete_ms == Some(at_ms),
            state => state.is_intent(),
        };
        sent.then_some(at_ms)
    }

    /// Planned from the beginning; what may still be under way, or open at the target, stays known.
    fn plan_again(&mut self, want: &ObjectVersion, target_before: Option<&ObjectVersion>) {
        let before = self.clone();
        *self = Self {
            upload_id: before.upload_id,
            upload_intent_ms: before.upload_intent_ms,
            lost_uploads: before.lost_uploads,
            attempts: before.attempts,
            unknown_since_ms: before.unknown_since_ms,
            source_delete_ms: before.source_delete_ms,
            copy_delete_ms: before.copy_delete_ms,
            turned: before.turned,
            ..Self::planned(want.clone(), target_before.cloned())
        };
    }

    /// Looks at it the other way round: the copy is what may be newer, and the object that it was made of is
    /// not ours to delete. When deletes were sent stays as it is: that is of places.
    fn turn(&mut self) {
        self.turned = true;
        self.ours = false;
        let object = std::mem::take(&mut self.want);
        self.want = self.copy.take().unwrap_or_else(|| object.clone());
        if let Some(proof) = &mut self.proof {
            std::mem::swap(&mut proof.source, &mut proof.target);
            self.want = proof.source.clone();
        }
        self.target_before = Some(object.clone());
        self.copy = Some(object);
    }

    fn begin_copy(&mut self, state: TransferState, want: &ObjectVersion, at_ms: i64) {
        self.state = state;
        self.want = want.clone();
        self.proof = None;
        self.attempts += 1;
        self.intent_ms = Some(at_ms);
    }

    /// Whether a person may decide so. They may think again; whether that is still safe is not the transfer's
    /// to know. That both copies are rightly gone after a delete of ours can be said of any that has not ended.
    fn may_decide(&self, keep: Keep) -> bool {
        let alarmed = keep == Keep::Neither && self.delete_intended && !self.state.is_end();
        self.state == TransferState::Manual || self.decided.is_some() || alarmed
    }

    /// A person decided: the transfer ends without any request of ours.
    fn resolve(&mut self, keep: Keep) {
        self.state = match keep {
            Keep::Target | Keep::Neither => TransferState::Skipped,
            Keep::Source | Keep::Both => TransferState::Aborted,
        };
        self.decided = Some(keep);
    }

    /// Whether an object that is in the source although the transfer has ended is a new one, which is to be
    /// moved like any other: nobody decided that it stays.
    pub fn may_begin_again(&self) -> bool {
        let ended = matches!(
            self.state,
            TransferState::Skipped | TransferState::Aborted | TransferState::Deleted
        );
        ended && self.decided.is_none()
    }

    /// Whether so many copies were begun that something must undo them.
    pub fn attempts_used_up(&self) -> bool {
        self.attempts >= MOST_ATTEMPTS
    }

    /// Whether a person said that the target's object is right.
    pub fn is_kept_at_target(&self) -> bool {
        self.decided == Some(Keep::Target)
    }

    /// Whether the object belongs into the source although its transfer has ended: the map must say so.
    pub fn stays_in_source(&self) -> bool {
        match self.decided {
            Some(keep) => matches!(keep, Keep::Source | Keep::Both),
            None => matches!(self.state, TransferState::Aborted | TransferState::Skipped),
        }
    }
}
