//! What sessions say of what belongs together, as nets.
//!
//! A session is a net over what it used: it costs one access for every part it spans beyond the first. On top, every
//! directory counts as one session that reads all of it. Most pairs are seen in one session or none, and such counts
//! predict little by themselves; that they lie in one directory predicts more. One pseudo-session is the usual weight
//! of a prior: it decides where nothing was seen and hardly matters where much was.

use std::collections::BTreeMap;

/// Nets of more vertices say nothing of any two of them.
pub const NET_VERTICES_MAX: usize = 1000;

/// The nets of `sessions`, each the vertices it used, and of the directories of `keys`, by vertex.
pub fn nets<'k>(
    sessions: impl IntoIterator<Item = Vec<u32>>,
    keys: impl IntoIterator<Item = &'k [u8]>,
) -> Vec<(i64, Vec<u32>)> {
    let mut counts: BTreeMap<Vec<u32>, i64> = BTreeMap::new();
    for mut session in sessions {
        session.sort_unstable();
        session.dedup();
        *counts.entry(session).or_default() += 1;
    }
    let mut directories: BTreeMap<&[u8], Vec<u32>> = BTreeMap::new();
    for (vertex, key) in (0..).zip(keys) {
        for (end, _) in key.iter().enumerate().filter(|(_, byte)| **byte == b'/') {
            directories.entry(&key[..=end]).or_default().push(vertex);
        }
    }
    for directory in directories.into_values() {
        *counts.entry(directory).or_default() += 1;
    }
    let counted = counts.into_iter();
    counted
        .filter(|(net, _)| (2..=NET_VERTICES_MAX).contains(&net.len()))
        .map(|(net, weight)| (weight, net))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_and_directories_are_nets() {
        let sessions = [vec![2, 0, 2], vec![0, 2], vec![1], vec![0, 1]];
        let keys: [&[u8]; 4] = [b"a/b/1", b"a/b/2", b"a/3", b"4"];
        let found = nets(sessions, keys);
        let want = [
            // A session and the directory a/b/.
            (2, vec![0, 1]),
            // The directory a/.
            (1, vec![0, 1, 2]),
            (2, vec![0, 2]),
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn what_uses_everything_says_nothing() {
        let all: Vec<u32> = (0..=NET_VERTICES_MAX as u32).collect();
        assert_eq!(nets([all], []), []);
    }
}
