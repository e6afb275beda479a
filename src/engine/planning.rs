//! [`assemble`]: demand and inventory → everything the pure planner takes.
//!
//! Reads the stores only: no S3, no clock. Segments are those of [`Segmenter`]; sizes count the copy
//! that the map names, other copies only fill their shard.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::{AccessProfile, HOUR_MS, RegionSource, Segmenter, Session};
use crate::forecast::{FleetForecast, ForecastOptions, NotEnoughHistory};
use crate::placement::{Key, Pin, Segment, ShardMap, ShardName};
use crate::plan::crossing::crossings;
use crate::plan::price::BadPrice;
use crate::plan::{
    CoAccess, ConfiguredPrices, GroupRule, LatencyTable, PlacedSegment, PlanContext, PlanInput,
    Policy, PriceTable, Pricing, Site,
};
use crate::ports::{InventoryObject, StatsStore, StoreError};

use super::fleet_demand::FleetDemand;

/// Storage classes whose objects cannot be read without a restore.
const ARCHIVED: [&str; 2] = ["GLACIER", "DEEP_ARCHIVE"];
/// Storage classes priced like S3 Standard.
const STANDARD: [&str; 2] = ["", "STANDARD"];

/// What the config says of one shard beyond what the map knows.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteSettings {
    /// How its prices are found.
    pub pricing: Pricing,
    /// Most bytes it may hold.
    pub capacity_bytes: Option<u64>,
    /// Most requests a second it may serve.
    pub capacity_rps: Option<f64>,
    /// Share of the capacities that plans may fill.
    pub max_fill: f64,
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
    let (Some(oldest), Some(newest)) = (profile.oldest_event_ms, profile.newest_event_ms) else {
        return Err(PlanningError::NoStatistics);
    };
    let forecast = demand.forecast(&settings.forecast)?;
    let segmenter = demand.segmenter();
    let mut contents = Contents::read(map, stats, &segmenter)?;
    let unplanned = contents.attach(&forecast);
    let segments = contents.placed(map);
    let mut input = PlanInput {
        shards: sites(map, settings, &contents),
        segments,
        coaccess: Vec::new(),
        groups: settings.groups.clone(),
        prices,
        latency: settings.latency.clone(),
        policy: settings.policy.clone(),
    };
    input.coaccess = coaccess(&input, profile, sessions, &segmenter);
    let mut notes = contents.notes();
    if unplanned > 0 {
        notes.push(format!(
            "{unplanned} segments of the logs hold no inventoried object: not planned"
        ));
    }
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

fn sites(map: &ShardMap, settings: &PlanningSettings, contents: &Contents) -> Vec<Site> {
    let sites = map.shards().map(|shard| {
        let known = settings.sites.get(&shard.name);
        Site {
            name: shard.name.clone(),
            region: shard.region.clone(),
            pricing: known.map_or(Pricing::Configured, |site| site.pricing.clone()),
            capacity_bytes: known.and_then(|site| site.capacity_bytes),
            capacity_rps: known.and_then(|site| site.capacity_rps),
            max_fill: known.map_or(1.0, |site| site.max_fill),
            other_bytes: contents.other_bytes.get(&shard.name).copied().unwrap_or(0),
        }
    });
    sites.collect()
}

/// What the inventory says of one segment.
struct Content {
    shard: ShardName,
    objects: u64,
    bytes: u64,
    held: Option<String>,
    demand: Option<crate::forecast::SegmentDemand>,
}

impl Content {
    fn in_shard(shard: ShardName) -> Self {
        Self {
            shard,
            objects: 0,
            bytes: 0,
            held: None,
            demand: None,
        }
    }
}

/// The inventory by segment.
#[derive(Default)]
struct Contents {
    segments: BTreeMap<Segment, Content>,
    other_bytes: BTreeMap<ShardName, u64>,
    unplaced_objects: u64,
    unusual_classes: BTreeSet<String>,
}

impl Contents {
    fn read(
        map: &ShardMap,
        stats: &dyn StatsStore,
        segmenter: &Segmenter<'_>,
    ) -> Result<Self, StoreError> {
        let pins = Pins::of(map);
        let mut contents = Self::default();
        for shard in map.shards() {
            for object in stats.inventory_objects(&shard.name)? {
                contents.add(map, &pins, segmenter, &shard.name, &object?);
            }
        }
        Ok(contents)
    }

    fn add(
        &mut self,
        map: &ShardMap,
        pins: &Pins<'_>,
        segmenter: &Segmenter<'_>,
        shard: &ShardName,
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
            *self.other_bytes.entry(shard.clone()).or_default() += object.size;
            return;
        }
        let entry = self.segments.entry(segmenter.segment_of(&key));
        let content = entry.or_insert_with(|| Content::in_shard(shard.clone()));
        content.objects += 1;
        content.bytes += object.size;
        if content.held.is_none() {
            content.held = pins.over(&key).map(|pin| format!("pinned: {}", pin.reason));
        }
        let class = object.storage_class.as_str();
        if ARCHIVED.contains(&class) {
            content.held = Some(format!(
                "holds objects of class {class}: restore them first"
            ));
        } else if !STANDARD.contains(&class) {
            self.unusual_classes.insert(class.to_owned());
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
            demand: content.demand.clone(),
            has_rule: map.rule_shard(segment).is_some(),
            held: content.held.clone(),
        };
        self.segments.iter().map(place).collect()
    }

    fn notes(&self) -> Vec<String> {
        if self.unusual_classes.is_empty() {
            return Vec::new();
        }
        let classes: Vec<&str> = self.unusual_classes.iter().map(String::as_str).collect();
        vec![format!(
            "incomplete: objects of class {} are priced as S3 Standard; their retrieval and early-delete fees are not in any table",
            classes.join(", ")
        )]
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

fn coaccess(
    input: &PlanInput,
    profile: &AccessProfile,
    sessions: &[Session],
    segmenter: &Segmenter<'_>,
) -> Vec<CoAccess> {
    let segment_of: Vec<Option<usize>> = (profile.objects.iter())
        .map(|object| input.segment_index(&segmenter.segment_of(&object.key)))
        .collect();
    let counts = crossings(sessions, |object| {
        segment_of.get(object as usize).copied().flatten()
    });
    let span_ms = profile.newest_event_ms.unwrap_or(0) - profile.oldest_event_ms.unwrap_or(0);
    let span_hours = (span_ms as f64 / HOUR_MS as f64).max(1.0);
    let scale = input.policy.horizon_hours / span_hours;
    let pairs = counts.into_iter().map(|((a, b), count)| CoAccess {
        a,
        b,
        observed: count as f64,
        expected: count as f64 * scale,
    });
    pairs.collect()
}

fn names(shards: &[ShardName]) -> String {
    let names: Vec<&str> = shards.iter().map(|shard| shard.0.as_str()).collect();
    names.join(", ")
}
