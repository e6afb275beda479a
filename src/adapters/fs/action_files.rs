//! [`ActionFiles`]: actions that wait, a JSON file each in `actions/` of the state directory.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::ports::{ACTION_FORMAT, ActionQueue, PendingAction, StoreError};

/// The directory of actions.
#[derive(Clone, Debug)]
pub struct ActionFiles {
    directory: PathBuf,
}

impl ActionFiles {
    /// Actions lie in `actions/` in `state_dir`, made when first needed.
    pub fn new(state_dir: &Path) -> Self {
        Self {
            directory: state_dir.join("actions"),
        }
    }

    fn path(&self, id: &str) -> PathBuf {
        self.directory.join(format!("{id}.json"))
    }

    fn failed(&self, error: &io::Error) -> StoreError {
        StoreError::of_io(&self.directory, error)
    }
}

impl ActionQueue for ActionFiles {
    fn put(&mut self, action: &PendingAction) -> Result<(), StoreError> {
        let write = || -> io::Result<()> {
            fs::create_dir_all(&self.directory)?;
            let mut file = NamedTempFile::with_prefix_in(".", &self.directory)?;
            file.write_all(&serde_json::to_vec(action)?)?;
            file.as_file().sync_all()?;
            file.persist(self.path(&action.id))
                .map_err(|error| error.error)?;
            File::open(&self.directory)?.sync_all()
        };
        write().map_err(|error| self.failed(&error))
    }

    fn list(&self) -> Result<Vec<PendingAction>, StoreError> {
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed(&error)),
        };
        let mut actions = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| self.failed(&error))?.path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let bytes = fs::read(&path).map_err(|error| self.failed(&error))?;
            let corrupt = |problem: String| StoreError::Corrupt {
                path: path.display().to_string(),
                problem,
            };
            let action: PendingAction = serde_json::from_slice(&bytes)
                .map_err(|error| corrupt(format!("is no action: {error}")))?;
            if action.format != ACTION_FORMAT {
                return Err(corrupt(format!("is of format `{}`", action.format)));
            }
            actions.push(action);
        }
        actions.sort_by(|a, b| (a.asked_ms, &a.id).cmp(&(b.asked_ms, &b.id)));
        Ok(actions)
    }

    fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        match fs::remove_file(self.path(id)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.failed(&error)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_wait_in_their_order_until_they_are_taken_away() {
        let dir = tempfile::tempdir().unwrap();
        let mut files = ActionFiles::new(dir.path());
        assert_eq!(files.list().unwrap(), []);
        let action = |id: &str, asked_ms| PendingAction {
            format: ACTION_FORMAT.to_owned(),
            id: id.to_owned(),
            asked_ms,
            origin: "map pin".to_owned(),
            headline: "prefix:t/ is pinned".to_owned(),
            base_lsn: 7,
            diff: "{}".to_owned(),
            why: "not answered".to_owned(),
        };
        files.put(&action("b", 1)).unwrap();
        files.put(&action("a", 2)).unwrap();
        assert_eq!(files.list().unwrap(), [action("b", 1), action("a", 2)]);
        files.remove("b").unwrap();
        files.remove("b").unwrap();
        assert_eq!(files.list().unwrap(), [action("a", 2)]);
        fs::write(dir.path().join("actions/c.json"), "{}").unwrap();
        let error = files.list().unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
    }
}
