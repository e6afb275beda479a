//! Proposal → [`PlanBody`]: names instead of numbers, sums, reasons, input hashes.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::access::OperationClass;
use crate::placement::ShardMap;

use super::confidence::Confidence;
use super::document::{
    BaseMap, ClumpEntry, ConfidenceEntry, CostEntry, CurvePoint, GuardEntry, LeftEntry, MoveEntry,
    NearMissEntry, PlanBody, PlanInputs, PlanPolicy, PlanTotals, QuietEntry, RequestEntry,
    TermEntry,
};
use super::guard::Extent;
use super::input::PlanInput;
use super::money::Money;
use super::objective::Objective;
use super::price::{MONTH_HOURS, PriceSource, Pricing};
use super::proposal::{Move, Proposal};
use super::term::TermKind;
use super::trough::Troughs;
use super::verdict::Verdict;

/// Points that the curve of a plan has at most.
const CURVE_POINTS: usize = 12;

/// What a plan file says beyond the planner's own input.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanContext {
    /// The map it was made against.
    pub base_map: BaseMap,
    /// Newest ingested event.
    pub as_of_ms: i64,
    /// Oldest ingested event.
    pub oldest_event_ms: i64,
    /// Requests counted as demand.
    pub demand_requests: u64,
    /// Share of them whose region is known by evidence.
    pub region_coverage: f64,
    /// Hours ahead that were forecast.
    pub forecast_hours: u64,
    /// Things to know, found while gathering.
    pub notes: Vec<String>,
    /// Who asked for exactly these moves; `None` when the planner found them.
    pub request: Option<RequestEntry>,
}

impl PlanContext {
    /// The map a plan is pinned to.
    pub fn base_map(map: &ShardMap) -> BaseMap {
        BaseMap {
            version: map.lsn,
            hash: crate::placement::map_hash(map),
        }
    }
}

/// Bytes, moves and cost of a proposal.
pub fn extent(input: &PlanInput, proposal: &Proposal) -> Extent {
    let bytes = proposal
        .moves
        .iter()
        .map(|planned| input.segments[planned.segment].bytes);
    Extent {
        bytes: bytes.sum(),
        moves: proposal.moves.len() as u64,
        cost: proposal.clumps.iter().map(|clump| clump.cost).sum(),
    }
}

/// The body of the plan file.
pub fn describe(
    input: &PlanInput,
    proposal: &Proposal,
    context: &PlanContext,
    guards: Vec<GuardEntry>,
) -> PlanBody {
    let moves = proposal.moves.iter().enumerate();
    let troughs = Troughs::of(input, context.as_of_ms);
    let clumps = proposal.clumps.iter().map(|clump| ClumpEntry {
        moves: clump.moves.iter().map(|&index| index as u64 + 1).collect(),
        gain_usd_month: monthly(input, clump.gain),
        cost_usd: clump.cost.usd(),
        payback_hours: clump.payback_hours.map(rounded),
        confidence: confidence_entry(input, &clump.confidence),
        mends: clump.mends.clone(),
    });
    PlanBody {
        base_map: context.base_map.clone(),
        as_of_ms: context.as_of_ms,
        inputs: inputs(input, context),
        policy: policy(input),
        notes: notes(input, proposal, context),
        totals: totals(input, proposal),
        curve: curve(input, proposal),
        guards,
        clumps: clumps.collect(),
        moves: moves
            .map(|(index, planned)| move_entry(input, proposal, &troughs, index, planned))
            .collect(),
        near_misses: (proposal.near_misses.iter())
            .map(|verdict| near_miss(input, verdict))
            .collect(),
        settled: proposal.settled,
        incomplete: incomplete(input, proposal),
        request: context.request.clone(),
    }
}

