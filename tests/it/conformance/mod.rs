//! One conformance suite over the `Bucket` port: on the simulator directly, on the simulator over
//! HTTP, and on real servers.
//!
//! Each check holds on AWS. What a server is known to do otherwise stands in its table with the
//! words the check fails with: a check that deviates in another way, or no longer, is a failure,
//! so that every change is noticed.

mod concurrency;
mod conditions;
mod listing;
mod live;
mod multipart;
mod objects;
mod simulated;
mod versions;

use std::sync::Arc;

use futures::future::BoxFuture;
use shardctl::ports::{
    Bucket, BucketError, BucketErrorKind, CompleteUpload, PutRequest, ReadOptions, WriteCondition,
    WriteReceipt,
};

/// `Err` says what was seen instead.
type Verdict = Result<(), String>;

/// A check of the suite.
struct Check {
    name: &'static str,
    run: fn(Fixture) -> BoxFuture<'static, Verdict>,
}

/// Before the words of a failure that is a matter of chance: there may be none.
const SOMETIMES: &str = "sometimes ";

/// (check, words its failure begins with): what a server is known to do otherwise.
type Deviations = &'static [(&'static str, &'static str)];

macro_rules! checks {
    ($($module:ident: $($name:ident)*;)*) => {
        &[$($(Check {
            name: stringify!($name),
            run: |fixture| Box::pin($module::$name(fixture)),
        },)*)*]
    };
}

const CHECKS: &[Check] = checks! {
    objects:
        bytes_come_back an_empty_object_is_one ranges_cut headers_and_metadata_come_back
        the_etag_of_one_put_is_its_md5 absent_objects_are_not_found absent_buckets_are_told_apart
        every_legal_key_works keys_may_hold_control_characters keys_have_at_most_1024_bytes a_key_may_extend_another
        a_copy_keeps_attributes a_copy_may_replace_attributes a_copy_onto_itself_must_change_something
        tags_come_back_and_are_copied tags_are_replaced checksums_are_kept wrong_checksums_are_refused what_is_no_checksum_is_invalid unknown_storage_classes_are_invalid
        crc64nvme_is_added deleting_nothing_is_fine batches_answer_each_key;
    conditions:
        put_if_absent_writes_once put_if_match_replaces_that_etag_only put_if_match_needs_an_object
        copy_reads_the_etag_named_only copy_if_absent_writes_once copy_if_match_replaces_that_etag_only
        copy_if_match_needs_an_object part_copy_reads_the_etag_named_only complete_if_absent_writes_once
        complete_if_match_replaces_that_etag_only delete_if_match_removes_that_etag_only
        delete_if_match_needs_an_object batch_delete_removes_that_etag_only reads_may_name_an_etag;
    listing:
        pages_join_to_the_whole delimiters_roll_up rolled_up_pages_join_to_the_whole
        start_after_need_not_exist keys_come_in_byte_order nothing_is_an_empty_page;
    multipart:
        parts_become_one_object parts_are_at_least_5_mib parts_must_be_known_and_rise
        open_uploads_are_listed an_aborted_upload_is_gone parts_may_be_copied
        a_whole_object_checksum_is_checked a_composite_checksum_is_of_the_parts
        part_checksums_are_checked an_upload_without_a_checksum_gets_crc64nvme a_copy_of_parts_has_a_plain_etag;
    versions:
        overwritten_versions_can_be_read a_delete_marker_hides_and_can_be_removed
        versions_are_listed_newest_first a_version_can_be_deleted_for_good
        create_only_sees_a_marker_as_absent delete_if_any_needs_more_than_a_marker;
    concurrency:
        one_creator_wins one_replacer_wins one_copier_wins;
};

/// Where a check works: two buckets of one endpoint, a versioned one, and one that is not there.
#[derive(Clone)]
struct Fixture {
    check: &'static str,
    bucket: Arc<dyn Bucket>,
    other: Arc<dyn Bucket>,
    versioned: Arc<dyn Bucket>,
    missing: Arc<dyn Bucket>,
}

impl Fixture {
    /// A key of this check's own.
    fn key(&self, name: &str) -> String {
        format!("{}/{name}", self.check)
    }

