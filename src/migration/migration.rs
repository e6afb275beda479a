//! [`Migration`] and [`Move`]: the execution of a plan, and how events change it.

use serde::{Deserialize, Serialize};

use super::event::{MigrationEvent, MoveEvent};
use super::{
    IllegalEvent, MigrationId, MigrationState, MoveState, ProofLevel, Queued, SeenFacts, Spent,
};
use crate::placement::{Segment, ShardName};

/// What the owner of the data promises about writers while it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contract {
    /// A key is never rewritten; new keys may appear.
    Immutable,
    /// Nobody writes while data moves.
    Quiesced,
    /// Anything may be written at any time.
    Mutable,
}

/// How a migration is to be executed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MigrationSettings {
    /// What the owner promises about writers.
    pub contract: Contract,
    /// The least comparison that makes a proof.
    pub verify: ProofLevel,
    /// Time between a switch and the first delete, milliseconds.
    pub grace_ms: i64,
    /// How long a request may still take effect after it was sent, milliseconds.
    pub zombie_bound_ms: i64,
    /// Whether bytes may travel through this host between two AWS endpoints.
    pub allow_stream: bool,
    /// Every copy travels through this host, even where the store could copy by itself.
    pub force_stream: bool,
}

/// A move as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveSpec {
    /// What moves.
    #[serde(with = "segment_text")]
    pub segment: Segment,
    /// Source shard.
    pub from: ShardName,
    /// Target shard.
    pub to: ShardName,
    /// Segments under this one that stay where they are and need a rule of their own at the switch.
    #[serde(default)]
    pub leaves: Vec<Left>,
}

impl MoveSpec {
    /// The same the other way round.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self {
            from: self.to.clone(),
            to: self.from.clone(),
            ..self.clone()
        }
    }
}

/// A segment that stays where it is while the one above it moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The segment.
    #[serde(with = "segment_text")]
    pub segment: Segment,
    /// Where it is.
    pub shard: ShardName,
}

/// How bytes travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The store copies by itself.
    ServerSide,
    /// Through this host.
    Streamed,
}

/// What listing source and target found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Objects to move.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Whether the target's range held nothing.
    pub target_empty: bool,
    /// Milliseconds UTC.
    pub at_ms: i64,
}

/// The map entry of a switch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// The map version it makes.
    pub lsn: u64,
    /// Names this attempt: an entry with it is ours.
    pub write_id: String,
    /// The entry's exact bytes, so that it can be sent again.
    pub body: String,
}

/// A migration with its moves: the projection of its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// Its id.
    pub id: MigrationId,
    /// The plan it executes.
    pub plan_id: String,
    /// Version of the map it was checked against.
    pub map_lsn: u64,
    /// How it is executed.
    pub settings: MigrationSettings,
    /// When it was made, milliseconds UTC.
    pub created_ms: i64,
    /// No new intents.
    pub paused: bool,
    /// Moves that were not switched give up.
    pub cancelling: bool,
    /// Where it waits for its turn; `None` where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queued: Option<Queued>,
    /// By number, from 1.
    pub moves: Vec<Move>,
}

/// A move: the projection of its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Number in the migration, from 1.
    pub n: u32,
    /// What was asked for.
    pub spec: MoveSpec,
    /// How far it has come.
    pub state: MoveState,
    /// What the listing found, once sealed.
    pub sealed: Option<Sealed>,
    /// How its bytes travel, once sealed.
    pub route: Option<Route>,
    /// The newest switch or reversal intended.
    pub switch: Option<Switch>,
    /// When the newest switch or reversal was published, milliseconds UTC.
    pub switched_ms: Option<i64>,
    /// When a holder before us, whose journal is not here, may last have sent a request for it, milliseconds
    /// UTC: set where another host took the move over by what was published of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanswered_ms: Option<i64>,
    /// What was asked of its shards so far, as far as it was recorded.
    #[serde(default, skip_serializing_if = "Spent::is_nothing")]
    pub spent: Spent,
    /// What was true of its buckets when it was last read, and what of it somebody accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<SeenFacts>,
}

