//! Migrations at work: sealing, copying, comparing, switching, completing, giving up, recovering.
//!
//! [`Migrator`] has the verbs. What happens to a transfer is decided by `migration::next_action`
//! alone: the modules here look ([`observe`], [`survey`]), do what it says ([`run`] and the modules
//! named after steps), and keep the journal ahead of every request. What a missing bucket, a refusal
//! or an unanswered request means is in [`outcome`]; the only delete of data in [`place`].

mod cancel;
mod complete;
mod copy;
mod create;
mod error;
mod facts;
mod lane;
mod late_delete;
mod lister;
mod meter;
mod metered_bucket;
mod migrator;
mod multipart;
mod observe;
mod options;
mod outcome;
mod pass;
mod place;
mod policy;
mod powers;
mod recover;
mod report;
mod returning;
mod route;
mod run;
mod settle;
mod spending;
mod start;
mod step;
mod strays;
mod stream;
mod survey;
mod switch;
mod tempo;
mod throttle;
mod verify;

pub use create::NewMigration;
pub use error::MigrationError;
pub use meter::{Budget, Meters};
pub use migrator::Migrator;
pub use options::{Listener, MigratorOptions, Mode, Provider, Spending};
pub use policy::Policy;
pub use powers::{Powers, Probed};
pub use report::{
    Ending, MigrationReport, MoveReport, RecoverReport, Recovered, StrayUpload, UNDECIDED_SHOWN,
    Undecided,
};
pub use step::Step;
pub use tempo::{Bandwidth, Tempo};
pub use throttle::{RequestBudget, Throttles, WEEK_HOURS};
