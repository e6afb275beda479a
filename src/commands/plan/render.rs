//! Plan documents as reports and tables.

use serde_json::{Value, json};

use crate::placement::Key;
use crate::plan::PlanDocument;
use crate::plan::document::{
    ClumpEntry, CurvePoint, GuardEntry, MoveEntry, NearMissEntry, PlanBody,
};
use crate::ui::{Cell, Column, Listing, Report, Section, units};

/// Moves a table shows before it says how many more there are.
const SHOWN_MOVES: usize = 50;

/// A plan as `propose` and `show` print it.
pub fn plan_report(document: &PlanDocument, name: Option<&str>, all: bool) -> Report {
    let body = &document.body;
    let mut sections = vec![Section::Text(headline(document, name))];
    if body.moves.is_empty() {
        sections.push(Section::Text(
            "No move earns its cost within the limits.".to_owned(),
        ));
        sections.extend(near_misses(&body.near_misses));
    } else {
        let shown = if all { body.moves.len() } else { SHOWN_MOVES };
        let mut table = moves_listing(&body.moves[..body.moves.len().min(shown)]);
        if body.moves.len() > shown {
            let more = body.moves.len() - shown;
            let id = &document.plan_id;
            table
                .notes
                .push(format!("… {more} more (shardctl plan show {id} --all)"));
        }
        sections.push(Section::Table(None, table));
        sections.push(Section::Field("totals", totals_line(document)));
        if body.curve.len() > 1 {
            let heading =
                "What moving less would save (--fit with --max-bytes, --max-moves; --budget)";
            let table = curve_listing(&body.curve);
            sections.push(Section::Table(Some(heading.to_owned()), table));
        }
    }
    if !body.guards.is_empty() {
        let guards: Vec<String> = body.guards.iter().map(guard_text).collect();
        sections.push(Section::Field("guards", guards.join(" · ")));
    }
    if !body.incomplete.is_empty() {
        let keys = body.incomplete.join(", ");
        let text = format!("fees without a price count nothing here: set {keys}");
        sections.push(Section::Field("incomplete", text));
    }
    sections.extend(
        body.notes
            .iter()
            .map(|note| Section::Field("note", note.clone())),
    );
    Report {
        kind: "plan",
        data: plan_data(document, name),
        sections,
        warnings: Vec::new(),
    }
}

/// The plan's body with its id and name: one object for programs.
pub fn plan_data(document: &PlanDocument, name: Option<&str>) -> Value {
    let mut data = serde_json::to_value(&document.body).unwrap_or(Value::Null);
    data["plan_id"] = json!(document.plan_id);
    data["name"] = json!(name);
    data["confidence_ratio"] = json!(least_confidence(&document.body.clumps));
    data
}

fn headline(document: &PlanDocument, name: Option<&str>) -> String {
    let body = &document.body;
    let name = name.map(|name| format!(" \"{name}\"")).unwrap_or_default();
    // Of moves that somebody asked for, whoever asked is sure.
    let ours = own_confidence(body).filter(|_| body.request.is_none());
    let confidence = ours.map_or_else(String::new, |ours| format!("   confidence {ours}"));
    let as_of = units::rfc3339(body.as_of_ms).unwrap_or_default();
    format!(
        "plan {}{name}   base map v{}   as of {as_of}{confidence}",
        document.plan_id, body.base_map.version
    )
}

/// How sure the planner is of all moves, in words; `None` without moves, or without a demand that it knows.
pub fn own_confidence(body: &PlanBody) -> Option<String> {
    let least = least_confidence(&body.clumps)?;
    let label = &body.clumps.first()?.confidence.calibration;
    (body.inputs.forecast_hours > 0).then(|| format!("{least:.2} or more, {label}"))
}

/// The least of the moves' confidences; `None` without moves.
pub fn least_confidence(clumps: &[ClumpEntry]) -> Option<f64> {
    let all = clumps.iter().map(|clump| clump.confidence.total_ratio);
    all.reduce(f64::min)
}

fn totals_line(document: &PlanDocument) -> String {
    let totals = &document.body.totals;
    let ratio = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), units::ratio);
    let (moves, bytes) = (
        units::plural(totals.moves, "move"),
        units::bytes(totals.bytes),
    );
    if document.body.inputs.forecast_hours == 0 {
        let cost = usd(totals.cost_usd);
        return format!("{moves}  {bytes}  saves: unknown without logs  costs {cost} once");
    }
    format!(
        "{moves}  {bytes}  saves {} a month ({} → {})  costs {} once  cross-region reads {} → {}",
        usd(totals.gain_usd_month),
        usd(totals.before_usd_month),
        usd(totals.after_usd_month),
        usd(totals.cost_usd),
        ratio(totals.cross_region_read_ratio_before),
        ratio(totals.cross_region_read_ratio_after),
    )
}

/// Dollars for people: cents, or six decimals where cents would show nothing.
pub fn usd(dollars: f64) -> String {
    if dollars == 0.0 || dollars.abs() >= 1.0 {
        format!("{dollars:.2} USD")
    } else {
        format!("{dollars:.6} USD")
    }
}

