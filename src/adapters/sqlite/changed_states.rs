//! What batches of the journal changed: their events name the rows, the rows say how they are now.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::Fault;
use super::journal_chain::Link;
use super::journal_rows::{MigrationRow, MoveRow, TransferRow};
use crate::migration::{Event, MigrationEvent, MigrationId, MoveId};
use crate::placement::Key;
use crate::ports::ChangedStates;

/// The rows that batches name.
#[derive(Default)]
struct Named {
    migrations: BTreeSet<MigrationId>,
    moves: BTreeSet<MoveId>,
    transfers: BTreeSet<(MoveId, Key)>,
}

impl Named {
    /// A new migration names its moves, too: they came with it.
    fn add(&mut self, event: Event) {
        match event {
            Event::Run(_) => {}
            Event::Migration { id, event } => {
                if let MigrationEvent::Created { moves, .. } = event {
                    let numbers = (1..).take(moves.len());
                    let named = numbers.map(|n| MoveId {
                        migration: id.clone(),
                        n,
                    });
                    self.moves.extend(named);
                }
                self.migrations.insert(id);
            }
            Event::Move { id, .. } => {
                self.moves.insert(id);
            }
            Event::Transfer { id, key, .. } => {
                self.transfers.insert((id, key));
            }
        }
    }
}

/// What the batches after number `after` changed, whole batches until `limit` transfers are named.
pub(super) fn states_after(
    connection: &Connection,
    after: u64,
    limit: usize,
) -> Result<ChangedStates, Fault> {
    let mut named = Named::default();
    let mut to = Link::START;
    let mut statement = connection
        .prepare_cached("SELECT seq, hash, batch FROM journal WHERE seq > ?1 ORDER BY seq")?;
    let mut rows = statement.query([after])?;
    while let Some(row) = rows.next()? {
        to = Link {
            seq: row.get(0)?,
            hash: row.get(1)?,
        };
        for event in events(&row.get::<_, Vec<u8>>(2)?, to.seq)? {
            named.add(event);
        }
        if named.transfers.len() >= limit {
            break;
        }
    }
    read(connection, &named, &to)
}

fn read(connection: &Connection, named: &Named, to: &Link) -> Result<ChangedStates, Fault> {
    let lost = |what: String| Fault::Corrupt(format!("is damaged: its journal names {what}"));
    let mut changed = ChangedStates {
        to: to.shown(),
        ..ChangedStates::default()
    };
    for id in &named.migrations {
        let row = MigrationRow::find(connection, id)?;
        let row = row.ok_or_else(|| lost(format!("migration {id}, which is gone")))?;
        changed.migrations.push(row.migration);
    }
    for id in &named.moves {
        let row = MoveRow::find(connection, id)?;
        let row = row.ok_or_else(|| lost(format!("move {id}, which is gone")))?;
        changed.moves.push((id.clone(), row.item));
    }
    let mut of = None;
    for (id, key) in &named.transfers {
        let row = match &of {
            Some((known, row)) if known == id => *row,
            _ => {
                let found = MoveRow::find(connection, id)?;
                let found = found.ok_or_else(|| lost(format!("move {id}, which is gone")))?;
                of = Some((id.clone(), found.id));
                found.id
            }
        };
        let found = TransferRow::find(connection, row, key)?;
        let found = found.ok_or_else(|| lost(format!("transfer {key:?}, which is gone")))?;
        changed
            .transfers
            .push((id.clone(), key.clone(), found.transfer));
    }
    Ok(changed)
}

/// The events of a batch.
pub(super) fn events(batch: &[u8], seq: u64) -> Result<Vec<Event>, Fault> {
    let lines = batch.split(|byte| *byte == b'\n');
    let lines = lines.filter(|line| !line.is_empty());
    let parsed = lines.map(serde_json::from_slice).collect::<Result<_, _>>();
    parsed.map_err(|error| Fault::Corrupt(format!("holds nonsense in batch {seq}: {error}")))
}