impl Migration {
    /// A migration as its first event makes it; `None` when that is not `Created`.
    pub fn created(id: &MigrationId, event: &MigrationEvent) -> Option<Self> {
        let MigrationEvent::Created {
            plan_id,
            map_lsn,
            settings,
            moves,
            at_ms,
        } = event
        else {
            return None;
        };
        let moves = (1..)
            .zip(moves)
            .map(|(n, spec)| Move::planned(n, spec.clone()));
        Some(Self {
            id: id.clone(),
            plan_id: plan_id.clone(),
            map_lsn: *map_lsn,
            settings: settings.clone(),
            created_ms: *at_ms,
            paused: false,
            cancelling: false,
            queued: None,
            moves: moves.collect(),
        })
    }

    /// One planned move, `prefix:t/` from `a` to `b`, for tests that care for its state alone.
    #[cfg(test)]
    pub(crate) fn of_tests() -> Self {
        let spec = MoveSpec {
            segment: "prefix:t/".parse().expect("a segment"),
            from: "a".into(),
            to: "b".into(),
            leaves: Vec::new(),
        };
        Self {
            id: MigrationId::new(0, 1),
            plan_id: "abc".to_owned(),
            map_lsn: 1,
            settings: MigrationSettings {
                contract: Contract::Immutable,
                verify: ProofLevel::Checksum,
                grace_ms: 100,
                zombie_bound_ms: 10,
                allow_stream: false,
                force_stream: false,
            },
            created_ms: 0,
            paused: false,
            cancelling: false,
            queued: None,
            moves: vec![Move::planned(1, spec)],
        }
    }

    /// Applies an event about the migration as a whole.
    pub fn apply(&mut self, event: &MigrationEvent) -> Result<(), IllegalEvent> {
        match event {
            MigrationEvent::Created { .. } => {
                return Err(IllegalEvent {
                    state: self.state().name(),
                    event: "created",
                });
            }
            MigrationEvent::Paused => self.paused = true,
            MigrationEvent::Resumed => self.paused = false,
            MigrationEvent::CancelRequested => self.cancelling = true,
            MigrationEvent::Queued { place } => self.queued = Some(place.clone()),
            MigrationEvent::Prioritised {
                deadline_ms,
                first_ms,
            } => {
                if let Some(place) = &mut self.queued {
                    place.deadline_ms = deadline_ms.or(place.deadline_ms);
                    place.first_ms = first_ms.or(place.first_ms);
                }
            }
            MigrationEvent::TakenUp => self.queued = None,
        }
        Ok(())
    }

    /// When the grace of a switch or reversal of this move is over, milliseconds UTC; `None` where there was
    /// none.
    pub fn grace_end_ms(&self, item: &Move) -> Option<i64> {
        let since_ms = item.switched_ms?;
        Some(since_ms.saturating_add(self.settings.grace_ms))
    }

    /// Whether a move of it that has not ended is of this segment, or of what lies in it or around it.
    pub fn moves_part_of(&self, segment: &Segment) -> bool {
        let mut going = self.moves.iter().filter(|item| !item.state.is_end());
        going.any(|item| item.spec.segment.covers(segment) || segment.covers(&item.spec.segment))
    }

    /// Whether both move something of the same segments.
    pub fn meets(&self, other: &Self) -> bool {
        let mut going = self.moves.iter().filter(|item| !item.state.is_end());
        going.any(|item| other.moves_part_of(&item.spec.segment))
    }

    /// The state it shows.
    pub fn state(&self) -> MigrationState {
        MigrationState::of_moves(self.moves.iter().map(|item| item.state))
    }
}

