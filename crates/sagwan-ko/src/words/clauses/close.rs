//! A clause from what it takes: its first word, its arguments by case, the clauses that hang on it.

use sagwan_text::{Clause, Link, LinkKind, Word, WordKind};

use super::item::ItemKind;
use super::{Builder, NONE};

impl Builder<'_> {
    /// Makes a clause of the items from a number on.
    pub(super) fn close(&mut self, from: usize, predicate: Option<usize>, last: usize) -> usize {
        let number = self.clauses.len();
        let mut first = predicate.unwrap_or(last);
        let from = from.min(self.items.len());
        let mut by_case = Vec::with_capacity(self.items.len() - from);
        for item in self.items.drain(from..) {
            match item.kind {
                ItemKind::Phrase | ItemKind::Adverb => {
                    first = first.min(item.first);
                    fill(&mut self.clause_of, item.first, item.end, number);
                    if item.kind == ItemKind::Phrase && !item.glued {
                        by_case.push((item.case, item.word));
                    }
                }
                ItemKind::Clause { number: inner, kind, .. } => {
                    if !matches!(kind, LinkKind::Coordinate | LinkKind::Subordinate) {
                        first = first.min(item.first);
                    }
                    if kind == LinkKind::Nominal {
                        by_case.push((item.case, item.word));
                    }
                    if let Some(clause) = self.clauses.get_mut(inner) {
                        clause.link = Some(Link { to: number, kind });
                    }
                }
                ItemKind::Border => {}
            }
        }
        if let Some(predicate) = predicate {
            fill(&mut self.clause_of, predicate, last, number);
        }
        self.clauses.push(Clause { first, last, predicate, by_case, link: None });
        number
    }

    /// Marks and what is left go with their neighbours.
    pub(super) fn finish(mut self) -> (Vec<Clause>, Vec<usize>) {
        if self.clauses.is_empty() && !self.words.is_empty() {
            self.close(0, None, self.words.len() - 1);
        }
        let opens = |word: &Word, next: Option<&Word>| {
            word.kind == WordKind::Open
                || word.kind == WordKind::Quote && next.is_some_and(|w| !w.spaced) && word.spaced
        };
        // An opening mark goes with what it opens.
        for n in (0..self.words.len()).rev() {
            let forward = self.words.get(n).is_some_and(|w| opens(w, self.words.get(n + 1)));
            if forward
                && let Some([slot, next]) = self.clause_of.get_mut(n..=n + 1)
                && *slot == NONE
            {
                *slot = *next;
            }
        }
        let mut before = self.clause_of.iter().copied().find(|clause| *clause != NONE).unwrap_or(0);
        for slot in &mut self.clause_of {
            if *slot == NONE {
                *slot = before;
            }
            before = *slot;
        }
        (self.clauses, self.clause_of)
    }
}

/// Gives words that stand in no clause yet theirs.
pub(super) fn fill(clause_of: &mut [usize], first: usize, last: usize, clause: usize) {
    for slot in clause_of.get_mut(first..=last).unwrap_or(&mut []).iter_mut().filter(|slot| **slot == NONE) {
        *slot = clause;
    }
}
