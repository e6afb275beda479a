//! How a verb ended: exit code, error, and the page that says what was done.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::migration::{
    Ending, MigrationError, MigrationReport, MoveReport, UNDECIDED_SHOWN,
};
use crate::migration::{Migration, MoveState};
use crate::placement::OWN_FOLDER;
use crate::ports::{StoreError, Tally};
use crate::ui::{Report, Section, escape, units};

use super::picture::Picture;
use super::render::page;
use super::strays::{stray_json, stray_sections};

/// Steps that are about a move, not about objects.
const OF_MOVES: [&str; 5] = ["end_reversal", "publish", "reverse", "switch", "withdraw"];

/// Prints the page of a migration after a verb, and ends as the gravest of its moves did.
pub fn conclude(
    ctx: &CommandContext,
    migration: Migration,
    report: &MigrationReport,
    dry_run: bool,
) -> Result<Exit, CommandError> {
    let page = page_after(ctx, migration, report, dry_run)?;
    ctx.ui.report(&page)?;
    end_of(&report.moves)
}

/// The page of a migration after a verb.
pub fn page_after(
    ctx: &CommandContext,
    migration: Migration,
    report: &MigrationReport,
    dry_run: bool,
) -> Result<Report, CommandError> {
    let mut picture = Picture::now(ctx, migration)?;
    if dry_run {
        picture.learn(ctx, &report.moves);
    }
    let mut page = page(&picture, ctx.world.clock().now_ms(), dry_run);
    add_work(&mut page, &report.moves, dry_run);
    Ok(page)
}

/// As [`page_after`] for a dry run that would have made the migration, with how it ended: there is none to name;
/// `command` is what makes it.
pub fn unmade(
    ctx: &CommandContext,
    migration: Migration,
    report: &MigrationReport,
    command: &str,
) -> Result<(Report, Result<Exit, CommandError>), CommandError> {
    let mut page = page_after(ctx, migration, report, true)?;
    page.data["migration_id"] = Value::Null;
    let end = end_of(&report.moves).map_err(|mut error| {
        error.next = vec![command.to_owned()];
        error
    });
    Ok((page, end))
}

/// What was done, before the last line, which says what is next: the sum, and each move that is not
/// done.
fn add_work(page: &mut Report, moves: &[MoveReport], dry_run: bool) {
    let sums = [
        ("did", sum(moves.iter().map(|one| &one.did))),
        ("would", ahead(sum(moves.iter().map(|one| &one.would)))),
    ];
    let sums = sums.into_iter().filter(|(_, steps)| !steps.is_empty());
    let sums = sums.map(|(label, steps)| Section::Field(label, steps_text(&steps)));
    let undone = moves.iter().filter(|one| one.ending != Ending::Done);
    let undone = undone.map(|one| {
        let why = format!("{}: {}", one.id.n, one.ending.why());
        Section::Field("move", why)
    });
    let left = moves.iter().filter_map(left_section);
    let left = left.chain(moves.iter().filter_map(reserved_section));
    let asked = moves.iter().flat_map(|one| {
        let words = one.asked.iter();
        words.map(|words| Section::Field("asks", format!("{}: {words}", one.id.n)))
    });
    let left = left.chain(asked);
    let work = sums.chain(undone).chain(left);
    let work: Vec<Section> = work.chain(stray_sections(moves)).collect();
    let at = page.sections.len().saturating_sub(1);
    page.sections.splice(at..at, work);
    if dry_run {
        // A migration that was only tried out is not there to go on with.
        page.sections.pop();
        page.data["next"] = json!([]);
        let text = "Nothing has been changed: this was a dry run. Next: the same without --dry-run";
        page.sections.push(Section::Text(text.to_owned()));
    }
    page.data["dry_run"] = dry_run.into();
    page.data["work"] = moves.iter().map(move_json).collect();
}

