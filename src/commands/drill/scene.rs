//! [`Scene`]: one disaster, what was done about it, and whether that was good enough.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::CommandError;
use crate::engine::control::{FleetError, Published};
use crate::engine::migration::{Ending, MoveReport};
use crate::ui::units;

use super::host::{PlayedHost, Stage};

/// From a bare host to a map that says where keys are, milliseconds.
const MAP_WITHIN_MS: i64 = 10_000;

/// From a bare host to what is to be done about each object in flight, milliseconds.
const DECIDED_WITHIN_MS: i64 = 60_000;

/// A disaster that was played.
pub struct Scene {
    /// Its name.
    pub name: &'static str,
    /// What was done, in order; after one that failed there is no other.
    pub steps: Vec<Step>,
    /// Objects that would wait for a person.
    pub undecided: u64,
}

/// One thing that was done.
pub struct Step {
    /// The command that does it.
    pub what: &'static str,
    /// Since the scene began, milliseconds.
    pub after_ms: i64,
    /// How much that may be.
    pub within_ms: Option<i64>,
    /// What came of it.
    pub found: Result<String, String>,
}

impl Step {
    /// Whether it did what it must, in time.
    pub fn passed(&self) -> bool {
        self.found.is_ok() && self.within_ms.is_none_or(|most| self.after_ms <= most)
    }
}

/// A scene in the making.
struct Playing<'a> {
    stage: &'a Stage<'a>,
    begun_ms: i64,
    scene: Scene,
}

impl Playing<'_> {
    fn note(
        &mut self,
        what: &'static str,
        within_ms: Option<i64>,
        found: Result<String, String>,
    ) -> bool {
        let after_ms = self.stage.now_ms() - self.begun_ms;
        let passed = found.is_ok();
        self.scene.steps.push(Step {
            what,
            after_ms,
            within_ms,
            found,
        });
        passed
    }
}

