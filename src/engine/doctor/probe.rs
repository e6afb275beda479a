//! The probe: what a store truly rejects, found out on tiny objects that are removed again.
//!
//! A store that does not know a condition writes as if it had not been sent, so that `200` proves
//! nothing. Each trial sends one request that must be rejected, looks whether the target is as it
//! was, and then one that must pass. What is found holds for this bucket: Ceph 16, for one, checks
//! If-None-Match in a bucket without versions and ignores it in one with. Everything lies under
//! `PREFIX/probe/RUN/`; a run that is killed leaves what it wrote there. Not tried: conditions under
//! concurrent writers.

use crate::ports::{
    Bucket, BucketError, BucketErrorKind, Checksum, ChecksumAlgorithm, CompleteUpload, CopyRequest,
    CopySource, DeleteRequest, ListRequest, PutRequest, UploadPart, UploadPartCopy, WriteCondition,
};

use super::finding::{Cause, Chart};
use super::specimens::{Specimen, Specimens};
use super::{Capability, Finding, Outcome, Place, Use};

/// An ETag that no object has.
const WRONG_ETAG: &str = "\"00000000000000000000000000000000\"";

/// A trial ends well, or with what is wrong.
type Trial = Result<(), Outcome>;

impl From<BucketError> for Outcome {
    fn from(error: BucketError) -> Self {
        Self::Untold(error.to_string())
    }
}

/// Tries every capability of the store that holds `place`, below the place's prefix, in a folder
/// named `run`, which nobody else may use; then removes what it wrote.
pub async fn probe(bucket: &dyn Bucket, place: &Place, run: &str) -> Vec<Finding> {
    let mut chart = Chart::of(place);
    let specimens = Specimens::new(bucket, format!("{}probe/{run}/", place.prefix));
    let next = "a probe needs to list, read, write and delete below this prefix";
    match is_unused(&specimens).await {
        Ok(true) => {}
        Ok(false) => {
            let detail = format!("`{}` is in use", specimens.key(""));
            chart.fail(
                "probe",
                Cause::Other,
                detail,
                "run it again: the folder gets another name",
            );
            return chart.finish();
        }
        Err(error) => {
            chart.fail("probe", Cause::from(&error), error.to_string(), next);
            return chart.finish();
        }
    }
    match specimens.plant("first").await {
        Ok(_) => try_all(&mut chart, place, &specimens).await,
        Err(error) => chart.fail("probe", Cause::from(&error), error.to_string(), next),
    }
    clean_up(&mut chart, &specimens).await;
    chart.finish()
}

async fn try_all(chart: &mut Chart, place: &Place, specimens: &Specimens<'_>) {
    for capability in Capability::ALL {
        let outcome = match trial(specimens, capability).await {
            Ok(()) => Outcome::Honoured,
            Err(outcome) => outcome,
        };
        record(chart, place, capability, outcome);
    }
}

/// Whether nothing is in the folder.
async fn is_unused(specimens: &Specimens<'_>) -> Result<bool, BucketError> {
    let request = ListRequest {
        prefix: specimens.key(""),
        page_size: Some(1),
        ..ListRequest::default()
    };
    let page = specimens.bucket.list(&request).await?;
    Ok(page.objects.is_empty())
}

async fn clean_up(chart: &mut Chart, specimens: &Specimens<'_>) {
    let folder = specimens.key("");
    let next = format!(
        "remove what lies below `{folder}` of bucket `{}`, with its versions and open uploads",
        specimens.bucket.name()
    );
    match specimens.sweep().await {
        Ok(0) => chart.ok("probe_removed", format!("nothing is left below `{folder}`")),
        Ok(left) => {
            let detail = format!("{left} objects or versions are left below `{folder}`");
            chart.fail("probe_removed", Cause::Other, detail, &next);
        }
        Err(error) => chart.fail(
            "probe_removed",
            Cause::from(&error),
            error.to_string(),
            &next,
        ),
    }
}

/// Without create-only PUT there is no commit point: the control location cannot be there.
fn record(chart: &mut Chart, place: &Place, capability: Capability, outcome: Outcome) {
    let name = capability.name();
    let lack = match outcome {
        Outcome::Honoured => return chart.ok(name, "honoured"),
        Outcome::Untold(why) => return chart.unknown(name, why),
        Outcome::Ignored => "ignored: the write went through".to_owned(),
        Outcome::Unusable(why) => why,
    };
    if capability == Capability::PutIfAbsent && place.used_as == Use::Control {
        let next = "put [control] on a store that honours If-None-Match on PUT";
        chart.fail(name, Cause::Unsafe, lack, next);
    } else {
        chart.warn(name, lack, capability.without());
    }
}

