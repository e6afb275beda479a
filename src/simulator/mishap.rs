//! [`Mishap`]: what goes wrong with a store while somebody works with it over HTTP.

use std::collections::BTreeMap;
use std::sync::{Arc, MutexGuard, PoisonError};

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
    /// The bucket of this name takes requests and answers none.
    BucketFallsSilent(String),
}

/// A mishap that waits, or has happened.
#[derive(Debug, Default)]
pub(super) struct Mishaps {
    /// What will happen after so many more copies.
    waiting: Option<(u64, Mishap)>,
    expired: bool,
    vanished: Vec<(String, BucketState)>,
    /// Buckets whose requests over HTTP are never answered, with how many there were.
    silent: BTreeMap<String, u64>,
    /// What others do right before a PUT over HTTP.
    rival: Option<Rival>,
}

/// Somebody else, who is told the path of a PUT that is about to be carried out.
#[derive(Clone)]
struct Rival(Arc<dyn Fn(&str) + Send + Sync>);

impl std::fmt::Debug for Rival {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rival")
    }
}

impl Simulator {
    /// Lets something happen right after `copies` more CopyObject requests over HTTP were carried out;
    /// what shardctl keeps for itself, in folders named `.shardctl`, does not count.
    pub fn mishap_after_copies(&self, copies: u64, mishap: Mishap) {
        self.mishaps().waiting = Some((copies, mishap));
    }

    /// From here on requests over HTTP for this bucket are taken, have no effect and are never answered.
    pub fn fall_silent(&self, bucket: &str) {
        self.mishaps().silent.insert(bucket.to_owned(), 0);
    }

    /// How many requests met the silence of a bucket.
    pub fn met_silence(&self, bucket: &str) -> u64 {
        self.mishaps().silent.get(bucket).copied().unwrap_or(0)
    }

    /// From here on `rival` is told the path of every PUT over HTTP before it is carried out: what it writes is
    /// there first.
    pub fn forestall_puts(&self, rival: impl Fn(&str) + Send + Sync + 'static) {
        self.mishaps().rival = Some(Rival(Arc::new(rival)));
    }

    /// Lets the rival go first.
    pub(super) fn let_rival_first(&self, method: &str, path: &str) {
        let rival = self.mishaps().rival.clone();
        if let Some(Rival(rival)) = rival.filter(|_| method == "PUT") {
            rival(path);
        }
    }

    /// Returns where the bucket that a request of this path is for answers at all.
    pub(super) async fn leave_to_answer(&self, path: &str) {
        let bucket = path.trim_start_matches('/').split('/').next();
        let is_silent = {
            let mut mishaps = self.mishaps();
            let met = mishaps.silent.get_mut(bucket.unwrap_or_default());
            met.map(|met| *met += 1).is_some()
        };
        if is_silent {
            std::future::pending::<()>().await;
        }
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
            Some((_, Mishap::BucketFallsSilent(name))) => drop(mishaps.silent.insert(name, 0)),
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
