//! `shardctl doctor parity`.

use crate::cli::{CommandError, Exit, did_you_mean};
use crate::commands::CommandContext;
use crate::commands::safety::SafetyBounds;
use crate::engine::bucket_facts::{Known, Side, presigned_of, read_facts};
use crate::migration::{Fact, FactVerdict, Unread};
use crate::placement::{Segment, Shard};
use crate::ui::{Cell, Column, Listing};

/// Compare what else is true of two shards' buckets
///
/// Versioning, replication, lifecycle, notifications, object lock, encryption, policy, CORS, public access,
/// ownership, requester pays, access logging, open uploads, presigned URLs. Each line is `same`, `info`, or in
/// the way of a move from SOURCE to TARGET at the verb named under AT: `blocks`, or `accept` until
/// `--accept NAME` of that verb takes it. What a store does not say is `unknown`, never none. Ends with 13 where
/// something blocks, with 5 or 6 where that is so because it may not or cannot be read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl doctor parity eu-1 us-1\n  \
    shardctl doctor parity eu-1 us-1 --segment prefix:tenant/42/ -o json")]
pub struct DoctorParityArgs {
    /// Shard that data moves from
    #[arg(value_name = "SOURCE")]
    source: String,
    /// Shard that it moves to
    #[arg(value_name = "TARGET")]
    target: String,
    /// Only what is about this segment [default: the whole shard]
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<Segment>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &DoctorParityArgs) -> Result<Exit, CommandError> {
    let source = shard(ctx, &args.source)?;
    let target = shard(ctx, &args.target)?;
    let objects = match args.segment {
        Some(_) => None,
        None => objects(ctx, source)?,
    };
    let known = Known {
        objects,
        presigned: presigned_of(ctx.world.as_ref(), &source.name)?,
        grace_ms: SafetyBounds::of(&ctx.settings)?.grace_ms,
        uploads: true,
    };
    let ranges = [source, target].map(|shard| range(shard, args.segment.as_ref()));
    let buckets = [source, target].map(|shard| ctx.world.reader(&shard.endpoint, &shard.bucket));
    let side = |n: usize| Side {
        bucket: buckets[n].as_ref(),
        range: &ranges[n],
    };
    let facts = read_facts(side(0), side(1), known).await;
    ctx.ui.listing(&listing(&facts))?;
    if facts.iter().any(denied) {
        ctx.ui
            .hint("shardctl doctor iam --role copy      prints the permissions that this takes");
    }
    Ok(exit(&facts))
}

fn shard<'a>(ctx: &'a CommandContext, name: &str) -> Result<&'a Shard, CommandError> {
    let shards = &ctx.settings.shards;
    let found = shards.iter().find(|shard| shard.name.0 == name);
    found.ok_or_else(|| {
        let what = format!("there is no shard `{}`", name.escape_debug());
        let error = CommandError::new(Exit::NotFound, "no_such_shard", what)
            .next("shardctl config show      shows the shards");
        let names = shards.iter().map(|shard| shard.name.0.as_str());
        match did_you_mean(name, names) {
            Some(near) => error.why(format!("did you mean `{near}`?")),
            None => error,
        }
    })
}

/// Objects of a shard, as its newest inventory has them.
fn objects(ctx: &CommandContext, shard: &Shard) -> Result<Option<u64>, CommandError> {
    let Some(stats) = ctx.world.existing_stats_store()? else {
        return Ok(None);
    };
    let inventory = stats.inventory(&shard.name)?;
    Ok(inventory.map(|inventory| inventory.objects))
}

fn range(shard: &Shard, segment: Option<&Segment>) -> String {
    let key = segment.map(|segment| shard.object_key(segment.key()));
    let key = key.map(|key| key.to_string_lossy().into_owned());
    key.unwrap_or_else(|| shard.prefix.clone())
}

fn listing(facts: &[Fact]) -> Listing {
    let count = |verdict: FactVerdict| facts.iter().filter(|it| it.verdict == verdict).count();
    let note = format!(
        "{} in the way, {} to be accepted, {} to know, {} the same",
        count(FactVerdict::Blocks),
        count(FactVerdict::Accept),
        count(FactVerdict::Info),
        count(FactVerdict::Same)
    );
    Listing {
        kind: "parity",
        columns: vec![
            Column::new("fact", "FACT"),
            Column::new("verdict", "VERDICT"),
            Column::new("at", "AT"),
            Column::new("source", "SOURCE"),
            Column::new("target", "TARGET"),
            Column::new("why", "WHY"),
        ],
        rows: facts.iter().map(row).collect(),
        empty: "nothing to compare",
        notes: vec![note],
        warnings: Vec::new(),
    }
}

fn row(fact: &Fact) -> Vec<Cell> {
    let stops = fact.verdict >= FactVerdict::Accept;
    let text = |text: &str| Cell::Text(text.to_owned());
    let known = |words: &str| match words {
        "unknown" => Cell::Unknown,
        words => Cell::Text(words.to_owned()),
    };
    vec![
        text(fact.name),
        text(fact.verdict.name()),
        if stops {
            text(fact.gate.name())
        } else {
            text("")
        },
        known(&fact.source),
        known(&fact.target),
        text(&fact.why),
    ]
}

fn denied(fact: &Fact) -> bool {
    matches!(fact.unread, Some(Unread::Denied(_)))
}

fn exit(facts: &[Fact]) -> Exit {
    let blocking = || facts.iter().filter(|it| it.verdict == FactVerdict::Blocks);
    let failed = |fact: &Fact| matches!(fact.unread, Some(Unread::Failed(_)));
    if blocking().any(denied) {
        Exit::Denied
    } else if blocking().any(failed) {
        Exit::Unavailable
    } else if blocking().next().is_some() {
        Exit::Refused
    } else {
        Exit::Ok
    }
}
