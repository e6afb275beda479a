//! Documents of the control location that are worth compressing: JSON in zstd, and never more of it than
//! fits into memory, for what another place holds is not to be trusted with our size.

use std::io::Read as _;

use bytes::Bytes;

use super::FleetError;
use super::document::{self, Document};

/// Of zstd: written often, read seldom.
const LEVEL: i32 = 3;

/// Most bytes of JSON in one object.
const MOST_BYTES: u64 = 1 << 30;

/// Compresses JSON.
pub fn compress(json: &[u8]) -> Bytes {
    let compressed = zstd::encode_all(json, LEVEL);
    compressed.expect("memory can be read and written").into()
}

/// The JSON of an object, read from `name` at `place`.
pub fn decompress(place: &str, name: &str, bytes: &[u8]) -> Result<Vec<u8>, FleetError> {
    let damaged = |problem: String| FleetError::Damaged {
        place: place.to_owned(),
        name: name.to_owned(),
        problem,
    };
    let unreadable = |error: std::io::Error| damaged(format!("is not what it must be: {error}"));
    let decoder = zstd::stream::read::Decoder::new(bytes).map_err(unreadable)?;
    let mut json = Vec::new();
    let read = decoder.take(MOST_BYTES + 1).read_to_end(&mut json);
    read.map_err(unreadable)?;
    if json.len() as u64 > MOST_BYTES {
        return Err(damaged(
            "is larger than any that this program writes".to_owned(),
        ));
    }
    Ok(json)
}

/// The bytes of a document.
pub fn encode(document: &impl Document) -> Bytes {
    compress(&document::encode(document))
}

/// The document in an object, read from `name` at `place`.
pub fn decode<D: Document>(place: &str, name: &str, bytes: &[u8]) -> Result<D, FleetError> {
    document::decode(place, name, &decompress(place, name, bytes)?)
}