async fn trial(specimens: &Specimens<'_>, capability: Capability) -> Trial {
    let name = capability.name();
    match capability {
        Capability::PutIfAbsent => put_if_absent(specimens, name).await,
        Capability::PutIfMatch => put_if_match(specimens, name).await,
        Capability::CopyIfAbsent => copy_if_absent(specimens, name).await,
        Capability::CopyIfMatch => copy_if_match(specimens, name).await,
        Capability::CopySourceIfMatch => copy_source_if_match(specimens, name).await,
        Capability::PartCopySourceIfMatch => part_copy_source_if_match(specimens, name).await,
        Capability::CompleteIfAbsent => complete_if_absent(specimens, name).await,
        Capability::DeleteIfMatch => delete_if_match(specimens, name).await,
        Capability::Crc64Nvme => digest(specimens, name, ChecksumAlgorithm::Crc64Nvme).await,
        Capability::Crc32c => digest(specimens, name, ChecksumAlgorithm::Crc32c).await,
        Capability::Crc32 => digest(specimens, name, ChecksumAlgorithm::Crc32).await,
        Capability::Sha256 => digest(specimens, name, ChecksumAlgorithm::Sha256).await,
    }
}

async fn put_if_absent(specimens: &Specimens<'_>, name: &str) -> Trial {
    let there = specimens.plant(name).await?;
    let condition = WriteCondition::IfAbsent;
    let wrong = put(specimens, &there.key, condition.clone()).await;
    must_reject(specimens, wrong, &there.key, Some(&there)).await?;
    must_pass(put(specimens, &specimens.key(&format!("{name}-new")), condition).await)
}

async fn put_if_match(specimens: &Specimens<'_>, name: &str) -> Trial {
    let there = specimens.plant(name).await?;
    let wrong = WriteCondition::IfMatch(WRONG_ETAG.to_owned());
    let wrong = put(specimens, &there.key, wrong).await;
    must_reject(specimens, wrong, &there.key, Some(&there)).await?;
    let right = WriteCondition::IfMatch(there.etag.clone());
    must_pass(put(specimens, &there.key, right).await)
}

async fn copy_if_absent(specimens: &Specimens<'_>, name: &str) -> Trial {
    let source = specimens.plant(&format!("{name}-source")).await?;
    let there = specimens.plant(name).await?;
    let condition = WriteCondition::IfAbsent;
    let wrong = copy(specimens, &source, None, &there.key, condition.clone()).await;
    must_reject(specimens, wrong, &there.key, Some(&there)).await?;
    let new = specimens.key(&format!("{name}-new"));
    must_pass(copy(specimens, &source, None, &new, condition).await)
}

async fn copy_if_match(specimens: &Specimens<'_>, name: &str) -> Trial {
    let source = specimens.plant(&format!("{name}-source")).await?;
    let there = specimens.plant(name).await?;
    let wrong = WriteCondition::IfMatch(WRONG_ETAG.to_owned());
    let wrong = copy(specimens, &source, None, &there.key, wrong).await;
    must_reject(specimens, wrong, &there.key, Some(&there)).await?;
    let right = WriteCondition::IfMatch(there.etag.clone());
    must_pass(copy(specimens, &source, None, &there.key, right).await)
}

async fn copy_source_if_match(specimens: &Specimens<'_>, name: &str) -> Trial {
    let source = specimens.plant(&format!("{name}-source")).await?;
    let new = specimens.key(name);
    let none = WriteCondition::None;
    let wrong = copy(specimens, &source, Some(WRONG_ETAG), &new, none.clone()).await;
    must_reject(specimens, wrong, &new, None).await?;
    must_pass(copy(specimens, &source, Some(&source.etag), &new, none).await)
}

async fn part_copy_source_if_match(specimens: &Specimens<'_>, name: &str) -> Trial {
    let source = specimens.plant(&format!("{name}-source")).await?;
    let key = specimens.key(name);
    let upload_id = specimens.begin_upload(&key).await?;
    let ended = copy_parts(specimens, &source, &key, &upload_id).await;
    specimens.bucket.abort_upload(&key, &upload_id).await?;
    ended
}

async fn copy_parts(specimens: &Specimens<'_>, source: &Specimen, key: &str, id: &str) -> Trial {
    let part = |etag: &str| UploadPartCopy {
        key: key.to_owned(),
        upload_id: id.to_owned(),
        number: 1,
        source: source_of(specimens, source, Some(etag)),
        range: None,
    };
    let bucket = specimens.bucket;
    let wrong = bucket.upload_part_copy(&part(WRONG_ETAG)).await;
    // Where parts cannot be listed, the answer alone tells.
    let untouched = match bucket.list_parts(key, id, None).await {
        Ok(page) => page.parts.is_empty(),
        Err(_) => wrong.is_err(),
    };
    judge(wrong.map(drop), untouched)?;
    must_pass(bucket.upload_part_copy(&part(&source.etag)).await.map(drop))
}

async fn complete_if_absent(specimens: &Specimens<'_>, name: &str) -> Trial {
    let there = specimens.plant(name).await?;
    let wrong = complete(specimens, &there.key).await?;
    must_reject(specimens, wrong, &there.key, Some(&there)).await?;
    must_pass(complete(specimens, &specimens.key(&format!("{name}-new"))).await?)
}

