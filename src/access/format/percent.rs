//! Percent-decoding of keys. What is no valid escape stays as it is: a log is evidence, not a form
//! to be validated, and keys may hold any byte.

use std::borrow::Cow;

/// What a `+` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plus {
    /// Itself, as in a path.
    Literal,
    /// A space, as in a form.
    Space,
}

/// Decodes once. Borrows when nothing changes.
pub fn decode(text: &[u8], plus: Plus) -> Cow<'_, [u8]> {
    let special = |byte: u8| byte == b'%' || (byte == b'+' && plus == Plus::Space);
    let Some(first) = text.iter().position(|&byte| special(byte)) else {
        return Cow::Borrowed(text);
    };
    let mut out = Vec::with_capacity(text.len());
    out.extend_from_slice(&text[..first]);
    let mut at = first;
    while at < text.len() {
        let escape = (text[at] == b'%')
            .then(|| hex_pair(&text[at + 1..]))
            .flatten();
        match (escape, text[at]) {
            (Some(byte), _) => {
                out.push(byte);
                at += 3;
            }
            (None, b'+') if plus == Plus::Space => {
                out.push(b' ');
                at += 1;
            }
            (None, byte) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Cow::Owned(out)
}

/// Decodes what was encoded as a form and, before that, as a path: S3's double encoding.
pub fn decode_twice(text: &[u8]) -> Cow<'_, [u8]> {
    match decode(text, Plus::Space) {
        Cow::Borrowed(once) => decode(once, Plus::Literal),
        Cow::Owned(once) => Cow::Owned(decode(&once, Plus::Literal).into_owned()),
    }
}

fn hex_pair(text: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*text.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decodes_once_and_twice() {
        for (text, plus, want) in [
            ("a/b.txt", Plus::Space, "a/b.txt"),
            ("a+b%2Bc", Plus::Literal, "a+b+c"),
            ("a+b%2Bc", Plus::Space, "a b+c"),
            ("100%", Plus::Literal, "100%"),
            ("%zz%4", Plus::Literal, "%zz%4"),
            ("%%41", Plus::Literal, "%A"),
        ] {
            assert_eq!(&*decode(text.as_bytes(), plus), want.as_bytes(), "{text}");
        }
        assert_eq!(&*decode_twice(b"foo-%2525Y"), b"foo-%Y");
        assert_eq!(&*decode_twice(b"a%252Bb+c"), b"a+b c");
    }

    proptest! {
        #[test]
        fn decoding_inverts_encoding(key in prop::collection::vec(any::<u8>(), 0..64)) {
            let once = percent_encoding::percent_encode(&key, percent_encoding::NON_ALPHANUMERIC).to_string();
            prop_assert_eq!(&*decode(once.as_bytes(), Plus::Literal), &key[..]);
            let twice = percent_encoding::percent_encode(once.as_bytes(), percent_encoding::NON_ALPHANUMERIC).to_string();
            prop_assert_eq!(&*decode_twice(twice.as_bytes()), &key[..]);
        }

        #[test]
        fn never_panics(text in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = decode(&text, Plus::Space);
            let _ = decode_twice(&text);
        }
    }
}
