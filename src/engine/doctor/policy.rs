//! [`policy`]: the least AWS policy that a role needs in this fleet. Pure.
//!
//! Three roles, so that the credentials of most runs can do no harm: one that reads, one that
//! copies and can delete nothing, and one that deletes, but only under an ETag: there AWS itself
//! refuses the deletes that our own rules forbid. Keys of KMS are not in the config, so the
//! policies do not name them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Fleet, Place, Use};

/// What the credentials are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Inventory, logs, plans: reads only.
    Plan,
    /// Copying and verifying: writes, deletes nothing.
    Copy,
    /// Ending a migration: deletes under an ETag, copies nothing.
    Complete,
}

/// What tells what is true of a bucket besides its objects.
const PARITY: [&str; 12] = [
    "s3:GetBucketCORS",
    "s3:GetBucketLogging",
    "s3:GetBucketNotification",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketOwnershipControls",
    "s3:GetBucketPolicy",
    "s3:GetBucketPublicAccessBlock",
    "s3:GetBucketRequestPayment",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "s3:ListBucketMultipartUploads",
];

/// A policy document, as AWS takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Policy {
    version: &'static str,
    statement: Vec<Statement>,
}

/// Operator → key → values.
type Conditions = BTreeMap<&'static str, BTreeMap<&'static str, Vec<String>>>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    sid: String,
    effect: &'static str,
    action: Vec<&'static str>,
    resource: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    condition: Conditions,
}

/// The policy of `role` for every place of the fleet.
pub fn policy(role: Role, fleet: &Fleet) -> Policy {
    let logs = fleet.logs.iter().filter_map(|logs| logs.place.as_ref());
    let mut owners: BTreeMap<Option<&str>, Vec<&Place>> = BTreeMap::new();
    for place in fleet.places.iter().chain(logs) {
        let owner = place.account.as_deref();
        owners.entry(owner).or_default().push(place);
    }
    let mut statement = Vec::new();
    for (owner, places) in &owners {
        let mut draft = Draft::new(*owner, &mut statement);
        draft.listing(role, places);
        draft.objects(role, places);
    }
    statement.extend(refusals(role));
    for (at, statement) in statement.iter_mut().enumerate() {
        statement.sid = format!("{}{}", statement.sid, at + 1);
    }
    Policy {
        version: "2012-10-17",
        statement,
    }
}

/// The statements on the buckets of one account.
struct Draft<'a> {
    owner: Option<&'a str>,
    statements: &'a mut Vec<Statement>,
}

impl<'a> Draft<'a> {
    fn new(owner: Option<&'a str>, statements: &'a mut Vec<Statement>) -> Self {
        Self { owner, statements }
    }

    /// A bucket of which we use a part may be listed in that part only; HeadBucket, which no
    /// prefix can narrow, is then refused.
    fn listing(&mut self, role: Role, places: &[&Place]) {
        let places: Vec<&Place> = places
            .iter()
            .copied()
            .filter(|place| role == Role::Plan || !matches!(place.used_as, Use::Logs(_)))
            .collect();
        let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for place in &places {
            let prefixes = parts.entry(bucket_arn(place)).or_default();
            prefixes.insert(format!("{}*", literal(&place.prefix)));
        }
        let (whole, parts): (Vec<_>, Vec<_>) = parts
            .into_iter()
            .partition(|(_, prefixes)| prefixes.contains("*"));
        let whole = whole.into_iter().map(|(bucket, _)| bucket).collect();
        self.allow("List", &["s3:ListBucket"], whole, Conditions::new());
        for (bucket, prefixes) in parts {
            let prefixes = prefixes.into_iter().collect();
            let condition = condition("StringLike", "s3:prefix", prefixes);
            self.allow("List", &["s3:ListBucket"], vec![bucket], condition);
        }
        let looked_at = |used: &Use| is_shard(used) || *used == Use::Control;
        let shards = arns(&places, looked_at, bucket_arn);
        let mut facts = vec!["s3:GetBucketVersioning"];
        if role != Role::Plan {
            facts.push("s3:ListBucketMultipartUploads");
        }
        self.allow("Facts", &facts, shards, Conditions::new());
        let shards = arns(&places, is_shard, bucket_arn);
        self.allow("Parity", &PARITY, shards, Conditions::new());
    }

