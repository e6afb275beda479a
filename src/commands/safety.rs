//! [`SafetyBounds`]: the bounds of the move protocol that `[safety]` sets, defaults filled in.
//!
//! A bound below its default is shorter than what stores are known to honour, and a grace below the
//! zombie bound ends while a request from before the switch may still take effect: both are refused
//! unless the config accepts them, and then every plan and migration says so.

use crate::cli::value::{HumanDuration, percentage};
use crate::cli::{CommandError, Exit, Settings};
use crate::migration::MigrationSettings;
use crate::ui::units;

/// What `grace = "auto"` means while no log has shown the longest presigned lifetime: the longest that
/// S3 allows, and an hour.
pub const GRACE_MS: i64 = 7 * 86_400_000 + 3_600_000;
/// Fifteen minutes in which a signed request is accepted, five of clock skew, and a long request.
const ZOMBIE_BOUND_MS: u64 = 30 * 60_000;
const LEASE_TTL_MS: u64 = 120_000;
const READER_STALENESS_MS: i64 = 5 * 60_000;
const QUIET_READERS_MS: i64 = 24 * 3_600_000;
/// The longest object that one copy request takes.
const MULTIPART_THRESHOLD: u64 = 5 << 30;
const PART_BYTES: u64 = 16 << 20;

/// The bounds in use.
#[derive(Clone, Debug, PartialEq)]
pub struct SafetyBounds {
    /// Time between a switch and the first delete, milliseconds.
    pub grace_ms: i64,
    /// How long a request may still take effect after it was sent, milliseconds.
    pub zombie_bound_ms: i64,
    /// Length of the lease, milliseconds.
    pub lease_ttl_ms: i64,
    /// How long readers may go by a map that is no longer the newest, milliseconds; at most the grace.
    pub reader_staleness_ms: i64,
    /// How long nobody may have read an old place before it is deleted, milliseconds; 0 asks no logs.
    pub quiet_readers_ms: i64,
    /// Objects above this many bytes are copied in parts.
    pub multipart_threshold: u64,
    /// Bytes of such a part.
    pub part_bytes: u64,
    /// Largest share of a shard's objects that one `complete` may delete, 0..=1; `None` is no limit.
    pub max_delete: Option<f64>,
    /// The bounds below their defaults, as `safety.grace = 10s (7d1h is safe)`, and a grace below the
    /// zombie bound.
    short: Vec<String>,
    accepted: bool,
}

impl SafetyBounds {
    /// What the config says; its texts were checked when it was read.
    pub fn of(settings: &Settings) -> Result<Self, CommandError> {
        let safety = &settings.config.safety;
        let grace = match safety.grace.as_deref() {
            None | Some("auto") => None,
            Some(text) => Some(text.parse::<HumanDuration>().map_err(|error| {
                CommandError::new(Exit::Usage, "bad_value", format!("safety.grace: {error}"))
                    .next("write safety.grace = \"auto\", or a duration such as \"72h\"")
            })?),
        };
        let mut short = Vec::new();
        let mut bound = |key: &str, given: Option<HumanDuration>, safe_ms: u64| {
            let ms = given.map_or(safe_ms, |given| given.ms);
            short.extend(short_bound(key, ms, safe_ms));
            i64::try_from(ms).unwrap_or(i64::MAX)
        };
        let bytes = |size: Option<crate::cli::value::ByteSize>, default| {
            size.map_or(default, |size| size.0)
        };
        let grace_ms = bound("grace", grace, GRACE_MS as u64);
        let zombie_bound_ms = bound("zombie_bound", safety.zombie_bound, ZOMBIE_BOUND_MS);
        let lease_ttl_ms = bound("lease_ttl", safety.lease_ttl, LEASE_TTL_MS);
        short.extend(grace_under_zombies(grace_ms, zombie_bound_ms));
        let staleness = safety.reader_staleness;
        let staleness_ms = staleness.and_then(|given| i64::try_from(given.ms).ok());
        Ok(Self {
            grace_ms,
            zombie_bound_ms,
            lease_ttl_ms,
            reader_staleness_ms: staleness_ms.unwrap_or(READER_STALENESS_MS).min(grace_ms),
            quiet_readers_ms: (safety.quiet_readers).map_or(QUIET_READERS_MS, |given| {
                i64::try_from(given.ms).unwrap_or(i64::MAX)
            }),
            multipart_threshold: bytes(safety.multipart_threshold, MULTIPART_THRESHOLD),
            part_bytes: bytes(safety.part_bytes, PART_BYTES),
            max_delete: (safety.max_delete.as_deref()).and_then(|text| percentage(text).ok()),
            short,
            accepted: safety.accept_short_bound,
        })
    }

