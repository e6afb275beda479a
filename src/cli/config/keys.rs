//! Every key of the config file: the man page, "did you mean" and `config show` come from this table.

/// A table of the file.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// As it is written: `[endpoint.NAME]`; empty for the top.
    pub head: &'static str,
    /// Its path in [`KEYS`]: `endpoint.*`; `[]` marks one of several tables.
    pub path: &'static str,
    /// What it is about.
    pub meaning: &'static str,
    /// Tables as they could be in a file; empty where the keys say enough.
    pub example: &'static str,
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct ConfigKey {
    /// Path with `*` for a name of the user's and `[]` for one of several tables.
    pub path: &'static str,
    /// What is written: `size`, `duration`, `text`, …
    pub kind: &'static str,
    /// What holds when the key is left out; empty when there is nothing then.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

const fn section(head: &'static str, path: &'static str, meaning: &'static str) -> Section {
    Section {
        head,
        path,
        meaning,
        example: "",
    }
}

/// Two mappings, each after a line of its log.
const MAPPINGS: &str = r#"# {"t":1767225600000,"verb":"GET","object":"docs/a%20b","sent":"-","peer":"192.0.2.1:443"}
[format.myapp]
base = "jsonl"
[format.myapp.fields]
ts        = { path = "$.t", parse = "unix_ms" }
bucket    = { const = "data-use1" }
key       = { path = "$.object", decode = "percent" }
op        = { path = "$.verb", map = { GET = "get", PUT = "put" }, default = "other" }
bytes_out = { path = "$.sent", null = ["-"] }
client_ip = { path = "$.peer", strip_port = true }

# 2026-01-01 00:00:00,data-use1,docs/a b,get,0.25
[format.table]
base   = "csv"
header = false
[format.table.fields]
ts         = { path = "1", parse = "strftime:%Y-%m-%d %H:%M:%S" }
bucket     = { path = "2" }
key        = { path = "3" }
op         = { path = "4" }
latency_ms = { path = "5", scale = 1000 }
"#;

const fn key(
    path: &'static str,
    kind: &'static str,
    default: &'static str,
    meaning: &'static str,
) -> ConfigKey {
    ConfigKey {
        path,
        kind,
        default,
        meaning,
    }
}

/// The tables, in the order of the man page.
#[rustfmt::skip]
pub const SECTIONS: &[Section] = &[
    section("", "", "Keys above the first table."),
    section("[control]", "control", "Where the shard map is published. Needed by commands that write to S3; planning works without."),
    section("[endpoint.NAME]", "endpoint.*", "A store. Credentials are never written here: they come from the AWS chain, a profile, a role or a command."),
    section("[[shard]]", "shard[]", "A placement target: bucket and key prefix on an endpoint. The order decides which of several identical copies is home."),
    section("[[logs]]", "logs[]", "A source of access logs."),
    section("[format.NAME]", "format.*", "Where a JSONL, CSV or TSV log of another form keeps what. [[logs]] and --format name it; `shardctl logs detect FILE --format NAME` shows how a log reads in it. Each field of a record is a table below `fields`; `ts`, `bucket`, `key` and `op` are required, `bucket` not where the source names it."),
    Section { example: MAPPINGS, ..section("[format.NAME.fields.FIELD]", "format.*.fields.*", "One field, also written `FIELD = { path = \"…\" }` below [format.NAME.fields]. FIELD is ts (when), bucket, key, op (get, head, put, copy, delete, list or part, in any case; anything else is another operation), status, bytes_out, bytes_in, object_size, requester, client_ip, region (of the requester), latency_ms, ttfb_ms, request_id (makes duplicates recognisable), version_id or user_agent. A field has `path` or `const`. First words of `null` make it absent, then `strip_port`, `decode` and `map` apply in this order; `scale` comes last.") },
    section("[[tenant]]", "tenant[]", "Tenant rules, tried in order; the first that fits names the tenant."),
    section("[regions]", "regions", "Where requesters are."),
    section("[regions.vpc_endpoints]", "regions.vpc_endpoints", "Where VPC endpoints are."),
    section("[latency]", "latency", "Round-trip times between regions."),
    section("[prices.storage]", "prices.storage", "Storage prices; each beats the list price of its region."),
    section("[prices.requests.REGION]", "prices.requests.*", "Request prices of a region."),
    section("[prices.egress]", "prices.egress", "Transfer prices."),
    section("[prices.class.\"CLASS:REGION\"]", "prices.class.*", "Prices of a storage class other than S3 Standard."),
    section("[prices.kms]", "prices.kms", "Prices of the key service."),
    section("[safety]", "safety", "Bounds of the move protocol."),
    section("[guards]", "guards", "Limits that a plan must meet."),
    section("[forecast]", "forecast", "Forecasting."),
    section("[plan]", "plan", "Planning."),
    section("[[group]]", "group[]", "Keys that must stay together or apart."),
    section("[[residency]]", "residency[]", "Keys that may only live in some regions or shards. No plan moves them elsewhere; what is elsewhere is moved, or the plan is refused."),
];

/// The keys, in the order of the man page.
#[rustfmt::skip]
pub const KEYS: &[ConfigKey] = &[
    key("config_version", "integer", "1", "Version of this schema."),
    key("state_dir", "path", "$XDG_STATE_HOME/shardctl, as root /var/lib/shardctl", "Directory of map.db and stats.db."),
    key("memory", "size", "4GiB", "Memory that access statistics may take, 64MiB or more. Every key is counted on disk; with more keys than fit, those with the fewest requests are shown by directory."),
    key("timezone", "text", "the system's", "IANA zone for times in tables and for windows, such as \"Europe/Berlin\"."),
    key("control.url", "text", "", "s3://BUCKET/PREFIX: where map, epochs and snapshots are published."),
    key("control.endpoint", "text", "", "Name of the endpoint that holds it."),
    key("control.region", "text", "the endpoint's", "Region of that bucket."),
    key("control.mode", "\"shared\" or \"local\"", "shared", "\"local\" publishes to the state directory only: no other host can recover from it, and while a map.db that was put back alone is noticed (17), a whole state directory restored from a backup is not. Never restore one after anything was switched or completed since."),
    key("control.replicate_to", "list of texts", "[]", "Copies of the control location, s3://BUCKET/PREFIX?endpoint=NAME: what is published is written to each, and nothing is deleted from a source before every one of them holds all of it. While the control location is away a host works from one with `recover map --from-replica`."),
    key("endpoint.*.kind", "\"aws\" or \"s3\"", "aws without url, s3 with", "\"s3\" is any compatible store."),
    key("endpoint.*.url", "text", "", "Base URL; required for kind \"s3\"."),
    key("endpoint.*.region", "text", "", "Region that requests are signed for, and of shards that name none."),
    key("endpoint.*.force_path_style", "boolean", "true for s3, false for aws", "https://host/bucket/key rather than https://bucket.host/key."),
    key("endpoint.*.ca_file", "path", "", "PEM file of more certificate authorities."),
    key("endpoint.*.profile", "text", "", "Profile of the AWS config files."),
    key("endpoint.*.role_arn", "text", "", "Role to assume."),
    key("endpoint.*.external_id", "text", "", "External id for the role."),
    key("endpoint.*.credential_command", "list of texts", "", "Command that prints credentials as `credential_process` JSON."),
    key("endpoint.*.account_id", "text", "", "Account, for messages and policies."),
    key("endpoint.*.prices", "\"free\"", "list prices for aws, [prices] for s3", "\"free\": storage, requests and transfer cost nothing here."),
    key("shard[].name", "text", "", "Unique name; required."),
    key("shard[].endpoint", "text", "", "Name of the endpoint; required."),
    key("shard[].bucket", "text", "", "Bucket; required."),
    key("shard[].prefix", "text", "\"\"", "What every key of the shard starts with in the bucket."),
    key("shard[].mount", "text", "\"\"", "Where its keys begin in the logical key space. Buckets of one key space share a mount, unrelated buckets have their own."),
    key("shard[].region", "text", "the endpoint's", "Region label for prices, latency and demand."),
    key("shard[].capacity_bytes", "size", "", "Most bytes it may hold."),
    key("shard[].capacity_objects", "integer", "", "Most objects it may hold."),
    key("shard[].capacity_rps", "number", "", "Most requests a second it may serve."),
    key("shard[].max_fill", "ratio", "0.85", "Share of the capacities that plans may fill."),
    key("shard[].weight", "integer", "100", "Share of the keys that no rule covers; 0 takes none."),
    key("shard[].versioned", "boolean", "", "Whether the bucket keeps versions: a delete then frees nothing, and what is moved away is paid for twice."),
    key("shard[].noncurrent_expire", "duration", "for ever", "After which its lifecycle rules delete noncurrent versions."),
    key("shard[].replicated_to", "text", "", "Region that the store replicates the bucket to, or \"none\": what it holds and takes is then paid for there too."),
    key("shard[].kms", "boolean", "", "Whether every request is one to the key service too; false with bucket keys, which make those few."),
    key("shard[].cdn", "boolean", "false", "Whether its readers come through the provider's CDN, to which S3 sends free of charge."),
    key("logs[].name", "text", "", "Unique name; required."),
    key("logs[].source", "text", "", "File, directory, glob, \"-\" or s3://BUCKET/PREFIX; a relative path is relative to this file; required."),
    key("logs[].endpoint", "text", "the only endpoint", "Endpoint of an s3:// source."),
    key("logs[].format", "text", "detected", "Format name, built in or of [format.NAME]."),
    key("logs[].bucket", "text", "", "Bucket that the requests were for, where the log does not say."),
    key("logs[].region_label", "text", "", "Region of the site that wrote the log."),
    key("logs[].host_pattern", "text", "", "\"{bucket}.s3.example.net\": finds the bucket in a logged host."),
    key("logs[].lateness", "duration", "48h", "How much later than newer ones records may come and still be part of sessions. The largest of all sources holds."),
    key("format.*.base", "\"jsonl\", \"csv\" or \"tsv\"", "", "What the log is made of: one JSON object a line, or fields between commas or tabs, quoted as in RFC 4180, without newlines in quotes; required."),
    key("format.*.header", "boolean", "true", "Whether the first line of a CSV or TSV file names the columns; without it columns have numbers from 1."),
    key("format.*.fields.*.path", "text", "", "Where it is: in JSON the way to a scalar, $.request.headers[0].value (names with dots cannot be reached); else the name of a column, or its number without a header."),
    key("format.*.fields.*.const", "text", "", "The same value for every record, instead of `path`."),
    key("format.*.fields.*.parse", "\"rfc3339\", \"unix_s\", \"unix_ms\" or \"strftime:FORM\"", "rfc3339", "How `ts` is written; only there. FORM is as in strftime(3), such as \"strftime:%d/%b/%Y:%H:%M:%S %z\"; a time without an offset is UTC."),
    key("format.*.fields.*.since", "time", "1970-01-01T00:00:00Z", "When a `ts` of unix_s or unix_ms is 0, for traces that count from their beginning."),
    key("format.*.fields.*.decode", "\"none\", \"percent\", \"percent2\", \"form\" or \"base64\"", "none", "How the text is encoded: \"percent2\" is percent-encoded twice, as keys of S3 server access logs are, \"form\" has + for a space."),
    key("format.*.fields.*.map", "table of texts", "{}", "Values by the words of the log: { \"REST.GET.OBJECT\" = \"get\" }. Words that are not in it stay as they are, or become `default`."),
    key("format.*.fields.*.default", "text", "", "Value where the field is absent or `map` lacks its word."),
    key("format.*.fields.*.null", "list of texts", "[]", "Words that mean absence, such as \"-\"."),
    key("format.*.fields.*.strip_port", "boolean", "false", "Takes the port off an address: 192.0.2.1:443, [2001:db8::1]:443."),
    key("format.*.fields.*.scale", "number", "1", "Factor of a number: 1000 for a `latency_ms` logged in seconds; above 0."),
    key("tenant[].from", "\"key\" or \"requester\"", "", "Which text names the tenant; required."),
    key("tenant[].pattern", "text", "", "Pattern with one {tenant} and * for anything: \"tenant/{tenant}/*\"; required."),
    key("tenant[].name", "text", "{tenant}", "Name of the tenant; may use {tenant}."),
    key("regions.map_files", "list of paths", "[]", "Files of networks and their regions: CSV `cidr,region,label` or AWS' ip-ranges.json. The longest prefix wins, then file order. A relative path is relative to this file."),
    key("regions.vpc_endpoints.*", "text", "", "\"vpce-0a1b2c\" = \"eu-central-1\": where the network of a VPC endpoint is, for logs that name it (CloudTrail). Addresses in map_files come first."),
    key("regions.unknown", "text", "shard_region", "Where a requester without evidence is taken to be: \"shard_region\", \"drop\" or \"label:NAME\"."),
    key("latency.*", "duration", "", "\"us-east-1:eu-central-1\" = \"92ms\"; counts both ways unless both are written."),
    key("prices.storage.*", "number", "list price", "USD for a GiB and month."),
    key("prices.requests.*.read_per_1000", "number", "list price", "USD for 1,000 GET and HEAD."),
    key("prices.requests.*.write_per_1000", "number", "list price", "USD for 1,000 PUT, COPY, POST and LIST."),
    key("prices.egress.*", "number", "list price", "\"us-east-1:eu-central-1\" = USD for a GiB; 0 within a region unless written."),
    key("prices.class.*.storage", "number", "list price", "USD for a GiB and month in the class CLASS of REGION: [prices.class.\"STANDARD_IA:eu-west-1\"]."),
    key("prices.class.*.retrieval", "number", "list price", "USD for a GiB read from it."),
    key("prices.class.*.read_per_1000", "number", "list price", "USD for 1,000 GET and HEAD of it."),
    key("prices.class.*.write_per_1000", "number", "list price", "USD for 1,000 PUT and COPY into it."),
    key("prices.kms.*", "number", "list price", "USD for 10,000 requests to the key service, by region."),
    key("safety.grace", "duration or \"auto\"", "auto", "Time between a switch and the first delete. \"auto\" is the longest that a presigned URL can live, and an hour: 169h; less, or less than zombie_bound, needs accept_short_bound."),
    key("safety.zombie_bound", "duration", "30m", "How long a request of a dead process may still take effect; less than the default needs accept_short_bound."),
    key("safety.lease_ttl", "duration", "120s", "Length of the lease; less than the default needs accept_short_bound."),
    key("safety.reader_staleness", "duration", "5m", "How long a reader of map/current.json may go by it before it must read the map log; never longer than grace. Before you shorten grace below it, shorten it and wait that long."),
    key("safety.quiet_readers", "duration", "24h", "How long nobody may have read a segment at its old place before `complete` deletes it there, by the logs of the config; 0s looks at no logs. Without [[logs]] nobody can tell, and nothing is asked."),
    key("safety.request_share", "percentage", "30%", "How much of a shard's limit of requests migrations may take: this share of `capacity_rps` (on AWS 3,500 a second where none is given) less what applications are forecast to ask for in that hour of the week. A shard without a limit is asked as much as it bears."),
    key("safety.max_delete", "percentage", "", "Largest share of a shard's objects that one `complete` may delete: \"10%\"."),
    key("safety.accept_short_bound", "boolean", "false", "Accepts bounds below what the endpoints were shown to honour; plans and migrations then say so."),
    key("safety.multipart_threshold", "size", "5GiB", "Objects above it are copied in parts; no store copies more than 5GiB at once."),
    key("safety.part_bytes", "size", "16MiB", "Size of a part, 5MiB to 5GiB; as many are in memory as copies run at once where bytes travel through this host."),
    key("guards.max_bytes", "size", "", "Most bytes that a plan may move."),
    key("guards.max_moves", "integer", "", "Most moves in a plan."),
    key("guards.min_confidence", "ratio", "", "Least confidence of a move."),
    key("guards.min_region_coverage", "ratio", "", "Least share of requests whose region is known."),
    key("guards.max_log_age", "duration", "", "Oldest that the newest log record may be."),
    key("guards.max_cost", "number", "", "Most USD that the moving may cost."),
    key("forecast.horizon", "duration", "7d", "How far ahead."),
    key("forecast.level", "ratio", "0.9", "Level of the intervals."),
    key("plan.segment_depth", "integer", "2", "Directories that make a segment."),
    key("plan.single_from", "number", "1", "Accesses an hour, over a week, from which an object is a segment of its own. It stays one down to half of them."),
    key("plan.single_share", "ratio", "0.001", "Share of the fleet's accesses in that week that it has to have, too; half of it to stay. With 1 no object is singled out."),
    key("plan.single_times", "number", "100", "Times what an object asked for in that week has on average that it has to have, too; half of it to stay."),
    key("plan.segments", "list of texts", "", "Segments as you want them, neither cut nor part of others: \"prefix:tenant/42/\" or \"exact:KEY\". Each has to lie in one shard by the map."),
    key("plan.horizon", "duration", "30d", "Over which a move must pay for itself."),
    key("plan.usd_per_cross_shard_access", "number", "0", "Price of one access that leaves the shard of its session."),
    key("plan.usd_per_cross_region_access", "number", "0", "Price of one access that leaves the region of its session, on top of leaving its shard."),
    key("plan.usd_per_ms", "number", "0", "Price of one millisecond of latency of one request."),
    key("plan.max_payback", "duration", "half the horizon", "Longest that a move may take to pay for itself."),
    key("plan.usd_per_shard_month", "number", "0", "Price of a month of a shard by itself, whatever lies in it; `plan propose --allow-resize` holds it against what a shard earns."),
    key("plan.usd_per_overload_hour", "number", "0", "Price of an hour in which a shard is expected to serve its whole capacity_rps; busy hours below that cost less, by the square."),
    key("plan.least_odds", "ratio", "0.9", "Least chance that moves which belong together pay, by the forecast's intervals or, once 30 clumps were scored, by what these came to; less likely ones wait for clearer logs."),
    key("plan.busy_from", "ratio", "0.7", "Share of capacity_rps from which an hour is busy."),
    key("group[].keep_together", "text or list of texts", "", "Segments whose keys share a shard: \"prefix:tenant/42/\", or [\"prefix:tenant/42/\", \"prefix:features/42/\"]."),
    key("group[].keep_apart", "list of texts", "", "Segments that must not share a shard."),
    key("group[].keep_together_file", "path", "", "CSV with the columns key,group or rule,group: what has the same group shares a shard. A rule is a segment, a key one key as it is. A relative path is relative to this file."),
    key("group[].keep_apart_file", "path", "", "CSV as above: no two lines of the same group share a shard."),
    key("residency[].segment", "text or list of texts", "", "Segments whose keys may only live in these regions and shards: \"prefix:tenant/eu/\"; required. What lies elsewhere has to be moved."),
    key("residency[].regions", "list of texts", "[]", "Region labels of shards that it may live in."),
    key("residency[].shards", "list of texts", "[]", "Names of shards that it may live in, too."),
];

/// Whether a path of [`KEYS`] starts below `parent`, and the rest of it.
fn below<'a>(path: &'a str, parent: &str) -> Option<&'a str> {
    if parent.is_empty() {
        return Some(path);
    }
    path.strip_prefix(parent)?.strip_prefix('.')
}

