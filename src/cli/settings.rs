//! [`Settings`]: what a command works with, after flag > environment > file > default.

mod control;

use std::fmt;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use clap::ValueEnum;

use crate::placement::{Shard, ShardName};

use super::config::{Config, ConfigFile};
use super::value::HumanDuration;
use super::{
    ColorChoice, CommandError, Environment, Exit, GlobalArgs, LogSettings, OutputSettings,
};

/// Whether a command works with the config file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigNeed {
    /// It does not look at it.
    None,
    /// It looks at it where there is one; a wrong one is an error.
    IfPresent,
    /// As `IfPresent`, and its answer lies in the state directory: it needs a config or a state.
    OrState,
    /// It shows what is wrong with it.
    Inspect,
    /// It cannot do without.
    Required,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag.
    Flag(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A line of the config file.
    File(PathBuf, usize),
    /// Nobody said otherwise.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Variable(name) => f.write_str(name),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A setting as `config show` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Its name: `state_dir`, `guards.max_bytes`.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Who decided.
    pub origin: Origin,
}

/// Resolved settings. Commands contain no precedence logic.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The config file used; `None` when there is none.
    pub config_path: Option<PathBuf>,
    /// Where a config file was looked for.
    pub places: Vec<PathBuf>,
    /// Where a new config file belongs.
    pub config_target: PathBuf,
    /// What the file says.
    pub config: Config,
    /// The file with its lines and problems.
    pub file: ConfigFile,
    /// Directory of map.db and stats.db.
    pub state_dir: PathBuf,
    /// The shards in config order, defaults filled in.
    pub shards: Vec<Shard>,
    /// How answers are shown.
    pub output: OutputSettings,
    /// What is logged.
    pub log: LogSettings,
    /// Longest time for one S3 request.
    pub timeout: Duration,
    /// Attempts after the first at an S3 request.
    pub retries: u32,
    /// No prompts: `--no-input`, or standard input is no terminal.
    pub no_input: bool,
    /// Why something is changed: `--reason`.
    pub reason: Option<String>,
    /// Who runs the program, as the system calls them.
    pub user: String,
    /// The last characters of the access key, or the profile, that the environment names.
    pub identity: Option<String>,
    /// Panic with these words, for the test of what a bug looks like.
    pub bug: Option<String>,
    /// Settings that flags and variables can decide, with who did.
    pub resolved: Vec<Resolved>,
}

impl Settings {
    /// A path of the config: a relative one is relative to the file.
    pub fn beside_config(&self, path: &Path) -> PathBuf {
        let folder = self.config_path.as_deref().and_then(Path::parent);
        folder.unwrap_or(Path::new("")).join(path)
    }

    /// Decides every setting. `given_control` is the control location that a flag of the command names.
    pub fn resolve(
        args: &GlobalArgs,
        env: &Environment,
        need: ConfigNeed,
        given_control: Option<&str>,
    ) -> Result<Self, CommandError> {
        let places = places(env);
        let named = args.config.clone().or_else(|| env.path("SHARDCTL_CONFIG"));
        let config_target = named
            .clone()
            .or_else(|| places.first().cloned())
            .unwrap_or_default();
        let found = named.or_else(|| places.iter().find(|path| path.exists()).cloned());
        let file = match need {
            ConfigNeed::None => None,
            _ => found.map(|path| ConfigFile::read(&path)).transpose()?,
        };
        match (&file, need) {
            (None, ConfigNeed::Required) => return Err(no_config(&places)),
            (Some(file), ConfigNeed::Required | ConfigNeed::IfPresent | ConfigNeed::OrState) => {
                file.error().map_or(Ok(()), Err)?;
            }
            _ => {}
        }
        let config_path = file.as_ref().map(|file| file.path.clone());
        let file = file.unwrap_or_default();
        let mut resolver = Resolver {
            env,
            file: &file,
            resolved: Vec::new(),
        };
        let state_dir = resolver.state_dir(args)?;
        let output = resolver.output(args)?;
        let log = resolver.log(args)?;
        let timeout = resolver.pick(TIMEOUT, args.timeout, HumanDuration { ms: 60_000 })?;
        if timeout.ms == 0 {
            let what = "a timeout of 0 leaves no time for any answer";
            return Err(CommandError::new(Exit::Usage, "bad_value", what)
                .next("--timeout 60s      is the default"));
        }
        let retries = resolver.pick(RETRIES, args.retries, 5)?;
        let no_input = args.no_input || env.flag("SHARDCTL_NO_INPUT");
        now(env)?;
        let mut config = file.config.clone();
        let control = control_location(given_control, env)?.filter(|_| need != ConfigNeed::None);
        if let Some((text, origin)) = control {
            control::choose(&mut config, text, &origin.to_string())?;
            resolver.note("control.url", text, origin);
        }
        let resolved = resolver.resolved;
        Ok(Self {
            config_path,
            places,
            config_target,
            shards: shards(&config),
            config,
            file,
            state_dir,
            output,
            log,
            timeout: Duration::from_millis(timeout.ms),
            retries,
            reason: args.reason.clone().or(reason(env)?),
            user: user(env)?,
            identity: identity(env)?,
            bug: bug(env)?,
            no_input: no_input || !std::io::stdin().is_terminal(),
            resolved,
        })
    }
}

