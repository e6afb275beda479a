//! Settings → adapters: the only file that names both worlds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::adapters::bucket_control::BucketControl;
use crate::adapters::bucket_logs::BucketLogs;
use crate::adapters::copy_control::CopyControl;
use crate::adapters::fs::{
    self, ActionFiles, ControlDir, LogFiles, ObjectFiles, RejectFiles, StandardInput,
};
use crate::adapters::overlay_control::OverlayControl;
use crate::adapters::read_only_bucket::ReadOnlyBucket;
use crate::adapters::replicated_control::ReplicatedControl;
use crate::adapters::s3::{CredentialSource, S3Bucket, S3Endpoint, S3Settings};
use crate::adapters::sqlite::{SqliteMap, SqliteRestore, SqliteStats};
use crate::adapters::system::{self, SystemClock};
use crate::cli::config::{ConfigFile, Endpoint, Place, copy_of_control};
use crate::cli::{self, Environment, Settings};
use crate::migration::{Run, run_id};
use crate::ports::{
    ActionQueue, Bucket, BucketReader, Clock, ControlError, ControlPlaces, ControlStore, CopyInUse,
    FixedClock, Host, JournalStore, LogSource, LogSourceError, MapRestore, MapStore, ObjectDir,
    Rehearsal, RejectLog, StateLock, StatsStore, StoreError, World,
};

/// The machine's clock, or one that stands still at `SHARDCTL_NOW` where that is allowed.
pub fn clock(env: &Environment) -> Arc<dyn Clock> {
    match cli::settings::now(env) {
        Ok(Some(now_ms)) => Arc::new(FixedClock::new(now_ms)),
        // Settings tell what is wrong with it.
        Ok(None) | Err(_) => Arc::new(SystemClock),
    }
}

/// The ports of the fleet that the settings describe.
pub struct LiveWorld {
    settings: Settings,
    clock: Arc<dyn Clock>,
    /// What the journal and the user agent of requests call this run.
    run: Run,
    /// Endpoints in use, by name and signing region.
    endpoints: Mutex<BTreeMap<(String, String), Arc<S3Endpoint>>>,
    /// Where this is a host that is only played.
    rehearsal: Option<Rehearsal>,
}

impl LiveWorld {
    /// A world of these settings, for the command `verb`; opens nothing yet.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>, verb: &str) -> Self {
        let run = Run {
            id: run_id(clock.now_ms(), fastrand::u64(..)),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: verb.to_owned(),
            by: format!("{}@{}", settings.user, system::hostname()),
            credentials: credentials(&settings),
            reason: settings.reason.clone(),
        };
        Self {
            settings,
            clock,
            run,
            endpoints: Mutex::default(),
            rehearsal: None,
        }
    }

    /// A bucket with the one client that its endpoint has per region; asks nothing yet.
    fn bucket(&self, endpoint: &str, bucket: &str) -> S3Bucket {
        let config = self.settings.config.endpoint.get(endpoint);
        let config = config.cloned().unwrap_or_default();
        let region = self.signing_region(&config, endpoint, bucket);
        let mut open = self
            .endpoints
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let client = open
            .entry((endpoint.to_owned(), region.clone()))
            .or_insert_with(|| self.client(&config, region));
        S3Bucket::new(client.clone(), bucket)
    }

    fn client(&self, config: &Endpoint, region: String) -> Arc<S3Endpoint> {
        let settings = S3Settings {
            request_timeout: self.settings.timeout,
            read_attempts: self.settings.retries.saturating_add(1),
            run_id: self.run.id.clone(),
            ..s3_settings(config, region)
        };
        Arc::new(S3Endpoint::new(settings, self.clock()))
    }

    /// The bucket as a played host has it.
    fn read_only(&self, played: &Rehearsal, endpoint: &str, asked: S3Bucket) -> ReadOnlyBucket {
        let place = (endpoint.to_owned(), asked.name().to_owned());
        if !played.away.contains(&place) {
            return ReadOnlyBucket::new(Arc::new(asked));
        }
        if played.silent {
            return ReadOnlyBucket::silent(asked.name(), self.clock(), asked.longest_silence());
        }
        ReadOnlyBucket::away(asked.name())
    }

    /// A bucket to read, as the one who asks has it.
    fn as_played(&self, endpoint: &str, asked: S3Bucket) -> Arc<dyn BucketReader> {
        match &self.rehearsal {
            Some(played) => Arc::new(self.read_only(played, endpoint, asked)),
            None => Arc::new(asked),
        }
    }

    /// AWS wants requests signed for the bucket's own region; other stores have one.
    fn signing_region(&self, config: &Endpoint, endpoint: &str, bucket: &str) -> String {
        let mut shards = self.settings.shards.iter();
        let shard = shards.find(|shard| shard.endpoint == endpoint && shard.bucket == bucket);
        let labelled = shard.map(|shard| shard.region.clone());
        let labelled = labelled.or_else(|| self.control_region(endpoint, bucket));
        let own = config.region.clone();
        let region = if config.is_aws() {
            labelled.or(own)
        } else {
            own
        };
        region
            .filter(|region| !region.is_empty())
            .unwrap_or_else(|| S3Settings::default().region)
    }

    fn control_region(&self, endpoint: &str, bucket: &str) -> Option<String> {
        let control = self.settings.config.control.as_ref()?;
        let place = Place::parse(control.url.as_deref()?)?;
        let named = control.endpoint.as_deref();
        let same = place.bucket == bucket && named.is_none_or(|name| name == endpoint);
        same.then(|| control.region.clone()).flatten()
    }
}

