//! [`TestEnvironment`]: a directory and variables of its own, so that a run sees nothing of the machine.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::CommandOutput;

/// The time at which runs happen, unless a test sets another: 2026-11-20T12:00:00Z.
pub const NOW: &str = "2026-11-20T12:00:00Z";

/// A home of its own: temporary directory, cleared variables, a clock that stands still.
pub struct TestEnvironment {
    dir: TempDir,
    variables: BTreeMap<String, String>,
}

impl TestEnvironment {
    /// An empty one: no config, no state, no credentials.
    pub fn new() -> Self {
        let dir = TempDir::with_prefix("shardctl-test-").unwrap();
        let inside = |name: &str| {
            let path = dir.path().join(name);
            std::fs::create_dir_all(&path).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let nothing = dir.path().join("nothing");
        std::fs::write(&nothing, "").unwrap();
        let nothing = nothing.to_str().unwrap().to_owned();
        let variables = [
            ("HOME", inside("home")),
            ("TMPDIR", inside("tmp")),
            ("XDG_CONFIG_HOME", inside("config")),
            ("XDG_STATE_HOME", inside("state")),
            ("COLUMNS", "100".to_owned()),
            ("NO_COLOR", "1".to_owned()),
            ("TZ", "UTC".to_owned()),
            ("AWS_CONFIG_FILE", nothing.clone()),
            ("AWS_SHARED_CREDENTIALS_FILE", nothing),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("SHARDCTL_NOW", NOW.to_owned()),
        ];
        let variables = variables
            .map(|(name, value)| (name.to_owned(), value))
            .into();
        Self { dir, variables }
    }

    /// A path in the directory; runs start there.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file in the directory, with the folders that it needs.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Writes the config file where shardctl looks for it.
    pub fn config(&self, content: &str) -> PathBuf {
        self.write("config/shardctl/config.toml", content)
    }

    /// The state directory: map.db and stats.db.
    pub fn state_dir(&self) -> PathBuf {
        self.path("state/shardctl")
    }

    /// Sets a variable for the runs to come.
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Unsets a variable.
    pub fn unset(&mut self, name: &str) -> &mut Self {
        self.variables.remove(name);
        self
    }

    /// shardctl, to be started here: for pipes and signals.
    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shardctl"));
        command
            .args(args)
            .env_clear()
            .envs(&self.variables)
            .current_dir(self.dir.path());
        command.stdin(Stdio::null());
        command
    }

    /// Runs shardctl to its end.
    #[must_use = "a run proves nothing until its answer is looked at"]
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> CommandOutput {
        CommandOutput::of(&self.command(args).output().unwrap(), self.dir.path())
    }

    /// Runs shardctl with `input` on its standard input.
    #[must_use = "a run proves nothing until its answer is looked at"]
    pub fn run_with_input<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> CommandOutput {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        // A command that stops reading early closes the pipe: that is its right.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        CommandOutput::of(&output, self.dir.path())
    }

    /// Runs another program with the same variables and `input` on its standard input; `None` when this
    /// machine does not have it.
    pub fn run_other(&self, program: &str, args: &[&str], input: &[u8]) -> Option<CommandOutput> {
        let mut command = Command::new(program);
        command.args(args).env_clear().envs(&self.variables);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("SHELL", "/bin/sh").current_dir(self.dir.path());
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = piped.stderr(Stdio::piped()).spawn().ok()?;
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(input);
        let output = child.wait_with_output().unwrap();
        drop(stdin);
        Some(CommandOutput::of(&output, self.dir.path()))
    }

    /// The directory itself.
    pub fn root(&self) -> &Path {
        self.dir.path()
    }
}
