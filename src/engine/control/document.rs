//! The small JSON documents of the control location: epochs, anchors, the lease, owner markers.
//!
//! Epoch and lease both name a holder, and each spells it out: serde's `flatten` would take from these
//! formats that an unknown field is an error, and the two say different things (who has the number for
//! good, who is alive now), so that neither could grow without the other.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::FleetError;

/// A document that says what it is.
pub trait Document: Serialize + DeserializeOwned {
    /// Value of its field `format`.
    const FORMAT: &'static str;

    /// Its field `format`.
    fn format(&self) -> &str;
}

/// Its bytes.
pub fn encode(document: &impl Document) -> Bytes {
    serde_json::to_vec(document)
        .expect("strings and numbers always are JSON")
        .into()
}

/// The document in `bytes`, which were read from `name` at `place`.
pub fn decode<D: Document>(place: &str, name: &str, bytes: &[u8]) -> Result<D, FleetError> {
    let damaged = |problem: String| FleetError::Damaged {
        place: place.to_owned(),
        name: name.to_owned(),
        problem,
    };
    let document: D = serde_json::from_slice(bytes)
        .map_err(|error| damaged(format!("is not what it must be: {error}")))?;
    if document.format() == D::FORMAT {
        Ok(document)
    } else {
        Err(damaged(format!(
            "is of format `{}`, which this program does not read",
            document.format()
        )))
    }
}
