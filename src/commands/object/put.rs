//! `shardctl object put`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use md5::{Digest as _, Md5};
use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::current_map;
use crate::commands::dry_run::DryRunArg;
use crate::commands::input_file::InputFile;
use crate::engine::control::newest_version;
use crate::migration::{Contract, MoveState};
use crate::placement::{Key, Segment, Shard, ShardMap};
use crate::ports::{
    Bucket, BucketError, BucketErrorKind, ObjectHead, PutRequest, WriteCondition, WriteReceipt,
};
use crate::ui::{Report, Section, escape_line, units};

/// Largest body: it is held in memory and sent in one request.
const BODY_BYTES_MAX: u64 = 1 << 30;

/// Write an object only if what is there is what you think
///
/// Looks the key up in the newest published map and sends one conditional PUT to its shard: --if-none-match
/// where nothing may be there, --if-match where the ETag that you have read must still be its. Ends with 12
/// where somebody else was first, and nothing was written: read it again, decide again. A write that was not
/// answered is looked at before anything is said of it (6 where that does not tell, either). It is one step where
/// the store honours the condition, which `doctor --probe` finds out; elsewhere it is checked right before. While a
/// migration moves the key, an overwrite is refused (13), unless its contract is `mutable`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("condition").required(true))]
#[command(
    after_help = "Examples:\n  shardctl object put config/flags.json flags.json --if-none-match\n  \
    shardctl object put config/flags.json flags.json --if-match '\"9b2cf535f27731c974343645a3985328\"'"
)]
pub struct ObjectPutArgs {
    /// Logical key
    key: String,
    /// The bytes; `-` reads standard input
    file: PathBuf,
    /// Only when the object has this ETag, as a listing or HEAD shows it
    #[arg(long, value_name = "ETAG", group = "condition")]
    if_match: Option<String>,
    /// Only when there is no object of that key
    #[arg(long, group = "condition")]
    if_none_match: bool,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// What is to be written, and where.
struct Write<'a> {
    shard: &'a Shard,
    bucket: Arc<dyn Bucket>,
    request: PutRequest,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ObjectPutArgs) -> Result<Exit, CommandError> {
    let map = newest_map(ctx).await?;
    let key = Key::from(args.key.as_str());
    let shard = map.locate(&key).map(|location| location.shard);
    let shard = shard.ok_or_else(|| {
        let what = "no rule and no home says where that key belongs, nothing was written";
        CommandError::new(Exit::NotFound, "no_place", what)
            .next("shardctl map show --shards      shows the shards and their weights")
    })?;
    refuse_while_moving(ctx, args, &key)?;
    let body = read(&args.file)?;
    let write = Write {
        shard,
        bucket: ctx.world.writer(&shard.endpoint, &shard.bucket),
        request: PutRequest {
            key: shard.object_key(&key).to_string_lossy().into_owned(),
            body,
            condition: condition(args),
            ..PutRequest::default()
        },
    };
    // A store that does not know the condition writes all the same: it is looked at, too.
    check(&write, seen(&write).await?.as_ref())?;
    if args.dry_run.dry_run {
        return answer(ctx, args, &write, None);
    }
    let receipt = send(&write).await?;
    answer(ctx, args, &write, Some(&receipt))
}

/// The map here, if nothing newer is published: written by an older one, readers would not find it.
async fn newest_map(ctx: &CommandContext) -> Result<ShardMap, CommandError> {
    let map = current_map(ctx)?;
    let Some(control) = ctx.world.control_store()? else {
        return Ok(map);
    };
    match newest_version(control.as_ref(), map.lsn).await? {
        Some(newer) => {
            let what = format!(
                "map version {newer} is published, {} is here: nothing was written",
                map.lsn
            );
            Err(CommandError::new(Exit::Stale, "map_stale", what)
                .why("by the newer map the key may belong to another shard")
                .next("shardctl recover run      follows what is published, as every command that changes something does"))
        }
        None => Ok(map),
    }
}

