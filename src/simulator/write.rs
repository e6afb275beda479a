//! PUT, copy and tags.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ports::{
    Attributes, Checksum, ChecksumAlgorithm, ChecksumType, CopyRequest, PutRequest, WriteReceipt,
};

use super::capabilities::{Support, considered, considered_etag};
use super::checksum::{full_object, verified};
use super::conditions::{Judgement, ReadConditions, check_write};
use super::content::Content;
use super::read::check_not_archived;
use super::refusal::Refusal;
use super::state::{State, Stored, check_key, quoted_hex};

/// The largest object of one PUT or copy, bytes.
pub(super) const MAX_SINGLE: u64 = 5 << 30;

/// Classes that a write may ask for.
const STORAGE_CLASSES: [&str; 9] = [
    "STANDARD",
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "GLACIER_IR",
    "DEEP_ARCHIVE",
    "EXPRESS_ONEZONE",
];

const MAX_METADATA: usize = 2048;
const MAX_TAGS: usize = 10;

impl State {
    /// PutObject. `ticket` is what `begin_write` gave out when the request began.
    pub(super) fn put(
        &mut self,
        bucket: &str,
        put: &PutRequest,
        ticket: u64,
        now_ms: i64,
    ) -> Result<WriteReceipt, Refusal> {
        let disturbed = self.end_write(ticket);
        check_key(&put.key)?;
        check_attributes(&put.attributes)?;
        let here = self.bucket(bucket)?;
        let capabilities = self.capabilities;
        let condition = considered(
            &put.condition,
            capabilities.put_if_absent,
            capabilities.put_if_match,
        )?;
        if disturbed && condition != crate::ports::WriteCondition::None {
            return Err(Refusal::conflict());
        }
        let content = Content::held(put.body.clone());
        let checksums = self.object_checksum(put.checksum.as_ref(), &content)?;
        check_write(&condition, here.current_etag(&put.key))?;
        let mut attributes = put.attributes.clone();
        add_content_type(&mut attributes);
        self.bill.of(bucket).bytes_in += content.len();
        let stored = Stored {
            etag: quoted_hex(&content.md5()),
            content,
            attributes,
            checksum_type: (!checksums.is_empty()).then_some(ChecksumType::FullObject),
            checksums,
            part_sizes: Vec::new(),
        };
        self.store(bucket, &put.key, stored, now_ms)
    }

    /// The checksum to keep: the one sent, checked, or else CRC64NVME as AWS adds it.
    fn object_checksum(
        &self,
        sent: Option<&Checksum>,
        content: &Content,
    ) -> Result<BTreeMap<String, String>, Refusal> {
        if self.capabilities.checksums != Support::Honoured {
            return Ok(BTreeMap::new());
        }
        let kept = match sent {
            Some(sent) => verified(sent, content)?,
            None => full_object(ChecksumAlgorithm::Crc64Nvme, content),
        };
        Ok(BTreeMap::from([(
            kept.algorithm.header().to_owned(),
            kept.value,
        )]))
    }

    pub(super) fn store(
        &mut self,
        bucket: &str,
        key: &str,
        stored: Stored,
        now_ms: i64,
    ) -> Result<WriteReceipt, Refusal> {
        let (etag, checksums) = (stored.etag.clone(), stored.checksums.clone());
        let version_id = self.push_version(bucket, key, Some(Arc::new(stored)), now_ms)?;
        Ok(WriteReceipt {
            etag,
            version_id,
            checksums,
        })
    }

    /// The source of a copy, once its conditions hold.
    pub(super) fn copy_source(
        &self,
        source: &crate::ports::CopySource,
        conditions: &ReadConditions,
    ) -> Result<Arc<Stored>, Refusal> {
        let bucket = self.bucket(&source.bucket)?;
        let (version, stored) = bucket
            .object(&source.key, source.version_id.as_deref())
            .map_err(|refusal| match refusal.code {
                "MethodNotAllowed" => Refusal::invalid_request("the source is a delete marker"),
                _ => refusal,
            })?;
        let mut conditions = conditions.clone();
        let support = self.capabilities.copy_source_if_match;
        let if_match = considered_etag(conditions.if_match.as_deref(), support)?;
        conditions.if_match = if_match.map(str::to_owned);
        let judged = conditions.check(&stored.etag, version.modified_ms);
        judged.map_err(Judgement::of_copy)?;
        check_not_archived(&stored.attributes.headers)?;
        Ok(stored.clone())
    }

