//! [`OutputSettings`]: how answers are shown. Decided here, drawn by `ui`.

use std::time::Duration;

use clap::ValueEnum;

/// In what form a command answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for people; fewer where a terminal is too narrow.
    #[default]
    Table,
    /// All columns for people, nothing cut.
    Wide,
    /// One JSON document, with exact keys.
    Json,
    /// One JSON record a line; the last line is the summary.
    Jsonl,
    /// Comma-separated values; in texts, as in tables, control characters are written out.
    Csv,
    /// The first column alone, one a line.
    Name,
}

impl Format {
    /// Whether a program reads this, standard error included.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How progress is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProgressChoice {
    /// A bar on a terminal, plain lines elsewhere, nothing with `--quiet`.
    #[default]
    Auto,
    /// A bar.
    Bar,
    /// A line every interval.
    Plain,
    /// A JSON line every interval.
    Json,
    /// Nothing.
    None,
}

/// How answers are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputSettings {
    /// `--output`.
    pub format: Format,
    /// `--columns`, in this order; empty means the usual ones.
    pub columns: Vec<String>,
    /// `--sort-by`: a column, with `-` before it for the largest first.
    pub sort_by: Option<String>,
    /// False with `--no-headers`.
    pub headers: bool,
    /// `--limit`: at most this many rows.
    pub limit: Option<usize>,
    /// `--quiet`.
    pub quiet: bool,
    /// `--color`; what `NO_COLOR` and `CLICOLOR_FORCE` make of `auto` is decided before.
    pub color: ColorChoice,
    /// `--progress`.
    pub progress: ProgressChoice,
    /// Between two lines of plain progress.
    pub progress_interval: Duration,
    /// IANA zone for times in tables; the system's when `None`.
    pub timezone: Option<String>,
    /// Columns that a terminal shows, where the environment says (`COLUMNS`).
    pub width: Option<usize>,
}

impl Default for OutputSettings {
    fn default() -> Self {
        Self {
            format: Format::Table,
            columns: Vec::new(),
            sort_by: None,
            headers: true,
            limit: None,
            quiet: false,
            color: ColorChoice::Auto,
            progress: ProgressChoice::Auto,
            progress_interval: Duration::from_mins(1),
            timezone: None,
            width: None,
        }
    }
}
