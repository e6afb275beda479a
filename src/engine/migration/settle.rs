//! Passes over the keys of a move: [`seal`](Lane::seal) plans what the source holds, and
//! [`settle`](Lane::settle) brings every transfer as far as the pass reaches, many at a time.

use futures::TryStreamExt as _;
use futures::stream;

use crate::migration::{
    Event, ObjectVersion, Sealed, Stage, Transfer, TransferEvent, TransferState,
};
use crate::placement::Key;

use super::lane::{Closing, Lane, Reach, Stop, Work};
use super::late_delete::may_land_until;
use super::observe::Sight;
use super::place::Present;
use super::report::Ending;
use super::step::Step;
use super::survey::{Survey, Surveyed};
use super::verify::{Compared, compare};

/// Events of one batch of the chain.
const BATCH: usize = 256;

/// Between two looks at whether somebody paused the migration, milliseconds.
const PAUSE_LOOK_MS: u64 = 500;
/// Objects between two such looks, where time stands still or hardly passes.
const PAUSE_LOOK_OBJECTS: u32 = 64;

/// Keys that may stay in the source under rules of their own.
const STAYING_MAX: usize = 10_000;

/// Classes whose objects cannot be read before they are restored.
const ARCHIVED: [&str; 2] = ["GLACIER", "DEEP_ARCHIVE"];

