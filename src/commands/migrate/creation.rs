//! Plan → migration: what the engine is asked to make.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::plan::refuse_stale;
use crate::engine::migration::NewMigration;
use crate::migration::{Left, MigrationSettings, MoveSpec};
use crate::placement::ShardMap;
use crate::plan::PlanDocument;
use crate::plan::document::MoveEntry;

/// The migration that carries out a plan of `map`, the newest of the fleet.
///
/// `Exit::Stale` when the plan was made against another map; one that differs by fences alone is the
/// same.
pub fn new_migration(
    ctx: &CommandContext,
    document: &PlanDocument,
    map: &ShardMap,
    settings: MigrationSettings,
) -> Result<NewMigration, CommandError> {
    refuse_stale(ctx, document, map)?;
    let moves = document.body.moves.iter();
    let moves: Vec<MoveSpec> = moves
        .map(|entry| spec(document, entry))
        .collect::<Result<_, _>>()?;
    if moves.is_empty() {
        let what = format!("plan {} moves nothing", document.plan_id);
        return Err(CommandError::new(Exit::Refused, "plan_empty", what)
            .next("shardctl plan propose      looks for moves that earn their cost"));
    }
    Ok(NewMigration {
        plan_id: document.plan_id.clone(),
        settings,
        moves,
    })
}

fn spec(document: &PlanDocument, entry: &MoveEntry) -> Result<MoveSpec, CommandError> {
    let segment = |text: &str| {
        text.parse().map_err(|error| {
            let what = format!("plan {} cannot be carried out", document.plan_id);
            CommandError::new(Exit::Usage, "plan_invalid", what)
                .why(format!("{error}"))
                .next("shardctl plan propose      makes a new one")
        })
    };
    let leaves = entry.leaves.iter().map(|left| {
        Ok(Left {
            segment: segment(&left.segment)?,
            shard: left.shard.as_str().into(),
        })
    });
    Ok(MoveSpec {
        segment: segment(&entry.segment)?,
        from: entry.from.as_str().into(),
        to: entry.to.as_str().into(),
        leaves: leaves.collect::<Result<_, CommandError>>()?,
    })
}
