//! Consistency states on their way into the control location, so that another host knows what is in
//! flight when this one is gone.
//!
//! Objects are numbered under the epoch of their writer, written create-only, and say up to which batch of
//! the journal everything is in them. An object holds what has changed since the one before; every so
//! often a *base* holds all there is, with the transfers that are at rest in further objects of their
//! own: a reader takes the newest base and what follows it. An epoch begins with a base, so that whatever
//! a replaced holder still publishes under its own is never mixed with its successor's.
//!
//! # Which lag is safe
//!
//! A transfer's states follow its requests by seconds: waiting for the control location before each copy
//! would halve the speed of small objects. What another host does not know of it makes up for:
//!
//! * *A copy that is not published.* Copies go to places that the map does not say, or are create-only. The
//!   successor lists the ranges of source and target of every move under way before it goes on, and
//!   adopts what it finds there with the wanted bytes, as not provably ours: it is never deleted by us.
//!   One that lands later is met by the create-only copy of the successor, or meets it.
//! * *One that lands after a switch* could overwrite, on a store that ignores conditions, or bring back
//!   what applications deleted. So a move taken over carries the moment up to which its holder before may have sent
//!   requests ([`Move::unanswered_ms`](crate::migration::Move::unanswered_ms)), and for the zombie bound
//!   after it no switch, no delete and nothing over what applications write goes out.
//! * *A proof that is not published* is made again from the two copies. But not from one: where the source
//!   was deleted by it, the successor could only ask a person. So before a delete every proof that the
//!   process has made is published, and before the first delete of a move, that it may delete.
//! * *A move's own steps are never behind*: that it exists and was sealed, before its first copy; the map
//!   entry of a switch, before it is sent; that deletes were confirmed, or that the move is given up, before
//!   the first of them. Without these the successor would not know of the move, whose version an entry is, or where
//!   a late delete may land.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use sha2::digest::Output;
use sha2::{Digest, Sha256};

use crate::engine::journal::Journal;
use crate::migration::{
    CONSISTENCY_FORMAT, ConsistencyPart, ConsistencyStates, Decisions, Migration, MoveId,
    PublishedMove, PublishedTransfer, PublishedTransfers, Stage, Transfer, TransferState,
};
use crate::placement::Key;
use crate::ports::{ChainLink, ControlError, ControlStore, Creation, StoreError};

use super::states_reader::{newest_number, read_states};
use super::{FleetError, compressed, names, retention};

/// Transfers in one object.
const CHUNK: usize = 5_000;

/// A base is written anew once this many transfers, and as many as are in it, were published after it.
const LEAST_SINCE_BASE: u64 = 50_000;

/// Names tried for one object: another process of this host, killed since, may have had them.
const NAMES_TRIED: usize = 16;

/// How far transfers may be behind while they are worked on, milliseconds.
const LAG_MS: i64 = 5_000;

/// What is published, as far as this process knows.
#[derive(Default)]
pub struct States {
    progress: tokio::sync::Mutex<Option<Progress>>,
    /// Whether a proof was made that may not be published.
    proofs: AtomicBool,
    published_ms: Mutex<i64>,
}

/// What is under our epoch.
struct Progress {
    /// Number of the next object.
    next: u64,
    link: ChainLink,
    since_base: u64,
    base: Option<Base>,
}

/// The newest base.
#[derive(Clone, Copy)]
struct Base {
    number: u64,
    transfers: u64,
}

/// What publishing works with.
pub struct Publishing<'a> {
    /// Where to.
    pub control: &'a dyn ControlStore,
    /// What.
    pub journal: &'a Journal,
    /// Whose.
    pub fleet_id: &'a str,
    /// Milliseconds UTC.
    pub now_ms: i64,
}

impl States {
    /// A proof was made.
    pub fn note_proof(&self) {
        self.proofs.store(true, Ordering::SeqCst);
    }