fn refuse_while_moving(
    ctx: &CommandContext,
    args: &ObjectPutArgs,
    key: &Key,
) -> Result<(), CommandError> {
    let migrations = match ctx.world.map_store()? {
        Some(store) => store.migrations()?,
        None => Vec::new(),
    };
    let exact = Segment::Exact(key.clone());
    for migration in &migrations {
        let moves = migration.moves.iter();
        let mut moves =
            moves.filter(|item| !item.state.is_end() && item.spec.segment.covers(&exact));
        let Some(item) = moves.next() else { continue };
        let between = matches!(
            item.state,
            MoveState::SwitchIntent | MoveState::ReverseIntent
        );
        let rewrites = args.if_match.is_some() && migration.settings.contract != Contract::Mutable;
        if between || rewrites {
            let what = format!(
                "move {} of {} moves that key, nothing was written",
                item.n, migration.id
            );
            let error = CommandError::new(Exit::Refused, "move_under_way", what);
            let error = if between {
                error.why("whether it was switched is not known")
            } else {
                error.why("its contract says that no object is rewritten while it runs")
            };
            return Err(error.next(format!(
                "shardctl migrate status {}      shows how far it is",
                migration.id
            )));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Bytes, CommandError> {
    let file = InputFile(path);
    let shown = file.shown();
    let bytes = file.read(BODY_BYTES_MAX).map_err(|error| {
        let what = format!("cannot read {shown}: {error}, nothing was written");
        CommandError::new(Exit::of_unreadable(&error), "file_unreadable", what)
            .next("name a file that can be read, or `-` for standard input")
    })?;
    if bytes.len() as u64 > BODY_BYTES_MAX {
        let what = format!(
            "{shown} is larger than {}, nothing was written",
            units::bytes(BODY_BYTES_MAX)
        );
        return Err(CommandError::new(Exit::Refused, "too_large", what)
            .next("write it with a tool that sends objects in parts"));
    }
    Ok(bytes.into())
}

fn condition(args: &ObjectPutArgs) -> WriteCondition {
    match &args.if_match {
        Some(etag) => WriteCondition::IfMatch(quoted(etag)),
        None => WriteCondition::IfAbsent,
    }
}

/// An ETag with its quotes, which shells take away.
fn quoted(etag: &str) -> String {
    format!("\"{}\"", etag.trim_matches('"'))
}

async fn seen(write: &Write<'_>) -> Result<Option<ObjectHead>, BucketError> {
    match write.bucket.head(&write.request.key).await {
        Ok(head) => Ok(Some(head)),
        Err(error) if error.kind == BucketErrorKind::NotFound => {
            write.bucket.head_bucket().await.map(|_| None)
        }
        Err(error) => Err(error),
    }
}

/// That what is there is what the condition says.
fn check(write: &Write<'_>, there: Option<&ObjectHead>) -> Result<(), CommandError> {
    let found = there.map(|head| head.etag.as_str());
    match (&write.request.condition, found) {
        (WriteCondition::IfAbsent, Some(etag)) => Err(mismatch(write, Some(etag))),
        (WriteCondition::IfMatch(wanted), found) if found != Some(wanted.as_str()) => {
            Err(mismatch(write, found))
        }
        _ => Ok(()),
    }
}

fn mismatch(write: &Write<'_>, found: Option<&str>) -> CommandError {
    let what = "somebody else has written that key, nothing was written";
    let found = found.map_or("nothing is there".to_owned(), str::to_owned);
    CommandError::new(Exit::Stale, "precondition_failed", what)
        .detail("shard", write.shard.name.to_string())
        .detail("found", found)
        .next("read what is there, decide again, and name its ETag with --if-match")
}

async fn send(write: &Write<'_>) -> Result<WriteReceipt, CommandError> {
    let error = match write.bucket.put(&write.request).await {
        Ok(receipt) => return Ok(receipt),
        Err(error) => error,
    };
    if error.may_have_happened() {
        return observed(write, error).await;
    }
    match error.kind {
        BucketErrorKind::PreconditionFailed
        | BucketErrorKind::Conflict
        | BucketErrorKind::NotFound => {
            let there = seen(write).await.ok().flatten();
            Err(mismatch(
                write,
                there.as_ref().map(|head| head.etag.as_str()),
            ))
        }
        _ => Err(error.into()),
    }
}

/// What became of a write that was not answered, where looking tells.
async fn observed(write: &Write<'_>, error: BucketError) -> Result<WriteReceipt, CommandError> {
    let md5 = format!("\"{:x}\"", Md5::digest(&write.request.body));
    if let Ok(Some(head)) = seen(write).await
        && (head.etag == md5 && head.size == write.request.body.len() as u64)
    {
        return Ok(WriteReceipt {
            etag: head.etag,
            version_id: head.version_id,
            ..WriteReceipt::default()
        });
    }
    let what = "whether the object was written is not known: the write was not answered";
    Err(CommandError::new(Exit::Unavailable, "write_unknown", what)
        .detail("shard", write.shard.name.to_string())
        .why(error.to_string())
        .next("read the object: it holds what was to be written, or may still come to"))
}

fn answer(
    ctx: &CommandContext,
    args: &ObjectPutArgs,
    write: &Write<'_>,
    receipt: Option<&WriteReceipt>,
) -> Result<Exit, CommandError> {
    let (shard, size) = (&write.shard.name, write.request.body.len() as u64);
    let verb = if receipt.is_some() {
        "written"
    } else {
        "would be written"
    };
    let text = format!(
        "{}: {} {verb} to shard {shard}",
        args.key,
        units::bytes(size)
    );
    let mut sections = vec![Section::Text(escape_line(&text))];
    sections.extend(receipt.map(|receipt| Section::Field("ETag", receipt.etag.clone())));
    ctx.ui.report(&Report {
        kind: "write",
        data: json!({
            "key": args.key,
            "shard": shard,
            "bucket": write.shard.bucket,
            "object_key": write.request.key,
            "size_bytes": size,
            "etag": receipt.map(|it| it.etag.clone()),
            "version_id": receipt.and_then(|it| it.version_id.clone()),
            "dry_run": receipt.is_none(),
        }),
        sections,
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}
