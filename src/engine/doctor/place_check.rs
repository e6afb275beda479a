//! The checks of one place: reach, credentials, bucket, region, clock, list, get, versioning.
//!
//! What cannot be asked for want of something before it is left out: a store that is down says
//! nothing of permissions.

use crate::ports::{
    BucketError, BucketErrorKind, BucketHead, BucketReader, ByteRange, Clock, ListPage,
    ListRequest, Versioning,
};

use super::finding::{Cause, Chart};
use super::{Finding, Place, Use};

/// Clocks further apart than this are worth a warning: a quarter of the default lease.
const SKEW_WARN_MS: i64 = 30_000;
/// AWS refuses requests signed further from its own time than this.
const SKEW_REFUSED_MS: i64 = 15 * 60_000;

const NEXT_REACH: &str =
    "check `url` of the endpoint, the network between, and that the store is up";
const NEXT_CREDENTIALS: &str = "check the environment, `profile`, `role_arn` or \
    `credential_command` of the endpoint: the SDK's own chain is used";
const NEXT_POLICY: &str = "shardctl doctor iam --role plan      prints the least policy";
const NEXT_CLOCK: &str = "synchronise the clock of this host (or of the store) by NTP";

/// S3 error codes that mean: not who you are, whatever you may do.
const IDENTITY_CODES: [&str; 8] = [
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "InvalidToken",
    "TokenRefreshRequired",
    "InvalidClientTokenId",
    "NotSignedUp",
    "RequestTimeTooSkewed",
];
/// S3 error codes of a request signed for, or sent to, another region.
const REGION_CODES: [&str; 4] = [
    "PermanentRedirect",
    "TemporaryRedirect",
    "AuthorizationHeaderMalformed",
    "IllegalLocationConstraintException",
];

/// What the first two questions were answered, and when.
struct Answers {
    head: Result<BucketHead, BucketError>,
    page: Result<ListPage, BucketError>,
    /// Our clock around the first.
    asked_ms: i64,
    answered_ms: i64,
}

/// Looks at one place.
pub(super) async fn check_place(
    reader: &dyn BucketReader,
    clock: &dyn Clock,
    place: &Place,
) -> Vec<Finding> {
    let mut chart = Chart::of(place);
    let asked_ms = clock.now_ms();
    let head = reader.head_bucket().await;
    let answered_ms = clock.now_ms();
    if let Err(error) = &head
        && !worth_asking(error)
    {
        chart.fail("reach", Cause::from(error), error.to_string(), NEXT_REACH);
        return chart.finish();
    }
    let first = ListRequest {
        prefix: place.prefix.clone(),
        page_size: Some(1),
        ..ListRequest::default()
    };
    let answers = Answers {
        page: reader.list(&first).await,
        head,
        asked_ms,
        answered_ms,
    };
    if check_reach(&mut chart, place, &answers) {
        check_clock(&mut chart, &answers);
    }
    if check_identity(&mut chart, &answers) && check_bucket(&mut chart, place, &answers) {
        check_region(&mut chart, place, &answers);
        if check_list(&mut chart, &answers.page) {
            check_get(&mut chart, reader, &answers.page).await;
        }
        check_versioning(&mut chart, reader).await;
    }
    chart.finish()
}

/// Whether there is more to ask: the store answered something, or no request was made so far.
fn worth_asking(error: &BucketError) -> bool {
    error.status.is_some() || !matches!(error.kind, BucketErrorKind::Unavailable)
}

/// Whether the store answered anything; says so: an error without a status is one of our own making, such
/// as credentials that could not be fetched, and nothing was sent.
fn check_reach(chart: &mut Chart, place: &Place, answers: &Answers) -> bool {
    let head = answers.head.as_ref().err();
    let page = answers.page.as_ref().err();
    let answered = |error: Option<&BucketError>| error.is_none_or(|error| error.status.is_some());
    let reached = answered(head) || answered(page);
    if reached {
        chart.ok("reach", format!("answers for {place}"));
    } else {
        chart.unknown("reach", "not asked: no request could be made");
    }
    reached
}

