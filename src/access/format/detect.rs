//! Which format a log is in, by its beginning.

use super::framing::Framing;
use super::{
    LogFormat, aggregates, caddy, ceph_bucket_journal, ceph_ops_log, cloudfront, cloudtrail,
    combined, garage, minio_audit, minio_trace, ready, s3_server_access, s3_server_access_json,
};

/// Frames looked at.
const SAMPLE: usize = 64;

/// Names the built-in format of `text`, the beginning of a log: the one that most of the first
/// frames resemble, and at least half of them. `None` for anything else: mapped formats of the config
/// are named, never guessed.
pub fn detect(text: &[u8]) -> Option<LogFormat> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let lines: Vec<&[u8]> = text
        .split(|&byte| byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.is_empty())
        .take(SAMPLE)
        .collect();
    if lines
        .iter()
        .any(|line| cloudfront::Columns::of_header(line).is_some())
    {
        return Some(LogFormat::CloudFront);
    }
    if matches!(text.trim_ascii_start().first(), Some(b'{' | b'[')) {
        return detect_json(text);
    }
    let first = lines.first()?;
    if aggregates::is_header(first) {
        return Some(LogFormat::Aggregates);
    }
    if let Some(name) = ready::resembles(first) {
        return LogFormat::built_in(name);
    }
    let lines: Vec<&[u8]> = lines.into_iter().filter(|line| line[0] != b'#').collect();
    let votes: Vec<Option<LogFormat>> = lines.iter().map(|line| format_of_line(line)).collect();
    most_of(&votes)
}

fn format_of_line(line: &[u8]) -> Option<LogFormat> {
    if s3_server_access::resembles_ceph(line) {
        return Some(LogFormat::CephBucketLog);
    }
    if s3_server_access::resembles(line) {
        return Some(LogFormat::S3ServerAccess);
    }
    if combined::resembles(line) {
        return Some(LogFormat::HttpCombined);
    }
    if ceph_bucket_journal::resembles(line) {
        return Some(LogFormat::CephBucketJournal);
    }
    let garage = std::str::from_utf8(line).is_ok_and(garage::resembles);
    garage.then_some(LogFormat::GarageLog)
}

fn detect_json(text: &[u8]) -> Option<LogFormat> {
    let votes = |text: &[u8]| -> Vec<Option<LogFormat>> {
        let frames = Framing::Objects.frames(text).take(SAMPLE);
        frames.map(|frame| format_of_object(frame.bytes)).collect()
    };
    let whole = votes(&text[..Framing::Objects.whole(text)]);
    // A single object may be larger than what is looked at.
    most_of(&if whole.is_empty() { votes(text) } else { whole })
}

fn format_of_object(object: &[u8]) -> Option<LogFormat> {
    let text = String::from_utf8_lossy(object);
    if cloudtrail::resembles(&text) {
        Some(LogFormat::CloudTrail)
    } else if minio_audit::resembles(&text) {
        Some(LogFormat::MinioAudit)
    } else if minio_trace::resembles(&text) {
        Some(LogFormat::MinioTrace)
    } else if ceph_ops_log::resembles(&text) {
        Some(LogFormat::CephOpsLog)
    } else if s3_server_access_json::resembles(&text) {
        Some(LogFormat::S3ServerAccessJson)
    } else {
        caddy::resembles(&text).then_some(LogFormat::CaddyJson)
    }
}

/// The format of most votes, if it is that of at least half; of equals, the first voted for.
fn most_of(votes: &[Option<LogFormat>]) -> Option<LogFormat> {
    let count = |format: &LogFormat| {
        let same = votes.iter().flatten().filter(|vote| *vote == format);
        same.count()
    };
    let mut best: Option<(&LogFormat, usize)> = None;
    for format in votes.iter().flatten() {
        let own = count(format);
        if best.is_none_or(|(_, most)| own > most) {
            best = Some((format, own));
        }
    }
    let (format, most) = best?;
    (most * 2 >= votes.len()).then(|| format.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formats_are_told_apart() {
        let s3 = "o b [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - ID REST.GET.OBJECT k \"GET /k HTTP/1.1\" 200 - 1 1 1 1 \"-\" \"-\" -";
        let ceph = s3.replace(" ID ", " 9e36-b638.4179.15 ");
        let lifecycle = "o b [06/Feb/2019:00:00:38 +0000] - AmazonS3 ID S3.EXPIRE.OBJECT k \"-\" - - - 1 - - \"-\" \"-\" -";
        let web = "192.0.2.1 - - [06/Feb/2019:00:00:38 +0000] \"GET /k HTTP/1.1\" 200 5";
        let journal = "o b [06/Feb/2019:00:00:38 +0000] k REST.PUT.OBJECT 4cfd";
        let torn_first = format!("3 - - [torn\n{web}\n{web}\n");
        let event = r#"{"eventSource":"s3.amazonaws.com","eventName":"GetObject"}"#;
        let trail = format!("{{\"Records\":[{event},{event}");
        for (text, name) in [
            (s3, Some("s3-server-access")),
            (&ceph, Some("ceph-bucket-log")),
            (lifecycle, Some("s3-server-access")),
            (web, Some("http-combined")),
            (&torn_first, Some("http-combined")),
            (journal, Some("ceph-bucket-journal")),
            (&trail, Some("cloudtrail")),
            // One object that is larger than what was looked at.
            (&trail[..60], Some("cloudtrail")),
            ("#Version: 1.0\n#Fields: date time\n", Some("cloudfront")),
            ("{\"a\":1}\n{\"a\":2}", None),
            ("", None),
            ("\u{0}\u{1}\u{2}", None),
        ] {
            let format = detect(text.as_bytes());
            assert_eq!(format.as_ref().map(LogFormat::name), name, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = detect(&text);
        }
    }
}
