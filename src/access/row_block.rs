//! A block of rows as bytes: what stats.db keeps of the open window.
//!
//! One block holds the rows of one batch and one part of the clients, in order, so that blocks of
//! one part merge. Names come first; a row is a [packed](super::packed) entry, of differences where
//! neighbours are alike.

use super::codec::{BlockError, Input, put, put_names, unzigzag, zigzag};
use super::packed::{self, HEAD, NUMBERS, PackedWriter};
use super::{AccessRow, Names, Operation, RegionSource};

const VERSION: u8 = 3;
/// Blocks of this version have varints in place of packed entries; what was stored so is still read.
const WITH_VARINTS: u8 = 2;

/// Parts that rows are split into by client, so that one part fits into memory.
pub const PARTS: u8 = 64;

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

/// Order of the region sources in a block, likewise; aggregates are no rows.
const SOURCES: [RegionSource; 8] = [
    RegionSource::LogField,
    RegionSource::CidrFile,
    RegionSource::SourceLabel,
    RegionSource::AwsRanges,
    RegionSource::Assumed,
    RegionSource::Edge,
    RegionSource::VpcEndpoint,
    RegionSource::MrapNearest,
];

fn source_code(source: RegionSource) -> u8 {
    let place = SOURCES.iter().position(|&known| known == source);
    place.unwrap_or_default() as u8
}

/// The bytes sent are the size of the object: no need to say it twice.
const WHOLE: u8 = 0x40;
const LATE: u8 = 0x80;

/// One block and what a reader wants to know before it decodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowBlock {
    /// Which part of the clients; [`PARTS`] when it holds rows of all.
    pub part: u8,
    /// Rows in it.
    pub rows: u32,
    /// The rows.
    pub bytes: Vec<u8>,
}

/// A row takes about so many bytes, seldom fewer: what they are read into has room for them at once.
pub const ROW_BYTES: usize = 26;

/// The part that a client's rows belong to.
pub fn part_of(client: u64) -> u8 {
    (client >> 58) as u8
}

/// Encodes rows that are in order, with the names their numbers stand for.
pub fn encode(rows: &[AccessRow], regions: &Names, tenants: &Names) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 + rows.len() * 28);
    out.push(VERSION);
    let regions = put_used(&mut out, regions, rows.iter().map(|row| row.region));
    let tenants = put_used(&mut out, tenants, rows.iter().map(|row| row.tenant));
    put(&mut out, rows.len() as u64);
    let (mut client, mut time, mut reading) = (0_u64, 0_i64, 0_u32);
    let mut writer = PackedWriter::new();
    for row in rows {
        let whole = row.size_plus_one == row.bytes.wrapping_add(1) && row.size_plus_one != 0;
        let mut head = [0; HEAD];
        head[0] = row.operation as u8
            | source_code(row.region_source) << 3
            | if whole { WHOLE } else { 0 }
            | if row.late { LATE } else { 0 };
        head[1..9].copy_from_slice(&row.object.to_le_bytes());
        head[9..].copy_from_slice(&row.record.to_le_bytes());
        let numbers = [
            row.client.wrapping_sub(client),
            zigzag(row.time_ms.wrapping_sub(time)),
            row.bytes,
            if whole { 0 } else { row.size_plus_one },
            zigzag(i64::from(row.reading) - i64::from(reading)),
            u64::from(regions[row.region as usize]),
            u64::from(tenants[row.tenant as usize]),
        ];
        writer.put(&mut out, head, numbers);
        (client, time, reading) = (row.client, row.time_ms, row.reading);
    }
    writer.flush(&mut out);
    out
}

/// Appends the names in use, sorted; their numbers by id.
fn put_used(out: &mut Vec<u8>, names: &Names, ids: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut used = vec![false; names.all().len()];
    for id in ids {
        used[id as usize] = true;
    }
    let (used, ranks) = names.ranked(&used);
    put_names(out, &used);
    ranks
}

/// Appends the rows of a block to `rows`, their regions and tenants numbered as in `regions` and
/// `tenants`.
pub fn decode(
    bytes: &[u8],
    rows: &mut Vec<AccessRow>,
    regions: &mut Names,
    tenants: &mut Names,
) -> Result<(), BlockError> {
    let mut input = Input(bytes);
    let version = input.byte()?;
    if version != VERSION && version != WITH_VARINTS {
        return Err(BlockError);
    }
    let regions = input.name_ids(regions)?;
    let tenants = input.name_ids(tenants)?;
    let count: usize = input.small()?;
    rows.reserve(count.min(bytes.len()));
    let (mut client, mut time, mut reading) = (0_u64, 0_i64, 0_i64);
    for _ in 0..count {
        let (head, numbers) = if version == VERSION {
            packed::read(&mut input.0)?
        } else {
            read_varints(&mut input)?
        };
        let [flags, object @ .., r0, r1, r2, r3] = head;
        let [ahead, later, bytes, size_plus_one, further, region, tenant] = numbers;
        client = client.wrapping_add(ahead);
        time = time.wrapping_add(unzigzag(later));
        reading = reading.checked_add(unzigzag(further)).ok_or(BlockError)?;
        let size_plus_one = if flags & WHOLE == 0 {
            size_plus_one
        } else {
            bytes.checked_add(1).ok_or(BlockError)?
        };
        let pick = |ids: &[u32], at: u64| ids.get(at as usize).copied().ok_or(BlockError);
        rows.push(AccessRow {
            client,
            time_ms: time,
            object: u64::from_le_bytes(object),
            operation: OPERATIONS[usize::from(flags & 7)],
            record: u32::from_le_bytes([r0, r1, r2, r3]),
            bytes,
            size_plus_one,
            reading: u32::try_from(reading).map_err(|_| BlockError)?,
            region: pick(&regions, region)?,
            tenant: pick(&tenants, tenant)?,
            region_source: *SOURCES.get(usize::from(flags >> 3 & 7)).ok_or(BlockError)?,
            late: flags & LATE != 0,
        });
    }
    input.end()
}

