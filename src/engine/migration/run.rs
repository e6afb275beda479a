//! One transfer, step by step: look, ask `next_action`, do it, record it, until there is nothing to do.

use std::time::Duration;

use crate::engine::doctor::Capability;
use crate::migration::{
    Action, DeletedBy, DeletionPermit, Observation, Outcome, Patience, PermitRefusal, Rejection,
    SourceSeen, Stage, TargetSeen, Transfer, TransferEvent, TransferState, next_action,
};

use super::lane::{Closing, Lane, Reach, Stop, Work};
use super::observe::Sight;
use super::outcome::Trouble;
use super::report::{Ending, Recovered};

/// Steps of one transfer in one pass, before it is left for the next: something undoes them.
const ROUNDS: u32 = 12;

/// What to do after a step.
pub(super) enum Next {
    /// Go on; this is what both sides hold.
    Known(Sight),
    /// Go on, after a look.
    LookAgain,
    /// Go on after a while, after a look.
    Later,
    /// This side cannot be read or written now.
    Blocked(&'static str, Trouble),
    /// Nothing of this kind can be done for this move.
    Refused(Ending),
    /// Nothing more for this transfer in this pass.
    Ended,
}

impl Lane<'_> {
    /// Brings a planned transfer as far as this pass reaches; `sight` is what both sides were just
    /// seen to hold.
    pub(super) async fn advance(&self, mut work: Work, sight: Option<Sight>) -> Result<(), Stop> {
        if self.pass.borrow().is_stopped() {
            return Ok(());
        }
        self.inherit(&mut work).await?;
        let mut story = Story::default();
        self.go(&mut work, sight, &mut story).await?;
        self.tell(&work, story);
        Ok(())
    }

    /// Step by step, until there is nothing to do or something is in the way.
    async fn go(
        &self,
        work: &mut Work,
        mut sight: Option<Sight>,
        story: &mut Story,
    ) -> Result<(), Stop> {
        for round in 0..ROUNDS {
            let Some(transfer) = self.within_reach(work) else {
                return Ok(());
            };
            let mut now = match sight.take() {
                Some(sight) => sight,
                None => self.look(work).await,
            };
            let seen = self.observe(work, &transfer, &mut now).await;
            let standing = self.standing(&transfer);
            let action = next_action(&transfer, standing, &seen);
            if let Some(listener) = &self.options.listener {
                listener.hear(&transfer, standing, &seen, action);
            }
            story.note(self.stage, &transfer, &seen, action);
            match Box::pin(self.perform(work, now, &seen, action)).await? {
                Next::Known(known) => sight = Some(known),
                Next::LookAgain => {}
                Next::Later | Next::Blocked(_, Trouble::Busy(_)) => {
                    self.clock.sleep(patience(round)).await;
                }
                Next::Ended => return Ok(()),
                Next::Blocked(side, trouble) => {
                    self.pass.borrow_mut().trouble(side, trouble);
                    return Ok(());
                }
                Next::Refused(ending) => {
                    self.pass.borrow_mut().refuse(ending);
                    return Ok(());
                }
            }
        }
        let last = work.not_done.as_deref().unwrap_or("none");
        let words = format!(
            "`{}` does not come to rest: every step is undone or not answered; the last answer: {last}",
            work.key.to_string_lossy().escape_debug()
        );
        let trouble = Trouble::Unavailable(words);
        self.pass.borrow_mut().trouble("target", trouble);
        Ok(())
    }

    /// The transfer, while the pass reaches that far.
    fn within_reach(&self, work: &Work) -> Option<Transfer> {
        let transfer = work.transfer.clone()?;
        let in_flight = transfer.state.is_intent() || transfer.state == TransferState::Copied;
        let reached = match self.reach {
            Reach::Everything => !transfer.state.is_end(),
            Reach::InFlight => in_flight,
            Reach::Proofs => matches!(
                transfer.state,
                TransferState::Copied | TransferState::Verified
            ),
        };
        reached.then_some(transfer)
    }

    /// An intent that an earlier process left: its request may still take effect.
    async fn inherit(&self, work: &mut Work) -> Result<(), Stop> {
        let Some(transfer) = &work.transfer else {
            return Ok(());
        };
        let Some(at_ms) = transfer.unanswered_ms() else {
            return Ok(());
        };
        let why = "the process that sent it ended before the answer".to_owned();
        let copying = matches!(
            transfer.state,
            TransferState::CopyIntent | TransferState::CatchupIntent
        );
        let event = if copying {
            TransferEvent::CopyUnknown { at_ms, why }
        } else {
            TransferEvent::DeleteUnknown { at_ms, why }
        };
        self.record(work, event).await
    }

