//! Status and certainty from the words around an event: two questions, never mixed.

use serde::Deserialize;

use crate::record::{Certainty, Status};
use sagwan_ko::tables::{Pattern, TableError, Tables};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Field {
    Status,
    Certainty,
}

#[derive(Debug, Deserialize)]
struct Row {
    field: Field,
    value: String,
    pattern: Pattern,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

#[derive(Debug, Deserialize)]
struct Moved {
    pattern: Pattern,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// What words around an event say of it.
#[derive(Debug)]
pub(crate) struct Modality {
    rows: Vec<Row>,
    moved: Vec<Moved>,
}

impl Modality {
    pub(super) fn load(tables: &Tables) -> Result<Self, TableError> {
        Ok(Modality { rows: tables.rows("modality.tsv")?, moved: tables.rows("moved.tsv")? })
    }

    /// Whether words put something off to another day or bring it forward.
    pub(crate) fn moves(&self, text: &str) -> bool {
        self.moved.iter().any(|row| row.pattern.is_match(text))
    }

    fn first<T>(&self, field: Field, rest: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let rule = self.rows.iter().find(|row| row.field == field && row.pattern.is_match(rest))?;
        read(&rule.value)
    }

    /// Whether the event happened, from the rest of its clause; `None` when nothing says that it did not.
    pub(super) fn status(&self, rest: &str) -> Option<Status> {
        self.first(Field::Status, rest, |value| serde_json::from_value(value.into()).ok())
    }

    /// How far the text commits itself, from the rest of the sentence; `None` when it says it flatly.
    pub(super) fn certainty(&self, rest: &str) -> Option<Certainty> {
        self.first(Field::Certainty, rest, |value| serde_json::from_value(value.into()).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modality() -> Modality {
        Modality::load(&Tables::default()).unwrap()
    }

    #[test]
    fn each_rule_holds_in_its_example_and_not_in_its_counter_example() {
        for rule in &modality().rows {
            let after =
                |text: &str| text.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
            let hit = |text: &str| {
                rule.pattern.is_match(&after(text))
                    || rule.pattern.is_match(text)
                    || rule.pattern.is_match(text.get(6..).unwrap_or(""))
            };
            assert!(hit(&rule.example), "{}", rule.example);
            assert!(!hit(&rule.counter), "{}", rule.counter);
        }
    }

    #[test]
    fn words_of_moving_hold_in_their_examples_only() {
        for row in &modality().moved {
            assert!(row.pattern.is_match(&row.example), "{}", row.example);
            assert!(!row.pattern.is_match(&row.counter), "{}", row.counter);
        }
    }
}
