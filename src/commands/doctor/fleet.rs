//! Settings → the [`Fleet`] that the doctor visits.

use crate::cli::config::{Config, LogConfig, Place as S3Url};
use crate::cli::{CommandError, Exit, Settings, did_you_mean};
use crate::engine::doctor::{Fleet, LogPlace, Place, Use};

/// Everything the config names, in its order.
pub fn fleet(settings: &Settings) -> Fleet {
    let config = &settings.config;
    let shards = settings.shards.iter().map(|shard| Place {
        used_as: Use::Shard(shard.name.to_string()),
        bucket: shard.bucket.clone(),
        prefix: shard.prefix.clone(),
        region: Some(shard.region.clone()),
        ..place(config, &shard.endpoint)
    });
    Fleet {
        places: shards
            .map(|place| with_signing_region(config, place))
            .chain(control(config))
            .collect(),
        logs: config
            .logs
            .iter()
            .map(|log| log_place(config, log))
            .collect(),
    }
}

/// Where the map is published, unless that is the state directory.
pub fn control(config: &Config) -> Option<Place> {
    let control = config.control.as_ref()?;
    if control.mode.as_deref() == Some("local") {
        return None;
    }
    let url = S3Url::parse(control.url.as_deref()?)?;
    let place = place(
        config,
        endpoint_or_only(config, control.endpoint.as_deref())?,
    );
    Some(Place {
        used_as: Use::Control,
        bucket: url.bucket.to_owned(),
        prefix: folder(url.prefix),
        region: control.region.clone().or(place.region),
        ..place
    })
}

/// `s3://bucket/prefix?endpoint=NAME`.
pub fn probe_place(config: &Config, text: &str) -> Result<Place, CommandError> {
    let wrong = |why: String| {
        CommandError::new(
            Exit::Usage,
            "probe_url_wrong",
            format!("cannot probe `{text}`"),
        )
        .why(why)
        .next("write --probe-url s3://BUCKET/PREFIX?endpoint=NAME")
    };
    let (url, named) = match text.split_once("?endpoint=") {
        Some((url, name)) => (url, Some(name)),
        None => (text, None),
    };
    let url = S3Url::parse(url).filter(|url| !url.prefix.is_empty());
    let url = url.ok_or_else(|| wrong("that is no bucket with a prefix".to_owned()))?;
    let endpoint = endpoint_or_only(config, named)
        .ok_or_else(|| wrong("the config has several endpoints".to_owned()))?;
    if !config.endpoint.contains_key(endpoint) {
        let names = config.endpoint.keys().map(String::as_str);
        let near = did_you_mean(endpoint, names).map(|near| format!(", did you mean `{near}`?"));
        let why = format!(
            "there is no endpoint `{endpoint}`{}",
            near.unwrap_or_default()
        );
        return Err(wrong(why));
    }
    if let Some(shard) = crate::cli::config::shard_at(config, endpoint, &url) {
        return Err(wrong(format!("keys there are data of the shard `{shard}`")));
    }
    Ok(Place {
        used_as: Use::Probe,
        bucket: url.bucket.to_owned(),
        prefix: folder(url.prefix),
        ..place(config, endpoint)
    })
}

fn log_place(config: &Config, log: &LogConfig) -> LogPlace {
    let endpoint = endpoint_or_only(config, log.endpoint.as_deref());
    let url = S3Url::parse(&log.source);
    let on_s3 = url.zip(endpoint).map(|(url, endpoint)| Place {
        used_as: Use::Logs(log.name.clone()),
        bucket: url.bucket.to_owned(),
        prefix: url.prefix.to_owned(),
        ..place(config, endpoint)
    });
    LogPlace {
        name: log.name.clone(),
        source: log.source.clone(),
        endpoint: on_s3.as_ref().map(|place| place.endpoint.clone()),
        place: on_s3,
    }
}

/// The endpoint's part of a place.
fn place(config: &Config, endpoint: &str) -> Place {
    let settings = config.endpoint.get(endpoint);
    Place {
        used_as: Use::Probe,
        endpoint: endpoint.to_owned(),
        bucket: String::new(),
        prefix: String::new(),
        region: settings.and_then(|endpoint| endpoint.region.clone()),
        aws: settings.is_some_and(crate::cli::config::Endpoint::is_aws),
        account: settings.and_then(|endpoint| endpoint.account_id.clone()),
    }
}

/// A shard's region is a label unless the store is AWS: elsewhere requests are signed for the
/// endpoint's own.
fn with_signing_region(config: &Config, mut place: Place) -> Place {
    if !place.aws {
        let endpoint = config.endpoint.get(&place.endpoint);
        place.region = endpoint.and_then(|endpoint| endpoint.region.clone());
    }
    place.region = place.region.filter(|region| !region.is_empty());
    place
}

fn endpoint_or_only<'a>(config: &'a Config, named: Option<&'a str>) -> Option<&'a str> {
    let only = || match config.endpoint.len() {
        1 => config.endpoint.keys().next().map(String::as_str),
        _ => None,
    };
    named.or_else(only)
}

/// Our own objects lie in a folder, whether its name was written with a slash or not.
fn folder(prefix: &str) -> String {
    match prefix {
        "" => String::new(),
        _ if prefix.ends_with('/') => prefix.to_owned(),
        _ => format!("{prefix}/"),
    }
}
