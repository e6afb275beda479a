//! Versions and delete markers.

use shardctl::ports::{
    BucketErrorKind as Kind, DeleteRequest, ListVersionsRequest, ListedVersion, ReadOptions,
    VersionMarker, Versioning, WriteCondition, WriteReceipt,
};

use super::{Fixture, Verdict, holds, put, refused, same, words};

async fn write(f: &Fixture, key: &str, body: &str) -> Result<WriteReceipt, String> {
    let answer = put(&*f.versioned, key, body, WriteCondition::None).await;
    answer.map_err(words)
}

fn id(receipt: &WriteReceipt) -> Result<String, String> {
    let id = receipt.version_id.clone();
    id.ok_or_else(|| "a write of a versioned bucket has no version id".to_owned())
}

fn delete(key: &str, version_id: Option<String>) -> DeleteRequest {
    DeleteRequest {
        key: key.to_owned(),
        version_id,
        if_match: None,
    }
}

fn of_version(id: &str) -> ReadOptions {
    ReadOptions {
        version_id: Some(id.to_owned()),
        ..ReadOptions::default()
    }
}

async fn listed(f: &Fixture) -> Result<Vec<ListedVersion>, String> {
    let request = ListVersionsRequest {
        prefix: f.key(""),
        ..ListVersionsRequest::default()
    };
    let page = f.versioned.list_versions(&request).await.map_err(words)?;
    Ok(page.versions)
}

pub(super) async fn overwritten_versions_can_be_read(f: Fixture) -> Verdict {
    let state = f.versioned.versioning().await.map_err(words)?;
    same("versioning", &state, &Versioning::Enabled)?;
    let state = f.bucket.versioning().await.map_err(words)?;
    same(
        "versioning of the plain bucket",
        &state,
        &Versioning::Unversioned,
    )?;
    let key = f.key("a");
    let first = id(&write(&f, &key, "first").await?)?;
    write(&f, &key, "second").await?;
    holds(&*f.versioned, &key, "second").await?;
    let old = f.versioned.get_with(&key, &of_version(&first)).await;
    same("the first version", &*old.map_err(words)?.bytes, b"first")
}

pub(super) async fn a_delete_marker_hides_and_can_be_removed(f: Fixture) -> Verdict {
    let key = f.key("a");
    write(&f, &key, "body").await?;
    let receipt = f.versioned.delete(&delete(&key, None)).await;
    let receipt = receipt.map_err(words)?;
    same("that a marker was made", &receipt.delete_marker, &true)?;
    refused("the object", f.versioned.head(&key).await, Kind::NotFound)?;
    let undo = delete(&key, receipt.version_id);
    let receipt = f.versioned.delete(&undo).await.map_err(words)?;
    same("that a marker was removed", &receipt.delete_marker, &true)?;
    holds(&*f.versioned, &key, "body").await
}

pub(super) async fn versions_are_listed_newest_first(f: Fixture) -> Verdict {
    let key = f.key("a b");
    let first = id(&write(&f, &key, "first").await?)?;
    let second = id(&write(&f, &key, "second").await?)?;
    let marker = f.versioned.delete(&delete(&key, None)).await;
    let marker = marker.map_err(words)?.version_id.unwrap_or_default();
    let seen: Vec<(String, bool, bool)> = listed(&f)
        .await?
        .into_iter()
        .map(|version| (version.version_id, version.is_latest, version.delete_marker))
        .collect();
    let ids: Vec<&(String, bool, bool)> = seen.iter().collect();
    same("the newest", &ids.first(), &Some(&&(marker, true, true)))?;
    let mut older: Vec<String> = seen[1..].iter().map(|entry| entry.0.clone()).collect();
    let mut expected = vec![second, first];
    // Both may bear the same second, which leaves their order open to the adapter.
    older.sort_unstable();
    expected.sort_unstable();
    same("the older", &older, &expected)?;
    let request = ListVersionsRequest {
        prefix: f.key(""),
        after: Some(VersionMarker {
            key,
            version_id: None,
        }),
        page_size: None,
    };
    let page = f.versioned.list_versions(&request).await.map_err(words)?;
    same("what comes after the key", &page.versions, &Vec::new())
}

pub(super) async fn a_version_can_be_deleted_for_good(f: Fixture) -> Verdict {
    let key = f.key("a");
    let first = id(&write(&f, &key, "first").await?)?;
    let second = id(&write(&f, &key, "second").await?)?;
    let request = delete(&key, Some(second.clone()));
    f.versioned.delete(&request).await.map_err(words)?;
    holds(&*f.versioned, &key, "first").await?;
    let answer = f.versioned.get_with(&key, &of_version(&second)).await;
    refused("the version deleted", answer, Kind::NotFound)?;
    let left: Vec<String> = listed(&f)
        .await?
        .into_iter()
        .map(|v| v.version_id)
        .collect();
    same("the versions left", &left, &vec![first])
}

pub(super) async fn create_only_sees_a_marker_as_absent(f: Fixture) -> Verdict {
    let key = f.key("a");
    write(&f, &key, "first").await?;
    let answer = put(&*f.versioned, &key, "second", WriteCondition::IfAbsent).await;
    refused("a create-only PUT", answer, Kind::PreconditionFailed)?;
    f.versioned
        .delete(&delete(&key, None))
        .await
        .map_err(words)?;
    let answer = put(&*f.versioned, &key, "third", WriteCondition::IfAbsent).await;
    answer.map_err(words)?;
    holds(&*f.versioned, &key, "third").await
}

pub(super) async fn delete_if_any_needs_more_than_a_marker(f: Fixture) -> Verdict {
    let key = f.key("a");
    write(&f, &key, "first").await?;
    f.versioned
        .delete(&delete(&key, None))
        .await
        .map_err(words)?;
    let request = DeleteRequest {
        if_match: Some("*".to_owned()),
        ..delete(&key, None)
    };
    let answer = f.versioned.delete(&request).await;
    refused("DELETE of anything", answer, Kind::PreconditionFailed)
}