fn reason(env: &Environment) -> Result<Option<String>, CommandError> {
    Ok(env.text("SHARDCTL_REASON")?.map(str::to_owned))
}

/// Under sudo, whoever called it.
/// Who the environment's credentials say we are: nothing of a key but what tells it from others.
fn identity(env: &Environment) -> Result<Option<String>, CommandError> {
    if let Some(key) = env.text("AWS_ACCESS_KEY_ID")? {
        let from = key.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
        return Ok(Some(format!("key …{}", &key[from..])));
    }
    let profile = env.text("AWS_PROFILE")?;
    Ok(profile.map(|profile| format!("profile {profile}")))
}

fn user(env: &Environment) -> Result<String, CommandError> {
    for name in ["SUDO_USER", "USER", "LOGNAME"] {
        if let Some(user) = env.text(name)?.filter(|user| !user.is_empty()) {
            return Ok(user.to_owned());
        }
    }
    Ok("unknown".to_owned())
}

/// The control location that a flag or the environment names.
fn control_location<'a>(
    given: Option<&'a str>,
    env: &'a Environment,
) -> Result<Option<(&'a str, Origin)>, CommandError> {
    const VARIABLE: &str = "SHARDCTL_CONTROL_URL";
    if let Some(given) = given {
        return Ok(Some((given, Origin::Flag("--control"))));
    }
    let text = env.text(VARIABLE)?;
    Ok(text.map(|text| (text, Origin::Variable(VARIABLE))))
}

/// The time that `SHARDCTL_NOW` (milliseconds or RFC 3339) fixes: in debug builds and under the
/// feature `test-util` alone, for a tool that holds leases must not be lied to.
pub fn now(env: &Environment) -> Result<Option<i64>, CommandError> {
    if !cfg!(any(debug_assertions, feature = "test-util")) {
        return Ok(None);
    }
    let Some(text) = env.text("SHARDCTL_NOW")? else {
        return Ok(None);
    };
    let time = || {
        text.parse::<jiff::Timestamp>()
            .ok()
            .map(jiff::Timestamp::as_millisecond)
    };
    let ms = text.parse::<i64>().ok().or_else(time);
    let what = || format!("`{text}` is no time (from SHARDCTL_NOW)");
    let wrong = || {
        CommandError::new(Exit::Usage, "environment_wrong", what())
            .next("write milliseconds or RFC 3339: 2026-11-20T12:00:00Z")
    };
    ms.map(Some).ok_or_else(wrong)
}

/// The panic that `SHARDCTL_BUG` asks for: in debug builds and under the feature `test-util` alone.
fn bug(env: &Environment) -> Result<Option<String>, CommandError> {
    if !cfg!(any(debug_assertions, feature = "test-util")) {
        return Ok(None);
    }
    Ok(env.text("SHARDCTL_BUG")?.map(str::to_owned))
}

/// Where a config file is looked for, when none is named. Never the current directory: cron starts
/// in `$HOME`, and people in directories of others.
fn places(env: &Environment) -> Vec<PathBuf> {
    let home = || env.path("HOME").map(|home| home.join(".config"));
    let user = env.path("XDG_CONFIG_HOME").or_else(home);
    let folders = user.into_iter().chain([PathBuf::from("/etc")]);
    folders
        .map(|folder| folder.join("shardctl/config.toml"))
        .collect()
}

/// The error of a command that needs a config file where there is none.
pub fn no_config(places: &[PathBuf]) -> CommandError {
    let looked: Vec<String> = places
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    CommandError::new(Exit::Usage, "no_config", "there is no config file")
        .detail("looked", looked.join("\n"))
        .next("shardctl init      writes a config to start from")
        .next("shardctl -c FILE   names one")
}

