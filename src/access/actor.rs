//! [`Actor::classify`]: clients make demand, the store's own services and our own traffic do not.
//! Counting them would teach the forecast that cold data is hot.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Actor;

/// What the AWS SDKs put into the user agent for an application named `shardctl`.
static OWN_MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"app/shardctl"));
/// What MinIO puts into the user agent when it replicates.
static MINIO_REPLICATION: LazyLock<Finder<'static>> =
    LazyLock::new(|| Finder::new(b"minio-replication-target"));
/// Session names under which S3 replicates.
const REPLICATION_SESSIONS: [&[u8]; 2] = [b"/s3-replication", b"/s3-batch-replication"];

impl Actor {
    /// Who caused a request, by the names a log gives. `service_operation` is true where the log's
    /// operation itself is one of the store (`S3.EXPIRE.OBJECT`).
    pub fn classify(requester: &[u8], user_agent: &[u8], service_operation: bool) -> Self {
        Self::of_agent(user_agent)
            .unwrap_or_else(|| Self::of_requester(requester, service_operation))
    }

    /// Who it is by the user agent alone, where that tells: shardctl, or MinIO's replication.
    pub fn of_agent(user_agent: &[u8]) -> Option<Self> {
        if OWN_MARK.find(user_agent).is_some() {
            return Some(Self::Own);
        }
        MINIO_REPLICATION
            .find(user_agent)
            .map(|_| Self::Replication)
    }

    /// Who it is where the user agent does not tell.
    #[inline]
    pub fn of_requester(requester: &[u8], service_operation: bool) -> Self {
        if REPLICATION_SESSIONS
            .iter()
            .any(|session| requester.ends_with(session))
        {
            return Self::Replication;
        }
        if service_operation || requester == b"AmazonS3" || requester.starts_with(b"svc:") {
            return Self::Service;
        }
        Self::Client
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_and_our_own_traffic_are_no_clients() {
        for (requester, user_agent, service, actor) in [
            ("-", "curl/8", false, Actor::Client),
            (
                "arn:aws:iam::1:user/shardctl",
                "aws-sdk-rust",
                false,
                Actor::Client,
            ),
            (
                "arn:aws:iam::1:user/x",
                "aws-sdk-rust/1 app/shardctl#r1",
                false,
                Actor::Own,
            ),
            (
                "arn:aws:sts::1:assumed-role/r/s3-replication",
                "-",
                false,
                Actor::Replication,
            ),
            ("AmazonS3", "-", true, Actor::Service),
            ("svc:cloudfront.amazonaws.com", "-", false, Actor::Service),
            ("-", "-", true, Actor::Service),
        ] {
            let got = Actor::classify(requester.as_bytes(), user_agent.as_bytes(), service);
            assert_eq!(got, actor, "{requester} {user_agent}");
        }
    }
}
