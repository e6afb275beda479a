//! [`Catalogue`]: the tenants, and the objects each shard holds.

use super::Site;

/// A customer whose objects are a segment: `tenant/NAME/`, with derived data under `features/NAME/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenant {
    /// Name in keys.
    pub name: &'static str,
    /// Index into `SHARDS` of the shard that holds `tenant/NAME/`.
    pub shard: usize,
    /// Index into `SHARDS` of the shard that holds `features/NAME/`, read in the same sessions.
    pub features_shard: usize,
    /// Sessions in an average hour.
    pub sessions_per_hour: f64,
    /// Share of its sessions that come from eu-central-1 on the first day.
    pub eu_share_first: f64,
    /// The same on the last day; in between it changes evenly from the second week on.
    pub eu_share_last: f64,
}

impl Tenant {
    /// Share of sessions from eu-central-1 on `day` of `days`.
    pub fn eu_share(&self, day: u32, days: u32) -> f64 {
        let first_week = 7.0;
        let span = (f64::from(days) - first_week).max(1.0);
        let progress = ((f64::from(day) - first_week) / span).clamp(0.0, 1.0);
        self.eu_share_first + (self.eu_share_last - self.eu_share_first) * progress
    }

    /// Where one of its sessions comes from, given a draw in 0..1.
    pub fn site(&self, day: u32, days: u32, draw: f64) -> Site {
        if draw < self.eu_share(day, days) {
            Site::EuCentral
        } else {
            Site::UsEast
        }
    }
}

/// An object of the fleet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioObject {
    /// Key in the bucket.
    pub key: String,
    /// Index into `SHARDS`.
    pub shard: usize,
    /// Bytes.
    pub size: u64,
}

/// What the fleet holds.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The tenants, by name.
    pub tenants: Vec<Tenant>,
    /// Objects of `tenants[i]` under `tenant/`.
    pub data: Vec<Vec<ScenarioObject>>,
    /// Objects of `tenants[i]` under `features/`.
    pub features: Vec<Vec<ScenarioObject>>,
    /// What nobody reads: an Iceberg table and old exports.
    pub cold: Vec<ScenarioObject>,
}

/// name, shard, features shard, sessions an hour, share from Europe first and last.
type Row = (&'static str, usize, usize, f64, f64, f64);

/// Most tenants are well placed; `aurora`, `fjord` and `tundra` are read from the other region,
/// `harbor` moves there week by week, and the features of `cedar` and `willow` lie apart from their data.
const TENANTS: [Row; 16] = [
    ("alder", 0, 0, 2.4, 0.04, 0.04),
    ("aurora", 0, 0, 3.6, 0.92, 0.92),
    ("birch", 1, 1, 2.0, 0.06, 0.06),
    ("cedar", 0, 1, 3.0, 0.05, 0.05),
    ("delta", 2, 2, 2.8, 0.95, 0.95),
    ("ember", 1, 1, 1.6, 0.10, 0.10),
    ("fjord", 1, 1, 2.6, 0.88, 0.88),
    ("grove", 0, 0, 1.2, 0.45, 0.45),
    ("harbor", 0, 0, 4.0, 0.08, 0.93),
    ("island", 2, 2, 2.2, 0.90, 0.90),
    ("juniper", 1, 1, 1.4, 0.03, 0.03),
    ("kestrel", 2, 2, 1.8, 0.97, 0.97),
    ("lagoon", 0, 0, 0.8, 0.05, 0.05),
    ("meadow", 2, 2, 1.0, 0.60, 0.60),
    ("tundra", 2, 2, 2.4, 0.09, 0.09),
    ("willow", 1, 0, 2.6, 0.05, 0.05),
];

/// Objects of a tenant under `tenant/`.
const DATA_OBJECTS: u32 = 40;
/// Objects of a tenant under `features/`.
const FEATURE_OBJECTS: u32 = 12;

impl Catalogue {
    /// The fleet of this seed.
    pub fn new(seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let tenants: Vec<Tenant> = TENANTS.iter().map(tenant).collect();
        let data = tenants
            .iter()
            .map(|tenant| data_objects(tenant, &mut random))
            .collect();
        let features = tenants
            .iter()
            .map(|tenant| feature_objects(tenant, &mut random))
            .collect();
        let cold = cold_objects(&mut random);
        Self {
            tenants,
            data,
            features,
            cold,
        }
    }

    /// Every object of the fleet.
    pub fn objects(&self) -> impl Iterator<Item = &ScenarioObject> {
        self.data
            .iter()
            .chain(&self.features)
            .flatten()
            .chain(&self.cold)
    }
}

fn tenant(&(name, shard, features_shard, sessions_per_hour, first, last): &Row) -> Tenant {
    Tenant {
        name,
        shard,
        features_shard,
        sessions_per_hour,
        eu_share_first: first,
        eu_share_last: last,
    }
}

fn data_objects(tenant: &Tenant, random: &mut fastrand::Rng) -> Vec<ScenarioObject> {
    (0..DATA_OBJECTS)
        .map(|i| {
            // Some keys hold what parsers trip over: a space, a plus, a percent sign, letters beyond ASCII.
            let name = match i {
                0 => "Q3 report + notes.pdf".to_owned(),
                1 => "growth 100%.png".to_owned(),
                2 => "überblick.csv".to_owned(),
                _ => format!("{i:04}.parquet"),
            };
            let folder = ["daily", "media", "reports"][(i % 3) as usize];
            ScenarioObject {
                key: format!("tenant/{}/{folder}/{name}", tenant.name),
                shard: tenant.shard,
                size: log_normal(random, 1 << 20, 1.1),
            }
        })
        .collect()
}

fn feature_objects(tenant: &Tenant, random: &mut fastrand::Rng) -> Vec<ScenarioObject> {
    (0..FEATURE_OBJECTS)
        .map(|i| ScenarioObject {
            key: format!("features/{}/part-{i:02}.bin", tenant.name),
            shard: tenant.features_shard,
            size: log_normal(random, 128 << 10, 0.7),
        })
        .collect()
}

fn cold_objects(random: &mut fastrand::Rng) -> Vec<ScenarioObject> {
    let table = [
        "metadata/v1.metadata.json",
        "metadata/snap-1.avro",
        "data/00000-0.parquet",
    ]
    .into_iter()
    .map(|name| (format!("warehouse/orders/{name}"), 1, 256 << 10));
    let exports = (0..20).map(|i| (format!("exports/2024/{i:02}.tar"), 0, 8 << 20));
    table
        .chain(exports)
        .map(|(key, shard, median)| ScenarioObject {
            key,
            shard,
            size: log_normal(random, median, 0.5),
        })
        .collect()
}

/// A size around `median` bytes with `sigma` as the standard deviation of its logarithm, by the
/// Box-Muller transform.
fn log_normal(random: &mut fastrand::Rng, median: u64, sigma: f64) -> u64 {
    let (u, v) = (1.0 - random.f64(), random.f64());
    let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
    (median as f64 * (sigma * normal).exp()).clamp(64.0, 64e6) as u64
}
