//! [`measured_pace`]: how fast earlier migrations copied, read from the journal.

use crate::migration::{Migration, Move, MoveId, MoveState};
use crate::placement::Key;
use crate::plan::pace::{CopyRun, Pace};
use crate::ports::{JournalStore, StoreError};

/// Moves looked at, the newest ones.
const MOVES: usize = 50;
/// Moves of more objects are left out: reading their transfers would take longer than it tells.
const MOST_OBJECTS: u64 = 50_000;
/// Transfers read at a time.
const PAGE: usize = 1_000;
/// Longer without a new copy is a pause.
const PAUSE_MS: i64 = 600_000;

/// The pace of the moves that were copied.
pub fn measured_pace(journal: &dyn JournalStore) -> Result<Pace, StoreError> {
    let mut migrations = journal.migrations()?;
    migrations.sort_by_key(|migration| std::cmp::Reverse(migration.created_ms));
    let moves = migrations.iter().flat_map(|migration| {
        let moves = migration.moves.iter();
        moves.map(move |one| (migration, one))
    });
    let mut runs = Vec::new();
    for (migration, one) in moves.filter(|(_, one)| is_copied(one)).take(MOVES) {
        runs.extend(run(journal, migration, one)?);
    }
    Ok(Pace::of(runs))
}

fn is_copied(one: &Move) -> bool {
    let few = |sealed: &crate::migration::Sealed| sealed.objects <= MOST_OBJECTS;
    let done = !matches!(
        one.state,
        MoveState::Planned | MoveState::Copying | MoveState::Cancelled | MoveState::Manual
    );
    done && one.sealed.as_ref().is_some_and(few)
}

/// From the listing to the last proof, without pauses.
fn run(
    journal: &dyn JournalStore,
    migration: &Migration,
    one: &Move,
) -> Result<Option<CopyRun>, StoreError> {
    let Some(sealed) = &one.sealed else {
        return Ok(None);
    };
    let id = MoveId {
        migration: migration.id.clone(),
        n: one.n,
    };
    let (mut times, mut objects, mut bytes) = (vec![sealed.at_ms], 0, 0);
    let mut after: Option<Key> = None;
    loop {
        let page = journal.transfers(&id, after.as_ref(), PAGE, None)?;
        for (_, transfer) in &page {
            let (Some(intent), Some(_)) = (transfer.intent_ms, &transfer.copy) else {
                continue;
            };
            times.push(intent);
            // A proof from much later was renewed: the copy is older.
            let proved = transfer.proof.as_ref().map(|proof| proof.at_ms);
            times.extend(proved.filter(|at_ms| (0..PAUSE_MS).contains(&(at_ms - intent))));
            objects += 1;
            bytes += transfer.want.size;
        }
        match page.last() {
            Some((key, _)) if page.len() == PAGE => after = Some(key.clone()),
            _ => break,
        }
    }
    times.sort_unstable();
    let gaps = times.windows(2).map(|pair| pair[1] - pair[0]);
    let busy_ms: i64 = gaps.filter(|gap| *gap < PAUSE_MS).sum();
    Ok(Some(CopyRun {
        from: one.spec.from.clone(),
        to: one.spec.to.clone(),
        objects,
        bytes,
        seconds: busy_ms as f64 / 1000.0,
    }))
}
