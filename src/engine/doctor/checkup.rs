//! The check-up: every place, every log source and the local state, with reading requests only.

use futures::stream::{self, StreamExt};

use crate::ports::{LogSourceError, StoreError, World};

use super::finding::{Cause, Chart};
use super::place_check::check_place;
use super::{Finding, Fleet, LogPlace, Use};

/// Places looked at at a time.
const AT_A_TIME: usize = 8;

/// Looks at everything; findings in the order of the config, the local state last.
pub async fn check_up(world: &dyn World, fleet: &Fleet) -> Vec<Finding> {
    let clock = world.clock();
    let visits = stream::iter(&fleet.places).map(|place| {
        let reader = world.reader(&place.endpoint, &place.bucket);
        let clock = clock.clone();
        async move { check_place(reader.as_ref(), clock.as_ref(), place).await }
    });
    let visits: Vec<Vec<Finding>> = visits.buffered(AT_A_TIME).collect().await;
    let mut findings = visits.concat();
    for logs in &fleet.logs {
        findings.extend(check_logs(world, logs).await);
    }
    findings.extend(check_state(world, fleet));
    findings
}

async fn check_logs(world: &dyn World, logs: &LogPlace) -> Vec<Finding> {
    let mut chart = Chart::new(logs.endpoint.as_deref(), format!("logs {}", logs.name));
    if logs.source == "-" {
        chart.unknown("list", "standard input");
        return chart.finish();
    }
    let files = match world.log_source(&logs.source, logs.endpoint.as_deref()) {
        Ok(source) => source.list().await,
        Err(error) => Err(error),
    };
    match files {
        Ok(files) if files.is_empty() => chart.warn(
            "list",
            format!("nothing at {}", logs.source),
            "check `source` under [[logs]], and that the logs are delivered there",
        ),
        Ok(files) => {
            let bytes: u64 = files.iter().filter_map(|file| file.size).sum();
            chart.ok("list", format!("{} files, {bytes} bytes", files.len()));
        }
        Err(error) => {
            let cause = match &error {
                LogSourceError::NotFound(_) => Cause::Missing,
                LogSourceError::Io { .. } => Cause::Other,
                LogSourceError::Bucket(error) => error.into(),
            };
            let next = "check `source` and `endpoint` under [[logs]]";
            chart.fail("list", cause, error.to_string(), next);
        }
    }
    chart.finish()
}

fn check_state(world: &dyn World, fleet: &Fleet) -> Vec<Finding> {
    let mut chart = Chart::new(None, "state");
    match world.check_state_dir() {
        Ok(()) => chart.ok("directory", "can be written"),
        Err(error) => {
            let next = "check owner and mode of the directory, or name another with --state-dir";
            chart.fail("directory", cause_of(&error), error.to_string(), next);
        }
    }
    match world.map_store() {
        Ok(Some(store)) => match store.load() {
            Ok(Some(_)) => chart.ok("map", "there, and readable"),
            Ok(None) => chart.ok("map", "none yet: `shardctl init --adopt` makes the first"),
            Err(error) => unreadable_map(&mut chart, &error),
        },
        Ok(None) => chart.ok("map", "none yet: `shardctl init --adopt` makes the first"),
        Err(error) => unreadable_map(&mut chart, &error),
    }
    match read_statistics(world, fleet) {
        Ok(true) => chart.ok("statistics", "there, and readable"),
        Ok(false) => chart.ok("statistics", "none yet: inventories and logs fill them"),
        Err(error) => {
            let next = "move stats.db away, then rebuild it: shardctl inventory scan, shardctl logs ingest";
            chart.fail("statistics", cause_of(&error), error.to_string(), next);
        }
    }
    chart.finish()
}

/// Reads everything that commands read of stats.db; false when it is not there yet.
fn read_statistics(world: &dyn World, fleet: &Fleet) -> Result<bool, StoreError> {
    let Some(store) = world.existing_stats_store()? else {
        return Ok(false);
    };
    store.profile()?;
    for place in &fleet.places {
        if let Use::Shard(name) = &place.used_as {
            store.inventory(&name.as_str().into())?;
        }
    }
    Ok(true)
}

fn unreadable_map(chart: &mut Chart, error: &StoreError) {
    let next = "restore map.db from its backup, or name another state directory with --state-dir";
    chart.fail("map", cause_of(error), error.to_string(), next);
}

fn cause_of(error: &StoreError) -> Cause {
    match error {
        StoreError::Corrupt { .. } | StoreError::Newer { .. } => Cause::StateLost,
        StoreError::Unusable { .. }
        | StoreError::Full { .. }
        | StoreError::ReadOnly { .. }
        | StoreError::Busy { .. }
        | StoreError::Locked { .. }
        | StoreError::Fenced { .. }
        | StoreError::Exists(_) => Cause::Other,
    }
}
