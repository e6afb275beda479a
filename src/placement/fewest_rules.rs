//! [`FewestRules`]: the smallest set of rules under which every given key lies where it lies.
//!
//! Keys come in byte order and are never held: a trie of characters is folded up as soon as a
//! branch ends. For each node it is known which shards, if the node inherited them from above,
//! would leave the fewest rules below (the choice of Draves, King, Venkatachary and Zill,
//! "Constructing optimal IP routing tables", 1999, for more than two children); a second pass from
//! the top places rules where a node inherits none of these. What is kept is proportional to the
//! rules, not to the keys.
//!
//! Among equally small sets, a rule stands at the shallowest directory between its node and the
//! node above, so that keys to come join their directory; where no directory ends there, at the
//! longest prefix that the node's keys share. A rule for a node all of whose children differ saves
//! nothing, so the children get theirs and keys to come keep their rendezvous homes.

use super::{Key, Segment};

/// A shard, as an index into the caller's list; where a choice is free, the smaller wins.
pub type Label = u16;

/// Builds the rules from keys in byte order.
#[derive(Debug)]
pub struct FewestRules {
    open: Vec<OpenNode>,
    last: Option<(Vec<u8>, Label)>,
}

/// A node on the path to the newest key.
#[derive(Debug, Default)]
struct OpenNode {
    /// Length of the node's prefix.
    depth: usize,
    children: Vec<Branch>,
}

/// A finished node or key.
#[derive(Debug)]
struct Branch {
    /// The key, or the prefix that all keys below share.
    path: Box<[u8]>,
    /// Whether `path` is one key.
    is_key: bool,
    /// What to inherit for the fewest rules below, in order; any other costs one rule more.
    best: Vec<Label>,
    /// The children that may need a rule, whatever of `best` this branch gets.
    children: Vec<Branch>,
    /// No two children get along: a rule here would save none below.
    discord: bool,
}

impl Default for FewestRules {
    fn default() -> Self {
        Self {
            open: vec![OpenNode::default()],
            last: None,
        }
    }
}

impl FewestRules {
    /// Adds a key that lies at `label`. Keys must ascend in byte order, each once.
    pub fn push(&mut self, key: &[u8], label: Label) {
        let Some((last, last_label)) = &mut self.last else {
            self.last = Some((key.to_vec(), label));
            return;
        };
        debug_assert!(last.as_slice() < key, "keys must ascend");
        let leaf = Branch::key(last, *last_label);
        let shared = shared_characters(last, key);
        last.truncate(shared);
        self.attach(leaf, key, shared);
        if let Some((last, last_label)) = &mut self.last {
            last.extend_from_slice(&key[shared..]);
            *last_label = label;
        }
    }

    /// Folds up the nodes deeper than `shared`, and hangs what results at that depth.
    fn attach(&mut self, leaf: Branch, path: &[u8], shared: usize) {
        let mut branch = leaf;
        while let Some(mut node) = self.open.pop_if(|node| node.depth > shared) {
            let prefix = branch.path[..node.depth].into();
            node.children.push(branch);
            branch = node.fold(prefix);
        }
        if self.open.last().is_none_or(|node| node.depth < shared) {
            debug_assert!(path.len() >= shared);
            self.open.push(OpenNode {
                depth: shared,
                children: Vec::new(),
            });
        }
        if let Some(node) = self.open.last_mut() {
            node.children.push(branch);
        }
    }

    /// The rules.
    pub fn finish(mut self) -> Vec<(Segment, Label)> {
        let mut rules = Vec::new();
        if let Some((last, label)) = self.last.take() {
            self.attach(Branch::key(&last, label), &last, 0);
        }
        let mut root = self.open.swap_remove(0);
        if root.children.len() > 1 {
            root.fold(Box::default()).place(None, 0, &mut rules);
        } else if let Some(only) = root.children.pop() {
            // One branch needs no rule above it; further down it claims less of the key space.
            only.place(None, 0, &mut rules);
        }
        rules
    }
}

impl OpenNode {
    /// The finished node. Children that get along with every best choice are forgotten.
    fn fold(self, path: Box<[u8]>) -> Branch {
        let mut votes: Vec<(Label, usize)> = Vec::new();
        for &label in self.children.iter().flat_map(|child| &child.best) {
            match votes.iter_mut().find(|(known, _)| *known == label) {
                Some((_, count)) => *count += 1,
                None => votes.push((label, 1)),
            }
        }
        let most = votes.iter().map(|(_, count)| *count).max().unwrap_or(0);
        votes.retain(|(_, count)| *count == most);
        let mut best: Vec<Label> = votes.into_iter().map(|(label, _)| label).collect();
        best.sort_unstable();
        let may_need_a_rule = |child: &Branch| {
            !child.children.is_empty() || !best.iter().all(|label| child.best.contains(label))
        };
        let children = self.children.into_iter().filter(may_need_a_rule).collect();
        Branch {
            path,
            is_key: false,
            best,
            children,
            discord: most == 1,
        }
    }
}

impl Branch {
    fn key(key: &[u8], label: Label) -> Self {
        Self {
            path: key.into(),
            is_key: true,
            best: vec![label],
            children: Vec::new(),
            discord: false,
        }
    }

    /// Adds the rules of this branch; `above` is the depth of the node it hangs from.
    fn place(&self, inherited: Option<Label>, above: usize, rules: &mut Vec<(Segment, Label)>) {
        let mut inherited = inherited;
        if !inherited.is_some_and(|label| self.best.contains(&label)) && !self.discord {
            rules.push((self.segment(above), self.best[0]));
            inherited = Some(self.best[0]);
        }
        for child in &self.children {
            child.place(inherited, self.path.len(), rules);
        }
    }

