//! What the doctor finds wrong with a place.

use std::sync::Mutex;

use async_trait::async_trait;

use super::*;
use crate::engine::doctor::{Use, Verdict};
use crate::ports::{FixedClock, ListedObject, ObjectBody, ObjectHead};

const NOW_MS: i64 = 1_700_000_000_000;

/// A bucket that answers what it is told to, and remembers what it was asked.
struct Scripted {
    head: Result<BucketHead, BucketError>,
    page: Result<ListPage, BucketError>,
    get: Result<ObjectBody, BucketError>,
    versioning: Result<Versioning, BucketError>,
    asked: Mutex<Vec<&'static str>>,
}

impl Scripted {
    fn healthy() -> Self {
        let object = ListedObject {
            key: "data/a".to_owned(),
            size: 7,
            etag: "\"e\"".to_owned(),
            last_modified_ms: 0,
            storage_class: None,
        };
        Self {
            head: Ok(BucketHead {
                region: Some("eu-central-1".to_owned()),
                server_time_ms: Some(NOW_MS),
            }),
            page: Ok(ListPage {
                objects: vec![object],
                ..ListPage::default()
            }),
            get: Ok(ObjectBody::default()),
            versioning: Ok(Versioning::Enabled),
            asked: Mutex::default(),
        }
    }

    fn refusing(kind: BucketErrorKind, status: Option<u16>, code: Option<&str>) -> Self {
        Self {
            head: Err(error(kind, status, None)),
            page: Err(error(kind, status, code)),
            get: Err(error(kind, status, code)),
            versioning: Err(error(kind, status, code)),
            asked: Mutex::default(),
        }
    }

    fn note(&self, operation: &'static str) {
        self.asked.lock().unwrap().push(operation);
    }
}

#[async_trait]
impl BucketReader for Scripted {
    fn name(&self) -> &'static str {
        "b"
    }

    async fn list(&self, _request: &ListRequest) -> Result<ListPage, BucketError> {
        self.note("list");
        self.page.clone()
    }

    async fn head(&self, _key: &str) -> Result<ObjectHead, BucketError> {
        panic!("the doctor has no reason to ask for a head")
    }

    async fn get(&self, _key: &str, _range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        self.note("get");
        self.get.clone()
    }

    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.note("head_bucket");
        self.head.clone()
    }

    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.note("versioning");
        self.versioning.clone()
    }
}

fn error(kind: BucketErrorKind, status: Option<u16>, code: Option<&str>) -> BucketError {
    let mut error = BucketError::new(kind, "Asked", "b", "no");
    error.status = status;
    error.code = code.map(str::to_owned);
    error
}

fn place() -> Place {
    Place {
        used_as: Use::Shard("eu".to_owned()),
        endpoint: "aws".to_owned(),
        bucket: "b".to_owned(),
        prefix: "data/".to_owned(),
        region: Some("eu-central-1".to_owned()),
        aws: true,
        account: None,
    }
}

async fn examine(bucket: &Scripted, place: &Place) -> Vec<(&'static str, Verdict)> {
    let findings = check_place(bucket, &FixedClock::new(NOW_MS), place).await;
    let brief = |finding: Finding| (finding.check, finding.verdict);
    findings.into_iter().map(brief).collect()
}

