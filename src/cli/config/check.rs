//! What a config file may say beyond its types: names that exist, numbers in range, texts that parse.
//!
//! Pure: nothing is opened or asked. Which places overlap is in `overlap`.

use std::collections::BTreeMap;

use crate::access::format::LogFormat;
use crate::cli::value::{HumanDuration, LEAST_MEMORY, percentage};

use super::log_format::{FormatProblem, log_format, mapping};
use super::overlap::{self, Place, copy_of_control};
use super::rules;
use super::{Config, Endpoint, LogConfig, Problem, RequestPrices, ShardConfig, TenantRule};

/// Every problem found, in no particular order.
pub fn check(config: &Config) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    top(config, &mut found);
    control(config, &mut found);
    for (name, endpoint) in &config.endpoint {
        check_endpoint(name, endpoint, &mut found);
    }
    shards(config, &mut found);
    formats(config, &mut found);
    logs(config, &mut found);
    for (i, rule) in config.tenant.iter().enumerate() {
        check_tenant(i, rule, &mut found);
    }
    regions(config, &mut found);
    prices(config, &mut found);
    numbers(config, &mut found);
    safety(config, &mut found);
    rules::check(config, &mut found);
    overlap::check(config, &mut found);
    found.0
}

/// The problems so far.
pub struct Found(Vec<Problem>);

impl Found {
    /// Adds a problem.
    pub fn add(&mut self, key: impl Into<String>, message: impl Into<String>) {
        self.push(key.into(), message.into(), None);
    }

    /// Adds a problem with a way out.
    pub fn add_with(
        &mut self,
        key: impl Into<String>,
        message: impl Into<String>,
        next: impl Into<String>,
    ) {
        self.push(key.into(), message.into(), Some(next.into()));
    }

    fn push(&mut self, key: String, message: String, next: Option<String>) {
        let line = None;
        self.0.push(Problem {
            key,
            line,
            message,
            next,
        });
    }

    /// A name that the user gives: it stands in tables, ids and file names.
    fn name(&mut self, key: &str, what: &str, name: &str) {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if name.is_empty() {
            self.add(key, format!("`{key}` has no `name`"));
        } else if !name.chars().all(fits) {
            let next = "use letters, digits, `-`, `_` and `.`";
            self.add_with(key, format!("`{name}` is no name for {what}"), next);
        }
    }

    /// Once, however many sources are of the format.
    fn format(&mut self, problem: FormatProblem) {
        let FormatProblem {
            key, message, next, ..
        } = problem;
        if !self.0.iter().any(|found| found.message == message) {
            self.add_with(key, message, next);
        }
    }

    fn one_of(&mut self, key: &str, value: Option<&str>, known: &[&str]) {
        if let Some(value) = value.filter(|value| !known.contains(value)) {
            let known: Vec<String> = known.iter().map(|known| format!("\"{known}\"")).collect();
            let message = format!("`{key}` is \"{value}\"");
            self.add_with(key, message, format!("write {}", known.join(" or ")));
        }
    }

    fn number(&mut self, key: &str, value: Option<f64>, (low, high): (f64, f64)) {
        if value.is_some_and(|value| !(low..=high).contains(&value)) {
            let value = value.unwrap_or(f64::NAN);
            // The ends of what a number can be have hundreds of digits.
            let range = match (low > f64::MIN_POSITIVE || low == 0.0, high < f64::MAX) {
                (true, true) => format!("between {low} and {high}"),
                (true, false) => format!("at least {low}"),
                (false, true) => format!("above 0 and at most {high}"),
                (false, false) => "above 0".to_owned(),
            };
            let message = format!("`{key}` is {value}, but must be {range}");
            if value > 1.0 && value <= 100.0 && high <= 1.0 {
                let next = format!("{value}% is written {}", value / 100.0);
                self.add_with(key, message, next);
            } else {
                self.add(key, message);
            }
        }
    }

    fn endpoint(&mut self, config: &Config, key: &str, name: &str) {
        if config.endpoint.contains_key(name) {
            return;
        }
        let message = format!("`{key}` names the endpoint `{name}`, which is not there");
        let names = config.endpoint.keys().map(String::as_str);
        match crate::cli::did_you_mean(name, names) {
            Some(near) => self.add_with(key, message, format!("did you mean `{near}`?")),
            None => self.add_with(key, message, format!("add [endpoint.{name}]")),
        }
    }
}

/// What people call the `index`-th of several tables.
pub fn item(table: &str, name: &str, index: usize) -> String {
    if name.is_empty() {
        format!("{table}[{index}]")
    } else {
        format!("{table}.{name}")
    }
}

