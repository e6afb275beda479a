//! Tests of the S3 server access log parser.

use super::*;
use crate::access::Actor;
use proptest::prelude::*;

fn parse_line(line: &[u8]) -> Result<AccessRecord<'_>, Reject> {
    parse(line, &mut ClfClock::default())
}

const HEAD: &str = "79a59 amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 arn:aws:iam::1:user/u 3E57427F3EXAMPLE";
const TAIL: &str = "- s9lzHYrF= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSv1.2 - Yes us-east-1";

fn line(operation_to_turnaround: &str, agents: &str) -> String {
    format!("{HEAD} {operation_to_turnaround} {agents} {TAIL}")
}

#[test]
fn a_current_line_gives_every_field() {
    let line = line(
        "REST.GET.OBJECT a/b%2520c.txt \"GET /a/b%20c.txt HTTP/1.1\" 206 - 1024 4096 70 10",
        "\"https://example.com/\" \"curl/8 (x, y)\"",
    );
    let record = parse_line(line.as_bytes()).unwrap();
    assert_eq!(record.time_ms, 1_549_411_238_000);
    assert_eq!(record.bucket, "amzn-s3-demo-bucket1");
    assert_eq!(&*record.key, b"a/b c.txt");
    assert!(!record.key_mismatch);
    assert_eq!(record.operation, Operation::Get);
    assert_eq!(record.status, Some(206));
    assert_eq!((record.bytes_out, record.bytes_in), (1024, 0));
    assert_eq!(record.object_size, Some(4096));
    assert_eq!(record.requester, "arn:aws:iam::1:user/u");
    assert_eq!(record.client_ip, Some("192.0.2.3".parse().unwrap()));
    assert_eq!(record.source_region.as_deref(), Some("us-east-1"));
    assert_eq!(
        (record.latency_ms, record.first_byte_ms),
        (Some(70.0), Some(10.0))
    );
    assert_eq!(record.actor, Actor::Client);
    assert_eq!(record.request_id, "3E57427F3EXAMPLE");
    assert_eq!(record.version_id, "");
}

#[test]
fn published_generations_parse_and_torn_tails_do_not() {
    let full = line(
        "REST.GET.OBJECT k \"GET /k HTTP/1.1\" 200 - 1 1 1 1",
        "\"-\" \"ua\"",
    );
    let head: Vec<&str> = full.split(' ').collect();
    let tail = TAIL.split(' ').count();
    for (columns, fine) in [
        (1, true),
        (2, false),
        (6, false),
        (7, true),
        (8, true),
        (9, true),
        (10, true),
    ] {
        let cut = head[..head.len() - tail + columns].join(" ");
        assert_eq!(
            parse_line(cut.as_bytes()).is_ok(),
            fine,
            "{columns} columns"
        );
    }
    let later = format!("{full} new-field 7");
    let record = parse_line(later.as_bytes()).unwrap();
    assert_eq!(record.source_region.as_deref(), Some("us-east-1"));
}

#[test]
fn keys_decode_by_what_wrote_them() {
    for (fields, key, mismatch) in [
        // Encoded twice in the field, once in the request line.
        (
            "REST.GET.OBJECT foo-%252525Y \"GET /foo-%2525Y HTTP/1.1\"",
            "foo-%25Y",
            false,
        ),
        // No request line: twice, with a plus for a space in the outer round.
        ("REST.COPY.OBJECT_GET a%2520b%2525+c -", "a b% c", false),
        ("REST.COPY.OBJECT_GET plain/key -", "plain/key", false),
        // Batch deletes and lifecycle: once, as a form.
        (
            "BATCH.DELETE.OBJECT Screen+Shot+9.08%2B.png -",
            "Screen Shot 9.08+.png",
            false,
        ),
        ("S3.EXPIRE.OBJECT 100%25 \"-\"", "100%", false),
        // A plus in a path is a plus.
        (
            "REST.GET.OBJECT a%252Bb \"GET /a+b HTTP/1.1\"",
            "a+b",
            false,
        ),
        // Path style, although the host names no bucket elsewhere.
        (
            "REST.GET.OBJECT k \"GET /amzn-s3-demo-bucket1/k HTTP/1.1\"",
            "k",
            false,
        ),
        // Virtual-host style whose key begins with the bucket's name.
        (
            "REST.GET.OBJECT amzn-s3-demo-bucket1/k \"GET /amzn-s3-demo-bucket1/k HTTP/1.1\"",
            "amzn-s3-demo-bucket1/k",
            false,
        ),
        // They disagree: the request line wins, and it is said.
        (
            "REST.GET.OBJECT a%2525b \"GET /a%2525b HTTP/1.1\"",
            "a%25b",
            true,
        ),
        ("WEBSITE.GET.OBJECT index.html \"GET / HTTP/1.1\"", "", true),
        // An alias of the bucket.
        (
            "REST.GET.OBJECT k \"GET /alias-s3alias/k HTTP/1.1\"",
            "alias-s3alias/k",
            true,
        ),
        (
            "REST.GET.BUCKET - \"GET /?list-type=2 HTTP/1.1\"",
            "",
            false,
        ),
        ("REST.GET.OBJECT - \"GET /- HTTP/1.1\"", "-", false),
        // Keys are not paths: nothing is normalised.
        (
            "REST.GET.OBJECT a//../b/ \"GET /a//../b/ HTTP/1.1\"",
            "a//../b/",
            false,
        ),
    ] {
        let line = line(&format!("{fields} 200 - 1 1 1 1"), "\"-\" \"-\"");
        let record = parse_line(line.as_bytes()).unwrap();
        assert_eq!(&*record.key, key.as_bytes(), "{fields}");
        assert_eq!(record.key_mismatch, mismatch, "{fields}");
    }
}

