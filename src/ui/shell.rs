//! [`shell_word`]: text from outside as one word of a command that people paste.

use std::fmt::Write;

use super::escape::is_hostile;

/// What needs no quotes in any shell.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | ':' | '@' | '%' | '+' | ',')
}

/// `text` as a word of bash, zsh or ksh, in printable characters alone, so that what is seen is what is
/// run: as it is, in single quotes, or as `$'…'` where it has a quote or what a terminal would act on.
pub fn shell_word(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    if !text.chars().any(|c| c == '\'' || is_hostile(c)) {
        return format!("'{text}'");
    }
    let mut word = "$'".to_owned();
    for c in text.chars() {
        match c {
            '\'' | '\\' => word.extend(['\\', c]),
            '\n' => word.push_str("\\n"),
            '\t' => word.push_str("\\t"),
            c if is_hostile(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    write!(word, "\\x{byte:02x}").expect("writing to a string cannot fail");
                }
            }
            c => word.push(c),
        }
    }
    word.push('\'');
    word
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_word_is_what_a_shell_reads() {
        let keys = [
            "tenant/42/a.bin",
            "",
            "a b",
            "a\\b",
            "it's",
            "it's\\n",
            "new\nline",
            "tab\tand\u{1b}[31m",
            "\u{202e}gpj.exe",
            "$HOME `id` \"x\" !x",
            "é *?[a]{b,c} ~ #x;&|<>()",
            "-p",
        ];
        let words: Vec<String> = keys.iter().map(|key| shell_word(key)).collect();
        for word in &words {
            assert!(!word.chars().any(is_hostile), "{word}");
        }
        let script = format!("printf '%s\\0' {}", words.join(" "));
        let read = Command::new("bash").args(["-c", &script]).output().unwrap();
        let read = String::from_utf8(read.stdout).unwrap();
        let read: Vec<&str> = read.split_terminator('\0').collect();
        assert_eq!(read, keys, "{script}");
    }

    #[test]
    fn what_needs_no_quotes_has_none() {
        assert_eq!(shell_word("tenant/42/a.bin"), "tenant/42/a.bin");
        assert_eq!(shell_word("a b"), "'a b'");
    }
}
