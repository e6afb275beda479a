//! `shardctl completion`.

use clap_complete::Shell;

use crate::cli::{self, CommandError, Exit};
use crate::commands::CommandContext;

/// Print the completion script of a shell
///
/// For bash: `shardctl completion bash > /etc/bash_completion.d/shardctl`.
#[derive(Debug, clap::Args)]
pub struct CompletionArgs {
    /// The shell
    shell: Shell,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &CompletionArgs) -> Result<Exit, CommandError> {
    ctx.ui.raw(&script(args.shell))?;
    Ok(Exit::Ok)
}

/// The script, as it is also committed in completions/.
pub fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::command(), "shardctl", &mut script);
    script
}