    /// Whether a proof may not be published yet.
    pub fn has_new_proofs(&self) -> bool {
        self.proofs.load(Ordering::SeqCst)
    }

    /// Whether transfers are as far behind as they may be; once for all who ask within that time.
    pub fn is_due(&self, now_ms: i64) -> bool {
        let mut published_ms = super::fleet::lock(&self.published_ms);
        let due = !(0..LAG_MS).contains(&now_ms.saturating_sub(*published_ms));
        if due {
            *published_ms = now_ms;
        }
        due
    }

    /// Publishes everything that is in the journal now.
    pub async fn publish(&self, at: &Publishing<'_>) -> Result<(), FleetError> {
        let mut progress = self.progress.lock().await;
        // Before the journal is read: what is proven from here on is told again.
        self.proofs.store(false, Ordering::SeqCst);
        let published = self.publish_all(at, &mut progress).await;
        if published.is_err() {
            self.proofs.store(true, Ordering::SeqCst);
        }
        published
    }

    async fn publish_all(
        &self,
        at: &Publishing<'_>,
        progress: &mut Option<Progress>,
    ) -> Result<(), FleetError> {
        let head = at.head().await?;
        if head.seq == 0 {
            return Ok(());
        }
        let progress = match progress {
            Some(progress) => progress,
            None => progress.insert(at.progress(&head).await?),
        };
        loop {
            let base_is_due = (progress.base)
                .is_none_or(|base| progress.since_base > base.transfers.max(LEAST_SINCE_BASE));
            if base_is_due {
                at.write_base(progress, head.clone()).await?;
            } else if progress.link.seq < head.seq {
                at.write_changes(progress).await?;
            } else {
                break;
            }
        }
        *super::fleet::lock(&self.published_ms) = at.now_ms;
        Ok(())
    }
}

