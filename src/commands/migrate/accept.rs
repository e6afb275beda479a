//! [`AcceptArg`]: facts of buckets that somebody takes as they are.

use clap::builder::PossibleValuesParser;

use crate::migration::FACT_NAMES;

/// Facts of the buckets that are taken as they are.
#[derive(Clone, Debug, clap::Args)]
pub struct AcceptArg {
    /// Take this fact of the buckets as it is; `doctor parity` names them
    #[arg(long, value_name = "NAME", value_delimiter = ',', hide_possible_values = true,
        value_parser = PossibleValuesParser::new(FACT_NAMES))]
    pub accept: Vec<String>,
}