impl World for LiveWorld {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    fn host(&self) -> Host {
        let host = Host {
            directory: fs::directory_id(&self.settings.state_dir),
            ..system::host()
        };
        match &self.rehearsal {
            Some(played) => Host {
                hostname: played.hostname.clone(),
                ..host
            },
            None => host,
        }
    }

    fn reader(&self, endpoint: &str, bucket: &str) -> Arc<dyn BucketReader> {
        self.as_played(endpoint, self.bucket(endpoint, bucket))
    }

    fn reader_as(&self, profile: &str, endpoint: &str, bucket: &str) -> Arc<dyn BucketReader> {
        let config = self.settings.config.endpoint.get(endpoint);
        let config = Endpoint {
            profile: Some(profile.to_owned()),
            role_arn: None,
            credential_command: None,
            ..config.cloned().unwrap_or_default()
        };
        let region = self.signing_region(&config, endpoint, bucket);
        let client = self.client(&config, region);
        self.as_played(endpoint, S3Bucket::new(client, bucket))
    }

    fn glance(&self, endpoint: &str, bucket: &str) -> Arc<dyn BucketReader> {
        self.as_played(endpoint, self.bucket(endpoint, bucket).glanced_at())
    }

    fn writer(&self, endpoint: &str, bucket: &str) -> Arc<dyn Bucket> {
        let bucket = self.bucket(endpoint, bucket);
        match &self.rehearsal {
            Some(played) => Arc::new(self.read_only(played, endpoint, bucket)),
            None => Arc::new(bucket),
        }
    }

    fn rehearse(&self, rehearsal: Rehearsal) -> Option<Box<dyn World>> {
        let url = self.settings.config.control.as_ref()?.url.as_deref()?;
        Place::parse(url)?;
        let settings = Settings {
            state_dir: rehearsal.state_dir.clone(),
            ..self.settings.clone()
        };
        Some(Box::new(Self {
            settings,
            clock: self.clock(),
            run: self.run.clone(),
            endpoints: Mutex::default(),
            rehearsal: Some(rehearsal),
        }))
    }

    fn log_source(
        &self,
        text: &str,
        endpoint: Option<&str>,
    ) -> Result<Box<dyn LogSource>, LogSourceError> {
        if text == "-" {
            return Ok(Box::new(StandardInput));
        }
        let Some(place) = text.strip_prefix("s3://") else {
            return Ok(Box::new(LogFiles::new(text)));
        };
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let reader = self.reader(endpoint.unwrap_or_default(), bucket);
        Ok(Box::new(BucketLogs::new(reader, prefix)))
    }

    fn reject_log(&self) -> Box<dyn RejectLog> {
        Box::new(RejectFiles::new(&self.settings.state_dir))
    }

    fn check_state_dir(&self) -> Result<(), StoreError> {
        fs::check_writable(&self.settings.state_dir)
    }

    fn fresh_name(&self) -> String {
        format!("{:016x}", fastrand::u64(..))
    }

    fn map_store(&self) -> Result<Option<Box<dyn MapStore>>, StoreError> {
        let store = SqliteMap::open(&self.settings.state_dir)?;
        Ok(store.map(|store| Box::new(store) as Box<dyn MapStore>))
    }

    fn create_map_store(&self) -> Result<Box<dyn MapStore>, StoreError> {
        Ok(Box::new(SqliteMap::create(&self.settings.state_dir)?))
    }

    fn existing_stats_store(&self) -> Result<Option<Box<dyn StatsStore>>, StoreError> {
        let store = SqliteStats::open(&self.settings.state_dir)?;
        let memory_bytes = self.settings.config.memory_bytes();
        Ok(store.map(|store| Box::new(store.with_memory(memory_bytes)) as Box<dyn StatsStore>))
    }

