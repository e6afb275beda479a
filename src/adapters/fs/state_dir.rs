//! Whether the state directory can be used, told without leaving anything there.

use std::path::Path;

use crate::ports::StoreError;

/// That files can be made in `dir`, or, while it is not there, that it can be made: a file without
/// a name is opened there, or in the nearest directory above that exists.
pub fn check_writable(dir: &Path) -> Result<(), StoreError> {
    let unusable = |path: &Path, problem: String| StoreError::Unusable {
        path: path.display().to_string(),
        problem,
    };
    let above = dir.ancestors().map(|path| match path.as_os_str().len() {
        0 => Path::new("."),
        _ => path,
    });
    let mut there = above.filter(|path| path.symlink_metadata().is_ok());
    let Some(there) = there.next() else {
        return Err(unusable(dir, "no directory above it exists".to_owned()));
    };
    tempfile::tempfile_in(there)
        .map(drop)
        .map_err(|error| unusable(there, error.to_string()))
}

/// Names a directory on this machine by its device and number: a copy of it has another. Empty when
/// it is not there.
pub fn directory_id(dir: &Path) -> String {
    use std::os::unix::fs::MetadataExt as _;

    std::fs::metadata(dir).map_or(String::new(), |it| format!("{}:{}", it.dev(), it.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_to_be_is_judged_by_the_one_above() {
        let dir = tempfile::tempdir().unwrap();
        check_writable(dir.path()).unwrap();
        check_writable(&dir.path().join("not/yet")).unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_in_its_place_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("state");
        std::fs::write(&file, "").unwrap();
        for wanted in [file.clone(), file.join("deeper")] {
            let error = check_writable(&wanted).unwrap_err().to_string();
            assert!(error.contains(&file.display().to_string()), "{error}");
        }
    }
}
