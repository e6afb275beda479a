//! [`LogListing`]: the log objects under a prefix, its directories listed side by side.
//!
//! LIST is sequential, and a source that is read for the first time may hold a million names. They lie
//! in directories by account, region, bucket or date. So directories are opened, level by level, until
//! there are enough to keep all ways busy, and what is in each is then listed as a whole. Where one page
//! holds everything, or most names are known to be old, opening directories would cost more than it saves.

use futures::stream::{self, StreamExt, TryStreamExt};

use crate::ports::{BucketError, BucketReader, ListRequest, ListedObject};

use super::log_names::LogNames;

/// Directories listed at once.
const WAYS: usize = 16;
/// Directories that are enough to be listed as a whole: the next level would cost a request for each of
/// its directories, however little there is in it.
const ENOUGH: usize = 8;
/// Levels of directories that are opened at most: dates lie three deep below account and region.
const LEVELS: usize = 6;
/// What CloudTrail puts beside its logs: hashes of them, no requests.
const DIGESTS: &str = "/CloudTrail-Digest/";

/// Lists one source.
pub(super) struct LogListing<'a> {
    /// Where.
    pub(super) bucket: &'a dyn BucketReader,
    /// What is too old to be new.
    pub(super) names: &'a LogNames,
}

/// What a listing found.
#[derive(Default)]
struct Found {
    objects: Vec<ListedObject>,
    directories: Vec<String>,
}

impl LogListing<'_> {
    /// The objects whose keys start with `prefix`, in order of keys.
    pub(super) async fn under(&self, prefix: &str) -> Result<Vec<ListedObject>, BucketError> {
        let (found, next) = self.page(&request(prefix.to_owned(), None)).await?;
        let Some(next) = next else {
            return Ok(found.objects);
        };
        if !self.names.is_empty() {
            return Ok(self.list(next, found).await?.objects);
        }
        let (mut objects, directories) = self.open(prefix).await?;
        for found in self.each(&directories, None).await? {
            objects.extend(found.objects);
        }
        objects.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        Ok(objects)
    }

    /// Opens directories until there are enough of them; what lies beside them, and they.
    async fn open(&self, prefix: &str) -> Result<(Vec<ListedObject>, Vec<String>), BucketError> {
        let mut objects = Vec::new();
        let mut directories = vec![prefix.to_owned()];
        for _ in 0..LEVELS {
            if directories.len() >= ENOUGH || directories.is_empty() {
                break;
            }
            let level = self.each(&directories, Some("/")).await?;
            directories.clear();
            for found in level {
                objects.extend(found.objects);
                directories.extend(found.directories);
            }
        }
        Ok((objects, directories))
    }

    async fn each(
        &self,
        directories: &[String],
        delimiter: Option<&str>,
    ) -> Result<Vec<Found>, BucketError> {
        let directories = directories.iter().cloned();
        let listings = directories.map(|directory| {
            let first = request(directory, delimiter);
            self.list(first, Found::default())
        });
        stream::iter(listings).buffered(WAYS).try_collect().await
    }

    /// Lists to the end, adding to what was found before.
    async fn list(&self, first: ListRequest, mut found: Found) -> Result<Found, BucketError> {
        let mut next = Some(first);
        while let Some(request) = next {
            let page = self.page(&request).await?;
            found.objects.extend(page.0.objects);
            found.directories.extend(page.0.directories);
            next = page.1;
        }
        Ok(found)
    }

    /// One page, and the request for the next.
    async fn page(
        &self,
        request: &ListRequest,
    ) -> Result<(Found, Option<ListRequest>), BucketError> {
        let mut page = self.bucket.list(request).await?;
        let last = page.objects.last().map(|object| object.key.clone());
        page.objects.retain(|object| self.is_new(object));
        page.common_prefixes
            .retain(|directory| !directory.ends_with(DIGESTS));
        let found = Found {
            objects: page.objects,
            directories: page.common_prefixes,
        };
        let next = page.next.map(|next| {
            let start_after = last.and_then(|last| self.names.after_old(&last));
            ListRequest {
                continuation: start_after.is_none().then_some(next),
                start_after,
                ..request.clone()
            }
        });
        Ok((found, next))
    }

    fn is_new(&self, object: &ListedObject) -> bool {
        // Consoles make empty objects that stand for directories.
        (object.size > 0 || !object.key.ends_with('/'))
            && !object.key.contains(DIGESTS)
            && self.names.after_old(&object.key).is_none()
    }
}

