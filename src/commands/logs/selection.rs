//! Which log sources a command means, and everything of the config that reading them needs.

use std::path::Path;
use std::sync::Arc;

use crate::access::format::{CombinedOptions, LogFormat};
use crate::access::{BucketRoutes, Intake, RegionResolver, TenantRule, TenantRules, UnknownRegion};
use crate::cli::config::{LogConfig, Place, log_format, shard_at};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::ingest::IngestSource;

/// Name under which files given on the command line are remembered: their own names are absolute,
/// so it does not matter how they were written.
pub const COMMAND_LINE: &str = "(command line)";

/// How files on the command line are to be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct SourceArgs {
    /// Format of the files given, or a [format.NAME] of the config [default: told from each file]
    ///
    /// Built in are s3-server-access, s3-server-access-json, cloudtrail, cloudfront, minio-audit,
    /// minio-trace, ceph-ops-log, ceph-bucket-log, ceph-bucket-journal, garage-log, http-combined,
    /// caddy-json, aggregates (of logs export and logs sql), and the public traces azure-functions-blob-2020 and twitter-cache-trace.
    #[arg(long, value_name = "NAME")]
    pub format: Option<String>,
    /// Bucket of the requests, where the log does not say
    #[arg(long, value_name = "BUCKET")]
    pub bucket: Option<String>,
    /// Region of the site that wrote the log
    #[arg(long, value_name = "REGION")]
    pub region_label: Option<String>,
    /// Where the logged host names the bucket: {bucket}.s3.example.net
    #[arg(long, value_name = "PATTERN")]
    pub host_pattern: Option<String>,
    /// Endpoint of s3:// sources
    #[arg(long, value_name = "NAME")]
    pub endpoint: Option<String>,
}

impl SourceArgs {
    fn log_config(&self, text: &str) -> LogConfig {
        LogConfig {
            name: COMMAND_LINE.to_owned(),
            source: text.to_owned(),
            endpoint: self.endpoint.clone(),
            format: self.format.clone(),
            bucket: self.bucket.clone(),
            region_label: self.region_label.clone(),
            host_pattern: self.host_pattern.clone(),
            lateness: None,
        }
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The sources that `texts` name: names of the config, or files; every source of the config when
/// there are none.
pub fn select(
    ctx: &CommandContext,
    texts: &[String],
    args: &SourceArgs,
) -> Result<Vec<LogConfig>, CommandError> {
    let configured = &ctx.settings.config.logs;
    if texts.is_empty() {
        if configured.is_empty() {
            return Err(no_sources());
        }
        if !args.is_empty() {
            return Err(flags_without_files());
        }
        return Ok(configured.iter().map(|log| rooted(ctx, log)).collect());
    }
    texts
        .iter()
        .map(
            |text| match configured.iter().find(|log| log.name == *text) {
                Some(_) if !args.is_empty() => Err(flags_without_files()),
                Some(log) => Ok(rooted(ctx, log)),
                None => Ok(args.log_config(text)),
            },
        )
        .collect()
}

fn no_sources() -> CommandError {
    let what = "there is no log source";
    CommandError::new(Exit::Usage, "no_log_source", what)
        .why("neither the config nor the command line names one")
        .next(
            "shardctl logs ingest FILE    reads a file, a directory, a glob or s3://BUCKET/PREFIX",
        )
        .next("[[logs]] in the config       names sources that are read each time")
}

fn flags_without_files() -> CommandError {
    let what = "--format, --bucket, --region-label, --host-pattern and --endpoint are for files on the command line";
    CommandError::new(Exit::Usage, "flags_without_files", what)
        .next("set them in the source's [[logs]] of the config")
}

/// A source of the config; a relative path is relative to the config file, wherever cron starts.
fn rooted(ctx: &CommandContext, log: &LogConfig) -> LogConfig {
    let mut log = log.clone();
    if log.source != "-" && !log.source.starts_with("s3://") {
        let path = ctx.settings.beside_config(Path::new(&log.source));
        log.source = path.display().to_string();
    }
    log
}

/// Everything that reading one source needs.
pub struct SourceReader<'a> {
    ctx: &'a CommandContext,
    regions: Arc<RegionResolver>,
    tenants: Arc<TenantRules>,
}

impl<'a> SourceReader<'a> {
    /// Reads the config's region files and tenant rules.
    pub fn new(ctx: &'a CommandContext) -> Result<Self, CommandError> {
        Ok(Self {
            ctx,
            regions: Arc::new(regions(ctx)?),
            tenants: Arc::new(tenants(ctx)?),
        })
    }

