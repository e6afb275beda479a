//! The dated report of a drill.

use serde_json::json;

use crate::cli::Exit;
use crate::ui::{Cell, Column, Listing, Report, Section, units};

use super::scene::{Scene, Step};

/// How the drill ended.
pub fn exit(scenes: &[Scene]) -> Exit {
    if !scenes.iter().all(Scene::passed) {
        return Exit::Failed;
    }
    if scenes.iter().any(|scene| scene.undecided > 0) {
        return Exit::Decision;
    }
    Exit::Ok
}

/// The report.
pub fn page(scenes: &[Scene], place: &str, now_ms: i64) -> Report {
    let passed = scenes.iter().filter(|scene| scene.passed()).count();
    let undecided = scenes.iter().map(|scene| scene.undecided).max();
    let at = units::rfc3339(now_ms).unwrap_or_default();
    let mut sections = vec![
        Section::Text(format!(
            "{passed} of {} disasters were survived in time; nothing real was changed.",
            scenes.len()
        )),
        Section::Field("held", at.clone()),
        Section::Field("control", place.to_owned()),
        Section::Table(None, table(scenes)),
    ];
    if let Some(count) = undecided.filter(|count| *count > 0) {
        let text = format!(
            "{} would wait for a person: shardctl migrate status",
            units::plural(count, "object")
        );
        sections.push(Section::Field("undecided", text));
    }
    sections.push(Section::Text("Next: man 7 shardctl-recovery".to_owned()));
    Report {
        kind: "drill",
        data: json!({
            "held_at": at,
            "control": place,
            "passed": passed == scenes.len(),
            "scenes": scenes.iter().map(scene_json).collect::<Vec<_>>(),
        }),
        sections,
        warnings: Vec::new(),
    }
}

fn scene_json(scene: &Scene) -> serde_json::Value {
    json!({
        "name": scene.name,
        "passed": scene.passed(),
        "undecided": scene.undecided,
        "steps": scene.steps.iter().map(|step| json!({
            "command": step.what,
            "passed": step.passed(),
            "after_ms": step.after_ms,
            "within_ms": step.within_ms,
            "found": text(step),
        })).collect::<Vec<_>>(),
    })
}

fn text(step: &Step) -> &str {
    let (Ok(text) | Err(text)) = &step.found;
    text
}

fn table(scenes: &[Scene]) -> Listing {
    let steps = scenes
        .iter()
        .flat_map(|scene| scene.steps.iter().map(move |step| (scene, step)));
    let duration = |ms: i64| Cell::Duration(ms.max(0).unsigned_abs());
    let rows = steps.map(|(scene, step)| {
        vec![
            Cell::Text(scene.name.to_owned()),
            Cell::Text(step.what.to_owned()),
            Cell::Flag(step.passed()),
            duration(step.after_ms),
            step.within_ms.map_or(Cell::Unknown, duration),
            Cell::Key(text(step).into()),
        ]
    });
    Listing {
        kind: "drill_steps",
        columns: vec![
            Column::new("scene", "DISASTER"),
            Column::new("command", "DONE"),
            Column::new("passed", "OK"),
            Column::new("after_ms", "AFTER"),
            Column::new("within_ms", "WITHIN"),
            Column::new("found", "FOUND"),
        ],
        rows: rows.collect(),
        empty: "nothing was played",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
