//! `shardkey`: a pure function with golden vectors.

use crate::support::TestEnvironment;

/// The vectors of the layout, made by a second implementation.
const GOLDEN: &str = include_str!("../../fixtures/shardkey/v1.json");

#[test]
fn golden_vectors_hold_on_the_command_line() {
    let env = TestEnvironment::new();
    let golden: Vec<serde_json::Value> = serde_json::from_str(GOLDEN).unwrap();
    for vector in golden {
        let text = |name: &str| vector[name].as_str().unwrap().to_owned();
        let weight = |index: usize| vector["weights"][index].to_string();
        let args = [
            format!("--client={}", text("client")),
            format!("--type={}", text("type")),
            format!("--time={}", vector["time_ms"]),
            format!("--window={}ms", vector["window_ms"]),
            format!("--client-weight={}", weight(0)),
            format!("--type-weight={}", weight(1)),
            format!("--time-weight={}", weight(2)),
        ];
        let mut command = vec!["shardkey".to_owned()];
        command.extend(args);
        let output = env.run(&command).success();
        assert_eq!(output.stdout, format!("{}\n", text("key")), "{vector}");
    }
}

#[test]
fn explain_says_which_bits_come_from_what() {
    let env = TestEnvironment::new();
    let args = [
        "shardkey",
        "--client",
        "acme",
        "--type",
        "jpg",
        "--time",
        "2025-11-20T22:00:00Z",
    ];
    let explained = env.run(&[&args[..], &["--explain"]].concat()).success();
    for text in ["63-32", "31-16", "15-0", "window number", "2025-11-20"] {
        assert!(explained.stdout.contains(text), "{text}: {explained}");
    }
    let document = env
        .run(&[&args[..], &["-o", "json"]].concat())
        .success()
        .json();
    assert_eq!(document["schema"], "shardctl.shardkey/v1");
    assert_eq!(document["data"]["parts"][0]["bits"], 32);
    assert_eq!(document["data"]["window_start"], "2025-11-20T00:00:00Z");
}

#[test]
fn arguments_that_give_no_key_are_usage_errors() {
    let env = TestEnvironment::new();
    let base = ["shardkey", "--client", "a", "--type", "b", "--time"];
    for more in [
        &["yesterday"][..],
        &["0", "--window", "0s"],
        &[
            "0",
            "--client-weight",
            "0",
            "--type-weight",
            "0",
            "--time-weight",
            "0",
        ],
        &["0", "--client-weight", "-1"],
    ] {
        let output = env.run(&[&base[..], more].concat()).exit(2);
        assert_eq!(output.stdout, "", "{output}");
    }
}
