//! [`Traffic`]: what is asked, hour by hour.

use super::Plan;
use super::catalogue::{BUNDLE, Catalogue};
use super::event::{Event, Kind};

/// Popularity falls with rank to this power.
const ZIPF: f64 = 0.95;

/// Makes up requests. Each hour has a generator of its own.
pub struct Traffic<'a> {
    catalogue: &'a Catalogue,
    plan: &'a Plan,
    random: fastrand::Rng,
    /// Requests of sessions that run into the next hour.
    ahead: Vec<Event>,
    walked: u32,
    done: u64,
    /// Requests of the session being made up.
    session: Vec<Event>,
}

/// Relative load of an hour of the week: one peak a day, quieter weekends.
pub fn rhythm(hour: u32) -> f64 {
    let phase = (f64::from(hour % 24) - 14.0) / 24.0 * std::f64::consts::TAU;
    let weekend = hour / 24 % 7 >= 5;
    (if weekend { 0.6 } else { 1.0 }) * (1.0 + 0.7 * phase.cos())
}

impl<'a> Traffic<'a> {
    /// Traffic by `plan`.
    pub fn new(catalogue: &'a Catalogue, plan: &'a Plan) -> Self {
        Self {
            catalogue,
            plan,
            random: fastrand::Rng::with_seed(plan.seed),
            ahead: Vec::new(),
            walked: 0,
            done: 0,
            session: Vec::new(),
        }
    }

    /// All requests received in one hour, in no order.
    pub fn hour(&mut self, hour: u32) -> Vec<Event> {
        self.random = fastrand::Rng::with_seed(self.plan.seed ^ u64::from(hour + 1) << 32);
        let last = hour + 1 == self.plan.hours;
        let end = (hour + 1) * 3_600;
        let mut events: Vec<Event> = self.ahead.extract_if(.., |e| e.second < end).collect();
        self.walk(hour, &mut events);
        let mut left = self
            .plan
            .budget(self.plan.lines, hour)
            .saturating_sub((events.len() + self.ahead.len()) as u64);
        if last {
            let planned = self.done + (events.len() + self.ahead.len()) as u64;
            left = self.plan.lines.saturating_sub(planned);
        }
        while left > 0 {
            self.session.clear();
            let begin = hour * 3_600 + self.random.u32(0..3_600);
            self.session(begin);
            let latest = self.plan.hours * 3_600 - 1;
            for mut event in self.session.drain(..).take(left as usize) {
                left -= 1;
                event.second = event.second.min(latest);
                if event.second < end {
                    events.push(event);
                } else {
                    self.ahead.push(event);
                }
            }
        }
        self.done += events.len() as u64;
        events
    }

    /// This hour's part of the walk over all keys, one request each: the first upload of most, a
    /// scan of the others.
    fn walk(&mut self, hour: u32, events: &mut Vec<Event>) {
        let steps = u64::from(self.catalogue.bundles()) * u64::from(BUNDLE);
        let upto = (steps * u64::from(hour + 1) / u64::from(self.plan.hours)) as u32;
        for step in self.walked..upto {
            let bundle = self.catalogue.bundle_of_rank(step / BUNDLE);
            let (first, members) = self.catalogue.members(bundle);
            if step % BUNDLE >= members {
                continue;
            }
            let key = first + step % BUNDLE;
            let second = hour * 3_600 + self.random.u32(0..3_600);
            let kind = if self.random.u32(0..10) < 7 {
                Kind::Put
            } else {
                Kind::Get
            };
            let client = self.catalogue.client_of(key, self.random.u32(..));
            events.push(self.event(second, key, client, kind));
        }
        self.walked = upto;
    }

    fn event(&mut self, second: u32, key: u32, client: u32, kind: Kind) -> Event {
        Event {
            second,
            key,
            client,
            kind,
            part_bytes: 0,
            request_id: self.random.u64(..),
        }
    }