    /// Refuses bounds below their defaults that nobody accepted.
    pub fn refuse_short(&self) -> Result<(), CommandError> {
        if self.short.is_empty() || self.accepted {
            return Ok(());
        }
        let what = "a bound of [safety] is too short, nothing was changed";
        let error = CommandError::new(Exit::Refused, "short_bound", what);
        let error = (self.short.iter()).fold(error, |error, short| error.detail("bound", short));
        Err(error
            .why("a request of a dead process, or a presigned URL, could outlive it")
            .next("leave the key out of [safety], or make grace as long as zombie_bound where that is longer")
            .next("or set safety.accept_short_bound = true where the store was shown to refuse older requests"))
    }

    /// What plans and migrations say about the bounds.
    pub fn notes(&self) -> Vec<String> {
        let verdict = if self.accepted {
            "accepted by safety.accept_short_bound"
        } else {
            "no migration starts with it"
        };
        (self.short.iter())
            .map(|short| format!("{short}: {verdict}"))
            .collect()
    }
}

/// What a migration says of the bounds that it was made with, where they are short.
pub fn short_bounds(settings: &MigrationSettings) -> Vec<String> {
    let ms = |ms: i64| u64::try_from(ms).unwrap_or(0);
    let grace = short_bound("grace", ms(settings.grace_ms), GRACE_MS as u64);
    let zombies = short_bound(
        "zombie_bound",
        ms(settings.zombie_bound_ms),
        ZOMBIE_BOUND_MS,
    );
    let below = grace_under_zombies(settings.grace_ms, settings.zombie_bound_ms);
    grace.into_iter().chain(zombies).chain(below).collect()
}

/// What is wrong with a grace that ends while a request from before the switch may still take effect.
fn grace_under_zombies(grace_ms: i64, zombie_bound_ms: i64) -> Option<String> {
    let shown = |ms: i64| units::duration_ms(u64::try_from(ms).unwrap_or(0));
    (grace_ms < zombie_bound_ms).then(|| {
        format!(
            "safety.grace = {} is shorter than safety.zombie_bound = {}",
            shown(grace_ms),
            shown(zombie_bound_ms)
        )
    })
}

fn short_bound(key: &str, ms: u64, safe_ms: u64) -> Option<String> {
    let (is, safe) = (units::duration_ms(ms), units::duration_ms(safe_ms));
    (ms < safe_ms).then(|| format!("safety.{key} = {is} ({safe} is safe)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(safety: &str) -> SafetyBounds {
        let config = toml::from_str(&format!("[safety]\n{safety}")).unwrap();
        SafetyBounds::of(&Settings {
            config,
            ..Settings::default()
        })
        .unwrap()
    }

    #[test]
    fn defaults_are_safe_and_need_no_word() {
        let bounds = bounds("grace = \"auto\"\nmax_delete = \"10%\"");
        assert_eq!(bounds.grace_ms, 169 * 3_600_000);
        assert_eq!(bounds.zombie_bound_ms, 30 * 60_000);
        assert_eq!(bounds.max_delete, Some(0.1));
        assert!(bounds.refuse_short().is_ok() && bounds.notes().is_empty());
    }

    #[test]
    fn a_short_bound_is_refused_unless_accepted_and_then_told() {
        let short = bounds("grace = \"10s\"");
        let error = short.refuse_short().unwrap_err();
        assert_eq!(error.exit, Exit::Refused);
        assert!(error.why[0].1.contains("safety.grace = 10s"), "{error:?}");
        let accepted = bounds("grace = \"10s\"\naccept_short_bound = true");
        assert!(accepted.refuse_short().is_ok());
        assert!(
            accepted.notes()[0].contains("accepted by"),
            "{:?}",
            accepted.notes()
        );
    }

    #[test]
    fn a_grace_below_the_zombie_bound_is_short_whatever_its_default() {
        let below = bounds("zombie_bound = \"8d\"");
        let error = below.refuse_short().unwrap_err();
        assert_eq!(error.exit, Exit::Refused);
        let words = "safety.grace = 7d01h is shorter than safety.zombie_bound = 8d00h";
        assert!(error.why[0].1.contains(words), "{error:?}");
        assert!(bounds("zombie_bound = \"7d\"").refuse_short().is_ok());
        assert!(
            bounds("zombie_bound = \"8d\"\ngrace = \"8d\"")
                .refuse_short()
                .is_ok()
        );

        let both = bounds("zombie_bound = \"10s\"\ngrace = \"5s\"\naccept_short_bound = true");
        let told = both.notes();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[2].contains("5s is shorter"), "{told:?}");
        assert!(told[2].ends_with("accepted by safety.accept_short_bound"));
    }
}
