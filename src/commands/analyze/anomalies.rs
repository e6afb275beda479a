//! `shardctl analyze anomalies`.

use crate::access::HOUR_MS;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::fleet_demand::{fleet_demand, forecast_options};
use crate::forecast::{Anomaly, AnomalyKind, FleetForecast, ForecastOptions, SegmentForecast};
use crate::ui::{Cell, Column, Listing, units};

/// List segments whose demand left what was expected of it
///
/// `hours`: two or more hours of the newest known day in a row were outside the interval, at 99 %, that was forecast
/// before it. `drift`: the level of whole days is no longer that of the first half of the logs, by two detectors that
/// agree. `peers`: hours of the newest day in which the segment did what the other segments did not, EXPECTED being what
/// it would have had with them. Exactly the segments listed are re-scored: CONF is the confidence of their forecast, BEFORE
/// what it was without looking for anomalies. PEERS is how far the newest day's ratio of came to expected lies from the median segment's, in deviations: near 0
/// the whole fleet did the same. The largest differences come first.
#[derive(Debug, clap::Args)]
pub struct AnalyzeAnomaliesArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &AnalyzeAnomaliesArgs) -> Result<Exit, CommandError> {
    let options = ForecastOptions {
        needed_hours: 1,
        ..forecast_options(ctx, None, None)?
    };
    let fleet = fleet_demand(ctx)?.forecast(&options)?;
    let peers = fleet.peer_scores();
    let segments = fleet.segments.iter().zip(peers);
    let mut found: Vec<(&SegmentForecast, &Anomaly, Option<f64>)> = segments
        .flat_map(|(segment, peers)| segment.anomalies.iter().map(move |a| (segment, a, peers)))
        .collect();
    let difference = |anomaly: &Anomaly| (anomaly.actual - anomaly.expected).abs();
    found.sort_by(|a, b| difference(b.1).total_cmp(&difference(a.1)));
    ctx.ui.listing(&listing(&fleet, &found))?;
    Ok(Exit::Ok)
}

fn listing(fleet: &FleetForecast, found: &[(&SegmentForecast, &Anomaly, Option<f64>)]) -> Listing {
    let row = |(segment, anomaly, peers): &(&SegmentForecast, &Anomaly, Option<f64>)| {
        vec![
            Cell::Key(segment.demand.segment.id()),
            Cell::Text(kind(anomaly.kind).to_owned()),
            Cell::Time(anomaly.first_hour * HOUR_MS),
            Cell::Count(anomaly.hours as u64),
            Cell::Number(anomaly.expected, 0),
            Cell::Number(anomaly.actual, 0),
            Cell::Ratio(segment.demand.confidence.total),
            Cell::Ratio(segment.calm_confidence),
            peers.map_or(Cell::Unknown, |score| Cell::Number(score, 1)),
        ]
    };
    Listing {
        kind: "anomalies",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("kind", "KIND"),
            Column::new("since", "SINCE"),
            Column::new("hours", "HOURS"),
            Column::new("expected_requests", "EXPECTED"),
            Column::new("requests", "CAME"),
            Column::new("confidence_ratio", "CONF"),
            Column::spare("confidence_before_ratio", "BEFORE"),
            Column::spare("peer_deviations", "PEERS"),
        ],
        rows: found.iter().map(row).collect(),
        empty: "every segment did what was expected of it",
        notes: vec![format!(
            "as of {}; of {} {} re-scored",
            units::rfc3339(fleet.as_of_ms).unwrap_or_default(),
            units::plural(fleet.segments.len() as u64, "segment"),
            units::count(fleet.rescored().count() as u64),
        )],
        warnings: Vec::new(),
    }
}

fn kind(kind: AnomalyKind) -> &'static str {
    match kind {
        AnomalyKind::Hours => "hours",
        AnomalyKind::Drift => "drift",
        AnomalyKind::Peers => "peers",
    }
}
