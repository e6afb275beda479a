//! [`Assembly`]: cells, key texts and blocks of sessions → [`AccessProfile`], sessions and pairs, as
//! analyses want them: by key, not by hash.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::placement::{Key, ShardName};

use super::co_access_block::CoAccessBlock;
use super::cold_keys::requests;
use super::hour_cells::Cell;
use super::{
    AccessProfile, BlockError, ColdKeys, Completeness, Excluded, HourCount, HourRuns, KeyIndex,
    Names, ObjectAccess, OperationClass, Pair, PresignedUse, RegionId, Session, SortedTexts,
    TenantId, Totals,
};

/// What a profile is made of beside its cells.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Sums over demand.
    pub totals: Totals,
    /// Oldest and newest record.
    pub span: Option<(i64, i64)>,
    /// Records that are no demand, without duplicates.
    pub excluded: BTreeMap<String, u64>,
    /// Of the shards' logs.
    pub completeness: Completeness,
    /// By shard.
    pub presigned: BTreeMap<ShardName, PresignedUse>,
}

/// Why there is no profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssemblyError {
    /// A block is damaged.
    Block,
    /// A key is counted whose text is not there.
    UnknownKey,
}

impl From<BlockError> for AssemblyError {
    fn from(_: BlockError) -> Self {
        Self::Block
    }
}

/// Hours by (hour, region, tenant, class).
type Hours = BTreeMap<(i64, RegionId, TenantId, OperationClass), HourCount>;

/// A profile under construction, slice by slice.
#[derive(Debug)]
pub struct Assembly {
    cold: ColdKeys,
    regions: Names,
    tenants: Names,
    /// In order of their hashes.
    objects: Vec<ObjectAccess>,
    hashes: Vec<u64>,
    /// Cold keys, by directory.
    directories: BTreeMap<Key, Hours>,
}

impl Assembly {
    /// Begins a profile.
    pub fn new(cold: ColdKeys) -> Self {
        let mut tenants = Names::default();
        // "No tenant" is number 0, whether anybody is none or not.
        tenants.id("");
        Self {
            cold,
            regions: Names::default(),
            tenants,
            objects: Vec::new(),
            hashes: Vec::new(),
            directories: BTreeMap::new(),
        }
    }

    /// Adds the objects of one slice; slices come in order.
    pub fn add_slice(
        &mut self,
        mut runs: HourRuns<'_>,
        texts: &SortedTexts,
    ) -> Result<(), AssemblyError> {
        let ids = |names: &mut Names, used: &[Arc<str>]| -> Vec<u32> {
            used.iter().map(|name| names.id(name)).collect()
        };
        let regions = ids(&mut self.regions, &runs.regions);
        let tenants = ids(&mut self.tenants, &runs.tenants);
        let mut texts = texts.walk();
        let mut cells = Vec::new();
        while let Some(hash) = runs.next_object(&mut cells)? {
            let key = texts.of(hash).ok_or(AssemblyError::UnknownKey)?;
            let counts = cells.iter().map(|cell| {
                let region = regions[cell.region() as usize];
                hour_count(cell, region, tenants[cell.tenant() as usize])
            });
            if self.cold.folds(requests(&cells)) {
                let directory = self.cold.directory_of(key);
                fold(self.directories.entry(directory).or_default(), counts);
                continue;
            }
            let size = cells.iter().map(|cell| cell.size_plus_one).max();
            self.hashes.push(hash);
            self.objects.push(ObjectAccess {
                key: key.into(),
                logged_size: size.and_then(|size| size.checked_sub(1)),
                hours: counts.collect(),
            });
        }
        Ok(())
    }

    /// The profile, and what finds its objects by their hashes.
    pub fn profile(self, frame: Frame) -> (AccessProfile, Lookup) {
        let (regions, region_ranks) = self.regions.ranked(&vec![true; self.regions.all().len()]);
        let (tenants, tenant_ranks) = self.tenants.ranked(&vec![true; self.tenants.all().len()]);
        let mut places = vec![0; self.hashes.len()];
        let ranks = (0..).map(Some);
        let directories = self.directories.into_iter().map(|(key, hours)| {
            let object = ObjectAccess {
                key,
                logged_size: None,
                hours: hours.into_values().collect(),
            };
            (None, object)
        });
        let mut found: Vec<(Option<u32>, ObjectAccess)> =
            ranks.zip(self.objects).chain(directories).collect();
        found.sort_unstable_by(|a, b| a.1.key.cmp(&b.1.key));
        let mut objects: Vec<ObjectAccess> = Vec::with_capacity(found.len());
        let mut folded = Vec::new();
        for (rank, mut object) in found {
            for count in &mut object.hours {
                count.region = region_id(region_ranks[usize::from(count.region)]);
                count.tenant = tenant_ranks[count.tenant as usize];
            }
            match objects.last_mut().filter(|last| last.key == object.key) {
                // An object may be named as the directory that other keys count to.
                Some(last) => last.hours.append(&mut object.hours),
                None => objects.push(object),
            }
            let place = objects.len() as u32 - 1;
            match rank {
                Some(rank) => places[rank as usize] = place,
                None => folded.push(place),
            }
        }
        for object in &mut objects {
            merge_hours(&mut object.hours);
        }
        let mut excluded = frame.excluded;
        if frame.totals.duplicates > 0 {
            let duplicates = excluded.entry(Excluded::Duplicate.name().to_owned());
            *duplicates.or_default() += frame.totals.duplicates;
        }
        let names = |names: &[Arc<str>]| names.iter().map(ToString::to_string).collect();
        let profile = AccessProfile {
            regions: names(&regions),
            tenants: names(&tenants),
            objects,
            evidence: frame.totals.evidence,
            oldest_event_ms: frame.span.map(|(oldest, _)| oldest),
            newest_event_ms: frame.span.map(|(_, newest)| newest),
            excluded,
            completeness: frame.completeness,
            presigned: frame.presigned,
            cold: self.cold,
            folded,
        };
        let lookup = Lookup {
            index: KeyIndex::new(self.hashes),
            places,
            regions,
            tenants,
            is_whole: self.cold.keys == 0,
        };
        (profile, lookup)
    }
}

