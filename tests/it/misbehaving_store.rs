//! The S3 adapter against stores that fail: what is sent again, and what counts as unknown.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use shardctl::adapters::s3::{CredentialSource, S3Bucket, S3Endpoint, S3Settings};
use shardctl::adapters::system::SystemClock;
use shardctl::ports::{
    Bucket as _, BucketErrorKind as Kind, BucketReader as _, CopyRequest, DeleteRequest,
    ListRequest, ListVersionsRequest, PutRequest,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A store that answers every request alike, and counts them.
struct Store {
    bucket: S3Bucket,
    requests: Arc<AtomicU32>,
}

impl Store {
    /// Answers with this status line and body; `None` never answers.
    async fn new(answer: Option<(&str, &str)>) -> Self {
        let answer = answer.map(|(status, body)| {
            let length = body.len();
            format!(
                "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            )
        });
        Self::saying(answer, 2).await
    }

    async fn saying(answer: Option<String>, read_attempts: u32) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(AtomicU32::new(0));
        let counted = requests.clone();
        tokio::spawn(async move {
            let mut silent = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                swallow_head(&mut stream).await;
                counted.fetch_add(1, Ordering::SeqCst);
                match &answer {
                    Some(answer) => drop(stream.write_all(answer.as_bytes()).await),
                    None => silent.push(stream),
                }
            }
        });
        let json = r#"{"Version":1,"AccessKeyId":"AK","SecretAccessKey":"SK"}"#;
        let command = ["printf", "%s", json].map(str::to_owned);
        let settings = S3Settings {
            url: Some(url),
            path_style: true,
            credentials: CredentialSource::Command(command.into()),
            request_timeout: Duration::from_millis(500),
            read_attempts,
            ..S3Settings::default()
        };
        let endpoint = S3Endpoint::new(settings, Arc::new(SystemClock));
        Self {
            bucket: S3Bucket::new(Arc::new(endpoint), "bucket"),
            requests,
        }
    }

    fn requests(&self) -> u32 {
        self.requests.load(Ordering::SeqCst)
    }
}

/// Reads up to the empty line behind the headers; bodies here fit into the socket's buffer.
async fn swallow_head(stream: &mut TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
}

fn put() -> PutRequest {
    PutRequest {
        key: "k".to_owned(),
        ..PutRequest::default()
    }
}

const INTERNAL: &str = "<Error><Code>InternalError</Code><Message>broken</Message></Error>";
const SLOW_DOWN: &str = "<Error><Code>SlowDown</Code><Message>slower</Message></Error>";

#[tokio::test]
async fn a_write_is_sent_once_and_its_outcome_unknown() {
    let store = Store::new(Some(("500 Internal Server Error", INTERNAL))).await;
    let error = store.bucket.put(&put()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.attempts, store.requests()),
        (Kind::Unavailable, 1, 1)
    );
    assert!(error.may_have_happened());
    assert_eq!(error.message, "broken");
}

#[tokio::test]
async fn a_read_is_sent_again() {
    let store = Store::new(Some(("503 Slow Down", SLOW_DOWN))).await;
    let error = store
        .bucket
        .list(&ListRequest::default())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.attempts, store.requests()),
        (Kind::Throttled, 2, 2)
    );
}

#[tokio::test]
async fn a_glance_at_a_silent_store_is_given_up_soon() {
    let store = Store::saying(None, 6).await;
    let bucket = store.bucket.clone().glanced_at();
    assert_eq!(bucket.longest_silence(), Duration::from_secs(1));
    let error = bucket.get("k", None).await.unwrap_err();
    assert_eq!((error.kind, error.status), (Kind::Unavailable, None));
    assert_eq!(store.requests(), 2);
}

#[tokio::test]
async fn a_refused_write_did_not_happen() {
    let body = "<Error><Code>PreconditionFailed</Code></Error>";
    let store = Store::new(Some(("412 Precondition Failed", body))).await;
    let error = store.bucket.put(&put()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.status),
        (Kind::PreconditionFailed, Some(412))
    );
    assert!(!error.may_have_happened());
}

/// AWS: a copy cancelled halfway ends with 200 all the same.
#[tokio::test]
async fn a_copy_without_an_etag_is_unknown() {
    let half = "<CopyObjectResult><ETag>&quot;5d41402abc4b2a76";
    for body in ["", "<CopyObjectResult></CopyObjectResult>", half, INTERNAL] {
        let store = Store::new(Some(("200 OK", body))).await;
        let request = CopyRequest {
            key: "k".to_owned(),
            ..CopyRequest::default()
        };
        let error = store.bucket.copy(&request).await.unwrap_err();
        assert!(error.may_have_happened(), "{body:?}: {error}");
        assert_eq!(store.requests(), 1, "{body:?}");
    }
}

#[tokio::test]
async fn a_key_that_a_batch_leaves_out_is_unknown() {
    let body = "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>";
    let store = Store::new(Some(("200 OK", body))).await;
    let lines = ["a", "b"].map(|key| DeleteRequest {
        key: key.to_owned(),
        ..DeleteRequest::default()
    });
    let answers = store.bucket.delete_many(&lines).await.unwrap();
    assert!(answers[0].is_ok());
    let error = answers[1].as_ref().unwrap_err();
    assert_eq!(
        (error.kind, error.key.as_deref()),
        (Kind::Unavailable, Some("b"))
    );
}

