//! `forecast --series`: any series, good or bad, gets an honest interval or a clear refusal.

use std::fmt::Write;

use crate::support::TestEnvironment;

const HEADER: &str = "series_id,timestamp,value\n";

fn time(hour: i64) -> String {
    jiff::Timestamp::from_second(1_756_684_800 + hour * 3600)
        .unwrap()
        .to_string()
}

fn rows(id: &str, hours: i64, value: impl Fn(i64) -> f64) -> String {
    let mut text = String::new();
    for hour in 0..hours {
        writeln!(text, "{id},{},{}", time(hour), value(hour)).unwrap();
    }
    text
}

fn write(env: &TestEnvironment, text: &str) -> String {
    env.write("series.csv", text).to_string_lossy().into_owned()
}

/// (mean, lower, upper) of each row of a CSV answer, and the rows as they are.
fn estimates(csv: &str) -> Vec<[f64; 3]> {
    let number = |line: &str, column| line.split(',').nth(column).unwrap().parse().unwrap();
    csv.lines()
        .skip(1)
        .map(|line| [2, 3, 4].map(|column| number(line, column)))
        .collect()
}

#[test]
fn a_rhythm_is_continued_hour_by_hour_without_a_config() {
    let env = TestEnvironment::new();
    let text = HEADER.to_owned() + &rows("web", 500, |hour| (hour % 24) as f64);
    let file = write(&env, &text);
    let args = ["forecast", "--series", &file, "--horizon", "24h", "-o"];
    let csv = env.run(&[&args[..], &["csv"]].concat()).success().stdout;
    let mut lines = csv.lines();
    assert_eq!(
        lines.next().unwrap(),
        "series_id,timestamp,mean,lower,upper,model,confidence"
    );
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with(&format!("web,{},", time(500))),
        "{csv}"
    );
    let got = estimates(&csv);
    assert_eq!(got.len(), 24);
    for (lead, [mean, lower, upper]) in got.into_iter().enumerate() {
        let want = ((500 + lead) % 24) as f64;
        assert!((mean - want).abs() < 1e-6, "{lead}: {csv}");
        assert!(lower <= mean && mean <= upper, "{lead}: {csv}");
    }
    let jsonl = env.run(&[&args[..], &["jsonl"]].concat()).success().stdout;
    assert_eq!(
        jsonl
            .lines()
            .filter(|line| line.contains("\"mean\""))
            .count(),
        24,
        "{jsonl}"
    );
}

#[test]
fn whatever_comes_gets_an_interval_or_a_refusal() {
    let env = TestEnvironment::new();
    let noise = |hour: i64| (hour * 7919 % 101) as f64;
    for (name, text) in [
        ("zeros", rows("s", 400, |_| 0.0)),
        ("constant", rows("s", 400, |_| 7.5)),
        ("short constant", rows("s", 5, |_| 7.5)),
        ("one point", rows("s", 1, |_| 3.0)),
        ("two points", rows("s", 2, |hour| hour as f64)),
        ("a day", rows("s", 24, noise)),
        (
            "a gap of days",
            rows("s", 200, noise)
                + &rows("s", 900, noise)
                    .lines()
                    .skip(400)
                    .fold(String::new(), |text, line| text + line + "\n"),
        ),
        (
            "holes",
            rows(
                "s",
                500,
                |hour| if hour % 5 == 0 { f64::NAN } else { noise(hour) },
            ),
        ),
        (
            "infinities",
            rows("s", 500, |hour| {
                if hour % 50 == 0 {
                    f64::INFINITY
                } else {
                    noise(hour)
                }
            }),
        ),
        ("negative", rows("s", 500, |hour| noise(hour) - 50.0)),
        ("huge", rows("s", 500, |hour| noise(hour) * 1e300)),
        ("tiny", rows("s", 500, |hour| noise(hour) * 1e-300)),
        (
            "a spike",
            rows("s", 500, |hour| if hour == 300 { 1e9 } else { 0.0 }),
        ),
        (
            "twice",
            rows("s", 300, noise) + &rows("s", 300, |hour| noise(hour) + 1.0),
        ),
        (
            "backwards",
            rows("s", 300, noise)
                .lines()
                .rev()
                .fold(String::new(), |text, line| text + line + "\n"),
        ),
        (
            "minutes after hours",
            rows("s", 300, noise)
                + &(0..3000).fold(String::new(), |text, minute| {
                    let time =
                        jiff::Timestamp::from_second(1_756_684_800 + 300 * 3600 + minute * 60)
                            .unwrap();
                    text + &format!("s,{time},{}\n", noise(minute))
                }),
        ),
        ("zones", rows("s", 300, noise).replace('Z', "+05:30")),
    ] {
        let file = write(&env, &(HEADER.to_owned() + &text));
        for horizon in ["24h", "7d"] {
            let args = [
                "forecast",
                "--series",
                &file,
                "--horizon",
                horizon,
                "-o",
                "csv",
            ];
            let got = estimates(&env.run(&args).success().stdout);
            assert_eq!(got.len(), if horizon == "24h" { 24 } else { 168 }, "{name}");
            for [mean, lower, upper] in &got {
                assert!(
                    lower <= mean && mean <= upper && mean.is_finite() && upper.is_finite(),
                    "{name}: {got:?}"
                );
                assert!(*lower >= 0.0 || name == "negative", "{name}: {got:?}");
            }
        }
    }
}

