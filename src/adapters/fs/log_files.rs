//! [`LogFiles`]: a file, a directory with all below it, or a glob.

use std::collections::{BTreeSet, VecDeque};
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use async_trait::async_trait;

use crate::ports::{LogObject, LogSource, LogSourceError};

/// Log files that a path or a glob names.
#[derive(Clone, Debug)]
pub struct LogFiles {
    pattern: String,
}

impl LogFiles {
    /// Files of `pattern`: a path that exists is meant literally, anything else is a glob.
    pub fn new(pattern: &str) -> Self {
        Self {
            pattern: pattern.to_owned(),
        }
    }

    fn matches(&self) -> Result<Vec<PathBuf>, LogSourceError> {
        let paths = glob::glob(&self.pattern)
            .map_err(|_| LogSourceError::NotFound(self.pattern.clone()))?;
        let paths: Vec<PathBuf> = paths.collect::<Result<_, _>>().map_err(|error| {
            let path = error.path().to_owned();
            io_error(&path, error.into())
        })?;
        if paths.is_empty() {
            return Err(LogSourceError::NotFound(self.pattern.clone()));
        }
        Ok(paths)
    }
}

#[async_trait]
impl LogSource for LogFiles {
    async fn list(&self) -> Result<Vec<LogObject>, LogSourceError> {
        let mut found = Found::default();
        let literal = Path::new(&self.pattern);
        if literal.symlink_metadata().is_ok() {
            found.follow(literal)?;
        } else {
            for path in self.matches()? {
                found.meet(&path)?;
            }
        }
        found.finish()
    }

    async fn open(
        &self,
        object: &LogObject,
        offset: u64,
    ) -> Result<Box<dyn Read + Send>, LogSourceError> {
        let open = || -> io::Result<File> {
            let mut file = File::open(&object.name)?;
            file.seek(SeekFrom::Start(offset))?;
            Ok(file)
        };
        match open() {
            Ok(file) => Ok(Box::new(file)),
            Err(error) => Err(io_error(Path::new(&object.name), error)),
        }
    }
}

/// The files found so far. One that has several names is listed once, or its lines would count
/// twice: under its own name before that of a link, which is why links wait until the rest is known.
#[derive(Default)]
struct Found {
    objects: Vec<LogObject>,
    /// Device and inode of what was listed, directories too: a link may lead back up.
    seen: BTreeSet<(u64, u64)>,
    links: VecDeque<PathBuf>,
}

impl Found {
    /// As [`Self::follow`], for what was come across rather than asked for: what has gone meanwhile
    /// is left out, and a directory that may not be read is listed, so that reading it says why.
    /// A pipe or a device is none: to read one that nobody named would be to wait for somebody to write.
    fn follow_found(&mut self, path: &Path) -> Result<(), LogSourceError> {
        if fs::metadata(path).is_ok_and(|found| !found.is_dir() && !found.is_file()) {
            return Ok(());
        }
        match self.follow(path) {
            Err(LogSourceError::NotFound(_)) => Ok(()),
            Err(LogSourceError::Io { name, .. }) => {
                self.objects.push(LogObject {
                    name: std::path::absolute(path)
                        .ok()
                        .and_then(|path| path.to_str().map(str::to_owned))
                        .unwrap_or(name),
                    size: Some(0),
                    identity: String::new(),
                });
                Ok(())
            }
            result => result,
        }
    }

    /// Adds what the path leads to: the file, or every regular file below the directory.
    fn follow(&mut self, path: &Path) -> Result<(), LogSourceError> {
        let metadata = fs::metadata(path).map_err(|error| io_error(path, error))?;
        if !self.seen.insert((metadata.dev(), metadata.ino())) {
            return Ok(());
        }
        if !metadata.is_dir() {
            self.objects.push(log_object(path, &metadata)?);
            return Ok(());
        }
        let entries = fs::read_dir(path).map_err(|error| io_error(path, error))?;
        let paths = entries.map(|entry| entry.map(|entry| entry.path()));
        let mut paths: Vec<PathBuf> = paths
            .collect::<Result<_, _>>()
            .map_err(|error| io_error(path, error))?;
        paths.sort();
        paths.retain(|path| !is_hidden(path));
        paths.iter().try_for_each(|path| self.meet(path))
    }

    /// Adds a path that was come across, unless it is a link: those wait.
    fn meet(&mut self, path: &Path) -> Result<(), LogSourceError> {
        if path.is_symlink() {
            self.links.push_back(path.to_owned());
            return Ok(());
        }
        self.follow_found(path)
    }

    /// Follows the links that wait. One that leads nowhere is left out: what it named was rotated.
    fn finish(mut self) -> Result<Vec<LogObject>, LogSourceError> {
        while let Some(link) = self.links.pop_front() {
            if link.exists() {
                self.follow_found(&link)?;
            }
        }
        self.objects.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(self.objects)
    }
}

