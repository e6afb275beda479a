//! [`Settings`]: what a command works with, after flag > environment > file > default.

use std::path::PathBuf;

use crate::placement::Shard;

use super::config::Config;

/// Resolved settings. Commands contain no precedence logic.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The config file used; `None` when there is none.
    pub config_path: Option<PathBuf>,
    /// What the file says, with environment and flags applied.
    pub config: Config,
    /// Directory of map.db and stats.db.
    pub state_dir: PathBuf,
    /// The shards in config order, defaults filled in.
    pub shards: Vec<Shard>,
    /// `--dry-run`.
    pub dry_run: bool,
    /// `--yes`.
    pub yes: bool,
    /// `--confirm NAME`.
    pub confirm: Option<String>,
    /// No prompts: `--no-input`, or standard input is no terminal.
    pub no_input: bool,
}
