//! Which copy of the control location is worked from: `control-copy.json` in the state directory.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::ports::{CopyInUse, StoreError};

const NAME: &str = "control-copy.json";

/// The copy that is worked from; `None` where the location itself is.
pub fn read_copy_in_use(state_dir: &Path) -> Result<Option<CopyInUse>, StoreError> {
    let path = state_dir.join(NAME);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::of_io(&path, &error)),
    };
    let corrupt = |problem: String| StoreError::Corrupt {
        path: path.display().to_string(),
        problem,
    };
    let used: CopyInUse = serde_json::from_slice(&bytes)
        .map_err(|error| corrupt(format!("does not say which copy is worked from: {error}")))?;
    if used.format != CopyInUse::FORMAT {
        return Err(corrupt(format!("is of format `{}`", used.format)));
    }
    Ok(Some(used))
}

/// Remembers the copy that is worked from, durably, or that none is.
pub fn write_copy_in_use(state_dir: &Path, used: Option<&CopyInUse>) -> Result<(), StoreError> {
    let path = state_dir.join(NAME);
    let write = || -> io::Result<()> {
        match used {
            Some(used) => {
                fs::create_dir_all(state_dir)?;
                let mut file = NamedTempFile::with_prefix_in(".", state_dir)?;
                file.write_all(&serde_json::to_vec(used)?)?;
                file.as_file().sync_all()?;
                file.persist(&path).map_err(|error| error.error)?;
            }
            None => match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            },
        }
        File::open(state_dir)?.sync_all()
    };
    write().map_err(|error| StoreError::of_io(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_copy_is_worked_from_is_remembered_and_never_guessed() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("state");
        assert_eq!(read_copy_in_use(&state).unwrap(), None);
        let used = CopyInUse {
            format: CopyInUse::FORMAT.to_owned(),
            copy: "s3://d/copy/".to_owned(),
            primary: "s3://c/fleet/".to_owned(),
            lost: false,
        };
        write_copy_in_use(&state, Some(&used)).unwrap();
        assert_eq!(read_copy_in_use(&state).unwrap(), Some(used));
        fs::write(state.join(NAME), "{}").unwrap();
        let error = read_copy_in_use(&state).unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
        write_copy_in_use(&state, None).unwrap();
        write_copy_in_use(&state, None).unwrap();
        assert_eq!(read_copy_in_use(&state).unwrap(), None);
    }
}
