//! [`DeletionPermit`]: the only way to a delete of data.
//!
//! A permit is made from a durable intent, a durable proof and an observation taken just before, and
//! carries the condition under which the store may delete. There is no flag that makes one otherwise.

use super::Stage;
use super::{Contract, Observation, SourceSeen, Standing, TargetSeen, Transfer, TransferState};

/// Leave to delete one object of one version, once.
#[derive(Debug, PartialEq, Eq)]
pub struct DeletionPermit {
    key: String,
    if_match: Option<String>,
}

/// Why there is no permit. To be refused one where [`next_action`](super::next_action) asked for a
/// delete is a bug, and halts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no permit to delete: {0}")]
pub struct PermitRefusal(pub &'static str);

impl DeletionPermit {
    /// To delete the source of a transfer: `key` is its object key, `conditional` whether the store
    /// honours a condition on deletes.
    pub fn for_source(
        transfer: &Transfer,
        standing: Standing,
        seen: &Observation,
        key: &str,
        conditional: bool,
    ) -> Result<Self, PermitRefusal> {
        let refuse = |why| Err(PermitRefusal(why));
        let Some(proof) = &transfer.proof else {
            return refuse("there is no proof of the copy");
        };
        let Some(source) = &seen.source_version else {
            return refuse("the source was not seen");
        };
        if transfer.state != TransferState::DeleteIntent {
            return refuse("the intent is not in the journal");
        }
        if standing.stage != Stage::Completing {
            return refuse("the move is not switched, past its grace and confirmed");
        }
        if proof.level < standing.least_proof || proof.digest.is_empty() {
            return refuse("the proof is weaker than was asked for");
        }
        if seen.source != SourceSeen::Expected || !proof.source.is(source) {
            return refuse("the source is not the version that was proven");
        }
        if !matches!(seen.target, TargetSeen::Expected | TargetSeen::Newer) {
            return refuse("the copy was not seen");
        }
        let rewritten = !proof.source.is_untouched(source);
        if standing.contract == Contract::Mutable && rewritten {
            return refuse("the source was written again since it was proven");
        }
        check_delete(standing, seen, conditional)?;
        Ok(Self {
            key: key.to_owned(),
            if_match: conditional.then(|| proof.source.etag.clone()),
        })
    }

    /// To delete our own copy of a transfer that gave up.
    pub fn for_copy(
        transfer: &Transfer,
        standing: Standing,
        seen: &Observation,
        key: &str,
        conditional: bool,
    ) -> Result<Self, PermitRefusal> {
        let refuse = |why| Err(PermitRefusal(why));
        let Some(target) = &seen.target_version else {
            return refuse("the copy was not seen");
        };
        if transfer.state != TransferState::AbortIntent {
            return refuse("the intent is not in the journal");
        }
        if standing.stage.is_switched() {
            return refuse("the map says target");
        }
        if seen.source != SourceSeen::Expected {
            return refuse("the source was not seen to hold the same bytes");
        }
        if seen.target != TargetSeen::Expected || !seen.target_ours {
            return refuse("what is at the target is not provably ours");
        }
        check_delete(standing, seen, conditional)?;
        Ok(Self {
            key: key.to_owned(),
            if_match: conditional.then(|| target.etag.clone()),
        })
    }

    /// The object key that may be deleted.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The ETag it must still have; `None` where the store ignores such conditions.
    pub fn if_match(&self) -> Option<&str> {
        self.if_match.as_deref()
    }
}

/// What every delete needs, whatever it deletes.
fn check_delete(
    standing: Standing,
    seen: &Observation,
    conditional: bool,
) -> Result<(), PermitRefusal> {
    if !seen.fresh {
        return Err(PermitRefusal("nobody looked right before"));
    }
    if !standing.zombies_gone {
        return Err(PermitRefusal("an earlier request may still take effect"));
    }
    if !conditional && standing.contract == Contract::Mutable {
        return Err(PermitRefusal(
            "the store ignores conditions on deletes and writers are not held back",
        ));
    }
    Ok(())
}
