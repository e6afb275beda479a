//! [`Publication`]: a map version on its way into the control location.

use bytes::Bytes;

use crate::migration::Switch;
use crate::placement::{MapEntry, decode_entry, encode_entry};
use crate::ports::{ControlError, ControlStore, Creation, VersionChange};

use super::{FleetError, names};

/// How often an entry whose outcome is unknown is sent.
const ATTEMPTS: usize = 3;

/// A map entry with its exact bytes: sent any number of times, it is written once.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// What is published.
    pub entry: MapEntry,
    /// Its canonical bytes.
    pub body: Bytes,
}

impl Publication {
    /// A publication of this entry.
    pub fn new(entry: MapEntry) -> Self {
        let body = encode_entry(&entry).into();
        Self { entry, body }
    }

    /// The publication that a switch recorded in the journal.
    pub fn of_switch(place: &str, switch: &Switch) -> Result<Self, FleetError> {
        let body = Bytes::copy_from_slice(switch.body.as_bytes());
        let name = names::map_entry(switch.lsn);
        let entry = decode(place, &name, &body)?;
        Ok(Self { entry, body })
    }

    /// What the journal records of it before it is sent.
    pub fn switch(&self) -> Switch {
        Switch {
            lsn: self.entry.lsn,
            write_id: self.entry.write_id.clone(),
            body: String::from_utf8_lossy(&self.body).into_owned(),
        }
    }

    /// The change of map.db once it is published.
    pub fn change(&self) -> VersionChange {
        VersionChange {
            diff: self.entry.diff.clone(),
            origin: self.entry.origin.clone(),
            created_ms: self.entry.created_ms,
            published: true,
        }
    }

    /// Sends the entry until it is known who has its name. An error leaves that unknown only where it
    /// says so.
    pub(super) async fn send(&self, control: &dyn ControlStore) -> Result<Published, FleetError> {
        let name = names::map_entry(self.entry.lsn);
        let mut unknown = None;
        for _ in 0..ATTEMPTS {
            match control.create(&name, self.body.clone()).await {
                Ok(Creation::Created) => return Ok(Published::Ours),
                Ok(Creation::Exists) => {}
                Err(error @ ControlError::Unknown { .. }) => unknown = Some(error),
                Err(error) => return Err(error.into()),
            }
            if let Some(found) = read(control, self.entry.lsn).await? {
                return Ok(if found.write_id == self.entry.write_id {
                    Published::Ours
                } else {
                    Published::Lost(Box::new(found))
                });
            }
        }
        let place = control.place();
        Err(unknown.map_or_else(
            || FleetError::Damaged {
                place,
                name,
                problem: "is there to be written and not there to be read".to_owned(),
            },
            FleetError::from,
        ))
    }
}

/// Who has the version.
#[derive(Clone, Debug, PartialEq)]
pub enum Published {
    /// We have, by this attempt or an earlier one of the same write id.
    Ours,
    /// Somebody else's entry is there; ours will never be.
    Lost(Box<MapEntry>),
}

/// The published entry of a version.
pub(super) async fn read(
    control: &dyn ControlStore,
    lsn: u64,
) -> Result<Option<MapEntry>, FleetError> {
    let name = names::map_entry(lsn);
    let bytes = control.read(&name).await?;
    bytes
        .map(|bytes| decode(&control.place(), &name, &bytes))
        .transpose()
}

/// The entry of a version that must be there: it was listed, or somebody has read it before.
pub(super) async fn listed(control: &dyn ControlStore, lsn: u64) -> Result<MapEntry, FleetError> {
    let found = read(control, lsn).await?;
    found.ok_or_else(|| FleetError::Missing {
        place: control.place(),
        missing: format!("version {lsn} of the map"),
    })
}

/// The entry in `bytes`, which were read from `name` at `place`.
fn decode(place: &str, name: &str, bytes: &[u8]) -> Result<MapEntry, FleetError> {
    let damaged = |problem: String| FleetError::Damaged {
        place: place.to_owned(),
        name: name.to_owned(),
        problem,
    };
    let entry = decode_entry(bytes).map_err(|error| damaged(format!("is {error}")))?;
    if names::map_entry(entry.lsn) == name {
        Ok(entry)
    } else {
        Err(damaged(format!("is entry {}", entry.lsn)))
    }
}
