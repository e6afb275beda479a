//! `shardctl recover run`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;

use super::render::settle;
use crate::engine::migration::Policy;

/// Bring everything in flight to rest
///
/// After any kill: every object whose request was not answered is looked at and then goes on, goes back,
/// or is named as needing a decision; a map version that may have been published is found out. Begins
/// nothing new: no further copy, no switch, no delete that was not intended; but what was still written to
/// the target of a move after it was reversed is brought back to its source. Again is a no-op. Ends with
/// 0 when all is at rest, with 10 while a request of ours may still take effect, with 19 when an object
/// needs a decision.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl recover run && shardctl migrate list\n  \
    shardctl recover map && shardctl recover run --policy hold\n  \
    shardctl recover run --policy reverse --dry-run"
)]
pub struct RecoverRunArgs {
    /// What becomes of migrations under way after that; left out, they stay as they are
    #[arg(long, value_name = "POLICY", value_enum)]
    policy: Option<PolicyArg>,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// The policies by their names.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum PolicyArg {
    /// Go on: copy what is not copied, bring along what came late; nothing is switched or deleted
    Resume,
    /// Go back: give up what was not switched, switch back what was
    Reverse,
    /// Pause: nothing new begins until `migrate resume`
    Hold,
}

impl From<PolicyArg> for Policy {
    fn from(policy: PolicyArg) -> Self {
        match policy {
            PolicyArg::Resume => Self::Resume,
            PolicyArg::Reverse => Self::Reverse,
            PolicyArg::Hold => Self::Hold,
        }
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &RecoverRunArgs) -> Result<Exit, CommandError> {
    settle(ctx, args.dry_run.dry_run, args.policy.map(Policy::from)).await
}
