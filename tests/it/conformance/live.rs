//! The suite on a real server, named by `SHARDCTL_LIVE_ENDPOINT`; `tests/live/run.sh` starts them.

use super::{Deviations, Fixture, run_suite};
use crate::support::LiveServer;

/// Ceph radosgw 16.2: of the conditions it knows create-only PUT, on buckets without versions, and
/// If-Match, which it compares with the bare ETag only. No checksums.
const RADOSGW: Deviations = &[
    (
        "what_is_no_checksum_is_invalid",
        "a CRC32 of three bytes: accepted",
    ),
    (
        "part_checksums_are_checked",
        "a part of another checksum: Unavailable",
    ),
    (
        "an_upload_without_a_checksum_gets_crc64nvme",
        "the checksum added: None",
    ),
    ("checksums_are_kept", "the checksums kept: {}"),
    ("wrong_checksums_are_refused", "a wrong CRC32: accepted"),
    ("crc64nvme_is_added", "the checksum added: {}"),
    (
        "put_if_match_replaces_that_etag_only",
        "PUT with the right ETag: PreconditionFailed",
    ),
    (
        "put_if_match_needs_an_object",
        "PUT with an ETag where nothing is: PreconditionFailed",
    ),
    (
        "copy_reads_the_etag_named_only",
        "a copy of a wrong ETag: accepted",
    ),
    (
        "copy_if_absent_writes_once",
        "a second create-only copy: accepted",
    ),
    (
        "copy_if_match_replaces_that_etag_only",
        "a copy onto a wrong ETag: accepted",
    ),
    (
        "copy_if_match_needs_an_object",
        "a copy with an ETag onto nothing: accepted",
    ),
    (
        "part_copy_reads_the_etag_named_only",
        "a part copied of a wrong ETag: accepted",
    ),
    (
        "complete_if_absent_writes_once",
        "a second create-only completion: Unavailable",
    ),
    (
        "complete_if_match_replaces_that_etag_only",
        "a completion onto a wrong ETag: Unavailable",
    ),
    (
        "delete_if_match_removes_that_etag_only",
        "DELETE with a wrong ETag: accepted",
    ),
    (
        "delete_if_match_needs_an_object",
        "DELETE of anything where nothing is: accepted",
    ),
    (
        "batch_delete_removes_that_etag_only",
        "a line with a wrong ETag: accepted",
    ),
    (
        "parts_must_be_known_and_rise",
        "parts that fall: Unavailable",
    ),
    (
        "a_whole_object_checksum_is_checked",
        "a wrong checksum: Unavailable",
    ),
    (
        "a_composite_checksum_is_of_the_parts",
        "the checksum kept: None",
    ),
    (
        "a_copy_of_parts_has_a_plain_etag",
        "the ETag: \"\\\"62109206880d38a4010a98e11243924a-1",
    ),
    (
        "versions_are_listed_newest_first",
        "what comes after the key: [ListedVersion",
    ),
    (
        "create_only_sees_a_marker_as_absent",
        "a create-only PUT: accepted",
    ),
    (
        "delete_if_any_needs_more_than_a_marker",
        "DELETE of anything: accepted",
    ),
    ("one_replacer_wins", "the winners: 0, not 1"),
    ("one_copier_wins", "the winners: 16, not 1"),
];

/// moto 5.2.5: of the conditions it knows those on PUT, create-only completion and DELETE of one
/// key. Some of its answers are not the documents that S3 defines.
const MOTO: Deviations = &[
    (
        "what_is_no_checksum_is_invalid",
        "a CRC32 of three bytes: accepted",
    ),
    (
        "part_checksums_are_checked",
        "a part of another checksum: accepted",
    ),
    (
        "an_upload_without_a_checksum_gets_crc64nvme",
        "the checksum added: None",
    ),
    (
        "keys_may_hold_control_characters",
        "PUT of \"keys_may_hold_control_characters/new\\nline\"",
    ),
    (
        "keys_have_at_most_1024_bytes",
        "a key of 1025 bytes: accepted",
    ),
    ("checksums_are_kept", "the checksums kept: {}"),
    ("wrong_checksums_are_refused", "a wrong CRC32: accepted"),
    ("crc64nvme_is_added", "the checksum added: {}"),
    (
        "copy_reads_the_etag_named_only",
        "a copy of a wrong ETag: accepted",
    ),
    (
        "copy_if_absent_writes_once",
        "a second create-only copy: accepted",
    ),
    (
        "copy_if_match_replaces_that_etag_only",
        "a copy onto a wrong ETag: accepted",
    ),
    (
        "copy_if_match_needs_an_object",
        "a copy with an ETag onto nothing: accepted",
    ),
    (
        "part_copy_reads_the_etag_named_only",
        "a part copied of a wrong ETag: accepted",
    ),
    ("complete_if_absent_writes_once", "Unavailable: ListParts"),
    (
        "complete_if_match_replaces_that_etag_only",
        "a completion onto a wrong ETag: accepted",
    ),
    (
        "batch_delete_removes_that_etag_only",
        "a line with a wrong ETag: accepted",
    ),
    (
        "parts_must_be_known_and_rise",
        "an unknown upload: Unavailable",
    ),
    ("open_uploads_are_listed", "Unavailable: ListParts"),
    ("an_aborted_upload_is_gone", "a late part: Unavailable"),
    (
        "a_whole_object_checksum_is_checked",
        "a wrong checksum: accepted",
    ),
    (
        "a_composite_checksum_is_of_the_parts",
        "the checksum kept: Some",
    ),
    (
        "overwritten_versions_can_be_read",
        "Unavailable: GetBucketVersioning",
    ),
    (
        "a_delete_marker_hides_and_can_be_removed",
        "that a marker was removed: false",
    ),
    (
        "versions_are_listed_newest_first",
        "what comes after the key: [ListedVersion",
    ),
    (
        "delete_if_any_needs_more_than_a_marker",
        "DELETE of anything: NotFound",
    ),
    // It looks, then writes.
    ("one_creator_wins", "sometimes the winners: "),
    ("one_replacer_wins", "sometimes the winners: "),
    ("one_copier_wins", "the winners: 16, not 1"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_server_deviates_only_as_known() {
    let Some(server) = LiveServer::of_environment() else {
        println!("skipped: SHARDCTL_LIVE_ENDPOINT is not set");
        return;
    };
    let known = match server.kind.as_str() {
        "radosgw" => RADOSGW,
        "moto" => MOTO,
        // A server that is to do everything as AWS does.
        _ => &[],
    };
    let [plain, other, versioned] = server.create_buckets("suite").await;
    let missing = format!("missing-{plain}");
    let [bucket, other, versioned, missing] = server.buckets([plain, other, versioned, missing]);
    let fixture = Fixture {
        check: "",
        bucket,
        other,
        versioned,
        missing,
    };
    run_suite(&fixture, &server.kind, known).await;
}