impl Lane<'_> {
    /// Plans a transfer for every object of the source, in the journal (but for dry runs). `None`
    /// when a listing failed; sealing again is safe.
    pub(super) async fn seal(&self) -> Result<Option<Sealed>, Stop> {
        let mut survey = match Survey::begin(self).await {
            Ok(survey) => survey,
            Err(ending) => {
                self.pass.borrow_mut().refuse(ending);
                return Ok(None);
            }
        };
        let mut sealed = Sealed::default();
        let mut events = Vec::new();
        while let Some(Surveyed { work, sight }) = survey.next().await? {
            let Some(present) = sight.source.present() else {
                continue;
            };
            sealed.objects += 1;
            sealed.bytes += present.version.size;
            if sight.target.present().is_some() {
                self.pass.borrow_mut().target_occupied = true;
            }
            events.extend(self.plan(&work, present, &sight));
            if events.len() >= BATCH {
                self.show_life().await?;
                self.append(&mut events).await?;
                self.listed(&sealed);
            }
        }
        self.append(&mut events).await?;
        self.listed(&sealed);
        let pass = self.pass.borrow();
        sealed.target_empty = !pass.target_occupied;
        sealed.at_ms = self.clock.now_ms();
        Ok((pass.ending() == Ending::Done).then_some(sealed))
    }

    fn listed(&self, sealed: &Sealed) {
        (self.progress)(&Step::Listed {
            id: self.id.clone(),
            objects: sealed.objects,
            bytes: sealed.bytes,
        });
    }

    async fn append(&self, events: &mut Vec<Event>) -> Result<(), Stop> {
        let events = std::mem::take(events);
        if !events.is_empty() && !self.is_dry() {
            self.journal.append(events).await?;
        }
        Ok(())
    }

    /// What plans the transfer of an object, unless that is done already.
    fn plan(&self, work: &Work, source: &Present, sight: &Sight) -> Vec<Event> {
        let target = sight.target.present().map(|it| &it.version);
        let known = |transfer: &Transfer| {
            transfer.state != TransferState::Planned
                || transfer.want.is(&source.version)
                    && same(transfer.target_before.as_ref(), target)
        };
        if work.transfer.as_ref().is_some_and(known) {
            return Vec::new();
        }
        let events = self.planned(source, sight).into_iter();
        events
            .map(|event| Event::Transfer {
                id: self.id.clone(),
                key: work.key.clone(),
                event,
            })
            .collect()
    }

    /// The events that plan an object's transfer.
    fn planned(&self, source: &Present, sight: &Sight) -> Vec<TransferEvent> {
        let want = source.version.clone();
        let target_before = sight.target.present().map(|it| it.version.clone());
        let planned = if self.stage == Stage::Returning {
            TransferEvent::PlannedBack {
                want,
                target_before,
            }
        } else {
            TransferEvent::Planned {
                want,
                target_before,
            }
        };
        std::iter::once(planned).chain(archived(source)).collect()
    }

    /// One pass over every key of source and journal. `plan_new`: keys that the journal does not know
    /// are planned and go along.
    pub(super) async fn settle(&self, plan_new: bool) -> Result<(), Stop> {
        let survey = match Survey::begin(self).await {
            Ok(survey) => survey,
            Err(ending) => {
                self.pass.borrow_mut().refuse(ending);
                return Ok(());
            }
        };
        let keys = stream::try_unfold(survey, |mut survey| async move {
            Ok::<_, Stop>(survey.next().await?.map(|item| (item, survey)))
        });
        keys.map_ok(|item| self.take(item, plan_new))
            .try_buffer_unordered(self.options.ways.max(1))
            .try_for_each(|()| async { Ok(()) })
            .await
    }

    async fn take_known(&self, work: Work) -> Result<(), Stop> {
        let _in_work = self.begin_object().await;
        self.show_life().await?;
        self.heed_pause().await?;
        self.advance(work, None).await
    }

    /// Keeps the lease while it is worked on; dry runs hold none.
    pub(super) async fn show_life(&self) -> Result<(), Stop> {
        if !self.is_dry() {
            self.fleet.renew().await?;
        }
        Ok(())
    }

    /// Stops the pass once its time is up or somebody paused the migration: nothing new is begun.
    async fn heed_pause(&self) -> Result<(), Stop> {
        if let Err(ending) = self.in_time() {
            self.pass.borrow_mut().refuse(ending);
            return Ok(());
        }
        let now_ms = self.clock.now_ms();
        let since = self.since_pause_look.get() + 1;
        self.since_pause_look.set(since);
        let recent = now_ms.abs_diff(self.pause_looked_ms.get()) < PAUSE_LOOK_MS
            && since < PAUSE_LOOK_OBJECTS;
        let going_on = self.stage == Stage::Cancelling || self.reach == Reach::InFlight;
        if recent || going_on || self.is_dry() {
            return Ok(());
        }
        self.pause_looked_ms.set(now_ms);
        self.since_pause_look.set(0);
        let id = self.id.migration.clone();
        let read = self.journal.with(move |store| store.migration(&id));
        if read.await?.is_some_and(|migration| migration.paused) {
            self.pass.borrow_mut().refuse(Ending::Paused);
        }
        Ok(())
    }

    async fn take(&self, item: Surveyed, plan_new: bool) -> Result<(), Stop> {
        let _in_work = self.begin_object().await;
        self.show_life().await?;
        self.heed_pause().await?;
        let Surveyed { mut work, sight } = item;
        let source = sight.source.present();
        let (before, key) = (work.transfer.as_ref(), &work.key);
        let ended = before.filter(|it| it.state.is_end());
        let begins = ended.map_or(before.is_none(), Transfer::may_begin_again);
        match (source, before, ended) {
            (Some(source), ..) if begins && plan_new && self.owns(key) => {
                if !self.may_plan(key, ended, source.version.size) {
                    return Ok(());
                }
                for event in self.planned(source, &sight) {
                    self.record(&mut work, event).await?;
                }
            }
            (_, None, _) => return Ok(()),
            (_, _, Some(ended)) => return self.take_ended(key, ended, &sight).await,
            _ => {}
        }
        self.advance(work, Some(sight)).await
    }

    /// Whether the key is the move's: one with a rule of its own is where that says, and neither a switch
    /// nor a reversal changes it.
    fn owns(&self, key: &Key) -> bool {
        self.owning.rule_covering(key) == Some(&self.spec.segment)
    }

    /// Counts a key of the source that is to be moved and was not planned; whether the pass may plan it.
    fn may_plan(&self, key: &Key, ended: Option<&Transfer>, bytes: u64) -> bool {
        let mut pass = self.pass.borrow_mut();
        let bound_ms = self.settings.zombie_bound_ms;
        let sent_ms = ended.and_then(|ended| match self.stage {
            Stage::Returning => ended.source_delete_ms,
            _ => ended.copy_delete_ms,
        });
        let until_ms = may_land_until(sent_ms, bound_ms, self.clock.now_ms());
        if until_ms.is_some() {
            pass.wait(until_ms);
            return false;
        }
        let may = self.reach == Reach::Everything;
        match (may, self.is_dry()) {
            (true, false) => pass.did("plan", bytes),
            (true, true) => pass.would("plan", bytes),
            (false, _) => {
                pass.would("plan", bytes);
                pass.found_only_at_source(key);
            }
        }
        may
    }

    /// A transfer that has ended says nothing of what lies at its key now.
    async fn take_ended(&self, key: &Key, ended: &Transfer, sight: &Sight) -> Result<(), Stop> {
        // After a reversal it is where the map says, and what else there is was decided on.
        if !self.owns(key) || self.stage == Stage::Returning {
            return Ok(());
        }
        let (source, target) = (sight.source.present(), sight.target.present());
        if source.is_some() {
            self.stays(key, ended);
        } else if target.is_some() && !self.stage.is_switched() && !ended.is_kept_at_target() {
            // The switch would publish it, and nothing of ours is known to be there.
            self.pass
                .borrow_mut()
                .found_only_at_target(Some(key.clone()));
        }
        if self.closing == Closing::Reverse && !self.holds_same(key, sight).await {
            self.pass.borrow_mut().found_different(key);
        }
        Ok(())
    }

    /// Whether both sides hold the same bytes, or neither anything; a side that cannot be read is in the
    /// pass.
    async fn holds_same(&self, key: &Key, sight: &Sight) -> bool {
        match (sight.source.present(), sight.target.present()) {
            (None, None) => true,
            (Some(_), Some(_)) => match compare(self, key, None).await {
                Ok(Compared::Equal { .. }) => match self.attributes_apart(key).await {
                    Ok(what) => what.is_none(),
                    Err((side, trouble)) => {
                        self.pass.borrow_mut().trouble(side, trouble);
                        true
                    }
                },
                Ok(Compared::Different | Compared::Moved(_)) => false,
                Err(trouble) => {
                    self.pass.borrow_mut().trouble("target", trouble);
                    true
                }
            },
            _ => false,
        }
    }

    /// A key that is in the source although its transfer has ended.
    fn stays(&self, key: &Key, transfer: &Transfer) {
        let mut pass = self.pass.borrow_mut();
        pass.leave(key);
        if !transfer.stays_in_source() {
            return;
        }
        if pass.staying.len() < STAYING_MAX {
            pass.staying.push(key.clone());
        } else {
            let why = format!("more than {STAYING_MAX} keys would stay in the source");
            pass.refuse(Ending::Refused(why));
        }
    }

    /// Settles every transfer in these states, each after a look of its own.
    pub(super) async fn settle_states(&self, states: &'static [TransferState]) -> Result<(), Stop> {
        const PAGE: usize = 1_000;
        let pages = stream::try_unfold(Some(None::<Key>), move |after| async move {
            let Some(after) = after else {
                return Ok::<_, Stop>(None);
            };
            let id = self.id.clone();
            let read = self
                .journal
                .with(move |store| store.transfers(&id, after.as_ref(), PAGE, Some(states)));
            let page = read.await?;
            let full = page.len() == PAGE;
            let last = page.last().map(|(key, _)| Some(key.clone()));
            let items = stream::iter(page.into_iter().map(Ok));
            Ok(Some((items, last.filter(|_| full))))
        });
        pages
            .try_flatten()
            .map_ok(|(key, transfer)| {
                let transfer = Some(transfer);
                self.take_known(self.work(key, transfer))
            })
            .try_buffer_unordered(self.options.ways.max(1))
            .try_for_each(|()| async { Ok(()) })
            .await
    }
}

fn archived(source: &Present) -> Option<TransferEvent> {
    let class = source.class.as_deref()?;
    ARCHIVED.contains(&class).then(|| TransferEvent::Manual {
        reason: "archived".to_owned(),
        evidence: format!(
            "storage class {class}: restore it and copy it onto itself in another class first"
        ),
    })
}

fn same(a: Option<&ObjectVersion>, b: Option<&ObjectVersion>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.is(b),
        (a, b) => a.is_none() && b.is_none(),
    }
}
