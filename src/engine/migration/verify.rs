//! Comparing a copy with its source: by stored checksums, else by reading every byte of both; and
//! with them what an object carries beside its bytes.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::migration::{
    Contract, Proof, ProofLevel, Route, Transfer, TransferEvent, TransferState,
};
use crate::placement::Key;
use crate::ports::{
    Attributes, BucketErrorKind, ByteRange, ChecksumAlgorithm, ChecksumType, ObjectHead,
    ReadOptions,
};

use super::lane::{Lane, Reach, Stop, Work};
use super::observe::Sight;
use super::outcome::Trouble;
use super::place::{Place, Side, version_of};
use super::run::Next;

/// Of two checksums that both sides have, the first tells.
const STRONGEST_FIRST: [ChecksumAlgorithm; 4] = [
    ChecksumAlgorithm::Sha256,
    ChecksumAlgorithm::Crc64Nvme,
    ChecksumAlgorithm::Crc32c,
    ChecksumAlgorithm::Crc32,
];

/// The content type of an object that was given none.
const NO_TYPE: &str = "binary/octet-stream";

/// What became of a comparison.
pub(super) enum Compared {
    /// The same bytes.
    Equal {
        heads: Box<(ObjectHead, ObjectHead)>,
        /// When the two HEADs were sent, milliseconds UTC.
        looked_ms: i64,
        level: ProofLevel,
        digest: String,
    },
    /// Other bytes.
    Different,
    /// One of the two is no longer there, or changed while it was read.
    Moved(Sight),
}

/// Compares the bytes of source and target of `key`, at the level that the migration asks for. Of a target
/// that is not the copy which `transfer` knows as ours, an equal CRC is no proof: anybody can make bytes of
/// any CRC.
pub(super) async fn compare(
    lane: &Lane<'_>,
    key: &Key,
    transfer: Option<&Transfer>,
) -> Result<Compared, Trouble> {
    let (Some(from), Some(to)) = (lane.source.object_key(key), lane.target.object_key(key)) else {
        return Ok(Compared::Different);
    };
    let looked_ms = lane.clock.now_ms();
    let (source, target) = futures::join!(lane.source.look(&from), lane.target.look(&to));
    let sight = Sight::at(looked_ms, source.0, target.0);
    let (Some(source), Some(target)) = (source.1, target.1) else {
        return match sight.trouble() {
            Some((_, trouble)) => Err(trouble.clone()),
            None => Ok(Compared::Moved(sight)),
        };
    };
    if source.size != target.size {
        return Ok(Compared::Different);
    }
    let equal = |level, digest| Compared::Equal {
        heads: Box::new((source.clone(), target.clone())),
        looked_ms,
        level,
        digest,
    };
    let there = version_of(&target);
    let ours = transfer
        .filter(|transfer| transfer.ours)
        .and_then(|transfer| transfer.copy.as_ref())
        .is_some_and(|copy| copy.is(&there));
    match by_heads(lane.settings.verify, ours, &source, &target) {
        Heads::Equal(level, digest) => return Ok(equal(level, digest)),
        Heads::Different => return Ok(Compared::Different),
        Heads::Silent => {}
    }
    let ours = hash(lane, &lane.source, &from, &source).await?;
    let theirs = hash(lane, &lane.target, &to, &target).await?;
    match (ours, theirs) {
        (Some(a), Some(b)) if a == b => Ok(equal(ProofLevel::FullRead, format!("sha256:{a}"))),
        (Some(_), Some(_)) => Ok(Compared::Different),
        _ => Ok(Compared::Moved(lane.look_again(&from, &to).await)),
    }
}

/// What two HEADs of objects of one size can tell of their bytes.
enum Heads {
    Equal(ProofLevel, String),
    Different,
    /// Nothing: every byte must be read.
    Silent,
}

