//! The lists of `shardctl forecast`, and the cells they share with its report.

use crate::access::{HOUR_MS, OperationClass};
use crate::forecast::{Backtest, Estimate, FleetForecast, RegionDemand, SegmentForecast};
use crate::ui::{Cell, Column, Listing, units};

/// One row a segment: all regions and classes together.
pub fn segment_listing(fleet: &FleetForecast, segments: &[&SegmentForecast]) -> Listing {
    let row = |forecast: &&SegmentForecast| {
        let confidence = forecast.demand.confidence;
        let mut row = vec![Cell::Key(forecast.demand.segment.id())];
        row.push(Cell::Series(forecast.hourly_requests.clone()));
        row.extend(estimate_cells(forecast.requests, forecast.bytes));
        row.push(Cell::Text(forecast.demand.model.clone()));
        row.push(error_vs_naive(forecast));
        row.push(Cell::Ratio(confidence.total));
        for component in [
            confidence.skill,
            confidence.sharpness,
            confidence.history,
            confidence.reach,
            confidence.log_completeness,
            confidence.region_coverage,
            confidence.steadiness,
        ] {
            row.push(Cell::Ratio(component));
        }
        row
    };
    let mut columns = vec![
        Column::new("segment", "SEGMENT"),
        Column::new("expected_hourly_requests", "EXPECTED REQUESTS"),
    ];
    columns.extend(estimate_columns());
    columns.extend([
        Column::spare("model", "MODEL"),
        Column::spare("error_vs_naive_ratio", "ERROR/NAIVE"),
        Column::new("confidence_ratio", "CONF"),
        Column::wide("skill_ratio", "SKILL"),
        Column::wide("sharpness_ratio", "SHARP"),
        Column::wide("history_ratio", "HISTORY"),
        Column::wide("reach_ratio", "REACH"),
        Column::wide("log_completeness_ratio", "LOGS"),
        Column::wide("region_coverage_ratio", "REGIONS"),
        Column::wide("steadiness_ratio", "STEADY"),
    ]);
    Listing {
        kind: "forecast",
        columns,
        rows: segments.iter().map(row).collect(),
        empty: "no segment was accessed",
        notes: vec![basis(fleet)],
        warnings: warnings(fleet),
    }
}

/// One row a segment and class: the demand from one region.
pub fn region_listing(
    fleet: &FleetForecast,
    segments: &[&SegmentForecast],
    region: &str,
) -> Listing {
    let mut rows = Vec::new();
    for forecast in segments {
        let parts = forecast.demand.regions.iter();
        for part in parts.filter(|part| part.region == region) {
            let mut row = vec![Cell::Key(forecast.demand.segment.id())];
            row.extend(part_cells(part, forecast.requests));
            rows.push(row);
        }
    }
    let mut columns = vec![Column::new("segment", "SEGMENT")];
    columns.extend(part_columns("OF SEGMENT"));
    Listing {
        kind: "forecast_region",
        columns,
        rows,
        empty: "no segment is accessed from this region",
        notes: vec![basis(fleet)],
        warnings: warnings(fleet),
    }
}

/// One row a segment and candidate model.
pub fn backtest_listing(fleet: &FleetForecast, segments: &[&SegmentForecast]) -> Listing {
    let mut rows = Vec::new();
    for forecast in segments {
        for row in backtest_rows(&forecast.backtest) {
            let segment = Cell::Key(forecast.demand.segment.id());
            rows.push([vec![segment], row].concat());
        }
    }
    let mut columns = vec![Column::new("segment", "SEGMENT")];
    columns.extend(backtest_columns());
    Listing {
        kind: "forecast_backtest",
        columns,
        rows,
        empty: "no segment was accessed",
        notes: vec![basis(fleet), BACKTEST_NOTE.to_owned()],
        warnings: warnings(fleet),
    }
}

/// What the numbers of a backtest are.
pub(super) const BACKTEST_NOTE: &str = "WEIGHT in the first day's forecast, by inverse squared MAE; \
MAE of hours (sparse segments: days); MASE relative to \"as a day before\"; hot segments are tried with every model, others with the quick ones";

