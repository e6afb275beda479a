//! [`Names`]: numbers for the few names that recur in every record, regions and tenants.

use std::collections::HashMap;
use std::sync::Arc;

use super::Hash64;

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

impl Names {
    /// The id of `name`.
    pub fn id(&mut self, name: &str) -> u32 {
        if self.recent.is_empty() {
            self.recent = vec![0; RECENT];
        }
        let place = Hash64::of(name.as_bytes()) as usize % RECENT;
        let recent = self.by_id.get(self.recent[place] as usize);
        if recent.is_some_and(|recent| **recent == *name) {
            return self.recent[place];
        }
        let id = match self.ids.get(name) {
            Some(&id) => id,
            None => self.add(name.into()),
        };
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
