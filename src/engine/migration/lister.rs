//! [`Lister`]: the objects of a segment in one bucket, page by page, in byte order of their keys.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::ports::{Bucket, BucketError, ListRequest, ListedObject};

/// A listing that goes on as it is read: one page in memory.
pub(super) struct Lister {
    bucket: Arc<dyn Bucket>,
    request: ListRequest,
    /// Only this key, not those that start with it.
    exact: Option<String>,
    page: VecDeque<ListedObject>,
    ended: bool,
}

impl Lister {
    /// Objects whose keys start with `range`, or (`exact`) have just that key.
    pub(super) fn new(bucket: Arc<dyn Bucket>, range: String, exact: bool) -> Self {
        let request = ListRequest {
            prefix: range.clone(),
            page_size: exact.then_some(1),
            ..ListRequest::default()
        };
        Self {
            bucket,
            request,
            exact: exact.then_some(range),
            page: VecDeque::new(),
            ended: false,
        }
    }

    /// The next object; `None` after the last.
    pub(super) async fn next(&mut self) -> Result<Option<ListedObject>, BucketError> {
        loop {
            if let Some(object) = self.page.pop_front() {
                return Ok(Some(object));
            } else if self.ended {
                return Ok(None);
            }
            self.turn_page().await?;
        }
    }

    async fn turn_page(&mut self) -> Result<(), BucketError> {
        let page = self.bucket.list(&self.request).await?;
        self.page = page.objects.into();
        self.ended = page.next.is_none();
        self.request.continuation = page.next;
        if let Some(exact) = &self.exact {
            // Of the keys that start with it, the key itself comes first; a page may have none.
            self.ended |= !self.page.is_empty();
            self.page.retain(|object| object.key == *exact);
        }
        Ok(())
    }
}
