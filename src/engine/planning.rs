//! [`assemble`]: demand and inventory → everything the pure planner takes.
//!
//! Reads the stores only: no S3, no clock. Segments are those of [`Segmenter`]; sizes count the copy
//! that the map names, other copies only fill their shard.

mod notes;

use std::collections::BTreeMap;

use crate::access::{AccessProfile, HOUR_MS, RegionSource, Segmenter, Session};
use crate::forecast::{
    FleetForecast, ForecastOptions, LoadForecast, NotEnoughHistory, two_sided_quantile,
};
use crate::placement::{Key, Pin, Segment, ShardMap, ShardName};
use crate::plan::crossing::crossings;
use crate::plan::holding::{class_rules, is_standard};
use crate::plan::price::BadPrice;
use crate::plan::{
    BucketFacts, Calibration, Came, CoAccess, ConfiguredPrices, GroupRule, Holding, LatencyTable,
    PlacedSegment, PlanContext, PlanInput, Policy, PriceTable, Pricing, Residency, Site, Walks,
};
use crate::ports::{InventoryObject, StatsStore, StoreError};

use super::fleet_demand::FleetDemand;

const DAY_HOURS: f64 = 24.0;
/// Share of the mean shard's load below which a shard's own intervals say little.
const LITTLE: f64 = 0.1;

/// What the config says of one shard beyond what the map knows.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteSettings {
    /// How its prices are found.
    pub pricing: Pricing,
    /// Most bytes it may hold.
    pub capacity_bytes: Option<u64>,
    /// Most objects it may hold.
    pub capacity_objects: Option<u64>,
    /// Most requests a second it may serve.
    pub capacity_rps: Option<f64>,
    /// Share of the capacities that plans may fill.
    pub max_fill: f64,
    /// What else shows in its bill.
    pub facts: BucketFacts,
    /// Stores of one domain copy among themselves.
    pub copy_domain: String,
}

/// How large objects are copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyParts {
    /// Objects above it are copied in parts, bytes.
    pub threshold: u64,
    /// Bytes of a part.
    pub part_bytes: u64,
}

impl CopyParts {
    /// Requests that writing an object of `size` takes beyond one.
    fn further_requests(self, size: u64) -> u64 {
        if size <= self.threshold {
            return 0;
        }
        // One opens the upload, one completes it; the first is counted with the object.
        size.div_ceil(self.part_bytes.max(1)) + 1
    }
}

/// What the operator decides about planning.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanningSettings {
    /// How to forecast.
    pub forecast: ForecastOptions,
    /// By shard.
    pub sites: BTreeMap<ShardName, SiteSettings>,
    /// `[prices]`.
    pub prices: ConfiguredPrices,
    /// `[latency]`.
    pub latency: LatencyTable,
    /// Weights and limits of the search.
    pub policy: Policy,
    /// `[[group]]`.
    pub groups: Vec<GroupRule>,
    /// `[[residency]]`.
    pub residency: Vec<Residency>,
    /// How large objects are copied.
    pub parts: CopyParts,
    /// What migrations have moved.
    pub moved: Vec<Moved>,
    /// Whether there may be too few logs to forecast from: what is asked of the data is then unknown, and
    /// priced at nothing.
    pub may_lack_demand: bool,
}

/// A segment that a migration has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What.
    pub segment: Segment,
    /// Where it lay.
    pub from: ShardName,
    /// Where it went.
    pub to: ShardName,
    /// When the map said so, milliseconds UTC.
    pub at_ms: i64,
}

