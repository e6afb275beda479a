//! The gate of bucket facts: before copies are made, before the map says target, before sources go.

use crate::engine::bucket_facts::{Known, Side, presigned_of, read_facts};
use crate::migration::{Fact, FactVerdict, Gate, Migration, Move, MoveEvent, Unread, pass_gate};

use super::error::MigrationError;
use super::lane::Reach;
use super::migrator::{Migrator, move_id};
use super::report::Ending;

impl Migrator<'_> {
    /// Reads the facts of a move's buckets: what keeps it from the step, and `None` where it may be taken.
    /// What was found and accepted is then in the journal.
    pub(super) async fn stopped_at(
        &self,
        migration: &Migration,
        item: &Move,
        gate: Gate,
    ) -> Result<Option<Ending>, MigrationError> {
        let lane = match self.lane(migration, item, Reach::Proofs) {
            Ok(lane) => lane,
            Err(ending) => return Ok(Some(ending)),
        };
        let segment = &item.spec.segment;
        let ranges = [&lane.source, &lane.target].map(|place| place.range(segment));
        let [Some(from), Some(to)] = &ranges else {
            // Such a move is refused with its reason where it is listed.
            return Ok(None);
        };
        let known = Known {
            objects: item.sealed.as_ref().map(|sealed| sealed.objects),
            presigned: presigned_of(self.world, &item.spec.from)?,
            grace_ms: migration.settings.grace_ms,
            // Those that are open when sources are to go are looked for there, key by key.
            uploads: gate == Gate::Switch,
        };
        let source = Side {
            bucket: lane.source.bucket.as_ref(),
            range: from,
        };
        let target = Side {
            bucket: lane.target.bucket.as_ref(),
            range: to,
        };
        let facts = read_facts(source, target, known).await;
        let report = pass_gate(&facts, item.facts.as_ref(), &self.options.accept, gate);
        if let Some(ending) = report.refused.iter().find_map(unreadable) {
            return Ok(Some(ending));
        }
        if !report.changed.is_empty() {
            let what = report.changed.join("; ");
            return Ok(Some(Ending::Changed(format!(
                "what is true of the buckets has changed since it was read: {what}"
            ))));
        }
        if !report.refused.is_empty() {
            return Ok(Some(Ending::Refused(refusal(&report.refused))));
        }
        if item.facts.as_ref() != Some(&report.seen) && !self.is_dry() {
            let facts = report.seen;
            self.record_move(
                &move_id(&migration.id, item),
                MoveEvent::FactsSeen { facts },
            )
            .await?;
        }
        Ok(None)
    }
}

/// A fact that stops the step only because nobody could read it.
fn unreadable(fact: &Fact) -> Option<Ending> {
    let words = format!("{} of the buckets: {}", fact.name, fact.why);
    match fact.unread.as_ref()? {
        // What may be accepted is refused by its name.
        _ if fact.verdict == FactVerdict::Accept => None,
        Unread::Denied(_) => Some(Ending::Denied(words)),
        Unread::Failed(_) => Some(Ending::Unavailable(words)),
        Unread::NotOffered => None,
    }
}

fn refusal(facts: &[Fact]) -> String {
    let texts = facts.iter().map(|fact| match fact.verdict {
        FactVerdict::Accept => format!("{}: {} (`--accept {0}` accepts it)", fact.name, fact.why),
        _ => format!("{}: {}", fact.name, fact.why),
    });
    texts.collect::<Vec<_>>().join("; ")
}
