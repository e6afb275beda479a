//! [`BucketConfiguration`]: what a store says of a bucket as a whole, one sub-resource at a time.
//!
//! That a bucket has none of something is an answer of the store; that nobody could ask is another thing,
//! and never becomes the first.

/// What a store answered, or why nobody knows.
pub type Reading<T> = Result<T, Unread>;

/// Why a sub-resource is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The store does not offer the question.
    NotOffered,
    /// The credentials may not ask.
    Denied(String),
    /// The store failed or could not be reached.
    Failed(String),
}

/// Whether a bucket keeps versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versions {
    /// It never did.
    Never,
    /// It does.
    Kept,
    /// It did, and keeps those.
    Suspended,
}

/// A replication rule in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplicationRule {
    /// Keys that it is about.
    pub prefix: String,
    /// Name of the bucket that it writes to.
    pub to: String,
    /// Whether it carries delete markers over.
    pub deletes: bool,
}

/// A lifecycle rule in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LifecycleRule {
    /// Keys that it is about.
    pub prefix: String,
    /// Whether tags or sizes narrow it further.
    pub narrowed: bool,
    /// Current versions end this many days after they were made.
    pub expires_days: Option<u32>,
    /// Current versions end at this time, milliseconds UTC.
    pub expires_at_ms: Option<i64>,
    /// Noncurrent versions end this many days after they were replaced.
    pub noncurrent_days: Option<u32>,
    /// Classes that it moves objects to, each with the days after which it does.
    pub transitions: Vec<(u32, String)>,
    /// Open uploads end this many days after they were begun.
    pub uploads_days: Option<u32>,
}

impl LifecycleRule {
    /// Whether objects end by it.
    pub fn expires(&self) -> bool {
        self.expires_days.is_some() || self.expires_at_ms.is_some()
    }
}

/// Who is told of changes of objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notification {
    /// Such as `s3:ObjectCreated:*`.
    pub events: Vec<String>,
    /// How keys must begin.
    pub prefix: String,
    /// How keys must end.
    pub suffix: String,
    /// Who is told.
    pub to: String,
}

impl Notification {
    /// Whether it tells of events whose name begins with `kind`, such as `s3:ObjectCreated:`.
    pub fn tells_of(&self, kind: &str) -> bool {
        let meant = |event: &String| event == "s3:*" || event.starts_with(kind);
        self.events.iter().any(meant)
    }
}

/// Object lock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectLock {
    /// Whether objects can be locked.
    pub enabled: bool,
    /// What new objects get by themselves, such as `GOVERNANCE 30 days`.
    pub default: Option<String>,
}

/// Default encryption of new objects; the default of this is that nothing was set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encryption {
    /// Such as `AES256` or `aws:kms`; empty where none is set.
    pub algorithm: String,
    /// Key of the key service, where one is named.
    pub key: Option<String>,
}

impl Encryption {
    /// Whether the key service is asked for each object.
    pub fn is_kms(&self) -> bool {
        self.algorithm.starts_with("aws:kms")
    }
}

/// What a bucket is, apart from its objects. Of rules, only those in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketConfiguration {
    /// The bucket.
    pub name: String,
    /// Versioning.
    pub versions: Reading<Versions>,
    /// Where it is replicated to.
    pub replication: Reading<Vec<ReplicationRule>>,
    /// What ends or changes class by itself.
    pub lifecycle: Reading<Vec<LifecycleRule>>,
    /// Who is told of changes.
    pub notifications: Reading<Vec<Notification>>,
    /// Object lock.
    pub lock: Reading<ObjectLock>,
    /// Default encryption.
    pub encryption: Reading<Encryption>,
    /// Bucket policy, as the store gives it.
    pub policy: Reading<Option<String>>,
    /// Rules for browsers, each in one text.
    pub cors: Reading<Vec<String>>,
    /// What of public access is blocked, by the names of the settings.
    pub public_access: Reading<Vec<String>>,
    /// Who owns what is written, such as `BucketOwnerEnforced`.
    pub ownership: Reading<Option<String>>,
    /// Whether the requester pays.
    pub requester_pays: Reading<bool>,
    /// Where access logs go: `bucket/prefix`.
    pub logging: Reading<Option<String>>,
}

impl Default for BucketConfiguration {
    /// A bucket without a name for which nothing was ever set.
    fn default() -> Self {
        Self::plain("")
    }
}

impl BucketConfiguration {
    /// Requests that reading all of it takes.
    pub const REQUESTS: u64 = 12;

    /// A bucket for which nothing was ever set.
    pub fn plain(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            versions: Ok(Versions::Never),
            replication: Ok(Vec::new()),
            lifecycle: Ok(Vec::new()),
            notifications: Ok(Vec::new()),
            lock: Ok(ObjectLock::default()),
            encryption: Ok(Encryption::default()),
            policy: Ok(None),
            cors: Ok(Vec::new()),
            public_access: Ok(Vec::new()),
            ownership: Ok(None),
            requester_pays: Ok(false),
            logging: Ok(None),
        }
    }

    /// A bucket of which nothing is known, for one reason.
    pub fn unread(name: impl Into<String>, why: &Unread) -> Self {
        let why = || why.clone();
        Self {
            name: name.into(),
            versions: Err(why()),
            replication: Err(why()),
            lifecycle: Err(why()),
            notifications: Err(why()),
            lock: Err(why()),
            encryption: Err(why()),
            policy: Err(why()),
            cors: Err(why()),
            public_access: Err(why()),
            ownership: Err(why()),
            requester_pays: Err(why()),
            logging: Err(why()),
        }
    }
}