/// Whether the store knows who asks; says so. A store that is down is said to be so here.
fn check_identity(chart: &mut Chart, answers: &Answers) -> bool {
    if answers.head.is_ok() || answers.page.is_ok() {
        chart.ok("credentials", "accepted");
        return true;
    }
    // HEAD is answered without a body, hence without a code: the listing tells more.
    let Err(error) = &answers.page else {
        return true;
    };
    let code = error.code.as_deref().unwrap_or_default();
    match error.kind {
        BucketErrorKind::Denied if error.status.is_none() || IDENTITY_CODES.contains(&code) => {
            let next = if code == "RequestTimeTooSkewed" {
                NEXT_CLOCK
            } else {
                NEXT_CREDENTIALS
            };
            chart.fail("credentials", Cause::Denied, error.to_string(), next);
            false
        }
        // Some stores answer an unknown key like a missing permission.
        BucketErrorKind::Denied => {
            let detail = "known or not cannot be told: everything asked is denied";
            chart.unknown("credentials", detail);
            true
        }
        BucketErrorKind::Unavailable | BucketErrorKind::Throttled => {
            let next = "ask again; when it stays so, see the store's own log";
            chart.fail("service", Cause::Unavailable, error.to_string(), next);
            false
        }
        // Who asks is looked at before what is asked for.
        BucketErrorKind::NoSuchBucket => {
            chart.ok("credentials", "accepted");
            true
        }
        _ => true,
    }
}

/// Whether the bucket is there; says so.
fn check_bucket(chart: &mut Chart, place: &Place, answers: &Answers) -> bool {
    let errors = [answers.head.as_ref().err(), answers.page.as_ref().err()];
    let mut errors = errors.into_iter().flatten();
    if let Some(error) = errors.find(|error| error.kind == BucketErrorKind::NoSuchBucket) {
        let next = format!(
            "create the bucket `{}`, or mend `bucket` under {}",
            place.bucket,
            config_key(place)
        );
        chart.fail("bucket", Cause::Missing, error.to_string(), &next);
        return false;
    }
    match (&answers.head, &answers.page) {
        (Ok(_), _) => chart.ok("bucket", "there"),
        (Err(_), Ok(_)) => chart.ok("bucket", "there: it can be listed, though not asked for"),
        (Err(_), Err(_)) => chart.unknown("bucket", "there or not cannot be told"),
    }
    true
}

fn config_key(place: &Place) -> &'static str {
    match place.used_as {
        Use::Shard(_) => "[[shard]]",
        Use::Control => "[control]",
        Use::Logs(_) => "[[logs]]",
        Use::Probe => "--probe-url",
    }
}

fn check_region(chart: &mut Chart, place: &Place, answers: &Answers) {
    let errors = [answers.head.as_ref().err(), answers.page.as_ref().err()];
    let misdirected = errors.into_iter().flatten().find(|error| {
        let code = error.code.as_deref().unwrap_or_default();
        error.status == Some(301) || REGION_CODES.contains(&code)
    });
    let next = format!("set `region` of `{}` to the bucket's own", place.endpoint);
    if let Some(error) = misdirected {
        chart.fail("region", Cause::Config, error.to_string(), &next);
        return;
    }
    let said = answers
        .head
        .as_ref()
        .ok()
        .and_then(|head| head.region.as_deref())
        .filter(|region| !region.is_empty());
    match (said, place.region.as_deref()) {
        (None, _) => chart.unknown("region", "the store does not say"),
        (Some(said), None) => chart.ok("region", said),
        (Some(said), Some(wanted)) if said == wanted => chart.ok("region", said),
        (Some(said), Some(wanted)) => {
            if place.aws {
                let detail = format!("the store says {said}, the config {wanted}");
                chart.fail("region", Cause::Config, detail, &next);
            } else {
                // Elsewhere a region is a label, and one endpoint may serve several.
                let detail = format!("{said}; requests signed for {wanted} are accepted");
                chart.ok("region", detail);
            }
        }
    }
}