/// Objects that the move leaves in the source: a person decided so.
fn left_section(one: &MoveReport) -> Option<Section> {
    let first = one.left.first()?.to_string_lossy();
    let first = first.escape_debug();
    let count = one.left.len();
    let text = match count {
        UNDECIDED_SHOWN => format!("{}: {count} objects or more, such as `{first}`", one.id.n),
        _ => format!(
            "{}: {}, such as `{first}`",
            one.id.n,
            units::plural(count as u64, "object")
        ),
    };
    Some(Section::Field("left at source", text))
}

/// Objects that nobody moves, for they lie where only records of shardctl do.
fn reserved_section(one: &MoveReport) -> Option<Section> {
    let first = escape(one.reserved.first()?).into_owned();
    let more = match one.reserved.len() {
        UNDECIDED_SHOWN => " or more",
        _ => "",
    };
    let count = units::plural(one.reserved.len() as u64, "object");
    let text = format!(
        "{}: {count}{more} below `{OWN_FOLDER}` of shard {}, such as `{first}`: only shardctl keeps records \
         there; give them other keys if they are to move",
        one.id.n, one.spec.from,
    );
    Some(Section::Field("not moved", text))
}

/// Steps by name, with how much they were about.
type Steps = BTreeMap<&'static str, Tally>;

fn sum<'a>(moves: impl Iterator<Item = &'a Steps>) -> Steps {
    let mut sum = Steps::new();
    for (step, tally) in moves.flatten() {
        let total = sum.entry(step).or_default();
        total.objects += tally.objects;
        total.bytes += tally.bytes;
    }
    sum
}

/// What a dry run only planned would go all the way.
fn ahead(mut steps: Steps) -> Steps {
    if let Some(planned) = steps.remove("plan") {
        steps.insert("copy and verify", planned);
    }
    steps
}

/// `copy 12 objects (3.0 MiB), verify 12 objects (3.0 MiB)`
pub fn steps_text(steps: &Steps) -> String {
    let steps = steps.iter().map(|(step, tally)| {
        if OF_MOVES.contains(step) {
            return format!("{step} {}", units::plural(tally.objects, "move"));
        }
        let objects = units::plural(tally.objects, "object");
        format!("{step} {objects} ({})", units::bytes(tally.bytes))
    });
    steps.collect::<Vec<_>>().join(", ")
}

/// What was done to a move, for programs.
pub fn move_json(one: &MoveReport) -> Value {
    let steps = |steps: &Steps| {
        let steps = steps.iter().map(|(step, tally)| {
            let value = json!({ "objects": tally.objects, "size_bytes": tally.bytes });
            ((*step).to_owned(), value)
        });
        Value::Object(steps.collect())
    };
    let until_ms = match &one.ending {
        Ending::Pending { until_ms, .. } => *until_ms,
        _ => None,
    };
    json!({
        "migration_id": one.id.migration,
        "n": one.id.n,
        "was": one.was.name(),
        "state": one.state.name(),
        "did": steps(&one.did),
        "would": steps(&one.would),
        "open_uploads": one.strays.iter().map(stray_json).collect::<Vec<_>>(),
        "not_moved": one.reserved,
        "asks": one.asked,
        "left_at_source": one.left.iter().map(|key| key.as_str()).collect::<Vec<_>>(),
        "ending": exit_of(&one.ending).outcome(),
        "why": Some(one.ending.why()).filter(|why| !why.is_empty()),
        "until": until_ms.and_then(units::rfc3339),
    })
}

/// The exit code of one ending.
fn exit_of(ending: &Ending) -> Exit {
    match ending {
        Ending::Done => Exit::Ok,
        Ending::Pending { .. } => Exit::Pending,
        Ending::Refused(_) => Exit::Refused,
        Ending::Limit(_) | Ending::Paused => Exit::Limit,
        Ending::Unavailable(_) => Exit::Unavailable,
        Ending::Denied(_) => Exit::Denied,
        Ending::Decision(_) => Exit::Decision,
        Ending::Differs(_) => Exit::Differs,
        Ending::Changed(_) | Ending::Lost(_) => Exit::Stale,
        Ending::Halted(_) => Exit::Halted,
    }
}

