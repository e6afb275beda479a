//! [`Truth`]: what a reader of the log must come to, counted from what was made up.
//!
//! The rules are those of the product, written down a second time. Demand is a client's successful
//! request for an object of the fleet. A GET within 60 s of the beginning of an access of the same
//! client to the same object is part of it; PUT and COPY are accesses, all else raises none. Bytes are
//! those sent (GET) or received (PUT, parts). A requester whose region nothing tells counts to the
//! bucket's. Two objects go together once for every access of one that follows an access of the other
//! by the same client within 60 s, where an access looks back at most at 16 distinct others.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::{self, Write};

use super::START_S;
use super::catalogue::{Catalogue, Evidence};
use super::event::{Event, Kind};
use super::line::presigned_s;

/// A burst, and the window of co-access.
const WINDOW_S: u32 = 60;
/// An access goes together with at most this many before it.
const PARTNERS_BACK: usize = 16;

/// Demand of one object in one hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Hours since 1970.
    pub hour: i64,
    /// Key number.
    pub key: u32,
    /// Region counted to.
    pub region: &'static str,
    /// Whether it is a write.
    pub is_write: bool,
    /// Requests.
    pub requests: u64,
    /// Accesses.
    pub accesses: u64,
    /// Requests whose region is assumed.
    pub assumed: u64,
    /// Bytes.
    pub bytes: u64,
}

impl Row {
    /// Columns of [`Row::write`].
    pub const HEADER: &str = "hour,key,region,tenant,class,requests,accesses,assumed,bytes";

    /// Writes it as a line of CSV, the key encoded once.
    pub fn write(&self, catalogue: &Catalogue, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "{},{},{},{},{},{},{},{},{}",
            self.hour,
            catalogue.encoded_key(self.key),
            self.region,
            catalogue.tenant(self.key),
            if self.is_write { "write" } else { "read" },
            self.requests,
            self.accesses,
            self.assumed,
            self.bytes
        )
    }
}

/// Presigned use of one bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Presigned {
    /// Requests.
    pub requests: u64,
    /// Time of the last, milliseconds UTC.
    pub last_use_ms: i64,
    /// Longest `X-Amz-Expires` seen, seconds.
    pub longest_s: u32,
}

/// Sums over the whole log.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct TruthTotals {
    /// Lines in the log.
    pub lines: u64,
    /// Bytes of the log.
    pub bytes: u64,
    /// Requests made up; each is logged at least once.
    pub requests: u64,
    /// Of these, demand.
    pub demand: u64,
    /// Accesses.
    pub accesses: u64,
    /// Requests that are no demand, by reason.
    pub excluded: BTreeMap<&'static str, u64>,
    /// Lines that repeat one delivered before.
    pub duplicated_lines: u64,
    /// Of these, demand.
    pub duplicated_demand: u64,
    /// Distinct objects with demand.
    pub keys: u64,
    /// Rows of demand.
    pub rows: u64,
    /// Sum of the co-access counts.
    pub pairs: u64,
    /// Demand by source of the region.
    pub evidence: BTreeMap<&'static str, u64>,
    /// By bucket.
    pub presigned: BTreeMap<&'static str, Presigned>,
    /// (line number from 1, kind of damage).
    pub damaged_lines: Vec<(u64, &'static str)>,
}

/// Counts hour by hour.
pub struct Truth<'a> {
    catalogue: &'a Catalogue,
    totals: TruthTotals,
    seen: Vec<u64>,
    /// (client, key) → second at which its last access began.
    begun: HashMap<(u32, u32), u32>,
    /// Client → its accesses within the window, oldest first.
    recent: HashMap<u32, VecDeque<(u32, u32)>>,
}

