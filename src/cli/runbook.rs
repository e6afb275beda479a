//! The runbook: what to do when a host is lost, a map.db is damaged, a lease is held by the dead, and at each
//! exit code that asks for something. A man page of section 7.

use clap_mangen::roff::{Roff, bold, roman};

use super::Exit;

/// A situation, what is true in it, and the commands, in their order.
pub struct Situation {
    /// What happened.
    pub head: &'static str,
    /// What is true, and what to look at.
    pub text: &'static str,
    /// What to type.
    pub commands: &'static [&'static str],
}

/// Every situation that the page has.
pub const SITUATIONS: &[Situation] = &[
    Situation {
        head: "THE ADMIN HOST IS LOST",
        text: "On any machine with credentials for the control location and the shards. The address of the \
               control location is all that must be known; where there is no config, one is written: look \
               through it. What the lost host may have sent last is waited for (safety.zombie_bound, 30 \
               minutes): until then nothing is switched or deleted, locate answers at once, and copying goes on. \
               If its lease is still held (11), make sure that it is dead, then end the lease.",
        commands: &[
            "shardctl recover map --dry-run",
            "shardctl lock show",
            "shardctl lock break 7",
            "shardctl recover map",
            "shardctl locate KEY",
            "shardctl recover in-flight",
            "shardctl recover inspect",
            "shardctl recover run --policy resume",
            "shardctl migrate list",
            "shardctl audit",
        ],
    },
    Situation {
        head: "BEFORE ANYTHING IS LOST",
        text: "A drill plays the loss of the admin host, of a region, and a host that wakes up too late, on what is \
               really published; it changes nothing, and says how long recovery takes today. Hold one a week, and \
               after every change of credentials. With copies of the control location (control.replicate_to) its \
               bucket may be lost, too.",
        commands: &["shardctl drill", "shardctl recover verify"],
    },
    Situation {
        head: "THE CONTROL LOCATION IS AWAY",
        text: "locate answers from the local map and says of when it is; nothing that changes the fleet is begun. Where \
               copies are configured (control.replicate_to) one of them can be worked from, on this host or \
               another (without a config: --control with the address of a copy): objects are copied and verified, \
               nothing is published and nothing is deleted. When the location is back, recover map gives it what \
               the copy has; where it went on meanwhile, map.db is made anew from it. Where it is gone for good, \
               --primary-lost lets the copy decide in its stead: what never reached the copy is given up.",
        commands: &[
            "shardctl locate KEY",
            "shardctl recover map --from-replica",
            "shardctl recover run --policy resume",
            "shardctl recover map",
            "shardctl recover map --from-replica --primary-lost",
        ],
    },
    Situation {
        head: "NOTHING THAT WAS PUBLISHED IS LEFT",
        text: "The shards' own markers name the control location; where it and its copies are gone for good, a listing \
               of the shards says what the map may have been. The file is a proposal: keys in several shards are what \
               an interrupted move left, and only a person knows which copy counts.",
        commands: &[
            "shardctl inventory scan",
            "shardctl recover map --from-scan proposal.json",
        ],
    },
    Situation {
        head: "THE OLD HOST WAKES UP",
        text: "It publishes nothing and changes nothing any more: its next command ends with 12. Go on where the \
               fleet was recovered. To go back to it, make its map.db anew: the old one is kept beside it.",
        commands: &["shardctl recover map", "shardctl recover inspect"],
    },
    Situation {
        head: "MAP.DB IS MISSING, DAMAGED OR OLD (17)",
        text: "A copy that was restored from a backup is noticed and refused: it does not know what became of \
               objects since. Nothing is decided by it. What is published is newer.",
        commands: &[
            "shardctl recover verify",
            "shardctl recover map",
            "shardctl recover run",
        ],
    },
    Situation {
        head: "A RUN WAS KILLED",
        text: "Whatever it had sent is looked at, never guessed. Again is a no-op.",
        commands: &[
            "shardctl recover inspect",
            "shardctl recover run",
            "shardctl migrate list",
        ],
    },
    Situation {
        head: "NOBODY KNOWS WHETHER TO GO ON",
        text: "Hold everything; decide later. Reversing gives up what was not switched and points back what \
               was; what was completed stays, and a new migration moves it back.",
        commands: &[
            "shardctl recover run --policy hold",
            "shardctl recover run --policy reverse --dry-run",
            "shardctl recover run --policy reverse",
        ],
    },
    Situation {
        head: "A SWITCH WAS A MISTAKE",
        text: "The map goes back to an earlier version, by a new one: at once where source copies are kept, by a \
               new migration where they are gone. It says which before it does anything.",
        commands: &[
            "shardctl map history",
            "shardctl map diff 41 42",
            "shardctl rollback --to 41 --dry-run",
            "shardctl rollback --to 41",
            "shardctl map verify",
        ],
    },
    Situation {
        head: "AN OBJECT IS NEEDED NOW",
        text: "An object, or all below a directory, is read from whichever copy proves good, whatever is under \
               way and whichever shard is away. It changes nothing; what is missing is named (3).",
        commands: &["shardctl recover object tenant/42/ -O recovered"],
    },
    Situation {
        head: "A SHARD OR A REGION IS DOWN",
        text: "Only the moves that touch it stop (6); locate answers from the local map. Whether a shard answers is \
               asked twice, for at most five seconds each: one that takes requests and stays silent is named and holds \
               up nothing else. When it is back the same command goes on.",
        commands: &["shardctl status", "shardctl doctor", "shardctl recover run"],
    },
];

