use super::*;
use crate::plan::describe::{PlanContext, describe};
use crate::plan::guard::Guards;
use crate::plan::proposal::propose;
use crate::plan::sample::two_regions;

fn sample() -> PlanDocument {
    let input = two_regions();
    let proposal = propose(&input).unwrap();
    let context = PlanContext {
        base_map: BaseMap {
            version: 1,
            hash: "5e".repeat(32),
        },
        as_of_ms: 1_700_000_000_000,
        oldest_event_ms: 1_697_000_000_000,
        demand_requests: 4000,
        region_coverage: 0.95,
        forecast_hours: 168,
        notes: vec!["sample".to_owned()],
        request: None,
    };
    let guards = Guards {
        max_moves: Some(5),
        ..Guards::default()
    };
    let extent = crate::plan::describe::extent(&input, &proposal);
    PlanDocument::new(describe(
        &input,
        &proposal,
        &context,
        guards.check(extent, 0.95),
    ))
}

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/formats/v1/plan.json");

#[test]
fn the_golden_file_is_still_what_we_write_and_read() {
    let golden = std::fs::read(GOLDEN).unwrap_or_default();
    let written = sample().to_bytes();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &written).unwrap();
        return;
    }
    assert_eq!(
        String::from_utf8_lossy(&written),
        String::from_utf8_lossy(&golden),
        "format v1 changed; UPDATE_GOLDEN=1 writes the file anew"
    );
    assert_eq!(PlanDocument::from_bytes(&golden).unwrap(), sample());
}

#[test]
fn layout_does_not_matter_and_content_does() {
    let document = sample();
    let value: Value = serde_json::from_slice(&document.to_bytes()).unwrap();
    let compact = serde_json::to_vec(&value).unwrap();
    assert_eq!(PlanDocument::from_bytes(&compact).unwrap(), document);

    let text = String::from_utf8(document.to_bytes()).unwrap();
    let edits = [
        ("\"to\": \"b\"", "\"to\": \"a\""),
        ("\"bytes\": 10737418240", "\"bytes\": 10737418241"),
        (document.plan_id.as_str(), "000000000000"),
    ];
    for (from, to) in edits {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from}");
        let error = PlanDocument::from_bytes(edited.as_bytes()).unwrap_err();
        assert!(
            matches!(error, PlanFileError::Edited { .. }),
            "{from}: {error}"
        );
    }
}

#[test]
fn what_is_no_plan_is_refused() {
    for (bytes, says) in [
        ("", "not a plan file"),
        ("[1]", "not a plan file"),
        ("{\"format_version\":1}", "not a plan file"),
        ("{\"format_version\":2}", "format version is 2"),
        ("\u{0}", "not a plan file"),
    ] {
        let error = PlanDocument::from_bytes(bytes.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(says), "{bytes:?}: {error}");
    }
}
