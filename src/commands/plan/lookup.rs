//! Finding a plan by file, id or name, and telling whether it is still of this map.

use std::path::Path;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::{need_config_or_map, no_map};
use crate::placement::{MapDiff, ShardMap, map_hash};
use crate::plan::PlanDocument;
use crate::ports::{MapStore, StoreError, StoredPlan};
use crate::ui::Report;

/// A plan as it was found.
pub struct FoundPlan {
    /// What it says.
    pub document: PlanDocument,
    /// The name it was kept under.
    pub name: Option<String>,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// Fewest digits of an id that find a plan.
const MIN_ID_DIGITS: usize = 4;

/// The plan that `text` means: a file where there is one of this path, else the plan of this id, else
/// the newest of this name, else the plan whose id begins so.
pub fn find(ctx: &CommandContext, text: &str) -> Result<FoundPlan, CommandError> {
    let path = Path::new(text);
    if text.contains('/') || path.is_file() {
        return read_file(path);
    }
    need_config_or_map(ctx)?;
    let plans = stored(ctx)?;
    let plan = by_name_or_id(&plans, text)?;
    let document = PlanDocument::from_bytes(&plan.document).map_err(|error| {
        let what = format!("plan {} in map.db cannot be read: {error}", plan.id);
        CommandError::new(Exit::StateLost, "state_corrupt", what)
            .next("shardctl plan propose      makes a new one")
    })?;
    Ok(FoundPlan {
        document,
        name: plan.name.clone(),
        bytes: plan.document.clone(),
    })
}

/// Every plan kept, newest first; none without a map.
pub fn stored(ctx: &CommandContext) -> Result<Vec<StoredPlan>, CommandError> {
    match ctx.world.map_store()? {
        Some(store) => Ok(store.plans()?),
        None => Ok(Vec::new()),
    }
}

fn read_file(path: &Path) -> Result<FoundPlan, CommandError> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| {
        let exit = Exit::of_unreadable(&error);
        CommandError::new(
            exit,
            "plan_unreadable",
            format!("cannot read {shown}: {error}"),
        )
        .next("shardctl plan list      shows the plans kept here, which need no file")
    })?;
    let document = PlanDocument::from_bytes(&bytes).map_err(|error| {
        CommandError::new(
            Exit::Usage,
            "plan_invalid",
            format!("cannot use {shown}: {error}"),
        )
        .why("a plan is carried out as it was computed or not at all")
        .next("shardctl plan propose      makes a new one")
    })?;
    Ok(FoundPlan {
        document,
        name: None,
        bytes,
    })
}

fn by_name_or_id<'a>(plans: &'a [StoredPlan], text: &str) -> Result<&'a StoredPlan, CommandError> {
    let of_id = plans.iter().find(|plan| plan.id == text);
    let of_name = || plans.iter().find(|plan| plan.name.as_deref() == Some(text));
    if let Some(found) = of_id.or_else(of_name) {
        return Ok(found);
    }
    let mut matching = plans
        .iter()
        .filter(|plan| text.len() >= MIN_ID_DIGITS && plan.id.starts_with(text));
    match (matching.next(), matching.next()) {
        (Some(plan), None) => Ok(plan),
        (Some(_), Some(_)) => Err(CommandError::new(
            Exit::Usage,
            "plan_ambiguous",
            format!("several plans have an id that begins with {text}"),
        )
        .next("shardctl plan list      shows the ids in full")),
        _ => Err(CommandError::new(
            Exit::NotFound,
            "plan_not_found",
            format!("no plan `{text}`"),
        )
        .why(format!("no plan kept here has this name, or an id that begins so; an id is known by its first {MIN_ID_DIGITS} digits or more"))
        .next("shardctl plan list      shows the plans kept here")),
    }
}

/// Prints what was asked about a plan. Of one that is not of the newest map it says so and ends with
/// `Exit::Stale`: what is shown was computed for another map.
pub fn answer(
    ctx: &CommandContext,
    document: &PlanDocument,
    mut report: Report,
) -> Result<Exit, CommandError> {
    let stale = match ctx.world.map_store()? {
        Some(store) => match store.load()? {
            Some(map) => staleness(store.as_ref(), document, &map)?,
            None => None,
        },
        None => None,
    };
    let exit = stale.as_ref().map_or(Exit::Ok, |_| Exit::Stale);
    report.warnings.extend(stale.map(|why| {
        let text = format!("stale: {why}; `shardctl plan propose` makes a new one");
        ("plan_stale", text)
    }));
    ctx.ui.report(&report)?;
    Ok(exit)
}

/// Whether a kept plan is not of the newest map any more, or cannot be read.
pub fn is_stale(
    store: &dyn MapStore,
    document: Option<&PlanDocument>,
    map: Option<&ShardMap>,
) -> Result<bool, StoreError> {
    match document.zip(map) {
        Some((document, map)) => Ok(staleness(store, document, map)?.is_some()),
        None => Ok(true),
    }
}

/// Why `document` is not of `map`, the newest in `store`; `None` when it is. Versions that only fence a
/// host off change no answer and make no plan stale.
fn staleness(
    store: &dyn MapStore,
    document: &PlanDocument,
    map: &ShardMap,
) -> Result<Option<String>, StoreError> {
    let base = &document.body.base_map;
    if base.version == map.lsn && base.hash == map_hash(map) {
        return Ok(None);
    }
    let then = store.load_version(base.version)?;
    Ok(match then.filter(|then| map_hash(then) == base.hash) {
        None => Some(format!("it was made against another map v{}", base.version)),
        Some(then) => (!MapDiff::between(&then, map).is_empty()).then(|| {
            format!(
                "it was made against map v{}, the map is now v{}",
                base.version, map.lsn
            )
        }),
    })
}

/// Refuses a plan that is not of `map`, the newest of the fleet.
pub fn refuse_stale(
    ctx: &CommandContext,
    document: &PlanDocument,
    map: &ShardMap,
) -> Result<(), CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Err(no_map());
    };
    let Some(why) = staleness(store.as_ref(), document, map)? else {
        return Ok(());
    };
    let what = format!("plan {} is stale", document.plan_id);
    Err(CommandError::new(Exit::Stale, "plan_stale", what)
        .why(why)
        .next("shardctl plan propose      makes a new one for the present map"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(id: &str, name: Option<&str>) -> StoredPlan {
        StoredPlan {
            id: id.into(),
            name: name.map(str::to_owned),
            created_ms: 0,
            document: Vec::new(),
        }
    }

    #[test]
    fn an_id_beats_a_name_which_beats_a_short_id_which_must_be_unique() {
        let plans = [
            plan("aaaa11111111", None),
            plan("aaaa22222222", Some("nightly")),
            plan("bbbb33333333", Some("nightly")),
            plan("cccc44444444", Some("aaaa")),
            plan("dddd55555555", Some("aaaa11111111")),
        ];
        let id = |text: &str| by_name_or_id(&plans, text).map(|plan| plan.id.as_str());
        assert_eq!(id("nightly"), Ok("aaaa22222222"));
        assert_eq!(id("aaaa"), Ok("cccc44444444"));
        assert_eq!(id("aaaa11111111"), Ok("aaaa11111111"));
        assert_eq!(id("bbbb3"), Ok("bbbb33333333"));
        let exit = |text: &str| by_name_or_id(&plans, text).unwrap_err().exit;
        assert_eq!(exit("bbb"), Exit::NotFound);
        assert_eq!(exit("zzzz"), Exit::NotFound);
        assert_eq!(
            by_name_or_id(&plans[..2], "aaaa").unwrap_err().exit,
            Exit::Usage
        );
    }
}
