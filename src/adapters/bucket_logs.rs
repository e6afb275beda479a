//! [`BucketLogs`]: log objects under a prefix of a bucket, through the reading port.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures::stream::{self, StreamExt};
use tokio::task::JoinHandle;

use crate::ports::{
    BucketError, BucketReader, ByteRange, LogObject, LogSource, LogSourceError, ObjectBody,
    ReadBefore,
};

use super::log_listing::LogListing;
use super::log_names::LogNames;

/// Objects up to this size are read by one request into memory, larger ones in ranges of it into a
/// temporary file.
const RANGE_BYTES: u64 = 8 << 20;
/// Ranges of one object under way at once.
const RANGES_AT_ONCE: usize = 4;
/// Objects requested ahead of the one that is read, and their bytes at most.
const OBJECTS_AHEAD: usize = 8;
const BYTES_AHEAD: u64 = 32 << 20;

/// Log objects under a prefix.
///
/// Their names may be flat or partitioned by date: whatever is new since the last run is what has no
/// bookmark. Names that are too old to be new are not listed ([`LogNames`]), and directories are listed
/// side by side ([`LogListing`]). Once two objects were read in the order of the listing, the next ones
/// are requested while the current one is read.
pub struct BucketLogs {
    bucket: Arc<dyn BucketReader>,
    prefix: String,
    ahead: Mutex<Ahead>,
}

/// What was requested ahead.
#[derive(Default)]
struct Ahead {
    /// The last listing, in order.
    listed: Vec<LogObject>,
    /// Place in it of the object opened last.
    last: Option<usize>,
    /// By place.
    requests: BTreeMap<usize, JoinHandle<Result<ObjectBody, BucketError>>>,
}

impl Drop for Ahead {
    fn drop(&mut self) {
        for request in self.requests.values() {
            request.abort();
        }
    }
}

impl BucketLogs {
    /// Objects of `bucket` whose keys start with `prefix`.
    pub fn new(bucket: Arc<dyn BucketReader>, prefix: &str) -> Self {
        Self {
            bucket,
            prefix: prefix.to_owned(),
            ahead: Mutex::default(),
        }
    }

    /// Lists the objects, passing over what `names` knows to be old.
    async fn list_from(&self, names: &LogNames) -> Result<Vec<LogObject>, LogSourceError> {
        let listing = LogListing {
            bucket: &*self.bucket,
            names,
        };
        let listed = listing.under(&self.prefix).await?;
        let objects = listed.into_iter().map(|object| LogObject {
            name: format!("{}{}", self.start(), object.key),
            size: Some(object.size),
            identity: format!("{}:{}", object.size, object.etag),
        });
        let objects: Vec<_> = objects.collect();
        let mut ahead = self.ahead();
        *ahead = Ahead::default();
        ahead.listed.clone_from(&objects);
        drop(ahead);
        Ok(objects)
    }

    fn start(&self) -> String {
        format!("s3://{}/", self.bucket.name())
    }

    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, LogSourceError> {
        Ok(self.bucket.get(key, range).await?)
    }

    fn ahead(&self) -> MutexGuard<'_, Ahead> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The request for this object, if it was sent ahead; and sends those for the next ones.
    fn request_ahead(
        &self,
        object: &LogObject,
    ) -> Option<JoinHandle<Result<ObjectBody, BucketError>>> {
        let mut ahead = self.ahead();
        let listed = &ahead.listed;
        let place = listed.binary_search_by(|listed| listed.name.cmp(&object.name));
        let place = place.ok().filter(|place| listed[*place] == *object)?;
        let in_order = ahead.last.is_some_and(|last| last + 1 == place);
        ahead.last = Some(place);
        let own = ahead.requests.remove(&place);
        if in_order {
            self.send_next(&mut ahead, place + 1);
        }
        own
    }

    fn send_next(&self, ahead: &mut Ahead, from: usize) {
        let start = self.start();
        let mut bytes = 0;
        for place in from..(from + OBJECTS_AHEAD).min(ahead.listed.len()) {
            let object = &ahead.listed[place];
            let size = object.size.unwrap_or(0);
            bytes += size;
            let Some(key) = object.name.strip_prefix(&start) else {
                continue;
            };
            if size > RANGE_BYTES || size == 0 || bytes > BYTES_AHEAD {
                return;
            }
            if ahead.requests.contains_key(&place) {
                continue;
            }
            let (bucket, key) = (self.bucket.clone(), key.to_owned());
            let request = tokio::spawn(async move { bucket.get(&key, None).await });
            ahead.requests.insert(place, request);
        }
    }

    /// Copies an object from `offset` into a temporary file. A log object is written once; one that
    /// changes meanwhile is read as neither of its two contents.
    async fn spool(
        &self,
        object: &LogObject,
        key: &str,
        size: u64,
        offset: u64,
    ) -> Result<Box<dyn Read + Send>, LogSourceError> {
        let failed = |source| LogSourceError::Io {
            name: object.name.clone(),
            source,
        };
        let mut file = tempfile::tempfile().map_err(failed)?;
        let firsts = (0..).map(|range| offset + range * RANGE_BYTES);
        let ranges = firsts.take_while(|first| *first < size).map(|first| {
            let last = (first + RANGE_BYTES).min(size) - 1;
            self.get(key, Some(ByteRange { first, last }))
        });
        let mut bodies = stream::iter(ranges).buffered(RANGES_AT_ONCE);
        let mut etag = None;
        while let Some(body) = bodies.next().await {
            let body = body?;
            if *etag.get_or_insert_with(|| body.head.etag.clone()) != body.head.etag {
                return Err(failed(std::io::Error::other(
                    "it changed while it was read",
                )));
            }
            file.write_all(&body.bytes).map_err(failed)?;
        }
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        Ok(Box::new(file))
    }
}

#[async_trait]
impl LogSource for BucketLogs {
    async fn list(&self) -> Result<Vec<LogObject>, LogSourceError> {
        self.list_new(&ReadBefore::default()).await
    }

    async fn list_new(&self, before: &ReadBefore) -> Result<Vec<LogObject>, LogSourceError> {
        let start = self.start();
        let read = before.names.iter();
        let read = read
            .filter_map(|name| name.strip_prefix(&start))
            .filter(|key| key.starts_with(&self.prefix));
        let objects = self
            .list_from(&LogNames::new(read.clone(), before.lateness_ms))
            .await?;
        // Logs that were read may have expired.
        if objects.is_empty() && read.count() == 0 {
            let name = format!("{start}{}", self.prefix);
            return Err(LogSourceError::NotFound(name));
        }
        Ok(objects)
    }

    async fn open(
        &self,
        object: &LogObject,
        offset: u64,
    ) -> Result<Box<dyn Read + Send>, LogSourceError> {
        let key = object.name.strip_prefix(&self.start());
        let key = key.ok_or_else(|| LogSourceError::NotFound(object.name.clone()))?;
        let size = object.size.unwrap_or(0);
        if offset >= size {
            return Ok(Box::new(std::io::empty()));
        }
        if size > RANGE_BYTES {
            return self.spool(object, key, size, offset).await;
        }
        if offset == 0 {
            let requested = self.request_ahead(object);
            let body = match requested {
                Some(request) => request.await.ok(),
                None => None,
            };
            let body = match body {
                Some(body) => body?,
                None => self.get(key, None).await?,
            };
            return Ok(Box::new(Cursor::new(body.bytes)));
        }
        let (first, last) = (offset, size - 1);
        let body = self.get(key, Some(ByteRange { first, last })).await?;
        Ok(Box::new(Cursor::new(body.bytes)))
    }
}
