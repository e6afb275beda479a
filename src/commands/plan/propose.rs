//! `shardctl plan propose`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::inventory_age::outdated;
use crate::commands::planning::{gather, missing_prices};
use crate::engine::planning::Assembled;
use crate::plan::document::GuardEntry;
use crate::plan::{
    Guards, PlanDocument, PlanInput, Proposal, describe, extent, fit, needed, propose,
};
use crate::ports::StoredPlan;
use crate::ui::{Section, units};

use super::gate::{Tested, tested};
use super::guard_args::{GuardArgs, dollars};
use super::limits::refuse_what_stays_broken;
use super::refusal::{refusal, refuse_old_logs};
use super::render::plan_report;
use super::resize::Advice;
use super::sense::refuse_senseless;
use super::takes;

/// Propose moves that earn their cost
///
/// Reads the map, the statistics and the inventory; writes nothing to S3 and moves nothing. The plan is
/// kept in the state directory under its id. Where it leaves a limit broken that --fit cut short, or that a second
/// plan has to mend, the exit code is 3.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub struct PlanProposeArgs {
    #[command(flatten)]
    guards: GuardArgs,
    /// Keep the best moves that meet the guards instead of refusing
    #[arg(long, help_heading = "Guards")]
    fit: bool,
    /// Keep the best moves whose moving costs at most so many US dollars; implies --fit
    #[arg(long, value_name = "USD", value_parser = dollars, help_heading = "Guards")]
    budget: Option<f64>,
    /// Also write the plan to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Name to keep the plan under: letters, digits, `.`, `_` and `-`. A name means the newest plan
    /// proposed under it
    #[arg(long, value_name = "NAME", value_parser = plan_name)]
    name: Option<String>,
    /// End with exit code 10 when moves are proposed
    #[arg(long)]
    detailed_exitcode: bool,
    /// Propose also what the newest logs, held out, do not bear out
    #[arg(long, help_heading = "Guards")]
    unproven: bool,
    /// Say also whether a shard more would earn its keep (like which, where, from when), or one fewer; and empty
    /// those that `shard drain` has named
    #[arg(long)]
    allow_resize: bool,
}

