//! [`AccessRecord`]: one request, whatever log it came from.

use std::borrow::Cow;
use std::net::IpAddr;

/// What a request did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Read of an object or of a range of it.
    Get,
    /// Metadata only.
    Head,
    /// Write of a whole object.
    Put,
    /// Server-side copy, as seen by the destination.
    Copy,
    /// Delete, single or in a batch.
    Delete,
    /// Listing.
    List,
    /// Part of a multipart upload, or its begin and end.
    Part,
    /// Anything else: ACLs, tagging, bucket configuration.
    Other,
}

/// How requests are counted and priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationClass {
    /// GET and HEAD.
    Read,
    /// PUT, COPY, parts and DELETE.
    Write,
}

impl Operation {
    /// How it is counted and priced; `None` for what is no demand on an object's bytes.
    pub fn class(self) -> Option<OperationClass> {
        match self {
            Self::Get | Self::Head => Some(OperationClass::Read),
            Self::Put | Self::Copy | Self::Delete | Self::Part => Some(OperationClass::Write),
            Self::List | Self::Other => None,
        }
    }
}

/// Who caused a request; only clients make demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// An application or a person.
    Client,
    /// shardctl itself: `app/shardctl` in the user agent.
    Own,
    /// S3 replication.
    Replication,
    /// Lifecycle and other services of the store.
    Service,
}

/// Where the requester's region was read from, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionSource {
    /// A field of the log.
    LogField,
    /// The operator's CIDR file.
    CidrFile,
    /// The VPC endpoint that it came through, which `[regions] vpc_endpoints` places.
    VpcEndpoint,
    /// The edge of a content delivery network that served it.
    Edge,
    /// A label on the source: the site that served it.
    SourceLabel,
    /// AWS' published address ranges.
    AwsRanges,
    /// A multi-region access point brought it to the nearest of its buckets: the shard's own region.
    MrapNearest,
    /// Aggregates that had it resolved where they were made.
    Aggregates,
    /// Nothing known: counted as the shard's own region.
    Assumed,
}

impl RegionSource {
    /// Every source, best first.
    pub const ALL: [Self; 9] = [
        Self::LogField,
        Self::CidrFile,
        Self::VpcEndpoint,
        Self::Edge,
        Self::SourceLabel,
        Self::AwsRanges,
        Self::MrapNearest,
        Self::Aggregates,
        Self::Assumed,
    ];

    /// Its name in JSON and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::LogField => "log_field",
            Self::CidrFile => "cidr_file",
            Self::VpcEndpoint => "vpce",
            Self::Edge => "edge",
            Self::SourceLabel => "source_label",
            Self::AwsRanges => "aws_ranges",
            Self::MrapNearest => "mrap_nearest",
            Self::Aggregates => "aggregates",
            Self::Assumed => "assumed",
        }
    }
}

/// Why a well-formed record is no demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Excluded {
    /// shardctl's own traffic.
    Own,
    /// Replication by the store.
    Replication,
    /// Lifecycle and other services of the store.
    Service,
    /// A bucket or prefix that is no shard.
    Foreign,
    /// Several shards of different meaning match: one bucket name on several endpoints.
    AmbiguousBucket,
    /// It did not succeed (neither 2xx nor 304).
    Error,
    /// A request to the bucket: listings, configuration.
    NotObject,
    /// ACLs, tags, the reading side of a server-side copy: no bytes to a client.
    OtherOperation,
    /// The requester's region is unknown and the config says to drop such records.
    UnknownRegion,
    /// The same request logged twice.
    Duplicate,
}

impl Excluded {
    /// Its name in JSON and in `AccessProfile::excluded`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Replication => "replication",
            Self::Service => "service",
            Self::Foreign => "foreign",
            Self::AmbiguousBucket => "ambiguous_bucket",
            Self::Error => "error",
            Self::NotObject => "not_object",
            Self::OtherOperation => "other_operation",
            Self::UnknownRegion => "unknown_region",
            Self::Duplicate => "duplicate",
        }
    }
}

/// A request that was signed beforehand and sent by whoever holds the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Presigned {
    /// How long the URL is valid, in seconds: `X-Amz-Expires`. Signatures of version 2 name the end
    /// instead, so this is what was left of it at the request. `None` where the log does not say.
    pub expires_s: Option<u32>,
}

