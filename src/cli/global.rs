//! [`GlobalArgs`]: the flags of every command.
//!
//! At most 20, because they are repeated in every help page and every completion. None has a default
//! or an environment variable in clap: `settings` decides flag > environment > file > default, so that
//! an exported variable never collides with a flag.

use std::path::PathBuf;

use clap::ArgAction;

use super::value::HumanDuration;
use super::{ColorChoice, Format, LogFormat, ProgressChoice};

/// The flags of every command.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct GlobalArgs {
    /// Config file [env: SHARDCTL_CONFIG]
    ///
    /// Without it $XDG_CONFIG_HOME/shardctl/config.toml, then /etc/shardctl/config.toml; never the
    /// current directory.
    #[arg(short, long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// Form of the answer [env: SHARDCTL_OUTPUT] [default: table]
    #[arg(short, long, global = true, value_name = "FORMAT")]
    pub output: Option<Format>,
    /// The same as `--output json`
    #[arg(long, global = true)]
    pub json: bool,
    /// Columns of lists, in this order
    #[arg(
        long,
        global = true,
        value_name = "A,B",
        value_delimiter = ',',
        hide_short_help = true
    )]
    pub columns: Vec<String>,
    /// Column that orders a list; `-COLUMN` puts the largest first
    #[arg(
        long,
        global = true,
        value_name = "COLUMN",
        allow_hyphen_values = true,
        hide_short_help = true
    )]
    pub sort_by: Option<String>,
    /// Leave out the heads of tables and CSV
    #[arg(long, global = true, hide_short_help = true)]
    pub no_headers: bool,
    /// Show at most this many rows
    #[arg(long, global = true, value_name = "N")]
    pub limit: Option<usize>,
    /// Say nothing but the answer; one line when something is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]
    #[arg(long, global = true, value_name = "FORMAT", hide_short_help = true)]
    pub log_format: Option<LogFormat>,
    /// Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub log_file: Option<PathBuf>,
    /// How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]
    #[arg(long, global = true, value_name = "HOW", hide_short_help = true)]
    pub progress: Option<ProgressChoice>,
    /// Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]
    #[arg(long, global = true, value_name = "DURATION", hide_short_help = true)]
    pub progress_interval: Option<HumanDuration>,
    /// When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]
    #[arg(long, global = true, value_name = "WHEN", hide_short_help = true)]
    pub color: Option<ColorChoice>,
    /// Show times in UTC
    #[arg(long, global = true, hide_short_help = true)]
    pub utc: bool,
    /// Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]
    #[arg(long, global = true, value_name = "DURATION", hide_short_help = true)]
    pub timeout: Option<HumanDuration>,
    /// Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub retries: Option<u32>,
    /// Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]
    #[arg(long, global = true, hide_short_help = true)]
    pub no_input: bool,
    /// Why something is changed, for `migrate log` [env: SHARDCTL_REASON]
    #[arg(long, global = true, value_name = "TEXT", hide_short_help = true)]
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::Args as _;

    use super::*;

    #[test]
    fn they_are_few_and_leave_variables_and_defaults_to_the_settings() {
        let tree = GlobalArgs::augment_args(clap::Command::new("any"));
        assert!(tree.get_arguments().count() <= 20);
        for arg in tree.get_arguments() {
            let name = arg.get_id();
            assert!(arg.get_env().is_none(), "{name}");
            assert!(arg.is_global_set(), "{name}");
            let takes_text = arg.get_action().takes_values();
            assert!(!takes_text || arg.get_default_values().is_empty(), "{name}");
        }
    }
}
