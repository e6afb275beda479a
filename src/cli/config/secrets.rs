//! Secrets do not belong into the config file: what looks like one is refused, and never repeated.

use toml::de::DeValue;

use super::Problem;

/// Words that name a secret. `credential_command` and `external_id` are none.
const SECRET_WORDS: [&str; 8] = [
    "secret",
    "password",
    "passwd",
    "token",
    "access_key",
    "accesskey",
    "private_key",
    "api_key",
];

/// Whether a key of this name would hold a secret.
pub fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('-', "_");
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

/// Whether a value is an access key id, or a URL with a password in it.
pub fn is_secret_value(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::String(text) => looks_secret(text),
        DeValue::Array(items) => items.iter().any(|item| match item.get_ref() {
            DeValue::String(text) => looks_secret(text),
            _ => false,
        }),
        _ => false,
    }
}

/// The problem of a secret at `key`.
pub fn problem(key: &str, line: usize) -> Problem {
    Problem {
        key: key.to_owned(),
        line: Some(line),
        message: format!("`{key}` looks like a secret, and the config file holds none"),
        next: Some(
            "name a `profile`, a `role_arn` or a `credential_command`, or use the AWS environment"
                .to_owned(),
        ),
    }
}

/// `text` fit to be shown: without the user information of URLs and without access keys.
pub fn redacted(text: &str) -> String {
    let text = match userinfo(text) {
        Some((start, end)) => format!("{}***{}", &text[..start], &text[end..]),
        None => text.to_owned(),
    };
    match access_key(&text) {
        Some(at) => format!("{}***{}", &text[..at + 4], &text[at + 20..]),
        None => text,
    }
}

fn looks_secret(text: &str) -> bool {
    userinfo(text).is_some() || access_key(text).is_some()
}

/// Where `user:password` stands in `https://user:password@host`.
fn userinfo(text: &str) -> Option<(usize, usize)> {
    let start = text.find("://")? + 3;
    let authority = text[start..]
        .find(['/', '?', '#'])
        .map_or(text.len(), |end| start + end);
    let end = start + text[start..authority].rfind('@')?;
    Some((start, end))
}

/// Where an access key id (`AKIA` or `ASIA` and 16 more) begins.
fn access_key(text: &str) -> Option<usize> {
    let is_part = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(19)).find(|&at| {
        let word = &bytes[at..at + 20];
        let alone = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let ends = bytes
            .get(at + 20)
            .is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let named = word.starts_with(b"AKIA") || word.starts_with(b"ASIA");
        alone && ends && named && word.iter().all(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_that_are_secrets_are_known() {
        for name in [
            "secret_key",
            "aws-secret-access-key",
            "Password",
            "session_token",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["credential_command", "external_id", "profile", "prefix"] {
            assert!(!is_secret_name(name), "{name}");
        }
        for text in [
            "AKIAIOSFODNN7EXAMPLE",
            "x AKIAIOSFODNN7EXAMPLE",
            "https://u:p@host/x",
        ] {
            assert!(looks_secret(text), "{text}");
        }
        for text in [
            "s3://bucket/a@b",
            "https://host/x",
            "AKIA",
            "MAKIAIOSFODNN7EXAMPLE",
        ] {
            assert!(!looks_secret(text), "{text}");
        }
    }

    #[test]
    fn what_is_shown_holds_no_secret() {
        assert_eq!(redacted("https://u:p@host/x"), "https://***@host/x");
        assert_eq!(redacted("id AKIAIOSFODNN7EXAMPLE!"), "id AKIA***!");
        assert_eq!(redacted("s3://bucket/a@b"), "s3://bucket/a@b");
    }
}
