//! `shardctl shardkey`.

use serde_json::json;

use crate::cli::value::{HumanDuration, time_ms};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{ShardKey, ShardKeyPart, ShardKeyWeights};
use crate::ui::{Cell, Column, Listing, Report, Section, units};

/// Compute the shard key of client, data type and time
///
/// The key is 64 bits, printed as 16 hexadecimal digits; the same arguments give the same key
/// everywhere and for ever. Each of client, type and time window takes a share of the bits by its weight,
/// the heaviest first; a weight of 0 leaves it out. Objects of one client, type and window share a key,
/// so that a key prefix made of it keeps them in one shard. `analyze shardkeys` tells from
/// the logs which parts are worth a weight.
#[derive(Debug, clap::Args)]
pub struct ShardkeyArgs {
    /// Client, tenant or user, as the application names it
    #[arg(long, value_name = "CLIENT")]
    client: String,
    /// Data type, such as a file extension
    #[arg(long = "type", value_name = "TYPE")]
    data_type: String,
    /// Time: RFC 3339, a date (UTC midnight), or milliseconds since 1970
    #[arg(long, value_name = "TIME", value_parser = time_ms, allow_negative_numbers = true)]
    time: i64,
    /// Length of the time window
    #[arg(long, value_name = "DURATION", default_value = "1d")]
    window: HumanDuration,
    /// Weight of the client
    #[arg(long, value_name = "N", default_value_t = ShardKeyWeights::default().client)]
    client_weight: u32,
    /// Weight of the data type
    #[arg(long, value_name = "N", default_value_t = ShardKeyWeights::default().data_type)]
    type_weight: u32,
    /// Weight of the time window
    #[arg(long, value_name = "N", default_value_t = ShardKeyWeights::default().time)]
    time_weight: u32,
    /// Show which bits come from what
    #[arg(long)]
    explain: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ShardkeyArgs) -> Result<Exit, CommandError> {
    let weights = ShardKeyWeights {
        client: args.client_weight,
        data_type: args.type_weight,
        time: args.time_weight,
        window_ms: args.window.ms,
    };
    let (client, data_type) = (args.client.as_bytes(), args.data_type.as_bytes());
    let key = ShardKey::new(client, data_type, args.time, &weights).map_err(|error| {
        CommandError::new(Exit::Usage, "no_shard_key", error.to_string())
            .next("give at least one of --client-weight, --type-weight and --time-weight a value above 0, and --window a length")
    })?;
    ctx.ui.report(&report(args, &weights, &key))?;
    Ok(Exit::Ok)
}

fn report(args: &ShardkeyArgs, weights: &ShardKeyWeights, key: &ShardKey) -> Report {
    let window_ms = i64::try_from(weights.window_ms).unwrap_or(i64::MAX);
    let window_start_ms = key.window.saturating_mul(window_ms);
    let parts: Vec<_> = key
        .parts
        .iter()
        .map(|part| {
            json!({
                "part": part.part.name(),
                "weight": part.weight,
                "bits": part.bits,
                "value": format!("{:x}", part.value),
            })
        })
        .collect();
    let mut sections = vec![Section::Text(key.to_string())];
    if args.explain {
        sections.push(Section::Table(
            None,
            parts_table(args, key, window_start_ms),
        ));
    }
    Report {
        kind: "shardkey",
        data: json!({
            "shard_key": key.to_string(),
            "client": args.client,
            "type": args.data_type,
            "time": units::rfc3339(args.time),
            "window_ms": weights.window_ms,
            "window_start": units::rfc3339(window_start_ms),
            "parts": parts,
        }),
        sections,
        warnings: Vec::new(),
    }
}

fn parts_table(args: &ShardkeyArgs, key: &ShardKey, window_start_ms: i64) -> Listing {
    let mut highest = 64;
    let mut rows = Vec::new();
    for part in &key.parts {
        let lowest = highest - part.bits;
        let (of, how) = match part.part {
            ShardKeyPart::Client => (Cell::Key(args.client.as_str().into()), "hash"),
            ShardKeyPart::DataType => (Cell::Key(args.data_type.as_str().into()), "hash"),
            ShardKeyPart::Time => (Cell::Time(window_start_ms), "window number"),
        };
        rows.push(vec![
            Cell::Text(part.part.name().to_owned()),
            Cell::Count(u64::from(part.weight)),
            Cell::Text(format!("{}-{lowest}", highest - 1)),
            Cell::Text(format!("{:x}", part.value)),
            Cell::Text(how.to_owned()),
            of,
        ]);
        highest = lowest;
    }
    Listing {
        kind: "shardkey_parts",
        columns: vec![
            Column::new("part", "PART"),
            Column::new("weight", "WEIGHT"),
            Column::new("bits", "BITS"),
            Column::new("value", "HEX"),
            Column::new("by", "BY"),
            Column::new("of", "OF"),
        ],
        rows,
        empty: "no part has a bit",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
