//! What a bucket is, apart from its objects: one request a sub-resource.

use aws_sdk_s3::types::{
    BucketVersioningStatus, CorsRule, DeleteMarkerReplicationStatus, Event, ExpirationStatus,
    FilterRule, FilterRuleName, ObjectLockEnabled, Payer, PublicAccessBlockConfiguration,
    ReplicationRuleStatus,
};

use crate::migration::{
    BucketConfiguration, Encryption, LifecycleRule, Notification, ObjectLock, Reading,
    ReplicationRule, Unread, Versions,
};
use crate::ports::{BucketError, BucketErrorKind};

use super::S3Bucket;

/// Sends one request about the bucket.
macro_rules! ask {
    ($bucket:ident, $operation:literal, $method:ident) => {{
        let call = $bucket.call($operation, None);
        match $bucket.clients(&call).await {
            Err(error) => Err(error),
            Ok(clients) => clients
                .reads
                .$method()
                .bucket(&$bucket.name)
                .customize()
                .interceptor(call.exchange.clone())
                .send()
                .await
                .map_err(|error| call.error(&error)),
        }
    }};
}

/// How stores without a sub-resource answer that do not know the question, either: with a page of the bucket.
const OTHER_ANSWER: [&str; 2] = ["invalid root", "invalid XML root"];

/// What an answer means; `none` is the code by which S3 says that nothing was set.
fn read<O, T>(
    answer: Result<O, BucketError>,
    none: &str,
    nothing: T,
    value: impl FnOnce(&O) -> T,
) -> Reading<T> {
    let error = match answer {
        Ok(answer) => return Ok(value(&answer)),
        Err(error) => error,
    };
    if error.code.as_deref() == Some(none) {
        return Ok(nothing);
    }
    let words = error.to_string();
    Err(match error.kind {
        BucketErrorKind::NotImplemented | BucketErrorKind::NotFound | BucketErrorKind::Invalid => {
            Unread::NotOffered
        }
        BucketErrorKind::Denied => Unread::Denied(words),
        _ if error.is_garbled() && OTHER_ANSWER.iter().any(|it| words.contains(it)) => {
            Unread::NotOffered
        }
        _ => Unread::Failed(words),
    })
}

impl S3Bucket {
    /// All sub-resources, asked for at the same time.
    pub(super) async fn read_configuration(&self) -> BucketConfiguration {
        let history = async {
            tokio::join!(
                self.read_versions(),
                self.read_replication(),
                self.read_lifecycle(),
                self.read_lock(),
            )
        };
        let readers = async {
            tokio::join!(
                self.read_notifications(),
                self.read_encryption(),
                self.read_policy(),
                self.read_cors(),
            )
        };
        let owners = async {
            tokio::join!(
                self.read_public_access(),
                self.read_ownership(),
                self.read_requester_pays(),
                self.read_logging(),
            )
        };
        let (history, readers, owners) =
            tokio::join!(Box::pin(history), Box::pin(readers), Box::pin(owners));
        let (versions, replication, lifecycle, lock) = history;
        let (notifications, encryption, policy, cors) = readers;
        let (public_access, ownership, requester_pays, logging) = owners;
        BucketConfiguration {
            name: self.name.clone(),
            versions,
            replication,
            lifecycle,
            notifications,
            lock,
            encryption,
            policy,
            cors,
            public_access,
            ownership,
            requester_pays,
            logging,
        }
    }

    async fn read_versions(&self) -> Reading<Versions> {
        let answer = ask!(self, "GetBucketVersioning", get_bucket_versioning);
        read(answer, "", Versions::Never, |out| match out.status() {
            Some(BucketVersioningStatus::Enabled) => Versions::Kept,
            Some(BucketVersioningStatus::Suspended) => Versions::Suspended,
            _ => Versions::Never,
        })
    }

