//! [`ConsistencyStates`]: what is known of moves and transfers, as it is published for other hosts.
//!
//! Per transfer: what is expected at its source and at its target, how far it has come, and what is to
//! be done under each observation. The last is worked out ahead, once for all transfers that are alike,
//! by the very function that recovery asks: a person can read it, and a test holds the two together.
//! Where such objects lie, and which of them is the newest, is the control location's business
//! (`engine::control`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Migration, MigrationSettings, Move, MoveId, Observation, ProofLevel, SourceSeen, Stage,
    Standing, TargetSeen, Transfer, TransferState, next_action,
};
use crate::placement::Key;

/// Value of the field `format`.
pub const CONSISTENCY_FORMAT: &str = "shardctl.consistency/1";

/// One published object: what has changed since the one before, or (a base) all there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyStates {
    /// [`CONSISTENCY_FORMAT`].
    pub format: String,
    /// The fleet.
    pub fleet_id: String,
    /// The epoch of whoever published it.
    pub epoch: u64,
    /// Number under that epoch, from 1.
    pub number: u64,
    /// Every batch of the journal up to this one is in it or in an object before it.
    pub seq: u64,
    /// The hash of that batch, hex.
    pub hash: String,
    /// Milliseconds UTC.
    pub at_ms: i64,
    /// Number of the newest base; of a base its own.
    pub base: u64,
    /// Transfers published since the newest base, this object included.
    pub since_base: u64,
    /// Transfers in the newest base.
    pub base_transfers: u64,
    /// Of a base: the objects that hold the transfers at rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ConsistencyPart>,
    /// Migrations without their moves.
    pub migrations: Vec<Migration>,
    /// Moves.
    pub moves: Vec<PublishedMove>,
    /// Transfers by move.
    pub transfers: Vec<PublishedTransfers>,
    /// What to do, by the number that transfers name.
    pub decisions: Vec<Decision>,
}

impl ConsistencyStates {
    /// Transfers in this object.
    pub fn transfer_count(&self) -> u64 {
        self.transfers.iter().map(|of| of.items.len() as u64).sum()
    }
}

/// A further object of a base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyPart {
    /// Its name in the control location.
    pub name: String,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// Transfers in it.
    pub transfers: u64,
}

/// A move by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedMove {
    /// Which.
    pub id: MoveId,
    /// It.
    pub item: Move,
}

/// Transfers of one move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedTransfers {
    /// Which.
    pub id: MoveId,
    /// In byte order of their keys.
    pub items: Vec<PublishedTransfer>,
}

/// A transfer: `want` is expected at the source, `copy` (and what `proof` says of it) at the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedTransfer {
    /// Logical key.
    #[serde(with = "super::event::key_text")]
    pub key: Key,
    /// What the journal knows of it.
    pub state: Transfer,
    /// Number of its decision; none where it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<usize>,
}

/// What is to be done with transfers that are alike, once no request can take effect late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Their state.
    pub state: TransferState,
    /// Where their move stands.
    pub stage: Stage,
    /// The action where both sides hold what is expected now.
    pub next: String,
    /// The action by what source and target hold, such as `expected/absent`; `+ours` where it differs for
    /// what is provably ours at the target.
    pub under: BTreeMap<String, String>,
}

/// What tells transfers apart that must be decided apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    state: TransferState,
    stage: Stage,
    ours: bool,
    proof: Option<ProofLevel>,
    delete_intended: bool,
    many_attempts: bool,
}

/// Collects decisions: one for all transfers that are alike. For one migration's settings at a time.
#[derive(Debug, Default)]
pub struct Decisions {
    known: BTreeMap<(MoveId, Kind), usize>,
    list: Vec<Decision>,
}

impl Decisions {
    /// The number of the decision for a transfer; `None` where it has ended.
    pub fn number(
        &mut self,
        id: &MoveId,
        transfer: &Transfer,
        stage: Stage,
        settings: &MigrationSettings,
    ) -> Option<usize> {
        if transfer.state.is_end() {
            return None;
        }
        let kind = Kind {
            state: transfer.state,
            stage,
            ours: transfer.ours,
            proof: transfer.proof.as_ref().map(|proof| proof.level),
            delete_intended: transfer.delete_intended,
            many_attempts: transfer.attempts_used_up(),
        };
        let entry = self.known.entry((id.clone(), kind));
        let list = &mut self.list;
        Some(*entry.or_insert_with(|| {
            let decision = Decision::of(transfer, stage, settings);
            let same = list.iter().position(|known| *known == decision);
            same.unwrap_or_else(|| {
                list.push(decision);
                list.len() - 1
            })
        }))
    }

