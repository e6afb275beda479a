//! Conditions: each is refused where it should be, and leaves the target untouched.

use shardctl::ports::{
    BucketErrorKind as Kind, CompleteUpload, CopyRequest, CopySource, CreateUpload, DeleteRequest,
    PartReceipt, UploadPart, UploadPartCopy, WriteCondition,
};

use super::{Fixture, Verdict, complete, holds, if_match, put, refused, same, words};

const WRONG: &str = "\"00000000000000000000000000000000\"";

fn wrong() -> WriteCondition {
    WriteCondition::IfMatch(WRONG.to_owned())
}

fn source(fixture: &Fixture, key: &str, etag: Option<&str>) -> CopySource {
    CopySource {
        bucket: fixture.bucket.name().to_owned(),
        key: key.to_owned(),
        if_match: etag.map(str::to_owned),
        ..CopySource::default()
    }
}

fn copy(source: CopySource, key: &str, condition: WriteCondition) -> CopyRequest {
    CopyRequest {
        source,
        key: key.to_owned(),
        condition,
        ..CopyRequest::default()
    }
}

pub(super) async fn put_if_absent_writes_once(f: Fixture) -> Verdict {
    let key = f.key("a");
    let absent = || WriteCondition::IfAbsent;
    put(&*f.bucket, &key, "first", absent())
        .await
        .map_err(words)?;
    let again = put(&*f.bucket, &key, "second", absent()).await;
    refused("a second create-only PUT", again, Kind::PreconditionFailed)?;
    f.holds(&key, "first").await?;
    let delete = DeleteRequest {
        key: key.clone(),
        ..DeleteRequest::default()
    };
    f.bucket.delete(&delete).await.map_err(words)?;
    put(&*f.bucket, &key, "third", absent())
        .await
        .map_err(words)?;
    f.holds(&key, "third").await
}

pub(super) async fn put_if_match_replaces_that_etag_only(f: Fixture) -> Verdict {
    let key = f.key("a");
    let first = f.put(&key, "first").await?;
    let answer = put(&*f.bucket, &key, "second", wrong()).await;
    refused("PUT with a wrong ETag", answer, Kind::PreconditionFailed)?;
    f.holds(&key, "first").await?;
    let right = WriteCondition::IfMatch(first.etag);
    let answer = put(&*f.bucket, &key, "third", right).await;
    answer.map_err(|error| format!("PUT with the right ETag: {}", words(error)))?;
    f.holds(&key, "third").await
}

pub(super) async fn put_if_match_needs_an_object(f: Fixture) -> Verdict {
    let answer = put(&*f.bucket, &f.key("none"), "x", wrong()).await;
    refused("PUT with an ETag where nothing is", answer, Kind::NotFound)
}

pub(super) async fn copy_reads_the_etag_named_only(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    let etag = f.put(&from, "source").await?.etag;
    let request = copy(source(&f, &from, Some(WRONG)), &to, WriteCondition::None);
    let answer = f.bucket.copy(&request).await;
    refused("a copy of a wrong ETag", answer, Kind::PreconditionFailed)?;
    refused("the target", f.bucket.head(&to).await, Kind::NotFound)?;
    let request = copy(source(&f, &from, Some(&etag)), &to, WriteCondition::None);
    f.bucket.copy(&request).await.map_err(words)?;
    f.holds(&to, "source").await
}

pub(super) async fn copy_if_absent_writes_once(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    f.put(&from, "first").await?;
    let request = copy(source(&f, &from, None), &to, WriteCondition::IfAbsent);
    f.bucket.copy(&request).await.map_err(words)?;
    f.put(&from, "second").await?;
    let answer = f.bucket.copy(&request).await;
    refused(
        "a second create-only copy",
        answer,
        Kind::PreconditionFailed,
    )?;
    f.holds(&to, "first").await
}

pub(super) async fn copy_if_match_replaces_that_etag_only(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    f.put(&from, "new").await?;
    let old = f.put(&to, "old").await?;
    let request = copy(source(&f, &from, None), &to, wrong());
    let answer = f.bucket.copy(&request).await;
    refused("a copy onto a wrong ETag", answer, Kind::PreconditionFailed)?;
    f.holds(&to, "old").await?;
    let right = WriteCondition::IfMatch(old.etag);
    let request = copy(source(&f, &from, None), &to, right);
    f.bucket.copy(&request).await.map_err(words)?;
    f.holds(&to, "new").await
}

pub(super) async fn copy_if_match_needs_an_object(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("none"));
    f.put(&from, "new").await?;
    let request = copy(source(&f, &from, None), &to, wrong());
    let answer = f.bucket.copy(&request).await;
    refused("a copy with an ETag onto nothing", answer, Kind::NotFound)
}

async fn upload(f: &Fixture, key: &str, body: &str) -> Result<(String, PartReceipt), String> {
    let create = CreateUpload {
        key: key.to_owned(),
        ..CreateUpload::default()
    };
    let upload_id = f.bucket.create_upload(&create).await.map_err(words)?;
    let part = UploadPart {
        key: key.to_owned(),
        upload_id: upload_id.clone(),
        number: 1,
        body: body.to_owned().into(),
        ..UploadPart::default()
    };
    let receipt = f.bucket.upload_part(&part).await.map_err(words)?;
    Ok((upload_id, receipt))
}

