//! [`ShardHealth`]: whether a shard answers now, and what its log says of its newest day.

use std::collections::BTreeMap;

use futures::future::join_all;
use serde_json::{Value, json};

use crate::access::ShardLog;
use crate::cli::CommandError;
use crate::placement::{Shard, ShardName};
use crate::ports::{BucketError, BucketErrorKind, ListRequest, StatsStore, World};
use crate::ui::{Cell, Column, units};

use super::CommandContext;

/// How a shard does.
#[derive(Default)]
pub struct ShardHealth {
    /// What it answered; `None` where nobody asked.
    answer: Option<Result<(), BucketError>>,
    /// `None` where no record of it was read.
    log: Option<ShardLog>,
    lag_ms: Option<u64>,
}

/// How each shard of the config does; `asked`: each is asked for one key, all at once, and one that is silent is
/// given up after seconds.
pub async fn look(
    ctx: &CommandContext,
    stats: Option<&dyn StatsStore>,
    asked: bool,
) -> Result<BTreeMap<ShardName, ShardHealth>, CommandError> {
    let mut logs = stats.map_or(Ok(BTreeMap::new()), StatsStore::shard_logs)?;
    let now_ms = ctx.world.clock().now_ms();
    let world = ctx.world.as_ref();
    let shards = &ctx.settings.shards;
    let answers = join_all(shards.iter().map(|shard| async move {
        if asked {
            Some(answer(world, shard).await)
        } else {
            None
        }
    }));
    let answers = answers.await;
    let health = shards.iter().zip(answers).map(|(shard, answer)| {
        let log = logs.remove(&shard.name);
        let lag_ms = log.map(|log| now_ms.saturating_sub(log.newest_ms).max(0).unsigned_abs());
        let health = ShardHealth {
            answer,
            log,
            lag_ms,
        };
        (shard.name.clone(), health)
    });
    Ok(health.collect())
}

async fn answer(world: &dyn World, shard: &Shard) -> Result<(), BucketError> {
    let request = ListRequest {
        prefix: shard.prefix.clone(),
        page_size: Some(1),
        ..ListRequest::default()
    };
    let bucket = world.glance(&shard.endpoint, &shard.bucket);
    bucket.list(&request).await.map(drop)
}

impl ShardHealth {
    /// The columns of [`cells`](Self::cells).
    pub const COLUMNS: [Column; 4] = [
        Column::new("answers", "ANSWERS"),
        Column::new("error_rate", "ERRORS"),
        Column::new("slow_down_share", "SLOWDOWN"),
        Column::new("log_lag_ms", "LOG LAG"),
    ];

    /// `yes`, or why not in a word; `None` where nobody asked.
    fn word(&self) -> Option<&'static str> {
        Some(match self.answer.as_ref()? {
            Ok(()) => "yes",
            Err(error) => match error.kind {
                BucketErrorKind::Denied => "denied",
                BucketErrorKind::NoSuchBucket => "missing",
                BucketErrorKind::Throttled => "slow down",
                _ if error.status.is_some() => "fails",
                _ => "no",
            },
        })
    }

    fn shares(&self) -> Option<(f64, f64)> {
        let log = self.log.filter(|log| log.records > 0)?;
        let failures = log.failures?;
        let share = |count: u64| count as f64 / log.records as f64;
        Some((share(failures.errors), share(failures.slow)))
    }

    /// For a row of the table of shards.
    pub fn cells(&self) -> [Cell; 4] {
        let (errors, slow) = self.shares().unzip();
        let percent = |share: Option<f64>| share.map_or(Cell::Unknown, Cell::Ratio);
        [
            (self.word()).map_or(Cell::Unknown, |word| Cell::Text(word.to_owned())),
            percent(errors),
            percent(slow),
            self.lag_ms.map_or(Cell::Unknown, Cell::Duration),
        ]
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let (errors, slow) = self.shares().unzip();
        let error = self
            .answer
            .as_ref()
            .and_then(|answer| answer.as_ref().err());
        json!({
            "answers": self.word(),
            "error": error.map(ToString::to_string),
            "records_24h": self.log.map(|log| log.records),
            "error_rate": errors,
            "slow_down_share": slow,
            "newest_event": self.log.and_then(|log| units::rfc3339(log.newest_ms)),
            "log_lag_ms": self.lag_ms,
        })
    }

    /// What keeps the shard from answering.
    pub fn trouble(&self, shard: &str) -> Option<(&'static str, String)> {
        let error = self.answer.as_ref()?.as_ref().err()?;
        Some(("shard_unwell", format!("shard `{shard}`: {error}")))
    }
}
