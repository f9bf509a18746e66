//! What waits for its predicate: phrases, adverbs and finished clauses.

use sagwan_text::{Case, Delimiter, LinkKind, Word};

use super::FAR;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemKind {
    Phrase,
    Adverb,
    /// A finished clause by its number; whether it is whole, so that nothing beside it may take it.
    Clause {
        number: usize,
        kind: LinkKind,
        whole: bool,
    },
    /// The beginning of a quotation that holds clauses.
    Border,
}

/// What waits for its predicate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub kind: ItemKind,
    pub first: usize,
    /// The word that bears its case.
    pub word: usize,
    pub end: usize,
    pub case: Case,
    pub topical: bool,
    /// Part of the phrase that the next item belongs to.
    pub glued: bool,
    pub comma: bool,
}

impl Item {
    pub(super) fn phrase(kind: ItemKind, word: usize, of: &Word) -> Self {
        let topical = of.delimiter == Some(Delimiter::Topic);
        Item { kind, first: word, word, end: word, case: of.case, topical, glued: false, comma: false }
    }

    /// Whether it may be the subject of a clause: 이/가, or 은/는 alone.
    pub(super) fn is_subject(&self) -> bool {
        !self.glued && self.kind == ItemKind::Phrase && matches!(self.case, Case::Subject | Case::Topic)
    }
}

/// Whether nothing behind an item may take it or what stands before it.
fn is_stop(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Border | ItemKind::Clause { whole: true, .. })
}

/// The first item that stands behind the last stop.
pub(super) fn stop_before(items: &[Item]) -> usize {
    let far = items.len().saturating_sub(FAR);
    items.get(far..).unwrap_or(&[]).iter().rposition(is_stop).map_or(far, |n| far + n + 1)
}

pub(super) fn is_joined(item: &Item, wanted: LinkKind) -> bool {
    matches!(item.kind, ItemKind::Clause { kind, .. } if kind == wanted) && !item.glued
}