    async fn read_replication(&self) -> Reading<Vec<ReplicationRule>> {
        let answer = ask!(self, "GetBucketReplication", get_bucket_replication);
        let none = "ReplicationConfigurationNotFoundError";
        read(answer, none, Vec::new(), |out| {
            let rules = out
                .replication_configuration()
                .map(aws_sdk_s3::types::ReplicationConfiguration::rules);
            let rules = rules.unwrap_or_default().iter();
            let on = rules.filter(|rule| *rule.status() == ReplicationRuleStatus::Enabled);
            on.map(replication_rule).collect()
        })
    }

    async fn read_lifecycle(&self) -> Reading<Vec<LifecycleRule>> {
        let answer = ask!(
            self,
            "GetBucketLifecycleConfiguration",
            get_bucket_lifecycle_configuration
        );
        let none = "NoSuchLifecycleConfiguration";
        read(answer, none, Vec::new(), |out| {
            let rules = out.rules().iter();
            let on = rules.filter(|rule| *rule.status() == ExpirationStatus::Enabled);
            on.map(lifecycle_rule).collect()
        })
    }

    async fn read_notifications(&self) -> Reading<Vec<Notification>> {
        let answer = ask!(
            self,
            "GetBucketNotificationConfiguration",
            get_bucket_notification_configuration
        );
        read(answer, "", Vec::new(), |out| {
            let mut told = Vec::new();
            for queue in out.queue_configurations() {
                let filter = queue.filter().and_then(|filter| filter.key());
                let rules = filter
                    .map(aws_sdk_s3::types::S3KeyFilter::filter_rules)
                    .unwrap_or_default();
                told.push(notification(queue.events(), rules, queue.queue_arn()));
            }
            for topic in out.topic_configurations() {
                let filter = topic.filter().and_then(|filter| filter.key());
                let rules = filter
                    .map(aws_sdk_s3::types::S3KeyFilter::filter_rules)
                    .unwrap_or_default();
                told.push(notification(topic.events(), rules, topic.topic_arn()));
            }
            for lambda in out.lambda_function_configurations() {
                let filter = lambda.filter().and_then(|filter| filter.key());
                let rules = filter
                    .map(aws_sdk_s3::types::S3KeyFilter::filter_rules)
                    .unwrap_or_default();
                let arn = lambda.lambda_function_arn();
                told.push(notification(lambda.events(), rules, arn));
            }
            told.extend(out.event_bridge_configuration().map(|_| Notification {
                events: vec!["s3:*".to_owned()],
                to: "EventBridge".to_owned(),
                ..Notification::default()
            }));
            told
        })
    }

    async fn read_lock(&self) -> Reading<ObjectLock> {
        let answer = ask!(
            self,
            "GetObjectLockConfiguration",
            get_object_lock_configuration
        );
        let none = "ObjectLockConfigurationNotFoundError";
        read(answer, none, ObjectLock::default(), |out| {
            let Some(lock) = out.object_lock_configuration() else {
                return ObjectLock::default();
            };
            let default = lock.rule().and_then(|rule| rule.default_retention());
            ObjectLock {
                enabled: lock.object_lock_enabled() == Some(&ObjectLockEnabled::Enabled),
                default: default.map(|default| {
                    let mode = default.mode().map_or("", |mode| mode.as_str());
                    match (default.days(), default.years()) {
                        (_, Some(years)) => format!("{mode} {years} years"),
                        (days, None) => format!("{mode} {} days", days.unwrap_or_default()),
                    }
                }),
            }
        })
    }

    async fn read_encryption(&self) -> Reading<Encryption> {
        let answer = ask!(self, "GetBucketEncryption", get_bucket_encryption);
        let none = "ServerSideEncryptionConfigurationNotFoundError";
        read(answer, none, Encryption::default(), |out| {
            let rules = out.server_side_encryption_configuration();
            let first = rules.and_then(|rules| rules.rules().first());
            let default = first.and_then(|rule| rule.apply_server_side_encryption_by_default());
            default.map_or_else(Encryption::default, |default| Encryption {
                algorithm: default.sse_algorithm().as_str().to_owned(),
                key: default.kms_master_key_id().map(str::to_owned),
            })
        })
    }

