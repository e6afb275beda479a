//! [`ExecutionArgs`]: how a migration is to be carried out, decided when it is made.

use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::commands::safety::SafetyBounds;
use crate::migration::{Contract, MigrationSettings, ProofLevel};

/// How a migration is to be carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "How to move")]
pub struct ExecutionArgs {
    /// What you promise about writers while data moves [default: immutable]
    #[arg(long, value_name = "CONTRACT")]
    contract: Option<ContractChoice>,
    /// The least comparison that proves a copy [default: checksum]
    #[arg(long, value_name = "LEVEL")]
    verify: Option<VerifyChoice>,
    /// Who carries the bytes: the store where it can, or always this host [default: server]
    #[arg(long, value_name = "ROUTE")]
    copy: Option<CopyChoice>,
    /// Allow bytes between two AWS endpoints to travel through this host
    ///
    /// Needed where the target's credentials cannot read the source: every byte then leaves AWS once.
    #[arg(long)]
    allow_stream: bool,
}

/// `--contract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ContractChoice {
    /// No key is ever rewritten; new keys may appear
    Immutable,
    /// Nobody writes while data moves
    Quiesced,
    /// Anything may be written at any time
    Mutable,
}

/// `--verify`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum VerifyChoice {
    /// Equal ETags of single-part objects will do
    Etag,
    /// Equal full-object checksums; where a store keeps none, every byte is read
    Checksum,
    /// Every byte is read
    FullRead,
}

/// `--copy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum CopyChoice {
    /// By the store where it can
    Server,
    /// Always through this host
    Stream,
}

impl ExecutionArgs {
    /// Whether anything was said.
    pub fn is_given(self) -> bool {
        self != Self::default()
    }

    /// The settings of a new migration, within the bounds of the config.
    pub fn settings(self, bounds: &SafetyBounds) -> MigrationSettings {
        MigrationSettings {
            contract: match self.contract {
                None | Some(ContractChoice::Immutable) => Contract::Immutable,
                Some(ContractChoice::Quiesced) => Contract::Quiesced,
                Some(ContractChoice::Mutable) => Contract::Mutable,
            },
            verify: match self.verify {
                Some(VerifyChoice::Etag) => ProofLevel::Etag,
                None | Some(VerifyChoice::Checksum) => ProofLevel::Checksum,
                Some(VerifyChoice::FullRead) => ProofLevel::FullRead,
            },
            grace_ms: bounds.grace_ms,
            zombie_bound_ms: bounds.zombie_bound_ms,
            allow_stream: self.allow_stream,
            force_stream: self.copy == Some(CopyChoice::Stream),
        }
    }
}

/// The bounds of the config, refused where they are short and nobody accepted that.
pub fn accepted_bounds(ctx: &CommandContext) -> Result<SafetyBounds, CommandError> {
    let bounds = SafetyBounds::of(&ctx.settings)?;
    bounds.refuse_short()?;
    Ok(bounds)
}
