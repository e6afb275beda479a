//! What a bucket is, apart from its objects, over HTTP: each sub-resource as AWS words it, and the code by
//! which AWS says that none was set.

use s3s::dto::{
    AbortIncompleteMultipartUpload, CORSRule, DefaultRetention, DeleteMarkerReplication,
    DeleteMarkerReplicationStatus, Destination, Event, ExpirationStatus, FilterRule,
    FilterRuleName, GetBucketCorsInput, GetBucketCorsOutput, GetBucketEncryptionInput,
    GetBucketEncryptionOutput, GetBucketLifecycleConfigurationInput,
    GetBucketLifecycleConfigurationOutput, GetBucketLoggingInput, GetBucketLoggingOutput,
    GetBucketNotificationConfigurationInput, GetBucketNotificationConfigurationOutput,
    GetBucketOwnershipControlsInput, GetBucketOwnershipControlsOutput, GetBucketPolicyInput,
    GetBucketPolicyOutput, GetBucketReplicationInput, GetBucketReplicationOutput,
    GetBucketRequestPaymentInput, GetBucketRequestPaymentOutput, GetObjectLockConfigurationInput,
    GetObjectLockConfigurationOutput, GetPublicAccessBlockInput, GetPublicAccessBlockOutput,
    LifecycleExpiration, LifecycleRule, LifecycleRuleFilter, LoggingEnabled,
    NoncurrentVersionExpiration, NotificationConfigurationFilter, ObjectLockConfiguration,
    ObjectLockEnabled, ObjectLockRetentionMode, ObjectLockRule, ObjectOwnership, OwnershipControls,
    OwnershipControlsRule, Payer, PublicAccessBlockConfiguration, QueueConfiguration,
    ReplicationConfiguration, ReplicationRule, ReplicationRuleFilter, ReplicationRuleStatus,
    S3KeyFilter, ServerSideEncryption, ServerSideEncryptionByDefault,
    ServerSideEncryptionConfiguration, ServerSideEncryptionRule, Transition,
    TransitionStorageClass,
};
use s3s::{S3Request, S3Response, S3Result};

use crate::migration::{BucketConfiguration, LifecycleRule as Rule, Notification, Reading, Unread};
use crate::simulator::Simulator;
use crate::simulator::refusal::Refusal;

/// One sub-resource; a refusal where it cannot be read.
fn told<T>(
    simulator: &Simulator,
    operation: &'static str,
    bucket: &str,
    which: impl FnOnce(BucketConfiguration) -> Reading<T>,
) -> Result<T, Refusal> {
    let reading = simulator.sub_resource(operation, bucket, which)?;
    reading.map_err(|why| match why {
        Unread::NotOffered => Refusal::not_implemented(operation),
        Unread::Denied(words) => Refusal::new("AccessDenied", 403, words),
        Unread::Failed(words) => Refusal::new("InternalError", 500, words),
    })
}

/// That nothing was set.
fn none<T>(code: &'static str) -> S3Result<T> {
    Err(Refusal::new(code, 404, "nothing of the kind was set for the bucket").into())
}

fn days(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

fn lifecycle_rule(rule: &Rule) -> LifecycleRule {
    let expires = rule.expires_days.map(|after| LifecycleExpiration {
        days: Some(days(after)),
        ..LifecycleExpiration::default()
    });
    let transitions = rule.transitions.iter().map(|(after, class)| Transition {
        days: Some(days(*after)),
        storage_class: Some(TransitionStorageClass::from(class.clone())),
        ..Transition::default()
    });
    let transitions: Vec<_> = transitions.collect();
    LifecycleRule {
        abort_incomplete_multipart_upload: rule.uploads_days.map(|after| {
            AbortIncompleteMultipartUpload {
                days_after_initiation: Some(days(after)),
            }
        }),
        expiration: expires,
        filter: Some(LifecycleRuleFilter {
            prefix: Some(rule.prefix.clone()),
            ..LifecycleRuleFilter::default()
        }),
        id: None,
        noncurrent_version_expiration: rule.noncurrent_days.map(|after| {
            NoncurrentVersionExpiration {
                noncurrent_days: Some(days(after)),
                ..NoncurrentVersionExpiration::default()
            }
        }),
        noncurrent_version_transitions: None,
        prefix: None,
        status: ExpirationStatus::from_static(ExpirationStatus::ENABLED),
        transitions: (!transitions.is_empty()).then_some(transitions),
    }
}

fn queue(told: &Notification) -> QueueConfiguration {
    let rule = |name: &'static str, value: &str| FilterRule {
        name: Some(FilterRuleName::from_static(name)),
        value: Some(value.to_owned()),
    };
    let rules = vec![
        rule(FilterRuleName::PREFIX, &told.prefix),
        rule(FilterRuleName::SUFFIX, &told.suffix),
    ];
    QueueConfiguration {
        events: told.events.iter().cloned().map(Event::from).collect(),
        filter: Some(NotificationConfigurationFilter {
            key: Some(S3KeyFilter {
                filter_rules: Some(rules),
            }),
        }),
        id: None,
        queue_arn: told.to.clone(),
    }
}

