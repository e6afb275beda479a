//! Actions that wait, log files, standard input, reject samples, the state directory, a local control location and objects that
//! were read back, on the file system.

mod action_files;
mod control_dir;
mod copy_file;
mod log_files;
mod object_files;
mod reject_files;
mod standard_input;
mod state_dir;
mod state_lock;

pub use action_files::ActionFiles;
pub use control_dir::ControlDir;
pub use copy_file::{read_copy_in_use, write_copy_in_use};
pub use log_files::LogFiles;
pub use object_files::ObjectFiles;
pub use reject_files::RejectFiles;
pub use standard_input::StandardInput;
pub use state_dir::{check_writable, directory_id};
pub use state_lock::{lock_state_dir, lock_statistics};