/// What to do at an exit code, where it asks for something.
pub const AT_EXIT: &[(Exit, &str)] = &[
    (
        Exit::Unavailable,
        "Wait for the store, then run the same command again.",
    ),
    (
        Exit::Pending,
        "Nothing is wrong: run the same command again after the time it names.",
    ),
    (
        Exit::Locked,
        "Wait for the holder; where it is dead: `shardctl lock show`, `shardctl lock break EPOCH`.",
    ),
    (
        Exit::Stale,
        "Another host goes on, or the map is newer: work there, or run the command again.",
    ),
    (
        Exit::Limit,
        "Free disk space or raise the limit, then run the same command again.",
    ),
    (
        Exit::Differs,
        "Look at what it names; nothing was changed by the comparison.",
    ),
    (
        Exit::StateLost,
        "`shardctl recover verify`, then `shardctl recover map`.",
    ),
    (
        Exit::Decision,
        "`shardctl migrate status ID` names the objects, `shardctl migrate resolve` takes the decision.",
    ),
    (
        Exit::Halted,
        "Stop. Both copies of an object were not found after a delete was intended: look for versions and \
      delete markers in both buckets before anything else writes to them.",
    ),
];

/// shardctl-recovery(7).
pub fn page() -> Vec<u8> {
    let mut roff = Roff::new();
    let source = format!("shardctl {}", env!("CARGO_PKG_VERSION"));
    roff.control("TH", ["shardctl-recovery", "7", "", &source, "shardctl"]);
    roff.control("SH", ["NAME"]);
    roff.text([roman(
        "shardctl-recovery - what to do when something was lost",
    )]);
    for situation in SITUATIONS {
        roff.control("SH", [situation.head]);
        roff.text([roman(situation.text)]);
        roff.control("PP", []);
        roff.control("EX", []);
        for command in situation.commands {
            roff.text([roman(*command)]);
        }
        roff.control("EE", []);
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (exit, text) in AT_EXIT {
        roff.control("TP", []);
        roff.text([
            bold(exit.code().to_string()),
            roman(format!(" {}", exit.meaning())),
        ]);
        roff.text([roman(*text)]);
    }
    roff.control("SH", ["SEE ALSO"]);
    roff.text([
        bold("shardctl"),
        roman("(1), "),
        bold("shardctl-recover"),
        roman("(1)"),
    ]);
    let mut page = Vec::new();
    roff.to_writer(&mut page)
        .expect("writing to memory cannot fail");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_the_runbook_is_one() {
        for command in SITUATIONS.iter().flat_map(|situation| situation.commands) {
            let parsed = crate::cli::command().try_get_matches_from(command.split(' '));
            assert!(parsed.is_ok(), "{command}: {parsed:?}");
        }
    }
}
