//! A copy part by part, by the store or through this host. The upload is in the journal before its
//! first part is sent, so that it can be resumed or ended after a crash.

use std::collections::BTreeMap;

use crate::engine::doctor::Capability;
use crate::migration::{Outcome, Rejection, TransferEvent};
use crate::ports::{
    BucketError, BucketErrorKind, ByteRange, ChecksumAlgorithm, ChecksumType, CompleteUpload,
    CreateUpload, PartReceipt, ReadOptions, UploadPart, UploadPartCopy,
};

use super::copy::{Copying, Sent};
use super::lane::{Lane, Stop, Work};
use super::outcome::{Trouble, outcome_of, written};
use super::route::part_bytes;
use super::run::Next;
use super::stream::{is_wanted, unread};

/// One part to make.
struct Part {
    number: u32,
    range: ByteRange,
}

impl Part {
    fn size(&self) -> u64 {
        self.range.last - self.range.first + 1
    }
}

/// The parts of an object, in order.
fn parts_of(size: u64, part_bytes: u64) -> Vec<Part> {
    let starts = (0..size).step_by(part_bytes as usize);
    (1..)
        .zip(starts)
        .map(|(number, first)| Part {
            number,
            range: ByteRange {
                first,
                last: (first + part_bytes).min(size) - 1,
            },
        })
        .collect()
}

