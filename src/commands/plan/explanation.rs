//! One move as an operator reads it: what and why first, then what speaks against it, then every term.

use std::collections::BTreeMap;

use crate::access::HOUR_MS;
use crate::placement::Key;
use crate::plan::TermKind;
use crate::plan::document::{ClumpEntry, MoveEntry, TermEntry};
use crate::ui::{Cell, Column, Listing, Section, escape_line, units};

use super::render::usd;

/// Kinds of gain that a summary names before it says "other".
const NAMED: usize = 3;

/// One move with every term, over a horizon of so many hours; `takes` says how long it takes.
pub fn move_sections(
    entry: &MoveEntry,
    clump: &ClumpEntry,
    takes: Section,
    horizon_hours: f64,
) -> Vec<Section> {
    let heading = format!(
        "move {}: {} from {} to {}, {} in {}",
        entry.n,
        entry.segment,
        entry.from,
        entry.to,
        units::bytes(entry.bytes),
        units::plural(entry.objects, "object"),
    );
    let months = horizon_hours / crate::plan::price::MONTH_HOURS;
    let days = format!("{:.0} d", horizon_hours / 24.0);
    let mut sections = vec![Section::Text(escape_line(&heading))];
    let mut field = |label, text: String| sections.push(Section::Field(label, text));
    if !entry.reasons.is_empty() {
        field("why", entry.reasons.join("; "));
    }
    field("gain", gain_text(entry, months));
    if let Some(text) = losses_text(entry, months) {
        field("loses", text);
    }
    field("cost", cost_text(entry, clump));
    if clump.moves.len() > 1 {
        field("together", together_text(entry, clump));
    }
    sections.push(takes);
    let mut field = |label, text: String| sections.push(Section::Field(label, text));
    if let Some(quiet) = &entry.quiet {
        let text = format!(
            "from {:02}:00 UTC: its shards are then asked {} of what they are in the mean hour",
            quiet.hour_utc,
            units::ratio(quiet.load_ratio)
        );
        field("best begun", text);
    }
    field("confidence", confidence_text(clump));
    for left in &entry.leaves {
        let text = format!(
            "{} stays in {} and gets a rule of its own",
            left.segment, left.shard
        );
        field("leaves", text);
    }
    field(
        "undo",
        "until migrate complete nothing is deleted: migrate reverse points back at the source"
            .to_owned(),
    );
    sections.push(Section::Table(
        Some(format!("Ongoing, over {days}, what matters most first")),
        terms_listing(entry),
    ));
    sections.push(Section::Table(
        Some("Once, for moving".to_owned()),
        costs_listing(entry),
    ));
    sections
}

/// By kind what the terms with this sign come to a month, the most first.
fn sums(entry: &MoveEntry, months: f64, sign: f64) -> Vec<(TermKind, f64)> {
    let mut sums = BTreeMap::<TermKind, f64>::new();
    for term in entry.terms.iter().filter(|term| term.gain_usd * sign > 0.0) {
        *sums.entry(term.kind).or_default() += term.gain_usd / months;
    }
    let mut sums: Vec<(TermKind, f64)> = sums.into_iter().collect();
    sums.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    sums
}

fn gain_text(entry: &MoveEntry, months: f64) -> String {
    let sums = sums(entry, months, 1.0);
    let mut parts: Vec<String> = (sums.iter().take(NAMED))
        .map(|(kind, amount)| format!("{} {}", kind.words(), usd(*amount)))
        .collect();
    let other: f64 = sums.iter().skip(NAMED).map(|(_, amount)| amount).sum();
    if other > 0.0 {
        parts.push(format!("other {}", usd(other)));
    }
    let saves = format!("{} a month in all", usd(entry.gain_usd_month));
    if parts.is_empty() {
        return saves;
    }
    format!("{saves}; saves {}", parts.join(", "))
}

/// What gets dearer, the worst of it by name.
fn losses_text(entry: &MoveEntry, months: f64) -> Option<String> {
    let sums = sums(entry, months, -1.0);
    let all: f64 = sums.iter().map(|(_, amount)| amount).sum();
    let worst = entry
        .terms
        .iter()
        .min_by(|a, b| a.gain_usd.total_cmp(&b.gain_usd))?;
    (all < 0.0).then(|| {
        let amount = worst.gain_usd.abs() / months;
        let what = format!("{} {}", worst.kind.words(), worst.subject);
        format!(
            "{} of that a month: most of it {} ({})",
            usd(-all),
            what.trim(),
            usd(amount)
        )
    })
}