    async fn read_policy(&self) -> Reading<Option<String>> {
        let answer = ask!(self, "GetBucketPolicy", get_bucket_policy);
        read(answer, "NoSuchBucketPolicy", None, |out| {
            let policy = out.policy().filter(|text| !text.trim().is_empty());
            policy.map(str::to_owned)
        })
    }

    async fn read_cors(&self) -> Reading<Vec<String>> {
        let answer = ask!(self, "GetBucketCors", get_bucket_cors);
        read(answer, "NoSuchCORSConfiguration", Vec::new(), |out| {
            out.cors_rules().iter().map(cors_rule).collect()
        })
    }

    async fn read_public_access(&self) -> Reading<Vec<String>> {
        let answer = ask!(self, "GetPublicAccessBlock", get_public_access_block);
        let none = "NoSuchPublicAccessBlockConfiguration";
        read(answer, none, Vec::new(), |out| {
            let blocked = out.public_access_block_configuration();
            blocked.map(public_access).unwrap_or_default()
        })
    }

    async fn read_ownership(&self) -> Reading<Option<String>> {
        let answer = ask!(
            self,
            "GetBucketOwnershipControls",
            get_bucket_ownership_controls
        );
        read(answer, "OwnershipControlsNotFoundError", None, |out| {
            let rules = out
                .ownership_controls()
                .map(aws_sdk_s3::types::OwnershipControls::rules);
            let first = rules.unwrap_or_default().first();
            first.map(|rule| rule.object_ownership().as_str().to_owned())
        })
    }

    async fn read_requester_pays(&self) -> Reading<bool> {
        let answer = ask!(self, "GetBucketRequestPayment", get_bucket_request_payment);
        read(answer, "", false, |out| {
            out.payer() == Some(&Payer::Requester)
        })
    }

    async fn read_logging(&self) -> Reading<Option<String>> {
        let answer = ask!(self, "GetBucketLogging", get_bucket_logging);
        read(answer, "", None, |out| {
            let to = out.logging_enabled();
            to.map(|to| format!("{}/{}", to.target_bucket(), to.target_prefix()))
        })
    }
}

fn replication_rule(rule: &aws_sdk_s3::types::ReplicationRule) -> ReplicationRule {
    let filter = rule.filter();
    let within = filter
        .and_then(|filter| filter.and())
        .and_then(|and| and.prefix());
    let filtered = filter.and_then(|filter| filter.prefix()).or(within);
    #[expect(deprecated, reason = "rules of the first form are still in force")]
    let prefix = filtered.or(rule.prefix()).unwrap_or_default();
    let to = rule
        .destination()
        .map(aws_sdk_s3::types::Destination::bucket)
        .unwrap_or_default();
    let markers = rule.delete_marker_replication().and_then(|it| it.status());
    ReplicationRule {
        prefix: prefix.to_owned(),
        to: to.rsplit(':').next().unwrap_or(to).to_owned(),
        // Rules of the first form, which have no filter, carry them without being told to.
        deletes: match markers {
            Some(status) => *status == DeleteMarkerReplicationStatus::Enabled,
            None => filter.is_none(),
        },
    }
}

fn days(days: Option<i32>) -> Option<u32> {
    days.and_then(|days| u32::try_from(days).ok())
}