    /// Keeps what became of a transfer that was in flight.
    fn tell(&self, work: &Work, story: Story) {
        let Some((was, seen, step)) = story.0 else {
            return;
        };
        if self.reach != Reach::InFlight {
            return;
        }
        // A dry run has only thought of what comes after.
        let now = work.transfer.as_ref().filter(|_| !self.is_dry());
        self.pass.borrow_mut().recovered.push(Recovered {
            id: self.id.clone(),
            key: work.key.clone(),
            was,
            seen,
            step,
            now: now.map_or(was, |transfer| transfer.state),
        });
    }

    async fn perform(
        &self,
        work: &mut Work,
        sight: Sight,
        seen: &Observation,
        action: Action,
    ) -> Result<Next, Stop> {
        let bytes = work.transfer.as_ref().map_or(0, |it| it.want.size);
        match action {
            Action::Rest => {
                self.rest(work, seen).await;
                return Ok(Next::Ended);
            }
            Action::Wait(Patience::Unreadable) => {
                let trouble = sight
                    .trouble()
                    .map(|(side, trouble)| (side, trouble.clone()));
                return Ok(trouble.map_or(Next::Ended, |(side, it)| Next::Blocked(side, it)));
            }
            Action::Wait(Patience::Zombies) => {
                let transfer = work.transfer.as_ref();
                let until_ms = transfer.and_then(|transfer| self.zombies_until(transfer));
                self.pass.borrow_mut().wait(until_ms);
                return Ok(Next::Ended);
            }
            Action::Halt => {
                let (key, seen) = (work.key.to_string_lossy(), evidence(work, &sight));
                let words = format!(
                    "both copies of `{key}` in move {} are gone: {seen}",
                    self.id
                );
                if self.reach == Reach::InFlight {
                    // Recovery begins nothing: it goes on with the rest and ends with the alarm.
                    self.pass.borrow_mut().halt(words);
                    return Ok(Next::Ended);
                }
                return Err(Stop::Halt(words));
            }
            _ => {}
        }
        let only_compares = matches!(action, Action::Verify | Action::Adopt { .. });
        if self.reach == Reach::Proofs && !only_compares {
            self.pass.borrow_mut().would(action.name(), bytes);
            return Ok(Next::Ended);
        }
        if self.is_held(action) {
            let mut pass = self.pass.borrow_mut();
            pass.would(action.name(), bytes);
            pass.held = true;
            return Ok(Next::Ended);
        }
        self.await_copy(work, action, bytes).await;
        let reserved = match self.within_limits(action, bytes) {
            Ok(reserved) => reserved,
            Err(limit) => return Ok(Next::Refused(limit)),
        };
        let began_ms = self.clock.now_ms();
        let next = self.take_step(work, sight, seen, action).await?;
        if self.is_dry() {
            let nothing = matches!(next, Next::LookAgain) && action != Action::GiveUp;
            if !nothing && !matches!(next, Next::Blocked(..) | Next::Refused(_)) {
                self.pass.borrow_mut().would(action.name(), bytes);
            }
        } else if is_carried_out(work, action, &next, began_ms) {
            self.pass.borrow_mut().did(action.name(), bytes);
        }
        drop(reserved);
        Ok(next)
    }

    /// Whether recovery, which looks at what is in flight, would send what somebody wants held.
    fn is_held(&self, action: Action) -> bool {
        let sends = matches!(
            action,
            Action::Copy | Action::CatchUp | Action::Delete | Action::DeleteCopy
        );
        self.paused && self.reach == Reach::InFlight && sends
    }

    /// What a transfer at rest means for the step that the pass prepares.
    async fn rest(&self, work: &Work, seen: &Observation) {
        let Some(transfer) = &work.transfer else {
            return;
        };
        let until_ms = self.zombies_until(transfer);
        let same = (seen.source, seen.target) == (SourceSeen::Expected, TargetSeen::Expected);
        match self.closing {
            Closing::Switch if until_ms.is_some() => self.pass.borrow_mut().wait(until_ms),
            Closing::Reverse if !same => {
                self.pass.borrow_mut().would("differs", transfer.want.size);
            }
            // New tags change neither an ETag nor a time.
            Closing::Reverse => match self.attributes_apart(&work.key).await {
                Ok(None) => {}
                Ok(Some(what)) => self.pass.borrow_mut().found_attributes(&work.key, what),
                Err((side, trouble)) => self.pass.borrow_mut().trouble(side, trouble),
            },
            Closing::Open | Closing::Switch => {}
        }
    }

