//! [`Assembly`]: cells, key texts and blocks of sessions → [`AccessProfile`], sessions and pairs, as
//! analyses want them: by key, not by hash.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::placement::{Key, ShardName};

use super::co_access_block::CoAccessBlock;
use super::hour_cells::{Cell, HourCells};
use super::{
    AccessProfile, Completeness, Excluded, HourCount, KeyIndex, Names, ObjectAccess, Pair,
    PresignedUse, RegionId, Session, TenantId, Totals,
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

/// A profile under construction: first the cells, then the texts of their keys.
#[derive(Debug)]
pub struct Assembly {
    regions: Vec<Arc<str>>,
    tenants: Vec<Arc<str>>,
    cells: Vec<Cell>,
    index: KeyIndex,
    texts: Vec<Option<Key>>,
    /// Places among the profile's objects, by rank.
    places: Vec<u32>,
}

impl Assembly {
    /// Begins with all cells, whose names are these.
    pub fn new(mut cells: HourCells, regions: &Names, mut tenants: Names) -> Self {
        let none = tenants.id("");
        let sorted = cells.drain(regions, &tenants);
        let mut cells = sorted.cells;
        let mut tenants_in_use = sorted.tenants;
        // "No tenant" is number 0, whether anybody is none or not.
        if tenants_in_use.first() != Some(tenants.name(none)) {
            tenants_in_use.insert(0, tenants.name(none).clone());
            for cell in &mut cells {
                cell.shift_tenant();
            }
        }
        let index = KeyIndex::new(cells.iter().map(|cell| cell.object).collect());
        Self {
            regions: sorted.regions,
            tenants: tenants_in_use,
            cells,
            texts: vec![None; index.hashes().len()],
            places: vec![0; index.hashes().len()],
            index,
        }
    }

    /// Names the keys that have this hash. Of two with one hash the lesser names both.
    pub fn name(&mut self, hash: u64, key: &[u8]) {
        let Some(rank) = self.index.rank(hash) else {
            return;
        };
        let text = &mut self.texts[rank as usize];
        if text.as_ref().is_none_or(|known| key < known.as_bytes()) {
            *text = Some(key.into());
        }
    }

    /// The profile; `None` when a key has no text, which the store would have to have.
    pub fn profile(&mut self, frame: Frame) -> Option<AccessProfile> {
        let mut order: Vec<u32> = (0..self.texts.len() as u32).collect();
        let texts = &self.texts;
        order.sort_unstable_by(|&a, &b| texts[a as usize].cmp(&texts[b as usize]));
        let mut begins = Vec::with_capacity(order.len() + 1);
        for (at, cell) in self.cells.iter().enumerate() {
            if at == 0 || self.cells[at - 1].object != cell.object {
                begins.push(at);
            }
        }
        begins.push(self.cells.len());
        let mut objects = Vec::with_capacity(order.len());
        for (place, rank) in order.into_iter().enumerate() {
            let rank = rank as usize;
            self.places[rank] = place as u32;
            let cells = &self.cells[begins[rank]..begins[rank + 1]];
            let size = cells.iter().map(|cell| cell.size_plus_one).max();
            objects.push(ObjectAccess {
                key: self.texts[rank].take()?,
                logged_size: size.and_then(|size| size.checked_sub(1)),
                hours: cells.iter().map(hour_count).collect(),
            });
        }
        let mut excluded = frame.excluded;
        if frame.totals.duplicates > 0 {
            let duplicates = excluded.entry(Excluded::Duplicate.name().to_owned());
            *duplicates.or_default() += frame.totals.duplicates;
        }
        let names = |names: &[Arc<str>]| names.iter().map(ToString::to_string).collect();
        Some(AccessProfile {
            regions: names(&self.regions),
            tenants: names(&self.tenants),
            objects,
            evidence: frame.totals.evidence,
            oldest_event_ms: frame.span.map(|(oldest, _)| oldest),
            newest_event_ms: frame.span.map(|(_, newest)| newest),
            excluded,
            completeness: frame.completeness,
            presigned: frame.presigned,
        })
    }

    /// The sessions of a block, after the profile; `None` when one names a key or a name that no
    /// cell has.
    pub fn sessions(&self, block: &CoAccessBlock) -> Option<Vec<Session>> {
        let places = self.places_of(block)?;
        let find = |names: &[Arc<str>], name: &Arc<str>| names.binary_search(name).ok();
        let sessions = block.sessions.iter().map(|session| {
            let accesses = block.accesses[session.begin..session.end].iter();
            let accesses = accesses.map(|&(ms, key)| (ms, places[key as usize]));
            let region = find(&self.regions, &block.regions[session.region as usize])?;
            let tenant = find(&self.tenants, &block.tenants[session.tenant as usize])?;
            let mut session = Session {
                start_ms: session.start_ms,
                client: session.client,
                region: RegionId::try_from(region).unwrap_or(RegionId::MAX),
                tenant: tenant as TenantId,
                accesses: accesses.collect(),
            };
            // Of one moment: in order of keys, not of their hashes.
            session.accesses.sort_unstable();
            Some(session)
        });
        sessions.collect()
    }

    /// The pairs of a block, in no order; see [`Assembly::sessions`].
    pub fn pairs(&self, day: i64, block: &CoAccessBlock) -> Option<Vec<Pair>> {
        let places = self.places_of(block)?;
        let pairs = block.pairs.iter().map(|&(a, b, sessions)| {
            let (a, b) = (places[a as usize], places[b as usize]);
            Pair {
                a: a.min(b),
                b: a.max(b),
                day,
                sessions,
            }
        });
        Some(pairs.collect())
    }

    fn places_of(&self, block: &CoAccessBlock) -> Option<Vec<u32>> {
        let ranks = block.hashes.iter().map(|&hash| self.index.rank(hash));
        ranks
            .map(|rank| Some(self.places[rank? as usize]))
            .collect()
    }
}

fn hour_count(cell: &Cell) -> HourCount {
    HourCount {
        hour: cell.hour(),
        region: RegionId::try_from(cell.region()).unwrap_or(RegionId::MAX),
        tenant: cell.tenant(),
        class: cell.class(),
        requests: u64::from(cell.requests),
        accesses: u64::from(cell.accesses),
        assumed: u64::from(cell.assumed),
        bytes: cell.bytes,
    }
}