/// The keys of fees that have no price and so count nothing: of all that lies, and of the moves.
fn incomplete(input: &PlanInput, proposal: &Proposal) -> Vec<String> {
    let Ok(objective) = Objective::new(input) else {
        return Vec::new();
    };
    let mut keys = BTreeSet::new();
    let mut look = |source: &PriceSource| {
        if let PriceSource::Missing(key) = source {
            keys.insert(key.clone());
        }
    };
    let conditional = |v: &usize| {
        let sites = input.shards.iter();
        let facts = sites.map(|site| (site.facts.has_kms(), site.facts.replica_region()));
        let mut facts = facts.filter(|(kms, replica)| *kms || replica.is_some());
        !input.segments[*v].holdings.is_empty() || facts.next().is_some()
    };
    for v in (0..input.segments.len()).filter(conditional) {
        for term in objective.ongoing(v, input.segments[v].shard) {
            look(&term.unit_price.source);
        }
    }
    for planned in &proposal.moves {
        for term in &planned.account.costs {
            look(&term.unit_price.source);
        }
    }
    keys.into_iter().collect()
}

fn move_entry(
    input: &PlanInput,
    proposal: &Proposal,
    troughs: &Troughs,
    index: usize,
    planned: &Move,
) -> MoveEntry {
    let trough = troughs.between(planned.from, planned.to);
    let placed = &input.segments[planned.segment];
    let shard = |index: usize| input.shards[index].name.to_string();
    let leaves = planned.leaves.iter().map(|&segment| LeftEntry {
        segment: input.segments[segment].segment.to_string(),
        shard: shard(input.segments[segment].shard),
    });
    MoveEntry {
        n: index as u64 + 1,
        segment: placed.segment.to_string(),
        from: shard(planned.from),
        to: shard(planned.to),
        objects: placed.objects,
        bytes: placed.bytes,
        clump: planned.clump as u64 + 1,
        gain_usd_month: monthly(input, planned.account.gain()),
        cost_usd: planned.account.cost().usd(),
        confidence_ratio: rounded(proposal.clumps[planned.clump].confidence.total),
        reasons: (proposal.clumps[planned.clump].mends.iter().cloned())
            .chain(reasons(input, planned))
            .collect(),
        leaves: leaves.collect(),
        model: placed.demand.as_ref().map(|demand| demand.model.clone()),
        terms: term_entries(planned),
        costs: cost_entries(planned),
        quiet: trough.map(|trough| QuietEntry {
            hour_utc: trough.hour as u64,
            load_ratio: rounded(trough.share),
        }),
    }
}

fn term_entries(planned: &Move) -> Vec<TermEntry> {
    let changes = planned.account.changes.iter();
    changes
        .map(|change| TermEntry {
            kind: change.kind,
            subject: change.subject.clone(),
            quantity: change.quantity,
            unit: change.unit.to_owned(),
            source_unit_usd: change.at_source.usd,
            source_price: change.at_source.source.to_string(),
            target_unit_usd: change.at_target.usd,
            target_price: change.at_target.source.to_string(),
            gain_usd: change.gain.usd(),
        })
        .collect()
}

fn cost_entries(planned: &Move) -> Vec<CostEntry> {
    let costs = planned.account.costs.iter();
    costs
        .map(|term| CostEntry {
            kind: term.kind,
            subject: term.subject.clone(),
            quantity: term.quantity,
            unit: term.unit.to_owned(),
            unit_usd: term.unit_price.usd,
            price: term.unit_price.source.to_string(),
            usd: term.amount.usd(),
        })
        .collect()
}

/// Why the move gains, weightiest first: where its readers are, what it is used with, what is cheaper.
fn reasons(input: &PlanInput, planned: &Move) -> Vec<String> {
    let mut sums = BTreeMap::<TermKind, Money>::new();
    for change in &planned.account.changes {
        *sums.entry(change.kind).or_default() += change.gain;
    }
    let mut gains: Vec<(Money, TermKind)> = (sums.into_iter())
        .map(|(kind, gain)| (gain, kind))
        .filter(|(gain, _)| *gain > Money::ZERO)
        .collect();
    gains.sort_by(|a, b| b.cmp(a));
    let mut reasons: Vec<String> = (gains.into_iter())
        .map(|(_, kind)| reason(input, planned, kind))
        .collect();
    reasons.dedup();
    reasons
}

