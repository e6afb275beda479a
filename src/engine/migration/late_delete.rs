//! Deletes of ours that may still land: data does not return to a place before none can.
//!
//! An ETag names bytes, not an instant: a late `DELETE If-Match` meets the same bytes copied back and
//! takes them, and where the move back is complete they were the last. The journal has the time of
//! every sending, and a store takes no request that is older than the zombie bound.

use crate::migration::{MoveId, Transfer};
use crate::placement::{Key, Segment, ShardName};

use super::error::MigrationError;
use super::migrator::{Migrator, move_id};

/// Transfers read from the journal at a time.
const PAGE: usize = 1_000;

/// A delete that may still land.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Late {
    key: Key,
    until_ms: i64,
}

impl Migrator<'_> {
    /// Why nothing of `segment` may be written to `shard` now: a delete that any migration sent there
    /// may still take effect. `None` when none can.
    pub(super) async fn late_delete(
        &self,
        segment: &Segment,
        shard: &ShardName,
        bound_ms: i64,
    ) -> Result<Option<String>, MigrationError> {
        let read = self.fleet.journal().with(|store| store.migrations());
        let mut latest: Option<Late> = None;
        for migration in read.await? {
            let bound_ms = bound_ms.max(migration.settings.zombie_bound_ms);
            for item in &migration.moves {
                let spec = &item.spec;
                let meets = spec.segment.covers(segment) || segment.covers(&spec.segment);
                let sent: fn(&Transfer) -> Option<i64> = match shard {
                    shard if *shard == spec.from => |transfer| transfer.source_delete_ms,
                    shard if *shard == spec.to => |transfer| transfer.copy_delete_ms,
                    _ => continue,
                };
                if !meets {
                    continue;
                }
                let id = move_id(&migration.id, item);
                let found = self.latest_delete(&id, segment, sent, bound_ms).await?;
                // Deletes of a holder whose journal is lost: nobody knows of which keys.
                let lost = item.unanswered_ms.filter(|_| item.may_delete(&migration));
                let lost = may_land_until(lost, bound_ms, self.now_ms()).map(|until_ms| Late {
                    key: spec.segment.key().clone(),
                    until_ms,
                });
                let until_ms = |late: &Option<Late>| late.as_ref().map(|late| late.until_ms);
                for late in [found, lost] {
                    if until_ms(&late) > until_ms(&latest) {
                        latest = late;
                    }
                }
            }
        }
        Ok(latest.map(|late| words(&late, segment, shard)))
    }

    /// The delete of the move that may land last, of keys in `segment`.
    async fn latest_delete(
        &self,
        id: &MoveId,
        segment: &Segment,
        sent: fn(&Transfer) -> Option<i64>,
        bound_ms: i64,
    ) -> Result<Option<Late>, MigrationError> {
        let now_ms = self.now_ms();
        let mut latest: Option<Late> = None;
        let mut after = None;
        loop {
            let (id, from) = (id.clone(), after.take());
            let read = (self.fleet.journal())
                .with(move |store| store.transfers(&id, from.as_ref(), PAGE, None));
            let page = read.await?;
            for (key, transfer) in &page {
                let Some(until_ms) = may_land_until(sent(transfer), bound_ms, now_ms) else {
                    continue;
                };
                let later = latest.as_ref().is_none_or(|late| until_ms > late.until_ms);
                if later && segment.covers(&Segment::Exact(key.clone())) {
                    let key = key.clone();
                    latest = Some(Late { key, until_ms });
                }
            }
            match page.last() {
                Some((key, _)) if page.len() == PAGE => after = Some(key.clone()),
                _ => return Ok(latest),
            }
        }
    }
}

/// Until when a delete that was sent at `sent_ms` may land; `None` when none was or it no longer can.
pub(super) fn may_land_until(sent_ms: Option<i64>, bound_ms: i64, now_ms: i64) -> Option<i64> {
    let until_ms = sent_ms?.saturating_add(bound_ms);
    (until_ms > now_ms).then_some(until_ms)
}

/// A time as people read it.
pub(super) fn time(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |time| time.to_string())
}

fn words(late: &Late, segment: &Segment, shard: &ShardName) -> String {
    format!(
        "`{segment}` would return to shard `{shard}`, where a delete of `{}` that was sent may still take \
         effect until {}: what is copied there before could be lost to it",
        late.key.to_string_lossy().escape_debug(),
        time(late.until_ms)
    )
}
