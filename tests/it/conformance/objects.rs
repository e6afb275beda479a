//! Objects: bytes, attributes, keys, checksums, copies.

use std::collections::BTreeMap;

use base64::Engine as _;
use sha2::Digest as _;
use shardctl::ports::{
    Attributes, BucketErrorKind as Kind, ByteRange, Checksum, ChecksumAlgorithm, ChecksumType,
    CopyRequest, CopySource, DeleteRequest, ListRequest, PutRequest, WriteCondition,
};

use super::{Fixture, Verdict, holds, put, refused, same, words};

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
    pairs.iter().map(owned).collect()
}

fn attributes() -> Attributes {
    Attributes {
        headers: map(&[
            ("content-type", "text/x-thing; charset=utf-8"),
            ("cache-control", "max-age=7"),
            ("content-disposition", "attachment; filename=\"a b\""),
            ("content-language", "de"),
        ]),
        metadata: map(&[("owner", "someone"), ("mtime", "123.4")]),
        tags: BTreeMap::new(),
    }
}

fn delete(key: &str) -> DeleteRequest {
    DeleteRequest {
        key: key.to_owned(),
        ..DeleteRequest::default()
    }
}

fn copy(f: &Fixture, from: &str, to: &str) -> CopyRequest {
    CopyRequest {
        source: CopySource {
            bucket: f.bucket.name().to_owned(),
            key: from.to_owned(),
            ..CopySource::default()
        },
        key: to.to_owned(),
        ..CopyRequest::default()
    }
}

pub(super) async fn bytes_come_back(f: Fixture) -> Verdict {
    let key = f.key("a");
    let receipt = f.put(&key, "hello").await?;
    f.holds(&key, "hello").await?;
    let head = f.bucket.head(&key).await.map_err(words)?;
    same("the ETag", &head.etag, &receipt.etag)?;
    same("the size", &head.size, &5)
}

pub(super) async fn an_empty_object_is_one(f: Fixture) -> Verdict {
    let key = f.key("a");
    f.put(&key, "").await?;
    f.holds(&key, "").await?;
    let head = f.bucket.head(&key).await.map_err(words)?;
    same("the size", &head.size, &0)
}

pub(super) async fn ranges_cut(f: Fixture) -> Verdict {
    let key = f.key("a");
    f.put(&key, "0123456789").await?;
    let range = |first, last| Some(ByteRange { first, last });
    let part = f.bucket.get(&key, range(2, 4)).await.map_err(words)?;
    same("bytes 2 to 4", &*part.bytes, b"234")?;
    same("the size of the whole", &part.head.size, &10)?;
    let part = f.bucket.get(&key, range(8, 99)).await.map_err(words)?;
    same("bytes 8 to 99", &*part.bytes, b"89")?;
    let answer = f.bucket.get(&key, range(10, 11)).await;
    refused("a range behind the end", answer, Kind::Invalid)
}

pub(super) async fn headers_and_metadata_come_back(f: Fixture) -> Verdict {
    let key = f.key("a");
    let request = PutRequest {
        key: key.clone(),
        attributes: attributes(),
        ..PutRequest::default()
    };
    f.bucket.put(&request).await.map_err(words)?;
    let head = f.bucket.head(&key).await.map_err(words)?;
    same("the headers", &head.headers, &attributes().headers)?;
    same("the metadata", &head.metadata, &attributes().metadata)
}

pub(super) async fn the_etag_of_one_put_is_its_md5(f: Fixture) -> Verdict {
    let receipt = f.put(&f.key("a"), "hello").await?;
    let md5 = "\"5d41402abc4b2a76b9719d911017c592\"";
    same("the ETag", receipt.etag.as_str(), md5)
}

