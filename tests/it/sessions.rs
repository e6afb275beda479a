//! The sessions of tests/cmd: what a person reads there still happens.

#[test]
fn documented_sessions_still_happen() {
    let variables = [("NO_COLOR", "1"), ("TZ", "UTC"), ("COLUMNS", "100")];
    let cases = trycmd::TestCases::new();
    for (name, value) in variables {
        cases.env(name, value);
    }
    cases.default_bin_path(env!("CARGO_BIN_EXE_shardctl"));
    cases.register_bin(
        "shardctl",
        std::path::PathBuf::from(env!("CARGO_BIN_EXE_shardctl")),
    );
    cases.case("tests/cmd/*.trycmd");
}