    fn journal_store(&self) -> Result<Option<Box<dyn JournalStore>>, StoreError> {
        let store = SqliteMap::open_for_changes(&self.settings.state_dir)?;
        Ok(store.map(|store| Box::new(store.with_run(self.run.clone())) as Box<dyn JournalStore>))
    }

    fn journal_to_look_at(&self) -> Result<Option<Box<dyn JournalStore>>, StoreError> {
        let store = SqliteMap::open_verified(&self.settings.state_dir)?;
        Ok(store.map(|store| Box::new(store.with_run(self.run.clone())) as Box<dyn JournalStore>))
    }

    fn restore_map_store(&self) -> Result<Box<dyn MapRestore>, StoreError> {
        let restore = SqliteRestore::begin(&self.settings.state_dir)?;
        Ok(Box::new(restore))
    }

    fn lock_state_dir(&self) -> Result<StateLock, StoreError> {
        let lock = fs::lock_state_dir(&self.settings.state_dir, &self.host())?;
        Ok(Box::new(lock))
    }

    fn lock_statistics(&self) -> Result<StateLock, StoreError> {
        let lock = fs::lock_statistics(&self.settings.state_dir, &self.host())?;
        Ok(Box::new(lock))
    }

    fn control_store(&self) -> Result<Option<Arc<dyn ControlStore>>, ControlError> {
        let Some(control) = &self.settings.config.control else {
            return Ok(None);
        };
        if control.mode.as_deref() == Some("local") {
            let directory = ControlDir::new(&self.settings.state_dir);
            return Ok(Some(Arc::new(directory)));
        }
        let Some(places) = self.places() else {
            return Ok(None);
        };
        if let Some(played) = &self.rehearsal {
            let (endpoint, bucket, prefix) = &places.at;
            let reader = self.reader(endpoint, bucket);
            let overlay = OverlayControl::new(reader, prefix, &played.written);
            return Ok(Some(Arc::new(overlay)));
        }
        let published = places.published();
        let unfit = |problem| ControlError::Unfit {
            place: published.place(),
            problem,
        };
        let used = places.in_use().map_err(|error| unfit(error.to_string()))?;
        // What else is looked at, by a flag, is not what a copy is worked from of.
        let Some(used) = used.filter(|used| used.primary == published.place()) else {
            return Ok(Some(published));
        };
        match places.worked_from(&used) {
            Some(copy) => Ok(Some(copy)),
            None => Err(unfit(format!(
                "its copy {} is worked from, and the config names no such copy",
                used.copy
            ))),
        }
    }

    fn control_places(&self, config: Option<&str>) -> Option<Box<dyn ControlPlaces>> {
        if self.rehearsal.is_some() {
            return None;
        }
        let Some(text) = config else {
            return Some(Box::new(self.places()?));
        };
        let file = ConfigFile::parse(Path::new("fleet/config.toml"), text);
        let settings = Settings {
            config: file.config,
            ..self.settings.clone()
        };
        let other = Self {
            settings,
            clock: self.clock(),
            run: self.run.clone(),
            endpoints: Mutex::default(),
            rehearsal: None,
        };
        Some(Box::new(other.places()?))
    }

    fn action_queue(&self) -> Option<Box<dyn ActionQueue>> {
        Some(Box::new(ActionFiles::new(&self.settings.state_dir)))
    }

    fn object_dir(&self, path: &Path) -> Result<Box<dyn ObjectDir>, StoreError> {
        Ok(Box::new(ObjectFiles::create(path)?))
    }

    fn stats_store(&self) -> Result<Box<dyn StatsStore>, StoreError> {
        let store = SqliteStats::create(&self.settings.state_dir)?;
        let memory_bytes = self.settings.config.memory_bytes();
        Ok(Box::new(store.with_memory(memory_bytes)))
    }
}

/// A control location and its copies.
struct Places {
    state_dir: PathBuf,
    /// The endpoint of the location, its bucket and prefix.
    at: (String, String, String),
    /// The location first, then its copies: each as it is worked with, and as it is glanced at.
    stores: Vec<[Arc<BucketControl>; 2]>,
}

