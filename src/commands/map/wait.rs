//! `shardctl map wait`.

use std::time::Duration;

use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::{FleetError, newest_version};

/// Between two looks at the control location, each one LIST request.
const POLL: Duration = Duration::from_secs(1);

/// Wait until a version of the map is published
///
/// Asks the control location, so it tells on any host what was published on any other: run it before what
/// must not start with an older map. Ends with 0 once the version, or a later one, is there, and with 10
/// when the time is up. Readers of `map/current.json` may go by an older map for
/// `safety.reader_staleness` longer.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl map wait --version 42 --timeout 5m")]
pub struct MapWaitArgs {
    /// The version to wait for
    #[arg(long, value_name = "VERSION")]
    version: u64,
    /// Longest to wait; for ever when left out
    #[arg(long, value_name = "DURATION")]
    timeout: Option<HumanDuration>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapWaitArgs) -> Result<Exit, CommandError> {
    let control = (ctx.world.control_store()?).ok_or(FleetError::NoControl)?;
    let clock = ctx.world.clock();
    let started_ms = clock.now_ms();
    let limit_ms = args.timeout.map(|timeout| timeout.ms);
    let known = args.version.saturating_sub(1);
    loop {
        if let Some(newest) = newest_version(control.as_ref(), known).await? {
            ctx.ui.status(&format!("version {newest} is published"));
            return Ok(Exit::Ok);
        }
        let waited_ms = u64::try_from(clock.now_ms() - started_ms).unwrap_or(0);
        let left_ms = limit_ms.map(|limit_ms| limit_ms.saturating_sub(waited_ms));
        if left_ms == Some(0) {
            let wanted = args.version;
            ctx.ui
                .status(&format!("version {wanted} is not published yet"));
            return Ok(Exit::Pending);
        }
        let pause = left_ms.map_or(POLL, |left_ms| POLL.min(Duration::from_millis(left_ms)));
        clock.sleep(pause).await;
    }
}
