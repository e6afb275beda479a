//! HEAD, GET and tags, and what is true of a bucket as a whole.

use std::collections::BTreeMap;

use crate::ports::{ByteRange, ObjectHead, Versioning};

use super::capabilities::Support;
use super::conditions::ReadConditions;
use super::content::Content;
use super::refusal::Refusal;
use super::state::{State, Version};

/// Classes whose objects must be restored before they can be read.
const ARCHIVED: [&str; 2] = ["GLACIER", "DEEP_ARCHIVE"];

impl State {
    pub(super) fn head(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
        conditions: &ReadConditions,
    ) -> Result<ObjectHead, Refusal> {
        let bucket = self.bucket(bucket)?;
        let (version, stored) = bucket.object(key, version)?;
        let judged = conditions.check(&stored.etag, version.modified_ms);
        judged.map_err(super::conditions::Judgement::of_read)?;
        Ok(version.head(stored, bucket.versioning))
    }

    /// Head and content; the range must begin within the object.
    pub(super) fn get(
        &mut self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
        range: Option<ByteRange>,
        conditions: &ReadConditions,
    ) -> Result<(ObjectHead, Content), Refusal> {
        let head = self.head(bucket, key, version, conditions)?;
        let (_, stored) = self.bucket(bucket)?.object(key, version)?;
        check_not_archived(&stored.attributes.headers)?;
        let content = match range {
            None => stored.content.clone(),
            Some(range) => cut(&stored.content, range)?,
        };
        self.bill.of(bucket).bytes_out += content.len();
        Ok((head, content))
    }

    /// The bytes of a part, and how many parts there are; an object that was not uploaded in parts
    /// is one. `None` for the bytes of an empty object.
    pub(super) fn part_range(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
        number: u32,
    ) -> Result<(Option<ByteRange>, usize), Refusal> {
        let (_, stored) = self.bucket(bucket)?.object(key, version)?;
        let whole = [stored.content.len()];
        let sizes = match stored.part_sizes.as_slice() {
            [] => &whole,
            sizes => sizes,
        };
        let before = (number as usize).checked_sub(1);
        let Some((before, size)) = before.and_then(|index| Some((index, *sizes.get(index)?)))
        else {
            let message = "the requested part number is not satisfiable";
            return Err(Refusal::new("InvalidPartNumber", 416, message));
        };
        let first: u64 = sizes[..before].iter().sum();
        let range = (size > 0).then(|| ByteRange {
            first,
            last: first + size - 1,
        });
        Ok((range, stored.part_sizes.len()))
    }

    /// The version that hides or is the one asked for, where it is a delete marker.
    pub(super) fn marker(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Option<&Version> {
        let bucket = self.buckets.get(bucket)?;
        let found = match version {
            None => bucket.newest(key),
            Some(id) => {
                let mut versions = bucket.keys.get(key)?.iter();
                versions.find(|version| version.id == id)
            }
        };
        found.filter(|version| version.stored.is_none())
    }

    pub(super) fn tags(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<BTreeMap<String, String>, Refusal> {
        self.check_tags_supported()?;
        let (_, stored) = self.bucket(bucket)?.object(key, version)?;
        Ok(stored.attributes.tags.clone())
    }

    pub(super) fn check_tags_supported(&self) -> Result<(), Refusal> {
        match self.capabilities.tags {
            Support::Honoured => Ok(()),
            Support::Ignored | Support::Refused => Err(Refusal::not_implemented("tagging")),
        }
    }

    pub(super) fn versioning(&self, bucket: &str) -> Result<Versioning, Refusal> {
        Ok(self.bucket(bucket)?.versioning)
    }
}

/// The bytes of a range that begins within the content; what reaches beyond is cut off.
pub(super) fn cut(content: &Content, range: ByteRange) -> Result<Content, Refusal> {
    let range = within(range, content.len())?;
    Ok(content.slice(range.first, range.last + 1))
}

/// A range cut off at the end of `len` bytes, which it must begin before.
pub(super) fn within(range: ByteRange, len: u64) -> Result<ByteRange, Refusal> {
    if range.first >= len || range.last < range.first {
        let message = format!("the object has {len} bytes");
        return Err(Refusal::new("InvalidRange", 416, message));
    }
    Ok(ByteRange {
        first: range.first,
        last: range.last.min(len - 1),
    })
}

pub(super) fn check_not_archived(headers: &BTreeMap<String, String>) -> Result<(), Refusal> {
    let class = headers.get("x-amz-storage-class");
    if class.is_some_and(|class| ARCHIVED.contains(&class.as_str())) {
        let message = "the object is archived; restore it first";
        return Err(Refusal::new("InvalidObjectState", 403, message));
    }
    Ok(())
}
