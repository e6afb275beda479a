//! [`Mishap`]: what goes wrong with a store while somebody works with it over HTTP.

use std::sync::{MutexGuard, PoisonError};

use super::Simulator;
use super::refusal::Refusal;
use super::state::BucketState;

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Every credential expires: all requests are refused.
    CredentialsExpire,
    /// The bucket of this name is not there any more.
    BucketVanishes(String),
}

/// A mishap that waits, or has happened.
#[derive(Debug, Default)]
pub(super) struct Mishaps {
    /// What will happen after so many more copies.
    waiting: Option<(u64, Mishap)>,
    expired: bool,
    vanished: Vec<(String, BucketState)>,
}

impl Simulator {
    /// Lets something happen right after `copies` more CopyObject requests over HTTP were carried out;
    /// what shardctl keeps for itself, in folders named `.shardctl`, does not count.
    pub fn mishap_after_copies(&self, copies: u64, mishap: Mishap) {
        self.mishaps().waiting = Some((copies, mishap));
    }

    /// Everything is again as it was before any mishap.
    pub fn mend(&self) {
        let mended = std::mem::take(&mut *self.mishaps());
        self.state().buckets.extend(mended.vanished);
    }

    /// A copy of data was carried out.
    pub(super) fn count_data_copy(&self) {
        let mut mishaps = self.mishaps();
        match mishaps.waiting.take() {
            Some((copies, mishap)) if copies > 1 => mishaps.waiting = Some((copies - 1, mishap)),
            Some((_, Mishap::CredentialsExpire)) => mishaps.expired = true,
            Some((_, Mishap::BucketVanishes(name))) => {
                let gone = self.state().buckets.remove(&name);
                mishaps.vanished.extend(gone.map(|bucket| (name, bucket)));
            }
            None => {}
        }
    }

    /// Refuses while credentials are expired.
    pub(super) fn check_credentials(&self) -> Result<(), Refusal> {
        if self.mishaps().expired {
            let message = "the provided token has expired";
            return Err(Refusal::new("ExpiredToken", 400, message));
        }
        Ok(())
    }

    fn mishaps(&self) -> MutexGuard<'_, Mishaps> {
        let lock = self.mishaps_lock().lock();
        lock.unwrap_or_else(PoisonError::into_inner)
    }
}
