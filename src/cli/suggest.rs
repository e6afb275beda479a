//! [`did_you_mean`]: the nearest known word to a misspelt one.

/// The candidate most like `word`; `None` when nothing is near enough to be meant.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    let near = candidates.into_iter().filter_map(|candidate| {
        let edits = strsim::osa_distance(&word, candidate);
        let likeness = strsim::jaro_winkler(&word, candidate);
        let is_near = edits * 3 <= candidate.len().max(3) || likeness > 0.85;
        (is_near && !word.is_empty()).then_some((edits, likeness, candidate))
    });
    // The fewest edits; of several, the one that begins most alike.
    let best = near.min_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    best.map(|(.., candidate)| candidate)
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
            ("bukcet", Some("bucket")),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(word, names), near, "{word}");
        }
    }
}
