//! [`TenantRules`]: whose request it is, read off the key or the requester. Rules are tried in order.

use super::Names;
use super::names::text_of;

/// What a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TenantFrom {
    /// The logical key.
    Key,
    /// The requester as the log names it.
    Requester,
}

/// One rule: a pattern with one `{tenant}`; `*` stands for any text, `{tenant}` for text without
/// `/` (and without `:` in requesters). A pattern without `{tenant}` is one tenant, and has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantRule {
    from: TenantFrom,
    before: Glob,
    /// What follows the tenant; `None` when the pattern has none.
    after: Option<Glob>,
    /// Whether that is `/*`.
    is_directory: bool,
    name: String,
}

/// The texts between the stars of a pattern.
type Glob = Vec<Vec<u8>>;

const MARK: &str = "{tenant}";

/// The rules of the config.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TenantRules(Vec<TenantRule>);

impl TenantRule {
    /// Reads `from`, `pattern` and `name` of `[[tenant]]`; the error ends a sentence.
    pub fn parse(from: &str, pattern: &str, name: Option<&str>) -> Result<Self, String> {
        let from = match from {
            "key" => TenantFrom::Key,
            "requester" => TenantFrom::Requester,
            other => return Err(format!("`from` is `key` or `requester`, not `{other}`")),
        };
        let glob = |text: &str| {
            text.split('*')
                .map(|text| text.as_bytes().to_vec())
                .collect()
        };
        let mut parts = pattern.split(MARK);
        let before = glob(parts.next().unwrap_or_default());
        let after = parts.next().map(glob);
        let name = name.unwrap_or(MARK);
        if parts.next().is_some() || (after.is_none() && name.contains(MARK)) {
            return Err(format!("`pattern` needs one {MARK}: `{pattern}`"));
        }
        let is_directory = after
            .as_ref()
            .is_some_and(|after: &Glob| matches!(after.as_slice(), [slash, rest] if slash == b"/" && rest.is_empty()));
        Ok(Self {
            from,
            before,
            after,
            is_directory,
            name: name.to_owned(),
        })
    }

    /// The tenant in `text`, empty where the pattern has none; `None` when it does not match.
    #[inline]
    fn tenant_of<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        let Some(after) = &self.after else {
            return matches(&self.before, text).then_some(&text[..0]);
        };
        if let [only] = self.before.as_slice() {
            // Nothing to choose from, which is the usual pattern.
            return text
                .starts_with(only)
                .then(|| self.tenant_at(text, only.len(), after))?;
        }
        ends_of_prefix(&self.before, text)
            .into_iter()
            .find_map(|start| self.tenant_at(text, start, after))
    }

    /// The tenant that begins at `start`, where what follows it is as the pattern says.
    #[inline]
    fn tenant_at<'t>(&self, text: &'t [u8], start: usize, after: &Glob) -> Option<&'t [u8]> {
        let stops = |byte: u8| byte == b'/' || (byte == b':' && self.from == TenantFrom::Requester);
        let stop = text[start..].iter().position(|&byte| stops(byte));
        let stop = stop.map_or(text.len(), |at| start + at);
        // What follows mostly is a slash and anything.
        if self.is_directory && stop > start && text.get(stop) == Some(&b'/') {
            return Some(&text[start..stop]);
        }
        let end = (start + 1..=stop)
            .rev()
            .find(|&end| matches(after, &text[end..]))?;
        Some(&text[start..end])
    }
}

/// Where, in `text`, a tenant may start: the ends of every way that the pieces, with anything
/// between them, match the beginning.
fn ends_of_prefix(pieces: &[Vec<u8>], text: &[u8]) -> Vec<usize> {
    let [first, rest @ ..] = pieces else {
        return Vec::new();
    };
    if !text.starts_with(first) {
        return Vec::new();
    }
    let mut earliest = first.len();
    let Some((last, middle)) = rest.split_last() else {
        return vec![earliest];
    };
    for piece in middle {
        match memchr::memmem::find(&text[earliest..], piece) {
            Some(at) => earliest += at + piece.len(),
            None => return Vec::new(),
        }
    }
    memchr::memmem::find_iter(&text[earliest..], last)
        .map(|at| earliest + at + last.len())
        .collect()
}

/// Whether the pieces, with anything between them, match all of `text`. The earliest place for
/// each piece leaves most room for the next.
fn matches(pieces: &[Vec<u8>], text: &[u8]) -> bool {
    match pieces {
        [only] => text == only.as_slice(),
        [first, middle @ .., last] => {
            let Some(mut rest) = text.strip_prefix(first.as_slice()) else {
                return false;
            };
            for piece in middle {
                match memchr::memmem::find(rest, piece) {
                    Some(at) => rest = &rest[at + piece.len()..],
                    None => return false,
                }
            }
            rest.ends_with(last)
        }
        [] => text.is_empty(),
    }
}

impl TenantRules {
    /// Whether there are none: then every tenant is the empty name.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Rules in order of precedence.
    pub fn new(rules: Vec<TenantRule>) -> Self {
        Self(rules)
    }