/// One request, normalised. Text is borrowed from the line where it can be.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessRecord<'a> {
    /// When it was received, milliseconds UTC.
    pub time_ms: i64,
    /// The bucket asked.
    pub bucket: Cow<'a, str>,
    /// The key in the bucket, decoded; empty for requests to the bucket itself.
    pub key: Cow<'a, [u8]>,
    /// Whether two places of the line name different keys; `key` is then the request line's.
    pub key_mismatch: bool,
    /// What it did.
    pub operation: Operation,
    /// HTTP status; `None` where the log has none.
    pub status: Option<u16>,
    /// Bytes of the answer's body.
    pub bytes_out: u64,
    /// Bytes of the request's body.
    pub bytes_in: u64,
    /// Size of the whole object, where the log says.
    pub object_size: Option<u64>,
    /// Requester as the log names it (ARN, canonical id, user); empty when anonymous.
    pub requester: Cow<'a, str>,
    /// Address of the client.
    pub client_ip: Option<IpAddr>,
    /// Region of the requester, where the log says.
    pub source_region: Option<Cow<'a, str>>,
    /// Region near the edge that served a viewer, where the log names the edge.
    pub edge_region: Option<&'static str>,
    /// Whether the logs of another account hold the same request, where its requester goes by another name.
    pub shared: bool,
    /// Id of the VPC endpoint that it came through; empty where there was none or the log does not say.
    pub vpc_endpoint: Cow<'a, str>,
    /// Whether a multi-region access point chose the bucket, which takes the nearest.
    pub by_nearest: bool,
    /// First byte received to last byte sent.
    pub latency_ms: Option<f64>,
    /// Last byte of the request to first byte of the answer.
    pub first_byte_ms: Option<f64>,
    /// Who caused it.
    pub actor: Actor,
    /// Request id; empty where the log has none.
    pub request_id: Cow<'a, str>,
    /// Version id; empty where the log has none.
    pub version_id: Cow<'a, str>,
    /// Whether a presigned URL was used, as far as the log says.
    pub presigned: Option<Presigned>,
}

impl AccessRecord<'_> {
    /// The same record, of text of its own.
    pub fn into_owned(self) -> AccessRecord<'static> {
        AccessRecord {
            bucket: Cow::Owned(self.bucket.into_owned()),
            key: Cow::Owned(self.key.into_owned()),
            requester: Cow::Owned(self.requester.into_owned()),
            source_region: self
                .source_region
                .map(|region| Cow::Owned(region.into_owned())),
            request_id: Cow::Owned(self.request_id.into_owned()),
            version_id: Cow::Owned(self.version_id.into_owned()),
            edge_region: self.edge_region,
            vpc_endpoint: Cow::Owned(self.vpc_endpoint.into_owned()),
            by_nearest: self.by_nearest,
            shared: self.shared,
            time_ms: self.time_ms,
            key_mismatch: self.key_mismatch,
            operation: self.operation,
            status: self.status,
            bytes_out: self.bytes_out,
            bytes_in: self.bytes_in,
            object_size: self.object_size,
            client_ip: self.client_ip,
            latency_ms: self.latency_ms,
            first_byte_ms: self.first_byte_ms,
            actor: self.actor,
            presigned: self.presigned,
        }
    }

    /// A client's request at a time, of which nothing else is known.
    pub fn new(time_ms: i64, operation: Operation) -> Self {
        Self {
            time_ms,
            bucket: Cow::Borrowed(""),
            key: Cow::Borrowed(b""),
            key_mismatch: false,
            operation,
            status: None,
            bytes_out: 0,
            bytes_in: 0,
            object_size: None,
            requester: Cow::Borrowed(""),
            client_ip: None,
            source_region: None,
            edge_region: None,
            vpc_endpoint: Cow::Borrowed(""),
            by_nearest: false,
            shared: false,
            latency_ms: None,
            first_byte_ms: None,
            actor: Actor::Client,
            request_id: Cow::Borrowed(""),
            version_id: Cow::Borrowed(""),
            presigned: None,
        }
    }
}
