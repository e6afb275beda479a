//! Makes text from outside harmless to look at.
//!
//! Keys and user agents come from strangers. Control characters could repaint a terminal or forge
//! rows; characters that reorder or hide text could make one key look like another.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character would act on a terminal, break a row, or change how others look.
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text with hostile characters written as `\n`, `\x1b` or `\u{202e}`.
///
/// A backslash becomes two, so that different texts stay different.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c == '\\' || is_hostile(c)) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| push(&mut escaped, c));
    Cow::Owned(escaped)
}

/// As [`escape`]; bytes that are not UTF-8 are written as `\xff`.
pub fn escape_bytes(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return escape(text);
    }
    let mut escaped = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|c| push(&mut escaped, c));
        for byte in chunk.invalid() {
            write!(escaped, "\\x{byte:02x}").expect("writing to a string cannot fail");
        }
    }
    Cow::Owned(escaped)
}

/// As [`escape_bytes`], appended to `out`.
pub fn escape_into(out: &mut Vec<u8>, bytes: &[u8]) {
    let plain = |&byte: &u8| (b' '..0x7f).contains(&byte) && byte != b'\\';
    // Not `all`, which stops: this is looked at many bytes at a time.
    if bytes.iter().fold(true, |so_far, byte| so_far & plain(byte)) {
        out.extend_from_slice(bytes);
    } else {
        out.extend_from_slice(escape_bytes(bytes).as_bytes());
    }
}

/// Text of several lines with everything hostile but the line ends written out; our own
/// backslashes stay. For messages, which quote strangers.
pub fn escape_lines(text: &str) -> Cow<'_, str> {
    let hostile = |c: char| c != '\n' && is_hostile(c);
    if !text.chars().any(hostile) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hostile(c) {
            push(&mut escaped, c);
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// As [`escape_lines`] for what is one line: a line end in it is somebody else's, and written out.
pub fn escape_line(text: &str) -> String {
    escape_lines(text).replace('\n', "\\n")
}

fn push(escaped: &mut String, c: char) {
    let written = match c {
        '\\' => write!(escaped, "\\\\"),
        '\n' => write!(escaped, "\\n"),
        '\r' => write!(escaped, "\\r"),
        '\t' => write!(escaped, "\\t"),
        c if u32::from(c) < 0x80 && is_hostile(c) => write!(escaped, "\\x{:02x}", u32::from(c)),
        c if is_hostile(c) => write!(escaped, "\\u{{{:x}}}", u32::from(c)),
        c => write!(escaped, "{c}"),
    };
    written.expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_written_out() {
        for (bytes, seen) in [
            (b"tenant/42/a.bin".as_slice(), "tenant/42/a.bin"),
            ("r\u{e9}sum\u{e9}".as_bytes(), "r\u{e9}sum\u{e9}"),
            (b"a\nb\r\tc", "a\\nb\\r\\tc"),
            (b"\x1b[2J\x07\x7f\0", "\\x1b[2J\\x07\\x7f\\x00"),
            ("\u{9b}31m".as_bytes(), "\\u{9b}31m"),
            ("a\u{202e}gpj.exe".as_bytes(), "a\\u{202e}gpj.exe"),
            (
                "\u{2066}\u{200b}\u{feff}".as_bytes(),
                "\\u{2066}\\u{200b}\\u{feff}",
            ),
            (b"a\\nb", "a\\\\nb"),
            (b"\xff\xfe/x", "\\xff\\xfe/x"),
        ] {
            assert_eq!(escape_bytes(bytes), seen);
            let mut out = b">".to_vec();
            escape_into(&mut out, bytes);
            assert_eq!(out, [b">", seen.as_bytes()].concat());
        }
        assert_eq!(
            escape_lines("one\ntwo \x1b \\ three"),
            "one\ntwo \\x1b \\ three"
        );
    }

    proptest! {
        #[test]
        fn nothing_hostile_is_left_and_nothing_collides(a: Vec<u8>, b: Vec<u8>) {
            prop_assert!(!escape_bytes(&a).chars().any(is_hostile));
            prop_assert_eq!(a == b, escape_bytes(&a) == escape_bytes(&b));
        }
    }
}