fn reason(input: &PlanInput, planned: &Move, kind: TermKind) -> String {
    let target = &input.shards[planned.to];
    match kind {
        TermKind::Egress | TermKind::Latency => {
            let share = region_share(input, planned.segment, &target.region);
            format!("{:.0}% of reads from {}", share * 100.0, target.region)
        }
        TermKind::CrossShard => {
            let with = (planned.account.changes.iter())
                .filter(|change| change.kind == TermKind::CrossShard && change.gain > Money::ZERO);
            let accesses: f64 = with.clone().map(|change| change.quantity).sum();
            let segments = match with.count() {
                1 => "a segment".to_owned(),
                count => format!("{count} segments"),
            };
            format!("used with {segments} there ({accesses:.0} accesses)")
        }
        TermKind::Overload => format!("{} is too busy", input.shards[planned.from].name),
        TermKind::Storage => format!("cheaper storage in {}", target.region),
        _ => format!("cheaper requests in {}", target.region),
    }
}

/// Share of the segment's expected reads that come from `region`.
fn region_share(input: &PlanInput, segment: usize, region: &str) -> f64 {
    let (all, from) = read_counts(input, segment, region);
    if all > 0.0 { from / all } else { 0.0 }
}

/// Expected reads of a segment over the horizon: all, and those from `region`.
fn read_counts(input: &PlanInput, segment: usize, region: &str) -> (f64, f64) {
    let Some(demand) = &input.segments[segment].demand else {
        return (0.0, 0.0);
    };
    let scale = input.demand_scale(demand);
    let reads = demand
        .regions
        .iter()
        .filter(|part| part.class == OperationClass::Read);
    let sum = |local: bool| {
        let parts = reads.clone().filter(|part| !local || part.region == region);
        parts.map(|part| part.requests.mean * scale).sum::<f64>()
    };
    (sum(false), sum(true))
}

fn near_miss(input: &PlanInput, verdict: &Verdict) -> NearMissEntry {
    let placed = &input.segments[verdict.segment];
    NearMissEntry {
        segment: placed.segment.to_string(),
        from: input.shards[placed.shard].name.to_string(),
        to: input.shards[verdict.to].name.to_string(),
        gain_usd_month: monthly(input, verdict.gain),
        cost_usd: verdict.cost.usd(),
        against: verdict.against.clone(),
    }
}

fn totals(input: &PlanInput, proposal: &Proposal) -> PlanTotals {
    let extent = extent(input, proposal);
    let gain = proposal.before - proposal.after;
    let objects = proposal
        .moves
        .iter()
        .map(|planned| input.segments[planned.segment].objects);
    let targets = proposal
        .moves
        .iter()
        .map(|planned| (planned.segment, planned.to))
        .collect();
    PlanTotals {
        moves: extent.moves,
        objects: objects.sum(),
        bytes: extent.bytes,
        before_usd_month: monthly(input, proposal.before),
        after_usd_month: monthly(input, proposal.after),
        gain_usd_month: monthly(input, gain),
        cost_usd: extent.cost.usd(),
        net_usd: (gain - extent.cost).usd(),
        cross_region_read_ratio_before: cross_region_ratio(input),
        cross_region_read_ratio_after: cross_region_ratio(&input.after(&targets)),
    }
}

/// The clumps one after the other: gains of clumps add up, so that the first are the best for their bytes.
fn curve(input: &PlanInput, proposal: &Proposal) -> Vec<CurvePoint> {
    let mut sum = Extent::default();
    let mut gain = Money::ZERO;
    let points = proposal.clumps.iter().map(|clump| {
        let moves = clump.moves.iter();
        let bytes = moves.map(|&index| input.segments[proposal.moves[index].segment].bytes);
        sum.bytes += bytes.sum::<u64>();
        sum.moves += clump.moves.len() as u64;
        sum.cost += clump.cost;
        gain += clump.gain;
        CurvePoint {
            moves: sum.moves,
            bytes: sum.bytes,
            cost_usd: sum.cost.usd(),
            gain_usd_month: monthly(input, gain),
            net_usd: (gain - sum.cost).usd(),
        }
    });
    let points: Vec<CurvePoint> = points.collect();
    // Of many points some, evenly, and always the last.
    let every = points.len().div_ceil(CURVE_POINTS).max(1);
    let last = points.len().saturating_sub(1);
    let shown = points.into_iter().enumerate();
    shown
        .filter(|(at, _)| at % every == every - 1 || *at == last)
        .map(|(_, point)| point)
        .collect()
}

