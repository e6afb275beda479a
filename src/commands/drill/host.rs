//! [`Stage`] and [`PlayedHost`]: hosts that are only played, and what they do.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use futures::TryStreamExt as _;

use crate::cli::{CommandError, Exit, Settings};
use crate::commands::CommandContext;
use crate::commands::migrate::work_on;
use crate::commands::open_fleet::fleet_options;
use crate::commands::safety::SafetyBounds;
use crate::engine::control::{
    Fleet, FleetError, Lease, Published, TakeOver, TakenOver, is_in_flight, published_states,
};
use crate::engine::migration::RecoverReport;
use crate::placement::{MapDiff, Pin, ShardName};
use crate::ports::{ControlStore, Rehearsal};
use crate::ui::Ui;

/// Objects looked at at a time.
const WAYS: u16 = 32;

/// Where a drill is played.
pub struct Stage<'a> {
    ctx: &'a CommandContext,
    scratch: PathBuf,
}

/// A host with a state directory of its own.
pub struct PlayedHost {
    ctx: CommandContext,
    control: std::sync::Arc<dyn ControlStore>,
}

impl<'a> Stage<'a> {
    /// A stage in a directory.
    pub fn new(ctx: &'a CommandContext, scratch: &Path) -> Self {
        Self {
            ctx,
            scratch: scratch.to_owned(),
        }
    }

    /// Milliseconds UTC.
    pub fn now_ms(&self) -> i64 {
        self.ctx.world.clock().now_ms()
    }

    /// The real settings.
    pub fn settings(&self) -> &Settings {
        &self.ctx.settings
    }

    /// A host with nothing, in a scene whose hosts share what they write; it cannot reach what is `away`, which
    /// fails at once or, where it is `silent`, does not answer.
    pub fn host(
        &self,
        scene: &str,
        name: &str,
        away: BTreeSet<(String, String)>,
        silent: bool,
    ) -> Result<PlayedHost, CommandError> {
        let written = self.scratch.join(scene);
        let state_dir = written.join(name);
        let made = std::fs::create_dir_all(&state_dir);
        made.map_err(|error| {
            let what = format!("cannot make `{}`: {error}", state_dir.display());
            CommandError::new(Exit::Failed, "state_unusable", what)
                .next("TMPDIR=DIR shardctl drill      works in DIR")
        })?;
        let world = self.ctx.world.rehearse(Rehearsal {
            state_dir: state_dir.clone(),
            written,
            hostname: format!("drill-{name}"),
            away,
            silent,
        });
        let world = world.ok_or(FleetError::NoControl)?;
        let control = world.control_store()?.ok_or(FleetError::NoControl)?;
        let settings = Settings {
            state_dir,
            ..self.ctx.settings.clone()
        };
        Ok(PlayedHost {
            ctx: CommandContext {
                settings,
                ui: Ui::default(),
                world,
                scratch: std::sync::Mutex::default(),
            },
            control,
        })
    }

    /// The sources and targets of moves under way, by the journal here.
    pub fn shards_under_way(&self) -> Result<Vec<ShardName>, CommandError> {
        let migrations = match self.ctx.world.map_store() {
            Ok(Some(store)) => store.migrations()?,
            Ok(None) | Err(_) => Vec::new(),
        };
        let moves = migrations.into_iter().flat_map(|migration| migration.moves);
        let under_way = moves.filter(|item| !item.state.is_end());
        Ok(under_way
            .flat_map(|item| [item.spec.from, item.spec.to])
            .collect())
    }

    /// Why the map that a played host got back is not the one here; `None` where it is, or where no map of that
    /// time is here.
    pub fn differs(&self, taken: &TakenOver) -> Result<Option<String>, CommandError> {
        let here = match self.ctx.world.map_store() {
            Ok(Some(store)) => store.load()?,
            // A lost map.db is what is rehearsed.
            Ok(None) | Err(_) => None,
        };
        // The newest version is the fence of the played host.
        let Some(mut here) = here.filter(|map| map.lsn + 1 == taken.map.lsn) else {
            return Ok(None);
        };
        here.lsn = taken.map.lsn;
        let same = MapDiff::between(&here, &taken.map).is_empty() && here == taken.map;
        let lsn = here.lsn - 1;
        Ok((!same).then(|| format!("version {lsn} here is another than the published one")))
    }
}

