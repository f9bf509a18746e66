//! Words and endings around what is said.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::tables;

/// What a word does there; the table tells more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Use {
    /// Ends a reported clause that its cue follows.
    Report,
    /// Ends a reported clause that another follows.
    Link,
    /// Stands right behind a quotation.
    Quotative,
    /// What is taken or shown: "…"라는 입장을 밝혔다.
    Stance,
    /// Where or how something is said.
    Way,
    /// Asks for what stands before it.
    Demand,
    /// Opens a sentence of the same speaker.
    CarriesOn,
    /// Opens a sentence and belongs to no clause.
    Lead,
    /// Calls the sentence before somebody's words.
    Verdict,
    /// Closes a sentence on what its topic holds.
    Position,
}

#[derive(Debug, Deserialize)]
struct Row {
    word: String,
    r#use: Use,
    act: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// The rows, by their use.
static ROWS: LazyLock<HashMap<Use, Vec<Row>>> = LazyLock::new(|| {
    let mut by_use: HashMap<Use, Vec<Row>> = HashMap::new();
    for row in tables::all_rows::<Row>("speech_words.tsv") {
        by_use.entry(row.r#use).or_default().push(row);
    }
    by_use
});

/// Reads the table now rather than when it is first needed.
pub(super) fn load() {
    LazyLock::force(&ROWS);
}

fn of(use_: Use) -> impl Iterator<Item = &'static Row> {
    ROWS.get(&use_).into_iter().flatten()
}

/// Whether a word is one of that use.
pub(super) fn is(use_: Use, word: &str) -> bool {
    of(use_).any(|row| row.word == word)
}

/// Whether a word ends with one of that use.
pub(super) fn ends(use_: Use, word: &str) -> bool {
    of(use_).any(|row| word.ends_with(row.word.as_str()))
}

/// Whether a word begins with one of that use.
pub(super) fn begins(use_: Use, word: &str) -> bool {
    of(use_).any(|row| word.starts_with(row.word.as_str()))
}

/// What is done by a word of that use.
pub(super) fn act(use_: Use, word: &str) -> Option<&'static str> {
    of(use_).find(|row| row.word == word).map(|row| row.act.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_found_in_its_example_and_not_in_its_counter_example() {
        for row in ROWS.values().flatten() {
            let hit = |text: &str| {
                text.split(' ').any(|word| match row.r#use {
                    Use::Report | Use::Link => word.ends_with(&row.word),
                    Use::Demand => word.starts_with(&row.word),
                    Use::Quotative => word == row.word,
                    _ => word.starts_with(&row.word),
                })
            };
            assert!(hit(&row.example), "{}", row.example);
            assert!(row.counter == "-" || !hit(&row.counter), "{}", row.counter);
        }
    }

    #[test]
    fn a_verdict_and_a_position_tell_what_is_done() {
        assert_eq!(act(Use::Verdict, "설명이다"), Some("explain"));
        assert_eq!(act(Use::Position, "지적이다"), None);
        assert!(is(Use::Stance, "입장") && !is(Use::Stance, "입장권"));
        assert!(ends(Use::Report, "만난다고") && !ends(Use::Report, "만난다"));
    }
}
