//! Bytes of what stats.db keeps: LEB128 varints, names and fixed words. Decoding never trusts them.

use std::sync::Arc;

use super::names::Names;

/// The bytes are not what they are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a block of access statistics")]
pub struct BlockError;

/// Appends a number.
#[inline]
pub(super) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a number that may be negative; near zero is short.
#[inline]
pub(super) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, ((number << 1) ^ (number >> 63)) as u64);
}

/// Appends a text with its length.
pub(super) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Appends names with their count.
pub(super) fn put_names(out: &mut Vec<u8>, names: &[Arc<str>]) {
    put(out, names.len() as u64);
    for name in names {
        put_bytes(out, name.as_bytes());
    }
}

/// Appends ascending numbers with their count, as differences.
pub(super) fn put_ascending(out: &mut Vec<u8>, numbers: &[u64]) {
    put(out, numbers.len() as u64);
    let mut before = 0;
    for &number in numbers {
        put(out, number.wrapping_sub(before));
        before = number;
    }
}

/// What is left to read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Input<'a>(pub(super) &'a [u8]);

impl<'a> Input<'a> {
    pub(super) fn take(&mut self, length: u64) -> Result<&'a [u8], BlockError> {
        let length = usize::try_from(length).map_err(|_| BlockError)?;
        let (taken, rest) = self.0.split_at_checked(length).ok_or(BlockError)?;
        self.0 = rest;
        Ok(taken)
    }

    #[inline]
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], BlockError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(BlockError)?;
        self.0 = rest;
        Ok(*taken)
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Result<u8, BlockError> {
        Ok(self.array::<1>()?[0])
    }

    #[inline]
    pub(super) fn number(&mut self) -> Result<u64, BlockError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(BlockError)
    }

    #[inline]
    pub(super) fn signed(&mut self) -> Result<i64, BlockError> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A number that must fit.
    #[inline]
    pub(super) fn small<T: TryFrom<u64>>(&mut self) -> Result<T, BlockError> {
        T::try_from(self.number()?).map_err(|_| BlockError)
    }

    /// A count and that many items. A lying count costs no more memory than there are bytes.
    pub(super) fn many<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, BlockError>,
    ) -> Result<Vec<T>, BlockError> {
        let count: usize = self.small()?;
        let mut items = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            items.push(item(self)?);
        }
        Ok(items)
    }

    pub(super) fn names(&mut self) -> Result<Vec<Arc<str>>, BlockError> {
        self.many(|input| {
            let length = input.number()?;
            let name = std::str::from_utf8(input.take(length)?).map_err(|_| BlockError)?;
            Ok(name.into())
        })
    }

    /// Names, as their numbers in `names`.
    pub(super) fn name_ids(&mut self, names: &mut Names) -> Result<Vec<u32>, BlockError> {
        let found = self.names()?;
        Ok(found.iter().map(|name| names.id(name)).collect())
    }

    pub(super) fn ascending(&mut self) -> Result<Vec<u64>, BlockError> {
        let mut before = 0_u64;
        self.many(|input| {
            before = before.wrapping_add(input.number()?);
            Ok(before)
        })
    }

    /// Refuses what follows the end.
    pub(super) fn end(self) -> Result<(), BlockError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(BlockError)
        }
    }
}
