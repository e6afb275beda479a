//! A block of accesses as bytes: what stats.db keeps of one batch and one day. Version 1.
//!
//! Dictionaries first (regions, tenants, clients, keys with the prefix they share with the one
//! before), then the records in order of key and time, numbers as LEB128 varints. Compression is
//! the store's business. Decoding never trusts the bytes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::placement::Key;

use super::{Access, Operation, RegionSource};

const VERSION: u8 = 1;

/// The bytes are no block of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a block of accesses")]
pub struct BlockError;

/// Order of the operations in a block; only ever appended to.
const OPERATIONS: [Operation; 8] = [
    Operation::Get,
    Operation::Head,
    Operation::Put,
    Operation::Copy,
    Operation::Delete,
    Operation::List,
    Operation::Part,
    Operation::Other,
];

/// Encodes accesses; their order is not kept.
pub fn encode(accesses: &[Access]) -> Vec<u8> {
    let mut sorted: Vec<&Access> = accesses.iter().collect();
    sorted.sort_unstable_by_key(|access| (&access.key, access.time_ms, access.record_id));
    let regions: Dictionary<&str> = accesses.iter().map(|access| &*access.region).collect();
    let tenants: Dictionary<&str> = accesses.iter().map(|access| &*access.tenant).collect();
    let clients: Dictionary<u64> = accesses.iter().map(|access| access.client).collect();
    let keys: Dictionary<&Key> = accesses.iter().map(|access| &access.key).collect();

    let mut out = vec![VERSION];
    for names in [&regions, &tenants] {
        put(&mut out, names.0.len() as u64);
        for name in &names.0 {
            put_bytes(&mut out, name.as_bytes());
        }
    }
    put(&mut out, clients.0.len() as u64);
    for client in &clients.0 {
        out.extend_from_slice(&client.to_be_bytes());
    }
    put_keys(&mut out, &keys.0);
    put(&mut out, sorted.len() as u64);
    let (mut key, mut time) = (0, 0);
    for access in sorted {
        let at = keys.position(&&access.key);
        put(&mut out, at - key);
        put(&mut out, zigzag(access.time_ms.wrapping_sub(time)));
        (key, time) = (at, access.time_ms);
        out.push(access.region_source as u8 * 16 + access.operation as u8);
        put(&mut out, regions.position(&&*access.region));
        put(&mut out, tenants.position(&&*access.tenant));
        put(&mut out, clients.position(&access.client));
        put(&mut out, access.bytes);
        put(
            &mut out,
            access.object_size.map_or(0, |size| size.saturating_add(1)),
        );
        out.extend_from_slice(&access.record_id.to_be_bytes());
    }
    out
}

/// Decodes a block, in order of key and time.
pub fn decode(bytes: &[u8]) -> Result<Vec<Access>, BlockError> {
    let mut input = Input(bytes);
    if input.byte()? != VERSION {
        return Err(BlockError);
    }
    let regions = input.names()?;
    let tenants = input.names()?;
    let clients = input.many(|input| Ok(u64::from_be_bytes(input.array()?)))?;
    let keys = input.keys()?;
    let (mut key, mut time) = (0_u64, 0_i64);
    let accesses = input.many(|input| {
        key = key.checked_add(input.number()?).ok_or(BlockError)?;
        time = time.wrapping_add(unzigzag(input.number()?));
        let kinds = input.byte()?;
        Ok(Access {
            time_ms: time,
            key: pick(&keys, key)?,
            region_source: pick(&RegionSource::ALL, u64::from(kinds / 16))?,
            operation: pick(&OPERATIONS, u64::from(kinds % 16))?,
            region: pick(&regions, input.number()?)?,
            tenant: pick(&tenants, input.number()?)?,
            client: pick(&clients, input.number()?)?,
            bytes: input.number()?,
            object_size: input.number()?.checked_sub(1),
            record_id: u64::from_be_bytes(input.array()?),
        })
    })?;
    if input.0.is_empty() {
        Ok(accesses)
    } else {
        Err(BlockError)
    }
}

/// Distinct values, sorted.
struct Dictionary<T>(Vec<T>);

