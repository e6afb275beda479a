//! The reports of `shardctl forecast --segment` and `--shard`.

use serde_json::{Value, json};

use crate::access::HOUR_MS;
use crate::forecast::{
    Estimate, FleetForecast, ForecastConfidence, LoadForecast, RegionDemand, SegmentForecast,
};
use crate::ui::{Cell, Column, Listing, Report, Section, sparkline, units};

use super::listing::{
    BACKTEST_NOTE, backtest_columns, backtest_rows, basis, class_name, part_cells, part_columns,
    warnings,
};

/// Blocks of the charts of one segment: a week in steps of three hours.
pub(super) const CHART_WIDTH: usize = 56;
/// Hours of the past that are charted.
pub const PAST_HOURS: usize = 168;

/// Everything about one segment; `past` are the requests of its newest week.
pub fn segment_report(
    fleet: &FleetForecast,
    forecast: &SegmentForecast,
    past: &[Option<f64>],
    backtest: bool,
) -> Report {
    let expected: Vec<_> = forecast.hourly_requests.iter().copied().map(Some).collect();
    let mut sections = vec![
        Section::Field("segment", forecast.demand.segment.to_string()),
        Section::Field("basis", basis(fleet)),
        Section::Field("past", sparkline(past, CHART_WIDTH)),
        Section::Field("expected", sparkline(&expected, CHART_WIDTH)),
        Section::Field("model", model_line(forecast)),
        Section::Field(
            "confidence",
            confidence_line(fleet, forecast.demand.confidence),
        ),
        Section::Table(
            Some("Requests, all regions".to_owned()),
            lead_listing(&forecast.leads),
        ),
        Section::Table(
            Some("By requester region".to_owned()),
            part_listing(&forecast.demand.regions, forecast.requests),
        ),
    ];
    if backtest {
        let title = format!(
            "Backtest from {} past hours, {} ahead",
            forecast.backtest.origins,
            units::plural(forecast.backtest.window_hours as u64, "hour"),
        );
        let listing = Listing {
            kind: "forecast_backtest",
            columns: backtest_columns(),
            rows: backtest_rows(&forecast.backtest),
            empty: "no candidate",
            notes: vec![BACKTEST_NOTE.to_owned()],
            warnings: Vec::new(),
        };
        sections.push(Section::Table(Some(title), listing));
    }
    Report {
        kind: "forecast_segment",
        data: segment_json(fleet, forecast),
        sections,
        warnings: warnings(fleet),
    }
}

pub(super) fn confidence_line(fleet: &FleetForecast, confidence: ForecastConfidence) -> String {
    let reach = if confidence.reach < 1.0 {
        let measured = units::plural(fleet.measured_hours as u64, "hour");
        format!(
            ", reach {} (backtested {measured} of {})",
            units::ratio(confidence.reach),
            fleet.horizon_hours
        )
    } else {
        String::new()
    };
    format!(
        "{}: skill {}, sharpness {}, history {}{reach}; log completeness {}, region coverage {}, steadiness {} (share of such forecasts that came within a quarter)",
        units::ratio(confidence.total),
        units::ratio(confidence.skill),
        units::ratio(confidence.sharpness),
        units::ratio(confidence.history),
        units::ratio(confidence.log_completeness),
        units::ratio(confidence.region_coverage),
        units::ratio(confidence.steadiness),
    )
}

pub(super) fn confidence_json(confidence: ForecastConfidence) -> Value {
    json!({
        "total_ratio": confidence.total,
        "skill_ratio": confidence.skill,
        "sharpness_ratio": confidence.sharpness,
        "history_ratio": confidence.history,
        "reach_ratio": confidence.reach,
        "product_ratio": confidence.product,
        "log_completeness_ratio": confidence.log_completeness,
        "region_coverage_ratio": confidence.region_coverage,
        "steadiness_ratio": confidence.steadiness,
    })
}

