//! Bookmarks: where to begin in a file that was, or was not, read before.

use std::collections::BTreeMap;
use std::io::Read;

use crate::access::IngestedFile;
use crate::ports::{LogObject, LogSource, LogSourceError};

use super::run::IngestError;
use super::text::{HASHED_BYTES, Text, content_hash, hex_hash};

/// Endings of names that programs give to what they compressed.
const COMPRESSED: [&str; 2] = [".gz", ".zst"];

/// What to do with a file whose content is not what was read under its name before, when the
/// latter is nowhere else to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rewritten {
    /// Leave it and say so.
    #[default]
    Refuse,
    /// It was corrected: its old records no longer count.
    Replace,
    /// It was rotated and the old file is gone: its records still count.
    Keep,
}

/// Where to begin in one file.
pub(super) enum Start {
    /// Nothing is new.
    Unchanged,
    /// At the text's position: the beginning, or where an earlier run ended.
    At {
        text: Text,
        /// What earlier runs read of it.
        before: Option<IngestedFile>,
    },
    /// It is not what was read before under its name; the text is at its beginning.
    Rewritten(Text),
    /// It is a log that was read under this name, beside it, and has nothing more.
    Copy(String),
    /// It is such a log and has more; the text is where the bookmark of that name ends.
    MoreOf(IngestedFile, Text),
}

/// The bookmarks of one source, by file name.
pub(super) type Bookmarks = BTreeMap<String, IngestedFile>;

/// Decides where to begin in `object`.
pub(super) async fn find_start(
    source: &dyn LogSource,
    object: &LogObject,
    bookmarks: &Bookmarks,
) -> Result<Start, IngestError> {
    let own = bookmarks.get(&object.name);
    if own.is_some_and(|own| is_unchanged(object, own)) {
        return Ok(Start::Unchanged);
    }
    let mut text = open(source, object).await?;
    let Some(own) = own else {
        return find_start_of_new(source, object, text, bookmarks).await;
    };
    Ok(match go_on(source, object, &mut text, own).await? {
        Some(text) => Start::At {
            text,
            before: Some(own.clone()),
        },
        None => Start::Rewritten(text),
    })
}

/// Decides where to begin in a file that has no bookmark. It may be the compressed copy of one beside
/// it that has, or the other way round: the names say where to look, the text whether it is so.
async fn find_start_of_new(
    source: &dyn LogSource,
    object: &LogObject,
    mut text: Text,
    bookmarks: &Bookmarks,
) -> Result<Start, IngestError> {
    for name in names_of_copies(&object.name) {
        let Some(bookmark) = bookmarks.get(&name).filter(|bookmark| bookmark.offset > 0) else {
            continue;
        };
        if !begins_like(&mut text, object, bookmark)? {
            continue;
        }
        let more = go_on(source, object, &mut text, bookmark).await?;
        let Some(mut more) = more else {
            return Ok(Start::Copy(name));
        };
        let ahead = more
            .peek(1)
            .map_err(|error| IngestError::read(object, &error))?;
        return Ok(if ahead.is_empty() {
            Start::Copy(name)
        } else {
            Start::MoreOf(bookmark.clone(), more)
        });
    }
    let before = None;
    Ok(Start::At { text, before })
}

/// Names that the same log has as it is and compressed, without `name`.
pub(super) fn names_of_copies(name: &str) -> Vec<String> {
    let plain = COMPRESSED
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix));
    let plain = plain.unwrap_or(name);
    let compressed = COMPRESSED.iter().map(|suffix| format!("{plain}{suffix}"));
    let names = std::iter::once(plain.to_owned()).chain(compressed);
    names.filter(|other| other != name).collect()
}

/// Decides where to begin in a pipe, which cannot be opened twice. What comes out of a pipe has no
/// name, so it is known by its beginning: the same log piped again is the same file. With `again`
/// nothing is passed over.
pub(super) async fn find_start_of_pipe(
    source: &dyn LogSource,
    pipe: &LogObject,
    bookmarks: &Bookmarks,
    again: bool,
) -> Result<(LogObject, Start), IngestError> {
    let mut text = open(source, pipe).await?;
    let head = head_of(&mut text, pipe)?;
    let object = LogObject {
        name: format!("{}@{}", pipe.name, &hex_hash(&head)[..12]),
        ..pipe.clone()
    };
    let before = bookmarks.get(&object.name).filter(|_| !again).cloned();
    if let Some(before) = &before {
        let reached = text.skip(before.offset);
        let reached = reached.map_err(|error| IngestError::read(pipe, &error))?;
        if !reached || text.content_hash() != before.content_hash {
            return Ok((object, Start::Rewritten(text)));
        }
    }
    Ok((object, Start::At { text, before }))
}

/// Which bookmarks belong to files that have another name now, (from, to): log rotation. Objects of
/// a bucket are never renamed.
pub(super) async fn find_renames(
    source: &dyn LogSource,
    objects: &[LogObject],
    bookmarks: &Bookmarks,
) -> Result<Vec<(String, String)>, IngestError> {
    let mut lost: Bookmarks = bookmarks
        .iter()
        .filter(|(name, _)| !is_pinned_name(name))
        .map(|(name, bookmark)| (name.clone(), bookmark.clone()))
        .collect();
    let mut strangers = Vec::new();
    for object in objects
        .iter()
        .filter(|object| !is_pinned_name(&object.name))
    {
        let own = lost.get(&object.name);
        let is_own = match own {
            Some(own) if is_unchanged(object, own) => true,
            Some(own) => find_continued(source, object, [own]).await?.is_some(),
            None => false,
        };
        if is_own {
            lost.remove(&object.name);
        } else {
            strangers.push(object);
        }
    }
    let mut renames = Vec::new();
    for object in strangers {
        while let Some(old) = take_continued(source, object, &mut lost).await? {
            let listed = objects.iter().any(|object| object.name == old.name);
            if listed || !is_still_there(source, &old).await? {
                renames.push((old.name, object.name.clone()));
                break;
            }
        }
    }
    Ok(renames)
}

