//! Multipart uploads.

use bytes::Bytes;
use shardctl::ports::{
    BucketErrorKind as Kind, ByteRange, Checksum, ChecksumAlgorithm, ChecksumType, CompleteUpload,
    CopyRequest, CopySource, CreateUpload, PartReceipt, UploadPart, UploadPartCopy,
};

use super::{Fixture, Verdict, complete, refused, same, words};

const MIB: usize = 1 << 20;

/// MD5 of the MD5s of 5 MiB of `a` and one `b`, as AWS joins them.
const ETAG_OF_TWO: &str = "\"e5a8c5272b26fc10581a21089559b006-2\"";

async fn create(
    f: &Fixture,
    key: &str,
    checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
) -> Result<String, String> {
    let request = CreateUpload {
        key: key.to_owned(),
        checksum,
        ..CreateUpload::default()
    };
    f.bucket.create_upload(&request).await.map_err(words)
}

fn part(key: &str, upload_id: &str, number: u32, body: Bytes) -> UploadPart {
    UploadPart {
        key: key.to_owned(),
        upload_id: upload_id.to_owned(),
        number,
        body,
        checksum: None,
    }
}

fn completion(key: &str, upload_id: &str, parts: Vec<PartReceipt>) -> CompleteUpload {
    CompleteUpload {
        key: key.to_owned(),
        upload_id: upload_id.to_owned(),
        parts,
        ..CompleteUpload::default()
    }
}

/// Two parts, 5 MiB of `a` and one `b`, stored but not joined.
async fn two_parts(f: &Fixture, key: &str) -> Result<(String, Vec<PartReceipt>), String> {
    let upload_id = create(f, key, None).await?;
    let mut receipts = Vec::new();
    for (number, body) in [(1, Bytes::from(vec![b'a'; 5 * MIB])), (2, Bytes::from("b"))] {
        let part = part(key, &upload_id, number, body);
        receipts.push(f.bucket.upload_part(&part).await.map_err(words)?);
    }
    Ok((upload_id, receipts))
}

pub(super) async fn parts_become_one_object(f: Fixture) -> Verdict {
    let key = f.key("a");
    let (upload_id, parts) = two_parts(&f, &key).await?;
    refused("the object", f.bucket.head(&key).await, Kind::NotFound)?;
    let request = completion(&key, &upload_id, parts);
    let receipt = complete(&*f.bucket, &request).await.map_err(words)?;
    same("the ETag", receipt.etag.as_str(), ETAG_OF_TWO)?;
    let head = f.bucket.head(&key).await.map_err(words)?;
    same("the size", &head.size, &(5 * MIB as u64 + 1))?;
    let tail = Some(ByteRange {
        first: 5 * MIB as u64 - 1,
        last: 5 * MIB as u64,
    });
    let tail = f.bucket.get(&key, tail).await.map_err(words)?;
    same("the bytes at the seam", &*tail.bytes, b"ab")
}

pub(super) async fn parts_are_at_least_5_mib(f: Fixture) -> Verdict {
    let key = f.key("a");
    let upload_id = create(&f, &key, None).await?;
    let mut parts = Vec::new();
    for number in [1, 2] {
        let part = part(&key, &upload_id, number, "small".into());
        parts.push(f.bucket.upload_part(&part).await.map_err(words)?);
    }
    let request = completion(&key, &upload_id, parts);
    let answer = f.bucket.complete_upload(&request).await;
    refused("a small first part", answer, Kind::Invalid)
}

pub(super) async fn parts_must_be_known_and_rise(f: Fixture) -> Verdict {
    let key = f.key("a");
    let (upload_id, parts) = two_parts(&f, &key).await?;
    let answer = |parts| {
        let request = completion(&key, &upload_id, parts);
        let bucket = f.bucket.clone();
        async move { bucket.complete_upload(&request).await }
    };
    let swapped = parts.iter().rev().cloned().collect();
    refused("parts that fall", answer(swapped).await, Kind::Invalid)?;
    let mut foreign = parts.clone();
    foreign[1].etag.clone_from(&parts[0].etag);
    refused(
        "a part of another ETag",
        answer(foreign).await,
        Kind::Invalid,
    )?;
    let request = completion(&key, "no-such-upload", parts);
    let answer = f.bucket.complete_upload(&request).await;
    refused("an unknown upload", answer, Kind::NotFound)
}