    async fn take_step(
        &self,
        work: &mut Work,
        sight: Sight,
        seen: &Observation,
        action: Action,
    ) -> Result<Next, Stop> {
        match action {
            Action::Copy => self.copy(work, &sight, false).await,
            Action::CatchUp => self.copy(work, &sight, true).await,
            Action::Verify => self.verify(work).await,
            Action::Delete => self.delete(work, sight, seen).await,
            Action::DeleteCopy => self.delete_copy(work, &sight, seen).await,
            Action::Replan => self.replan(work, sight, seen).await,
            Action::Adopt { ours } => self.adopt(work, sight, seen, ours).await,
            Action::GiveUp => self.give_up(work, sight).await,
            Action::ConcludeAborted { copy_left } => {
                self.conclude_aborted(work, sight, copy_left).await
            }
            Action::ConcludeDeleted => {
                let (by, marker) = (DeletedBy::UsOrOther, None);
                self.record(work, TransferEvent::Deleted { by, marker })
                    .await?;
                Ok(Next::Ended)
            }
            Action::AbandonDelete => {
                let reason = "the source changed".to_owned();
                self.record(work, TransferEvent::DeleteAbandoned { reason })
                    .await?;
                Ok(Next::Known(sight))
            }
            Action::Skip => {
                let reason = "the source is gone".to_owned();
                self.record(work, TransferEvent::Skipped { reason }).await?;
                Ok(Next::Ended)
            }
            Action::AskPerson(reason) => {
                let evidence = evidence(work, &sight);
                self.ask(work, reason.text(), evidence).await
            }
            Action::Rest | Action::Wait(_) | Action::Halt => Ok(Next::Ended),
        }
    }

    async fn replan(
        &self,
        work: &mut Work,
        sight: Sight,
        seen: &Observation,
    ) -> Result<Next, Stop> {
        let Some(want) = seen.source_version.clone() else {
            return Ok(Next::LookAgain);
        };
        let target_before = seen.target_version.clone();
        let event = TransferEvent::Planned {
            want,
            target_before,
        };
        self.record(work, event).await?;
        Ok(Next::Known(sight))
    }

    async fn adopt(
        &self,
        work: &mut Work,
        sight: Sight,
        seen: &Observation,
        ours: bool,
    ) -> Result<Next, Stop> {
        let Some(copy) = seen.target_version.clone() else {
            return Ok(Next::LookAgain);
        };
        if let Some(next) = self.end_upload(work).await? {
            return Ok(next);
        }
        self.record(work, TransferEvent::Copied { copy, ours })
            .await?;
        Ok(Next::Known(sight))
    }

    async fn give_up(&self, work: &mut Work, sight: Sight) -> Result<Next, Stop> {
        let reason = if self.stage == Stage::Cancelling {
            "cancelled"
        } else {
            "the source is gone"
        };
        let event = TransferEvent::AbortIntended {
            reason: reason.to_owned(),
            at_ms: self.clock.now_ms(),
        };
        self.record(work, event).await?;
        // Before a delete a fresh look, whatever a listing showed a while ago.
        Ok(match sight.target.present() {
            Some(_) => Next::LookAgain,
            None => Next::Known(sight),
        })
    }

    async fn conclude_aborted(
        &self,
        work: &mut Work,
        sight: Sight,
        copy_left: bool,
    ) -> Result<Next, Stop> {
        if let Some(next) = self.end_upload(work).await? {
            return Ok(next);
        }
        let reason = if copy_left {
            format!("not provably ours alone: {}", sight.words())
        } else {
            "nothing of ours is at the target".to_owned()
        };
        let event = TransferEvent::Aborted { copy_left, reason };
        self.record(work, event).await?;
        Ok(Next::Ended)
    }

