//! [`Work`]: what every verb that works on a migration shares: the fleet opened, the engine's options,
//! what is told on the way, and how it ends.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use serde::Serialize;

use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::open_fleet::open_fleet;
use crate::commands::safety::SafetyBounds;
use crate::engine::control::Fleet;
use crate::engine::migration::{
    Bandwidth, Budget, Migrator, MigratorOptions, Mode, Provider, Spending, Step, Tempo,
};
use crate::migration::{Migration, MigrationId, Move, MoveId, MoveState, Timetable, TransferState};
use crate::placement::Key;
use crate::plan::{MissingKey, Money};
use crate::ports::{StoredPlan, Tally};
use crate::ui::{Progress, ProgressUnit};

use super::accept::AcceptArg;
use super::budgets::request_budgets;
use super::cost::{spent, tariffs};
use super::lookup::pick;
use super::outcome::{no_migration, resumable};

/// Options of every verb that works on a migration.
#[derive(Clone, Debug, clap::Args)]
pub struct WorkArgs {
    /// Work on these moves only, by their numbers
    #[arg(long = "move", value_name = "N", value_delimiter = ',')]
    pub moves: Vec<u32>,
    /// Objects to work on at a time
    #[arg(long = "transfers", visible_alias = "ways", value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub ways: u16,
    /// Begin nothing more after so long, such as 6h, and end with 14; the next run goes on
    #[arg(long, value_name = "DURATION")]
    pub max_duration: Option<HumanDuration>,
    /// Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"
    ///
    /// The syntax is rclone's: K is KiB, a number alone is KiB, `off` is no limit, `Mon-08:00` a day of the week. Times
    /// are those of the config's time zone. What counts are bytes that this host reads and that stores copy by themselves: a
    /// streamed copy counts once.
    #[arg(long, value_name = "RATE|TIMETABLE")]
    pub bwlimit: Option<Timetable>,
    /// Stop before requests and traffic of the migration, earlier runs included, cost more (14)
    #[arg(long, value_name = "USD", value_parser = dollars)]
    pub max_cost: Option<f64>,
    #[command(flatten)]
    pub dry_run: DryRunArg,
}

fn dollars(text: &str) -> Result<f64, String> {
    let parsed = text
        .parse()
        .ok()
        .filter(|usd: &f64| usd.is_finite() && *usd >= 0.0);
    parsed.ok_or_else(|| "a limit is a number of US dollars: 25 or 0.50".to_owned())
}

/// A fleet with its migrations, opened to be worked on, or to look at in a dry run.
pub struct Work<'a> {
    ctx: &'a CommandContext,
    /// The fleet.
    pub fleet: Fleet,
    options: MigratorOptions,
    follower: Follower<'a>,
}

/// Opens the fleet (to look only, in a dry run), lets `body` work on it, and says goodbye whatever came
/// of that. `label` is what the progress bar says.
pub async fn work_on<'a, T>(
    ctx: &'a CommandContext,
    label: &'static str,
    ways: u16,
    dry_run: bool,
    body: impl AsyncFnOnce(&mut Work<'a>) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let mut work = Work::open(ctx, label, ways, dry_run).await?;
    // What a verb holds while it works is large, and every command holds this.
    let result = Box::pin(body(&mut work)).await;
    work.close().await;
    result
}

impl<'a> Work<'a> {
    async fn open(
        ctx: &'a CommandContext,
        label: &'static str,
        ways: u16,
        dry_run: bool,
    ) -> Result<Self, CommandError> {
        let bounds = SafetyBounds::of(&ctx.settings)?;
        let fleet = open_fleet(ctx, None, dry_run).await.map_err(resumable)?;
        let mode = if dry_run { Mode::DryRun } else { Mode::Live };
        Ok(Self {
            ctx,
            fleet,
            options: MigratorOptions {
                mode,
                ways: usize::from(ways),
                part_bytes: bounds.part_bytes,
                multipart_threshold: bounds.multipart_threshold,
                providers: providers(ctx),
                request_budgets: request_budgets(ctx)?,
                ..MigratorOptions::default()
            },
            follower: Follower::new(ctx, label),
        })
    }