/// The moves' endings as one: the first in the order of the exit codes decides, and is told.
pub fn end_of(moves: &[MoveReport]) -> Result<Exit, CommandError> {
    gravest(moves).map_or(Ok(Exit::Ok), |one| Err(partly(moves, one)))
}

/// Steps that change what somebody else sees.
const LASTING: [&str; 8] = [
    "copy",
    "catch_up",
    "delete",
    "delete_copy",
    "publish",
    "reverse",
    "switch",
    "withdraw",
];

/// The error of the gravest move; where another one went on it is no longer true that nothing was changed.
fn partly(moves: &[MoveReport], gravest: &MoveReport) -> CommandError {
    let error = error_of(gravest);
    let changed = |one: &MoveReport| {
        let mut steps = one.did.keys().chain(one.would.keys());
        let works = steps.any(|step| LASTING.contains(step));
        let moved = one.was != one.state;
        one.id != gravest.id && one.ending == Ending::Done && (moved || works)
    };
    let others = moves.iter().filter(|one| changed(one)).count();
    if error.exit != Exit::Refused || others == 0 {
        return error;
    }
    CommandError {
        exit: Exit::Partial,
        ..error
    }
    .why(format!(
        "{} went on: what is above says how far",
        units::plural(others as u64, "other move")
    ))
}

/// The move whose ending decides how the command ends; `None` when every one is done.
fn gravest(moves: &[MoveReport]) -> Option<&MoveReport> {
    let waiting = |one: &&MoveReport| matches!(one.ending, Ending::Pending { .. });
    let undone = |one: &&MoveReport| one.ending != Ending::Done;
    let graver = |a, b| {
        let (of_a, of_b): (&MoveReport, &MoveReport) = (a, b);
        let (exit_a, exit_b) = (exit_of(&of_a.ending), exit_of(&of_b.ending));
        if exit_a.or(exit_b) == exit_a { a } else { b }
    };
    let grave = moves.iter().filter(undone).filter(|one| !waiting(one));
    grave.reduce(graver).or_else(|| moves.iter().find(waiting))
}

/// How a move ended, as an error with what helps.
/// A refusal may come after something was seen that the move has to go back for.
fn refused(one: &MoveReport) -> String {
    let (id, was, state) = (&one.id, one.was.name(), one.state.name());
    if one.was == one.state {
        format!("move {id} was refused and is as it was")
    } else {
        format!("move {id} was refused: it was {was} and is {state} now")
    }
}

