//! Demand that was reduced elsewhere (`aggregates`): CSV under the fixed header of `logs export`, one
//! object and hour a line. What the columns mean is the business of [`AggregateRow`].

use super::csv::split;
use super::{Records, Reject};
use crate::access::{AGGREGATE_COLUMNS, AggregateRow};

/// Whether a line is the header. A query may write it to each of several files, or to none.
pub fn is_header(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let names = split(line, b',');
    let names = names.iter().map(|name| &**name);
    names.eq(AGGREGATE_COLUMNS.iter().map(|name| name.as_bytes()))
}

/// Parses one line without its newline.
pub fn parse(line: &[u8]) -> Result<Records<'_>, Reject> {
    if line.starts_with(b"hour,") || line.starts_with(b"\"hour\"") || line.starts_with(b"\xef") {
        return if is_header(line) {
            Ok(Records::None)
        } else {
            Err(Reject::Shape(
                "header: the columns are those of logs export",
            ))
        };
    }
    let record: ::csv::ByteRecord = split(line, b',').iter().collect();
    let row = AggregateRow::parse(&record).map_err(Reject::Shape)?;
    Ok(Records::Aggregate(Box::new(row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_are_told_from_headers_and_damage() {
        let header = AGGREGATE_COLUMNS.join(",");
        let quoted = header
            .split(',')
            .map(|name| format!("\"{name}\""))
            .collect::<Vec<_>>()
            .join(",");
        for header in [&header, &quoted, &format!("\u{feff}{header}")] {
            assert_eq!(parse(header.as_bytes()), Ok(Records::None));
        }
        assert!(parse(b"hour,bucket,key").is_err());
        let row = parse(b"483600,b,k,,10.1.2.3,,,read,3,1,,90,30").unwrap();
        let Records::Aggregate(row) = row else {
            panic!("no row");
        };
        assert_eq!((row.requests, &*row.key), (3, &b"k"[..]));
        assert_eq!(
            parse(b"483600,b,k,,10.1.2.3,,,read,3,4,,90,30"),
            Err(Reject::Shape("accesses"))
        );
    }

    proptest! {
        #[test]
        fn never_panics(line in prop::collection::vec(any::<u8>(), 0..120), near in "[0-9,a-z\"]{0,60}") {
            let _ = parse(&line);
            let _ = parse(near.as_bytes());
        }
    }
}