/// Names that may stand in the table `parent`; `*` where any may.
pub fn children(parent: &str) -> Vec<&'static str> {
    let rest = KEYS.iter().filter_map(|key| below(key.path, parent));
    let mut names: Vec<&str> = rest
        .map(|rest| rest.split('.').next().unwrap_or(rest))
        .collect();
    names.dedup();
    names
}

/// The key at `path`, when it is one and not a table.
pub fn find(path: &str) -> Option<&'static ConfigKey> {
    KEYS.iter().find(|key| key.path == path)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{Config, ConfigFile};
    use super::*;
    use crate::access::Operation;
    use crate::access::format::{CombinedOptions, LogFormat, LogParser, Mapping};

    /// What serde says it would have taken in the place of an unknown key.
    fn taken(toml: &str) -> BTreeSet<String> {
        let error = toml::from_str::<Config>(toml).unwrap_err();
        expected(error.message())
    }

    fn taken_by_format(toml: &str) -> BTreeSet<String> {
        let error = Mapping::from_toml("x", &toml::from_str(toml).unwrap(), true);
        expected(&error.unwrap_err().problem)
    }

    fn expected(message: &str) -> BTreeSet<String> {
        assert!(message.contains("unknown field"), "{message}");
        let (_, names) = message.split_once("expected").unwrap();
        names
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_key_of_the_model_is_documented_and_no_other() {
        let head = |section: &Section| {
            let head = section.head.replace("NAME", "x").replace("REGION", "x");
            format!("{head}\nzzz = 1")
        };
        for section in SECTIONS {
            let names = children(section.path);
            if names == ["*"] {
                continue;
            }
            let documented: BTreeSet<String> = names
                .iter()
                .map(|name| name.trim_end_matches("[]").to_owned())
                .collect();
            let taken = match section.path {
                "format.*" => taken_by_format("zzz = 1"),
                "format.*.fields.*" => taken_by_format("base = \"csv\"\nfields.ts.zzz = 1"),
                _ => taken(&head(section)),
            };
            assert_eq!(taken, documented, "{}", section.head);
        }
    }

    #[test]
    fn every_key_is_in_a_section() {
        for key in KEYS {
            let parent = key.path.rsplit_once('.').map_or("", |(parent, _)| parent);
            let has = |section: &Section| section.path == parent || section.path == key.path;
            assert!(SECTIONS.iter().any(has), "{}", key.path);
        }
    }

    #[test]
    fn every_field_of_a_mapping_is_named() {
        let table = toml::from_str("base = \"csv\"\nfields.zzz = 1").unwrap();
        let known = Mapping::from_toml("x", &table, true).unwrap_err().known;
        let of_field = |section: &&Section| section.path == "format.*.fields.*";
        let meaning = SECTIONS.iter().find(of_field).unwrap().meaning;
        let words: Vec<&str> = meaning.split([' ', ',', '.']).collect();
        assert_eq!(known.len(), 16);
        for field in known {
            assert!(words.contains(&field), "{field}");
        }
    }

    #[test]
    fn the_mappings_of_the_example_read_the_lines_above_them() {
        let file = ConfigFile::parse("c".as_ref(), MAPPINGS);
        let about_formats = |problem: &&super::super::Problem| problem.key.starts_with("format");
        assert_eq!(file.problems.iter().find(about_formats), None);
        for (head, name, key) in [
            ("# {", "myapp", "docs/a b"),
            ("# 2026", "table", "docs/a b"),
        ] {
            let line = MAPPINGS
                .lines()
                .find(|line| line.starts_with(head))
                .unwrap();
            let line = &line.as_bytes()[2..];
            let mapping = Mapping::from_toml(name, &file.config.format[name], false).unwrap();
            let format = LogFormat::Mapped(std::sync::Arc::new(mapping));
            let now_ms = 1_767_225_600_000;
            let mut parser = LogParser::new(format, CombinedOptions::default(), line, now_ms);
            let records = parser.parse(line).unwrap();
            let records: Vec<_> = records.into_iter().collect();
            assert_eq!(records.len(), 1, "{name}");
            assert_eq!(
                (&*records[0].key, records[0].time_ms),
                (key.as_bytes(), now_ms)
            );
            assert_eq!(records[0].operation, Operation::Get);
        }
    }
}
