//! `shardctl shard reweight`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map_change;
use crate::commands::open_fleet::open_fleet;
use crate::placement::ShardName;

use super::settle::after_change;
use super::{LookArg, reweighted};

/// Give a shard another share of the keys to come
///
/// Weights are relative to each other; 0 takes no key to come. No object moves: all shards are listed first,
/// and no answer of `locate` changes for a key that lies in one of them.
#[derive(Debug, clap::Args)]
pub struct ShardReweightArgs {
    /// Name of the shard
    #[arg(value_name = "SHARD")]
    name: String,
    /// Its weight
    #[arg(value_name = "WEIGHT")]
    weight: u32,
    #[command(flatten)]
    look: LookArg,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ShardReweightArgs) -> Result<Exit, CommandError> {
    let name = ShardName(args.name.clone());
    let dry_run = args.dry_run.dry_run;
    args.look.look(ctx, dry_run).await?;
    let fleet = open_fleet(ctx, Some(&name), dry_run).await?;
    let change = reweighted(ctx, &fleet.map(), &name, args.weight, "shard reweight");
    let change = change.and_then(|change| Ok(change.warned(args.look.warning(ctx, dry_run)?)));
    let done = map_change::make(ctx, fleet, change).await?;
    after_change(ctx, &name, args.look, dry_run).await?;
    Ok(done)
}
