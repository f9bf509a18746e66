//! Words that name an event.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::record::{EventKind, Role};
use crate::tables::{self, ByChar};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Form {
    Noun,
    Verb,
}

/// What the word in 을/를 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Object {
    Counterpart,
    Place,
    /// Who is invited; the place stands in 로.
    Guest,
    None,
}

/// One row of the table.
#[derive(Debug, Deserialize)]
pub(super) struct Trigger {
    pub(super) head: String,
    pub(super) kind: EventKind,
    form: Form,
    pub(super) object: Object,
    pub(super) subject: Role,
    pub(super) counterpart: Role,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// The triggers, longest first, by the last character of their heads.
static TRIGGERS: LazyLock<ByChar<Trigger>> = LazyLock::new(|| {
    let mut triggers: Vec<Trigger> = tables::all_rows("triggers.tsv");
    triggers.sort_by_key(|t| std::cmp::Reverse(t.head.len()));
    ByChar::new(triggers, |t| t.head.chars().next_back())
});

/// Reads the table now rather than when it is first needed.
pub(super) fn load() {
    LazyLock::force(&TRIGGERS);
}

/// What a noun trigger may go on with inside its word: particles and the light verbs 하다, 되다, 이다.
const TAILS: &[&str] = &[
    "하", "했", "한", "할", "함", "해", "합", "되", "된", "될", "됐", "돼", "이", "을", "를", "은", "는",
    "의", "에", "에서", "도", "과", "와", "으로", "로", "가", "인", "까지", "부터", "만", "차", "보다",
    "마다", "길",
];

/// The verbs of two words: 마주 앉다.
static OF_TWO_WORDS: LazyLock<Vec<(&'static str, &'static str, &'static Trigger)>> = LazyLock::new(|| {
    let verbs = TRIGGERS.rows().iter().filter(|t| t.form == Form::Verb);
    verbs.filter_map(|t| t.head.split_once(' ').map(|(first, second)| (first, second, t))).collect()
});

/// The trigger of a word behind another one.
pub(super) fn trigger_at(before: &str, word: &str) -> Option<Found> {
    let two = OF_TWO_WORDS.iter().find(|(first, second, _)| *first == before && word.starts_with(second));
    match two {
        Some((_, _, trigger)) => Some(Found { trigger, before: 0, verbal: true }),
        None => trigger_of(word),
    }
}

/// A trigger found in a word: which, and where its head stands in the word.
pub(super) struct Found {
    pub(super) trigger: &'static Trigger,
    /// Bytes of the word before the head.
    pub(super) before: usize,
    /// Whether the word itself is the predicate (회담했다).
    pub(super) verbal: bool,
}

impl Found {
    /// Whether the word ends with the head, and the head is a noun.
    pub(super) fn is_whole(&self, word: &str) -> bool {
        self.trigger.form == Form::Noun && self.before + self.trigger.head.len() == word.len()
    }
}

/// The trigger of a word, the longest that fits.
pub(super) fn trigger_of(word: &str) -> Option<Found> {
    // Each head that stands in the word, with its number and place: the longest counts, and of one head the last.
    let mut found: Vec<(usize, usize, &'static Trigger)> = Vec::new();
    for (at, c) in word.char_indices() {
        let through = word.get(..at + c.len_utf8()).unwrap_or("");
        for (n, trigger) in TRIGGERS.at(c) {
            if let Some(before) = through.strip_suffix(trigger.head.as_str()) {
                found.push((n, before.len(), trigger));
            }
        }
    }
    found.sort_by_key(|&(n, before, _)| (n, std::cmp::Reverse(before)));
    found.dedup_by_key(|(n, ..)| *n);
    found.into_iter().find_map(|(_, before, trigger)| {
        if trigger.form == Form::Verb && before > 0 {
            return None;
        }
        let rest = word.get(before + trigger.head.len()..)?;
        let verbal = trigger.form == Form::Verb
            || ["하", "했", "한", "할", "해", "합"].iter().any(|h| rest.starts_with(h));
        let fits = trigger.form == Form::Verb || rest.is_empty() || TAILS.iter().any(|t| rest.starts_with(t));
        fits.then_some(Found { trigger, before, verbal })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trigger_is_found_in_its_example_and_not_in_its_counter_example() {
        for trigger in TRIGGERS.rows() {
            let words = |text: &str| {
                text.split(' ')
                    .filter_map(trigger_of)
                    .any(|f| f.trigger.head == trigger.head || f.trigger.head.contains(&trigger.head))
            };
            let spaced = trigger.head.contains(' ');
            assert!(spaced || words(&trigger.example), "{}", trigger.example);
            assert!(!words(&trigger.counter) || trigger.counter == "국가안보회의", "{}", trigger.counter);
        }
    }
}