    /// The decisions, by number.
    pub fn into_list(self) -> Vec<Decision> {
        self.list
    }
}

impl Decision {
    /// Asks the function that decides about every observation.
    pub fn of(transfer: &Transfer, stage: Stage, settings: &MigrationSettings) -> Self {
        let standing = Standing {
            stage,
            contract: settings.contract,
            zombies_gone: true,
            proof_fresh: true,
            least_proof: settings.verify,
        };
        let act = |source, target, target_ours| {
            let seen = Observation {
                source,
                target,
                source_version: None,
                target_version: None,
                fresh: true,
                target_ours,
            };
            next_action(transfer, standing, &seen).name().to_owned()
        };
        let mut under = BTreeMap::new();
        for source in SourceSeen::ALL {
            for target in TargetSeen::ALL {
                let place = format!("{}/{}", source.name(), target.name());
                let (other, ours) = (act(source, target, false), act(source, target, true));
                if ours != other {
                    under.insert(format!("{place}+ours"), ours);
                }
                under.insert(place, other);
            }
        }
        let target = match transfer.state {
            TransferState::Planned | TransferState::CopyIntent => TargetSeen::Absent,
            TransferState::CatchupIntent => TargetSeen::Former,
            _ => TargetSeen::Expected,
        };
        Self {
            state: transfer.state,
            stage,
            next: act(SourceSeen::Expected, target, true),
            under,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migration::{Contract, MigrationId, ObjectVersion};

    fn settings() -> MigrationSettings {
        MigrationSettings {
            contract: Contract::Immutable,
            verify: ProofLevel::Checksum,
            grace_ms: 1,
            zombie_bound_ms: 1,
            allow_stream: false,
            force_stream: false,
        }
    }

    fn in_state(state: TransferState) -> Transfer {
        Transfer {
            state,
            ..Transfer::planned(ObjectVersion::default(), None)
        }
    }

    #[test]
    fn transfers_that_are_alike_share_a_decision_and_ended_ones_have_none() {
        let id = MoveId {
            migration: MigrationId::new(0, 1),
            n: 1,
        };
        let mut decisions = Decisions::default();
        let mut number =
            |state| decisions.number(&id, &in_state(state), Stage::Copying, &settings());
        assert_eq!(number(TransferState::Planned), Some(0));
        assert_eq!(number(TransferState::CopyIntent), Some(1));
        assert_eq!(number(TransferState::Planned), Some(0));
        for ended in [TransferState::Deleted, TransferState::Manual] {
            assert_eq!(number(ended), None);
        }
        assert_eq!(decisions.into_list().len(), 2);
    }

    #[test]
    fn a_decision_says_what_recovery_would_do() {
        let copying = Decision::of(
            &in_state(TransferState::CopyIntent),
            Stage::Copying,
            &settings(),
        );
        assert_eq!(copying.next, "copy");
        for (seen, action) in [
            ("expected/absent", "copy"),
            ("expected/expected", "adopt"),
            ("absent/absent", "give_up"),
            ("absent/expected", "ask_person"),
            ("unreadable/absent", "wait_unreadable"),
        ] {
            assert_eq!(copying.under[seen], action, "{seen}");
        }
        let aborting = Decision::of(
            &in_state(TransferState::AbortIntent),
            Stage::Cancelling,
            &settings(),
        );
        assert_eq!(aborting.under["expected/expected"], "conclude_aborted");
        assert_eq!(aborting.under["expected/expected+ours"], "delete_copy");
    }

    #[test]
    fn the_golden_states_keep_their_bytes() {
        let golden = include_str!("../../fixtures/formats/v1/consistency.json").trim_end();
        let states: ConsistencyStates = serde_json::from_str(golden).unwrap();
        assert_eq!(states.format, CONSISTENCY_FORMAT);
        assert_eq!(states.transfers[0].items[0].key, Key::from("t/käse"));
        assert_eq!(states.moves[0].item.unanswered_ms, Some(1_795_219_320_000));
        assert_eq!(serde_json::to_string(&states).unwrap(), golden);
        let newer = golden.replacen("\"epoch\"", "\"era\"", 1);
        serde_json::from_str::<ConsistencyStates>(&newer).unwrap_err();
    }
}
