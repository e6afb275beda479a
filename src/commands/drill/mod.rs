//! `shardctl drill`: a disaster that is only played, against what is really published.

mod host;
mod report;
mod scene;

use crate::cli::{CommandError, Exit, did_you_mean};
use crate::commands::CommandContext;
use crate::engine::control::{FleetError, newest_version};

use host::Stage;
use scene::Scene;

/// Rehearse a disaster, and measure how long recovery takes
///
/// Plays four: the admin host is lost and another takes over with an empty state directory; the same while the
/// stores of a region fail at once; the same while they take requests and never answer; and the lease is held by a host that sleeps, and wakes up after another has taken
/// over. Each runs what `recover map`, `lock break`, `recover in-flight` and `recover inspect` run, against this
/// fleet's own control location and buckets, and tells what came of it, how long it took, and how long it may.
///
/// Nothing real is changed: state directories are temporary, what the played hosts write to the control location
/// stays beside them, and buckets are only read. No object is moved, and no lease of a living host is
/// touched, so that a drill can be held at any time, by cron too. Keep its reports: the newest says what recovery
/// takes today.
///
/// Ends with 0 when every disaster was survived in time, with 1 when one was not, with 19 when objects in
/// flight would wait for a person.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl drill\n  \
    shardctl drill --region eu-central-1 -o json > drill-$(date +%F).json")]
pub struct DrillArgs {
    /// The region that is away; else the one with the most moves under way, then with the most shards
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &DrillArgs) -> Result<Exit, CommandError> {
    if let Some(region) = &args.region {
        check_region(ctx, region)?;
    }
    let control = ctx.world.control_store()?.ok_or(FleetError::NoControl)?;
    if !control.is_shared() {
        let place = control.place();
        return Err(FleetError::NotShared { place }.into());
    }
    if newest_version(control.as_ref(), 0).await?.is_none() {
        let place = control.place();
        return Err(FleetError::NothingPublished { place }.into());
    }
    let scratch = tempfile::Builder::new()
        .prefix("shardctl-drill-")
        .tempdir()
        .map_err(|error| {
            let what = format!("no temporary directory can be made: {error}");
            CommandError::new(Exit::Failed, "state_unusable", what)
                .next("TMPDIR=DIR shardctl drill      makes it in DIR")
        })?;
    let stage = Stage::new(ctx, scratch.path());
    let held_ms = stage.now_ms();
    ctx.clean_up_after(scratch);
    let mut scenes = vec![Scene::host_lost(&stage).await?];
    for silent in [false, true] {
        scenes.push(Scene::region_down(&stage, args.region.as_deref(), silent).await?);
    }
    scenes.push(Scene::zombie(&stage).await?);
    ctx.ui
        .report(&report::page(&scenes, &control.place(), held_ms))?;
    ctx.clean_up();
    Ok(report::exit(&scenes))
}

fn check_region(ctx: &CommandContext, region: &str) -> Result<(), CommandError> {
    let known = || {
        ctx.settings
            .shards
            .iter()
            .map(|shard| shard.region.as_str())
    };
    if known().any(|known| known == region) {
        return Ok(());
    }
    let what = format!("no shard is in a region `{}`", region.escape_debug());
    let error = CommandError::new(Exit::Usage, "region_unknown", what);
    Err(match did_you_mean(region, known()) {
        Some(near) => error.next(format!("did you mean `{near}`?")),
        None => error.next("shardctl map show --shards      shows the regions"),
    })
}
