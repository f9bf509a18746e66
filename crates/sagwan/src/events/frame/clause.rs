//! Which clause a word stands in, and whether that tells of an event or of something else.
//!
//! Takes words of a sentence by their numbers. Leaves out what stands in the clause: that is for [`cast`](super::cast).

use sagwan_text::{Case, LinkKind, Word, WordClass};

use super::View;
use sagwan_text::MentionKind;

/// The clause of a word. What looks like a verb inside a name (호사인 in 라시드 호사인 장관) ends none.
pub(super) fn of(view: &View<'_>, word: usize) -> Option<usize> {
    let mut clause = *view.sentence.clause_of.get(word)?;
    // Each step leads to another clause, so that there are no more steps than clauses.
    for _ in 0..view.sentence.clauses.len() {
        let found = view.sentence.clauses.get(clause)?;
        let in_a_name = |at: usize| {
            view.mentions
                .iter()
                .any(|(m, _)| matches!(m.kind, MentionKind::Person(_)) && (m.first..m.last).contains(&at))
        };
        match found.link.filter(|_| found.predicate.is_some_and(in_a_name)) {
            Some(link) => clause = link.to,
            None => break,
        }
    }
    Some(clause)
}

/// The clauses that a clause lies in or hangs on, itself first.
fn outward<'v>(view: &'v View<'_>, clause: usize) -> impl Iterator<Item = usize> + 'v {
    let next = |&c: &usize| Some(view.sentence.clauses.get(c)?.link?.to);
    std::iter::successors(Some(clause), next).take(view.sentence.clauses.len())
}

/// How a word is set apart from the event at another word: by a clause of its own, before another noun, in what is said or
/// meant, or before the event's. `None` when the word may belong to the event.
pub(super) fn apart(view: &View<'_>, word: usize, event: usize) -> Option<LinkKind> {
    let (own, of_event) = (of(view, word)?, of(view, event)?);
    if own == of_event {
        return None;
    }
    let around: Vec<usize> = outward(view, of_event).collect();
    let inner = outward(view, own).take_while(|c| !around.contains(c)).last()?;
    let clause = view.sentence.clauses.get(inner)?;
    let kind = clause.link?.kind;
    let own = match kind {
        // 12일 제네바에서 열린 회담: the clause before the event's own noun tells of it.
        LinkKind::Adnominal => !is_one_phrase(view, clause.last + 1, event),
        LinkKind::Quotative | LinkKind::Nominal => true,
        // 장관이 참석한 가운데; but what stands before 위해 or 하고 may be shared.
        LinkKind::Subordinate => {
            let verb = clause.predicate.and_then(|at| view.tokens().get(at));
            verb.is_some_and(|w| w.class == WordClass::Adnominal)
        }
        LinkKind::Coordinate => false,
    };
    own.then_some(kind)
}

/// Whether the words up to an event are one noun phrase that ends with it.
pub(super) fn is_one_phrase(view: &View<'_>, from: usize, event: usize) -> bool {
    let part = |w: &Word| {
        !w.is_word()
            || matches!(w.class, WordClass::Nominal | WordClass::Determiner)
                && matches!(w.case, Case::Bare | Case::Genitive | Case::With)
    };
    view.tokens().get(from..event).is_some_and(|words| words.iter().all(part))
}
