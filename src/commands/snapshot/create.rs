//! `shardctl snapshot create`.

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::open_fleet::open_fleet;
use crate::engine::control::{Fleet, snapshot};
use crate::placement::{MapSnapshot, ShardMap};
use crate::ports::Creation;
use crate::ui::{Report, Section, units};

/// Take a snapshot of the newest map now
///
/// Before a change that may have to be undone, or so that a recovery reads less of the log. Where the newest
/// version has one already nothing is written.
#[derive(Debug, clap::Args)]
pub struct SnapshotCreateArgs {
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &SnapshotCreateArgs) -> Result<Exit, CommandError> {
    let dry_run = args.dry_run.dry_run;
    let fleet = open_fleet(ctx, None, dry_run).await?;
    let map = fleet.map();
    let created = create(ctx, &fleet, &map, dry_run).await;
    let closed = fleet.close().await;
    let created = created?;
    let (lsn, rules) = (map.lsn, units::plural(map.rule_count() as u64, "rule"));
    let text = match (created, dry_run) {
        (true, true) => format!("would take a snapshot of map version {lsn}: {rules}"),
        (true, false) => format!("a snapshot of map version {lsn} was taken: {rules}"),
        (false, _) => format!("map version {lsn} has a snapshot already"),
    };
    ctx.ui.report(&Report {
        kind: "snapshot",
        data: json!({
            "version": lsn,
            "created": created && !dry_run,
            "dry_run": dry_run,
            "rules": map.rule_count(),
        }),
        sections: vec![Section::Text(text)],
        warnings: Vec::new(),
    })?;
    closed?;
    Ok(Exit::Ok)
}

/// Whether one was taken, or would be.
async fn create(
    ctx: &CommandContext,
    fleet: &Fleet,
    map: &ShardMap,
    dry_run: bool,
) -> Result<bool, CommandError> {
    let control = super::control(ctx)?;
    if dry_run {
        let taken = snapshot::versions(control.as_ref()).await?;
        return Ok(!taken.contains(&map.lsn));
    }
    let lsn = map.lsn;
    let version = fleet.journal().with(move |store| store.version(lsn));
    let version = version.await?;
    let snapshot = MapSnapshot {
        fleet_id: fleet.identity().fleet_id.clone(),
        epoch: fleet.journal().epoch(),
        created_ms: version.as_ref().map_or(0, |it| it.created_ms),
        origin: version.map(|it| it.origin).unwrap_or_default(),
        map: map.clone(),
    };
    Ok(snapshot::write(control.as_ref(), &snapshot).await? == Creation::Created)
}
