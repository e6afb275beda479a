//! [`MigratorOptions`]: how a migration is carried out, apart from what its plan says.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::migration::{Action, Observation, Standing, Transfer};
use crate::placement::ShardName;
use crate::plan::Tariffs;

use super::meter::{Budget, Meters};
use super::powers::Probed;
use super::tempo::Tempo;
use super::throttle::{RequestBudget, Throttles};

/// Whether anything is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Yes.
    #[default]
    Live,
    /// The same way through, but stores are only read, and nothing is journalled.
    DryRun,
}

/// Who runs an endpoint: within one provider a store can copy by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provider {
    /// AWS, whatever the region.
    Aws,
    /// The store at this URL.
    Store(String),
}

/// What may be spent, and at which prices.
#[derive(Clone, Debug)]
pub struct Spending {
    /// Prices of every pair of shards.
    pub tariffs: Arc<Tariffs>,
    /// How much.
    pub budget: Arc<Budget>,
}

/// Is told of every decision: what was known, and what is to be done.
#[derive(Clone)]
pub struct Listener(Arc<Heard>);

/// What a listener does.
type Heard = dyn Fn(&Transfer, Standing, &Observation, Action) + Send + Sync;

impl Listener {
    /// One that does this.
    pub fn new(
        heard: impl Fn(&Transfer, Standing, &Observation, Action) + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(heard))
    }

    pub(super) fn hear(
        &self,
        transfer: &Transfer,
        standing: Standing,
        seen: &Observation,
        action: Action,
    ) {
        (self.0)(transfer, standing, seen, action);
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

/// How to carry out a migration.
#[derive(Clone, Debug)]
pub struct MigratorOptions {
    /// Whether anything is sent.
    pub mode: Mode,
    /// Objects at a time.
    pub ways: usize,
    /// Bytes of a part that travels through this host: memory is `ways` times this.
    pub part_bytes: u64,
    /// Objects larger than this are copied in parts by the store.
    pub multipart_threshold: u64,
    /// Most source objects that one `complete` may delete.
    pub max_delete: Option<u64>,
    /// Copies that may still be begun, over all moves; `None` is no limit.
    pub copies_left: Option<Arc<AtomicU64>>,
    /// Names of bucket facts that somebody accepts.
    pub accept: Vec<String>,
    /// What endpoints bear: shared between migrators of one process.
    pub throttles: Arc<Throttles>,
    /// What shards may be asked; the others as much as they bear.
    pub request_budgets: BTreeMap<ShardName, Arc<RequestBudget>>,
    /// Limits by the clock.
    pub tempo: Tempo,
    /// A limit on what is spent; `None` is no limit.
    pub spending: Option<Spending>,
    /// What was asked of shards: shared between migrators of one process.
    pub meters: Arc<Meters>,
    /// Endpoints of the config by name.
    pub providers: BTreeMap<String, Provider>,
    /// What is known of stores already: shared between migrators of one process.
    pub probed: Arc<Probed>,
    /// Who is told of every decision.
    pub listener: Option<Listener>,
}

impl Default for MigratorOptions {
    fn default() -> Self {
        Self {
            mode: Mode::Live,
            ways: 32,
            part_bytes: 16 << 20,
            multipart_threshold: 5 << 30,
            max_delete: None,
            copies_left: None,
            accept: Vec::new(),
            throttles: Arc::default(),
            request_budgets: BTreeMap::new(),
            tempo: Tempo::default(),
            spending: None,
            meters: Arc::default(),
            providers: BTreeMap::new(),
            probed: Arc::default(),
            listener: None,
        }
    }
}

impl MigratorOptions {
    /// Counts a copy that is about to be begun; false when no more may be.
    pub(super) fn take_copy(&self) -> bool {
        let Some(left) = &self.copies_left else {
            return true;
        };
        let one_less = |left: u64| left.checked_sub(1);
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
            .is_ok()
    }
}
