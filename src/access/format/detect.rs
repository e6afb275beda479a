//! Which format a log is in, by its first lines.

use super::{LogFormat, combined, s3_server_access};

/// Lines looked at.
const SAMPLE: usize = 64;

/// Names the built-in format of `text`, the beginning of a log: the one that most of the first
/// lines resemble, and at least half of them. `None` for anything else: mapped formats are named
/// by the config, never guessed.
pub fn detect(text: &[u8]) -> Option<LogFormat> {
    let lines: Vec<&[u8]> = text
        .split(|&byte| byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.is_empty() && !line.starts_with(b"#"))
        .take(SAMPLE)
        .collect();
    let score = |resembles: fn(&[u8]) -> bool| lines.iter().filter(|line| resembles(line)).count();
    let (s3, web) = (
        score(s3_server_access::resembles),
        score(combined::resembles),
    );
    let (best, format) = if s3 >= web {
        (s3, LogFormat::S3ServerAccess)
    } else {
        (web, LogFormat::HttpCombined)
    };
    (best > 0 && best * 2 >= lines.len()).then_some(format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formats_are_told_apart() {
        let s3 = "o b [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - ID REST.GET.OBJECT k \"GET /k HTTP/1.1\" 200 - 1 1 1 1 \"-\" \"-\" -";
        let lifecycle = "o b [06/Feb/2019:00:00:38 +0000] - AmazonS3 ID S3.EXPIRE.OBJECT k \"-\" - - - 1 - - \"-\" \"-\" -";
        let web = "192.0.2.1 - - [06/Feb/2019:00:00:38 +0000] \"GET /k HTTP/1.1\" 200 5";
        for (text, format) in [
            (s3, Some(LogFormat::S3ServerAccess)),
            (lifecycle, Some(LogFormat::S3ServerAccess)),
            (web, Some(LogFormat::HttpCombined)),
            ("{\"a\":1}\n{\"a\":2}", None),
            ("", None),
            ("\u{0}\u{1}\u{2}", None),
        ] {
            assert_eq!(detect(text.as_bytes()), format, "{text}");
        }
        let torn_first = format!("3 - - [torn\n{web}\n{web}\n");
        assert_eq!(detect(torn_first.as_bytes()), Some(LogFormat::HttpCombined));
    }

    proptest! {
        #[test]
        fn never_panics(text in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = detect(&text);
        }
    }
}
