//! `shardctl logs export`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::access::{AGGREGATE_COLUMNS, AccessProfile, AggregateRow, ShardHours};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::cold_keys::tell_cold_keys;
use crate::placement::Shard;
use crate::ui::units;

/// Level of zstd: fast, and within a tenth of what more effort gives.
const COMPRESSION: i32 = 3;

/// Write what was ingested as aggregates
///
/// One line of CSV for each object, hour, requester region, tenant and class, compressed with zstd,
/// for tools that work on tables, and a line for each shard and hour that has a log, so that an hour
/// without one stays told from an hour without demand. Sessions are not in it, so what was read together
/// is lost.
#[derive(Debug, clap::Args)]
pub struct LogsExportArgs {
    /// File to write, such as aggregates.csv.zst, or - for standard output
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LogsExportArgs) -> Result<Exit, CommandError> {
    let store = ctx.world.existing_stats_store()?;
    let store = store.ok_or_else(nothing_ingested)?;
    let profile = store.profile()?;
    tell_cold_keys(ctx, &profile.cold);
    if profile.objects.is_empty() {
        return Err(nothing_ingested());
    }
    let mut hours = store.shard_hours()?;
    let logged = hour_rows(&ctx.settings.shards, &mut hours);
    if args.file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        write(&profile, &logged, &mut bytes).map_err(|error| not_written(&args.file, &error))?;
        ctx.ui.raw(&bytes)?;
        return Ok(Exit::Ok);
    }
    let rows = write_file(&profile, &logged, &args.file)
        .map_err(|error| not_written(&args.file, &error))?;
    let (rows, objects) = (
        units::count(rows),
        units::count(profile.objects.len() as u64),
    );
    ctx.ui.status(&format!("{rows} rows of {objects} objects"));
    Ok(Exit::Ok)
}

/// Whole or not at all: the file gets its name when it is complete.
fn write_file(profile: &AccessProfile, logged: &[AggregateRow], path: &Path) -> io::Result<u64> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    let rows = write(profile, logged, &mut file)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(rows)
}

/// Of which hours the log of which shard tells. A shard that the config has no more names no bucket.
fn hour_rows(shards: &[Shard], hours: &mut ShardHours) -> Vec<AggregateRow> {
    let rows = hours.iter().filter_map(|(name, hour, records)| {
        let shard = shards.iter().find(|shard| shard.name == *name)?;
        let row = AggregateRow::of_shard_hour(&shard.bucket, &shard.prefix, hour, records);
        Some(row)
    });
    rows.collect()
}

/// Writes all rows; how many there are.
fn write(profile: &AccessProfile, logged: &[AggregateRow], out: &mut dyn Write) -> io::Result<u64> {
    let compressed = zstd::Encoder::new(out, COMPRESSION)?;
    let mut file = csv::Writer::from_writer(compressed);
    file.write_record(AGGREGATE_COLUMNS)?;
    let mut rows = logged.len() as u64;
    for row in logged {
        row.write(&mut file)?;
    }
    for object in &profile.objects {
        let mut row = AggregateRow {
            hour: 0,
            bucket: String::new(),
            key: object.key.as_bytes().to_vec(),
            region: String::new(),
            address: String::new(),
            requester: String::new(),
            tenant: String::new(),
            class: None,
            requests: 0,
            accesses: 0,
            assumed: 0,
            bytes: 0,
            object_size: object.logged_size,
        };
        for count in &object.hours {
            row.region
                .clone_from(&profile.regions[usize::from(count.region)]);
            row.tenant
                .clone_from(&profile.tenants[count.tenant as usize]);
            row.hour = count.hour;
            row.class = Some(count.class);
            row.requests = count.requests;
            row.accesses = count.accesses;
            row.assumed = count.assumed;
            row.bytes = count.bytes;
            row.write(&mut file)?;
            rows += 1;
        }
    }
    let compressed = file.into_inner().map_err(csv::IntoInnerError::into_error)?;
    compressed.finish()?;
    Ok(rows)
}

fn nothing_ingested() -> CommandError {
    CommandError::new(
        Exit::NotEnoughData,
        "no_statistics",
        "nothing was ingested yet",
    )
    .next("shardctl logs ingest FILE    reads access logs")
}

fn not_written(path: &Path, error: &io::Error) -> CommandError {
    let what = format!("cannot write `{}`", path.display());
    CommandError::new(Exit::Failed, "cannot_write", what).why(error.to_string())
}
