//! [`AggregateRow`]: demand of one object in one hour as a line of CSV, so that a cluster can read the
//! raw logs in place of shardctl.
//!
//! The header is fixed ([`COLUMNS`]). A row comes from one of two places. From a query over raw logs
//! it has the bucket asked and what the log says of the requester: the region or else the address,
//! and the requester where tenants are told by it. From `logs export` it has no bucket, because its
//! key is a logical one, and region and tenant are what they were resolved to.
//!
//! Rows of class `any` are no demand. They say how many records of any kind the log of a shard (a bucket
//! and a prefix) has in an hour, so that an hour without a log is not taken for one without demand.

use std::io;

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode, percent_encode};

use super::{AccessRecord, HOUR_MS, Operation, OperationClass};

/// The header.
pub const COLUMNS: [&str; 13] = [
    "hour",
    "bucket",
    "key",
    "region",
    "address",
    "requester",
    "tenant",
    "class",
    "requests",
    "accesses",
    "assumed",
    "bytes",
    "object_size",
];

/// What stays as it is in a key.
const KEY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// What does not stay as it is in names: a record is a line.
const NAME: &AsciiSet = &CONTROLS.add(b'%');

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AggregateRow {
    /// floor(ms / 3,600,000).
    pub hour: i64,
    /// The bucket asked; empty when the key is a logical one.
    pub bucket: String,
    /// The key, decoded; in the file it is percent-encoded, in whatever way.
    pub key: Vec<u8>,
    /// Region of the requester; empty when unknown. In the file `%` and what is no text are
    /// percent-encoded in it and in the tenant.
    pub region: String,
    /// Address of the requester, where the region is empty.
    pub address: String,
    /// The requester, where tenants are told by it.
    pub requester: String,
    /// Tenant; only where the bucket is empty.
    pub tenant: String,
    /// Read or write; `None` (`any`) where the row is of a shard's hour.
    pub class: Option<OperationClass>,
    /// Requests, below 2³².
    pub requests: u64,
    /// See `HourCount::accesses`.
    pub accesses: u64,
    /// Requests whose region is assumed; only where the bucket is empty.
    pub assumed: u64,
    /// Bytes sent (reads) or received (writes).
    pub bytes: u64,
    /// Largest size of the object that the log named.
    pub object_size: Option<u64>,
}

