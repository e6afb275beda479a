//! [`next_action`]: what to do next with a transfer. The executor, recovery and dry runs all ask this
//! one function, so that none of them can know better.
//!
//! It is total: a pair of journal state and observation that no arm names goes to a person with what
//! was seen, and sends nothing. Whatever it answers, a delete still needs a
//! [`DeletionPermit`](super::DeletionPermit).

use super::Stage;
use super::{
    Contract, Observation, SourceSeen as Source, Standing, TargetSeen as Target, Transfer,
    TransferState,
};

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing: the transfer is where it should be.
    Rest,
    /// Nothing yet.
    Wait(Patience),
    /// Plan again with the source version that is there now.
    Replan,
    /// Write the intent, then copy the source version that is there now, create-only.
    Copy,
    /// Write the intent, then copy the source version that is there now over our own copy.
    CatchUp,
    /// Record that the copy is there.
    Adopt {
        /// Whether it is provably ours.
        ours: bool,
    },
    /// Compare source and copy, record the proof.
    Verify,
    /// Write the intent, then delete the source, which takes a permit.
    Delete,
    /// Record that the source is gone.
    ConcludeDeleted,
    /// Record that the source will not be deleted for now.
    AbandonDelete,
    /// Record that the transfer gives up.
    GiveUp,
    /// Delete our copy, which takes a permit.
    DeleteCopy,
    /// Record that the transfer has given up.
    ConcludeAborted {
        /// Whether something stays at the target.
        copy_left: bool,
    },
    /// Record that there is nothing to move.
    Skip,
    /// Record that a person must decide.
    AskPerson(ManualReason),
    /// Stop everything: both copies are gone after a delete of ours was intended.
    Halt,
}

impl Action {
    /// Its name in reports and in published consistency states.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Wait(Patience::Unreadable) => "wait_unreadable",
            Self::Wait(Patience::Zombies) => "wait_zombies",
            Self::Replan => "replan",
            Self::Copy => "copy",
            Self::CatchUp => "catch_up",
            Self::Adopt { .. } => "adopt",
            Self::Verify => "verify",
            Self::Delete => "delete",
            Self::ConcludeDeleted => "conclude_deleted",
            Self::AbandonDelete => "abandon_delete",
            Self::GiveUp => "give_up",
            Self::DeleteCopy => "delete_copy",
            Self::ConcludeAborted { .. } => "conclude_aborted",
            Self::Skip => "skip",
            Self::AskPerson(_) => "ask_person",
            Self::Halt => "halt",
        }
    }
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// A side cannot be read; look again later.
    Unreadable,
    /// A request of ours may still take effect.
    Zombies,
}

/// Why a person must decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManualReason {
    /// Something that is not ours lies at the target's key.
    TargetOccupied,
    /// The source was rewritten although its writers promised not to.
    SourceChanged,
    /// The source is gone, and the target may hold the last copy.
    SourceDeleted,
    /// The proven copy is gone; the source is kept.
    TargetMissing,
    /// Source and target were both written.
    Diverged,
    /// Copies do not stay.
    TooManyAttempts,
    /// A state and an observation that cannot come together.
    Unexpected,
}

impl ManualReason {
    /// For people and programs.
    pub fn text(self) -> &'static str {
        match self {
            Self::TargetOccupied => "target-occupied",
            Self::SourceChanged => "source-changed",
            Self::SourceDeleted => "source-deleted",
            Self::TargetMissing => "target-missing",
            Self::Diverged => "diverged",
            Self::TooManyAttempts => "too-many-attempts",
            Self::Unexpected => "unexpected",
        }
    }
}

/// What to do next with a transfer that the journal and a fresh observation describe so.
pub fn next_action(transfer: &Transfer, standing: Standing, seen: &Observation) -> Action {
    if transfer.state.is_end() {
        return Action::Rest;
    }
    if seen.source == Source::Unreadable || seen.target == Target::Unreadable {
        return Action::Wait(Patience::Unreadable);
    }
    if (seen.source, seen.target) == (Source::Absent, Target::Absent) {
        return both_absent(transfer, standing);
    }
    let action = match transfer.state {
        TransferState::Planned => planned(standing, seen),
        TransferState::CopyIntent => copy_intent(standing, seen),
        TransferState::CatchupIntent => catchup_intent(standing, seen),
        TransferState::Copied | TransferState::Verified if standing.stage == Stage::Returning => {
            returning(transfer, standing, seen)
        }
        TransferState::Copied | TransferState::Verified if standing.stage.is_switched() => {
            switched(transfer, standing, seen)
        }
        TransferState::Copied | TransferState::Verified => unswitched(transfer, standing, seen),
        TransferState::DeleteIntent => delete_intent(standing, seen),
        TransferState::AbortIntent => abort_intent(standing, seen),
        TransferState::Deleted
        | TransferState::Aborted
        | TransferState::Skipped
        | TransferState::Manual => Action::Rest,
    };
    match action {
        Action::Copy | Action::CatchUp if transfer.attempts_used_up() => {
            Action::AskPerson(ManualReason::TooManyAttempts)
        }
        // Where applications write, nothing is sent once more while it may land: over what they wrote since,
        // or under a key that they deleted.
        Action::Copy | Action::CatchUp
            if standing.stage.is_switched() && !standing.zombies_gone =>
        {
            Action::Wait(Patience::Zombies)
        }
        // The promise that keys are never rewritten is what copies are allowed by.
        Action::Copy | Action::CatchUp
            if seen.source == Source::Changed && standing.contract == Contract::Immutable =>
        {
            Action::AskPerson(ManualReason::SourceChanged)
        }
        action => action,
    }
}

