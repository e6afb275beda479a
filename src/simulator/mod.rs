//! A strict in-memory S3 with AWS' exact semantics, behind the `Bucket` port and behind real HTTP: for the demo and the tests.

pub mod scenario;
