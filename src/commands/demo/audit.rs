//! The demo's own eye: every object, byte for byte, where the map says it is.

use std::collections::BTreeMap;

use crate::cli::{CommandError, Exit};
use crate::ports::BucketReader as _;

use super::child;
use super::fleet::Fleet;

/// Where the map says every key is: `locate` of all of them, by logical key.
pub(super) async fn located(fleet: &Fleet) -> Result<BTreeMap<String, Located>, CommandError> {
    let keys: Vec<&str> = fleet.objects().map(|object| object.key.as_str()).collect();
    let file = fleet.path("keys.txt");
    std::fs::write(&file, keys.join("\n")).map_err(child::failed)?;
    let file = file.display().to_string();
    let records = child::records(fleet, &["locate", "--keys-from", &file]).await?;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let located = records.iter().map(|record| {
        let place = Located {
            shard: text(&record["shard"]),
            bucket: text(&record["bucket"]),
            object_key: text(&record["object_key"]),
        };
        (text(&record["key"]), place)
    });
    Ok(located.collect())
}

/// Where a key is.
pub(super) struct Located {
    pub(super) shard: String,
    bucket: String,
    object_key: String,
}

/// Reads every object of the fleet where the map says it is and compares it with what it was before
/// anything moved; the number of objects.
pub(super) async fn every_object(
    fleet: &Fleet,
    located: &BTreeMap<String, Located>,
) -> Result<usize, CommandError> {
    let mut compared = 0;
    for object in fleet.objects() {
        let wrong = |what: &str| {
            let what = format!("`{}` {what}", object.key.escape_debug());
            CommandError::new(Exit::Differs, "demo_lost", what)
                .why("every object must be readable, byte for byte, where the map says it is")
        };
        let place = located
            .get(&object.key)
            .ok_or_else(|| wrong("is nowhere"))?;
        let bucket = fleet.simulator().bucket(&place.bucket);
        let read = bucket.get(&place.object_key, None).await;
        let read = read.map_err(|error| wrong(&format!("cannot be read: {error}")))?;
        if read.bytes != fleet.original(object).await? {
            return Err(wrong("is not what it was"));
        }
        compared += 1;
    }
    Ok(compared)
}
