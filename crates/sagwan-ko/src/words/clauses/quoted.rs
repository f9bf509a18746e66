//! Clauses within quotation marks.
//!
//! A quotation that holds clauses is a sentence of its own until its mark closes; then what stood in it becomes what the
//! predicate around it may take.

use sagwan_text::{Case, Link, LinkKind, Pos, Word};

use super::Builder;
use super::close::fill;
use super::item::{Item, ItemKind, stop_before};
use super::role::Role;

impl Builder<'_> {
    /// What stood in a quotation becomes what the predicate around it may take.
    pub(super) fn close_quote(&mut self, n: usize) {
        let Some(border) = self.items.iter().rposition(|item| item.kind == ItemKind::Border) else { return };
        let quoted = self.words.get(n + 1).is_some_and(|w| {
            !w.spaced && w.pos == Pos::Part && (w.case == Case::Quotative || !w.ending.is_empty())
        });
        let from = self.base();
        if quoted && self.items.len() > from && !self.ends_in_clause() {
            // “좋은 회담”이라고: what is said has no predicate.
            let last = self.items.last().map_or(n, |item| item.end);
            let number = self.close(from, None, last);
            let first = self.clauses.get(number).map_or(n, |c| c.first);
            let kind = ItemKind::Clause { number, kind: LinkKind::Quotative, whole: false };
            self.push(kind, n);
            if let Some(item) = self.items.last_mut() {
                item.first = first;
                item.case = Case::Bare;
            }
        }
        self.items.remove(border);
        let from = self.draw_subject(border).unwrap_or(border);
        for item in self.items.get_mut(from..).unwrap_or(&mut []) {
            if let ItemKind::Clause { whole, .. } = &mut item.kind {
                *whole = false;
            }
        }
    }

    /// Gives the first clause of a quotation the subject that stands close before the mark, behind the one of who speaks:
    /// 장관은 핵실험이 “안보를 위협한다”고 말했다. Gives the item that the quotation begins with from then on.
    fn draw_subject(&mut self, border: usize) -> Option<usize> {
        let subject = border.checked_sub(1)?;
        let base = stop_before(self.items.get(..border).unwrap_or(&[]));
        let outer = self.items.get(base..subject).unwrap_or(&[]).iter().any(Item::is_subject);
        let close = self
            .items
            .get(subject)
            .filter(|item| item.is_subject() && item.case == Case::Subject && !item.comma);
        let first = self.items.get(border).map(|item| item.kind);
        let (Some(&item), true, Some(ItemKind::Clause { number, whole: true, .. })) = (close, outer, first)
        else {
            return None;
        };
        let from = self.unit_start(subject, base);
        let clause = self.clauses.get_mut(number)?;
        if clause.by_case.iter().any(|(case, _)| matches!(case, Case::Subject | Case::Topic)) {
            return None;
        }
        clause.by_case.insert(0, (item.case, item.word));
        for item in self.items.drain(from..border) {
            if let Some(clause) = self.clauses.get_mut(number) {
                clause.first = clause.first.min(item.first);
            }
            match item.kind {
                ItemKind::Clause { number: inner, kind, .. } => {
                    if let Some(inner) = self.clauses.get_mut(inner) {
                        inner.link = Some(Link { to: number, kind });
                    }
                }
                _ => fill(&mut self.clause_of, item.first, item.end, number),
            }
        }
        Some(from)
    }

    fn ends_in_clause(&self) -> bool {
        self.items.last().is_some_and(|item| matches!(item.kind, ItemKind::Clause { .. }))
    }

    /// Whether a predicate that ends in a joining form is the last in its quotation: “무엇이 있는가”라며.
    pub(super) fn closes_quote(&self, last: usize) -> bool {
        let Some(&end) = self.ends.last() else { return false };
        let marks = self.roles.get(last + 1..end).unwrap_or(&[]);
        self.words.get(last).is_some_and(Word::ends_clause) && marks.iter().all(|role| *role == Role::Mark)
    }

    /// Whether a copula without a noun stands at `n`, close to the mark before it.
    pub(super) fn copula_leans(&self, n: usize) -> bool {
        let copula = self.words.get(n).is_some_and(|w| !w.spaced && w.pos == Pos::Aux);
        copula && matches!(self.roles.get(n), Some(Role::Predicate(_)))
    }

    /// The word that closes the quotation with clauses that opens at a word.
    pub(super) fn closing(&self, n: usize) -> Option<usize> {
        let at = self.opens.binary_search_by_key(&n, |(first, _)| *first).ok()?;
        self.opens.get(at).map(|(_, end)| *end)
    }
}