fn cross_region_ratio(input: &PlanInput) -> Option<f64> {
    let (mut all, mut local) = (0.0, 0.0);
    for (segment, placed) in input.segments.iter().enumerate() {
        let region = &input.shards[placed.shard].region;
        let (reads, from_region) = read_counts(input, segment, region);
        all += reads;
        local += from_region;
    }
    (all > 0.0).then(|| rounded(1.0 - local / all))
}

fn notes(input: &PlanInput, proposal: &Proposal, context: &PlanContext) -> Vec<String> {
    let policy = &input.policy;
    let mut notes = context.notes.clone();
    if policy.usd_per_cross_shard_access == 0.0 && policy.usd_per_cross_region_access == 0.0 {
        notes.push("plan.usd_per_cross_shard_access is 0: co-access is not weighed".to_owned());
    }
    if policy.usd_per_ms == 0.0 {
        notes.push("plan.usd_per_ms is 0: latency is not weighed".to_owned());
    }
    if policy.usd_per_overload_hour == 0.0 && input.shards.iter().any(|s| s.capacity_rps.is_some())
    {
        notes.push("plan.usd_per_overload_hour is 0: busy hours are not weighed".to_owned());
    }
    if input
        .shards
        .iter()
        .any(|site| site.pricing == Pricing::Listed)
    {
        notes.push("list prices, where used, are unverified for your account".to_owned());
    }
    if !proposal.moves.is_empty() {
        notes.push("moving costs at least what is listed: looks, lists and probes are not in it, nor what reading both copies through this host takes where a store keeps no checksum to compare them by".to_owned());
    }
    if context.request.is_some() {
        notes.push("these moves were asked for: whether they pay is said, not judged".to_owned());
    } else if proposal.left_out > 0 {
        notes.push(match proposal.left_out {
            1 => "1 move that earns its cost is left out by the guards".to_owned(),
            count => format!("{count} moves that earn their cost are left out by the guards"),
        });
    } else if !proposal.settled {
        notes.push("plan again after this plan: further moves need the room it makes".to_owned());
    }
    let unmet = proposal.unmet.iter();
    notes.extend(unmet.map(|limit| format!("not mended by this plan: {limit}")));
    notes
}

fn inputs(input: &PlanInput, context: &PlanContext) -> PlanInputs {
    let segments = &input.segments;
    PlanInputs {
        inventory_hash: inventory_hash(input),
        demand_hash: demand_hash(input),
        settings_hash: settings_hash(input),
        oldest_event_ms: context.oldest_event_ms,
        demand_requests: context.demand_requests,
        region_coverage_ratio: rounded(context.region_coverage),
        forecast_hours: context.forecast_hours,
        segments: segments.len() as u64,
        held_segments: segments
            .iter()
            .filter(|placed| placed.held.is_some())
            .count() as u64,
        objects: segments.iter().map(|placed| placed.objects).sum(),
        bytes: segments.iter().map(|placed| placed.bytes).sum(),
    }
}

fn policy(input: &PlanInput) -> PlanPolicy {
    let policy = &input.policy;
    PlanPolicy {
        horizon_hours: policy.horizon_hours,
        max_payback_hours: policy.max_payback_hours,
        grace_hours: policy.grace_hours,
        interval_level: policy.interval_level,
        usd_per_cross_shard_access: policy.usd_per_cross_shard_access,
        usd_per_cross_region_access: policy.usd_per_cross_region_access,
        usd_per_ms: policy.usd_per_ms,
        min_confidence: policy.min_confidence,
        usd_per_overload_hour: policy.usd_per_overload_hour,
    }
}

