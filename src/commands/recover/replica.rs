//! Working from a copy of the control location, `recover map --from-replica`, and the way back.

use std::sync::Arc;

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::{
    Back, FleetError, check_local, check_not_behind, copy_ahead, copy_to_work_from, go_back,
    issued_config,
};
use crate::ports::{ControlPlaces, ControlStore, CopyInUse};
use crate::ui::{Report, Section};

/// Where a map.db is made anew from.
pub struct Source {
    /// What is taken over.
    pub control: Arc<dyn ControlStore>,
    /// The copy that is worked from after it.
    pub copy: Option<CopyInUse>,
    /// Why map.db is made anew, whatever it is.
    pub why: Option<String>,
    places: Option<Box<dyn ControlPlaces>>,
}

/// What is to be done.
pub enum Plan {
    /// map.db is made anew.
    Take(Source),
    /// It is sound and stays.
    Keep(Report),
}

impl Source {
    /// Remembers what is worked from: before map.db is made where that is a copy, after it where it is not.
    pub fn remember(&self, before: bool) -> Result<(), CommandError> {
        if let Some(places) = self
            .places
            .as_ref()
            .filter(|_| before == self.copy.is_some())
        {
            places.set_in_use(self.copy.as_ref())?;
        }
        Ok(())
    }
}

/// The places of the config here or, on a host without one, of the config that the fleet has left in what
/// `SHARDCTL_CONTROL_URL` or `--control` names.
async fn places(ctx: &CommandContext) -> Result<Option<Box<dyn ControlPlaces>>, CommandError> {
    if ctx.settings.config_path.is_some() {
        return Ok(ctx.world.control_places(None));
    }
    let Some(named) = ctx.world.control_store()? else {
        return Ok(None);
    };
    let Some(text) = issued_config(named.as_ref()).await? else {
        return Ok(None);
    };
    Ok(ctx.world.control_places(Some(&text)))
}

/// Refuses the address of a copy where that of the location is wanted.
fn check_named(
    ctx: &CommandContext,
    places: &dyn ControlPlaces,
    from_replica: bool,
) -> Result<(), CommandError> {
    let bare = ctx.settings.config_path.is_none();
    let place = places.published().place();
    let named = if bare {
        ctx.world.control_store()?.map(|named| named.place())
    } else {
        Some(place.clone())
    };
    let copies = places.glance_at_copies();
    let is_copy = |named: &&String| copies.iter().any(|copy| copy.place() == **named);
    let Some(copy) = named.as_ref().filter(is_copy) else {
        return Ok(());
    };
    if bare && from_replica {
        return Ok(());
    }
    let copy = copy.clone();
    Err(FleetError::IsCopy { copy, place }.into())
}

/// `recover map --from-replica`.
pub async fn from_copy(ctx: &CommandContext, lost: bool) -> Result<Plan, CommandError> {
    let places = places(ctx).await?.ok_or(FleetError::NoControl)?;
    check_named(ctx, places.as_ref(), true)?;
    let before = places.in_use()?;
    let used = copy_to_work_from(places.as_ref(), before.clone(), lost).await?;
    let place = || FleetError::NoCopy {
        place: used.primary.clone(),
    };
    let control = places.worked_from(&used).ok_or_else(place)?;
    if before.as_ref().is_some_and(|before| *before != used)
        && check_local(ctx.world.as_ref()).await.is_ok()
    {
        places.set_in_use(Some(&used))?;
        let text = format!(
            "{} is taken for lost: its copy {} decides in its stead, and map.db goes on.",
            used.primary, used.copy
        );
        return Ok(Plan::Keep(kept(text, Some(&used))));
    }
    if before.as_ref() == Some(&used) && check_local(ctx.world.as_ref()).await.is_ok() {
        let what = format!("the copy {} is worked from already", used.copy);
        let sound = CommandError::new(Exit::Refused, "map_db_sound", what);
        return Err(sound.next("shardctl recover run      goes on from it"));
    }
    let here = match ctx.world.journal_to_look_at() {
        Ok(Some(store)) => store.identity()?.published_lsn,
        Ok(None) | Err(_) => 0,
    };
    if !used.lost {
        check_not_behind(control.as_ref(), here).await?;
    }
    let why = format!("{} does not answer, and a copy of it does", used.primary);
    Ok(Plan::Take(Source {
        control,
        copy: Some(used),
        why: Some(why),
        places: Some(places),
    }))
}

/// `recover map`: the location itself, given first what a copy of it has that was worked from.
pub async fn from_primary(ctx: &CommandContext, dry_run: bool) -> Result<Plan, CommandError> {
    let places = places(ctx).await?;
    if let Some(places) = &places {
        check_named(ctx, places.as_ref(), false)?;
    }
    let in_use = places.as_ref().map(|places| places.in_use()).transpose()?;
    let in_use = in_use.flatten();
    let used = match (&places, &in_use) {
        (Some(_), Some(used)) => Some(used.clone()),
        (Some(places), None) => copy_ahead(places.as_ref()).await?,
        (None, _) => None,
    };
    let mut why = None;
    if let (Some(places), Some(used)) = (&places, &used) {
        match go_back(places.as_ref(), used, dry_run).await? {
            Back::WentOn(problem) => why = Some(format!("{} went on: {problem}", used.primary)),
            Back::Level => {
                let sound = check_local(ctx.world.as_ref()).await.is_ok();
                if in_use.is_some() && !dry_run {
                    places.set_in_use(None)?;
                }
                if in_use.is_some() && sound {
                    let text = if dry_run {
                        format!("{} can be worked from again.", used.primary)
                    } else {
                        format!(
                            "{} has all that its copy has and is worked from again; map.db goes on.",
                            used.primary
                        )
                    };
                    return Ok(Plan::Keep(kept(text, None)));
                }
            }
        }
    }
    let control = match &places {
        // Of a config that is not this host's only the copies are known, not how it reaches the location.
        Some(places) if ctx.settings.config_path.is_some() => places.published(),
        _ => ctx.world.control_store()?.ok_or(FleetError::NoControl)?,
    };
    Ok(Plan::Take(Source {
        control,
        copy: None,
        why,
        places: places.filter(|_| in_use.is_some()),
    }))
}

fn kept(text: String, used: Option<&CopyInUse>) -> Report {
    Report {
        kind: "control_place",
        data: json!({
            "copy": used.map(|used| used.copy.as_str()),
            "primary_lost": used.is_some_and(|used| used.lost),
        }),
        sections: vec![
            Section::Text(text),
            Section::Text("Next: shardctl recover run".to_owned()),
        ],
        warnings: Vec::new(),
    }
}

/// What is said of the copy that is worked from.
pub fn section(used: &CopyInUse) -> Section {
    let text = if used.lost {
        format!("the copy {}, in the stead of {}", used.copy, used.primary)
    } else {
        format!(
            "the copy {}: objects are copied and verified, nothing is published or deleted before {} is back (shardctl recover map) or declared lost (--primary-lost)",
            used.copy, used.primary
        )
    };
    Section::Field("control", text)
}
