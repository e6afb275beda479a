//! [`FleetError`]: why the fleet cannot be changed.

use crate::migration::MoveId;
use crate::placement::{RebaseError, ReplayError, ShardDifference, ShardName};
use crate::ports::{BucketError, ControlError, StoreError};

/// Why the fleet cannot be changed. Unless it says otherwise, nothing was.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    /// Nothing was adopted yet.
    #[error("there is no shard map yet")]
    NoMap,
    /// The config has no control location.
    #[error("the config has no [control], where the map would be published")]
    NoControl,
    /// The config's shards are not the map's.
    #[error("the config's shards are not those of the map, nothing was changed")]
    ConfigDisagrees(Vec<ShardDifference>),
    /// map.db is gone, its map is published.
    #[error("map.db is gone, but control location {place} has {versions} versions of its map")]
    StateGone {
        /// The control location.
        place: String,
        /// Versions there.
        versions: u64,
    },
    /// What is in flight is published in shared control locations alone.
    #[error("control location {place} is this host's own: what is in flight was never published")]
    NotShared {
        /// The control location.
        place: String,
    },
    /// There is nothing to take over.
    #[error("nothing was ever published in control location {place}")]
    NothingPublished {
        /// The control location.
        place: String,
    },
    /// A copy was to be worked from, and what it is a copy of is there.
    #[error(
        "control location {place} answers, and has its map: no copy of it is to be worked from"
    )]
    PrimaryThere {
        /// The control location.
        place: String,
    },
    /// A copy was to be worked from, and there is none of that name, or none at all.
    #[error("the config names no such copy of control location {place}")]
    NoCopy {
        /// The control location.
        place: String,
    },
    /// A control location was asked for by the address of its copy.
    #[error("{copy} is a copy of control location {place}")]
    IsCopy {
        /// The copy.
        copy: String,
        /// The control location.
        place: String,
    },
    /// map.db is newer than the copy that was to be worked from.
    #[error("map.db has map version {here}, the newest copy {copy} has {there}")]
    CopyBehind {
        /// The newest published version of map.db.
        here: u64,
        /// The newest of the copy.
        there: u64,
        /// The copy.
        copy: String,
    },
    /// A location that was taken for lost is back, with what its copy never had.
    #[error("control location {place} and its copy {copy} have two histories: {problem}")]
    Parted {
        /// The control location.
        place: String,
        /// The copy.
        copy: String,
        /// Where they part.
        problem: String,
    },
    /// map.db is older than what this host has published.
    #[error("map.db is older than what this host has published in {place}: {evidence}")]
    RolledBack {
        /// The control location.
        place: String,
        /// What tells so.
        evidence: String,
    },
    /// Somebody else works on the fleet.
    #[error("{holder} is changing this fleet")]
    Held {
        /// Host and process.
        holder: String,
        /// When its lease ends unless renewed, milliseconds UTC.
        until_ms: i64,
    },
    /// The control location is another fleet's.
    #[error("another map is already in control location {place}")]
    AnotherMap {
        /// The control location.
        place: String,
        /// What is there.
        found: String,
    },
    /// Another host has taken over.
    #[error("another host has taken over: epoch {found} is held, ours was {ours}")]
    Fenced {
        /// The epoch we held or tried to claim.
        ours: u64,
        /// The epoch that is held.
        found: u64,
    },
    /// Another host goes on with what this one has published.
    #[error("host {by} has recovered this fleet and goes on with it: epoch {epoch}")]
    Superseded {
        /// The machine.
        by: String,
        /// Its epoch.
        epoch: u64,
    },
    /// Somebody else's entry has the version that ours was to be.
    #[error("map version {lsn} was published by somebody else, ours was not")]
    Lost {
        /// The version.
        lsn: u64,
        /// The epoch that its writer held.
        by_epoch: u64,
    },
    /// Others were first, time and again.
    #[error(
        "{conflicts} others were first, the last with map version {lsn}: nothing of ours was published"
    )]
    Conflicts {
        /// The last version that went to somebody else.
        lsn: u64,
        /// How many did.
        conflicts: u32,
    },
    /// What a change was thought out for is not there any more.
    #[error("{0}: nothing was changed")]
    Overtaken(RebaseError),
    /// The control location failed while a map version was sent there.
    #[error("whether map version {lsn} was published is not known: {error}")]
    PerhapsPublished {
        /// The version.
        lsn: u64,
        /// What the control location, or the way to it, said.
        error: ControlError,
    },
    /// A map version is published and in force, and map.db could not be brought to it.
    #[error(
        "map version {lsn} is published and in force, and map.db does not have it yet: {error}"
    )]
    Uncommitted {
        /// The version.
        lsn: u64,
        /// What map.db said.
        error: StoreError,
    },
    /// A move of ours stands between intending its map version and having it.
    #[error("move {0} was interrupted while its map version was published")]
    Unsettled(MoveId),
    /// A shard is another fleet's.
    #[error("shard `{shard}` belongs to another fleet")]
    ForeignShard {
        /// The shard.
        shard: ShardName,
        /// Its fleet.
        fleet_id: String,
        /// That fleet's control location.
        control: String,
    },
    /// Somebody else's object has the name of an owner marker.
    #[error(
        "`{key}` in bucket `{bucket}` is no owner marker of shardctl, and lies where one must be"
    )]
    NotOurs {
        /// The bucket.
        bucket: String,
        /// The object.
        key: String,
    },
    /// A shard is marked as another shard of this fleet: two names of one place.
    #[error("shard `{shard}` lies where shard `{marked}` of this fleet lies")]
    OneShardTwice {
        /// The shard.
        shard: ShardName,
        /// What its marker says.
        marked: ShardName,
    },
    /// A shard of this fleet says that the map is published elsewhere.
    #[error("the map of this fleet is published in {marked}, not in {place}")]
    Elsewhere {
        /// The control location of the config.
        place: String,
        /// The one in the owner marker.
        marked: String,
    },
    /// The control location has less than was published there.
    #[error("control location {place} has lost what this fleet published there: {missing}")]
    Missing {
        /// The control location.
        place: String,
        /// What is not there.
        missing: String,
    },
    /// An object of the control location cannot be read.
    #[error("`{name}` in control location {place} {problem}")]
    Damaged {
        /// The control location.
        place: String,
        /// The object.
        name: String,
        /// What is wrong, as the end of a sentence.
        problem: String,
    },
    /// The map log does not add up.
    #[error("control location {place}: {problem}")]
    Replay {
        /// The control location.
        place: String,
        /// Why.
        problem: ReplayError,
    },
    /// The fleet was opened to look, not to change.
    #[error("a dry run cannot change the map")]
    DryRun,
    /// The control location failed.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// map.db failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A shard failed.
    #[error(transparent)]
    Bucket(#[from] BucketError),
}
