//! `shardctl reconcile`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::open_fleet::{changing, fleet_options, open_fleet};
use crate::engine::control::{Fleet, FleetError, WantedChange, change_versioned};
use crate::placement::{MapDiff, Rebased, ShardMap, decode_diff};
use crate::ports::{PendingAction, StoreError};
use crate::ui::{Cell, Column, Listing};

/// Work off changes of the map that were left half done
///
/// A pin, an import or a change of the shard set whose answer was lost, or that met other writers five times,
/// waits here. Each is held against the newest map: what happened after all is `done` and goes; a pin that
/// nobody touched meanwhile is `open` and is set now; what somebody else changed, and what rests on what the
/// shards held when it was asked for, is a `conflict` and waits for a person (19), who asks for it anew or drops
/// it. --check only looks (10 where anything waits).
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl reconcile --check\n  shardctl reconcile\n  \
    shardctl reconcile --action 5f2c --drop"
)]
pub struct ReconcileArgs {
    /// Only look
    #[arg(long, conflicts_with = "drop")]
    check: bool,
    /// Only this action; the first characters of its id will do
    #[arg(long, value_name = "ID")]
    action: Option<String>,
    /// Give the action up: nothing is sent
    #[arg(long, requires = "action")]
    drop: bool,
}

/// How an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Done,
    Made,
    Open,
    Conflict,
}

impl Standing {
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Made => "made",
            Self::Open => "open",
            Self::Conflict => "conflict",
        }
    }

    fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Made)
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ReconcileArgs) -> Result<Exit, CommandError> {
    let mut queue = ctx.world.action_queue();
    let mut actions = match &queue {
        Some(queue) => queue.list()?,
        None => Vec::new(),
    };
    if let Some(id) = &args.action {
        actions.retain(|action| action.id.starts_with(id));
        if actions.len() != 1 {
            let what = format!(
                "{} actions have an id that begins with `{id}`",
                actions.len()
            );
            return Err(CommandError::new(Exit::NotFound, "no_such_action", what)
                .next("shardctl reconcile --check      lists them"));
        }
    }
    let mut found = Vec::new();
    for action in actions {
        let (standing, why) = if args.drop {
            (Standing::Done, "given up".to_owned())
        } else {
            Box::pin(reconcile(ctx, &action, args.check)).await?
        };
        if let Some(queue) = &mut queue
            && standing.is_over()
            && !args.check
        {
            queue.remove(&action.id)?;
        }
        found.push((action, standing, why));
    }
    ctx.ui.listing(&listing(&found))?;
    let left = || found.iter().filter(|(_, standing, _)| !standing.is_over());
    let conflict = left().any(|(_, standing, _)| *standing == Standing::Conflict);
    Ok(match (args.check, conflict) {
        (false, true) => Exit::Decision,
        (true, _) if !found.is_empty() => Exit::Pending,
        _ if left().next().is_some() => Exit::Pending,
        _ => Exit::Ok,
    })
}

async fn reconcile(
    ctx: &CommandContext,
    action: &PendingAction,
    check: bool,
) -> Result<(Standing, String), CommandError> {
    let diff = decode_diff(action.diff.as_bytes()).map_err(|error| {
        CommandError::from(StoreError::Corrupt {
            path: format!("actions/{}.json", action.id),
            problem: format!("holds no change of a map: {error}"),
        })
    })?;
    let fleet = open_fleet(ctx, changing(&diff), check).await?;
    let base_lsn = action.base_lsn;
    let base = (fleet.journal()).with(move |store| store.load_version(base_lsn));
    let Some(base) = base.await? else {
        fleet.close().await?;
        let why = format!("map version {base_lsn}, which it was thought out for, is not in map.db");
        return Ok((Standing::Conflict, why));
    };
    let found = stands(&fleet, &diff, &base);
    if check || found.0 != Standing::Open {
        fleet.close().await?;
        return Ok(found);
    }
    let options = fleet_options(ctx, changing(&diff))?;
    let wanted = WantedChange {
        base: &base,
        diff: &diff,
        origin: &action.origin,
    };
    let (fleet, made) = change_versioned(ctx.world.as_ref(), options, fleet, wanted).await;
    let stands = match made {
        Ok(Some(made)) => Ok((Standing::Made, format!("by map version {}", made.to_lsn))),
        Ok(None) => Ok((Standing::Done, "the map says so".to_owned())),
        Err(error @ FleetError::Overtaken(_)) => Ok((Standing::Conflict, error.to_string())),
        Err(error @ (FleetError::Conflicts { .. } | FleetError::PerhapsPublished { .. })) => {
            Ok((Standing::Open, error.to_string()))
        }
        Err(error) => Err(CommandError::from(error)),
    };
    if let Some(fleet) = fleet {
        fleet.close().await?;
    }
    stands
}

/// How the action stands on the newest map.
fn stands(fleet: &Fleet, diff: &MapDiff, base: &ShardMap) -> (Standing, String) {
    let rests_on_objects = diff.rules().next().is_some() || diff.shards().next().is_some();
    match diff.rebase(base, &fleet.map()) {
        Ok(Rebased::Done) => (Standing::Done, "the map says so".to_owned()),
        Err(why) => (Standing::Conflict, why.to_string()),
        Ok(Rebased::Next(_)) if rests_on_objects => {
            let why = "it rests on what the shards held when it was asked for: ask for it anew";
            (Standing::Conflict, why.to_owned())
        }
        Ok(Rebased::Next(_)) => (Standing::Open, "nobody touched it meanwhile".to_owned()),
    }
}

fn listing(found: &[(PendingAction, Standing, String)]) -> Listing {
    let row = |(action, standing, why): &(PendingAction, Standing, String)| {
        vec![
            Cell::Text(action.id.clone()),
            Cell::Text(action.origin.clone()),
            Cell::Key(action.headline.as_str().into()),
            Cell::Time(action.asked_ms),
            Cell::Text(standing.name().to_owned()),
            Cell::Key(why.as_str().into()),
            Cell::Key(action.why.as_str().into()),
        ]
    };
    Listing {
        kind: "reconcile",
        columns: vec![
            Column::new("action", "ACTION"),
            Column::new("origin", "BY"),
            Column::new("wanted", "WANTED"),
            Column::new("asked_at", "ASKED"),
            Column::new("standing", "STANDS"),
            Column::new("why", "WHY"),
            Column::wide("was_left_because", "WAS LEFT BECAUSE"),
        ],
        rows: found.iter().map(row).collect(),
        empty: "nothing waits",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