fn cost_text(entry: &MoveEntry, clump: &ClumpEntry) -> String {
    let once = format!("{} once", usd(entry.cost_usd));
    match clump.payback_hours {
        Some(hours) => {
            let time = units::duration_ms((hours * HOUR_MS as f64) as u64);
            format!("{once}, earned back in {time}")
        }
        None => format!("{once}, never earned back"),
    }
}

fn together_text(entry: &MoveEntry, clump: &ClumpEntry) -> String {
    let others = clump.moves.iter().filter(|n| **n != entry.n);
    let others: Vec<String> = others.map(u64::to_string).collect();
    format!(
        "with {} {}: {} a month for {} once",
        if others.len() == 1 { "move" } else { "moves" },
        others.join(", "),
        usd(clump.gain_usd_month),
        usd(clump.cost_usd)
    )
}

fn confidence_text(clump: &ClumpEntry) -> String {
    let confidence = &clump.confidence;
    if let Some(stated) = confidence.stated_ratio {
        return format!(
            "{:.2} is what {stated:.2} was worth ({}); {stated:.2} = ½ + ({:.2} − ½) × {:.2} × {:.2}: chance that the forecast pays, region coverage, history",
            confidence.total_ratio,
            confidence.calibration,
            confidence.net_gain_ratio,
            confidence.region_coverage_ratio,
            confidence.history_ratio,
        );
    }
    format!(
        "{:.2} ({}) = ½ + ({:.2} − ½) × {:.2} × {:.2}: chance that the forecast pays, region coverage, history",
        confidence.total_ratio,
        confidence.calibration,
        confidence.net_gain_ratio,
        confidence.region_coverage_ratio,
        confidence.history_ratio,
    )
}

/// Decimals of a quantity: what is counted is whole.
fn places(unit: &str) -> u8 {
    match unit {
        "request" | "access" | "move" => 0,
        _ => 3,
    }
}

fn terms_listing(entry: &MoveEntry) -> Listing {
    let columns = vec![
        Column::new("kind", "TERM"),
        Column::new("subject", "OF"),
        Column::new("quantity", "QUANTITY"),
        Column::new("unit", "UNIT"),
        Column::spare("source_unit_usd", "AT SOURCE"),
        Column::spare("target_unit_usd", "AT TARGET"),
        Column::new("gain_usd", "GAIN USD"),
        Column::spare("source_price", "SOURCE PRICE FROM"),
        Column::spare("target_price", "TARGET PRICE FROM"),
    ];
    let mut terms: Vec<&TermEntry> = entry.terms.iter().collect();
    terms.sort_by(|a, b| b.gain_usd.abs().total_cmp(&a.gain_usd.abs()));
    let rows = terms.into_iter().map(|term| {
        vec![
            Cell::Text(term.kind.words().to_owned()),
            Cell::Key(Key::from(term.subject.as_str())),
            Cell::Number(term.quantity, places(&term.unit)),
            Cell::Text(term.unit.clone()),
            Cell::Number(term.source_unit_usd, 8),
            Cell::Number(term.target_unit_usd, 8),
            Cell::Number(term.gain_usd, 6),
            Cell::Text(term.source_price.clone()),
            Cell::Text(term.target_price.clone()),
        ]
    });
    Listing {
        kind: "plan_terms",
        columns,
        rows: rows.collect(),
        empty: "no terms",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn costs_listing(entry: &MoveEntry) -> Listing {
    let columns = vec![
        Column::new("kind", "TERM"),
        Column::new("subject", "OF"),
        Column::new("quantity", "QUANTITY"),
        Column::new("unit", "UNIT"),
        Column::new("unit_usd", "UNIT USD"),
        Column::new("usd", "COST USD"),
        Column::spare("price", "PRICE FROM"),
    ];
    let rows = entry.costs.iter().map(|cost| {
        vec![
            Cell::Text(cost.kind.words().to_owned()),
            Cell::Text(cost.subject.clone()),
            Cell::Number(cost.quantity, places(&cost.unit)),
            Cell::Text(cost.unit.clone()),
            Cell::Number(cost.unit_usd, 8),
            Cell::Number(cost.usd, 6),
            Cell::Text(cost.price.clone()),
        ]
    });
    Listing {
        kind: "plan_costs",
        columns,
        rows: rows.collect(),
        empty: "no costs",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
