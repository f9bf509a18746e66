//! Partners met one after another under one verb: an occasion for each.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, TimeKind};

use super::{View, cast, is_meeting, place};
use crate::actors::{Cast, Mention};
use crate::events::Occasion;
use crate::record::{ActorKind, Role};

/// A partner with the stretch of the clause that tells of them alone.
struct Part {
    partners: Vec<usize>,
    span: ByteSpan,
    /// A day named for them.
    day: Option<usize>,
}

/// A, B와 각각 만난다; 12일에는 제네바에서 A와, 13일에는 빈에서 B와 만난다: one occasion for each partner, where those are
/// told apart by a word or each by a day of their own. `None` when there are no such partners.
pub(super) fn one_by_one(
    view: &View<'_>,
    cast: &Cast,
    report: &Occasion,
    at: usize,
) -> Option<Vec<Occasion>> {
    if !report.told || !is_meeting(report.kind) {
        return None;
    }
    let parts = parts(view, cast, at);
    let apart = view.facts.has(at, Effect::Each) || parts.iter().all(|part| part.day.is_some());
    if parts.len() < 2 || !apart {
        return None;
    }
    let all: Vec<usize> = parts.iter().flat_map(|part| part.partners.iter().copied()).collect();
    let own = |part: &Part, first: bool| {
        let mut participants: Vec<(usize, Role)> =
            report.participants.iter().filter(|(a, _)| !all.contains(a)).copied().collect();
        let role = report.participants.iter().find(|(a, _)| all.contains(a)).map_or(Role::Party, |(_, r)| *r);
        participants.extend(part.partners.iter().map(|a| (*a, role)));
        let before = || report.place.clone().filter(|_| first);
        let place = place::within(view, part.span.start, part.span.end).or_else(before);
        Occasion { participants, place, time: part.day.or(report.time), ..report.clone() }
    };
    let found: Vec<Occasion> = parts.iter().enumerate().map(|(n, part)| own(part, n == 0)).collect();
    found.iter().all(|o| o.participants.len() >= 2).then_some(found)
}

/// The partners in 과 before an event, or listed with one.
fn parts(view: &View<'_>, cast: &Cast, at: usize) -> Vec<Part> {
    let start = view.tokens().get(view.clause_start(at)).map_or(view.sentence.span.start, |t| t.span.start);
    let mut from = start;
    let mut found = Vec::new();
    let inside: Vec<&(Mention, Option<usize>)> =
        view.mentions.iter().filter(|(m, _)| m.span.start >= start && m.last < at).collect();
    for (n, (mention, actor)) in inside.iter().enumerate() {
        let case = cast::case(view, mention);
        let next = inside.get(n + 1).and_then(|(next, _)| cast::listed(view, mention, next.first));
        let partner = case == Case::With || case == Case::Bare && next == Some(true);
        let person = |a: &usize| cast.members.get(*a).is_some_and(|m| m.kind == ActorKind::Person);
        let Some(actor) = actor.filter(person).filter(|_| partner) else { continue };
        let span = ByteSpan::new(from, mention.span.start);
        let day = view.times.iter().rposition(|t| {
            matches!(t.kind, TimeKind::Date | TimeKind::Time) && t.value.is_some() && span.contains(t.span)
        });
        let day = day.map(|day| day + view.times_before);
        found.push(Part { partners: cast.expand(actor), span, day });
        from = mention.span.end.max(mention.particle.end);
    }
    found
}
