//! The decision table, written out, and the laws that hold over every state and observation there is.

use super::*;
use crate::migration::event::TransferEvent as E;
use crate::migration::{DeletedBy, DeletionPermit, Keep, ObjectVersion, Proof, ProofLevel};

/// stage, state, source, target → action; with a proof where the state has one, our own copy, quiesced
/// writers, nothing in flight and a young proof. `=` expected, `!` changed or other, `0` absent, `old` our
/// former copy, `src` what the source holds though it is not that copy, `new` an application's newer write.
/// Whatever is not here asks a person. The simulation in `tests/sim` must come to every row.
const TABLE: &str = include_str!("table.txt");

fn version(etag: &str) -> ObjectVersion {
    ObjectVersion {
        etag: format!("\"{etag}\""),
        size: 3,
        ..ObjectVersion::default()
    }
}

fn proof() -> Proof {
    Proof {
        source: version("want"),
        target: version("copy"),
        level: ProofLevel::Checksum,
        digest: "crc64nvme:x".to_owned(),
        attributes_hash: String::new(),
        at_ms: 1,
    }
}

/// A transfer as the journal has it in `state`.
fn transfer(state: TransferState) -> Transfer {
    let mut transfer = Transfer::planned(version("want"), None);
    transfer.state = state;
    transfer.ours = true;
    transfer.copy = Some(version("copy"));
    let proven = matches!(state, TransferState::Verified | TransferState::DeleteIntent);
    transfer.proof = proven.then(proof);
    transfer.delete_intended = state == TransferState::DeleteIntent;
    transfer
}

fn seen(source: Source, target: Target, ours: bool) -> Observation {
    let at_source = match source {
        Source::Expected => Some(version("want")),
        Source::Changed => Some(version("changed")),
        Source::Absent | Source::Unreadable => None,
    };
    let at_target = match target {
        Target::Absent | Target::Unreadable => None,
        _ => Some(version("copy")),
    };
    Observation {
        source,
        target,
        source_version: at_source,
        target_version: at_target,
        fresh: true,
        target_ours: ours,
    }
}

const CALM: Standing = Standing {
    stage: Stage::Copying,
    contract: Contract::Quiesced,
    zombies_gone: true,
    proof_fresh: true,
    least_proof: ProofLevel::Checksum,
};

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Copying => "copying",
        Stage::Cancelling => "cancelling",
        Stage::Grace => "grace",
        Stage::Completing => "completing",
        Stage::Returning => "returning",
    }
}

fn source_word(source: Source) -> &'static str {
    match source {
        Source::Expected => "=",
        Source::Changed => "!",
        Source::Absent => "0",
        Source::Unreadable => "?",
    }
}

fn target_word(target: Target) -> &'static str {
    match target {
        Target::Expected => "=",
        Target::Former => "old",
        Target::LikeSource => "src",
        Target::Newer => "new",
        Target::Other => "!",
        Target::Absent => "0",
        Target::Unreadable => "?",
    }
}

fn action_word(action: Action) -> &'static str {
    match action {
        Action::Rest => "rest",
        Action::Wait(_) => "wait",
        Action::Replan => "replan",
        Action::Copy => "copy",
        Action::CatchUp => "catch-up",
        Action::Adopt { ours: true } => "adopt",
        Action::Adopt { ours: false } => "adopt-foreign",
        Action::Verify => "verify",
        Action::Delete => "delete",
        Action::ConcludeDeleted => "conclude-deleted",
        Action::AbandonDelete => "abandon",
        Action::GiveUp => "give-up",
        Action::DeleteCopy => "delete-copy",
        Action::ConcludeAborted { copy_left: false } => "aborted",
        Action::ConcludeAborted { copy_left: true } => "aborted-left",
        Action::Skip => "skip",
        Action::AskPerson(_) => "ask",
        Action::Halt => "halt",
    }
}

/// The table's word for a row; the first line that fits counts.
fn expected(stage: Stage, state: TransferState, source: Source, target: Target) -> &'static str {
    if state.is_end() {
        return "rest";
    }
    if source == Source::Unreadable || target == Target::Unreadable {
        return "wait";
    }
    let row = [
        stage_word(stage),
        state.name(),
        source_word(source),
        target_word(target),
    ];
    TABLE
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|words| words.len() == 5)
        .find(|words| {
            words
                .iter()
                .zip(row)
                .all(|(word, is)| *word == "*" || *word == is)
        })
        .map_or("ask", |words| words[4])
}

