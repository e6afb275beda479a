//! What beats what.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::cli::Format;

use super::*;

const FLEET: &str = "state_dir = \"/from/file\"\ntimezone = \"Europe/Berlin\"\n\
    [endpoint.aws]\nregion = \"eu-central-1\"\n\
    [[shard]]\nname = \"a\"\nendpoint = \"aws\"\nbucket = \"a\"\n\
    [[shard]]\nname = \"b\"\nendpoint = \"aws\"\nbucket = \"b\"\nregion = \"r\"\nweight = 0\n";

fn home() -> TempDir {
    let dir = TempDir::new().unwrap();
    std::fs::create_dir(dir.path().join("shardctl")).unwrap();
    std::fs::write(dir.path().join("shardctl/config.toml"), FLEET).unwrap();
    dir
}

fn resolve(args: &GlobalArgs, more: &[(&str, &str)]) -> Settings {
    let dir = home();
    let place = dir.path().to_str().unwrap();
    let own = [("XDG_CONFIG_HOME", place), ("XDG_STATE_HOME", "/from/xdg")];
    let env = Environment::of(own.iter().chain(more).copied());
    Settings::resolve(args, &env, ConfigNeed::Required, None).unwrap()
}

fn origin(settings: &Settings, key: &str) -> String {
    let resolved = settings
        .resolved
        .iter()
        .find(|resolved| resolved.key == key);
    resolved.unwrap().origin.to_string()
}

#[test]
fn flag_beats_variable_beats_file_beats_default() {
    let mut args = GlobalArgs::default();
    let from_file = resolve(&args, &[]);
    assert_eq!(from_file.state_dir, Path::new("/from/file"));
    assert!(origin(&from_file, "state_dir").ends_with("shardctl/config.toml:1"));
    let variable = [
        ("SHARDCTL_STATE_DIR", "/from/env"),
        ("SHARDCTL_RETRIES", "1"),
    ];
    let from_env = resolve(&args, &variable);
    assert_eq!(from_env.state_dir, Path::new("/from/env"));
    assert_eq!(
        (from_env.retries, origin(&from_env, "retries").as_str()),
        (1, "SHARDCTL_RETRIES")
    );
    args.state_dir = Some(PathBuf::from("/from/flag"));
    args.retries = Some(9);
    let from_flag = resolve(&args, &variable);
    assert_eq!(from_flag.state_dir, Path::new("/from/flag"));
    assert_eq!(
        (from_flag.retries, origin(&from_flag, "retries").as_str()),
        (9, "--retries")
    );
    assert_eq!(from_flag.timeout, Duration::from_mins(1));
}

#[test]
fn without_a_config_the_state_is_where_the_system_keeps_it() {
    let settings = |variables: &[(&str, &str)]| {
        let env = Environment::of(variables.iter().copied());
        Settings::resolve(&GlobalArgs::default(), &env, ConfigNeed::None, None).unwrap()
    };
    let xdg = settings(&[("XDG_STATE_HOME", "/x"), ("HOME", "/h")]);
    assert_eq!(xdg.state_dir, Path::new("/x/shardctl"));
    assert_eq!(xdg.config_path, None);
    assert_eq!(
        xdg.config_target,
        Path::new("/h/.config/shardctl/config.toml")
    );
}

#[test]
fn shards_get_what_the_file_leaves_out() {
    let settings = resolve(&GlobalArgs::default(), &[]);
    let seen: Vec<(&str, &str, u32)> = settings
        .shards
        .iter()
        .map(|shard| (shard.name.0.as_str(), shard.region.as_str(), shard.weight))
        .collect();
    assert_eq!(seen, [("a", "eu-central-1", 100), ("b", "r", 0)]);
}

#[test]
fn json_beats_output_beats_the_variable() {
    let exported = [("SHARDCTL_OUTPUT", "csv")];
    let mut args = GlobalArgs::default();
    assert_eq!(resolve(&args, &exported).output.format, Format::Csv);
    args.output = Some(Format::Wide);
    assert_eq!(resolve(&args, &exported).output.format, Format::Wide);
    args.json = true;
    assert_eq!(resolve(&args, &exported).output.format, Format::Json);
}

#[test]
fn times_are_utc_when_asked() {
    let mut args = GlobalArgs::default();
    assert_eq!(
        resolve(&args, &[]).output.timezone.as_deref(),
        Some("Europe/Berlin")
    );
    args.utc = true;
    assert_eq!(resolve(&args, &[]).output.timezone.as_deref(), Some("UTC"));
}

#[test]
fn verbosity_beats_the_variable_beats_quiet() {
    let exported = [("SHARDCTL_LOG", "trace")];
    let mut args = GlobalArgs {
        quiet: true,
        ..GlobalArgs::default()
    };
    assert_eq!(resolve(&args, &[]).log.directives, "error,s3s=off");
    assert_eq!(resolve(&args, &exported).log.directives, "trace");
    args.verbose = 2;
    assert_eq!(
        resolve(&args, &exported).log.directives,
        "warn,shardctl=debug"
    );
}
