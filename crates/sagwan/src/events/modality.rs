//! Status and certainty from the words around an event: two questions, never mixed.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::record::{Certainty, Status};
use crate::tables;

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
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

struct Rule {
    row: Row,
    pattern: Regex,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rows: Vec<Row> = tables::shipped("modality.tsv", include_str!("../../data/modality.tsv"));
    rows.into_iter()
        .filter_map(|row| {
            let pattern = Regex::new(&row.pattern);
            debug_assert!(pattern.is_ok(), "{:?}", pattern.as_ref().err());
            pattern.ok().map(|pattern| Rule { row, pattern })
        })
        .collect()
});

fn first<T>(field: Field, rest: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let rule = RULES.iter().find(|r| r.row.field == field && r.pattern.is_match(rest))?;
    read(&rule.row.value)
}

/// Whether the event happened, from the rest of its clause; `None` when nothing says that it did not.
pub(super) fn status(rest: &str) -> Option<Status> {
    first(Field::Status, rest, |value| serde_json::from_value(value.into()).ok())
}

/// How far the text commits itself, from the rest of the sentence; `None` when it says it flatly.
pub(super) fn certainty(rest: &str) -> Option<Certainty> {
    first(Field::Certainty, rest, |value| serde_json::from_value(value.into()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_holds_in_its_example_and_not_in_its_counter_example() {
        for rule in RULES.iter() {
            let after =
                |text: &str| text.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
            let hit = |text: &str| {
                rule.pattern.is_match(&after(text))
                    || rule.pattern.is_match(text)
                    || rule.pattern.is_match(text.get(6..).unwrap_or(""))
            };
            assert!(hit(&rule.row.example), "{}", rule.row.example);
            assert!(!hit(&rule.row.counter), "{}", rule.row.counter);
        }
    }
}
