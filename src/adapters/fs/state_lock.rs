//! The locks of the state directory: one process at a time changes the fleet's state, and one adds to
//! the statistics, which may take as long as reading the logs does.
//!
//! The system lets go of it when its holder ends, however it ends. What the file says is for people.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use crate::ports::{Host, StoreError};

/// Name of the file.
const FILE_NAME: &str = "lock";
/// Name of the file of the statistics.
const STATISTICS: &str = "stats.lock";

/// Locks `state_dir` until the file is dropped; `Locked` names who has it.
pub fn lock_state_dir(state_dir: &Path, host: &Host) -> Result<File, StoreError> {
    lock(&state_dir.join(FILE_NAME), state_dir, host)
}

/// Locks the access statistics in `state_dir` likewise.
pub fn lock_statistics(state_dir: &Path, host: &Host) -> Result<File, StoreError> {
    lock(
        &state_dir.join(STATISTICS),
        &state_dir.join("stats.db"),
        host,
    )
}

/// Locks the file at `path`, on behalf of what is `guarded`.
fn lock(path: &Path, guarded: &Path, host: &Host) -> Result<File, StoreError> {
    let unusable = |error: std::io::Error| StoreError::of_io(path, &error);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let mut file = options.open(path).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Who cannot be told is somebody all the same.
            let _ = file.read_to_string(&mut holder);
            return Err(StoreError::Locked {
                path: guarded.display().to_string(),
                holder: holder.trim().to_owned(),
            });
        }
        Err(TryLockError::Error(error)) => return Err(unusable(error)),
    }
    let text = format!("process {} on {}\n", host.pid, host.hostname);
    let write = |file: &mut File| {
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(text.as_bytes())
    };
    write(&mut file).map_err(unusable)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holds_it_and_the_other_learns_who() {
        let dir = tempfile::tempdir().unwrap();
        let host = |pid| Host {
            hostname: "h".to_owned(),
            pid,
            ..Host::default()
        };
        let held = lock_state_dir(dir.path(), &host(1_234_567)).unwrap();
        let error = lock_state_dir(dir.path(), &host(2)).unwrap_err();
        assert!(
            matches!(error, StoreError::Locked { holder, .. } if holder == "process 1234567 on h")
        );
        let statistics = lock_statistics(dir.path(), &host(3)).unwrap();
        let error = lock_statistics(dir.path(), &host(4)).unwrap_err();
        assert!(matches!(error, StoreError::Locked { path, .. } if path.ends_with("stats.db")));
        drop((held, statistics));
        drop(lock_state_dir(dir.path(), &host(2)).unwrap());
        let text = std::fs::read_to_string(dir.path().join(FILE_NAME)).unwrap();
        assert_eq!(text, "process 2 on h\n", "nothing is left of a longer name");
    }

    #[test]
    fn a_directory_that_is_not_there_is_not_made() {
        let dir = tempfile::tempdir().unwrap();
        let gone = lock_state_dir(&dir.path().join("no"), &Host::default());
        assert!(matches!(gone, Err(StoreError::Unusable { .. })));
    }
}