    /// Limits by the clock, from now on.
    pub fn limit_time(&mut self, args: &WorkArgs) {
        let now_ms = self.ctx.world.clock().now_ms();
        let ms = |it: HumanDuration| i64::try_from(it.ms).unwrap_or(i64::MAX);
        let zone = self.ctx.ui.zone();
        let bandwidth = (args.bwlimit.clone()).map(|table| Bandwidth::new(table, zone.clone()));
        self.options.tempo = Tempo {
            stop_at_ms: args.max_duration.map(|it| now_ms.saturating_add(ms(it))),
            bandwidth: bandwidth.map(Arc::new),
        };
    }

    /// Most source objects that may be deleted.
    pub fn limit_deletes(&mut self, most: Option<u64>) {
        self.options.max_delete = most;
    }

    /// Facts of the buckets that somebody takes as they are.
    pub fn accept(&mut self, given: &AcceptArg) {
        self.options.accept.clone_from(&given.accept);
    }

    /// Most copies to begin.
    pub fn limit_copies(&mut self, most: Option<u64>) {
        self.options.copies_left = most.map(|most| Arc::new(AtomicU64::new(most)));
    }

    /// Most that a migration may cost, with what was spent on it: `None` is no limit.
    pub fn limit_cost(
        &mut self,
        most: Option<f64>,
        migration: Option<&Migration>,
    ) -> Result<(), CommandError> {
        let Some(most) = most else {
            return Ok(());
        };
        let unpriced = |missing: MissingKey| {
            let what = format!("{missing}, and --max-cost needs every price, nothing was done");
            CommandError::new(Exit::Refused, "not_priced", what)
                .next("shardctl config init --help      shows where prices are set")
        };
        let tariffs = tariffs(self.ctx).map_err(unpriced)?;
        let gone = migration.map_or(Ok(Money::ZERO), |it| spent(&tariffs, it));
        let budget = Budget::new(Money::of(most, 1.0), gone.map_err(unpriced)?);
        self.options.spending = Some(Spending {
            tariffs: Arc::new(tariffs),
            budget: Arc::new(budget),
        });
        Ok(())
    }

    /// The migration that `text` means; `None` when it means none.
    pub async fn pick(&self, text: &str) -> Result<Option<Migration>, CommandError> {
        let read = self.fleet.journal().with(|store| store.migrations());
        pick(read.await?, text)
    }

    /// The migration that `text` means.
    pub async fn find(&self, text: &str) -> Result<Migration, CommandError> {
        self.pick(text).await?.ok_or_else(|| no_migration(text))
    }

    /// Tells the progress of what an earlier run left to copy and to compare.
    pub async fn expect_rest(&self, migration: &Migration) -> Result<(), CommandError> {
        use TransferState::{Copied, CopyIntent, Planned};
        let copying = |item: &&Move| item.state == MoveState::Copying;
        for item in migration.moves.iter().filter(copying) {
            let of = (migration.id.clone(), item.n);
            let id = MoveId {
                migration: migration.id.clone(),
                n: item.n,
            };
            let tally = self.fleet.journal().with(move |store| store.tally(&id));
            let mut rest = Tally::default();
            for (state, tally) in tally.await? {
                if matches!(state, Planned | CopyIntent | Copied) {
                    rest.objects += tally.objects;
                    rest.bytes += tally.bytes;
                }
            }
            self.follower.listed.borrow_mut().insert(of, rest);
        }
        Ok(())
    }

    /// Keeps a plan beside the map.
    pub async fn keep_plan(&self, plan: StoredPlan) -> Result<(), CommandError> {
        let save = self
            .fleet
            .journal()
            .with(move |store| store.save_plan(&plan));
        Ok(save.await?)
    }

    /// Lets the engine work, and tells of its steps.
    pub async fn with<T>(
        &mut self,
        verb: impl AsyncFnOnce(&mut Migrator<'_>) -> T,
    ) -> Result<T, CommandError> {
        let follower = &self.follower;
        follower.begin();
        let tell = |step: &Step| follower.tell(step);
        let options = self.options.clone();
        let mut migrator = Migrator::new(&mut self.fleet, self.ctx.world.as_ref(), options, &tell);
        let result = Box::pin(verb(&mut migrator)).await;
        self.follower.end()?;
        Ok(result)
    }

    /// That it fails changes nothing that was done, so it is a warning.
    async fn close(self) {
        let ui = &self.ctx.ui;
        if let Err(error) = self.fleet.close().await {
            ui.warning(&format!("the lease was not given back: {error}"));
        }
    }
}

/// Who runs each endpoint of the config.
fn providers(ctx: &CommandContext) -> BTreeMap<String, Provider> {
    let endpoints = ctx.settings.config.endpoint.iter();
    endpoints
        .map(|(name, endpoint)| {
            let provider = match &endpoint.url {
                Some(url) if !endpoint.is_aws() => Provider::Store(url.clone()),
                _ => Provider::Aws,
            };
            (name.clone(), provider)
        })
        .collect()
}

/// Tells of steps: a line each under `-o jsonl`, a progress bar or plain lines otherwise.
struct Follower<'a> {
    ctx: &'a CommandContext,
    label: &'static str,
    /// While the engine works: a question before that must stand alone.
    progress: RefCell<Option<Progress>>,
    /// Objects and bytes listed, by the move; of one that goes on, what an earlier run left.
    listed: RefCell<BTreeMap<(MigrationId, u32), Tally>>,
    /// The first line that could not be written.
    failure: Cell<Option<CommandError>>,
}