/// The store's clock has whole seconds, and the answer took its time: both make the bound.
fn check_clock(chart: &mut Chart, answers: &Answers) {
    let told = match (&answers.head, &answers.page) {
        (Ok(head), _) => head.server_time_ms,
        (Err(error), _) => error.server_time_ms,
    };
    let Some(told) = told else {
        chart.unknown("clock", "the store did not tell the time");
        return;
    };
    let middle = answers.asked_ms.midpoint(answers.answered_ms);
    let bound = 500 + (answers.answered_ms - answers.asked_ms).max(0) / 2;
    let skew = told.saturating_add(500).saturating_sub(middle);
    let apart = skew.saturating_abs();
    if apart <= bound.saturating_add(500) {
        chart.ok("clock", "as here");
        return;
    }
    let side = if skew > 0 { "ahead of" } else { "behind" };
    let detail = format!(
        "{} s {side} ours, ± {:.1} s",
        apart / 1_000,
        bound as f64 / 1e3
    );
    match apart.saturating_sub(bound) {
        SKEW_REFUSED_MS.. => chart.fail("clock", Cause::Other, detail, NEXT_CLOCK),
        SKEW_WARN_MS.. => chart.warn("clock", detail, NEXT_CLOCK),
        _ => chart.ok("clock", detail),
    }
}

/// Whether the prefix may be listed; says so.
fn check_list(chart: &mut Chart, page: &Result<ListPage, BucketError>) -> bool {
    match page {
        Ok(page) if page.objects.is_empty() => chart.ok("list", "permitted; nothing there yet"),
        Ok(_) => chart.ok("list", "permitted"),
        Err(error) => chart.fail("list", error.into(), error.to_string(), next_for(error)),
    }
    page.is_ok()
}

/// Reads one byte of the first object: where there is none, the permission cannot be told.
async fn check_get(
    chart: &mut Chart,
    reader: &dyn BucketReader,
    page: &Result<ListPage, BucketError>,
) {
    let Some(object) = page.as_ref().ok().and_then(|page| page.objects.first()) else {
        chart.unknown("get", "cannot be told: there is no object to read");
        return;
    };
    let range = (object.size > 0).then_some(ByteRange { first: 0, last: 0 });
    match reader.get(&object.key, range).await {
        Ok(_) => chart.ok("get", "permitted"),
        Err(error) if error.kind == BucketErrorKind::NotFound => {
            chart.unknown("get", "the object listed first is gone");
        }
        Err(error) if error.code.as_deref() == Some("InvalidObjectState") => {
            chart.unknown("get", "the object listed first is archived");
        }
        Err(error) => chart.fail(
            "get",
            Cause::from(&error),
            error.to_string(),
            next_for(&error),
        ),
    }
}

async fn check_versioning(chart: &mut Chart, reader: &dyn BucketReader) {
    match reader.versioning().await {
        Ok(Versioning::Enabled) => {
            chart.ok("versioning", "on: what is overwritten or deleted is kept");
        }
        Ok(Versioning::Unversioned) => {
            chart.ok("versioning", "off: an overwrite or delete is final");
        }
        Ok(Versioning::Suspended) => chart.warn(
            "versioning",
            "suspended: new writes replace each other for good beside old versions",
            "turn versioning on again, or remove the old versions",
        ),
        Err(error) if error.kind == BucketErrorKind::NotImplemented => {
            chart.ok("versioning", "not offered: an overwrite or delete is final");
        }
        Err(error) => chart.warn("versioning", error.to_string(), next_for(&error)),
    }
}

fn next_for(error: &BucketError) -> &'static str {
    match error.kind {
        BucketErrorKind::Denied => NEXT_POLICY,
        BucketErrorKind::Unavailable if error.status.is_none() => NEXT_REACH,
        _ => "see the store's own log",
    }
}

#[cfg(test)]
mod tests;
