//! `shardctl recover object`.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::no_map;
use crate::engine::reconstruct::{Member, Reconstruction, has_member, reconstruct};
use crate::placement::{Segment, ShardMap};
use crate::ports::StoreError;
use crate::ui::{Cell, Column, Listing, ProgressUnit, Report, Section, escape_line, units};

/// Members that people see; the manifest has all.
const SHOWN: usize = 50;

/// Read an object, or a directory of objects, back together
///
/// Looks in every shard for the members, whichever move has got how far with them, and reads each from
/// the copy that the map names or, where that one is gone, torn or cannot be read, from the next. What came is held
/// against the journal's proof, the checksum that the store keeps, or the ETag. Writes the members below DIR,
/// which must be new or empty, and a `manifest.json` with the SHA-256, the place and the evidence of each. Keys
/// that are no harmless paths become files named by their hash. Sends only reading requests, and settles
/// nothing. Ends with 3 where a member could not be read or a shard not be listed, with 4 where there is none.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl recover object tenant/42/a.bin -O /tmp/a\n  \
    shardctl recover object tenant/42/ -O /tmp/tenant-42 && jq '.members[] | select(.evidence == \"length\")' \
    /tmp/tenant-42/manifest.json"
)]
pub struct RecoverObjectArgs {
    /// A key; a directory, with `/` at its end; or a segment, such as `prefix:tenant/42`
    #[arg(value_name = "KEY")]
    key: String,
    /// The directory to write to: new or empty
    #[arg(short = 'O', long = "into", value_name = "DIR")]
    into: PathBuf,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &RecoverObjectArgs) -> Result<Exit, CommandError> {
    let world = ctx.world.as_ref();
    let journal = world.journal_to_look_at()?.ok_or_else(no_map)?;
    let map = journal.load()?.ok_or_else(no_map)?;
    let segment = meant(ctx, &map, &args.key).await?;
    let dir = world
        .object_dir(&args.into)
        .map_err(|error| unusable(args, error))?;
    let bar = ctx.ui.progress("reading", ProgressUnit::Bytes, None);
    let tell = |bytes: u64| bar.add(bytes);
    let read = reconstruct(world, &map, Some(journal), &segment, dir.as_ref(), &tell).await;
    drop(bar);
    let found = read.map_err(|error| unusable(args, error))?;
    if found.members.is_empty() && found.lost.is_empty() {
        return Err(nothing(&segment, found));
    }
    for (shard, error) in &found.unreadable {
        ctx.ui.warning(&format!(
            "shard `{shard}` could not be listed, members that only it has are missing: {error}"
        ));
    }
    let manifest = manifest(ctx, &map, &segment, &found);
    let path = dir
        .finish(&manifest)
        .map_err(|error| unusable(args, error))?;
    ctx.ui.report(&page(&segment, &found, &path))?;
    let whole = found.lost.is_empty() && found.unreadable.is_empty();
    Ok(if whole { Exit::Ok } else { Exit::Partial })
}

/// The segment that a person means.
async fn meant(ctx: &CommandContext, map: &ShardMap, text: &str) -> Result<Segment, CommandError> {
    if let Ok(segment) = text.parse() {
        return Ok(segment);
    }
    if text.ends_with('/') {
        return Ok(Segment::Prefix(text.into()));
    }
    let exact = Segment::Exact(text.into());
    // An object that is there is meant, not what lies in a directory of its name.
    match has_member(ctx.world.as_ref(), map, &exact).await {
        Ok(true) | Err(_) => Ok(exact),
        Ok(false) => Ok(Segment::Prefix(format!("{text}/").as_str().into())),
    }
}

fn nothing(segment: &Segment, found: Reconstruction) -> CommandError {
    if let Some(error) = found.unreadable.into_values().next() {
        return error.into();
    }
    let what = format!("no shard has an object in {segment}");
    CommandError::new(Exit::NotFound, "no_members", what)
        .next("shardctl locate KEY      tells where the map says that it is")
        .next("where the buckets are versioned: look for delete markers there")
}

fn unusable(args: &RecoverObjectArgs, error: StoreError) -> CommandError {
    let dir = args.into.display();
    match error {
        StoreError::Exists(_) => {
            let what = format!("`{dir}` is not an empty directory, nothing was written");
            CommandError::new(Exit::Refused, "directory_not_empty", what)
                .why("what is there is never replaced or mixed with what is read")
                .next("-O DIR      names another")
        }
        StoreError::Unusable { path, problem } => {
            let what = format!("cannot write `{path}`: {problem}");
            CommandError::new(Exit::Failed, "directory_unusable", what)
                .next("-O DIR      names another")
        }
        error => error.into(),
    }
}

