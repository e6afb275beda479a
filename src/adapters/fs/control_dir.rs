//! [`ControlDir`]: the control location of a fleet that only one host will ever change: a directory.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bytes::Bytes;
use tempfile::NamedTempFile;

use crate::ports::{ControlError, ControlStore, Creation, is_removable};

/// A directory; made when first written to.
#[derive(Clone, Debug)]
pub struct ControlDir {
    directory: PathBuf,
}

impl ControlDir {
    /// `control/` in the state directory.
    pub fn new(state_dir: &Path) -> Self {
        Self {
            directory: state_dir.join("control"),
        }
    }

    /// The bytes in a file without a name yet, durable, beside where `path` will be.
    fn write(path: &Path, body: &[u8]) -> io::Result<(NamedTempFile, PathBuf)> {
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        fs::create_dir_all(&folder)?;
        let mut file = NamedTempFile::new_in(&folder)?;
        file.write_all(body)?;
        file.as_file().sync_all()?;
        Ok((file, folder))
    }

    fn failed(&self, error: &io::Error) -> ControlError {
        let (place, problem) = (self.place(), error.to_string());
        match error.kind() {
            ErrorKind::PermissionDenied => ControlError::Denied { place, problem },
            _ => ControlError::Unavailable { place, problem },
        }
    }
}

/// Makes names in `folder` durable.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[async_trait]
impl ControlStore for ControlDir {
    fn place(&self) -> String {
        self.directory.display().to_string()
    }

    fn is_shared(&self) -> bool {
        false
    }

    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        let path = self.directory.join(name);
        let create = || -> io::Result<Creation> {
            let (file, folder) = Self::write(&path, &body)?;
            match file.persist_noclobber(&path) {
                Ok(_) => sync(&folder).map(|()| Creation::Created),
                Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
                    Ok(Creation::Exists)
                }
                Err(error) => Err(error.error),
            }
        };
        create().map_err(|error| self.failed(&error))
    }

    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        let path = self.directory.join(name);
        let overwrite = || -> io::Result<()> {
            let (file, folder) = Self::write(&path, &body)?;
            file.persist(&path).map_err(|error| error.error)?;
            sync(&folder)
        };
        overwrite().map_err(|error| self.failed(&error))
    }

    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        match fs::read(self.directory.join(name)) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }

    async fn remove(&self, name: &str) -> Result<(), ControlError> {
        if !is_removable(name) {
            let problem = format!("`{name}` is for ever");
            return Err(self.failed(&io::Error::other(problem)));
        }
        match fs::remove_file(self.directory.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.failed(&error)),
            _ => Ok(()),
        }
    }

    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        let entries = match fs::read_dir(self.directory.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed(&error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let file = entry.map_err(|error| self.failed(&error))?.file_name();
            let file = file.to_string_lossy();
            let name = format!("{folder}{file}");
            // What has no name yet is hidden.
            if !file.starts_with('.') && after.is_none_or(|after| name.as_str() > after) {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_is_created_once_and_nothing_is_half_there() {
        let dir = tempfile::tempdir().unwrap();
        let store = ControlDir::new(dir.path());
        assert_eq!(store.names("maplog/", None).await.unwrap(), [""; 0]);
        assert_eq!(store.read("maplog/2.json").await.unwrap(), None);
        for (name, body, created) in [
            ("maplog/2.json", "two", Creation::Created),
            ("maplog/1.json", "one", Creation::Created),
            ("maplog/2.json", "other", Creation::Exists),
        ] {
            assert_eq!(store.create(name, body.into()).await.unwrap(), created);
        }
        assert_eq!(
            store.read("maplog/2.json").await.unwrap(),
            Some("two".into())
        );
        let all = store.names("maplog/", None).await.unwrap();
        assert_eq!(all, ["maplog/1.json", "maplog/2.json"]);
        let later = store.names("maplog/", Some("maplog/1.json")).await.unwrap();
        assert_eq!(later, ["maplog/2.json"]);
        let files = fs::read_dir(dir.path().join("control/maplog")).unwrap();
        assert_eq!(files.count(), 2, "no temporary file is left");

        store
            .create("snapshot/2.json.zst", "s".into())
            .await
            .unwrap();
        store.remove("snapshot/2.json.zst").await.unwrap();
        store.remove("snapshot/2.json.zst").await.unwrap();
        assert_eq!(store.read("snapshot/2.json.zst").await.unwrap(), None);
        store.remove("maplog/1.json").await.unwrap_err();
        assert!(store.read("maplog/1.json").await.unwrap().is_some());

        store.overwrite("lease.json", "a".into()).await.unwrap();
        store.overwrite("lease.json", "b".into()).await.unwrap();
        assert_eq!(store.read("lease.json").await.unwrap(), Some("b".into()));
    }
}