fn top(config: &Config, found: &mut Found) {
    if config.config_version.is_some_and(|version| version != 1) {
        let next = "this shardctl reads config_version = 1";
        found.add_with("config_version", "the config is of another version", next);
    }
    if let Some(zone) = &config.timezone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        let next = "write an IANA name such as \"Europe/Berlin\"";
        found.add_with("timezone", format!("there is no time zone `{zone}`"), next);
    }
}

fn control(config: &Config, found: &mut Found) {
    let Some(control) = &config.control else {
        return;
    };
    found.one_of(
        "control.mode",
        control.mode.as_deref(),
        &["shared", "local"],
    );
    if let Some(url) = &control.url
        && Place::parse(url).is_none()
    {
        let message = format!("`control.url` is `{url}`");
        found.add_with("control.url", message, "write s3://BUCKET/PREFIX");
    }
    if control.url.is_none() && control.mode.as_deref() != Some("local") {
        let next = "add `url = \"s3://BUCKET/PREFIX\"`, or `mode = \"local\"`";
        found.add_with("control", "`control` has no `url`", next);
    }
    match &control.endpoint {
        Some(name) => found.endpoint(config, "control.endpoint", name),
        None if control.url.is_some() && config.endpoint.len() > 1 => {
            found.add(
                "control",
                "`control` has no `endpoint`, and there are several",
            );
        }
        None => {}
    }
    for url in &control.replicate_to {
        if copy_of_control(config, url).is_none() {
            let message = format!("`control.replicate_to` has `{url}`");
            let next = "write s3://BUCKET/PREFIX?endpoint=NAME, of an endpoint of this config";
            found.add_with("control.replicate_to", message, next);
        }
    }
}

fn check_endpoint(name: &str, endpoint: &Endpoint, found: &mut Found) {
    let key = |last: &str| format!("endpoint.{name}.{last}");
    found.name(&format!("endpoint.{name}"), "an endpoint", name);
    found.one_of(&key("kind"), endpoint.kind.as_deref(), &["aws", "s3"]);
    found.one_of(&key("prices"), endpoint.prices.as_deref(), &["free"]);
    if endpoint.kind.as_deref() == Some("s3") && endpoint.url.is_none() {
        let message = format!("endpoint `{name}` is of kind \"s3\" and has no `url`");
        found.add(format!("endpoint.{name}"), message);
    }
    if let Some(url) = &endpoint.url {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        if rest.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
            let message = format!("`{}` is `{url}`", key("url"));
            found.add_with(
                key("url"),
                message,
                "write https://HOST or http://HOST:PORT",
            );
        }
    }
    let ways = [
        endpoint.profile.is_some(),
        endpoint.role_arn.is_some(),
        endpoint.credential_command.is_some(),
    ];
    if ways.iter().filter(|&&way| way).count() > 1 {
        let message = format!("endpoint `{name}` has several sources of credentials");
        let next = "keep one of `profile`, `role_arn` and `credential_command`";
        found.add_with(format!("endpoint.{name}"), message, next);
    }
    if endpoint
        .credential_command
        .as_ref()
        .is_some_and(Vec::is_empty)
    {
        found.add(key("credential_command"), "`credential_command` is empty");
    }
    if endpoint.external_id.is_some() && endpoint.role_arn.is_none() {
        found.add(
            key("external_id"),
            "`external_id` is of no use without `role_arn`",
        );
    }
}

fn shards(config: &Config, found: &mut Found) {
    let mut names = BTreeMap::new();
    for (i, shard) in config.shard.iter().enumerate() {
        let key = item("shard", &shard.name, i);
        found.name(&key, "a shard", &shard.name);
        if names.insert(shard.name.as_str(), i).is_some() && !shard.name.is_empty() {
            found.add(&key, format!("two shards are named `{}`", shard.name));
        }
        check_shard(config, shard, &key, found);
    }
    if config.shard.is_empty() {
        found.add_with("shard", "there is no [[shard]]", "describe at least one");
    }
    let weightless = |shard: &ShardConfig| shard.weight == Some(0);
    if !config.shard.is_empty() && config.shard.iter().all(weightless) {
        let message = "no shard has a weight above 0, so new keys have no home";
        found.add("shard", message);
    }
}

