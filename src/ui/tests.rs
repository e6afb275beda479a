//! What a listing and a report look like in each format.

use crate::cli::{CommandError, Exit, Format, OutputSettings};
use crate::placement::Key;

use super::*;

const HOSTILE: &str = "a\u{1b}[2J\nb\u{202e}gpj.exe";

fn listing() -> Listing {
    let row = |key: Key, size, share, seen| vec![Cell::Key(key), size, share, seen];
    Listing {
        kind: "keys",
        columns: vec![
            Column::new("key", "KEY"),
            Column::new("size_bytes", "SIZE"),
            Column::new("remote_ratio", "REMOTE"),
            Column::wide("last_read_at", "LAST READ"),
        ],
        rows: vec![
            row(
                "tenant/42/a.bin".into(),
                Cell::Bytes(68 << 30),
                Cell::Ratio(0.41),
                Cell::Time(0),
            ),
            row(
                HOSTILE.into(),
                Cell::Bytes(12),
                Cell::Ratio(f64::NAN),
                Cell::Unknown,
            ),
            row(
                b"\xff/x".as_slice().into(),
                Cell::Bytes(2048),
                Cell::Unknown,
                Cell::Unknown,
            ),
        ],
        empty: "no keys",
        notes: vec!["region coverage 94%".to_owned()],
        warnings: vec![("region_unknown", "6% of reads have no region".to_owned())],
    }
}

fn shown(settings: OutputSettings) -> (String, String) {
    let settings = OutputSettings {
        timezone: Some("UTC".to_owned()),
        ..settings
    };
    let (ui, out, err) = Ui::captured(settings);
    let exit = ui.finish(ui.listing(&listing()).map(|()| Exit::Partial));
    assert_eq!(exit, Exit::Partial);
    (out.text(), err.text())
}

fn format(format: Format) -> OutputSettings {
    OutputSettings {
        format,
        ..OutputSettings::default()
    }
}

