//! [`Anchor`]: what a host's map.db held when it was last seen, kept where a restored copy of map.db
//! does not reach.
//!
//! SQLite cannot tell that a file is older than it should be. The anchor can: it names the newest
//! version, batch and epoch, and a file that does not have them is not the one that wrote it.

use serde::{Deserialize, Serialize};

use crate::ports::{ChainLink, ControlStore, JournalStore, StoreIdentity};

use super::document::{Document, decode, encode};
use super::{FleetError, names};

/// How far a map.db had come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    format: String,
    fleet_id: String,
    host_id: String,
    epoch: u64,
    lsn: u64,
    map_hash: String,
    seq: u64,
    chain_hash: String,
}

impl Document for Anchor {
    const FORMAT: &'static str = "shardctl.anchor/1";

    fn format(&self) -> &str {
        &self.format
    }
}

impl Anchor {
    /// The anchor of a file as it is now.
    pub fn of(identity: &StoreIdentity, map_hash: String) -> Self {
        Self {
            format: Self::FORMAT.to_owned(),
            fleet_id: identity.fleet_id.clone(),
            host_id: identity.host_id.clone(),
            epoch: identity.epoch,
            lsn: identity.lsn,
            map_hash,
            seq: identity.head.seq,
            chain_hash: identity.head.hash.clone(),
        }
    }

    /// Leaves it in the control location, over the one before.
    pub async fn drop_at(&self, control: &dyn ControlStore) -> Result<(), FleetError> {
        let name = names::anchor(&self.host_id);
        Ok(control.overwrite(&name, encode(self)).await?)
    }

    /// The newest anchor of a host.
    pub async fn read(
        control: &dyn ControlStore,
        host_id: &str,
    ) -> Result<Option<Self>, FleetError> {
        let name = names::anchor(host_id);
        let bytes = control.read(&name).await?;
        bytes
            .map(|bytes| decode(&control.place(), &name, &bytes))
            .transpose()
    }

    /// What shows that the file is not the one that left this anchor, or a later state of it.
    pub fn contradiction(
        &self,
        store: &dyn JournalStore,
        identity: &StoreIdentity,
    ) -> Result<Option<String>, FleetError> {
        // Of an earlier holder: this file's, or a copy's that it has replaced and that has said no more since.
        if self.epoch < identity.epoch {
            return Ok(None);
        }
        if self.epoch > identity.epoch {
            return Ok(Some(format!(
                "it held epoch {}, map.db knows of {}",
                self.epoch, identity.epoch
            )));
        }
        if self.lsn > identity.lsn {
            return Ok(Some(format!(
                "it had map version {}, map.db has {}",
                self.lsn, identity.lsn
            )));
        }
        let version = store.version(self.lsn)?;
        if self.lsn > 0 && version.is_none_or(|version| version.hash != self.map_hash) {
            return Ok(Some(format!("map version {} was another", self.lsn)));
        }
        let link = ChainLink {
            seq: self.seq,
            hash: self.chain_hash.clone(),
        };
        if link.seq > identity.head.seq || (link.seq > 0 && !store.has_link(&link)?) {
            return Ok(Some(format!(
                "its journal had batch {} of hash {:.12}",
                link.seq, link.hash
            )));
        }
        Ok(None)
    }
}