fn completion(
    key: &str,
    upload: &(String, PartReceipt),
    condition: WriteCondition,
) -> CompleteUpload {
    CompleteUpload {
        key: key.to_owned(),
        upload_id: upload.0.clone(),
        parts: vec![upload.1.clone()],
        condition,
        ..CompleteUpload::default()
    }
}

pub(super) async fn part_copy_reads_the_etag_named_only(f: Fixture) -> Verdict {
    let (from, to) = (f.key("from"), f.key("to"));
    let etag = f.put(&from, "source").await?.etag;
    let (upload_id, _) = upload(&f, &to, "x").await?;
    let part = |etag: &str| UploadPartCopy {
        key: to.clone(),
        upload_id: upload_id.clone(),
        number: 2,
        source: source(&f, &from, Some(etag)),
        range: None,
    };
    f.bucket
        .upload_part_copy(&part(&etag))
        .await
        .map_err(words)?;
    let answer = f.bucket.upload_part_copy(&part(WRONG)).await;
    refused(
        "a part copied of a wrong ETag",
        answer,
        Kind::PreconditionFailed,
    )
}

pub(super) async fn complete_if_absent_writes_once(f: Fixture) -> Verdict {
    let key = f.key("a");
    let first = upload(&f, &key, "first").await?;
    let second = upload(&f, &key, "second").await?;
    let request = completion(&key, &first, WriteCondition::IfAbsent);
    complete(&*f.bucket, &request).await.map_err(words)?;
    let request = completion(&key, &second, WriteCondition::IfAbsent);
    let answer = f.bucket.complete_upload(&request).await;
    refused(
        "a second create-only completion",
        answer,
        Kind::PreconditionFailed,
    )?;
    f.holds(&key, "first").await?;
    let parts = f
        .bucket
        .list_parts(&key, &second.0, None)
        .await
        .map_err(words)?;
    same("parts of the refused upload", &parts.parts.len(), &1)
}

pub(super) async fn complete_if_match_replaces_that_etag_only(f: Fixture) -> Verdict {
    let key = f.key("a");
    let old = f.put(&key, "old").await?;
    let new = upload(&f, &key, "new").await?;
    let answer = f
        .bucket
        .complete_upload(&completion(&key, &new, wrong()))
        .await;
    refused(
        "a completion onto a wrong ETag",
        answer,
        Kind::PreconditionFailed,
    )?;
    f.holds(&key, "old").await?;
    let right = WriteCondition::IfMatch(old.etag);
    let answer = f
        .bucket
        .complete_upload(&completion(&key, &new, right))
        .await;
    answer.map_err(words)?;
    f.holds(&key, "new").await
}

fn delete(key: &str, etag: &str) -> DeleteRequest {
    DeleteRequest {
        key: key.to_owned(),
        if_match: Some(etag.to_owned()),
        ..DeleteRequest::default()
    }
}

pub(super) async fn delete_if_match_removes_that_etag_only(f: Fixture) -> Verdict {
    let key = f.key("a");
    let etag = f.put(&key, "kept").await?.etag;
    let answer = f.bucket.delete(&delete(&key, WRONG)).await;
    refused("DELETE with a wrong ETag", answer, Kind::PreconditionFailed)?;
    f.holds(&key, "kept").await?;
    f.bucket.delete(&delete(&key, &etag)).await.map_err(words)?;
    refused("the object", f.bucket.head(&key).await, Kind::NotFound)
}

pub(super) async fn delete_if_match_needs_an_object(f: Fixture) -> Verdict {
    let answer = f.bucket.delete(&delete(&f.key("none"), "*")).await;
    refused(
        "DELETE of anything where nothing is",
        answer,
        Kind::NotFound,
    )
}

pub(super) async fn batch_delete_removes_that_etag_only(f: Fixture) -> Verdict {
    let (kept, gone) = (f.key("kept"), f.key("gone"));
    f.put(&kept, "kept").await?;
    let etag = f.put(&gone, "gone").await?.etag;
    let lines = [delete(&kept, WRONG), delete(&gone, &etag)];
    let answers = f.bucket.delete_many(&lines).await.map_err(words)?;
    let mut answers = answers.into_iter();
    let (first, second) = (answers.next(), answers.next());
    let first = first.ok_or("the batch has no answer")?;
    refused("a line with a wrong ETag", first, Kind::PreconditionFailed)?;
    f.holds(&kept, "kept").await?;
    second.ok_or("the batch has one answer")?.map_err(words)?;
    refused("the object", f.bucket.head(&gone).await, Kind::NotFound)
}

pub(super) async fn reads_may_name_an_etag(f: Fixture) -> Verdict {
    let key = f.key("a");
    let etag = f.put(&key, "body").await?.etag;
    let found = f.bucket.get_with(&key, &if_match(&etag)).await;
    same("the bytes", &*found.map_err(words)?.bytes, b"body")?;
    let answer = f.bucket.get_with(&key, &if_match(WRONG)).await;
    refused("GET with a wrong ETag", answer, Kind::PreconditionFailed)?;
    let answer = f.bucket.head_with(&key, &if_match(WRONG)).await;
    refused("HEAD with a wrong ETag", answer, Kind::PreconditionFailed)?;
    holds(&*f.bucket, &key, "body").await
}
