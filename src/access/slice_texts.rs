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
    /// Finds texts in order of their hashes.
    pub fn walk(&self) -> TextWalk<'_> {
        TextWalk {
            texts: self,
            next: 0,
        }
    }
}

/// A walk along texts beside something else that is in order of hashes.
#[derive(Clone, Debug)]
pub struct TextWalk<'t> {
    texts: &'t SortedTexts,
    next: usize,
}

impl<'t> TextWalk<'t> {
    /// The text of a key; `None` where there is none. No hash is less than the one before.
    pub fn of(&mut self, hash: u64) -> Option<&'t [u8]> {
        let SortedTexts { arena, places } = self.texts;
        let rest = places[self.next..].iter();
        self.next += rest.take_while(|(other, ..)| *other < hash).count();
        let &(found, begin, length) = places.get(self.next)?;
        (found == hash).then(|| &arena[begin..begin + length])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_a_text_has_none_and_takes_none_from_the_next() {
        let mut texts = SliceTexts::default();
        for (hash, key) in [
            (7, "seven"),
            (3, "two"),
            (3, "one"),
            (9, "nine"),
            (3, "two"),
        ] {
            texts.push(hash, key.as_bytes());
        }
        let texts = texts.sorted();
        let found = |hashes: &[u64]| {
            let mut walk = texts.walk();
            let text = |&hash| walk.of(hash).map(|key| str::from_utf8(key).unwrap());
            hashes.iter().map(text).collect::<Vec<_>>()
        };
        assert_eq!(
            found(&[3, 7, 9]),
            [Some("one"), Some("seven"), Some("nine")]
        );
        assert_eq!(
            found(&[2, 3, 3, 5, 7, 8, 8, 9, 10]),
            [
                None,
                Some("one"),
                Some("one"),
                None,
                Some("seven"),
                None,
                None,
                Some("nine"),
                None
            ]
        );
        assert_eq!(found(&[9, 11]), [Some("nine"), None]);
    }
}
