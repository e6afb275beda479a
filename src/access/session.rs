//! [`Session`]: what one client used together.

use std::collections::HashMap;
use std::sync::Arc;

use crate::placement::Key;

use super::aggregate::Ids;
use super::settling::{Settled, Settler};
use super::{Access, RegionId, TenantId};

/// A session ends when its client is silent for longer than this.
pub const SESSION_GAP_MS: i64 = 30 * 60_000;

/// Requests of one client with no gap above the session gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// First request, milliseconds UTC.
    pub start_ms: i64,
    /// Stable id of the client.
    pub client: u64,
    /// Region of its first request.
    pub region: RegionId,
    /// Tenant of its first request.
    pub tenant: TenantId,
    /// (milliseconds after start, index into `AccessProfile::objects`), in order. A burst is one
    /// entry; HEAD, DELETE and uploaded parts are none.
    pub accesses: Vec<(u32, u32)>,
}

/// Cuts days of accesses, in ascending order of days, into sessions. Clients that the log does not
/// tell apart have none.
#[derive(Clone, Debug, Default)]
pub struct SessionBuilder {
    settler: Settler,
    keys: Ids<Key>,
    regions: Ids<Arc<str>>,
    tenants: Ids<Arc<str>>,
    open: HashMap<u64, OpenSession>,
    closed: Vec<Session>,
}

/// A session that may go on; ids are those of the builder.
#[derive(Clone, Debug)]
struct OpenSession {
    session: Session,
    last_ms: i64,
}

impl SessionBuilder {
    /// Adds all accesses of one day, in any order.
    pub fn add_day(&mut self, accesses: Vec<Access>) {
        for settled in self.settler.day(accesses) {
            self.add(settled);
        }
    }

    fn add(&mut self, Settled { access, begins }: Settled) {
        if access.operation.class().is_none() {
            return;
        }
        // Every key, region and tenant takes an id, so that ranks are those of the profile.
        let object = self.keys.of(access.key) as u32;
        let region = self.regions.of(access.region);
        let tenant = self.tenants.of(access.tenant) as TenantId;
        if !begins || access.client == 0 {
            return;
        }
        let now = access.time_ms;
        let goes_on = |open: &OpenSession| {
            let offset = u32::try_from(now - open.session.start_ms).ok()?;
            (now - open.last_ms <= SESSION_GAP_MS).then_some(offset)
        };
        if let Some(open) = self.open.get_mut(&access.client)
            && let Some(offset) = goes_on(open)
        {
            open.last_ms = now;
            open.session.accesses.push((offset, object));
            return;
        }
        let session = Session {
            start_ms: now,
            client: access.client,
            region: RegionId::try_from(region).unwrap_or(RegionId::MAX),
            tenant,
            accesses: vec![(0, object)],
        };
        let begun = OpenSession {
            session,
            last_ms: now,
        };
        if let Some(ended) = self.open.insert(access.client, begun) {
            self.closed.push(ended.session);
        }
    }

    /// All sessions, in order of start then client.
    pub fn finish(mut self) -> Vec<Session> {
        self.tenants.of("".into());
        let (_, objects) = self.keys.sorted();
        let (_, regions) = self.regions.sorted();
        let (_, tenants) = self.tenants.sorted();
        let mut sessions = self.closed;
        sessions.extend(self.open.into_values().map(|open| open.session));
        for session in &mut sessions {
            let region = regions.get(usize::from(session.region)).copied();
            session.region = region
                .and_then(|region| RegionId::try_from(region).ok())
                .unwrap_or(RegionId::MAX);
            session.tenant = tenants[session.tenant as usize] as TenantId;
            for (_, object) in &mut session.accesses {
                *object = objects[*object as usize] as u32;
            }
        }
        sessions.sort_unstable_by_key(|session| (session.start_ms, session.client));
        sessions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::settling::DAY_MS;
    use crate::access::settling::tests::get;

    #[test]
    fn sessions_end_after_a_gap_and_go_on_over_midnight() {
        let mut builder = SessionBuilder::default();
        let late = DAY_MS - 60_000;
        builder.add_day(vec![
            get(late, "b", 7),
            get(0, "c", 7),
            get(SESSION_GAP_MS, "b", 7),
            get(5, "a", 8),
            get(5, "nobody", 0),
        ]);
        builder.add_day(vec![get(DAY_MS + 1, "a", 7)]);
        let sessions = builder.finish();
        let shape: Vec<_> = sessions
            .iter()
            .map(|session| (session.start_ms, session.client, session.accesses.clone()))
            .collect();
        let gap = SESSION_GAP_MS as u32;
        assert_eq!(
            shape,
            [
                (0, 7, vec![(0, 2), (gap, 1)]),
                (5, 8, vec![(0, 0)]),
                (late, 7, vec![(0, 1), (60_001, 0)]),
            ]
        );
    }
}
