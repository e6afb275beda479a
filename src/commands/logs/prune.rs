//! `shardctl logs prune`.

use serde_json::json;

use crate::cli::value::time_ms;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::ui::{Report, Section, units};

/// Forget old access statistics
///
/// Takes whole hours of demand, and whole days of sessions and pairs, before a time out of stats.db.
/// The open window (48h before the newest record, or `lateness`) stays. Files that were read stay
/// known, so that nothing is read again.
#[derive(Debug, clap::Args)]
pub struct LogsPruneArgs {
    /// Time: RFC 3339, a date (UTC midnight), or milliseconds since 1970
    #[arg(long, value_name = "TIME", value_parser = time_ms)]
    before: i64,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LogsPruneArgs) -> Result<Exit, CommandError> {
    let mut store = ctx.world.stats_store()?;
    let _lock = ctx.world.lock_statistics()?;
    let pruned = store.prune(args.before)?;
    let text = format!(
        "forgot {} requests in {} hours of objects, {} of sessions and {}",
        units::count(pruned.requests),
        units::count(pruned.cells),
        units::plural(pruned.days, "day"),
        units::plural(pruned.keys, "key"),
    );
    let mut warnings = Vec::new();
    if pruned.before_ms < args.before {
        let text = "only what is closed can be pruned: the open window stays".to_owned();
        warnings.push(("open_window_stays", text));
    }
    ctx.ui.report(&Report {
        kind: "logs_prune",
        data: json!({
            "before_ms": pruned.before_ms,
            "requests": pruned.requests,
            "object_hours": pruned.cells,
            "session_days": pruned.days,
            "keys": pruned.keys,
        }),
        sections: vec![Section::Text(text)],
        warnings,
    })?;
    Ok(Exit::Ok)
}
