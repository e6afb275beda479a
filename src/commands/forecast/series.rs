//! `shardctl forecast --series`: the forecaster on any hourly series, without a fleet.

use std::path::Path;

use crate::access::HOUR_MS;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::forecast::{
    Combine, Estimate, Remark, SeriesForecast, SeriesOptions, forecast_series, hourly,
};
use crate::placement::Key;
use crate::ui::{Cell, Column, Listing, escape_bytes, units};

use super::series_file::read_series;

/// Series named in a warning before the rest is only counted.
const NAMED: usize = 3;

/// Reads the file, forecasts each series and lists one row an hour.
pub fn run(
    ctx: &CommandContext,
    path: &Path,
    combine: Combine,
    options: &SeriesOptions,
) -> Result<Exit, CommandError> {
    let mut rows = Vec::new();
    let mut remarks = Remarks::default();
    let mut beyond = Beyond::default();
    let series = read_series(path)?;
    let asked = series.len();
    for (id, points) in series {
        match forecast_one(points, combine, options) {
            Ok(forecast) => {
                remarks.note(&escape_bytes(id.as_bytes()), &forecast.remarks);
                beyond.note(forecast.hours.measured_hours, options.horizon_hours);
                rows.extend(forecast.rows(&id));
            }
            Err(why) => remarks
                .refused
                .push(format!("`{}`: {why}", escape_bytes(id.as_bytes()))),
        }
    }
    if rows.is_empty() {
        let what = "nothing can be said of any series of the file";
        let error = CommandError::new(Exit::NotEnoughData, "no_usable_series", what);
        return Err(match remarks.refused.first() {
            Some(first) => error.why(first.clone()),
            None => error.why("the file holds no values"),
        });
    }
    let refused = remarks.refused.len();
    let listing = listing(
        rows,
        beyond.notes(options.horizon_hours),
        remarks.warnings(asked),
    );
    ctx.ui.listing(&listing)?;
    Ok(if refused > 0 { Exit::Partial } else { Exit::Ok })
}

struct Forecast {
    hours: SeriesForecast,
    first_ms: i64,
    remarks: Vec<Remark>,
}

fn forecast_one(
    points: Vec<(i64, f64)>,
    combine: Combine,
    options: &SeriesOptions,
) -> Result<Forecast, String> {
    let hourly = hourly(points, combine).map_err(|why| why.to_string())?;
    let known = hourly.series.known();
    let forecast = forecast_series(hourly.series.history(&known), options);
    Ok(Forecast {
        hours: forecast.ok_or("it has no finite value")?,
        first_ms: hourly.series.next_hour() * HOUR_MS + hourly.offset_ms,
        remarks: hourly.remarks,
    })
}

impl Forecast {
    fn rows(&self, id: &Key) -> impl Iterator<Item = Vec<Cell>> {
        let row = move |(lead, hour): (usize, &Estimate)| {
            vec![
                Cell::Key(id.clone()),
                Cell::Time(self.first_ms + lead as i64 * HOUR_MS),
                Cell::Number(hour.mean, 2),
                Cell::Number(hour.lower, 2),
                Cell::Number(hour.upper, 2),
                Cell::Text(self.hours.model.clone()),
                Cell::Ratio(self.hours.confidence),
            ]
        };
        self.hours.hours.iter().enumerate().map(row)
    }
}

/// What is to be said of all series together.
#[derive(Default)]
struct Remarks {
    refused: Vec<String>,
    /// (code, what, series it is true of).
    noted: Vec<(&'static str, &'static str, Vec<String>)>,
}

impl Remarks {
    fn note(&mut self, id: &str, remarks: &[Remark]) {
        for remark in remarks {
            let (code, what, count) = explained(*remark);
            let series = match count {
                Some(count) => format!("{id} ({count})"),
                None => id.to_owned(),
            };
            match self.noted.iter_mut().find(|noted| noted.0 == code) {
                Some(noted) => noted.2.push(series),
                None => self.noted.push((code, what, vec![series])),
            }
        }
    }

    fn warnings(mut self, asked: usize) -> Vec<(&'static str, String)> {
        if !self.refused.is_empty() {
            let what = format!("no forecast for {} of {asked} series", self.refused.len());
            let text = format!("{what}: {}", named(&self.refused));
            self.noted.sort();
            let mut all = vec![("series_refused", text)];
            all.extend(self.noted.into_iter().map(said));
            return all;
        }
        self.noted.sort();
        self.noted.into_iter().map(said).collect()
    }
}

fn said((code, what, series): (&'static str, &'static str, Vec<String>)) -> (&'static str, String) {
    (code, format!("{what}: {}", named(&series)))
}

fn named(series: &[String]) -> String {
    let shown = series[..series.len().min(NAMED)].join(", ");
    match series.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} and {} more series", units::count(more as u64)),
    }
}

fn explained(remark: Remark) -> (&'static str, &'static str, Option<usize>) {
    match remark {
        Remark::Unsorted => ("unsorted", "times out of order were sorted", None),
        Remark::Duplicates(n) => (
            "duplicate_times",
            "of several values at one time the last counts",
            Some(n),
        ),
        Remark::NotFinite(n) => (
            "not_finite",
            "values that are not finite count as missing",
            Some(n),
        ),
        Remark::MissingHours(n) => (
            "missing_hours",
            "hours without a value are missing, not zero",
            Some(n),
        ),
        Remark::HalfHours(n) => (
            "half_hours",
            "hours with less than half the values of those beside them are missing",
            Some(n),
        ),
        Remark::FrequencyChanged(..) => (
            "frequency_changed",
            "one half has twice as many values an hour as the other, or more",
            None,
        ),
        Remark::Negative => (
            "negative_values",
            "values below zero: forecast as a gauge, not as a count",
            None,
        ),
        Remark::LoneEnd(n) => (
            "lone_end",
            "the newest values come after twelve weeks without any, which leaves nothing else to forecast from; is a time wrong",
            Some(n),
        ),
        Remark::TooOld(n) => (
            "too_old",
            "hours older than two years are left out",
            Some(n),
        ),
    }
}

/// Series that are forecast farther ahead than their own past could be.
#[derive(Default)]
struct Beyond {
    series: u64,
    /// Fewest hours that one was backtested.
    fewest: Option<usize>,
}

impl Beyond {
    fn note(&mut self, measured: usize, horizon: usize) {
        if measured < horizon {
            self.series += 1;
            self.fewest = Some(self.fewest.map_or(measured, |fewest| fewest.min(measured)));
        }
    }

    fn notes(&self, horizon: usize) -> Vec<String> {
        let note = |fewest: usize| {
            format!(
                "{} backtested no farther than {} ahead of {horizon}: beyond, intervals are extrapolated and the confidence falls",
                format_args!("{} series", units::count(self.series)),
                units::plural(fewest as u64, "hour"),
            )
        };
        self.fewest.map(note).into_iter().collect()
    }
}

fn listing(
    rows: Vec<Vec<Cell>>,
    notes: Vec<String>,
    warnings: Vec<(&'static str, String)>,
) -> Listing {
    Listing {
        kind: "series_forecast",
        columns: vec![
            Column::new("series_id", "SERIES"),
            Column::new("timestamp", "TIME"),
            Column::new("mean", "MEAN"),
            Column::new("lower", "LOW"),
            Column::new("upper", "HIGH"),
            Column::new("model", "MODEL"),
            Column::new("confidence", "CONF"),
        ],
        rows,
        empty: "no series",
        notes,
        warnings,
    }
}