/// Below a directory, hidden files are left out: they are half-written copies more often than logs.
fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn log_object(path: &Path, metadata: &Metadata) -> Result<LogObject, LogSourceError> {
    let absolute = std::path::absolute(path).map_err(|error| io_error(path, error))?;
    let name = absolute.to_str().map(str::to_owned).ok_or_else(|| {
        let problem = io::Error::new(io::ErrorKind::InvalidInput, "the name is not UTF-8");
        io_error(path, problem)
    })?;
    Ok(LogObject {
        name,
        // A pipe has no size to speak of.
        size: metadata.is_file().then_some(metadata.size()),
        identity: format!(
            "{}:{}:{}:{}.{:09}",
            metadata.dev(),
            metadata.ino(),
            metadata.size(),
            metadata.mtime(),
            metadata.mtime_nsec()
        ),
    })
}

fn io_error(path: &Path, source: io::Error) -> LogSourceError {
    let name = path.display().to_string();
    if source.kind() == io::ErrorKind::NotFound {
        return LogSourceError::NotFound(name);
    }
    LogSourceError::Io { name, source }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    async fn names(pattern: &Path) -> Result<Vec<String>, LogSourceError> {
        let objects = LogFiles::new(pattern.to_str().unwrap()).list().await?;
        let name = |object: &LogObject| object.name.rsplit('/').next().unwrap().to_owned();
        Ok(objects.iter().map(name).collect())
    }

    #[tokio::test]
    async fn a_pipe_is_read_where_it_is_named_and_not_where_it_is_found() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("a.log"), "").unwrap();
        let pipe = directory.path().join("p");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert_eq!(names(directory.path()).await.unwrap(), ["a.log"]);
        assert_eq!(names(&directory.path().join("*")).await.unwrap(), ["a.log"]);
        assert_eq!(names(&pipe).await.unwrap(), ["p"]);
    }

    #[tokio::test]
    async fn files_directories_and_globs() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        fs::create_dir(root.join("sub")).unwrap();
        for name in ["b.log", "a.log", "sub/c.log", ".hidden", "x[1].log"] {
            fs::write(root.join(name), name).unwrap();
        }
        assert_eq!(
            names(root).await.unwrap(),
            ["a.log", "b.log", "c.log", "x[1].log"]
        );
        assert_eq!(
            names(&root.join("[ab].log")).await.unwrap(),
            ["a.log", "b.log"]
        );
        assert_eq!(names(&root.join("x[1].log")).await.unwrap(), ["x[1].log"]);
        let nothing = names(&root.join("*.gz")).await;
        assert!(matches!(nothing, Err(LogSourceError::NotFound(_))));
    }

    #[tokio::test]
    async fn a_file_of_several_names_is_one_file_and_links_to_nowhere_are_none() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        fs::create_dir(root.join("sub")).unwrap();
        fs::write(root.join("m.log"), "m").unwrap();
        fs::write(root.join("sub/n.log"), "n").unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("o.log"), "o").unwrap();
        let link = |to: &Path, name: &str| symlink(to, root.join(name)).unwrap();
        link(Path::new("m.log"), "current.log");
        link(Path::new("gone.log"), "latest.log");
        link(Path::new(".."), "sub/loop");
        link(Path::new("sub"), "all");
        link(&outside.path().join("o.log"), "z.log");
        let once = ["m.log", "n.log", "z.log"];
        assert_eq!(names(root).await.unwrap(), once);
        assert_eq!(names(&root.join("*")).await.unwrap(), once);
        let current = names(&root.join("current.log")).await;
        assert_eq!(current.unwrap(), ["current.log"]);
        let nowhere = names(&root.join("latest.log")).await;
        assert!(matches!(nowhere, Err(LogSourceError::NotFound(_))));
    }

    /// Root may read everything, so what may not be read is a file name that is no text.
    #[tokio::test]
    async fn what_cannot_be_read_is_listed_and_the_rest_is_not_lost() {
        use std::os::unix::ffi::OsStrExt;
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        fs::write(root.join("a.log"), "a").unwrap();
        fs::write(root.join(std::ffi::OsStr::from_bytes(b"b\xff.log")), "b").unwrap();
        let source = LogFiles::new(root.to_str().unwrap());
        let objects = source.list().await.unwrap();
        assert_eq!(objects.len(), 2);
        assert!(source.open(&objects[0], 0).await.is_ok());
        assert!(source.open(&objects[1], 0).await.is_err());

        let locked = root.join("locked");
        fs::create_dir(&locked).unwrap();
        let nobody = std::os::unix::fs::PermissionsExt::from_mode(0o000);
        fs::set_permissions(&locked, nobody).unwrap();
        let listed = source.list().await.unwrap();
        if fs::read_dir(&locked).is_err() {
            let locked = listed.iter().find(|object| object.name.ends_with("locked"));
            assert!(source.open(locked.unwrap(), 0).await.is_err());
        }
    }

    #[tokio::test]
    async fn reading_starts_at_the_offset_and_identity_follows_content() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.log");
        fs::write(&path, "hello").unwrap();
        let source = LogFiles::new(path.to_str().unwrap());
        let before = source.list().await.unwrap().remove(0);
        let mut text = String::new();
        source
            .open(&before, 2)
            .await
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "llo");
        fs::write(&path, "hello, more").unwrap();
        assert_ne!(source.list().await.unwrap()[0].identity, before.identity);
    }
}
