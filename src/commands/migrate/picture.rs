//! [`Picture`]: what map.db says of one migration, gathered for `status`, `list` and `wait`.

use std::collections::BTreeMap;

use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::commands::current_map::no_map_to_show;
use crate::engine::migration::MoveReport;
use crate::migration::{Migration, Move, MoveId, MoveState, Transfer, TransferState};
use crate::placement::Key;
use crate::plan::PlanDocument;
use crate::plan::document::MoveEntry;
use crate::ports::{JournalStore, Tally};

use super::cost::Cost;

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
    /// What it costs.
    pub cost: Cost,
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
            let tally = store.tally(&id)?;
            let expected = expected(item, &entries);
            let all = all(item, &tally, expected);
            moves.push(MovePicture {
                item: item.clone(),
                tally,
                expected,
                cost: Cost::of(ctx, item, item.route, all),
                undecided,
            });
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
            one.cost = Cost::of(ctx, &one.item, Some(route), one.all());
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
        all(&self.item, &self.tally, self.expected)
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

fn all(item: &Move, tally: &BTreeMap<TransferState, Tally>, expected: Option<Tally>) -> Tally {
    match item.sealed {
        Some(_) => sum(tally.values().copied()),
        None => expected.unwrap_or_default(),
    }
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