/// The shards of the config, with what they leave out.
fn shards(config: &Config) -> Vec<Shard> {
    let region = |endpoint: &str| config.endpoint.get(endpoint).and_then(|e| e.region.clone());
    let shard = |shard: &super::config::ShardConfig| Shard {
        name: ShardName(shard.name.clone()),
        endpoint: shard.endpoint.clone(),
        bucket: shard.bucket.clone(),
        prefix: shard.prefix.clone(),
        mount: shard.mount.clone(),
        region: shard
            .region
            .clone()
            .or_else(|| region(&shard.endpoint))
            .unwrap_or_default(),
        weight: shard.weight.unwrap_or(100),
    };
    config.shard.iter().map(shard).collect()
}

/// A setting that a flag or a variable decides.
struct Setting {
    key: &'static str,
    flag: &'static str,
    variable: &'static str,
}

const fn setting(key: &'static str, flag: &'static str, variable: &'static str) -> Setting {
    Setting {
        key,
        flag,
        variable,
    }
}

const TIMEOUT: Setting = setting("timeout", "--timeout", "SHARDCTL_TIMEOUT");
const RETRIES: Setting = setting("retries", "--retries", "SHARDCTL_RETRIES");
const OUTPUT: Setting = setting("output", "--output", "SHARDCTL_OUTPUT");
const PROGRESS: Setting = setting("progress", "--progress", "SHARDCTL_PROGRESS");
const PROGRESS_INTERVAL: Setting = setting(
    "progress_interval",
    "--progress-interval",
    "SHARDCTL_PROGRESS_INTERVAL",
);
/// Shorter would flood whatever keeps stderr.
const PROGRESS_INTERVAL_MIN: HumanDuration = HumanDuration { ms: 1_000 };
const LOG_FORMAT: Setting = setting("log_format", "--log-format", "SHARDCTL_LOG_FORMAT");

/// Decides settings one by one, and notes who decided.
struct Resolver<'a> {
    env: &'a Environment,
    file: &'a ConfigFile,
    resolved: Vec<Resolved>,
}

impl Resolver<'_> {
    fn note(&mut self, key: &str, value: impl Into<String>, origin: Origin) {
        let (key, value) = (key.to_owned(), value.into());
        self.resolved.push(Resolved { key, value, origin });
    }

    /// Flag > `SHARDCTL_*` > default, for values that parse and print.
    fn pick<T: FromStr<Err: fmt::Display> + fmt::Display>(
        &mut self,
        Setting {
            key,
            flag,
            variable,
        }: Setting,
        given: Option<T>,
        default: T,
    ) -> Result<T, CommandError> {
        let (value, origin) = match (given, self.env.text(variable)?) {
            (Some(value), _) => (value, Origin::Flag(flag)),
            (None, Some(text)) => {
                let parsed = text
                    .parse()
                    .map_err(|error: T::Err| bad_variable(variable, text, &error.to_string()))?;
                (parsed, Origin::Variable(variable))
            }
            (None, None) => (default, Origin::Default),
        };
        self.note(key, value.to_string(), origin);
        Ok(value)
    }

    /// As [`Self::pick`], for one of several words.
    fn choose<T: ValueEnum + Default>(
        &mut self,
        Setting {
            key,
            flag,
            variable,
        }: Setting,
        given: Option<T>,
    ) -> Result<T, CommandError> {
        let (value, origin) = match (given, self.env.text(variable)?) {
            (Some(value), _) => (value, Origin::Flag(flag)),
            (None, Some(text)) => {
                let known = || words::<T>().join(", ");
                let wrong = |_| bad_variable(variable, text, &format!("write one of {}", known()));
                (
                    T::from_str(text, true).map_err(wrong)?,
                    Origin::Variable(variable),
                )
            }
            (None, None) => (T::default(), Origin::Default),
        };
        self.note(key, name_of(&value), origin);
        Ok(value)
    }

    fn state_dir(&mut self, args: &GlobalArgs) -> Result<PathBuf, CommandError> {
        let line = self
            .file
            .entries
            .iter()
            .find(|entry| entry.key == "state_dir");
        let in_file = self.file.config.state_dir.clone().zip(line);
        let (dir, origin) = if let Some(dir) = &args.state_dir {
            (dir.clone(), Origin::Flag("--state-dir"))
        } else if let Some(dir) = self.env.path("SHARDCTL_STATE_DIR") {
            (dir, Origin::Variable("SHARDCTL_STATE_DIR"))
        } else if let Some((dir, entry)) = in_file {
            (dir, Origin::File(self.file.path.clone(), entry.line))
        } else {
            (default_state_dir(self.env)?, Origin::Default)
        };
        self.note("state_dir", dir.display().to_string(), origin);
        Ok(dir)
    }

    fn output(&mut self, args: &GlobalArgs) -> Result<OutputSettings, CommandError> {
        let format = if args.json {
            self.note("output", "json", Origin::Flag("--json"));
            super::Format::Json
        } else {
            self.choose(OUTPUT, args.output)?
        };
        let minute = HumanDuration { ms: 60_000 };
        let interval = self.pick(PROGRESS_INTERVAL, args.progress_interval, minute)?;
        if interval < PROGRESS_INTERVAL_MIN {
            let what = format!("a progress interval of {interval} is shorter than a second");
            return Err(CommandError::new(Exit::Usage, "bad_value", what)
                .next("--progress none      turns progress off"));
        }
        let (color, origin) = color(args.color, self.env);
        self.note("color", name_of(&color), origin);
        let width = self.env.text("COLUMNS")?.and_then(|text| text.parse().ok());
        Ok(OutputSettings {
            format,
            columns: args.columns.clone(),
            sort_by: args.sort_by.clone(),
            headers: !args.no_headers,
            limit: args.limit,
            quiet: args.quiet,
            color,
            progress: self.choose(PROGRESS, args.progress)?,
            progress_interval: Duration::from_millis(interval.ms),
            timezone: self.timezone(args),
            width: width.filter(|&width| width > 0),
        })
    }

    fn timezone(&self, args: &GlobalArgs) -> Option<String> {
        if args.utc {
            Some("UTC".to_owned())
        } else {
            self.file.config.timezone.clone()
        }
    }

    fn log(&mut self, args: &GlobalArgs) -> Result<LogSettings, CommandError> {
        let (directives, origin) = match self.env.text("SHARDCTL_LOG")? {
            _ if args.verbose > 0 => (LogSettings::levels(false, args.verbose), Origin::Flag("-v")),
            Some(text) => (text, Origin::Variable("SHARDCTL_LOG")),
            None if args.quiet => (LogSettings::levels(true, 0), Origin::Flag("-q")),
            None => (LogSettings::levels(false, 0), Origin::Default),
        };
        let directives = directives.to_owned();
        self.note("log", &directives, origin);
        let format = self.choose(LOG_FORMAT, args.log_format)?;
        let file = args
            .log_file
            .clone()
            .or_else(|| self.env.path("SHARDCTL_LOG_FILE"));
        Ok(LogSettings {
            directives,
            format,
            file,
        })
    }
}

