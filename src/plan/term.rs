//! [`Term`]: one line of what a placement or a move costs.

use serde::{Deserialize, Serialize};

use super::money::Money;
use super::price::Price;

/// What a term of the objective is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermKind {
    /// Bytes read, from the shard's region to the requester's.
    Egress,
    /// GET and HEAD.
    ReadRequests,
    /// PUT, COPY, parts and DELETE.
    WriteRequests,
    /// Bytes held.
    Storage,
    /// Milliseconds waited.
    Latency,
    /// Accesses that leave the shard of their session.
    CrossShard,
    /// Of these, those that leave the region, too.
    CrossRegion,
    /// Reading every object at the source, once.
    MoveReads,
    /// Writing every object at the target, once.
    MoveWrites,
    /// Listing source and target.
    MoveLists,
    /// Deleting every object at the source, once.
    MoveDeletes,
    /// Bytes copied from source to target, once.
    MoveTraffic,
    /// Both copies held during grace, once.
    MoveDoubleStorage,
    /// Bytes read from a storage class that charges for it.
    Retrieval,
    /// Requests to the key service of an encrypted bucket.
    KmsRequests,
    /// What existing replication of the bucket adds.
    Replication,
    /// Hours in which the shard is busier than it should be.
    Overload,
    /// Bytes read for the copy from a class that charges for it, once.
    MoveRetrieval,
    /// Storage charged for objects deleted before their class's minimum, once.
    MoveEarlyDelete,
    /// Requests to key services, once.
    MoveKms,
    /// Copies that the target's replication makes, once.
    MoveReplication,
    /// Versions and replicas that a delete does not free, once.
    MoveKept,
    /// The terms above again, for going back: no bill, but a weight against moving to and fro.
    MoveBack,
}

impl TermKind {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Egress => "egress",
            Self::ReadRequests => "read requests",
            Self::WriteRequests => "write requests",
            Self::Storage => "storage",
            Self::Latency => "latency",
            Self::CrossShard => "cross shard",
            Self::CrossRegion => "cross region",
            Self::MoveReads => "move reads",
            Self::MoveWrites => "move writes",
            Self::MoveLists => "move lists",
            Self::MoveDeletes => "move deletes",
            Self::MoveTraffic => "move traffic",
            Self::MoveDoubleStorage => "move double storage",
            Self::Retrieval => "retrieval",
            Self::KmsRequests => "kms requests",
            Self::Replication => "replication",
            Self::Overload => "overload",
            Self::MoveRetrieval => "move retrieval",
            Self::MoveEarlyDelete => "move early delete",
            Self::MoveKms => "move kms",
            Self::MoveReplication => "move replication",
            Self::MoveKept => "move kept",
            Self::MoveBack => "move back",
        }
    }
}

/// One line of an account: quantity × unit price.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is about.
    pub kind: TermKind,
    /// With whom or of what, for people; the same in every shard.
    pub subject: String,
    /// In `unit`s, over the horizon.
    pub quantity: f64,
    /// What is counted.
    pub unit: &'static str,
    /// Dollars per unit.
    pub unit_price: Price,
    /// Their product.
    pub amount: Money,
}

impl Term {
    /// `quantity` units at `unit_price` each.
    pub fn new(
        kind: TermKind,
        subject: String,
        quantity: f64,
        unit: &'static str,
        unit_price: Price,
    ) -> Self {
        let amount = Money::of(quantity, unit_price.usd);
        Self {
            kind,
            subject,
            quantity,
            unit,
            unit_price,
            amount,
        }
    }
}

/// Sum of the terms' amounts.
pub fn total(terms: &[Term]) -> Money {
    terms.iter().map(|term| term.amount).sum()
}