fn by_heads(least: ProofLevel, ours: bool, source: &ObjectHead, target: &ObjectHead) -> Heads {
    if least == ProofLevel::FullRead {
        return Heads::Silent;
    }
    let single = |head: &ObjectHead| !head.etag.contains('-');
    let same = source.etag == target.etag && single(source) && single(target);
    if least == ProofLevel::Etag && same {
        let digest = format!("etag:{}", source.etag.trim_matches('"'));
        return Heads::Equal(ProofLevel::Etag, digest);
    }
    if !is_of_bytes(source) || !is_of_bytes(target) {
        return Heads::Silent;
    }
    for algorithm in STRONGEST_FIRST {
        let value = |head: &ObjectHead| head.checksums.get(algorithm.header()).cloned();
        if let (Some(a), Some(b)) = (value(source), value(target)) {
            let digest = format!("{}:{a}", algorithm.name().to_lowercase());
            // Two ETags that are one MD5, or a copy that we made, leave a CRC only accidents to tell of.
            let told = ours || same || algorithm == ChecksumAlgorithm::Sha256;
            return match (a == b, told) {
                (false, _) => Heads::Different,
                (true, true) => Heads::Equal(ProofLevel::Checksum, digest),
                (true, false) => Heads::Silent,
            };
        }
    }
    Heads::Silent
}

/// Whether stored checksums are of the object's bytes, not of its parts.
fn is_of_bytes(head: &ObjectHead) -> bool {
    match head.checksum_type {
        Some(kind) => kind == ChecksumType::FullObject,
        None => !head.etag.contains('-'),
    }
}

