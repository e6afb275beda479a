//! Buckets through aws-sdk-s3; no type of it leaves this folder.