impl Publishing<'_> {
    fn epoch(&self) -> u64 {
        self.journal.epoch()
    }

    async fn head(&self) -> Result<ChainLink, StoreError> {
        let read = self.journal.with(|store| Ok(store.identity()?.head));
        read.await
    }

    /// What an earlier process of this host has published under our epoch.
    async fn progress(&self, head: &ChainLink) -> Result<Progress, FleetError> {
        let Some(last) = newest_number(self.control, self.epoch()).await? else {
            return Ok(Progress {
                next: 1,
                link: ChainLink::default(),
                since_base: 0,
                base: None,
            });
        };
        let states = match read_states(self.control, &names::states(self.epoch(), last)).await {
            Ok(states) => states,
            // All there is, once more: a reader begins with the newest base.
            Err(FleetError::Damaged { .. }) => {
                return Ok(Progress {
                    next: last + 1,
                    link: ChainLink::default(),
                    since_base: 0,
                    base: None,
                });
            }
            Err(error) => return Err(error),
        };
        let link = ChainLink {
            seq: states.seq,
            hash: states.hash,
        };
        let (known, theirs) = (link.clone(), states.fleet_id == self.fleet_id);
        let is_ours = self
            .journal
            .with(move |store| store.has_link(&known))
            .await?;
        let follows = theirs && is_ours && link.seq <= head.seq;
        Ok(Progress {
            next: last + 1,
            link,
            since_base: states.since_base,
            base: follows.then_some(Base {
                number: states.base,
                transfers: states.base_transfers,
            }),
        })
    }

    /// Publishes what changed after the newest object.
    async fn write_changes(&self, progress: &mut Progress) -> Result<(), FleetError> {
        let after = progress.link.seq;
        let changed = (self.journal)
            .with(move |store| store.states_after(after, CHUNK))
            .await?;
        let transfers = changed.transfers.len() as u64;
        let all = match transfers {
            0 => Vec::new(),
            _ => self.journal.with(|store| store.migrations()).await?,
        };
        let mut states = self.states(progress, &changed.to);
        states.since_base += transfers;
        states.migrations = changed.migrations;
        let moves = changed.moves.into_iter();
        states.moves = moves.map(|(id, item)| PublishedMove { id, item }).collect();
        fill(&mut states, &all, changed.transfers);
        self.create(&mut states).await?;
        *progress = Progress {
            next: states.number + 1,
            link: changed.to,
            since_base: states.since_base,
            base: progress.base,
        };
        Ok(())
    }

    /// Publishes all there is. What is appended meanwhile is in the objects after it, too.
    async fn write_base(&self, progress: &mut Progress, head: ChainLink) -> Result<(), FleetError> {
        let all = self.journal.with(|store| store.migrations()).await?;
        let mut states = self.states(progress, &head);
        let mut at_rest = Resting::default();
        let mut in_flight = Vec::new();
        for (id, _) in moves_of(&all) {
            let mut after = None;
            loop {
                let (of, from) = (id.clone(), after.take());
                let read = move |store: &mut dyn crate::ports::JournalStore| {
                    store.transfers(&of, from.as_ref(), CHUNK, None)
                };
                let page = self.journal.with(read).await?;
                let full = page.len() == CHUNK;
                after = page.last().map(|(key, _)| key.clone()).filter(|_| full);
                for (key, transfer) in page {
                    let list = if is_in_flight(&transfer) {
                        &mut in_flight
                    } else {
                        &mut at_rest.waiting
                    };
                    list.push((id.clone(), key, transfer));
                }
                if at_rest.waiting.len() >= CHUNK {
                    self.write_part(&mut states, &all, &mut at_rest).await?;
                }
                if after.is_none() {
                    break;
                }
            }
        }
        if !at_rest.waiting.is_empty() {
            self.write_part(&mut states, &all, &mut at_rest).await?;
        }
        states.base_transfers = at_rest.written + in_flight.len() as u64;
        states.since_base = 0;
        states.moves = moves_of(&all)
            .map(|(id, item)| PublishedMove {
                id,
                item: item.clone(),
            })
            .collect();
        fill(&mut states, &all, in_flight);
        states.migrations = all.into_iter().map(without_moves).collect();
        states.base = 0;
        self.create(&mut states).await?;
        // What stays too long costs a little room and nothing else.
        match retention::retire(self.control, &states).await {
            Ok(gone) => tracing::debug!("{gone} consistency states were superseded, and are gone"),
            Err(error) => tracing::warn!("old consistency states stay: {error}"),
        }
        *progress = Progress {
            next: states.number + 1,
            link: head,
            since_base: 0,
            base: Some(Base {
                number: states.number,
                transfers: states.base_transfers,
            }),
        };
        Ok(())
    }

    async fn write_part(
        &self,
        base: &mut ConsistencyStates,
        all: &[Migration],
        at_rest: &mut Resting,
    ) -> Result<(), FleetError> {
        let rows = std::mem::take(&mut at_rest.waiting);
        let transfers = rows.len() as u64;
        let mut part = ConsistencyStates {
            parts: Vec::new(),
            ..base.clone()
        };
        fill(&mut part, all, rows);
        let body = compressed::encode(&part);
        let sha256 = sha256_of(&body);
        // Named by what it holds: whoever wrote it, it is the same.
        let name = names::part(self.epoch(), &sha256);
        create_only(self.control, &name, &body).await?;
        base.parts.push(ConsistencyPart {
            name,
            sha256,
            transfers,
        });
        at_rest.written += transfers;
        Ok(())
    }

    /// An object without transfers.
    fn states(&self, progress: &Progress, link: &ChainLink) -> ConsistencyStates {
        ConsistencyStates {
            format: CONSISTENCY_FORMAT.to_owned(),
            fleet_id: self.fleet_id.to_owned(),
            epoch: self.epoch(),
            number: progress.next,
            seq: link.seq,
            hash: link.hash.clone(),
            at_ms: self.now_ms,
            base: progress.base.map_or(0, |base| base.number),
            since_base: progress.since_base,
            base_transfers: progress.base.map_or(0, |base| base.transfers),
            parts: Vec::new(),
            migrations: Vec::new(),
            moves: Vec::new(),
            transfers: Vec::new(),
            decisions: Vec::new(),
        }
    }

    /// Writes an object under the next free number; of a base, that is its `base`, too. What has the number
    /// was written by an earlier process of this host, late: it is older than ours, and comes before it.
    async fn create(&self, states: &mut ConsistencyStates) -> Result<(), FleetError> {
        let is_base = states.base == 0;
        for _ in 0..NAMES_TRIED {
            if is_base {
                states.base = states.number;
            }
            let body = compressed::encode(states);
            let name = names::states(states.epoch, states.number);
            if create_only(self.control, &name, &body).await? {
                return Ok(());
            }
            states.number += 1;
        }
        Err(ControlError::Unavailable {
            place: self.control.place(),
            problem: "the number of every consistency state was taken".to_owned(),
        }
        .into())
    }
}

