//! A request as a server access log writes it, 27 fields.

use std::io::Write;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::catalogue::{Catalogue, Client, Evidence, FOREIGN_BUCKET};
use super::event::{Event, Kind};

/// Canonical id of the buckets' owner.
pub const OWNER: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
/// `X-Amz-Expires` of presigned URLs, seconds.
pub const PRESIGNED_S: [u32; 3] = [900, 3_600, 43_200];

/// How one kind of request is logged.
struct Shape {
    operation: &'static str,
    method: &'static str,
    status: &'static str,
    error: &'static str,
    /// Whether the object's bytes were sent.
    sends: bool,
    /// Whether its size is logged.
    sized: bool,
}

impl Shape {
    fn of(kind: Kind) -> Self {
        let shape = |operation, method, status, sends, sized| Self {
            operation,
            method,
            status,
            error: "-",
            sends,
            sized,
        };
        let refused = |status, error| Self {
            error,
            ..shape("REST.GET.OBJECT", "GET", status, false, false)
        };
        match kind {
            Kind::Get | Kind::GetPresigned | Kind::Own | Kind::Foreign => {
                shape("REST.GET.OBJECT", "GET", "200", true, true)
            }
            Kind::GetRange => shape("REST.GET.OBJECT", "GET", "206", true, true),
            Kind::GetNotModified => shape("REST.GET.OBJECT", "GET", "304", false, true),
            Kind::GetMissing => refused("404", "NoSuchKey"),
            Kind::GetDenied => refused("403", "AccessDenied"),
            Kind::Head => shape("REST.HEAD.OBJECT", "HEAD", "200", false, true),
            Kind::Put | Kind::Replica => shape("REST.PUT.OBJECT", "PUT", "200", false, true),
            Kind::Copy => shape("REST.COPY.OBJECT", "PUT", "200", false, true),
            Kind::CopySource => shape("REST.COPY.OBJECT_GET", "", "200", false, true),
            Kind::Delete => shape("REST.DELETE.OBJECT", "DELETE", "204", false, true),
            Kind::BatchDelete => shape("BATCH.DELETE.OBJECT", "", "204", false, true),
            Kind::UploadBegin => shape("REST.POST.UPLOADS", "POST", "200", false, false),
            Kind::UploadPart => shape("REST.PUT.PART", "PUT", "200", false, true),
            Kind::UploadEnd => shape("REST.POST.UPLOAD", "POST", "200", false, true),
            Kind::List => shape("REST.GET.BUCKET", "GET", "200", false, false),
            Kind::Expire => shape("S3.EXPIRE.OBJECT", "", "-", false, true),
        }
    }
}

/// Appends the line with its newline.
pub fn write(catalogue: &Catalogue, event: &Event, text: &mut Vec<u8>) {
    let shape = Shape::of(event.kind);
    let bucket = catalogue.bucket(event.key);
    let name = match event.kind {
        Kind::Foreign => FOREIGN_BUCKET,
        _ => bucket.name,
    };
    let once = catalogue.encoded_key(event.key);
    let client = catalogue.client(event.client);
    let (address, requester, agent) = actor(event, client);
    let size = match event.kind {
        Kind::UploadPart => u64::from(event.part_bytes),
        _ => catalogue.size(event.key),
    };
    let sent = if event.kind == Kind::GetRange {
        size.min(u64::from(event.part_bytes))
    } else {
        size
    };
    let number = |logged: bool, number: u64| {
        if logged {
            number.to_string()
        } else {
            "-".to_owned()
        }
    };
    let host = match (event.kind, bucket.virtual_host) {
        (Kind::Expire | Kind::BatchDelete, _) => "-".to_owned(),
        (_, true) => format!("{name}.s3.{}.amazonaws.com", bucket.region),
        (_, false) => format!("s3.{}.amazonaws.com", bucket.region),
    };
    let waits = 8 + (event.request_id >> 40) % 60;
    let takes = waits + if shape.sends { sent >> 16 } else { 0 };
    let is_timed = event.kind != Kind::Expire;
    let region = match client.evidence {
        Evidence::LogField if is_timed => client.region,
        _ => "-",
    };
    let key = match event.kind {
        Kind::List => "-".to_owned(),
        Kind::BatchDelete | Kind::Expire => once.replace("%20", "+"),
        _ => utf8_percent_encode(&once, KEY).to_string(),
    };
    let request = request(event, &shape, name, bucket.virtual_host, &once);
    let auth = match event.kind {
        Kind::GetPresigned => "QueryString",
        Kind::Expire | Kind::BatchDelete => "-",
        _ => "AuthHeader",
    };
    let (signature, cipher, tls) = match event.kind {
        Kind::Expire => ("-", "-", "-"),
        _ => ("SigV4", "TLS_AES_128_GCM_SHA256", "TLSv1.3"),
    };
    let written = writeln!(
        text,
        "{OWNER} {name} [{time}] {address} {requester} {id:016X} {operation} {key} {request} {status} {error} {sent} {size} \
         {takes} {waits} {referer} {agent} {version} {trace} {signature} {cipher} {auth} {host} {tls} - {acl} {region}",
        time = clock(catalogue, event.second),
        id = event.request_id,
        operation = shape.operation,
        status = shape.status,
        error = shape.error,
        sent = number(shape.sends, sent),
        size = number(shape.sized, size),
        takes = number(is_timed, takes),
        waits = number(is_timed, waits),
        referer = if is_timed && event.kind != Kind::BatchDelete {
            "\"-\""
        } else {
            "-"
        },
        version = version(event, bucket.virtual_host),
        trace = trace(event.request_id),
        acl = if event.request_id.is_multiple_of(7) {
            "Yes"
        } else {
            "-"
        },
    );
    debug_assert!(written.is_ok(), "memory takes any bytes");
}

