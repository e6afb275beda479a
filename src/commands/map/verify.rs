//! `shardctl map verify`.

use crate::cli::value::percentage;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::{Checked, check_map};
use crate::engine::sample::{Sampled, ask, draw};
use crate::placement::ShardMap;
use crate::ui::{Cell, Column, Listing, ProgressUnit, units};

use super::version;

/// Objects that are not where the map says, named one by one.
const NAMED: usize = 20;

/// Check the map that this host answers from
///
/// That map.db holds what was written, that the published log has the same, whether something newer is
/// published, and that readers of `map/current.json` are given the newest. With --deep a sample of the
/// inventoried objects is asked for where the map says, one HEAD each, other objects every time; what is not
/// there is looked for in every other shard. `audit` lists everything instead. Sends only reading requests. Ends
/// with 17 where map.db is not what was published, with 15 where anything else differs.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl map verify\n  shardctl map verify --deep --sample 2%"
)]
pub struct MapVerifyArgs {
    /// Ask the shards for a sample of the inventoried objects, too
    #[arg(long)]
    deep: bool,
    /// How many of them
    #[arg(long, value_name = "PERCENT", value_parser = percentage, requires = "deep", default_value = "1%")]
    sample: f64,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapVerifyArgs) -> Result<Exit, CommandError> {
    let map = version(ctx, None).await?;
    let mut checks = check_map(ctx.world.as_ref()).await?;
    let mut sampled = Sampled::default();
    if args.deep {
        sampled = sample(ctx, args, &map).await?;
        checks.push(as_check(&sampled));
    }
    let failed = |local| {
        let mut failed = checks.iter().filter(|check| check.found.is_err());
        failed.any(|check| check.local == local)
    };
    let exit = match (failed(true), failed(false)) {
        (true, _) => Exit::StateLost,
        (false, true) => Exit::Differs,
        (false, false) => Exit::Ok,
    };
    ctx.ui.listing(&listing(&checks, &sampled))?;
    match sampled.error {
        Some(error) if exit == Exit::Ok => Err(error.into()),
        _ => Ok(exit),
    }
}

async fn sample(
    ctx: &CommandContext,
    args: &MapVerifyArgs,
    map: &ShardMap,
) -> Result<Sampled, CommandError> {
    let world = ctx.world.as_ref();
    let drawn = draw(world, map, args.sample, &world.fresh_name())?;
    let keys = drawn.filter(|keys| !keys.is_empty()).ok_or_else(|| {
        let what = "no inventoried object is in the sample, none was asked for";
        CommandError::new(Exit::NotEnoughData, "nothing_sampled", what)
            .next("shardctl inventory scan              learns what the shards hold")
            .next("shardctl map verify --deep --sample 100%      takes all of them")
            .next("shardctl audit                       lists the shards, and needs no inventory")
    })?;
    let bar = (ctx.ui).progress("asking", ProgressUnit::Count, Some(keys.len() as u64));
    let sampled = ask(world, map, &keys, &|count| bar.add(count)).await;
    drop(bar);
    if let Some(error) = &sampled.error {
        ctx.ui.warning(&format!(
            "{} could not be asked for: {error}",
            units::plural(sampled.unknown, "object")
        ));
    }
    Ok(sampled)
}

fn as_check(sampled: &Sampled) -> Checked {
    let there = units::plural(sampled.there, "object");
    let mut parts = vec![format!("{there} where the map says")];
    let misplaced = sampled.misplaced.len() as u64;
    for (count, words) in [
        (misplaced, "elsewhere"),
        (sampled.removed, "removed since the inventory"),
        (sampled.unknown, "not to be asked for"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {words}"));
        }
    }
    let text = parts.join(", ");
    let found = if misplaced > 0 { Err(text) } else { Ok(text) };
    Checked {
        what: "objects",
        local: false,
        found,
    }
}

fn listing(checks: &[Checked], sampled: &Sampled) -> Listing {
    let mut rows: Vec<Vec<Cell>> = checks.iter().map(row).collect();
    rows.extend(sampled.misplaced.iter().take(NAMED).map(|one| {
        let found: Vec<String> = one.found.iter().map(ToString::to_string).collect();
        let text = format!(
            "{}: the map says {}, it is in {}",
            one.key.to_string_lossy(),
            one.expected,
            found.join(", ")
        );
        vec![
            Cell::Text("object".to_owned()),
            Cell::Flag(false),
            Cell::Key(text.as_str().into()),
        ]
    }));
    let more = sampled.misplaced.len().saturating_sub(NAMED);
    let note = (more > 0).then(|| format!("… {more} more (shardctl audit names all)"));
    Listing {
        kind: "map_checks",
        columns: vec![
            Column::new("check", "CHECK"),
            Column::new("ok", "OK"),
            Column::new("found", "FOUND"),
        ],
        rows,
        empty: "nothing to check",
        notes: note.into_iter().collect(),
        warnings: Vec::new(),
    }
}

fn row(check: &Checked) -> Vec<Cell> {
    let (Ok(text) | Err(text)) = &check.found;
    vec![
        Cell::Text(check.what.to_owned()),
        Cell::Flag(check.found.is_ok()),
        Cell::Key(text.as_str().into()),
    ]
}
