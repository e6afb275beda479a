//! `shardctl recover verify`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::{Checked, verify};
use crate::ui::{Cell, Column, Listing};

use super::ControlArg;

/// Check all that recovery would rely on
///
/// Reads the journal's whole chain and every row that was made from it, the map, and in the control location
/// epochs, map log, snapshots and consistency states with their seals; that map.db's versions are the log's, and
/// that map.db is not older than this host left it. Of the map log every entry is read; the map is hashed where a
/// recovery could begin, at each snapshot and at the newest version, and with `--deep` at every version. Sends only reading requests, none of them to data buckets.
/// Ends with 15 where something published is not what was written, with 17 where it is map.db.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl recover verify\n  \
    SHARDCTL_CONTROL_URL=s3://ops/fleet shardctl recover verify -o json | jq '.data[] | select(.ok | not)'")]
pub struct RecoverVerifyArgs {
    #[command(flatten)]
    pub(super) control: ControlArg,
    /// Hash the map at every version: for a large map some seconds for each
    #[arg(long)]
    deep: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &RecoverVerifyArgs) -> Result<Exit, CommandError> {
    let checks = verify(ctx.world.as_ref(), args.deep).await?;
    ctx.ui.listing(&Listing {
        kind: "recover_checks",
        columns: vec![
            Column::new("check", "CHECK"),
            Column::new("ok", "OK"),
            Column::new("found", "FOUND"),
        ],
        rows: checks.iter().map(row).collect(),
        empty: "nothing to check",
        notes: Vec::new(),
        warnings: Vec::new(),
    })?;
    let failed = |local| {
        checks
            .iter()
            .any(|it| it.local == local && it.found.is_err())
    };
    Ok(match (failed(true), failed(false)) {
        (true, _) => Exit::StateLost,
        (false, true) => Exit::Differs,
        (false, false) => Exit::Ok,
    })
}

fn row(check: &Checked) -> Vec<Cell> {
    let (Ok(text) | Err(text)) = &check.found;
    vec![
        Cell::Text(check.what.to_owned()),
        Cell::Flag(check.found.is_ok()),
        Cell::Key(text.as_str().into()),
    ]
}
