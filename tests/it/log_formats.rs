//! Every log in fixtures/logs gives the records that were checked in with it, and damaged ones are told
//! from good ones.
//!
//! With `SHARDCTL_WRITE_GOLDEN=1` the expected records are written anew: read the difference before it
//! is committed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shardctl::access::AccessRecord;
use shardctl::access::format::{CombinedOptions, LogFormat, LogParser, detect};

/// 2026-11-20T12:00:00Z.
const NOW_MS: i64 = 1_795_176_000_000;
/// Of longer logs, this many records stand in the golden file, and a hash for all.
const WHOLE: usize = 200;
const FIRST: usize = 20;

/// `real` are samples of others, see fixtures/PROVENANCE.md.
const FOLDERS: [&str; 4] = ["good", "torn", "hostile", "real"];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/logs")
}

/// Every log, as folder/name → content.
fn logs() -> BTreeMap<String, Vec<u8>> {
    let mut logs = BTreeMap::new();
    for folder in FOLDERS {
        for entry in std::fs::read_dir(fixtures().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let mut content = std::fs::read(&path).unwrap();
            if path.extension().is_some_and(|extension| extension == "gz") {
                let mut text = Vec::new();
                let mut decoder = flate2::read::MultiGzDecoder::new(&content[..]);
                decoder.read_to_end(&mut text).unwrap();
                content = text;
            }
            let name = path.file_name().unwrap().to_str().unwrap();
            logs.insert(format!("{folder}/{name}"), content);
        }
    }
    logs
}

fn parser(format: &LogFormat, text: &[u8]) -> LogParser {
    LogParser::new(format.clone(), CombinedOptions::default(), text, NOW_MS)
}

fn value(record: &AccessRecord) -> Value {
    let key = String::from_utf8(record.key.to_vec());
    let lower = |name: String| name.to_lowercase();
    let mut value = json!({
        "time_ms": record.time_ms,
        "bucket": record.bucket,
        "key": key.unwrap_or_else(|_| format!("bytes {}", record.key.escape_ascii())),
        "operation": lower(format!("{:?}", record.operation)),
        "status": record.status,
        "bytes_out": record.bytes_out,
        "bytes_in": record.bytes_in,
        "object_size_bytes": record.object_size,
        "requester": record.requester,
        "client_ip": record.client_ip,
        "source_region": record.source_region,
        "edge_region": record.edge_region,
        "latency_ms": record.latency_ms,
        "first_byte_ms": record.first_byte_ms,
        "actor": lower(format!("{:?}", record.actor)),
        "request_id": record.request_id,
        "version_id": record.version_id,
        "key_mismatch": record.key_mismatch,
        "presigned": record.presigned.map(|presigned| json!({"expires_s": presigned.expires_s})),
    });
    // What the log does not tell is left out.
    let fields = value.as_object_mut().unwrap();
    fields.retain(|_, field| !field.is_null() && *field != "" && *field != false);
    value
}

/// What a log gives, for people to read.
fn golden(text: &[u8]) -> String {
    let Some(format) = detect(text) else {
        return "format cannot be told\n".to_owned();
    };
    let mut parser = parser(&format, text);
    let mut lines = Vec::new();
    for frame in parser.framing().frames(text) {
        match parser.parse(frame.bytes) {
            Ok(records) => {
                lines.extend(records.into_iter().map(|record| value(&record).to_string()));
            }
            Err(reject) => lines.push(format!("byte {}: {reject}", frame.start)),
        }
    }
    let mut golden = format!("{}\n", format.name());
    let shown = if lines.len() > WHOLE {
        FIRST
    } else {
        lines.len()
    };
    for line in &lines[..shown] {
        let _ = writeln!(golden, "{line}");
    }
    if shown < lines.len() {
        let hash = Sha256::digest(lines.join("\n"));
        let _ = writeln!(golden, "… {} in all, SHA-256 {hash:x}", lines.len());
    }
    golden
}

#[test]
fn every_log_gives_the_records_it_should() {
    let write = std::env::var_os("SHARDCTL_WRITE_GOLDEN").is_some();
    let mut known = Vec::new();
    for (name, text) in logs() {
        let path = fixtures().join("golden").join(format!("{name}.txt"));
        let golden = golden(&text);
        if write {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &golden).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            golden == expected,
            "{name} differs from {}: it gives now\n{golden}",
            path.display()
        );
        known.push(path);
    }
    for folder in FOLDERS {
        for entry in std::fs::read_dir(fixtures().join("golden").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            assert!(known.contains(&path), "{} is of no log", path.display());
        }
    }
}

