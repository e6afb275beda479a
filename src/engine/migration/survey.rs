//! [`Survey`]: source listing, target listing and journal of a move, merged by key, a page of each in
//! memory. A page of a listing is an observation: no object is looked at by itself on the way.

use std::collections::VecDeque;

use futures::future::try_join_all;

use crate::engine::control::{marks_a_shard, places_of_markers};
use crate::migration::Transfer;
use crate::placement::{Key, OWNER_MARKER, Segment};
use crate::ports::ListedObject;

use super::lane::{Lane, Stop, Work};
use super::lister::Lister;
use super::observe::Sight;
use super::outcome::Trouble;
use super::place::{Place, Side};
use super::report::Ending;

/// Transfers read from the journal at a time.
const JOURNAL_PAGE: usize = 1_000;

/// Whether an object marks a shard of somebody else within the one that it lies in: by its name alone it is
/// data like any other.
async fn is_marker(place: &Place, key: &str) -> Result<bool, Trouble> {
    let marks = marks_a_shard(place.bucket.as_ref(), key).await;
    marks.map_err(|error| Trouble::from(&error))
}

/// That no shard of somebody else begins between ours and the segment: its marker would not be in the listing.
async fn check_around(place: &Place, segment: &Segment) -> Result<(), Ending> {
    let within = place.shard.prefix.as_str();
    let range = place.range(segment).unwrap_or_default();
    let around = places_of_markers(within, &range).filter(|at| *at != within);
    let keys: Vec<String> = around.map(|at| format!("{at}{OWNER_MARKER}")).collect();
    let looks = keys.iter().map(|key| async move {
        match is_marker(place, key).await {
            Ok(true) => Err(Ending::Denied(another_shard(key))),
            Ok(false) => Ok(()),
            Err(trouble) => Err(trouble.ending()),
        }
    });
    try_join_all(looks).await.map(drop)
}

fn another_shard(marker: &str) -> String {
    format!(
        "another shard begins around or in the segment: `{}` marks it as its fleet's",
        marker.escape_debug()
    )
}

/// A key that the source, the journal or both know.
pub(super) struct Surveyed {
    pub(super) work: Work,
    pub(super) sight: Sight,
}

/// The merge, as far as it has come.
pub(super) struct Survey<'a, 'b> {
    lane: &'a Lane<'b>,
    source: Lister,
    target: Lister,
    next_source: Option<(Key, ListedObject)>,
    next_target: Option<ListedObject>,
    journal: VecDeque<(Key, Transfer)>,
    journal_after: Option<Key>,
    journal_ended: bool,
    /// A listing failed: what it would have shown is not known, and the survey ends.
    failed: bool,
}

impl<'a, 'b> Survey<'a, 'b> {
    /// Begins; `Refused` where a side's keys of the segment do not lie together.
    pub(super) async fn begin(lane: &'a Lane<'b>) -> Result<Self, Ending> {
        let segment = &lane.spec.segment;
        let split = |name| {
            Ending::Refused(format!(
                "`{segment}` reaches beyond the mount of shard `{name}`: move what lies under the \
                 mount, and the rest, each by itself"
            ))
        };
        let source = lane.source.lister(segment);
        let target = lane.target.lister(segment);
        let mut survey = Self {
            lane,
            source: source.ok_or_else(|| split(&lane.spec.from))?,
            target: target.ok_or_else(|| split(&lane.spec.to))?,
            next_source: None,
            next_target: None,
            journal: VecDeque::new(),
            journal_after: None,
            journal_ended: false,
            failed: false,
        };
        for place in [&lane.source, &lane.target] {
            check_around(place, segment).await?;
        }
        survey.read_source().await;
        survey.read_target().await;
        Ok(survey)
    }

    /// The next key; `None` at the end, or after a listing failed, which is in the lane's pass.
    pub(super) async fn next(&mut self) -> Result<Option<Surveyed>, Stop> {
        if self.journal.is_empty() && !self.journal_ended {
            self.read_journal().await?;
        }
        let known = self.journal.front().map(|(key, _)| key);
        let listed = self.next_source.as_ref().map(|(key, _)| key);
        let key = match (known, listed) {
            (Some(known), Some(listed)) => known.min(listed),
            (Some(key), None) | (None, Some(key)) => key,
            (None, None) => {
                self.pass_target_by(None).await;
                return Ok(None);
            }
        }
        .clone();
        let target = self.target_of(&key).await;
        if self.failed {
            return Ok(None);
        }
        let transfer = match self.journal.front() {
            Some((known, _)) if *known == key => self.journal.pop_front().map(|(_, it)| it),
            _ => None,
        };
        let source = match &self.next_source {
            Some((listed, object)) if *listed == key => Side::of_listing(Some(object)),
            _ => Side::Absent,
        };
        if source.present().is_some() {
            self.read_source().await;
        }
        Ok(Some(Surveyed {
            work: self.lane.work(key, transfer),
            sight: Sight::listed(source, target),
        }))
    }

