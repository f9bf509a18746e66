//! What speaks for and against an event with just these sides.

use sagwan_text::vocabulary::Effect;

use super::super::View;
use super::super::telling::Telling;
use super::{Around, Candidate, Outline};
use crate::events::Occasion;
use crate::record::{ActorKind, Role};

/// How many clues there are.
pub(super) const COUNT: usize = 53;

/// The score of one who is not there.
const NOBODY: i16 = -999;

/// Who takes part in an event, and as what.
type Set = [(usize, Role)];

/// An event that was told before, with its sides.
pub(super) struct Told<'o> {
    event: &'o Occasion,
    sides: Vec<usize>,
}

/// The events of a kind that were told before.
pub(super) fn told<'o>(around: &Around<'o>, outline: Outline<'_>) -> Vec<Told<'o>> {
    let all = around.beside.iter().chain(around.earlier);
    let alike = all.filter(|event| event.kind.alike(outline.kind));
    alike.map(|event| Told { event, sides: event.sides() }).collect()
}

fn flag(yes: bool) -> i16 {
    i16::from(yes)
}

fn count(n: usize) -> i16 {
    n.min(50) as i16
}

fn principal(role: Role) -> bool {
    !matches!(role, Role::Attendee | Role::Mediator)
}

/// What speaks for an event with these sides, each clue with its name.
pub(super) fn clues(
    view: &View<'_>,
    around: &Around<'_>,
    telling: &Telling<'_>,
    outline: Outline<'_>,
    (set, ruled): (&Set, Option<&Set>),
    (candidates, told): (&[Candidate], &[Told<'_>]),
) -> [(&'static str, i16); COUNT] {
    let at = telling.at;
    let trigger = telling.hit.trigger;
    let has = |actor: usize, of: &[(usize, Role)]| of.iter().any(|(a, role)| *a == actor && principal(*role));
    let size = |of: &[(usize, Role)]| of.iter().filter(|(_, role)| principal(*role)).count();
    let own = || candidates.iter().filter(|c| has(c.actor, set)).map(|c| c.score);
    let rest = || candidates.iter().filter(|c| !has(c.actor, set)).map(|c| c.score);
    let mean = own().map(i32::from).sum::<i32>() / (own().count().max(1) as i32);
    // What speaks against those that are in, and for those that are not.
    let against = own().chain(rest().map(|score| -score)).map(|score| i32::from(score.min(0))).sum::<i32>();
    let against = against.max(-2000) as i16;
    let same = ruled.is_some_and(|ruled| {
        size(ruled) == size(set) && ruled.iter().all(|(a, role)| !principal(*role) || has(*a, set))
    });
    let members =
        || set.iter().filter(|(_, r)| principal(*r)).filter_map(|(a, _)| around.cast.members.get(*a));
    let of_kind = |kind: ActorKind| count(members().filter(|m| m.kind == kind).count());
    let states = || members().map(|m| m.country.as_deref());
    let first = states().next().flatten();
    let mut sides: Vec<usize> = set.iter().filter(|(_, r)| principal(*r)).map(|(a, _)| *a).collect();
    sides.sort_unstable();
    let same_sides = |told: &&Told<'_>| told.sides == sides;
    let share = |told: &&Told<'_>| told.sides.iter().any(|a| sides.contains(a));
    let day = |time: Option<usize>| {
        let value = view.reading.times.get(time?)?.value.as_deref()?;
        value.get(..10.min(value.len()))
    };
    let own_day = day(outline.time);
    let other_day = |told: &&Told<'_>| {
        own_day.zip(day(told.event.time)).is_some_and(|(a, b)| !a.starts_with(b) && !b.starts_with(a))
    };
    let published = view.reading.published.as_deref().and_then(|p| p.get(..10));
    let of_day =
        own_day.zip(published).map_or(-2, |(day, p)| day.cmp(p.get(..day.len()).unwrap_or(p)) as i16);
    let reported = view.statements.iter().any(|s| s.content.contains(telling.token.stem));
    let fact = |effect: Effect| flag(view.facts.has(at, effect));
    let events_in_sentence = (0..view.tokens().len()).filter(|&n| view.names_event(n)).count();
    let clause = super::super::clause::of(view, at).and_then(|c| view.sentence.clauses.get(c));
    let main = clause.is_some_and(|c| c.link.is_none());
    [
        ("event", trigger.kind as i16),
        ("kind", outline.kind as i16),
        ("object", trigger.object as i16),
        ("row", count(telling.hit.row)),
        ("verbal", flag(telling.hit.verbal)),
        ("told", flag(telling.told)),
        ("adnominal", flag(telling.adnominal)),
        ("attends", flag(telling.attends)),
        ("event subject", flag(telling.is_subject)),
        ("asks", flag(telling.asks)),
        ("received", flag(telling.received)),
        ("done by a predicate", flag(telling.act.is_some())),
        ("event case", telling.token.case as i16),
        ("event class", telling.token.class as i16),
        ("tense", telling.token.tense as i16),
        ("rules found one", flag(ruled.is_some())),
        ("rules' sides", count(ruled.map_or(0, size))),
        ("as the rules have it", flag(same)),
        ("sides", count(size(set))),
        ("least side", own().min().unwrap_or(NOBODY)),
        ("best side", own().max().unwrap_or(NOBODY)),
        ("mean side", mean as i16),
        ("best outside", rest().max().unwrap_or(NOBODY)),
        ("likely outside", count(rest().filter(|score| *score > 0).count())),
        ("against", against),
        ("persons", of_kind(ActorKind::Person)),
        ("states", of_kind(ActorKind::Country)),
        ("bodies", of_kind(ActorKind::Organization)),
        ("groups", of_kind(ActorKind::Group)),
        ("one state", flag(first.is_some() && states().all(|s| s == first))),
        ("home state alone", flag(first == Some("KR") && states().all(|s| s == first))),
        ("sides of no state", count(states().filter(Option::is_none).count())),
        ("status", outline.status as i16),
        ("dated", flag(outline.time.is_some())),
        ("day", of_day),
        ("placed", flag(outline.place.is_some())),
        ("sentence", count(view.index)),
        ("reported", flag(reported)),
        ("headline", flag(view.reading.headlines)),
        ("told before", count(told.iter().filter(same_sides).count())),
        ("told before of another day", count(told.iter().filter(same_sides).filter(other_day).count())),
        ("one of them told before", count(told.iter().filter(share).count())),
        ("events before", count(around.earlier.len())),
        ("events beside", count(around.beside.len())),
        ("event words of the sentence", count(events_in_sentence)),
        ("main clause", flag(main)),
        ("words behind", count(view.tokens().len() - at)),
        ("scene", fact(Effect::Scene)),
        ("discusses", fact(Effect::Discusses)),
        ("internal", fact(Effect::Internal)),
        ("refers", fact(Effect::Refers)),
        ("of the next", fact(Effect::OfNext)),
        ("each", fact(Effect::Each)),
    ]
}
