//! [`request_budgets`]: how many requests a second each shard may be sent beside those of its applications.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::{HOUR_MS, ShardHours};
use crate::cli::CommandError;
use crate::cli::config::Endpoint;
use crate::cli::value::percentage;
use crate::commands::CommandContext;
use crate::engine::migration::{RequestBudget, WEEK_HOURS};
use crate::placement::ShardName;

/// Writes a second that AWS promises for a prefix.
const AWS_RPS: f64 = 3_500.0;
/// Share of what applications leave, unless the config says another.
const SHARE: f64 = 0.3;
/// Weeks of logs that a coming hour is forecast from.
const WEEKS: i64 = 4;

/// Budgets of the shards whose limit is known: from the config, or because they are on AWS.
pub fn request_budgets(
    ctx: &CommandContext,
) -> Result<BTreeMap<ShardName, Arc<RequestBudget>>, CommandError> {
    let settings = &ctx.settings;
    let share = settings.config.safety.request_share.as_deref();
    let share = share
        .and_then(|text| percentage(text).ok())
        .unwrap_or(SHARE);
    let limits = settings.config.shard.iter().filter_map(|shard| {
        let endpoint = settings.config.endpoint.get(&shard.endpoint);
        let aws = endpoint.is_none_or(Endpoint::is_aws).then_some(AWS_RPS);
        Some((shard.name.as_str().into(), shard.capacity_rps.or(aws)?))
    });
    let limits: Vec<(ShardName, f64)> = limits.collect();
    if limits.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut hours = match ctx.world.existing_stats_store()? {
        Some(stats) => stats.shard_hours()?,
        None => ShardHours::default(),
    };
    let asked = weekly(&mut hours);
    let budgets = limits.into_iter().map(|(name, limit)| {
        let asked = asked.get(&name).unwrap_or(&[0.0; WEEK_HOURS]);
        let budget = RequestBudget::new(share, limit, asked);
        (name, Arc::new(budget))
    });
    Ok(budgets.collect())
}

/// What each shard is forecast to be asked in each hour of the week, a second: the mean of that hour in the newest
/// weeks of its logs.
fn weekly(hours: &mut ShardHours) -> BTreeMap<ShardName, [f64; WEEK_HOURS]> {
    let week = WEEK_HOURS as i64;
    let mut span: BTreeMap<ShardName, (i64, i64)> = BTreeMap::new();
    for (shard, hour, _) in hours.iter() {
        let (first, last) = span.entry(shard.clone()).or_insert((hour, hour));
        (*first, *last) = ((*first).min(hour), (*last).max(hour));
    }
    let mut asked: BTreeMap<ShardName, [f64; WEEK_HOURS]> = BTreeMap::new();
    for (shard, hour, records) in hours.iter() {
        let (first, last) = span[shard];
        if hour <= last - WEEKS * week {
            continue;
        }
        let weeks = ((last - first) / week + 1).min(WEEKS);
        let of_week = hour.rem_euclid(week).unsigned_abs() as usize;
        let rate = records as f64 * 1000.0 / HOUR_MS as f64 / weeks as f64;
        asked.entry(shard.clone()).or_insert([0.0; WEEK_HOURS])[of_week] += rate;
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_as_the_same_hour_of_the_newest_weeks_was_on_average() {
        let mut hours = ShardHours::default();
        let name = ShardName::from("a");
        let week = WEEK_HOURS as i64;
        // Six weeks; the two oldest are not looked at.
        for n in 0..6 {
            let records = if n < 2 { 3_600_000 } else { 3_600 * (n as u64) };
            hours.add_many(&name, n * week + 5, records);
        }
        hours.add_many(&name, 5 * week + 6, 7_200);
        let asked = weekly(&mut hours)[&name];
        assert!(
            (asked[5] - (2.0 + 3.0 + 4.0 + 5.0) / 4.0).abs() < 1e-9,
            "{}",
            asked[5]
        );
        assert!((asked[6] - 0.5).abs() < 1e-9);
        assert!(asked[7].abs() < 1e-9);
    }
}
