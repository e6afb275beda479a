//! The steps of the demo, each a command line that a person could type.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::ui::shell_word;

use super::fleet::Fleet;
use super::{child, moving};

/// One step: why, and the arguments.
struct Step {
    about: &'static str,
    arguments: &'static [&'static str],
}

/// The reading half.
const STORY: &[Step] = &[
    Step {
        about: "What do the buckets hold?",
        arguments: &["inventory", "scan"],
    },
    Step {
        about: "The first map: the fewest rules under which every key is where it lies",
        arguments: &["init", "--adopt"],
    },
    Step {
        about: "Five weeks of access logs",
        arguments: &["logs", "ingest", "--limit", "3"],
    },
    Step {
        about: "Who reads from where, and how well is that known?",
        arguments: &["analyze", "regions"],
    },
    Step {
        about: "Whose readers are elsewhere, or soon will be?",
        arguments: &["analyze", "mobility", "--limit", "8"],
    },
    Step {
        about: "What is coming for the tenant that moves?",
        arguments: &[
            "forecast",
            "--segment",
            "prefix:tenant/harbor/",
            "--backtest",
        ],
    },
    Step {
        about: "What should move, what does it save, how sure is that?",
        arguments: &["plan", "propose", "--name", "first"],
    },
    Step {
        about: "Why move the tenant that follows its readers?",
        arguments: &["plan", "explain", "first", "--move", "3"],
    },
    Step {
        about: "Where is a key?",
        arguments: &["locate", "tenant/harbor/media/0004.parquet"],
    },
    Step {
        about: "The fleet on one page",
        arguments: &["status"],
    },
];

/// Runs every step; the first that does not end with 0 ends the demo.
pub(super) async fn play(ctx: &CommandContext, fleet: &Fleet) -> Result<Exit, CommandError> {
    ctx.ui.status(&format!(
        "simulated S3 at {}: {} objects in {} buckets, five weeks of logs",
        fleet.url(),
        fleet.objects().count(),
        crate::simulator::scenario::SHARDS.len(),
    ));
    for step in STORY {
        child::announce(ctx, step.about, step.arguments)?;
        child::run(fleet, step.arguments).await?;
    }
    let writes = fleet.writing_requests();
    if writes > 0 {
        let what = format!("the reading half sent {writes} writing requests");
        return Err(CommandError::new(Exit::Failed, "demo_wrote", what));
    }
    let requests = fleet.requests();
    ctx.ui
        .raw(format!("\nNothing was written to the buckets so far: {requests}.\n").as_bytes())?;
    moving::play(ctx, fleet).await?;
    ctx.ui
        .raw(b"\nTry every command by hand: shardctl demo --serve DIR\n")?;
    Ok(Exit::Ok)
}

/// Keeps the simulator up until the process is interrupted.
pub(super) async fn serve(ctx: &CommandContext, fleet: &Fleet) -> Result<Exit, CommandError> {
    let config = shell_word(&fleet.config_path().display().to_string());
    ctx.ui.raw(
        format!(
            "simulated S3 at {}, until Ctrl-C. In another terminal:\n\n  export SHARDCTL_CONFIG={config}\n",
            fleet.url()
        )
        .as_bytes(),
    )?;
    for step in STORY {
        ctx.ui
            .raw(format!("  shardctl {}\n", step.arguments.join(" ")).as_bytes())?;
    }
    ctx.ui.raw(b"  shardctl migrate start first --dry-run\n")?;
    // The runtime ends the process at the first signal.
    std::future::pending().await
}
