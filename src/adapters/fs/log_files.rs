//! [`LogFiles`]: a file, a directory with all below it, or a glob.

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
        let literal = PathBuf::from(&self.pattern);
        if literal.symlink_metadata().is_ok() {
            return Ok(vec![literal]);
        }
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
        let mut objects = Vec::new();
        for path in self.matches()? {
            collect(&path, &mut objects)?;
        }
        objects.sort_by(|a, b| a.name.cmp(&b.name));
        objects.dedup_by(|a, b| a.name == b.name);
        Ok(objects)
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

/// Adds the file, or every regular file below the directory; hidden ones below it are left out:
/// they are half-written copies more often than logs.
fn collect(path: &Path, objects: &mut Vec<LogObject>) -> Result<(), LogSourceError> {
    let metadata = fs::metadata(path).map_err(|error| io_error(path, error))?;
    if !metadata.is_dir() {
        objects.push(log_object(path, &metadata)?);
        return Ok(());
    }
    let entries = fs::read_dir(path).map_err(|error| io_error(path, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| io_error(path, error))?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            collect(&entry.path(), objects)?;
        }
    }
    Ok(())
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
    use super::*;

    async fn names(pattern: &Path) -> Result<Vec<String>, LogSourceError> {
        let objects = LogFiles::new(pattern.to_str().unwrap()).list().await?;
        let name = |object: &LogObject| object.name.rsplit('/').next().unwrap().to_owned();
        Ok(objects.iter().map(name).collect())
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