pub(super) fn lead_listing(leads: &[(usize, Estimate)]) -> Listing {
    let row = |(hours, requests): &(usize, Estimate)| {
        vec![
            Cell::Duration(*hours as u64 * HOUR_MS as u64),
            Cell::Number(requests.mean, 0),
            Cell::Number(requests.lower, 0),
            Cell::Number(requests.upper, 0),
        ]
    };
    Listing {
        kind: "forecast_leads",
        columns: vec![
            Column::new("lead_ms", "NEXT"),
            Column::new("requests", "REQUESTS"),
            Column::new("requests_lower", "LOW"),
            Column::new("requests_upper", "HIGH"),
        ],
        rows: leads.iter().map(row).collect(),
        empty: "no horizon",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The demand by region and class; shares are of `whole`.
pub(super) fn part_listing(parts: &[RegionDemand], whole: Estimate) -> Listing {
    let row = |part: &RegionDemand| {
        let mut row = vec![Cell::Key(part.region.as_str().into())];
        row.extend(part_cells(part, whole));
        row
    };
    let mut columns = vec![Column::new("region", "REGION")];
    columns.extend(part_columns("SHARE"));
    Listing {
        kind: "forecast_parts",
        columns,
        rows: parts.iter().map(row).collect(),
        empty: "accessed in the newest, incomplete hour only",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn model_line(forecast: &SegmentForecast) -> String {
    let model = &forecast.demand.model;
    let mae = forecast.backtest.combined_mae;
    match (mae, forecast.backtest.error_vs_naive()) {
        (Some(mae), Some(ratio)) => format!(
            "{model}: errs by {mae:.2} requests an hour in the backtest, {} of seasonal naive's error",
            units::ratio(ratio)
        ),
        _ => format!("{model}: too little history for a backtest"),
    }
}

/// The demand of one region and class.
pub(super) fn part_json(part: &RegionDemand) -> Value {
    json!({
        "region": part.region,
        "class": class_name(part.class),
        "requests": estimate_json(part.requests),
        "bytes": estimate_json(part.bytes),
        "hourly_requests": part.hourly_requests,
    })
}

fn segment_json(fleet: &FleetForecast, forecast: &SegmentForecast) -> Value {
    let lead = |(hours, requests): &(usize, Estimate)| json!({ "hours": hours, "requests": estimate_json(*requests) });
    let candidates = forecast.backtest.candidates.iter().map(|candidate| {
        json!({
            "model": candidate.model,
            "weight_ratio": candidate.weight,
            "mae": candidate.mae,
            "mase": candidate.mase,
            "failures": candidate.failures,
            "error": candidate.error,
        })
    });
    json!({
        "segment": forecast.demand.segment.to_string(),
        "as_of": units::rfc3339(fleet.as_of_ms),
        "first_hour": units::rfc3339(fleet.coverage.next_hour() * HOUR_MS),
        "horizon_hours": fleet.horizon_hours,
        "level_ratio": fleet.level,
        "known_hours": fleet.coverage.known_count(),
        "requests": estimate_json(forecast.requests),
        "bytes": estimate_json(forecast.bytes),
        "leads": forecast.leads.iter().map(lead).collect::<Vec<_>>(),
        "hourly_requests": forecast.hourly_requests,
        "regions": forecast.demand.regions.iter().map(part_json).collect::<Vec<_>>(),
        "model": forecast.demand.model,
        "error_vs_naive_ratio": forecast.backtest.error_vs_naive(),
        "confidence": confidence_json(forecast.demand.confidence),
        "backtest": {
            "window_hours": forecast.backtest.window_hours,
            "origins": forecast.backtest.origins,
            "bucket_hours": forecast.backtest.bucket_hours,
            "mae": forecast.backtest.combined_mae,
            "candidates": candidates.collect::<Vec<_>>(),
        },
    })
}

/// The load of one shard: all its segments together.
pub fn shard_report(fleet: &FleetForecast, load: &LoadForecast) -> Report {
    let expected: Vec<_> = load.hours.iter().map(|hour| Some(hour.mean)).collect();
    let first_hour = fleet.coverage.next_hour();
    let time = |lead: usize| units::rfc3339((first_hour + lead as i64) * HOUR_MS);
    let peak = load.peak();
    let peak_line = |(lead, hour): (usize, Estimate)| {
        format!(
            "{} requests in the hour of {}, up to {}",
            units::decimal(hour.mean, 0),
            time(lead).unwrap_or_default(),
            units::decimal(hour.upper, 0),
        )
    };
    let sections = vec![
        Section::Field("shard", load.name.clone()),
        Section::Field("basis", basis(fleet)),
        Section::Field("segments", units::count(load.segments as u64)),
        Section::Field("past", sparkline(&load.newest_week, CHART_WIDTH)),
        Section::Field("expected", sparkline(&expected, CHART_WIDTH)),
        Section::Field("peak", peak.map(peak_line).unwrap_or_default()),
        Section::Table(Some("Requests".to_owned()), lead_listing(&load.leads)),
    ];
    let lead = |(hours, requests): &(usize, Estimate)| json!({ "hours": hours, "requests": estimate_json(*requests) });
    Report {
        kind: "forecast_shard",
        data: json!({
            "shard": load.name,
            "as_of": units::rfc3339(fleet.as_of_ms),
            "first_hour": time(0),
            "horizon_hours": fleet.horizon_hours,
            "level_ratio": fleet.level,
            "segments": load.segments,
            "requests": estimate_json(load.requests),
            "leads": load.leads.iter().map(lead).collect::<Vec<_>>(),
            "peak": peak.map(|(lead, hour)| json!({ "hour": time(lead), "requests": estimate_json(hour) })),
            "hours": load.hours.iter().map(|hour| estimate_json(*hour)).collect::<Vec<_>>(),
        }),
        sections,
        warnings: warnings(fleet),
    }
}

pub(super) fn estimate_json(estimate: Estimate) -> Value {
    json!({ "mean": estimate.mean, "lower": estimate.lower, "upper": estimate.upper })
}