#[tokio::test]
async fn a_healthy_place_is_ok_throughout() {
    let found = examine(&Scripted::healthy(), &place()).await;
    let checks: Vec<&str> = found.iter().map(|(check, _)| *check).collect();
    let wanted = [
        "reach",
        "clock",
        "credentials",
        "bucket",
        "region",
        "list",
        "get",
        "versioning",
    ];
    assert_eq!(checks, wanted);
    assert!(
        found.iter().all(|(_, verdict)| *verdict == Verdict::Ok),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_store_that_is_down_is_asked_nothing_more() {
    let down = Scripted::refusing(BucketErrorKind::Unavailable, None, None);
    let found = examine(&down, &place()).await;
    assert_eq!(found, [("reach", Verdict::Fail(Cause::Unavailable))]);
    assert_eq!(*down.asked.lock().unwrap(), ["head_bucket"]);
}

#[tokio::test]
async fn without_credentials_nobody_knows_whether_the_store_is_up() {
    let unsigned = Scripted::refusing(BucketErrorKind::Denied, None, None);
    let found = examine(&unsigned, &place()).await;
    let wanted = [
        ("reach", Verdict::Unknown),
        ("credentials", Verdict::Fail(Cause::Denied)),
    ];
    assert_eq!(found, wanted);
    let refused = Scripted::refusing(BucketErrorKind::Denied, Some(403), None);
    let found = examine(&refused, &place()).await;
    assert_eq!(found[0], ("reach", Verdict::Ok));
}

#[tokio::test]
async fn each_refusal_has_its_check_and_cause() {
    use BucketErrorKind as Kind;
    let cases = [
        (
            Kind::Denied,
            Some(403),
            Some("InvalidAccessKeyId"),
            "credentials",
            Cause::Denied,
        ),
        (
            Kind::Denied,
            Some(403),
            Some("SignatureDoesNotMatch"),
            "credentials",
            Cause::Denied,
        ),
        (Kind::Denied, None, None, "credentials", Cause::Denied),
        (
            Kind::Denied,
            Some(403),
            Some("AccessDenied"),
            "list",
            Cause::Denied,
        ),
        (
            Kind::NoSuchBucket,
            Some(404),
            Some("NoSuchBucket"),
            "bucket",
            Cause::Missing,
        ),
        (
            Kind::Invalid,
            Some(301),
            Some("PermanentRedirect"),
            "region",
            Cause::Config,
        ),
        (
            Kind::Unavailable,
            Some(503),
            None,
            "service",
            Cause::Unavailable,
        ),
    ];
    for (kind, status, code, check, cause) in cases {
        let found = examine(&Scripted::refusing(kind, status, code), &place()).await;
        let failed = found
            .iter()
            .find(|(_, verdict)| matches!(verdict, Verdict::Fail(_)));
        assert_eq!(
            failed,
            Some(&(check, Verdict::Fail(cause))),
            "{code:?}: {found:?}"
        );
    }
}

#[tokio::test]
async fn a_narrow_policy_that_refuses_head_alone_is_no_failure() {
    let narrow = Scripted {
        head: Err(error(BucketErrorKind::Denied, Some(403), None)),
        ..Scripted::healthy()
    };
    let found = examine(&narrow, &place()).await;
    assert!(
        !found
            .iter()
            .any(|(_, verdict)| matches!(verdict, Verdict::Fail(_))),
        "{found:?}"
    );
    assert!(found.contains(&("region", Verdict::Unknown)));
}

#[tokio::test]
async fn the_store_s_clock_is_judged_by_its_distance() {
    let cases = [
        (0, Verdict::Ok),
        (-900, Verdict::Ok),
        (20_000, Verdict::Ok),
        (-45_000, Verdict::Warn),
        (45_000, Verdict::Warn),
        (20 * 60_000, Verdict::Fail(Cause::Other)),
        (i64::MAX - NOW_MS, Verdict::Fail(Cause::Other)),
    ];
    for (ahead_ms, wanted) in cases {
        let mut skewed = Scripted::healthy();
        let head = skewed.head.as_mut().unwrap();
        head.server_time_ms = Some(NOW_MS + ahead_ms);
        let found = examine(&skewed, &place()).await;
        assert!(found.contains(&("clock", wanted)), "{ahead_ms}: {found:?}");
    }
}

#[tokio::test]
async fn another_region_is_wrong_on_aws_and_a_label_elsewhere() {
    let wrong = Place {
        region: Some("us-east-1".to_owned()),
        ..place()
    };
    let found = examine(&Scripted::healthy(), &wrong).await;
    assert!(found.contains(&("region", Verdict::Fail(Cause::Config))));
    let elsewhere = Place {
        aws: false,
        ..wrong
    };
    let found = examine(&Scripted::healthy(), &elsewhere).await;
    assert!(found.contains(&("region", Verdict::Ok)));
}

#[tokio::test]
async fn reading_is_told_only_where_there_is_something_to_read() {
    let empty = Scripted {
        page: Ok(ListPage::default()),
        ..Scripted::healthy()
    };
    let found = examine(&empty, &place()).await;
    assert!(found.contains(&("get", Verdict::Unknown)));
    assert!(!empty.asked.lock().unwrap().contains(&"get"));
    let refused = Scripted {
        get: Err(error(
            BucketErrorKind::Denied,
            Some(403),
            Some("AccessDenied"),
        )),
        ..Scripted::healthy()
    };
    let found = examine(&refused, &place()).await;
    assert!(found.contains(&("get", Verdict::Fail(Cause::Denied))));
}
