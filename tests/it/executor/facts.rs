//! What is true of the buckets besides their objects stops the step that it is in the way of, until somebody
//! takes it as it is; what has changed since it was read stops the next one.

use futures::FutureExt as _;
use shardctl::engine::migration::Ending;
use shardctl::migration::{
    BucketConfiguration, LifecycleRule, MigrationId, MigrationState, Notification, ReplicationRule,
    Unread, Versions,
};
use shardctl::ports::{Bucket as _, CompleteUpload, CreateUpload, UploadPart};

use super::rig::{GRACE_MS, Rig, Verb, ZOMBIE_MS};

async fn ready() -> (Rig, MigrationId) {
    let rig = Rig::new();
    for n in 0..3 {
        rig.put("src", &format!("t/{n}"), format!("body {n}"));
    }
    let id = rig.create().await;
    (rig, id)
}

fn configure(rig: &Rig, bucket: &str, change: impl FnOnce(&mut BucketConfiguration)) {
    assert!(rig.simulator.configure(bucket, change));
}

async fn ends(rig: &Rig, verb: Verb, id: &MigrationId) -> Ending {
    rig.run(verb, id).await.unwrap().ending()
}

#[track_caller]
fn refused(ending: &Ending, words: &str) {
    assert!(
        matches!(ending, Ending::Refused(why) if why.contains(words)),
        "{ending:?}"
    );
}

fn deletes_too(to: &str) -> ReplicationRule {
    ReplicationRule {
        prefix: String::new(),
        to: to.to_owned(),
        deletes: true,
    }
}

#[tokio::test]
async fn delete_marker_replication_into_the_target_stops_the_deletes_and_nothing_before() {
    let (rig, id) = ready().await;
    configure(&rig, "src", |it| {
        it.replication = Ok(vec![deletes_too("dst")]);
    });
    assert_eq!(ends(&rig, Verb::Start, &id).await, Ending::Done);
    assert_eq!(ends(&rig, Verb::Switch, &id).await, Ending::Done);
    rig.wait_ms(GRACE_MS.max(ZOMBIE_MS) + 1);
    refused(&ends(&rig, Verb::Complete, &id).await, "delete markers");
    assert_eq!(rig.keys("src").len(), 3);
    // What is gone is no change that stops anybody.
    configure(&rig, "src", |it| it.replication = Ok(Vec::new()));
    assert_eq!(ends(&rig, Verb::Complete, &id).await, Ending::Done);
    assert_eq!((rig.keys("src").len(), rig.keys("dst").len()), (0, 3));
}

#[tokio::test]
async fn copies_that_replication_made_are_verified_switched_and_completed() {
    let rig = Rig::versioned();
    configure(&rig, "src", |it| {
        // Of the data alone: the marker of one shard is none of another.
        it.replication = Ok(vec![ReplicationRule {
            prefix: "t/".to_owned(),
            deletes: false,
            ..deletes_too("dst")
        }]);
    });
    for n in 0..3 {
        rig.put("src", &format!("t/{n}"), format!("body {n}"));
    }
    rig.wait_ms(60_000);
    assert_eq!(rig.keys("dst").len(), 3, "replicated");
    let id = rig.create().await;
    let started = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(started.ending(), Ending::Done, "{started:?}");
    let steps: Vec<_> = started.moves[0].did.keys().copied().collect();
    assert_eq!(steps, ["adopt", "verify"], "nothing is copied");
    assert!(rig.transfers(&id).values().all(|transfer| !transfer.ours));
    assert_eq!(ends(&rig, Verb::Switch, &id).await, Ending::Done);
    rig.wait_ms(GRACE_MS.max(ZOMBIE_MS) + 1);
    assert_eq!(ends(&rig, Verb::Complete, &id).await, Ending::Done);
    assert_eq!((rig.keys("src").len(), rig.keys("dst").len()), (0, 3));
}

#[tokio::test]
async fn a_lifecycle_that_ends_what_the_source_keeps_stops_the_copies() {
    let (rig, id) = ready().await;
    configure(&rig, "dst", |it| {
        it.lifecycle = Ok(vec![LifecycleRule {
            expires_days: Some(1),
            ..LifecycleRule::default()
        }]);
    });
    refused(&ends(&rig, Verb::Start, &id).await, "target_expiry");
    assert!(rig.keys("dst").is_empty());
}

#[tokio::test]
async fn copies_that_fire_events_are_made_once_somebody_takes_that() {
    let (mut rig, id) = ready().await;
    configure(&rig, "dst", |it| {
        it.notifications = Ok(vec![Notification {
            events: vec!["s3:ObjectCreated:*".to_owned()],
            // Markers of shards lie elsewhere.
            prefix: "t/".to_owned(),
            to: "queue".to_owned(),
            ..Notification::default()
        }]);
    });
    refused(
        &ends(&rig, Verb::Start, &id).await,
        "--accept target_events",
    );
    assert!(rig.keys("dst").is_empty() && rig.simulator.events("dst").is_empty());
    rig.options.accept = vec!["target_events".to_owned()];
    assert_eq!(ends(&rig, Verb::Start, &id).await, Ending::Done);
    let events = rig.simulator.events("dst");
    assert_eq!(events["s3:ObjectCreated:Put to queue"], 3);
    // It is in the journal: later steps need no word.
    rig.options.accept = Vec::new();
    assert_eq!(ends(&rig, Verb::Switch, &id).await, Ending::Done);
}