    /// CopyObject. The copy has a single-part ETag whatever the source's was.
    pub(super) fn copy(
        &mut self,
        bucket: &str,
        copy: &CopyRequest,
        conditions: &ReadConditions,
        now_ms: i64,
    ) -> Result<WriteReceipt, Refusal> {
        check_key(&copy.key)?;
        let here = self.bucket(bucket)?;
        let source = self.copy_source(&copy.source, conditions)?;
        let capabilities = self.capabilities;
        let condition = considered(
            &copy.condition,
            capabilities.copy_if_absent,
            capabilities.copy_if_match,
        )?;
        if source.content.len() > MAX_SINGLE {
            let message = "the source is larger than 5 GiB: copy it in parts";
            return Err(Refusal::invalid_request(message));
        }
        let onto_itself = copy.source.bucket == bucket && copy.source.key == copy.key;
        let changes = copy.replace.is_some()
            || copy.storage_class.is_some()
            || copy.source.version_id.is_some();
        if onto_itself && !changes {
            let message = "the copy onto itself changes nothing";
            return Err(Refusal::invalid_request(message));
        }
        check_write(&condition, here.current_etag(&copy.key))?;
        let attributes = copied_attributes(copy, &source);
        check_attributes(&attributes)?;
        let checksums = self.copied_checksum(copy.checksum, &source);
        self.bill.of(bucket).bytes_copied += source.content.len();
        let stored = Stored {
            etag: quoted_hex(&source.content.md5()),
            content: source.content.clone(),
            attributes,
            checksum_type: (!checksums.is_empty()).then_some(ChecksumType::FullObject),
            checksums,
            part_sizes: Vec::new(),
        };
        self.store(bucket, &copy.key, stored, now_ms)
    }

    /// The algorithm asked for, else the source's, else CRC64NVME; always of the whole bytes.
    /// Synthetic content, which has none, gets one only when asked for: it takes time.
    fn copied_checksum(
        &self,
        asked: Option<ChecksumAlgorithm>,
        source: &Stored,
    ) -> BTreeMap<String, String> {
        if self.capabilities.checksums != Support::Honoured {
            return BTreeMap::new();
        }
        let kept =
            |algorithm: &ChecksumAlgorithm| source.checksums.contains_key(algorithm.header());
        let own = ChecksumAlgorithm::ALL.into_iter().find(kept);
        let added = (!source.content.is_synthetic()).then_some(ChecksumAlgorithm::Crc64Nvme);
        let Some(algorithm) = asked.or(own).or(added) else {
            return BTreeMap::new();
        };
        let checksum = full_object(algorithm, &source.content);
        BTreeMap::from([(algorithm.header().to_owned(), checksum.value)])
    }

    /// PutObjectTagging.
    pub(super) fn put_tags(
        &mut self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), Refusal> {
        self.check_tags_supported()?;
        check_tags(tags)?;
        self.bucket(bucket)?.object(key, version)?;
        let versions = self.bucket_mut(bucket)?.keys.get_mut(key);
        let named = versions.and_then(|versions| match version {
            Some(id) => versions.iter_mut().find(|version| version.id == id),
            None => versions.last_mut(),
        });
        if let Some(stored) = named.and_then(|version| version.stored.as_mut()) {
            Arc::make_mut(stored).attributes.tags.clone_from(tags);
        }
        Ok(())
    }
}

fn copied_attributes(copy: &CopyRequest, source: &Stored) -> Attributes {
    let kept = || source.copied_attributes();
    let mut attributes = copy.replace.clone().unwrap_or_else(kept);
    if let Some(class) = &copy.storage_class {
        let name = "x-amz-storage-class".to_owned();
        attributes.headers.insert(name, class.clone());
    }
    attributes
}

/// What AWS calls bytes of which nothing is known.
pub(super) fn add_content_type(attributes: &mut Attributes) {
    let name = "content-type".to_owned();
    let kept = attributes.headers.entry(name);
    kept.or_insert_with(|| "binary/octet-stream".to_owned());
}

pub(super) fn check_attributes(attributes: &Attributes) -> Result<(), Refusal> {
    check_tags(&attributes.tags)?;
    check_storage_class(attributes)?;
    let metadata = attributes.metadata.iter();
    let bytes: usize = metadata.map(|(name, value)| name.len() + value.len()).sum();
    if bytes > MAX_METADATA {
        let message = format!("the metadata has {bytes} bytes, the most is {MAX_METADATA}");
        return Err(Refusal::new("MetadataTooLarge", 400, message));
    }
    Ok(())
}

