//! What the HTTP face tells beyond what the port carries.

use std::sync::Arc;

use bytes::Bytes;
use hyper::http::Extensions;
use hyper::{HeaderMap, Method, StatusCode};
use s3s::dto::{
    CompleteMultipartUploadInput, Delete, EncodingType, ObjectIdentifier, PutObjectInput,
    StreamingBlob,
};
use s3s::route::S3Route as _;
use s3s::{Body, S3Error};

use super::*;
use crate::ports::{
    Bucket as _, BucketReader as _, CompleteUpload, CopyRequest, CreateUpload, DeleteRequest,
    FixedClock, PutRequest, UploadPart, Versioning,
};
use crate::simulator::wire;

const NOW_MS: i64 = 1_795_268_700_000;
const MODIFIED: &str = "Sat, 21 Nov 2026 13:45:00 GMT";

fn simulator() -> Simulator {
    Simulator::builder(Arc::new(FixedClock::new(NOW_MS)))
        .bucket("b", "eu-central-1")
        .bucket_with("v", "eu-central-1", Versioning::Enabled)
        .build()
}

fn request<T>(input: T, uri: &str, sent: &[(&str, &str)]) -> S3Request<T> {
    let mut headers = HeaderMap::new();
    for (name, value) in sent {
        wire::insert(&mut headers, name, value);
    }
    S3Request {
        input,
        method: Method::GET,
        uri: uri.parse().unwrap(),
        headers,
        extensions: Extensions::new(),
        credentials: None,
        region: None,
        service: None,
        trailing_headers: None,
    }
}

async fn put(simulator: &Simulator, bucket: &str, body: &'static str) {
    let put = PutRequest {
        key: "k".to_owned(),
        body: Bytes::from_static(body.as_bytes()),
        attributes: crate::ports::Attributes {
            tags: [("a".to_owned(), "1".to_owned())].into(),
            ..Default::default()
        },
        ..PutRequest::default()
    };
    simulator.bucket(bucket).put(&put).await.unwrap();
}

/// Status, headers and number of bytes, whether the read went well or not.
async fn read(
    simulator: &Simulator,
    method: Method,
    uri: &str,
    sent: &[(&str, &str)],
) -> (StatusCode, HeaderMap) {
    let route = ObjectReads(simulator.clone());
    let mut request = request(Body::empty(), uri, sent);
    request.method = method;
    let mut extensions = Extensions::new();
    assert!(route.is_match(
        &request.method,
        &request.uri,
        &request.headers,
        &mut extensions
    ));
    match route.call(request).await {
        Ok(answer) => (answer.status.unwrap_or(StatusCode::OK), answer.headers),
        Err(error) => {
            let headers = error.headers().cloned().unwrap_or_default();
            (error.status_code().unwrap(), headers)
        }
    }
}

#[tokio::test]
async fn ranges_are_honoured_or_ignored_by_get_and_head() {
    let simulator = simulator();
    put(&simulator, "b", "0123456789").await;
    for (range, status, length) in [
        ("bytes=2-4", 206, Some("3")),
        ("bytes=-4", 206, Some("4")),
        ("bytes=7-99", 206, Some("3")),
        ("bytes=10-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=4-2", 200, Some("10")),
        ("nonsense", 200, Some("10")),
        ("bytes=0-1,4-5", 200, Some("10")),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let (seen, headers) = read(&simulator, method, "/b/k", &[("range", range)]).await;
            assert_eq!(seen.as_u16(), status, "{range}");
            assert_eq!(wire::text(&headers, "content-length"), length, "{range}");
            assert_eq!(
                headers.contains_key("content-range"),
                status == 206,
                "{range}"
            );
        }
    }
}

#[tokio::test]
async fn a_read_tells_tags_and_what_was_not_modified() {
    let simulator = simulator();
    put(&simulator, "b", "x").await;
    let (_, headers) = read(&simulator, Method::GET, "/b/k", &[]).await;
    assert_eq!(wire::text(&headers, "x-amz-tagging-count"), Some("1"));
    let (status, headers) = read(&simulator, Method::GET, "/b/k", &[("if-none-match", "*")]).await;
    assert_eq!(status, StatusCode::NOT_MODIFIED);
    assert!(headers.contains_key("etag"));
    assert_eq!(wire::text(&headers, "last-modified"), Some(MODIFIED));
}

#[tokio::test]
async fn delete_markers_are_told() {
    let simulator = simulator();
    put(&simulator, "v", "x").await;
    let delete = DeleteRequest {
        key: "k".to_owned(),
        ..DeleteRequest::default()
    };
    let receipt = simulator.bucket("v").delete(&delete).await.unwrap();
    let id = receipt.version_id.unwrap();
    for (uri, status) in [
        ("/v/k".to_owned(), 404),
        (format!("/v/k?versionId={id}"), 405),
    ] {
        let (seen, headers) = read(&simulator, Method::GET, &uri, &[]).await;
        assert_eq!(seen.as_u16(), status);
        assert_eq!(wire::text(&headers, "x-amz-delete-marker"), Some("true"));
        assert_eq!(wire::text(&headers, "x-amz-version-id"), Some(id.as_str()));
    }
    let (_, headers) = read(&simulator, Method::GET, "/v/none", &[]).await;
    assert!(!headers.contains_key("x-amz-delete-marker"));
}