/// `$XDG_STATE_HOME/shardctl`; else `/var/lib/shardctl` as root and `~/.local/state/shardctl`.
fn default_state_dir(env: &Environment) -> Result<PathBuf, CommandError> {
    if let Some(dir) = env.path("XDG_STATE_HOME") {
        return Ok(dir.join("shardctl"));
    }
    if rustix::process::geteuid().is_root() {
        return Ok(Path::new("/var/lib/shardctl").to_owned());
    }
    let home = env
        .path("HOME")
        .map(|home| home.join(".local/state/shardctl"));
    let what = "no place for the state: neither HOME nor XDG_STATE_HOME is set";
    let error = CommandError::new(Exit::Usage, "no_state_dir", what);
    home.ok_or_else(|| error.next("name a directory with --state-dir"))
}

/// When to colour: a flag that decides, then `NO_COLOR`, then `CLICOLOR_FORCE`, then the terminal.
pub(super) fn color(flag: Option<ColorChoice>, env: &Environment) -> (ColorChoice, Origin) {
    match flag {
        Some(choice @ (ColorChoice::Always | ColorChoice::Never)) => {
            (choice, Origin::Flag("--color"))
        }
        _ if env.bytes("NO_COLOR").is_some() => (ColorChoice::Never, Origin::Variable("NO_COLOR")),
        _ if env.flag("CLICOLOR_FORCE") => {
            (ColorChoice::Always, Origin::Variable("CLICOLOR_FORCE"))
        }
        _ => (ColorChoice::Auto, Origin::Default),
    }
}

fn name_of(value: &impl ValueEnum) -> String {
    let possible = value.to_possible_value();
    possible
        .map(|word| word.get_name().to_owned())
        .unwrap_or_default()
}

fn words<T: ValueEnum>() -> Vec<String> {
    T::value_variants().iter().map(name_of).collect()
}

fn bad_variable(name: &str, text: &str, why: &str) -> CommandError {
    let what = format!("invalid value `{text}` (from {name})");
    CommandError::new(Exit::Usage, "environment_wrong", what)
        .why(why)
        .next(format!("unset {name}, or correct it where it is exported"))
}

#[cfg(test)]
mod tests;
