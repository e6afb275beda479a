//! `shardctl doctor`.

use std::collections::BTreeSet;

use crate::cli::config::Config;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::doctor::{self, Finding, Place, Verdict};

use super::{fleet, report};

/// Check credentials, reachability, clock skew and permissions
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    /// Also find out what each store truly rejects; writes tiny objects
    ///
    /// They lie under the control prefix, or where --probe-url says, in a folder of their own, and
    /// are removed again.
    #[arg(long)]
    probe: bool,
    /// Where to probe an endpoint that has no control prefix: `s3://BUCKET/PREFIX?endpoint=NAME`
    #[arg(long, value_name = "URL", requires = "probe")]
    probe_url: Vec<String>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &DoctorArgs) -> Result<Exit, CommandError> {
    let config = &ctx.settings.config;
    let given: Result<Vec<Place>, CommandError> = args
        .probe_url
        .iter()
        .map(|url| fleet::probe_place(config, url))
        .collect();
    let places = given?.into_iter().chain(fleet::control(config)).collect();
    let fleet = fleet::fleet(&ctx.settings);
    let mut findings = doctor::check_up(ctx.world.as_ref(), &fleet).await;
    findings.extend(without_control(config));
    if args.probe {
        let endpoints = fleet.places.iter().map(|place| place.endpoint.as_str());
        findings.extend(probe(ctx, places, endpoints.collect()).await);
    }
    ctx.ui.listing(&report::listing(&findings))?;
    report::hints(&ctx.ui, &findings);
    Ok(report::exit(&findings))
}

/// Says what it means that there is no control location, where there is none.
fn without_control(config: &Config) -> Option<Finding> {
    let detail = match &config.control {
        None => "none: enough for what only reads, commands that write to S3 need one",
        Some(control) if control.mode.as_deref() == Some("local") => {
            "local: published to the state directory, which no other host can recover"
        }
        Some(_) => return None,
    };
    Some(Finding {
        endpoint: None,
        subject: "control".to_owned(),
        check: "configured",
        verdict: Verdict::Ok,
        detail: detail.to_owned(),
        next: None,
    })
}

/// Probes each place, and says which endpoints have none.
async fn probe(
    ctx: &CommandContext,
    places: Vec<Place>,
    endpoints: BTreeSet<&str>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for place in &places {
        ctx.ui.status(&format!(
            "probing `{}`: writing below {place}probe/, then removing it",
            place.endpoint
        ));
        let bucket = ctx.world.writer(&place.endpoint, &place.bucket);
        let run = ctx.world.fresh_name();
        findings.extend(doctor::probe(bucket.as_ref(), place, &run).await);
    }
    for endpoint in endpoints {
        if !places.iter().any(|place| place.endpoint == endpoint) {
            findings.push(nowhere(endpoint));
        }
    }
    findings
}

fn nowhere(endpoint: &str) -> Finding {
    Finding {
        endpoint: Some(endpoint.to_owned()),
        subject: "probe".to_owned(),
        check: "probe",
        verdict: Verdict::Unknown,
        detail: "not probed: there is no place to write".to_owned(),
        next: Some(format!(
            "shardctl doctor --probe --probe-url s3://BUCKET/PREFIX?endpoint={endpoint}"
        )),
    }
}
