//! Log formats: bytes of a line → [`AccessRecord`](super::AccessRecord). One file per format; nothing here panics, whatever the bytes.

mod combined;
mod csv;
mod detect;
mod field;
mod jsonl;
mod mapping;
mod parser;
mod percent;
mod request;
mod s3_server_access;
mod timestamp;

pub use combined::CombinedOptions;
pub use detect::detect;
pub use mapping::{Base, Mapping, MappingError};
pub use parser::{LogFormat, LogParser, MAX_LINE_BYTES, Reject};
