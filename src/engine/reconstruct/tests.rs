//! Which bytes are taken for the object's.

use super::copy::Sums;
use super::*;
use crate::migration::{ObjectVersion, Proof, ProofLevel};
use crate::ports::{ChecksumType, ListedObject, ObjectHead};

/// MD5, SHA-256 and CRC64NVME of `hello`.
const MD5: &str = "5d41402abc4b2a76b9719d911017c592";
const SHA256: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
const CRC64: &str = "M3eFcAZSQlc=";

fn head(etag: &str, crc: Option<&str>, kind: Option<ChecksumType>) -> ObjectHead {
    let checksums = crc.map(|crc| ("x-amz-checksum-crc64nvme".to_owned(), crc.to_owned()));
    ObjectHead {
        size: 5,
        etag: format!("\"{etag}\""),
        checksums: checksums.into_iter().collect(),
        checksum_type: kind,
        ..ObjectHead::default()
    }
}

fn proof(etag: &str, digest: &str) -> Proof {
    let version = ObjectVersion {
        etag: format!("\"{etag}\""),
        size: 5,
        ..ObjectVersion::default()
    };
    Proof {
        source: version.clone(),
        target: version,
        level: ProofLevel::FullRead,
        digest: digest.to_owned(),
        attributes_hash: String::new(),
        at_ms: 0,
    }
}

#[test]
fn bytes_prove_good_by_the_best_that_is_known_of_them() {
    use ChecksumType::{Composite, FullObject};
    let sums = Sums::of(b"hello");
    let sha = format!("sha256:{SHA256}");
    let crc = format!("crc64nvme:{CRC64}");
    let other = format!("sha256:{}", "0".repeat(64));
    let of = |etag: &str, digest: &str| Some(proof(etag, digest));
    for (head, proof, want) in [
        (head(MD5, None, None), None, "etag"),
        (head("anything", None, None), None, "length"),
        (head("x-2", Some(CRC64), Some(FullObject)), None, "checksum"),
        (
            head(MD5, Some("AAAAAAAAAAA="), Some(FullObject)),
            None,
            "bad",
        ),
        // Of parts, it says nothing of the whole.
        (
            head("x-2", Some("AAAAAAAAAAA="), Some(Composite)),
            None,
            "length",
        ),
        (head("x", None, None), of("x", &sha), "proof"),
        (head("x", None, None), of("x", &crc), "proof"),
        (head("x", None, None), of("x", &other), "bad"),
        // The proof is of another version.
        (head("y", None, None), of("x", &other), "length"),
        (head("x", None, None), of("x", "etag:x"), "length"),
    ] {
        let found = sums.judge(&head, proof.as_ref());
        let name = found.as_ref().map_or("bad", |evidence| evidence.name());
        assert_eq!(name, want, "{head:?} {proof:?}: {found:?}");
    }
}

#[test]
fn the_copy_that_the_map_names_comes_first() {
    let holder = |name: &str| Holder {
        shard: crate::placement::Shard::of_tests(name, 1),
        object: ListedObject {
            key: String::new(),
            size: 0,
            etag: String::new(),
            last_modified_ms: 0,
            storage_class: None,
        },
    };
    let names = |holders: Vec<Holder>| -> Vec<String> {
        holders.into_iter().map(|it| it.shard.name.0).collect()
    };
    let all = || vec![holder("c"), holder("a"), holder("b")];
    assert_eq!(names(in_order(all(), Some(&"b".into()))), ["b", "a", "c"]);
    assert_eq!(names(in_order(all(), None)), ["a", "b", "c"]);
}
