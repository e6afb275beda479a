//! [`open_fleet`]: the fleet that a mutating command changes, and the words for what is in its way.

use crate::cli::config::portable;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::{config_disagrees, no_map};
use crate::commands::safety::SafetyBounds;
use crate::engine::control::{Fleet, FleetError, FleetOptions, LOCAL};
use crate::placement::{MapDiff, ShardName};
use crate::ports::{ControlError, StoreError};
use crate::ui::units;

/// Opens the fleet to be changed. `changing` is the shard that the command itself adds or changes, about
/// which config and map may differ. In a dry run the fleet is opened to be looked at: the control
/// location is read and judged as always, nothing is locked, and nothing written anywhere.
pub async fn open_fleet(
    ctx: &CommandContext,
    changing: Option<&ShardName>,
    dry_run: bool,
) -> Result<Fleet, CommandError> {
    let options = fleet_options(ctx, changing)?;
    let world = ctx.world.as_ref();
    let opened = if dry_run {
        Box::pin(Fleet::look(world, options)).await
    } else {
        ctx.ui.works_on_unread();
        Box::pin(Fleet::open(world, options)).await
    };
    match opened {
        Err(FleetError::ConfigDisagrees(differences)) => Err(config_disagrees(ctx, &differences)),
        other => {
            let fleet = other?;
            for (shard, error) in fleet.unseen() {
                ctx.ui
                    .warning(&format!("shard `{shard}` cannot be used now: {error}"));
            }
            let issued = portable(&ctx.settings.config, &ctx.settings.shards);
            if let Err(error) = fleet.issue_config(&issued).await {
                tracing::warn!("no copy of the config for other hosts: {error}");
            }
            Ok(fleet)
        }
    }
}

/// How the fleet of this config is opened.
pub fn fleet_options<'a>(
    ctx: &'a CommandContext,
    changing: Option<&'a ShardName>,
) -> Result<FleetOptions<'a>, CommandError> {
    let bounds = SafetyBounds::of(&ctx.settings)?;
    Ok(FleetOptions {
        shards: &ctx.settings.shards,
        changing,
        lease_ttl_ms: bounds.lease_ttl_ms,
        max_staleness_ms: bounds.reader_staleness_ms,
    })
}

/// The shard that a change of the map is about, of which the config may say something else.
pub fn changing(diff: &MapDiff) -> Option<&ShardName> {
    let set = diff.shards_set.first().map(|shard| &shard.name);
    set.or(diff.shards_removed.first())
}

impl From<FleetError> for CommandError {
    fn from(error: FleetError) -> Self {
        let what = error.to_string();
        let new = |exit, code| Self::new(exit, code, what.clone());
        match error {
            FleetError::NoMap => no_map(),
            FleetError::NoControl => new(Exit::Usage, "no_control")
                .why("what changes the map or writes to a bucket is published, so that any host can go on from there")
                .next("add to the config:  [control]  url = \"s3://BUCKET/PREFIX\"  endpoint = \"NAME\"")
                .next("or, for a fleet that only this host will ever change:  [control]  mode = \"local\""),
            FleetError::ConfigDisagrees(_) => new(Exit::Refused, "config_disagrees"),
            FleetError::StateGone { .. } => new(Exit::StateLost, "map_db_gone")
                .why("a new map.db would not know what was moved, and adopting again would make another map")
                .next("shardctl recover map      makes it anew from there, and takes over")
                .next("where it is another fleet's: give this one a control location of its own, `control.url`")
                .next("shardctl recover in-flight      tells what was in flight"),
            FleetError::RolledBack { .. } => new(Exit::StateLost, "rolled_back")
                .why("it was restored from a copy, or its newest transactions were lost: what it says of objects in flight may be wrong")
                .next("shardctl recover map      makes it anew from the control location, and keeps this one beside it")
                .next("shardctl migrate list      shows what this copy knew; every published map version is under maplog/ of the control location"),
            FleetError::Held { until_ms, .. } => new(Exit::Locked, "held")
                .detail("lease until", units::rfc3339(until_ms).unwrap_or_default())
                .why("it renews its lease for as long as it lives")
                .next("run the same command again when it has ended, or after that time where it is dead"),
            FleetError::AnotherMap { found, .. } => new(Exit::Stale, "another_map")
                .detail("found", found)
                .why("one control location is one fleet's: either map.db here is the wrong one, or the location is")
                .next("if map.db is another fleet's, or was adopted anew after a loss: put the newest copy of this fleet's map.db back")
                .next("if the location is another fleet's: `control.url` in the config gives this one its own"),
            FleetError::Fenced { .. } => new(Exit::Stale, "fenced")
                .next("shardctl status      then run the command again, on the host that should go on"),
            FleetError::NotShared { .. }
            | FleetError::NothingPublished { .. }
            | FleetError::Superseded { .. } => of_takeover(&error, what),
            FleetError::Lost { .. } | FleetError::Conflicts { .. } | FleetError::Overtaken(_) => {
                of_rivals(&error, what)
            }
            FleetError::PerhapsPublished { .. } => new(Exit::Unavailable, "perhaps_published")
                .why("the request may have arrived: then the change counts, and whoever reads the map log goes by it")
                .next("shardctl recover run      finds out, as the next command that changes something does"),
            FleetError::Uncommitted { error, .. } => uncommitted(error, what),
            FleetError::PrimaryThere { .. }
            | FleetError::NoCopy { .. }
            | FleetError::IsCopy { .. }
            | FleetError::CopyBehind { .. }
            | FleetError::Parted { .. } => of_copy(&error, what),
            FleetError::Unsettled(_) => new(Exit::Refused, "unsettled")
                .next("shardctl recover run      settles it first"),
            FleetError::ForeignShard { .. }
            | FleetError::NotOurs { .. }
            | FleetError::OneShardTwice { .. }
            | FleetError::Elsewhere { .. } => of_marker(error, &what),
            FleetError::Missing { .. } => new(Exit::Refused, "control_lost")
                .why("published versions are never removed: it is another place, or somebody removed them")
                .next("check `control.url` and `control.endpoint`, or restore what was there"),
            FleetError::Damaged { .. } | FleetError::Replay { .. } => {
                new(Exit::Refused, "control_damaged")
                    .why("nothing can be decided from a map log that does not add up")
                    .next("restore the control location; map.db is sound")
            }
            FleetError::DryRun => new(Exit::Failed, "dry_run")
                .next("run the command without --dry-run"),
            FleetError::Control(error) => error.into(),
            FleetError::Store(error) => error.into(),
            FleetError::Bucket(error) => error.into(),
        }
    }
}

