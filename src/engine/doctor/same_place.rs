//! [`are_one_place`]: whether two buckets are one under two names.
//!
//! Names do not tell: a CNAME, an address beside a host name or an access point leads to the bucket that
//! another endpoint's name leads to. So something that nobody else writes is written through the one
//! and looked for through the other. What is not found out is an error, never "two".

use crate::ports::{Bucket, BucketError, BucketErrorKind};

use super::specimens::Specimens;

/// Whether what is written to `one`, below `prefix` in a folder named `run`, which nobody else may use,
/// shows in `other`. A run that is killed leaves a tiny object there.
pub async fn are_one_place(
    one: &dyn Bucket,
    prefix: &str,
    other: &dyn Bucket,
    run: &str,
) -> Result<bool, BucketError> {
    let specimens = Specimens::new(one, format!("{prefix}probe/{run}/"));
    let specimen = specimens.plant("place").await?;
    let seen = other.head(&specimen.key).await;
    // What stays is below `.shardctl/`, where nothing is data.
    let _ = specimens.sweep().await;
    match seen {
        Ok(_) => Ok(true),
        Err(error) if error.kind == BucketErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