    fn objects(&mut self, role: Role, places: &[&Place]) {
        let shards = arns(places, is_shard, objects_arn);
        let control = arns(places, |used| *used == Use::Control, objects_arn);
        let logs = arns(places, |used| matches!(used, Use::Logs(_)), objects_arn);
        let none = Conditions::new;
        let read: &[_] = match role {
            Role::Plan => &["s3:GetObject"],
            _ => &["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"],
        };
        self.allow("Read", read, shards.clone(), none());
        match role {
            Role::Plan => {
                self.allow("ReadLogs", &["s3:GetObject"], logs, none());
                self.allow("ReadControl", &["s3:GetObject"], control, none());
                return;
            }
            Role::Copy => {
                let write = [
                    "s3:AbortMultipartUpload",
                    "s3:ListMultipartUploadParts",
                    "s3:PutObject",
                    "s3:PutObjectTagging",
                ];
                self.allow("Write", &write, shards, none());
            }
            Role::Complete => {
                let conditional = unconditional(false);
                self.allow("DeleteUnderETag", &["s3:DeleteObject"], shards, conditional);
            }
        }
        let publish = ["s3:GetObject", "s3:PutObject"];
        self.allow("Publish", &publish, control, none());
    }

    /// Nothing, where there is nothing to allow it on.
    fn allow(
        &mut self,
        sid: &str,
        action: &[&'static str],
        resource: Vec<String>,
        mut condition: Conditions,
    ) {
        if resource.is_empty() {
            return;
        }
        if let Some(owner) = self.owner {
            let equals = condition.entry("StringEquals").or_default();
            equals.insert("aws:ResourceAccount", vec![owner.to_owned()]);
        }
        self.statements.push(Statement {
            sid: sid.to_owned(),
            effect: "Allow",
            action: action.to_vec(),
            resource,
            condition,
        });
    }
}

/// What the role must never do, whatever else its credentials are allowed.
fn refusals(role: Role) -> Vec<Statement> {
    let deny = |sid: &str, action: &[&'static str], condition: Conditions| Statement {
        sid: sid.to_owned(),
        effect: "Deny",
        action: action.to_vec(),
        resource: vec!["*".to_owned()],
        condition,
    };
    let history = [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObjectVersion",
        "s3:PutLifecycleConfiguration",
    ];
    match role {
        Role::Plan => Vec::new(),
        Role::Copy => vec![deny(
            "NeverDelete",
            &["s3:DeleteObject*"],
            Conditions::new(),
        )],
        Role::Complete => vec![
            deny(
                "NeverDeleteBlindly",
                &["s3:DeleteObject"],
                unconditional(true),
            ),
            deny("NeverDeleteHistory", &history, Conditions::new()),
        ],
    }
}

/// Holds for requests without (`true`) or with (`false`) an If-Match header.
fn unconditional(without: bool) -> Conditions {
    condition("Null", "s3:if-match", vec![without.to_string()])
}

fn condition(operator: &'static str, key: &'static str, values: Vec<String>) -> Conditions {
    BTreeMap::from([(operator, BTreeMap::from([(key, values)]))])
}

fn is_shard(used: &Use) -> bool {
    matches!(used, Use::Shard(_))
}

/// Sorted, each once.
fn arns(places: &[&Place], wanted: fn(&Use) -> bool, arn: fn(&Place) -> String) -> Vec<String> {
    let places = places.iter().filter(|place| wanted(&place.used_as));
    let arns: BTreeSet<String> = places.map(|place| arn(place)).collect();
    arns.into_iter().collect()
}

fn bucket_arn(place: &Place) -> String {
    let partition = match place.region.as_deref() {
        Some(region) if place.aws && region.starts_with("cn-") => "aws-cn",
        Some(region) if place.aws && region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    };
    format!("arn:{partition}:s3:::{}", place.bucket)
}

fn objects_arn(place: &Place) -> String {
    format!("{}/{}*", bucket_arn(place), literal(&place.prefix))
}

/// Policies give `*`, `?` and `$` a meaning; in a prefix they are letters.
fn literal(prefix: &str) -> String {
    let mut text = String::with_capacity(prefix.len());
    for c in prefix.chars() {
        if matches!(c, '*' | '?' | '$') {
            text.extend(["${", c.encode_utf8(&mut [0; 4]), "}"]);
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests;
