//! Multipart uploads: parts, and joining them.
//!
//! An upload that asked for no checksum gets CRC64NVME of the whole object, as AWS has it; but not
//! where a part is synthetic, whose bytes would have to be made for it.

use std::collections::BTreeMap;

use md5::{Digest as _, Md5};

use crate::ports::{
    ChecksumAlgorithm, ChecksumType, CompleteUpload, CreateUpload, PartReceipt, UploadPart,
    UploadPartCopy, WriteCondition, WriteReceipt,
};

use super::capabilities::{Support, considered};
use super::checksum::{check_form, composite, full_object, raw, verified};
use super::conditions::{ReadConditions, check_write, etag_matches};
use super::content::Content;
use super::read::cut;
use super::refusal::Refusal;
use super::state::{Part, State, Stored, Upload, check_key, hex, quoted_hex, whole_seconds};
use super::write::{MAX_SINGLE, add_content_type, check_attributes};

/// The least size of every part but the last, bytes.
const MIN_PART: u64 = 5 << 20;

/// The checksum of an upload that asked for none.
pub(super) const DEFAULT_CHECKSUM: (ChecksumAlgorithm, ChecksumType) =
    (ChecksumAlgorithm::Crc64Nvme, ChecksumType::FullObject);

impl State {
    pub(super) fn upload(
        &self,
        bucket: &str,
        key: &str,
        upload_id: &str,
    ) -> Result<&Upload, Refusal> {
        let id = (key.to_owned(), upload_id.to_owned());
        let uploads = &self.bucket(bucket)?.uploads;
        uploads.get(&id).ok_or_else(Refusal::no_such_upload)
    }

    /// CreateMultipartUpload: the upload id.
    pub(super) fn create_upload(
        &mut self,
        bucket: &str,
        create: &CreateUpload,
        initiator: &str,
        now_ms: i64,
    ) -> Result<String, Refusal> {
        check_key(&create.key)?;
        check_attributes(&create.attributes)?;
        self.bucket(bucket)?;
        let checksum = match (create.checksum, self.capabilities.checksums) {
            (Some(asked), Support::Honoured) => Some(checked_kind(asked)?),
            _ => None,
        };
        let upload_id = self.ids.long();
        let mut attributes = create.attributes.clone();
        add_content_type(&mut attributes);
        let upload = Upload {
            initiated_ms: whole_seconds(now_ms),
            initiator: initiator.to_owned(),
            attributes,
            checksum,
            parts: BTreeMap::new(),
        };
        let uploads = &mut self.bucket_mut(bucket)?.uploads;
        uploads.insert((create.key.clone(), upload_id.clone()), upload);
        Ok(upload_id)
    }

    /// The checksum that an upload for which this was asked gets.
    pub(super) fn upload_checksum(
        &self,
        asked: Option<(ChecksumAlgorithm, ChecksumType)>,
    ) -> Option<(ChecksumAlgorithm, ChecksumType)> {
        let honoured = self.capabilities.checksums == Support::Honoured;
        honoured.then(|| asked.unwrap_or(DEFAULT_CHECKSUM))
    }

    /// UploadPart.
    pub(super) fn upload_part(
        &mut self,
        bucket: &str,
        part: &UploadPart,
    ) -> Result<PartReceipt, Refusal> {
        let content = Content::held(part.body.clone());
        let upload = self.upload(bucket, &part.key, &part.upload_id)?;
        let honoured = self.capabilities.checksums == Support::Honoured;
        let checksum = match (&part.checksum, upload.checksum) {
            (Some(sent), Some((algorithm, _))) if sent.algorithm != algorithm => {
                let message = format!("the parts of this upload carry {algorithm}");
                return Err(Refusal::invalid_request(message));
            }
            (Some(sent), _) if honoured => Some(verified(sent, &content)?),
            (_, Some((algorithm, _))) => Some(full_object(algorithm, &content)),
            _ if honoured => Some(full_object(DEFAULT_CHECKSUM.0, &content)),
            _ => None,
        };
        self.bill.of(bucket).bytes_in += content.len();
        let stored = Part {
            md5: content.md5(),
            content,
            checksum,
        };
        self.add_part(bucket, &part.key, &part.upload_id, part.number, stored)
    }

