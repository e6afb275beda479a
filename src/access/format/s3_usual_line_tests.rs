//! The usual layout against the parser that looks closer.

use super::super::Reject;
use super::super::s3_server_access;
use super::*;
use proptest::prelude::*;

const OWNER: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
const HEAD: &str = "amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 arn:aws:iam::1:user/u 3E57427F3EXAMPLE REST.GET.OBJECT a/b";
const MIDDLE: &str = "\"GET /a/b HTTP/1.1\" 206 - 123456789 12345678 70 1 \"-\" \"curl/8 (x, y)\"";
const TAIL: &str = "3HL4kqtJ s9lzHYrF= SigV4 ECDHE-RSA AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSv1.2 - Yes us-east-1";

/// The fields of `line` in the midst of a text.
fn usual(before: usize, line: &[u8]) -> Option<S3Fields<'static>> {
    let text = [
        &b"\n".repeat(before)[..],
        line,
        b"\n\"next\" line\n",
        &[b'#'; 64],
    ]
    .concat();
    let text: &'static [u8] = text.leak();
    let text = std::str::from_utf8(text).unwrap();
    let (clock, memory) = (&mut ClfClock::default(), &mut ParseMemory::default());
    let mut fields = S3Fields::default();
    let usual = tokenise(text, before, clock, memory, &mut fields)?;
    assert_eq!(usual.end, before + line.len());
    assert!(!usual.is_plain || fields.plain_key() == Some(false));
    assert_eq!(usual.agent, Actor::of_agent(fields.user_agent));
    Some(fields)
}

#[test]
fn nearly_every_line_is_usual() {
    for middle in [
        MIDDLE,
        "- 204 - - 5 - - - -",
        "\"-\" - - - - - - - -",
        "\"GET /a/b HTTP/1.1\" 404 NoSuchKey - - 1 12 - \"ua\"",
        "\"GET /a/b HTTP/1.1\" 200 - 1 1 1 1 \"http://x\" -",
    ] {
        for columns in [1, 7, 8, 9, 10] {
            let tail: Vec<&str> = TAIL.split(' ').take(columns).collect();
            let tail = tail.join(" ").replace("3HL4kqtJ", &"x".repeat(32));
            let line = format!("{OWNER} {HEAD} {middle} {tail}");
            let fields = usual(3, line.as_bytes()).unwrap_or_else(|| panic!("{line}"));
            let mut clock = ClfClock::default();
            let other = s3_server_access::tokenise(line.as_bytes(), &mut clock).unwrap();
            assert_eq!(fields.record(), other.record(), "{line}");
        }
    }
}

#[test]
fn numbers_are_read_in_any_length() {
    for digits in 1..=20 {
        let number = &"12345678901234567890"[..digits];
        let middle = MIDDLE.replace("123456789", number);
        let line = format!("{OWNER} {HEAD} {middle} {TAIL}");
        let read = usual(0, line.as_bytes()).unwrap().bytes_sent;
        assert_eq!(read, number.parse().ok());
        for at in 0..digits {
            let mut wrong = number.to_owned();
            wrong.replace_range(at..=at, "/");
            let middle = MIDDLE.replace("123456789", &wrong);
            let line = format!("{OWNER} {HEAD} {middle} {TAIL}");
            assert!(usual(0, line.as_bytes()).is_none(), "{line}");
        }
    }
}

proptest! {
    /// Where both find fields, they are the same; and what this one takes for good, the other does
    /// not refuse, but for a client that writes the head of a line into its user agent.
    #[test]
    fn agrees_with_the_parser_that_looks_closer(
        before in 0_usize..70,
        changes in prop::collection::vec((any::<prop::sample::Index>(), b' '..=b'~'), 0..4),
        marks in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(b" \"-[]0/%+".to_vec())), 0..3,
        ),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut line = format!("{OWNER} {HEAD} {MIDDLE} {TAIL}").into_bytes();
        for (at, byte) in changes.into_iter().chain(marks) {
            let at = at.index(line.len());
            line[at] = byte;
        }
        if let Some(cut) = cut {
            line.truncate(cut.index(line.len()));
        }
        if let Some(fields) = usual(before, &line) {
            let mut clock = ClfClock::default();
            match s3_server_access::tokenise(&line, &mut clock) {
                Ok(other) => prop_assert_eq!(fields.record(), other.record()),
                Err(reject) => prop_assert_eq!(reject, Reject::Shape("line: two in one")),
            }
        }
    }
}
