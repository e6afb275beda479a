//! The cross-check of logs against request counts that somebody else keeps.

use std::collections::BTreeMap;
use std::path::Path;

use crate::access::{HOUR_MS, ShardHours};
use crate::cli::value::time_ms;
use crate::cli::{CommandError, Exit};
use crate::placement::ShardName;
use crate::ui::units;

/// Below this share of the counted requests the logs are said to lack some.
const FULL: f64 = 0.95;
const COLUMNS: [&str; 3] = ["shard", "hour", "requests"];

/// Compares the logs' records with `shard,hour,requests` lines; a warning for each shard whose logs
/// have fewer.
pub(super) fn compare(
    path: &Path,
    logged: &mut ShardHours,
) -> Result<Vec<(&'static str, String)>, CommandError> {
    let text = std::fs::read_to_string(path).map_err(|error| wrong(path, error.to_string()))?;
    let counted = read(&text).map_err(|why| wrong(path, why))?;
    let mut records: BTreeMap<(ShardName, i64), u64> = BTreeMap::new();
    for (shard, hour, number) in logged.iter() {
        records.insert((shard.clone(), hour), number);
    }
    let mut warnings = Vec::new();
    for (shard, hours) in counted {
        let of_hour = |hour: i64| records.get(&(shard.clone(), hour)).copied().unwrap_or(0);
        let requests: u64 = hours.values().sum();
        // What the logs have beyond the count of an hour makes up for no other.
        let found: u64 = hours.iter().map(|(&hour, &n)| of_hour(hour).min(n)).sum();
        let share = found as f64 / requests.max(1) as f64;
        let worst = hours
            .iter()
            .max_by_key(|&(&hour, &n)| n.saturating_sub(of_hour(hour)));
        if let Some((&hour, &number)) = worst.filter(|_| share < FULL && requests > 0) {
            let time = units::local_time(hour * HOUR_MS, &jiff::tz::TimeZone::UTC);
            warnings.push((
                "log_incomplete",
                format!(
                    "shard {}: its logs have {} of {} requests counted, {}; worst is the hour of {time}: {} of {}",
                    shard.0.escape_debug(),
                    units::count(found),
                    units::count(requests),
                    units::ratio(share),
                    units::count(of_hour(hour)),
                    units::count(number),
                ),
            ));
        }
    }
    Ok(warnings)
}

type Counted = BTreeMap<ShardName, BTreeMap<i64, u64>>;

fn read(text: &str) -> Result<Counted, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?;
    if !header.iter().eq(COLUMNS) {
        return Err("its first line names the columns: shard,hour,requests".to_owned());
    }
    let mut counted = Counted::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        let bad = |problem: String| format!("line {line}: {problem}");
        let ms = time_ms(&row[1]).map_err(|error| bad(error.to_string()))?;
        let requests: u64 = row[2].parse().map_err(|_| {
            bad(format!(
                "`{}` is no number of requests",
                row[2].escape_debug()
            ))
        })?;
        let hours = counted.entry(ShardName::from(&row[0])).or_default();
        *hours.entry(ms.div_euclid(HOUR_MS)).or_default() += requests;
    }
    Ok(counted)
}

fn wrong(path: &Path, why: String) -> CommandError {
    let what = format!("cannot use the request counts in `{}`", path.display());
    CommandError::new(Exit::Usage, "bad_metrics", what)
        .why(why)
        .next("write lines of shard,hour,requests: web,2026-01-31T13:00:00Z,42")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_lacks_requests_is_named() {
        let mut logged = ShardHours::default();
        logged.add_many(&"a".into(), 10, 90);
        logged.add_many(&"a".into(), 11, 500);
        logged.add_many(&"b".into(), 10, 99);
        let file = tempfile::NamedTempFile::new().unwrap();
        let text = "shard,hour,requests\na,1970-01-01T10:00:00Z,100\na,39600000,100\nb,1970-01-01T10:00:00Z,100\n";
        std::fs::write(file.path(), text).unwrap();
        assert_eq!(compare(file.path(), &mut logged).unwrap(), []);
        let mut half = ShardHours::default();
        half.add_many(&"a".into(), 10, 50);
        half.add_many(&"a".into(), 11, 100);
        let warnings = compare(file.path(), &mut half).unwrap();
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(warnings[0].1.contains("150 of 200") && warnings[0].1.contains("50 of 100"));
        std::fs::write(file.path(), "shard,hour\na,1\n").unwrap();
        assert!(compare(file.path(), &mut half).is_err());
    }
}
