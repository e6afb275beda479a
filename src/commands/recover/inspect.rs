//! `shardctl recover inspect`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::render::settle;

/// Tell what is in flight and what would be done about it
///
/// Reads the journal, looks at source and target of every object whose request was not answered, and says
/// what `recover run` would do with each. Sends only reading requests and records nothing. Ends with 0
/// when nothing is in flight, with 10 when `recover run` has something to settle, with 19 when an object
/// needs a decision.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl recover inspect\n  \
    shardctl recover inspect -o json | jq '.data.transfers[] | {key, journal, seen, step}'")]
pub struct RecoverInspectArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &RecoverInspectArgs) -> Result<Exit, CommandError> {
    settle(ctx, true, None).await
}