/// A version that is published and that map.db does not have.
fn uncommitted(error: StoreError, what: String) -> CommandError {
    let exit = match error {
        StoreError::Full { .. } => Exit::Limit,
        error => CommandError::from(error).exit,
    };
    CommandError::new(exit, "uncommitted", what)
        .why("the change counts from now on: whoever reads the map log goes by it")
        .next("free some space where that is what is missing")
        .next("shardctl recover run      brings map.db to it, as the next command that changes something does")
}

/// What a shard's owner marker says against working with it.
fn of_marker(error: FleetError, what: &str) -> CommandError {
    let new = |exit, code| CommandError::new(exit, code, what);
    match error {
        FleetError::ForeignShard { fleet_id, control, .. } => new(Exit::Denied, "foreign_shard")
            .detail("owner", format!("fleet {fleet_id}, published in {control}"))
            .why("two fleets that move objects of one bucket would lose them")
            .next("take the shard out of this config, or remove `.shardctl/owner.json` there once that fleet is gone"),
        FleetError::NotOurs { key, .. } => new(Exit::Refused, "marker_name_taken")
            .why("shardctl keeps its records below `.shardctl/` of each shard, overwrites nothing there that is not its own, and moves nothing of it")
            .next(format!("give `{key}` another key, or the shard a prefix of its own in the config")),
        FleetError::OneShardTwice { marked, .. } => new(Exit::Refused, "one_shard_twice")
            .why("a move between two names of one place would delete what it copied")
            .next("if replication carried the marker over: take `.shardctl/` out of its rule, then remove the marker there")
            .next(format!("take one of the two out of the config; if shard `{marked}` was only renamed, give it its name back")),
        FleetError::Elsewhere { marked, .. } if marked.starts_with(LOCAL) => {
            new(Exit::Refused, "control_moved")
                .why("a copy of the state directory does not know what the other publishes")
                .next("work in the state directory that the shards were marked from")
                .next("if that one is gone for good, remove `.shardctl/owner.json` from every shard: whoever works next marks them")
        }
        FleetError::Elsewhere { .. } => new(Exit::Refused, "control_moved")
            .next("set `control.url` back to where the map is published"),
        error => CommandError::new(Exit::Refused, "marker", error.to_string()),
    }
}

