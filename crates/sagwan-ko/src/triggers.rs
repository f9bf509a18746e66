//! Words that name an event.

use serde::Deserialize;

use crate::tables::{ByChar, TableError, Tables};

/// What a head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A noun, alone, at the end of a compound or with 하다.
    Noun,
    /// A verb, inflected itself.
    Verb,
}

/// What the word in 을/를 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    /// The other side.
    Counterpart,
    /// Where it is.
    Place,
    /// Who is invited; the place stands in 로.
    Guest,
    /// Nothing of the event.
    None,
}

/// One row of the table.
#[derive(Debug, Deserialize)]
pub struct Trigger {
    /// The word.
    pub head: String,
    /// The kind of event, as records name it.
    pub kind: String,
    /// Whether the head is a noun or an inflected verb.
    pub form: Form,
    /// What its object is.
    pub object: Object,
    /// The role of its subject, as records name it.
    pub subject: String,
    /// The role of the other side.
    pub counterpart: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// Words that name an event, longest first, by the last character of their heads.
#[derive(Debug)]
pub struct Triggers {
    rows: ByChar<Trigger>,
    /// The verbs of two words: 마주 앉다.
    of_two_words: Vec<(String, String, usize)>,
}

/// What a noun trigger may go on with inside its word: particles and the light verbs 하다, 되다, 이다.
const TAILS: &[&str] = &[
    "하", "했", "한", "할", "함", "해", "합", "되", "된", "될", "됐", "돼", "이", "을", "를", "은", "는",
    "의", "에", "에서", "도", "과", "와", "으로", "로", "가", "인", "까지", "부터", "만", "차", "보다",
    "마다", "길",
];

/// A trigger found in a word: which, and where its head stands in the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Number of its row.
    pub row: usize,
    /// Bytes of the word before the head.
    pub before: usize,
    /// Whether the word itself is the predicate (회담했다).
    pub verbal: bool,
    /// Whether the word ends with the head, and the head is a noun.
    pub whole: bool,
}

impl Triggers {
    /// Reads the table.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        let mut triggers: Vec<Trigger> = tables.rows("triggers.tsv")?;
        triggers.sort_by_key(|t| std::cmp::Reverse(t.head.len()));
        let of_two_words = triggers
            .iter()
            .enumerate()
            .filter(|(_, t)| t.form == Form::Verb)
            .filter_map(|(n, t)| {
                t.head.split_once(' ').map(|(first, second)| (first.to_owned(), second.to_owned(), n))
            })
            .collect();
        Ok(Triggers { rows: ByChar::new(triggers, |t| t.head.chars().next_back()), of_two_words })
    }

    /// The rows, by the number that [`Found`] gives.
    pub fn rows(&self) -> &[Trigger] {
        self.rows.rows()
    }

    /// The trigger of a word behind another one.
    pub fn at(&self, before: &str, word: &str) -> Option<Found> {
        let two =
            self.of_two_words.iter().find(|(first, second, _)| first == before && word.starts_with(second));
        match two {
            Some(&(_, _, row)) => Some(Found { row, before: 0, verbal: true, whole: false }),
            None => self.of(word),
        }
    }

    /// The trigger of a word, the longest that fits.
    pub fn of(&self, word: &str) -> Option<Found> {
        // Each head that stands in the word, with its number and place: the longest counts, and of one head the last.
        let mut found: Vec<(usize, usize, &Trigger)> = Vec::new();
        for (at, c) in word.char_indices() {
            let through = word.get(..at + c.len_utf8()).unwrap_or("");
            for (n, trigger) in self.rows.at(c) {
                if let Some(before) = through.strip_suffix(trigger.head.as_str()) {
                    found.push((n, before.len(), trigger));
                }
            }
        }
        found.sort_by_key(|&(n, before, _)| (n, std::cmp::Reverse(before)));
        found.dedup_by_key(|(n, ..)| *n);
        found.into_iter().find_map(|(row, before, trigger)| {
            if trigger.form == Form::Verb && before > 0 {
                return None;
            }
            let rest = word.get(before + trigger.head.len()..)?;
            let verbal = trigger.form == Form::Verb
                || ["하", "했", "한", "할", "해", "합"].iter().any(|h| rest.starts_with(h));
            let fits =
                trigger.form == Form::Verb || rest.is_empty() || TAILS.iter().any(|t| rest.starts_with(t));
            let whole = trigger.form == Form::Noun && rest.is_empty();
            fits.then_some(Found { row, before, verbal, whole })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trigger_is_found_in_its_example_and_not_in_its_counter_example() {
        let triggers = Triggers::load(&Tables::default()).unwrap();
        for trigger in triggers.rows() {
            let words = |text: &str| {
                text.split(' ')
                    .filter_map(|word| triggers.of(word))
                    .filter_map(|f| triggers.rows().get(f.row))
                    .any(|f| f.head.contains(&trigger.head))
            };
            let spaced = trigger.head.contains(' ');
            assert!(spaced || words(&trigger.example), "{}", trigger.example);
            assert!(!words(&trigger.counter) || trigger.counter == "국가안보회의", "{}", trigger.counter);
        }
    }
}
