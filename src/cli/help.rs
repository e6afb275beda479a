//! The clap tree with what holds for all of it: how pages end, and which values may begin with a dash.

use std::any::TypeId;
use std::path::PathBuf;

use clap::{Arg, Command, CommandFactory};

use super::{Cli, Exit};

/// The end of the short help.
pub const SEE_ALSO: &str = "`--help` shows more: all global options, and the exit codes.";

/// The clap tree, complete: every page ends with the exit codes.
pub fn command() -> Command {
    completed(Cli::command(), &exit_codes())
}

/// The codes are written out once for all pages: every start-up builds the whole tree.
fn completed(command: Command, codes: &str) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let mut command = command
        .after_help(SEE_ALSO)
        .after_long_help(codes.to_owned())
        .mut_args(with_negative_values);
    for name in names {
        command = command.mut_subcommand(name, |sub| completed(sub, codes));
    }
    command
}

/// Lets numbers, durations and sizes begin with a dash, so that `--limit -1` is told to be a wrong value
/// and not an unknown flag. Texts and paths keep clap's guard against a forgotten value.
fn with_negative_values(arg: Arg) -> Arg {
    let text = [TypeId::of::<String>(), TypeId::of::<PathBuf>()];
    let parser = arg.get_value_parser().type_id();
    if !arg.get_action().takes_values() || text.iter().any(|text| parser == *text) {
        arg
    } else if arg.is_positional() {
        arg.allow_negative_numbers(true)
    } else {
        arg.allow_hyphen_values(true)
    }
}

/// The exit codes, one a line.
pub fn exit_codes() -> String {
    let line = |exit: Exit| format!("  {:>3}  {}\n", exit.code(), exit.meaning());
    let lines: String = Exit::all().map(line).collect();
    format!("Exit codes:\n{lines}")
}