impl Scene {
    fn begin<'a>(stage: &'a Stage<'a>, name: &'static str) -> Playing<'a> {
        Playing {
            stage,
            begun_ms: stage.now_ms(),
            scene: Self {
                name,
                steps: Vec::new(),
                undecided: 0,
            },
        }
    }

    /// Whether every step did what it must.
    pub fn passed(&self) -> bool {
        self.steps.iter().all(Step::passed)
    }

    /// The admin host is gone with its disk.
    pub async fn host_lost(stage: &Stage<'_>) -> Result<Self, CommandError> {
        let mut playing = Self::begin(stage, "admin host lost");
        let host = stage.host("host-lost", "successor", BTreeSet::new(), false)?;
        playing.take_over_and_decide(&host, None).await?;
        Ok(playing.scene)
    }

    /// The same, and a region is away: its stores refuse connections or, `silent`, take requests and never
    /// answer.
    pub async fn region_down(
        stage: &Stage<'_>,
        region: Option<&str>,
        silent: bool,
    ) -> Result<Self, CommandError> {
        let (name, folder) = if silent {
            ("one region silent", "region-silent")
        } else {
            ("one region down", "region-down")
        };
        let mut playing = Self::begin(stage, name);
        let region = match region {
            Some(region) => Some(region.to_owned()),
            None => fullest_region(stage)?,
        };
        let control = stage.settings().config.control.as_ref();
        let control = control
            .and_then(|control| control.url.as_deref())
            .unwrap_or_default();
        let of_control = |bucket: &str| {
            let rest = control
                .strip_prefix("s3://")
                .and_then(|rest| rest.strip_prefix(bucket));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let shards = stage.settings().shards.iter();
        let away: BTreeSet<(String, String)> = shards
            .filter(|shard| Some(&shard.region) == region.as_ref() && !of_control(&shard.bucket))
            .map(|shard| (shard.endpoint.clone(), shard.bucket.clone()))
            .collect();
        let region = region.unwrap_or_default();
        let text = format!("{region}: {}", units::plural(away.len() as u64, "bucket"));
        playing.note("region away", None, Ok(text));
        let host = stage.host(folder, "successor", away, silent)?;
        playing.take_over_and_decide(&host, Some(&region)).await?;
        Ok(playing.scene)
    }

    /// The holder sleeps, is replaced, and wakes up.
    pub async fn zombie(stage: &Stage<'_>) -> Result<Self, CommandError> {
        let mut playing = Self::begin(stage, "lease held by a zombie");
        let sleeper = stage.host("zombie", "sleeper", BTreeSet::new(), false)?;
        let successor = stage.host("zombie", "successor", BTreeSet::new(), false)?;
        sleeper.end_lease().await?;
        if let Err(error) = sleeper.take_over().await {
            playing.note("recover map", None, Err(error.to_string()));
            return Ok(playing.scene);
        }
        let asleep = sleeper.open().await?;
        let epoch = asleep.journal().epoch();
        let held = format!("a played host holds epoch {epoch}, and falls asleep");
        playing.note("lease", None, Ok(held));
        let early = match successor.take_over().await {
            Err(error @ FleetError::Held { .. }) => Ok(format!("refused (11): {error}")),
            Err(error) => Err(error.to_string()),
            Ok(_) => Err("another host took over in spite of the lease".to_owned()),
        };
        if !playing.note("recover map", None, early) {
            return Ok(playing.scene);
        }
        successor.end_lease().await?;
        let taken = successor.take_over().await;
        let taken = taken
            .map(|taken| format!("epoch {} is held", taken.epoch))
            .map_err(|error| error.to_string());
        if !playing.note("lock break; recover map", None, taken) {
            return Ok(playing.scene);
        }
        let woken = match sleeper.publish(&asleep).await {
            Err(error @ (FleetError::Fenced { .. } | FleetError::Superseded { .. })) => {
                Ok(format!("refused (12): {error}"))
            }
            Ok(Published::Lost(by)) => {
                Ok(format!("refused (12): epoch {} has the version", by.epoch))
            }
            Ok(Published::Ours) => Err("the sleeper published a version of the map".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        if !playing.note("the sleeper wakes and publishes", None, woken) {
            return Ok(playing.scene);
        }
        let fleet = successor.open().await?;
        let goes_on = match successor.publish(&fleet).await {
            Ok(Published::Ours) => Ok("a version of the map".to_owned()),
            Ok(Published::Lost(by)) => Err(format!("epoch {} has the version", by.epoch)),
            Err(error) => Err(error.to_string()),
        };
        playing.note("the successor publishes", None, goes_on);
        Ok(playing.scene)
    }
}

impl Playing<'_> {
    async fn take_over_and_decide(
        &mut self,
        host: &PlayedHost,
        away: Option<&str>,
    ) -> Result<(), CommandError> {
        if let Some(lease) = host.lease().await? {
            host.end_lease().await?;
            let text = format!("that of {} is taken for dead", lease.holder());
            self.note("lock break", None, Ok(text));
        }
        let taken = match host.take_over().await {
            Ok(taken) => taken,
            Err(error) => {
                self.note("recover map", Some(MAP_WITHIN_MS), Err(error.to_string()));
                return Ok(());
            }
        };
        let found = match self.stage.differs(&taken)? {
            Some(difference) => Err(difference),
            None => Ok(format!(
                "version {}, {}; {} under way",
                taken.map.lsn,
                units::plural(taken.map.rule_count() as u64, "rule"),
                units::plural(taken.under_way().count() as u64, "move"),
            )),
        };
        if !self.note("recover map", Some(MAP_WITHIN_MS), found) {
            return Ok(());
        }
        let published = host.published_in_flight().await?;
        let text = units::plural(published as u64, "object");
        self.note("recover in-flight", Some(DECIDED_WITHIN_MS), Ok(text));
        let decided = match host.decide().await {
            Ok(decided) => decided,
            Err(error) => {
                let why = error.what.clone();
                self.note("recover inspect", Some(DECIDED_WITHIN_MS), Err(why));
                return Ok(());
            }
        };
        let moves = &decided.report.moves;
        let stuck: Vec<String> = moves
            .iter()
            .filter(|one| is_stuck(one) && !self.waits_for(one, away))
            .map(|one| format!("{}: {}", one.id, one.ending.why()))
            .collect();
        let waiting = moves.iter().filter(|one| is_stuck(one)).count() - stuck.len();
        self.scene.undecided = moves.iter().map(|one| one.undecided.len() as u64).sum();
        let found = if stuck.is_empty() {
            let objects = units::plural(decided.in_flight as u64, "object");
            let count = units::plural(moves.len() as u64, "move");
            let waits = if waiting == 0 {
                String::new()
            } else {
                let moves = units::plural(waiting as u64, "move");
                format!("; {moves} waits for {}", away.unwrap_or_default())
            };
            Ok(format!("{objects} in {count} decided{waits}"))
        } else {
            Err(stuck.join("; "))
        };
        self.note("recover inspect", Some(DECIDED_WITHIN_MS), found);
        Ok(())
    }

    /// Whether a move needs the region that is away.
    fn waits_for(&self, one: &MoveReport, away: Option<&str>) -> bool {
        let mut shards = self.stage.settings().shards.iter();
        shards.any(|shard| {
            let concerned = shard.name == one.spec.from || shard.name == one.spec.to;
            concerned && Some(shard.region.as_str()) == away
        })
    }
}

/// Whether it could not be told what is to be done.
fn is_stuck(one: &MoveReport) -> bool {
    use Ending::{Denied, Differs, Halted, Lost, Unavailable};
    let ending = &one.ending;
    matches!(
        ending,
        Unavailable(_) | Denied(_) | Differs(_) | Lost(_) | Halted(_)
    )
}

/// The region that would be missed most: with the most moves under way by the map here, then with the most shards.
fn fullest_region(stage: &Stage<'_>) -> Result<Option<String>, CommandError> {
    let mut weights: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let under_way = stage.shards_under_way()?;
    for shard in &stage.settings().shards {
        let weight = weights.entry(&shard.region).or_default();
        weight.0 += under_way.iter().filter(|name| **name == shard.name).count();
        weight.1 += 1;
    }
    let heaviest = weights.into_iter().max_by_key(|(_, weight)| *weight);
    Ok(heaviest.map(|(region, _)| region.to_owned()))
}