/// What is said of objects in flight.
pub struct Decided {
    /// What recovery would do.
    pub report: RecoverReport,
    /// Objects whose requests were not answered.
    pub in_flight: usize,
}

impl PlayedHost {
    fn now_ms(&self) -> i64 {
        self.ctx.world.clock().now_ms()
    }

    /// The lease, where somebody holds it.
    pub async fn lease(&self) -> Result<Option<Lease>, CommandError> {
        let lease = Lease::read(self.control.as_ref()).await?;
        let now_ms = self.now_ms();
        Ok(lease.filter(|lease| lease.is_held(lease.epoch, now_ms)))
    }

    /// `lock break`: what a person does who knows that the holder is dead.
    pub async fn end_lease(&self) -> Result<(), CommandError> {
        if let Some(lease) = self.lease().await? {
            let ended = lease.ended(self.now_ms());
            ended.show(self.control.as_ref()).await?;
        }
        Ok(())
    }

    /// `recover map`.
    pub async fn take_over(&self) -> Result<TakenOver, FleetError> {
        let world = self.ctx.world.as_ref();
        let bounds = SafetyBounds::of(&self.ctx.settings);
        let ttl_ms = bounds.map_or(0, |bounds| bounds.lease_ttl_ms);
        let _lock = world.lock_state_dir()?;
        let taking = TakeOver::look(world, std::sync::Arc::clone(&self.control), ttl_ms).await?;
        Box::pin(taking.carry_out()).await
    }

    /// `recover in-flight`: how many objects were in flight as it was published.
    pub async fn published_in_flight(&self) -> Result<usize, CommandError> {
        let control = self.control.as_ref();
        let Some(chain) = published_states(control).await? else {
            return Ok(0);
        };
        let mut found = BTreeSet::new();
        let mut note = |states: &crate::migration::ConsistencyStates| {
            for of in &states.transfers {
                for item in &of.items {
                    let place = (of.id.clone(), item.key.clone());
                    if is_in_flight(&item.state) {
                        found.insert(place);
                    } else {
                        found.remove(&place);
                    }
                }
            }
        };
        note(&chain.base);
        let mut after = std::pin::pin!(chain.after(control));
        while let Some(states) = after.try_next().await? {
            note(&states);
        }
        Ok(found.len())
    }

    /// `recover inspect`.
    pub async fn decide(&self) -> Result<Decided, CommandError> {
        let report = work_on(&self.ctx, "deciding", WAYS, true, async |work| {
            let recovered = work.with(async |migrator| migrator.recover().await);
            Ok(recovered.await??)
        });
        let report = Box::pin(report).await?;
        let in_flight = report.transfers.len();
        Ok(Decided { report, in_flight })
    }

    /// Opens the fleet as what changes something does.
    pub async fn open(&self) -> Result<Fleet, CommandError> {
        let options = fleet_options(&self.ctx, None)?;
        Ok(Box::pin(Fleet::open(self.ctx.world.as_ref(), options)).await?)
    }

    /// Publishes a pin that nothing lies under.
    pub async fn publish(&self, fleet: &Fleet) -> Result<Published, FleetError> {
        let mut next = fleet.map().as_ref().clone();
        next.pin(Pin {
            segment: "prefix:.shardctl-drill/"
                .parse()
                .expect("a prefix is a segment"),
            reason: "drill".to_owned(),
            lsn: next.lsn + 1,
        });
        let publication = fleet.prepare(next, "drill", self.now_ms());
        fleet.publish(&publication).await
    }
}