/// Every stage, state and observation.
fn every_row() -> impl Iterator<Item = (Stage, TransferState, Source, Target)> {
    Stage::ALL.into_iter().flat_map(|stage| {
        TransferState::ALL.into_iter().flat_map(move |state| {
            Source::ALL.into_iter().flat_map(move |source| {
                Target::ALL
                    .into_iter()
                    .map(move |target| (stage, state, source, target))
            })
        })
    })
}

#[test]
fn the_table_is_what_the_function_does() {
    let mut rows = 0;
    for (stage, state, source, target) in every_row() {
        let standing = Standing { stage, ..CALM };
        let action = next_action(&transfer(state), standing, &seen(source, target, true));
        assert_eq!(
            action_word(action),
            expected(stage, state, source, target),
            "{stage:?} {state:?} {source:?} {target:?}: {action:?}"
        );
        rows += 1;
    }
    assert_eq!(rows, 5 * 11 * 4 * 7);
}

/// Every row under every circumstance that is not in the table.
fn every_case() -> impl Iterator<Item = (Transfer, Standing, Observation)> {
    every_row().flat_map(|(stage, state, source, target)| {
        (0..96_u32).map(move |bits| {
            let flag = |bit: u32| ((bits / 3) >> bit) & 1 == 1;
            let standing = Standing {
                stage,
                contract: [Contract::Immutable, Contract::Quiesced, Contract::Mutable]
                    [bits as usize % 3],
                zombies_gone: flag(0),
                proof_fresh: flag(1),
                ..CALM
            };
            let mut transfer = transfer(state);
            transfer.ours = flag(2);
            transfer.delete_intended |= flag(3);
            if flag(4) {
                transfer.proof = None;
            }
            let observation = seen(source, target, flag(2));
            (transfer, standing, observation)
        })
    })
}

#[test]
fn a_source_is_deleted_only_with_proof_past_every_gate() {
    for (transfer, standing, seen) in every_case() {
        let action = next_action(&transfer, standing, &seen);
        if action != Action::Delete {
            continue;
        }
        let case = format!("{transfer:?} {standing:?} {seen:?}");
        assert_eq!(standing.stage, Stage::Completing, "{case}");
        assert!(standing.zombies_gone, "{case}");
        assert_eq!(seen.source, Source::Expected, "{case}");
        assert!(
            matches!(seen.target, Target::Expected | Target::Newer),
            "{case}"
        );
        let intended = match transfer.state {
            TransferState::DeleteIntent => transfer.clone(),
            _ => Transfer::after(Some(transfer.clone()), &E::DeleteIntended { at_ms: 1 }).unwrap(),
        };
        let permit = DeletionPermit::for_source(&intended, standing, &seen, "k", true);
        match (&intended.proof, permit) {
            (Some(_), Ok(permit)) => assert_eq!(permit.if_match(), Some("\"want\""), "{case}"),
            // Only a damaged journal has a delete intent without a proof: it halts there.
            (None, Err(_)) => assert_eq!(transfer.state, TransferState::DeleteIntent, "{case}"),
            (proof, permit) => panic!("{proof:?} {permit:?} {case}"),
        }
    }
}

#[test]
fn a_copy_is_deleted_only_when_it_is_ours_and_the_source_holds_the_same() {
    for (transfer, standing, seen) in every_case() {
        if next_action(&transfer, standing, &seen) != Action::DeleteCopy {
            continue;
        }
        assert!(!standing.stage.is_switched() && standing.zombies_gone && seen.target_ours);
        assert_eq!(
            (seen.source, seen.target),
            (Source::Expected, Target::Expected)
        );
        let permit = DeletionPermit::for_copy(&transfer, standing, &seen, "k", true).unwrap();
        let stale = Observation {
            fresh: false,
            ..seen.clone()
        };
        let refused = DeletionPermit::for_copy(&transfer, standing, &stale, "k", true);
        assert!(refused.is_err(), "a page of a listing is not enough");
        assert_eq!(permit.if_match(), Some("\"copy\""));
    }
}

