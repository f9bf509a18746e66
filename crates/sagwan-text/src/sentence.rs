//! Sentences, and a text as a language pack reads it.

use crate::clause::Clause;
use crate::quote::Quote;
use crate::span::ByteSpan;
use crate::word::Word;

/// One sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last character.
    pub span: ByteSpan,
    /// Words and marks in the order of the text.
    pub words: Vec<Word>,
    /// Its clauses, in the order of their predicates.
    pub clauses: Vec<Clause>,
    /// For each word the number of its clause.
    pub clause_of: Vec<usize>,
    /// Its quotations, in the order in which they open.
    pub quotes: Vec<Quote>,
}

impl Sentence {
    /// The clause that a word stands in.
    pub fn clause_at(&self, word: usize) -> Option<&Clause> {
        self.clauses.get(*self.clause_of.get(word)?)
    }

    /// The predicate of the clause that a word stands in; for a predicate itself the one of the clause that it hangs on.
    pub fn governor(&self, word: usize) -> Option<usize> {
        let clause = self.clause_at(word)?;
        if clause.predicate != Some(word) {
            return clause.predicate;
        }
        self.clauses.get(clause.link?.to)?.predicate
    }

    /// The words whose first character lies in a range.
    pub fn words_in(&self, span: ByteSpan) -> &[Word] {
        let from = self.words.partition_point(|w| w.span.start < span.start);
        let to = self.words.partition_point(|w| w.span.start < span.end);
        self.words.get(from..to.max(from)).unwrap_or(&[])
    }
}

/// A text as a language pack reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
}
