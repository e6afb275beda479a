//! [`Picture`]: what map.db says of one migration, gathered for `status`, `list` and `wait`.

use std::collections::BTreeMap;

use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::commands::current_map::no_map_to_show;
use crate::commands::planning::{prices, site};
use crate::engine::migration::MoveReport;
use crate::migration::{Migration, Move, MoveId, MoveState, Route, Transfer, TransferState};
use crate::placement::Key;
use crate::plan::document::MoveEntry;
use crate::plan::{CopyPrice, MissingKey, PlanDocument, PriceTable, copy_price};
use crate::ports::{JournalStore, Tally};

/// Most objects named that need a decision.
const UNDECIDED_SHOWN: usize = 100;

/// One migration with what its moves hold.
pub struct Picture {
    /// The migration.
    pub migration: Migration,
    /// Its moves, by number.
    pub moves: Vec<MovePicture>,
}

/// One move.
pub struct MovePicture {
    /// The move.
    pub item: Move,
    /// How much is in which state; empty before it was sealed.
    pub tally: BTreeMap<TransferState, Tally>,
    /// What the plan expected, for as long as nothing was listed.
    pub expected: Option<Tally>,
    /// What copying costs by its route, or why nobody knows; `None` before the route is known.
    pub price: Option<Result<CopyPrice, MissingKey>>,
    /// Objects that wait for a person, up to [`UNDECIDED_SHOWN`].
    pub undecided: Vec<(Key, Transfer)>,
}

impl Picture {
    /// As [`Picture::read`], of the migration as it is now; as given, where a dry run made it.
    pub fn now(ctx: &CommandContext, migration: Migration) -> Result<Self, CommandError> {
        let store = ctx.world.journal_to_look_at()?;
        let store = store.ok_or_else(no_map_to_show)?;
        let now = store.migration(&migration.id)?.unwrap_or(migration);
        Self::read(ctx, store.as_ref(), now)
    }

    /// Reads it.
    pub fn read(
        ctx: &CommandContext,
        store: &dyn JournalStore,
        migration: Migration,
    ) -> Result<Self, CommandError> {
        let plan = store.plans()?.into_iter();
        let plan = plan.into_iter().find(|plan| plan.id == migration.plan_id);
        let plan = plan.and_then(|plan| PlanDocument::from_bytes(&plan.document).ok());
        let entries = plan.map(|plan| plan.body.moves).unwrap_or_default();
        let mut moves = Vec::new();
        for item in &migration.moves {
            let id = MoveId {
                migration: migration.id.clone(),
                n: item.n,
            };
            let undecided =
                store.transfers(&id, None, UNDECIDED_SHOWN, Some(&[TransferState::Manual]))?;
            let mut picture = MovePicture {
                item: item.clone(),
                tally: store.tally(&id)?,
                expected: expected(item, &entries),
                price: None,
                undecided,
            };
            picture.price = item.route.map(|route| {
                let tally = picture.all();
                price_of(ctx, item, route, (tally.objects, tally.bytes))
            });
            moves.push(picture);
        }
        Ok(Self { migration, moves })
    }

    /// Takes over what a dry run found out: routes, and how much they would carry.
    pub fn learn(&mut self, ctx: &CommandContext, reports: &[MoveReport]) {
        for report in reports {
            let found = self.moves.iter_mut().find(|one| one.item.n == report.id.n);
            let (Some(one), Some(route)) = (found, report.route) else {
                continue;
            };
            if one.item.sealed.is_some() {
                continue;
            }
            if let Some(would) = report.would.get("plan") {
                one.expected = Some(*would);
            }
            one.item.route = Some(route);
            let all = one.all();
            one.price = Some(price_of(ctx, &one.item, route, (all.objects, all.bytes)));
        }
    }

    /// Objects that wait for a person.
    pub fn undecided(&self) -> u64 {
        self.moves.iter().map(MovePicture::manual).sum()
    }

    /// Everything that its moves take along.
    pub fn all(&self) -> Tally {
        sum(self.moves.iter().map(MovePicture::all))
    }

    /// What is safely at the targets.
    pub fn verified(&self) -> Tally {
        sum(self.moves.iter().map(MovePicture::verified))
    }

    /// When the last grace that runs ends, milliseconds UTC.
    pub fn grace_end_ms(&self) -> Option<i64> {
        let ends = self.moves.iter();
        ends.filter_map(|one| one.grace_end_ms(&self.migration))
            .max()
    }
}

impl MovePicture {
    /// What the move takes along: as listed, or before that as the plan expected.
    pub fn all(&self) -> Tally {
        match self.item.sealed {
            Some(_) => sum(self.tally.values().copied()),
            None => self.expected.unwrap_or_default(),
        }
    }

    /// What was compared at the target.
    pub fn verified(&self) -> Tally {
        use TransferState::{DeleteIntent, Deleted, Verified};
        let states = [Verified, DeleteIntent, Deleted];
        sum(states
            .iter()
            .filter_map(|state| self.tally.get(state).copied()))
    }

    /// Objects that wait for a person.
    pub fn manual(&self) -> u64 {
        let manual = self.tally.get(&TransferState::Manual);
        manual.map_or(0, |tally| tally.objects)
    }

    /// When source copies may go, or a reversal is over, milliseconds UTC; `None` where no grace runs.
    pub fn grace_end_ms(&self, migration: &Migration) -> Option<i64> {
        let runs = matches!(self.item.state, MoveState::Switched | MoveState::Reversing);
        migration.grace_end_ms(&self.item).filter(|_| runs)
    }
}

/// What copying `extent` (objects, bytes) of a move by this route costs, at the config's prices.
pub fn price_of(
    ctx: &CommandContext,
    item: &Move,
    route: Route,
    extent: (u64, u64),
) -> Result<CopyPrice, MissingKey> {
    let settings = &ctx.settings;
    let missing = |name: &str| MissingKey(format!("[[shard]] {name}"));
    let priced = |name: &str| {
        let config = settings
            .config
            .shard
            .iter()
            .find(|shard| shard.name == name);
        let shard = settings.shards.iter().find(|shard| shard.name.0 == name);
        let (config, shard) = config.zip(shard).ok_or_else(|| missing(name))?;
        Ok((site(settings, config).pricing, shard.region.clone()))
    };
    let (from, to) = (priced(&item.spec.from.0)?, priced(&item.spec.to.0)?);
    let table = PriceTable::new(prices(settings)).map_err(|bad| MissingKey(bad.key))?;
    let streamed = route == Route::Streamed;
    copy_price(&table, (&from.0, &from.1), (&to.0, &to.1), streamed, extent)
}

fn expected(item: &Move, entries: &[MoveEntry]) -> Option<Tally> {
    let segment = item.spec.segment.to_string();
    let entry = entries.iter().find(|entry| entry.segment == segment)?;
    Some(Tally {
        objects: entry.objects,
        bytes: entry.bytes,
    })
}

fn sum(tallies: impl Iterator<Item = Tally>) -> Tally {
    tallies.fold(Tally::default(), |sum, tally| Tally {
        objects: sum.objects + tally.objects,
        bytes: sum.bytes + tally.bytes,
    })
}