/// Why there is nothing to plan from.
#[derive(Debug, thiserror::Error)]
pub enum PlanningError {
    /// These shards have no finished inventory.
    #[error("no inventory of {}", names(.0))]
    NoInventory(Vec<ShardName>),
    /// No log was ingested.
    #[error("no access statistics")]
    NoStatistics,
    /// The logs are too short.
    #[error("too little history: {0}")]
    NotEnoughHistory(#[from] NotEnoughHistory),
    /// A price is no price.
    #[error(transparent)]
    BadPrice(#[from] BadPrice),
    /// A store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the planner takes, and what it was made from.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// For `plan::propose`.
    pub input: PlanInput,
    /// For `plan::describe`.
    pub context: PlanContext,
    /// The forecast that gave the demand.
    pub forecast: FleetForecast,
    /// Inventoried objects that lie in another shard than the map has them in, or that it has nowhere:
    /// they cannot be moved by rule, and only their bytes count.
    pub unplaced_objects: u64,
}

/// Gathers the planner's input from `demand`, with its map, and the inventory in `stats`.
pub fn assemble(
    demand: &FleetDemand,
    stats: &dyn StatsStore,
    settings: &PlanningSettings,
) -> Result<Assembled, PlanningError> {
    assemble_from(demand, stats, settings, &stats.sessions()?)
}

/// As [`assemble`], with these sessions and no others.
pub fn assemble_from(
    demand: &FleetDemand,
    stats: &dyn StatsStore,
    settings: &PlanningSettings,
    sessions: &[Session],
) -> Result<Assembled, PlanningError> {
    let map = &demand.map;
    let prices = PriceTable::new(settings.prices.clone())?;
    let missing = shards_without_inventory(map, stats)?;
    if !missing.is_empty() {
        return Err(PlanningError::NoInventory(missing));
    }
    let profile = &demand.profile;
    let events = profile.oldest_event_ms.zip(profile.newest_event_ms);
    let (oldest, newest) = match events {
        Some(events) => events,
        None if settings.may_lack_demand => (0, newest_inventory(map, stats)?),
        None => return Err(PlanningError::NoStatistics),
    };
    let forecast = match demand.forecast(&settings.forecast) {
        Err(_) if settings.may_lack_demand => FleetForecast::unknown(newest),
        forecast => forecast?,
    };
    let segmenter = demand.segmenter();
    let clock = ClassClock {
        delete_ms: newest + (settings.policy.grace_hours * HOUR_MS as f64) as i64,
        parts: settings.parts,
    };
    let residency = settings.residency.clone();
    let mut contents = Contents::read(map, stats, &segmenter, clock, residency)?;
    let unplanned = contents.attach(&forecast);
    let segments = contents.placed(map);
    let mut input = PlanInput {
        shards: sites(map, settings, &contents, &forecast),
        segments,
        coaccess: Vec::new(),
        walks: Walks::default(),
        groups: settings.groups.clone(),
        residency: contents.residency,
        prices,
        latency: settings.latency.clone(),
        policy: settings.policy.clone(),
        calibration: Calibration::default(),
    };
    note_moves(&mut input, &settings.moved, newest);
    let known_share = forecast.coverage.known_share();
    (input.coaccess, input.walks) = coaccess(&input, profile, sessions, &segmenter, known_share);
    let notes = notes::of(&input, profile, &forecast, unplanned);
    let context = PlanContext {
        base_map: PlanContext::base_map(map),
        as_of_ms: newest,
        oldest_event_ms: oldest,
        demand_requests: profile.evidence.values().sum(),
        region_coverage: region_coverage(profile),
        forecast_hours: forecast.horizon_hours as u64,
        notes,
        request: None,
    };
    Ok(Assembled {
        input,
        context,
        forecast,
        unplaced_objects: contents.unplaced_objects,
    })
}

/// Where segments came from, by the newest of the moves that brought them where they are. An object
/// that became a segment of its own since came with the directory that it was part of.
fn note_moves(input: &mut PlanInput, moved: &[Moved], now_ms: i64) {
    let mut by_segment: BTreeMap<&Segment, Vec<&Moved>> = BTreeMap::new();
    for one in moved {
        by_segment.entry(&one.segment).or_default().push(one);
    }
    if by_segment.is_empty() {
        return;
    }
    let moves_of = |placed: &PlacedSegment| -> Option<&Vec<&Moved>> {
        let found = by_segment.get(&placed.segment);
        found.or_else(|| outer(placed).find_map(|outer| by_segment.get(&outer)))
    };
    let came: Vec<Option<Came>> = (input.segments.iter())
        .map(|placed| {
            let here = &input.shards[placed.shard].name;
            let last = moves_of(placed)?.iter().filter(|one| one.to == *here);
            let last = last.max_by_key(|one| one.at_ms)?;
            Some(Came {
                from: input.shard_index(&last.from)?,
                hours_ago: (now_ms - last.at_ms).max(0) as f64 / HOUR_MS as f64,
            })
        })
        .collect();
    for (placed, came) in input.segments.iter_mut().zip(came) {
        placed.came = came;
    }
}

/// The directories that an object without a rule of its own was part of before it was a segment, from
/// the innermost.
pub(super) fn outer(placed: &PlacedSegment) -> impl Iterator<Item = Segment> {
    let key = match &placed.segment {
        Segment::Exact(key) if !placed.has_rule => key.as_bytes(),
        _ => &[],
    };
    memchr::memrchr_iter(b'/', key).map(|slash| Segment::Prefix(key[..=slash].into()))
}

/// Share of demand whose region is known by evidence; 0 without demand.
pub fn region_coverage(profile: &AccessProfile) -> f64 {
    let all: u64 = profile.evidence.values().sum();
    let assumed = profile
        .evidence
        .get(&RegionSource::Assumed)
        .copied()
        .unwrap_or(0);
    if all == 0 {
        return 0.0;
    }
    (all - assumed.min(all)) as f64 / all as f64
}

/// When the newest inventory was taken, milliseconds UTC.
fn newest_inventory(map: &ShardMap, stats: &dyn StatsStore) -> Result<i64, StoreError> {
    let mut newest = 0;
    for shard in map.shards() {
        let taken = stats.inventory(&shard.name)?;
        newest = taken.map_or(newest, |taken| newest.max(taken.taken_ms));
    }
    Ok(newest)
}

fn shards_without_inventory(
    map: &ShardMap,
    stats: &dyn StatsStore,
) -> Result<Vec<ShardName>, StoreError> {
    let mut missing = Vec::new();
    for shard in map.shards() {
        if stats.inventory(&shard.name)?.is_none() {
            missing.push(shard.name.clone());
        }
    }
    Ok(missing)
}

/// By forecast hour the p90 of the load of `shard` over what is expected, as a share of that. A shard that is asked for
/// next to nothing says little of what it would be like full: it gets the fleet's share.
fn peak_margin(forecast: &FleetForecast, shard: &ShardName) -> Vec<f64> {
    // Both sides of the interval are cut off alike; of the p90 only the upper.
    let narrower = two_sided_quantile(0.8) / two_sided_quantile(forecast.level);
    let own = forecast.shards.iter().find(|load| load.name == shard.0);
    let count = forecast.shards.len().max(1) as f64;
    let margin = |hour: usize| {
        let at = |load: &LoadForecast| load.hours.get(hour).copied().unwrap_or_default();
        let all = forecast.shards.iter().map(at);
        let (mean, upper) = all.fold((0.0, 0.0), |(mean, upper), hour| {
            (mean + hour.mean, upper + hour.upper)
        });
        let known = own.map(at);
        let known = known.filter(|hour| hour.mean > 0.0 && hour.mean >= LITTLE * mean / count);
        let (mean, upper) = known.map_or((mean, upper), |hour| (hour.mean, hour.upper));
        if mean > 0.0 {
            ((upper - mean) / mean * narrower).max(0.0)
        } else {
            0.0
        }
    };
    (0..forecast.horizon_hours).map(margin).collect()
}

fn sites(
    map: &ShardMap,
    settings: &PlanningSettings,
    contents: &Contents,
    forecast: &FleetForecast,
) -> Vec<Site> {
    let sites = map.shards().map(|shard| {
        let known = settings.sites.get(&shard.name);
        let others = contents.others.get(&shard.name);
        let others = others.copied().unwrap_or_default();
        Site {
            name: shard.name.clone(),
            region: shard.region.clone(),
            pricing: known.map_or(Pricing::Configured, |site| site.pricing.clone()),
            capacity_bytes: known.and_then(|site| site.capacity_bytes),
            capacity_objects: known.and_then(|site| site.capacity_objects),
            capacity_rps: known.and_then(|site| site.capacity_rps),
            max_fill: known.map_or(1.0, |site| site.max_fill),
            drained: shard.weight == 0,
            other_bytes: others.1,
            other_objects: others.0,
            peak_margin: match known.and_then(|site| site.capacity_rps) {
                Some(_) => peak_margin(forecast, &shard.name),
                None => Vec::new(),
            },
            facts: known.map_or_else(BucketFacts::default, |site| site.facts.clone()),
            copy_domain: known.map_or_else(String::new, |site| site.copy_domain.clone()),
        }
    });
    sites.collect()
}

/// What the inventory says of one segment.
struct Content {
    shard: ShardName,
    objects: u64,
    bytes: u64,
    holdings: BTreeMap<String, Holding>,
    part_requests: u64,
    held: Option<String>,
    demand: Option<crate::forecast::SegmentDemand>,
}

/// When a move would delete what it leaves, and how it would copy it.
#[derive(Clone, Copy)]
struct ClassClock {
    delete_ms: i64,
    parts: CopyParts,
}

impl Content {
    fn in_shard(shard: ShardName) -> Self {
        Self {
            shard,
            objects: 0,
            bytes: 0,
            holdings: BTreeMap::new(),
            part_requests: 0,
            held: None,
            demand: None,
        }
    }

    /// Counts an object of another class than S3 Standard.
    fn hold(&mut self, class: &str, object: &InventoryObject, delete_ms: i64) {
        let rules = class_rules(class);
        let holding = self.holdings.entry(class.to_owned()).or_default();
        holding.class.clear();
        holding.class.push_str(class);
        let billed = object.size.max(rules.minimum_bytes);
        // A source that tells no age may have written it just now.
        let age_hours = match object.last_modified_ms {
            0 => 0.0,
            written => (delete_ms - written).max(0) as f64 / HOUR_MS as f64,
        };
        let left_hours = (rules.minimum_days as f64 * DAY_HOURS - age_hours).max(0.0);
        holding.objects += 1;
        holding.bytes += object.size;
        holding.billed_bytes += billed;
        holding.unpaid_byte_hours += billed as f64 * left_hours;
    }
}

/// The inventory by segment.
#[derive(Default)]
struct Contents {
    segments: BTreeMap<Segment, Content>,
    /// Objects and bytes of no segment.
    others: BTreeMap<ShardName, (u64, u64)>,
    residency: Vec<Residency>,
    unplaced_objects: u64,
}

impl Contents {
    fn read(
        map: &ShardMap,
        stats: &dyn StatsStore,
        segmenter: &Segmenter<'_>,
        clock: ClassClock,
        residency: Vec<Residency>,
    ) -> Result<Self, StoreError> {
        let pins = Pins::of(map);
        let mut contents = Self {
            residency,
            ..Self::default()
        };
        for shard in map.shards() {
            for object in stats.inventory_objects(&shard.name)? {
                let place = (&shard.name, clock);
                contents.add(map, &pins, segmenter, place, &object?);
            }
        }
        Ok(contents)
    }

    fn add(
        &mut self,
        map: &ShardMap,
        pins: &Pins<'_>,
        segmenter: &Segmenter<'_>,
        (shard, clock): (&ShardName, ClassClock),
        object: &InventoryObject,
    ) {
        let Some(key) = map.logical_key(shard, object.key.as_bytes()) else {
            return;
        };
        if map
            .locate(&key)
            .is_none_or(|location| location.shard.name != *shard)
        {
            self.unplaced_objects += 1;
            let others = self.others.entry(shard.clone()).or_default();
            *others = (others.0 + 1, others.1 + object.size);
            return;
        }
        let segment = segmenter.segment_of(&key);
        for rule in &mut self.residency {
            rule.meet(&key, &segment);
        }
        let entry = self.segments.entry(segment);
        let content = entry.or_insert_with(|| Content::in_shard(shard.clone()));
        content.objects += 1;
        content.bytes += object.size;
        if content.held.is_none() {
            content.held = pins.over(&key).map(|pin| format!("pinned: {}", pin.reason));
        }
        content.part_requests += clock.parts.further_requests(object.size);
        let class = object.storage_class.as_str();
        if class_rules(class).archived {
            content.held = Some(format!(
                "holds objects of class {class}: restore them and copy them onto themselves in another class first"
            ));
        }
        if !is_standard(class) {
            content.hold(class, object, clock.delete_ms);
        }
    }

    /// Gives the segments their forecast; the number of forecast segments that nothing holds.
    fn attach(&mut self, forecast: &FleetForecast) -> usize {
        let mut unplanned = 0;
        for segment in &forecast.segments {
            match self.segments.get_mut(&segment.demand.segment) {
                Some(content) => content.demand = Some(segment.demand.clone()),
                None => unplanned += 1,
            }
        }
        unplanned
    }

    fn placed(&self, map: &ShardMap) -> Vec<PlacedSegment> {
        let names: Vec<&ShardName> = map.shards().map(|shard| &shard.name).collect();
        let place = |(segment, content): (&Segment, &Content)| PlacedSegment {
            segment: segment.clone(),
            shard: names.binary_search(&&content.shard).unwrap_or_default(),
            objects: content.objects,
            bytes: content.bytes,
            holdings: content.holdings.values().cloned().collect(),
            part_requests: content.part_requests,
            demand: content.demand.clone(),
            has_rule: map.rule_shard(segment).is_some(),
            held: content.held.clone(),
            came: None,
        };
        self.segments.iter().map(place).collect()
    }
}

/// The map's pins, by what they hold.
struct Pins<'a> {
    exact: BTreeMap<&'a Segment, &'a Pin>,
    prefixes: Vec<&'a Pin>,
}

impl<'a> Pins<'a> {
    fn of(map: &'a ShardMap) -> Self {
        let (exact, prefixes) = map
            .pins()
            .partition::<Vec<_>, _>(|pin| matches!(pin.segment, Segment::Exact(_)));
        let exact = exact.into_iter().map(|pin| (&pin.segment, pin)).collect();
        Self { exact, prefixes }
    }

