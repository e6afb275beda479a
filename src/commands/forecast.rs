//! `shardctl forecast`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Forecast demand, with intervals and the error of a backtest
#[derive(Debug, clap::Args)]
pub struct ForecastArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &ForecastArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl forecast` is not built yet",
    ))
}