pub(super) async fn absent_objects_are_not_found(f: Fixture) -> Verdict {
    let key = f.key("none");
    refused("GET", f.bucket.get(&key, None).await, Kind::NotFound)?;
    refused("HEAD", f.bucket.head(&key).await, Kind::NotFound)?;
    let answer = f.bucket.copy(&copy(&f, &key, &f.key("to"))).await;
    refused("a copy of nothing", answer, Kind::NotFound)
}

pub(super) async fn absent_buckets_are_told_apart(f: Fixture) -> Verdict {
    let (missing, gone) = (&f.missing, Kind::NoSuchBucket);
    refused("GET", missing.get("a", None).await, gone)?;
    refused("LIST", missing.list(&ListRequest::default()).await, gone)?;
    refused("HEAD of the bucket", missing.head_bucket().await, gone)?;
    let answer = put(&**missing, "a", "x", WriteCondition::None).await;
    refused("PUT", answer, gone)?;
    f.bucket.head_bucket().await.map_err(words)?;
    Ok(())
}

pub(super) async fn every_legal_key_works(f: Fixture) -> Verdict {
    let names = [
        "plain",
        "a b",
        " lead",
        "trail ",
        "plus+plus",
        "50%",
        "%2F",
        "q?m=1&x",
        "ha#sh",
        "eq=",
        "semi;",
        "ü-ñ-漢-🦀",
        "a//b",
        "/slash",
        "trail/",
        "dot/./x",
        "dot/../y",
        "back\\slash",
        "quote\"'",
        "<tag>&amp;",
        "star*",
        "{brace}",
        "~",
        "|pipe",
        "@:,$!()",
    ];
    these_keys_work(&f, &names).await
}

pub(super) async fn keys_may_hold_control_characters(f: Fixture) -> Verdict {
    these_keys_work(
        &f,
        &["new\nline", "return\r", "tab\t", "bell\u{7}", "\u{7f}"],
    )
    .await
}

/// Put, read, copied, listed and deleted, each under its exact name.
async fn these_keys_work(f: &Fixture, names: &[&str]) -> Verdict {
    let mut expected: Vec<String> = names.iter().map(|name| f.key(name)).collect();
    for key in &expected {
        let wrong = |what: &str, why: String| format!("{what} of {key:?}: {why}");
        f.put(key, key).await.map_err(|why| wrong("PUT", why))?;
        f.holds(key, key).await.map_err(|why| wrong("GET", why))?;
        let copied = format!("copies/{key}");
        let answer = f.bucket.copy(&copy(f, key, &copied)).await;
        answer.map_err(|why| wrong("a copy", words(why)))?;
        f.holds(&copied, key)
            .await
            .map_err(|why| wrong("the copy", why))?;
    }
    expected.sort_unstable();
    let request = ListRequest {
        prefix: f.key(""),
        ..ListRequest::default()
    };
    let page = f.bucket.list(&request).await.map_err(words)?;
    let listed: Vec<String> = page.objects.into_iter().map(|object| object.key).collect();
    same("the keys listed", &listed, &expected)?;
    let lines: Vec<DeleteRequest> = expected.iter().map(|key| delete(key)).collect();
    for answer in f.bucket.delete_many(&lines).await.map_err(words)? {
        answer.map_err(words)?;
    }
    let page = f.bucket.list(&request).await.map_err(words)?;
    let left: Vec<String> = page.objects.into_iter().map(|object| object.key).collect();
    same("the keys left", &left, &Vec::new())
}

pub(super) async fn keys_have_at_most_1024_bytes(f: Fixture) -> Verdict {
    let longest = format!("{:x<1024}", f.key(""));
    f.put(&longest, "x").await?;
    f.holds(&longest, "x").await?;
    let answer = put(
        &*f.bucket,
        &format!("{longest}x"),
        "x",
        WriteCondition::None,
    )
    .await;
    refused("a key of 1025 bytes", answer, Kind::Invalid)
}