fn error_of(one: &MoveReport) -> CommandError {
    let id = &one.id.migration;
    let exit = exit_of(&one.ending);
    let why = one.ending.why();
    let new = |code, what: String| CommandError::new(exit, code, what).why(why);
    let of = |what: &str| format!("move {} {what}", one.id);
    match &one.ending {
        Ending::Done => new("done", of("is done")),
        Ending::Pending { until_ms, .. } => {
            let error = new("pending", of("has to wait"));
            match until_ms.and_then(units::rfc3339) {
                Some(until) => error
                    .detail("until", until)
                    .next("run the same command again then"),
                None => error.next("run the same command again in a while"),
            }
        }
        Ending::Refused(_) if one.state == MoveState::Completed => new("move_ended", of("has ended"))
            .next("shardctl migrate request --confidence RATIO --map FILE      moves its segment once more"),
        Ending::Refused(_) if one.state.is_end() => {
            new("move_ended", of("has ended")).next("shardctl plan propose      looks for what to move next")
        }
        Ending::Refused(_) => new("move_refused", refused(one))
            .next(format!("shardctl migrate status {id}      shows where it is, and what can be done")),
        Ending::Limit(_) => new("limit_reached", of("stopped at its limit"))
            .next("run the same command again: it goes on where it stopped"),
        Ending::Paused => new("paused_meanwhile", of("stopped in the middle"))
            .next(format!("shardctl migrate resume {id}      lets it go on")),
        Ending::Unavailable(_) => new("store_unavailable", of("could not go on"))
            .next("shardctl doctor      checks reachability")
            .next("then run the same command again: it goes on where it stopped"),
        Ending::Denied(_) => new("store_denied", of("was denied by a store"))
            .next("shardctl doctor      checks credentials and permissions")
            .next("then run the same command again: it goes on where it stopped"),
        Ending::Decision(_) => new("decision_needed", of("has objects that need a decision"))
            .next(format!("shardctl migrate status {id}      names them"))
            .next(format!(
                "shardctl migrate resolve {id} KEY --keep source|target|both|neither"
            )),
        Ending::Differs(_) if one.state == MoveState::Reversing => {
            new("differs", of("differs between source and target")).next(format!(
                "shardctl migrate start {id}      brings back what only the target has"
            ))
        }
        Ending::Differs(_) => new("differs", of("differs between source and target"))
            .next(format!(
                "shardctl migrate start {id}      copies what only the source has"
            ))
            .next(format!(
                "shardctl migrate status {id}      names what needs a decision"
            )),
        Ending::Changed(_) => new("facts_changed", of("was stopped by its buckets"))
            .next(format!(
                "shardctl doctor parity {} {}      shows what is true of them",
                one.spec.from, one.spec.to
            ))
            .next("the same with --accept NAME      takes what has changed as it is now"),
        Ending::Lost(_) => new("lost_publish", of("lost its map version to somebody else"))
            .next("run the same command again: it will work with the newer map"),
        Ending::Halted(_) => new("halted", of("has objects that are gone on both sides"))
            .next("look for versions and delete markers of the key on both sides before anything else")
            .next(format!(
                "shardctl migrate resolve {id} KEY --keep neither      once it is known that it may be gone"
            )),
    }
}

/// The error of a migration that is not there.
pub fn no_migration(text: &str) -> CommandError {
    let what = format!("no migration `{text}`");
    CommandError::new(Exit::NotFound, "migration_not_found", what)
        .next("shardctl migrate list      shows the migrations")
}

impl From<MigrationError> for CommandError {
    fn from(error: MigrationError) -> Self {
        let what = error.to_string();
        let new = |exit, code| Self::new(exit, code, what.clone());
        match error {
            MigrationError::NoMigration(_) => new(Exit::NotFound, "migration_not_found")
                .next("shardctl migrate list      shows the migrations"),
            MigrationError::NoMove(id) => new(Exit::NotFound, "no_such_move")
                .next(format!("shardctl migrate status {}      shows its moves", id.migration)),
            MigrationError::NoDecision { id, .. } => new(Exit::NotFound, "no_decision")
                .next(format!("shardctl migrate status {}      names the keys that wait", id.migration)),
            MigrationError::Paused(id) => new(Exit::Refused, "migration_paused")
                .why("somebody wants nothing sent for it")
                .next(format!("shardctl migrate resume {id}      lets it go on")),
            MigrationError::Refused(_) => new(Exit::Refused, "refused")
                .why("nothing was changed")
                .next("shardctl migrate status      shows where each move is and what it waits for"),
            MigrationError::Meets { other, .. } => new(Exit::Refused, "being_moved")
                .why("two migrations of the same data would undo each other, nothing was changed")
                .next(format!("shardctl migrate status {other}      shows how far it is")),
            MigrationError::Stale(_) => new(Exit::Stale, "map_changed")
                .why("the map has changed since the plan was made, nothing was changed")
                .next("shardctl plan propose      makes a new plan for the present map"),
            MigrationError::Halted(_) => new(Exit::Halted, "halted")
                .why("what was found must never be: nothing more was sent, and nothing will be until a person has looked")
                .next("look for versions and delete markers of the key on both sides before anything else")
                .next("shardctl recover run      settles everything else and names the object")
                .next("shardctl migrate resolve ID KEY --keep neither      once it is known that it may be gone"),
            MigrationError::Lost(_) => new(Exit::Stale, "lost_publish")
                .next("run the same command again: it will work with the newer map"),
            MigrationError::Fleet(error) => match error {
                crate::engine::control::FleetError::Store(error) => of_store(error),
                error => error.into(),
            },
            MigrationError::Store(error) => of_store(error),
        }
    }
}

