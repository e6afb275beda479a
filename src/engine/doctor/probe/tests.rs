use super::*;

fn refused(kind: BucketErrorKind) -> Result<(), BucketError> {
    Err(BucketError::new(kind, "PutObject", "b", "no"))
}

#[test]
fn only_a_rejection_that_left_the_target_alone_counts() {
    use BucketErrorKind as Kind;
    let honoured = |answer, untouched| judge(answer, untouched).is_ok();
    assert!(honoured(refused(Kind::PreconditionFailed), true));
    assert!(honoured(refused(Kind::BadDigest), true));
    assert!(!honoured(refused(Kind::PreconditionFailed), false));
    assert!(!honoured(refused(Kind::NotImplemented), true));
    assert!(!honoured(Ok(()), true));
    assert_eq!(judge(Ok(()), false), Err(Outcome::Ignored));
    assert_eq!(
        judge(refused(Kind::Unavailable), false),
        Err(Outcome::Ignored)
    );
    for kind in [Kind::Unavailable, Kind::Denied, Kind::Conflict] {
        assert!(
            matches!(judge(refused(kind), true), Err(Outcome::Untold(_))),
            "{kind:?}"
        );
    }
}

#[test]
fn a_store_that_rejects_everything_is_of_no_use() {
    let overzealous = must_pass(refused(BucketErrorKind::PreconditionFailed));
    assert!(matches!(overzealous, Err(Outcome::Unusable(_))));
}
