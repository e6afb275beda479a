//! [`Powers`]: the conditions that a bucket was seen to honour, and which buckets were seen to be two;
//! probed once per process.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use crate::engine::doctor::{self, Capability, Cause, Place, Use, Verdict};
use crate::placement::Shard;
use crate::ports::{Bucket, World};

use super::outcome::Trouble;
use super::report::Ending;

/// Conditions that a bucket honours: what was not seen to be rejected is not relied on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Powers(BTreeSet<Capability>);

impl Powers {
    /// All of them, as on AWS.
    pub fn all() -> Self {
        Self(Capability::ALL.into())
    }

    /// Just these.
    pub fn of(capabilities: impl IntoIterator<Item = Capability>) -> Self {
        Self(capabilities.into_iter().collect())
    }

    /// Whether the bucket honours it.
    pub fn has(&self, capability: Capability) -> bool {
        self.0.contains(&capability)
    }
}

/// Endpoint and bucket.
type Name = (String, String);

/// What was found out about buckets.
#[derive(Debug, Default)]
pub struct Probed {
    powers: Mutex<BTreeMap<Name, Powers>>,
    /// Written, looked at: not the same.
    apart: Mutex<BTreeSet<(Name, Name)>>,
}

fn name_of(shard: &Shard) -> Name {
    (shard.endpoint.clone(), shard.bucket.clone())
}

impl Probed {
    /// Knows this already.
    pub fn know(&self, endpoint: &str, bucket: &str, powers: Powers) {
        let name = (endpoint.to_owned(), bucket.to_owned());
        let mut known = self.powers.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(name, powers);
    }

    fn known(&self, shard: &Shard) -> Option<Powers> {
        let known = self.powers.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&name_of(shard)).cloned()
    }

    /// What the bucket of `shard` is known to honour, else everything: nothing is tried.
    pub(super) fn known_or_all(&self, shard: &Shard) -> Powers {
        self.known(shard).unwrap_or_else(Powers::all)
    }

    /// What the bucket of `shard` honours: known, or tried on tiny objects below `.shardctl/probe/`.
    pub(super) async fn powers(
        &self,
        world: &dyn World,
        shard: &Shard,
        bucket: &dyn Bucket,
    ) -> Result<Powers, Ending> {
        if let Some(powers) = self.known(shard) {
            return Ok(powers);
        }
        let place = Place {
            used_as: Use::Shard(shard.name.0.clone()),
            endpoint: shard.endpoint.clone(),
            bucket: shard.bucket.clone(),
            prefix: format!("{}.shardctl/", shard.prefix),
            region: None,
            aws: false,
            account: None,
        };
        let findings = doctor::probe(bucket, &place, &world.fresh_name()).await;
        for finding in findings.iter().filter(|finding| finding.check == "probe") {
            let words = format!("probe of shard {}: {}", shard.name, finding.detail);
            match finding.verdict {
                Verdict::Fail(Cause::Denied) => return Err(Ending::Denied(words)),
                Verdict::Fail(_) => return Err(Ending::Unavailable(words)),
                Verdict::Ok | Verdict::Warn | Verdict::Unknown => {}
            }
        }
        let honoured = |capability: &Capability| {
            let name = capability.name();
            let mut of_it = findings.iter().filter(|finding| finding.check == name);
            of_it.any(|finding| finding.verdict == Verdict::Ok)
        };
        let powers = Powers::of(Capability::ALL.into_iter().filter(honoured));
        self.know(&shard.endpoint, &shard.bucket, powers.clone());
        Ok(powers)
    }

    /// Refuses two shards that are one place of storage: its copy would be its original.
    pub(super) async fn apart(
        &self,
        world: &dyn World,
        source: &super::place::Place,
        target: &super::place::Place,
    ) -> Result<(), Ending> {
        let names = (name_of(&target.shard), name_of(&source.shard));
        if names.0 == names.1 {
            // The config was checked: the prefix of neither begins with the other's.
            return Ok(());
        }
        let known = |apart: &Self| {
            let known = apart.apart.lock().unwrap_or_else(PoisonError::into_inner);
            known.contains(&names)
        };
        if known(self) {
            return Ok(());
        }
        let prefix = format!("{}.shardctl/", target.shard.prefix);
        let run = world.fresh_name();
        let (written, looked_at) = (target.bucket.as_ref(), source.bucket.as_ref());
        match doctor::are_one_place(written, &prefix, looked_at, &run).await {
            Err(error) => Err(Trouble::from(&error).ending()),
            Ok(true) => Err(Ending::Refused(format!(
                "what is written to shard `{}` shows in shard `{}`: they are one bucket under two names, and deleting the source would delete the copy",
                target.shard.name, source.shard.name
            ))),
            Ok(false) => {
                let mut apart = self.apart.lock().unwrap_or_else(PoisonError::into_inner);
                apart.insert(names);
                Ok(())
            }
        }
    }
}
