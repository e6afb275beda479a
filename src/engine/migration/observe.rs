//! [`Sight`]: what source and target hold, and what that means to a transfer.
//!
//! A sight is what a listing or two HEADs showed; [`interpret`] reads it in the light of what the
//! journal says. Where two objects of one size have different ETags, only their checksums or bytes
//! can tell whether they are equal.

use crate::migration::{
    Contract, ObjectVersion, Observation, SourceSeen, Stage, TargetSeen, Transfer, TransferState,
};

use super::lane::{Lane, Work};
use super::outcome::Trouble;
use super::place::{Present, Side};
use super::verify::{Compared, compare};

/// What both keys hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    pub(super) source: Side,
    pub(super) target: Side,
    /// Whether both hold the same bytes, once that was looked at.
    pub(super) equal: Option<bool>,
    /// When somebody looked, milliseconds UTC; `None` for a listing, whose page may be a while old.
    pub(super) looked_ms: Option<i64>,
}

/// How long a look is one of this moment, milliseconds. A process may be stopped between a look and what it
/// does on it, and go on when nothing is any more as it was.
const MOMENT_MS: i64 = 10_000;

impl Sight {
    /// As pages of listings show it.
    pub(super) fn listed(source: Side, target: Side) -> Self {
        Self {
            source,
            target,
            equal: None,
            looked_ms: None,
        }
    }

    /// As two HEADs show it that were sent then.
    pub(super) fn at(looked_ms: i64, source: Side, target: Side) -> Self {
        Self {
            looked_ms: Some(looked_ms),
            ..Self::listed(source, target)
        }
    }

    /// Whether it is of this moment. A clock that was set back tells nothing.
    pub(super) fn is_fresh(&self, now_ms: i64) -> bool {
        let age_ms = self
            .looked_ms
            .map(|looked_ms| now_ms.saturating_sub(looked_ms));
        age_ms.is_some_and(|age_ms| (0..=MOMENT_MS).contains(&age_ms))
    }

    /// The first side that cannot be read.
    pub(super) fn trouble(&self) -> Option<(&'static str, &Trouble)> {
        match (&self.source, &self.target) {
            (Side::Unreadable(trouble), _) => Some(("source", trouble)),
            (_, Side::Unreadable(trouble)) => Some(("target", trouble)),
            _ => None,
        }
    }

    /// For people: what was seen.
    pub(super) fn words(&self) -> String {
        let side = |side: &Side| match side {
            Side::Present(Present { version, .. }) => format!(
                "{} of {} bytes, written at {} ms",
                version.etag, version.size, version.last_modified_ms
            ),
            Side::Absent => "absent".to_owned(),
            Side::Unreadable(_) => "unreadable".to_owned(),
        };
        format!(
            "source: {}; target: {}",
            side(&self.source),
            side(&self.target)
        )
    }
}

/// Where the move of a transfer stands, as far as the meaning of what is seen depends on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) stage: Stage,
    pub(super) switched_ms: Option<i64>,
    pub(super) contract: Contract,
    pub(super) now_ms: i64,
}

/// What a sight means to a transfer.
pub(super) fn interpret(transfer: &Transfer, around: Around, sight: &Sight) -> Observation {
    let version = |side: &Side| side.present().map(|present| present.version.clone());
    let source = match &sight.source {
        Side::Present(present) if is_wanted(transfer, around, &present.version) => {
            SourceSeen::Expected
        }
        Side::Present(_) => SourceSeen::Changed,
        Side::Absent => SourceSeen::Absent,
        Side::Unreadable(_) => SourceSeen::Unreadable,
    };
    let target = match &sight.target {
        Side::Present(present) => meaning(transfer, around, source, sight, &present.version),
        Side::Absent => TargetSeen::Absent,
        Side::Unreadable(_) => TargetSeen::Unreadable,
    };
    let target_version = version(&sight.target);
    let ours = target_version
        .as_ref()
        .is_some_and(|there| is_ours(transfer, target, there));
    Observation {
        source,
        target,
        source_version: version(&sight.source),
        target_version,
        fresh: sight.is_fresh(around.now_ms),
        target_ours: ours,
    }
}

/// Whether the source holds what is wanted. Where writers may do anything, the same bytes written once more
/// are another version: what they carry beside their bytes may be new.
fn is_wanted(transfer: &Transfer, around: Around, there: &ObjectVersion) -> bool {
    if around.contract == Contract::Mutable {
        transfer.want.is_untouched(there)
    } else {
        transfer.want.is(there)
    }
}

