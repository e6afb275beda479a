//! [`Meta`]: the one row of map.db that says whose file it is and how far it has come.

use rusqlite::{Connection, params};

use super::Fault;
use super::journal_chain::Link;
use super::row_check::{row_check, verify_row};

/// The row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meta {
    /// Newest map version; 0 before adoption.
    pub lsn: u64,
    /// Newest version that the control location has.
    pub published_lsn: u64,
    /// The fleet.
    pub fleet_id: String,
    /// This copy of the file.
    pub host_id: String,
    /// The epoch that this host holds.
    pub epoch: u64,
    /// The newest batch of the journal.
    pub head: Link,
}

impl Meta {
    /// Reads and verifies the row.
    pub fn read(connection: &Connection) -> Result<Self, Fault> {
        let (meta, found) = connection.query_row(
            "SELECT lsn, published_lsn, fleet_id, host_id, epoch, chain_seq, chain_hash, checksum
             FROM meta",
            [],
            |row| {
                let meta = Self {
                    lsn: row.get(0)?,
                    published_lsn: row.get(1)?,
                    fleet_id: row.get(2)?,
                    host_id: row.get(3)?,
                    epoch: row.get(4)?,
                    head: Link {
                        seq: row.get(5)?,
                        hash: row.get(6)?,
                    },
                };
                Ok((meta, row.get::<_, Option<i64>>(7)?))
            },
        )?;
        match found {
            // As the schema's step made it: whoever changes it writes a checksum.
            None if meta.epoch == 0 && meta.head == Link::START => {}
            found => verify_row(
                || "the row that says whose it is".to_owned(),
                found.unwrap_or_default(),
                meta.checksum(),
            )?,
        }
        Ok(meta)
    }

    /// Replaces the row.
    pub fn write(&self, connection: &Connection) -> Result<(), Fault> {
        connection
            .prepare_cached(
                "UPDATE meta SET lsn = ?1, published_lsn = ?2, fleet_id = ?3, host_id = ?4,
                 epoch = ?5, chain_seq = ?6, chain_hash = ?7, checksum = ?8",
            )?
            .execute(params![
                self.lsn,
                self.published_lsn,
                self.fleet_id,
                self.host_id,
                self.epoch,
                self.head.seq,
                self.head.hash,
                self.checksum()
            ])?;
        Ok(())
    }

    /// Refuses a caller that believes to hold another epoch than the file's.
    pub fn check_epoch(&self, wanted: u64) -> Result<(), Fault> {
        if wanted == self.epoch {
            return Ok(());
        }
        Err(Fault::Fenced {
            wanted,
            found: self.epoch,
        })
    }

    fn checksum(&self) -> i64 {
        row_check(
            "meta",
            &[
                &self.lsn.to_be_bytes(),
                &self.published_lsn.to_be_bytes(),
                self.fleet_id.as_bytes(),
                self.host_id.as_bytes(),
                &self.epoch.to_be_bytes(),
                &self.head.seq.to_be_bytes(),
                &self.head.hash,
            ],
        )
    }
}
