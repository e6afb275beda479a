//! What the steps of a move may cost: limits are asked before a step, stores are paid as it is sent.

use std::sync::Arc;

use crate::migration::{Action, Asked, MoveId, MoveSpec, ProofLevel, Route, Spent, Stage};
use crate::plan::MissingKey;
use crate::ports::BucketError;

use super::lane::Lane;
use super::meter::{Purse, Reserved, Shop};
use super::options::MigratorOptions;
use super::report::Ending;

impl Lane<'_> {
    /// Sets aside what a step is going to cost; an error where this run may not do as much.
    pub(super) fn within_limits(
        &self,
        action: Action,
        bytes: u64,
    ) -> Result<Option<Reserved<'_>>, Ending> {
        self.in_time()?;
        let reserved = self.purse.reserve(&self.cost(action, bytes));
        let reserved = reserved.map_err(|broke| Ending::Limit(broke.to_string()))?;
        if action == Action::Copy && !self.options.take_copy() {
            let why = "as many objects were copied as this run may: the next goes on".to_owned();
            return Err(Ending::Limit(why));
        }
        Ok(reserved)
    }

    /// Bytes that a step may carry: requests are next to nothing, and paid as they are sent.
    fn cost(&self, action: Action, bytes: u64) -> Spent {
        let read = Asked {
            read_bytes: bytes,
            ..Asked::default()
        };
        let copied = Asked {
            copied_bytes: bytes,
            ..Asked::default()
        };
        let (source, target) = shops(self.stage);
        match (action, self.route) {
            (Action::Copy | Action::CatchUp, Route::ServerSide) => source.spent(copied),
            (Action::Copy | Action::CatchUp, Route::Streamed) => source.spent(read),
            // Whether a store keeps a checksum shows only when it is asked.
            (Action::Verify, _) if self.settings.verify > ProofLevel::Etag => {
                source.spent(read) + target.spent(read)
            }
            _ => Spent::default(),
        }
    }

    /// Counts bytes that a store copied out of the source, where that may have happened.
    pub(super) fn count_copied<T>(&self, bytes: u64, answer: &Result<T, BucketError>) {
        let refused = |error: &BucketError| !error.may_have_happened();
        if answer.as_ref().is_err_and(refused) {
            return;
        }
        let copied = Asked {
            copied_bytes: bytes,
            ..Asked::default()
        };
        self.purse.pay(shops(self.stage).0, copied);
    }
}

/// Which of the move's two shards the source is, and which the target.
pub(super) fn shops(stage: Stage) -> (Shop, Shop) {
    match stage {
        Stage::Returning => (Shop::To, Shop::From),
        _ => (Shop::From, Shop::To),
    }
}

/// What a move may spend: a limit needs every price.
pub(super) fn purse(
    options: &MigratorOptions,
    id: &MoveId,
    spec: &MoveSpec,
) -> Result<Purse, Ending> {
    let unpriced = |missing: MissingKey| {
        Ending::Refused(format!("{missing}, and --max-cost needs every price"))
    };
    let limited = options.spending.as_ref().map(|spending| {
        let tariff = spending.tariffs.between(&spec.from, &spec.to)?;
        Ok((tariff, Arc::clone(&spending.budget)))
    });
    let limited = limited.transpose().map_err(unpriced)?;
    Purse::new(options.meters.of(id), limited).map_err(unpriced)
}