fn check_shard(config: &Config, shard: &ShardConfig, key: &str, found: &mut Found) {
    if shard.bucket.is_empty() {
        found.add(key, format!("`{key}` has no `bucket`"));
    } else if shard.bucket.contains('/') {
        let message = format!("`{}` is no bucket name", shard.bucket);
        found.add_with(
            format!("{key}.bucket"),
            message,
            "what follows the `/` is the `prefix`",
        );
    }
    if shard.endpoint.is_empty() {
        found.add(key, format!("`{key}` has no `endpoint`"));
    } else {
        found.endpoint(config, &format!("{key}.endpoint"), &shard.endpoint);
        let endpoint = config.endpoint.get(&shard.endpoint);
        let inherited = endpoint.and_then(|endpoint| endpoint.region.as_deref());
        let region = shard.region.as_deref().or(inherited);
        if endpoint.is_some() && region.is_none_or(str::is_empty) {
            let next = "add `region`: prices, latency and demand go by it";
            found.add_with(
                key,
                format!("`{key}` has no `region`, nor has its endpoint"),
                next,
            );
        }
    }
    found.number(
        &format!("{key}.capacity_rps"),
        shard.capacity_rps,
        (f64::MIN_POSITIVE, f64::MAX),
    );
    found.number(
        &format!("{key}.max_fill"),
        shard.max_fill,
        (f64::MIN_POSITIVE, 1.0),
    );
}

fn formats(config: &Config, found: &mut Found) {
    for (name, table) in &config.format {
        // Whether the bucket may be missing depends on the source.
        if let Err(problem) = mapping(name, table, true) {
            found.format(problem);
        }
        if LogFormat::built_in_names().any(|built_in| built_in == name) {
            let message = format!("[format.{name}] has the name of a built-in format");
            let next = "give it another name: the built-in one is used";
            found.add_with(format!("format.{name}"), message, next);
        }
    }
}

fn logs(config: &Config, found: &mut Found) {
    let mut names = BTreeMap::new();
    for (i, log) in config.logs.iter().enumerate() {
        let key = item("logs", &log.name, i);
        found.name(&key, "a log source", &log.name);
        if names.insert(log.name.as_str(), i).is_some() && !log.name.is_empty() {
            found.add(&key, format!("two log sources are named `{}`", log.name));
        }
        check_log(config, log, &key, found);
    }
}

fn check_log(config: &Config, log: &LogConfig, key: &str, found: &mut Found) {
    if log.source.is_empty() {
        found.add(key, format!("`{key}` has no `source`"));
    }
    if let Some(name) = &log.endpoint {
        found.endpoint(config, &format!("{key}.endpoint"), name);
    }
    if log.source.starts_with("s3://") {
        if Place::parse(&log.source).is_none() {
            let message = format!("`{key}.source` is `{}`", log.source);
            found.add_with(format!("{key}.source"), message, "write s3://BUCKET/PREFIX");
        }
        if log.endpoint.is_none() && config.endpoint.len() != 1 {
            let message = format!("`{key}` reads from S3 and names no `endpoint`");
            found.add(key, message);
        }
    }
    if let Err(problem) = log_format(config, log) {
        found.format(FormatProblem {
            key: match problem.code {
                "no_such_format" => format!("{key}.format"),
                _ => problem.key,
            },
            ..problem
        });
    }
    if log
        .host_pattern
        .as_ref()
        .is_some_and(|text| text.matches("{bucket}").count() != 1)
    {
        let key = format!("{key}.host_pattern");
        let message = format!("`{key}` needs {{bucket}} once");
        found.add_with(key, message, "write \"{bucket}.s3.example.net\"");
    }
}

fn check_tenant(index: usize, rule: &TenantRule, found: &mut Found) {
    let key = item("tenant", rule.name.as_deref().unwrap_or(""), index);
    found.one_of(
        &format!("{key}.from"),
        Some(&rule.from),
        &["key", "requester"],
    );
    let named = rule.pattern.matches("{tenant}").count();
    let fixed = rule
        .name
        .as_ref()
        .is_some_and(|name| !name.contains("{tenant}"));
    if named > 1 || (named == 0 && !fixed) || rule.pattern.is_empty() {
        let message = format!("`{key}.pattern` needs {{tenant}} once");
        found.add_with(
            format!("{key}.pattern"),
            message,
            "write \"tenant/{tenant}/*\"",
        );
    }
}

fn regions(config: &Config, found: &mut Found) {
    if let Some(unknown) = &config.regions.unknown {
        let label = unknown
            .strip_prefix("label:")
            .filter(|label| !label.is_empty());
        if label.is_none() && !["shard_region", "drop"].contains(&unknown.as_str()) {
            let message = format!("`regions.unknown` is \"{unknown}\"");
            let next = "write \"shard_region\", \"drop\" or \"label:NAME\"";
            found.add_with("regions.unknown", message, next);
        }
    }
    let tables = [
        ("latency", config.latency.keys().collect::<Vec<_>>()),
        ("prices.egress", config.prices.egress.keys().collect()),
    ];
    for (table, pairs) in tables {
        for pair in pairs {
            let regions: Vec<&str> = pair.split(':').collect();
            if regions.len() != 2 || regions.iter().any(|region| region.is_empty()) {
                let message = format!("`{pair}` in [{table}] is no pair of regions");
                let next = "write \"us-east-1:eu-central-1\"";
                found.add_with(format!("{table}.{pair}"), message, next);
            }
        }
    }
}

