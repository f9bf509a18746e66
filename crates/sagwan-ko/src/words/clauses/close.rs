//! A clause from what it takes: its first word, its arguments by case, the clauses that hang on it.

use sagwan_text::{Clause, Link, LinkKind, Word, WordKind};

use super::Builder;
use super::item::ItemKind;

impl Builder<'_> {
    /// Makes a clause of the items from a number on.
    pub(super) fn close(&mut self, from: usize, predicate: Option<usize>, last: usize) -> usize {
        let number = self.clauses.len();
        let mut first = predicate.unwrap_or(last);
        let mut by_case = Vec::new();
        for item in self.items.drain(from.min(self.items.len())..) {
            match item.kind {
                ItemKind::Phrase | ItemKind::Adverb => {
                    first = first.min(item.first);
                    for slot in self.clause_of.get_mut(item.first..=item.end).unwrap_or(&mut []) {
                        slot.get_or_insert(number);
                    }
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
            for slot in self.clause_of.get_mut(predicate..=last).unwrap_or(&mut []) {
                slot.get_or_insert(number);
            }
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
            let next = self.clause_of.get(n + 1).copied().flatten();
            let forward = self.words.get(n).is_some_and(|w| opens(w, self.words.get(n + 1)));
            if forward && let Some(slot) = self.clause_of.get_mut(n) {
                *slot = slot.or(next);
            }
        }
        let mut before = self.clause_of.iter().flatten().next().copied().unwrap_or(0);
        let clause_of: Vec<usize> = self
            .clause_of
            .iter()
            .map(|slot| {
                before = slot.unwrap_or(before);
                before
            })
            .collect();
        (self.clauses, clause_of)
    }
}