/// An upload of one part to `key`, completed only if nothing is there, else aborted.
async fn complete(
    specimens: &Specimens<'_>,
    key: &str,
) -> Result<Result<(), BucketError>, BucketError> {
    let bucket = specimens.bucket;
    let upload_id = specimens.begin_upload(key).await?;
    let part = UploadPart {
        key: key.to_owned(),
        upload_id: upload_id.clone(),
        number: 1,
        body: "shardctl probe, uploaded\n".into(),
        checksum: None,
    };
    let request = CompleteUpload {
        key: key.to_owned(),
        upload_id: upload_id.clone(),
        parts: vec![bucket.upload_part(&part).await?],
        condition: WriteCondition::IfAbsent,
        ..CompleteUpload::default()
    };
    let answer = bucket.complete_upload(&request).await.map(drop);
    if answer.is_err() {
        match bucket.abort_upload(key, &upload_id).await {
            Err(error) if error.kind != BucketErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(answer)
}

async fn delete_if_match(specimens: &Specimens<'_>, name: &str) -> Trial {
    let there = specimens.plant(name).await?;
    let request = |etag: &str| DeleteRequest {
        key: there.key.clone(),
        version_id: None,
        if_match: Some(etag.to_owned()),
    };
    let wrong = specimens.bucket.delete(&request(WRONG_ETAG)).await;
    must_reject(specimens, wrong.map(drop), &there.key, Some(&there)).await?;
    must_pass(
        specimens
            .bucket
            .delete(&request(&there.etag))
            .await
            .map(drop),
    )
}

/// A digest of other bytes must be rejected. The right one passes with every PUT of ours.
async fn digest(specimens: &Specimens<'_>, name: &str, algorithm: ChecksumAlgorithm) -> Trial {
    let request = PutRequest {
        key: specimens.key(name),
        body: "shardctl probe, sent with the digest of other bytes\n".into(),
        checksum: Some(Checksum {
            algorithm,
            value: zeroes(algorithm).to_owned(),
        }),
        ..PutRequest::default()
    };
    let wrong = specimens.bucket.put(&request).await.map(drop);
    must_reject(specimens, wrong, &request.key, None).await
}

/// A well-formed digest, base64 of as many zero bytes as the algorithm has.
fn zeroes(algorithm: ChecksumAlgorithm) -> &'static str {
    match algorithm {
        ChecksumAlgorithm::Crc32 | ChecksumAlgorithm::Crc32c => "AAAAAA==",
        ChecksumAlgorithm::Crc64Nvme => "AAAAAAAAAAA=",
        ChecksumAlgorithm::Sha1 => "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ChecksumAlgorithm::Sha256 => "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    }
}

async fn put(
    specimens: &Specimens<'_>,
    key: &str,
    condition: WriteCondition,
) -> Result<(), BucketError> {
    let request = PutRequest {
        key: key.to_owned(),
        body: "shardctl probe, overwritten\n".into(),
        condition,
        ..PutRequest::default()
    };
    specimens.bucket.put(&request).await.map(drop)
}

async fn copy(
    specimens: &Specimens<'_>,
    source: &Specimen,
    source_etag: Option<&str>,
    key: &str,
    condition: WriteCondition,
) -> Result<(), BucketError> {
    let request = CopyRequest {
        source: source_of(specimens, source, source_etag),
        key: key.to_owned(),
        condition,
        ..CopyRequest::default()
    };
    specimens.bucket.copy(&request).await.map(drop)
}

fn source_of(specimens: &Specimens<'_>, source: &Specimen, etag: Option<&str>) -> CopySource {
    CopySource {
        bucket: specimens.bucket.name().to_owned(),
        key: source.key.clone(),
        version_id: None,
        if_match: etag.map(str::to_owned),
    }
}

/// That a request was rejected and `key` still holds `before`.
async fn must_reject(
    specimens: &Specimens<'_>,
    answer: Result<(), BucketError>,
    key: &str,
    before: Option<&Specimen>,
) -> Trial {
    let now = specimens.bytes(key).await?;
    judge(
        answer,
        now.as_ref() == before.map(|specimen| &specimen.body),
    )
}

/// What the answer to a request that must be rejected says of the store.
fn judge(answer: Result<(), BucketError>, untouched: bool) -> Trial {
    use BucketErrorKind::{BadDigest, NotImplemented, PreconditionFailed};
    let Err(error) = answer else {
        return Err(if untouched {
            Outcome::Unusable("answered with success, and nothing was done".to_owned())
        } else {
            Outcome::Ignored
        });
    };
    match error.kind {
        PreconditionFailed | BadDigest | NotImplemented if !untouched => Err(Outcome::Unusable(
            format!("rejected, but the write went through: {error}"),
        )),
        PreconditionFailed | BadDigest => Ok(()),
        NotImplemented => Err(Outcome::Unusable(format!("not offered: {error}"))),
        // Success in words that cannot be read.
        _ if !untouched => Err(Outcome::Ignored),
        _ => Err(error.into()),
    }
}

/// That a request was let through.
fn must_pass(answer: Result<(), BucketError>) -> Trial {
    match answer {
        Ok(()) => Ok(()),
        Err(error) if error.kind == BucketErrorKind::PreconditionFailed => Err(Outcome::Unusable(
            format!("rejects also what holds: {error}"),
        )),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests;