/// Adds counts to what is there.
fn fold(hours: &mut Hours, counts: impl Iterator<Item = HourCount>) {
    for count in counts {
        let slot = (count.hour, count.region, count.tenant, count.class);
        match hours.get_mut(&slot) {
            Some(known) => absorb(known, &count),
            None => {
                hours.insert(slot, count);
            }
        }
    }
}

/// Puts hours in order, each slot once.
fn merge_hours(hours: &mut Vec<HourCount>) {
    let slot = |count: &HourCount| (count.hour, count.region, count.tenant, count.class);
    if hours.is_sorted_by(|a, b| slot(a) < slot(b)) {
        return;
    }
    hours.sort_unstable_by_key(slot);
    hours.dedup_by(|next, kept| {
        let same = slot(next) == slot(kept);
        if same {
            absorb(kept, next);
        }
        same
    });
}

fn absorb(count: &mut HourCount, other: &HourCount) {
    count.requests = count.requests.saturating_add(other.requests);
    count.accesses = count.accesses.saturating_add(other.accesses);
    count.assumed = count.assumed.saturating_add(other.assumed);
    count.bytes = count.bytes.saturating_add(other.bytes);
}

/// Finds the objects of a profile by their hashes.
#[derive(Debug)]
pub struct Lookup {
    index: KeyIndex,
    /// Places among the profile's objects, by rank.
    places: Vec<u32>,
    regions: Vec<Arc<str>>,
    tenants: Vec<Arc<str>>,
    /// Whether every key is an object; else what cold keys had in sessions and pairs is left out.
    is_whole: bool,
}

impl Lookup {
    /// The sessions of a block; `None` when one names a key or a name that no cell has.
    pub fn sessions(&self, block: &CoAccessBlock) -> Option<Vec<Session>> {
        let places = self.places_of(block)?;
        let find = |names: &[Arc<str>], name: &Arc<str>| names.binary_search(name).ok();
        let mut sessions = Vec::with_capacity(block.sessions.len());
        for session in &block.sessions {
            let accesses = block.accesses[session.begin..session.end].iter();
            let placed = accesses.filter_map(|&(ms, key)| Some((ms, places[key as usize]?)));
            let mut accesses: Vec<(u32, u32)> = placed.collect();
            if accesses.is_empty() && session.begin < session.end {
                continue;
            }
            // Of one moment: in order of keys, not of their hashes.
            accesses.sort_unstable();
            let region = find(&self.regions, &block.regions[session.region as usize])?;
            let tenant = find(&self.tenants, &block.tenants[session.tenant as usize])?;
            sessions.push(Session {
                start_ms: session.start_ms,
                client: session.client,
                region: region_id(region as u32),
                tenant: tenant as TenantId,
                accesses,
            });
        }
        Some(sessions)
    }

    /// The pairs of a block, in no order; see [`Lookup::sessions`].
    pub fn pairs(&self, day: i64, block: &CoAccessBlock) -> Option<Vec<Pair>> {
        let places = self.places_of(block)?;
        let pairs = block.pairs.iter().filter_map(|&(a, b, sessions)| {
            let (a, b) = (places[a as usize]?, places[b as usize]?);
            Some(Pair {
                a: a.min(b),
                b: a.max(b),
                day,
                sessions,
            })
        });
        Some(pairs.collect())
    }

    fn places_of(&self, block: &CoAccessBlock) -> Option<Vec<Option<u32>>> {
        let place = |&hash: &u64| match self.index.rank(hash) {
            Some(rank) => Some(Some(self.places[rank as usize])),
            None => (!self.is_whole).then_some(None),
        };
        block.hashes.iter().map(place).collect()
    }
}

fn hour_count(cell: &Cell, region: u32, tenant: TenantId) -> HourCount {
    HourCount {
        hour: cell.hour(),
        region: region_id(region),
        tenant,
        class: cell.class(),
        requests: u64::from(cell.requests),
        accesses: u64::from(cell.accesses),
        assumed: u64::from(cell.assumed),
        bytes: cell.bytes,
    }
}

fn region_id(number: u32) -> RegionId {
    RegionId::try_from(number).unwrap_or(RegionId::MAX)
}