#[test]
fn nothing_is_concluded_from_what_cannot_be_read() {
    for (transfer, standing, seen) in every_case() {
        if seen.source == Source::Unreadable || seen.target == Target::Unreadable {
            let action = next_action(&transfer, standing, &seen);
            assert!(
                matches!(action, Action::Rest | Action::Wait(Patience::Unreadable)),
                "{action:?}"
            );
        }
    }
}

#[test]
fn both_copies_gone_after_a_delete_of_ours_stops_everything() {
    for (transfer, standing, seen) in every_case() {
        let gone = (seen.source, seen.target) == (Source::Absent, Target::Absent);
        let alarm = gone && transfer.delete_intended && !transfer.state.is_end();
        let action = next_action(&transfer, standing, &seen);
        assert_eq!(action == Action::Halt, alarm, "{transfer:?} {seen:?}");
    }
}

#[test]
fn only_our_own_copy_is_written_over_or_after_a_reversal_what_was_proven() {
    for (transfer, standing, seen) in every_case() {
        if next_action(&transfer, standing, &seen) == Action::CatchUp {
            let ours =
                transfer.ours || seen.target_ours || transfer.state == TransferState::CatchupIntent;
            let proven = transfer.state == TransferState::Verified && transfer.proof.is_some();
            let returned = standing.stage == Stage::Returning && proven;
            assert!(ours || returned, "{transfer:?} {seen:?}");
        }
    }
}

/// The first event that carries out an action.
fn event(action: Action, seen: &Observation) -> Option<E> {
    let want = seen.source_version.clone().unwrap_or_default();
    let copy = seen.target_version.clone().unwrap_or_default();
    let (at_ms, reason) = (1, String::new());
    Some(match action {
        Action::Rest | Action::Wait(_) | Action::Halt => return None,
        Action::Replan => E::Planned {
            want,
            target_before: None,
        },
        Action::Copy => E::CopyIntended { want, at_ms },
        Action::CatchUp => E::CatchupIntended { want, at_ms },
        Action::Adopt { ours } => E::Copied { copy, ours },
        Action::Verify => E::Verified { proof: proof() },
        Action::Delete => E::DeleteIntended { at_ms },
        Action::ConcludeDeleted => E::Deleted {
            by: DeletedBy::UsOrOther,
            marker: None,
        },
        Action::AbandonDelete => E::DeleteAbandoned { reason },
        Action::GiveUp => E::AbortIntended { reason, at_ms },
        Action::DeleteCopy | Action::ConcludeAborted { copy_left: false } => E::Aborted {
            copy_left: false,
            reason,
        },
        Action::ConcludeAborted { copy_left: true } => E::Aborted {
            copy_left: true,
            reason,
        },
        Action::Skip => E::Skipped { reason },
        Action::AskPerson(_) => E::Manual {
            reason,
            evidence: String::new(),
        },
    })
}

#[test]
fn every_action_can_be_recorded_where_it_is_asked_for() {
    for (transfer, standing, seen) in every_case() {
        let action = next_action(&transfer, standing, &seen);
        // A delete is repeated without a second intent.
        if action == Action::Delete && transfer.state == TransferState::DeleteIntent {
            continue;
        }
        let Some(event) = event(action, &seen) else {
            continue;
        };
        let after = Transfer::after(Some(transfer.clone()), &event);
        assert!(
            after.is_ok(),
            "{action:?} in {:?}: {after:?}",
            transfer.state
        );
    }
}

#[test]
fn what_keeps_being_undone_goes_to_a_person() {
    let mut tried = transfer(TransferState::CopyIntent);
    tried.attempts = 50;
    let action = next_action(&tried, CALM, &seen(Source::Expected, Target::Absent, false));
    assert_eq!(action, Action::AskPerson(ManualReason::TooManyAttempts));
}

#[test]
fn a_late_request_is_waited_for() {
    let standing = Standing {
        stage: Stage::Completing,
        zombies_gone: false,
        ..CALM
    };
    let same = seen(Source::Expected, Target::Expected, true);
    let wait = Action::Wait(Patience::Zombies);
    for state in [TransferState::Verified, TransferState::DeleteIntent] {
        assert_eq!(
            next_action(&transfer(state), standing, &same),
            wait,
            "{state:?}"
        );
    }
    let cancelling = Standing {
        stage: Stage::Cancelling,
        ..standing
    };
    let giving_up = transfer(TransferState::AbortIntent);
    assert_eq!(next_action(&giving_up, cancelling, &same), wait);
}