fn check_storage_class(attributes: &Attributes) -> Result<(), Refusal> {
    match attributes.headers.get("x-amz-storage-class") {
        Some(class) if !STORAGE_CLASSES.contains(&class.as_str()) => {
            let message = "the storage class you specified is not valid";
            Err(Refusal::new("InvalidStorageClass", 400, message))
        }
        _ => Ok(()),
    }
}

fn check_tags(tags: &BTreeMap<String, String>) -> Result<(), Refusal> {
    if tags.len() > MAX_TAGS {
        let message = format!("an object has at most {MAX_TAGS} tags");
        return Err(Refusal::new("BadRequest", 400, message));
    }
    let fits = |(name, value): (&String, &String)| {
        (1..=128).contains(&name.chars().count()) && value.chars().count() <= 256
    };
    if !tags.iter().all(fits) {
        let message = "a tag's key has 1 to 128 characters, its value at most 256";
        return Err(Refusal::new("InvalidTag", 400, message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::{DeleteRequest, Versioning, WriteCondition};
    use crate::simulator::Capabilities;
    use crate::simulator::state::BucketState;

    fn state(versioning: Versioning) -> State {
        let mut state = State::new(0, Capabilities::default());
        let bucket = BucketState {
            versioning,
            ..BucketState::default()
        };
        state.buckets.insert("b".to_owned(), bucket);
        state
    }

    fn put(condition: WriteCondition) -> PutRequest {
        PutRequest {
            key: "k".to_owned(),
            condition,
            ..PutRequest::default()
        }
    }

    fn delete() -> DeleteRequest {
        DeleteRequest {
            key: "k".to_owned(),
            ..DeleteRequest::default()
        }
    }

    /// AWS: a delete that succeeds while a conditional write is under way makes it 409.
    #[test]
    fn a_delete_meanwhile_is_a_conflict() {
        for (condition, expected) in [
            (WriteCondition::IfAbsent, Err("ConditionalRequestConflict")),
            (WriteCondition::None, Ok(())),
        ] {
            let mut state = state(Versioning::Unversioned);
            let first = state.begin_write("b", "k");
            state
                .put("b", &put(WriteCondition::None), first, 0)
                .unwrap();
            let ticket = state.begin_write("b", "k");
            state.delete("b", &delete(), 0).unwrap();
            let answer = state.put("b", &put(condition), ticket, 0);
            assert_eq!(answer.map(drop).map_err(|refusal| refusal.code), expected);
        }
    }

    #[test]
    fn a_delete_of_another_key_is_none() {
        let mut state = state(Versioning::Unversioned);
        let ticket = state.begin_write("b", "k");
        let other = DeleteRequest {
            key: "other".to_owned(),
            ..delete()
        };
        state.delete("b", &other, 0).unwrap();
        state
            .put("b", &put(WriteCondition::IfAbsent), ticket, 0)
            .unwrap();
    }

    /// Suspended versioning replaces the null version for good and keeps the others.
    #[test]
    fn suspended_versioning_overwrites_the_null_version() {
        let mut state = state(Versioning::Enabled);
        let mut ids = Vec::new();
        for versioning in [
            Versioning::Enabled,
            Versioning::Suspended,
            Versioning::Suspended,
        ] {
            state.bucket_mut("b").unwrap().versioning = versioning;
            let ticket = state.begin_write("b", "k");
            let receipt = state
                .put("b", &put(WriteCondition::None), ticket, 0)
                .unwrap();
            ids.push(receipt.version_id.unwrap());
        }
        assert_eq!(ids[1..], ["null", "null"]);
        let versions = &state.bucket("b").unwrap().keys["k"];
        let kept: Vec<&str> = versions.iter().map(|version| version.id.as_str()).collect();
        assert_eq!(kept, [ids[0].as_str(), "null"]);
    }

    #[test]
    fn archived_objects_cannot_be_copied() {
        let mut state = state(Versioning::Unversioned);
        let mut archived = put(WriteCondition::None);
        let name = "x-amz-storage-class".to_owned();
        archived
            .attributes
            .headers
            .insert(name, "GLACIER".to_owned());
        let ticket = state.begin_write("b", "k");
        state.put("b", &archived, ticket, 0).unwrap();
        let copy = CopyRequest {
            source: crate::ports::CopySource {
                bucket: "b".to_owned(),
                key: "k".to_owned(),
                ..Default::default()
            },
            key: "to".to_owned(),
            ..CopyRequest::default()
        };
        let refusal = state
            .copy("b", &copy, &ReadConditions::default(), 0)
            .unwrap_err();
        assert_eq!((refusal.code, refusal.status), ("InvalidObjectState", 403));
    }
}
