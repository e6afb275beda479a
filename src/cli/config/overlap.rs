//! Places that must not overlap: a key belongs to one shard, and neither logs nor control objects are data.

use super::check::{Found, item};
use super::{Config, Endpoint};

/// Bucket and prefix of an S3 URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The bucket.
    pub bucket: &'a str,
    /// What the keys start with; often empty.
    pub prefix: &'a str,
}

impl<'a> Place<'a> {
    /// `s3://bucket/prefix`; `None` when `url` is something else.
    pub fn parse(url: &'a str) -> Option<Self> {
        let rest = url.strip_prefix("s3://")?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        (!bucket.is_empty()).then_some(Self { bucket, prefix })
    }

    fn overlaps(&self, other: &Place) -> bool {
        self.bucket == other.bucket
            && (self.prefix.starts_with(other.prefix) || other.prefix.starts_with(self.prefix))
    }
}

/// What `control.replicate_to` names: a place and the name of its endpoint, `s3://BUCKET/PREFIX?endpoint=NAME`; left
/// out, that of the control location itself. `None` where the text is something else or names no endpoint.
pub fn copy_of_control<'a>(config: &'a Config, text: &'a str) -> Option<(Place<'a>, &'a str)> {
    let (url, query) = text.split_once('?').unwrap_or((text, ""));
    let place = Place::parse(url)?;
    let endpoint = match query {
        "" => match config.control.as_ref()?.endpoint.as_deref() {
            Some(name) => name,
            None => config.endpoint.keys().next()?,
        },
        query => query.strip_prefix("endpoint=")?,
    };
    config
        .endpoint
        .contains_key(endpoint)
        .then_some((place, endpoint))
}

/// A place on a store, and what it is for.
struct Claim<'a> {
    key: String,
    what: String,
    store: String,
    place: Place<'a>,
}

/// Adds a problem for every shard that overlaps another place.
pub fn check(config: &Config, found: &mut Found) {
    let shards: Vec<Claim> = shards(config).collect();
    let others: Vec<Claim> = (control(config).into_iter())
        .chain(copies(config))
        .chain(logs(config))
        .collect();
    for (i, shard) in shards.iter().enumerate() {
        for other in shards[..i].iter().chain(&others) {
            if shard.store == other.store && shard.place.overlaps(&other.place) {
                let message = format!("{} overlaps {}", shard.what, other.what);
                let next = "give them prefixes of which none starts with the other";
                found.add_with(&shard.key, message, next);
            }
        }
    }
}

/// The name of the shard that shares keys with `place` on `endpoint`, if there is one.
pub fn shard_at<'a>(config: &'a Config, endpoint: &str, place: &Place) -> Option<&'a str> {
    let wanted = store(config, Some(endpoint));
    let mut shards = config.shard.iter();
    let shard = shards.find(|shard| {
        let own = Place {
            bucket: &shard.bucket,
            prefix: &shard.prefix,
        };
        store(config, Some(&shard.endpoint)) == wanted && own.overlaps(place)
    });
    shard.map(|shard| shard.name.as_str())
}

fn shards(config: &Config) -> impl Iterator<Item = Claim<'_>> {
    let named = config.shard.iter().enumerate();
    named
        .filter(|(_, shard)| !shard.bucket.is_empty())
        .map(|(i, shard)| Claim {
            key: item("shard", &shard.name, i),
            what: format!("shard `{}`", shard.name),
            store: store(config, Some(&shard.endpoint)),
            place: Place {
                bucket: &shard.bucket,
                prefix: &shard.prefix,
            },
        })
}

fn control(config: &Config) -> Option<Claim<'_>> {
    let control = config.control.as_ref()?;
    Some(Claim {
        key: "control.url".to_owned(),
        what: "the control location".to_owned(),
        store: store(config, control.endpoint.as_deref()),
        place: Place::parse(control.url.as_deref()?)?,
    })
}

fn copies(config: &Config) -> impl Iterator<Item = Claim<'_>> {
    let texts = config
        .control
        .iter()
        .flat_map(|control| &control.replicate_to);
    texts.filter_map(|text| {
        let (place, endpoint) = copy_of_control(config, text)?;
        Some(Claim {
            key: "control.replicate_to".to_owned(),
            what: "a copy of the control location".to_owned(),
            store: store(config, Some(endpoint)),
            place,
        })
    })
}

fn logs(config: &Config) -> impl Iterator<Item = Claim<'_>> {
    config.logs.iter().enumerate().filter_map(|(i, log)| {
        Some(Claim {
            key: item("logs", &log.name, i),
            what: format!("the log source `{}`", log.name),
            store: store(config, log.endpoint.as_deref()),
            place: Place::parse(&log.source)?,
        })
    })
}

/// Which store an endpoint is: two names may mean the same one. Bucket names are unique within AWS.
fn store(config: &Config, endpoint: Option<&str>) -> String {
    let named = match endpoint {
        Some(name) => config.endpoint.get(name),
        None => config
            .endpoint
            .values()
            .next()
            .filter(|_| config.endpoint.len() == 1),
    };
    match named {
        Some(Endpoint { url: Some(url), .. }) => url.trim_end_matches('/').to_ascii_lowercase(),
        Some(_) => "aws".to_owned(),
        None => endpoint.unwrap_or_default().to_owned(),
    }
}