#[test]
fn a_mutable_source_is_planned_again() {
    let standing = Standing {
        contract: Contract::Mutable,
        ..CALM
    };
    let changed = seen(Source::Changed, Target::Absent, false);
    let planned = transfer(TransferState::Planned);
    assert_eq!(next_action(&planned, standing, &changed), Action::Replan);
    let asked = next_action(&planned, CALM, &changed);
    assert_eq!(asked, Action::AskPerson(ManualReason::SourceChanged));
}

#[test]
fn a_source_rewritten_against_the_promise_is_not_copied() {
    for (transfer, standing, seen) in every_case() {
        if standing.contract != Contract::Immutable || seen.source != Source::Changed {
            continue;
        }
        let action = next_action(&transfer, standing, &seen);
        assert!(
            !matches!(action, Action::Copy | Action::CatchUp | Action::Replan),
            "{transfer:?} {standing:?} {seen:?}"
        );
    }
    let seen = seen(Source::Changed, Target::Expected, true);
    let standing = Standing {
        contract: Contract::Immutable,
        stage: Stage::Completing,
        ..CALM
    };
    let action = next_action(&transfer(TransferState::Verified), standing, &seen);
    assert_eq!(action, Action::AskPerson(ManualReason::SourceChanged));
}

#[test]
fn what_ended_without_a_source_begins_again_and_forgets_nothing_under_way() {
    for (state, decided, again) in [
        (TransferState::Skipped, None, true),
        (TransferState::Aborted, None, true),
        (TransferState::Deleted, None, true),
        (TransferState::Skipped, Some(Keep::Target), false),
        (TransferState::Aborted, Some(Keep::Source), false),
        (TransferState::Manual, None, false),
    ] {
        let mut ended = transfer(state);
        ended.decided = decided;
        ended.upload_id = Some("u".to_owned());
        ended.unknown_since_ms = Some(7);
        ended.source_delete_ms = Some(6);
        assert_eq!(ended.may_begin_again(), again, "{ended:?}");
        let event = E::Planned {
            want: version("new"),
            target_before: None,
        };
        let after = Transfer::after(Some(ended), &event);
        assert_eq!(after.is_ok(), again, "{after:?}");
        let Ok(after) = after else { continue };
        assert_eq!(after.state, TransferState::Planned);
        let kept = (
            after.upload_id.as_deref(),
            after.unknown_since_ms,
            after.source_delete_ms,
        );
        assert_eq!(kept, (Some("u"), Some(7), Some(6)));
        assert_eq!((after.copy, after.proof), (None, None));
    }
}

#[test]
fn a_person_may_say_that_both_copies_are_rightly_gone() {
    let halted = transfer(TransferState::DeleteIntent);
    let neither = E::Resolved {
        keep: Keep::Neither,
        at_ms: 1,
    };
    let after = Transfer::after(Some(halted.clone()), &neither).unwrap();
    assert_eq!(after.state, TransferState::Skipped);
    assert!(!after.stays_in_source());
    for keep in [Keep::Source, Keep::Target, Keep::Both] {
        let event = E::Resolved { keep, at_ms: 1 };
        assert!(Transfer::after(Some(halted.clone()), &event).is_err());
    }
    let never = transfer(TransferState::Verified);
    assert!(Transfer::after(Some(never), &neither).is_err());
}

#[test]
fn a_weak_proof_is_no_proof() {
    let mut weak = transfer(TransferState::Verified);
    if let Some(proof) = &mut weak.proof {
        proof.level = ProofLevel::Etag;
    }
    let standing = Standing {
        stage: Stage::Completing,
        ..CALM
    };
    let same = seen(Source::Expected, Target::Expected, true);
    assert_eq!(next_action(&weak, standing, &same), Action::Verify);
    weak.state = TransferState::DeleteIntent;
    assert!(DeletionPermit::for_source(&weak, standing, &same, "k", true).is_err());
}