/// The outer of the two encodings of the key field.
const KEY: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Address, requester and user agent fields.
fn actor(event: &Event, client: &Client) -> (String, String, String) {
    let quoted = |agent: &str| format!("\"{agent}\"");
    match event.kind {
        Kind::Expire => ("-".to_owned(), "AmazonS3".to_owned(), "-".to_owned()),
        Kind::BatchDelete => {
            let (address, requester) = (client.address.clone(), client.requester.clone());
            (address, requester, "-".to_owned())
        }
        Kind::Replica => {
            let requester =
                "arn:aws:sts::111122223333:assumed-role/lake-replication/s3-replication";
            (
                "10.16.255.1".to_owned(),
                requester.to_owned(),
                quoted("AmazonS3"),
            )
        }
        Kind::Own => (
            client.address.clone(),
            "arn:aws:sts::111122223333:assumed-role/storage-admin/shardctl".to_owned(),
            quoted(
                "aws-sdk-rust/1.3.8 ua/2.1 api/s3/1.157.0 os/linux lang/rust/1.95.0 app/shardctl",
            ),
        ),
        _ => {
            let (address, requester) = (client.address.clone(), client.requester.clone());
            (address, requester, quoted(client.user_agent))
        }
    }
}

fn request(event: &Event, shape: &Shape, bucket: &str, virtual_host: bool, key: &str) -> String {
    if event.kind == Kind::Expire {
        return "\"-\"".to_owned();
    }
    if shape.method.is_empty() {
        return "-".to_owned();
    }
    let path = match (event.kind, virtual_host) {
        (Kind::List, true) => "/?list-type=2&prefix=tenant%2F&max-keys=1000".to_owned(),
        (Kind::List, false) => format!("/{bucket}?list-type=2&prefix=tenant%2F"),
        (_, true) => format!("/{key}"),
        (_, false) => format!("/{bucket}/{key}"),
    };
    let query = match event.kind {
        Kind::UploadBegin => "?uploads".to_owned(),
        Kind::UploadEnd => "?uploadId=VXBsb2FkIElEIGZvciBlbHZpbmc".to_owned(),
        Kind::UploadPart => {
            format!(
                "?partNumber={}&uploadId=VXBsb2FkIElEIGZvciBlbHZpbmc",
                event.request_id % 9 + 1
            )
        }
        Kind::GetPresigned => format!(
            "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires={}&X-Amz-SignedHeaders=host&response-content-type=text%2Fcsv",
            presigned_s(event)
        ),
        _ => String::new(),
    };
    format!("\"{} {path}{query} HTTP/1.1\"", shape.method)
}

/// Lifetime of the presigned URL of this request.
pub fn presigned_s(event: &Event) -> u32 {
    PRESIGNED_S[(event.request_id % PRESIGNED_S.len() as u64) as usize]
}

/// Versions are kept in the buckets of virtual-host style.
fn version(event: &Event, versioned: bool) -> String {
    if versioned && matches!(event.kind, Kind::Get | Kind::Put | Kind::Head) {
        return format!("{:032x}", u128::from(event.request_id) * 0x1_0000_0001);
    }
    "-".to_owned()
}

/// Something like a host id: 76 characters of base64.
fn trace(mut draw: u64) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(76);
    for _ in 0..75 {
        draw = draw
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        text.push(char::from(DIGITS[(draw >> 58) as usize]));
    }
    text.push('=');
    text
}

/// `03/Mar/2025:00:00:00 +0000`
fn clock(catalogue: &Catalogue, second: u32) -> String {
    let (day, second) = (second / 86_400, second % 86_400);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!(
        "{}:{hour:02}:{minute:02}:{second:02} +0000",
        catalogue.date(day)
    )
}