pub(super) async fn open_uploads_are_listed(f: Fixture) -> Verdict {
    let key = f.key("a b");
    let (upload_id, parts) = two_parts(&f, &key).await?;
    let page = f
        .bucket
        .list_uploads(&f.key(""), None)
        .await
        .map_err(words)?;
    let seen: Vec<(&str, &str)> = page
        .uploads
        .iter()
        .map(|upload| (upload.key.as_str(), upload.upload_id.as_str()))
        .collect();
    same(
        "the uploads",
        &seen,
        &vec![(key.as_str(), upload_id.as_str())],
    )?;
    let page = f.bucket.list_parts(&key, &upload_id, None).await;
    let seen: Vec<(u32, u64, String)> = page
        .map_err(words)?
        .parts
        .into_iter()
        .map(|part| (part.number, part.size, part.etag))
        .collect();
    let sizes = [5 * MIB as u64, 1];
    let expected = parts.into_iter().zip(sizes);
    let expected = expected.map(|(part, size)| (part.number, size, part.etag));
    same("the parts", &seen, &expected.collect())
}

pub(super) async fn an_aborted_upload_is_gone(f: Fixture) -> Verdict {
    let key = f.key("a");
    let upload_id = create(&f, &key, None).await?;
    f.bucket
        .abort_upload(&key, &upload_id)
        .await
        .map_err(words)?;
    let page = f
        .bucket
        .list_uploads(&f.key(""), None)
        .await
        .map_err(words)?;
    same("the uploads", &page.uploads, &Vec::new())?;
    let part = part(&key, &upload_id, 1, "late".into());
    refused(
        "a late part",
        f.bucket.upload_part(&part).await,
        Kind::NotFound,
    )
}

pub(super) async fn parts_may_be_copied(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    let mut body = vec![b'x'];
    body.extend(vec![b'a'; 5 * MIB]);
    body.extend(b"bx");
    let request = shardctl::ports::PutRequest {
        key: from.clone(),
        body: body.into(),
        ..Default::default()
    };
    f.bucket.put(&request).await.map_err(words)?;
    let upload_id = create(&f, &to, None).await?;
    let split = 5 * MIB as u64;
    let mut parts = Vec::new();
    for (number, first, last) in [(1, 1, split), (2, split + 1, split + 1)] {
        let copy = UploadPartCopy {
            key: to.clone(),
            upload_id: upload_id.clone(),
            number,
            source: CopySource {
                bucket: f.bucket.name().to_owned(),
                key: from.clone(),
                ..CopySource::default()
            },
            range: Some(ByteRange { first, last }),
        };
        parts.push(f.bucket.upload_part_copy(&copy).await.map_err(words)?);
    }
    let request = completion(&to, &upload_id, parts);
    let receipt = complete(&*f.bucket, &request).await.map_err(words)?;
    same("the ETag", receipt.etag.as_str(), ETAG_OF_TWO)
}

/// One part of `123456789` in an upload with checksums, to be completed.
async fn checked_upload(
    f: &Fixture,
    key: &str,
    kind: ChecksumType,
    checksum: &Checksum,
) -> Result<CompleteUpload, String> {
    let upload_id = create(f, key, Some((checksum.algorithm, kind))).await?;
    let part = UploadPart {
        checksum: Some(checksum.clone()),
        ..part(key, &upload_id, 1, "123456789".into())
    };
    let mut receipt = f.bucket.upload_part(&part).await.map_err(words)?;
    let header = checksum.algorithm.header().to_owned();
    receipt.checksums.insert(header, checksum.value.clone());
    Ok(completion(key, &upload_id, vec![receipt]))
}