#[tokio::test]
async fn what_is_no_version_id_is_told_from_a_version_that_is_gone() {
    let simulator = simulator();
    put(&simulator, "v", "x").await;
    let bucket = simulator.bucket("v");
    let gone = "0".repeat(32);
    for (id, status, code) in [
        ("abc", 400, "InvalidArgument"),
        ("", 400, "InvalidArgument"),
        ("0000000000000000/000000000000000", 400, "InvalidArgument"),
        (&*gone, 404, "NoSuchVersion"),
        ("null", 404, "NoSuchVersion"),
    ] {
        let uri = format!("/v/k?versionId={id}");
        for method in [Method::GET, Method::HEAD] {
            let (seen, _) = read(&simulator, method, &uri, &[]).await;
            assert_eq!(seen.as_u16(), status, "{id}");
        }
        let copy = CopyRequest {
            source: crate::ports::CopySource {
                bucket: "v".to_owned(),
                key: "k".to_owned(),
                version_id: Some(id.to_owned()),
                if_match: None,
            },
            key: "copy".to_owned(),
            ..CopyRequest::default()
        };
        let refused = bucket.copy(&copy).await.unwrap_err();
        assert_eq!(refused.code.as_deref(), Some(code), "{id}");
        let delete = DeleteRequest {
            key: "k".to_owned(),
            version_id: Some(id.to_owned()),
            if_match: None,
        };
        // To delete a version that is not there is no error; in a batch an id that is none is as one.
        let deleted = bucket.delete(&delete).await;
        assert_eq!(deleted.is_err(), status == 400, "{id}");
        let batch = bucket.delete_many(&[delete]).await.unwrap();
        let line = batch[0].as_ref().err().map(|error| error.code.clone());
        let expected = (status == 400).then(|| Some("NoSuchVersion".to_owned()));
        assert_eq!(line, expected, "{id}");
    }
    assert!(bucket.head("k").await.is_ok(), "nothing was deleted");
}

const MIB: usize = 1 << 20;

/// An open upload of `b/k` with parts of 5 MiB, 5 MiB and 1 byte.
async fn upload(simulator: &Simulator) -> CompleteUpload {
    let bucket = simulator.bucket("b");
    let create = CreateUpload {
        key: "k".to_owned(),
        ..CreateUpload::default()
    };
    let upload_id = bucket.create_upload(&create).await.unwrap();
    let mut parts = Vec::new();
    for (number, size) in [(1, 5 * MIB), (2, 5 * MIB), (3, 1)] {
        let part = UploadPart {
            key: "k".to_owned(),
            upload_id: upload_id.clone(),
            number,
            body: vec![b'a'; size].into(),
            checksum: None,
        };
        parts.push(bucket.upload_part(&part).await.unwrap());
    }
    CompleteUpload {
        key: "k".to_owned(),
        upload_id,
        parts,
        ..CompleteUpload::default()
    }
}