    fn over(&self, key: &Key) -> Option<&'a Pin> {
        let exact = self.exact.get(&Segment::Exact(key.clone())).copied();
        let covering = || {
            self.prefixes
                .iter()
                .find(|pin| pin.segment.contains(key.as_bytes()))
        };
        exact.or_else(|| covering().copied())
    }
}

/// Crossings counted, at the rate of the time that the logs cover: of all of it, that is known so large a share.
///
/// Raw counts, not the shrunk rates of `forecast_edges`: on the real web log among 8 shards, three cuts, plans made with
/// shrunk rates net 0.81 to 0.94 of what plans made with raw counts net on sessions that neither has seen, at four
/// prices of moving; with the lift above chance 0.94 to 0.99, with pairs seen twice or more 0.78. (They move
/// less: a sixth at the lowest price.) Most pairs are seen once, and one by one they predict little; but a move is
/// worth the sum over all pairs between two groups of segments, which the counts measure well and which shrinking
/// each pair towards chance takes away.
fn coaccess(
    input: &PlanInput,
    profile: &AccessProfile,
    sessions: &[Session],
    segmenter: &Segmenter<'_>,
    known_share: f64,
) -> (Vec<CoAccess>, Walks) {
    let segment_of = input.segments_of(profile, segmenter);
    let segment_of = |object: u32| segment_of.get(object as usize).copied().flatten();
    let counts = crossings(sessions, segment_of);
    let span_ms = profile.newest_event_ms.unwrap_or(0) - profile.oldest_event_ms.unwrap_or(0);
    let span_hours = (span_ms as f64 / HOUR_MS as f64 * known_share).max(1.0);
    let scale = input.policy.horizon_hours / span_hours;
    let pairs: Vec<CoAccess> = (counts.into_iter())
        .map(|((a, b), count)| CoAccess {
            a,
            b,
            observed: count as f64,
            expected: count as f64 * scale,
        })
        .collect();
    let index_of = |pair: (usize, usize)| {
        pairs
            .binary_search_by_key(&pair, |known| (known.a, known.b))
            .ok()
    };
    let walks = sessions.iter().map(|session| {
        let steps = crossings(std::slice::from_ref(session), segment_of).into_iter();
        let known = steps.filter_map(|(pair, count)| Some((index_of(pair)? as u32, count as u32)));
        known.collect()
    });
    let walks = Walks::new(walks);
    (pairs, walks)
}

fn names(shards: &[ShardName]) -> String {
    let names: Vec<&str> = shards.iter().map(|shard| shard.0.as_str()).collect();
    names.join(", ")
}
