//! What another host needs of a config, as a config of its own: endpoints, shards, the control location and
//! the bounds of the move protocol. Neither secrets nor what this host would run or read for them.

use std::fmt::Write as _;

use super::Config;
use crate::placement::Shard;

/// The text of a config file.
pub fn portable(config: &Config, shards: &[Shard]) -> String {
    let mut text = String::from(
        "# What `shardctl recover map` found in the control location: look through it before anything is\n\
         # moved. Credentials are taken from the environment until an endpoint here says otherwise.\n\n",
    );
    if let Some(control) = &config.control {
        text.push_str("[control]\n");
        line(&mut text, "url", control.url.as_deref());
        line(&mut text, "endpoint", control.endpoint.as_deref());
        line(&mut text, "region", control.region.as_deref());
        if !control.replicate_to.is_empty() {
            let copies = control.replicate_to.iter().map(|copy| quoted(copy));
            let copies: Vec<String> = copies.collect();
            let _ = writeln!(text, "replicate_to = [{}]", copies.join(", "));
        }
    }
    for (name, endpoint) in &config.endpoint {
        let _ = write!(text, "\n[endpoint.{}]\n", quoted(name));
        line(&mut text, "kind", endpoint.kind.as_deref());
        line(&mut text, "url", endpoint.url.as_deref());
        line(&mut text, "region", endpoint.region.as_deref());
        if let Some(path_style) = endpoint.force_path_style {
            let _ = writeln!(text, "force_path_style = {path_style}");
        }
        line(&mut text, "account_id", endpoint.account_id.as_deref());
        line(&mut text, "prices", endpoint.prices.as_deref());
    }
    for shard in shards {
        text.push_str("\n[[shard]]\n");
        for (key, value) in [
            ("name", &shard.name.0),
            ("endpoint", &shard.endpoint),
            ("bucket", &shard.bucket),
            ("prefix", &shard.prefix),
            ("mount", &shard.mount),
            ("region", &shard.region),
        ] {
            line(
                &mut text,
                key,
                Some(value).filter(|it| !it.is_empty()).map(String::as_str),
            );
        }
        let _ = writeln!(text, "weight = {}", shard.weight);
    }
    let safety = &config.safety;
    text.push_str("\n[safety]\n");
    line(&mut text, "grace", safety.grace.as_deref());
    for (key, value) in [
        ("zombie_bound", safety.zombie_bound),
        ("lease_ttl", safety.lease_ttl),
        ("reader_staleness", safety.reader_staleness),
        ("quiet_readers", safety.quiet_readers),
    ] {
        line(&mut text, key, value.map(|it| it.to_string()).as_deref());
    }
    line(&mut text, "request_share", safety.request_share.as_deref());
    line(&mut text, "max_delete", safety.max_delete.as_deref());
    if safety.accept_short_bound {
        text.push_str("accept_short_bound = true\n");
    }
    text
}

fn line(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = writeln!(text, "{key} = {}", quoted(value));
    }
}

/// A TOML string.
fn quoted(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}
