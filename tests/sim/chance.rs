//! [`Chance`]: what goes wrong in a life, all of it drawn from the seed: first how likely each kind of fault
//! is (in many lives not at all), then, call by call, whether it happens.

use fastrand::Rng;

/// What becomes of a call that could change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is carried out and answered.
    Fine,
    /// It never arrives, and the caller hears of a failure.
    Lost,
    /// It is carried out, and the caller hears of a failure.
    Unanswered,
    /// The caller hears of a failure, and it is carried out later.
    Late,
    /// It arrives twice, and the second answer is heard.
    Twice,
    /// The store asks to slow down.
    Throttled,
    /// The store answers that somebody else is writing there.
    Conflict,
    /// The process dies before it is sent.
    CrashBefore,
    /// The process dies when it was carried out.
    CrashAfter,
    /// The process dies, and it is carried out later.
    CrashLate,
}

/// What becomes of the bytes of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// They end too early.
    Truncated,
    /// One bit is another.
    Flipped,
}

/// How likely each kind of fault is, in 65,536ths of the calls that it can happen to.
#[derive(Clone, Copy, Debug)]
struct Odds {
    lost: u32,
    unanswered: u32,
    late: u32,
    twice: u32,
    throttled: u32,
    conflict: u32,
    crash: u32,
    damage: u32,
    journal: u32,
    outage: u32,
}

/// The dice of one life.
pub struct Chance {
    pub random: Rng,
    odds: Odds,
    /// Whether everything goes well from here on.
    pub calm: bool,
    /// Whether bytes of an answer were ever damaged.
    pub damaged: bool,
}

impl Chance {
    /// Those of a seed.
    pub fn of(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut odds = |scale: u32| match random.u32(..6) {
            0 | 1 => 0,
            2 => scale / 8,
            3 => scale / 3,
            4 => scale,
            _ => scale * 3,
        };
        let odds = Odds {
            lost: odds(900),
            unanswered: odds(900),
            late: odds(900),
            twice: odds(600),
            throttled: odds(900),
            conflict: odds(600),
            crash: odds(500),
            damage: odds(900) / 2,
            journal: odds(300),
            outage: odds(60),
        };
        Self {
            random,
            odds,
            calm: false,
            damaged: false,
        }
    }

    fn happens(&mut self, odds: u32) -> bool {
        !self.calm && odds > 0 && self.random.u32(..1 << 16) < odds
    }

    /// What becomes of a request that changes something.
    pub fn of_change(&mut self) -> Fate {
        let odds = self.odds;
        let crashes = [Fate::CrashBefore, Fate::CrashAfter, Fate::CrashLate];
        match () {
            () if self.happens(odds.lost) => Fate::Lost,
            () if self.happens(odds.unanswered) => Fate::Unanswered,
            () if self.happens(odds.late) => Fate::Late,
            () if self.happens(odds.twice) => Fate::Twice,
            () if self.happens(odds.throttled) => Fate::Throttled,
            () if self.happens(odds.conflict) => Fate::Conflict,
            () if self.happens(odds.crash) => crashes[self.random.usize(..3)],
            () => Fate::Fine,
        }
    }

    /// What becomes of a request that only reads.
    pub fn of_read(&mut self) -> Fate {
        let odds = self.odds;
        match () {
            () if self.happens(odds.lost) => Fate::Lost,
            () if self.happens(odds.throttled) => Fate::Throttled,
            () if self.happens(odds.crash / 2) => Fate::CrashBefore,
            () => Fate::Fine,
        }
    }

    /// What becomes of a call to map.db.
    pub fn of_journal(&mut self, changes: bool) -> Fate {
        let odds = self.odds;
        match () {
            () if self.happens(odds.journal) => Fate::Lost,
            () if changes && self.happens(odds.journal / 2) => Fate::Unanswered,
            () if changes && self.happens(odds.crash) => {
                [Fate::CrashBefore, Fate::CrashAfter][self.random.usize(..2)]
            }
            () => Fate::Fine,
        }
    }

    /// What becomes of the bytes of an answer.
    pub fn of_bytes(&mut self) -> Option<Damage> {
        let odds = self.odds.damage;
        let happens = self.happens(odds);
        self.damaged |= happens;
        happens.then(|| [Damage::Truncated, Damage::Flipped][self.random.usize(..2)])
    }

    /// For how many calls a bucket is out of reach from here on, where it is.
    pub fn outage(&mut self) -> Option<u32> {
        let odds = self.odds.outage;
        self.happens(odds).then(|| self.random.u32(1..60))
    }
}
