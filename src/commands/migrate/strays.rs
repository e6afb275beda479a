//! Uploads that were begun when an answer was lost: what became of them, for people and programs.

use serde_json::{Value, json};

use crate::engine::migration::{MoveReport, StrayUpload};
use crate::ui::{Section, escape, units};

/// One line for each upload, and for those that stay open how to end them.
pub fn stray_sections(moves: &[MoveReport]) -> Vec<Section> {
    let strays = moves.iter().flat_map(|one| &one.strays);
    strays
        .map(|one| Section::Field("upload", line(one)))
        .collect()
}

fn line(one: &StrayUpload) -> String {
    let key = escape(&one.object_key);
    let (bucket, id) = (&one.bucket, escape(&one.upload_id));
    let begun = units::rfc3339(one.initiated_ms).unwrap_or_default();
    let what = format!("{id} of s3://{bucket}/{key}, begun {begun}");
    match one.open_because {
        None => format!("{what}: was ours without an answer, and was ended"),
        Some(why) => format!(
            "{what}: may be ours and is open, {why}; it costs what its parts cost until \
             AbortMultipartUpload ends it"
        ),
    }
}

/// The same for programs.
pub fn stray_json(one: &StrayUpload) -> Value {
    json!({
        "key": one.key.as_str(),
        "bucket": one.bucket,
        "object_key": one.object_key,
        "upload_id": one.upload_id,
        "initiated_at": units::rfc3339(one.initiated_ms),
        "ended": one.open_because.is_none(),
        "why_open": one.open_because,
    })
}