pub(super) async fn a_key_may_extend_another(f: Fixture) -> Verdict {
    let (short, long) = (f.key("a"), f.key("a/b"));
    f.put(&short, "short").await?;
    f.put(&long, "long").await?;
    f.holds(&short, "short").await?;
    f.holds(&long, "long").await
}

pub(super) async fn a_copy_keeps_attributes(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    let request = PutRequest {
        key: from.clone(),
        body: "body".into(),
        attributes: attributes(),
        ..PutRequest::default()
    };
    let etag = f.bucket.put(&request).await.map_err(words)?.etag;
    let receipt = f.other.copy(&copy(&f, &from, &to)).await.map_err(words)?;
    same("the ETag", &receipt.etag, &etag)?;
    holds(&*f.other, &to, "body").await?;
    let head = f.other.head(&to).await.map_err(words)?;
    same("the headers", &head.headers, &attributes().headers)?;
    same("the metadata", &head.metadata, &attributes().metadata)
}

pub(super) async fn a_copy_may_replace_attributes(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    let request = PutRequest {
        key: from.clone(),
        attributes: attributes(),
        ..PutRequest::default()
    };
    f.bucket.put(&request).await.map_err(words)?;
    let replaced = Attributes {
        metadata: map(&[("new", "1")]),
        ..Attributes::default()
    };
    let request = CopyRequest {
        replace: Some(replaced.clone()),
        ..copy(&f, &from, &to)
    };
    f.bucket.copy(&request).await.map_err(words)?;
    let head = f.bucket.head(&to).await.map_err(words)?;
    same("the metadata", &head.metadata, &replaced.metadata)?;
    same("Cache-Control", &head.headers.get("cache-control"), &None)
}

pub(super) async fn a_copy_onto_itself_must_change_something(f: Fixture) -> Verdict {
    let key = f.key("a");
    f.put(&key, "body").await?;
    let answer = f.bucket.copy(&copy(&f, &key, &key)).await;
    refused("a copy onto itself", answer, Kind::Invalid)
}

pub(super) async fn tags_come_back_and_are_copied(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    let tags = map(&[("team", "a b"), ("cost+center", "1/2")]);
    let request = PutRequest {
        key: from.clone(),
        attributes: Attributes {
            tags: tags.clone(),
            ..Attributes::default()
        },
        ..PutRequest::default()
    };
    f.bucket.put(&request).await.map_err(words)?;
    same(
        "the tags",
        &f.bucket.tags(&from).await.map_err(words)?,
        &tags,
    )?;
    f.bucket.copy(&copy(&f, &from, &to)).await.map_err(words)?;
    let copied = f.bucket.tags(&to).await.map_err(words)?;
    same("the tags of the copy", &copied, &tags)
}

pub(super) async fn tags_are_replaced(f: Fixture) -> Verdict {
    let key = f.key("a");
    f.put(&key, "body").await?;
    for tags in [map(&[("a", "1"), ("b", "2")]), map(&[("c", "3")])] {
        f.bucket.put_tags(&key, &tags).await.map_err(words)?;
        let seen = f.bucket.tags(&key).await.map_err(words)?;
        same("the tags", &seen, &tags)?;
    }
    Ok(())
}

/// Checksums of `123456789`: check values of the CRC catalogue, and FIPS 180-4.
fn checksum(algorithm: ChecksumAlgorithm) -> Checksum {
    let raw: Vec<u8> = match algorithm {
        ChecksumAlgorithm::Crc32 => 0xcbf4_3926_u32.to_be_bytes().to_vec(),
        ChecksumAlgorithm::Crc32c => 0xe306_9283_u32.to_be_bytes().to_vec(),
        ChecksumAlgorithm::Crc64Nvme => 0xae8b_1486_0a79_9888_u64.to_be_bytes().to_vec(),
        ChecksumAlgorithm::Sha1 => sha1::Sha1::digest("123456789").to_vec(),
        ChecksumAlgorithm::Sha256 => sha2::Sha256::digest("123456789").to_vec(),
    };
    let value = base64::engine::general_purpose::STANDARD.encode(raw);
    Checksum { algorithm, value }
}