/// The first request for a directory: for all below it, or for what is right in it.
fn request(directory: String, delimiter: Option<&str>) -> ListRequest {
    ListRequest {
        prefix: directory,
        delimiter: delimiter.map(str::to_owned),
        ..ListRequest::default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use async_trait::async_trait;

    use super::*;
    use crate::adapters::system::SystemClock;
    use crate::ports::{ByteRange, ListPage, ObjectBody, ObjectHead};
    use crate::simulator::{SimBucket, Simulator, SyntheticObject};

    /// A bucket that counts its listings.
    struct Counted {
        bucket: SimBucket,
        now: AtomicUsize,
        most: AtomicUsize,
        all: AtomicUsize,
    }

    #[async_trait]
    impl BucketReader for Counted {
        fn name(&self) -> &str {
            self.bucket.name()
        }

        async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
            let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
            self.most.fetch_max(now, Ordering::Relaxed);
            self.all.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            let page = self.bucket.list(request).await;
            self.now.fetch_sub(1, Ordering::Relaxed);
            page
        }

        async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
            self.bucket.head(key).await
        }

        async fn get(
            &self,
            key: &str,
            range: Option<ByteRange>,
        ) -> Result<ObjectBody, BucketError> {
            self.bucket.get(key, range).await
        }
    }

    /// The keys found under `logs/`, the requests that it took, and how many were under way at once.
    async fn listed(keys: &[String], names: &LogNames) -> (Vec<String>, usize, usize) {
        let simulator = Simulator::builder(Arc::new(SystemClock))
            .bucket("b", "eu-1")
            .build();
        let objects = keys
            .iter()
            .map(|key| SyntheticObject::new(key.clone(), 1, 0));
        assert!(simulator.load("b", objects));
        let bucket = Counted {
            bucket: simulator.bucket("b"),
            now: AtomicUsize::default(),
            most: AtomicUsize::default(),
            all: AtomicUsize::default(),
        };
        let listing = LogListing {
            bucket: &bucket,
            names,
        };
        let found = listing.under("logs/").await.unwrap();
        let keys = found.into_iter().map(|object| object.key).collect();
        (keys, bucket.all.into_inner(), bucket.most.into_inner())
    }

    /// 20,160 names: 21 pages, where they are listed one after the other.
    fn dated() -> Vec<String> {
        let days = (1..=12).flat_map(|month| (1..=28).map(move |day| (month, day)));
        let mut keys: Vec<String> = days
            .flat_map(|(month, day)| (0..60).map(move |n| (month, day, n)))
            .map(|(month, day, n)| format!("logs/a/2026/{month:02}/{day:02}/{n:04}.gz"))
            .collect();
        keys.insert(0, "logs/README".to_owned());
        keys.push("logs/z.log".to_owned());
        keys
    }

    #[tokio::test]
    async fn directories_are_listed_side_by_side() {
        let keys = dated();
        let (found, requests, at_once) = listed(&keys, &LogNames::default()).await;
        assert_eq!(found, keys);
        assert_eq!((requests, at_once), (1 + 1 + 1 + 1 + 12 * 2, 12));
    }

    #[tokio::test]
    async fn without_directories_only_the_first_page_is_asked_for_twice() {
        let flat: Vec<String> = (0..2_500).map(|n| format!("logs/{n:06}")).collect();
        let (found, requests, at_once) = listed(&flat, &LogNames::default()).await;
        assert_eq!((found, requests, at_once), (flat, 1 + 3, 1));
    }

    #[tokio::test]
    async fn where_most_names_are_old_no_directory_is_opened() {
        let keys = dated();
        let read = keys[1..keys.len() - 1].iter().map(String::as_str);
        let names = LogNames::new(read, 86_400_000);
        let (found, requests, at_once) = listed(&keys, &names).await;
        assert_eq!((found.len(), requests, at_once), (2 + 2 * 60, 2, 1));
    }

    #[tokio::test]
    async fn what_is_no_log_is_left_out() {
        let keys = [
            "logs/CloudTrail-Digest/x",
            "logs/CloudTrail/x",
            "logs/a/CloudTrail-Digest/y",
        ];
        let (found, ..) = listed(&keys.map(str::to_owned), &LogNames::default()).await;
        assert_eq!(found, ["logs/CloudTrail/x"]);
    }
}