impl<T: Ord> FromIterator<T> for Dictionary<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let distinct: BTreeSet<T> = values.into_iter().collect();
        Self(distinct.into_iter().collect())
    }
}

impl<T: Ord> Dictionary<T> {
    /// Position of a value that the dictionary was made of.
    fn position(&self, value: &T) -> u64 {
        self.0.partition_point(|known| known < value) as u64
    }
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn put_keys(out: &mut Vec<u8>, keys: &[&Key]) {
    put(out, keys.len() as u64);
    let mut before: &[u8] = &[];
    for key in keys {
        let bytes = key.as_bytes();
        let shared = bytes.iter().zip(before).take_while(|(a, b)| a == b).count();
        put(out, shared as u64);
        put_bytes(out, &bytes[shared..]);
        before = bytes;
    }
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

fn pick<T: Clone>(values: &[T], at: u64) -> Result<T, BlockError> {
    let at = usize::try_from(at).map_err(|_| BlockError)?;
    values.get(at).cloned().ok_or(BlockError)
}

/// What is left of a block.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: u64) -> Result<&'a [u8], BlockError> {
        let length = usize::try_from(length).map_err(|_| BlockError)?;
        let (taken, rest) = self.0.split_at_checked(length).ok_or(BlockError)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], BlockError> {
        self.take(N as u64)?.try_into().map_err(|_| BlockError)
    }

    fn byte(&mut self) -> Result<u8, BlockError> {
        Ok(self.array::<1>()?[0])
    }

    fn number(&mut self) -> Result<u64, BlockError> {
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

    /// A count and that many items. A lying count costs no more memory than the block has bytes.
    fn many<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, BlockError>,
    ) -> Result<Vec<T>, BlockError> {
        let count = usize::try_from(self.number()?).map_err(|_| BlockError)?;
        let mut items = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn names(&mut self) -> Result<Vec<Arc<str>>, BlockError> {
        self.many(|input| {
            let length = input.number()?;
            let name = std::str::from_utf8(input.take(length)?).map_err(|_| BlockError)?;
            Ok(name.into())
        })
    }

    fn keys(&mut self) -> Result<Vec<Key>, BlockError> {
        let mut before: Vec<u8> = Vec::new();
        self.many(|input| {
            let shared = usize::try_from(input.number()?).map_err(|_| BlockError)?;
            let length = input.number()?;
            let rest = input.take(length)?;
            if shared > before.len() {
                return Err(BlockError);
            }
            before.truncate(shared);
            before.extend_from_slice(rest);
            Ok(Key::new(before.clone()))
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        pub(in crate::access) fn any_access()(
            time_ms in -5_i64..500_000_000,
            key in "[ab/]{1,4}",
            region in "[rs]{0,2}",
            tenant in "[tu]{0,2}",
            source in 0_usize..5,
            operation in prop::sample::select(vec![
                Operation::Get, Operation::Head, Operation::Put, Operation::Delete, Operation::Part,
            ]),
            bytes in any::<u64>(),
            object_size in prop::option::of(0_u64..1_000),
            client in 0_u64..4,
            record_id in 0_u64..50,
        ) -> Access {
            Access {
                time_ms,
                key: key.into(),
                region: region.into(),
                region_source: RegionSource::ALL[source],
                tenant: tenant.into(),
                operation,
                bytes,
                object_size,
                client,
                record_id,
            }
        }
    }

    proptest! {
        #[test]
        fn decoding_inverts_encoding(accesses in prop::collection::vec(any_access(), 0..40)) {
            let mut sorted = accesses.clone();
            sorted.sort();
            let mut decoded = decode(&encode(&accesses)).unwrap();
            decoded.sort();
            prop_assert_eq!(decoded, sorted);
        }

        #[test]
        fn damage_never_panics(
            accesses in prop::collection::vec(any_access(), 1..10),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut bytes = encode(&accesses);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = decode(&bytes);
            prop_assert_eq!(decode(&bytes[..at]), Err(BlockError));
        }

        #[test]
        fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = decode(&bytes);
        }
    }
}