    /// Intends to delete the source; once that is in the journal, does so.
    async fn delete(
        &self,
        work: &mut Work,
        sight: Sight,
        seen: &Observation,
    ) -> Result<Next, Stop> {
        if self.is_dry() {
            return self.imagine_delete(work).await;
        }
        if let Err(ending) = self.may_delete().await {
            return Ok(Next::Refused(ending));
        }
        let conditional = match self.source_powers().await {
            Ok(powers) => powers.has(Capability::DeleteIfMatch),
            Err(ending) => return Ok(Next::Refused(ending)),
        };
        let Some(transfer) = work.transfer.clone() else {
            return Ok(Next::Ended);
        };
        if !sight.is_fresh(self.clock.now_ms()) {
            return Ok(Next::LookAgain);
        }
        if !work.may_delete_once {
            if let Some(next) = self.attributes_changed(work, &transfer).await? {
                return Ok(next);
            }
            // Where this host is lost after the delete, the copy alone proves nothing.
            self.fleet.publish_proofs().await?;
            let at_ms = self.clock.now_ms();
            self.record(work, TransferEvent::DeleteIntended { at_ms })
                .await?;
            work.may_delete_once = true;
            return Ok(Next::Known(sight));
        }
        work.may_delete_once = false;
        let Some(key) = self.source.object_key(&work.key) else {
            return Ok(Next::Ended);
        };
        // A process that slept since it looked learns here that another has taken over; and looks again.
        self.show_life().await?;
        if !sight.is_fresh(self.clock.now_ms()) {
            return Ok(Next::LookAgain);
        }
        let standing = self.standing(&transfer);
        let permit = DeletionPermit::for_source(&transfer, standing, seen, &key, conditional)
            .map_err(|refusal| self.no_permit(work, &sight, &refusal))?;
        match self.source.delete(permit).await {
            Outcome::Applied(receipt) => {
                let marker = receipt.version_id.filter(|_| receipt.delete_marker);
                let by = DeletedBy::Us;
                self.record(work, TransferEvent::Deleted { by, marker })
                    .await?;
                Ok(Next::Ended)
            }
            Outcome::Unknown(why) => self.delete_unknown(work, why).await,
            Outcome::Rejected(rejection) => {
                let reason = format!("the store refused: {rejection:?}");
                self.record(work, TransferEvent::DeleteAbandoned { reason })
                    .await?;
                Ok(refused_delete("source", rejection))
            }
        }
    }

    /// A dry run's delete of a source: it is taken to succeed, where nothing speaks against it.
    async fn imagine_delete(&self, work: &mut Work) -> Result<Next, Stop> {
        let Some(transfer) = work.transfer.clone() else {
            return Ok(Next::Ended);
        };
        if let Some(next) = self.attributes_changed(work, &transfer).await? {
            return Ok(next);
        }
        let at_ms = self.clock.now_ms();
        self.record(work, TransferEvent::DeleteIntended { at_ms })
            .await?;
        let (by, marker) = (DeletedBy::Us, None);
        self.record(work, TransferEvent::Deleted { by, marker })
            .await?;
        Ok(Next::Ended)
    }

    /// Deletes our own copy of a transfer that gave up.
    async fn delete_copy(
        &self,
        work: &mut Work,
        sight: &Sight,
        seen: &Observation,
    ) -> Result<Next, Stop> {
        // The source may have gone since its page was listed: this may be the last copy.
        if !sight.is_fresh(self.clock.now_ms()) {
            return Ok(Next::LookAgain);
        }
        if self.is_dry() {
            let (copy_left, reason) = (false, String::new());
            let event = TransferEvent::Aborted { copy_left, reason };
            self.record(work, event).await?;
            return Ok(Next::Ended);
        }
        if let Some(next) = self.end_upload(work).await? {
            return Ok(next);
        }
        if let Err(ending) = self.may_delete().await {
            return Ok(Next::Refused(ending));
        }
        let conditional = match self.target_powers().await {
            Ok(powers) => powers.has(Capability::DeleteIfMatch),
            Err(ending) => return Ok(Next::Refused(ending)),
        };
        let (Some(transfer), Some(key)) = (&work.transfer, self.target.object_key(&work.key))
        else {
            return Ok(Next::Ended);
        };
        let standing = self.standing(transfer);
        let permit = match DeletionPermit::for_copy(transfer, standing, seen, &key, conditional) {
            Ok(permit) => permit,
            // A copy that may not be removed under these circumstances stays, and is named.
            Err(PermitRefusal(why)) => {
                let (copy_left, reason) = (true, why.to_owned());
                let event = TransferEvent::Aborted { copy_left, reason };
                self.record(work, event).await?;
                return Ok(Next::Ended);
            }
        };
        let reason = transfer.reason.clone().unwrap_or_default();
        let at_ms = self.clock.now_ms();
        self.record(work, TransferEvent::AbortIntended { reason, at_ms })
            .await?;
        self.show_life().await?;
        if !sight.is_fresh(self.clock.now_ms()) {
            return Ok(Next::LookAgain);
        }
        match self.target.delete(permit).await {
            Outcome::Applied(_) => {
                let (copy_left, reason) = (false, "our copy was removed".to_owned());
                let event = TransferEvent::Aborted { copy_left, reason };
                self.record(work, event).await?;
                Ok(Next::Ended)
            }
            Outcome::Unknown(why) => self.delete_unknown(work, why).await,
            Outcome::Rejected(rejection) => Ok(refused_delete("target", rejection)),
        }
    }