/// Takes the first of the lost bookmarks that `object` goes on from, but for one of its own name.
async fn take_continued(
    source: &dyn LogSource,
    object: &LogObject,
    lost: &mut Bookmarks,
) -> Result<Option<IngestedFile>, IngestError> {
    let others = lost.values();
    let others = others.filter(|bookmark| bookmark.name != object.name);
    let from = find_continued(source, object, others).await?;
    Ok(from.and_then(|from| lost.remove(&from)))
}

/// Whether a file that is not among those to be read, because another argument names it or none, still is what was read
/// under its name: one that only begins like it is a log of its own.
async fn is_still_there(
    source: &dyn LogSource,
    bookmark: &IngestedFile,
) -> Result<bool, IngestError> {
    let object = LogObject {
        name: bookmark.name.clone(),
        identity: String::new(),
        size: Some(bookmark.offset),
    };
    match find_continued(source, &object, [bookmark]).await {
        Ok(found) => Ok(found.is_some()),
        Err(IngestError::Source(LogSourceError::NotFound(_))) => Ok(false),
        // It is there, or its directory is, and nobody may look.
        Err(IngestError::Source(LogSourceError::Io { .. }) | IngestError::Read { .. }) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Whether nobody can give the file of this name another one.
fn is_pinned_name(name: &str) -> bool {
    name.starts_with("s3://") || name.starts_with('-')
}

fn is_unchanged(object: &LogObject, own: &IngestedFile) -> bool {
    !own.identity.is_empty() && own.identity == object.identity
}

/// The name of the first bookmark that `object` goes on from.
async fn find_continued<'a>(
    source: &dyn LogSource,
    object: &LogObject,
    bookmarks: impl IntoIterator<Item = &'a IngestedFile>,
) -> Result<Option<String>, IngestError> {
    let mut candidates = bookmarks
        .into_iter()
        .filter(|bookmark| object.size.is_some() && bookmark.offset > 0)
        .peekable();
    if candidates.peek().is_none() {
        return Ok(None);
    }
    let mut text = open(source, object).await?;
    for bookmark in candidates {
        if go_on(source, object, &mut text, bookmark).await?.is_some() {
            return Ok(Some(bookmark.name.clone()));
        }
    }
    Ok(None)
}

/// The text of `object` from its beginning.
pub(super) async fn open(source: &dyn LogSource, object: &LogObject) -> Result<Text, IngestError> {
    let stored = source.open(object, 0).await?;
    Text::open(stored, object.size).map_err(|error| IngestError::read(object, &error))
}

fn head_of(text: &mut Text, object: &LogObject) -> Result<Vec<u8>, IngestError> {
    let head = text.peek(HASHED_BYTES);
    let head = head.map_err(|error| IngestError::read(object, &error))?;
    Ok(head[..head.len().min(HASHED_BYTES)].to_vec())
}

fn head_until(text: &mut Text, object: &LogObject, offset: u64) -> Result<Vec<u8>, IngestError> {
    let mut head = head_of(text, object)?;
    head.truncate(usize::try_from(offset).unwrap_or(HASHED_BYTES));
    Ok(head)
}

/// Whether the text has the beginning of what was read up to the bookmark.
fn begins_like(
    text: &mut Text,
    object: &LogObject,
    bookmark: &IngestedFile,
) -> Result<bool, IngestError> {
    let head = head_until(text, object, bookmark.offset)?;
    let known = bookmark.content_hash.split('-').next().unwrap_or_default();
    Ok(hex_hash(&head) == known)
}

/// The text of `object` from the bookmark on; `None` when what precedes it is not what was read.
/// Plain files are sought; compressed ones are read again up to the bookmark.
async fn go_on(
    source: &dyn LogSource,
    object: &LogObject,
    text: &mut Text,
    bookmark: &IngestedFile,
) -> Result<Option<Text>, IngestError> {
    let read_error = |error| IngestError::read(object, &error);
    let offset = bookmark.offset;
    if !begins_like(text, object, bookmark)? {
        return Ok(None);
    }
    if text.is_compressed() {
        let mut text = open(source, object).await?;
        let reached = text.skip(offset).map_err(read_error)?;
        return Ok((reached && text.content_hash() == bookmark.content_hash).then_some(text));
    }
    let begin = offset.saturating_sub(HASHED_BYTES as u64);
    let head = head_until(text, object, offset)?;
    let mut stored = source.open(object, begin).await?;
    let mut tail = Vec::new();
    let expected = offset - begin;
    let mut before = stored.by_ref().take(expected);
    before.read_to_end(&mut tail).map_err(read_error)?;
    let same = tail.len() as u64 == expected && content_hash(&head, &tail) == bookmark.content_hash;
    Ok(same.then(|| Text::resume(stored, offset, head, tail)))
}