impl LiveWorld {
    /// `None` where the config names no bucket to publish to.
    fn places(&self) -> Option<Places> {
        let config = &self.settings.config;
        let control = config.control.as_ref()?;
        // The config was checked: where there are several endpoints, it names one.
        let only = || config.endpoint.keys().next().cloned();
        let place = Place::parse(control.url.as_deref()?)?;
        let endpoint = control.endpoint.clone().or_else(only)?;
        let (bucket, prefix) = (place.bucket.to_owned(), place.prefix.to_owned());
        let copies = control.replicate_to.iter();
        let copies = copies.filter_map(|text| copy_of_control(config, text));
        let all = std::iter::once((place, endpoint.as_str())).chain(copies);
        let stores = all.map(|(place, endpoint)| {
            let bucket = self.bucket(endpoint, place.bucket);
            let both: [Arc<dyn Bucket>; 2] =
                [Arc::new(bucket.clone()), Arc::new(bucket.glanced_at())];
            both.map(|bucket| Arc::new(BucketControl::new(bucket, place.prefix)))
        });
        Some(Places {
            state_dir: self.settings.state_dir.clone(),
            stores: stores.collect(),
            at: (endpoint.clone(), bucket, prefix),
        })
    }
}

impl Places {
    fn primary(&self) -> Arc<dyn ControlStore> {
        Arc::clone(&self.stores[0][0]) as _
    }

    /// Copies beside what decides: one that is silent must not hold up whoever asks it.
    fn copies(&self) -> impl Iterator<Item = Arc<dyn ControlStore>> {
        self.glance_at_copies().into_iter()
    }

    fn copy_at(&self, used: &CopyInUse) -> Option<Arc<dyn ControlStore>> {
        let mut copies = self.stores.iter().skip(1).map(|[copy, _]| copy);
        let copy = copies.find(|copy| copy.place() == used.copy)?;
        Some(Arc::clone(copy) as _)
    }
}

impl ControlPlaces for Places {
    fn glance_at_primary(&self) -> Arc<dyn ControlStore> {
        Arc::clone(&self.stores[0][1]) as _
    }

    fn published(&self) -> Arc<dyn ControlStore> {
        let copies: Vec<_> = self.copies().collect();
        if copies.is_empty() {
            return self.primary();
        }
        Arc::new(ReplicatedControl::new(self.primary(), copies))
    }

    fn glance_at_copies(&self) -> Vec<Arc<dyn ControlStore>> {
        let copies = self.stores.iter().skip(1);
        copies
            .map(|[_, glance]| Arc::clone(glance) as Arc<dyn ControlStore>)
            .collect()
    }

    fn worked_from(&self, used: &CopyInUse) -> Option<Arc<dyn ControlStore>> {
        let copy = self.copy_at(used)?;
        let others = self.copies().filter(|other| other.place() != used.copy);
        let others: Vec<_> = others.collect();
        let copy = if used.lost && !others.is_empty() {
            Arc::new(ReplicatedControl::new(copy, others))
        } else {
            copy
        };
        Some(Arc::new(CopyControl::new(copy, used.clone())))
    }

    fn way_back(&self, used: &CopyInUse) -> Option<Arc<dyn ControlStore>> {
        let copy = self.copy_at(used)?;
        Some(Arc::new(ReplicatedControl::new(copy, vec![self.primary()])))
    }

    fn in_use(&self) -> Result<Option<CopyInUse>, StoreError> {
        fs::read_copy_in_use(&self.state_dir)
    }

    fn set_in_use(&self, used: Option<&CopyInUse>) -> Result<(), StoreError> {
        fs::write_copy_in_use(&self.state_dir, used)
    }
}

fn s3_settings(config: &Endpoint, region: String) -> S3Settings {
    S3Settings {
        url: config.url.clone(),
        region,
        path_style: config.force_path_style.unwrap_or(!config.is_aws()),
        ca_file: config.ca_file.clone(),
        credentials: credential_source(config),
        ..S3Settings::default()
    }
}

/// Whose credentials are used at each endpoint of the config.
fn credentials(settings: &Settings) -> Option<String> {
    let endpoints = settings.config.endpoint.iter().map(|(name, config)| {
        let whose = match credential_source(config) {
            CredentialSource::Command(command) => {
                format!("command {}", command.first().map_or("", String::as_str))
            }
            CredentialSource::Role { arn, .. } => format!("role {arn}"),
            CredentialSource::Profile(profile) => format!("profile {profile}"),
            CredentialSource::Chain => {
                let found = settings.identity.clone();
                found.unwrap_or_else(|| "the environment's chain".to_owned())
            }
        };
        format!("{name}: {whose}")
    });
    let all: Vec<String> = endpoints.collect();
    (!all.is_empty()).then(|| all.join("; "))
}

fn credential_source(config: &Endpoint) -> CredentialSource {
    if let Some(command) = &config.credential_command {
        CredentialSource::Command(command.clone())
    } else if let Some(arn) = &config.role_arn {
        CredentialSource::Role {
            arn: arn.clone(),
            external_id: config.external_id.clone(),
        }
    } else if let Some(profile) = &config.profile {
        CredentialSource::Profile(profile.clone())
    } else {
        CredentialSource::Chain
    }
}