/// Object, region, class.
type Cell = (u32, &'static str, bool);

impl<'a> Truth<'a> {
    /// Nothing counted.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self {
            catalogue,
            totals: TruthTotals::default(),
            seen: vec![0; (catalogue.keys as usize).div_ceil(64)],
            begun: HashMap::new(),
            recent: HashMap::new(),
        }
    }

    /// Counts all requests of one hour; its demand, in order of key, region and class.
    pub fn hour(&mut self, mut events: Vec<Event>) -> Vec<Row> {
        // A client's accesses of one second go in order of keys, as everywhere in the product.
        events.sort_unstable_by(|a, b| {
            let key = |event: &Event| self.catalogue.key(event.key);
            (a.second, a.client)
                .cmp(&(b.second, b.client))
                .then_with(|| {
                    if a.key == b.key {
                        (a.request_id, a.kind as u8).cmp(&(b.request_id, b.kind as u8))
                    } else {
                        key(a).cmp(&key(b))
                    }
                })
        });
        let mut cells = BTreeMap::<Cell, Row>::new();
        for event in &events {
            self.totals.requests += 1;
            self.note_presigned(event);
            match excluded(event.kind) {
                Some(reason) => *self.totals.excluded.entry(reason).or_default() += 1,
                None => self.demand(event, &mut cells),
            }
        }
        if let Some(now) = events.last().map(|event| event.second) {
            self.begun.retain(|_, begun| now - *begun < WINDOW_S);
            self.recent
                .retain(|_, accesses| accesses.back().is_some_and(|&(at, _)| now - at <= WINDOW_S));
        }
        self.totals.rows += cells.len() as u64;
        cells.into_values().collect()
    }

    /// The sums.
    pub fn finish(mut self) -> TruthTotals {
        let seen = self.seen.iter().map(|word| u64::from(word.count_ones()));
        self.totals.keys = seen.sum();
        self.totals
    }

    fn demand(&mut self, event: &Event, cells: &mut BTreeMap<Cell, Row>) {
        let client = self.catalogue.client(event.client);
        let (region, evidence) = match client.evidence {
            Evidence::LogField => (client.region, "log_field"),
            Evidence::Cidr => (client.region, "cidr_file"),
            Evidence::Unknown => (self.catalogue.bucket(event.key).region, "assumed"),
        };
        let begins = self.begins(event);
        let is_write = is_write(event.kind);
        let row = cells
            .entry((event.key, region, is_write))
            .or_insert_with(|| Row {
                hour: (START_S + i64::from(event.second)).div_euclid(3_600),
                key: event.key,
                region,
                is_write,
                requests: 0,
                accesses: 0,
                assumed: 0,
                bytes: 0,
            });
        row.requests += 1;
        row.accesses += u64::from(begins);
        row.assumed += u64::from(client.evidence == Evidence::Unknown);
        row.bytes += bytes(event, self.catalogue.size(event.key));
        self.totals.demand += 1;
        self.totals.accesses += u64::from(begins);
        *self.totals.evidence.entry(evidence).or_default() += 1;
        self.seen[event.key as usize / 64] |= 1 << (event.key % 64);
        if begins {
            self.pair(event);
        }
    }

    fn begins(&mut self, event: &Event) -> bool {
        match event.kind {
            Kind::Put | Kind::Copy => true,
            Kind::Get | Kind::GetRange | Kind::GetNotModified | Kind::GetPresigned => {
                let last = self.begun.get(&(event.client, event.key));
                let begins = last.is_none_or(|last| event.second - last >= WINDOW_S);
                if begins {
                    self.begun.insert((event.client, event.key), event.second);
                }
                begins
            }
            _ => false,
        }
    }

    fn pair(&mut self, event: &Event) {
        let recent = self.recent.entry(event.client).or_default();
        while recent
            .front()
            .is_some_and(|&(at, _)| event.second - at > WINDOW_S)
        {
            recent.pop_front();
        }
        let mut partners: Vec<u32> = Vec::with_capacity(PARTNERS_BACK);
        for &(_, other) in recent.iter().rev() {
            if partners.len() == PARTNERS_BACK {
                break;
            }
            if other != event.key && !partners.contains(&other) {
                partners.push(other);
            }
        }
        self.totals.pairs += partners.len() as u64;
        recent.push_back((event.second, event.key));
    }

    fn note_presigned(&mut self, event: &Event) {
        if event.kind != Kind::GetPresigned {
            return;
        }
        let bucket = self.catalogue.bucket(event.key).name;
        let presigned = self.totals.presigned.entry(bucket).or_default();
        let time_ms = (START_S + i64::from(event.second)) * 1_000;
        presigned.requests += 1;
        presigned.last_use_ms = presigned.last_use_ms.max(time_ms);
        presigned.longest_s = presigned.longest_s.max(presigned_s(event));
    }
}

/// Why a request is no demand.
pub fn excluded(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::GetMissing | Kind::GetDenied => Some("error"),
        Kind::CopySource => Some("other_operation"),
        Kind::List => Some("not_object"),
        Kind::Expire => Some("service"),
        Kind::Replica => Some("replication"),
        Kind::Own => Some("own"),
        Kind::Foreign => Some("foreign"),
        _ => None,
    }
}

fn is_write(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Get | Kind::GetRange | Kind::GetNotModified | Kind::GetPresigned | Kind::Head
    )
}

fn bytes(event: &Event, size: u64) -> u64 {
    match event.kind {
        Kind::Get | Kind::GetPresigned | Kind::Put => size,
        Kind::GetRange => size.min(u64::from(event.part_bytes)),
        Kind::UploadPart => u64::from(event.part_bytes),
        _ => 0,
    }
}
