//! [`Holding`]: what a segment holds in storage classes other than S3 Standard, and [`ClassRules`]: what those
//! classes charge for beside storage.
//!
//! A copy keeps its object's class, so that a move changes the region of a class's prices and not the class.

use super::input::PlacedSegment;
use super::price::GIB;

/// Objects of one class in a segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Holding {
    /// As the store names it: `STANDARD_IA`.
    pub class: String,
    /// Objects.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Bytes that storage is charged for: no object counts less than [`ClassRules::minimum_bytes`].
    pub billed_bytes: u64,
    /// Byte-hours of [`ClassRules::minimum_days`] that are still to come when a move deletes the source, a grace after
    /// the newest log record; they are charged then.
    pub unpaid_byte_hours: f64,
}

/// What a class charges for; documented by AWS, in force wherever the class's name is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassRules {
    /// Least bytes an object is charged for.
    pub minimum_bytes: u64,
    /// Days of storage that every object is charged for.
    pub minimum_days: u64,
    /// Whether reading is charged by the byte.
    pub retrieval: bool,
    /// Whether objects cannot be read without a restore.
    pub archived: bool,
}

/// The rules of a class; a store's own class charges for storage only.
pub fn class_rules(class: &str) -> ClassRules {
    let infrequent = |minimum_days| ClassRules {
        minimum_bytes: 128 << 10,
        minimum_days,
        retrieval: true,
        archived: false,
    };
    match class {
        "STANDARD_IA" | "ONEZONE_IA" => infrequent(30),
        "GLACIER_IR" => infrequent(90),
        "GLACIER" | "DEEP_ARCHIVE" => ClassRules {
            archived: true,
            ..ClassRules::default()
        },
        _ => ClassRules::default(),
    }
}

/// Whether the class is S3 Standard, which listings may leave unsaid.
pub fn is_standard(class: &str) -> bool {
    class.is_empty() || class == "STANDARD"
}

/// The part of a segment that lies in one class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Portion<'a> {
    /// `None` for S3 Standard.
    pub holding: Option<&'a Holding>,
    /// Objects.
    pub objects: u64,
    /// GiB.
    pub gib: f64,
    /// GiB that storage is charged for.
    pub billed_gib: f64,
    /// Of the segment's objects: requests are taken to be spread evenly over objects.
    pub object_share: f64,
    /// Of the segment's bytes: traffic is taken to be spread evenly over bytes.
    pub byte_share: f64,
}

impl PlacedSegment {
    /// Its parts by class; that of S3 Standard first, left out only where all objects have another class.
    pub fn portions(&self) -> impl Iterator<Item = Portion<'_>> {
        let (objects, bytes) = (self.objects, self.bytes);
        let share = move |part: u64, all: u64| {
            if all > 0 {
                part as f64 / all as f64
            } else {
                0.0
            }
        };
        let others = self.holdings.iter().map(move |holding| Portion {
            holding: Some(holding),
            objects: holding.objects,
            gib: holding.bytes as f64 / GIB,
            billed_gib: holding.billed_bytes as f64 / GIB,
            object_share: share(holding.objects, objects),
            byte_share: share(holding.bytes, bytes),
        });
        let sum = |count: fn(&Holding) -> u64| self.holdings.iter().map(count).sum::<u64>();
        let left = objects.saturating_sub(sum(|holding| holding.objects));
        let left_bytes = bytes.saturating_sub(sum(|holding| holding.bytes));
        let gib = left_bytes as f64 / GIB;
        let alone = self.holdings.is_empty();
        let standard = (alone || left > 0).then_some(Portion {
            holding: None,
            objects: left,
            gib,
            billed_gib: gib,
            object_share: if alone { 1.0 } else { share(left, objects) },
            byte_share: if alone { 1.0 } else { share(left_bytes, bytes) },
        });
        standard.into_iter().chain(others)
    }
}