impl Simulator {
    pub(super) async fn answer_get_bucket_replication(
        &self,
        req: S3Request<GetBucketReplicationInput>,
    ) -> S3Result<S3Response<GetBucketReplicationOutput>> {
        let bucket = &req.input.bucket;
        let rules = told(self, "GetBucketReplication", bucket, |it| it.replication)?;
        if rules.is_empty() {
            return none("ReplicationConfigurationNotFoundError");
        }
        let status = |on: bool| {
            DeleteMarkerReplicationStatus::from_static(if on {
                DeleteMarkerReplicationStatus::ENABLED
            } else {
                DeleteMarkerReplicationStatus::DISABLED
            })
        };
        let rules = rules.into_iter().map(|rule| ReplicationRule {
            delete_marker_replication: Some(DeleteMarkerReplication {
                status: Some(status(rule.deletes)),
            }),
            destination: Destination {
                bucket: format!("arn:aws:s3:::{}", rule.to),
                ..Destination::default()
            },
            existing_object_replication: None,
            filter: Some(ReplicationRuleFilter {
                prefix: Some(rule.prefix),
                ..ReplicationRuleFilter::default()
            }),
            id: None,
            prefix: None,
            priority: None,
            source_selection_criteria: None,
            status: ReplicationRuleStatus::from_static(ReplicationRuleStatus::ENABLED),
        });
        Ok(S3Response::new(GetBucketReplicationOutput {
            replication_configuration: Some(ReplicationConfiguration {
                role: "arn:aws:iam::1:role/replication".to_owned(),
                rules: rules.collect(),
            }),
        }))
    }

    pub(super) async fn answer_get_bucket_lifecycle_configuration(
        &self,
        req: S3Request<GetBucketLifecycleConfigurationInput>,
    ) -> S3Result<S3Response<GetBucketLifecycleConfigurationOutput>> {
        let operation = "GetBucketLifecycleConfiguration";
        let rules = told(self, operation, &req.input.bucket, |it| it.lifecycle)?;
        if rules.is_empty() {
            return none("NoSuchLifecycleConfiguration");
        }
        Ok(S3Response::new(GetBucketLifecycleConfigurationOutput {
            rules: Some(rules.iter().map(lifecycle_rule).collect()),
            ..GetBucketLifecycleConfigurationOutput::default()
        }))
    }

    pub(super) async fn answer_get_bucket_notification_configuration(
        &self,
        req: S3Request<GetBucketNotificationConfigurationInput>,
    ) -> S3Result<S3Response<GetBucketNotificationConfigurationOutput>> {
        let operation = "GetBucketNotificationConfiguration";
        let all = told(self, operation, &req.input.bucket, |it| it.notifications)?;
        Ok(S3Response::new(GetBucketNotificationConfigurationOutput {
            queue_configurations: Some(all.iter().map(queue).collect()),
            ..GetBucketNotificationConfigurationOutput::default()
        }))
    }

    pub(super) async fn answer_get_object_lock_configuration(
        &self,
        req: S3Request<GetObjectLockConfigurationInput>,
    ) -> S3Result<S3Response<GetObjectLockConfigurationOutput>> {
        let operation = "GetObjectLockConfiguration";
        let lock = told(self, operation, &req.input.bucket, |it| it.lock)?;
        if !lock.enabled {
            return none("ObjectLockConfigurationNotFoundError");
        }
        // `MODE N days`
        let rule = lock.default.as_deref().map(|text| {
            let mut words = text.split(' ');
            let mode = words.next().unwrap_or_default().to_owned();
            ObjectLockRule {
                default_retention: Some(DefaultRetention {
                    mode: Some(ObjectLockRetentionMode::from(mode)),
                    days: words.next().and_then(|days| days.parse().ok()),
                    years: None,
                }),
            }
        });
        Ok(S3Response::new(GetObjectLockConfigurationOutput {
            object_lock_configuration: Some(ObjectLockConfiguration {
                object_lock_enabled: Some(ObjectLockEnabled::from_static(
                    ObjectLockEnabled::ENABLED,
                )),
                rule,
            }),
        }))
    }

