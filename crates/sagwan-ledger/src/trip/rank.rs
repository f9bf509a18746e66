//! Of what rank a visit is told to be: state, official, working, private.
//!
//! Takes the words of a sentence up to the one that names the visit, gives the rank that stands right before it. Which words
//! name a rank stands in `data/ranks.tsv`.

use std::sync::LazyLock;

/// Ranks with the words that name them.
static RANKS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/ranks.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(rank, words)| (rank, words.split('|').collect()))
        .collect()
});

/// The rank of the visit that the last of these words names.
pub(crate) fn of(words: &str) -> Option<&'static str> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (last, before) = words.split_last()?;
    let glued = RANKS.iter().find(|(_, names)| names.iter().any(|name| last.starts_with(name)));
    // 국빈 자격으로 방문: two words before it.
    let near = before.iter().rev().take(2).copied().collect::<Vec<_>>();
    let apart = |names: &[&str]| match near.as_slice() {
        [word, ..] if names.contains(word) => true,
        [as_such, word] => *as_such == "자격으로" && names.contains(word),
        _ => false,
    };
    glued.or_else(|| RANKS.iter().find(|(_, names)| apart(names))).map(|(rank, _)| *rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_stands_right_before_its_visit() {
        for (words, rank) in [
            ("대통령이 3일부터 체코를 국빈 방문", Some("state")),
            ("대통령의 국빈방문", Some("state")),
            ("대통령이 국빈으로 방한", Some("state")),
            ("총리가 국빈 자격으로 방문", Some("state")),
            ("장관이 공식 방문", Some("official")),
            ("장관이 비공식 방문", Some("private")),
            ("총리의 실무방문", Some("working")),
            ("장관이 공식 초청으로 방문", None),
            ("실무 협의를 위해 방문", None),
            ("프라하를 방문", None),
            ("", None),
        ] {
            assert_eq!(of(words), rank, "{words}");
        }
    }
}
