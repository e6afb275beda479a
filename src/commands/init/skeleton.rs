//! `shardctl init` without flags: a config file to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::ui::{Report, Section};

/// The file: complete, and without a fleet until somebody describes theirs.
const SKELETON: &str = include_str!("skeleton.toml");

/// Writes the file.
pub fn run(ctx: &CommandContext) -> Result<Exit, CommandError> {
    let path = &ctx.settings.config_target;
    create(path)?;
    let shown = path.display().to_string();
    ctx.ui.report(&Report {
        kind: "init",
        data: json!({ "config_path": shown }),
        sections: vec![Section::Text(format!("wrote {shown}"))],
        warnings: Vec::new(),
    })?;
    ctx.ui.hint(
        "describe your endpoints, shards and logs in it, then: shardctl config check && shardctl doctor",
    );
    Ok(Exit::Ok)
}

/// Creates the file and the folders above it; never replaces one.
fn create(path: &Path) -> Result<(), CommandError> {
    let unwritable = |error: std::io::Error| {
        let what = format!("cannot write the config file `{}`", path.display());
        let error =
            CommandError::new(Exit::Failed, "config_unwritable", what).why(error.to_string());
        error.next("shardctl init -c FILE      writes it elsewhere")
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(SKELETON.as_bytes()).map_err(unwritable),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let what = format!("`{}` exists already, nothing was changed", path.display());
            Err(CommandError::new(Exit::Refused, "config_exists", what)
                .next("shardctl config check      tells whether it is right")
                .next("shardctl init -c FILE      writes another"))
        }
        Err(error) => Err(unwritable(error)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::cli::config::ConfigFile;

    use super::*;

    fn uncommented() -> String {
        let line = |line: &str| line.strip_prefix("#: ").unwrap_or(line).to_owned() + "\n";
        SKELETON.lines().map(line).collect()
    }

    #[test]
    fn the_skeleton_lacks_only_a_fleet_and_its_examples_are_right() {
        let empty = ConfigFile::parse(Path::new("x"), SKELETON);
        let problems: Vec<&str> = empty.problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(problems, ["there is no [[shard]]"]);
        let full = ConfigFile::parse(Path::new("x"), &uncommented());
        assert_eq!(full.problems, []);
        assert_eq!(full.config.shard.len(), 2);
    }
}