    pub(super) async fn answer_get_bucket_encryption(
        &self,
        req: S3Request<GetBucketEncryptionInput>,
    ) -> S3Result<S3Response<GetBucketEncryptionOutput>> {
        let bucket = &req.input.bucket;
        let set = told(self, "GetBucketEncryption", bucket, |it| it.encryption)?;
        if set.algorithm.is_empty() {
            return none("ServerSideEncryptionConfigurationNotFoundError");
        }
        let rule = ServerSideEncryptionRule {
            apply_server_side_encryption_by_default: Some(ServerSideEncryptionByDefault {
                kms_master_key_id: set.key,
                sse_algorithm: ServerSideEncryption::from(set.algorithm),
            }),
            ..ServerSideEncryptionRule::default()
        };
        Ok(S3Response::new(GetBucketEncryptionOutput {
            server_side_encryption_configuration: Some(ServerSideEncryptionConfiguration {
                rules: vec![rule],
            }),
        }))
    }

    pub(super) async fn answer_get_bucket_policy(
        &self,
        req: S3Request<GetBucketPolicyInput>,
    ) -> S3Result<S3Response<GetBucketPolicyOutput>> {
        let policy = told(self, "GetBucketPolicy", &req.input.bucket, |it| it.policy)?;
        match policy {
            None => none("NoSuchBucketPolicy"),
            policy => Ok(S3Response::new(GetBucketPolicyOutput { policy })),
        }
    }

    pub(super) async fn answer_get_bucket_cors(
        &self,
        req: S3Request<GetBucketCorsInput>,
    ) -> S3Result<S3Response<GetBucketCorsOutput>> {
        let origins = told(self, "GetBucketCors", &req.input.bucket, |it| it.cors)?;
        if origins.is_empty() {
            return none("NoSuchCORSConfiguration");
        }
        let rules = origins.into_iter().map(|origin| CORSRule {
            allowed_methods: vec!["GET".to_owned()],
            allowed_origins: vec![origin],
            ..CORSRule::default()
        });
        Ok(S3Response::new(GetBucketCorsOutput {
            cors_rules: Some(rules.collect()),
        }))
    }

    pub(super) async fn answer_get_public_access_block(
        &self,
        req: S3Request<GetPublicAccessBlockInput>,
    ) -> S3Result<S3Response<GetPublicAccessBlockOutput>> {
        let bucket = &req.input.bucket;
        let on = told(self, "GetPublicAccessBlock", bucket, |it| it.public_access)?;
        if on.is_empty() {
            return none("NoSuchPublicAccessBlockConfiguration");
        }
        let set = |name: &str| Some(on.iter().any(|it| it == name));
        Ok(S3Response::new(GetPublicAccessBlockOutput {
            public_access_block_configuration: Some(PublicAccessBlockConfiguration {
                block_public_acls: set("block_public_acls"),
                block_public_policy: set("block_public_policy"),
                ignore_public_acls: set("ignore_public_acls"),
                restrict_public_buckets: set("restrict_public_buckets"),
            }),
        }))
    }

    pub(super) async fn answer_get_bucket_ownership_controls(
        &self,
        req: S3Request<GetBucketOwnershipControlsInput>,
    ) -> S3Result<S3Response<GetBucketOwnershipControlsOutput>> {
        let operation = "GetBucketOwnershipControls";
        let Some(owner) = told(self, operation, &req.input.bucket, |it| it.ownership)? else {
            return none("OwnershipControlsNotFoundError");
        };
        let rule = OwnershipControlsRule {
            object_ownership: ObjectOwnership::from(owner),
        };
        Ok(S3Response::new(GetBucketOwnershipControlsOutput {
            ownership_controls: Some(OwnershipControls { rules: vec![rule] }),
        }))
    }

    pub(super) async fn answer_get_bucket_request_payment(
        &self,
        req: S3Request<GetBucketRequestPaymentInput>,
    ) -> S3Result<S3Response<GetBucketRequestPaymentOutput>> {
        let operation = "GetBucketRequestPayment";
        let pays = told(self, operation, &req.input.bucket, |it| it.requester_pays)?;
        let payer = if pays {
            Payer::REQUESTER
        } else {
            Payer::BUCKET_OWNER
        };
        Ok(S3Response::new(GetBucketRequestPaymentOutput {
            payer: Some(Payer::from_static(payer)),
        }))
    }

    pub(super) async fn answer_get_bucket_logging(
        &self,
        req: S3Request<GetBucketLoggingInput>,
    ) -> S3Result<S3Response<GetBucketLoggingOutput>> {
        let to = told(self, "GetBucketLogging", &req.input.bucket, |it| it.logging)?;
        let logging_enabled = to.map(|to| {
            let (bucket, prefix) = to.split_once('/').unwrap_or((&to, ""));
            LoggingEnabled {
                target_bucket: bucket.to_owned(),
                target_prefix: prefix.to_owned(),
                ..LoggingEnabled::default()
            }
        });
        Ok(S3Response::new(GetBucketLoggingOutput { logging_enabled }))
    }
}