/// After a delete of ours this is the loss alarm, whoever removed the other copy.
fn both_absent(transfer: &Transfer, standing: Standing) -> Action {
    match transfer.state {
        _ if transfer.delete_intended => Action::Halt,
        TransferState::AbortIntent if standing.zombies_gone => {
            Action::ConcludeAborted { copy_left: false }
        }
        TransferState::AbortIntent => Action::Wait(Patience::Zombies),
        TransferState::CopyIntent => Action::GiveUp,
        // Nothing is there to be brought back.
        TransferState::Verified if standing.stage == Stage::Returning => Action::Rest,
        _ => Action::Skip,
    }
}

fn planned(standing: Standing, seen: &Observation) -> Action {
    if standing.stage == Stage::Cancelling {
        return Action::GiveUp;
    }
    match (seen.source, seen.target) {
        (Source::Expected, Target::Absent) => Action::Copy,
        (Source::Expected, Target::Expected) => Action::Adopt { ours: false },
        (Source::Expected, _) => Action::AskPerson(ManualReason::TargetOccupied),
        (Source::Changed, _) if standing.contract == Contract::Mutable => Action::Replan,
        (Source::Changed, _) => Action::AskPerson(ManualReason::SourceChanged),
        (Source::Absent, _) => Action::Skip,
        (Source::Unreadable, _) => Action::Wait(Patience::Unreadable),
    }
}

fn copy_intent(standing: Standing, seen: &Observation) -> Action {
    if standing.stage == Stage::Cancelling {
        return Action::GiveUp;
    }
    match (seen.source, seen.target) {
        // Safe to repeat: the copy is create-only, or its source and target were shown to stay put.
        (Source::Expected | Source::Changed, Target::Absent) => Action::Copy,
        (Source::Expected, Target::Expected) => Action::Adopt {
            ours: seen.target_ours,
        },
        (Source::Changed, Target::Expected) if seen.target_ours => Action::CatchUp,
        (Source::Absent, Target::Expected) => Action::AskPerson(ManualReason::SourceDeleted),
        _ => Action::AskPerson(ManualReason::TargetOccupied),
    }
}

fn catchup_intent(standing: Standing, seen: &Observation) -> Action {
    if standing.stage == Stage::Cancelling {
        return Action::GiveUp;
    }
    match (seen.source, seen.target) {
        (Source::Expected, Target::Expected) => Action::Adopt { ours: true },
        (Source::Expected, Target::Former)
        | (Source::Changed, Target::Former | Target::Expected) => Action::CatchUp,
        (Source::Expected | Source::Changed, Target::Absent) if standing.stage.is_switched() => {
            Action::AskPerson(ManualReason::TargetMissing)
        }
        (Source::Expected | Source::Changed, Target::Absent) => Action::Copy,
        (Source::Absent, Target::Expected | Target::Former) => {
            Action::AskPerson(ManualReason::SourceDeleted)
        }
        _ => Action::AskPerson(ManualReason::Diverged),
    }
}

/// Copied or verified, and the map says source.
fn unswitched(transfer: &Transfer, standing: Standing, seen: &Observation) -> Action {
    if standing.stage == Stage::Cancelling {
        return Action::GiveUp;
    }
    match (seen.source, seen.target) {
        (Source::Expected, Target::Expected) => rest_or_verify(transfer, standing),
        (Source::Expected, Target::LikeSource) => Action::Verify,
        (Source::Changed, Target::Expected) if transfer.ours => Action::CatchUp,
        (Source::Expected, Target::Absent) => Action::Copy,
        (Source::Absent, Target::Expected) => Action::AskPerson(ManualReason::SourceDeleted),
        (Source::Expected | Source::Changed, _) => Action::AskPerson(ManualReason::TargetOccupied),
        _ => Action::AskPerson(ManualReason::Unexpected),
    }
}

