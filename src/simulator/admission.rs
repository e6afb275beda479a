//! What must be true of a request before its signature is looked at: its time, its region, and that
//! every `x-amz-` header is signed.
//!
//! s3s verifies the signature itself, but goes by the system's clock, takes any region, and passes
//! headers on that nobody signed. Its own check of a presigned URL stays: one that the simulator's
//! clock still admits is refused where the system's clock is past its expiry. One endpoint serves
//! the buckets of all regions here, so it takes the region of any of them, and `us-east-1`, which
//! stores outside AWS go by.

use std::collections::BTreeMap;

use hyper::{HeaderMap, Uri};
use percent_encoding::percent_decode_str;

use super::Simulator;
use super::refusal::Refusal;
use super::wire;

/// The region of stores that have none.
const USUAL_REGION: &str = "us-east-1";
/// The longest life of a presigned URL, seconds.
const LONGEST_LIFE: i64 = 7 * 24 * 3600;

/// How a request says it is signed.
struct Signed<'a> {
    region: &'a str,
    headers: Vec<&'a str>,
}

/// Admits a request, or says why not.
pub(super) fn admit(simulator: &Simulator, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
    let query = query(uri);
    let (credential, signed_headers, malformed) = if query.contains_key("X-Amz-Signature") {
        check_presigned_time(simulator, &query)?;
        let of = |name: &str| query.get(name).map_or("", String::as_str);
        let code = "AuthorizationQueryParametersError";
        (of("X-Amz-Credential"), of("X-Amz-SignedHeaders"), code)
    } else {
        check_time(simulator, headers)?;
        let sent = wire::text(headers, "authorization").unwrap_or_default();
        let Some(sent) = sent.strip_prefix("AWS4-HMAC-SHA256") else {
            return Ok(());
        };
        let of = |name: &str| {
            let mut fields = sent.split(',').map(str::trim);
            fields
                .find_map(|field| field.strip_prefix(name))
                .unwrap_or_default()
        };
        let code = "AuthorizationHeaderMalformed";
        (of("Credential="), of("SignedHeaders="), code)
    };
    let signed = Signed {
        region: credential.split('/').nth(2).unwrap_or_default(),
        headers: signed_headers.split(';').collect(),
    };
    signed.check(simulator, headers, malformed)
}

impl Signed<'_> {
    fn check(
        &self,
        simulator: &Simulator,
        headers: &HeaderMap,
        malformed: &'static str,
    ) -> Result<(), Refusal> {
        let served = |region: &str| {
            let state = simulator.state();
            let mut buckets = state.buckets.values();
            region == USUAL_REGION || buckets.any(|bucket| bucket.region == region)
        };
        // What cannot be read at all is left to s3s.
        if !self.region.is_empty() && !served(self.region) {
            let message = format!("the region '{}' is wrong", self.region);
            return Err(Refusal::new(malformed, 400, message));
        }
        let names = headers.keys().map(hyper::header::HeaderName::as_str);
        let mut amazon = names.filter(|name| name.starts_with("x-amz-"));
        match amazon.find(|name| !self.headers.contains(name)) {
            Some(name) => {
                let message = format!("the header {name} was not signed");
                Err(Refusal::new("AccessDenied", 403, message))
            }
            None => Ok(()),
        }
    }
}

fn check_time(simulator: &Simulator, headers: &HeaderMap) -> Result<(), Refusal> {
    let Some(signed_ms) = wire::amz_date_ms(headers) else {
        return Ok(());
    };
    let apart = simulator.now_ms().abs_diff(signed_ms);
    if u128::from(apart) > simulator.skew_limit().as_millis() {
        let message = "the difference between the request time and the store's time is too large";
        return Err(Refusal::new("RequestTimeTooSkewed", 403, message));
    }
    Ok(())
}

