//! [`InventoryStore`]: what the buckets hold, as LIST or S3 Inventory told it.

use crate::placement::{Key, ShardName};

use super::{InventoryRow, InventoryRows, StoreError};

/// An object that the inventory saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventoryObject {
    /// Key in the bucket (not the logical key).
    pub key: Key,
    /// Bytes.
    pub size: u64,
    /// Without quotes; empty when the source had none.
    pub etag: String,
    /// Storage class; empty means STANDARD.
    pub storage_class: String,
    /// Milliseconds UTC; 0 when the source had none.
    pub last_modified_ms: i64,
}

impl InventoryObject {
    /// The same, borrowed.
    pub fn as_row(&self) -> InventoryRow<'_> {
        InventoryRow {
            key: self.key.as_bytes(),
            size: self.size,
            etag: self.etag.as_bytes(),
            storage_class: &self.storage_class,
            last_modified_ms: self.last_modified_ms,
        }
    }
}

/// Part of a bucket's keys: those after `after`, up to and with `until`, in byte order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyRange {
    /// The key before the first; need not exist. `None`: from the beginning.
    pub after: Option<Key>,
    /// The last key; need not exist. `None`: to the end.
    pub until: Option<Key>,
}

/// A finished inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventorySummary {
    /// The time that it shows: when its listing began or its report was made. Milliseconds UTC.
    pub taken_ms: i64,
    /// Where it is from: `scan`, or the manifest's name.
    pub origin: String,
    /// Objects in it.
    pub objects: u64,
    /// Bytes of these objects.
    pub bytes: u64,
}

/// An inventory that a run has not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfinishedInventory {
    /// As of now, `taken_ms` as it will be.
    pub summary: InventorySummary,
    /// The ranges not stored yet, in order.
    pub remaining: Vec<KeyRange>,
}

/// Inventories in stats.db. Each writing call is one transaction.
pub trait InventoryStore: Send {
    /// The inventory of `shard` that was begun and not finished.
    fn unfinished_inventory(
        &self,
        shard: &ShardName,
    ) -> Result<Option<UnfinishedInventory>, StoreError>;

    /// Begins an inventory of `shard`; one not finished is forgotten, a finished one stays.
    fn begin_inventory(
        &mut self,
        shard: &ShardName,
        origin: &str,
        taken_ms: i64,
    ) -> Result<(), StoreError>;

    /// Adds rows to the unfinished inventory of `shard` and notes what then remains. Runs that cover
    /// apart parts of the key space cost least on reading. Of a key that comes again, the first row
    /// counts.
    fn append_inventory(
        &mut self,
        shard: &ShardName,
        rows: &mut InventoryRows,
        remaining: &[KeyRange],
    ) -> Result<(), StoreError>;

    /// Puts the unfinished inventory of `shard` in the place of the finished one.
    fn finish_inventory(&mut self, shard: &ShardName) -> Result<InventorySummary, StoreError>;

    /// The finished inventory of `shard`; `None` when there is none.
    fn inventory(&self, shard: &ShardName) -> Result<Option<InventorySummary>, StoreError>;

    /// When the finished inventory of `shard` was taken; `None` when there is none.
    fn inventory_taken_ms(&self, shard: &ShardName) -> Result<Option<i64>, StoreError> {
        Ok(self.inventory(shard)?.map(|summary| summary.taken_ms))
    }

    /// Every object of the finished inventory of `shard` in byte order of keys; none without one.
    fn inventory_objects<'a>(
        &'a self,
        shard: &ShardName,
    ) -> Result<Box<dyn Iterator<Item = Result<InventoryObject, StoreError>> + 'a>, StoreError>;

    /// The object of this key in the finished inventory of `shard`.
    fn inventory_object(
        &self,
        shard: &ShardName,
        key: &Key,
    ) -> Result<Option<InventoryObject>, StoreError>;

    /// Calls `row` with every inventoried object of `shard` in byte order of keys, until it says false.
    fn scan_inventory(
        &self,
        shard: &ShardName,
        row: &mut dyn FnMut(InventoryObject) -> bool,
    ) -> Result<(), StoreError> {
        for object in self.inventory_objects(shard)? {
            if !row(object?) {
                break;
            }
        }
        Ok(())
    }
}