/// Copied or verified, and the map says target.
fn switched(transfer: &Transfer, standing: Standing, seen: &Observation) -> Action {
    let proven = is_proven(transfer, standing);
    match (seen.source, seen.target) {
        (Source::Expected, Target::Expected) => match rest_or_verify(transfer, standing) {
            Action::Rest if standing.stage == Stage::Completing => delete_when_settled(standing),
            action => action,
        },
        // An application's newer write through the map: the source is history.
        (Source::Expected, Target::Newer) if proven && standing.stage == Stage::Completing => {
            delete_when_settled(standing)
        }
        (Source::Expected, Target::Newer) if proven => Action::Rest,
        (Source::Expected | Source::Changed, Target::Absent) => {
            Action::AskPerson(ManualReason::TargetMissing)
        }
        (Source::Changed, Target::Expected) if transfer.ours => Action::CatchUp,
        (Source::Expected | Source::Changed, Target::LikeSource) => Action::Verify,
        (Source::Changed, _) => Action::AskPerson(ManualReason::Diverged),
        (Source::Absent, Target::Expected | Target::Newer) if proven && standing.zombies_gone => {
            Action::ConcludeDeleted
        }
        (Source::Absent, Target::Expected | Target::Newer) if proven => {
            Action::Wait(Patience::Zombies)
        }
        (Source::Absent, Target::Expected) => Action::AskPerson(ManualReason::SourceDeleted),
        _ => Action::AskPerson(ManualReason::Unexpected),
    }
}

/// Copied or verified, and the move was reversed: the source is where it had gone, the target where the map
/// says that it is again. What was proven and still lies there is history, whatever became of the other.
fn returning(transfer: &Transfer, standing: Standing, seen: &Observation) -> Action {
    let proven = transfer.state == TransferState::Verified && is_proven(transfer, standing);
    match (seen.source, seen.target) {
        (Source::Expected, Target::Expected | Target::Newer | Target::Absent)
        | (Source::Absent, _)
            if proven =>
        {
            Action::Rest
        }
        (Source::Expected, Target::Expected)
        | (Source::Expected | Source::Changed, Target::LikeSource) => Action::Verify,
        // Over the very object that was proven to be the former of what is newer now, or our own copy.
        (Source::Changed, Target::Expected) if proven || transfer.ours => Action::CatchUp,
        (Source::Expected | Source::Changed, Target::Absent) => {
            Action::AskPerson(ManualReason::TargetMissing)
        }
        (Source::Changed, _) => Action::AskPerson(ManualReason::Diverged),
        (Source::Absent, Target::Expected) => Action::AskPerson(ManualReason::SourceDeleted),
        _ => Action::AskPerson(ManualReason::Unexpected),
    }
}

fn rest_or_verify(transfer: &Transfer, standing: Standing) -> Action {
    let verified = transfer.state == TransferState::Verified && is_proven(transfer, standing);
    if verified && standing.proof_fresh {
        Action::Rest
    } else {
        Action::Verify
    }
}

fn is_proven(transfer: &Transfer, standing: Standing) -> bool {
    let proof = transfer.proof.as_ref();
    proof.is_some_and(|proof| proof.level >= standing.least_proof)
}

fn delete_when_settled(standing: Standing) -> Action {
    if standing.zombies_gone {
        Action::Delete
    } else {
        Action::Wait(Patience::Zombies)
    }
}

fn delete_intent(standing: Standing, seen: &Observation) -> Action {
    match (seen.source, seen.target) {
        _ if standing.stage != Stage::Completing => Action::AskPerson(ManualReason::Unexpected),
        (Source::Expected, Target::Expected | Target::Newer) => delete_when_settled(standing),
        (Source::Absent, Target::Expected | Target::Newer) => Action::ConcludeDeleted,
        (Source::Expected | Source::Changed, Target::Absent) => {
            Action::AskPerson(ManualReason::TargetMissing)
        }
        (Source::Changed, Target::Expected | Target::Newer | Target::LikeSource)
        | (Source::Expected, Target::LikeSource) => Action::AbandonDelete,
        _ => Action::AskPerson(ManualReason::Unexpected),
    }
}

fn abort_intent(standing: Standing, seen: &Observation) -> Action {
    if standing.stage.is_switched() {
        return Action::AskPerson(ManualReason::Unexpected);
    }
    if !standing.zombies_gone {
        return Action::Wait(Patience::Zombies);
    }
    match (seen.source, seen.target) {
        (_, Target::Absent) => Action::ConcludeAborted { copy_left: false },
        (Source::Expected, Target::Expected) if seen.target_ours => Action::DeleteCopy,
        (Source::Absent, _) if seen.target_ours => Action::AskPerson(ManualReason::SourceDeleted),
        _ => Action::ConcludeAborted { copy_left: true },
    }
}

#[cfg(test)]
mod tests;
