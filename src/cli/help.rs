//! What every help page says at its end.

use clap::{Command, CommandFactory};

use super::{Cli, Exit};

/// The end of the short help.
pub const SEE_ALSO: &str = "`--help` shows more: all global options, and the exit codes.";

/// The clap tree, complete: every page ends with the exit codes.
pub fn command() -> Command {
    with_exit_codes(Cli::command(), &exit_codes())
}

/// The codes are written out once for all pages: every start-up builds the whole tree.
fn with_exit_codes(command: Command, codes: &str) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let mut command = command
        .after_help(SEE_ALSO)
        .after_long_help(codes.to_owned());
    for name in names {
        command = command.mut_subcommand(name, |sub| with_exit_codes(sub, codes));
    }
    command
}

/// The exit codes, one a line.
pub fn exit_codes() -> String {
    let line = |exit: Exit| format!("  {:>3}  {}\n", exit.code(), exit.meaning());
    let lines: String = Exit::all().map(line).collect();
    format!("Exit codes:\n{lines}")
}
