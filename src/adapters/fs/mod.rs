//! Log files, standard input, reject samples and the state directory on the local file system.

mod log_files;
mod reject_files;
mod standard_input;
mod state_dir;

pub use log_files::LogFiles;
pub use reject_files::RejectFiles;
pub use standard_input::StandardInput;
pub use state_dir::check_writable;