/// A name that is no path and no id, and that a shell and a terminal take as it is.
fn plan_name(text: &str) -> Result<String, String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let is_id = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if text.is_empty()
        || text.len() > 64
        || text.starts_with(['-', '.'])
        || !text.bytes().all(plain)
    {
        Err("a name has 1 to 64 letters, digits, `.`, `_` or `-`, and begins with a letter, a digit or `_`".to_owned())
    } else if is_id {
        Err("a name of 12 hexadecimal digits could be taken for the id of a plan".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanProposeArgs) -> Result<Exit, CommandError> {
    let config = &ctx.settings.config.guards;
    let min_confidence = args.guards.min_confidence(config);
    let (demand, mut assembled) = gather(ctx, min_confidence)?;
    let resizes = if args.allow_resize {
        Advice::of(ctx, &demand, &mut assembled)?
    } else {
        Advice::default()
    };
    refuse_senseless(&assembled).map_err(|error| resizes.beside(error))?;
    refuse_old_logs(ctx, &assembled, args.guards.max_log_age(config))?;
    let mut guards = args.guards.guards(config);
    if let Some(budget) = args.budget {
        let most = guards.max_cost_usd.map_or(budget, |most| most.min(budget));
        guards.max_cost_usd = Some(most);
    }
    let fitting = args.fit || args.budget.is_some();
    let found = search(&assembled, &guards, fitting);
    let mut proposal = found.map_err(|error| resizes.beside(error))?;
    if !proposal.moves.is_empty() {
        let verdict = tested(ctx, &demand, min_confidence)?;
        proposal = gated(&mut assembled, proposal, &verdict, args.unproven)?;
    }
    let notes = &mut assembled.context.notes;
    notes.extend(resizes.texts.iter().cloned());
    let document = checked(&assembled, &guards, &proposal)?;
    let moves = document.body.totals.moves;
    let renamed = match moves {
        0 => None,
        _ => keep(ctx, args, &document)?,
    };
    if let Some(path) = &args.out {
        write_file(path, &document.to_bytes())?;
    }
    let mut report = plan_report(&document, args.name.as_deref(), false);
    if moves > 0 {
        let pace = takes::pace(ctx);
        let section = takes::all_section(&pace, &document.body.moves);
        report.sections.push(section);
        report.data["duration"] = takes::all_value(&pace, &document.body.moves);
    }
    if args.allow_resize {
        report.data["resizes"] = resizes.data;
    }
    let next = match moves {
        0 => "Nothing has been changed; a plan without moves is not kept.".to_owned(),
        _ => format!(
            "Nothing has been changed. Why: shardctl plan explain {} --move 1",
            document.plan_id
        ),
    };
    report.sections.extend(renamed.map(|old| {
        Section::Text(format!(
            "The same plan was kept as `{old}` before, which is no name of a plan any more."
        ))
    }));
    report.sections.push(Section::Text(next));
    report
        .warnings
        .extend(left_out(ctx, assembled.unplaced_objects)?);
    report.warnings.extend(partial(&proposal));
    ctx.ui.report(&report)?;
    if !proposal.unmet.is_empty() {
        return Ok(Exit::Partial);
    }
    if moves > 0 && args.detailed_exitcode {
        return Ok(Exit::Pending);
    }
    Ok(Exit::Ok)
}

/// The proposal where logs that the planner had not seen bear out what it does, or where that is not asked for; else what
/// limits need of it.
fn gated(
    assembled: &mut Assembled,
    proposal: Proposal,
    verdict: &Tested,
    unproven: bool,
) -> Result<Proposal, CommandError> {
    let (Tested::Passed(text) | Tested::Failed(text)) = verdict;
    assembled.context.notes.push(text.clone());
    if unproven || matches!(verdict, Tested::Passed(_)) {
        return Ok(proposal);
    }
    let kept = needed(&assembled.input, &proposal).map_err(|keys| missing_prices(&keys))?;
    let found = match (kept.moves.len(), proposal.moves.len() - kept.moves.len()) {
        (0, _) => "no beneficial plan".to_owned(),
        (_, 0) => return Ok(kept),
        (_, gone) => format!(
            "{} for money alone left out",
            units::plural(gone as u64, "move")
        ),
    };
    let note = format!(
        "{found}: what the planner would have proposed before those logs may have lost money in them; --unproven proposes all the same"
    );
    assembled.context.notes.push(note);
    Ok(kept)
}

/// What the plan leaves broken, in one warning.
fn partial(proposal: &Proposal) -> Option<(&'static str, String)> {
    let first = proposal.unmet.first()?;
    let more = match proposal.unmet.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    let text = format!("this plan leaves limits broken: {first}{more}; plan again after it");
    Some(("limits_unmet", text))
}

/// What the plan leaves out because the map has it elsewhere than the inventory, in one warning: an
/// inventory from before a switch explains it, and a new one may leave nothing to say.
fn left_out(
    ctx: &CommandContext,
    objects: u64,
) -> Result<Option<(&'static str, String)>, CommandError> {
    let count = units::plural(objects, "object");
    let shards = ctx.settings.shards.iter().map(|shard| &shard.name);
    let outdated = match ctx.world.existing_stats_store()? {
        Some(stats) => outdated(ctx, stats.as_ref(), &shards.collect())?,
        None => None,
    };
    Ok(match outdated {
        Some((code, text)) if objects > 0 => {
            let text =
                format!("{text} (until then {count} are left out: the map has them elsewhere)");
            Some((code, text))
        }
        None if objects > 0 => {
            let text = format!(
                "{count} left out: the map has them in another shard than the inventory, as it has keys that came since under no rule, and copies that a migration leaves; shardctl locate KEY tells where"
            );
            Some(("objects_unplaced", text))
        }
        outdated => outdated,
    })
}

/// What the planner finds; what of it meets the guards if it shall fit.
fn search(assembled: &Assembled, guards: &Guards, fitting: bool) -> Result<Proposal, CommandError> {
    let input = &assembled.input;
    let mut proposal = propose(input).map_err(|keys| missing_prices(&keys))?;
    if fitting {
        proposal = fit(input, &proposal, guards).map_err(|keys| missing_prices(&keys))?;
    }
    // What the guards cut short, or a second plan goes on with, is a part by intent.
    let is_part = fitting || !proposal.settled;
    if proposal.moves.is_empty() || !is_part {
        refuse_what_stays_broken(input, &proposal)?;
    }
    Ok(proposal)
}

/// The plan within `guards`, or the error of the guard that refuses it.
fn checked(
    assembled: &Assembled,
    guards: &Guards,
    proposal: &Proposal,
) -> Result<PlanDocument, CommandError> {
    let (input, context) = (&assembled.input, &assembled.context);
    let checked = guards.check(extent(input, proposal), context.region_coverage);
    if let Some(failed) = checked.iter().find(|entry| !entry.ok) {
        return Err(refused(input, proposal, guards, failed));
    }
    let body = describe(input, proposal, context, checked);
    Ok(PlanDocument::new(body))
}

fn refused(
    input: &PlanInput,
    proposal: &Proposal,
    guards: &Guards,
    failed: &GuardEntry,
) -> CommandError {
    let error = refusal(input, proposal, failed);
    if failed.name == "min_region_coverage" {
        return error;
    }
    let Ok(fitting) = fit(input, proposal, guards) else {
        return error.next("raise the limit: --help of this command names it");
    };
    let share = (fitting.before - fitting.after).usd() / (proposal.before - proposal.after).usd();
    error.next(format!(
        "shardctl plan propose --fit      keeps {} that fit, {} of the gain",
        units::plural(fitting.moves.len() as u64, "move"),
        units::ratio(share)
    ))
}

/// Keeps the plan. The name that it had so far and has no longer: the same inputs make the same plan, and
/// a plan has one name.
fn keep(
    ctx: &CommandContext,
    args: &PlanProposeArgs,
    document: &PlanDocument,
) -> Result<Option<String>, CommandError> {
    let mut store = ctx.world.create_map_store()?;
    let known = store.plans()?;
    let was = known.into_iter().find(|plan| plan.id == document.plan_id);
    let old_name = was
        .and_then(|plan| plan.name)
        .filter(|_| args.name.is_some());
    store.save_plan(&StoredPlan {
        id: document.plan_id.clone(),
        name: args.name.clone(),
        created_ms: ctx.world.clock().now_ms(),
        document: document.to_bytes(),
    })?;
    Ok(old_name.filter(|old| args.name.as_ref() != Some(old)))
}

/// Writes the file whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(directory).and_then(|mut file| {
        file.write_all(bytes)?;
        file.persist(path).map_err(|error| error.error)
    });
    written.map(drop).map_err(|error| {
        let what = format!("cannot write {}: {error}", path.display());
        CommandError::new(Exit::Failed, "out_unwritable", what)
            .next("name a file in a directory that can be written with --out")
    })
}
