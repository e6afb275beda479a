//! `shardctl analyze shardkeys`.

use crate::access::{ShardKeyScore, score_shard_keys};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::cold_keys::tell_cold_keys;
use crate::ui::{Cell, Column, Listing, units};

/// Shards assumed where the config has fewer than two.
const ASSUMED_SHARDS: usize = 4;

/// Score candidate shard keys on the logs
///
/// Each candidate gives every object a value: from its name, or from client, tenant or day of its first access.
/// Values are hashed to shards. TOGETHER is the share of accesses that go to the shard serving
/// most of their session, SKEW the load of the busiest shard over the mean, score = together / skew.
#[derive(Debug, clap::Args)]
pub struct AnalyzeShardkeysArgs {
    /// Number of shards to spread over [default: the shards of the config, at least 2; else 4]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..))]
    shards: Option<u16>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &AnalyzeShardkeysArgs) -> Result<Exit, CommandError> {
    let configured = ctx.settings.shards.len();
    let shards = match args.shards {
        Some(shards) => usize::from(shards),
        None if configured >= 2 => configured,
        None => ASSUMED_SHARDS,
    };
    let store = ctx.world.stats_store()?;
    let profile = store.profile()?;
    tell_cold_keys(ctx, &profile.cold);
    let sessions = store.sessions()?;
    let scores = score_shard_keys(&profile, &sessions, shards);
    if scores.is_empty() {
        let what = "the logs tell no sessions, nothing can be scored";
        return Err(CommandError::new(Exit::NotEnoughData, "no_sessions", what)
            .why("a session is what one client, known by requester or address, does within half an hour of the last")
            .next("shardctl logs ingest       reads more logs"));
    }
    ctx.ui.listing(&listing(&scores, sessions.len(), shards))?;
    Ok(Exit::Ok)
}

fn listing(scores: &[ShardKeyScore], sessions: usize, shards: usize) -> Listing {
    let row = |score: &ShardKeyScore| {
        vec![
            Cell::Text(score.candidate.to_owned()),
            score
                .score
                .map_or(Cell::Unknown, |score| Cell::Number(score, 2)),
            score.together.map_or(Cell::Unknown, Cell::Ratio),
            Cell::Number(score.skew, 2),
            Cell::Count(score.cardinality as u64),
            Cell::Ratio(score.largest_value),
        ]
    };
    let mut warnings = Vec::new();
    if scores.iter().all(|score| score.together.is_none()) {
        let text = "no session has two accesses: what stays together cannot be told";
        warnings.push(("no_shared_sessions", text.to_owned()));
    }
    Listing {
        kind: "shard_key_scores",
        columns: vec![
            Column::new("shard_key", "SHARD KEY"),
            Column::new("score", "SCORE"),
            Column::new("together_ratio", "TOGETHER"),
            Column::new("skew", "SKEW"),
            Column::new("cardinality", "VALUES"),
            Column::new("largest_value_ratio", "LARGEST VALUE"),
        ],
        rows: scores.iter().map(row).collect(),
        empty: "no candidate",
        notes: vec![format!(
            "{} sessions over {shards} shards; client, tenant and day are those of an object's first access in the logs",
            units::count(sessions as u64)
        )],
        warnings,
    }
}
