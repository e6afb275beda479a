//! `shardctl migrate wait`.

use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::migration::{Migration, MigrationState};
use crate::ports::JournalStore;

use super::lookup::{find, journal};

/// Between two looks at map.db.
const POLL: Duration = Duration::from_millis(500);

/// Wait until a migration has come so far
///
/// Reads map.db alone. Ends with 0 when the migration is in the state or past it, with 10 when the time
/// is up, and with 19 when it ended elsewhere and never will be. A migration is in the state of its least
/// advanced move; moves that were cancelled or reversed count only when all were.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    shardctl migrate wait m-20261121-9f03ab --for verified --timeout 2h && shardctl migrate switch m-20261121-9f03ab")]
pub struct MigrateWaitArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    /// The state to wait for
    #[arg(long = "for", value_name = "STATE", value_parser = state_parser())]
    state: MigrationState,
    /// Longest to wait; for ever when left out
    #[arg(long, value_name = "DURATION")]
    timeout: Option<HumanDuration>,
}

/// States that one can wait for, with what they mean.
const STATES: [(MigrationState, &str); 8] = [
    (MigrationState::Copying, "Objects are being copied"),
    (
        MigrationState::Verified,
        "Every copy is verified: ready for the switch",
    ),
    (MigrationState::Switched, "The map says target"),
    (
        MigrationState::Completing,
        "Source copies are being deleted",
    ),
    (MigrationState::Completed, "Source copies are gone"),
    (MigrationState::Cancelled, "Given up before the switch"),
    (
        MigrationState::Reversing,
        "The map says source again, and its grace runs",
    ),
    (
        MigrationState::Reversed,
        "Switched back, and that grace is over",
    ),
];

/// Reads the name of a state that one can wait for.
fn state_parser() -> impl TypedValueParser<Value = MigrationState> {
    let values = STATES.map(|(state, help)| PossibleValue::new(state.name()).help(help));
    PossibleValuesParser::new(values).map(|name| {
        let found = STATES.into_iter().find(|(state, _)| state.name() == name);
        found.expect("the parser takes these names alone").0
    })
}

/// What a look found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Reached,
    NotYet,
    Never,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateWaitArgs) -> Result<Exit, CommandError> {
    let store = journal(ctx).await?;
    let found = find(store.as_ref(), &args.migration)?;
    let clock = ctx.world.clock();
    let started_ms = clock.now_ms();
    let limit_ms = args.timeout.map(|timeout| timeout.ms);
    let mut migration = found;
    loop {
        match look(migration.state(), args.state) {
            Look::Reached => return Ok(Exit::Ok),
            Look::Never => return Err(never(&migration, args.state)),
            Look::NotYet => {}
        }
        let waited_ms = u64::try_from(clock.now_ms() - started_ms).unwrap_or(0);
        let left_ms = limit_ms.map(|limit_ms| limit_ms.saturating_sub(waited_ms));
        if left_ms == Some(0) {
            let state = migration.state().name();
            ctx.ui.status(&format!("{} is still {state}", migration.id));
            return Ok(Exit::Pending);
        }
        let pause = left_ms.map_or(POLL, |left_ms| POLL.min(Duration::from_millis(left_ms)));
        clock.sleep(pause).await;
        migration = again(store.as_ref(), migration)?;
    }
}

fn again(store: &dyn JournalStore, known: Migration) -> Result<Migration, CommandError> {
    Ok(store.migration(&known.id)?.unwrap_or(known))
}

/// The way forward is planned, copying, verified, switched, completing, completed.
fn look(state: MigrationState, wanted: MigrationState) -> Look {
    let forward = |state: MigrationState| state <= MigrationState::Completed;
    match (state, wanted) {
        _ if state == wanted => Look::Reached,
        _ if forward(state) && forward(wanted) && state > wanted => Look::Reached,
        (MigrationState::Reversed, MigrationState::Reversing) => Look::Reached,
        (MigrationState::Reversing, MigrationState::Reversed) => Look::NotYet,
        (MigrationState::Reversing, _) => Look::Never,
        _ if state.is_end() => Look::Never,
        _ => Look::NotYet,
    }
}

fn never(migration: &Migration, wanted: MigrationState) -> CommandError {
    let state = migration.state().name();
    let verb = if migration.state().is_end() {
        "ended"
    } else {
        "is"
    };
    let what = format!(
        "{} {verb} {state} and will never be {}",
        migration.id,
        wanted.name()
    );
    CommandError::new(Exit::Decision, "never_reached", what).next(format!(
        "shardctl migrate status {}      shows what became of it",
        migration.id
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_reached_when_it_was_passed_and_never_after_another_end() {
        use MigrationState as S;
        for (state, wanted, look_found) in [
            (S::Copying, S::Verified, Look::NotYet),
            (S::Verified, S::Verified, Look::Reached),
            (S::Completed, S::Verified, Look::Reached),
            (S::Cancelled, S::Verified, Look::Never),
            (S::Cancelled, S::Cancelled, Look::Reached),
            (S::Completed, S::Reversed, Look::Never),
            (S::Switched, S::Reversed, Look::NotYet),
            (S::Reversing, S::Reversed, Look::NotYet),
            (S::Reversed, S::Reversing, Look::Reached),
            (S::Reversing, S::Completed, Look::Never),
        ] {
            assert_eq!(look(state, wanted), look_found, "{state:?} {wanted:?}");
        }
    }
}