#[test]
fn quotes_inside_what_clients_send_are_harmless() {
    let agents = [
        r#""-" "() { :; }; echo "x" 200 - 1 1 1 1 "-" "-" - a b""#,
        r#""-" "Mozilla """#,
        r#""http://x/" "y" "z""#,
        r#"- "bare referer""#,
        r#""bare agent" -"#,
        "- -",
    ];
    for agents in agents {
        let line = line(
            r#"REST.GET.OBJECT %2522 "GET /" HTTP/1.1" 200 - 7 9 1 1"#,
            agents,
        );
        let record = parse_line(line.as_bytes()).unwrap_or_else(|e| panic!("{agents}: {e:?}"));
        assert_eq!(
            (record.bytes_out, record.object_size),
            (7, Some(9)),
            "{agents}"
        );
        assert_eq!(
            record.source_region.as_deref(),
            Some("us-east-1"),
            "{agents}"
        );
    }
}

#[test]
fn our_own_mark_is_found_behind_quotes() {
    let line = line(
        "REST.GET.OBJECT k \"GET /k HTTP/1.1\" 200 - 1 1 1 1",
        "\"-\" \"aws-sdk-rust/1.3 app/shardctl#m-1\"",
    );
    assert_eq!(parse_line(line.as_bytes()).unwrap().actor, Actor::Own);
}

/// Amazon logs the part's size with each part, and the object's with the request that completes it.
#[test]
fn bytes_of_a_multipart_upload_come_in_once() {
    let sizes = |operation: &str, size: &str| {
        let line = line(
            &format!("{operation} k \"POST /k?uploadId=u HTTP/1.1\" 200 - - {size} 70 10"),
            "\"-\" \"c\"",
        );
        let record = parse_line(line.as_bytes()).unwrap();
        (record.bytes_in, record.object_size)
    };
    for (operation, size, wanted) in [
        ("REST.POST.UPLOADS", "-", (0, None)),
        ("REST.PUT.PART", "134", (134, None)),
        ("REST.COPY.PART", "66", (0, None)),
        ("REST.POST.UPLOAD", "200", (0, Some(200))),
        ("REST.PUT.OBJECT", "200", (200, Some(200))),
        ("REST.POST.OBJECT", "200", (200, Some(200))),
        ("REST.COPY.OBJECT", "200", (0, Some(200))),
    ] {
        assert_eq!(sizes(operation, size), wanted, "{operation}");
    }
}

#[test]
fn damaged_lines_are_named_by_what_is_missing() {
    let good = line(
        "REST.GET.OBJECT k \"GET /k HTTP/1.1\" 200 - 1 1 1 1",
        "\"-\" \"ua\"",
    );
    for (text, reject) in [
        (String::new(), Reject::Shape("bucket owner")),
        (good.replace("06/Feb", "36/Feb"), Reject::Time),
        (good.replace("[06", "06"), Reject::Shape("time")),
        (good.replace("REST.GET", "GET"), Reject::Shape("operation")),
        (
            good.replace(" 200 ", " 2x0 "),
            Reject::Shape("request line"),
        ),
        (good.replace("\"ua\"", "\"ua"), Reject::Shape("user agent")),
        (
            good.replace("GET /k", "GET /other"),
            Reject::Shape("key: the request line names another"),
        ),
        (
            format!("{}{good}", &good[..good.len() - 150]),
            Reject::Shape("line: two in one"),
        ),
        (
            good.replace("HTTP/1.1", "HTTP\0/1.1"),
            Reject::Shape("control characters"),
        ),
        (
            good[..good.len() - 60].to_owned(),
            Reject::Shape("field count"),
        ),
        (
            good.replace(" 200 - 1 ", " 200 - 99999999999999999999999 "),
            Reject::Shape("request line"),
        ),
    ] {
        assert_eq!(
            parse_line(text.as_bytes()).map(|_| ()),
            Err(reject),
            "{text}"
        );
    }
}

#[test]
fn a_torn_line_does_not_become_one_with_the_next() {
    let owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    let good = line(
        "REST.GET.OBJECT k \"GET /k HTTP/1.1\" 200 - 1 1 1 1",
        "\"https://example.com/ [1]\" \"curl [06/Feb/2019]\"",
    );
    let good = good.replacen("79a59", owner, 1);
    assert!(parse_line(good.as_bytes()).is_ok());
    for cut in 1..good.len() {
        let spliced = format!("{}{good}", &good[..cut]);
        assert!(parse_line(spliced.as_bytes()).is_err(), "{spliced}");
    }
}

proptest! {
    #[test]
    fn never_panics_on_bytes(line in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = parse_line(&line);
        let _ = resembles(&line);
    }

    #[test]
    fn never_panics_on_damaged_lines(cut in 0_usize..420, at in 0_usize..420, byte in any::<u8>()) {
        let good = line(
            "REST.GET.OBJECT a%2520b \"GET /a%20b HTTP/1.1\" 200 - 1 1 1 1",
            "\"-\" \"ua \" quoted\"",
        );
        let mut bytes = good.into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(cut);
        let _ = parse_line(&bytes);
    }
}
