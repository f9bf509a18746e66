//! Verbs that present something as said.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::tables::{self, ByChar};

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
static CUES: LazyLock<ByChar<Cue>> = LazyLock::new(|| {
    ByChar::new(tables::all_rows("cues.tsv"), |cue: &Cue| {
        cue.stem.split('|').filter_map(|stem| stem.chars().next()).collect::<Vec<_>>()
    })
});

/// Reads the table now rather than when it is first needed.
pub(super) fn load() {
    LazyLock::force(&CUES);
}

/// What a noun with 하다 goes on with.
const HA: &[&str] = &["하", "했", "한", "할", "함", "해", "합"];

/// The cue that a word is a form of. `after_quotative`: whether 고 or the like stands right before it.
pub(super) fn cue_of(word: &str, after_quotative: bool) -> Option<&'static Cue> {
    CUES.at(word.chars().next()?).map(|(_, cue)| cue).find(|cue| match cue.class {
        Class::Ha => {
            word.strip_prefix(cue.stem.as_str()).is_some_and(|rest| HA.iter().any(|h| rest.starts_with(h)))
        }
        Class::Verb => cue.stem.split('|').any(|stem| word.starts_with(stem)),
        Class::Bare => after_quotative && cue.stem.split('|').any(|stem| word.starts_with(stem)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cue_is_found_in_its_example_and_not_in_its_counter_example() {
        for cue in CUES.rows() {
            let word = cue.example.split(' ').next_back().unwrap_or("");
            assert!(cue_of(word, true).is_some(), "{}", cue.example);
            assert!(cue_of(&cue.counter, false).is_none(), "{}", cue.counter);
        }
    }
}
