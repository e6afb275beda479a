//! [`BucketLogs`]: log objects under a prefix of a bucket, through the reading port.

use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use async_trait::async_trait;

use crate::ports::{
    BucketReader, ByteRange, ListRequest, LogObject, LogSource, LogSourceError, ObjectBody,
};

/// Objects up to this size are read by one request into memory, larger ones in ranges of it into a
/// temporary file.
const RANGE_BYTES: u64 = 8 << 20;

/// Log objects under a prefix.
pub struct BucketLogs {
    bucket: Arc<dyn BucketReader>,
    prefix: String,
}

impl BucketLogs {
    /// Objects of `bucket` whose keys start with `prefix`.
    pub fn new(bucket: Arc<dyn BucketReader>, prefix: &str) -> Self {
        Self {
            bucket,
            prefix: prefix.to_owned(),
        }
    }

    fn start(&self) -> String {
        format!("s3://{}/", self.bucket.name())
    }

    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, LogSourceError> {
        Ok(self.bucket.get(key, range).await?)
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
        let mut etag = None;
        let mut first = offset;
        while first < size {
            let last = (first + RANGE_BYTES).min(size) - 1;
            let body = self.get(key, Some(ByteRange { first, last })).await?;
            if *etag.get_or_insert_with(|| body.head.etag.clone()) != body.head.etag {
                return Err(failed(std::io::Error::other(
                    "it changed while it was read",
                )));
            }
            file.write_all(&body.bytes).map_err(failed)?;
            first = last + 1;
        }
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        Ok(Box::new(file))
    }
}

#[async_trait]
impl LogSource for BucketLogs {
    async fn list(&self) -> Result<Vec<LogObject>, LogSourceError> {
        let mut request = ListRequest {
            prefix: self.prefix.clone(),
            ..ListRequest::default()
        };
        let mut objects = Vec::new();
        loop {
            let page = self.bucket.list(&request).await?;
            let logs = page.objects.into_iter().filter(|object| {
                // Consoles make empty objects that stand for directories.
                object.size > 0 || !object.key.ends_with('/')
            });
            objects.extend(logs.map(|object| LogObject {
                name: format!("{}{}", self.start(), object.key),
                size: Some(object.size),
                identity: format!("{}:{}", object.size, object.etag),
            }));
            match page.next {
                Some(next) => request.continuation = Some(next),
                None => break,
            }
        }
        if objects.is_empty() {
            let name = format!("{}{}", self.start(), self.prefix);
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
        let range = (offset > 0).then_some(ByteRange {
            first: offset,
            last: size - 1,
        });
        let body = self.get(key, range).await?;
        Ok(Box::new(Cursor::new(body.bytes)))
    }
}
