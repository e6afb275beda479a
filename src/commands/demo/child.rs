//! This program again, with the fleet's config and nothing of the caller's settings or credentials.

use std::process::{ExitStatus, Stdio};

use serde_json::Value;
use tokio::process::Command;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::fleet::Fleet;

/// A step's title, why it is there, and the command line below it, as a person would type it.
pub(super) fn announce(
    ctx: &CommandContext,
    about: &str,
    arguments: &[&str],
) -> Result<(), CommandError> {
    let line = arguments.join(" ");
    ctx.ui
        .raw(format!("\n# {about}\n$ shardctl {line}\n").as_bytes())
}

/// Runs a command line to its end; it must end with 0.
pub(super) async fn run(fleet: &Fleet, arguments: &[&str]) -> Result<(), CommandError> {
    run_ending_with(fleet, arguments, Exit::Ok).await
}

/// Runs a command line that must end with `exit`.
pub(super) async fn run_ending_with(
    fleet: &Fleet,
    arguments: &[&str],
    exit: Exit,
) -> Result<(), CommandError> {
    let status = command(fleet, arguments)?.status().await.map_err(failed)?;
    must_end_with(exit, arguments, status)
}

/// Runs a command line that answers one thing: its `data`.
pub(super) async fn data(fleet: &Fleet, arguments: &[&str]) -> Result<Value, CommandError> {
    data_ending_with(fleet, arguments, Exit::Ok).await
}

/// The same of a command line that must end with `exit`.
pub(super) async fn data_ending_with(
    fleet: &Fleet,
    arguments: &[&str],
    exit: Exit,
) -> Result<Value, CommandError> {
    let output = command(fleet, arguments)?
        .args(["-o", "json"])
        .stderr(Stdio::null())
        .stdout(Stdio::piped())
        .output()
        .await
        .map_err(failed)?;
    must_end_with(exit, arguments, output.status)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut document: Value =
        serde_json::from_str(&text).map_err(|error| no_json(arguments, &error))?;
    Ok(document["data"].take())
}

/// Runs a command line that lists things: one value each.
pub(super) async fn records(fleet: &Fleet, arguments: &[&str]) -> Result<Vec<Value>, CommandError> {
    match data(fleet, arguments).await? {
        Value::Array(records) => Ok(records),
        _ => Ok(Vec::new()),
    }
}

fn no_json(arguments: &[&str], error: &serde_json::Error) -> CommandError {
    let what = format!("`shardctl {}` wrote no JSON: {error}", arguments.join(" "));
    CommandError::new(Exit::Failed, "demo_step", what)
}

/// The command line, ready to be started; killed when dropped.
pub(super) fn command(fleet: &Fleet, arguments: &[&str]) -> Result<Command, CommandError> {
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    for (name, _) in std::env::vars_os() {
        if name.as_encoded_bytes().starts_with(b"SHARDCTL_")
            || name.as_encoded_bytes().starts_with(b"AWS_")
        {
            command.env_remove(name);
        }
    }
    command
        .args(arguments)
        .env("SHARDCTL_CONFIG", fleet.config_path())
        .env("SHARDCTL_NO_INPUT", "1")
        .stdin(Stdio::null())
        .kill_on_drop(true);
    Ok(command)
}

/// What is wrong when this program cannot be run again.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` gives it away")]
pub(super) fn failed(error: std::io::Error) -> CommandError {
    let what = format!("cannot run this program again: {error}");
    CommandError::new(Exit::Failed, "demo_child", what)
}

fn must_end_with(exit: Exit, arguments: &[&str], status: ExitStatus) -> Result<(), CommandError> {
    if status.code() == Some(exit as i32) {
        return Ok(());
    }
    let code = status.code();
    let code = code.map_or("a signal".to_owned(), |code| format!("exit code {code}"));
    let what = format!("`shardctl {}` ended with {code}", arguments.join(" "));
    Err(CommandError::new(Exit::Failed, "demo_step", what)
        .why(format!("this step of the demo ends with {}", exit as i32))
        .next("try it by hand: shardctl demo --serve DIR"))
}
