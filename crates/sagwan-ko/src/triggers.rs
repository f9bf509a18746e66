//! Words that name an event.
//!
//! Takes words with their lemma and head, gives the row of the table that names them: a noun by its last part (정상회담 by
//! 정상회담, 외교장관회담 by 회담, 회담하다 by 회담), a verb by its lemma, two words by both lemmas (의견을 나누다). Leaves out
//! whether an event is told.

use compact_str::CompactString;
use sagwan_text::{Voice, Word};
use serde::Deserialize;

use crate::grammar::table::{ByLetter, ByName};
use crate::tables::{TableError, Tables};
use crate::tag::Tag;

/// What a head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A noun, alone, at the end of a compound or with a light verb.
    Noun,
    /// A verb; of two words the first is a noun with its particle.
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
    /// The word, a verb in its dictionary form.
    pub head: String,
    /// The kind of event, as records name it.
    pub kind: String,
    /// Whether the head is a noun or a verb.
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

/// Words that name an event.
#[derive(Debug)]
pub struct Triggers {
    rows: Vec<Trigger>,
    nouns: ByName<usize>,
    /// By the last characters of the nouns the bytes of the longest one: most words end like none.
    endings: ByLetter<usize>,
    verbs: ByName<Verbs>,
}

/// The verbs of a lemma.
#[derive(Debug, Default)]
struct Verbs {
    /// The row of the verb alone.
    alone: Option<usize>,
    /// Those of two words, with the first one as printed.
    of_two_words: Vec<(CompactString, usize)>,
}

/// A trigger found in a word: which, and where its head stands in the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Number of its row.
    pub row: usize,
    /// Bytes of the word before the head.
    pub before: usize,
    /// Whether the word itself is the predicate (회담했다).
    pub verbal: bool,
}

impl Triggers {
    /// Reads the table.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        let mut found = Triggers {
            rows: tables.rows("triggers.tsv")?,
            nouns: ByName::default(),
            endings: ByLetter::default(),
            verbs: ByName::default(),
        };
        // A user's rows stand first, and the first that fits counts.
        for (n, row) in found.rows.iter().enumerate() {
            match (row.form, row.head.split_once(' ')) {
                (Form::Noun, _) => {
                    found.nouns.entry(row.head.clone()).or_insert(n);
                    if let Some(last) = row.head.chars().next_back() {
                        let longest = found.endings.entry(last).or_default();
                        *longest = row.head.len().max(*longest);
                    }
                }
                (Form::Verb, None) => {
                    found.verbs.entry(row.head.clone()).or_default().alone.get_or_insert(n);
                }
                (Form::Verb, Some((first, second))) => {
                    let verbs = found.verbs.entry(second.to_owned()).or_default();
                    verbs.of_two_words.push((first.into(), n));
                }
            }
        }
        Ok(found)
    }

    /// The rows, by the number that [`Found`] gives.
    pub fn rows(&self) -> &[Trigger] {
        &self.rows
    }

    /// The trigger of a word of a sentence.
    pub fn at(&self, text: &str, words: &[Word], at: usize) -> Option<Found> {
        let word = words.get(at)?;
        let before = at.checked_sub(1).and_then(|n| words.get(n));
        let verbs = self.verbs.get(word.lemma.as_str());
        let two = || {
            let first = before?.span.of(text);
            let (_, row) = verbs?.of_two_words.iter().find(|(noun, _)| noun == first)?;
            Some(Found { row: *row, before: 0, verbal: true })
        };
        // 방한 중인: a noun of the table is one however the analysis takes it.
        let printed = || {
            let noun = word.span.of(text);
            self.longest_like(noun)?;
            Some(Found { row: *self.nouns.get(noun)?, before: 0, verbal: false })
        };
        two().or_else(|| self.named_by(word, verbs)).or_else(printed)
    }

    /// The trigger of a word by itself.
    pub fn of(&self, word: &Word) -> Option<Found> {
        self.named_by(word, self.verbs.get(word.lemma.as_str()))
    }

    fn named_by(&self, word: &Word, verbs: Option<&Verbs>) -> Option<Found> {
        if let Some(row) = verbs.and_then(|verbs| verbs.alone) {
            return Some(Found { row, before: 0, verbal: true });
        }
        let (row, before) = self.noun(noun_of(word)?, &word.head)?;
        // 협의된 방안: what is done is not who does it.
        Some(Found { row, before, verbal: has_light_verb(word) && word.voice != Voice::Passive })
    }

    /// Whether a noun names an occasion: 외교장관회담, 전략대화.
    pub fn names(&self, noun: &str) -> bool {
        self.noun(noun, noun).is_some()
    }

    /// The trigger that a noun without its sentence is.
    pub fn of_noun(&self, noun: &str) -> Option<Found> {
        let (row, before) = self.noun(noun, noun)?;
        Some(Found { row, before, verbal: false })
    }

    /// What stands before the head of a noun that names an occasion: 한미 of 한미정상회담.
    pub fn before<'n>(&self, noun: &'n str) -> Option<&'n str> {
        let (_, before) = self.noun(noun, noun)?;
        noun.get(..before)
    }

    /// The bytes of the longest row that ends like a word.
    fn longest_like(&self, word: &str) -> Option<usize> {
        self.endings.get(&word.chars().next_back()?).copied()
    }

    /// The longest row that a noun ends with, and the bytes before it: the whole noun, its last part, or what has two
    /// syllables and more before it (공개서한; but 본회의 is no 회의 by itself, 미통화 no 통화).
    fn noun(&self, noun: &str, head: &str) -> Option<(usize, usize)> {
        let longest = self.longest_like(noun)?;
        let borders = noun.char_indices().enumerate().filter(|(n, _)| *n != 1).map(|(_, (at, _))| at);
        let borders = borders.filter(|at| noun.len() - at <= longest);
        let last = noun.len().checked_sub(head.len());
        let row = |before: usize| Some((*self.nouns.get(noun.get(before..)?)?, before));
        borders.filter_map(row).next().or_else(|| row(last?))
    }
}