fn confidence_entry(input: &PlanInput, confidence: &Confidence) -> ConfidenceEntry {
    ConfidenceEntry {
        total_ratio: rounded(confidence.total),
        net_gain_ratio: rounded(confidence.net_gain),
        region_coverage_ratio: rounded(confidence.region_coverage),
        history_ratio: rounded(confidence.history),
        stated_ratio: (confidence.stated != confidence.total).then(|| rounded(confidence.stated)),
        calibration: input.calibration.label(),
    }
}

/// An amount over the horizon as dollars a month.
fn monthly(input: &PlanInput, amount: Money) -> f64 {
    amount
        .scaled(MONTH_HOURS / input.policy.horizon_hours)
        .usd()
}

/// Six decimals: more would be noise in a file that people compare.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Hashes fields with their lengths, so that no two lists of fields hash alike.
#[derive(Default)]
struct Fingerprint(Sha256);

impl Fingerprint {
    fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn hex(self) -> String {
        let digest = self.0.finalize();
        digest
            .iter()
            .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }
}

fn inventory_hash(input: &PlanInput) -> String {
    let mut hash = Fingerprint::default();
    for placed in &input.segments {
        hash.add(placed.segment.id().as_bytes());
        hash.add(input.shards[placed.shard].name.0.as_bytes());
        hash.add(&placed.objects.to_le_bytes());
        hash.add(&placed.bytes.to_le_bytes());
        hash.add(placed.held.as_deref().unwrap_or_default().as_bytes());
        if let Some(came) = placed.came {
            hash.add(format!("{came:?}").as_bytes());
        }
        if !placed.holdings.is_empty() || placed.part_requests > 0 {
            hash.add(format!("{:?}{}", placed.holdings, placed.part_requests).as_bytes());
        }
    }
    hash.hex()
}

fn demand_hash(input: &PlanInput) -> String {
    let mut hash = Fingerprint::default();
    for demand in input
        .segments
        .iter()
        .filter_map(|placed| placed.demand.as_ref())
    {
        hash.add(demand.segment.id().as_bytes());
        for region in &demand.regions {
            hash.add(region.region.as_bytes());
            hash.add(&[u8::from(region.class == OperationClass::Write)]);
            for part in [&region.requests, &region.bytes] {
                for number in [part.mean, part.lower, part.upper] {
                    hash.add(&number.to_bits().to_le_bytes());
                }
            }
        }
    }
    for pair in &input.coaccess {
        hash.add(&(pair.a as u64).to_le_bytes());
        hash.add(&(pair.b as u64).to_le_bytes());
        hash.add(&pair.observed.to_bits().to_le_bytes());
    }
    let walked: Vec<u8> = (input.walks.numbers()).flat_map(u32::to_le_bytes).collect();
    if !walked.is_empty() {
        hash.add(&walked);
    }
    hash.hex()
}

/// Of everything the operator decides. The debug form is exact for numbers and names; a new field
/// changes the hash, as it should.
fn settings_hash(input: &PlanInput) -> String {
    let mut hash = Fingerprint::default();
    for site in &input.shards {
        let contents = (&site.name, &site.region, &site.pricing);
        let most = (
            site.capacity_bytes,
            site.capacity_objects,
            site.capacity_rps,
        );
        let limits = (most, site.max_fill);
        let bill = (&site.facts, &site.copy_domain);
        hash.add(format!("{contents:?}{limits:?}{bill:?}").as_bytes());
    }
    hash.add(format!("{:?}", input.prices).as_bytes());
    hash.add(format!("{:?}", input.latency).as_bytes());
    let rules = (&input.groups, &input.residency);
    hash.add(format!("{rules:?}{:?}", input.policy).as_bytes());
    if input.calibration.is_enough() {
        hash.add(format!("{:?}", input.calibration).as_bytes());
    }
    hash.hex()
}
