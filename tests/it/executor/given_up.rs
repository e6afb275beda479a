//! What a migration that was given up leaves to a person, and how that ends.

use shardctl::engine::migration::{Ending, MigrationError};
use shardctl::migration::{Keep, MigrationId, MigrationState, TransferState};

use super::rig::{Rig, Verb, ZOMBIE_MS};

/// Cancelled, with `t/2` undecided: somebody else's object is at its target.
async fn cancelled() -> (Rig, MigrationId) {
    let rig = Rig::new();
    for key in ["t/1", "t/2"] {
        rig.put("src", key, format!("bytes of {key}"));
    }
    rig.put("dst", "t/2", "somebody else's");
    let id = rig.create().await;
    rig.run(Verb::Start, &id).await.unwrap();
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Decision(_)), "{report:?}");
    assert_eq!(report.state, MigrationState::Cancelled);
    (rig, id)
}

#[tokio::test]
async fn what_it_left_undecided_is_decided_once() {
    for (keep, located, state) in [
        (Keep::Source, "a", TransferState::Aborted),
        (Keep::Both, "a", TransferState::Aborted),
        (Keep::Target, "b", TransferState::Skipped),
    ] {
        let (rig, id) = cancelled().await;
        rig.resolve(&id, "t/2", keep).await.unwrap();
        assert_eq!(rig.transfers(&id)["t/2"].state, state);
        assert_eq!(rig.located("t/2"), located, "{keep:?}");
        assert_eq!(rig.located("t/1"), "a");
        let again = rig.resolve(&id, "t/2", Keep::Source).await;
        let refused = matches!(again, Err(MigrationError::Refused(_)));
        assert!(refused, "{again:?}");
        for (bucket, bytes) in [("src", "bytes of t/2"), ("dst", "somebody else's")] {
            assert_eq!(rig.get(bucket, "t/2").unwrap().bytes, bytes);
        }
    }
}

#[tokio::test]
async fn a_late_decision_does_not_meddle_with_another_move() {
    let (rig, id) = cancelled().await;
    rig.remove("dst", "t/2");
    rig.wait_ms(ZOMBIE_MS);
    let second = rig.create().await;
    rig.run(Verb::Start, &second).await.unwrap();
    let meddles = rig.resolve(&id, "t/2", Keep::Target).await;
    let refused =
        matches!(&meddles, Err(MigrationError::Refused(why)) if why.contains("is being moved"));
    assert!(refused, "{meddles:?}");
    rig.run(Verb::Switch, &second).await.unwrap();
    rig.resolve(&id, "t/2", Keep::Source).await.unwrap();
    assert_eq!(rig.located("t/2"), "b", "the newer move's word counts");
}

#[tokio::test]
async fn a_cancel_that_is_refused_asks_for_nothing() {
    let rig = Rig::new();
    rig.put("src", "t/1", "bytes");
    let id = rig.create().await;
    for verb in [Verb::Start, Verb::Switch] {
        rig.run(verb, &id).await.unwrap();
    }
    let report = rig.run(Verb::Cancel, &id).await.unwrap();
    assert!(matches!(report.ending(), Ending::Refused(_)), "{report:?}");
    let migration = shardctl::ports::JournalStore::migration(&rig.journal(), &id).unwrap();
    assert!(!migration.unwrap().cancelling);
    let report = rig.run(Verb::Verify, &id).await.unwrap();
    assert_eq!(report.ending(), Ending::Done, "{report:?}");
}
