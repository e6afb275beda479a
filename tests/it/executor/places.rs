//! Places that are not what their names say: one bucket under two names, and one object key of two logical
//! keys.

use shardctl::engine::control::FleetError;
use shardctl::engine::migration::{Ending, MigrationError};

use super::rig::{Rig, SEGMENT, Verb};

#[tokio::test]
async fn two_names_of_one_bucket_are_no_two_shards() {
    let rig = Rig::with_alias("");
    rig.put("src", "t/1", "the only copy");
    let refused = rig.open(&rig.world()).await;
    assert!(
        matches!(refused, Err(FleetError::OneShardTwice { .. })),
        "{:?}",
        refused.err()
    );
}

#[tokio::test]
async fn nothing_moves_to_another_name_of_where_it_is() {
    // Apart by their prefixes, one bucket all the same: markers cannot tell.
    let rig = Rig::with_alias("below/");
    rig.put("src", "t/1", "the only copy");
    let id = rig.create().await;
    let report = rig.run(Verb::Start, &id).await.unwrap();
    let refused = matches!(report.ending(), Ending::Refused(why) if why.contains("one bucket under two names"));
    assert!(refused, "{report:?}");
    assert_eq!(rig.keys("src"), ["t/1"]);
    assert!(rig.transfers(&id).is_empty());
}

#[tokio::test]
async fn what_moves_into_a_mounted_shard_takes_nobodys_place() {
    let rig = Rig::with_target("", "m/");
    rig.put("src", "m/1", "bytes");
    rig.put("src", "t/1", "bytes");
    let native = [("prefix:m/", "a", "b")];
    let id = rig.create_of(&native).await.unwrap().id;
    for verb in [Verb::Start, Verb::Switch] {
        let report = rig.run(verb, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "{report:?}");
    }
    let created = rig.create_of(&[(SEGMENT, "a", "b")]).await;
    let refused =
        matches!(&created, Err(MigrationError::Refused(why)) if why.contains("prefix:m/t/"));
    assert!(refused, "{created:?}");
}
