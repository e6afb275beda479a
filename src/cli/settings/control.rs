//! The control location that a flag or a variable names: enough to start with on a host without a config.

use crate::cli::config::{Config, Control, Endpoint, Place};
use crate::cli::{CommandError, Exit};

/// Name of the endpoint of a control location that no config file knows of.
const ENDPOINT: &str = "control";

/// What a text names: `s3://BUCKET/PREFIX?endpoint=NAME-OR-URL&region=REGION`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Named {
    url: String,
    endpoint: Option<String>,
    region: Option<String>,
}

fn parse(text: &str) -> Option<Named> {
    let (url, query) = text.split_once('?').unwrap_or((text, ""));
    Place::parse(url)?;
    let mut named = Named {
        url: url.to_owned(),
        ..Named::default()
    };
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=')? {
            ("endpoint", value) => named.endpoint = Some(value.to_owned()),
            ("region", value) => named.region = Some(value.to_owned()),
            _ => return None,
        }
    }
    Some(named)
}

/// Makes `text` the control location of a config; `from` is the flag or variable that it comes from.
pub fn choose(config: &mut Config, text: &str, from: &str) -> Result<(), CommandError> {
    let wrong = |why: String| {
        let what = format!("`{text}` is no control location (from {from})");
        CommandError::new(Exit::Usage, "bad_value", what)
            .why(why)
            .next("write s3://BUCKET/PREFIX, on a store that is not AWS s3://BUCKET/PREFIX?endpoint=URL&region=REGION")
    };
    let named = parse(text).ok_or_else(|| {
        wrong("it is not s3://BUCKET/PREFIX, with endpoint and region after `?` at most".to_owned())
    })?;
    let known = config.control.take().unwrap_or_default();
    let endpoint = match &named.endpoint {
        Some(url) if url.contains("://") => of_url(config, url, named.region.as_deref()),
        Some(name) if config.endpoint.contains_key(name) => name.clone(),
        Some(name) => {
            return Err(wrong(format!(
                "no endpoint of the config is named `{name}`"
            )));
        }
        None => match (known.endpoint, config.endpoint.len()) {
            (Some(name), _) => name,
            (None, 0) => {
                let endpoint = Endpoint {
                    kind: Some("aws".to_owned()),
                    region: named.region.clone(),
                    ..Endpoint::default()
                };
                config.endpoint.insert(ENDPOINT.to_owned(), endpoint);
                ENDPOINT.to_owned()
            }
            (None, 1) => config.endpoint.keys().next().cloned().unwrap_or_default(),
            (None, _) => {
                let why = "the config has several endpoints: add ?endpoint=NAME";
                return Err(wrong(why.to_owned()));
            }
        },
    };
    config.control = Some(Control {
        url: Some(named.url),
        endpoint: Some(endpoint),
        region: named.region.or(known.region),
        mode: None,
        replicate_to: known.replicate_to,
    });
    Ok(())
}

/// The endpoint of this address, added where there is none.
fn of_url(config: &mut Config, url: &str, region: Option<&str>) -> String {
    let mut endpoints = config.endpoint.iter();
    if let Some((name, _)) = endpoints.find(|(_, it)| it.url.as_deref() == Some(url)) {
        return name.clone();
    }
    let endpoint = Endpoint {
        kind: Some("s3".to_owned()),
        url: Some(url.to_owned()),
        region: region.map(str::to_owned),
        ..Endpoint::default()
    };
    config.endpoint.insert(ENDPOINT.to_owned(), endpoint);
    ENDPOINT.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(mut config: Config, text: &str) -> Result<Config, String> {
        choose(&mut config, text, "--control")
            .map(|()| config)
            .map_err(|error| error.what)
    }

    #[test]
    fn an_address_is_all_it_takes() {
        let config = chosen(Config::default(), "s3://c/fleet?region=eu-central-1").unwrap();
        let control = config.control.unwrap();
        assert_eq!(control.url.as_deref(), Some("s3://c/fleet"));
        assert!(config.endpoint["control"].is_aws());
        let elsewhere = "s3://c/fleet?endpoint=http://127.0.0.1:9000&region=r";
        let config = chosen(Config::default(), elsewhere).unwrap();
        let endpoint = &config.endpoint["control"];
        assert_eq!(endpoint.url.as_deref(), Some("http://127.0.0.1:9000"));
        assert_eq!(endpoint.region.as_deref(), Some("r"));
    }

    #[test]
    fn a_config_keeps_its_endpoints_and_names_one() {
        let mut config = Config::default();
        for name in ["a", "b"] {
            let url = Some(format!("http://{name}"));
            let endpoint = Endpoint {
                url,
                ..Endpoint::default()
            };
            config.endpoint.insert(name.to_owned(), endpoint);
        }
        for (text, name) in [
            ("s3://c?endpoint=b", "b"),
            ("s3://c?endpoint=http://a", "a"),
        ] {
            let chosen = chosen(config.clone(), text).unwrap();
            assert_eq!(chosen.control.unwrap().endpoint.as_deref(), Some(name));
        }
        for text in [
            "s3://c",
            "s3://c?endpoint=d",
            "http://c",
            "s3://",
            "s3://c?x=y",
        ] {
            chosen(config.clone(), text).unwrap_err();
        }
    }
}