    /// The rule's segment: no other key lies between `above` and the end of `path`.
    fn segment(&self, above: usize) -> Segment {
        match memchr::memchr(b'/', &self.path[above..]) {
            Some(slash) => Segment::Prefix(self.path[..=above + slash].into()),
            None if self.is_key => Segment::Exact(Key::new(self.path.clone())),
            None => Segment::Prefix(Key::new(self.path.clone())),
        }
    }
}

/// Length of what two keys share, never ending inside a UTF-8 character.
fn shared_characters(a: &[u8], b: &[u8]) -> usize {
    let mut shared = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let continues = |at: usize| b.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    while shared > 0 && continues(shared) {
        shared -= 1;
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Keys with where they lie, and the rules wanted.
    type Case = (&'static [(&'static str, Label)], &'static [&'static str]);

    fn rules(keys: &BTreeMap<String, Label>) -> Vec<(Segment, Label)> {
        let mut builder = FewestRules::default();
        for (key, label) in keys {
            builder.push(key.as_bytes(), *label);
        }
        builder.finish()
    }

    fn texts(keys: &[(&str, Label)]) -> Vec<String> {
        let keys = keys.iter().map(|(key, label)| ((*key).to_owned(), *label));
        let mut texts: Vec<String> = rules(&keys.collect())
            .iter()
            .map(|(segment, label)| format!("{segment} {label}"))
            .collect();
        texts.sort();
        texts
    }

    /// Where the rules put a key: the most specific one decides.
    fn placed(rules: &[(Segment, Label)], key: &str) -> Option<Label> {
        rules
            .iter()
            .filter(|(segment, _)| segment.contains(key.as_bytes()))
            .max_by_key(|(segment, _)| match segment {
                Segment::Exact(_) => usize::MAX,
                Segment::Prefix(prefix) => prefix.as_bytes().len(),
            })
            .map(|(_, label)| *label)
    }

    fn places_all(rules: &[(Segment, Label)], keys: &BTreeMap<String, Label>) -> bool {
        keys.iter()
            .all(|(key, label)| placed(rules, key) == Some(*label))
    }

    #[test]
    fn rules_stand_where_people_would_put_them() {
        let cases: [Case; 7] = [
            (&[], &[]),
            (&[("a/x/1", 0), ("a/x/2", 0)], &["prefix:a/ 0"]),
            (&[("logo", 0)], &["exact:logo 0"]),
            (
                &[("a/1", 0), ("a/2", 0), ("b/1", 1), ("b/2", 1), ("c/1", 1)],
                &["prefix: 1", "prefix:a/ 0"],
            ),
            (
                &[("t/1/x", 0), ("t/2/x", 0), ("t/3/x", 1), ("t/3/y/z", 1)],
                &["prefix:t/ 0", "prefix:t/3/ 1"],
            ),
            (
                &[("a", 0), ("a/b", 1), ("a/c", 1)],
                &["exact:a 0", "prefix:a/ 1"],
            ),
            (
                &[("a/1", 0), ("b/1", 1), ("c/1", 2), ("c/2", 2)],
                &["prefix:a/ 0", "prefix:b/ 1", "prefix:c/ 2"],
            ),
        ];
        for (keys, wanted) in cases {
            assert_eq!(texts(keys), wanted);
        }
    }

    #[test]
    fn characters_are_never_cut() {
        let rules = rules(&BTreeMap::from([
            ("ä1".to_owned(), 0),
            ("ö1".to_owned(), 1),
            ("ö2".to_owned(), 1),
            ("x".to_owned(), 2),
        ]));
        for (segment, _) in &rules {
            assert!(segment.key().as_str().is_some(), "{segment:?}");
        }
    }

    /// Whether fewer than `limit` rules suffice, tried out over every prefix and key.
    fn fewer_suffice(keys: &BTreeMap<String, Label>, limit: usize) -> bool {
        let mut candidates: Vec<(Segment, Label)> = Vec::new();
        for key in keys.keys() {
            for label in 0..2 {
                candidates.push((Segment::Exact(key.as_str().into()), label));
                for end in 0..=key.len() {
                    candidates.push((Segment::Prefix(key[..end].into()), label));
                }
            }
        }
        candidates.sort();
        candidates.dedup();
        let mut chosen = Vec::new();
        limit > 0 && search(&candidates, limit - 1, &mut chosen, keys)
    }

    fn search(
        candidates: &[(Segment, Label)],
        left: usize,
        chosen: &mut Vec<(Segment, Label)>,
        keys: &BTreeMap<String, Label>,
    ) -> bool {
        if places_all(chosen, keys) {
            return true;
        }
        left > 0
            && candidates.iter().enumerate().any(|(at, candidate)| {
                chosen.push(candidate.clone());
                let found = search(&candidates[at + 1..], left - 1, chosen, keys);
                chosen.pop();
                found
            })
    }

    proptest! {
        #[test]
        fn every_key_lies_where_it_lies_and_no_rule_is_idle(
            keys in prop::collection::btree_map("[ab/é]{1,6}", 0..4_u16, 0..40),
        ) {
            let rules = rules(&keys);
            prop_assert!(places_all(&rules, &keys));
            for left_out in 0..rules.len() {
                let mut fewer = rules.clone();
                fewer.remove(left_out);
                prop_assert!(!places_all(&fewer, &keys), "{:?} is idle", rules[left_out]);
            }
        }

        #[test]
        fn no_smaller_set_of_rules_would_do(
            keys in prop::collection::btree_map("[ab/]{1,3}", 0..2_u16, 1..6),
        ) {
            let rules = rules(&keys);
            prop_assert!(rules.len() <= 4 || keys.len() > 4);
            if rules.len() <= 4 {
                prop_assert!(!fewer_suffice(&keys, rules.len()), "{:?}", rules);
            }
        }
    }
}
