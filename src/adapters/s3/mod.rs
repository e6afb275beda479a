//! Buckets through aws-sdk-s3; no type of it leaves this folder.
//!
//! [`S3Endpoint`] is one configured endpoint and makes its clients on first use; [`S3Bucket`] is
//! one bucket of it and implements the ports. Reads may be retried by the SDK, mutations are sent
//! once: whether to repeat one is for the caller, who can look first.
//!
//! A limit of the SDK: it sends no request that names a key of white space alone, such as `"\n"`, though
//! S3 takes such keys. They are listed, but neither read nor written nor copied; the error says so.

mod bucket;
mod client;
mod configuration;
mod copy;
mod encoding;
mod error;
mod exchange;
mod multipart;
mod object;
mod read;
mod settings;
mod write;

pub use bucket::S3Bucket;
pub use client::S3Endpoint;
pub use settings::{CredentialSource, S3Settings};