pub(super) async fn a_whole_object_checksum_is_checked(f: Fixture) -> Verdict {
    let key = f.key("a");
    let checksum = Checksum {
        algorithm: ChecksumAlgorithm::Crc64Nvme,
        value: "rosUhgp5mIg=".to_owned(),
    };
    let request = checked_upload(&f, &key, ChecksumType::FullObject, &checksum).await?;
    let wrong = CompleteUpload {
        checksum: Some(Checksum {
            value: "AAAAAAAAAAA=".to_owned(),
            ..checksum.clone()
        }),
        ..request.clone()
    };
    let answer = f.bucket.complete_upload(&wrong).await;
    refused("a wrong checksum", answer, Kind::BadDigest)?;
    let right = CompleteUpload {
        checksum: Some(checksum.clone()),
        size: Some(9),
        ..request
    };
    complete(&*f.bucket, &right).await.map_err(words)?;
    let head = f.bucket.head(&key).await.map_err(words)?;
    let kept = head.checksums.get(checksum.algorithm.header());
    same("the checksum kept", &kept, &Some(&checksum.value))?;
    let kind = Some(ChecksumType::FullObject);
    same("the checksum type", &head.checksum_type, &kind)
}

pub(super) async fn a_composite_checksum_is_of_the_parts(f: Fixture) -> Verdict {
    let key = f.key("a");
    let checksum = Checksum {
        algorithm: ChecksumAlgorithm::Sha256,
        value: "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=".to_owned(),
    };
    let request = checked_upload(&f, &key, ChecksumType::Composite, &checksum).await?;
    complete(&*f.bucket, &request).await.map_err(words)?;
    let head = f.bucket.head(&key).await.map_err(words)?;
    let kept = head.checksums.get(checksum.algorithm.header());
    // SHA-256 of the part's SHA-256, with the number of parts.
    let expected = "KSsNAHVmgy25S/rmic1w0at3KBH9RLn0nYVQ7p6mpJQ=-1".to_owned();
    same("the checksum kept", &kept, &Some(&expected))?;
    let kind = Some(ChecksumType::Composite);
    same("the checksum type", &head.checksum_type, &kind)
}

pub(super) async fn part_checksums_are_checked(f: Fixture) -> Verdict {
    let key = f.key("a");
    let checksum = Checksum {
        algorithm: ChecksumAlgorithm::Sha256,
        value: "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=".to_owned(),
    };
    let request = checked_upload(&f, &key, ChecksumType::Composite, &checksum).await?;
    let mut wrong = request.clone();
    let header = checksum.algorithm.header().to_owned();
    let zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned();
    wrong.parts[0].checksums.insert(header, zeros);
    let answer = f.bucket.complete_upload(&wrong).await;
    refused("a part of another checksum", answer, Kind::Invalid)?;
    wrong.parts[0].checksums.clear();
    let answer = f.bucket.complete_upload(&wrong).await;
    refused("a part without its checksum", answer, Kind::Invalid)?;
    complete(&*f.bucket, &request)
        .await
        .map(drop)
        .map_err(words)
}

pub(super) async fn an_upload_without_a_checksum_gets_crc64nvme(f: Fixture) -> Verdict {
    let key = f.key("a");
    let upload_id = create(&f, &key, None).await?;
    let part = part(&key, &upload_id, 1, "123456789".into());
    let receipt = f.bucket.upload_part(&part).await.map_err(words)?;
    let request = completion(&key, &upload_id, vec![receipt]);
    complete(&*f.bucket, &request).await.map_err(words)?;
    let head = f.bucket.head(&key).await.map_err(words)?;
    let kept = head.checksums.get(ChecksumAlgorithm::Crc64Nvme.header());
    same(
        "the checksum added",
        &kept,
        &Some(&"rosUhgp5mIg=".to_owned()),
    )?;
    let kind = Some(ChecksumType::FullObject);
    same("the checksum type", &head.checksum_type, &kind)
}

pub(super) async fn a_copy_of_parts_has_a_plain_etag(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    let upload_id = create(&f, &from, None).await?;
    let part = part(&from, &upload_id, 1, "hello".into());
    let receipt = f.bucket.upload_part(&part).await.map_err(words)?;
    let request = completion(&from, &upload_id, vec![receipt]);
    complete(&*f.bucket, &request).await.map_err(words)?;
    let copy = CopyRequest {
        source: CopySource {
            bucket: f.bucket.name().to_owned(),
            key: from,
            ..CopySource::default()
        },
        key: to,
        ..CopyRequest::default()
    };
    let receipt = f.bucket.copy(&copy).await.map_err(words)?;
    let md5 = "\"5d41402abc4b2a76b9719d911017c592\"";
    same("the ETag", receipt.etag.as_str(), md5)
}