/// Transfers at rest on their way into parts of a base.
#[derive(Default)]
struct Resting {
    waiting: Vec<(MoveId, Key, Transfer)>,
    written: u64,
}

/// Writes an object; false where other bytes have its name.
async fn create_only(
    control: &dyn ControlStore,
    name: &str,
    body: &Bytes,
) -> Result<bool, FleetError> {
    let unanswered = match control.create(name, body.clone()).await {
        Ok(Creation::Created) => return Ok(true),
        Ok(Creation::Exists) => None,
        Err(error @ ControlError::Unknown { .. }) => Some(error),
        Err(error) => return Err(error.into()),
    };
    match (control.read(name).await?, unanswered) {
        (Some(found), _) => Ok(found == *body),
        (None, Some(error)) => Err(error.into()),
        (None, None) => Err(ControlError::Unavailable {
            place: control.place(),
            problem: format!("`{name}` was not kept"),
        }
        .into()),
    }
}

/// Whether a transfer is what another host looks at first: something of it may be under way, or open, or a
/// person is asked.
pub fn is_in_flight(transfer: &Transfer) -> bool {
    let state = transfer.state;
    state.is_intent()
        || matches!(state, TransferState::Copied | TransferState::Manual)
        || transfer.upload_id.is_some()
        || transfer.upload_intent_ms.is_some()
}

/// Adds transfers, with what is to be done about them. They come by move.
fn fill(states: &mut ConsistencyStates, all: &[Migration], rows: Vec<(MoveId, Key, Transfer)>) {
    let mut decisions = Decisions::default();
    for (id, key, state) in rows {
        let migration = all.iter().find(|migration| migration.id == id.migration);
        let found = migration.and_then(|migration| {
            let item = migration.moves.iter().find(|item| item.n == id.n)?;
            Some((&migration.settings, Stage::of(migration, item)))
        });
        let decision =
            found.and_then(|(settings, stage)| decisions.number(&id, &state, stage, settings));
        let item = PublishedTransfer {
            key,
            state,
            decision,
        };
        match states.transfers.last_mut() {
            Some(last) if last.id == id => last.items.push(item),
            _ => states.transfers.push(PublishedTransfers {
                id,
                items: vec![item],
            }),
        }
    }
    states.decisions = decisions.into_list();
}

fn moves_of(all: &[Migration]) -> impl Iterator<Item = (MoveId, &crate::migration::Move)> {
    all.iter().flat_map(|migration| {
        migration.moves.iter().map(|item| {
            let (migration, n) = (migration.id.clone(), item.n);
            (MoveId { migration, n }, item)
        })
    })
}

fn without_moves(migration: Migration) -> Migration {
    Migration {
        moves: Vec::new(),
        ..migration
    }
}

/// SHA-256, hex.
pub fn sha256_of(bytes: &[u8]) -> String {
    format!("{:x}", Output::<Sha256>::from(Sha256::digest(bytes)))
}
