//! [`SliceTexts`]: the texts of the keys of one slice, in order of their hashes.

/// Texts one after the other, and where each lies: less memory than a text of its own for each.
#[derive(Debug, Default)]
pub struct SliceTexts {
    arena: Vec<u8>,
    /// (hash, begin, length).
    places: Vec<(u64, usize, usize)>,
}

impl SliceTexts {
    /// Adds a key; keys come in any order and as often as they like.
    pub fn push(&mut self, hash: u64, key: &[u8]) {
        self.places.push((hash, self.arena.len(), key.len()));
        self.arena.extend_from_slice(key);
    }

    /// The texts, each hash once and in order. Of two keys with one hash the lesser names both.
    pub fn sorted(mut self) -> SortedTexts {
        let arena = &self.arena;
        let text = |place: &(u64, usize, usize)| &arena[place.1..place.1 + place.2];
        self.places
            .sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| text(a).cmp(text(b))));
        self.places.dedup_by_key(|place| place.0);
        SortedTexts {
            arena: self.arena,
            places: self.places,
        }
    }
}

/// What [`SliceTexts`] come to.
#[derive(Debug, Default)]
pub struct SortedTexts {
    arena: Vec<u8>,
    places: Vec<(u64, usize, usize)>,
}

impl SortedTexts {
    /// All of them, with their hashes.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let places = self.places.iter();
        places.map(|&(hash, begin, length)| (hash, &self.arena[begin..begin + length]))
    }
}
