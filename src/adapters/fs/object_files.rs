//! [`ObjectFiles`]: objects as files of a directory that no key leads out of.
//!
//! A key whose parts are plain names is a path below `data/`. Any other, and one whose path is taken (`a`
//! beside `a/b`, or two that a file system takes for one), is a file below `by-hash/` named by the SHA-256
//! of the key. The directory is new or empty, every directory in it is made here, and files are made
//! under other names and then linked, never over another: so no link leads anywhere.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::placement::Key;
use crate::ports::{ObjectDir, ObjectFile, StoreError};

/// Longest part of a path.
const PART_BYTES_MAX: usize = 200;
/// Most parts of a path.
const PARTS_MAX: usize = 64;

/// A directory that was empty.
#[derive(Clone, Debug)]
pub struct ObjectFiles {
    root: PathBuf,
}

struct Growing {
    file: NamedTempFile,
    root: PathBuf,
    key: Key,
}

impl ObjectFiles {
    /// Makes the directory, for its owner alone. `Exists` where something is in it, or it is no directory.
    pub fn create(root: &Path) -> Result<Self, StoreError> {
        let make = || -> io::Result<bool> {
            if let Some(parent) = root.parent() {
                fs::create_dir_all(parent)?;
            }
            match private(root) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    let is_dir = fs::symlink_metadata(root)?.is_dir();
                    Ok(is_dir && fs::read_dir(root)?.next().is_none())
                }
                made => made.map(|()| true),
            }
        };
        match make() {
            Ok(true) => Ok(Self {
                root: root.to_owned(),
            }),
            Ok(false) => Err(StoreError::Exists(format!("`{}`", root.display()))),
            Err(error) => Err(StoreError::of_io(root, &error)),
        }
    }
}

impl ObjectDir for ObjectFiles {
    fn begin(&self, key: &Key) -> Result<Box<dyn ObjectFile>, StoreError> {
        let file = NamedTempFile::with_prefix_in(".part-", &self.root);
        Ok(Box::new(Growing {
            file: file.map_err(|error| StoreError::of_io(&self.root, &error))?,
            root: self.root.clone(),
            key: key.clone(),
        }))
    }

    fn finish(&self, manifest: &[u8]) -> Result<String, StoreError> {
        let path = self.root.join("manifest.json");
        let write = || -> io::Result<()> {
            let mut file = NamedTempFile::with_prefix_in(".part-", &self.root)?;
            file.write_all(manifest)?;
            file.as_file().sync_all()?;
            file.persist_noclobber(&path).map_err(|error| error.error)?;
            fs::File::open(&self.root)?.sync_all()
        };
        write().map_err(|error| StoreError::of_io(&path, &error))?;
        Ok(path.display().to_string())
    }
}

impl ObjectFile for Growing {
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let written = self.file.write_all(bytes);
        written.map_err(|error| StoreError::of_io(self.file.path(), &error))
    }

    fn keep(self: Box<Self>) -> Result<String, StoreError> {
        let Self { file, root, key } = *self;
        let sync = file.as_file().sync_data();
        sync.map_err(|error| StoreError::of_io(&root, &error))?;
        let hash = format!("{:x}", Sha256::digest(key.as_bytes()));
        let parts = ["by-hash".to_owned(), hash];
        let mut file = file;
        if let Some(parts) = plain_parts(&key) {
            match place(&root, &parts, file) {
                Ok(()) => return Ok(parts.join("/")),
                Err((_, back)) => file = back,
            }
        }
        match place(&root, &parts, file) {
            Ok(()) => Ok(parts.join("/")),
            Err((error, _)) => Err(StoreError::of_io(&root, &error)),
        }
    }
}

/// `data` and the parts of a key that is a harmless path; `None` for any other.
fn plain_parts(key: &Key) -> Option<Vec<String>> {
    let parts: Vec<&str> = key.as_str()?.split('/').collect();
    let is_plain = |part: &&str| {
        let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
        !part.is_empty()
            && !part.starts_with('.')
            && part.len() <= PART_BYTES_MAX
            && !part.contains(odd)
    };
    let all = parts.len() <= PARTS_MAX && parts.iter().all(is_plain);
    all.then(|| {
        let parts = parts.into_iter().map(str::to_owned);
        std::iter::once("data".to_owned()).chain(parts).collect()
    })
}

