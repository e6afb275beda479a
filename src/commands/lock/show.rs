//! `shardctl lock show`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::Lease;
use crate::ui::{Cell, Column, Listing};

use super::control;

/// Show who holds the lease of the fleet
///
/// The lease is advice that spares two hosts from meeting. A holder that is dead is taken over by the next
/// command that changes something, once its lease has expired; at once on the machine that it ran on.
#[derive(Debug, clap::Args)]
pub struct LockShowArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &LockShowArgs) -> Result<Exit, CommandError> {
    let control = control(ctx)?;
    let lease = Lease::read(control.as_ref()).await?;
    let now_ms = ctx.world.clock().now_ms();
    ctx.ui.listing(&Listing {
        kind: "lock",
        columns: vec![
            Column::new("epoch", "EPOCH"),
            Column::new("state", "STATE"),
            Column::new("expires_at", "EXPIRES"),
            Column::new("hostname", "HOST"),
            Column::new("pid", "PROCESS"),
            Column::wide("host_id", "HOST ID"),
            Column::wide("directory", "DIRECTORY"),
        ],
        rows: lease.iter().map(|lease| row(lease, now_ms)).collect(),
        empty: "nobody has held this fleet yet",
        notes: Vec::new(),
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}

fn row(lease: &Lease, now_ms: i64) -> Vec<Cell> {
    let until = match lease.expires_ms {
        0 => Cell::Unknown,
        until_ms => Cell::Time(until_ms),
    };
    vec![
        Cell::Count(lease.epoch),
        Cell::Text(lease.standing(now_ms).to_owned()),
        until,
        Cell::Key(lease.hostname.as_str().into()),
        Cell::Count(lease.pid.into()),
        Cell::Text(lease.host_id.clone()),
        Cell::Key(lease.directory.as_str().into()),
    ]
}
