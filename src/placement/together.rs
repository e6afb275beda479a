//! [`Together`]: finds keys that only make sense in one place.
//!
//! Some formats keep a directory whose files name each other, or whose reader is given one bucket:
//! moving part of it breaks the whole. They are known by files that only they write. Where such a
//! file is found, its whole directory is to be pinned, with the reason.

use std::collections::BTreeMap;

use super::{Key, Segment};

/// Hex digits of the SHA-256 that names a file of a restic repository.
const RESTIC_NAME_LEN: usize = 64;
/// Characters of a ULID.
const ULID_LEN: usize = 26;

const ICEBERG: &str = "Iceberg table: its metadata names absolute paths";
const DELTA: &str = "Delta table: its log and its files belong together";
const HUDI: &str = "Hudi table: its timeline and its files belong together";
const RESTIC: &str = "restic repository: its index names packs in the same bucket";
const THANOS: &str = "Thanos blocks: the store reads all blocks from one bucket";
const REGISTRY: &str = "container registry: its manifests name blobs in the same bucket";

/// Collects the directories to pin from keys in byte order.
#[derive(Debug, Default)]
pub struct Together {
    found: Vec<(Key, &'static str)>,
    /// The directory whose `keys/` looked like that of a restic repository.
    restic_keys: Option<Vec<u8>>,
}

impl Together {
    /// Looks at the next key.
    pub fn observe(&mut self, key: &[u8]) {
        let marked = marked_directory(key).or_else(|| self.restic_directory(key));
        let Some((directory, reason)) = marked else {
            return;
        };
        let known =
            |(found, why): &(Key, &str)| *why == reason && directory.starts_with(found.as_bytes());
        if !self.found.last().is_some_and(known) {
            self.found.push((directory.into(), reason));
        }
    }

    /// The directories with the reasons, in byte order, none inside another of its kind.
    pub fn finish(mut self) -> Vec<(Segment, &'static str)> {
        self.found.sort();
        // In byte order nothing comes between a directory and what it holds but what it holds.
        let mut last_of: BTreeMap<&str, Key> = BTreeMap::new();
        let mut pins = Vec::new();
        for (directory, reason) in self.found {
            let inside = |last: &Key| directory.as_bytes().starts_with(last.as_bytes());
            if !last_of.get(reason).is_some_and(inside) {
                last_of.insert(reason, directory.clone());
                pins.push((Segment::Prefix(directory), reason));
            }
        }
        pins
    }

    /// The repository that `key` is a snapshot of, if its `keys/` was seen.
    fn restic_directory<'k>(&mut self, key: &'k [u8]) -> Option<(&'k [u8], &'static str)> {
        let (directory, name) = split_at_last_slash(key);
        if name.len() != RESTIC_NAME_LEN || !name.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        if let Some(root) = strip_directory(directory, b"keys/") {
            self.restic_keys = Some(root.to_vec());
            return None;
        }
        let root = strip_directory(directory, b"snapshots/")?;
        (self.restic_keys.as_deref() == Some(root)).then_some((root, RESTIC))
    }
}

/// The directory that this one key marks, and why.
fn marked_directory(key: &[u8]) -> Option<(&[u8], &'static str)> {
    let (directory, name) = split_at_last_slash(key);
    if name.ends_with(b".metadata.json") {
        return strip_directory(directory, b"metadata/").map(|root| (root, ICEBERG));
    }
    if name == b"meta.json" {
        let (root, block) = split_at_last_slash(directory.strip_suffix(b"/")?);
        return is_ulid(block).then_some((root, THANOS));
    }
    if name == b"hoodie.properties" {
        return strip_directory(directory, b".hoodie/").map(|root| (root, HUDI));
    }
    if let Some(root) = strip_directory(directory, b"_delta_log/") {
        let commit = name.strip_suffix(b".json");
        let is_commit = commit.is_some_and(|digits| digits.iter().all(u8::is_ascii_digit));
        return (is_commit || name == b"_last_checkpoint").then_some((root, DELTA));
    }
    let registry = b"docker/registry/v2/";
    let at = memchr::memmem::find(directory, registry)?;
    let is_directory = at == 0 || directory[at - 1] == b'/';
    is_directory.then_some((&key[..at + registry.len()], REGISTRY))
}