#[tokio::test]
async fn parts_can_be_read_by_number() {
    let simulator = simulator();
    let complete = upload(&simulator).await;
    simulator
        .bucket("b")
        .complete_upload(&complete)
        .await
        .unwrap();
    for method in [Method::GET, Method::HEAD] {
        let (status, headers) = read(&simulator, method, "/b/k?partNumber=3", &[]).await;
        assert_eq!(status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(wire::text(&headers, "content-length"), Some("1"));
        assert_eq!(wire::text(&headers, "x-amz-mp-parts-count"), Some("3"));
        let range = Some("bytes 10485760-10485760/10485761");
        assert_eq!(wire::text(&headers, "content-range"), range);
    }
    let (status, _) = read(&simulator, Method::GET, "/b/k?partNumber=4", &[]).await;
    assert_eq!(status.as_u16(), 416);
    let range = [("range", "bytes=0-1")];
    let (status, _) = read(&simulator, Method::GET, "/b/k?partNumber=1", &range).await;
    assert_eq!(status.as_u16(), 400);
}

fn code<T>(answer: S3Result<T>) -> Option<String> {
    let refused = answer.err();
    refused.map(|error: S3Error| error.code().as_str().to_owned())
}

#[tokio::test]
async fn conditions_that_aws_does_not_have_are_not_implemented() {
    let simulator = simulator();
    let etag = ("if-match", "\"e\"");
    for sent in [
        vec![("if-none-match", "\"e\"")],
        vec![("if-none-match", "*"), etag],
    ] {
        let input = PutObjectInput::builder()
            .bucket("b".to_owned())
            .key("k".to_owned())
            .body(Some(StreamingBlob::from(Body::from(Bytes::from_static(
                b"x",
            )))))
            .build()
            .unwrap();
        let answer = simulator
            .answer_put_object(request(input, "/b/k", &sent))
            .await;
        assert_eq!(code(answer).as_deref(), Some("NotImplemented"));
    }
}

#[tokio::test]
async fn a_completion_keeps_to_the_checksum_type() {
    let simulator = simulator();
    let complete = upload(&simulator).await;
    for (kind, expected) in [
        ("COMPOSITE", Some("InvalidRequest")),
        ("neither", Some("InvalidRequest")),
        ("FULL_OBJECT", Some("MalformedXML")),
    ] {
        let input = CompleteMultipartUploadInput::builder()
            .bucket("b".to_owned())
            .key("k".to_owned())
            .upload_id(complete.upload_id.clone())
            .build()
            .unwrap();
        let sent = [("x-amz-checksum-type", kind)];
        let answer = simulator.answer_complete_multipart_upload(request(input, "/b/k", &sent));
        assert_eq!(code(answer.await).as_deref(), expected, "{kind}");
    }
}

#[tokio::test]
async fn listings_of_parts_and_uploads_have_pages_and_prefixes() {
    let simulator = simulator();
    let upload = upload(&simulator).await;
    let mut seen = Vec::new();
    let mut marker = None;
    loop {
        let input = ListPartsInput::builder()
            .bucket("b".to_owned())
            .key("k".to_owned())
            .upload_id(upload.upload_id.clone())
            .max_parts(Some(2))
            .part_number_marker(marker)
            .build()
            .unwrap();
        let page = simulator
            .answer_list_parts(request(input, "/b/k", &[]))
            .await
            .unwrap()
            .output;
        assert_eq!(page.checksum_type.unwrap().as_str(), "FULL_OBJECT");
        let parts = page.parts.unwrap();
        assert!(parts.iter().all(|part| part.checksum_crc64nvme.is_some()));
        seen.push(parts.len());
        marker = page.next_part_number_marker;
        if marker.is_none() {
            break;
        }
    }
    assert_eq!(seen, [2, 1]);
    for key in ["d/1", "d/2", "e/1"] {
        let create = CreateUpload {
            key: key.to_owned(),
            ..CreateUpload::default()
        };
        simulator.bucket("b").create_upload(&create).await.unwrap();
    }
    let (mut names, mut marker, mut id) = (Vec::new(), None, None);
    loop {
        let input = ListMultipartUploadsInput::builder()
            .bucket("b".to_owned())
            .delimiter(Some("/".to_owned()))
            .max_uploads(Some(1))
            .key_marker(marker)
            .upload_id_marker(id)
            .build()
            .unwrap();
        let answer = simulator
            .answer_list_multipart_uploads(request(input, "/b", &[]))
            .await;
        let page = answer.unwrap().output;
        names.extend(
            page.common_prefixes
                .unwrap()
                .into_iter()
                .filter_map(|it| it.prefix),
        );
        names.extend(page.uploads.unwrap().into_iter().filter_map(|it| it.key));
        (marker, id) = (page.next_key_marker, page.next_upload_id_marker);
        if marker.is_none() {
            break;
        }
    }
    assert_eq!(names, ["d/", "e/", "k"]);
}

#[tokio::test]
async fn listings_echo_what_they_were_asked() {
    let simulator = simulator();
    put(&simulator, "b", "x").await;
    let list = |max_keys, encoding: Option<&'static str>| {
        let input = ListObjectsV2Input::builder()
            .bucket("b".to_owned())
            .max_keys(Some(max_keys))
            .start_after(Some("a".to_owned()))
            .encoding_type(encoding.map(EncodingType::from_static))
            .build()
            .unwrap();
        simulator.answer_list_objects_v2(request(input, "/b", &[]))
    };
    let page = list(5_000, None).await.unwrap().output;
    assert_eq!(
        (page.max_keys, page.start_after.as_deref()),
        (Some(1000), Some("a"))
    );
    let wrong = Some("InvalidArgument".to_owned());
    assert_eq!(code(list(-1, None).await), wrong);
    assert_eq!(code(list(1, Some("gzip")).await), wrong);
}

#[tokio::test]
async fn a_quiet_batch_tells_errors_only() {
    let simulator = simulator();
    put(&simulator, "b", "x").await;
    let line = |etag: &str| ObjectIdentifier {
        key: "k".to_owned(),
        e_tag: Some(convert::etag(etag)),
        ..ObjectIdentifier::default()
    };
    let etag = "\"9dd4e461268c8034f5c8564e155c67a6\"";
    let delete = async |headers: &[(&'static str, &'static str)]| {
        let input = DeleteObjectsInput::builder()
            .bucket("b".to_owned())
            .delete(Delete {
                objects: vec![line("\"other\""), line(etag)],
                quiet: Some(true),
            })
            .build()
            .unwrap();
        let asked = request(input, "/b", headers);
        simulator.answer_delete_objects(asked).await
    };
    let bare = delete(&[]).await.unwrap_err();
    assert_eq!(bare.code().as_str(), "InvalidRequest");
    let output = delete(&[("x-amz-checksum-crc32", "AAAAAA==")])
        .await
        .unwrap()
        .output;
    assert!(output.deleted.is_none());
    assert_eq!(output.errors.unwrap().len(), 1);
}