#[test]
fn of_one_point_little_can_be_said_and_that_is_shown() {
    let env = TestEnvironment::new();
    let file = write(&env, &(HEADER.to_owned() + &rows("s", 1, |_| 3.0)));
    let args = [
        "forecast",
        "--series",
        &file,
        "--horizon",
        "24h",
        "-o",
        "csv",
    ];
    let csv = env.run(&args).success().stdout;
    let [mean, lower, upper] = estimates(&csv)[0];
    assert_eq!(mean, 3.0, "{csv}");
    assert!(lower <= 1.0 && upper >= 6.0, "{csv}");
    let confidence = csv.lines().nth(1).unwrap().rsplit(',').next().unwrap();
    assert!(confidence.parse::<f64>().unwrap() < 0.01, "{csv}");
}

#[test]
fn nothing_to_say_is_18_and_nonsense_is_named_by_its_line() {
    let env = TestEnvironment::new();
    for (text, code, said) in [
        (HEADER.to_owned(), 18, "no values"),
        (
            HEADER.to_owned() + &rows("s", 100, |_| f64::NAN),
            18,
            "no finite value",
        ),
        (
            HEADER.to_owned() + "s,2026-01-01,1\ns,2026-01-02,2\ns,2026-01-03,2\n",
            18,
            "every 24 hours",
        ),
        (HEADER.to_owned() + "s,yesterday,1\n", 1, "line 2"),
        (
            HEADER.to_owned() + "s,2026-01-01T00:00:00Z,many\n",
            1,
            "`many`",
        ),
        ("id,when,what\n1,2,3\n".to_owned(), 2, "series_id"),
        (String::new(), 2, "series_id"),
        (HEADER.to_owned() + "s,2026-01-01T00:00:00Z\n", 1, "no CSV"),
    ] {
        let file = write(&env, &text);
        let output = env.run(&["forecast", "--series", &file]).exit(code);
        assert!(output.stderr.contains(said), "{said}: {output}");
    }
    env.run(&["forecast", "--series", "nowhere.csv"]).exit(4);
    env.run(&["forecast", "--combine", "sum"]).exit(2);
}

#[test]
fn one_bad_series_spoils_no_other_and_is_said() {
    let env = TestEnvironment::new();
    let good = rows("good", 300, |hour| (hour % 7) as f64);
    let bad = rows("bad", 300, |_| f64::NAN);
    let file = write(&env, &(HEADER.to_owned() + &bad + &good));
    let document = env
        .run(&["forecast", "--series", &file, "-o", "json"])
        .exit(3)
        .json();
    assert_eq!(
        document["warnings"][0]["code"], "series_refused",
        "{document}"
    );
    assert!(
        document["data"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["series_id"] == "good"),
        "{document}"
    );
}

#[test]
fn neither_the_order_of_series_nor_of_lines_changes_a_forecast() {
    let env = TestEnvironment::new();
    let a = rows("a", 400, |hour| (hour * 31 % 17) as f64);
    let b = rows("b", 300, |hour| (hour % 24) as f64 + 1.0);
    let args = |file| {
        [
            "forecast",
            "--series",
            file,
            "--horizon",
            "24h",
            "-o",
            "csv",
        ]
    };
    let file = write(&env, &(HEADER.to_owned() + &a + &b));
    let first = env.run(&args(&file)).success().stdout;
    let mut mixed: Vec<&str> = a.lines().chain(b.lines()).collect();
    mixed.sort_by_key(|line| line.len() * 31 % 13);
    let file = write(&env, &(HEADER.to_owned() + &mixed.join("\n")));
    assert_eq!(env.run(&args(&file)).success().stdout, first);
}

