//! `shardctl analyze tenants`.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::{HourCount, TenantId, Usage};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::Segment;
use crate::ui::{Cell, Column, Listing};

use super::statistics::{SortArg, Statistics, USAGE_COLUMNS, cut};

/// Rank tenants by access score
///
/// Tenants are told from key or requester by the [[tenant]] rules of the config, at ingestion.
/// Shows the first 50 unless `--limit` or `--sort-by` asks for others.
#[derive(Debug, clap::Args)]
pub struct AnalyzeTenantsArgs {
    /// What to rank by
    #[arg(long, value_enum, value_name = "BY", default_value_t)]
    sort: SortArg,
}

/// What one tenant used.
#[derive(Default)]
struct TenantUsage {
    objects: u64,
    segments: BTreeSet<Segment>,
    usage: Usage,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &AnalyzeTenantsArgs) -> Result<Exit, CommandError> {
    let statistics = Statistics::load(ctx)?;
    let tenants = by_tenant(&statistics);
    let mut warnings = Vec::new();
    if tenants.keys().all(|&tenant| tenant == 0) {
        let text =
            "no request matches a [[tenant]] rule; rules apply to logs ingested after they are set";
        warnings.push(("no_tenants", text.to_owned()));
    }
    let mut rows: Vec<_> = tenants
        .into_iter()
        .map(|(id, tenant)| ((id, tenant.objects, tenant.segments.len()), tenant.usage))
        .collect();
    args.sort.sort(&mut rows);
    let mut notes = statistics.notes();
    notes.extend(cut(&ctx.settings.output, &mut rows, "tenants"));
    let mut columns = vec![
        Column::new("tenant", "TENANT"),
        Column::spare("segments", "SEGMENTS"),
        Column::spare("objects", "OBJECTS"),
    ];
    columns.extend(USAGE_COLUMNS);
    ctx.ui.listing(&Listing {
        kind: "tenant_usage",
        columns,
        rows: rows
            .into_iter()
            .map(|((id, objects, segments), usage)| {
                let name = &statistics.fleet.profile.tenants[id as usize];
                let mut cells = vec![
                    match name.as_str() {
                        "" => Cell::Unknown,
                        name => Cell::Key(name.into()),
                    },
                    Cell::Count(segments as u64),
                    Cell::Count(objects),
                ];
                cells.extend(statistics.usage_cells(&usage));
                cells
            })
            .collect(),
        empty: "no tenants",
        notes,
        warnings,
    })?;
    Ok(Exit::Ok)
}

fn by_tenant(statistics: &Statistics) -> BTreeMap<TenantId, TenantUsage> {
    let segmenter = statistics.fleet.segmenter();
    let mut tenants: BTreeMap<TenantId, TenantUsage> = BTreeMap::new();
    for object in &statistics.fleet.profile.objects {
        let mut hours: BTreeMap<TenantId, Vec<HourCount>> = BTreeMap::new();
        for count in &object.hours {
            hours.entry(count.tenant).or_default().push(count.clone());
        }
        for (id, hours) in hours {
            let tenant = tenants.entry(id).or_default();
            tenant.objects += 1;
            tenant.segments.insert(segmenter.segment_of(&object.key));
            tenant.usage.add(&hours, statistics.newest_event_ms);
        }
    }
    tenants
}
