//! A word as a pattern may ask for it, so that who writes rules sees what there is to ask.

use super::feature::{CASES, CLASSES, Features, PARTS};
use crate::word::Word;

/// A word in the language of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its dictionary form.
    pub lemma: String,
    /// What it is a kind of, where that is another word: `~회담` finds 정상회담.
    pub head: Option<String>,
    /// Its part of speech: `noun`.
    pub part: &'static str,
    /// Its class, where rules have a name for it: `connective`.
    pub class: Option<&'static str>,
    /// Its case; `None` for what is no noun.
    pub case: Option<&'static str>,
    /// Its particles.
    pub particle: String,
    /// What closes it, if it is a predicate.
    pub ending: String,
    /// The tags of its morphemes.
    pub tags: Vec<&'static str>,
    /// Its features, without those that most words have (`open`, `plain`, `indicative`, `positive`, `active`).
    pub features: Vec<&'static str>,
}

impl Written {
    /// What can be asked of a word. `quoted` is whether it stands inside a quotation.
    pub fn new(word: &Word, text: &str, quoted: bool) -> Self {
        let name = |names: &[(&'static str, crate::Case)]| {
            names.iter().find(|(_, case)| *case == word.case).map(|(name, _)| *name)
        };
        let nominal = word.is_word() && word.ending.is_empty();
        Written {
            lemma: word.lemma.to_string(),
            head: Some(word.head.to_string()).filter(|head| *head != word.lemma),
            part: PARTS.iter().find(|(_, pos)| *pos == word.pos).map_or("x", |(name, _)| *name),
            class: CLASSES.iter().find(|(_, c)| word.is_word() && *c == word.class).map(|(name, _)| *name),
            case: name(&CASES).filter(|case| nominal && (*case != "bare" || !word.particle.is_empty())),
            particle: word.particle.of(text).to_owned(),
            ending: word.ending.to_string(),
            tags: word.morphs.iter().map(|m| m.tag).collect(),
            features: Features::of(word, quoted).told(),
        }
    }

    /// The tests that hold of its form, as a rule writes them: `:object`, `+ㄴ다고.past`.
    pub fn tests(&self) -> String {
        let case = self.case.map(|case| format!(":{case}")).unwrap_or_default();
        let ending = if self.ending.is_empty() { String::new() } else { format!("+{}", self.ending) };
        let features: String = self.features.iter().map(|feature| format!(".{feature}")).collect();
        case + &ending + &features
    }
}