fn check_presigned_time(
    simulator: &Simulator,
    query: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let wrong = |message| Refusal::new("AuthorizationQueryParametersError", 400, message);
    let date = query.get("X-Amz-Date").and_then(|date| wire::date_ms(date));
    let begin_ms = date.ok_or_else(|| wrong("X-Amz-Date is no time"))?;
    let life = query
        .get("X-Amz-Expires")
        .and_then(|life| life.parse().ok());
    let life: i64 = life.ok_or_else(|| wrong("X-Amz-Expires is no number"))?;
    if !(0..=LONGEST_LIFE).contains(&life) {
        return Err(wrong("X-Amz-Expires is not within a week"));
    }
    let now_ms = simulator.now_ms();
    let skew_ms = simulator.skew_limit().as_millis();
    if begin_ms > now_ms && u128::from(begin_ms.abs_diff(now_ms)) > skew_ms {
        return Err(Refusal::new(
            "AccessDenied",
            403,
            "Request is not valid yet",
        ));
    }
    if now_ms > begin_ms.saturating_add(life * 1000) {
        return Err(Refusal::new("AccessDenied", 403, "Request has expired"));
    }
    Ok(())
}

fn query(uri: &Uri) -> BTreeMap<String, String> {
    let pairs = uri.query().unwrap_or_default().split('&');
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent_decode_str(value).decode_utf8_lossy();
            (name.to_owned(), value.into_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ports::FixedClock;

    /// Sat, 21 Nov 2026 13:45:00 GMT.
    const NOW_MS: i64 = 1_795_268_700_000;

    fn simulator() -> Simulator {
        let clock = Arc::new(FixedClock::new(NOW_MS));
        Simulator::builder(clock)
            .bucket("b", "eu-central-1")
            .build()
    }

    fn code(uri: &str, sent: &[(&str, &str)]) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        for (name, value) in sent {
            wire::insert(&mut headers, name, value);
        }
        let admitted = admit(&simulator(), &uri.parse().unwrap(), &headers);
        admitted.err().map(|refusal| refusal.code)
    }

    fn authorization(region: &str, signed: &str) -> String {
        format!(
            "AWS4-HMAC-SHA256 Credential=AK/20261121/{region}/s3/aws4_request, \
             SignedHeaders={signed}, Signature=0"
        )
    }

    #[test]
    fn regions_and_headers_are_as_signed() {
        for (region, signed, expected) in [
            ("eu-central-1", "host;x-amz-date;x-amz-meta-a", None),
            ("us-east-1", "host;x-amz-date;x-amz-meta-a", None),
            (
                "eu-west-9",
                "host;x-amz-date;x-amz-meta-a",
                Some("AuthorizationHeaderMalformed"),
            ),
            ("eu-central-1", "host;x-amz-date", Some("AccessDenied")),
        ] {
            let authorization = authorization(region, signed);
            let sent = [
                ("authorization", authorization.as_str()),
                ("x-amz-date", "20261121T134500Z"),
                ("x-amz-meta-a", "1"),
            ];
            assert_eq!(code("/b/k", &sent), expected, "{region} {signed}");
        }
    }

    #[test]
    fn presigned_urls_live_by_the_own_clock() {
        for (date, life, expected) in [
            ("20261121T134500Z", "60", None),
            ("20261121T134400Z", "60", None),
            ("20261121T134359Z", "60", Some("AccessDenied")),
            ("20261121T135959Z", "60", None),
            ("20261121T140001Z", "60", Some("AccessDenied")),
            (
                "20261121T134500Z",
                "604801",
                Some("AuthorizationQueryParametersError"),
            ),
            ("today", "60", Some("AuthorizationQueryParametersError")),
        ] {
            let credential = "AK%2F20261121%2Feu-central-1%2Fs3%2Faws4_request";
            let uri = format!(
                "/b/k?X-Amz-Credential={credential}&X-Amz-Date={date}&X-Amz-Expires={life}\
                 &X-Amz-SignedHeaders=host&X-Amz-Signature=0"
            );
            assert_eq!(code(&uri, &[]), expected, "{date} {life}");
            let unsigned = [("x-amz-meta-a", "1")];
            let expected = expected.or(Some("AccessDenied"));
            assert_eq!(code(&uri, &unsigned), expected, "{date} {life}");
        }
    }
}