/// A full disk in the middle of a migration stops it where it can go on.
fn of_store(error: StoreError) -> CommandError {
    match error {
        StoreError::Full { .. } => CommandError::new(Exit::Limit, "disk_full", error.to_string())
            .why("no request is sent that is not in the journal first")
            .next("free some space and run the same command again: it goes on where it stopped"),
        error => error.into(),
    }
}

/// A disk that is full when work begins is as one that fills in the middle: run it again.
pub fn resumable(error: CommandError) -> CommandError {
    let exit = match error.code {
        "disk_full" => Exit::Limit,
        _ => error.exit,
    };
    CommandError { exit, ..error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migration::{MoveId, MoveSpec};

    fn ended(n: u32, ending: Ending) -> MoveReport {
        MoveReport {
            id: MoveId {
                migration: "m-20261121-9f03ab".parse().unwrap(),
                n,
            },
            spec: MoveSpec {
                segment: "prefix:a/".parse().unwrap(),
                from: "a".into(),
                to: "b".into(),
                leaves: Vec::new(),
            },
            was: MoveState::Copying,
            state: MoveState::Copying,
            route: None,
            tally: BTreeMap::new(),
            did: BTreeMap::new(),
            would: BTreeMap::new(),
            undecided: Vec::new(),
            asked: Vec::new(),
            left: Vec::new(),
            reserved: Vec::new(),
            strays: Vec::new(),
            ending,
        }
    }

    #[test]
    fn of_several_endings_the_one_of_the_documented_order_decides() {
        let why = || "why".to_owned();
        let pending = || Ending::Pending {
            why: why(),
            until_ms: None,
        };
        for (endings, want) in [
            (vec![Ending::Done, Ending::Done], Exit::Ok),
            (vec![pending(), Ending::Done], Exit::Pending),
            (vec![pending(), Ending::Refused(why())], Exit::Refused),
            (
                vec![Ending::Refused(why()), Ending::Limit(why())],
                Exit::Limit,
            ),
            (
                vec![Ending::Refused(why()), Ending::Denied(why())],
                Exit::Denied,
            ),
            (
                vec![Ending::Denied(why()), Ending::Unavailable(why())],
                Exit::Denied,
            ),
            (
                vec![Ending::Decision(why()), Ending::Denied(why())],
                Exit::Decision,
            ),
            (
                vec![Ending::Decision(why()), Ending::Differs(why())],
                Exit::Differs,
            ),
            (
                vec![Ending::Differs(why()), Ending::Lost(why())],
                Exit::Stale,
            ),
            (
                vec![Ending::Lost(why()), Ending::Halted(why())],
                Exit::Halted,
            ),
        ] {
            let moves: Vec<MoveReport> = (1..).zip(endings).map(|(n, it)| ended(n, it)).collect();
            let exit = end_of(&moves).unwrap_or_else(|error| error.exit);
            assert_eq!(exit, want, "{moves:?}");
        }
    }

    #[test]
    fn where_another_move_went_on_a_refusal_is_part_of_the_answer() {
        let refused = || ended(1, Ending::Refused("why".to_owned()));
        let switched = MoveReport {
            state: MoveState::Switched,
            ..ended(2, Ending::Done)
        };
        let exit = |moves: &[MoveReport]| end_of(moves).unwrap_err().exit;
        assert_eq!(exit(&[refused(), switched]), Exit::Partial);
        assert_eq!(exit(&[refused(), ended(2, Ending::Done)]), Exit::Refused);
        assert_eq!(exit(&[refused()]), Exit::Refused);
    }

    #[test]
    fn a_full_disk_in_a_migration_is_resumable() {
        let path = "map.db".to_owned();
        let error = CommandError::from(MigrationError::Store(StoreError::Full { path }));
        assert_eq!(error.exit, Exit::Limit);
        let halted = CommandError::from(MigrationError::Halted("gone".to_owned()));
        assert_eq!(halted.exit, Exit::Halted);
    }
}