#[test]
fn every_format_has_a_good_a_torn_and_a_hostile_log() {
    let mut missing = Vec::new();
    let logs = logs();
    for folder in ["good", "torn", "hostile"] {
        for name in LogFormat::built_in_names() {
            let start = format!("{folder}/{name}.");
            let fine = logs.iter().any(|(log, text)| {
                let format = detect(text);
                log.starts_with(&start) && format.is_some_and(|format| format.name() == name)
            });
            if !fine {
                missing.push(start);
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// Good logs are good to the last line, whatever their line ends.
#[test]
fn nothing_good_is_rejected() {
    for (name, text) in logs() {
        if !name.starts_with("good/") && !name.starts_with("real/") {
            continue;
        }
        let Some(format) = detect(&text) else {
            continue;
        };
        let dos = String::from_utf8_lossy(&text).replace('\n', "\r\n");
        for text in [&text[..], dos.as_bytes()] {
            let mut parser = parser(&format, text);
            for frame in parser.framing().frames(text) {
                let frame = frame.bytes;
                if let Err(reject) = parser.parse(frame) {
                    panic!("{name}: {reject}: {}", String::from_utf8_lossy(frame));
                }
            }
        }
    }
}

/// One way to damage a line of a log.
fn damage(kind: u64, line: &[u8], other: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    let cut = random.usize(1..line.len());
    match kind {
        // Torn off.
        0 => line[..cut].to_vec(),
        // Torn off with its newline, and the next one behind it.
        1 => [&line[..cut], other].concat(),
        // A sector of zeros.
        2 => {
            let end = (cut + random.usize(1..64)).min(line.len());
            let mut line = line.to_vec();
            line[cut - 1..end].fill(0);
            line
        }
        // Noise.
        _ => {
            let end = (cut + random.usize(16..80)).min(line.len());
            let mut line = line.to_vec();
            for byte in &mut line[cut - 1..end] {
                *byte ^= random.u8(1..);
            }
            line
        }
    }
}

/// A current line with everything that clients of all kinds bring in.
fn line(random: &mut fastrand::Rng) -> Vec<u8> {
    let hex = |random: &mut fastrand::Rng, length: usize| -> String {
        let digit = |_| char::from(b"0123456789ABCDEF"[random.usize(..16)]);
        (0..length).map(digit).collect()
    };
    let key = format!(
        "tenant/{}/{}.parquet",
        random.u32(..900),
        hex(random, 12).to_lowercase()
    );
    let agents = [
        "aws-sdk-rust/1.3.3 os/linux lang/rust/1.95.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
        "Boto3/1.34 md/Botocore#1.34 ua/2.0 os/linux#6.1 md/arch#x86_64 lang/python#3.11.2",
        "curl/8.5.0",
    ];
    let region = random.choice(["us-east-1", "eu-central-1", "-"]).unwrap();
    let host_id: String = (0..75).map(|_| random.alphanumeric()).collect();
    format!(
        "{owner} amzn-s3-demo-use1 [03/Nov/2026:{:02}:{:02}:{:02} +0000] {}.{}.{}.{} arn:aws:sts::111122223333:assumed-role/app/i-{} {} REST.GET.OBJECT {key} \"GET /{key} HTTP/1.1\" 200 - {} {} {} {} \"-\" \"{}\" - {host_id}= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader amzn-s3-demo-use1.s3.us-east-1.amazonaws.com TLSv1.3 - Yes {region}",
        random.u32(..24),
        random.u32(..60),
        random.u32(..60),
        random.u8(1..224),
        random.u8(..),
        random.u8(..),
        random.u8(..),
        hex(random, 17).to_lowercase(),
        hex(random, 16),
        random.u32(..9_000_000),
        random.u32(..9_000_000),
        random.u32(..9_000),
        random.u32(..900),
        random.choice(agents).unwrap(),
        owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
    )
    .into_bytes()
}

/// Of damaged lines, next to none is taken for good; of good ones, none is rejected.
#[test]
fn damaged_server_access_lines_are_not_taken_for_good() {
    let mut random = fastrand::Rng::with_seed(20_261_103);
    let mut parser = parser(&LogFormat::S3ServerAccess, b"");
    let mut taken = BTreeMap::new();
    let each = 2_000;
    for kind in 0..4 {
        for _ in 0..each {
            let (good, other) = (line(&mut random), line(&mut random));
            assert!(parser.parse(&good).is_ok(), "{}", good.escape_ascii());
            let damaged = damage(kind, &good, &other, &mut random);
            if damaged != good && parser.parse(&damaged).is_ok() {
                *taken.entry(kind).or_insert(0) += 1;
            }
        }
    }
    let all: i32 = taken.values().sum();
    println!("taken for good, by kind of damage: {taken:?}");
    assert!(f64::from(all) <= 0.004 * f64::from(4 * each), "{taken:?}");
}