#[test]
fn a_table_in_a_pipe_is_bare_and_harmless() {
    let (out, err) = shown(format(Format::Table));
    insta::assert_snapshot!(out, @r"
    KEY                             SIZE  REMOTE
    tenant/42/a.bin             68.0 GiB     41%
    a\x1b[2J\nb\u{202e}gpj.exe      12 B       -
    \xff/x                       2.0 KiB       -

    region coverage 94%
    ");
    assert_eq!(err, "warning: 6% of reads have no region\n");
}

#[test]
fn wide_shows_all_columns() {
    let (out, _) = shown(format(Format::Wide));
    insta::assert_snapshot!(out, @r"
    KEY                             SIZE  REMOTE  LAST READ
    tenant/42/a.bin             68.0 GiB     41%  1970-01-01 00:00:00+00:00
    a\x1b[2J\nb\u{202e}gpj.exe      12 B       -  -
    \xff/x                       2.0 KiB       -  -

    region coverage 94%
    ");
}

#[test]
fn json_is_exact_and_without_control_bytes() {
    let (out, err) = shown(format(Format::Json));
    assert_eq!(err, "", "warnings are in the document");
    assert!(!out.trim_end().chars().any(escape::is_hostile));
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["schema"], "shardctl.keys/v1");
    assert_eq!(document["generated_at"], "1970-01-01T00:00:00Z");
    assert_eq!(document["tool"]["name"], "shardctl");
    assert_eq!(document["warnings"][0]["code"], "region_unknown");
    let data = &document["data"];
    assert_eq!(data[0]["last_read_at"], "1970-01-01T00:00:00Z");
    assert_eq!(
        (&data[1]["key"], &data[1]["remote_ratio"]),
        (&HOSTILE.into(), &().into())
    );
    assert_eq!(
        (&data[2]["key"], &data[2]["key_b64"]),
        (&().into(), &"/y94".into())
    );
}

#[test]
fn json_lines_end_with_the_summary() {
    let (out, _) = shown(format(Format::Jsonl));
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let types: Vec<&str> = lines
        .iter()
        .map(|line| line["type"].as_str().unwrap())
        .collect();
    assert_eq!(types, ["item", "item", "item", "warning", "summary"]);
    assert_eq!(lines[0]["schema"], "shardctl.keys/v1");
    assert_eq!(
        (&lines[4]["exit_code"], &lines[4]["outcome"]),
        (&3.into(), &"partial".into())
    );
}

#[test]
fn csv_and_names_are_harmless_and_a_csv_file_is_exact() {
    let (out, _) = shown(format(Format::Csv));
    assert!(out.starts_with(
        "key,size_bytes,remote_ratio,last_read_at\ntenant/42/a.bin,73014444032,0.41,1970"
    ));
    assert!(out.contains("\na\\x1b[2J\\nb\\u{202e}gpj.exe,12,,\n"));
    assert!(!out.chars().any(|c| c != '\n' && escape::is_hostile(c)));
    let (ui, file, _) = Ui::captured(OutputSettings::default());
    ui.csv(&listing()).unwrap();
    assert!(file.text().contains(&format!("\"{HOSTILE}\",12,")));
    let (out, _) = shown(format(Format::Name));
    assert_eq!(
        out,
        "tenant/42/a.bin\na\\x1b[2J\\nb\\u{202e}gpj.exe\n\\xff/x\n"
    );
}

#[test]
fn columns_order_and_limit_are_the_callers() {
    let settings = OutputSettings {
        columns: vec!["last_read_at".to_owned(), "key".to_owned()],
        sort_by: Some("-size_bytes".to_owned()),
        limit: Some(2),
        headers: false,
        ..format(Format::Table)
    };
    let (out, err) = shown(settings);
    insta::assert_snapshot!(out, @r"
    1970-01-01 00:00:00+00:00  tenant/42/a.bin
    -                          \xff/x
    ");
    assert!(err.starts_with("2 of 3 shown (--limit)\n"));
}

#[test]
fn what_is_unknown_comes_last_either_way() {
    for (by, names) in [("remote_ratio", "tenant"), ("-remote_ratio", "tenant")] {
        let settings = OutputSettings {
            sort_by: Some(by.to_owned()),
            limit: Some(2),
            ..format(Format::Name)
        };
        let mut listing = listing();
        listing.rows[1][2] = Cell::Ratio(0.41);
        let (ui, out, _) = Ui::captured(settings);
        ui.listing(&listing).unwrap();
        assert!(
            out.text().starts_with(names) && !out.text().contains("xff"),
            "{by}"
        );
    }
}

#[test]
fn a_column_that_is_not_there_is_a_usage_error() {
    let settings = OutputSettings {
        columns: vec!["size".to_owned()],
        ..OutputSettings::default()
    };
    let error = Ui::captured(settings).0.listing(&listing()).unwrap_err();
    assert_eq!((error.exit, error.code), (Exit::Usage, "unknown_column"));
    assert_eq!(error.next, ["did you mean `size_bytes`?"]);
}

#[test]
fn an_empty_list_says_so_on_stderr() {
    let empty = Listing {
        rows: Vec::new(),
        notes: Vec::new(),
        warnings: Vec::new(),
        ..listing()
    };
    let (ui, out, err) = Ui::captured(OutputSettings::default());
    ui.listing(&empty).unwrap();
    assert_eq!(
        (out.text(), err.text()),
        (String::new(), "no keys\n".to_owned())
    );
}

fn report(tables: usize) -> Report {
    let mut sections = vec![
        Section::Text("fleet of 2 shards".to_owned()),
        Section::Field("map", "version 41".to_owned()),
        Section::Field("coverage", "94%\u{1b}".to_owned()),
    ];
    for _ in 0..tables {
        sections.push(Section::Table(Some("Keys".to_owned()), listing()));
    }
    Report {
        kind: "status",
        data: serde_json::json!({"map": {"version": 41}}),
        sections,
        warnings: Vec::new(),
    }
}

#[test]
fn a_report_is_sections_for_people_and_one_value_for_programs() {
    let (ui, out, _) = Ui::captured(OutputSettings::default());
    ui.report(&report(1)).unwrap();
    insta::assert_snapshot!(out.text(), @r"
    fleet of 2 shards
    map       version 41
    coverage  94%\x1b

    Keys
    KEY                             SIZE  REMOTE
    tenant/42/a.bin             68.0 GiB     41%
    a\x1b[2J\nb\u{202e}gpj.exe      12 B       -
    \xff/x                       2.0 KiB       -
    region coverage 94%
    ");
    let (ui, out, _) = Ui::captured(format(Format::Json));
    ui.report(&report(1)).unwrap();
    let document: serde_json::Value = serde_json::from_str(&out.text()).unwrap();
    assert_eq!(document["schema"], "shardctl.status/v1");
    assert_eq!(document["data"]["map"]["version"], 41);
}

#[test]
fn csv_takes_the_only_table_of_a_report() {
    let (ui, out, _) = Ui::captured(format(Format::Csv));
    ui.report(&report(1)).unwrap();
    assert!(out.text().starts_with("key,size_bytes"));
    let error = Ui::captured(format(Format::Csv))
        .0
        .report(&report(2))
        .unwrap_err();
    assert_eq!((error.exit, error.code), (Exit::Usage, "not_a_list"));
}

#[test]
fn quiet_is_silent_unless_it_must_not_be() {
    let settings = OutputSettings {
        quiet: true,
        ..OutputSettings::default()
    };
    for (exit, said) in [
        (Exit::Ok, ""),
        (Exit::Pending, ""),
        (Exit::Partial, "error: 3 files skipped  [exit 3]\n"),
    ] {
        let (ui, _, err) = Ui::captured(settings.clone());
        ui.status("reading");
        ui.hint("next");
        ui.warning("3 files skipped");
        assert_eq!(ui.finish(Ok(exit)), exit);
        assert_eq!(err.text(), said);
    }
    let error = CommandError::new(Exit::Failed, "x", "it broke").why("because");
    let (ui, _, err) = Ui::captured(settings.clone());
    ui.warning("3 files skipped");
    ui.failure(&error);
    ui.finish(Ok(Exit::Failed));
    assert_eq!(err.text(), "error: it broke  [exit 1]\n");
    let (ui, _, err) = Ui::captured(settings);
    ui.finish(Err(error));
    assert_eq!(err.text(), "error: it broke  [exit 1]\n");
}

#[test]
fn programs_find_only_json_on_stderr() {
    let (ui, out, err) = Ui::captured(format(Format::Jsonl));
    ui.status("reading");
    ui.warning("careful");
    ui.finish(Err(CommandError::new(Exit::Denied, "denied", "no entry")));
    let types = |text: String| -> Vec<String> {
        let value = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        text.lines()
            .map(|line| value(line)["schema"].to_string())
            .collect()
    };
    assert_eq!(
        types(err.text()),
        ["\"shardctl.run/v1\"", "\"shardctl.error/v1\""]
    );
    assert_eq!(types(out.text()), ["\"shardctl.run/v1\""]);
}

#[test]
fn what_goes_out_raw_is_followed_by_nothing() {
    let (ui, out, _) = Ui::captured(format(Format::Jsonl));
    ui.raw(b"{}\n").unwrap();
    ui.finish(Ok(Exit::Ok));
    assert_eq!(out.text(), "{}\n");
}

#[test]
fn a_series_is_a_chart_for_people_and_numbers_for_programs() {
    let listing = Listing {
        kind: "test",
        columns: vec![Column::new("hourly", "HOURLY")],
        rows: vec![vec![Cell::Series(vec![0.0, 3.5, f64::NAN, 7.0])]],
        empty: "nothing",
        notes: Vec::new(),
        warnings: Vec::new(),
    };
    for (format, text) in [
        (Format::Table, "▁▅ █"),
        (Format::Jsonl, "[0.0,3.5,null,7.0]"),
        (Format::Csv, "0 3.5 7"),
    ] {
        let settings = OutputSettings {
            format,
            ..OutputSettings::default()
        };
        let (ui, out, _) = Ui::captured(settings);
        ui.listing(&listing).unwrap();
        assert!(out.text().contains(text), "{}", out.text());
    }
}