/// What the object at the target's key is to a transfer.
fn meaning(
    transfer: &Transfer,
    around: Around,
    source: SourceSeen,
    sight: &Sight,
    there: &ObjectVersion,
) -> TargetSeen {
    if is_expected(transfer, around, source, sight, there) {
        return TargetSeen::Expected;
    }
    let is_former = |copy: &ObjectVersion| copy.is(there);
    if transfer.state == TransferState::CatchupIntent
        && transfer.copy.as_ref().is_some_and(is_former)
    {
        return TargetSeen::Former;
    }
    let switched = around.stage.is_switched();
    let since = around.switched_ms.map(whole_seconds).filter(|_| switched);
    let newer = since.is_some_and(|since| there.last_modified_ms >= since);
    let same = holds_same(sight, there);
    match source {
        SourceSeen::Changed if switched && same => TargetSeen::LikeSource,
        _ if newer => TargetSeen::Newer,
        // A copy of ours that landed late made another version of the same bytes.
        SourceSeen::Expected if same => TargetSeen::LikeSource,
        _ => TargetSeen::Other,
    }
}

/// Whether it is the proven copy, or without a proof the bytes that are wanted.
fn is_expected(
    transfer: &Transfer,
    around: Around,
    source: SourceSeen,
    sight: &Sight,
    there: &ObjectVersion,
) -> bool {
    if let Some(proof) = &transfer.proof {
        // The proven bytes written once more through the map are an application's newest word.
        let may_be_newer = around.stage.is_switched() && around.contract == Contract::Mutable;
        return proof.target.is(there) && (!may_be_newer || proof.target.is_untouched(there));
    }
    let copied = matches!(
        transfer.state,
        TransferState::Copied | TransferState::Verified
    );
    let wanted = &transfer.want;
    copied && transfer.copy.as_ref().is_some_and(|copy| copy.is(there))
        || wanted.etag == there.etag && wanted.size == there.size
        || source == SourceSeen::Expected && sight.equal == Some(true)
}

/// Whether source and target hold the same bytes, as far as is known.
fn holds_same(sight: &Sight, there: &ObjectVersion) -> bool {
    let source = sight.source.present().map(|present| &present.version);
    sight.equal == Some(true)
        || source.is_some_and(|source| source.etag == there.etag && source.size == there.size)
}

/// Nothing was there before our intent, and it is what our answer named, or has the wanted bytes
/// and was written after the intent.
fn is_ours(transfer: &Transfer, target: TargetSeen, there: &ObjectVersion) -> bool {
    if transfer.target_before.is_some() {
        return false;
    }
    let answered = transfer.ours && transfer.copy.as_ref().is_some_and(|copy| copy.is(there));
    let since = transfer.intent_ms.map(whole_seconds);
    let written_since = since.is_some_and(|since| there.last_modified_ms >= since);
    let in_flight = matches!(
        transfer.state,
        TransferState::CopyIntent | TransferState::CatchupIntent
    );
    let unanswered = transfer.copy.is_none() || in_flight;
    answered || unanswered && written_since && target == TargetSeen::Expected
}

/// Stores keep times in whole seconds.
fn whole_seconds(ms: i64) -> i64 {
    ms.div_euclid(1000) * 1000
}

/// Whether only a comparison of the bytes can tell what the target's object is.
fn is_open(seen: &Observation, sight: &Sight) -> bool {
    let (Some(source), Some(target)) = (&seen.source_version, &seen.target_version) else {
        return false;
    };
    let unknown = matches!(seen.target, TargetSeen::Other | TargetSeen::Newer);
    unknown && sight.equal.is_none() && source.size == target.size && source.etag != target.etag
}

impl Lane<'_> {
    /// Looks at both keys of a transfer.
    pub(super) async fn look(&self, work: &Work) -> Sight {
        let (Some(from), Some(to)) = (
            self.source.object_key(&work.key),
            self.target.object_key(&work.key),
        ) else {
            let trouble = Trouble::Unavailable("the key is not UTF-8".to_owned());
            return Sight::listed(Side::Unreadable(trouble), Side::Absent);
        };
        let now_ms = self.clock.now_ms();
        let ((source, _), (target, _)) =
            futures::join!(self.source.look(&from), self.target.look(&to));
        Sight::at(now_ms, source, target)
    }

    /// What a sight means to a transfer; compares the bytes where nothing else can tell.
    pub(super) async fn observe(
        &self,
        work: &Work,
        transfer: &Transfer,
        sight: &mut Sight,
    ) -> Observation {
        let around = Around {
            stage: self.stage,
            switched_ms: self.switched_ms,
            contract: self.settings.contract,
            now_ms: self.clock.now_ms(),
        };
        let seen = interpret(transfer, around, sight);
        if !is_open(&seen, sight) {
            return seen;
        }
        match compare(self, &work.key, Some(transfer)).await {
            Ok(Compared::Equal { .. }) => sight.equal = Some(true),
            Ok(Compared::Different) => sight.equal = Some(false),
            Ok(Compared::Moved(now)) => *sight = now,
            Err(trouble) => sight.target = Side::Unreadable(trouble),
        }
        interpret(transfer, around, sight)
    }
}

#[cfg(test)]
mod tests;
