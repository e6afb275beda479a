//! [`Lease`]: who works on the fleet now. Advice: it spares two hosts from meeting, and decides who may
//! try to take over; that both try at once is decided by epochs and create-only entries alone.

use serde::{Deserialize, Serialize};

use crate::ports::{ControlStore, Host};

use super::document::{Document, decode, encode};
use super::{FleetError, names};

/// A sign of life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lease {
    format: String,
    /// The fleet.
    pub fleet_id: String,
    /// The epoch held.
    pub epoch: u64,
    /// Whose.
    pub host_id: String,
    /// The machine.
    pub hostname: String,
    /// The process.
    pub pid: u32,
    /// The run of the machine.
    pub boot_id: String,
    /// The state directory on that machine.
    pub directory: String,
    /// Until when others wait, milliseconds UTC; 0 once released.
    pub expires_ms: i64,
}

impl Document for Lease {
    const FORMAT: &'static str = "shardctl.lease/1";

    fn format(&self) -> &str {
        &self.format
    }
}

impl Lease {
    /// A lease of this process.
    pub fn new(fleet_id: &str, epoch: u64, host_id: &str, host: &Host, expires_ms: i64) -> Self {
        Self {
            format: Self::FORMAT.to_owned(),
            fleet_id: fleet_id.to_owned(),
            epoch,
            host_id: host_id.to_owned(),
            hostname: host.hostname.clone(),
            pid: host.pid,
            boot_id: host.boot_id.clone(),
            directory: host.directory.clone(),
            expires_ms,
        }
    }

    /// Shows life.
    pub async fn show(&self, control: &dyn ControlStore) -> Result<(), FleetError> {
        Ok(control.overwrite(names::LEASE, encode(self)).await?)
    }

    /// The newest sign of life of anybody; one that cannot be read is none.
    pub async fn read(control: &dyn ControlStore) -> Result<Option<Self>, FleetError> {
        let bytes = control.read(names::LEASE).await?;
        Ok(bytes.and_then(|bytes| decode(&control.place(), names::LEASE, &bytes).ok()))
    }

    /// Whether its holder, of `epoch`, is to be waited for.
    pub fn is_held(&self, epoch: u64, now_ms: i64) -> bool {
        self.epoch == epoch && self.expires_ms > now_ms
    }

    /// Whether its holder may be alive: not released, and not of this state directory in this run of the
    /// machine, whose lock we have. A copy of the directory has the same host id and is somebody else.
    pub fn may_live_beside(&self, epoch: u64, host: &Host) -> bool {
        let same = (&self.boot_id, &self.directory) == (&host.boot_id, &host.directory);
        self.epoch == epoch && self.expires_ms != 0 && !same
    }

    /// The same, ended now. Not released: whoever takes over claims an epoch, and so stops its holder.
    #[must_use]
    pub fn ended(self, now_ms: i64) -> Self {
        Self {
            expires_ms: now_ms.max(1),
            ..self
        }
    }

    /// Who holds it, for people.
    pub fn holder(&self) -> String {
        format!("process {} on {}", self.pid, self.hostname)
    }
}