    /// The source with its format, routes, regions and tenants.
    pub fn open(&self, log: &LogConfig) -> Result<IngestSource, CommandError> {
        let endpoint = endpoint_of(self.ctx, log);
        self.refuse_shard(log, endpoint)?;
        Ok(IngestSource {
            name: log.name.clone(),
            logs: self.ctx.world.log_source(&log.source, endpoint)?,
            format: format_of(self.ctx, log)?,
            combined: combined_options(log)?,
            intake: Intake {
                routes: BucketRoutes::new(&self.ctx.settings.shards, log.endpoint.as_deref()),
                regions: self.regions.clone(),
                tenants: self.tenants.clone(),
                default_bucket: log.bucket.clone(),
                source_label: log.region_label.as_deref().map(Arc::from),
            },
        })
    }
}

impl SourceReader<'_> {
    /// Logs that lie in what they are of would tell of their own delivery without end. The config is
    /// checked for it when it is read; this is for the command line.
    fn refuse_shard(&self, log: &LogConfig, endpoint: Option<&str>) -> Result<(), CommandError> {
        let Some(place) = Place::parse(&log.source) else {
            return Ok(());
        };
        let config = &self.ctx.settings.config;
        let Some(shard) = shard_at(config, endpoint.unwrap_or_default(), &place) else {
            return Ok(());
        };
        let what = format!(
            "the logs at `{}` lie in shard `{shard}`",
            log.source.escape_debug()
        );
        Err(CommandError::new(Exit::Usage, "logs_in_shard", what)
            .why("a bucket that logs into itself logs each delivery of its logs")
            .next("shardctl config check    shows the shards; name a prefix that none of them has"))
    }
}

/// The endpoint of an `s3://` source; the only one there is need not be named.
pub fn endpoint_of<'a>(ctx: &'a CommandContext, log: &'a LogConfig) -> Option<&'a str> {
    let endpoints = &ctx.settings.config.endpoint;
    let only = || endpoints.keys().next().filter(|_| endpoints.len() == 1);
    log.endpoint
        .as_deref()
        .or_else(|| only().map(String::as_str))
}

/// The format that the source names; `None` when it names none.
pub fn format_of(ctx: &CommandContext, log: &LogConfig) -> Result<Option<LogFormat>, CommandError> {
    log_format(&ctx.settings.config, log).map_err(|problem| {
        CommandError::new(Exit::Usage, problem.code, problem.message).next(problem.next)
    })
}

/// What a combined log does not say.
pub fn combined_options(log: &LogConfig) -> Result<CombinedOptions, CommandError> {
    let host_pattern = match &log.host_pattern {
        None => None,
        Some(pattern) => {
            let parsed = CombinedOptions::parse_host_pattern(pattern).ok_or_else(|| {
                let what = format!("`{pattern}` is no host pattern");
                CommandError::new(Exit::Usage, "bad_host_pattern", what)
                    .next("write {bucket}.s3.example.net")
            })?;
            Some(parsed)
        }
    };
    Ok(CombinedOptions {
        bucket: log.bucket.clone(),
        host_pattern,
    })
}

/// Who lies where, by `[regions]`.
pub fn regions(ctx: &CommandContext) -> Result<RegionResolver, CommandError> {
    let config = &ctx.settings.config.regions;
    let mut resolver = RegionResolver {
        vpc_endpoints: config.vpc_endpoints.clone(),
        ..RegionResolver::default()
    };
    for path in &config.map_files {
        let path = ctx.settings.beside_config(path);
        let wrong = |why: String| {
            let what = format!("cannot use the region file `{}`", path.display());
            CommandError::new(Exit::Usage, "bad_region_file", what)
                .why(why)
                .next("regions.map_files in the config   names CSV files of cidr,region,label or AWS' ip-ranges.json")
        };
        let text = std::fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
        let added = if text.trim_start().starts_with(['{', '[']) {
            resolver.aws.add_aws_json(&text)
        } else {
            resolver.operator.add_csv(&text)
        };
        added.map_err(|error| wrong(error.to_string()))?;
    }
    if let Some(text) = &config.unknown {
        resolver.unknown = UnknownRegion::parse(text).ok_or_else(|| {
            let what = format!("regions.unknown is `{text}`");
            CommandError::new(Exit::Usage, "bad_unknown_region", what)
                .next("write shard_region, drop or label:NAME")
        })?;
    }
    Ok(resolver)
}

fn tenants(ctx: &CommandContext) -> Result<TenantRules, CommandError> {
    let rules = ctx.settings.config.tenant.iter().map(|rule| {
        TenantRule::parse(&rule.from, &rule.pattern, rule.name.as_deref()).map_err(|problem| {
            let what = format!("the tenant rule `{}` cannot be used", rule.pattern);
            CommandError::new(Exit::Usage, "bad_tenant_rule", what)
                .why(problem)
                .next("correct the [[tenant]] in the config: shardctl-config(5) has the rules")
        })
    });
    Ok(TenantRules::new(rules.collect::<Result<_, _>>()?))
}
