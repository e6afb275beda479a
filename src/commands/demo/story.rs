//! The steps of the demo, each a command line that a person could type.

use std::process::Stdio;

use tokio::process::Command;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::fleet::Fleet;

/// One step: why, and the arguments.
struct Step {
    about: &'static str,
    arguments: &'static [&'static str],
}

/// The read-only half.
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
        fleet.object_count(),
        crate::simulator::scenario::SHARDS.len(),
    ));
    for step in STORY {
        ctx.ui.raw(
            format!(
                "\n# {}\n$ shardctl {}\n",
                step.about,
                step.arguments.join(" ")
            )
            .as_bytes(),
        )?;
        let status = child(fleet, step.arguments).await?;
        if !status.success() {
            let code = status
                .code()
                .map_or("a signal".to_owned(), |code| format!("exit code {code}"));
            let what = format!("`shardctl {}` ended with {code}", step.arguments.join(" "));
            return Err(CommandError::new(Exit::Failed, "demo_step", what)
                .why("every step of the demo ends with 0")
                .next("try it by hand: shardctl demo --serve DIR"));
        }
    }
    let writes = fleet.writing_requests();
    if writes > 0 {
        let what = format!("the read-only half sent {writes} writing requests");
        return Err(CommandError::new(Exit::Failed, "demo_wrote", what));
    }
    ctx.ui.raw(
        format!(
            "\nNothing was written to the buckets: {}.\nTry every command by hand: shardctl demo --serve DIR\n",
            fleet.requests()
        )
        .as_bytes(),
    )?;
    Ok(Exit::Ok)
}

/// Keeps the simulator up until the process is interrupted.
pub(super) async fn serve(ctx: &CommandContext, fleet: &Fleet) -> Result<Exit, CommandError> {
    let config = fleet.config_path().display().to_string();
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
    // The runtime ends the process at the first signal.
    std::future::pending().await
}

/// This program with the fleet's config, and nothing of the caller's settings or credentials.
async fn child(
    fleet: &Fleet,
    arguments: &[&str],
) -> Result<std::process::ExitStatus, CommandError> {
    let failed = |error: std::io::Error| {
        CommandError::new(
            Exit::Failed,
            "demo_child",
            format!("cannot run this program again: {error}"),
        )
    };
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    for (name, _) in std::env::vars_os() {
        if name.as_encoded_bytes().starts_with(b"SHARDCTL_")
            || name.as_encoded_bytes().starts_with(b"AWS_")
        {
            command.env_remove(name);
        }
    }
    command
        .args(arguments)
        .env("SHARDCTL_CONFIG", fleet.config_path())
        .env("SHARDCTL_NO_INPUT", "1")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .status()
        .await
        .map_err(failed)
}