    fn push(&mut self, second: u32, key: u32, client: u32, kind: Kind) {
        let event = self.event(second, key, client, kind);
        self.session.push(event);
    }

    /// The deletes of one batch have one id, as have the two sides of a copy.
    fn share_request_id(&mut self) {
        let id = self.session.first().map_or(0, |event| event.request_id);
        for event in &mut self.session {
            event.request_id = id;
        }
    }

    /// One client's doings: mostly reading a data set and what goes with it.
    fn session(&mut self, begin: u32) {
        let rank = self.rank();
        let bundle = self.catalogue.bundle_of_rank(rank);
        let (first, members) = self.catalogue.members(bundle);
        let client = self.catalogue.client_of(first, self.random.u32(..));
        let mut second = begin;
        match self.random.u32(0..1_000) {
            0..30 => {
                let key = first + self.random.u32(0..members);
                self.upload(second, key, client);
            }
            30..45 => {
                for n in 0..members.min(self.random.u32(2..8)) {
                    self.push(second, first + n, client, Kind::BatchDelete);
                }
                self.share_request_id();
            }
            45..55 => {
                let key = first + self.random.u32(0..members);
                self.push(second, key, client, Kind::Copy);
                self.push(second, key, client, Kind::CopySource);
                self.share_request_id();
            }
            55..80 => self.push(second, first, client, Kind::List),
            80..95 => self.push(second, first, client, Kind::Expire),
            95..110 => self.push(second, first, client, Kind::Replica),
            110..120 => self.push(second, first, client, Kind::Own),
            120..130 => self.push(second, first, client, Kind::Foreign),
            130..150 => self.push(second, first, client, Kind::GetPresigned),
            _ => {
                let wanted = self.random.u32(1..=members);
                let skip = self.random.u32(0..members);
                for n in 0..wanted {
                    self.read(&mut second, first + (skip + n) % members, client);
                }
                if self.random.u32(0..100) < 40 {
                    let partner = self.catalogue.hash(bundle, 9) as u32 % self.catalogue.bundles();
                    let (first, members) = self.catalogue.members(partner);
                    for n in 0..members.min(6) {
                        self.read(&mut second, first + n, client);
                    }
                }
            }
        }
    }

    /// One object's read, with what can come of it.
    fn read(&mut self, second: &mut u32, key: u32, client: u32) {
        let kind = match self.random.u32(0..1_000) {
            0..40 => Kind::Head,
            40..80 => Kind::GetNotModified,
            80..95 => Kind::GetMissing,
            95..100 => Kind::GetDenied,
            100..160 => Kind::Put,
            160..170 => Kind::Delete,
            170..240 => {
                let parts = self.random.u32(2..=6);
                for _ in 0..parts {
                    let mut event = self.event(*second, key, client, Kind::GetRange);
                    event.part_bytes = self.random.u32(1..8_388_608);
                    self.session.push(event);
                    *second += self.random.u32(0..20);
                }
                return;
            }
            _ => Kind::Get,
        };
        self.push(*second, key, client, kind);
        *second += self.random.u32(0..9);
    }

    fn upload(&mut self, second: u32, key: u32, client: u32) {
        let parts = self.random.u32(1..=5);
        self.push(second, key, client, Kind::UploadBegin);
        for n in 0..parts {
            let mut event = self.event(second + n, key, client, Kind::UploadPart);
            event.part_bytes = 8_388_608;
            self.session.push(event);
        }
        self.push(second + parts, key, client, Kind::UploadEnd);
    }

    /// A popularity rank by the continuous form of Zipf's law.
    fn rank(&mut self) -> u32 {
        let count = f64::from(self.catalogue.bundles());
        let power = 1.0 - ZIPF;
        let top = (count + 1.0).powf(power) - 1.0;
        let rank = (self.random.f64() * top + 1.0).powf(1.0 / power) - 1.0;
        (rank as u32).min(self.catalogue.bundles() - 1)
    }
}
