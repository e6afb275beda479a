//! `shardctl doctor iam`.

use clap::ValueEnum;

use crate::cli::{CommandError, Exit, did_you_mean};
use crate::commands::CommandContext;
use crate::engine::doctor::{self, Fleet, Role};

use super::fleet;

/// Print the least policy that this config needs
///
/// A policy document of AWS for the buckets and prefixes of the config. Several endpoints mean
/// several credentials: take each one's policy with --endpoint. Keys of KMS are not in the config:
/// where buckets are encrypted with them, add kms:Decrypt for plan, and kms:GenerateDataKey for copy.
/// It is one JSON document, and has no other form.
#[derive(Debug, clap::Args)]
pub struct DoctorIamArgs {
    /// What the credentials are for
    #[arg(long, value_enum)]
    role: RoleName,
    /// Only the places on this endpoint
    #[arg(long, value_name = "NAME")]
    endpoint: Option<String>,
}

/// Names of [`Role`] on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    /// Inventory, logs and plans: reads only
    Plan,
    /// Copying and verifying: writes, and deletes nothing
    Copy,
    /// Ending a migration: deletes only under an ETag
    Complete,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &DoctorIamArgs) -> Result<Exit, CommandError> {
    let mut fleet = fleet::fleet(&ctx.settings);
    if let Some(name) = &args.endpoint {
        narrow(&mut fleet, name, ctx)?;
    } else if ctx.settings.config.endpoint.len() > 1 {
        ctx.ui.hint(
            "these are the places of all endpoints: each needs its own only, see --endpoint NAME",
        );
    }
    let role = match args.role {
        RoleName::Plan => Role::Plan,
        RoleName::Copy => Role::Copy,
        RoleName::Complete => Role::Complete,
    };
    let policy = serde_json::to_string_pretty(&doctor::policy(role, &fleet));
    let mut text = policy.expect("a policy has text keys only");
    text.push('\n');
    ctx.ui.document(text.as_bytes())?;
    Ok(Exit::Ok)
}

fn narrow(fleet: &mut Fleet, endpoint: &str, ctx: &CommandContext) -> Result<(), CommandError> {
    let known = &ctx.settings.config.endpoint;
    if !known.contains_key(endpoint) {
        let what = format!("there is no endpoint `{}`", endpoint.escape_debug());
        let error = CommandError::new(Exit::NotFound, "no_such_endpoint", what);
        let error = error.next("shardctl config show      shows the endpoints");
        return Err(
            match did_you_mean(endpoint, known.keys().map(String::as_str)) {
                Some(near) => error.why(format!("did you mean `{near}`?")),
                None => error,
            },
        );
    }
    fleet.places.retain(|place| place.endpoint == endpoint);
    let at = |logs: &doctor::LogPlace| logs.endpoint.as_deref() == Some(endpoint);
    fleet.logs.retain(at);
    Ok(())
}