#[test]
fn a_series_may_have_any_bytes_for_its_id() {
    let env = TestEnvironment::new();
    let mut text = HEADER.as_bytes().to_vec();
    for (id, value) in [(&b"p\xff"[..], 7.0), (b"p\xfe", 9.0)] {
        for line in rows("", 300, |_| value).lines() {
            text.extend_from_slice(id);
            text.extend_from_slice(line.as_bytes());
            text.push(b'\n');
        }
    }
    let path = env.write("series.csv", text);
    let path = path.to_str().unwrap();
    let args = ["forecast", "--series", path, "--horizon", "1h", "-o"];
    let document = env.run(&[&args[..], &["json"]].concat()).success().json();
    let row = |index: usize| {
        let row = &document["data"][index];
        (
            row["series_id"].clone(),
            row["series_id_b64"].clone(),
            row["mean"].clone(),
        )
    };
    let null = serde_json::Value::Null;
    assert_eq!(
        row(0),
        (null.clone(), "cP4=".into(), 9.0.into()),
        "{document}"
    );
    assert_eq!(row(1), (null, "cP8=".into(), 7.0.into()), "{document}");
}

#[test]
fn what_never_changed_is_certain_only_as_far_as_that_goes() {
    let env = TestEnvironment::new();
    let reach = |hours: i64, value: f64, level: &str, horizon: &str| {
        let file = write(&env, &(HEADER.to_owned() + &rows("s", hours, |_| value)));
        let args = [
            "forecast",
            "--series",
            &file,
            "--level",
            level,
            "--horizon",
            horizon,
            "-o",
            "csv",
        ];
        estimates(&env.run(&args).success().stdout)
    };
    assert!(
        reach(24, 5.0, "0.9", "24h")
            .iter()
            .all(|hour| *hour == [5.0; 3])
    );
    assert_eq!(
        reach(24, 5.0, "0.9", "25h")[24],
        [5.0, 0.0, 15.0],
        "beyond what was seen"
    );
    assert_eq!(
        reach(24, 5.0, "0.99", "1h")[0],
        [5.0, 0.0, 15.0],
        "24 values tell 96 %"
    );
    assert_eq!(
        reach(1, 0.0, "0.9", "1h")[0],
        [0.0, 0.0, 1.0],
        "one zero is no certain silence"
    );
    assert_eq!(reach(400, 0.0, "0.99", "24h")[0], [0.0; 3]);
}

#[test]
fn quotes_and_line_ends_are_read_wherever_they_begin() {
    let env = TestEnvironment::new();
    let forecast = |text: &str| {
        let file = write(&env, text);
        let args = [
            "forecast",
            "--series",
            &file,
            "--horizon",
            "24h",
            "-o",
            "csv",
        ];
        env.run(&args).success().stdout
    };
    let lines = rows("s", 300, |hour| (hour * 31 % 17) as f64);
    let plain = forecast(&(HEADER.to_owned() + &lines));
    let (first, second) = lines.split_at(lines.len() / 2);
    let second_quoted = second.replace("\ns,", "\n\"s\",");
    for text in [
        HEADER.to_owned() + first + &second_quoted,
        HEADER.to_owned() + first + &second.replace('\n', "\r\n"),
        HEADER.to_owned() + &lines.replace('\n', "\n\n"),
        (HEADER.to_owned() + &lines).replace('\n', "\r\n"),
        HEADER.replace("value", "\"value\"") + &lines,
        HEADER.to_owned() + lines.trim_end(),
    ] {
        assert_eq!(forecast(&text), plain, "{}", &text[text.len() - 200..]);
    }
    // A line that is none is named by its number, however the lines before it were read.
    for (text, said) in [
        (HEADER.to_owned() + &lines + "s,yesterday,1\n", "line 302"),
        (
            HEADER.to_owned() + &rows("s", 10, |_| 1.0) + "s,1\n",
            "line 12 has 2 fields",
        ),
        (
            HEADER.to_owned() + &rows("s", 10, |_| 1.0) + "\"s\",1\n",
            "line 12 has 2 fields",
        ),
        (
            HEADER.to_owned() + &rows("s", 10, |_| 1.0) + "\"s\",yesterday,1\n",
            "line 12",
        ),
    ] {
        let file = write(&env, &text);
        let output = env.run(&["forecast", "--series", &file]).exit(1);
        assert!(output.stderr.contains(said), "{said}: {output}");
    }
}
