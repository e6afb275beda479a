//! `shardctl lock break`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::engine::control::Lease;

use super::control;

/// End the lease of a holder that is dead, before its time
///
/// The next command that changes something then takes over without waiting: it claims a new epoch, and
/// whoever held the old one, should it wake up, can publish nothing more and ends with 12. What that holder
/// had sent may still take effect for `safety.zombie_bound`; recovery waits for it where it matters. Name
/// the epoch that `lock show` shows, so that no other holder's lease is ended by mistake.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl lock show && shardctl lock break 3 && shardctl recover run"
)]
pub struct LockBreakArgs {
    /// The epoch whose lease is to end
    epoch: u64,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LockBreakArgs) -> Result<Exit, CommandError> {
    let control = control(ctx)?;
    let lease = Lease::read(control.as_ref())
        .await?
        .ok_or_else(never_held)?;
    let now_ms = ctx.world.clock().now_ms();
    let (epoch, holder) = (lease.epoch, lease.holder());
    if epoch != args.epoch {
        let what = format!(
            "the lease is of epoch {epoch}, not {}: nothing was changed",
            args.epoch
        );
        return Err(CommandError::new(Exit::Confirm, "another_epoch", what)
            .detail("holder", holder)
            .next("shardctl lock show      tells who holds it, and until when"));
    }
    let standing = lease.standing(now_ms);
    if standing != "held" {
        ctx.ui.status(&format!(
            "the lease of {holder} is {standing}: nothing to end"
        ));
    } else if args.dry_run.dry_run {
        ctx.ui
            .status(&format!("would end the lease of {holder}, epoch {epoch}"));
    } else {
        lease.ended(now_ms).show(control.as_ref()).await?;
        ctx.ui
            .status(&format!("ended the lease of {holder}, epoch {epoch}"));
    }
    Ok(Exit::Ok)
}

fn never_held() -> CommandError {
    CommandError::new(Exit::NotFound, "no_lease", "nobody has held this fleet yet")
        .why("the first command that changes something takes the lease")
}
