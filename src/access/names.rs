//! [`Names`]: numbers for the few names that recur in every record, regions and tenants.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Ids of names in order of first sight; nothing that is stored or shown may depend on that order.
#[derive(Clone, Debug, Default)]
pub struct Names {
    ids: HashMap<Arc<str>, u32>,
    by_id: Vec<Arc<str>>,
    /// Ids asked for lately, by hash of the name: asking again is cheaper than a look into the map.
    recent: Vec<u32>,
}

/// Places for ids asked for lately.
const RECENT: usize = 256;

/// Where a name is among the recent ones: by its ends and its length.
#[inline]
fn place(name: &[u8]) -> usize {
    let ends = match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
        }
        _ => name
            .iter()
            .fold(0, |ends, &byte| ends << 8 | u64::from(byte)),
    };
    let mixed = (ends ^ name.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 56) as usize % RECENT
}

/// The name as text: bytes that are not UTF-8 are written as `\xff`, so that different names stay different.
pub(super) fn text_of(name: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(name) {
        return Cow::Borrowed(text);
    }
    let chunks = name.utf8_chunks().map(|chunk| {
        let invalid = chunk.invalid().escape_ascii();
        format!("{}{invalid}", chunk.valid())
    });
    Cow::Owned(chunks.collect())
}

impl Names {
    /// The id of `name`.
    #[inline]
    pub fn id(&mut self, name: &str) -> u32 {
        let place = place(name.as_bytes());
        match self.known_at(place, name.as_bytes()) {
            Some(id) => id,
            None => self.look_up(name, place),
        }
    }

    /// The id of a name of bytes, which mostly are text.
    #[inline]
    pub(super) fn id_of_bytes(&mut self, name: &[u8]) -> u32 {
        let place = place(name);
        match self.known_at(place, name) {
            Some(id) => id,
            None => self.id(&text_of(name)),
        }
    }

    /// The id at a place of the recent ones, where it is of this name.
    #[inline]
    fn known_at(&self, place: usize, name: &[u8]) -> Option<u32> {
        let &id = self.recent.get(place)?;
        let recent = self.by_id.get(id as usize)?;
        (recent.as_bytes() == name).then_some(id)
    }

    #[cold]
    fn look_up(&mut self, name: &str, place: usize) -> u32 {
        let id = match self.ids.get(name) {
            Some(&id) => id,
            None => self.add(name.into()),
        };
        if self.recent.is_empty() {
            self.recent = vec![0; RECENT];
        }
        self.recent[place] = id;
        id
    }

    fn add(&mut self, name: Arc<str>) -> u32 {
        let id = self.by_id.len() as u32;
        self.ids.insert(name.clone(), id);
        self.by_id.push(name);
        id
    }

    /// The name of an id that was given out here.
    pub fn name(&self, id: u32) -> &Arc<str> {
        &self.by_id[id as usize]
    }

    /// All names, by id.
    pub fn all(&self) -> &[Arc<str>] {
        &self.by_id
    }

    /// The names for which `used` is set, sorted, and the rank of each id among them.
    pub(super) fn ranked(&self, used: &[bool]) -> (Vec<Arc<str>>, Vec<u32>) {
        let mut ids: Vec<usize> = (0..self.by_id.len()).filter(|&id| used[id]).collect();
        ids.sort_unstable_by(|&a, &b| self.by_id[a].cmp(&self.by_id[b]));
        let mut ranks = vec![0; self.by_id.len()];
        for (rank, &id) in ids.iter().enumerate() {
            ranks[id] = rank as u32;
        }
        let names = ids.iter().map(|&id| self.by_id[id].clone());
        (names.collect(), ranks)
    }
}