#[tokio::test]
async fn a_body_cut_off_is_no_object() {
    let answer =
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\netag: \"e\"\r\nconnection: close\r\n\r\nhalf";
    let store = Store::saying(Some(answer.to_owned()), 2).await;
    let error = store.bucket.get("k", None).await.unwrap_err();
    assert_eq!(error.kind, Kind::Unavailable, "{error}");
}

#[tokio::test]
async fn silence_ends() {
    let store = Store::new(None).await;
    let error = store.bucket.put(&put()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.attempts),
        (Kind::Unavailable, 1),
        "{error}"
    );
    assert!(error.may_have_happened());
}

#[tokio::test]
async fn a_page_that_names_no_next_one_is_no_last_page() {
    let body = "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>";
    let store = Store::new(Some(("200 OK", body))).await;
    let error = store
        .bucket
        .list(&ListRequest::default())
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::Unavailable, "{error}");
    let told = shardctl::cli::CommandError::from(error);
    assert_eq!(told.exit, shardctl::cli::Exit::Unavailable);
    assert!(told.why[0].1.contains("answered, but"), "{told:?}");
}

#[tokio::test]
async fn no_listing_of_versions_uploads_or_parts_ends_early() {
    // Each names one of two markers, or none: where the next page begins is not known.
    let versions = |markers: &str| {
        format!("<ListVersionsResult><IsTruncated>true</IsTruncated>{markers}</ListVersionsResult>")
    };
    for markers in ["", "<NextVersionIdMarker>v</NextVersionIdMarker>"] {
        let store = Store::new(Some(("200 OK", &versions(markers)))).await;
        let error = (store.bucket)
            .list_versions(&ListVersionsRequest::default())
            .await
            .unwrap_err();
        assert_eq!(error.kind, Kind::Unavailable, "{error}");
        assert!(error.to_string().contains("names no next one"), "{error}");
        assert!(error.is_garbled(), "{error}");
    }
    let uploads = |markers: &str| {
        format!(
            "<ListMultipartUploadsResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>{markers}</ListMultipartUploadsResult>"
        )
    };
    let markers = [
        "",
        "<NextKeyMarker>k</NextKeyMarker>",
        "<NextUploadIdMarker>u</NextUploadIdMarker>",
    ];
    for markers in markers {
        let store = Store::new(Some(("200 OK", &uploads(markers)))).await;
        let error = store.bucket.list_uploads("p/", None).await.unwrap_err();
        assert_eq!(error.kind, Kind::Unavailable, "{error}");
        assert!(error.to_string().contains("names no next one"), "{error}");
    }
    let both = "<NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker>";
    let store = Store::new(Some(("200 OK", &uploads(both)))).await;
    let page = store.bucket.list_uploads("p/", None).await.unwrap();
    assert_eq!(page.next.map(|next| next.upload_id).as_deref(), Some("u"));
    let parts = "<ListPartsResult><IsTruncated>true</IsTruncated></ListPartsResult>";
    let store = Store::new(Some(("200 OK", parts))).await;
    let error = store.bucket.list_parts("k", "u", None).await.unwrap_err();
    assert_eq!(error.kind, Kind::Unavailable, "{error}");
    assert!(error.to_string().contains("names no next one"), "{error}");
}

#[tokio::test]
async fn a_page_out_of_place_or_order_is_no_page() {
    let listing = |keys: &[&str], next: &str| {
        let object = |key: &&str| {
            format!("<Contents><Key>{key}</Key><Size>1</Size><ETag>\"e\"</ETag></Contents>")
        };
        let objects: String = keys.iter().map(object).collect::<Vec<_>>().concat();
        format!(
            "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>{next}</NextContinuationToken>{objects}</ListBucketResult>"
        )
    };
    let request = |start_after: Option<&str>, continuation: Option<&str>| ListRequest {
        prefix: "p/".to_owned(),
        start_after: start_after.map(str::to_owned),
        continuation: continuation.map(str::to_owned),
        ..ListRequest::default()
    };
    let sizeless = "<ListBucketResult><Contents><Key>p/a</Key></Contents></ListBucketResult>";
    let cases = [
        (
            listing(&["p/b", "p/a"], "t"),
            request(None, None),
            "byte order",
        ),
        (
            listing(&["p/a", "p/a"], "t"),
            request(None, None),
            "byte order",
        ),
        (listing(&["q/a"], "t"), request(None, None), "prefix"),
        (
            listing(&["p/a"], "t"),
            request(Some("p/a"), None),
            "begin after",
        ),
        (
            listing(&["p/a"], "t"),
            request(None, Some("t")),
            "just gave",
        ),
        (sizeless.to_owned(), request(None, None), "without a size"),
    ];
    for (body, request, word) in cases {
        let store = Store::new(Some(("200 OK", &body))).await;
        let error = store.bucket.list(&request).await.unwrap_err();
        assert_eq!(error.kind, Kind::Unavailable, "{error}");
        assert!(error.to_string().contains(word), "{word}: {error}");
    }
    let store = Store::new(Some(("200 OK", &listing(&["p/a", "p/b"], "t")))).await;
    let page = store.bucket.list(&request(Some("p/"), None)).await.unwrap();
    assert_eq!(page.next.as_deref(), Some("t"));
}
