//! The demo's executing half: migrate, be killed, recover, switch, check, complete, and hold the plan
//! against the week that follows.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::audit::{self, Located};
use super::config::{GRACE_SECONDS, SKEW_LIMIT_SECONDS};
use super::fleet::Fleet;
use super::{child, comparison};

/// Copies under way at once in the migration that is killed.
const WAYS: &str = "8";
/// The kill comes this many copies before the end at the least, so that there is something left.
const COPIES_LEFT: u64 = 40;

/// Plays it; the first step that goes wrong ends the demo.
pub(super) async fn play(ctx: &CommandContext, fleet: &Fleet) -> Result<(), CommandError> {
    let before = audit::located(fleet).await?;
    // Once a move is switched, the plan is of an older map.
    let plan = child::data(fleet, &["plan", "show", "first"]).await?;
    let planned = plan["totals"]["objects"].as_u64().unwrap_or_default();
    step(
        ctx,
        fleet,
        "What would moving do?",
        &["migrate", "start", "first", "--dry-run"],
    )
    .await?;
    kill_in_the_middle(ctx, fleet, planned).await?;
    let killed_ms = ctx.world.clock().now_ms();
    recover(ctx, fleet).await?;
    let id = migration(fleet).await?;
    let id = id.as_str();
    step(
        ctx,
        fleet,
        "Go on where it stopped",
        &["migrate", "start", id],
    )
    .await?;
    let since = Duration::from_millis(ctx.world.clock().now_ms().abs_diff(killed_ms));
    let wait = Duration::from_secs(SKEW_LIMIT_SECONDS + 1).saturating_sub(since);
    let why = "until no copy of the killed process that was not answered can land";
    ctx.ui
        .raw(format!("\n# {} s pass, {why}\n", wait.as_secs()).as_bytes())?;
    ctx.world.clock().sleep(wait).await;
    step(
        ctx,
        fleet,
        "Readers follow the map",
        &["migrate", "switch", id],
    )
    .await?;
    let after = audit::located(fleet).await?;
    check(ctx, fleet, &after).await?;
    let wait = GRACE_SECONDS + 1;
    let why = "readers with an old map find their way";
    ctx.ui
        .raw(format!("\n# {wait} s pass: {why}\n").as_bytes())?;
    ctx.world.clock().sleep(Duration::from_secs(wait)).await;
    let complete = ["migrate", "complete", id, "--move", "1", "--confirm", id];
    step(
        ctx,
        fleet,
        "One move is completed: its source copies go",
        &complete,
    )
    .await?;
    check(ctx, fleet, &after).await?;
    step(ctx, fleet, "What is left to do", &["migrate", "status", id]).await?;
    comparison::show(ctx, fleet, &plan["totals"], &before, &after).await
}

async fn step(
    ctx: &CommandContext,
    fleet: &Fleet,
    about: &str,
    arguments: &[&str],
) -> Result<(), CommandError> {
    child::announce(ctx, about, arguments)?;
    child::run(fleet, arguments).await
}

/// Starts the migration and kills it when its k-th object is copied, k drawn from the seed. From then
/// on the store makes copies without answering, so that at least one is in flight by construction.
async fn kill_in_the_middle(
    ctx: &CommandContext,
    fleet: &Fleet,
    planned: u64,
) -> Result<(), CommandError> {
    let most = planned.saturating_sub(COPIES_LEFT).max(1);
    let kill_at = fastrand::Rng::with_seed(fleet.seed()).u64(1..=most);
    let arguments = ["migrate", "start", "first", "--ways", WAYS, "-o", "jsonl"];
    let about = format!("Killed with SIGKILL when copy {kill_at} of {planned} is done");
    child::announce(ctx, &about, &arguments)?;
    fleet.simulator().withhold_copy_answers_after(kill_at);
    let mut running = child::command(fleet, &arguments)?
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(child::failed)?;
    let stdout = running.stdout.take();
    let stdout = stdout.expect("it was asked for as a pipe");
    let mut lines = BufReader::new(stdout).lines();
    let mut copied = 0;
    while copied < kill_at {
        let Some(line) = lines.next_line().await.map_err(child::failed)? else {
            let what = format!("the migration ended after {copied} copies");
            return Err(CommandError::new(Exit::Failed, "demo_step", what));
        };
        let event: Value = serde_json::from_str(&line).unwrap_or_default();
        copied += u64::from(event["state"] == "copied");
    }
    // The next copy is on its way already, or is about to be; its answer never comes.
    while fleet.simulator().withheld_answers() == 0 {
        ctx.world.clock().sleep(Duration::from_millis(5)).await;
    }
    running.start_kill().map_err(child::failed)?;
    running.wait().await.map_err(child::failed)?;
    let withheld = fleet.simulator().answer_copies();
    ctx.ui.raw(
        format!("{copied} copies answered, {withheld} made and never answered; killed\n")
            .as_bytes(),
    )
}

/// What was in flight, and what becomes of it.
async fn recover(ctx: &CommandContext, fleet: &Fleet) -> Result<(), CommandError> {
    let inspect = ["recover", "inspect"];
    let found = child::data_ending_with(fleet, &inspect, Exit::Pending).await?;
    let transfers = found["transfers"].as_array();
    let in_flight = transfers.map_or(0, |all| {
        let intents = all.iter().filter(|one| one["journal"] == "copy_intent");
        intents.count()
    });
    if in_flight == 0 {
        let what = "no transfer was in copy_intent after the kill";
        return Err(CommandError::new(Exit::Failed, "demo_recovery", what)
            .why("a copy was made whose answer never came"));
    }
    child::announce(ctx, "What was in flight?", &inspect)?;
    child::run_ending_with(fleet, &inspect, Exit::Pending).await?;
    step(ctx, fleet, "Settle it", &["recover", "run"]).await
}

/// The id of the one migration there is.
async fn migration(fleet: &Fleet) -> Result<String, CommandError> {
    let list = child::records(fleet, &["migrate", "list"]).await?;
    let id = list.first().and_then(|line| line["migration_id"].as_str());
    id.map(str::to_owned).ok_or_else(|| {
        CommandError::new(
            Exit::Failed,
            "demo_step",
            "`migrate list` shows no migration",
        )
    })
}

async fn check(
    ctx: &CommandContext,
    fleet: &Fleet,
    located: &BTreeMap<String, Located>,
) -> Result<(), CommandError> {
    let compared = audit::every_object(fleet, located).await?;
    ctx.ui.raw(
        format!("\n# Every object, byte for byte, where the map says it is: {compared} of {compared} the same\n")
            .as_bytes(),
    )
}
