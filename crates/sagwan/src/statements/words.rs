//! Words and endings around what is said.

use std::collections::HashMap;

use serde::Deserialize;

use sagwan_ko::tables::{TableError, Tables};

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
#[derive(Debug)]
pub(super) struct SpeechWords(HashMap<Use, Vec<Row>>);

impl SpeechWords {
    pub(super) fn load(tables: &Tables) -> Result<Self, TableError> {
        let mut by_use: HashMap<Use, Vec<Row>> = HashMap::new();
        for row in tables.rows::<Row>("speech_words.tsv")? {
            by_use.entry(row.r#use).or_default().push(row);
        }
        Ok(SpeechWords(by_use))
    }

    fn of(&self, use_: Use) -> impl Iterator<Item = &Row> {
        self.0.get(&use_).into_iter().flatten()
    }

    /// Whether a word is one of that use.
    pub(super) fn is(&self, use_: Use, word: &str) -> bool {
        self.of(use_).any(|row| row.word == word)
    }

    /// Whether a word ends with one of that use.
    pub(super) fn ends(&self, use_: Use, word: &str) -> bool {
        self.of(use_).any(|row| word.ends_with(row.word.as_str()))
    }

    /// Whether a word begins with one of that use.
    pub(super) fn begins(&self, use_: Use, word: &str) -> bool {
        self.of(use_).any(|row| word.starts_with(row.word.as_str()))
    }

    /// What is done by a word of that use.
    pub(super) fn act(&self, use_: Use, word: &str) -> Option<&str> {
        self.of(use_).find(|row| row.word == word).map(|row| row.act.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> SpeechWords {
        SpeechWords::load(&Tables::default()).unwrap()
    }

    #[test]
    fn each_word_is_found_in_its_example_and_not_in_its_counter_example() {
        for row in words().0.values().flatten() {
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
        assert_eq!(words().act(Use::Verdict, "설명이다"), Some("explain"));
        assert_eq!(words().act(Use::Position, "지적이다"), None);
        assert!(words().is(Use::Stance, "입장") && !words().is(Use::Stance, "입장권"));
        assert!(words().ends(Use::Report, "만난다고") && !words().ends(Use::Report, "만난다"));
    }
}
