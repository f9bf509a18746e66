//! Partners met one after another under one verb: an occasion for each.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, TimeKind, TimeMention};

use super::{View, cast, is_meeting, place, time};
use crate::cast::Cast;
use crate::events::Occasion;
use crate::record::Role;
use sagwan_text::Mention;

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

/// 2017년과 2021년 정상회담을 했다: one occasion for each of the times that are listed before the event; `None` where there is
/// but one.
pub(super) fn on_each_day(view: &View<'_>, report: &Occasion) -> Option<Vec<Occasion>> {
    let last = report.time?.checked_sub(view.times_before)?;
    let listed_before = |&next: &usize| {
        let before = next.checked_sub(1)?;
        let (a, b) = view.times.get(before).zip(view.times.get(next))?;
        (a.value.is_some() && a.kind == b.kind && lists(view, a, b)).then_some(before)
    };
    let mut times: Vec<usize> = std::iter::successors(Some(last), listed_before).collect();
    times.reverse();
    let on = |time: &usize| Occasion { time: Some(time + view.times_before), ..report.clone() };
    (report.told && times.len() > 1).then(|| times.iter().map(on).collect())
}

/// Whether two times are listed: 2017년과 2021년, 2017년, 2021년.
fn lists(view: &View<'_>, a: &TimeMention, b: &TimeMention) -> bool {
    let last = time::last_word(view, a);
    let next = view.tokens().partition_point(|w| w.span.end <= b.span.start);
    let joined = view.tokens().get(last).is_some_and(|word| word.case == Case::With);
    let between = view.tokens().get(last + 1..next).unwrap_or(&[]);
    (joined || !between.is_empty()) && between.iter().all(cast::separates)
}

/// The partners before an event, as they are told apart.
fn parts(view: &View<'_>, cast: &Cast, at: usize) -> Vec<Part> {
    let start = view.tokens().get(view.clause_start(at)).map_or(view.sentence.span.start, |t| t.span.start);
    let inside: Vec<&(Mention, Option<usize>)> =
        view.mentions.iter().filter(|(m, _)| m.span.start >= start && m.last < at).collect();
    let mut from = start;
    let mut members: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (n, (mention, actor)) in inside.iter().enumerate() {
        let next = inside.get(n + 1).map(|(next, _)| next);
        let listed = next.and_then(|next| cast::listed(view, mention, next.first));
        let (partner, acts) = match cast::case(view, mention) {
            Case::With => (true, false),
            Case::Bare => (listed == Some(true), false),
            // 11일에는 미국과 이란이, 13일에는 …: the two of a part.
            Case::Subject => (!members.is_empty(), true),
            _ => (false, false),
        };
        let Some(actor) = actor.filter(|_| partner) else { continue };
        members.extend(cast.expand(actor));
        let joined = |next: &&Mention| listed == Some(false) && cast::case(view, next) == Case::Subject;
        if !acts && next.is_some_and(|next| joined(&next)) {
            continue;
        }
        let span = ByteSpan::new(from, mention.span.start);
        let day = view.times.iter().rposition(|t| {
            matches!(t.kind, TimeKind::Date | TimeKind::Time) && t.value.is_some() && span.contains(t.span)
        });
        let day = day.map(|day| day + view.times_before);
        let partners = std::mem::take(&mut members);
        // 한국과 일본이 각각 미국과 회담했다: who acts is no partner but on a day of their own.
        if !acts || day.is_some() {
            found.push(Part { partners, span, day });
            from = mention.span.end.max(mention.particle.end);
        }
    }
    found
}
