//! The log formats, compiled apart from the rest of the program, so that a fuzzer's build takes a
//! minute and instruments nothing else.

#[path = "../../../src/access/mod.rs"]
pub mod access;
#[path = "../../../src/placement/mod.rs"]
pub mod placement;

use std::sync::Arc;

use access::format::{CombinedOptions, LogFormat, LogParser, Mapping, ParseMemory, Reject, detect};

/// 2026-11-20T12:00:00Z: the fuzzed files are read then.
const NOW_MS: i64 = 1_795_176_000_000;

/// Mappings as an operator writes them, one for each shape that has one.
const MAPPINGS: [(&str, &str); 3] = [
    (
        "mapped-jsonl",
        r#"
        base = "jsonl"
        [fields]
        ts = { path = "$.t", parse = "unix_ms" }
        bucket = { const = "b" }
        key = { path = "$.req.object", decode = "percent" }
        op = { path = "$.req.verb", map = { GET = "get" }, default = "other" }
        status = { path = "$.resp.code" }
        bytes_out = { path = "$.resp.bytes", null = ["-"] }
        client_ip = { path = "$.peer", strip_port = true }
        region = { path = "$.dc", map = { fra = "eu-central-1" } }
        latency_ms = { path = "$.dur", scale = 1000 }
        "#,
    ),
    (
        "mapped-csv",
        r#"
        base = "csv"
        [fields]
        ts = { path = "time", parse = "strftime:%Y-%m-%d %H:%M:%S" }
        bucket = { const = "b" }
        key = { path = "object", decode = "base64" }
        op = { path = "verb" }
        bytes_out = { path = "sent" }
        "#,
    ),
    (
        "mapped-tsv",
        r#"
        base = "tsv"
        [fields]
        ts = { path = "time", parse = "rfc3339" }
        bucket = { const = "b" }
        key = { path = "object", decode = "percent2" }
        op = { path = "verb" }
        "#,
    ),
];

/// Every format that is fuzzed.
pub fn formats() -> Vec<(String, LogFormat)> {
    let built_in = LogFormat::built_in_names().filter_map(|name| {
        let format = LogFormat::built_in(name)?;
        Some((name.to_owned(), format))
    });
    let mapped = MAPPINGS.iter().map(|(name, text)| {
        let table = toml::from_str(text).expect("our own TOML");
        let mapping = Mapping::from_toml(name, &table, false).expect("our own mapping");
        ((*name).to_owned(), LogFormat::Mapped(Arc::new(mapping)))
    });
    built_in.chain(mapped).collect()
}

/// Reads `text` as a file of `format`. Beyond not panicking: frames go forward, none holds more than
/// there is, and a record takes no more than its frame could explain; and a text read as a whole
/// holds what its frames hold.
pub fn read(format: &LogFormat, text: &[u8]) {
    let _ = detect(text);
    let options = CombinedOptions {
        bucket: Some("b".to_owned()),
        host_pattern: CombinedOptions::parse_host_pattern("{bucket}.s3.example.net"),
    };
    let head = &text[..text.len().min(4_096)];
    let mut parser = LogParser::new(format.clone(), options, head, NOW_MS);
    let mut all = parser.clone();
    let framing = parser.framing();
    assert!(framing.whole(text) <= text.len());
    let mut end = 0;
    let mut one_by_one = Vec::new();
    for frame in framing.frames(text) {
        assert!(frame.start >= end && !frame.bytes.is_empty());
        end = frame.start + frame.bytes.len();
        assert_eq!(frame.bytes, &text[frame.start..end]);
        let records = parser.parse(frame.bytes);
        one_by_one.push((frame, records.clone()));
        let Ok(records) = records else {
            continue;
        };
        let mut bytes = 0;
        for record in records {
            bytes += record.key.len() + record.bucket.len() + record.requester.len();
        }
        assert!(bytes <= frame.bytes.len() * 64 + 1_024, "{bytes} bytes of a small frame");
    }
    assert!(end <= text.len());
    let mut one_by_one = one_by_one.into_iter();
    all.parse_all(text, &mut ParseMemory::default(), |frame, records| {
        let (alone, expected) = one_by_one.next().expect("as many frames as one by one");
        assert_eq!(alone, frame);
        // The one thing that is looked for in lines of unusual layout only: see `s3_usual_line`.
        let head_in_agent = expected == Err(Reject::Shape("line: two in one"));
        assert!(head_in_agent || *records == expected, "{records:?}, alone {expected:?}");
    });
    assert!(one_by_one.next().is_none());
}
