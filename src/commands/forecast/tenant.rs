//! The report of `shardctl forecast --tenant`: the demand of one tenant, by region and class, and by segment.

use serde_json::{Value, json};

use crate::access::HOUR_MS;
use crate::forecast::{Estimate, FleetForecast, RegionDemand, SegmentForecast, TenantForecast};
use crate::ui::{Cell, Column, Listing, Report, Section, sparkline, units};

use super::listing::{basis, part_cells, part_columns, warnings};
use super::report::{
    CHART_WIDTH, confidence_json, confidence_line, estimate_json, lead_listing, part_json,
    part_listing,
};

/// Everything about one tenant.
pub fn tenant_report(fleet: &FleetForecast, forecast: &TenantForecast) -> Report {
    let load = &forecast.load;
    let expected: Vec<_> = load.hours.iter().map(|hour| Some(hour.mean)).collect();
    let series = tenant_series(fleet, forecast);
    let sections = vec![
        Section::Field("tenant", load.name.clone()),
        Section::Field("basis", basis(fleet)),
        Section::Field("past", sparkline(&load.newest_week, CHART_WIDTH)),
        Section::Field("expected", sparkline(&expected, CHART_WIDTH)),
        Section::Field("model", model_line(forecast)),
        Section::Field(
            "confidence",
            confidence_line(fleet, forecast.demand.confidence),
        ),
        Section::Table(
            Some("Requests, all regions".to_owned()),
            lead_listing(&load.leads),
        ),
        Section::Table(
            Some("By requester region".to_owned()),
            part_listing(&forecast.demand.regions, load.requests),
        ),
        Section::Table(
            Some("By segment".to_owned()),
            series_listing(&series, load.requests),
        ),
    ];
    Report {
        kind: "forecast_tenant",
        data: tenant_json(fleet, forecast, &series),
        sections,
        warnings: warnings(fleet),
    }
}

/// The tenant's series: of each segment those of its parts that are the tenant's; the most requests come first.
fn tenant_series<'a>(
    fleet: &'a FleetForecast,
    forecast: &TenantForecast,
) -> Vec<(&'a SegmentForecast, &'a RegionDemand)> {
    let of_segment = |segment: &'a SegmentForecast| {
        let parts = segment.demand.regions.iter().zip(&segment.part_tenants);
        let own = parts.filter(|(_, tenant)| **tenant == forecast.tenant);
        own.map(move |(part, _)| (segment, part))
    };
    let mut series: Vec<_> = fleet.segments.iter().flat_map(of_segment).collect();
    series.sort_by(|a, b| b.1.requests.mean.total_cmp(&a.1.requests.mean));
    series
}

fn model_line(forecast: &TenantForecast) -> String {
    let segments = format!("{} series", units::count(forecast.load.segments as u64));
    match forecast.error_vs_naive {
        Some(ratio) => format!(
            "sum of {segments}: errs by {} of seasonal naive's error in the backtest",
            units::ratio(ratio)
        ),
        None => format!("sum of {segments}: too little history for a backtest"),
    }
}

fn series_listing(series: &[(&SegmentForecast, &RegionDemand)], whole: Estimate) -> Listing {
    let row = |(segment, part): &(&SegmentForecast, &RegionDemand)| {
        let mut row = vec![
            Cell::Key(segment.demand.segment.id()),
            Cell::Key(part.region.as_str().into()),
        ];
        row.extend(part_cells(part, whole));
        row
    };
    let mut columns = vec![
        Column::new("segment", "SEGMENT"),
        Column::new("region", "REGION"),
    ];
    columns.extend(part_columns("SHARE"));
    Listing {
        kind: "forecast_series",
        columns,
        rows: series.iter().map(row).collect(),
        empty: "accessed in the newest, incomplete hour only",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn tenant_json(
    fleet: &FleetForecast,
    forecast: &TenantForecast,
    series: &[(&SegmentForecast, &RegionDemand)],
) -> Value {
    let load = &forecast.load;
    let lead = |(hours, requests): &(usize, Estimate)| json!({ "hours": hours, "requests": estimate_json(*requests) });
    let series = series.iter().map(|(segment, part)| {
        let mut row = part_json(part);
        row["segment"] = segment.demand.segment.to_string().into();
        row
    });
    json!({
        "tenant": load.name,
        "as_of": units::rfc3339(fleet.as_of_ms),
        "first_hour": units::rfc3339(fleet.coverage.next_hour() * HOUR_MS),
        "horizon_hours": fleet.horizon_hours,
        "level_ratio": fleet.level,
        "known_hours": forecast.known.iter().filter(|known| **known).count(),
        "requests": estimate_json(load.requests),
        "bytes": estimate_json(forecast.bytes),
        "leads": load.leads.iter().map(lead).collect::<Vec<_>>(),
        "hourly_requests": load.hours.iter().map(|hour| hour.mean).collect::<Vec<_>>(),
        "regions": forecast.demand.regions.iter().map(part_json).collect::<Vec<_>>(),
        "series": series.collect::<Vec<_>>(),
        "model": forecast.demand.model,
        "error_vs_naive_ratio": forecast.error_vs_naive,
        "confidence": confidence_json(forecast.demand.confidence),
    })
}