fn prices(config: &Config, found: &mut Found) {
    let free_or_more = (0.0, f64::MAX);
    let tables = [
        ("storage", &config.prices.storage),
        ("egress", &config.prices.egress),
        ("kms", &config.prices.kms),
    ];
    for (table, prices) in tables {
        for (name, price) in prices {
            found.number(
                &format!("prices.{table}.{name}"),
                Some(*price),
                free_or_more,
            );
        }
    }
    for (
        region,
        RequestPrices {
            read_per_1000,
            write_per_1000,
        },
    ) in &config.prices.requests
    {
        let key = |last| format!("prices.requests.{region}.{last}");
        found.number(&key("read_per_1000"), Some(*read_per_1000), free_or_more);
        found.number(&key("write_per_1000"), Some(*write_per_1000), free_or_more);
    }
    for (name, class) in &config.prices.class {
        let key = |last| format!("prices.class.{name}.{last}");
        let both = name.split_once(':');
        if both.is_none_or(|(class, region)| class.is_empty() || region.is_empty()) {
            let message = format!("`prices.class.{name}` does not say which class of which region");
            let next = "name it [prices.class.\"STANDARD_IA:us-east-1\"]";
            found.add_with(format!("prices.class.{name}"), message, next);
        }
        for (field, price) in [
            ("storage", class.storage),
            ("retrieval", class.retrieval),
            ("read_per_1000", class.read_per_1000),
            ("write_per_1000", class.write_per_1000),
        ] {
            found.number(&key(field), price, free_or_more);
        }
    }
}

fn numbers(config: &Config, found: &mut Found) {
    let (share, any) = ((0.0, 1.0), (0.0, f64::MAX));
    let Config {
        guards,
        plan,
        forecast,
        ..
    } = config;
    found.number("guards.min_confidence", guards.min_confidence, share);
    found.number(
        "guards.min_region_coverage",
        guards.min_region_coverage,
        share,
    );
    found.number("guards.max_cost", guards.max_cost, any);
    found.number(
        "plan.usd_per_cross_shard_access",
        plan.usd_per_cross_shard_access,
        any,
    );
    found.number(
        "plan.usd_per_cross_region_access",
        plan.usd_per_cross_region_access,
        any,
    );
    found.number("plan.usd_per_ms", plan.usd_per_ms, any);
    found.number("plan.usd_per_shard_month", plan.usd_per_shard_month, any);
    found.number(
        "plan.usd_per_overload_hour",
        plan.usd_per_overload_hour,
        any,
    );
    found.number("plan.least_odds", plan.least_odds, (0.0, 1.0));
    found.number("plan.busy_from", plan.busy_from, (0.0, 0.99));
    found.number(
        "plan.segment_depth",
        plan.segment_depth.map(f64::from),
        (1.0, 64.0),
    );
    found.number("plan.single_from", plan.single_from, any);
    found.number("plan.single_share", plan.single_share, share);
    found.number("plan.single_times", plan.single_times, any);
    if config.memory.is_some_and(|memory| memory < LEAST_MEMORY) {
        found.add("memory", "`memory` is less than 64MiB".to_owned());
    }
    found.number("forecast.level", forecast.level, (0.5, 0.999));
    let horizons = [
        ("forecast.horizon", forecast.horizon),
        ("plan.horizon", plan.horizon),
        ("plan.max_payback", plan.max_payback),
    ];
    for (key, horizon) in horizons {
        if horizon.is_some_and(|horizon| horizon.ms < 3_600_000) {
            found.add(key, format!("`{key}` is shorter than an hour"));
        }
    }
}

fn safety(config: &Config, found: &mut Found) {
    let safety = &config.safety;
    if let Some(grace) = &safety.grace
        && grace != "auto"
        && let Err(error) = grace.parse::<HumanDuration>()
    {
        found.add_with("safety.grace", error.to_string(), "or write \"auto\"");
    }
    let shares = [
        ("safety.max_delete", &safety.max_delete),
        ("safety.request_share", &safety.request_share),
    ];
    for (key, text) in shares {
        if let Some(text) = text.as_ref().filter(|text| percentage(text).is_err()) {
            found.add_with(key, format!("`{key}` is \"{text}\""), "write \"10%\"");
        }
    }
    let sizes = [
        ("safety.multipart_threshold", safety.multipart_threshold, 1),
        ("safety.part_bytes", safety.part_bytes, 5 << 20),
    ];
    for (key, size, least) in sizes {
        if size.is_some_and(|size| !(least..=5 << 30).contains(&size.0)) {
            let message = format!("`{key}` is outside what S3 takes");
            found.add_with(
                key,
                message,
                format!("write {} to 5GiB", if least > 1 { "5MiB" } else { "1" }),
            );
        }
    }
}
