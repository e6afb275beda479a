//! [`Settler`]: the accesses of one day, put in order, without duplicates, bursts told from accesses.
//!
//! Days are independent but for bursts over midnight, because a record's time is part of its
//! identity. So the result depends neither on the order of files nor on how they were cut into batches.

use std::collections::{HashMap, HashSet};

use crate::placement::Key;

use super::{Access, Operation};

/// Milliseconds in a day: day = floor(ms / this).
pub const DAY_MS: i64 = 86_400_000;
/// Requests by one client for one object this close after an access are part of it.
const BURST_MS: i64 = 60_000;

/// Takes days in ascending order.
#[derive(Clone, Debug, Default)]
pub struct Settler {
    /// Start of the last access of a client on an object.
    begun: HashMap<(u64, Key), i64>,
    duplicates: u64,
}

/// One request and whether it begins an access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The request.
    pub access: Access,
    /// False for parts of a burst, and for what is no access at all: HEAD, DELETE and uploaded parts.
    pub begins: bool,
}

impl Settler {
    /// Settles the accesses of one day, whatever their order. Of records with equal ids the least
    /// one stays.
    pub fn day(&mut self, mut accesses: Vec<Access>) -> Vec<Settled> {
        accesses.sort_unstable();
        let before = accesses.len();
        let mut seen = HashSet::new();
        accesses.retain(|access| access.record_id == 0 || seen.insert(access.record_id));
        self.duplicates += (before - accesses.len()) as u64;
        let end = accesses.last().map(|access| access.time_ms);
        let settled = accesses
            .into_iter()
            .map(|access| {
                let begins = self.begins(&access);
                Settled { access, begins }
            })
            .collect();
        if let Some(end) = end {
            self.begun.retain(|_, begun| end - *begun < BURST_MS);
        }
        settled
    }

    /// Records dropped so far because they were logged twice.
    pub fn duplicates(&self) -> u64 {
        self.duplicates
    }

    fn begins(&mut self, access: &Access) -> bool {
        match access.operation {
            Operation::Put | Operation::Copy => return true,
            Operation::Get if access.client == 0 => return true,
            Operation::Get => {}
            _ => return false,
        }
        let burst = (access.client, access.key.clone());
        let begun = self.begun.get(&burst);
        let begins = begun.is_none_or(|begun| access.time_ms - begun >= BURST_MS);
        if begins {
            self.begun.insert(burst, access.time_ms);
        }
        begins
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::access::RegionSource;

    pub(in crate::access) fn get(time_ms: i64, key: &str, client: u64) -> Access {
        Access {
            time_ms,
            key: key.into(),
            region: "r".into(),
            region_source: RegionSource::LogField,
            tenant: "".into(),
            operation: Operation::Get,
            bytes: 10,
            object_size: None,
            client,
            record_id: 0,
        }
    }

    fn begins(settler: &mut Settler, accesses: Vec<Access>) -> Vec<bool> {
        let settled = settler.day(accesses);
        settled.iter().map(|settled| settled.begins).collect()
    }

    #[test]
    fn a_burst_is_one_access_even_over_midnight() {
        let mut settler = Settler::default();
        let day = vec![
            get(DAY_MS - 30_000, "k", 1),
            get(DAY_MS - 20_000, "k", 1),
            get(DAY_MS - 20_000, "k", 2),
            get(DAY_MS - 20_000, "other", 1),
        ];
        // In order of time, then key, then client.
        assert_eq!(begins(&mut settler, day), [true, false, true, true]);
        let next = vec![get(DAY_MS + 29_999, "k", 1), get(DAY_MS + 30_000, "k", 1)];
        assert_eq!(begins(&mut settler, next), [false, true]);
    }

    #[test]
    fn what_moves_no_object_is_no_access() {
        for (operation, begins) in [
            (Operation::Put, true),
            (Operation::Copy, true),
            (Operation::Head, false),
            (Operation::Part, false),
            (Operation::Delete, false),
        ] {
            let access = Access {
                operation,
                ..get(0, "k", 1)
            };
            assert_eq!(Settler::default().day(vec![access])[0].begins, begins);
        }
    }

    #[test]
    fn a_request_logged_twice_counts_once() {
        let logged = |record_id| Access {
            record_id,
            ..get(5, "k", 1)
        };
        let mut settler = Settler::default();
        let day = settler.day(vec![logged(7), logged(0), logged(7), logged(0), logged(8)]);
        assert_eq!((day.len(), settler.duplicates()), (4, 1));
    }
}
