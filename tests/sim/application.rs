//! The application: writes and deletes by the map that it has, which may be as old as the grace, and keeps
//! the promise that its owner made.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures::FutureExt as _;
use shardctl::migration::Contract;
use shardctl::ports::{Attributes, Bucket as _, DeleteRequest, PutRequest};

use super::stage::Stage;

/// Puts an object, with a header, metadata and a tag of its own.
pub fn put(stage: &Stage, bucket: &str, key: &str, value: &str) {
    let pair = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
    let body = Bytes::from(value.to_owned());
    let request = PutRequest {
        key: key.to_owned(),
        body: body.clone(),
        attributes: Attributes {
            headers: pair("content-type", "text/plain"),
            metadata: pair("made-for", key),
            tags: pair("team", "blue"),
        },
        ..PutRequest::default()
    };
    let there = stage.simulator.bucket(bucket);
    let put = there.put(&request).now_or_never();
    put.expect("memory").expect("a put");
    stage.note(&format!("application puts {bucket} {key} {value}"));
    stage.oracle().wrote(bucket, key, Some(body));
}

fn delete(stage: &Stage, bucket: &str, key: &str) {
    let request = DeleteRequest {
        key: key.to_owned(),
        ..DeleteRequest::default()
    };
    let there = stage.simulator.bucket(bucket);
    let deleted = there.delete(&request).now_or_never();
    deleted.expect("memory").expect("a delete");
    stage.note(&format!("application deletes {bucket} {key}"));
    stage.oracle().wrote(bucket, key, None);
}

/// Does something that the contract allows.
pub fn act(stage: &Stage, contract: Contract, grace_ms: i64) {
    let keys = stage.oracle().keys();
    let n = keys.len();
    let (new, which, stale, what) = {
        let random = &mut stage.chance().random;
        let new = random.u32(..3) == 0 && n < 8;
        (
            new,
            random.usize(..n),
            random.u32(..3) == 0,
            random.u32(..8),
        )
    };
    let key = if new {
        format!("t/new-{n}")
    } else {
        keys[which].clone()
    };
    let bucket = bucket_it_knows(stage, &key, stale, grace_ms);
    match contract {
        Contract::Immutable if new => put(stage, bucket, &key, &format!("{key} first")),
        Contract::Immutable | Contract::Quiesced => {}
        Contract::Mutable if what == 0 && !new => delete(stage, bucket, &key),
        // Bytes that were there before: an ETag does not tell them apart.
        Contract::Mutable if what < 3 => put(stage, bucket, &key, &format!("{key} again")),
        Contract::Mutable => {
            let version = stage.fresh_name();
            put(stage, bucket, &key, &format!("{key} {version}"));
        }
    }
    stage.check("the application wrote");
}

/// Where its map says that the key is.
fn bucket_it_knows(stage: &Stage, key: &str, stale: bool, grace_ms: i64) -> &'static str {
    let oracle = stage.oracle();
    let newest = oracle.bucket_of(key);
    let recent = oracle
        .newest()
        .is_some_and(|map| stage.now_ms() - map.seen_ms < grace_ms);
    match (newest, stale && recent) {
        ("src", true) => "dst",
        ("dst", true) => "src",
        (newest, _) => newest,
    }
}