    async fn delete_unknown(&self, work: &mut Work, why: String) -> Result<Next, Stop> {
        work.not_done = Some(why.clone());
        let at_ms = self.clock.now_ms();
        self.record(work, TransferEvent::DeleteUnknown { at_ms, why })
            .await?;
        Ok(Next::Later)
    }

    fn no_permit(&self, work: &Work, sight: &Sight, refusal: &PermitRefusal) -> Stop {
        Stop::Halt(format!(
            "{}, key `{}`: {refusal}; {}",
            self.id,
            work.key.to_string_lossy().escape_debug(),
            evidence(work, sight)
        ))
    }
}

/// Whether a step did what it is for, and was not only begun or in vain.
fn is_carried_out(work: &Work, action: Action, next: &Next, began_ms: i64) -> bool {
    let Some(transfer) = &work.transfer else {
        return false;
    };
    let is_in = |state| transfer.state == state;
    match action {
        Action::Copy | Action::CatchUp => is_in(TransferState::Copied),
        Action::Verify => {
            let proof = transfer.proof.as_ref();
            is_in(TransferState::Verified) && proof.is_some_and(|it| it.at_ms >= began_ms)
        }
        Action::Delete => is_in(TransferState::Deleted),
        Action::DeleteCopy => is_in(TransferState::Aborted) && transfer.copy.is_none(),
        _ => !matches!(next, Next::Blocked(..) | Next::Refused(_)),
    }
}

/// What a definite refusal to delete means.
fn refused_delete(side: &'static str, rejection: Rejection) -> Next {
    let words = |what: &str| format!("deleting from the {side}: {what}");
    match rejection {
        Rejection::Condition | Rejection::Missing => Next::LookAgain,
        Rejection::Conflict | Rejection::Damaged => Next::Later,
        Rejection::BucketGone(why) => Next::Blocked(side, Trouble::BucketGone(words(&why))),
        Rejection::Denied(why) => Next::Blocked(side, Trouble::Denied(words(&why))),
        Rejection::Unsupported(why) => Next::Refused(Ending::Refused(words(&why))),
        Rejection::Invalid(why) => Next::Blocked(side, Trouble::Unavailable(words(&why))),
    }
}

/// For people: what the journal said and what was seen.
fn evidence(work: &Work, sight: &Sight) -> String {
    let state = work.transfer.as_ref().map_or("none", |it| it.state.name());
    let turned = work.transfer.as_ref().is_some_and(|it| it.turned);
    let back = if turned {
        "brought back after a reversal, so the move's target is the source here; "
    } else {
        ""
    };
    format!("{back}state {state}; {}", sight.words())
}

/// The beginning of what became of a transfer: its state, what was seen, and the first step.
#[derive(Default)]
struct Story(Option<(TransferState, String, &'static str)>);

impl Story {
    fn note(&mut self, stage: Stage, transfer: &Transfer, seen: &Observation, action: Action) {
        self.0.get_or_insert_with(|| {
            let (listed, other) = (format!("{:?}", seen.source), format!("{:?}", seen.target));
            // In the move's terms, which is looked at the other way round once it was reversed.
            let (source, target) = match stage {
                Stage::Returning => (other, listed),
                _ => (listed, other),
            };
            let words = format!("{source}, {target}").to_lowercase();
            (transfer.state, words, action.name())
        });
    }
}

/// How long to wait before the next round.
fn patience(round: u32) -> Duration {
    Duration::from_millis(100 << round.min(6))
}