/// SHA-256 of an object's bytes, hex, read part by part; `None` when it is no longer that version.
async fn hash(
    lane: &Lane<'_>,
    place: &Place,
    key: &str,
    head: &ObjectHead,
) -> Result<Option<String>, Trouble> {
    let mut sha = Sha256::new();
    let mut first = 0;
    while first < head.size {
        let last = (first + lane.options.part_bytes.max(1)).min(head.size) - 1;
        let options = ReadOptions {
            range: Some(ByteRange { first, last }),
            version_id: None,
            if_match: Some(head.etag.clone()),
        };
        lane.await_turn(last - first + 1).await;
        let part = match place.bucket.get_with(key, &options).await {
            Ok(part) => part,
            Err(error) => {
                use BucketErrorKind::{NotFound, PreconditionFailed};
                return match error.kind {
                    NotFound | PreconditionFailed => Ok(None),
                    _ => Err(Trouble::from(&error)),
                };
            }
        };
        if part.head.etag != head.etag || part.bytes.len() as u64 != last - first + 1 {
            return Ok(None);
        }
        sha.update(&part.bytes);
        first = last + 1;
    }
    Ok(Some(hex(&sha.finalize())))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What an object carries beside its bytes: headers and metadata of `head`, and its tags.
pub(super) async fn attributes(
    place: &Place,
    key: &str,
    head: &ObjectHead,
) -> Result<Attributes, Trouble> {
    let tags = match place.bucket.tags(key).await {
        Ok(tags) => tags,
        Err(error) => match error.kind {
            // A store without tags, or one that has no word for "none".
            BucketErrorKind::NotImplemented | BucketErrorKind::NotFound => BTreeMap::new(),
            _ => return Err(Trouble::from(&error)),
        },
    };
    let kept = without_tags(head);
    Ok(Attributes { tags, ..kept })
}

fn without_tags(head: &ObjectHead) -> Attributes {
    let mut headers = head.headers.clone();
    // Else whoever sends the copy makes up a type of its own.
    headers
        .entry("content-type".to_owned())
        .or_insert_with(|| NO_TYPE.to_owned());
    Attributes {
        headers,
        metadata: head.metadata.clone(),
        tags: BTreeMap::new(),
    }
}

/// As both sides must have them: without the storage class, which is the target's business, and
/// without the type that stores make up where none was given.
fn comparable(attributes: &Attributes) -> Attributes {
    let mut kept = attributes.clone();
    kept.headers.remove("x-amz-storage-class");
    let made_up = |value: &String| value == NO_TYPE;
    if kept.headers.get("content-type").is_some_and(made_up) {
        kept.headers.remove("content-type");
    }
    kept
}

/// The first thing in which two sets of attributes differ, in words.
fn difference(source: &Attributes, target: &Attributes) -> Option<String> {
    let kinds = [
        ("header", &source.headers, &target.headers),
        ("metadata", &source.metadata, &target.metadata),
        ("tag", &source.tags, &target.tags),
    ];
    kinds.into_iter().find_map(|(kind, a, b)| {
        let mut names = a.keys().chain(b.keys());
        let name = names.find(|name| a.get(*name) != b.get(*name))?;
        let (a, b) = (a.get(name), b.get(name));
        Some(format!("{kind} `{name}`: source {a:?}, target {b:?}"))
    })
}

/// SHA-256 over attributes, hex.
fn attributes_hash(attributes: &Attributes) -> String {
    let mut sha = Sha256::new();
    for (kind, values) in [
        ("header", &attributes.headers),
        ("metadata", &attributes.metadata),
        ("tag", &attributes.tags),
    ] {
        for (name, value) in values {
            for field in [kind, name, value] {
                sha.update((field.len() as u64).to_be_bytes());
                sha.update(field);
            }
        }
    }
    hex(&sha.finalize())
}

impl Lane<'_> {
    async fn look_again(&self, from: &str, to: &str) -> Sight {
        let now_ms = self.clock.now_ms();
        let (source, target) = futures::join!(self.source.look(from), self.target.look(to));
        Sight::at(now_ms, source.0, target.0)
    }

    /// Compares source and copy and records the proof, or what speaks against it.
    pub(super) async fn verify(&self, work: &mut Work) -> Result<Next, Stop> {
        let compared = compare(self, &work.key, work.transfer.as_ref()).await;
        let (source, target, looked_ms, level, digest) = match compared {
            Ok(Compared::Equal {
                heads,
                looked_ms,
                level,
                digest,
            }) => (heads.0, heads.1, looked_ms, level, digest),
            Ok(Compared::Moved(sight)) => return Ok(Next::Known(sight)),
            Ok(Compared::Different) => return self.judge_difference(work).await,
            Err(trouble) => return Ok(Next::Blocked("target", trouble)),
        };
        let (Some(from), Some(to)) = (
            self.source.object_key(&work.key),
            self.target.object_key(&work.key),
        ) else {
            return Ok(Next::LookAgain);
        };
        let ours = match attributes(&self.source, &from, &source).await {
            Ok(ours) => comparable(&ours),
            Err(trouble) => return Ok(Next::Blocked("source", trouble)),
        };
        // A copy that we made of an object without tags was given none: there is nothing to ask for.
        let made_without = ours.tags.is_empty() && work.transfer.as_ref().is_some_and(|it| it.ours);
        let theirs = if made_without {
            Ok(without_tags(&target))
        } else {
            attributes(&self.target, &to, &target).await
        };
        let theirs = match theirs {
            Ok(theirs) => comparable(&theirs),
            Err(trouble) => return Ok(Next::Blocked("target", trouble)),
        };
        if let Some(evidence) = difference(&ours, &theirs) {
            let sides = (Side::of_head(&source), Side::of_head(&target));
            let sight = Sight::at(looked_ms, sides.0, sides.1);
            return self.judge_attributes(work, &sight, evidence).await;
        }
        let proof = Proof {
            source: version_of(&source),
            target: version_of(&target),
            level,
            digest,
            attributes_hash: attributes_hash(&ours),
            at_ms: self.clock.now_ms(),
        };
        let sides = (Side::of_head(&source), Side::of_head(&target));
        let sight = Sight::at(looked_ms, sides.0, sides.1);
        self.record(work, TransferEvent::Verified { proof }).await?;
        Ok(Next::Known(sight))
    }

    /// The copy carries something else than its source. What the store made by itself is made once more with
    /// everything said; anything else is for a person.
    async fn judge_attributes(
        &self,
        work: &mut Work,
        sight: &Sight,
        evidence: String,
    ) -> Result<Next, Stop> {
        let of_the_store = self.route == Route::ServerSide && !work.in_full;
        let transfer = work.transfer.as_ref();
        let fresh_copy = transfer.is_some_and(|it| it.state == TransferState::Copied && it.ours);
        match self.reach {
            Reach::Everything if of_the_store && fresh_copy => {
                work.in_full = true;
                self.copy(work, sight, true).await
            }
            // Recovery begins nothing: whoever goes on makes it once more.
            Reach::InFlight if of_the_store && fresh_copy => Ok(Next::Ended),
            _ => self.ask(work, "attributes-differ", evidence).await,
        }
    }

    /// Before a source is deleted whose writers may do anything: what it carries beside its bytes must still
    /// be what was proven, for new tags change neither its ETag nor its time. What else to do where not.
    pub(super) async fn attributes_changed(
        &self,
        work: &mut Work,
        transfer: &Transfer,
    ) -> Result<Option<Next>, Stop> {
        let (Some(proof), Some(key)) = (&transfer.proof, self.source.object_key(&work.key)) else {
            return Ok(None);
        };
        if self.settings.contract != Contract::Mutable {
            return Ok(None);
        }
        let (side, head) = self.source.look(&key).await;
        let Some(head) = head else {
            return Ok(Some(match side {
                Side::Unreadable(trouble) => Next::Blocked("source", trouble),
                Side::Present(_) | Side::Absent => Next::LookAgain,
            }));
        };
        let now = match attributes(&self.source, &key, &head).await {
            Ok(now) => comparable(&now),
            Err(trouble) => return Ok(Some(Next::Blocked("source", trouble))),
        };
        if attributes_hash(&now) == proof.attributes_hash {
            return Ok(None);
        }
        let evidence =
            "the source's headers, metadata or tags were changed after the comparison: the copy \
                        has the former ones"
                .to_owned();
        self.ask(work, "attributes-changed", evidence)
            .await
            .map(Some)
    }

    /// What the two sides of a key carry differently beside their bytes, in words; `None` where nothing, or
    /// where one of them is gone, which is found otherwise.
    pub(super) async fn attributes_apart(
        &self,
        key: &Key,
    ) -> Result<Option<String>, (&'static str, Trouble)> {
        let mut found = Vec::new();
        for (name, place) in [("source", &self.source), ("target", &self.target)] {
            let Some(object_key) = place.object_key(key) else {
                return Ok(None);
            };
            let head = match place.look(&object_key).await {
                (_, Some(head)) => head,
                (Side::Unreadable(trouble), None) => return Err((name, trouble)),
                (_, None) => return Ok(None),
            };
            let all = attributes(place, &object_key, &head).await;
            found.push(comparable(&all.map_err(|trouble| (name, trouble))?));
        }
        Ok(difference(&found[0], &found[1]))
    }

    /// Other bytes: a changed version is looked at anew, a wrong copy is for a person.
    async fn judge_difference(&self, work: &mut Work) -> Result<Next, Stop> {
        let mut sight = self.look(work).await;
        let versions = (sight.source.present(), sight.target.present());
        let as_recorded = match (&work.transfer, versions) {
            (Some(transfer), (Some(source), Some(target))) => {
                let copy = transfer.copy.as_ref();
                transfer.want.is(&source.version)
                    && copy.is_some_and(|copy| copy.is(&target.version))
            }
            _ => false,
        };
        if as_recorded {
            return self.ask(work, "bytes-differ", sight.words()).await;
        }
        sight.equal = Some(false);
        Ok(Next::Known(sight))
    }

    /// Leaves a transfer to a person.
    pub(super) async fn ask(
        &self,
        work: &mut Work,
        reason: &str,
        evidence: String,
    ) -> Result<Next, Stop> {
        // A copy in parts ends here: no later step would think of the upload. Where ending it fails, the
        // sweep finds it by its id.
        self.end_upload(work).await?;
        self.pass.borrow_mut().asked(&work.key, reason, &evidence);
        let reason = reason.to_owned();
        self.record(work, TransferEvent::Manual { reason, evidence })
            .await?;
        Ok(Next::Ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(etag: &str, checksum: Option<(&str, &str)>, kind: Option<ChecksumType>) -> ObjectHead {
        ObjectHead {
            size: 5,
            etag: etag.to_owned(),
            checksums: checksum
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into_iter()
                .collect(),
            checksum_type: kind,
            ..ObjectHead::default()
        }
    }

    #[test]
    fn heads_tell_only_what_is_of_the_bytes() {
        use ChecksumType::{Composite, FullObject};
        use ProofLevel::{Checksum, Etag, FullRead};
        let crc = |value| Some(("x-amz-checksum-crc64nvme", value));
        let one = || head("\"e\"", crc("A="), Some(FullObject));
        let other = || head("\"e\"", crc("B="), Some(FullObject));
        let parts = || head("\"e-2\"", crc("A="), Some(Composite));
        let bare = || head("\"e\"", None, None);
        for (least, source, target, want) in [
            (Checksum, one(), one(), "equal Checksum"),
            (Checksum, one(), other(), "different"),
            (Checksum, one(), parts(), "silent"),
            (Checksum, parts(), parts(), "silent"),
            (Checksum, bare(), bare(), "silent"),
            (Etag, bare(), bare(), "equal Etag"),
            (Etag, parts(), parts(), "silent"),
            (FullRead, one(), one(), "silent"),
            (FullRead, one(), other(), "silent"),
        ] {
            let found = match by_heads(least, true, &source, &target) {
                Heads::Equal(level, digest) => {
                    assert!(!digest.is_empty());
                    format!("equal {level:?}")
                }
                Heads::Different => "different".to_owned(),
                Heads::Silent => "silent".to_owned(),
            };
            assert_eq!(found, want, "{least:?} {source:?} {target:?}");
        }
    }

    #[test]
    fn a_crc_proves_nothing_of_what_somebody_else_wrote() {
        let of = |etag: &str, name: &str| {
            let kind = Some(ChecksumType::FullObject);
            head(etag, Some((name, "A=")), kind)
        };
        let (crc, sha) = ("x-amz-checksum-crc32", "x-amz-checksum-sha256");
        for (ours, source, target, proves) in [
            (true, of("\"a\"", crc), of("\"b\"", crc), true),
            (false, of("\"a\"", crc), of("\"b\"", crc), false),
            (false, of("\"a\"", crc), of("\"a\"", crc), true),
            (false, of("\"a-2\"", crc), of("\"a-2\"", crc), false),
            (false, of("\"a\"", sha), of("\"b\"", sha), true),
        ] {
            let found = by_heads(ProofLevel::Checksum, ours, &source, &target);
            let told = matches!(found, Heads::Equal(..));
            assert_eq!(told, proves, "{ours} {source:?} {target:?}");
        }
    }

    #[test]
    fn attributes_differ_in_what_people_set() {
        let with = |kind: &str, name: &str, value: &str| {
            let mut attributes = Attributes::default();
            let values = match kind {
                "header" => &mut attributes.headers,
                "metadata" => &mut attributes.metadata,
                _ => &mut attributes.tags,
            };
            values.insert(name.to_owned(), value.to_owned());
            attributes
        };
        let none = Attributes::default();
        for (kind, name) in [("header", "cache-control"), ("metadata", "m"), ("tag", "t")] {
            let set = with(kind, name, "v");
            let words = difference(&comparable(&set), &none).unwrap();
            assert!(words.starts_with(&format!("{kind} `{name}`")), "{words}");
            assert_ne!(attributes_hash(&set), attributes_hash(&none));
        }
        for made_up in [
            with("header", "content-type", "binary/octet-stream"),
            with("header", "x-amz-storage-class", "STANDARD_IA"),
        ] {
            assert_eq!(difference(&comparable(&made_up), &none), None);
        }
    }
}
