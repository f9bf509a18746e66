//! What each word is to the clauses.
//!
//! Takes the words of a sentence with its predicates, gives the role of each word, and which quotations hold clauses.
//! Leaves out which predicate a word stands with.

use sagwan_text::{Pos, Quote, Word, WordKind};

use crate::words::is_suffix;
use crate::words::periphrasis::Group;
use crate::words::piece::Pieces;
use crate::words::postposition::{self, Postposition};

/// Quotations inside this many others hold no clauses.
const DEEP: usize = 8;

/// What a word is to the clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Mark,
    /// Particles or endings alone, which belong to what stands before them.
    Tail,
    Noun,
    Determiner,
    Adverb,
    /// The number of its group.
    Predicate(usize),
    Auxiliary,
    Postposition(Postposition),
    /// What stands in brackets without a predicate.
    Aside,
}

/// Writes the role of each word.
pub(super) fn set_roles(words: &[Word], groups: &[Group], pieces: &Pieces, roles: &mut Vec<Role>) {
    roles.clear();
    roles.extend(words.iter().map(|w| match w.pos {
        Pos::Punct => Role::Mark,
        Pos::Part => Role::Tail,
        _ if is_suffix(w) => Role::Tail,
        // A copula that is no predicate stands behind a quotation.
        Pos::Aux => Role::Tail,
        Pos::Det => Role::Determiner,
        Pos::Adv | Pos::Cconj | Pos::Intj => Role::Adverb,
        _ => Role::Noun,
    }));
    for (number, group) in groups.iter().enumerate() {
        // A word of several predicates may be the auxiliary of one and begin another: it goes with the first.
        let taken = roles.get(group.main) == Some(&Role::Auxiliary);
        if taken || words.get(group.main).is_some_and(|w| w.pos == Pos::Part) {
            continue;
        }
        let before = group.main.checked_sub(1).and_then(|n| words.get(n));
        let behind = words.get(group.main + 1);
        let piece = pieces.predicate(group.piece).filter(|_| group.main == group.last);
        let found = piece.and_then(|piece| postposition::find(piece, before, behind));
        if let Some(role) = roles.get_mut(group.main) {
            *role = match found {
                Some(found) => Role::Postposition(found),
                None if piece.is_some_and(|piece| piece.meaning.adverb) => Role::Adverb,
                None => Role::Predicate(number),
            };
        }
        for role in roles.get_mut(group.main + 1..=group.last).unwrap_or(&mut []) {
            *role = Role::Auxiliary;
        }
    }
    set_asides(words, roles);
}

/// Marks what stands in brackets without a predicate.
fn set_asides(words: &[Word], roles: &mut [Role]) {
    let mut open = None;
    for n in 0..words.len() {
        match words.get(n).map(|w| w.kind) {
            Some(WordKind::Open) => open = Some(n),
            Some(WordKind::Close) => {
                let Some(inner) = open.take().and_then(|open| roles.get_mut(open + 1..n)) else { continue };
                if !inner.iter().any(|role| matches!(role, Role::Predicate(_) | Role::Auxiliary)) {
                    inner.fill(Role::Aside);
                }
            }
            _ => {}
        }
    }
}

/// Writes where the quotations that hold a predicate open and close.
pub(super) fn set_openings(
    words: &[Word],
    roles: &[Role],
    quotes: &[Quote],
    opens: &mut Vec<(usize, usize)>,
) {
    opens.clear();
    opens.extend(quotes.iter().filter(|quote| quote.depth < DEEP).filter_map(|quote| {
        let first = words.partition_point(|w| w.span.start < quote.span.start);
        let end = words.partition_point(|w| w.span.end < quote.span.end);
        let inside = roles.get(first..end)?;
        inside.iter().any(|role| matches!(role, Role::Predicate(_))).then_some((first, end))
    }));
}
