//! Tests of the framing of lines and objects.

use super::*;
use proptest::prelude::*;

fn frames(framing: Framing, text: &str) -> Vec<String> {
    let frames = framing.frames(text.as_bytes());
    frames
        .map(|frame| {
            let end = frame.start + frame.bytes.len();
            assert_eq!(&text.as_bytes()[frame.start..end], frame.bytes);
            String::from_utf8_lossy(frame.bytes).into_owned()
        })
        .collect()
}

fn objects(text: &str) -> Vec<String> {
    frames(Framing::Objects, text)
}

#[test]
fn lines_keep_their_ends_and_the_last_needs_none() {
    assert_eq!(frames(Framing::Lines, "a\n\nb"), ["a\n", "\n", "b"]);
    assert_eq!(frames(Framing::Lines, ""), [""; 0]);
    assert_eq!(Framing::Lines.whole(b"a\nb"), 2);
    assert_eq!(Framing::Lines.whole(b"ab"), 0);
}

#[test]
fn objects_are_found_however_they_are_put_together() {
    let one = r#"{"a":"}{\"","b":[{"c":1},2]}"#;
    for text in [
        format!("{one}{one}"),
        format!("{one}{one}\n"),
        format!("{one}\n{one}\n"),
        format!("\u{feff}{one}\n{one}\n"),
        format!("[{one},\n{one},\n"),
        format!("{{\"Records\":[{one},{one}]}}"),
        format!("{{ \"Records\" : [\n{one},\n{one}\n]\n}}\n"),
        // Two documents in one file.
        format!("{{\"Records\":[{one}]}}\n{{\"Records\":[{one}]}}\n"),
    ] {
        assert_eq!(objects(&text), [one, one], "{text}");
        assert_eq!(Framing::Objects.whole(text.as_bytes()), text.len());
    }
    for text in ["", "\n", "[]", "{\"Records\":[]}"] {
        assert_eq!(objects(text), [""; 0], "{text}");
    }
}

#[test]
fn a_torn_object_takes_no_others_with_it() {
    let good = r#"{"bucket":"b","n":1}"#;
    for torn in [
        r#"{"bucket":"b","uri":"GET /x"#,
        r#"{"bucket":"b","n":12"#,
        r#"{"bucket":"b","uri":"GET /x y"#,
        r#"{"bucket"#,
        r#"{"bucket":"b\"#,
    ] {
        for between in ["", "\n"] {
            if torn.ends_with('\\') && between.is_empty() {
                continue;
            }
            let text = format!("{good}{torn}{between}{good}{good}");
            let found = objects(&text);
            assert_eq!(found.len(), 4, "{text} gave {found:?}");
            assert!(found[1].starts_with(torn), "{text}");
            assert_eq!([&found[0], &found[2], &found[3]], [good; 3], "{text}");
        }
    }
    assert_eq!(objects("nonsense\n{}"), ["nonsense", "{}"]);
    // Torn right behind a colon, the next one looks like its value; the one after is safe.
    let text = format!("{{\"n\":{good}{good}{good}");
    assert_eq!(objects(&text).last().map(String::as_str), Some(good));
}

#[test]
fn what_has_not_ended_waits() {
    let text = r#"{"a":1},{"b":"#;
    assert_eq!(Framing::Objects.whole(text.as_bytes()), 8);
    assert_eq!(Framing::Objects.whole(b"{\"Rec"), 0);
    assert_eq!(Framing::Objects.whole(b"{\"Records\":[{\"a\""), 12);
}

proptest! {
    /// Whatever the bytes, frames are in order, within the text and not empty.
    #[test]
    fn frames_are_pieces_of_the_text(text in "[{}\\[\\],:\"\\\\ \nRecords1]{0,80}") {
        for framing in [Framing::Lines, Framing::Objects] {
            let mut at = 0;
            for frame in framing.frames(text.as_bytes()) {
                prop_assert!(frame.start >= at && !frame.bytes.is_empty());
                at = frame.start + frame.bytes.len();
            }
            prop_assert!(at <= text.len() && framing.whole(text.as_bytes()) <= text.len());
        }
    }

    /// Cut anywhere between frames, a text has the frames of its parts: so blocks and bookmarks
    /// change nothing.
    #[test]
    fn frames_do_not_depend_on_blocks(
        values in prop::collection::vec("[a-z{}\\[\\],:]{0,8}", 1..8),
        separator in prop::sample::select(vec!["", "\n", ",", ",\n"]),
        cut in 0_usize..200,
    ) {
        let objects: Vec<String> = values.iter().map(|value| format!("{{\"k\":[{value:?}]}}")).collect();
        let text = format!("{{\"Records\":[{}", objects.join(separator));
        let cut = cut.min(text.len());
        let whole = Framing::Objects.whole(&text.as_bytes()[..cut]);
        let (first, second) = text.split_at(whole);
        let parts = [frames(Framing::Objects, first), frames(Framing::Objects, second)].concat();
        prop_assert_eq!(parts, objects);
    }

    /// Part by part, the end is found where it is found at once.
    #[test]
    fn ends_do_not_depend_on_parts(text in "[{}\\[\\]:a\\\\ ]{0,40}", size in 1_usize..9) {
        let object = format!("{{\"k\":\"{text}\"}} rest");
        let mut whole = FrameEnd::new(Framing::Objects);
        let expected = whole.find(object.as_bytes());
        let mut end = FrameEnd::new(Framing::Objects);
        let found = object.as_bytes().chunks(size).enumerate().find_map(|(part, bytes)| {
            end.find(bytes).map(|at| part * size + at)
        });
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn never_panics(text in prop::collection::vec(any::<u8>(), 0..200)) {
        for framing in [Framing::Lines, Framing::Objects] {
            let _ = framing.whole(&text);
            let _ = framing.frames(&text).count();
            let _ = FrameEnd::new(framing).find(&text);
        }
    }
}
