//! [`Pace`]: how long moves will take, by how long earlier ones between the same shards took.
//!
//! A route copies so many objects a second at best, and so many bytes a second at best; what the slower of the two
//! takes is the least that a move can take. Earlier moves took so many times their least: the median and the
//! ninetieth percentile of these ratios, times the least of the new move, are its p50 and p90. Nothing is said of
//! routes that nothing has been copied along. Grace, and waiting for people, is not in it.

use crate::placement::ShardName;

/// A move that was copied.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyRun {
    /// Source shard.
    pub from: ShardName,
    /// Target shard.
    pub to: ShardName,
    /// Objects copied and compared.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How long that took, without pauses.
    pub seconds: f64,
}

/// What a move waits for most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limiter {
    /// Requests: many small objects.
    Requests,
    /// Bytes: few large ones.
    Bytes,
}

impl Limiter {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Bytes => "bytes",
        }
    }
}

/// How long something takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Half of the time less, seconds.
    pub p50_s: f64,
    /// Nine times of ten less, seconds.
    pub p90_s: f64,
    /// What most of it is spent on.
    pub limiter: Limiter,
    /// Earlier moves it is told by.
    pub runs: usize,
}

/// Earlier moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pace {
    runs: Vec<CopyRun>,
}

impl Pace {
    /// By these runs; those without time or objects tell nothing.
    pub fn of(mut runs: Vec<CopyRun>) -> Self {
        runs.retain(|run| run.seconds > 0.0 && run.objects > 0);
        Self { runs }
    }

    /// How long copying so much between two shards takes; `None` where nothing has been copied so far.
    pub fn expect(
        &self,
        route: (&ShardName, &ShardName),
        objects: u64,
        bytes: u64,
    ) -> Option<Expected> {
        let of_route = |run: &&CopyRun| (&run.from, &run.to) == route;
        let runs: Vec<&CopyRun> = self.runs.iter().filter(of_route).collect();
        let best = |amount: fn(&CopyRun) -> u64| {
            let rates = runs.iter().map(|run| amount(run) as f64 / run.seconds);
            rates.fold(0.0, f64::max)
        };
        let (per_object, per_byte) = (best(|run| run.objects), best(|run| run.bytes));
        let least = |objects: u64, bytes: u64| {
            let share = |amount: u64, rate: f64| {
                if rate > 0.0 {
                    amount as f64 / rate
                } else {
                    0.0
                }
            };
            (share(objects, per_object), share(bytes, per_byte))
        };
        let mut ratios: Vec<f64> = (runs.iter())
            .map(|run| {
                let (objects, bytes) = least(run.objects, run.bytes);
                run.seconds / objects.max(bytes)
            })
            .collect();
        ratios.sort_unstable_by(f64::total_cmp);
        let quantile = |share: f64| {
            let at = (share * ratios.len() as f64).ceil() as usize;
            ratios.get(at.saturating_sub(1)).copied()
        };
        let (by_objects, by_bytes) = least(objects, bytes);
        Some(Expected {
            p50_s: by_objects.max(by_bytes) * quantile(0.5)?,
            p90_s: by_objects.max(by_bytes) * quantile(0.9)?,
            limiter: if by_bytes > by_objects {
                Limiter::Bytes
            } else {
                Limiter::Requests
            },
            runs: runs.len(),
        })
    }

    /// All of these one after the other, slow or fast together; `None` where one of them is not known.
    pub fn together(each: &[Option<Expected>]) -> Option<Expected> {
        let known: Vec<Expected> = each.iter().copied().collect::<Option<_>>()?;
        let of = |limiter: Limiter| {
            let its = known.iter().filter(|one| one.limiter == limiter);
            its.map(|one| one.p50_s).sum::<f64>()
        };
        let bytes_lead = of(Limiter::Bytes) > of(Limiter::Requests);
        Some(Expected {
            p50_s: known.iter().map(|one| one.p50_s).sum(),
            p90_s: known.iter().map(|one| one.p90_s).sum(),
            limiter: if bytes_lead {
                Limiter::Bytes
            } else {
                Limiter::Requests
            },
            runs: known.iter().map(|one| one.runs).min()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(to: &str, objects: u64, bytes: u64, seconds: f64) -> CopyRun {
        CopyRun {
            from: "a".into(),
            to: to.into(),
            objects,
            bytes,
            seconds,
        }
    }

    #[test]
    fn the_slower_of_objects_and_bytes_is_what_a_move_waits_for() {
        // 100 objects a second at best, 10 MB a second at best; the third took twice its least.
        let pace = Pace::of(vec![
            run("b", 1_000, 1_000, 10.0),
            run("b", 10, 100_000_000, 10.0),
            run("b", 2_000, 1_000, 40.0),
            run("c", 1, 1, 0.0),
        ]);
        let expect = |objects, bytes| {
            pace.expect((&"a".into(), &"b".into()), objects, bytes)
                .unwrap()
        };
        let small = expect(500, 5_000);
        assert_eq!((small.p50_s, small.p90_s, small.runs), (5.0, 10.0, 3));
        assert_eq!(small.limiter, Limiter::Requests);
        let large = expect(5, 200_000_000);
        assert_eq!((large.p50_s, large.limiter), (20.0, Limiter::Bytes));
        let unknown = pace.expect((&"a".into(), &"c".into()), 1, 1);
        assert_eq!(unknown, None, "nothing was ever copied there");
        let both = Pace::together(&[Some(small), Some(large)]).unwrap();
        assert_eq!(
            (both.p50_s, both.p90_s, both.limiter),
            (25.0, 50.0, Limiter::Bytes)
        );
        assert_eq!(Pace::together(&[Some(small), unknown]), None);
    }
}