fn lifecycle_rule(rule: &aws_sdk_s3::types::LifecycleRule) -> LifecycleRule {
    let filter = rule.filter();
    let and = filter.and_then(|filter| filter.and());
    let filtered = filter.and_then(|filter| filter.prefix());
    let filtered = filtered.or(and.and_then(|and| and.prefix()));
    #[expect(deprecated, reason = "rules of the first form are still in force")]
    let prefix = filtered.or(rule.prefix()).unwrap_or_default();
    let by_one = filter.is_some_and(|filter| {
        filter.tag().is_some()
            || filter.object_size_greater_than().is_some()
            || filter.object_size_less_than().is_some()
    });
    let by_many = and.is_some_and(|and| {
        !and.tags().is_empty()
            || and.object_size_greater_than().is_some()
            || and.object_size_less_than().is_some()
    });
    let expiration = rule.expiration();
    let at = expiration.and_then(|end| end.date());
    let classes = rule.transitions().iter();
    let noncurrent = rule.noncurrent_version_expiration();
    let uploads = rule.abort_incomplete_multipart_upload();
    LifecycleRule {
        prefix: prefix.to_owned(),
        narrowed: by_one || by_many,
        expires_days: days(expiration.and_then(aws_sdk_s3::types::LifecycleExpiration::days)),
        expires_at_ms: at.and_then(|at| at.to_millis().ok()),
        noncurrent_days: days(
            noncurrent.and_then(aws_sdk_s3::types::NoncurrentVersionExpiration::noncurrent_days),
        ),
        transitions: classes
            .map(|it| {
                let class = it.storage_class().map_or("", |class| class.as_str());
                (days(it.days()).unwrap_or_default(), class.to_owned())
            })
            .collect(),
        uploads_days: days(
            uploads
                .and_then(aws_sdk_s3::types::AbortIncompleteMultipartUpload::days_after_initiation),
        ),
    }
}

fn notification(events: &[Event], rules: &[FilterRule], to: &str) -> Notification {
    let value = |name: &FilterRuleName| {
        let mut rules = rules.iter();
        let named = rules.find(|rule| rule.name() == Some(name));
        let value = named.and_then(|rule| rule.value());
        value.unwrap_or_default().to_owned()
    };
    Notification {
        events: events
            .iter()
            .map(|event| event.as_str().to_owned())
            .collect(),
        prefix: value(&FilterRuleName::Prefix),
        suffix: value(&FilterRuleName::Suffix),
        to: to.to_owned(),
    }
}

fn cors_rule(rule: &CorsRule) -> String {
    format!(
        "{} from {} with {} exposing {}",
        rule.allowed_methods().join(","),
        rule.allowed_origins().join(","),
        rule.allowed_headers().join(","),
        rule.expose_headers().join(",")
    )
}

fn public_access(blocked: &PublicAccessBlockConfiguration) -> Vec<String> {
    let settings = [
        ("block_public_acls", blocked.block_public_acls()),
        ("ignore_public_acls", blocked.ignore_public_acls()),
        ("block_public_policy", blocked.block_public_policy()),
        ("restrict_public_buckets", blocked.restrict_public_buckets()),
    ];
    let on = settings.into_iter().filter(|(_, on)| *on == Some(true));
    on.map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: BucketErrorKind, code: &str, status: u16, words: &str) -> Reading<bool> {
        let mut error = BucketError::new(kind, "GetBucketReplication", "b", words);
        error.code = Some(code.to_owned()).filter(|code| !code.is_empty());
        error.status = Some(status);
        read::<(), bool>(Err(error), "NoSuchThing", false, |()| true)
    }

    #[test]
    fn that_nothing_is_set_is_told_from_what_nobody_knows() {
        use BucketErrorKind as Kind;
        assert_eq!(refused(Kind::NotFound, "NoSuchThing", 404, ""), Ok(false));
        let unknown = Err(Unread::NotOffered);
        assert_eq!(refused(Kind::NotFound, "NoSuchKey", 404, ""), unknown);
        assert_eq!(refused(Kind::NotImplemented, "", 501, ""), unknown);
        assert_eq!(refused(Kind::Invalid, "InvalidArgument", 400, ""), unknown);
        let page = "the answer cannot be read: invalid root, expected X got ListBucketResult";
        assert_eq!(refused(Kind::Unavailable, "", 200, page), unknown);
        let cut = refused(Kind::Unavailable, "", 200, "unexpected end");
        assert!(matches!(cut, Err(Unread::Failed(_))), "{cut:?}");
        let denied = refused(Kind::Denied, "AccessDenied", 403, "");
        assert!(matches!(denied, Err(Unread::Denied(_))), "{denied:?}");
    }
}
