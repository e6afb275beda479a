//! `shardctl inventory import`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::inventory::{ImportError, ImportReport, Manifest, import, read_manifest};
use crate::placement::Shard;
use crate::ports::LogSourceError;
use crate::ui::{Cell, Column, ProgressUnit, units};

use super::{cells, hint_adoption, listing, shard_named};

/// A report older than this is worth a word: reports come daily or weekly.
const OLD_MS: i64 = 2 * 86_400_000;

/// Read an S3 Inventory report
///
/// MANIFEST is the manifest.json of a report in CSV format: a file, or `s3://BUCKET/KEY`. Data files
/// are read from the manifest's bucket, or from where a copied report has them, and checked against
/// their MD5. A report is taken whole or not at all.
#[derive(Debug, clap::Args)]
pub struct InventoryImportArgs {
    /// Path or `s3://` address of manifest.json
    #[arg(value_name = "MANIFEST")]
    manifest: String,
    /// The shard that the report is of; by default every shard of the report's bucket
    #[arg(long, value_name = "SHARD")]
    shard: Option<String>,
    /// Endpoint of an `s3://` manifest; by default that of the shard
    #[arg(long, value_name = "NAME")]
    endpoint: Option<String>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &InventoryImportArgs) -> Result<Exit, CommandError> {
    let endpoint = endpoint(ctx, args)?;
    let manifest = read_manifest(ctx.world.as_ref(), &args.manifest, endpoint.as_deref()).await?;
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    for shard in shards(ctx, args, &manifest)? {
        let report = import_shard(ctx, args, endpoint.as_deref(), &manifest, shard).await?;
        let mut row = cells(shard, &report.inventory);
        row.extend([
            Cell::Count(report.noncurrent_versions),
            Cell::Count(report.delete_markers),
            Cell::Count(report.outside_prefix),
        ]);
        rows.push(row);
    }
    let age_ms = ctx
        .world
        .clock()
        .now_ms()
        .saturating_sub(manifest.created_ms);
    notes.push(format!(
        "the report is {} old",
        units::duration_ms(age_ms.max(0) as u64)
    ));
    let mut listing = listing(
        &[
            Column::wide("noncurrent_versions", "OLD VERSIONS"),
            Column::wide("delete_markers", "DELETE MARKERS"),
            Column::wide("outside_prefix", "OUTSIDE PREFIX"),
        ],
        rows,
    );
    listing.notes = notes;
    if age_ms > OLD_MS {
        let text = "what was written or deleted since the report is not in the inventory";
        listing.warnings.push(("inventory_old", text.to_owned()));
    }
    ctx.ui.listing(&listing)?;
    hint_adoption(ctx)?;
    Ok(Exit::Ok)
}

fn endpoint(
    ctx: &CommandContext,
    args: &InventoryImportArgs,
) -> Result<Option<String>, CommandError> {
    if args.endpoint.is_some() || !args.manifest.starts_with("s3://") {
        return Ok(args.endpoint.clone());
    }
    if let Some(name) = &args.shard {
        return Ok(Some(shard_named(ctx, name)?.endpoint.clone()));
    }
    let mut endpoints = ctx.settings.config.endpoint.keys();
    match (endpoints.next(), endpoints.next()) {
        (Some(only), None) => Ok(Some(only.clone())),
        _ => Err(CommandError::new(
            Exit::Usage,
            "endpoint_missing",
            "the config has several endpoints: say which one holds the report",
        )
        .next("shardctl inventory import --endpoint NAME …")),
    }
}

/// The shards that the report tells of.
fn shards<'a>(
    ctx: &'a CommandContext,
    args: &InventoryImportArgs,
    manifest: &Manifest,
) -> Result<Vec<&'a Shard>, CommandError> {
    let bucket = manifest.bucket.escape_debug();
    if let Some(name) = &args.shard {
        let shard = shard_named(ctx, name)?;
        if shard.bucket == manifest.bucket {
            return Ok(vec![shard]);
        }
        let what = format!("the report is of bucket `{bucket}`, shard `{name}` is in another");
        return Err(CommandError::new(Exit::Usage, "other_bucket", what)
            .detail("bucket", shard.bucket.clone())
            .next("leave out --shard: the report's bucket tells which shards it is of"));
    }
    let in_bucket = ctx.settings.shards.iter();
    let shards: Vec<&Shard> = in_bucket
        .filter(|shard| shard.bucket == manifest.bucket)
        .collect();
    if shards.is_empty() {
        let what = format!("the report is of bucket `{bucket}`, which no shard of the config uses");
        return Err(CommandError::new(Exit::NotFound, "shard_not_found", what)
            .next("add a [[shard]] with this bucket to the config, or take another report"));
    }
    Ok(shards)
}

async fn import_shard(
    ctx: &CommandContext,
    args: &InventoryImportArgs,
    endpoint: Option<&str>,
    manifest: &Manifest,
    shard: &Shard,
) -> Result<ImportReport, CommandError> {
    let mut store = ctx.world.stats_store()?;
    let label = format!("importing {}", shard.name);
    let bar = ctx.ui.progress(&label, ProgressUnit::Count, None);
    let mut progress = |rows| bar.add(rows);
    let report = import(
        ctx.world.as_ref(),
        &args.manifest,
        endpoint,
        manifest,
        shard,
        store.as_mut(),
        &mut progress,
    );
    Ok(report.await?)
}

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> Self {
        let what = error.to_string();
        match error {
            ImportError::Source(LogSourceError::NotFound(name)) => {
                let what = format!("there is no `{}`", name.escape_debug());
                Self::new(Exit::NotFound, "report_not_found", what)
                    .why("a report is a manifest.json and the data files that it names")
                    .next("name the manifest.json of a report: a path, or s3://BUCKET/KEY")
                    .next("shardctl inventory scan      needs no report")
            }
            ImportError::Source(error) => error.into(),
            ImportError::Store(error) => error.into(),
            ImportError::Manifest(_) => Self::new(Exit::Failed, "report_unreadable", what).next(
                "configure the report as CSV, with Size, LastModifiedDate, ETag and StorageClass",
            ),
            ImportError::Checksum { .. } => Self::new(Exit::Failed, "report_checksum", what)
                .why("the file was torn or changed on its way")
                .next("fetch the report again; the inventory before is still in place"),
            ImportError::Row { .. } => Self::new(Exit::Failed, "report_malformed", what)
                .why("the row does not follow the manifest's fileSchema")
                .next("fetch the report again; the inventory before is still in place"),
        }
    }
}
