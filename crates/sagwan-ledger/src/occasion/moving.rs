//! Whether a text tells that a plan was moved to another day.

use std::sync::LazyLock;

use regex::RegexSet;

/// The table `data/moved.tsv`: pattern, example, counter-example.
fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    include_str!("../../data/moved.tsv").lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(
        |line| {
            let mut cells = line.split('\t');
            Some([cells.next()?, cells.next()?, cells.next()?])
        },
    )
}

// The table ships with the program and is checked by its tests: a pattern that does not compile is never released.
static WORDS: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(rows().map(|[word, ..]| word)).unwrap_or_default());

/// Whether a sentence says that something is put off or brought forward.
pub(crate) fn tells_of_moving(text: &str) -> bool {
    WORDS.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_match_their_examples_only() {
        assert!(rows().count() >= 5);
        for [word, example, counter] in rows() {
            let pattern = regex::Regex::new(word).unwrap_or_else(|e| panic!("{word}: {e}"));
            assert!(pattern.is_match(example), "{word} misses its example {example}");
            assert!(!pattern.is_match(counter), "{word} matches its counter-example {counter}");
        }
    }
}
