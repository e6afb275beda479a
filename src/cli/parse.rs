//! From arguments to [`Cli`], and from clap's errors to ours.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command, FromArgMatches, ValueEnum};

use super::{Cli, CommandError, Environment, Exit, Format, OutputSettings, help, settings};

/// Why there is nothing to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// `--help` or `--version`: a text for stdout.
    Shown(String),
    /// No command: the help, for stderr.
    NoCommand(String),
    /// The arguments are wrong.
    Wrong(CommandError),
}

/// Reads the arguments, the first of which is the program's name.
///
/// Clap itself reads the variables of guards from the process. It takes an empty one for a value,
/// which no guard accepts: an emptied variable must never mean "no limit".
pub fn parse(args: &[OsString]) -> Result<Cli, Ending> {
    let mut tree = help::command();
    let cli = tree.try_get_matches_from_mut(args).and_then(|mut matches| {
        let verb = verb(&matches);
        let cli = Cli::from_arg_matches_mut(&mut matches)?;
        Ok(Cli { verb, ..cli })
    });
    cli.map_err(|error| ending(&error, &tree, args))
}

/// The names of the command, from the first on.
fn verb(matches: &ArgMatches) -> String {
    let mut names = Vec::new();
    let mut at = matches.subcommand();
    while let Some((name, below)) = at {
        names.push(name);
        at = below.subcommand();
    }
    names.join(" ")
}

/// How to show what goes wrong before the settings are known, as far as can be told: errors of
/// parsing are JSON too where JSON was asked for.
pub fn early_output(args: &[OsString], env: &Environment) -> OutputSettings {
    let is_quiet = |arg: &OsString| arg == "-q" || arg == "--quiet";
    OutputSettings {
        format: format_wanted(args, env),
        quiet: args.iter().any(is_quiet),
        color: settings::color(None, env).0,
        ..OutputSettings::default()
    }
}

fn format_wanted(args: &[OsString], env: &Environment) -> Format {
    let from_env = env.text("SHARDCTL_OUTPUT").ok().flatten();
    let mut wanted = from_env.and_then(format_named).unwrap_or_default();
    let mut texts = args.iter().map(|arg| arg.to_string_lossy());
    while let Some(text) = texts.next() {
        let value = match &*text {
            "--" => break,
            "--json" => return Format::Json,
            "-o" | "--output" => texts.next(),
            _ => text
                .strip_prefix("--output=")
                .or_else(|| {
                    text.strip_prefix("-o")
                        .map(|value| value.trim_start_matches('='))
                })
                .map(|value| value.to_owned().into()),
        };
        wanted = value
            .and_then(|value| format_named(&value))
            .unwrap_or(wanted);
    }
    wanted
}

fn format_named(name: &str) -> Option<Format> {
    Format::from_str(name, true).ok()
}

fn ending(error: &clap::Error, tree: &Command, args: &[OsString]) -> Ending {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ending::Shown(text),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Ending::NoCommand(text),
        _ => Ending::Wrong(wrong(error, &text, tree, args)),
    }
}

/// Clap's message in our form: its first line is what, its tips are next.
fn wrong(error: &clap::Error, text: &str, tree: &Command, args: &[OsString]) -> CommandError {
    let mut paragraphs = text.trim().split("\n\n");
    let first = paragraphs.next().unwrap_or_default();
    let mut lines = first.lines().map(str::trim);
    let what = lines
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ");
    let origin = environment_origin(error, tree, args);
    let from = (origin.as_ref()).map_or(String::new(), |name| format!(" (from {name})"));
    let mut wrong = CommandError::new(Exit::Usage, "usage", format!("{what}{from}"));
    if let Some(name) = origin {
        let next = format!("unset {name}, or correct it where it is exported");
        wrong = wrong.next(next);
    }
    for line in lines {
        let bare = line.trim_start_matches('[').trim_end_matches(']');
        wrong = match bare.split_once(": ") {
            Some(("possible values", values)) => wrong.detail("values", values),
            Some(("subcommands", names)) => wrong.detail("commands", without_hidden(names, tree)),
            _ => wrong.detail("missing", line),
        };
    }
    for paragraph in paragraphs {
        for line in paragraph.lines().map(str::trim) {
            if let Some(tip) = line.strip_prefix("tip: ") {
                wrong = wrong.next(tip);
            } else if let Some(usage) = line.strip_prefix("Usage: ") {
                wrong = wrong.detail("usage", usage);
            }
        }
    }
    wrong.next("shardctl help      or any command with --help")
}

/// Clap names hidden commands too, which no help lists.
fn without_hidden(names: &str, tree: &Command) -> String {
    let hidden = |name: &&str| {
        let command = tree.find_subcommand(name);
        command.is_some_and(Command::is_hide_set)
    };
    let shown: Vec<&str> = names.split(", ").filter(|name| !hidden(name)).collect();
    shown.join(", ")
}

/// The variable that a refused value came from: clap names the flag even if nobody wrote it.
fn environment_origin(error: &clap::Error, tree: &Command, args: &[OsString]) -> Option<String> {
    if !matches!(
        error.kind(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation
    ) {
        return None;
    }
    let Some(ContextValue::String(shown)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let flag = shown.split([' ', '=']).next()?.strip_prefix("--")?;
    let long = format!("--{flag}");
    let written = |arg: &OsString| {
        let arg = arg.to_string_lossy();
        arg == long.as_str() || arg.starts_with(&format!("{long}="))
    };
    if args.iter().any(written) {
        return None;
    }
    variable_of(tree, flag)
}

fn variable_of(command: &Command, flag: &str) -> Option<String> {
    let named = command
        .get_arguments()
        .find(|arg| arg.get_long() == Some(flag));
    let own = named
        .and_then(|arg| arg.get_env())
        .map(|name| name.to_string_lossy().into_owned());
    own.or_else(|| {
        command
            .get_subcommands()
            .find_map(|sub| variable_of(sub, flag))
    })
}
