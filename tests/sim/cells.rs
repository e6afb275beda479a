//! [`Cells`]: which rows of the decision table lives have come to. A row counts where the decision was the
//! row's; the same pair of journal and observation may also ask to wait, or a person.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use shardctl::migration::{Action, Observation, SourceSeen, Stage, Standing, TargetSeen, Transfer};

/// The table that the product's own test holds the product to.
const TABLE: &str = include_str!("../../src/migration/action/table.txt");

/// What was decided: stage, state, source, target, action, in the table's words.
type Decided = [&'static str; 5];

/// Decisions, each with how often it was made.
#[derive(Default)]
pub struct Cells(Mutex<BTreeMap<Decided, u64>>);

impl Cells {
    /// A decision was made.
    pub fn count(
        &self,
        transfer: &Transfer,
        standing: Standing,
        seen: &Observation,
        action: Action,
    ) {
        let decided = [
            stage_word(standing.stage),
            transfer.state.name(),
            source_word(seen.source),
            target_word(seen.target),
            action_word(action),
        ];
        let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *cells.entry(decided).or_default() += 1;
    }

    /// Every row of the table, with how often lives came to it.
    pub fn rows(&self) -> Vec<(String, u64)> {
        let cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rows: Vec<Vec<&str>> = TABLE
            .lines()
            .map(|line| line.split_whitespace().collect())
            .filter(|words: &Vec<&str>| words.len() == 5)
            .collect();
        let mut counts = vec![0; rows.len()];
        for (decided, count) in cells.iter() {
            let fits = |row: &Vec<&str>| {
                let mut words = row.iter().zip(decided).take(4);
                words.all(|(word, is)| *word == "*" || word == is)
            };
            // The first line that fits counts.
            let found = rows.iter().position(fits);
            if let Some(row) = found.filter(|row| rows[*row][4] == decided[4]) {
                counts[row] += count;
            }
        }
        let named = rows.into_iter().map(|row| row.join(" "));
        named.zip(counts).collect()
    }
}

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Copying => "copying",
        Stage::Cancelling => "cancelling",
        Stage::Grace => "grace",
        Stage::Completing => "completing",
        Stage::Returning => "returning",
    }
}

fn source_word(source: SourceSeen) -> &'static str {
    match source {
        SourceSeen::Expected => "=",
        SourceSeen::Changed => "!",
        SourceSeen::Absent => "0",
        SourceSeen::Unreadable => "?",
    }
}

fn target_word(target: TargetSeen) -> &'static str {
    match target {
        TargetSeen::Expected => "=",
        TargetSeen::Former => "old",
        TargetSeen::LikeSource => "src",
        TargetSeen::Newer => "new",
        TargetSeen::Other => "!",
        TargetSeen::Absent => "0",
        TargetSeen::Unreadable => "?",
    }
}

fn action_word(action: Action) -> &'static str {
    match action {
        Action::Rest => "rest",
        Action::Wait(_) => "wait",
        Action::Replan => "replan",
        Action::Copy => "copy",
        Action::CatchUp => "catch-up",
        Action::Adopt { ours: true } => "adopt",
        Action::Adopt { ours: false } => "adopt-foreign",
        Action::Verify => "verify",
        Action::Delete => "delete",
        Action::ConcludeDeleted => "conclude-deleted",
        Action::AbandonDelete => "abandon",
        Action::GiveUp => "give-up",
        Action::DeleteCopy => "delete-copy",
        Action::ConcludeAborted { copy_left: false } => "aborted",
        Action::ConcludeAborted { copy_left: true } => "aborted-left",
        Action::Skip => "skip",
        Action::AskPerson(_) => "ask",
        Action::Halt => "halt",
    }
}
