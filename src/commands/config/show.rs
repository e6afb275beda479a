//! `shardctl config show`.

use crate::cli::config::{KEYS, redacted};
use crate::cli::settings::{Origin, Resolved};
use crate::cli::{CommandError, Exit, Settings};
use crate::commands::CommandContext;
use crate::ui::{Cell, Column, Listing};

/// Show the effective settings
///
/// Flags beat variables, variables beat the config file, the file beats what is built in. Secrets
/// are not shown.
#[derive(Debug, clap::Args)]
pub struct ConfigShowArgs {
    /// Show what decided each: a flag, a variable, a line of a file, or nobody
    #[arg(long)]
    origin: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ConfigShowArgs) -> Result<Exit, CommandError> {
    let origin = if args.origin {
        Column::new
    } else {
        Column::wide
    };
    let problems = ctx.settings.file.problems.iter();
    let warnings = problems.map(|problem| ("config_wrong", problem.message.clone()));
    let row = |setting: Resolved| {
        vec![
            Cell::Text(setting.key),
            Cell::Text(redacted(&setting.value)),
            Cell::Text(setting.origin.to_string()),
        ]
    };
    ctx.ui.listing(&Listing {
        kind: "config",
        columns: vec![
            Column::new("key", "KEY"),
            Column::new("value", "VALUE"),
            origin("origin", "ORIGIN"),
        ],
        rows: effective(&ctx.settings).into_iter().map(row).collect(),
        empty: "no settings",
        notes: Vec::new(),
        warnings: warnings.collect(),
    })?;
    Ok(Exit::Ok)
}

/// What flags and variables decide, then the file's keys, then what is built in.
fn effective(settings: &Settings) -> Vec<Resolved> {
    let mut all = settings.resolved.clone();
    let decided: Vec<String> = all.iter().map(|setting| setting.key.clone()).collect();
    let is_new = |key: &str| !decided.iter().any(|decided| decided == key);
    for entry in settings
        .file
        .entries
        .iter()
        .filter(|entry| is_new(&entry.key))
    {
        all.push(Resolved {
            key: entry.key.clone(),
            value: entry.value.clone(),
            origin: Origin::File(settings.file.path.clone(), entry.line),
        });
    }
    let in_file = |path: &str| settings.file.entries.iter().any(|entry| entry.path == path);
    for key in KEYS
        .iter()
        .filter(|key| !key.default.is_empty() && is_new(key.path))
    {
        let is_one = !key.path.contains(['*', '[']);
        if is_one && !in_file(key.path) {
            all.push(Resolved {
                key: key.path.to_owned(),
                value: key.default.to_owned(),
                origin: Origin::Default,
            });
        }
    }
    all
}