impl From<ControlError> for CommandError {
    fn from(error: ControlError) -> Self {
        let what = error.to_string();
        let doctor = "shardctl doctor      checks credentials, reachability and permissions";
        match error {
            ControlError::Unavailable { .. } => {
                Self::new(Exit::Unavailable, "control_unavailable", what)
                    .why("what changes the fleet is published there first: nothing was begun without it, and whether an entry counts that was sent and not answered is found out first by the next command")
                    .next(doctor)
                    .next("then run the same command again: it goes on where it stopped")
            }
            ControlError::Denied { .. } => {
                Self::new(Exit::Denied, "control_denied", what)
                    .why("what changes the fleet is published there first: its endpoint's credentials must list, read and write below its prefix")
                    .next(doctor)
            }
            ControlError::Unknown { .. } => Self::new(Exit::Unavailable, "control_unknown", what)
                .why("a write was sent and not answered: only reading it again tells whether it counts")
                .next("run the same command again: it finds out first"),
            ControlError::Unfit { .. } => Self::new(Exit::Refused, "control_unfit", what)
                .why("the map log is safe only where of two writers of one name one is refused")
                .next("put [control] on a store that honours If-None-Match on PUT: shardctl doctor --probe tells which do"),
            ControlError::OfCopy { .. } => Self::new(Exit::Refused, "works_from_copy", what)
                .why("another host may go on there: from a copy objects are copied and verified, no map version is published and nothing is deleted")
                .next("shardctl recover map      once it is back")
                .next("shardctl recover map --from-replica --primary-lost      where it is lost for good"),
        }
    }
}

/// The errors of who writes beside others.
fn of_rivals(error: &FleetError, what: String) -> CommandError {
    let new = |code| CommandError::new(Exit::Stale, code, what);
    match error {
        FleetError::Lost { by_epoch, .. } => new("lost_publish")
            .detail("writer", format!("the holder of epoch {by_epoch}"))
            .next("run the command again: it will work with the newer map"),
        FleetError::Conflicts { .. } => new("conflicts")
            .why("other hosts change this fleet at the same time, and each version goes to one writer")
            .next("shardctl lock show      tells who holds the fleet"),
        _ => new("overtaken")
            .why("the change was thought out for the map before that")
            .next("shardctl map history      then ask for it anew, where it is still wanted"),
    }
}

/// The errors of working from a copy of the control location.
fn of_copy(error: &FleetError, what: String) -> CommandError {
    let new = |exit, code| CommandError::new(exit, code, what);
    match error {
        FleetError::PrimaryThere { .. } => new(Exit::Refused, "control_there")
            .why("what is published there is newer than any copy of it, or the same")
            .next("shardctl recover map      takes over from there, and ends work from a copy"),
        FleetError::NoCopy { .. } => new(Exit::Usage, "no_copy")
            .why("copies are those of `control.replicate_to`; on a host without a config they are read from what a copy says")
            .next("shardctl recover map --from-replica --control 's3://BUCKET/COPY?endpoint=URL&region=REGION'      on a host without a config"),
        FleetError::IsCopy { .. } => new(Exit::Refused, "control_is_copy")
            .why("a copy that is taken for the control location itself would part from it")
            .next("shardctl recover map --from-replica      works from it while the control location is away")
            .next("where there is a config, leave --control and SHARDCTL_CONTROL_URL out: it names both"),
        FleetError::CopyBehind { .. } => new(Exit::Refused, "copy_behind")
            .why("what the copy never had would be given up: applications may go by it already")
            .next("wait until the control location is back, and copy nothing until then")
            .next("shardctl recover map --from-replica --primary-lost      goes on from the copy all the same"),
        _ => new(Exit::Stale, "control_parted")
            .why("the copy has decided since the location was taken for lost: what it deleted is gone, so its map is the one that counts")
            .next("put what lies below the location's prefix aside, then: shardctl recover map      gives it all that the copy has"),
    }
}

/// The errors of taking over from the control location, and of having been taken over.
fn of_takeover(error: &FleetError, what: String) -> CommandError {
    let new = |exit, code| CommandError::new(exit, code, what);
    match error {
        FleetError::NotShared { .. } => new(Exit::Refused, "control_local")
            .why("with `mode = \"local\"` map.db is the only journal there is: without it nobody knows what was sent")
            .next("put the newest copy of map.db back: an older one is refused by what would change anything"),
        FleetError::NothingPublished { .. } => new(Exit::NotFound, "nothing_published")
            .why("a fleet is published there by the first command that changes it")
            .next("check the address: --control s3://BUCKET/PREFIX, SHARDCTL_CONTROL_URL, or `control.url` in the config"),
        FleetError::Superseded { .. } => new(Exit::Stale, "superseded")
            .why("map.db here is of the time before: it does not know what became of objects in flight since")
            .next("work on that host")
            .next("or, where that host is lost: shardctl recover map      takes the fleet back; map.db is kept beside it"),
        _ => new(Exit::Failed, "fleet"),
    }
}
