//! Log files, standard input and reject samples on the local file system.

mod log_files;
mod reject_files;
mod standard_input;

pub use log_files::LogFiles;
pub use reject_files::RejectFiles;
pub use standard_input::StandardInput;