fn manifest(
    ctx: &CommandContext,
    map: &ShardMap,
    segment: &Segment,
    found: &Reconstruction,
) -> Vec<u8> {
    let lost = found
        .lost
        .iter()
        .map(|lost| json!({ "key": lost.key.as_str(), "copies": lost.copies }));
    let document = json!({
        "format": "shardctl.recovered-object/1",
        "segment": segment.to_string(),
        "map_version": map.lsn,
        "read_at": units::rfc3339(ctx.world.clock().now_ms()),
        "members": found.members,
        "lost": lost.collect::<Vec<_>>(),
        "shards_not_listed": found.unreadable.keys().collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn page(segment: &Segment, found: &Reconstruction, manifest: &str) -> Report {
    let bytes: u64 = found.members.iter().map(|it| it.size_bytes).sum();
    let count = found.members.len() as u64;
    let headline = format!(
        "{segment}: {} of {} read back, {}",
        count,
        units::plural(count + found.lost.len() as u64, "member"),
        units::bytes(bytes)
    );
    let weak = found
        .members
        .iter()
        .filter(|it| it.evidence.name() == "length")
        .count() as u64;
    let mut warnings = Vec::new();
    if weak > 0 {
        let text = format!(
            "of {} nothing but the length could be compared: the store tells no checksum",
            units::plural(weak, "member")
        );
        warnings.push(("unproven", text));
    }
    let elsewhere = |it: &&Member| it.map_says.as_ref() != Some(&it.shard);
    let data = json!({
        "segment": segment.to_string(),
        "members": count,
        "size_bytes": bytes,
        "lost": found.lost.len(),
        "read_elsewhere": found.members.iter().filter(elsewhere).count(),
        "unproven": weak,
        "shards_not_listed": found.unreadable.keys().collect::<Vec<_>>(),
        "manifest": manifest,
    });
    Report {
        kind: "recovered_object",
        data,
        sections: vec![
            Section::Text(escape_line(&headline)),
            Section::Table(None, members(found)),
            Section::Field("manifest", manifest.to_owned()),
        ],
        warnings,
    }
}

fn members(found: &Reconstruction) -> Listing {
    let key = |member: &Member| {
        let text = member.key.as_ref().or(member.key_hex.as_ref());
        Cell::Key(text.cloned().unwrap_or_default().as_str().into())
    };
    let taken = found.members.iter().map(|member| {
        let passed = member.passed_over.iter();
        let passed: Vec<String> = passed
            .map(|it| format!("{}: {}", it.shard, it.why))
            .collect();
        vec![
            key(member),
            Cell::Bytes(member.size_bytes),
            Cell::Text(member.shard.to_string()),
            Cell::Text(member.evidence.name().to_owned()),
            Cell::Key(member.file.as_str().into()),
            Cell::Key(passed.join("; ").as_str().into()),
        ]
    });
    let lost = found.lost.iter().map(|lost| {
        let copies = lost.copies.iter();
        let why: Vec<String> = copies
            .map(|it| format!("{}: {}", it.shard, it.why))
            .collect();
        vec![
            Cell::Key(lost.key.clone()),
            Cell::Unknown,
            Cell::Unknown,
            Cell::Text("none".to_owned()),
            Cell::Unknown,
            Cell::Key(why.join("; ").as_str().into()),
        ]
    });
    let more = (found.members.len() + found.lost.len()).saturating_sub(SHOWN);
    let note = (more > 0).then(|| format!("… {more} more (the manifest has all)"));
    Listing {
        kind: "recovered_members",
        columns: vec![
            Column::new("key", "KEY"),
            Column::new("size_bytes", "SIZE"),
            Column::new("shard", "READ FROM"),
            Column::new("evidence", "EVIDENCE"),
            Column::new("file", "FILE"),
            Column::new("passed_over", "PASSED OVER"),
        ],
        // What was lost comes first: it must not be among what is cut off.
        rows: lost.chain(taken).take(SHOWN).collect(),
        empty: "nothing was read",
        notes: note.into_iter().collect(),
        warnings: Vec::new(),
    }
}