    /// The tenant of a request, by its number in `names`; the empty name when no rule matches.
    #[inline]
    pub fn tenant_of(&self, key: &[u8], requester: &str, names: &mut Names) -> u32 {
        let found = self.0.iter().find_map(|rule| {
            let text = match rule.from {
                TenantFrom::Key => key,
                TenantFrom::Requester => requester.as_bytes(),
            };
            Some((rule, rule.tenant_of(text)?))
        });
        let Some((rule, tenant)) = found else {
            return names.id("");
        };
        if rule.name == MARK {
            return names.id_of_bytes(tenant);
        }
        let tenant = text_of(tenant);
        names.id(&rule.name.replacen(MARK, &tenant, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tenant(from: &str, pattern: &str, name: Option<&str>, text: &str) -> String {
        let rules = TenantRules::new(vec![TenantRule::parse(from, pattern, name).unwrap()]);
        let (key, requester) = if from == "key" {
            (text, "")
        } else {
            ("", text)
        };
        let mut names = Names::default();
        let id = rules.tenant_of(key.as_bytes(), requester, &mut names);
        names.name(id).to_string()
    }

    #[test]
    fn patterns_find_tenants() {
        for (from, pattern, text, want) in [
            ("key", "tenant/{tenant}/*", "tenant/42/a/b", "42"),
            ("key", "tenant/{tenant}/*", "tenant//a", ""),
            ("key", "tenant/{tenant}/*", "other/42/a", ""),
            ("key", "{tenant}/*", "acme/x", "acme"),
            ("key", "{tenant}/*", "acme", ""),
            ("key", "{tenant}", "acme", "acme"),
            ("key", "*/{tenant}/raw/*", "a/b/c/raw/x", "c"),
            ("key", "logs-{tenant}.*", "logs-a.b.gz", "a.b"),
            (
                "requester",
                "arn:aws:iam::*:user/{tenant}",
                "arn:aws:iam::12:user/bo",
                "bo",
            ),
            (
                "requester",
                "arn:aws:iam::{tenant}:*",
                "arn:aws:iam::12:user/bo",
                "12",
            ),
        ] {
            assert_eq!(tenant(from, pattern, None, text), want, "{pattern} {text}");
        }
    }

    #[test]
    fn names_are_built_around_the_tenant() {
        assert_eq!(
            tenant("key", "t/{tenant}/*", Some("team-{tenant}"), "t/a/x"),
            "team-a"
        );
        assert_eq!(tenant("requester", "arn:*", Some("aws"), "arn:x"), "aws");
        assert_eq!(tenant("key", "t/{tenant}/*", Some("all"), "t/a/x"), "all");
        assert_eq!(tenant("key", "shared", Some("ops"), "shared"), "ops");
    }

    #[test]
    fn tenants_that_differ_in_a_byte_that_is_no_text_are_two() {
        let rules = ["{tenant}/*", "{tenant}/b/*"];
        let rule = |(index, pattern): (usize, &str)| {
            let name = (index == 0).then_some("team-{tenant}");
            TenantRule::parse("key", pattern, name).unwrap()
        };
        for (rule, before) in rules.into_iter().enumerate().map(rule).zip(["team-", ""]) {
            let rules = TenantRules::new(vec![rule]);
            let mut names = Names::default();
            for (key, name) in [
                (&b"\xfeld\xe9r/b/1"[..], r"\xfeld\xe9r"),
                (b"\xffld\xe9r/b/1", r"\xffld\xe9r"),
                ("élder/b/1".as_bytes(), "élder"),
            ] {
                let id = rules.tenant_of(key, "", &mut names);
                assert_eq!(names.name(id).to_string(), format!("{before}{name}"));
            }
        }
    }

    #[test]
    fn wrong_rules_say_why() {
        assert!(
            TenantRule::parse("ip", "{tenant}", None)
                .unwrap_err()
                .contains("`from`")
        );
        for pattern in ["tenant/*", "{tenant}/{tenant}"] {
            assert!(
                TenantRule::parse("key", pattern, None)
                    .unwrap_err()
                    .contains("one {tenant}")
            );
        }
    }

    proptest! {
        #[test]
        fn a_found_tenant_rebuilds_the_text(pattern in "[a/*]{0,4}\\{tenant\\}[a/*]{0,4}", text in "[a/b]{0,10}") {
            let rule = TenantRule::parse("key", &pattern, None).unwrap();
            if let Some(tenant) = rule.tenant_of(text.as_bytes()) {
                prop_assert!(!tenant.is_empty() && !tenant.contains(&b'/'));
                let tenant = std::str::from_utf8(tenant).unwrap();
                let whole = pattern.replace("{tenant}", tenant);
                prop_assert!(matches(
                    &whole.split('*').map(|p| p.as_bytes().to_vec()).collect::<Vec<_>>(),
                    text.as_bytes(),
                ), "{whole} against {text}");
            }
        }
    }
}
