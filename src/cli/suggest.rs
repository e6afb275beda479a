//! [`did_you_mean`]: the nearest known word to a misspelt one.

/// The candidate most like `word`; `None` when nothing is near enough to be meant.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let names = ["bucket", "prefix", "capacity_bytes", "capacity_rps"];
        for (word, near) in [
            ("buckt", Some("bucket")),
            ("Prefix", Some("prefix")),
            ("capacity-bytes", Some("capacity_bytes")),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(word, names), near, "{word}");
        }
    }
}