fn put_with(key: &str, body: &'static str, checksum: Checksum) -> PutRequest {
    PutRequest {
        key: key.to_owned(),
        body: body.into(),
        checksum: Some(checksum),
        ..PutRequest::default()
    }
}

pub(super) async fn checksums_are_kept(f: Fixture) -> Verdict {
    for algorithm in ChecksumAlgorithm::ALL {
        let key = f.key(algorithm.name());
        let sent = checksum(algorithm);
        let request = put_with(&key, "123456789", sent.clone());
        f.bucket.put(&request).await.map_err(words)?;
        let head = f.bucket.head(&key).await.map_err(words)?;
        let kept = map(&[(algorithm.header(), &sent.value)]);
        same("the checksums kept", &head.checksums, &kept)?;
        let kind = Some(ChecksumType::FullObject);
        same("the checksum type", &head.checksum_type, &kind)?;
    }
    Ok(())
}

pub(super) async fn wrong_checksums_are_refused(f: Fixture) -> Verdict {
    for algorithm in ChecksumAlgorithm::ALL {
        let key = f.key(algorithm.name());
        let request = put_with(&key, "another body", checksum(algorithm));
        let what = format!("a wrong {algorithm}");
        refused(&what, f.bucket.put(&request).await, Kind::BadDigest)?;
        refused("the object", f.bucket.head(&key).await, Kind::NotFound)?;
    }
    Ok(())
}

pub(super) async fn what_is_no_checksum_is_invalid(f: Fixture) -> Verdict {
    let key = f.key("a");
    let mut short = checksum(ChecksumAlgorithm::Crc32);
    "AAAA".clone_into(&mut short.value);
    let request = put_with(&key, "123456789", short);
    let answer = f.bucket.put(&request).await;
    refused("a CRC32 of three bytes", answer, Kind::Invalid)?;
    refused("the object", f.bucket.head(&key).await, Kind::NotFound)
}

pub(super) async fn unknown_storage_classes_are_invalid(f: Fixture) -> Verdict {
    let mut request = PutRequest {
        key: f.key("a"),
        ..PutRequest::default()
    };
    let class = ("x-amz-storage-class".to_owned(), "NO_SUCH_CLASS".to_owned());
    request.attributes.headers.extend([class]);
    let answer = f.bucket.put(&request).await;
    refused("a class that is none", answer, Kind::Invalid)
}

pub(super) async fn crc64nvme_is_added(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    f.put(&from, "123456789").await?;
    f.bucket.copy(&copy(&f, &from, &to)).await.map_err(words)?;
    let expected = checksum(ChecksumAlgorithm::Crc64Nvme);
    for key in [from, to] {
        let head = f.bucket.head(&key).await.map_err(words)?;
        let kept = map(&[(expected.algorithm.header(), &expected.value)]);
        same("the checksum added", &head.checksums, &kept)?;
    }
    Ok(())
}

pub(super) async fn deleting_nothing_is_fine(f: Fixture) -> Verdict {
    let answer = f.bucket.delete(&delete(&f.key("none"))).await;
    answer.map_err(words)?;
    Ok(())
}

pub(super) async fn batches_answer_each_key(f: Fixture) -> Verdict {
    let keys = [f.key("a"), f.key("none"), f.key("b")];
    f.put(&keys[0], "a").await?;
    f.put(&keys[2], "b").await?;
    let lines: Vec<DeleteRequest> = keys.iter().map(|key| delete(key)).collect();
    let answers = f.bucket.delete_many(&lines).await.map_err(words)?;
    same("the answers", &answers.len(), &3)?;
    for answer in answers {
        answer.map_err(words)?;
    }
    refused("the object", f.bucket.head(&keys[0]).await, Kind::NotFound)
}