    /// UploadPartCopy.
    pub(super) fn upload_part_copy(
        &mut self,
        bucket: &str,
        copy: &UploadPartCopy,
        conditions: &ReadConditions,
    ) -> Result<PartReceipt, Refusal> {
        let upload = self.upload(bucket, &copy.key, &copy.upload_id)?;
        let source = self.copy_source(&copy.source, conditions)?;
        let content = match copy.range {
            None => source.content.clone(),
            Some(range) if range.last >= source.content.len() => {
                let message = "the range reaches beyond the source";
                return Err(Refusal::invalid_argument(message));
            }
            Some(range) => cut(&source.content, range)?,
        };
        if content.len() > MAX_SINGLE {
            return Err(Refusal::invalid_request("a part has at most 5 GiB"));
        }
        let honoured = self.capabilities.checksums == Support::Honoured;
        let added = (honoured && !content.is_synthetic()).then_some(DEFAULT_CHECKSUM);
        let algorithm = upload.checksum.or(added).map(|(algorithm, _)| algorithm);
        let checksum = algorithm.map(|algorithm| full_object(algorithm, &content));
        self.bill.of(bucket).bytes_copied += content.len();
        let stored = Part {
            md5: content.md5(),
            content,
            checksum,
        };
        self.add_part(bucket, &copy.key, &copy.upload_id, copy.number, stored)
    }

    fn add_part(
        &mut self,
        bucket: &str,
        key: &str,
        upload_id: &str,
        number: u32,
        part: Part,
    ) -> Result<PartReceipt, Refusal> {
        if !(1..=10_000).contains(&number) {
            let message = "part numbers go from 1 to 10000";
            return Err(Refusal::invalid_argument(message));
        }
        let checksum = part.checksum.iter();
        let receipt = PartReceipt {
            number,
            etag: quoted_hex(&part.md5),
            checksums: checksum
                .map(|sum| (sum.algorithm.header().to_owned(), sum.value.clone()))
                .collect(),
        };
        let id = (key.to_owned(), upload_id.to_owned());
        let upload = self.bucket_mut(bucket)?.uploads.get_mut(&id);
        let upload = upload.ok_or_else(Refusal::no_such_upload)?;
        upload.parts.insert(number, part);
        Ok(receipt)
    }

    /// CompleteMultipartUpload. A refused completion leaves the upload open.
    pub(super) fn complete_upload(
        &mut self,
        bucket: &str,
        complete: &CompleteUpload,
        ticket: u64,
        now_ms: i64,
    ) -> Result<WriteReceipt, Refusal> {
        let disturbed = self.end_write(ticket);
        let upload = self.upload(bucket, &complete.key, &complete.upload_id)?;
        let capabilities = self.capabilities;
        let condition = considered(
            &complete.condition,
            capabilities.complete_if_absent,
            capabilities.complete_if_match,
        )?;
        let parts = chosen_parts(upload, &complete.parts)?;
        let honoured = capabilities.checksums == Support::Honoured;
        if honoured {
            check_part_checksums(upload, &parts, &complete.parts)?;
        }
        let stored = joined(upload, &parts, complete, honoured)?;
        if disturbed && condition != WriteCondition::None {
            return Err(Refusal::conflict());
        }
        let here = self.bucket(bucket)?;
        check_write(&condition, here.current_etag(&complete.key))?;
        let id = (complete.key.clone(), complete.upload_id.clone());
        self.bucket_mut(bucket)?.uploads.remove(&id);
        self.store(bucket, &complete.key, stored, now_ms)
    }

    /// AbortMultipartUpload.
    pub(super) fn abort_upload(
        &mut self,
        bucket: &str,
        key: &str,
        upload_id: &str,
    ) -> Result<(), Refusal> {
        let id = (key.to_owned(), upload_id.to_owned());
        let removed = self.bucket_mut(bucket)?.uploads.remove(&id);
        removed.map(|_| ()).ok_or_else(Refusal::no_such_upload)
    }
}

/// SHA-1 and SHA-256 cannot be joined from parts, CRC64NVME is never composite.
fn checked_kind(
    asked: (ChecksumAlgorithm, ChecksumType),
) -> Result<(ChecksumAlgorithm, ChecksumType), Refusal> {
    match asked {
        (ChecksumAlgorithm::Sha1 | ChecksumAlgorithm::Sha256, ChecksumType::FullObject)
        | (ChecksumAlgorithm::Crc64Nvme, ChecksumType::Composite) => {
            let message = format!("{} does not exist in this checksum type", asked.0);
            Err(Refusal::invalid_request(message))
        }
        fine => Ok(fine),
    }
}