#[tokio::test]
async fn what_has_changed_since_it_was_read_stops_the_switch_until_it_is_taken_as_it_is() {
    let (mut rig, id) = ready().await;
    assert_eq!(ends(&rig, Verb::Start, &id).await, Ending::Done);
    configure(&rig, "src", |it| it.policy = Ok(Some("allow".to_owned())));
    let changed = ends(&rig, Verb::Switch, &id).await;
    assert!(
        matches!(&changed, Ending::Changed(why) if why.contains("policy is new")),
        "{changed:?}"
    );
    assert_eq!(rig.located("t/0"), "a");
    rig.options.accept = vec!["policy".to_owned()];
    assert_eq!(ends(&rig, Verb::Switch, &id).await, Ending::Done);
    assert_eq!(rig.located("t/0"), "b");
    rig.options.accept = Vec::new();
    configure(&rig, "dst", |it| it.versions = Err(Unread::NotOffered));
    rig.wait_ms(GRACE_MS.max(ZOMBIE_MS) + 1);
    let changed = ends(&rig, Verb::Complete, &id).await;
    assert!(matches!(&changed, Ending::Changed(_)), "{changed:?}");
    assert_eq!(rig.keys("src").len(), 3);
    configure(&rig, "dst", |it| it.versions = Ok(Versions::Never));
    assert_eq!(ends(&rig, Verb::Complete, &id).await, Ending::Done);
}

#[tokio::test]
async fn what_may_not_be_read_is_not_taken_for_absent() {
    let (rig, id) = ready().await;
    assert_eq!(ends(&rig, Verb::Start, &id).await, Ending::Done);
    let denied = Unread::Denied("403".to_owned());
    configure(&rig, "dst", |it| it.lifecycle = Err(denied));
    let ending = ends(&rig, Verb::Switch, &id).await;
    assert!(matches!(ending, Ending::Denied(_)), "{ending:?}");
    let failed = Unread::Failed("500".to_owned());
    configure(&rig, "dst", |it| it.lifecycle = Err(failed));
    let ending = ends(&rig, Verb::Switch, &id).await;
    assert!(matches!(ending, Ending::Unavailable(_)), "{ending:?}");
    assert_eq!(rig.located("t/0"), "a");
}

/// The object that an application's old upload makes after the switch lies in the old place: it is copied, or
/// nothing is deleted.
#[tokio::test]
async fn an_upload_that_is_completed_after_the_switch_is_not_lost() {
    let (mut rig, id) = ready().await;
    let source = rig.simulator.bucket("src");
    let key = "t/late".to_owned();
    let upload = CreateUpload {
        key: key.clone(),
        ..CreateUpload::default()
    };
    let begun = source.create_upload(&upload).now_or_never().unwrap();
    let upload_id = begun.unwrap();
    let part = UploadPart {
        key: key.clone(),
        upload_id: upload_id.clone(),
        number: 1,
        body: "late".into(),
        checksum: None,
    };
    let part = source.upload_part(&part).now_or_never().unwrap().unwrap();
    assert_eq!(ends(&rig, Verb::Start, &id).await, Ending::Done);
    refused(&ends(&rig, Verb::Switch, &id).await, "open_uploads");
    rig.options.accept = vec!["open_uploads".to_owned()];
    assert_eq!(ends(&rig, Verb::Switch, &id).await, Ending::Done);
    rig.wait_ms(GRACE_MS.max(ZOMBIE_MS) + 1);
    refused(&ends(&rig, Verb::Complete, &id).await, "is uploading");

    let request = CompleteUpload {
        key: key.clone(),
        upload_id,
        parts: vec![part],
        ..CompleteUpload::default()
    };
    let done = source.complete_upload(&request).now_or_never().unwrap();
    let _ = done.unwrap();
    for _ in 0..3 {
        let report = rig.run(Verb::Complete, &id).await.unwrap();
        let here = ["src", "dst"].map(|bucket| rig.get(bucket, &key).is_some());
        assert!(here[0] || here[1], "the object is lost: {report:?}");
        if report.state == MigrationState::Completed {
            break;
        }
        let _ = rig.run(Verb::Start, &id).await.unwrap();
        rig.wait_ms(ZOMBIE_MS + 1);
    }
    assert!(rig.keys("src").is_empty(), "{:?}", rig.keys("src"));
    assert_eq!(rig.get("dst", &key).unwrap().bytes, "late");
}
