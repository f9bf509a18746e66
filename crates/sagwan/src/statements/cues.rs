//! Verbs that present something as said.

use serde::Deserialize;

use sagwan_ko::tables::{ByChar, TableError, Tables};

/// One row of the table.
#[derive(Debug, Deserialize)]
pub(super) struct Cue {
    stem: String,
    class: Class,
    /// What is done by saying so.
    pub(super) act: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Class {
    /// A noun with 하다.
    Ha,
    /// Any other verb, given by the beginnings of its forms.
    Verb,
    /// 하다 alone, a cue only right after a quotative ending.
    Bare,
}

/// The cues, by the first characters of their forms.
#[derive(Debug)]
pub(super) struct Cues(ByChar<Cue>);

impl Cues {
    pub(super) fn load(tables: &Tables) -> Result<Self, TableError> {
        let first =
            |cue: &Cue| -> Vec<char> { cue.stem.split('|').filter_map(|stem| stem.chars().next()).collect() };
        Ok(Cues(ByChar::new(tables.rows("cues.tsv")?, first)))
    }

    /// The cue that a word is a form of. `after_quotative`: whether 고 or the like stands right before it.
    pub(super) fn of(&self, word: &str, after_quotative: bool) -> Option<&Cue> {
        self.0.at(word.chars().next()?).map(|(_, cue)| cue).find(|cue| match cue.class {
            Class::Ha => word
                .strip_prefix(cue.stem.as_str())
                .is_some_and(|rest| HA.iter().any(|h| rest.starts_with(h))),
            Class::Verb => cue.stem.split('|').any(|stem| word.starts_with(stem)),
            Class::Bare => after_quotative && cue.stem.split('|').any(|stem| word.starts_with(stem)),
        })
    }
}

/// What a noun with 하다 goes on with.
const HA: &[&str] = &["하", "했", "한", "할", "함", "해", "합"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cue_is_found_in_its_example_and_not_in_its_counter_example() {
        let cues = Cues::load(&Tables::default()).unwrap();
        for cue in cues.0.rows() {
            let word = cue.example.split(' ').next_back().unwrap_or("");
            assert!(cues.of(word, true).is_some(), "{}", cue.example);
            assert!(cues.of(&cue.counter, false).is_none(), "{}", cue.counter);
        }
    }
}
