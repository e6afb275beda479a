//! `shardctl recover map`.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::safety::SafetyBounds;
use crate::engine::control::{FleetError, TakeOver, TakenOver, check_local, issued_config};
use crate::ports::StoreError;
use crate::ui::{Cell, Column, Listing, Report, Section, units};

use super::replica::{Plan, Source};
use super::{ControlArg, proposal, replica};

/// Make map.db anew from the control location, and take over
///
/// For a host without a map.db, or whose map.db is damaged, cut off, or older than what it has published:
/// nothing but credentials and the address of the control location is needed. Claims a new epoch and stops the
/// holder before, reads the newest snapshot of the map, the map log after it and the consistency states of
/// what is in flight, and writes map.db under another name before it gets its own. What was in its place
/// is kept beside it. Refused while the holder before shows life (11), and where map.db is sound (13). On a host
/// without a config one is written from what the fleet has left in the control location; look through it.
///
/// With `--from-replica` it works from a copy (control.replicate_to) while the control location does not answer: an epoch
/// is claimed in the copy, objects may be copied and verified, and no map version is published and no object deleted
/// before `recover map` has found the control location again, and given it what the copy has, or `--primary-lost` says
/// that it is gone for good. Then what was published there and never reached the copy is given up.
///
/// Moves under way go on with `recover run`. What the lost host may have sent last is waited for: for
/// `safety.zombie_bound` after this no switch and no delete goes out.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  SHARDCTL_CONTROL_URL=s3://ops/fleet shardctl recover map\n  \
    shardctl recover map --control 's3://ops/fleet?endpoint=https://s3.example.net&region=eu' --dry-run\n  \
    shardctl recover map && shardctl locate tenant/42/a && shardctl recover inspect\n  \
    shardctl recover map --from-replica\n  \
    shardctl inventory scan && shardctl recover map --from-scan proposal.json"
)]
pub struct RecoverMapArgs {
    #[command(flatten)]
    pub(super) control: ControlArg,
    /// Put a map.db of another fleet aside, too
    #[arg(long)]
    replace: bool,
    /// Work from the copy of the control location that has come furthest, while the location does not answer
    #[arg(long)]
    from_replica: bool,
    /// The control location is lost for good: its copy decides in its stead
    #[arg(long, requires = "from_replica")]
    primary_lost: bool,
    /// The last resort, where nothing that was published is left: write what the listings of the shards say of
    /// the map to FILE, as a proposal to review; no map is made and nothing is taken over
    #[arg(long, value_name = "FILE", conflicts_with_all = ["replace", "dry_run", "from_replica"])]
    from_scan: Option<PathBuf>,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &RecoverMapArgs) -> Result<Exit, CommandError> {
    if let Some(path) = &args.from_scan {
        return proposal::run(ctx, path).await;
    }
    let bounds = SafetyBounds::of(&ctx.settings)?;
    let world = ctx.world.as_ref();
    let dry_run = args.dry_run.dry_run;
    let plan = if args.from_replica {
        replica::from_copy(ctx, args.primary_lost).await?
    } else {
        replica::from_primary(ctx, dry_run).await?
    };
    let source = match plan {
        Plan::Take(source) => source,
        Plan::Keep(report) => {
            ctx.ui.report(&report)?;
            return Ok(Exit::Ok);
        }
    };
    let why = match &source.why {
        Some(why) => why.clone(),
        None => check_lost(ctx, args.replace).await?,
    };
    let control = Arc::clone(&source.control);
    let taking = TakeOver::look(world, control, bounds.lease_ttl_ms).await?;
    let taken = if dry_run {
        taking.preview().await?
    } else {
        let made = fs::create_dir_all(&ctx.settings.state_dir);
        made.map_err(|error| unwritable(&ctx.settings.state_dir, &error))?;
        let _lock = world.lock_state_dir()?;
        source.remember(true)?;
        let taken = taking.carry_out().await?;
        source.remember(false)?;
        taken
    };
    let config = if dry_run {
        None
    } else {
        write_config(ctx, &source).await?
    };
    let page = page(&taken, &why, dry_run, config.as_deref(), &source);
    ctx.ui.report(&page)?;
    Ok(Exit::Ok)
}

/// Why map.db is to be made anew. A sound one is not.
async fn check_lost(ctx: &CommandContext, replace: bool) -> Result<String, CommandError> {
    let present = match ctx.world.map_store() {
        Ok(store) => store.map(|store| store.history()).transpose(),
        Err(error) => Err(error),
    };
    match present {
        Ok(None) => return Ok("there is no map.db".to_owned()),
        Ok(Some(history)) if history.is_empty() => return Ok("map.db holds no map".to_owned()),
        Err(error @ StoreError::Corrupt { .. }) => return Ok(error.to_string()),
        Err(error) => return Err(error.into()),
        Ok(Some(_)) => {}
    }
    match check_local(ctx.world.as_ref()).await {
        Ok(()) => Err(CommandError::new(
            Exit::Refused,
            "map_db_sound",
            "map.db is sound and this fleet's, nothing was changed",
        )
        .why("what it knows of objects in flight is newer than what is published")
        .next("shardctl recover run      settles what an interrupted run left")
        .next("on another host use another state directory: --state-dir")),
        Err(FleetError::Store(error @ StoreError::Corrupt { .. })) => Ok(error.to_string()),
        Err(error @ (FleetError::RolledBack { .. } | FleetError::Superseded { .. })) => {
            Ok(error.to_string())
        }
        Err(error @ FleetError::AnotherMap { .. }) if replace => Ok(error.to_string()),
        Err(error @ FleetError::AnotherMap { .. }) => Err(CommandError::from(error).next(
            "or, where this one is of no use any more: shardctl recover map --replace      keeps it beside the new one",
        )),
        Err(error) => Err(error.into()),
    }
}

