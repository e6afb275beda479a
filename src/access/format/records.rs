//! [`Records`]: what one frame of a log holds.

use crate::access::{AccessRecord, AggregateRow};

/// The records of a frame: usually one, none in a comment, many in a delete of many keys, a sum where
/// somebody else has read the log. As an iterator a sum is one record that resembles it.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every frame has one record, which is not worth an allocation"
)]
pub enum Records<'a> {
    /// No request.
    None,
    /// One request.
    One(AccessRecord<'a>),
    /// Several, in the order of the log.
    Many(Vec<AccessRecord<'a>>),
    /// Requests of one object in one hour.
    Aggregate(Box<AggregateRow>),
}

impl<'a> IntoIterator for Records<'a> {
    type Item = AccessRecord<'a>;
    type IntoIter =
        std::iter::Chain<std::option::IntoIter<Self::Item>, std::vec::IntoIter<Self::Item>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self {
            Self::None => (None, Vec::new()),
            Self::One(record) => (Some(record), Vec::new()),
            Self::Many(records) => (None, records),
            Self::Aggregate(row) => (Some(row.as_record().into_owned()), Vec::new()),
        };
        one.into_iter().chain(many)
    }
}
