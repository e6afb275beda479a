//! Finding a migration, and reading the journal without changing it.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::without_map;
use crate::migration::Migration;
use crate::ports::JournalStore;

/// Fewest characters of an id that find a migration.
const MIN_ID_CHARS: usize = 4;

/// map.db with its journal, for commands that look at migrations.
pub async fn journal(ctx: &CommandContext) -> Result<Box<dyn JournalStore>, CommandError> {
    match ctx.world.journal_to_look_at()? {
        Some(journal) => Ok(journal),
        None => Err(without_map(ctx).await),
    }
}

/// Every migration, newest first; none without a map.
pub fn migrations(ctx: &CommandContext) -> Result<Vec<Migration>, CommandError> {
    let Some(store) = ctx.world.journal_to_look_at()? else {
        return Ok(Vec::new());
    };
    let mut migrations = store.migrations()?;
    migrations.reverse();
    Ok(migrations)
}

/// The migration that `text` means: its id, the begin of it, or its last part.
pub fn find(store: &dyn JournalStore, text: &str) -> Result<Migration, CommandError> {
    pick(store.migrations()?, text)?.ok_or_else(|| {
        let what = format!("no migration `{text}`");
        CommandError::new(Exit::NotFound, "migration_not_found", what)
            .next("shardctl migrate list      shows the migrations")
    })
}

/// The migration that a command without one means: the only one that has not ended.
pub fn only_running(store: &dyn JournalStore) -> Result<Option<Migration>, CommandError> {
    let mut running = store.migrations()?;
    running.retain(|migration| !migration.state().is_end());
    match running.len() {
        0 | 1 => Ok(running.pop()),
        count => Err(CommandError::new(
            Exit::Usage,
            "migration_ambiguous",
            format!("{count} migrations are under way"),
        )
        .next("shardctl migrate list      then name one")),
    }
}

/// The one of `migrations` that `text` means.
pub fn pick(migrations: Vec<Migration>, text: &str) -> Result<Option<Migration>, CommandError> {
    let fits = |migration: &Migration| {
        let id = migration.id.as_str();
        let part = text.len() >= MIN_ID_CHARS && (id.starts_with(text) || id.ends_with(text));
        id == text || part
    };
    let mut fitting: Vec<Migration> = migrations.into_iter().filter(fits).collect();
    if fitting.len() > 1 {
        let what = format!("several migrations have an id like {text}");
        return Err(CommandError::new(Exit::Usage, "migration_ambiguous", what)
            .next("shardctl migrate list      shows the ids in full"));
    }
    Ok(fitting.pop())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn migration(id: &str) -> Migration {
        Migration {
            id: id.parse().unwrap(),
            ..Migration::of_tests()
        }
    }

    #[test]
    fn an_id_may_be_shortened_while_it_is_clear() {
        let all = || {
            [
                "m-20261120-aaaaaa",
                "m-20261121-bbbbbb",
                "m-20261121-cccccc",
            ]
            .map(migration)
            .to_vec()
        };
        let id = |text: &str| {
            let found = pick(all(), text).map(|found| found.map(|it| it.id.to_string()));
            found.map_err(|error| error.exit)
        };
        for text in ["m-20261120-aaaaaa", "m-20261120", "aaaaaa"] {
            assert_eq!(id(text), Ok(Some("m-20261120-aaaaaa".into())), "{text}");
        }
        assert_eq!(id("m-20261121"), Err(Exit::Usage));
        assert_eq!(id("dddddd"), Ok(None));
        assert_eq!(id("a"), Ok(None), "too short to be meant");
    }
}