impl<'a> Follower<'a> {
    fn new(ctx: &'a CommandContext, label: &'static str) -> Self {
        Self {
            ctx,
            label,
            progress: RefCell::new(None),
            listed: RefCell::default(),
            failure: Cell::new(None),
        }
    }

    fn begin(&self) {
        let progress = self.ctx.ui.progress(self.label, ProgressUnit::Count, None);
        self.show_total(&progress);
        *self.progress.borrow_mut() = Some(progress);
    }

    fn tell(&self, step: &Step) {
        self.count(step);
        if let Err(error) = self.ctx.ui.event("migration_event", &Event::of(step)) {
            // The work goes on: its reader is not its master. The command says so at its end.
            let first = self.failure.take().unwrap_or(error);
            self.failure.set(Some(first));
        }
    }

    fn count(&self, step: &Step) {
        let progress = self.progress.borrow();
        let Some(progress) = progress.as_ref() else {
            return;
        };
        match step {
            Step::Listed { id, objects, bytes } => {
                let tally = Tally {
                    objects: *objects,
                    bytes: *bytes,
                };
                let of = (id.migration.clone(), id.n);
                self.listed.borrow_mut().insert(of, tally);
                self.show_total(progress);
            }
            Step::Transfer { state, bytes, .. } => {
                let counts = matches!(
                    state,
                    TransferState::Verified
                        | TransferState::Deleted
                        | TransferState::Aborted
                        | TransferState::Skipped
                        | TransferState::Manual
                );
                if counts {
                    progress.add(1);
                    progress.add_bytes(*bytes);
                }
            }
            Step::Moved { .. } => {}
        }
    }

    fn show_total(&self, progress: &Progress) {
        let listed = self.listed.borrow();
        let objects: u64 = listed.values().map(|tally| tally.objects).sum();
        if objects > 0 {
            progress.set_total(objects);
            progress.set_total_bytes(listed.values().map(|tally| tally.bytes).sum());
        }
    }

    /// The bar goes before the answer comes.
    fn end(&self) -> Result<(), CommandError> {
        drop(self.progress.borrow_mut().take());
        self.failure.take().map_or(Ok(()), Err)
    }
}

/// A step as a line of JSON.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Event<'a> {
    Listed {
        migration_id: &'a str,
        r#move: u32,
        objects: u64,
        size_bytes: u64,
    },
    Moved {
        migration_id: &'a str,
        r#move: u32,
        state: MoveState,
    },
    Transfer {
        migration_id: &'a str,
        r#move: u32,
        key: &'a str,
        size_bytes: u64,
        state: TransferState,
    },
}

impl<'a> Event<'a> {
    fn of(step: &'a Step) -> Self {
        match step {
            Step::Listed { id, objects, bytes } => Self::Listed {
                migration_id: id.migration.as_str(),
                r#move: id.n,
                objects: *objects,
                size_bytes: *bytes,
            },
            Step::Moved { id, state } => Self::Moved {
                migration_id: id.migration.as_str(),
                r#move: id.n,
                state: *state,
            },
            Step::Transfer {
                id,
                key,
                bytes,
                state,
            } => Self::Transfer {
                migration_id: id.migration.as_str(),
                r#move: id.n,
                key: text(key),
                size_bytes: *bytes,
                state: *state,
            },
        }
    }
}

/// Keys of a journal come from a bucket, which has none that is not UTF-8.
fn text(key: &Key) -> &str {
    key.as_str().unwrap_or_default()
}