impl AggregateRow {
    /// Reads one record of the file; the error names the column that is not what it must be.
    pub fn parse(record: &csv::ByteRecord) -> Result<Self, &'static str> {
        if record.len() != COLUMNS.len() {
            return Err("column count");
        }
        let field = |at: usize| record.get(at).unwrap_or_default();
        let text = |at: usize| {
            let text = std::str::from_utf8(field(at));
            text.map(str::to_owned).map_err(|_| COLUMNS[at])
        };
        let name = |at: usize| {
            let text = percent_decode(field(at)).decode_utf8();
            text.map(Cow::into_owned).map_err(|_| COLUMNS[at])
        };
        let number = |at: usize| {
            let text = std::str::from_utf8(field(at)).ok();
            text.and_then(|text| text.parse::<u64>().ok())
                .ok_or(COLUMNS[at])
        };
        let optional = |at: usize| match field(at) {
            b"" => Ok(None),
            _ => number(at).map(Some),
        };
        let row = Self {
            hour: i64::try_from(number(0)?).map_err(|_| COLUMNS[0])?,
            bucket: text(1)?,
            key: percent_decode(field(2)).collect(),
            region: name(3)?,
            address: text(4)?,
            requester: text(5)?,
            tenant: name(6)?,
            class: match field(7) {
                b"read" => Some(OperationClass::Read),
                b"write" => Some(OperationClass::Write),
                b"any" => None,
                _ => return Err(COLUMNS[7]),
            },
            requests: number(8)?,
            accesses: number(9)?,
            assumed: optional(10)?.unwrap_or(0),
            bytes: number(11)?,
            object_size: optional(12)?,
        };
        if row.requests > u64::from(u32::MAX) {
            return Err(COLUMNS[8]);
        }
        if row.accesses > row.requests {
            return Err(COLUMNS[9]);
        }
        if row.assumed > row.requests {
            return Err(COLUMNS[10]);
        }
        if row.class.is_none() && row.bucket.is_empty() {
            return Err(COLUMNS[1]);
        }
        Ok(row)
    }

    /// A row that says how many records the log of a shard has in an hour.
    pub fn of_shard_hour(bucket: &str, prefix: &str, hour: i64, records: u64) -> Self {
        Self {
            hour,
            bucket: bucket.to_owned(),
            key: prefix.as_bytes().to_vec(),
            region: String::new(),
            address: String::new(),
            requester: String::new(),
            tenant: String::new(),
            class: None,
            requests: records.min(u64::from(u32::MAX)),
            accesses: 0,
            assumed: 0,
            bytes: 0,
            object_size: None,
        }
    }

    /// A request that stands for all of them, for people to look at.
    pub fn as_record(&self) -> AccessRecord<'_> {
        let (operation, bytes_out, bytes_in) = match self.class {
            Some(OperationClass::Read) => (Operation::Get, self.bytes, 0),
            Some(OperationClass::Write) => (Operation::Put, 0, self.bytes),
            None => (Operation::Other, 0, 0),
        };
        let region = Some(&*self.region).filter(|region| !region.is_empty());
        AccessRecord {
            bucket: Cow::Borrowed(&self.bucket),
            key: Cow::Borrowed(&self.key),
            bytes_out,
            bytes_in,
            object_size: self.object_size,
            requester: Cow::Borrowed(&self.requester),
            client_ip: self.address.parse().ok(),
            source_region: region.map(Cow::Borrowed),
            ..AccessRecord::new(self.hour.saturating_mul(HOUR_MS), operation)
        }
    }

    /// Writes it as one record.
    pub fn write(&self, out: &mut csv::Writer<impl io::Write>) -> csv::Result<()> {
        let key = percent_encode(&self.key, KEY).to_string();
        let name = |text: &str| percent_encode(text.as_bytes(), NAME).to_string();
        let class = match self.class {
            Some(OperationClass::Read) => "read",
            Some(OperationClass::Write) => "write",
            None => "any",
        };
        let size = self.object_size.map(|size| size.to_string());
        out.write_record([
            &*self.hour.to_string(),
            &self.bucket,
            &key,
            &name(&self.region),
            &self.address,
            &self.requester,
            &name(&self.tenant),
            class,
            &self.requests.to_string(),
            &self.accesses.to_string(),
            &self.assumed.to_string(),
            &self.bytes.to_string(),
            size.as_deref().unwrap_or_default(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<AggregateRow, &'static str> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        AggregateRow::parse(&reader.byte_records().next().unwrap().unwrap())
    }

    #[test]
    fn rows_of_a_query_and_of_an_export() {
        let raw = parse("483600,b,a%20b/%252F,,10.1.2.3,,,read,3,1,,90,30").unwrap();
        assert_eq!(
            (raw.hour, &*raw.bucket, &*raw.key),
            (483_600, "b", &b"a b/%2F"[..])
        );
        assert_eq!((&*raw.region, &*raw.address), ("", "10.1.2.3"));
        assert_eq!((raw.requests, raw.accesses, raw.assumed), (3, 1, 0));
        let own = parse("483600,,k,eu-1,,,acme,write,2,2,1,0,").unwrap();
        assert_eq!(
            (&*own.tenant, own.assumed, own.object_size),
            ("acme", 1, None)
        );
    }

    #[test]
    fn what_is_no_row_names_the_column() {
        for (text, column) in [
            ("483600,b,k,,,,,read,3,1,,90", "column count"),
            ("-1,b,k,,,,,read,3,1,,90,30", "hour"),
            ("483600,b,k,,,,,list,3,1,,90,30", "class"),
            ("483600,b,k,,,,,read,x,1,,90,30", "requests"),
            ("483600,b,k,,,,,read,4294967296,4,,90,30", "requests"),
            ("483600,b,k,,,,,read,3,4,,90,30", "accesses"),
            ("483600,b,k,,,,,read,3,1,4,90,30", "assumed"),
            ("483600,b,k,,,,,read,3,1,,,30", "bytes"),
        ] {
            assert_eq!(parse(text).unwrap_err(), column, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(key in prop::collection::vec(any::<u8>(), 0..40), tenant: String, requests: u32) {
            let row = AggregateRow {
                hour: 483_600,
                bucket: String::new(),
                key,
                region: "eu, \"1\"".to_owned(),
                address: String::new(),
                requester: String::new(),
                tenant,
                class: Some(OperationClass::Write),
                requests: u64::from(requests),
                accesses: u64::from(requests / 2),
                assumed: u64::from(requests / 3),
                bytes: u64::MAX,
                object_size: Some(0),
            };
            let mut file = csv::Writer::from_writer(Vec::new());
            row.write(&mut file).unwrap();
            let file = file.into_inner().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&file[..]);
            let read = reader.byte_records().next().unwrap().unwrap();
            prop_assert_eq!(AggregateRow::parse(&read).unwrap(), row);
            prop_assert_eq!(memchr::memchr_iter(b'\n', &file).count(), 1);
        }
    }
}
