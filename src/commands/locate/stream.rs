//! `shardctl locate --stream`: millions of keys, each answered when it is read.
//!
//! The map is read once and laid out for questions; a key costs one look into it and one line. Nothing is
//! asked of stats.db, and memory is that of the map.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use crate::cli::{CommandError, Exit, Format};
use crate::commands::CommandContext;
use crate::commands::current_map::{check_kin, no_map_to_show, without_map};
use crate::migration::previous_places;
use crate::placement::{CompiledMap, Decided, Key, LocatedBy, Location, Shard, ShardMap};
use crate::ui::escape_into;

use super::{SetsBefore, nowhere, unreadable, unstorable};

/// Bytes read at once.
const CHUNK: usize = 1 << 20;

/// Runs the command.
pub async fn run(ctx: &CommandContext, path: &Path, end: u8) -> Result<Exit, CommandError> {
    check_format(ctx)?;
    let Some(store) = ctx.world.map_store()? else {
        return Err(without_map(ctx).await);
    };
    let map = store.load()?.ok_or_else(no_map_to_show)?;
    if let Some((_, text)) = check_kin(ctx, &map)? {
        ctx.ui.warning(&text);
    }
    let sets = SetsBefore::all(ctx, store.as_ref())?;
    let places = previous_places(&store.migrations()?, &map, ctx.world.clock().now_ms());
    let compiled = CompiledMap::new(&map);
    let mut seconds = HashMap::new();
    for place in &places {
        let shard = place.shard.as_ref().and_then(|name| map.shard(name));
        seconds.extend(compiled.number_of(&place.segment).zip(shard));
    }
    let answers = Answers {
        map: &map,
        compiled,
        seconds,
        sets,
        uris: map.shards().map(uri).collect(),
    };
    let mut failed = |error: std::io::Error| unreadable(path, &error);
    let mut keys: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(&mut failed)?)
    };
    let mut lines = Lines::default();
    let mut out = Vec::with_capacity(4 * CHUNK);
    let mut refused = 0_u64;
    let mut number = 0_u64;
    loop {
        let more = lines.fill(&mut keys).map_err(&mut failed)?;
        while let Some(key) = lines.next(end, more) {
            number += 1;
            if let Some(why) = answers.write(&mut out, key)? {
                refused += 1;
                ctx.ui.warning(&format!("key {number} of the file {why}"));
            }
            if out.len() >= 4 * CHUNK {
                ctx.ui.raw(&out)?;
                out.clear();
            }
        }
        ctx.ui.raw(&out)?;
        out.clear();
        if !more {
            break;
        }
    }
    Ok(if refused == 0 {
        Exit::Ok
    } else {
        Exit::Partial
    })
}

/// Lines of tabs are no table, no JSON and no CSV.
fn check_format(ctx: &CommandContext) -> Result<(), CommandError> {
    let output = &ctx.settings.output;
    let lists = !output.columns.is_empty() || output.sort_by.is_some() || output.limit.is_some();
    if matches!(output.format, Format::Table | Format::Wide) && !lists {
        return Ok(());
    }
    let what =
        "--stream has one form: KEY, SHARD, OBJECT and FALLBACK OBJECT, with tabs between them";
    Err(CommandError::new(Exit::Usage, "not_a_list", what)
        .why("a key is answered before the next is read")
        .next("without --stream      all keys are one list, in every form")
        .next("shardctl map export      gives programs the whole map"))
}

/// What answers are made of.
struct Answers<'a> {
    map: &'a ShardMap,
    compiled: CompiledMap<'a>,
    /// Of rules in grace the shard that readers with an older map use.
    seconds: HashMap<usize, &'a Shard>,
    sets: SetsBefore,
    /// Of each shard, where its objects begin.
    uris: HashMap<&'a str, Vec<u8>>,
}

/// `s3://BUCKET/PREFIX`, escaped.
fn uri(shard: &Shard) -> (&str, Vec<u8>) {
    let mut uri = Vec::new();
    escape_into(
        &mut uri,
        format!("s3://{}/{}", shard.bucket, shard.prefix).as_bytes(),
    );
    (&shard.name.0, uri)
}

impl Answers<'_> {
    /// Writes the line of a key; why it has none, where no store could hold the key.
    fn write(&self, out: &mut Vec<u8>, key: &[u8]) -> Result<Option<String>, CommandError> {
        let found = self.compiled.locate(key);
        let Decided { shard, rule } = found.ok_or_else(|| nowhere(&Key::from(key)))?;
        if let Some(why) = unstorable(key, shard) {
            return Ok(Some(why));
        }
        let second = match rule {
            Some(rule) => self.seconds.get(&rule).copied(),
            None => self.home_before(key, shard),
        };
        let start = out.len();
        escape_into(out, key);
        let written = start..out.len();
        out.push(b'\t');
        out.extend_from_slice(shard.name.0.as_bytes());
        for place in [Some(shard), second].into_iter().flatten() {
            out.push(b'\t');
            out.extend_from_slice(&self.uris[place.name.0.as_str()]);
            match key.strip_prefix(place.mount.as_bytes()) {
                Some(rest) if rest.len() < key.len() => escape_into(out, rest),
                _ => out.extend_from_within(written.clone()),
            }
        }
        out.push(b'\n');
        Ok(None)
    }

    fn home_before(&self, key: &[u8], shard: &Shard) -> Option<&Shard> {
        if self.sets.is_empty() {
            return None;
        }
        let by = LocatedBy::RendezvousHome;
        let home = self
            .sets
            .home_before(self.map, &key.into(), &Location { shard, by });
        home.map(|(shard, _)| shard)
    }
}

/// Keys out of what is read.
#[derive(Default)]
struct Lines {
    buffer: Vec<u8>,
    /// What is before it was given out.
    at: usize,
}

impl Lines {
    /// Reads once; whether there may be more.
    fn fill(&mut self, from: &mut dyn Read) -> std::io::Result<bool> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let kept = self.buffer.len();
        self.buffer.resize(kept + CHUNK, 0);
        let read = loop {
            match from.read(&mut self.buffer[kept..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.buffer.truncate(kept + read);
        Ok(read > 0)
    }

    /// The next key that is whole; of the last the end may be missing.
    fn next(&mut self, end: u8, more: bool) -> Option<&[u8]> {
        let rest = &self.buffer[self.at..];
        let (length, step) = match memchr::memchr(end, rest) {
            Some(length) => (length, length + 1),
            None if more || rest.is_empty() => return None,
            None => (rest.len(), rest.len()),
        };
        self.at += step;
        Some(&rest[..length])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(3).min(into.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn keys(text: &str, end: u8) -> Vec<String> {
        let mut from = Slow(text.as_bytes());
        let mut lines = Lines::default();
        let mut found = Vec::new();
        loop {
            let more = lines.fill(&mut from).unwrap();
            while let Some(key) = lines.next(end, more) {
                found.push(String::from_utf8_lossy(key).into_owned());
            }
            if !more {
                return found;
            }
        }
    }

    #[test]
    fn lines_come_out_whole_however_they_are_read() {
        assert_eq!(
            keys("tenant/1/a\n\nb\nlast", b'\n'),
            ["tenant/1/a", "", "b", "last"]
        );
        assert_eq!(keys("a\nb\0c\0", 0), ["a\nb", "c"]);
        assert_eq!(keys("", b'\n'), [""; 0]);
    }
}
