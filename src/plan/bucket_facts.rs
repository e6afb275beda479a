//! [`BucketFacts`]: what else is true of a shard's bucket and shows in its bill. The operator says it: planning asks
//! no bucket.

/// Facts of one bucket; `None` where nobody said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BucketFacts {
    /// Whether it keeps versions: a delete then frees nothing.
    pub versioned: Option<bool>,
    /// Hours that noncurrent versions are kept; `None` is for ever.
    pub noncurrent_hours: Option<f64>,
    /// Whether, and to which region, the store replicates it already.
    pub replica: Option<Replica>,
    /// Whether every request of an object is one to the key service too.
    pub kms: Option<bool>,
    /// Whether its readers come through the provider's delivery network, to which S3 sends free of charge.
    pub cdn: bool,
}

/// Existing replication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replica {
    /// There is none.
    Nowhere,
    /// To this region.
    In(String),
}

impl BucketFacts {
    /// The region of its replica.
    pub fn replica_region(&self) -> Option<&str> {
        match &self.replica {
            Some(Replica::In(region)) => Some(region),
            Some(Replica::Nowhere) | None => None,
        }
    }

    /// Whether it is said to be encrypted with keys of the key service.
    pub fn has_kms(&self) -> bool {
        self.kms == Some(true)
    }

    /// Keys of a `[[shard]]` that nobody set and that change a bill.
    pub fn unsaid(&self) -> Vec<&'static str> {
        let keys = [
            ("versioned", self.versioned.is_none()),
            ("replicated_to", self.replica.is_none()),
            ("kms", self.kms.is_none()),
        ];
        let unsaid = keys.into_iter().filter(|(_, unsaid)| *unsaid);
        unsaid.map(|(key, _)| key).collect()
    }
}