/// Gives the file this path; gives it back where something is in the way.
fn place(
    root: &Path,
    parts: &[String],
    file: NamedTempFile,
) -> Result<(), (io::Error, NamedTempFile)> {
    let mut path = root.to_owned();
    for part in &parts[..parts.len() - 1] {
        path.push(part);
        let made = match private(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                match fs::symlink_metadata(&path) {
                    Ok(found) if found.is_dir() => Ok(()),
                    _ => Err(error),
                }
            }
            made => made,
        };
        if let Err(error) = made {
            return Err((error, file));
        }
    }
    path.push(&parts[parts.len() - 1]);
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(()),
        Err(error) => Err((error.error, error.file)),
    }
}

fn private(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(files: &ObjectFiles, key: &Key, body: &str) -> String {
        let mut file = files.begin(key).unwrap();
        file.write(body.as_bytes()).unwrap();
        file.keep().unwrap()
    }

    #[test]
    fn plain_keys_are_paths_and_others_are_named_by_their_hash() {
        let dir = tempfile::tempdir().unwrap();
        let files = ObjectFiles::create(&dir.path().join("out")).unwrap();
        assert_eq!(write(&files, &"t/4/a.bin".into(), "x"), "data/t/4/a.bin");
        for hostile in [
            "../x",
            "/etc/passwd",
            "a/../../x",
            "a//b",
            "a/",
            ".",
            "",
            "t/4/a.bin/below",
            "t/4",
            "x\0y",
            "x\ny",
            "c:x",
            "a\\..\\b",
            ".ssh/authorized_keys",
            "t/4/a.bin",
        ] {
            let name = write(&files, &hostile.into(), hostile);
            assert!(name.starts_with("by-hash/"), "{hostile:?}: {name}");
            let there = fs::read(dir.path().join("out").join(&name)).unwrap();
            assert_eq!(there, hostile.as_bytes());
        }
        assert_eq!(
            fs::read(dir.path().join("out/data/t/4/a.bin")).unwrap(),
            b"x"
        );
        let long = "k".repeat(1024);
        assert!(write(&files, &long.as_str().into(), "x").starts_with("by-hash/"));
        files.finish(b"{}").unwrap();
        assert!(matches!(
            ObjectFiles::create(&dir.path().join("out")),
            Err(StoreError::Exists(_))
        ));
        let beside = fs::read_dir(dir.path()).unwrap().count();
        assert_eq!(beside, 1, "nothing is beside the directory");
    }

    #[test]
    fn what_was_not_kept_leaves_nothing_and_a_link_is_no_directory() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("out");
        let files = ObjectFiles::create(&root).unwrap();
        files.begin(&"a".into()).unwrap().write(b"torn").unwrap();
        assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(&root, &link).unwrap();
        assert!(matches!(
            ObjectFiles::create(&link),
            Err(StoreError::Exists(_))
        ));
        // Somebody else puts a link into it.
        fs::create_dir(root.join("data")).unwrap();
        std::os::unix::fs::symlink("/tmp", root.join("data/t")).unwrap();
        assert!(write(&files, &"t/x".into(), "x").starts_with("by-hash/"));
    }

    proptest! {
        #[test]
        fn no_key_leaves_the_directory(key in prop::collection::vec(prop::sample::select(&b"./a\\\0~"[..]), 0..12)) {
            let dir = tempfile::tempdir().unwrap();
            let root = dir.path().join("out");
            let files = ObjectFiles::create(&root).unwrap();
            let key = Key::from(key);
            let name = write(&files, &key, "x");
            let real = fs::canonicalize(root.join(&name)).unwrap();
            prop_assert!(real.starts_with(fs::canonicalize(&root).unwrap()));
            prop_assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }
}
