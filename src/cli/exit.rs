//! [`Exit`]: the exit codes, stable and the same in every command.

use std::process::{ExitCode, Termination};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Done, or nothing to do.
    Ok = 0,
    /// Failed.
    Failed = 1,
    /// Usage or configuration; also an edited or unreadable plan, and a missing price.
    Usage = 2,
    /// Finished, some inputs skipped.
    Partial = 3,
    /// What was named is not there.
    NotFound = 4,
    /// Credentials or permissions.
    Denied = 5,
    /// Endpoint or network.
    Unavailable = 6,
    /// A check answers yes, or a wait timed out.
    Pending = 10,
    /// Another process holds the lock.
    Locked = 11,
    /// Stale or fenced: a newer map, a lost publish.
    Stale = 12,
    /// A guard or bucket fact refused, nothing changed.
    Refused = 13,
    /// A limit was reached or the disk is full in the middle of a migration; resumable.
    Limit = 14,
    /// What was compared differs.
    Differs = 15,
    /// A confirmation is missing.
    Confirm = 16,
    /// Local state is lost, corrupt or rolled back.
    StateLost = 17,
    /// Not enough data to answer.
    NotEnoughData = 18,
    /// Finished, some items need a decision.
    Decision = 19,
    /// Halted: an invariant refused.
    Halted = 20,
    /// A bug.
    Bug = 101,
    /// Interrupted by SIGHUP after a checkpoint.
    Hangup = 129,
    /// Interrupted by SIGINT after a checkpoint.
    Interrupted = 130,
    /// Interrupted by SIGTERM after a checkpoint.
    Terminated = 143,
}

/// Every code with its name for programs and its meaning, in order.
const CODES: [(Exit, &str, &str); 22] = [
    (Exit::Ok, "ok", "done, or nothing to do"),
    (Exit::Failed, "failed", "failed"),
    (
        Exit::Usage,
        "usage",
        "wrong usage or configuration, an edited or unreadable plan, a missing price",
    ),
    (Exit::Partial, "partial", "finished, some inputs skipped"),
    (Exit::NotFound, "not_found", "what was named is not there"),
    (Exit::Denied, "denied", "credentials or permissions"),
    (Exit::Unavailable, "unavailable", "endpoint or network"),
    (
        Exit::Pending,
        "pending",
        "a check answers yes, or a wait timed out",
    ),
    (Exit::Locked, "locked", "another process holds the lock"),
    (
        Exit::Stale,
        "stale",
        "stale or fenced: a newer map, a lost publish",
    ),
    (
        Exit::Refused,
        "refused",
        "a guard or a fact of a bucket refused, nothing changed",
    ),
    (
        Exit::Limit,
        "limit",
        "a limit was reached or the disk is full in mid-migration; resumable",
    ),
    (Exit::Differs, "differs", "what was compared differs"),
    (Exit::Confirm, "confirm", "a confirmation is needed"),
    (
        Exit::StateLost,
        "state_lost",
        "local state is lost, corrupt or rolled back",
    ),
    (
        Exit::NotEnoughData,
        "not_enough_data",
        "not enough data to answer",
    ),
    (
        Exit::Decision,
        "decision",
        "finished, some items need a decision",
    ),
    (Exit::Halted, "halted", "halted: an invariant refused"),
    (Exit::Bug, "bug", "a bug"),
    (
        Exit::Hangup,
        "hangup",
        "hung up (SIGHUP), after a checkpoint",
    ),
    (
        Exit::Interrupted,
        "interrupted",
        "interrupted (SIGINT), after a checkpoint",
    ),
    (
        Exit::Terminated,
        "terminated",
        "terminated (SIGTERM), after a checkpoint",
    ),
];

/// When several apply, the first of these wins; everything else is above or never mixes.
const PRECEDENCE: [Exit; 11] = [
    Exit::Halted,
    Exit::StateLost,
    Exit::Stale,
    Exit::Differs,
    Exit::Decision,
    Exit::Denied,
    Exit::Unavailable,
    Exit::Partial,
    Exit::Limit,
    Exit::Refused,
    Exit::Failed,
];

impl Exit {
    /// How it ends when a file that was named cannot be read.
    pub fn of_unreadable(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Failed,
        }
    }

    /// The number the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Its name for programs.
    pub fn outcome(self) -> &'static str {
        self.entry().1
    }

    /// What it means.
    pub fn meaning(self) -> &'static str {
        self.entry().2
    }

    /// Every code, smallest first.
    pub fn all() -> impl Iterator<Item = Exit> {
        CODES.iter().map(|(exit, ..)| *exit)
    }

    fn entry(self) -> &'static (Exit, &'static str, &'static str) {
        let mut codes = CODES.iter();
        codes
            .find(|(exit, ..)| *exit == self)
            .expect("a test finds every code in the table")
    }

    /// The one to end with when both happened.
    #[must_use]
    pub fn or(self, other: Exit) -> Exit {
        let rank = |exit: Exit| PRECEDENCE.iter().position(|&listed| listed == exit);
        match (rank(self), rank(other)) {
            _ if self == Exit::Ok => other,
            _ if other == Exit::Ok => self,
            (Some(a), Some(b)) if b < a => other,
            _ => self,
        }
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete_and_in_order() {
        let codes: Vec<u8> = Exit::all().map(Exit::code).collect();
        assert!(codes.is_sorted());
        let (first, last) = (0..=6, 10..=20);
        let wanted = first.chain(last).chain([101, 129, 130, 143]);
        assert_eq!(codes, wanted.collect::<Vec<u8>>());
    }

    #[test]
    fn precedence_is_the_documented_one() {
        assert_eq!(Exit::Partial.or(Exit::Denied), Exit::Denied);
        assert_eq!(Exit::Decision.or(Exit::Partial), Exit::Decision);
        assert_eq!(Exit::Ok.or(Exit::Partial), Exit::Partial);
        assert_eq!(Exit::Failed.or(Exit::Ok), Exit::Failed);
        assert_eq!(Exit::Failed.or(Exit::Refused), Exit::Refused);
    }
}
