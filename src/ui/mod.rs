//! The only module that writes to stdout and stderr: data, conversation, progress, the log.
//!
//! stdout is data, stderr is conversation. Renders [`Listing`]s and [`Report`]s in every output
//! format, so that commands hold no formatting.

mod cell;
mod console;
mod delimited;
mod escape;
mod failure;
mod json;
mod listing;
mod log;
mod paint;
mod panic;
mod progress;
mod report;
mod selection;
mod shell;
mod sink;
mod sparkline;
mod table;
mod zone;

pub mod units;

pub use cell::{Cell, Column};
pub use console::{LogWriter, Ui};
pub use escape::{escape, escape_bytes, escape_into, escape_line};
pub use json::record_json;
pub use listing::Listing;
pub use panic::report_panics;
pub use progress::{Progress, ProgressUnit};
pub use report::{Report, Section};
pub use shell::shell_word;
pub use sink::Captured;
pub use sparkline::sparkline;
use zone::Zone;

#[cfg(test)]
mod tests;
