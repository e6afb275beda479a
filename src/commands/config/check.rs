//! `shardctl config check`.

use std::path::Path;

use serde_json::json;

use crate::cli::config::Config;
use crate::cli::{CommandError, Exit, settings};
use crate::commands::CommandContext;
use crate::commands::logs::selection::regions;
use crate::commands::safety::SafetyBounds;
use crate::ui::{Report, Section, units};

/// Check the config file
///
/// Finds unknown keys, wrong values, names that do not exist, shards that overlap and secrets, and
/// looks whether the files that it names can be read. Asks no endpoint: that is `shardctl doctor`.
#[derive(Debug, clap::Args)]
pub struct ConfigCheckArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &ConfigCheckArgs) -> Result<Exit, CommandError> {
    let Some(path) = &ctx.settings.config_path else {
        return Err(settings::no_config(&ctx.settings.places));
    };
    if let Some(error) = ctx.settings.file.error() {
        return Err(error);
    }
    let config = &ctx.settings.config;
    regions(ctx)?;
    authorities_are_readable(config)?;
    let counts = [
        ("shard", config.shard.len()),
        ("endpoint", config.endpoint.len()),
        ("log source", config.logs.len()),
    ];
    let words: Vec<String> = counts
        .iter()
        .map(|(name, number)| units::plural(*number as u64, name))
        .collect();
    let path = path.display().to_string();
    let bounds = SafetyBounds::of(&ctx.settings)?.notes();
    ctx.ui.report(&Report {
        kind: "config_check",
        data: json!({
            "config_path": path,
            "shards": config.shard.len(),
            "endpoints": config.endpoint.len(),
            "log_sources": config.logs.len(),
        }),
        sections: vec![Section::Text(format!(
            "{path} is right: {}",
            words.join(", ")
        ))],
        warnings: bounds
            .into_iter()
            .map(|note| ("short_bound", note))
            .collect(),
    })?;
    Ok(Exit::Ok)
}

fn authorities_are_readable(config: &Config) -> Result<(), CommandError> {
    let mut endpoints = config.endpoint.values();
    endpoints.try_for_each(|endpoint| endpoint.ca_file.as_deref().map_or(Ok(()), readable))
}

fn readable(path: &Path) -> Result<(), CommandError> {
    let opened = std::fs::File::open(path);
    opened.map(|_| ()).map_err(|error| {
        let what = format!(
            "the config names `{}`, which cannot be read",
            path.display()
        );
        CommandError::new(Exit::Usage, "config_wrong", what)
            .why(error.to_string())
            .next("make it readable for this user, or take it out of the config")
    })
}