fn guard_text(guard: &GuardEntry) -> String {
    let name = guard.name.replace('_', "-");
    let verdict = if guard.ok { "ok" } else { "REFUSED" };
    format!(
        "{name} {} of {} {verdict}",
        guard_value(guard, guard.value),
        guard_value(guard, guard.limit)
    )
}

/// A value of what `guard` limits, for people.
pub fn guard_value(guard: &GuardEntry, value: f64) -> String {
    match guard.name.as_str() {
        "max_bytes" => units::bytes(value as u64),
        "max_moves" => units::count(value as u64),
        "max_cost" => usd(value),
        _ => units::ratio(value),
    }
}

/// The moves as a table.
pub fn moves_listing(moves: &[MoveEntry]) -> Listing {
    let columns = vec![
        Column::new("n", "#"),
        Column::new("segment", "SEGMENT"),
        Column::new("from", "FROM"),
        Column::new("to", "TO"),
        Column::new("objects", "OBJECTS"),
        Column::spare("size_bytes", "SIZE"),
        Column::new("gain_usd_month", "USD/MONTH"),
        Column::spare("cost_usd", "COST"),
        Column::new("confidence_ratio", "CONF"),
        Column::spare("clump", "CLUMP"),
        Column::wide("model", "MODEL"),
        Column::new("why", "WHY"),
    ];
    let gain_decimals = decimals(moves.iter().map(|entry| entry.gain_usd_month));
    let cost_decimals = decimals(moves.iter().map(|entry| entry.cost_usd));
    Listing {
        kind: "plan_moves",
        columns,
        rows: (moves.iter())
            .map(|entry| move_row(entry, gain_decimals, cost_decimals))
            .collect(),
        empty: "no moves",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn move_row(entry: &MoveEntry, gain_decimals: u8, cost_decimals: u8) -> Vec<Cell> {
    let model = entry.model.clone();
    vec![
        Cell::Count(entry.n),
        Cell::Key(Key::from(entry.segment.as_str())),
        Cell::Text(entry.from.clone()),
        Cell::Text(entry.to.clone()),
        Cell::Count(entry.objects),
        Cell::Bytes(entry.bytes),
        Cell::Number(entry.gain_usd_month, gain_decimals),
        Cell::Number(entry.cost_usd, cost_decimals),
        Cell::Number(entry.confidence_ratio, 2),
        Cell::Count(entry.clump),
        model.map_or(Cell::Unknown, Cell::Text),
        Cell::Text(entry.reasons.first().cloned().unwrap_or_default()),
    ]
}

/// Cents where any amount reaches a dollar, more where none does.
pub fn decimals(amounts: impl Iterator<Item = f64>) -> u8 {
    if amounts.fold(0.0, |most: f64, amount| most.max(amount.abs())) >= 1.0 {
        2
    } else {
        6
    }
}

fn curve_listing(curve: &[CurvePoint]) -> Listing {
    let columns = vec![
        Column::new("moves", "MOVES"),
        Column::new("size_bytes", "SIZE"),
        Column::new("cost_usd", "COST"),
        Column::new("gain_usd_month", "USD/MONTH"),
        Column::new("gain_ratio", "OF THE PLAN"),
    ];
    let whole = curve.last().map_or(0.0, |point| point.gain_usd_month);
    let decimals = decimals(curve.iter().map(|point| point.gain_usd_month));
    let row = |point: &CurvePoint| {
        let share = (whole > 0.0).then(|| point.gain_usd_month / whole);
        vec![
            Cell::Count(point.moves),
            Cell::Bytes(point.bytes),
            Cell::Number(point.cost_usd, decimals),
            Cell::Number(point.gain_usd_month, decimals),
            share.map_or(Cell::Unknown, Cell::Ratio),
        ]
    };
    Listing {
        kind: "plan_curve",
        columns,
        rows: curve.iter().map(row).collect(),
        empty: "no moves",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// What came closest, as sections; none when nothing did.
pub fn near_misses(entries: &[NearMissEntry]) -> Vec<Section> {
    if entries.is_empty() {
        return vec![Section::Text(
            "No segment would gain by lying anywhere else.".to_owned(),
        )];
    }
    let columns = vec![
        Column::new("segment", "SEGMENT"),
        Column::new("from", "FROM"),
        Column::new("to", "TO"),
        Column::new("gain_usd_month", "USD/MONTH"),
        Column::new("cost_usd", "COST"),
        Column::new("against", "WHAT SPEAKS AGAINST IT"),
    ];
    let decimals = decimals(entries.iter().flat_map(|e| [e.gain_usd_month, e.cost_usd]));
    let rows = entries.iter().map(|entry| {
        let against = if entry.against.is_empty() {
            "a neighbour it is used with would be left behind".to_owned()
        } else {
            entry.against.join("; ")
        };
        vec![
            Cell::Key(Key::from(entry.segment.as_str())),
            Cell::Text(entry.from.clone()),
            Cell::Text(entry.to.clone()),
            Cell::Number(entry.gain_usd_month, decimals),
            Cell::Number(entry.cost_usd, decimals),
            Cell::Text(against),
        ]
    });
    let table = Listing {
        kind: "plan_near_misses",
        columns,
        rows: rows.collect(),
        empty: "none",
        notes: Vec::new(),
        warnings: Vec::new(),
    };
    vec![Section::Table(
        Some("Closest to being proposed".to_owned()),
        table,
    )]
}