/// The parts that a completion names, checked for order, ETags and sizes.
fn chosen_parts<'u>(upload: &'u Upload, named: &[PartReceipt]) -> Result<Vec<&'u Part>, Refusal> {
    if named.is_empty() {
        return Err(Refusal::new("MalformedXML", 400, "no part is named"));
    }
    if named
        .windows(2)
        .any(|pair| pair[0].number >= pair[1].number)
    {
        let message = "part numbers must rise";
        return Err(Refusal::new("InvalidPartOrder", 400, message));
    }
    let mut parts = Vec::with_capacity(named.len());
    for receipt in named {
        let part = upload.parts.get(&receipt.number);
        let part = part.filter(|part| etag_matches(&receipt.etag, &hex(&part.md5)));
        let missing = || {
            let message = format!("part {} is not there with this ETag", receipt.number);
            Refusal::new("InvalidPart", 400, message)
        };
        parts.push(part.ok_or_else(missing)?);
    }
    let (_, all_but_last) = parts.split_last().unwrap_or((&parts[0], &[]));
    if all_but_last
        .iter()
        .any(|part| part.content.len() < MIN_PART)
    {
        let message = "every part but the last has at least 5 MiB";
        return Err(Refusal::new("EntityTooSmall", 400, message));
    }
    Ok(parts)
}

/// Compares the checksums that a completion names with those of the parts. A composite one is made
/// of them, so none may be left out.
fn check_part_checksums(
    upload: &Upload,
    parts: &[&Part],
    named: &[PartReceipt],
) -> Result<(), Refusal> {
    for (part, receipt) in parts.iter().zip(named) {
        let own = part.checksum.as_ref();
        let is_own = |(name, value): (&String, &String)| {
            own.is_some_and(|own| own.algorithm.header() == name && own.value == *value)
        };
        if !receipt.checksums.iter().all(is_own) {
            let message = format!("part {} is not there with this checksum", receipt.number);
            return Err(Refusal::new("InvalidPart", 400, message));
        }
        if let Some((algorithm, ChecksumType::Composite)) = upload.checksum
            && receipt.checksums.is_empty()
        {
            let message = format!(
                "the upload was created with {algorithm}; the checksum of part {} is missing",
                receipt.number
            );
            return Err(Refusal::invalid_request(message));
        }
    }
    Ok(())
}

/// The object made of the parts, with the composite ETag.
fn joined(
    upload: &Upload,
    parts: &[&Part],
    complete: &CompleteUpload,
    honoured: bool,
) -> Result<Stored, Refusal> {
    let mut content = Content::default();
    let mut digest = Md5::new();
    for part in parts {
        content.append(&part.content);
        digest.update(part.md5);
    }
    if complete.size.is_some_and(|size| size != content.len()) {
        let message = format!("the parts have {} bytes together", content.len());
        return Err(Refusal::invalid_request(message));
    }
    let mut checksums = BTreeMap::new();
    let added = (honoured && !content.is_synthetic()).then_some(DEFAULT_CHECKSUM);
    let kept = upload.checksum.or(added);
    if let Some((algorithm, kind)) = kept {
        let checksum = match kind {
            ChecksumType::FullObject => full_object(algorithm, &content),
            ChecksumType::Composite => {
                let sums: Vec<_> = parts
                    .iter()
                    .filter_map(|part| part.checksum.as_ref())
                    .collect();
                let sums: Vec<Vec<u8>> = sums.into_iter().map(raw).collect();
                composite(algorithm, &sums)
            }
        };
        if let Some(sent) = &complete.checksum {
            check_form(sent)?;
            if sent.algorithm != algorithm || sent.value != checksum.value {
                return Err(Refusal::bad_digest(sent.algorithm.name()));
            }
        }
        checksums.insert(algorithm.header().to_owned(), checksum.value);
    }
    Ok(Stored {
        etag: format!("\"{}-{}\"", hex(&digest.finalize()), parts.len()),
        content,
        attributes: upload.attributes.clone(),
        checksum_type: kept.map(|(_, kind)| kind),
        checksums,
        part_sizes: parts.iter().map(|part| part.content.len()).collect(),
    })
}