/// The noun of a word without what follows it: 정상회담 of 정상회담했다 and of 정상회담들을.
fn noun_of(word: &Word) -> Option<&str> {
    if word.lemma.ends_with(word.head.as_str()) {
        return Some(&word.lemma);
    }
    let end = word.lemma.rfind(word.head.as_str())? + word.head.len();
    word.lemma.get(..end)
}

/// Whether a light verb makes the word of its noun: 회담하다.
fn has_light_verb(word: &Word) -> bool {
    word.morphs.iter().any(|m| matches!(Tag::parse(m.tag), Some(Tag::XSV | Tag::XSA)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Additions, Pack};

    fn heads(pack: &Pack, text: &str) -> Vec<String> {
        let read = pack.read(text);
        let found = |words: &[Word], n: usize| {
            let found = pack.triggers.at(text, words, n)?;
            Some(pack.triggers.rows()[found.row].head.clone())
        };
        let sentences = read.sentences.iter();
        sentences
            .flat_map(|s| (0..s.words.len()).filter_map(|n| found(&s.words, n)).collect::<Vec<_>>())
            .collect()
    }

    #[test]
    fn each_trigger_is_found_in_its_example_and_not_in_its_counter_example() {
        let pack = Pack::with(Additions::default()).unwrap();
        for trigger in pack.triggers.rows() {
            let found = |text: &str| heads(&pack, text).contains(&trigger.head);
            assert!(found(&trigger.example), "{}", trigger.example);
            assert!(!found(&trigger.counter), "{}", trigger.counter);
        }
    }

    #[test]
    fn words_that_only_begin_like_a_trigger_are_none() {
        let pack = Pack::with(Additions::default()).unwrap();
        for text in [
            "한국은 수요일에 물러난다.",
            "전하의 말씀이 있었다.",
            "회담장과 접견실, 만찬장을 둘러봤다.",
            "예방접종과 통화스와프를 논의했다.",
            "방문객이 늘었다.",
            "협의체와 협상팀을 꾸렸다.",
        ] {
            assert_eq!(heads(&pack, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_compound_is_the_longest_row_that_it_ends_with() {
        let pack = Pack::with(Additions::default()).unwrap();
        for (text, head) in [
            ("한미정상회담이 열렸다.", "정상회담"),
            ("두 나라는 외교장관회담을 했다.", "회담"),
            ("두 장관은 회담했다.", "회담"),
            ("위원장에게 공개서한을 보냈다.", "서한"),
            ("두 장관은 의견을 나눴다.", "의견을 나누다"),
        ] {
            assert_eq!(heads(&pack, text), [head], "{text}");
        }
    }
}
