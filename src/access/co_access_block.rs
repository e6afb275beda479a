//! [`CoAccessBlock`]: pairs and sessions of one day, and their form in stats.db. Blocks of one day
//! add up.

use std::sync::Arc;

use super::KeyIndex;
use super::codec::{BlockError, Input, put, put_ascending, put_names};

const VERSION: u8 = 1;

/// What began on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoAccessBlock {
    /// Region names.
    pub regions: Vec<Arc<str>>,
    /// Tenant names.
    pub tenants: Vec<Arc<str>>,
    /// Hashes of the keys in use, ascending; below, keys are places in this list.
    pub hashes: Vec<u64>,
    /// (key, greater key, sessions that used both within a minute), ascending, each pair once.
    pub pairs: Vec<(u32, u32, u32)>,
    /// Sessions, in order of start and client.
    pub sessions: Vec<PackedSession>,
    /// (milliseconds after the session's start, key) of all sessions.
    pub accesses: Vec<(u32, u32)>,
}

/// A session whose accesses lie in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackedSession {
    /// First access, milliseconds UTC.
    pub start_ms: i64,
    /// Stable id of the client.
    pub client: u64,
    /// Place of the region of its first access in the block's names.
    pub region: u32,
    /// Place of the tenant likewise.
    pub tenant: u32,
    /// Where its accesses begin.
    pub begin: usize,
    /// Where they end.
    pub end: usize,
}

impl CoAccessBlock {
    /// The same with keys that are ranks in `hashes` turned into places in a list of those in use,
    /// and names and sessions sorted. `places` has one place for every hash, all 0, and is left so.
    pub(super) fn canonical(mut self, hashes: &[u64], places: &mut [u32]) -> Self {
        let in_pairs = self.pairs.iter().flat_map(|&(a, b, _)| [a, b]);
        let in_use = in_pairs.chain(self.accesses.iter().map(|&(_, key)| key));
        let mut used = 0;
        for key in in_use {
            let place = &mut places[key as usize];
            used += usize::from(*place == 0);
            *place = 1;
        }
        self.hashes = Vec::with_capacity(used);
        for (place, &hash) in places.iter_mut().zip(hashes) {
            if *place != 0 {
                *place = self.hashes.len() as u32;
                self.hashes.push(hash);
            }
        }
        for (a, b, _) in &mut self.pairs {
            (*a, *b) = (places[*a as usize], places[*b as usize]);
        }
        for (_, key) in &mut self.accesses {
            *key = places[*key as usize];
        }
        places.fill(0);
        let regions = sort_used(&mut self.regions, self.sessions.iter().map(|s| s.region));
        let tenants = sort_used(&mut self.tenants, self.sessions.iter().map(|s| s.tenant));
        for session in &mut self.sessions {
            session.region = regions[session.region as usize];
            session.tenant = tenants[session.tenant as usize];
        }
        self.sessions
            .sort_unstable_by_key(|session| (session.start_ms, session.client));
        self
    }