    async fn read_journal(&mut self) -> Result<(), Stop> {
        let (id, after) = (self.lane.id.clone(), self.journal_after.take());
        let read = self
            .lane
            .journal
            .with(move |store| store.transfers(&id, after.as_ref(), JOURNAL_PAGE, None));
        let page = read.await?;
        self.journal_ended = page.len() < JOURNAL_PAGE;
        self.journal_after = page.last().map(|(key, _)| key.clone());
        self.journal = page.into();
        Ok(())
    }

    /// The next object of the source that the move owns.
    async fn read_source(&mut self) {
        self.next_source = loop {
            match self.source.next().await {
                Ok(Some(object)) if self.lane.source.is_record(&object.key) => {
                    self.lane.pass.borrow_mut().found_reserved(&object.key);
                }
                Ok(Some(object)) => {
                    if self.is_foreign("source", &object.key).await {
                        break None;
                    }
                    if let Some(key) = self.lane.owned_key(&object.key) {
                        break Some((key, object));
                    }
                }
                Ok(None) => break None,
                Err(error) => break self.fail("source", &Trouble::from(&error)),
            }
        };
    }

    async fn read_target(&mut self) {
        self.next_target = loop {
            match self.target.next().await {
                Ok(Some(object)) if self.lane.target.is_record(&object.key) => {}
                Ok(Some(object)) if self.is_foreign("target", &object.key).await => break None,
                Ok(object) => break object,
                Err(error) => break self.fail("target", &Trouble::from(&error)),
            }
        };
    }

    /// Whether the object marks somebody's shard in the range: nothing in it is ours to move or to overwrite,
    /// and the survey ends.
    async fn is_foreign(&mut self, side: &'static str, key: &str) -> bool {
        let place = match side {
            "source" => &self.lane.source,
            _ => &self.lane.target,
        };
        if !place.shard.is_foreign_marker(key.as_bytes()) {
            return false;
        }
        match is_marker(place, key).await {
            Ok(false) => return false,
            Ok(true) => {
                self.failed = true;
                let mut pass = self.lane.pass.borrow_mut();
                pass.refuse(Ending::Denied(another_shard(key)));
            }
            Err(trouble) => drop(self.fail::<()>(side, &trouble)),
        }
        true
    }

    fn fail<T>(&mut self, side: &'static str, trouble: &Trouble) -> Option<T> {
        self.failed = true;
        let mut pass = self.lane.pass.borrow_mut();
        pass.trouble(side, trouble.clone());
        None
    }

    /// What the target holds under `key`.
    async fn target_of(&mut self, key: &Key) -> Side {
        let Some(wanted) = self.lane.target.object_key(key) else {
            return Side::Absent;
        };
        self.pass_target_by(Some(&wanted)).await;
        match &self.next_target {
            Some(object) if object.key == wanted => {
                let side = Side::of_listing(Some(object));
                self.read_target().await;
                side
            }
            _ => Side::Absent,
        }
    }

    /// Goes past the target's objects before `wanted`, or past all: nothing of the move is there.
    async fn pass_target_by(&mut self, wanted: Option<&str>) {
        while let Some(object) = &self.next_target
            && wanted.is_none_or(|wanted| object.key.as_str() < wanted)
        {
            let foreign = self.lane.key_at_target(&object.key);
            self.lane.pass.borrow_mut().found_only_at_target(foreign);
            self.read_target().await;
        }
    }
}

impl Lane<'_> {
    /// The logical key that an object in the target's range has, where it belongs to the segment.
    pub(super) fn key_at_target(&self, object_key: &str) -> Option<Key> {
        let shard = &self.target.shard;
        let rest = object_key.strip_prefix(&shard.prefix)?;
        let segment = &self.spec.segment;
        let mounted = segment.key().as_bytes().starts_with(shard.mount.as_bytes());
        let mount = if mounted { shard.mount.as_str() } else { "" };
        let key = Key::from(format!("{mount}{rest}"));
        // The object that is its shard's very prefix has none.
        if key.as_bytes().is_empty() {
            return None;
        }
        let owner = self.owning.rule_covering(&key)?;
        (owner == segment).then_some(key)
    }
}