/// The next row of a block [with varints](WITH_VARINTS), as a packed entry.
#[cold]
fn read_varints(input: &mut Input) -> Result<([u8; HEAD], [u64; NUMBERS]), BlockError> {
    let flags = input.byte()?;
    let (ahead, later) = (input.number()?, input.number()?);
    let mut head = [flags; HEAD];
    head[1..].copy_from_slice(&input.array::<{ HEAD - 1 }>()?);
    let bytes = input.number()?;
    let size_plus_one = if flags & WHOLE == 0 {
        input.number()?
    } else {
        0
    };
    let further = input.number()?;
    let (region, tenant) = (input.number()?, input.number()?);
    Ok((
        head,
        [ahead, later, bytes, size_plus_one, further, region, tenant],
    ))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        pub(in crate::access) fn any_row()(
            client in 0_u64..5,
            time_ms in -5_i64..500_000_000,
            object in 1_u64..6,
            operation in prop::sample::select(OPERATIONS.to_vec()),
            record in 0_u32..4,
            bytes in any::<u64>(),
            size in prop::option::of(0_u64..1_000),
            reading in 0_u32..3,
            region in 0_u32..3,
            tenant in 0_u32..3,
            source in 0_usize..5,
            late in any::<bool>(),
        ) -> AccessRow {
            AccessRow {
                client: client << 61,
                time_ms,
                object,
                operation,
                record,
                bytes,
                size_plus_one: size.map_or(0, |size| size + 1),
                reading,
                region,
                tenant,
                region_source: SOURCES[source],
                late,
            }
        }
    }

    pub(in crate::access) fn three_names() -> Names {
        let mut names = Names::default();
        for name in ["", "a", "b"] {
            names.id(name);
        }
        names
    }

    fn decoded(bytes: &[u8]) -> Result<Vec<AccessRow>, BlockError> {
        let mut rows = Vec::new();
        decode(bytes, &mut rows, &mut three_names(), &mut three_names())?;
        Ok(rows)
    }

    proptest! {
        #[test]
        fn decoding_inverts_encoding(rows in prop::collection::vec(any_row(), 0..40)) {
            let bytes = encode(&rows, &three_names(), &three_names());
            prop_assert_eq!(decoded(&bytes).unwrap(), rows);
        }

        #[test]
        fn what_was_stored_with_varints_is_still_read(
            rows in prop::collection::vec(any_row(), 0..40),
        ) {
            let names = three_names();
            let mut bytes = vec![WITH_VARINTS];
            put_names(&mut bytes, names.all());
            put_names(&mut bytes, names.all());
            put(&mut bytes, rows.len() as u64);
            let (mut client, mut time, mut reading) = (0_u64, 0_i64, 0_i64);
            for row in &rows {
                let whole = row.size_plus_one == row.bytes.wrapping_add(1) && row.size_plus_one != 0;
                let (whole_flag, late) = (u8::from(whole) * WHOLE, u8::from(row.late) * LATE);
                bytes.push(row.operation as u8 | source_code(row.region_source) << 3 | whole_flag | late);
                put(&mut bytes, row.client.wrapping_sub(client));
                put(&mut bytes, zigzag(row.time_ms - time));
                bytes.extend_from_slice(&row.object.to_le_bytes());
                bytes.extend_from_slice(&row.record.to_le_bytes());
                put(&mut bytes, row.bytes);
                if !whole {
                    put(&mut bytes, row.size_plus_one);
                }
                put(&mut bytes, zigzag(i64::from(row.reading) - reading));
                put(&mut bytes, u64::from(row.region));
                put(&mut bytes, u64::from(row.tenant));
                (client, time, reading) = (row.client, row.time_ms, i64::from(row.reading));
            }
            prop_assert_eq!(decoded(&bytes).unwrap(), rows);
        }

        #[test]
        fn damage_never_panics(
            rows in prop::collection::vec(any_row(), 1..10),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut bytes = encode(&rows, &three_names(), &three_names());
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = decoded(&bytes);
            prop_assert_eq!(decoded(&bytes[..at]), Err(BlockError));
        }

        #[test]
        fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = decoded(&bytes);
        }
    }
}