/// The columns of [`part_cells`], the last under this title.
pub(super) fn part_columns(share: &'static str) -> Vec<Column> {
    let mut columns = vec![
        Column::new("class", "CLASS"),
        Column::new("expected_hourly_requests", "EXPECTED REQUESTS"),
    ];
    columns.extend(estimate_columns());
    columns.push(Column::new("share_ratio", share));
    columns
}

/// The demand of one region and class: what is expected, and its share of `whole`.
pub(super) fn part_cells(part: &RegionDemand, whole: Estimate) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Text(class_name(part.class).to_owned()),
        Cell::Series(part.hourly_requests.clone()),
    ];
    cells.extend(estimate_cells(part.requests, part.bytes));
    cells.push(Cell::Ratio(share(part.requests.mean, whole.mean)));
    cells
}

pub(super) fn estimate_columns() -> [Column; 6] {
    [
        Column::new("requests", "REQUESTS"),
        Column::new("requests_lower", "LOW"),
        Column::new("requests_upper", "HIGH"),
        Column::spare("expected_bytes", "BYTES"),
        Column::wide("lower_bytes", "BYTES LOW"),
        Column::wide("upper_bytes", "BYTES HIGH"),
    ]
}

pub(super) fn estimate_cells(requests: Estimate, bytes: Estimate) -> [Cell; 6] {
    [
        Cell::Number(requests.mean, 0),
        Cell::Number(requests.lower, 0),
        Cell::Number(requests.upper, 0),
        Cell::Bytes(bytes.mean.round() as u64),
        Cell::Bytes(bytes.lower.round() as u64),
        Cell::Bytes(bytes.upper.round() as u64),
    ]
}

pub(super) fn backtest_columns() -> Vec<Column> {
    vec![
        Column::new("model", "MODEL"),
        Column::new("weight_ratio", "WEIGHT"),
        Column::new("mae", "MAE"),
        Column::new("mase", "MASE"),
        Column::new("failures", "FAILED"),
        Column::new("error", "WHY"),
    ]
}

pub(super) fn backtest_rows(backtest: &Backtest) -> Vec<Vec<Cell>> {
    let number = |value: Option<f64>| value.map_or(Cell::Unknown, |value| Cell::Number(value, 2));
    let candidates = backtest.candidates.iter();
    candidates
        .map(|candidate| {
            vec![
                Cell::Text(candidate.model.to_owned()),
                Cell::Ratio(candidate.weight),
                number(candidate.mae),
                number(candidate.mase),
                Cell::Count(candidate.failures as u64),
                candidate.error.clone().map_or(Cell::Unknown, Cell::Text),
            ]
        })
        .collect()
}

fn error_vs_naive(forecast: &SegmentForecast) -> Cell {
    let ratio = forecast.backtest.error_vs_naive();
    ratio.map_or(Cell::Unknown, Cell::Ratio)
}

/// What to know before trusting the intervals.
pub(super) fn warnings(fleet: &FleetForecast) -> Vec<(&'static str, String)> {
    if fleet.measured_hours >= fleet.horizon_hours {
        return Vec::new();
    }
    let hours = |hours: usize| units::duration_ms(hours as u64 * HOUR_MS as u64);
    let text = format!(
        "the logs allow a backtest {} ahead, the horizon is {}: beyond, intervals grow in proportion",
        hours(fleet.measured_hours),
        hours(fleet.horizon_hours),
    );
    vec![("horizon_beyond_backtest", text)]
}

/// What the forecast is made from and for.
pub(super) fn basis(fleet: &FleetForecast) -> String {
    let time = |ms| units::rfc3339(ms).unwrap_or_default();
    format!(
        "as of {}, {} of logs known; {} ahead from {}; intervals at {}",
        time(fleet.as_of_ms),
        units::plural(fleet.coverage.known_count() as u64, "hour"),
        units::duration_ms(fleet.horizon_hours as u64 * HOUR_MS as u64),
        time(fleet.coverage.next_hour() * HOUR_MS),
        units::ratio(fleet.level),
    )
}

pub(super) fn class_name(class: OperationClass) -> &'static str {
    match class {
        OperationClass::Read => "read",
        OperationClass::Write => "write",
    }
}

pub(super) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
