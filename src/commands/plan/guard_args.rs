//! [`GuardArgs`]: limits given on the command line, over those of `[guards]`.

use crate::cli::config::Guards as GuardConfig;
use crate::cli::value::{ByteSize, HumanDuration, ratio};
use crate::plan::Guards;

/// Limits of one plan; each beats its key in `[guards]`.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Guards")]
pub struct GuardArgs {
    /// Most bytes to move, such as 500GiB
    #[arg(long, value_name = "SIZE", env = "SHARDCTL_MAX_BYTES")]
    pub max_bytes: Option<ByteSize>,
    /// Most moves
    #[arg(long, value_name = "N", env = "SHARDCTL_MAX_MOVES")]
    pub max_moves: Option<u64>,
    /// Most dollars that the moving may cost
    #[arg(long, value_name = "USD", value_parser = dollars)]
    pub max_cost: Option<f64>,
    /// Least confidence of a move, 0 to 1; less likely moves are left out
    #[arg(long, value_name = "RATIO", env = "SHARDCTL_MIN_CONFIDENCE", value_parser = ratio)]
    pub min_confidence: Option<f64>,
    /// Least share of requests whose region is known, 0 to 1
    #[arg(long, value_name = "RATIO", value_parser = ratio)]
    pub min_region_coverage: Option<f64>,
    /// Oldest the newest log record may be, such as 6h
    #[arg(long, value_name = "DURATION")]
    pub max_log_age: Option<HumanDuration>,
}

impl GuardArgs {
    /// The limits on the plan as a whole.
    pub fn guards(&self, config: &GuardConfig) -> Guards {
        let max_bytes = self.max_bytes.or(config.max_bytes);
        Guards {
            max_bytes: max_bytes.map(|size| size.0),
            max_moves: self.max_moves.or(config.max_moves),
            max_cost_usd: self.max_cost.or(config.max_cost),
            min_region_coverage: self.min_region_coverage.or(config.min_region_coverage),
        }
    }

    /// Least confidence of a move.
    pub fn min_confidence(&self, config: &GuardConfig) -> f64 {
        let given = self.min_confidence.or(config.min_confidence);
        given.unwrap_or(0.0)
    }

    /// Oldest the newest log record may be.
    pub fn max_log_age(&self, config: &GuardConfig) -> Option<HumanDuration> {
        self.max_log_age.or(config.max_log_age)
    }
}

/// An amount of US dollars, 0 or more.
pub fn dollars(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(usd) if usd.is_finite() && usd >= 0.0 => Ok(usd),
        _ => Err("write an amount in US dollars, such as 12.50".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_amounts_are_dollars() {
        assert_eq!(dollars("12.50"), Ok(12.5));
        for text in ["", "-1", "inf", "5USD"] {
            assert!(dollars(text).is_err(), "{text}");
        }
    }

    #[test]
    fn flags_beat_the_config() {
        let config = GuardConfig {
            max_moves: Some(7),
            min_confidence: Some(0.8),
            ..GuardConfig::default()
        };
        let args = GuardArgs {
            max_moves: Some(3),
            ..GuardArgs::default()
        };
        assert_eq!(args.guards(&config).max_moves, Some(3));
        assert_eq!(args.min_confidence(&config), 0.8);
    }
}