impl Lane<'_> {
    /// Copies part by part, going on with an upload that is open.
    pub(super) async fn copy_in_parts(
        &self,
        work: &mut Work,
        copying: &Copying,
        by_store: bool,
    ) -> Result<Sent, Stop> {
        let resumed = work.transfer.as_ref().and_then(|it| it.upload_id.clone());
        let (upload_id, there) = match resumed {
            Some(upload_id) => {
                let there = self.listed_parts(copying, &upload_id).await;
                (upload_id, there)
            }
            None => match self.open_upload(work, copying).await? {
                Ok(upload_id) => (upload_id, Ok(Some(BTreeMap::new()))),
                Err(next) => return Ok(Sent::Not(next)),
            },
        };
        let there = match there {
            Ok(Some(parts)) => parts,
            // Ended behind our back, or completed by an attempt that was not answered.
            Ok(None) => {
                self.record(work, TransferEvent::UploadEnded).await?;
                return Ok(Sent::Not(Next::LookAgain));
            }
            Err(trouble) => return Ok(Sent::Not(Next::Blocked("target", trouble))),
        };
        let mut receipts = Vec::new();
        for part in parts_of(
            copying.want.size,
            part_bytes(copying.want.size, self.options),
        ) {
            let known = there.get(&part.number);
            if let Some((_, receipt)) = known.filter(|(size, _)| *size == part.size()) {
                receipts.push(receipt.clone());
                continue;
            }
            self.show_life().await?;
            self.await_turn(part.size()).await;
            if let Err(ending) = self.in_time() {
                return Ok(Sent::Not(Next::Refused(ending)));
            }
            let sent = if by_store {
                self.copy_part(copying, &upload_id, &part).await
            } else {
                self.stream_part(copying, &upload_id, &part).await
            };
            match sent {
                Ok(receipt) => receipts.push(receipt),
                Err(next) => return Ok(Sent::Not(next)),
            }
        }
        self.complete_parts(work, copying, upload_id, receipts)
            .await
    }

    /// A new upload, in the journal.
    async fn open_upload(
        &self,
        work: &mut Work,
        copying: &Copying,
    ) -> Result<Result<String, Next>, Stop> {
        let attributes = match self.attributes_of(copying).await {
            Ok(attributes) => attributes,
            Err(next) => return Ok(Err(next)),
        };
        let powers = match self.target_powers().await {
            Ok(powers) => powers,
            Err(ending) => return Ok(Err(Next::Refused(ending))),
        };
        let full = (ChecksumAlgorithm::Crc64Nvme, ChecksumType::FullObject);
        let request = CreateUpload {
            key: copying.to.clone(),
            attributes,
            checksum: powers.has(Capability::Crc64Nvme).then_some(full),
        };
        let at_ms = self.clock.now_ms();
        self.record(work, TransferEvent::UploadIntended { at_ms })
            .await?;
        let answer = self.target.bucket.create_upload(&request).await;
        match answer {
            Ok(upload_id) => {
                let event = TransferEvent::UploadOpened {
                    upload_id: upload_id.clone(),
                };
                self.record(work, event).await?;
                Ok(Ok(upload_id))
            }
            Err(error) => {
                let blocked = Next::Blocked("target", Trouble::from(&error));
                // One that was opened without an answer stays in the journal as that.
                if let Outcome::Rejected(_) = outcome_of::<()>(Err(error)) {
                    self.record(work, TransferEvent::UploadEnded).await?;
                }
                Ok(Err(blocked))
            }
        }
    }

    /// Parts of an upload by number, with their sizes; `None` when it is not open.
    async fn listed_parts(
        &self,
        copying: &Copying,
        upload_id: &str,
    ) -> Result<Option<BTreeMap<u32, (u64, PartReceipt)>>, Trouble> {
        let mut parts = BTreeMap::new();
        let mut after = None;
        loop {
            let bucket = &self.target.bucket;
            let page = match bucket.list_parts(&copying.to, upload_id, after).await {
                Ok(page) => page,
                Err(error) if error.kind == BucketErrorKind::NotFound => return Ok(None),
                // Then every part is made again, which is safe.
                Err(error) if cannot_tell(&error) => return Ok(Some(BTreeMap::new())),
                Err(error) => return Err(Trouble::from(&error)),
            };
            for part in page.parts {
                let receipt = PartReceipt {
                    number: part.number,
                    etag: part.etag,
                    checksums: BTreeMap::new(),
                };
                parts.insert(part.number, (part.size, receipt));
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(Some(parts)),
            }
        }
    }

    async fn copy_part(
        &self,
        copying: &Copying,
        upload_id: &str,
        part: &Part,
    ) -> Result<PartReceipt, Next> {
        let request = UploadPartCopy {
            key: copying.to.clone(),
            upload_id: upload_id.to_owned(),
            number: part.number,
            source: self.copy_source(copying),
            range: Some(part.range),
        };
        let answer = self.target.bucket.upload_part_copy(&request).await;
        self.count_copied(part.size(), &answer);
        answer.map_err(|error| part_not_made(&error))
    }

    async fn stream_part(
        &self,
        copying: &Copying,
        upload_id: &str,
        part: &Part,
    ) -> Result<PartReceipt, Next> {
        let options = ReadOptions {
            range: Some(part.range),
            version_id: None,
            if_match: Some(copying.want.etag.clone()),
        };
        let read = self.source.bucket.get_with(&copying.from, &options).await;
        let read = read.map_err(|error| unread(&error))?;
        if !is_wanted(&read.head, copying) || read.bytes.len() as u64 != part.size() {
            return Err(Next::LookAgain);
        }
        let request = UploadPart {
            key: copying.to.clone(),
            upload_id: upload_id.to_owned(),
            number: part.number,
            body: read.bytes,
            checksum: None,
        };
        let answer = self.target.bucket.upload_part(&request).await;
        answer.map_err(|error| part_not_made(&error))
    }

    async fn complete_parts(
        &self,
        work: &mut Work,
        copying: &Copying,
        upload_id: String,
        parts: Vec<PartReceipt>,
    ) -> Result<Sent, Stop> {
        let request = CompleteUpload {
            key: copying.to.clone(),
            upload_id,
            parts,
            checksum: None,
            size: Some(copying.want.size),
            condition: copying.condition.clone(),
        };
        if let Err(next) = self.still_as_needed(copying).await {
            return Ok(Sent::Not(next));
        }
        let outcome = written(self.target.bucket.complete_upload(&request).await);
        if let Outcome::Rejected(Rejection::Condition | Rejection::Missing) = outcome {
            // What is at the key decides; the upload, where it is still open, made nothing.
            if let Some(next) = self.end_upload(work).await? {
                return Ok(Sent::Not(next));
            }
        }
        Ok(Sent::Answered(outcome))
    }
}

/// Whether the store does not list parts, or not in a way that anybody understands: moto for one
/// answers with another root element than S3 does.
pub(super) fn cannot_tell(error: &BucketError) -> bool {
    error.kind == BucketErrorKind::NotImplemented || error.status == Some(200)
}

/// What a part that was not made means. An unanswered part made no object: it is made again.
fn part_not_made(error: &BucketError) -> Next {
    match outcome_of::<()>(Err(error.clone())) {
        Outcome::Rejected(Rejection::Condition | Rejection::Missing) => Next::LookAgain,
        Outcome::Rejected(Rejection::Conflict | Rejection::Damaged) => Next::Later,
        _ => Next::Blocked("target", Trouble::from(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_the_object_once() {
        for (size, part, want) in [(10, 5, 2), (11, 5, 3), (4, 5, 1)] {
            let parts = parts_of(size, part);
            assert_eq!(parts.len(), want);
            assert_eq!(parts.iter().map(Part::size).sum::<u64>(), size);
            assert_eq!(parts[0].range.first, 0);
        }
    }
}