/// Writes what the fleet has left of its config, where this host has none: its place and text's size.
async fn write_config(
    ctx: &CommandContext,
    source: &Source,
) -> Result<Option<String>, CommandError> {
    if ctx.settings.config_path.is_some() {
        return Ok(None);
    }
    let Some(text) = issued_config(source.control.as_ref()).await? else {
        return Ok(None);
    };
    let path = &ctx.settings.config_target;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            let written = file.write_all(text.as_bytes());
            written.map_err(|error| unwritable(path, &error))?;
            Ok(Some(path.display().to_string()))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(unwritable(path, &error)),
    }
}

fn unwritable(path: &std::path::Path, error: &std::io::Error) -> CommandError {
    let what = format!("cannot write `{}`", path.display());
    CommandError::new(Exit::Failed, "state_unusable", what)
        .why(error.to_string())
        .next("check owner and mode of the directory, or name another with --state-dir and -c")
}

fn page(
    taken: &TakenOver,
    why: &str,
    dry_run: bool,
    config: Option<&str>,
    source: &Source,
) -> Report {
    let lsn = taken.map.lsn;
    let headline = if dry_run {
        format!("Map version {lsn} can be recovered; nothing was changed.")
    } else {
        format!("Map version {lsn} was recovered.")
    };
    let mut sections = vec![
        Section::Text(headline),
        Section::Field("why", why.to_owned()),
    ];
    sections.extend(facts(taken, dry_run));
    sections.extend(source.copy.as_ref().map(replica::section));
    if let Some(aside) = &taken.aside {
        let text = format!("what was map.db is `{aside}`");
        sections.push(Section::Field("kept", text));
    }
    if let Some(config) = config {
        let text = format!("written to `{config}`: look through it");
        sections.push(Section::Field("config", text));
    }
    let count = taken.under_way().count();
    if count > 0 {
        sections.push(Section::Table(None, moves(taken)));
    }
    let next = match (dry_run, count) {
        (true, _) => "shardctl recover map",
        (false, 0) => "shardctl map show",
        (false, _) => "shardctl recover inspect   ·   shardctl recover run",
    };
    sections.push(Section::Text(format!("Next: {next}")));
    let damaged = taken.damaged.iter();
    Report {
        kind: "recovered_map",
        data: data(taken, why, dry_run, config, source),
        sections,
        warnings: damaged
            .map(|text| ("snapshot_damaged", text.clone()))
            .collect(),
    }
}

/// What was read, and who holds the fleet.
fn facts(taken: &TakenOver, dry_run: bool) -> [Section; 4] {
    let map = &taken.map;
    let read = match taken.snapshot_lsn {
        Some(lsn) => format!(
            "the snapshot of version {lsn} and {} entries after it",
            taken.entries
        ),
        None => format!("{} entries of the log", taken.entries),
    };
    let states = match taken.states_ms {
        Some(ms) => format!(
            "as of {}, batch {} of the journal",
            units::rfc3339(ms).unwrap_or_default(),
            taken.states_seq
        ),
        None => "none were published: nothing was in flight".to_owned(),
    };
    let verb = if dry_run { "would be" } else { "is" };
    let rules = units::plural(map.rule_count() as u64, "rule");
    let shards = units::plural(map.shards().count() as u64, "shard");
    [
        Section::Field("fleet", taken.fleet_id.clone()),
        Section::Field(
            "epoch",
            format!("{} {verb} held; before it {}", taken.epoch, taken.from),
        ),
        Section::Field("map", format!("{rules}, {shards}: {read}")),
        Section::Field("states", states),
    ]
}

fn data(
    taken: &TakenOver,
    why: &str,
    dry_run: bool,
    config: Option<&str>,
    source: &Source,
) -> serde_json::Value {
    json!({
        "dry_run": dry_run,
        "why": why,
        "fleet_id": taken.fleet_id,
        "epoch": taken.epoch,
        "version": taken.map.lsn,
        "rules": taken.map.rule_count(),
        "shards": taken.map.shards().count(),
        "snapshot_version": taken.snapshot_lsn,
        "entries_read": taken.entries,
        "states_at": taken.states_ms.and_then(units::rfc3339),
        "states_batch": taken.states_seq,
        "kept_as": taken.aside,
        "config_written": config,
        "from_copy": source.copy.as_ref().map(|used| used.copy.as_str()),
        "primary_lost": source.copy.as_ref().is_some_and(|used| used.lost),
        "moves": taken.under_way().map(|(migration, item)| json!({
            "migration_id": migration.id,
            "move": item.n,
            "segment": item.spec.segment.to_string(),
            "from": item.spec.from,
            "to": item.spec.to,
            "state": item.state.name(),
        })).collect::<Vec<_>>(),
    })
}

fn moves(taken: &TakenOver) -> Listing {
    let rows = taken.under_way().map(|(migration, item)| {
        vec![
            Cell::Text(format!("{}/{}", migration.id, item.n)),
            Cell::Key(item.spec.segment.to_string().as_str().into()),
            Cell::Text(item.spec.from.to_string()),
            Cell::Text(item.spec.to.to_string()),
            Cell::Text(item.state.name().to_owned()),
        ]
    });
    Listing {
        kind: "moves_under_way",
        columns: vec![
            Column::new("move", "MOVE"),
            Column::new("segment", "SEGMENT"),
            Column::new("from", "FROM"),
            Column::new("to", "TO"),
            Column::new("state", "STATE"),
        ],
        rows: rows.collect(),
        empty: "no moves under way",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
