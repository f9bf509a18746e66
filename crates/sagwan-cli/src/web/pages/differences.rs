//! What one text changed of another, word by word: revisions of an article, and copies of a wire story.

use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::web::asked::Asked;

/// Words of both texts that are still compared one by one: the time grows with their square.
const MOST_WORDS: usize = 10_000;
/// Lines of longer texts that are compared as wholes.
const MOST_LINES: usize = 4_000;

/// Whether words stand in both texts or in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// In both.
    Kept,
    /// In the other text only.
    Removed,
    /// In this text only.
    Added,
}

/// Words in a row with the same fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Run {
    /// Their fate.
    pub change: Change,
    /// The words, with the spaces between them.
    pub text: String,
}

/// What became of `other` in `text`; `None` when they are too long to tell.
pub fn between(other: &str, text: &str) -> Option<Vec<Run>> {
    let count = |of: fn(&str) -> usize| of(other) + of(text);
    let diff = if count(|t| t.split_whitespace().count()) <= MOST_WORDS {
        TextDiff::from_words(other, text)
    } else if count(|t| t.lines().count()) <= MOST_LINES {
        TextDiff::from_lines(other, text)
    } else {
        return None;
    };
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let fate = match change.tag() {
            ChangeTag::Equal => Change::Kept,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        match runs.last_mut().filter(|last| last.change == fate) {
            Some(last) => last.text.push_str(change.value()),
            None => runs.push(Run { change: fate, text: change.value().to_owned() }),
        }
    }
    Some(runs)
}

/// Letters of kept text that are shown at each end of a change.
const AROUND: usize = 60;

/// The changes with a few words around them.
pub fn show(asked: &Asked, runs: &[Run]) -> Markup {
    let changed = runs.iter().any(|run| run.change != Change::Kept);
    html! {
        @if !changed { p.nothing { (asked.say("두 글은 같습니다.", "The texts are the same.")) } }
        @else {
            p.differences {
                @for run in runs {
                    @match run.change {
                        Change::Removed => { del { (run.text) } }
                        Change::Added => { ins { (run.text) } }
                        Change::Kept => { (shortened(&run.text)) }
                    }
                }
            }
        }
    }
}

/// Kept text without its middle.
fn shortened(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let parts = (letters.get(..AROUND), letters.get(letters.len().saturating_sub(AROUND)..));
    match parts {
        (Some(head), Some(tail)) if letters.len() > 3 * AROUND => {
            format!("{} … {}", head.iter().collect::<String>(), tail.iter().collect::<String>())
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_texts_can_be_put_together_again() {
        let (old, new) = ("회담은 27일\n서울에서 열린다.", "회담은 28일\n부산에서 열린다.");
        let runs = between(old, new).unwrap_or_default();
        let of = |not: Change| {
            runs.iter().filter(|r| r.change != not).map(|r| r.text.as_str()).collect::<String>()
        };
        assert_eq!((of(Change::Added), of(Change::Removed)), (old.to_owned(), new.to_owned()));
        assert!(runs.iter().any(|r| r.change == Change::Added && r.text.contains("28일")), "{runs:?}");
    }

    #[test]
    fn what_is_too_long_is_not_compared() {
        let text = "말\n".repeat(20_000);
        assert_eq!(between(&text, "다른 글"), None);
    }
}
