use super::*;
use crate::migration::{Proof, ProofLevel};

const SINCE_MS: i64 = 10_000;

fn version(etag: &str, written_ms: i64) -> ObjectVersion {
    ObjectVersion {
        etag: etag.to_owned(),
        version_id: None,
        size: 5,
        last_modified_ms: written_ms,
    }
}

fn side(etag: &str, written_ms: i64) -> Side {
    Side::Present(Present {
        version: version(etag, written_ms),
        class: None,
    })
}

/// A transfer of `w`, copied as `c` where there is a copy, proven where it is verified.
fn transfer(state: TransferState) -> Transfer {
    use TransferState as S;
    let mut transfer = Transfer::planned(version("w", 1), None);
    transfer.state = state;
    if state != S::Planned {
        transfer.intent_ms = Some(SINCE_MS);
    }
    if matches!(
        state,
        S::Copied | S::Verified | S::CatchupIntent | S::DeleteIntent
    ) {
        transfer.copy = Some(version("c", 0));
        transfer.ours = true;
    }
    if matches!(state, S::Verified | S::DeleteIntent) {
        transfer.proof = Some(Proof {
            source: version("w", 1),
            target: version("c", 0),
            level: ProofLevel::FullRead,
            digest: "sha256:0".to_owned(),
            attributes_hash: String::new(),
            at_ms: 0,
        });
    }
    transfer
}

fn seen(transfer: &Transfer, stage: Stage, sight: &Sight) -> (SourceSeen, TargetSeen, bool) {
    let switched_ms = stage.is_switched().then_some(SINCE_MS);
    let around = Around {
        stage,
        switched_ms,
        contract: Contract::Quiesced,
        now_ms: 0,
    };
    let seen = interpret(transfer, around, sight);
    (seen.source, seen.target, seen.target_ours)
}

#[test]
fn what_is_seen_means_what_the_journal_makes_of_it() {
    use SourceSeen as From;
    use Stage::{Copying, Grace};
    use TargetSeen as To;
    use TransferState as S;
    let expected = || side("w", 1);
    let changed = || side("x", 2);
    let (before, after) = (SINCE_MS - 1_000, SINCE_MS + 1);
    for (state, stage, source, target, want) in [
        // Before a copy: the same ETag is the same bytes, and only what came after is ours.
        (
            S::Planned,
            Copying,
            expected(),
            Side::Absent,
            (From::Expected, To::Absent, false),
        ),
        (
            S::Planned,
            Copying,
            expected(),
            side("w", after),
            (From::Expected, To::Expected, false),
        ),
        (
            S::Planned,
            Copying,
            expected(),
            side("o", after),
            (From::Expected, To::Other, false),
        ),
        (
            S::CopyIntent,
            Copying,
            expected(),
            side("w", after),
            (From::Expected, To::Expected, true),
        ),
        (
            S::CopyIntent,
            Copying,
            expected(),
            side("w", before),
            (From::Expected, To::Expected, false),
        ),
        (
            S::CopyIntent,
            Copying,
            changed(),
            side("w", after),
            (From::Changed, To::Expected, true),
        ),
        // A copy is known by what our answer named.
        (
            S::Copied,
            Copying,
            expected(),
            side("c", 0),
            (From::Expected, To::Expected, true),
        ),
        (
            S::Copied,
            Copying,
            Side::Absent,
            side("c", 0),
            (From::Absent, To::Expected, true),
        ),
        (
            S::Copied,
            Copying,
            expected(),
            side("o", after),
            (From::Expected, To::Other, false),
        ),
        (
            S::CatchupIntent,
            Copying,
            expected(),
            side("c", 0),
            (From::Expected, To::Former, true),
        ),
        (
            S::CatchupIntent,
            Copying,
            expected(),
            side("w", after),
            (From::Expected, To::Expected, true),
        ),
        // A proof names its copy: of anything else with the same bytes another is to be made.
        (
            S::Verified,
            Copying,
            expected(),
            side("c", 0),
            (From::Expected, To::Expected, true),
        ),
        (
            S::Verified,
            Copying,
            expected(),
            side("w", after),
            (From::Expected, To::LikeSource, false),
        ),
        // After the switch a later object is an application's.
        (
            S::Verified,
            Grace,
            expected(),
            side("n", after),
            (From::Expected, To::Newer, false),
        ),
        (
            S::Verified,
            Grace,
            expected(),
            side("n", before),
            (From::Expected, To::Other, false),
        ),
        (
            S::Verified,
            Grace,
            changed(),
            side("x", after),
            (From::Changed, To::LikeSource, false),
        ),
        (
            S::DeleteIntent,
            Grace,
            Side::Absent,
            side("n", after),
            (From::Absent, To::Newer, false),
        ),
    ] {
        let sight = Sight::listed(source, target);
        let found = seen(&transfer(state), stage, &sight);
        assert_eq!(found, want, "{state:?} {stage:?} {}", sight.words());
    }
}

#[test]
fn what_cannot_be_read_is_never_absent() {
    for trouble in [
        Trouble::Denied("403".to_owned()),
        Trouble::BucketGone("404".to_owned()),
        Trouble::Unavailable("503".to_owned()),
    ] {
        let blind = Side::Unreadable(trouble);
        let sight = Sight::listed(blind.clone(), blind);
        let found = seen(&transfer(TransferState::Verified), Stage::Grace, &sight);
        assert_eq!(
            found,
            (SourceSeen::Unreadable, TargetSeen::Unreadable, false)
        );
        assert!(sight.trouble().is_some());
    }
}

#[test]
fn only_the_bytes_tell_where_etags_differ() {
    let transfer = transfer(TransferState::CopyIntent);
    let around = Around {
        stage: Stage::Copying,
        switched_ms: None,
        contract: Contract::Quiesced,
        now_ms: 0,
    };
    // The copy of an object of one part is another ETag where it was made of two.
    let mut sight = Sight::listed(side("w", 1), side("w-2", SINCE_MS));
    let seen = interpret(&transfer, around, &sight);
    assert!(is_open(&seen, &sight));
    sight.equal = Some(true);
    let seen = interpret(&transfer, around, &sight);
    assert_eq!(
        (seen.target, seen.target_ours),
        (TargetSeen::Expected, true)
    );
    sight.equal = Some(false);
    let seen = interpret(&transfer, around, &sight);
    assert_eq!(seen.target, TargetSeen::Other);
    assert!(!is_open(&seen, &sight));
}

#[test]
fn what_was_there_before_is_never_ours() {
    let mut transfer = transfer(TransferState::Copied);
    transfer.target_before = Some(version("c", 0));
    let sight = Sight::listed(side("w", 1), side("c", 0));
    let found = seen(&transfer, Stage::Copying, &sight);
    assert_eq!(found, (SourceSeen::Expected, TargetSeen::Expected, false));
}

#[test]
fn a_look_is_of_this_moment_for_a_moment() {
    let look = Sight::at(1_000, Side::Absent, Side::Absent);
    assert!(look.is_fresh(1_000) && look.is_fresh(11_000));
    // The process was stopped meanwhile; or the clock was set back.
    assert!(!look.is_fresh(11_001) && !look.is_fresh(999));
    assert!(!Sight::listed(Side::Absent, Side::Absent).is_fresh(0));
}
