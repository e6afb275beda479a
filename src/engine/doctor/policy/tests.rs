//! What each role may do.

use serde_json::{Value, json};

use super::*;
use crate::engine::doctor::LogPlace;

fn place(used_as: Use, bucket: &str, prefix: &str) -> Place {
    Place {
        used_as,
        endpoint: "aws".to_owned(),
        bucket: bucket.to_owned(),
        prefix: prefix.to_owned(),
        region: Some("eu-central-1".to_owned()),
        aws: true,
        account: None,
    }
}

fn shard(bucket: &str, prefix: &str) -> Place {
    place(Use::Shard(bucket.to_owned()), bucket, prefix)
}

fn fleet() -> Fleet {
    let source = "s3://access/s3/".to_owned();
    Fleet {
        places: vec![
            shard("hot", ""),
            shard("shared", "data/"),
            place(Use::Control, "shared", "control/"),
        ],
        logs: vec![LogPlace {
            name: "s3".to_owned(),
            source,
            endpoint: Some("aws".to_owned()),
            place: Some(place(Use::Logs("s3".to_owned()), "access", "s3/")),
        }],
    }
}

fn statements(role: Role, fleet: &Fleet) -> Vec<Value> {
    let policy = serde_json::to_value(policy(role, fleet)).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
    policy["Statement"].as_array().unwrap().clone()
}

/// Every (effect, action, resource).
fn grants(role: Role) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut grants = Vec::new();
    for statement in statements(role, &fleet()) {
        for action in statement["Action"].as_array().unwrap() {
            for resource in statement["Resource"].as_array().unwrap() {
                let effect = text(&statement["Effect"]);
                grants.push((effect, text(action), text(resource)));
            }
        }
    }
    grants
}

#[test]
fn plan_can_only_read() {
    for (effect, action, _) in grants(Role::Plan) {
        assert_eq!(effect, "Allow");
        let reads = ["s3:Get", "s3:List"]
            .iter()
            .any(|verb| action.starts_with(verb));
        assert!(reads, "{action}");
    }
}

#[test]
fn plan_sees_every_place_and_no_more() {
    let resources: BTreeSet<String> = grants(Role::Plan)
        .into_iter()
        .map(|(.., arn)| arn)
        .collect();
    let wanted = [
        "arn:aws:s3:::access",
        "arn:aws:s3:::access/s3/*",
        "arn:aws:s3:::hot",
        "arn:aws:s3:::hot/*",
        "arn:aws:s3:::shared",
        "arn:aws:s3:::shared/control/*",
        "arn:aws:s3:::shared/data/*",
    ];
    assert_eq!(resources.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn a_shared_bucket_is_listed_in_our_parts_only() {
    let statements = statements(Role::Plan, &fleet());
    let of = |bucket: &str| {
        let arn = json!([format!("arn:aws:s3:::{bucket}")]);
        let lists = |statement: &&Value| {
            statement["Resource"] == arn && statement["Action"] == json!(["s3:ListBucket"])
        };
        statements.iter().find(lists).unwrap()["Condition"].clone()
    };
    assert_eq!(of("hot"), Value::Null);
    let parts = json!({"StringLike": {"s3:prefix": ["control/*", "data/*"]}});
    assert_eq!(of("shared"), parts);
}

#[test]
fn copy_deletes_nothing_anywhere() {
    let grants = grants(Role::Copy);
    let deletes = |action: &str| action.contains("Delete");
    let deleting: Vec<_> = grants
        .iter()
        .filter(|(_, action, _)| deletes(action))
        .collect();
    assert_eq!(deleting.len(), 1);
    let (effect, action, resource) = deleting[0];
    assert_eq!(
        (&**effect, &**action, &**resource),
        ("Deny", "s3:DeleteObject*", "*")
    );
    let puts = |(effect, action, resource): &&(String, String, String)| {
        effect == "Allow" && action == "s3:PutObject" && resource == "arn:aws:s3:::hot/*"
    };
    assert!(grants.iter().any(|grant| puts(&grant)));
}

#[test]
fn complete_deletes_under_an_etag_only_and_writes_no_data() {
    let statements = statements(Role::Complete, &fleet());
    let on = |action: &str, effect: &str| -> Vec<&Value> {
        let holds = |statement: &&Value| {
            let actions = statement["Action"].as_array().unwrap();
            statement["Effect"] == effect && actions.contains(&json!(action))
        };
        statements.iter().filter(holds).collect()
    };
    let allowed = on("s3:DeleteObject", "Allow");
    assert_eq!(allowed.len(), 1);
    assert_eq!(
        allowed[0]["Condition"],
        json!({"Null": {"s3:if-match": ["false"]}})
    );
    let data = json!(["arn:aws:s3:::hot/*", "arn:aws:s3:::shared/data/*"]);
    assert_eq!(allowed[0]["Resource"], data);
    let denied = on("s3:DeleteObject", "Deny");
    assert_eq!(
        denied[0]["Condition"],
        json!({"Null": {"s3:if-match": ["true"]}})
    );
    assert_eq!(on("s3:DeleteObjectVersion", "Deny").len(), 1);
    let puts = on("s3:PutObject", "Allow");
    assert_eq!(puts.len(), 1);
    assert_eq!(
        puts[0]["Resource"],
        json!(["arn:aws:s3:::shared/control/*"])
    );
}

#[test]
fn accounts_partitions_and_hostile_prefixes() {
    let mut china = shard("cn", "a*b$/");
    china.region = Some("cn-north-1".to_owned());
    china.account = Some("123456789012".to_owned());
    let fleet = Fleet {
        places: vec![china],
        logs: Vec::new(),
    };
    let statements = statements(Role::Plan, &fleet);
    for statement in &statements {
        let owner = &statement["Condition"]["StringEquals"]["aws:ResourceAccount"];
        assert_eq!(owner, &json!(["123456789012"]), "{statement}");
    }
    let text = serde_json::to_string(&statements).unwrap();
    assert!(text.contains("arn:aws-cn:s3:::cn/a${*}b${$}/*"), "{text}");
}

#[test]
fn statements_have_names_of_their_own() {
    for role in [Role::Plan, Role::Copy, Role::Complete] {
        let statements = statements(role, &fleet());
        let sids: BTreeSet<&str> = statements
            .iter()
            .map(|s| s["Sid"].as_str().unwrap())
            .collect();
        assert_eq!(sids.len(), statements.len());
        assert!(
            sids.iter()
                .all(|sid| sid.chars().all(|c| c.is_ascii_alphanumeric()))
        );
    }
}