/// The key's directory with its slash, and the rest.
fn split_at_last_slash(key: &[u8]) -> (&[u8], &[u8]) {
    key.split_at(memchr::memrchr(b'/', key).map_or(0, |slash| slash + 1))
}

/// What `directory` lies in, when its last part is `name` (with its slash).
fn strip_directory<'k>(directory: &'k [u8], name: &[u8]) -> Option<&'k [u8]> {
    let root = directory.strip_suffix(name)?;
    (root.is_empty() || root.ends_with(b"/")).then_some(root)
}

/// Crockford's base 32 in upper case; the first character holds three bits.
fn is_ulid(text: &[u8]) -> bool {
    let digit = |byte: &u8| match byte {
        b'0'..=b'9' => true,
        b'A'..=b'Z' => !b"ILOU".contains(byte),
        _ => false,
    };
    text.len() == ULID_LEN && text[0] <= b'7' && text.iter().all(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(keys: &[&str]) -> Vec<String> {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        let mut together = Together::default();
        for key in keys {
            together.observe(key.as_bytes());
        }
        let pins = together.finish();
        let word = |reason: &str| reason.split(' ').next().unwrap_or_default().to_owned();
        pins.iter()
            .map(|(segment, reason)| format!("{segment} {}", word(reason)))
            .collect()
    }

    #[test]
    fn tables_and_repositories_are_known_by_their_markers() {
        let hash = "0123456789abcdef".repeat(4);
        let restic = [
            format!("backup/keys/{hash}"),
            format!("backup/snapshots/{hash}"),
        ];
        let cases: [(&[&str], &[&str]); 8] = [
            (
                &[
                    "lake/orders/metadata/00001-ab.metadata.json",
                    "lake/orders/data/x.parquet",
                ],
                &["prefix:lake/orders/ Iceberg"],
            ),
            (
                &[
                    "d/_delta_log/00000000000000000000.json",
                    "d/_delta_log/_last_checkpoint",
                ],
                &["prefix:d/ Delta"],
            ),
            (&["h/t/.hoodie/hoodie.properties"], &["prefix:h/t/ Hudi"]),
            (&[&restic[0], &restic[1]], &["prefix:backup/ restic"]),
            (
                &[
                    "th/01ARZ3NDEKTSV4RRFFQ69G5FAV/meta.json",
                    "th/01BX5ZZKBKACTAV9WEVGEMMVRZ/meta.json",
                ],
                &["prefix:th/ Thanos"],
            ),
            (
                &["reg/docker/registry/v2/blobs/sha256/ab/x/data"],
                &["prefix:reg/docker/registry/v2/ container"],
            ),
            (&["metadata/v1.metadata.json"], &["prefix: Iceberg"]),
            (
                &[
                    "a/x/_delta_log/1.json",
                    "a/metadata/1.metadata.json",
                    "a/_delta_log/1.json",
                ],
                &["prefix:a/ Delta", "prefix:a/ Iceberg"],
            ),
        ];
        for (keys, wanted) in cases {
            assert_eq!(found(keys), wanted, "{keys:?}");
        }
    }

    #[test]
    fn lookalikes_are_left_alone() {
        let hash = "0123456789abcdef".repeat(4);
        for key in [
            "metadata.json",
            "my-metadata/1.metadata.json",
            "x/_delta_log/readme.json",
            "x_delta_log/1.json",
            "blocks/meta.json",
            "81ARZ3NDEKTSV4RRFFQ69G5FAV/meta.json",
            "mydocker/registry/v2/blobs/x",
            ".hoodie/other",
            &format!("snapshots/{hash}"),
        ] {
            assert!(found(&[key]).is_empty(), "{key}");
        }
    }
}