    /// Blocks of one day as one.
    pub fn merged(blocks: Vec<Self>) -> Self {
        let hashes = blocks.iter().flat_map(|block| &block.hashes).copied();
        let index = KeyIndex::new(hashes.collect());
        let mut all = Self::default();
        for block in blocks {
            let rank = |key: u32| index.rank(block.hashes[key as usize]).unwrap_or_default();
            let pairs = block.pairs.iter();
            all.pairs
                .extend(pairs.map(|&(a, b, n)| (rank(a), rank(b), n)));
            let (regions, tenants) = (all.regions.len() as u32, all.tenants.len() as u32);
            let base = all.accesses.len();
            all.sessions
                .extend(block.sessions.iter().map(|session| PackedSession {
                    region: session.region + regions,
                    tenant: session.tenant + tenants,
                    begin: session.begin + base,
                    end: session.end + base,
                    ..*session
                }));
            let accesses = block.accesses.iter();
            all.accesses
                .extend(accesses.map(|&(ms, key)| (ms, rank(key))));
            all.regions.extend(block.regions);
            all.tenants.extend(block.tenants);
        }
        all.pairs.sort_unstable();
        all.pairs.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 = kept.2.saturating_add(next.2);
            }
            same
        });
        let mut places = vec![0; index.hashes().len()];
        all.canonical(index.hashes(), &mut places)
    }

    /// The block as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + self.pairs.len() * 4 + self.accesses.len() * 5);
        out.push(VERSION);
        put_names(&mut out, &self.regions);
        put_names(&mut out, &self.tenants);
        put_ascending(&mut out, &self.hashes);
        put(&mut out, self.pairs.len() as u64);
        let (mut first, mut second) = (0, 0);
        for &(a, b, support) in &self.pairs {
            put(&mut out, u64::from(a - first));
            let ahead = if a == first && second > a {
                b - second
            } else {
                b - a
            };
            (first, second) = (a, b);
            put(&mut out, u64::from(ahead) << 1 | u64::from(support > 1));
            if support > 1 {
                put(&mut out, u64::from(support));
            }
        }
        put(&mut out, self.sessions.len() as u64);
        let mut start = 0;
        for session in &self.sessions {
            put(&mut out, session.start_ms.wrapping_sub(start) as u64);
            start = session.start_ms;
            out.extend_from_slice(&session.client.to_le_bytes());
            put(&mut out, u64::from(session.region));
            put(&mut out, u64::from(session.tenant));
            let accesses = &self.accesses[session.begin..session.end];
            put(&mut out, accesses.len() as u64);
            let mut before = 0;
            for &(ms, key) in accesses {
                put(&mut out, u64::from(ms - before));
                before = ms;
                put(&mut out, u64::from(key));
            }
        }
        out
    }

    /// Reads a block.
    pub fn decode(bytes: &[u8]) -> Result<Self, BlockError> {
        let mut input = Input(bytes);
        if input.byte()? != VERSION {
            return Err(BlockError);
        }
        let mut block = Self {
            regions: input.names()?,
            tenants: input.names()?,
            hashes: input.ascending()?,
            ..Self::default()
        };
        let keys = block.hashes.len() as u32;
        let (mut a, mut b) = (0_u32, 0_u32);
        block.pairs = input.many(|input| {
            let ahead: u32 = input.small()?;
            let code = input.number()?;
            let from = if ahead == 0 && b > a {
                b
            } else {
                a.checked_add(ahead).ok_or(BlockError)?
            };
            a = a.checked_add(ahead).ok_or(BlockError)?;
            let further = u32::try_from(code >> 1).map_err(|_| BlockError)?;
            b = from.checked_add(further).ok_or(BlockError)?;
            let support = if code & 1 == 1 { input.small()? } else { 1 };
            if b >= keys || a >= b {
                return Err(BlockError);
            }
            Ok((a, b, support))
        })?;
        let mut start = 0_i64;
        let (regions, tenants) = (block.regions.len(), block.tenants.len());
        let accesses = &mut block.accesses;
        block.sessions = input.many(|input| {
            start = start.wrapping_add(input.number()? as i64);
            let client = u64::from_le_bytes(input.array()?);
            let (region, tenant): (u32, u32) = (input.small()?, input.small()?);
            if region as usize >= regions || tenant as usize >= tenants {
                return Err(BlockError);
            }
            let begin = accesses.len();
            let mut before = 0_u32;
            for _ in 0..input.number()? {
                let later: u32 = input.small()?;
                before = before.checked_add(later).ok_or(BlockError)?;
                let key: u32 = input.small()?;
                if key >= keys {
                    return Err(BlockError);
                }
                accesses.push((before, key));
            }
            Ok(PackedSession {
                start_ms: start,
                client,
                region,
                tenant,
                begin,
                end: accesses.len(),
            })
        })?;
        input.end()?;
        Ok(block)
    }
}

/// Keeps the names in use, sorted and each once; the new place of each old one.
fn sort_used(names: &mut Vec<Arc<str>>, used: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut in_use = vec![false; names.len()];
    for place in used {
        in_use[place as usize] = true;
    }
    let kept = names.iter().zip(&in_use).filter(|(_, used)| **used);
    let mut sorted: Vec<Arc<str>> = kept.map(|(name, _)| name.clone()).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let places = names.iter().zip(in_use).map(|(name, used)| {
        let place = sorted.binary_search(name);
        if used {
            place.unwrap_or_default() as u32
        } else {
            0
        }
    });
    let places = places.collect();
    *names = sorted;
    places
}
