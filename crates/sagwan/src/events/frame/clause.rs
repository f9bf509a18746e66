//! Which clause a word stands in, and whether that tells of an event or of something else.
//!
//! Takes words of a sentence by their numbers. Leaves out what stands in the clause: that is for [`cast`](super::cast).

use sagwan_text::{Case, Clause, LinkKind, Word, WordClass};

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

/// How a word stands to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In its clause, or in one before its own noun: 12일 제네바에서 열린 회담.
    Own,
    /// In a clause that goes before it, and may share its subject: 제네바를 방문해 장관을 만났다.
    Before,
    /// In a clause that it lies in or hangs on, by so many steps.
    Around(usize),
    /// In what is said or meant in its clause: 협력하기로 합의했다.
    Meant,
    /// In a clause before another noun of its clause, or that only sets its scene: 장관이 참석한 가운데.
    Apart,
    /// Elsewhere in the sentence.
    Elsewhere,
}

/// How a word stands to the event at another.
pub(super) fn place_of(view: &View<'_>, word: usize, event: usize) -> Place {
    let Some((own, of_event)) = of(view, word).zip(of(view, event)) else { return Place::Elsewhere };
    if let Some(steps) = outward(view, of_event).position(|c| c == own) {
        return if steps == 0 { Place::Own } else { Place::Around(steps) };
    }
    let around: Vec<usize> = outward(view, of_event).collect();
    let Some(inner) = outward(view, own).take_while(|c| !around.contains(c)).last() else {
        return Place::Elsewhere;
    };
    let Some(clause) = view.sentence.clauses.get(inner) else { return Place::Elsewhere };
    let Some(link) = clause.link else { return Place::Elsewhere };
    let on_event = link.to == of_event;
    match link.kind {
        LinkKind::Adnominal if is_one_phrase(view, clause.last + 1, event) => Place::Own,
        LinkKind::Adnominal => Place::Apart,
        LinkKind::Quotative | LinkKind::Nominal => Place::Meant,
        LinkKind::Subordinate if is_setting(view, clause) => Place::Apart,
        LinkKind::Coordinate | LinkKind::Subordinate if on_event && inner == own => Place::Before,
        LinkKind::Coordinate | LinkKind::Subordinate => Place::Elsewhere,
    }
}

/// Whether a clause ends like one before a noun: 참석한 가운데, 만난 뒤.
fn is_setting(view: &View<'_>, clause: &Clause) -> bool {
    let verb = clause.predicate.and_then(|at| view.tokens().get(at));
    verb.is_some_and(|w| w.class == WordClass::Adnominal)
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
