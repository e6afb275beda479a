//! `plan partition` on graphs whose best division is known, and on files that are none.

use crate::support::TestEnvironment;

/// Two triangles with one light edge between them.
const TRIANGLES: &str = "6 7 1\n2 9 3 9\n1 9 3 9\n1 9 2 9 4 1\n3 1 5 9 6 9\n4 9 6 9\n4 9 5 9\n";

#[test]
fn a_graph_is_divided_where_it_is_thin() {
    let env = TestEnvironment::new();
    env.write("two.graph", TRIANGLES);
    let run = env.run(&["plan", "partition", "two.graph", "--shards", "2"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stdout.contains("cut        1\n"), "{}", run.stdout);
    let parts = std::fs::read_to_string(env.path("two.graph.part.2")).unwrap();
    assert!(
        ["0\n0\n0\n1\n1\n1\n", "1\n1\n1\n0\n0\n0\n"].contains(&parts.as_str()),
        "{parts}"
    );

    let hypergraph = "2 4\n1 2\n3 4\n";
    env.write("nets.hgr", hypergraph);
    let json = env.run(&[
        "plan",
        "partition",
        "nets.hgr",
        "--shards",
        "2",
        "--out",
        "parts",
        "-o",
        "json",
    ]);
    assert_eq!(json.code, Some(0), "{json}");
    let data = &json.json()["data"];
    assert_eq!((&data["cut"], &data["nets"]), (&0.into(), &2.into()));
    assert_eq!(
        std::fs::read_to_string(env.path("parts"))
            .unwrap()
            .lines()
            .count(),
        4
    );
}

#[test]
fn the_price_decides_whether_vertices_leave() {
    let env = TestEnvironment::new();
    env.write("two.graph", TRIANGLES);
    env.write("now", "0\n0\n1\n1\n1\n0\n");
    let moved = |price: &str| {
        let mut args = vec![
            "plan",
            "partition",
            "two.graph",
            "--shards",
            "2",
            "-o",
            "json",
        ];
        args.extend(["--current", "now", "--move-price", price]);
        let run = env.run(&args);
        assert_eq!(run.code, Some(0), "{run}");
        let data = run.json()["data"].clone();
        assert_eq!(data["cut_before"], 36);
        (
            data["moved"].as_u64().unwrap(),
            data["cut"].as_u64().unwrap(),
        )
    };
    // Two moves save 35.
    assert_eq!(moved("0.5"), (2, 1));
    assert_eq!(moved("17.4"), (2, 1));
    assert_eq!(moved("17.6"), (0, 36));

    // Sizes say what moves cost relative to each other.
    let sized = TRIANGLES.replacen("6 7 1", "6 7 101", 1);
    let mut lines: Vec<String> = sized.lines().map(str::to_owned).collect();
    for line in &mut lines[1..] {
        *line = format!("3 {line}");
    }
    env.write("two.graph", lines.join("\n"));
    assert_eq!(moved("5.8"), (2, 1));
    assert_eq!(moved("5.9"), (0, 36));
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let env = TestEnvironment::new();
    env.write("two.graph", TRIANGLES);
    env.write("heavy.hgr", "1 3 10\n1 2\n9\n1\n1\n");
    env.write("self.graph", "2 1\n1\n1\n");
    env.write("huge.hgr", "9000000000000000000 9000000000000000000\n");
    env.write("short", "0\n1\n");
    env.write("two.txt", TRIANGLES);
    let cases: [(&[&str], i32, &str); 9] = [
        (&["two.graph", "--shards", "1"], 2, "1 is not in 2..=1024"),
        (
            &["two.txt", "--shards", "2"],
            2,
            "METIS graphs end in .graph",
        ),
        (
            &["gone.graph", "--shards", "2"],
            4,
            "cannot read gone.graph",
        ),
        (
            &["self.graph", "--shards", "2"],
            2,
            "line 2: vertex 1 is its own neighbour",
        ),
        (
            &["huge.hgr", "--shards", "2"],
            2,
            "with 0 of 9000000000000000000 nets",
        ),
        (
            &["two.graph", "--shards", "2", "--current", "short"],
            2,
            "2 parts for 6 vertices",
        ),
        (
            &["two.graph", "--shards", "2", "--move-price", "1"],
            2,
            "--current <FILE>",
        ),
        (
            &["two.graph", "--shards", "2", "--imbalance", "NaN"],
            2,
            "not a number from 0 up",
        ),
        (
            &["heavy.hgr", "--shards", "2"],
            13,
            "vertex 1 alone is heavier than a shard may be",
        ),
    ];
    for (args, code, part) in cases {
        let run = env.run(&[&["plan", "partition"], args].concat());
        assert_eq!(run.code, Some(code), "{args:?}: {run}");
        assert!(run.stderr.contains(part), "{args:?}: {}", run.stderr);
    }
    assert!(!env.path("heavy.hgr.part.2").exists());
    // The way out that the refusal names works.
    let run = env.run(&[
        "plan",
        "partition",
        "heavy.hgr",
        "--shards",
        "2",
        "--imbalance",
        "0.637",
    ]);
    assert_eq!(run.code, Some(0), "{run}");
}
