//! What moving data means: states, events, what to do next, and when a delete is allowed.
//!
//! Pure: values in, values out. [`next_action`] is the one place that decides; the executor, recovery
//! and dry runs all ask it. What talks to stores and to the journal is `engine::migration`.

mod action;
mod bucket_configuration;
mod bucket_facts;
mod consistency;
mod event;
mod fallback;
mod id;
#[expect(
    clippy::module_inception,
    reason = "a type lives in the file of its name"
)]
mod migration;
mod observation;
mod outcome;
mod permit;
mod proof;
mod queue;
mod rollback;
mod spent;
mod state;
mod timetable;
mod transfer;

pub use action::{Action, ManualReason, Patience, next_action};
pub use bucket_configuration::{
    BucketConfiguration, Encryption, LifecycleRule, Notification, ObjectLock, Reading,
    ReplicationRule, Unread, Versions,
};
pub use bucket_facts::{
    Fact, FactVerdict, Gate, GateReport, NAMES as FACT_NAMES, PresignedSeen, SeenFacts, Sides,
    judge, pass_gate,
};
pub use consistency::{
    CONSISTENCY_FORMAT, ConsistencyPart, ConsistencyStates, Decision, Decisions, PublishedMove,
    PublishedTransfer, PublishedTransfers,
};
pub use event::{DeletedBy, Event, Keep, MigrationEvent, MoveEvent, Run, TransferEvent};
pub use fallback::{Fallback, fallback, previous_places};
pub use id::{MigrationId, MoveId, run_id};
pub use migration::{
    Contract, Left, Migration, MigrationSettings, Move, MoveSpec, Route, Sealed, Switch,
};
pub use observation::{Observation, SourceSeen, Stage, Standing, TargetSeen};
pub use outcome::{Outcome, Rejection};
pub use permit::{DeletionPermit, PermitRefusal};
pub use proof::{Proof, ProofLevel};
pub use queue::{Queued, Turn, turns};
pub use rollback::{Back, Rollback, Way};
pub use spent::{Asked, Spent};
pub use state::{MigrationState, MoveState, TransferState};
pub use timetable::{Timetable, TimetableError};
pub use transfer::{IllegalEvent, LostUploads, ObjectVersion, Transfer};
