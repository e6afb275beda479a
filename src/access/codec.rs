//! Bytes of what stats.db keeps: LEB128 varints, names and fixed words. Decoding never trusts them.

use std::sync::Arc;

use super::names::Names;

/// The bytes are not what they are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a block of access statistics")]
pub struct BlockError;

/// Appends a number.
#[inline]
pub(super) fn put(out: &mut Vec<u8>, number: u64) {
    if number < 0x80 {
        out.push(number as u8);
    } else if number < 1 << 14 {
        out.extend_from_slice(&[number as u8 | 0x80, (number >> 7) as u8]);
    } else if number < 1 << 56 {
        // All but the last byte say that more follow.
        let more = number.ilog2() / 7;
        let bytes = spread(number) | MORE >> (64 - 8 * more);
        out.extend_from_slice(&bytes.to_le_bytes());
        out.truncate(out.len() - 7 + more as usize);
    } else {
        put_long(out, number);
    }
}

#[cold]
fn put_long(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The bit by which a byte says that more follow, in eight bytes.
const MORE: u64 = 0x8080_8080_8080_8080;

/// 56 bits as eight bytes of seven: halves, quarters, eighths.
#[inline]
fn spread(number: u64) -> u64 {
    let number = number & 0x0000_0000_0fff_ffff | (number & 0x00ff_ffff_f000_0000) << 4;
    let number = number & 0x0000_3fff_0000_3fff | (number & 0x0fff_c000_0fff_c000) << 2;
    number & 0x007f_007f_007f_007f | (number & 0x3f80_3f80_3f80_3f80) << 1
}

/// The 56 bits that [`spread`] made eight bytes of.
#[inline]
fn gather(bytes: u64) -> u64 {
    let bytes = bytes & 0x007f_007f_007f_007f | (bytes & 0x7f00_7f00_7f00_7f00) >> 1;
    let bytes = bytes & 0x0000_3fff_0000_3fff | (bytes & 0x3fff_0000_3fff_0000) >> 2;
    bytes & 0x0000_0000_0fff_ffff | (bytes & 0x0fff_ffff_0000_0000) >> 4
}

/// Near zero is near zero, whatever the sign.
#[inline]
pub(super) fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// The number that [`zigzag`] made this of.
#[inline]
pub(super) fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Appends a number that may be negative; near zero is short.
#[inline]
pub(super) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, zigzag(number));
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
        if let [first @ 0..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return Ok(u64::from(*first));
        }
        if let Some(next) = self.0.first_chunk() {
            let bytes = u64::from_le_bytes(*next);
            let bits = (!bytes & MORE).trailing_zeros() + 1;
            if bits <= u64::BITS {
                self.0 = &self.0[bits as usize / 8..];
                return Ok(gather(bytes & u64::MAX >> (64 - bits)));
            }
        }
        self.number_by_bytes()
    }

    /// The same for a number that is long or near the end.
    #[cold]
    fn number_by_bytes(&mut self) -> Result<u64, BlockError> {
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
        Ok(unzigzag(self.number()?))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_seven_bits_a_byte(
            numbers in prop::collection::vec((any::<u64>(), 0_u32..64), 0..20),
        ) {
            let numbers = numbers.into_iter().map(|(number, shift)| number >> shift);
            let (mut out, mut plain) = (Vec::new(), Vec::new());
            for mut number in numbers.clone() {
                put(&mut out, number);
                while number >= 0x80 {
                    plain.push(number as u8 | 0x80);
                    number >>= 7;
                }
                plain.push(number as u8);
            }
            prop_assert_eq!(&out, &plain);
            let (mut input, mut by_bytes) = (Input(&out), Input(&out));
            for number in numbers {
                prop_assert_eq!(input.number(), Ok(number));
                prop_assert_eq!(by_bytes.number_by_bytes(), Ok(number));
            }
            prop_assert_eq!(input.end(), Ok(()));
        }

        #[test]
        fn any_bytes_are_one_number_however_they_are_read(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            let (mut input, mut by_bytes) = (Input(&bytes), Input(&bytes));
            prop_assert_eq!(input.number(), by_bytes.number_by_bytes());
            if input.0.len() != by_bytes.0.len() {
                prop_assert!(bytes.len() < 10 || bytes.iter().take(10).all(|byte| byte & 0x80 != 0));
            }
        }
    }
}