impl Move {
    /// A move that nothing was done for.
    pub fn planned(n: u32, spec: MoveSpec) -> Self {
        Self {
            n,
            spec,
            state: MoveState::Planned,
            sealed: None,
            route: None,
            switch: None,
            switched_ms: None,
            unanswered_ms: None,
            spent: Spent::default(),
            facts: None,
        }
    }

    /// Applies an event: the only way its state changes. One match is the whole table of transitions.
    pub fn apply(&mut self, event: &MoveEvent) -> Result<(), IllegalEvent> {
        use MoveState as S;
        let state = match (self.state, event) {
            (S::Planned | S::Copying, MoveEvent::Sealed { sealed, route }) => {
                self.sealed = Some(sealed.clone());
                self.route = Some(*route);
                S::Copying
            }
            (S::Copying | S::Verified, MoveEvent::Verified)
            | (S::SwitchIntent, MoveEvent::SwitchAbandoned { .. }) => S::Verified,
            (S::Verified | S::Copying, MoveEvent::Reopened { .. }) => S::Copying,
            (S::Verified, MoveEvent::SwitchIntended { switch }) => {
                self.switch = Some(switch.clone());
                S::SwitchIntent
            }
            (S::SwitchIntent, MoveEvent::Switched { at_ms }) => {
                self.switched_ms = Some(*at_ms);
                S::Switched
            }
            (S::Switched, MoveEvent::CompleteConfirmed { .. }) => S::Completing,
            (S::Completing, MoveEvent::Completed) => S::Completed,
            (S::Switched, MoveEvent::ReverseIntended { switch }) => {
                self.switch = Some(switch.clone());
                S::ReverseIntent
            }
            (S::ReverseIntent, MoveEvent::ReverseAbandoned { .. }) => S::Switched,
            (S::ReverseIntent, MoveEvent::Reversed { at_ms }) => {
                self.switched_ms = Some(*at_ms);
                S::Reversing
            }
            (S::Reversing, MoveEvent::ReverseEnded) => S::Reversed,
            (S::Planned | S::Copying | S::Verified, MoveEvent::Cancelled) => S::Cancelled,
            (state, MoveEvent::FactsSeen { facts }) => {
                self.facts = Some(facts.clone());
                state
            }
            (state, MoveEvent::Spent { spent }) => {
                self.spent += *spent;
                state
            }
            (state, event) => {
                return Err(IllegalEvent {
                    state: state.name(),
                    event: event.name(),
                });
            }
        };
        self.state = state;
        Ok(())
    }

    /// Whether deletes may have been sent for it: of source objects, or of our copies where it was given up.
    pub fn may_delete(&self, migration: &Migration) -> bool {
        let completes = matches!(self.state, MoveState::Completing | MoveState::Completed);
        completes || migration.cancelling || self.state == MoveState::Cancelled
    }

    /// Whether the published map says target.
    pub fn is_published(&self) -> bool {
        matches!(
            self.state,
            MoveState::Switched
                | MoveState::Completing
                | MoveState::Completed
                | MoveState::ReverseIntent
        )
    }
}

impl MoveEvent {
    /// Its name in the journal.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sealed { .. } => "sealed",
            Self::Verified => "verified",
            Self::Reopened { .. } => "reopened",
            Self::SwitchIntended { .. } => "switch_intended",
            Self::SwitchAbandoned { .. } => "switch_abandoned",
            Self::Switched { .. } => "switched",
            Self::CompleteConfirmed { .. } => "complete_confirmed",
            Self::Completed => "completed",
            Self::ReverseIntended { .. } => "reverse_intended",
            Self::ReverseAbandoned { .. } => "reverse_abandoned",
            Self::Reversed { .. } => "reversed",
            Self::ReverseEnded => "reverse_ended",
            Self::Cancelled => "cancelled",
            Self::Spent { .. } => "spent",
            Self::FactsSeen { .. } => "facts_seen",
        }
    }
}

/// A segment as its id.
mod segment_text {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::placement::Segment;

    pub fn serialize<S: Serializer>(segment: &Segment, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(segment)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Segment, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