    async fn put(&self, key: &str, body: &str) -> Result<WriteReceipt, String> {
        put(&*self.bucket, key, body, WriteCondition::None)
            .await
            .map_err(words)
    }

    /// That the object holds these bytes.
    async fn holds(&self, key: &str, body: &str) -> Verdict {
        holds(&*self.bucket, key, body).await
    }
}

async fn put(
    bucket: &dyn Bucket,
    key: &str,
    body: &str,
    condition: WriteCondition,
) -> Result<WriteReceipt, BucketError> {
    let request = PutRequest {
        key: key.to_owned(),
        body: body.to_owned().into(),
        condition,
        ..PutRequest::default()
    };
    bucket.put(&request).await
}

async fn holds(bucket: &dyn Bucket, key: &str, body: &str) -> Verdict {
    let found = bucket.get(key, None).await.map_err(words)?;
    same("the object's bytes", &*found.bytes, body.as_bytes())
}

/// Completes an upload as a careful caller does: where the outcome is unknown, looks. (Ceph
/// answers every completion without an ETag.)
async fn complete(
    bucket: &dyn Bucket,
    request: &CompleteUpload,
) -> Result<WriteReceipt, BucketError> {
    match bucket.complete_upload(request).await {
        Err(error) if error.may_have_happened() => {
            let head = bucket.head(&request.key).await?;
            Ok(WriteReceipt {
                etag: head.etag,
                version_id: head.version_id,
                checksums: head.checksums,
            })
        }
        answer => answer,
    }
}

fn if_match(etag: &str) -> ReadOptions {
    ReadOptions {
        if_match: Some(etag.to_owned()),
        ..ReadOptions::default()
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn words(error: BucketError) -> String {
    format!("{:?}: {error}", error.kind)
}

/// That a call was refused for this reason.
fn refused<T: std::fmt::Debug>(
    what: &str,
    answer: Result<T, BucketError>,
    kind: BucketErrorKind,
) -> Verdict {
    match answer {
        Ok(_) => Err(format!("{what}: accepted, not {kind:?}")),
        Err(error) if error.kind == kind => Ok(()),
        Err(error) => Err(format!("{what}: {}, not {kind:?}", words(error))),
    }
}

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(what: &str, seen: &T, expected: &T) -> Verdict {
    if seen == expected {
        return Ok(());
    }
    let mut text = format!("{what}: {seen:?}, not {expected:?}");
    text.truncate(text.floor_char_boundary(400));
    Err(text)
}

/// Runs every check and compares with what is known of the server.
#[expect(
    clippy::print_stdout,
    reason = "a run on a real server is read by people"
)]
async fn run_suite(fixture: &Fixture, server: &str, known: Deviations) {
    let mut wrong = Vec::new();
    for check in CHECKS {
        let fixture = Fixture {
            check: check.name,
            ..fixture.clone()
        };
        let verdict = (check.run)(fixture).await;
        let deviation = known.iter().find(|(name, _)| *name == check.name);
        let (sometimes, expected) = match deviation.map(|(_, expected)| *expected) {
            Some(text) => match text.strip_prefix(SOMETIMES) {
                Some(text) => (true, Some(text)),
                None => (false, Some(text)),
            },
            None => (true, None),
        };
        match (verdict, expected) {
            (Ok(()), _) if sometimes => {}
            (Err(seen), Some(expected)) if seen.starts_with(expected) => {
                println!("{server} deviates as known: {}: {seen}", check.name);
            }
            (Ok(()), _) => wrong.push(format!("{}: no longer deviates", check.name)),
            (Err(seen), _) => wrong.push(format!("{}: {seen}", check.name)),
        }
    }
    let unknown = known
        .iter()
        .filter(|(name, _)| CHECKS.iter().all(|check| check.name != *name));
    wrong.extend(unknown.map(|(name, _)| format!("{name}: no check has this name")));
    println!(
        "{server}: {} checks, {} known deviations",
        CHECKS.len(),
        known.len()
    );
    assert!(wrong.is_empty(), "{server}:\n{}", wrong.join("\n"));
}
