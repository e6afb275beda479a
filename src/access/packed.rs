//! Entries of a few fixed bytes and seven numbers, of which many are small or 0: each takes 0, 2, 4 or 8
//! bytes, and two bytes in front of them say which. Neither way does a number's size decide what is done,
//! so it costs the same few instructions for each; that is worth the bytes that varints would save.

use super::codec::BlockError;

/// Bytes of an entry that are always there.
pub(super) const HEAD: usize = 13;
/// Numbers of an entry.
pub(super) const NUMBERS: usize = 7;
/// Where the numbers begin: behind the head and their sizes.
const BEGIN: usize = HEAD + 2;
/// Where the last number may begin at most; one less than a power of two.
const LAST: usize = 63;
const _: () = assert!(
    BEGIN + 8 * (NUMBERS - 1) <= LAST,
    "a number begins there or before"
);

/// What is left of eight bytes, by size.
const MASKS: [u64; 4] = [0, 0xffff, 0xffff_ffff, u64::MAX];

/// The size of a number by how many of its leading bits are 0.
const SIZES: [u16; 65] = {
    let mut sizes = [0; 65];
    let mut zeros = 0;
    while zeros < 64 {
        sizes[zeros] = if zeros < 32 {
            3
        } else if zeros < 48 {
            2
        } else {
            1
        };
        zeros += 1;
    }
    sizes
};

/// Bytes of a number of this size.
#[inline]
fn bytes_of(size: u16) -> usize {
    (1 << size) & !1
}

/// Appends entries to a block: gathered in one place, since looking for room with each costs more.
pub(super) struct PackedWriter {
    bytes: [u8; Self::ROOM],
    length: usize,
}

impl PackedWriter {
    const ROOM: usize = 4_096;

    /// One that has gathered nothing.
    pub(super) fn new() -> Self {
        Self {
            bytes: [0; Self::ROOM],
            length: 0,
        }
    }

    /// Adds an entry.
    #[inline]
    pub(super) fn put(&mut self, out: &mut Vec<u8>, head: [u8; HEAD], numbers: [u64; NUMBERS]) {
        if self.length > Self::ROOM - LAST - 8 {
            self.flush(out);
        }
        let Some(entry) = self.bytes[self.length..].first_chunk_mut::<{ LAST + 8 }>() else {
            return;
        };
        entry[..HEAD].copy_from_slice(&head);
        let (mut at, mut sizes) = (BEGIN, 0);
        for (place, number) in numbers.into_iter().enumerate() {
            let size = SIZES[number.leading_zeros() as usize];
            sizes |= size << (2 * place);
            // Never behind the last, which has to be shown.
            entry[at & LAST..][..8].copy_from_slice(&number.to_le_bytes());
            at += bytes_of(size);
        }
        entry[HEAD..BEGIN].copy_from_slice(&sizes.to_le_bytes());
        self.length += at;
    }

    /// Appends what is gathered.
    pub(super) fn flush(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.bytes[..self.length]);
        self.length = 0;
    }
}

/// Reads the next entry of `input`.
#[inline]
pub(super) fn read(input: &mut &[u8]) -> Result<([u8; HEAD], [u64; NUMBERS]), BlockError> {
    let mut last = [0; LAST + 8];
    let entry = match input.first_chunk() {
        Some(entry) => entry,
        None => {
            last[..input.len()].copy_from_slice(input);
            &last
        }
    };
    let (head, rest): (&[u8; HEAD], _) = entry.split_first_chunk().ok_or(BlockError)?;
    let sizes = u16::from_le_bytes([rest[0], rest[1]]);
    let (mut at, mut numbers) = (BEGIN, [0; NUMBERS]);
    for (place, number) in numbers.iter_mut().enumerate() {
        let size = sizes >> (2 * place) & 3;
        let bytes = entry[at & LAST..].first_chunk().ok_or(BlockError)?;
        *number = u64::from_le_bytes(*bytes) & MASKS[usize::from(size)];
        at += bytes_of(size);
    }
    *input = input.get(at..).ok_or(BlockError)?;
    Ok((*head, numbers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An entry takes at most so many bytes.
    const LONGEST: usize = BEGIN + 8 * NUMBERS;

    proptest! {
        #[test]
        fn entries_are_read_as_they_were_put(
            entries in prop::collection::vec(
                (any::<[u8; HEAD]>(), any::<[(u64, u32); NUMBERS]>()), 0..200,
            ),
        ) {
            let entries: Vec<_> = entries
                .into_iter()
                .map(|(head, numbers)| (head, numbers.map(|(n, shift)| n.checked_shr(shift % 80).unwrap_or(0))))
                .collect();
            let (mut writer, mut out) = (PackedWriter::new(), Vec::new());
            for (head, numbers) in &entries {
                writer.put(&mut out, *head, *numbers);
            }
            writer.flush(&mut out);
            prop_assert!(out.len() <= entries.len() * LONGEST);
            let mut input = &out[..];
            for entry in &entries {
                prop_assert_eq!(read(&mut input), Ok(*entry));
            }
            prop_assert!(input.is_empty());
            prop_assert_eq!(read(&mut input), Err(BlockError));
        }
    }
}
