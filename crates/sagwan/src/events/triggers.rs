//! What the words that name an event stand for: kinds and roles for the rows of the language pack's table.

use sagwan_ko::Pack;
use sagwan_ko::tables::TableError;
use sagwan_ko::triggers::{self, Object};
use sagwan_text::Word;
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use crate::record::{EventKind, Role};

/// A word that names an event, with what it stands for.
#[derive(Debug)]
pub(crate) struct Trigger {
    pub(crate) head: String,
    pub(crate) kind: EventKind,
    pub(crate) object: Object,
    /// Whether it is a noun, or a verb made of one: 방문, 방문하다.
    pub(crate) named_by_noun: bool,
    pub(crate) subject: Role,
    pub(crate) counterpart: Role,
}

/// The triggers, by the number of their row.
#[derive(Debug)]
pub(crate) struct Triggers(Vec<Trigger>);

/// A trigger found in a word: which, and where its head stands in the word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'k> {
    pub(crate) trigger: &'k Trigger,
    /// Number of its row in the table.
    pub(crate) row: usize,
    /// Bytes of the word before the head.
    pub(crate) before: usize,
    /// Whether the word itself is the predicate (회담했다).
    pub(crate) verbal: bool,
}

impl Triggers {
    pub(crate) fn load(pack: &Pack) -> Result<Self, TableError> {
        pack.triggers.rows().iter().map(read).collect::<Result<_, _>>().map(Triggers)
    }

    /// The trigger of a word of a sentence.
    pub(crate) fn at(&self, pack: &Pack, text: &str, words: &[Word], at: usize) -> Option<Found<'_>> {
        self.found(pack.triggers.at(text, words, at)?)
    }

    /// The trigger of a word by itself.
    pub(crate) fn of(&self, pack: &Pack, word: &Word) -> Option<Found<'_>> {
        self.found(pack.triggers.of(word)?)
    }

    /// The trigger that a noun without its sentence is.
    pub(crate) fn of_noun(&self, pack: &Pack, noun: &str) -> Option<Found<'_>> {
        self.found(pack.triggers.of_noun(noun)?)
    }

    fn found(&self, found: triggers::Found) -> Option<Found<'_>> {
        let trigger = self.0.get(found.row)?;
        Some(Found { trigger, row: found.row, before: found.before, verbal: found.verbal })
    }
}

fn read(row: &triggers::Trigger) -> Result<Trigger, TableError> {
    Ok(Trigger {
        head: row.head.clone(),
        kind: named(&row.kind)?,
        object: row.object,
        named_by_noun: row.form == triggers::Form::Noun,
        subject: named(&row.subject)?,
        counterpart: named(&row.counterpart)?,
    })
}

fn named<'a, T: Deserialize<'a>>(name: &'a str) -> Result<T, TableError> {
    T::deserialize(StrDeserializer::<Error>::new(name)).map_err(|fault| TableError {
        file: "triggers.tsv".to_owned(),
        line: 0,
        message: fault.to_string(),
    })
}
