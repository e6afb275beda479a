//! [`DryRunArg`]: `--dry-run`, the same for every verb that changes something.

/// `--dry-run`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct DryRunArg {
    /// Go the same way, but send nothing that writes and record nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}
