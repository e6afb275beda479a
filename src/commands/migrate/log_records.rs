//! [`look_at_logs`]: the records of the config's logs, for who looks at them and stores nothing.

use std::collections::BTreeMap;

use crate::access::{AccessRecord, BucketRoutes};
use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::commands::logs::selection::{
    SourceArgs, combined_options, endpoint_of, format_of, select,
};
use crate::engine::ingest::look_through;
use crate::ports::SourceFile;

/// Calls `look` with every record, the ways to shards and the bucket of logs that name none. Files that were ingested
/// and hold nothing from `since_ms` on are left out. How many lines and files nobody understands.
pub async fn look_at_logs(
    ctx: &CommandContext,
    since_ms: i64,
    look: &mut (dyn FnMut(&AccessRecord<'_>, &BucketRoutes, Option<&str>) + Send),
) -> Result<u64, CommandError> {
    let mut strange = 0;
    let older = read_before(ingested(ctx)?, since_ms);
    let now_ms = ctx.world.clock().now_ms();
    for log in select(ctx, &[], &SourceArgs::default())? {
        let endpoint = endpoint_of(ctx, &log);
        let logs = ctx.world.log_source(&log.source, endpoint)?;
        let routes = BucketRoutes::new(&ctx.settings.shards, log.endpoint.as_deref());
        for object in logs.list().await? {
            if older.get(&object.name) == Some(&object.identity) {
                continue;
            }
            let format = (format_of(ctx, &log)?, combined_options(&log)?);
            let bucket = log.bucket.as_deref();
            let mut look = |record: &AccessRecord<'_>| look(record, &routes, bucket);
            let read = look_through(logs.as_ref(), &object, format, u64::MAX, now_ms, &mut look);
            let seen = Box::pin(read).await?;
            strange += seen.rejected;
            strange += u64::from(seen.format.is_none() && !seen.empty);
        }
    }
    Ok(strange)
}

/// Time of the newest record that was ingested, milliseconds UTC.
pub fn newest_ingested(ctx: &CommandContext) -> Result<Option<i64>, CommandError> {
    let newest = ingested(ctx)?.into_iter();
    Ok(newest.filter_map(|file| file.file.newest_event_ms).max())
}

fn ingested(ctx: &CommandContext) -> Result<Vec<SourceFile>, CommandError> {
    let stats = ctx.world.existing_stats_store()?;
    let files = stats.map(|stats| stats.source_files()).transpose()?;
    Ok(files.unwrap_or_default())
}

/// Files that were read and hold nothing from `since_ms` on: name and identity.
fn read_before(files: Vec<SourceFile>, since_ms: i64) -> BTreeMap<String, String> {
    let old = |file: &SourceFile| {
        file.file
            .newest_event_ms
            .is_some_and(|newest| newest < since_ms)
    };
    let old = files.into_iter().filter(old);
    old.map(|file| (file.file.name, file.file.identity))
        .collect()
}
